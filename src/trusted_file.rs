//! Files whose word counts because of who can write them: the administrator's policy and what it names, a user's own
//! settings, and the program itself before it is run as an administrator.
//!
//! Each folder of the path is opened relative to the one before, and its owner and permissions are checked on the open
//! folder. Links are followed here and not by the system. What is read is the very file that was checked, so nobody can
//! put another one in its place in between. Windows' own folders for such files have access lists that keep others out;
//! there only what cannot be read is told from what is not there.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::{may_block, regular_file, t};

/// Who alone may be able to write a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeper {
    /// The administrator of this computer.
    Administrator,
    /// The user of this process, and the administrator. Folders above theirs may belong to anybody who lets nobody else
    /// write there: in a container the system's own belong to a number without a name.
    User,
}

/// Opens a regular file that only its keeper can change or replace; `None` if its name does not exist.
///
/// # Errors Something else is in its place, or it cannot be checked; in words for the person who has to mend that.
pub(crate) fn open(path: &Path, keeper: Keeper) -> io::Result<Option<File>> {
    may_block::here();
    system::open(path, keeper)
}

/// Reads such a file of at most `limit` bytes; `None` if its name does not exist.
///
/// # Errors
/// Those of [`open`], and [`io::ErrorKind::FileTooLarge`].
pub(crate) fn read(path: &Path, keeper: Keeper, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let Some(file) = open(path, keeper)? else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= limit) {
        Ok(Some(bytes))
    } else {
        Err(regular_file::too_large())
    }
}

#[cfg(not(unix))]
mod system {
    use super::{File, Keeper, Path, io, t};
    use crate::regular_file;
    use crate::texts::said::Worded;

    pub fn open(path: &Path, _keeper: Keeper) -> io::Result<Option<File>> {
        if !path.is_absolute() {
            return Err(Worded::error(io::ErrorKind::InvalidInput, t!("trusted-relative")));
        }
        regular_file::if_there(path, regular_file::open(path))
    }
}

#[cfg(unix)]
mod system {
    use std::collections::VecDeque;
    use std::ffi::{OsStr, OsString};
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    use std::path::{Component, PathBuf};

    use rustix::fs::{
        AtFlags, FileType, Mode, OFlags, RawMode, Stat, fstat, open as open_path, openat, readlinkat, statat,
    };
    use rustix::io::Errno;

    use super::{File, Keeper, Path, io, t};
    use crate::texts::said::{self, Worded};

    /// As many as Linux follows.
    const MAX_LINKS: u32 = 40;
    const ROOT: u32 = 0;
    const BY_GROUP: RawMode = 0o020;
    const BY_OTHERS: RawMode = 0o002;
    const STICKY: RawMode = 0o1000;

    /// Only to look at it and below it: a folder that may be passed need not be one that may be listed.
    #[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
    const FOLDER: OFlags = OFlags::PATH;
    #[cfg(not(any(target_os = "linux", target_os = "android", target_os = "freebsd")))]
    const FOLDER: OFlags = OFlags::RDONLY;

