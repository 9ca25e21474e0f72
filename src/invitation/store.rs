//! The tickets in force, kept on disk so that one mailed before a crash or a restart opens afterwards.
//!
//! ```text
//! <state>/store.lock                        held while listeners are made, adopted or removed
//! <state>/listeners/<random>/lock           held by the process that serves this listener, as long as it lives
//!                           /keys.json      its keys and its port
//!                           /<hash>.json    one ticket each; the hash is of its ID
//!                           /<hash>.msrcIncident   the same ticket as it is mailed
//! ```
//! All of it is owner-only. Keys live as long as a ticket that names them is in force, and no longer.

use std::fs::TryLockError;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

use super::random::{NoRandomness, random};
use super::secret::to_hex;
use super::ticket_id::TicketId;
use crate::private_file::HeldLock;
use crate::texts::said::{Said, system};
use crate::{file_system, may_block, private_file as private, t};

mod forms;
mod stored;

pub use stored::{ListenerKeys, StoredTicket};

const LISTENERS: &str = "listeners";
const STORE_LOCK: &str = "store.lock";
const LISTENER_LOCK: &str = "lock";
const KEYS: &str = "keys.json";
/// Enough of SHA-256 to tell tickets apart.
const HASH_BYTES: usize = 8;
/// Each ticket is listed and served; a person has a handful.
const MAX_TICKETS: usize = 64;

/// Why tickets cannot be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("this user has no home directory to keep invitations in")]
    NoHome,
    #[error("invitations cannot be kept in {path}: {source}")]
    Write { path: PathBuf, source: io::Error },
    #[error("the invitations in {path} cannot be read: {source}")]
    Read { path: PathBuf, source: io::Error },
    #[error("there are already {MAX_TICKETS} invitations in force")]
    TooMany,
    #[error(transparent)]
    Random(#[from] NoRandomness),
}

impl Said for StoreError {
    fn why(&self) -> String {
        let named = |path: &Path| path.display().to_string();
        match self {
            Self::NoHome => t!("kept-no-home"),
            Self::Write { path, source } => t!("kept-unwritten", path = named(path), error = system(source)),
            Self::Read { path, source } => t!("kept-unread", path = named(path), error = system(source)),
            Self::TooMany => t!("kept-too-many", count = MAX_TICKETS),
            Self::Random(_) => t!("kept-no-random"),
        }
    }
}

/// `~/.local/state/lifeline` on Linux, the local application data directory elsewhere.
pub fn default_state_dir() -> Result<PathBuf, StoreError> {
    let dirs = directories::ProjectDirs::from("", "", "lifeline").ok_or(StoreError::NoHome)?;
    Ok(dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned())
}

/// What [`Store::adopt`] found.
pub struct Adopted {
    /// Each with at least one ticket in force, and keys. Now held by this process.
    pub listeners: Vec<TicketListener>,
    /// Tickets that can no longer be served. They are gone from the store.
    pub dead: Vec<DeadTicket>,
}

/// A ticket of an earlier run that can no longer be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadTicket {
    /// `None` if not even that can be read.
    pub id: Option<TicketId>,
    pub reason: DeadReason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeadReason {
    #[error("it expired while Lifeline was not running")]
    Expired,
    #[error("its keys are lost")]
    KeysLost,
    #[error("its file is damaged")]
    Damaged,
}

impl Said for DeadReason {
    fn why(&self) -> String {
        match self {
            Self::Expired => t!("dead-expired"),
            Self::KeysLost => t!("dead-keys-lost"),
            Self::Damaged => t!("dead-damaged"),
        }
    }
}

/// The directory of all listeners of this user.
pub struct Store {
    dir: PathBuf,
}

