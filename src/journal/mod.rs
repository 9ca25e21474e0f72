//! The record of every invitation, connection, consent and end: one line each, readable by the user, and in the
//! system's log too where it has one.
//!
//! Lines are JSON, so that nothing in a name can end one or forge another. The file is opened for appending only and
//! owner-only; at [`MAX_FILE_BYTES`] it becomes `journal.1.jsonl` and a new one begins, so that the record of at least
//! the last half of [`MAX_FILE_BYTES`] × 2 is there. A journal that cannot be written never stops a session:
//! [`Journal::record`] says so. Each line bears the number that Windows Remote Assistance gives the same event.
//!
//! The system's log (`system_log.rs`): on Linux and other Unixes one RFC 3164 datagram to `/dev/log` where that socket
//! exists, on macOS the unified log, on Windows the event log.
// On Windows one file calls the event log's C interface; the crate's `deny` holds for all others there.
#![cfg_attr(not(windows), forbid(unsafe_code))]

mod clock;
mod entry;
mod system_log;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use crate::regular_file;

pub use entry::{ENDED_BY_THE_OTHER, Entry, KEY_KNOWN, Kind, OFFERED, Role};

const FILE: &str = "journal.jsonl";
const OLDER_FILE: &str = "journal.1.jsonl";
/// The directory of the readable session logs.
const LOGS: &str = "sessions";
const LOCK: &str = "journal.lock";
/// Some 5000 entries: years of an ordinary user's help, and a bound on what a flood of tries can fill.
pub const MAX_FILE_BYTES: u64 = 1024 * 1024;
/// An entry is some 200 bytes, and its texts are capped; a longer line is none of ours.
const MAX_LINE_BYTES: u64 = 8 * 1024;

/// Why the journal could not be opened or read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("this user has no home directory to keep the journal in")]
    NoHome,
    #[error("the journal in {path} cannot be used: {source}")]
    Io { path: PathBuf, source: io::Error },
}

/// `~/.local/state/lifeline` on Linux, the local application data directory elsewhere.
pub fn default_dir() -> Result<PathBuf, JournalError> {
    let dirs = directories::ProjectDirs::from("", "", "lifeline").ok_or(JournalError::NoHome)?;
    Ok(dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned())
}

/// The journal of this user. Several processes may write the same one.
#[derive(Debug, Clone)]
pub struct Journal {
    dir: PathBuf,
    system_log: Option<PathBuf>,
}

impl Journal {
    /// Opens the journal in a directory, which is made if need be, and the system's log where there is one.
    pub fn open(dir: &Path) -> Result<Self, JournalError> {
        Self::open_with(dir, system_log::default_place())
    }

    /// The same with another place for the system's log (on Linux a socket), or none.
    pub fn open_with(dir: &Path, system_log: Option<PathBuf>) -> Result<Self, JournalError> {
        let journal = Self {
            dir: dir.to_owned(),
            system_log,
        };
        ensure_dir(dir)
            .and_then(|()| journal.file())
            .map_err(|source| JournalError::Io {
                path: dir.to_owned(),
                source,
            })?;
        Ok(journal)
    }

    /// Writes one line; false if the file does not have it (a full disk). Nothing but the record suffers then.
    pub fn record(&self, entry: Entry) -> bool {
        let entry = entry.capped();
        let written = self.append(&entry);
        if let Err(error) = &written {
            tracing::error!(%error, kind = ?entry.kind, "the journal cannot be written");
        }
        if let Some(socket) = &self.system_log
            && let Err(error) = system_log::send(socket, &entry)
        {
            tracing::warn!(%error, "the system's log does not take entries");
        }
        written.is_ok()
    }

    /// Takes out what is older than this many days; 0 keeps everything. After an error everything is still there.
    pub fn forget(&self, keep_days: u32) -> io::Result<()> {
        if keep_days == 0 {
            return Ok(());
        }
        let now = Entry::now(Kind::Started).time;
        let oldest = now.saturating_sub(u64::from(keep_days) * 24 * 60 * 60);
        let lock = open(&self.dir.join(LOCK))?;
        lock.lock()?;
        for name in [OLDER_FILE, FILE] {
            self.forget_in(name, oldest)?;
        }
        self.forget_logs(oldest)
    }