    pub fn open(path: &Path, keeper: Keeper) -> io::Result<Option<File>> {
        if !path.is_absolute() {
            return Err(wrong(t!("trusted-relative")));
        }
        let root = open_path("/", FOLDER | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
        let mut walk = Walk {
            keeper,
            doubt: None,
            above: Vec::new(),
            links: 0,
        };
        walk.enter(root, PathBuf::from("/"))?;
        let named = names(path);
        let mut left: VecDeque<PathPart> = named
            .into_iter()
            .map(|name| PathPart { name, of_link: false })
            .collect();
        while let Some(PathPart { name, of_link }) = left.pop_front() {
            if name == ".." {
                if walk.above.len() > 1 {
                    walk.above.pop();
                }
                continue;
            }
            let last = left.is_empty();
            let folder = walk.folder()?;
            let at = folder.path.join(&name);
            let seen = match statat(&folder.fd, name.as_os_str(), AtFlags::SYMLINK_NOFOLLOW) {
                Ok(seen) => seen,
                Err(Errno::NOENT) => return walk.nothing_there(&at, last, of_link),
                Err(error) => return Err(wrong(failed(&at, error))),
            };
            walk.replaceable(&seen, &at);
            match FileType::from_raw_mode(seen.st_mode) {
                FileType::Symlink => {
                    walk.links += 1;
                    if walk.links > MAX_LINKS {
                        return Err(wrong(t!("trusted-loop", path = path.display().to_string())));
                    }
                    let folder = walk.folder()?;
                    let target = readlinkat(&folder.fd, name.as_os_str(), Vec::new())
                        .map_err(|error| wrong(failed(&at, error)))?;
                    let target = PathBuf::from(OsString::from_vec(target.into_bytes()));
                    if target.is_absolute() {
                        walk.above.truncate(1);
                    }
                    for name in names(&target).into_iter().rev() {
                        left.push_front(PathPart { name, of_link: true });
                    }
                    // A link to a folder that is left again, or to the root itself.
                    if left.is_empty() {
                        return Err(wrong(t!("trusted-no-file", path = at.display().to_string())));
                    }
                }
                FileType::Directory if !last => {
                    let how = FOLDER | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
                    let fd = openat(&walk.folder()?.fd, name.as_os_str(), how, Mode::empty())
                        .map_err(|error| wrong(failed(&at, error)))?;
                    walk.enter(fd, at)?;
                }
                FileType::RegularFile if last => return walk.file(&name, &at).map(Some),
                _ => return Err(wrong(t!("trusted-no-file", path = at.display().to_string()))),
            }
        }
        Err(wrong(t!("trusted-no-file", path = path.display().to_string())))
    }

    struct PathPart {
        name: OsString,
        /// It stands in a link that was followed, not in the path that was asked for.
        of_link: bool,
    }

    struct Folder {
        fd: OwnedFd,
        path: PathBuf,
        seen: Stat,
    }

    struct Walk {
        keeper: Keeper,
        /// The first reason not to take a word from there.
        doubt: Option<String>,
        /// The folders from the root to where the walk is.
        above: Vec<Folder>,
        links: u32,
    }

    impl Walk {
        fn folder(&self) -> io::Result<&Folder> {
            self.above.last().ok_or_else(|| io::ErrorKind::NotFound.into())
        }

        fn doubt(&mut self, why: String) {
            self.doubt.get_or_insert(why);
        }

        fn enter(&mut self, fd: OwnedFd, path: PathBuf) -> io::Result<()> {
            let seen = fstat(&fd)?;
            if !self.may_own_folder(&seen) {
                self.doubt(t!("trusted-owner", path = path.display().to_string()));
            }
            // In a sticky folder others may add files but not replace the keeper's: there each file is checked by
            // itself.
            if self.others_write(&fd, &seen) && seen.st_mode & STICKY == 0 {
                self.doubt(t!("trusted-writable", path = path.display().to_string()));
            }
            self.above.push(Folder { fd, path, seen });
            Ok(())
        }

        /// Whether others could put another one in the place of this name.
        fn replaceable(&mut self, seen: &Stat, at: &Path) {
            let shared = self
                .above
                .last()
                .is_some_and(|folder| self.others_write(&folder.fd, &folder.seen));
            let strict = self.keeper == Keeper::Administrator;
            if (shared || strict) && !self.may_own(seen) {
                self.doubt(t!("trusted-owner", path = at.display().to_string()));
            }
        }

        /// The name does not exist. That counts only if nobody else could have removed it, and if no link leads to it.
        fn nothing_there(mut self, at: &Path, last: bool, of_link: bool) -> io::Result<Option<File>> {
            if of_link {
                return Err(wrong(t!("trusted-dangling", path = at.display().to_string())));
            }
            // Not even the folder is there: nothing has ever been decided here.
            if !last && self.links == 0 {
                return Ok(None);
            }
            let folder = self.folder()?;
            if self.others_write(&folder.fd, &folder.seen) {
                let path = folder.path.display().to_string();
                self.doubt(t!("trusted-writable", path = path));
            }
            self.doubt.map_or(Ok(None), |why| Err(wrong(why)))
        }

        fn file(mut self, name: &OsStr, at: &Path) -> io::Result<File> {
            let how = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
            let fd = openat(&self.folder()?.fd, name, how, Mode::empty()).map_err(|error| wrong(failed(at, error)))?;
            let seen = fstat(&fd)?;
            if FileType::from_raw_mode(seen.st_mode) != FileType::RegularFile {
                return Err(wrong(t!("trusted-no-file", path = at.display().to_string())));
            }
            if !self.may_own(&seen) || !self.holder_is_theirs() {
                self.doubt(t!("trusted-owner", path = at.display().to_string()));
            }
            if self.others_write(&fd, &seen) {
                self.doubt(t!("trusted-writable", path = at.display().to_string()));
            }
            self.doubt.map_or_else(|| Ok(File::from(fd)), |why| Err(wrong(why)))
        }

        /// Whether the folder that the file is in belongs to somebody whose word is taken.
        fn holder_is_theirs(&self) -> bool {
            self.above.last().is_some_and(|folder| self.may_own(&folder.seen))
        }

        fn may_own(&self, seen: &Stat) -> bool {
            match self.keeper {
                Keeper::Administrator => seen.st_uid == ROOT,
                Keeper::User => seen.st_uid == ROOT || seen.st_uid == uzers::get_effective_uid(),
            }
        }

        fn may_own_folder(&self, seen: &Stat) -> bool {
            self.keeper == Keeper::User || self.may_own(seen)
        }

        fn others_write(&self, fd: &OwnedFd, seen: &Stat) -> bool {
            let mode = seen.st_mode;
            let group = seen.st_gid == ROOT || self.keeper == Keeper::User && seen.st_gid == uzers::get_effective_gid();
            mode & BY_OTHERS != 0 || mode & BY_GROUP != 0 && (!group || has_access_list(fd))
        }
    }

    /// Whether others than owner and group are named in an access list. What those may write shows in the group's bit,
    /// which is when this is asked.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn has_access_list(fd: &OwnedFd) -> bool {
        use std::os::fd::AsRawFd;
        let itself = format!("/proc/self/fd/{}", fd.as_fd().as_raw_fd());
        let mut none: [u8; 0] = [];
        let list = rustix::fs::getxattr(itself, "system.posix_acl_access", &mut none);
        !matches!(list, Err(Errno::NODATA | Errno::OPNOTSUPP))
    }

    /// Their access lists are not read: a group that may write is one too many.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn has_access_list(fd: &OwnedFd) -> bool {
        let _ = fd.as_fd();
        true
    }

    /// The names in a path, `..` among them, without what names nothing.
    fn names(path: &Path) -> Vec<OsString> {
        let name = |component: Component<'_>| match component {
            Component::Normal(name) => Some(name.to_owned()),
            Component::ParentDir => Some(OsStr::from_bytes(b"..").to_owned()),
            _ => None,
        };
        path.components().filter_map(name).collect()
    }

    fn wrong(why: String) -> io::Error {
        Worded::error(io::ErrorKind::InvalidInput, why)
    }

    fn failed(at: &Path, error: Errno) -> String {
        t!(
            "trusted-failed",
            path = at.display().to_string(),
            error = said::system(&error.into())
        )
    }
}
