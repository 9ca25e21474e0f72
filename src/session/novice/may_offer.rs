//! What is allowed here: what the policy and the person's own settings say, and what they said before a helper had control.
//!
//! What changes while a helper has mouse and keyboard may be the helper's doing. So what was allowed before is kept, also on disk,
//! and until the person has confirmed the change nothing is wider than before: no rule, and a helper must have been allowed, or
//! known, both before and after it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::invitation::clean_name;
use crate::net::helper::{self, HelperCertificates};
use crate::policy::{Authority, Choices, HelperKey, Offers, Rules, Sources};
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

/// The name that the list or the authority has for this key, cleaned for display. Both are looked at whatever comes out, so that
/// the time tells nothing of the reason.
fn name(rules: &Rules, helper: &HelperCertificates) -> Option<String> {
    let key = helper.public_key().map(|key| HelperKey::of_public_key(&key));
    let listed = key
        .ok()
        .and_then(|key| rules.helpers.iter().find(|listed| listed.key == key))
        .map(|listed| clean_name(listed.name.as_str()));
    let signed = rules.authority.as_ref().and_then(|authority| signed(authority, helper));
    listed.or(signed).filter(|name| !name.is_empty())
}

fn admits(rules: &Rules, helper: &HelperCertificates) -> Option<Admitted> {
    let name = name(rules, helper)?;
    match rules.offers {
        Offers::Off => None,
        Offers::View => Some(Admitted { name, view_only: true }),
        Offers::Control => Some(Admitted {
            name,
            view_only: !rules.control,
        }),
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
    before: Option<Rules>,
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
            Ok(bytes) => Some(serde_json::from_slice(&bytes).map_or_else(
                |error| {
                    tracing::error!(%error, "what was allowed before cannot be read");
                    Rules::strictest()
                },
                |values: Choices| Rules::of_values(&values),
            )),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(_) => Some(Rules::strictest()),
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

    /// These rules, as far as the person's confirmation is not needed for them.
    pub fn hold(&self, now: Rules) -> Rules {
        match &self.lock().before {
            Some(before) => now.no_wider_than(before),
            None => now,
        }
    }

    /// Who this helper is, if they may come in.
    pub fn judge(&self, helper: &HelperCertificates) -> Option<Admitted> {
        let before = self.lock().before.clone();
        let now = admits(&self.sources.rules(), helper);
        match before {
            None => now,
            Some(before) => {
                let before = admits(&before, helper)?;
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
        let now = name(&self.sources.rules(), helper);
        match before {
            None => now,
            Some(before) => name(&before, helper).filter(|_| now.is_some()),
        }
    }

    /// A helper gets mouse and keyboard.
    pub fn control_began(&self) {
        let mut state = self.lock();
        state.controlled = true;
        if state.before.is_some() {
            return;
        }
        let now = self.sources.rules();
        // What cannot be written still holds as long as this process lives.
        let kept = serde_json::to_vec(&now.values())
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
        let now = self.sources.rules();
        let lists = now.helpers != before.helpers || now.authority != before.authority || now.offers != before.offers;
        let changed = lists || now.clone().no_wider_than(before) != now;
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
