//! A list in a file, the newest first and at most so many; the one longest not met is forgotten first.

use std::io;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{TrustError, read, write};
use crate::private_file as private;

/// What stands in such a list.
pub(super) trait ListEntry: Serialize + DeserializeOwned {
    const FILE: &'static str;
    /// Two who change the list at once must not lose each other's change.
    const LOCK: &'static str;
    const MOST: usize;

    /// How often it was met.
    fn times(&self) -> u32;
}

/// The file with the list, in this folder.
#[derive(Debug, Clone)]
pub(super) struct NewestFirst<T> {
    folder: PathBuf,
    of: PhantomData<T>,
}

impl<T: ListEntry> NewestFirst<T> {
    pub(super) fn of(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            of: PhantomData,
        }
    }

    pub(super) fn list(&self) -> Result<Vec<T>, TrustError> {
        Ok(read(&self.path())?.unwrap_or_default())
    }

    /// Puts it first, in the place of the one that `is` finds; `make` is told how often it was met by now.
    pub(super) fn meet(&self, is: impl Fn(&T) -> bool, make: impl FnOnce(u32) -> T) -> Result<(), TrustError> {
        self.change(|listed| {
            let before = listed.iter().find(|one| is(one)).map_or(0, ListEntry::times);
            listed.retain(|one| !is(one));
            listed.insert(0, make(before.saturating_add(1)));
            listed.truncate(T::MOST);
        })
    }

    /// False if none was there.
    pub(super) fn forget(&self, is: impl Fn(&T) -> bool) -> Result<bool, TrustError> {
        let mut known = false;
        self.change(|listed| {
            known = listed.iter().any(&is);
            listed.retain(|one| !is(one));
        })?;
        Ok(known)
    }

    pub(super) fn forget_all(&self) -> Result<(), TrustError> {
        self.change(Vec::clear)
    }

    fn path(&self) -> PathBuf {
        self.folder.join(T::FILE)
    }

    fn change(&self, how: impl FnOnce(&mut Vec<T>)) -> Result<(), TrustError> {
        let path = self.path();
        let lock = || {
            private::ensure_dir(&self.folder)?;
            let lock = private::open_lock(&self.folder.join(T::LOCK))?;
            lock.lock()?;
            Ok(lock)
        };
        let _held = lock().map_err(|source: io::Error| TrustError::Write {
            path: path.clone(),
            source,
        })?;
        let mut listed = self.list()?;
        how(&mut listed);
        write(&path, &listed)
    }
}
