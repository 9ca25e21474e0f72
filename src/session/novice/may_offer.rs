//! Who may offer help here: what the policy and the person's own list say, and what they said before a helper had control.
//!
//! What changes while a helper has mouse and keyboard may be the helper's doing. So what was allowed before is kept, also on disk,
//! and until the person has confirmed the change a helper must have been allowed both before and after it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::invitation::clean_name;
use crate::net::helper::{self, HelperCertificates};
use crate::policy::{Authority, HelperKey, ListedHelper, Offers, Rules, Sources};
use crate::private_file as private;

const FILE: &str = "offers-before-control.json";
/// An organisation's revocation list may be long; its authority's certificate is not.
const MAX_PEM_BYTES: u64 = 4 * 1024 * 1024;
const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// Who may come in unasked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Admitted {
    /// The name that the list or the authority has for this key, cleaned for display.
    pub name: String,
    pub view_only: bool,
}

/// Whether a helper has control, or had it when what is allowed was changed: then changes wait for the person's word.
pub(crate) fn changes_wait(state_dir: &Path) -> bool {
    state_dir.join(FILE).exists()
}

/// What decides about offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Allowed {
    offers: Offers,
    /// The computer may be controlled at all.
    control: bool,
    helpers: Vec<ListedHelper>,
    authority: Option<Authority>,
}

impl Allowed {
    fn of(rules: &Rules) -> Self {
        Self {
            offers: rules.offers,
            control: rules.control,
            helpers: rules.helpers.clone(),
            authority: rules.authority.clone(),
        }
    }

    /// What is known of nobody.
    fn nothing() -> Self {
        Self {
            offers: Offers::Off,
            control: false,
            helpers: Vec::new(),
            authority: None,
        }
    }

    /// The name that the list or the authority has for this key, cleaned for display. Both are looked at whatever comes out, so
    /// that the time tells nothing of the reason.
    fn name(&self, helper: &HelperCertificates) -> Option<String> {
        let key = helper.public_key().map(|key| HelperKey::of_public_key(&key));
        let listed = key
            .ok()
            .and_then(|key| self.helpers.iter().find(|listed| listed.key == key))
            .map(|listed| clean_name(listed.name.as_str()));
        let signed = self.authority.as_ref().and_then(|authority| signed(authority, helper));
        listed.or(signed).filter(|name| !name.is_empty())
    }

    fn admits(&self, helper: &HelperCertificates) -> Option<Admitted> {
        let name = self.name(helper)?;
        match self.offers {
            Offers::Off => None,
            Offers::View => Some(Admitted { name, view_only: true }),
            Offers::Control => Some(Admitted {
                name,
                view_only: !self.control,
            }),
        }
    }
}

/// The name that the authority stands for, if it is one of those that it may.
fn signed(authority: &Authority, helper: &HelperCertificates) -> Option<String> {
    let read = |path: &PathBuf| {
        private::read(path, MAX_PEM_BYTES)
            .inspect_err(|error| tracing::error!(%error, path = %path.display(), "the authority's file cannot be read"))
    };
    let certificates = read(&authority.certificate).ok()?;
    // A list that is named and cannot be read lets nobody in.
    let revocation_list = match &authority.revocation_list {
        Some(path) => Some(read(path).ok()?),
        None => None,
    };
    let authority_of = helper::Authority {
        certificates: &certificates,
        revocation_list: revocation_list.as_deref(),
    };
    let name = helper
        .signed_name(&authority_of, SystemTime::now())
        .inspect_err(|error| tracing::info!(%error, "the authority does not stand for this helper"))
        .ok()?;
    let name = clean_name(&name);
    let may = authority.names.is_empty() || authority.names.iter().any(|one| one.as_str() == name);
    may.then_some(name)
}

#[derive(Debug, Default)]
struct State {
    /// What was allowed before a helper got control, as long as it may matter.
    before: Option<Allowed>,
    controlled: bool,
}

/// See the head of this file.
#[derive(Debug)]
pub(super) struct MayOffer {
    sources: Sources,
    file: PathBuf,
    state: Mutex<State>,
}

impl MayOffer {
    /// Takes up what an earlier run has left to be confirmed.
    pub fn new(sources: Sources, state_dir: &Path) -> Self {
        let file = state_dir.join(FILE);
        let before = match private::read(&file, MAX_FILE_BYTES) {
            Ok(bytes) => Some(serde_json::from_slice(&bytes).unwrap_or_else(|_| Allowed::nothing())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(_) => Some(Allowed::nothing()),
        };
        Self {
            sources,
            file,
            state: Mutex::new(State {
                before,
                controlled: false,
            }),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> Allowed {
        Allowed::of(&self.sources.rules())
    }

    /// Who this helper is, if they may come in.
    pub fn judge(&self, helper: &HelperCertificates) -> Option<Admitted> {
        let before = self.lock().before.clone();
        let now = self.now().admits(helper);
        match before {
            None => now,
            Some(before) => {
                let before = before.admits(helper)?;
                now.map(|now| Admitted {
                    name: before.name,
                    view_only: before.view_only || now.view_only,
                })
            }
        }
    }

    /// The name of a helper whose key is known here, whether they may come unasked or not.
    pub fn known(&self, helper: &HelperCertificates) -> Option<String> {
        let before = self.lock().before.clone();
        let now = self.now().name(helper);
        match before {
            None => now,
            Some(before) => before.name(helper).filter(|_| now.is_some()),
        }
    }

    /// A helper gets mouse and keyboard.
    pub fn control_began(&self) {
        let mut state = self.lock();
        state.controlled = true;
        if state.before.is_some() {
            return;
        }
        let now = self.now();
        // What cannot be written still holds as long as this process lives.
        let kept = serde_json::to_vec(&now)
            .map_err(io::Error::from)
            .and_then(|bytes| private::replace(&self.file, &bytes));
        if let Err(error) = kept {
            tracing::error!(%error, "what is allowed now is not kept on disk");
        }
        state.before = Some(now);
    }

    /// Control has ended. True if what is allowed is no longer what it was.
    pub fn control_ended(&self) -> bool {
        self.lock().controlled = false;
        self.is_changed()
    }

    /// Whether there is something for the person to confirm.
    pub fn is_changed(&self) -> bool {
        let mut state = self.lock();
        let Some(before) = &state.before else { return false };
        let changed = *before != self.now();
        if !changed && !state.controlled {
            self.forget(&mut state);
        }
        changed
    }

    /// The person wants what is allowed now; of no effect while a helper has control.
    pub fn confirm(&self) -> bool {
        let mut state = self.lock();
        if state.controlled {
            return false;
        }
        self.forget(&mut state);
        true
    }

    fn forget(&self, state: &mut State) {
        state.before = None;
        if let Err(error) = std::fs::remove_file(&self.file)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::error!(%error, "what was allowed before stays on disk");
        }
    }
}
