//! Systems without virtual displays: there is no screen to practise on but the person's own, and that one is shared with
//! nobody who did not ask for it, nor typed into by a program. So there is no practice there yet.

use std::path::PathBuf;

use crate::t;
use crate::texts::said::Said;

#[derive(Debug, thiserror::Error)]
pub(super) enum PlaceError {
    #[error("this system has no screen but the person's own")]
    NoOwnScreen,
}

impl Said for PlaceError {
    fn why(&self) -> String {
        t!("practice-own-screen-why")
    }
}

/// There is none.
pub(super) enum Place {}

impl Place {
    pub(super) fn begin(_inside: Option<PathBuf>) -> Result<Self, PlaceError> {
        Err(PlaceError::NoOwnScreen)
    }

    pub(super) fn state_dir(&self) -> PathBuf {
        match *self {}
    }

    pub(super) fn display(&self) -> Option<String> {
        match *self {}
    }

    pub(super) fn picture(&self) -> Result<Vec<u8>, PlaceError> {
        match *self {}
    }

    pub(super) fn end(&self) {
        match *self {}
    }
}
