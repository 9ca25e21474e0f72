//! Where a password comes from: a file, or a person who types it unseen. Never the command line, which everyone on the
//! computer can read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use crate::t;
use crate::texts::said::{Said, system};

/// No password file needs more; a wrong path (a video, /dev/zero) ends here.
const MAX_FILE_BYTES: u64 = 4096;

#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    #[error("the password file {0} cannot be read: {1}")]
    File(String, io::Error),
    #[error("the password file {0} holds no password in its first line")]
    Empty(String),
    #[error("there is no terminal to ask for the password on: {0}")]
    NoTerminal(io::Error),
}

impl Said for SecretError {
    fn why(&self) -> String {
        match self {
            Self::File(path, error) => t!("secret-unread", path = path.as_str(), error = system(error)),
            Self::Empty(path) => t!("secret-empty", path = path.as_str()),
            Self::NoTerminal(error) => t!("secret-no-terminal", error = system(error), option = "--password-file"),
        }
    }
}

/// The first line of the file, without blanks at its ends.
pub fn from_file(file: &Path) -> Result<Zeroizing<String>, SecretError> {
    let name = || file.display().to_string();
    let mut text = Zeroizing::new(String::new());
    #[expect(
        clippy::disallowed_methods,
        reason = "the person names it, and may well name a pipe: `<(pass show lifeline)`"
    )]
    File::open(file)
        .and_then(|open| open.take(MAX_FILE_BYTES).read_to_string(&mut text))
        .map_err(|error| SecretError::File(name(), error))?;
    let first = text
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches('\u{feff}')
        .trim();
    if first.is_empty() {
        return Err(SecretError::Empty(name()));
    }
    Ok(Zeroizing::new(first.to_owned()))
}

/// Asks on the terminal, without showing what is typed.
pub fn from_terminal(question: &str) -> Result<Zeroizing<String>, SecretError> {
    rpassword::prompt_password(question)
        .map(Zeroizing::new)
        .map_err(SecretError::NoTerminal)
}
