//! The secrets of an invitation: the password that is told separately, the PassStub of the ticket, and the proof made
//! of both ([MS-RAI] §6 notes 17 and 20).

use md5::{Digest, Md5};
use rc4::{KeyInit, Rc4, StreamCipher};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::random::NoRandomness;
use super::ticket_id::TicketId;

/// Letters and digits without the four that are misread for one another (I, O, 0, 1).
pub(super) const PASSWORD_ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// 12 symbols of 32 are 60 bits; Windows shows as many.
const PASSWORD_LENGTH: usize = 12;
const GROUP_LENGTH: usize = 4;

const STUB_LENGTH: usize = 14;
/// Windows also has `*` and `_`, which chats take for markup.
const STUB_ANY: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/// Of what Windows uses here (`!@#$&^*()-+=`) the only one that means nothing to chats, mail programs, shells and XML.
const STUB_SYMBOL: &[u8] = b"-";
const STUB_DIGIT: &[u8] = b"0123456789";
const STUB_UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const STUB_LOWER: &[u8] = b"abcdefghijklmnopqrstuvwxyz";

/// Keeps the stub apart from anything else that might be made of the ID.
const STUB_CONTEXT: &[u8] = b"lifeline/1 pass stub";
/// A stub of ours that a chat damaged still has this many of its characters, in their order; others have them once in
/// 10^12.
const STUB_LEFT: usize = 10;
/// A proof longer than this is no proof of a stub that anyone makes (4 bytes and 14 UTF-16 units are 32).
const MAX_PROOF_BYTES: usize = 256;

/// The password of an invitation. It is never written into a ticket or a mail, and has no `Debug`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Password {
    text: String,
    /// What was typed, where it could also be a foreign password: see [`Password::from_typed`].
    as_typed: Option<String>,
}

impl Password {
    /// A new password: 12 symbols, each uniform among 32.
    pub fn generate() -> Result<Self, NoRandomness> {
        let mut random = Zeroizing::new([0u8; PASSWORD_LENGTH]);
        getrandom::fill(random.as_mut())?;
        let text = random
            .iter()
            .filter_map(|byte| PASSWORD_ALPHABET.get(usize::from(byte % 32)))
            .map(|symbol| char::from(*symbol))
            .collect();
        Ok(Self { text, as_typed: None })
    }

    /// A password as a person typed it. One of our own shape may have blanks, dashes and dots, be in either case and in
    /// letters of full width; any other (other programs let the novice choose) is taken as it stands, without the
    /// blanks around it.
    ///
    /// A foreign password can happen to have our shape: [`super::Ticket::open`] then tries both readings.
    pub fn from_typed(typed: &str) -> Self {
        let trimmed = typed.trim_matches(|c: char| c.is_whitespace() || is_filler(c));
        let mut folded: String = trimmed
            .chars()
            .filter(|c| !c.is_whitespace() && !is_filler(*c) && !parts_groups(*c))
            .map(of_usual_width)
            .flat_map(char::to_uppercase)
            .collect();
        if has_our_shape(&folded) {
            let as_typed = (folded != trimmed).then(|| trimmed.to_owned());
            return Self { text: folded, as_typed };
        }
        folded.zeroize();
        Self {
            text: trimmed.to_owned(),
            as_typed: None,
        }
    }

    /// A password that was kept, exactly as it is.
    pub(super) fn exact(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            as_typed: None,
        }
    }

    /// The password itself, to be shown to the novice or kept in the owner-only store.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// In groups of four (`ABCD EFGH JKLM`); a password of another shape as it is.
    pub fn grouped(&self) -> Zeroizing<String> {
        let mut grouped = Zeroizing::new(String::with_capacity(self.text.len().saturating_add(2)));
        let ours = has_our_shape(&self.text);
        for (index, symbol) in self.text.chars().enumerate() {
            if ours && index > 0 && index % GROUP_LENGTH == 0 {
                grouped.push(' ');
            }
            grouped.push(symbol);
        }
        grouped
    }

    /// It looks like one that Lifeline makes.
    pub(super) fn has_our_shape(&self) -> bool {
        has_our_shape(&self.text)
    }

    /// Nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The readings to try, the likelier first.
    pub(super) fn readings(&self) -> impl Iterator<Item = Self> + '_ {
        std::iter::once(&self.text)
            .chain(self.as_typed.as_ref())
            .map(|text| Self::exact(text))
    }

    /// UTF-16LE without BOM or terminator, which every derivation of [MS-RAI] starts from.
    pub(super) fn utf16(&self) -> Zeroizing<Vec<u8>> {
        utf16le(&self.text)
    }
}

fn has_our_shape(text: &str) -> bool {
    text.len() == PASSWORD_LENGTH && text.bytes().all(|symbol| PASSWORD_ALPHABET.contains(&symbol))
}

/// Dots and the like, which people put between groups or at the end.
fn parts_groups(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '_' | '/' | '|' | '*' | '\u{b7}' | '\u{2022}' | '\u{2024}'..='\u{2027}'
        | '\u{22c5}' | '\u{3001}'..='\u{3002}' | '\u{30fb}' | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1b}'
        | '\u{ff61}' | '\u{ff64}'..='\u{ff65}')
}

