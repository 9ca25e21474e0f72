//! The one place where files are opened. Only regular files are: what stands in a file's place (a FIFO, a socket, a
//! device) may keep whoever opens or reads it waiting for ever, and whoever controls this computer can put it there.
//!
//! A regular file on a file system that hangs still hangs: nothing that a right depends on may wait for any file.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use crate::texts::said::Worded;
use crate::{file_system, may_block, t};

/// Opens a regular file for reading.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    open_with(OpenOptions::new().read(true), path)
}

/// Opens a regular file in the way that is asked for, without waiting for anybody at its other end.
///
/// # Errors
/// Those of the system, and [`io::ErrorKind::InvalidInput`] where something else than a regular file is there.
pub(crate) fn open_with(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    open_flagged(options, path, true)
}

/// The same for a file of our own making: a link in its place is refused, since it leads to another one.
pub(crate) fn open_no_link(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    open_flagged(options, path, false)
}

#[expect(clippy::disallowed_methods, reason = "this is what is to be called instead")]
fn open_flagged(options: &mut OpenOptions, path: &Path, follow: bool) -> io::Result<File> {
    may_block::for_file(path);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        // The flags have the same numbers on every Unix that they have in the C library's headers, as `i32`.
        let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        flags.set(OFlags::NOFOLLOW, !follow);
        options.custom_flags(i32::try_from(flags.bits()).map_err(io::Error::other)?);
    }
    #[cfg(windows)]
    if !follow {
        /// FILE_FLAG_OPEN_REPARSE_POINT: what is opened is then the link, which is no regular file.
        const OPEN_LINK: u32 = 0x0020_0000;
        std::os::windows::fs::OpenOptionsExt::custom_flags(options, OPEN_LINK);
    }
    let file = options.open(path)?;
    if !file.metadata()?.is_file() {
        return Err(Worded::error(io::ErrorKind::InvalidInput, t!("file-irregular")));
    }
    Ok(file)
}

/// Reads a regular file of at most `limit` bytes.
///
/// # Errors
/// Those of [`open`], and [`io::ErrorKind::FileTooLarge`].
pub(crate) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= limit) {
        Ok(bytes)
    } else {
        Err(too_large())
    }
}

/// Of a file that is larger than what is read of it.
pub(crate) fn too_large() -> io::Error {
    Worded::error(io::ErrorKind::FileTooLarge, t!("file-too-large"))
}

/// What was read, or `None` where the error only says that the name of `path` does not exist. A link that leads nowhere
/// is a name that exists, and therefore an error: somebody made it for a purpose.
///
/// # Errors
/// All others.
pub(crate) fn if_there<T>(path: &Path, read: io::Result<T>) -> io::Result<Option<T>> {
    let error = match read {
        Ok(value) => return Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => error,
        Err(error) => return Err(error),
    };
    // The first name on the way that leads nowhere decides.
    let mut above: Vec<&Path> = path.ancestors().filter(|path| !path.as_os_str().is_empty()).collect();
    above.reverse();
    for path in above {
        if file_system::metadata(path).is_ok() {
            continue;
        }
        match file_system::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
            Ok(about) if about.is_symlink() => {
                return Err(Worded::error(
                    io::ErrorKind::InvalidInput,
                    t!("trusted-dangling", path = path.display().to_string()),
                ));
            }
            // Another thread or program made it between the two questions: the folder of the first start, say.
            Ok(_) => {}
        }
    }
    // It has come meanwhile.
    Err(error)
}

/// Reads a regular file of at most `limit` bytes that is UTF-8.
///
/// # Errors
/// Those of [`read`], and [`io::ErrorKind::InvalidData`].
#[cfg(not(target_os = "macos"))]
pub(crate) fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read(path, limit)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn what_is_no_regular_file_is_refused_and_nobody_waits() {
        let dir = tempfile::tempdir().unwrap();
        let fifo = dir.path().join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status().unwrap();
        assert!(made.success());
        let socket = dir.path().join("socket");
        let _listener = UnixListener::bind(&socket).unwrap();
        for path in [
            &fifo,
            &socket,
            dir.path(),
            Path::new("/dev/zero"),
            Path::new("/dev/tty"),
        ] {
            assert!(read(path, 10).is_err(), "{}", path.display());
            let appended = open_with(OpenOptions::new().read(true).append(true), path);
            assert!(appended.is_err(), "{}", path.display());
            let written = open_with(OpenOptions::new().write(true), path);
            assert!(written.is_err(), "{}", path.display());
        }
    }

    /// At the first start a folder is made while another thread looks for a file in it: nothing is there, and nothing
    /// is wrong.
    #[test]
    fn a_folder_that_is_made_meanwhile_is_no_link_that_leads_nowhere() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("folder");
        let file = folder.join("file");
        let over = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(std::sync::atomic::Ordering::Relaxed) {
                    std::fs::create_dir(&folder).unwrap();
                    std::fs::remove_dir(&folder).unwrap();
                }
            });
            let looks: Vec<_> = (0..20_000).map(|_| if_there(&file, read(&file, 10))).collect();
            over.store(true, std::sync::atomic::Ordering::Relaxed);
            assert!(
                looks.iter().all(|look| matches!(look, Ok(None))),
                "{:?}",
                looks.iter().find(|look| look.is_err())
            );
        });
        std::os::unix::fs::symlink("nowhere", &folder).unwrap();
        assert!(if_there(&file, read(&file, 10)).is_err());
    }

    #[test]
    fn a_file_that_is_too_large_is_not_read_to_its_end() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        let mut options = OpenOptions::new();
        let file = open_with(options.write(true).create(true), &path).unwrap();
        file.set_len(1 << 40).unwrap();
        assert_eq!(read(&path, 1000).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        file.set_len(1000).unwrap();
        assert_eq!(read(&path, 1000).unwrap().len(), 1000);
    }
}
