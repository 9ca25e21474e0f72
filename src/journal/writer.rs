//! The thread that writes: the one place of the journal that may have to wait, for a disk, for another program's lock,
//! or for the system's log.

use std::fs::TryLockError;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use super::entry::{Entry, Kind};
use super::error::Trouble;
use super::files::{self, Files};
use super::queue::{EntryQueue, WriterWork};
use super::system_log::{self, SystemLog};

/// Another Lifeline holds the lock for as long as it takes to write a few lines.
const LOCK_TIMEOUT: Duration = Duration::from_secs(2);
/// How often the lock is tried meanwhile.
const LOCK_TRY: Duration = Duration::from_millis(10);
/// After a failure: a disk that is full stays so for a while, and the end of the program does not wait for this.
const REST: Duration = Duration::from_secs(2);

/// Told when entries cannot be written.
pub(super) type Tell = dyn Fn(&Trouble) + Send + Sync;

pub(super) struct JournalWriter {
    pub queue: Arc<EntryQueue>,
    pub files: Files,
    pub system_log: SystemLog,
    /// Gone with the last clone of the journal.
    pub tell: Weak<Tell>,
}

/// Says that the writer is gone, however it went.
struct WriterEnded(Arc<EntryQueue>);

impl Drop for WriterEnded {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl JournalWriter {
    /// Starts the thread; without one nothing is recorded, and that is told.
    pub fn start(self) {
        let ended = WriterEnded(Arc::clone(&self.queue));
        let tell = Weak::clone(&self.tell);
        let started = std::thread::Builder::new().name("journal".to_owned()).spawn(move || {
            let _ended = ended;
            self.run();
        });
        if let Err(error) = started {
            tracing::error!(%error, "the journal has no thread");
            if let Some(tell) = tell.upgrade() {
                tell(&Trouble::Io(error));
            }
        }
    }

    fn run(mut self) {
        // A journal that cannot be written is told at the start, and not when there is something to lose.
        if let Err(error) = self.files.prepare() {
            self.trouble(Trouble::Io(error));
        }
        let socket = self.system_log.place();
        while let Some(work) = self.queue.next() {
            match work {
                WriterWork::Lines(mut lines) => {
                    for line in &mut lines {
                        if !std::mem::replace(&mut line.logged, true) {
                            self.log(socket.as_ref(), &line.entry);
                        }
                    }
                    let written = self.locked(|files| {
                        while let Some(line) = lines.front() {
                            files.append(line.share, &line.entry)?;
                            lines.pop_front();
                        }
                        Ok(())
                    });
                    match written {
                        Ok(()) => {
                            self.tell_of_lost(socket.as_ref());
                            self.queue.done();
                        }
                        Err(trouble) => {
                            self.trouble(trouble);
                            self.queue.failed(lines, REST);
                        }
                    }
                }
                WriterWork::SessionLog { session, text } => {
                    if let Err(error) = self.files.write_session_log(&session, &text) {
                        tracing::error!(%error, "the session log cannot be written");
                    }
                    self.queue.done();
                }
                WriterWork::Forget(days) => {
                    let oldest = Entry::now(Kind::Started)
                        .time
                        .saturating_sub(u64::from(days) * files::DAY);
                    if let Err(error) = self.locked(|files| files.forget(oldest)) {
                        tracing::error!(%error, "old records cannot be taken out");
                    }
                    self.queue.done();
                }
            }
        }
    }

    /// Does something to the files while no other process does, and has it on the disk.
    fn locked(&mut self, work: impl FnOnce(&mut Files) -> io::Result<()>) -> Result<(), Trouble> {
        self.files.prepare()?;
        let lock = self.files.lock_file()?;
        let until = Instant::now() + LOCK_TIMEOUT;
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(error.into()),
                Err(TryLockError::WouldBlock) if Instant::now() >= until => return Err(Trouble::Locked),
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_TRY),
            }
        }
        let worked = work(&mut self.files);
        // What is written is written: a disk that cannot sync it does not get it a second time.
        if let Err(error) = self.files.sync() {
            tracing::warn!(%error, "the journal may lose its last lines in a power cut");
        }
        Ok(worked?)
    }

    /// How many entries were given up, once that can be written.
    fn tell_of_lost(&mut self, socket: Option<&PathBuf>) {
        let lost = self.queue.take_lost();
        if lost == 0 {
            return;
        }
        let entry = Entry {
            count: lost,
            ..Entry::now(Kind::NotRecorded)
        };
        self.log(socket, &entry);
        if self
            .locked(|files| files.append(Kind::NotRecorded.share(), &entry))
            .is_err()
        {
            self.queue.lost_again(lost);
        }
    }

    fn log(&self, socket: Option<&PathBuf>, entry: &Entry) {
        if let Some(socket) = socket
            && let Err(error) = system_log::send(socket, entry)
        {
            tracing::warn!(%error, "the system's log does not take entries");
        }
    }

    fn trouble(&self, trouble: Trouble) {
        tracing::error!(%trouble, "the journal cannot be written");
        if self.queue.tell()
            && let Some(tell) = self.tell.upgrade()
        {
            tell(&trouble);
        }
    }
}