impl Store {
    /// Opens the store in a state directory, which is made if need be.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let listeners = dir.join(LISTENERS);
        private::ensure_dir(dir).map_err(write_error(dir))?;
        private::ensure_dir(&listeners).map_err(write_error(&listeners))?;
        Ok(Self { dir: dir.to_owned() })
    }

    /// A new listener, without keys or tickets.
    pub fn new_listener(&self) -> Result<TicketListener, StoreError> {
        let _held = lock_store(&self.dir)?;
        let dir = self.dir.join(LISTENERS).join(to_hex(&random::<HASH_BYTES>()?));
        private::ensure_dir(&dir).map_err(write_error(&dir))?;
        let lock = private::open_lock(&dir.join(LISTENER_LOCK)).map_err(write_error(&dir))?;
        lock.try_lock().map_err(|error| write_error(&dir)(error.into()))?;
        Ok(TicketListener {
            store: self.dir.clone(),
            dir,
            lock: Some(HeldLock(lock)),
            state: Mutex::default(),
        })
    }

    /// Whether a state directory holds listeners, of whatever run; it is not changed.
    pub fn holds_any(dir: &Path) -> bool {
        file_system::read_dir(&dir.join(LISTENERS)).is_ok_and(|mut entries| entries.next().is_some())
    }

    /// Takes over the listeners that a dead process left, at the given time (seconds since 1970-01-01 UTC). Those
    /// without a ticket in force are removed with their keys; those that a living process holds are left alone.
    pub fn adopt(&self, now: u64) -> Result<Adopted, StoreError> {
        let _held = lock_store(&self.dir)?;
        let mut adopted = Adopted {
            listeners: Vec::new(),
            dead: Vec::new(),
        };
        let dir = self.dir.join(LISTENERS);
        for entry in file_system::read_dir(&dir).map_err(read_error(&dir))? {
            let entry = entry.map_err(read_error(&dir))?;
            if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                continue;
            }
            // One listener that cannot be read must not keep the others from being served.
            match self.adopt_one(&entry.path(), now, &mut adopted.dead) {
                Ok(Some(listener)) => adopted.listeners.push(listener),
                Ok(None) => {}
                Err(error) => tracing::error!(%error, "a listener left by an earlier run cannot be taken over"),
            }
        }
        Ok(adopted)
    }

    fn adopt_one(
        &self,
        dir: &Path,
        now: u64,
        dead: &mut Vec<DeadTicket>,
    ) -> Result<Option<TicketListener>, StoreError> {
        let lock = private::open_lock(&dir.join(LISTENER_LOCK)).map_err(write_error(dir))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(read_error(dir)(error)),
        }
        let lock = HeldLock(lock);
        let mut tickets = Vec::new();
        for entry in file_system::read_dir(dir).map_err(read_error(dir))? {
            let path = entry.map_err(read_error(dir))?.path();
            if !is_ticket_file(&path) {
                remove_leftover(&path);
                continue;
            }
            let bytes = private::read(&path, forms::MAX_FILE_BYTES).map_err(read_error(&path))?;
            match forms::read_ticket(&bytes) {
                Some(ticket) => tickets.push(ticket),
                None => {
                    dead.push(DeadTicket {
                        id: None,
                        reason: DeadReason::Damaged,
                    });
                    remove_file(&path)?;
                }
            }
        }
        let keys = match private::read(&dir.join(KEYS), forms::MAX_FILE_BYTES) {
            Ok(bytes) => forms::read_keys(&bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(read_error(dir)(error)),
        };
        let mut kept = Vec::new();
        for ticket in tickets {
            let reason = match (&keys, ticket.is_in_force(now)) {
                (_, false) => DeadReason::Expired,
                (None, true) => DeadReason::KeysLost,
                (Some(_), true) => {
                    kept.push(ticket);
                    continue;
                }
            };
            remove_ticket_files(dir, &ticket.id)?;
            dead.push(DeadTicket {
                id: Some(ticket.id),
                reason,
            });
        }
        if kept.is_empty() {
            drop(lock);
            file_system::remove_dir_all(dir).map_err(write_error(dir))?;
            return Ok(None);
        }
        Ok(Some(TicketListener {
            store: self.dir.clone(),
            dir: dir.to_owned(),
            lock: Some(lock),
            state: Mutex::new(StoreState { keys, tickets: kept }),
        }))
    }
}

/// One listener and its tickets, held by this process. Dropped without a ticket in force, it takes its keys with it.
pub struct TicketListener {
    store: PathBuf,
    dir: PathBuf,
    /// `Some` until the drop; the system releases it when the process ends, however it ends.
    lock: Option<HeldLock>,
    state: Mutex<StoreState>,
}

#[derive(Default)]
struct StoreState {
    keys: Option<ListenerKeys>,
    tickets: Vec<StoredTicket>,
}

impl TicketListener {
    pub fn keys(&self) -> Option<ListenerKeys> {
        self.state().keys.clone()
    }

    /// Keeps the keys; they are on disk when this returns.
    pub fn set_keys(&self, keys: ListenerKeys) -> Result<(), StoreError> {
        let path = self.dir.join(KEYS);
        private::replace(&path, &forms::write_keys(&keys)).map_err(write_error(&self.dir))?;
        self.state().keys = Some(keys);
        Ok(())
    }

