//! Tells every Lifeline of this user that a question is open, so that none of them injects what could answer it.
//!
//! Whoever asks keeps a file locked in a folder of the user's runtime directory; whoever injects looks at these locks.
//! A lock is the kernel's: it ends with its process however that ends, needs no display (a terminal asks, too), and no
//! other user can take it. Files may hang: all of this happens on threads of its own, and neither a session nor the
//! thread that injects waits for it.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tempfile::TempPath;

use crate::{file_system, private_file, regular_file};

const PREFIX: &str = "asking-";

/// Files of processes that were killed while they asked are removed when they are this old.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a program of the system's that asks is held back at most until every Lifeline can know of it.
const SETTLED: Duration = Duration::from_secs(1);

static DIRECTORY: OnceLock<PathBuf> = OnceLock::new();
static TELLER: Mutex<Option<Sender<QuestionChange>>> = Mutex::new(None);

enum QuestionChange {
    Opened(SyncSender<()>),
    Closed,
}

/// A question is open while this lives.
#[derive(Debug)]
pub(crate) struct Asking(());

/// Where the program's processes tell each other; to be called once, when the program starts. What only links the
/// library (a test) tells nobody, and heeds nobody.
pub(crate) fn keep_in(directory: PathBuf) {
    // The first one counts.
    let _ = DIRECTORY.set(directory);
}

pub(crate) fn directory() -> Option<PathBuf> {
    DIRECTORY.get().cloned()
}

/// The same for all of this user's processes, from wherever they were started.
pub(crate) fn default_directory(state_dir: &Path) -> PathBuf {
    const NAME: &str = "lifeline";
    if let Some(runtime) = directories::BaseDirs::new().and_then(|dirs| dirs.runtime_dir().map(Path::to_path_buf)) {
        return runtime.join(NAME);
    }
    #[cfg(target_os = "linux")]
    {
        // What was started by cron or su has no variable for it.
        let usual = PathBuf::from(format!("/run/user/{}", rustix::process::getuid().as_raw()));
        if file_system::is_dir(&usual) {
            return usual.join(NAME);
        }
    }
    state_dir.join("asking")
}

impl Asking {
    /// A question opens. Never waits.
    pub(crate) fn begin() -> Self {
        tell(|| QuestionChange::Opened(sync_channel(1).0));
        Self(())
    }

    /// As [`Asking::begin`], for what the system asks on our behalf (a file dialog, an administrator's password):
    /// returns when nothing is injected any more. May wait for a second.
    pub(crate) fn begin_and_settle() -> Self {
        let (settled, is_settled) = sync_channel(1);
        if tell(|| QuestionChange::Opened(settled)) {
            // In time or not: whether the system's question can be asked must not depend on it.
            let _ = is_settled.recv_timeout(SETTLED);
            std::thread::sleep(LOOK_AGAIN * 2);
        }
        Self(())
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        tell(|| QuestionChange::Closed);
    }
}

/// How often those that inject look.
pub(crate) const LOOK_AGAIN: Duration = Duration::from_millis(25);

/// Whether anybody has a question open, this process too.
pub(crate) fn anybody_asks(directory: &Path) -> bool {
    let Ok(entries) = file_system::read_dir(directory) else {
        return false;
    };
    entries.flatten().any(|entry| is_lock(&entry) && is_held(&entry.path()))
}

fn is_lock(entry: &std::fs::DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with(PREFIX)
}

fn is_held(path: &Path) -> bool {
    regular_file::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

fn tell(change: impl FnOnce() -> QuestionChange) -> bool {
    let Some(directory) = DIRECTORY.get() else { return false };
    let mut teller = TELLER.lock().unwrap_or_else(PoisonError::into_inner);
    if teller.is_none() {
        let (sender, receiver) = channel();
        let thread = std::thread::Builder::new().name("asking".to_owned());
        match thread.spawn(move || keep(directory, &receiver)) {
            Ok(_) => *teller = Some(sender),
            Err(error) => tracing::warn!(%error, "no other Lifeline knows that a question is open"),
        }
    }
    teller.as_ref().is_some_and(|teller| teller.send(change()).is_ok())
}

fn keep(directory: &Path, changes: &Receiver<QuestionChange>) {
    let mut open = 0u32;
    let mut lock = None;
    for change in changes {
        match change {
            QuestionChange::Opened(settled) => {
                open = open.saturating_add(1);
                if lock.is_none() {
                    lock = take(directory)
                        .inspect_err(|error| tracing::warn!(%error, "no other Lifeline knows that a question is open"))
                        .ok();
                }
                let _ = settled.send(());
            }
            QuestionChange::Closed => {
                open = open.saturating_sub(1);
                if open == 0 {
                    lock = None;
                }
            }
        }
    }
}

/// The fields are dropped in this order: nobody finds the file without its lock.
struct Lock {
    _path: TempPath,
    _file: File,
}

fn take(directory: &Path) -> io::Result<Lock> {
    private_file::ensure_dir(directory)?;
    remove_stale(directory);
    let made = tempfile::Builder::new().prefix(PREFIX).tempfile_in(directory)?;
    let (file, path) = made.into_parts();
    // Somebody who just looks at it has it open for less than a moment.
    private_file::lock_soon(|| file.try_lock())?;
    Ok(Lock {
        _path: path,
        _file: file,
    })
}

fn remove_stale(directory: &Path) {
    let Ok(entries) = file_system::read_dir(directory) else {
        return;
    };
    for entry in entries.flatten().filter(is_lock) {
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let old = modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > STALE));
        if old && !is_held(&entry.path()) {
            // It stays, and means nothing.
            let _ = file_system::remove_file(&entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_seen_while_it_lasts_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let directory = folder.path().join("lifeline");
        assert!(!anybody_asks(&directory));
        let (one, other) = (take(&directory).unwrap(), take(&directory).unwrap());
        assert!(anybody_asks(&directory));
        drop(one);
        assert!(anybody_asks(&directory));
        drop(other);
        assert!(!anybody_asks(&directory));
        assert_eq!(std::fs::read_dir(&directory).unwrap().count(), 0);
    }

    #[test]
    fn what_nobody_holds_is_no_question() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join("asking-of-one-that-was-killed");
        private_file::create(&left, b"").unwrap();
        assert!(!anybody_asks(folder.path()));
        // As fresh as it is, somebody may be about to lock it.
        let _lock = take(folder.path()).unwrap();
        assert!(left.exists());
    }
}
