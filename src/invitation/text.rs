//! From bytes to elements: finds the text of an invitation whatever its encoding, and the elements in that text even
//! where a chat or a mail program has damaged it. It knows nothing of what the elements mean.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A ticket has 2 elements, a connection string 3 and one for each address; beyond this the rest is no invitation.
const MAX_ELEMENTS: usize = 512;
/// The longest entity that is decoded is `&#x10FFFF;`.
const MAX_ENTITY: usize = 10;

/// One start tag, with its attributes as they were written down, entities decoded.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute; the case of its name does not matter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.as_str())
    }

    /// The value without any blank or line break: what a wrapped line leaves in values that hold none.
    pub(super) fn compact(&self, name: &str) -> Option<String> {
        self.get(name).map(|value| {
            value
                .chars()
                .filter(|c| !c.is_whitespace() && !is_invisible(*c))
                .collect()
        })
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// UTF-8 or UTF-16 of either byte order, with or without BOM; a declared encoding is ignored, since Windows declares
/// `Unicode`, which names none. Bytes that are neither become replacement characters.
pub(super) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => {
            // The markup is ASCII, so about every second byte of UTF-16 is zero, and none of UTF-8.
            let zeros = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
            let many = bytes.len() / 4;
            if many > 0 && zeros(1) > many {
                utf16(bytes, u16::from_le_bytes)
            } else if many > 0 && zeros(0) > many {
                utf16(bytes, u16::from_be_bytes)
            } else {
                String::from_utf8_lossy(bytes).into_owned()
            }
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// The start tags of well-formed XML, in their order; `None` if it is not well-formed.
pub(super) fn strict(text: &str) -> Option<Vec<Element>> {
    let mut reader = Reader::from_str(text);
    let mut elements = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => elements.push(strict_element(&tag)?),
            Event::Eof => return Some(elements),
            _ => {}
        }
        if elements.len() > MAX_ELEMENTS {
            return None;
        }
    }
}

fn strict_element(tag: &BytesStart<'_>) -> Option<Element> {
    let mut element = Element {
        name: tag.name().as_ref().to_owned(),
        attributes: Vec::new(),
    };
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        element
            .attributes
            .push((attribute.key.as_ref().to_owned(), unescape(&attribute.value)));
    }
    Some(element)
}

/// The start tags of text that was pasted: anything may stand around and between them, blanks between attributes may
/// be missing, lines may be wrapped anywhere, quotes may be typographic, and the whole may have been escaped for HTML.
pub(super) fn tolerant(text: &str) -> Vec<Element> {
    let mut text: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| match c {
            '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ff02}' | '«' | '»' => '"',
            '\u{a0}' | '\u{202f}' => ' ',
            c => c,
        })
        .collect();
    if !text.contains('<') {
        text = unescape(&text);
    }
    let mut elements = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, inside)) = rest.split_once('<') {
        let mut scanner = Scanner { rest: inside };
        let element = scanner.element();
        rest = scanner.rest;
        if !element.name.is_empty() {
            elements.push(element);
        }
        if elements.len() > MAX_ELEMENTS {
            break;
        }
    }
    elements
}

/// Reads one start tag, its `<` already taken. Every step takes at least one character, so it ends with the text.
struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn element(&mut self) -> Element {
        let mut element = Element {
            name: self.name().to_owned(),
            attributes: Vec::new(),
        };
        loop {
            self.blanks();
            // A '<' begins the next element: this one was cut off, or was no element.
            if self.rest.is_empty() || self.rest.starts_with('<') || self.take('>') {
                return element;
            }
            let name = self.name();
            self.blanks();
            if name.is_empty() {
                self.skip();
            } else if self.take('=') {
                self.blanks();
                let value = self.value();
                element.attributes.push((name.to_owned(), unescape(value)));
            }
        }
    }

    fn name(&mut self) -> &'a str {
        self.while_true(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '?'))
    }

    fn value(&mut self) -> &'a str {
        for quote in ['"', '\''] {
            if self.take(quote) {
                let value = self.while_true(|c| c != quote);
                self.skip();
                return value;
            }
        }
        self.while_true(|c| !c.is_whitespace() && !matches!(c, '<' | '>'))
    }

    fn blanks(&mut self) {
        self.while_true(char::is_whitespace);
    }

    fn take(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn skip(&mut self) {
        let mut chars = self.rest.chars();
        chars.next();
        self.rest = chars.as_str();
    }

    fn while_true(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }
}

/// Characters that chat programs insert to break long words, and that no ticket holds.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\0')
}

/// Decodes the five named entities and character references; anything else stays as it is.
pub(super) fn unescape(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        match after
            .split_once(';')
            .and_then(|(name, tail)| Some((entity(name)?, tail)))
        {
            Some((c, tail)) => {
                decoded.push(c);
                rest = tail;
            }
            None => {
                decoded.push('&');
                rest = after;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity(name: &str) -> Option<char> {
    if name.len() > MAX_ENTITY {
        return None;
    }
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

/// Escapes what may not stand in an attribute's value; characters that XML does not know are left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}
