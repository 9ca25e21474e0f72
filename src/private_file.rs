//! Files that only their owner may read, written so that a crash or a full disk leaves the old one whole.
//!
//! On Windows the directories lie in the user's profile, whose access list keeps other users out.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

pub(crate) use crate::regular_file::read;
use crate::{file_system, may_block, regular_file};

const LOCK_TIMEOUT: Duration = Duration::from_secs(1);
const LOCK_RETRY: Duration = Duration::from_millis(5);

/// Makes a directory, with its parents, that only the owner may enter.
pub(crate) fn ensure_dir(path: &Path) -> io::Result<()> {
    file_system::create_private_dir(path)?;
    #[cfg(unix)]
    file_system::set_mode(path, 0o700)?;
    Ok(())
}

/// The directory of a file: the current one if the path names none.
pub(crate) fn dir_of(path: &Path) -> io::Result<&Path> {
    match path.parent() {
        Some(dir) if dir.as_os_str().is_empty() => Ok(Path::new(".")),
        Some(dir) => Ok(dir),
        None => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// Replaces the file in one step, and returns when it is on the disk, as far as the file system tells.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    may_block::here();
    let dir = dir_of(path)?;
    // tempfile creates with mode 0600, and removes the file again if a step fails.
    let mut file = tempfile::NamedTempFile::new_in(dir).map_err(bare)?;
    file.write_all(bytes)?;
    put_in_place(file, path)
}

/// Gives a file that was written beside it its name, in one step, and has both the file and its name written to the
/// disk.
///
/// # Errors Failures before the file has its name. A later one is no error, since the file is in place: syncing a
/// folder fails if it may be written but not read, and on some file systems (SMB).
pub(crate) fn put_in_place(file: tempfile::NamedTempFile, path: &Path) -> io::Result<()> {
    may_block::here();
    written_through(file.as_file())?;
    file.persist(path).map_err(|error| error.error)?;
    if let Err(error) = dir_of(path).and_then(sync_dir) {
        tracing::debug!(%error, "a folder was not written through to the disk");
    }
    Ok(())
}

/// Waits until the file is on the disk, where the file system knows how to say that.
fn written_through(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        other => other,
    }
}

/// Without the name of the temporary file, which says nothing to a person.
fn bare(error: io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::from(error.kind()),
    }
}

/// Creates the file, which must not exist yet, and leaves nothing behind if that fails.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = regular_file::open_with(&mut options, path)?;
    let written = file.write_all(bytes).and_then(|()| written_through(&file));
    if written.is_err() {
        drop(file);
        // The write's error says more than one of the removal would.
        let _ = file_system::remove_file(path);
    }
    written
}

/// Takes a lock that others of this program hold for a moment only. It is not waited for without end: any program of this
/// user can keep it.
pub(crate) fn lock_soon(take: impl Fn() -> Result<(), TryLockError>) -> io::Result<()> {
    let since = Instant::now();
    loop {
        match take() {
            Err(TryLockError::WouldBlock) if since.elapsed() < LOCK_TIMEOUT => std::thread::sleep(LOCK_RETRY),
            taken => return Ok(taken?),
        }
    }
}

/// A lock that is taken, until this goes. It is given up aloud: a process that is being started beside has a copy of the
/// open file for a moment, and would keep it.
#[derive(Debug)]
pub(crate) struct HeldLock(pub File);

impl Drop for HeldLock {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// Opens a file to lock it, creating it if need be.
pub(crate) fn open_lock(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    regular_file::open_with(&mut options, path)
}

#[cfg(unix)]
fn sync_dir(dir: &Path) -> io::Result<()> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a directory, into which a file has just been put"
    )]
    File::open(dir)?.sync_all()
}

/// Windows writes a rename through with the file itself.
#[cfg(not(unix))]
fn sync_dir(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_bare_name_stands_in_the_current_folder() {
        assert_eq!(dir_of(Path::new("help.msrcIncident")).unwrap(), Path::new("."));
        assert_eq!(dir_of(Path::new("a/b")).unwrap(), Path::new("a"));
        assert_eq!(dir_of(Path::new("/b")).unwrap(), Path::new("/"));
        assert!(dir_of(Path::new("/")).is_err());
    }

    /// What is written there cannot be made sure of, and is there all the same. (An administrator may read every
    /// folder.)
    #[test]
    fn a_folder_that_may_be_written_and_not_read_takes_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o300)).unwrap();
        let replaced = replace(&path, b"one");
        let read = read(&path, 10);
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o700)).unwrap();
        replaced.unwrap();
        assert_eq!(read.unwrap(), b"one");
    }

    #[test]
    fn the_reason_is_the_one_that_was_found() {
        let dir = tempfile::tempdir().unwrap();
        let missing = replace(&dir.path().join("no such folder").join("file"), b"").unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
        assert!(!missing.to_string().contains(".tmp"), "{missing}");
        fs::create_dir(dir.path().join("folder")).unwrap();
        let folder = replace(&dir.path().join("folder"), b"").unwrap_err();
        assert_eq!(folder.kind(), io::ErrorKind::IsADirectory);
    }
}