/// East Asian keyboards type letters and digits in full width, too.
fn of_usual_width(c: char) -> char {
    /// From U+FF01 on, in the order of ASCII from U+0021 on.
    const APART: u32 = 0xff01 - 0x21;
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c).saturating_sub(APART)).unwrap_or(c),
        c => c,
    }
}

/// Dashes of every kind and invisible characters, which people and chat programs put between groups.
pub(super) fn is_filler(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The ticket's PassStub: what the password encrypts to prove itself. In clear text in the ticket, so no secret by
/// itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassStub(String);

impl PassStub {
    /// The stub of a new invitation: 14 characters, symbol, digit, capital and small letter at indexes 2 to 5 as in
    /// Windows' tickets, and nothing that a chat, a mail program, a shell or XML changes.
    ///
    /// A hash of the random ID, so that the stub can be restored from the encrypted part of a damaged ticket, which
    /// holds the ID. It gives nothing away: every ticket shows its stub in clear, and the hash does not lead back to
    /// the ID.
    pub fn of(id: &TicketId) -> Self {
        let digest = Sha256::new()
            .chain_update(STUB_CONTEXT)
            .chain_update(id.as_str())
            .finalize();
        let symbol = |(index, byte): (usize, &u8)| {
            let symbols = match index {
                2 => STUB_SYMBOL,
                3 => STUB_DIGIT,
                4 => STUB_UPPER,
                5 => STUB_LOWER,
                _ => STUB_ANY,
            };
            symbols
                .get(usize::from(*byte) % symbols.len())
                .map(|symbol| char::from(*symbol))
        };
        Self(digest.iter().take(STUB_LENGTH).enumerate().filter_map(symbol).collect())
    }

    /// Whether this may be what a chat left of that one.
    pub(super) fn resembles(&self, whole: &Self) -> bool {
        // The longest common subsequence, row by row.
        let mut lengths = vec![0usize; whole.0.len().saturating_add(1)];
        for mine in self.0.chars().take(4 * STUB_LENGTH) {
            let mut before = 0;
            for (theirs, length) in whole.0.chars().zip(1usize..) {
                let left = lengths.get(length.saturating_sub(1)).copied().unwrap_or_default();
                let Some(here) = lengths.get_mut(length) else { break };
                let above = *here;
                *here = if mine == theirs { before + 1 } else { above.max(left) };
                before = above;
            }
        }
        lengths.last().is_some_and(|length| *length >= STUB_LEFT)
    }

    /// Of the length that every program gives it.
    pub(super) fn is_whole(&self) -> bool {
        self.0.chars().count() == STUB_LENGTH
    }

    /// The stub of a ticket that was read; `None` if it is empty or longer than its proof may be.
    pub fn from_ticket(text: &str) -> Option<Self> {
        let bytes = text.encode_utf16().count().checked_mul(2)?.checked_add(4)?;
        (!text.is_empty() && bytes <= MAX_PROOF_BYTES).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The password proof of [MS-RA]: RC4 with the key MD5(password) over the stub and its length.
    pub fn encrypt(&self, password: &Password) -> EncryptedPassStub {
        let stub = utf16le(&self.0);
        let length = u32::try_from(stub.len()).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(stub.len().saturating_add(4));
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(&stub);
        // RC4 repeats its key up to 256 bytes, so the 16 bytes twice are the same key, in a length the type takes
        // without a check.
        let mut key = Zeroizing::new([0u8; 32]);
        let digest = Zeroizing::new(<[u8; 16]>::from(Md5::digest(password.utf16().as_slice())));
        for (to, from) in key.iter_mut().zip(digest.iter().cycle()) {
            *to = *from;
        }
        Rc4::new((&*key).into()).apply_keystream(&mut bytes);
        EncryptedPassStub(bytes)
    }
}

/// The static proof of the password, as [MS-RA] sends it. Whoever has it can repeat it, so it has no `Debug`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct EncryptedPassStub(Vec<u8>);

impl EncryptedPassStub {
    /// Takes hexadecimal digits of either case.
    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes = from_hex(text, MAX_PROOF_BYTES)?;
        (!bytes.is_empty()).then_some(Self(bytes))
    }

    /// 64 upper-case digits for a stub of 14 characters.
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(to_hex(&self.0))
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Compares in constant time.
    pub fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

pub(super) fn utf16le(text: &str) -> Zeroizing<Vec<u8>> {
    // Reserved at once: a vector that grows leaves copies behind that nothing wipes.
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len().saturating_mul(2)));
    for unit in text.encode_utf16() {
        bytes.extend_from_slice(&unit.to_le_bytes());
    }
    bytes
}

pub(super) fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    let digit = |value: u8| DIGITS.get(usize::from(value & 15)).copied().unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// `None` if there is an odd number of digits, something else than digits, or more than `limit` bytes.
pub(super) fn from_hex(text: &str, limit: usize) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() || pairs.len() > limit {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok());
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}
