//! Why entries are not written, and why they cannot be read.

use std::io;
use std::path::PathBuf;

use crate::t;
use crate::texts::said::{Said, system};

/// Why entries are not written.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("another program holds the journal's lock")]
    Locked,
    /// What was given to the disk long ago is not written yet.
    #[error("the disk does not answer")]
    Silent,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Why the journal could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be read: {source}")]
pub struct JournalError {
    pub path: PathBuf,
    pub source: io::Error,
}

impl Said for JournalError {
    fn why(&self) -> String {
        let path = self.path.display().to_string();
        t!("kept-unread", path = path, error = system(&self.source))
    }
}
