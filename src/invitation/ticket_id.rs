//! The ID of an invitation: what a client shows in Client Info to say which one it comes for ([MS-RA] §2.2.7.2).

use std::fmt;

use base64::prelude::{BASE64_STANDARD, Engine};
use subtle::ConstantTimeEq;

use super::random::{NoRandomness, random};

/// Windows uses 48 bytes; FreeRDP copies what it finds.
const RANDOM_BYTES: usize = 48;
/// Field size of Client Info (512 bytes of UTF-16), which carries the ID.
const MAX_LENGTH: usize = 255;
/// As much as a log may name: far too little to guess the rest.
const SHORT_LENGTH: usize = 8;

/// The ID of one invitation. Compared in constant time; `Debug` and [`TicketId::short`] show its first 8 characters.
#[derive(Clone)]
pub struct TicketId(String);

impl TicketId {
    /// Base64 of 48 random bytes: 64 characters, none of them `+` or `/`, which some ways of sending a text change. One
    /// in eight is such; that costs 3 of 384 bits.
    pub fn generate() -> Result<Self, NoRandomness> {
        loop {
            let id = BASE64_STANDARD.encode(random::<RANDOM_BYTES>()?);
            if id.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return Ok(Self(id));
            }
        }
    }

    /// The ID of a ticket or of Client Info: 1 to 255 visible ASCII characters, without the quote and the comma that
    /// would end it in a connection string.
    pub fn parse(text: &str) -> Option<Self> {
        let allowed = |b: u8| b.is_ascii_graphic() && !matches!(b, b'"' | b',' | b'<' | b'>' | b'&');
        (!text.is_empty() && text.len() <= MAX_LENGTH && text.bytes().all(allowed)).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first 8 characters, for the journal and the log.
    pub fn short(&self) -> &str {
        self.0.get(..SHORT_LENGTH).unwrap_or(&self.0)
    }
}

impl PartialEq for TicketId {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for TicketId {}

impl fmt::Debug for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TicketId({}…)", self.short())
    }
}
