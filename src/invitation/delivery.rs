//! Hands a ticket over: as a file, attached to a mail, as a mail draft, or as text. Never the password.
//!
//! The sentences of a mail (subject, body) come from the caller.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use crate::texts::said::{Said, system};
use crate::{file_system, private_file as private, t};

mod eml;
mod mail;
#[cfg(windows)]
mod simple_mapi;

pub use eml::{Draft, draft_eml, save_draft};
pub use mail::{Mail, MailError, MailPrograms, mail};

/// The ending that Windows and FreeRDP know an invitation by; its case does not matter.
pub const EXTENSION: &str = "msrcIncident";

/// Why a ticket was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Ask, then save with [`IfExists::Replace`].
    #[error("{0} exists already")]
    Exists(PathBuf),
    #[error("{path} cannot be written: {source}")]
    Write { path: PathBuf, source: io::Error },
}

impl Said for SaveError {
    fn why(&self) -> String {
        match self {
            Self::Exists(path) => t!("kept-exists", path = path.display().to_string()),
            Self::Write { path, source } => t!(
                "kept-unwritten",
                path = path.display().to_string(),
                error = system(source)
            ),
        }
    }
}

/// What to do where a file of that name exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfExists {
    Refuse,
    Replace,
}

/// Saves a ticket, readable by its owner only, and returns the path: `.msrcIncident` is added if it is missing.
pub fn save(ticket: &str, path: &Path, if_exists: IfExists) -> Result<PathBuf, SaveError> {
    let path = with_extension(path, EXTENSION);
    write(&path, ticket.as_bytes(), if_exists)?;
    Ok(path)
}

fn write(path: &Path, bytes: &[u8], if_exists: IfExists) -> Result<(), SaveError> {
    let written = match if_exists {
        IfExists::Refuse => private::create(path, bytes),
        // A directory of that name is never replaced; rename would say so less clearly.
        IfExists::Replace if file_system::is_dir(path) => Err(io::ErrorKind::IsADirectory.into()),
        IfExists::Replace => private::replace(path, bytes),
    };
    written.map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => SaveError::Exists(path.to_owned()),
        _ => SaveError::Write {
            path: path.to_owned(),
            source,
        },
    })
}

fn with_extension(path: &Path, extension: &str) -> PathBuf {
    if path
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
    {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(OsStr::new("."));
    name.push(extension);
    PathBuf::from(name)
}
