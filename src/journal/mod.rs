//! The record of every invitation, connection, consent and end: one line each, readable by the user, and in the
//! system's log too where it has one.
//!
//! Lines are JSON, so that nothing in a name can end one or forge another. Files are opened for appending only and
//! owner-only. What needed the person at this computer stands in `journal.jsonl`; what others can repeat without them,
//! and what strangers do, stand beside it ([`Share`]), each with a bound of its own: a full file becomes
//! `journal.1.jsonl` and a new one begins, so that nobody pushes consents and ends out. Events that repeat are put
//! together: the first has a line of its own, later ones share lines that say how often and since when (`queue.rs`).
//! Each line bears the number that Windows Remote Assistance gives the same event.
//!
//! Recording waits for nothing: entries go through a bounded queue to a thread (`writer.rs`), which alone opens files
//! (`files.rs`). A journal that cannot be written stops no session; whoever started it is told once, and a line says
//! how many are missing.
//!
//! The system's log (`system_log.rs`): on Linux and other Unixes one RFC 3164 datagram to `/dev/log` where that socket
//! exists, on macOS the unified log, on Windows the event log.
// On Windows one file calls the event log's C interface; the crate's `deny` holds for all others there.
#![cfg_attr(not(windows), forbid(unsafe_code))]

mod clock;
mod entry;
mod error;
mod files;
mod queue;
mod system_log;
mod writer;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use self::files::Files;
use self::queue::EntryQueue;
use self::writer::{JournalWriter, Tell};

pub use entry::{
    BAR_HIDDEN, BUSY, ENDED_BY_THE_OTHER, Entry, I_CALLED, INTERRUPTED, KEY_KNOWN, Kind, NOT_INTERNAL, NOT_OFFICIAL,
    OFFERED, Role, Share, THEY_CALLED,
};
pub use error::{JournalError, Trouble};
pub use files::{MAX_FILE_BYTES, MAX_LOG_BYTES, MAX_LOGS, MAX_OTHERS_BYTES, log_dir, read};
pub use system_log::SystemLog;

/// The journal of this user, as this process writes it; several may write the same one. What was recorded before the
/// last clone was dropped is still written.
#[derive(Clone)]
pub struct Journal(Arc<JournalShared>);

struct JournalShared {
    queue: Arc<EntryQueue>,
    tell: Arc<Tell>,
}

impl Journal {
    /// Starts writing into a directory, which is made if need be. `tell` is called once at most, from any thread and
    /// with the reason, when entries cannot be written.
    pub fn start(dir: &Path, system_log: SystemLog, tell: impl Fn(&Trouble) + Send + Sync + 'static) -> Self {
        let queue = queue::open();
        let tell: Arc<Tell> = Arc::new(tell);
        let writer = JournalWriter {
            queue: Arc::clone(&queue),
            files: Files::new(dir.to_owned()),
            system_log,
            tell: Arc::downgrade(&tell) as _,
        };
        writer.start();
        Self(Arc::new(JournalShared { queue, tell }))
    }

    /// Records an entry in the share that its kind has. Returns at once.
    pub fn record(&self, entry: Entry) {
        self.record_as(entry.kind.share(), entry);
    }

    /// Records an entry in a given share. Returns at once.
    pub fn record_as(&self, share: Share, entry: Entry) {
        if self.0.queue.record(share, entry.capped()) {
            (self.0.tell)(&Trouble::Silent);
        }
    }

    /// Takes out what is older than this many days; 0 keeps everything. Returns at once.
    pub fn forget(&self, keep_days: u32) {
        if keep_days > 0 {
            self.0.queue.forget(keep_days);
        }
    }

    /// Waits until all that was recorded here is written, at most this long; false if it is not.
    pub fn finish(&self, limit: Duration) -> bool {
        self.0.queue.wait_until_written(Instant::now() + limit)
    }

    /// Writes the readable log of one session, a text file of its own in [`log_dir`]. Returns at once.
    pub fn write_session_log(&self, session: &str, text: String) {
        self.0.queue.session_log(session.to_owned(), text);
    }
}

impl Drop for JournalShared {
    fn drop(&mut self) {
        self.queue.close();
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal").finish_non_exhaustive()
    }
}

/// For the end of the program: waits until all that this process recorded is written, at most this long; false if it is
/// not.
pub fn finish(limit: Duration) -> bool {
    let until = Instant::now() + limit;
    // Each is waited for, whatever became of the others.
    let unwritten = queue::all()
        .into_iter()
        .filter(|queue| !queue.wait_until_written(until))
        .count();
    unwritten == 0
}
