//! What an invitation may come wrapped in: mails, archives, pages, quoted replies, encodings. Each layer that can be
//! opened without doubt is opened, within bounds; of what remains it is said what it is.

use std::io::{Cursor, Read};

use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use flate2::read::GzDecoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{MessageParser, PartType};

use super::secret::Password;
use super::text;

/// A reply that quotes a mail with an archive in it has three layers.
const MAX_DEPTH: usize = 4;
/// What is tried in all; a mail has a few parts, an archive of an invitation one file.
const MAX_FOUND: usize = 24;
/// What may come out in all. A ticket has some kilobytes; more is no ticket, or an archive that is made to burst.
const MAX_UNPACKED: usize = 512 * 1024;
/// Fewer characters of base64 than the smallest ticket has are a word of somebody's.
const MIN_BASE64: usize = 400;
/// What the names of a ticket's and a connection string's elements begin with.
const OUR_TAGS: [&str; 6] = ["UPLOAD", "E>", "A ", "C>", "T ", "L "];

/// What somebody opened that holds no invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Empty,
    /// The password instead of the invitation.
    Password,
    /// An archive that needs a password of its own.
    LockedArchive,
    /// An archive without an invitation, or of a kind that is not opened here.
    Archive,
    /// A document of a text program, or a PDF.
    Document,
    Picture,
    /// A mail without an invitation in it.
    Mail,
    /// A page, as a browser saves it.
    Page,
    /// A link to somewhere.
    Link,
    /// A file for Remote Desktop.
    RemoteDesktop,
    /// Far too large.
    TooLarge,
    Other,
}

/// Everything that is wrapped in these bytes, the outer layers first.
pub(super) fn inside(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found: Vec<(usize, Vec<u8>)> = Vec::new();
    let mut room = MAX_UNPACKED;
    let take = |depth: usize, inner: Vec<u8>, room: &mut usize, found: &mut Vec<(usize, Vec<u8>)>| {
        let known = inner == bytes || found.iter().any(|(_, known)| *known == inner);
        if !known && !inner.is_empty() && inner.len() <= *room && found.len() < MAX_FOUND {
            *room = room.saturating_sub(inner.len());
            found.push((depth, inner));
        }
    };
    for inner in layer(bytes, room) {
        take(1, inner, &mut room, &mut found);
    }
    let mut next = 0usize;
    while let Some((depth, outer)) = found.get(next).cloned() {
        next = next.saturating_add(1);
        if depth < MAX_DEPTH {
            for inner in layer(&outer, room) {
                take(depth.saturating_add(1), inner, &mut room, &mut found);
            }
        }
    }
    found.into_iter().map(|(_, inner)| inner).collect()
}

/// One layer less, in each way that fits.
fn layer(bytes: &[u8], room: usize) -> Vec<Vec<u8>> {
    match kind(bytes) {
        Packed::Zip => return unzip(bytes, room),
        Packed::Gzip => return gunzip(bytes, room).into_iter().collect(),
        Packed::No => {}
    }
    let mut found = Vec::new();
    let trimmed = without_padding(bytes);
    if trimmed.len() < bytes.len() {
        found.push(trimmed.to_vec());
    }
    let text = text::decode(trimmed);
    if is_mail(&text) {
        found.extend(parts(trimmed));
    }
    let unquoted = without_quote_marks(&text);
    if unquoted.len() < text.len() {
        found.push(unquoted.into_bytes());
    }
    if (text.contains("=3D") || text.contains("=3d") || text.contains("=3C"))
        && let Some(decoded) = quoted_printable_decode(text.as_bytes())
    {
        found.push(decoded);
    }
    if text.contains("%3C") || text.contains("%3c") {
        found.push(percent_encoding::percent_decode_str(&text).collect());
    }
    let plain = text::unescape(&without_tags(&text));
    if plain != text {
        found.push(plain.into_bytes());
    }
    found.extend(base64_runs(&text));
    found
}

enum Packed {
    Zip,
    Gzip,
    No,
}

fn kind(bytes: &[u8]) -> Packed {
    if bytes.starts_with(b"PK\x03\x04") {
        Packed::Zip
    } else if bytes.starts_with(&[0x1f, 0x8b]) {
        Packed::Gzip
    } else {
        Packed::No
    }
}

/// Devices and some servers fill files up with NUL. Those of UTF-16 belong to its letters.
fn without_padding(bytes: &[u8]) -> &[u8] {
    let end = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last.saturating_add(1));
    // The other half of the last letter in little-endian UTF-16.
    let end = end.saturating_add(end % 2).min(bytes.len());
    bytes.get(..end).unwrap_or(bytes)
}

fn unzip(bytes: &[u8], room: usize) -> Vec<Vec<u8>> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut room = room;
    for index in 0..archive.len().min(MAX_FOUND) {
        let Ok(file) = archive.by_index(index) else { continue };
        if !file.is_file() {
            continue;
        }
        if let Some(inner) = read_within(file, room) {
            room = room.saturating_sub(inner.len());
            found.push(inner);
        }
    }
    found
}

fn gunzip(bytes: &[u8], room: usize) -> Option<Vec<u8>> {
    read_within(GzDecoder::new(bytes), room)
}

