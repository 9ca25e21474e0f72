//! What is allowed here: what the policy and the person's own settings say, and what they said before a helper had
//! control.
//!
//! What changes while a helper has mouse and keyboard may be the helper's doing. So what was allowed before is kept,
//! also on disk, for every Lifeline of this user. Until the person has confirmed the change, no rule is wider than
//! before, and only a helper who was allowed or known before it and is so after it may come in. The person's own
//! choices are kept, too, and can be put back.
//!
//! Functions that read or write files say so in their description. They are called only on threads that may wait: a
//! file system that hangs must hold up neither a session nor Stop.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::authority::Authorities;
use crate::invitation::clean_name;
use crate::net::helper::HelperCertificates;
use crate::policy::{AuthorityFiles, Change, Choices, HelperKey, Offers, Rules, SettingsError, Sources};
use crate::{file_system, private_file as private, regular_file};

const FILE: &str = "offers-before-control.json";
/// Locked by every process of this user in which a helper has control.
const LOCK: &str = "control.lock";
const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// Who may come in unasked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Admitted {
    /// The name that the list or the authority has for this key, cleaned for display.
    pub name: String,
    pub view_only: bool,
}

impl Admitted {
    /// What somebody who comes unasked may get: decided by the rule for offers alone, since invited helpers have rules
    /// of their own.
    fn by(rules: &Rules, name: String) -> Option<Self> {
        let view_only = match rules.offers {
            Offers::Off => return None,
            Offers::View => true,
            Offers::Control => false,
        };
        Some(Self { name, view_only })
    }
}

/// Whether a helper has control, or had it when what is allowed was changed: then changes wait for the person's word.
pub(crate) fn changes_wait(state_dir: &Path) -> bool {
    // A link that leads nowhere is there, too.
    file_system::is_there(&state_dir.join(FILE))
}

/// What was allowed before a helper got control.
#[derive(Debug)]
struct OffersBefore {
    rules: Rules,
    /// The person's own part in it; `None` if it could not be read.
    chosen: Option<Choices>,
}

impl OffersBefore {
    /// Nothing was, as far as anybody knows.
    fn unknown() -> Self {
        Self {
            rules: Rules::strictest(),
            chosen: None,
        }
    }
}

/// The same as it stands on disk.
#[derive(Serialize, Deserialize)]
struct StoredChoices {
    rules: Choices,
    chosen: Option<Choices>,
}

#[derive(Debug, Default)]
struct MayOfferState {
    /// As long as it may matter.
    before: Option<OffersBefore>,
}

/// How many helpers have, or are about to get, mouse and keyboard: one, or two while one's end is being tidied up.
#[derive(Debug, Clone, Default)]
pub(super) struct Controlling(Arc<AtomicUsize>);

impl Controlling {
    pub fn is_any(&self) -> bool {
        self.0.load(Ordering::Acquire) > 0
    }

    fn begins(&self, lock: impl FnOnce() -> Option<File>) -> UnderControl {
        self.0.fetch_add(1, Ordering::AcqRel);
        UnderControl {
            controlling: self.clone(),
            _lock: lock(),
        }
    }
}

/// Whoever asks whether a helper has control holds the lock alone for a moment.
fn share(lock: File) -> io::Result<File> {
    private::lock_soon(|| lock.try_lock_shared())?;
    Ok(lock)
}

/// A helper has mouse and keyboard as long as this lives.
#[derive(Debug)]
pub(super) struct UnderControl {
    controlling: Controlling,
    /// Tells it to other processes.
    _lock: Option<File>,
}

