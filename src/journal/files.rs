//! The journal's files: three pairs of JSON lines, one pair for each [`Share`], the readable session logs, and the lock
//! that several processes share.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::clock;
use super::entry::{Entry, Kind, Share};
use super::error::JournalError;
use crate::{file_system, regular_file};

const LOCK: &str = "journal.lock";
/// The directory of the readable session logs.
const LOGS: &str = "sessions";
/// Years of an ordinary user's help: every line of it needed the person at this computer.
pub const MAX_FILE_BYTES: u64 = 1024 * 1024;
/// Some 1000 lines: weeks of somebody who comes again and again, since what repeats is put together.
pub const MAX_OTHERS_BYTES: u64 = 256 * 1024;
/// An entry is some 200 bytes, and its texts are capped; a longer line was not written by this program.
const MAX_LINE_BYTES: u64 = 8 * 1024;
/// One a day for more than a year; the oldest go first.
pub const MAX_LOGS: usize = 500;
/// A day's session with a question every few minutes; an ordinary one has 1 KB.
pub const MAX_LOG_BYTES: usize = 64 * 1024;
/// Seconds.
pub(super) const DAY: u64 = 24 * 60 * 60;
/// `2026-11-20T11-04-17Z`, with which the name of a session log begins.
const STAMP: &str = "dddd-dd-ddTdd-dd-ddZ";

impl Share {
    const ALL: [Self; 3] = [Self::Strangers, Self::Visits, Self::Kept];

    /// The file that is written, and the one before it.
    fn files(self) -> [&'static str; 2] {
        match self {
            Self::Kept => ["journal.jsonl", "journal.1.jsonl"],
            Self::Visits => ["visits.jsonl", "visits.1.jsonl"],
            Self::Strangers => ["strangers.jsonl", "strangers.1.jsonl"],
        }
    }

    fn max_bytes(self) -> u64 {
        match self {
            Self::Kept => MAX_FILE_BYTES,
            Self::Visits | Self::Strangers => MAX_OTHERS_BYTES,
        }
    }
}

#[derive(Debug)]
pub(super) struct Files {
    dir: PathBuf,
    /// Written, and perhaps not on the disk yet.
    unsynced: HashMap<Share, File>,
}

impl Files {
    pub fn new(dir: PathBuf) -> Self {
        Self {
            dir,
            unsynced: HashMap::new(),
        }
    }

    /// Makes what is missing.
    pub fn prepare(&self) -> io::Result<()> {
        file_system::create_private_dir(&self.dir)?;
        self.open(Share::Kept).map(drop)
    }

    pub fn lock_file(&self) -> io::Result<File> {
        open(&self.dir.join(LOCK))
    }

    fn open(&self, share: Share) -> io::Result<File> {
        let [name, _] = share.files();
        open(&self.dir.join(name))
    }

