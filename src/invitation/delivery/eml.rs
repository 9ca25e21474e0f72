//! A mail draft with the ticket attached, for where no mail program takes an attachment. `X-Unsent: 1` lets mail programs that know
//! it open the draft for sending.

use std::io;
use std::path::{Path, PathBuf};

use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::MimePart;

use super::{EXTENSION, IfExists, SaveError, with_extension, write};

/// What a draft holds.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    pub to: Option<&'a str>,
    pub subject: &'a str,
    /// Tells the expert what to do; never the password.
    pub body: &'a str,
    /// As the expert sees it, without directory; `.msrcIncident` is added if it is missing.
    pub file_name: &'a str,
    pub ticket: &'a str,
}

/// The draft as an `.eml` file, in ASCII. It bears no date and no Message-ID: the mail program gives it both when it is sent.
///
/// # Errors
/// Those of [`io::Write`]; a buffer in memory has none.
pub fn draft_eml(draft: &Draft<'_>) -> io::Result<Vec<u8>> {
    let ticket = MimePart::new("application/octet-stream", draft.ticket.as_bytes());
    let parts = vec![
        MimePart::new("text/plain", draft.body),
        ticket.attachment(ascii_file_name(draft.file_name)),
    ];
    let mut mail = MimePart::new("multipart/mixed", parts)
        .header("X-Unsent", Raw::new("1"))
        .header("MIME-Version", Raw::new("1.0"))
        .header("Subject", Text::new(one_line(draft.subject)));
    if let Some(to) = draft.to {
        mail = mail.header("To", Text::new(one_line(to)));
    }
    let mut eml = Vec::new();
    mail.write_part(&mut eml)?;
    Ok(eml)
}

/// Saves the draft, readable by its owner only, and returns the path: `.eml` is added if it is missing.
pub fn save_draft(draft: &Draft<'_>, path: &Path, if_exists: IfExists) -> Result<PathBuf, SaveError> {
    let path = with_extension(path, "eml");
    let eml = draft_eml(draft).map_err(|source| SaveError::Write {
        path: path.clone(),
        source,
    })?;
    write(&path, &eml, if_exists)?;
    Ok(path)
}

/// A line break in a header's value would begin another header: the library writes it as it is.
fn one_line(value: &str) -> String {
    let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    value.trim().to_owned()
}

/// Without directory, and without what would need RFC 2231, which many programs read wrongly.
fn ascii_file_name(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') {
                c
            } else {
                '_'
            }
        })
        .collect();
    with_extension(Path::new(name.trim_start_matches('.')), EXTENSION)
        .to_string_lossy()
        .into_owned()
}