impl Drop for UnderControl {
    fn drop(&mut self) {
        self.controlling.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// See the head of this file.
#[derive(Debug)]
pub(super) struct MayOffer {
    sources: Sources,
    authorities: Authorities,
    file: PathBuf,
    lock: PathBuf,
    controlling: Controlling,
    /// Never held while a file is read or written.
    state: Mutex<MayOfferState>,
    /// Held by whoever reads or writes files here, so that they do it one after the other.
    files: Mutex<()>,
}

impl MayOffer {
    /// Takes up what an earlier run has left to be confirmed. Reads a file.
    pub fn new(sources: Sources, state_dir: &Path, controlling: Controlling) -> Self {
        let file = state_dir.join(FILE);
        let before = match regular_file::if_there(&file, private::read(&file, MAX_FILE_BYTES)) {
            Ok(Some(bytes)) => Some(serde_json::from_slice(&bytes).map_or_else(
                |error| {
                    tracing::error!(%error, "what was allowed before cannot be read");
                    OffersBefore::unknown()
                },
                |kept: StoredChoices| OffersBefore {
                    rules: Rules::of_values(&kept.rules),
                    chosen: kept.chosen,
                },
            )),
            Ok(None) => None,
            Err(_) => Some(OffersBefore::unknown()),
        };
        Self {
            sources,
            authorities: Authorities::default(),
            file,
            lock: state_dir.join(LOCK),
            controlling,
            state: Mutex::new(MayOfferState { before }),
            files: Mutex::default(),
        }
    }

    /// What holds as far as the sources say. Reads files.
    pub fn read_rules(&self) -> Rules {
        self.sources.rules()
    }

    fn lock_files(&self) -> MutexGuard<'_, ()> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, MayOfferState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The name that the list or the authority has for this key, cleaned for display. Both are looked at whatever comes
    /// out, so that the time tells nothing of the reason.
    fn name(&self, rules: &Rules, helper: &HelperCertificates) -> Option<String> {
        let key = helper.public_key().map(|key| HelperKey::of_public_key(&key));
        let listed = key
            .ok()
            .and_then(|key| rules.helpers.iter().find(|listed| listed.key == key))
            .map(|listed| clean_name(listed.name.as_str()));
        let signed = rules
            .authority
            .as_ref()
            .and_then(|authority| self.signed(authority, helper));
        listed.or(signed).filter(|name| !name.is_empty())
    }

    /// The name that the authority stands for, if it is one of those that it may.
    fn signed(&self, authority: &AuthorityFiles, helper: &HelperCertificates) -> Option<String> {
        let name = self
            .authorities
            .get(&self.sources, authority)
            .map(|authority| helper.signed_name(&authority, SystemTime::now()))?
            .inspect_err(|error| tracing::info!(%error, "the authority does not stand for this helper"))
            .ok()?;
        let name = clean_name(&name);
        let may = authority.names.is_empty() || authority.names.iter().any(|one| one.as_str() == name);
        may.then_some(name)
    }

    /// While offers are off, no certificate is checked.
    fn admits(&self, rules: &Rules, helper: &HelperCertificates) -> Option<Admitted> {
        if rules.offers == Offers::Off {
            return None;
        }
        Admitted::by(rules, self.name(rules, helper)?)
    }

    fn before(&self) -> Option<Rules> {
        self.lock().before.as_ref().map(|before| before.rules.clone())
    }

    /// These rules, as far as the person's confirmation is not needed for them.
    pub fn hold(&self, now: Rules) -> Rules {
        match &self.lock().before {
            Some(before) => now.no_wider_than(&before.rules),
            None => now,
        }
    }

    /// Who this helper is, if they may come in. Reads files.
    pub fn judge(&self, helper: &HelperCertificates) -> Option<Admitted> {
        let before = self.before();
        let now = self.admits(&self.sources.rules(), helper);
        match before {
            None => now,
            Some(before) => {
                let before = self.admits(&before, helper)?;
                now.map(|now| Admitted {
                    name: before.name,
                    view_only: before.view_only || now.view_only,
                })
            }
        }
    }

    /// The name of a helper whose key is known here, whether they may come unasked or not. Reads files.
    pub fn known(&self, helper: &HelperCertificates) -> Option<String> {
        let before = self.before();
        let now = self.name(&self.sources.rules(), helper);
        match before {
            None => now,
            Some(before) => self.name(&before, helper).filter(|_| now.is_some()),
        }
    }

    /// A helper is about to get mouse and keyboard. Reads and writes files.
    pub fn control_begins(&self) -> UnderControl {
        let _files = self.lock_files();
        let under_control = self.controlling.begins(|| {
            private::open_lock(&self.lock)
                .and_then(share)
                .inspect_err(|error| tracing::error!(%error, "no other Lifeline knows that a helper has control"))
                .ok()
        });
        if self.lock().before.is_some() {
            return under_control;
        }
        let rules = self.sources.rules();
        let kept = StoredChoices {
            rules: rules.values(),
            chosen: self.sources.user().ok(),
        };
        // What cannot be written still holds as long as this process lives.
        let written = serde_json::to_vec(&kept)
            .map_err(io::Error::from)
            .and_then(|bytes| private::replace(&self.file, &bytes));
        if let Err(error) = written {
            tracing::error!(%error, "what is allowed now is not kept on disk");
        }
        self.lock().before = Some(OffersBefore {
            rules,
            chosen: kept.chosen,
        });
        under_control
    }

    /// What there is for the person to confirm. Reads files, and removes one where there is nothing.
    pub fn changes(&self) -> Vec<Change> {
        let files = self.lock_files();
        let Some(before) = self.before() else { return Vec::new() };
        let changes = self.sources.rules().changes_since(&before);
        if changes.is_empty() {
            self.forget(&files);
        }
        changes
    }

    /// The person wants what is allowed now; of no effect while a helper has control. Removes a file.
    pub fn confirm(&self) -> bool {
        let files = self.lock_files();
        self.forget(&files)
    }

    /// The person's own choices become what they were. False, and nothing happens, while a helper has control, where
    /// nothing is to be put back, and where it is not known to what. What an administrator changed stays to be
    /// confirmed. Reads and writes files.
    pub fn put_back(&self) -> Result<bool, SettingsError> {
        if self.is_controlled() {
            return Ok(false);
        }
        let chosen = {
            let state = self.lock();
            let before = state.before.as_ref().filter(|_| !self.controlling.is_any());
            before.and_then(|before| before.chosen.clone())
        };
        let Some(chosen) = chosen else { return Ok(false) };
        self.sources.choose(chosen)?;
        self.changes();
        Ok(true)
    }

    /// Whether a helper has control, by this process or by another one of this user: whoever controls can start a
    /// Lifeline on a terminal and confirm there what they changed. Reads a file.
    fn is_controlled(&self) -> bool {
        let elsewhere = || {
            let lock = regular_file::if_there(&self.lock, regular_file::open(&self.lock));
            lock.is_ok_and(|lock| lock.is_some_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock))))
        };
        self.controlling.is_any() || elsewhere()
    }

    /// False, and nothing happens, while a helper has control.
    fn forget(&self, _files: &MutexGuard<'_, ()>) -> bool {
        if self.is_controlled() {
            return false;
        }
        {
            let mut state = self.lock();
            if self.controlling.is_any() {
                return false;
            }
            state.before = None;
        }
        if let Err(error) = file_system::remove_file(&self.file)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::error!(%error, "what was allowed before stays on disk");
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{File, TryLockError};

    use super::share;
    use crate::private_file as private;

    /// A program that the helper left behind holds the lock: control begins, and ends, all the same.
    #[test]
    fn a_lock_that_is_kept_holds_up_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let open = || private::open_lock(&folder.path().join("control.lock")).unwrap();
        let kept: File = open();
        kept.lock().unwrap();
        assert!(share(open()).is_err());
        kept.unlock().unwrap();
        let shared = share(open()).unwrap();
        assert!(share(open()).is_ok(), "two Lifelines may be controlled");
        assert!(matches!(kept.try_lock(), Err(TryLockError::WouldBlock)));
        drop(shared);
    }
}