    fn forget_in(&self, name: &str, oldest: u64) -> io::Result<()> {
        let path = self.dir.join(name);
        let file = match regular_file::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let is_old = |line: &Vec<u8>| serde_json::from_slice(line).is_ok_and(|entry: Entry| entry.time < oldest);
        let (old, kept): (Vec<_>, Vec<_>) = lines(file).partition(is_old);
        if old.is_empty() {
            return Ok(());
        }
        let mut fresh = tempfile::NamedTempFile::new_in(&self.dir)?;
        for line in kept {
            fresh.write_all(&line)?;
        }
        fresh.as_file().sync_all()?;
        fresh.persist(&path)?;
        Ok(())
    }

    /// All entries there are, the oldest first. Lines that are damaged are passed over.
    pub fn read(&self) -> impl Iterator<Item = Entry> + use<> {
        [OLDER_FILE, FILE]
            .into_iter()
            .map(|name| self.dir.join(name))
            .collect::<Vec<_>>()
            .into_iter()
            .filter_map(|path| regular_file::open(&path).ok())
            .flat_map(lines)
            .filter_map(|line| serde_json::from_slice(&line).ok())
    }

    /// The file that a user may look at or keep a copy of.
    pub fn path(&self) -> PathBuf {
        self.dir.join(FILE)
    }

    /// Writes the readable log of one session: a text file of its own, owner-only, in the directory [`Journal::log_dir`].
    pub fn write_session_log(&self, session: &str, text: &str) -> io::Result<PathBuf> {
        let dir = self.log_dir();
        ensure_dir(&dir)?;
        // The number is made of digits and letters; anything else would come from elsewhere.
        let number: String = session.chars().filter(char::is_ascii_alphanumeric).collect();
        let at = Entry::now(Kind::Ended).at.replace(':', "-");
        let path = dir.join(format!("{at} {number}.txt"));
        let mut file = tempfile::NamedTempFile::new_in(&dir)?;
        file.write_all(text.as_bytes())?;
        file.persist(&path)?;
        Ok(path)
    }

    /// Where the readable session logs are.
    pub fn log_dir(&self) -> PathBuf {
        self.dir.join(LOGS)
    }

    fn forget_logs(&self, oldest: u64) -> io::Result<()> {
        let logs = match fs::read_dir(self.log_dir()) {
            Ok(logs) => logs,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let oldest = clock::rfc3339(oldest).replace(':', "-");
        for log in logs {
            let path = log?.path();
            // Their names begin with the time.
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.ends_with(".txt") && name < oldest.as_str() {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    fn append(&self, entry: &Entry) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        // Held while it is looked whether the file is full, so that two processes do not both put it aside.
        let lock = open(&self.dir.join(LOCK))?;
        lock.lock()?;
        let mut file = self.file()?;
        let length = u64::try_from(line.len()).unwrap_or(u64::MAX);
        if file.metadata()?.len().saturating_add(length) > MAX_FILE_BYTES {
            fs::rename(self.dir.join(FILE), self.dir.join(OLDER_FILE))?;
            file = self.file()?;
        }
        if !ends_with_newline(&self.dir.join(FILE))? {
            // A crash or a full disk cut the last line short; this one must not be lost with it.
            line.insert(0, b'\n');
        }
        // One write, so that a crash leaves a whole line or the beginning of one.
        file.write_all(&line)?;
        file.sync_data()
    }

    fn file(&self) -> io::Result<File> {
        open(&self.dir.join(FILE))
    }
}

fn lines(file: File) -> impl Iterator<Item = Vec<u8>> {
    let mut reader = BufReader::new(file.take(MAX_FILE_BYTES.saturating_mul(2)));
    std::iter::from_fn(move || {
        let mut line = Vec::new();
        let read = (&mut reader).take(MAX_LINE_BYTES).read_until(b'\n', &mut line);
        read.is_ok_and(|count| count > 0).then_some(line)
    })
}

fn ends_with_newline(path: &Path) -> io::Result<bool> {
    use std::io::{Seek, SeekFrom};
    let mut file = regular_file::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0u8; 1];
    file.read_exact(&mut last)?;
    Ok(last == [b'\n'])
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    // Windows does not lock a file that may only be appended to.
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    regular_file::open_with(&mut options, path)
}

fn ensure_dir(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
