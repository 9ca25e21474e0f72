//! Who is who where no invitation says it: a helper's own key, the computer's own, the computers that a helper knows,
//! the words that two people compare; and whom a helper helped. Nothing here speaks to anybody; all files are
//! owner-only.
#![forbid(unsafe_code)]

mod computers;
mod identity;
mod list;
mod people;
mod words;

pub use computers::{Computer, Computers, MAX_COMPUTERS};
pub use identity::{Identity, IdentityFile};
pub use people::{MAX_PEOPLE, People, Person};
pub use words::{WORDS, words};

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::texts::said::{Said, system};
use crate::vocabulary::Cause;
use crate::{private_file as private, regular_file, t};

/// Each of these files holds some hundred short entries at most.
const MAX_FILE_BYTES: u64 = 256 * 1024;

/// Why what is known of others cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    #[error("{path} cannot be read: {source}")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path} is damaged: {source}")]
    Damaged { path: PathBuf, source: serde_json::Error },
    #[error("{path} cannot be written: {source}")]
    Write { path: PathBuf, source: io::Error },
    #[error("{path} is damaged: {source}")]
    DamagedKey { path: PathBuf, source: base64::DecodeError },
    /// A key could not be made.
    #[error(transparent)]
    NotMade(Cause),
    /// Another process made the key and took it away again.
    #[error(transparent)]
    Vanished(io::Error),
    #[error("the disk does not answer")]
    Silent,
}

impl Said for TrustError {
    fn why(&self) -> String {
        let named = |path: &Path| path.display().to_string();
        match self {
            Self::Read { path, source } => t!("kept-unread", path = named(path), error = system(source)),
            Self::Damaged { path, .. } | Self::DamagedKey { path, .. } => t!("kept-damaged", path = named(path)),
            Self::Write { path, source } => t!("kept-unwritten", path = named(path), error = system(source)),
            Self::NotMade(_) => t!("kept-no-key"),
            Self::Vanished(error) => error.why(),
            Self::Silent => t!("kept-silent"),
        }
    }
}

/// The value of a JSON file; `None` if there is no such file.
fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, TrustError> {
    match regular_file::if_there(path, private::read(path, MAX_FILE_BYTES)) {
        Ok(Some(bytes)) => parse(path, &bytes).map(Some),
        Ok(None) => Ok(None),
        Err(source) => Err(TrustError::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

fn parse<T: DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<T, TrustError> {
    serde_json::from_slice(bytes).map_err(|source| TrustError::Damaged {
        path: path.to_owned(),
        source,
    })
}

/// Replaces the file in one step.
fn write<T: Serialize>(path: &Path, value: &T) -> Result<(), TrustError> {
    let written = || {
        private::ensure_dir(path.parent().ok_or(io::ErrorKind::InvalidInput)?)?;
        private::replace(path, &serde_json::to_vec_pretty(value)?)
    };
    written().map_err(|source| TrustError::Write {
        path: path.to_owned(),
        source,
    })
}
