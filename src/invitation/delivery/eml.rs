//! A mail draft with the ticket attached (RFC 5322, 2045 to 2047), for where no mail program takes an attachment.
//! `X-Unsent: 1` lets mail programs that know it open the draft for sending.

use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine};

use super::{EXTENSION, IfExists, SaveError, with_extension, write};

/// RFC 2045 §6.8.
const BASE64_LINE: usize = 76;
/// Bytes of UTF-8 in one encoded word: 52 characters of base64, so that `=?UTF-8?B?`, `?=` and the header's name fit in
/// the 76 of a line (RFC 2047 §2).
const ENCODED_WORD_BYTES: usize = 39;
/// Holds `=_`, which neither base64 nor our headers contain, so it cannot occur in a part (RFC 2045 §6.7).
const BOUNDARY: &str = "=_lifeline_invitation";

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

/// The draft as the text of an `.eml` file, lines ended by CR LF, in ASCII.
pub fn draft_eml(draft: &Draft<'_>) -> String {
    let name = ascii_file_name(draft.file_name);
    let mut eml = String::from("X-Unsent: 1\r\nMIME-Version: 1.0\r\n");
    if let Some(to) = draft.to {
        eml.push_str(&format!("To: {}\r\n", header(to)));
    }
    eml.push_str(&format!("Subject: {}\r\n", header(draft.subject)));
    eml.push_str(&format!(
        "Content-Type: multipart/mixed; boundary=\"{BOUNDARY}\"\r\n\r\n"
    ));
    eml.push_str(&format!(
        "--{BOUNDARY}\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    ));
    let body = draft.body.replace("\r\n", "\n").replace('\n', "\r\n");
    push_base64(&mut eml, body.as_bytes());
    eml.push_str(&format!(
        "--{BOUNDARY}\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
         Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n"
    ));
    push_base64(&mut eml, draft.ticket.as_bytes());
    eml.push_str(&format!("--{BOUNDARY}--\r\n"));
    eml
}

/// Saves the draft, readable by its owner only, and returns the path: `.eml` is added if it is missing.
pub fn save_draft(draft: &Draft<'_>, path: &Path, if_exists: IfExists) -> Result<PathBuf, SaveError> {
    let path = with_extension(path, "eml");
    write(&path, draft_eml(draft).as_bytes(), if_exists)?;
    Ok(path)
}

/// A header's value in one line or folded encoded words; a line break in it cannot begin another header.
fn header(value: &str) -> String {
    let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let value = value.trim();
    // Longer lines than this would have to be folded as well.
    if value.is_ascii() && value.len() <= BASE64_LINE && !value.contains("=?") {
        return value.to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in value.chars() {
        if word.len().saturating_add(c.len_utf8()) > ENCODED_WORD_BYTES {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("=?UTF-8?B?{}?=", BASE64_STANDARD.encode(word)))
        .collect();
    words.join("\r\n ")
}

/// Without directory, and without what would end the quoted string or need RFC 2231, which many programs read wrongly.
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

fn push_base64(eml: &mut String, bytes: &[u8]) {
    let encoded = BASE64_STANDARD.encode(bytes);
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at_checked(BASE64_LINE).unwrap_or((rest, ""));
        eml.push_str(line);
        eml.push_str("\r\n");
        rest = after;
    }
}