    /// Writes one line. Only while the lock is held, so that two processes do not both put a full file aside.
    pub fn append(&mut self, share: Share, entry: &Entry) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        let mut file = self.open(share)?;
        let length = u64::try_from(line.len()).unwrap_or(u64::MAX);
        if file.metadata()?.len().saturating_add(length) > share.max_bytes() {
            let [name, older] = share.files();
            file.sync_data()?;
            file_system::rename(&self.dir.join(name), &self.dir.join(older))?;
            file = self.open(share)?;
        }
        if !ends_with_newline(&mut file)? {
            // A crash or a full disk cut the last line short; this one must not be lost with it.
            line.insert(0, b'\n');
        }
        // One write, so that a crash leaves a whole line or the beginning of one.
        let written = file.write_all(&line);
        self.unsynced.insert(share, file);
        written
    }

    /// Has what was written on the disk.
    pub fn sync(&mut self) -> io::Result<()> {
        self.unsynced.drain().try_for_each(|(_, file)| file.sync_data())
    }

    /// Takes out what is older than this time. After an error everything is still there.
    pub fn forget(&self, oldest: u64) -> io::Result<()> {
        for share in Share::ALL {
            for name in share.files() {
                self.forget_in(name, oldest)?;
            }
        }
        let oldest = stamp(oldest);
        self.remove_logs(|logs| logs.iter().filter(|name| *name.as_str() < *oldest).count())
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

    // The readable session logs

    /// Writes the log of one session: a text file of its own, owner-only; the oldest go where there are too many.
    pub fn write_session_log(&self, session: &str, text: &str) -> io::Result<()> {
        let dir = log_dir(&self.dir);
        file_system::create_private_dir(&dir)?;
        // The number is made of digits and letters; anything else would come from elsewhere.
        let number: String = session.chars().filter(char::is_ascii_alphanumeric).collect();
        let path = dir.join(format!("{} {number}.txt", stamp(Entry::now(Kind::Ended).time)));
        let mut file = tempfile::NamedTempFile::new_in(&dir)?;
        file.write_all(
            text.as_bytes()
                .get(..text.floor_char_boundary(MAX_LOG_BYTES))
                .unwrap_or_default(),
        )?;
        file.persist(&path)?;
        self.remove_logs(|logs| logs.len().saturating_sub(MAX_LOGS))
    }

    /// Removes as many of the oldest as `how_many` says of the names of all, the oldest first.
    fn remove_logs(&self, how_many: impl FnOnce(&[String]) -> usize) -> io::Result<()> {
        let dir = log_dir(&self.dir);
        match file_system::symlink_metadata(&dir) {
            // Behind a link are somebody else's files.
            Ok(about) if !about.is_dir() => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        }
        let mut logs = Vec::new();
        for log in file_system::read_dir(&dir)? {
            let log = log?;
            if let Ok(name) = log.file_name().into_string()
                && is_log(&name)
            {
                logs.push(name);
            }
        }
        logs.sort_unstable();
        for name in logs.iter().take(how_many(&logs)) {
            match file_system::remove_file(&dir.join(name)) {
                // Another process was quicker.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                removed => removed?,
            }
        }
        Ok(())
    }
}

/// Where the readable session logs are, in the journal's directory.
#[must_use]
pub fn log_dir(dir: &Path) -> PathBuf {
    dir.join(LOGS)
}

/// Whether a session log has this name; other files in the directory are somebody else's.
fn is_log(name: &str) -> bool {
    let shaped = |(is, wanted): (char, char)| match wanted {
        'd' => is.is_ascii_digit(),
        _ => is == wanted,
    };
    name.len() > STAMP.len() && name.ends_with(".txt") && name.chars().zip(STAMP.chars()).all(shaped)
}

fn stamp(time: u64) -> String {
    clock::rfc3339(time).replace(':', "-")
}

/// All entries in this directory, the oldest first. Lines that are damaged are passed over. It waits for no other
/// process.
pub fn read(dir: &Path) -> Result<Vec<Entry>, JournalError> {
    let mut shares = Vec::new();
    for share in Share::ALL {
        let [newer, older] = share.files();
        let mut entries = Vec::new();
        for name in [older, newer] {
            match regular_file::open(&dir.join(name)) {
                Ok(file) => {
                    entries.extend(lines(file).filter_map(|line| serde_json::from_slice::<Entry>(&line).ok()));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(source) => {
                    return Err(JournalError {
                        path: dir.join(name),
                        source,
                    });
                }
            }
        }
        shares.push(entries.into_iter().peekable());
    }
    // Each file keeps its order, whatever the clock did; of two of one moment the visit came before the answer to it.
    let mut all = Vec::new();
    loop {
        let order = |entries: &mut std::iter::Peekable<std::vec::IntoIter<Entry>>| entries.peek().map(Entry::order);
        let next = shares
            .iter_mut()
            .filter_map(|entries| Some((order(entries)?, entries)))
            .min_by_key(|(order, _)| *order)
            .and_then(|(_, entries)| entries.next());
        match next {
            Some(entry) => all.push(entry),
            None => return Ok(all),
        }
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

fn ends_with_newline(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0u8; 1];
    file.read_exact(&mut last)?;
    Ok(last == [b'\n'])
}

/// Opens a file of the journal, which is made if need be. No link is followed: it would lead to somebody else's file.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    // Windows does not lock a file that may only be appended to.
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    regular_file::open_no_link(&mut options, path)
}
