//! Where a password comes from: a file, or a person who types it unseen. Never the command line, which everyone on the
//! computer can read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

/// No password file needs more; a wrong path (a video, /dev/zero) ends here.
const MAX_FILE_BYTES: u64 = 4096;

#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    #[error("The password file {0} cannot be read: {1}. Check its name, and that you may read it.")]
    File(String, io::Error),
    #[error("The password file {0} holds no password in its first line.")]
    Empty(String),
    #[error("The password cannot be asked for, since there is no terminal ({0}). Use --password-file.")]
    NoTerminal(io::Error),
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