/// `None` where it is more, or damaged.
fn read_within(source: impl Read, room: usize) -> Option<Vec<u8>> {
    let mut inner = Vec::new();
    let limit = u64::try_from(room).ok()?;
    source.take(limit.saturating_add(1)).read_to_end(&mut inner).ok()?;
    (inner.len() <= room).then_some(inner)
}

/// Lines of headers, as mails begin with, and one that says what follows.
fn is_mail(text: &str) -> bool {
    let headers = text
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .take_while(|line| !line.trim().is_empty());
    let mut named = 0usize;
    let mut of_mail = false;
    for line in headers.take(200) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            return false;
        };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return false;
        }
        named = named.saturating_add(1);
        of_mail |= [
            "content-type",
            "mime-version",
            "content-transfer-encoding",
            "subject",
            "received",
        ]
        .iter()
        .any(|header| name.eq_ignore_ascii_case(header));
    }
    named > 0 && of_mail
}

fn parts(mail: &[u8]) -> Vec<Vec<u8>> {
    let Some(message) = MessageParser::default().parse(mail) else {
        return Vec::new();
    };
    let wanted = message
        .parts
        .iter()
        .filter(|part| !matches!(part.body, PartType::Multipart(_)));
    wanted.take(MAX_FOUND).map(|part| part.contents().to_vec()).collect()
}

/// Takes the marks of a quoted reply from the beginning of each line, where most lines have them.
fn without_quote_marks(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let written = lines.iter().filter(|line| !line.trim().is_empty());
    let (mut quoted, mut all) = (0usize, 0usize);
    for line in written {
        all = all.saturating_add(1);
        quoted = quoted.saturating_add(usize::from(line.trim_start().starts_with('>')));
    }
    if quoted == 0 || quoted.saturating_mul(3) < all {
        return text.to_owned();
    }
    let bare = lines.iter().map(|line| {
        let line = line.trim_start();
        match line.trim_start_matches(['>', ' ']) {
            rest if line.starts_with('>') => rest,
            _ => line,
        }
    });
    bare.collect::<Vec<_>>().join("\n")
}

/// Without the tags of a page; those of an invitation stay.
fn without_tags(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        bare.push_str(before);
        let name = after.trim_start_matches('/');
        let ours = OUR_TAGS.iter().any(|tag| name.starts_with(tag));
        let of_page = !ours && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
        match after.split_once('>') {
            Some((_, tail)) if of_page => rest = tail,
            _ => {
                bare.push('<');
                rest = after;
            }
        }
    }
    bare.push_str(rest);
    bare
}

/// Each run of lines that are nothing but base64, decoded.
fn base64_runs(text: &str) -> Vec<Vec<u8>> {
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let engine = GeneralPurpose::new(&base64::alphabet::STANDARD, lenient);
    let mut runs = vec![String::new()];
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let is_base64 = line
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
        match runs.last_mut() {
            Some(run) if is_base64 => run.push_str(line),
            Some(run) if !run.is_empty() => runs.push(String::new()),
            _ => {}
        }
    }
    runs.iter()
        .filter(|run| run.len() >= MIN_BASE64)
        .filter_map(|run| engine.decode(run).ok())
        .collect()
}

/// What these bytes are, which hold no invitation.
pub(super) fn what(bytes: &[u8]) -> Found {
    let text = text::decode(without_padding(bytes));
    let text = text.trim();
    let begins = |magic: &[&[u8]]| magic.iter().any(|magic| bytes.starts_with(magic));
    let has = |words: &[&str]| {
        let head: String = text.chars().take(2048).collect::<String>().to_ascii_lowercase();
        words.iter().any(|word| head.contains(word))
    };
    if text.is_empty() {
        Found::Empty
    } else if begins(&[b"PK\x03\x04"]) {
        zip_kind(bytes)
    } else if begins(&[
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!",
        b"\xfd7zXZ",
        b"BZh",
        &[0x1f, 0x8b],
        b"MSCF",
    ]) {
        Found::Archive
    } else if begins(&[b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0"]) {
        Found::Document
    } else if begins(&[b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF"]) || bytes.get(4..8) == Some(b"ftyp") {
        Found::Picture
    } else if Password::from_typed(text).has_our_shape() {
        Found::Password
    } else if has(&["full address:s:", "screen mode id:i:"]) {
        Found::RemoteDesktop
    } else if is_mail(text) {
        Found::Mail
    } else if has(&["<html", "<!doctype html"]) {
        Found::Page
    } else if (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(char::is_whitespace) {
        Found::Link
    } else {
        Found::Other
    }
}

fn zip_kind(bytes: &[u8]) -> Found {
    /// The general purpose bit flag of the first local header (APPNOTE 4.3.7); its lowest bit says that the file is
    /// encrypted.
    const FLAGS: usize = 6;
    if bytes.get(FLAGS).is_some_and(|flags| flags & 1 != 0) {
        return Found::LockedArchive;
    }
    let head = bytes.get(..4096.min(bytes.len())).unwrap_or(bytes);
    let office: [&[u8]; 3] = [b"[Content_Types].xml", b"mimetypeapplication/", b"word/"];
    let is_office = office
        .iter()
        .any(|name| head.windows(name.len()).any(|window| window == *name));
    if is_office { Found::Document } else { Found::Archive }
}