    /// Keeps a ticket, or replaces the one with the same ID; it is on disk when this returns. After an error the
    /// store is as it was.
    pub fn put(&self, ticket: StoredTicket) -> Result<(), StoreError> {
        let mut state = self.state();
        let known = state.tickets.iter().position(|other| other.id == ticket.id);
        if known.is_none() && state.tickets.len() >= MAX_TICKETS {
            return Err(StoreError::TooMany);
        }
        let file = self.file(&ticket.id);
        private::replace(&file, ticket.ticket.as_bytes()).map_err(write_error(&self.dir))?;
        if let Err(error) = self.write(&ticket) {
            if known.is_none() {
                // The first error is the one to report.
                let _ = file_system::remove_file(&file);
            }
            return Err(error);
        }
        match known.and_then(|index| state.tickets.get_mut(index)) {
            Some(place) => *place = ticket,
            None => state.tickets.push(ticket),
        }
        Ok(())
    }

    /// Forgets a ticket. It is out of force at once, even if its file cannot be removed; then the error says so, since
    /// it would come back with the next start.
    pub fn remove(&self, id: &TicketId) -> Result<(), StoreError> {
        self.state().tickets.retain(|ticket| ticket.id != *id);
        remove_ticket_files(&self.dir, id)
    }

    /// Counts a failed try and returns how many there were; the count is on disk when this returns. If it cannot be
    /// written it still counts in this process, and the log says so. 0 if there is no such ticket.
    pub fn count_failed_try(&self, id: &TicketId) -> u32 {
        let mut state = self.state();
        let Some(ticket) = state.tickets.iter_mut().find(|ticket| ticket.id == *id) else {
            return 0;
        };
        ticket.failed_tries = ticket.failed_tries.saturating_add(1);
        if let Err(error) = self.write(ticket) {
            tracing::error!(ticket = id.short(), %error, "a failed try could not be written down");
        }
        ticket.failed_tries
    }

    /// The tickets in force at this time (seconds since 1970-01-01 UTC).
    pub fn list(&self, now: u64) -> Vec<StoredTicket> {
        let state = self.state();
        state
            .tickets
            .iter()
            .filter(|ticket| ticket.is_in_force(now))
            .cloned()
            .collect()
    }

    /// The private copy of a ticket, as it is mailed.
    pub fn file(&self, id: &TicketId) -> PathBuf {
        self.dir.join(format!("{}.msrcIncident", hash(id)))
    }

    fn write(&self, ticket: &StoredTicket) -> Result<(), StoreError> {
        let path = self.dir.join(format!("{}.json", hash(&ticket.id)));
        private::replace(&path, &forms::write_ticket(ticket)).map_err(write_error(&self.dir))
    }

    fn state(&self) -> MutexGuard<'_, StoreState> {
        // No code panics while it holds this, and the files are the truth anyway.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for TicketListener {
    /// Whoever holds the listener last may be a task of the runtime.
    fn drop(&mut self) {
        may_block::aside(|| self.remove_if_empty());
    }
}

impl TicketListener {
    fn remove_if_empty(&mut self) {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        if !self.list(now).is_empty() {
            return;
        }
        let held = lock_store(&self.store);
        // Closed before the removal, since Windows keeps a directory as long as a file in it is open.
        self.lock = None;
        if held.is_err() {
            return;
        }
        if let Err(error) = file_system::remove_dir_all(&self.dir) {
            tracing::warn!(%error, "the keys of a listener without invitations could not be removed");
        }
    }
}

fn lock_store(dir: &Path) -> Result<HeldLock, StoreError> {
    let path = dir.join(STORE_LOCK);
    let file = private::open_lock(&path).map_err(write_error(dir))?;
    file.lock().map_err(write_error(dir))?;
    Ok(HeldLock(file))
}

fn hash(id: &TicketId) -> String {
    let digest = Sha256::digest(id.as_str().as_bytes());
    to_hex(digest.get(..HASH_BYTES).unwrap_or_default())
}

fn is_ticket_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json") && path.file_name().is_some_and(|name| name != KEYS)
}

/// What a process that was killed while it wrote has left.
fn remove_leftover(path: &Path) {
    if path
        .file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b".tmp"))
    {
        // Only untidy if it stays.
        let _ = file_system::remove_file(path);
    }
}

/// The record first: without it the other file is nothing.
fn remove_ticket_files(dir: &Path, id: &TicketId) -> Result<(), StoreError> {
    let hash = hash(id);
    remove_file(&dir.join(format!("{hash}.json")))?;
    remove_file(&dir.join(format!("{hash}.msrcIncident")))
}

fn remove_file(path: &Path) -> Result<(), StoreError> {
    match file_system::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(write_error(path)(error)),
        _ => Ok(()),
    }
}

fn write_error(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    |source| StoreError::Write {
        path: path.to_owned(),
        source,
    }
}

fn read_error(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    |source| StoreError::Read {
        path: path.to_owned(),
        source,
    }
}
