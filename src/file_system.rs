//! What is done with files and folders besides opening them. Each call waits for the disk, so it is one for a thread that
//! may wait ([`may_block`]); `.clippy.toml` forbids the standard library's own calls elsewhere.

#![expect(clippy::disallowed_methods, reason = "these are what is to be called instead")]

use std::fs::{self, Metadata, ReadDir};
use std::io;
use std::path::Path;

use crate::may_block;

/// What stands at the end of a link, if it is one.
pub(crate) fn metadata(path: &Path) -> io::Result<Metadata> {
    may_block::for_file(path);
    fs::metadata(path)
}

/// What has this name itself, be it a link.
pub(crate) fn symlink_metadata(path: &Path) -> io::Result<Metadata> {
    may_block::for_file(path);
    fs::symlink_metadata(path)
}

/// Whether anything has this name, be it a link that leads nowhere.
pub(crate) fn is_there(path: &Path) -> bool {
    symlink_metadata(path).is_ok()
}

/// False, too, where it cannot be said.
#[cfg(target_os = "linux")]
pub(crate) fn is_file(path: &Path) -> bool {
    metadata(path).is_ok_and(|about| about.is_file())
}

/// False, too, where it cannot be said.
pub(crate) fn is_dir(path: &Path) -> bool {
    metadata(path).is_ok_and(|about| about.is_dir())
}

#[cfg(any(target_os = "linux", test))]
pub(crate) fn read_link(path: &Path) -> io::Result<std::path::PathBuf> {
    may_block::for_file(path);
    fs::read_link(path)
}

pub(crate) fn read_dir(path: &Path) -> io::Result<ReadDir> {
    may_block::for_file(path);
    fs::read_dir(path)
}

pub(crate) fn create_dir_all(path: &Path) -> io::Result<()> {
    may_block::for_file(path);
    fs::create_dir_all(path)
}

/// Makes a directory, with its parents, that only the owner may enter; one that is there stays as it is.
pub(crate) fn create_private_dir(path: &Path) -> io::Result<()> {
    may_block::for_file(path);
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Its bits by this mode.
#[cfg(unix)]
pub(crate) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    may_block::for_file(path);
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    may_block::for_file(from);
    fs::rename(from, to)
}

pub(crate) fn remove_file(path: &Path) -> io::Result<()> {
    may_block::for_file(path);
    fs::remove_file(path)
}

pub(crate) fn remove_dir_all(path: &Path) -> io::Result<()> {
    may_block::for_file(path);
    fs::remove_dir_all(path)
}
