//! What whoever manages computers does with their rules: looks whether a policy file is right, takes an answer file
//! over into one, and is given the files that explain the settings.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::policy::{Choices, MAX_ANSWER_FILE_BYTES, read_answer_file, read_policy, write_policy};
pub use crate::policy::{Policy, TABLE, Wrong, publish};
use crate::texts::said;
use crate::{regular_file, t};

/// Why nothing was taken over from an answer file.
#[derive(Debug)]
pub enum NotImported {
    /// The answer file, or the policy that it was to be taken over into.
    Wrong(Wrong),
    NotWritten(io::Error),
}

/// What a policy file says; an error if there is none.
pub fn check(file: &Path) -> Result<Policy, Wrong> {
    read_policy(file)?.ok_or_else(|| Wrong {
        place: file.display().to_string(),
        line: None,
        what: t!("policy-no-file"),
        worded: true,
    })
}

/// Takes the choices of an answer file over into the policy at `to`, and returns them.
pub fn import(file: &Path, to: &Path) -> Result<Choices, NotImported> {
    let bytes = read(file).map_err(NotImported::Wrong)?;
    let imported = read_answer_file(&bytes, &file.display().to_string()).map_err(NotImported::Wrong)?;
    let mut policy = read_policy(to).map_err(NotImported::Wrong)?.unwrap_or_default();
    policy.settings = imported.clone().over(policy.settings);
    write_policy(to, &policy).map_err(NotImported::NotWritten)?;
    Ok(imported)
}

fn read(file: &Path) -> Result<Vec<u8>, Wrong> {
    let wrong = |error: io::Error| Wrong {
        place: file.display().to_string(),
        line: None,
        what: said::system(&error),
        worded: true,
    };
    let mut bytes = Vec::new();
    #[expect(clippy::disallowed_methods, reason = "the person names it, and may well name a pipe")]
    let open = File::open(file).map_err(wrong)?;
    open.take(MAX_ANSWER_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(wrong)?;
    if bytes.len() as u64 > MAX_ANSWER_FILE_BYTES {
        return Err(wrong(regular_file::too_large()));
    }
    Ok(bytes)
}
