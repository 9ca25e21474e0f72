//! Files that only their owner may read, written so that a crash or a full disk leaves the old one whole.
//!
//! On Windows the directories lie in the user's profile, whose access list keeps other users out.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::regular_file;
pub(crate) use crate::regular_file::read;

/// Makes a directory, with its parents, that only the owner may enter.
pub(crate) fn ensure_dir(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
        builder.mode(0o700);
        builder.create(path)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))
    }
    #[cfg(not(unix))]
    builder.create(path)
}

/// Replaces the file in one step, and returns when it is on the disk.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    // tempfile creates with mode 0600, and removes the file again if a step fails.
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_dir(dir)
}

/// Creates the file, which must not exist yet, and leaves nothing behind if that fails.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = regular_file::open_with(&mut options, path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        drop(file);
        // The write's error says more than one of the removal would.
        let _ = fs::remove_file(path);
    }
    written
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
