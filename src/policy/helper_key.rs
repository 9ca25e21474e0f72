//! A helper's key as people pass it on: a short text that survives mail and telephone.
//!
//! 26 symbols of 5 bits are the first 130 bits of SHA-256 over the public key; two more are a Reed-Solomon check over
//! GF(32), which notices any two wrong symbols, and so any two that changed places. The alphabet is that of passwords:
//! no I, O, 0, 1.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const SYMBOLS: usize = 26;
const CHECKS: usize = 2;
const GROUP: usize = 4;

/// Why a text is no helper key. The message is for who writes a policy; `desk` has words for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyTextError {
    #[error("a helper key has {all} letters and digits, and this has {0}", all = SYMBOLS + CHECKS)]
    Length(usize),
    #[error("“{0}” stands in no helper key")]
    Symbol(char),
    #[error("a letter or digit in it is wrong, or two have changed places")]
    Check,
}

/// Names one helper's public key. Two keys with the same text cannot be found (2^130 tries for a given one).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct HelperKey([u8; SYMBOLS]);

impl HelperKey {
    /// Of a SubjectPublicKeyInfo (DER), as it stands in the helper's certificate.
    pub fn of_public_key(spki: &[u8]) -> Self {
        let hash: [u8; 32] = Sha256::digest(spki).into();
        let mut symbols = [0; SYMBOLS];
        for (symbol, bits) in symbols.iter_mut().zip(groups_of_five(&hash)) {
            *symbol = bits;
        }
        Self(symbols)
    }

    /// How many letters and digits its text has.
    pub const TEXT_LENGTH: usize = SYMBOLS + CHECKS;

    /// The 26 symbols, as numbers below 32.
    pub fn symbols(&self) -> &[u8] {
        &self.0
    }
}

impl FromStr for HelperKey {
    type Err = KeyTextError;

    /// Blanks and dashes do not matter, nor does case.
    fn from_str(text: &str) -> Result<Self, KeyTextError> {
        let meant: Vec<char> = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'))
            .collect();
        let mut symbols = Vec::with_capacity(SYMBOLS + CHECKS);
        for &c in &meant {
            let upper = c.to_ascii_uppercase();
            let place = ALPHABET.iter().position(|&symbol| char::from(symbol) == upper);
            symbols.push(
                place
                    .and_then(|place| u8::try_from(place).ok())
                    .ok_or(KeyTextError::Symbol(c))?,
            );
        }
        let Some((data, checks)) = symbols.split_first_chunk::<SYMBOLS>() else {
            return Err(KeyTextError::Length(symbols.len()));
        };
        if checks.len() != CHECKS {
            return Err(KeyTextError::Length(symbols.len()));
        }
        if checks != check_symbols(data) {
            return Err(KeyTextError::Check);
        }
        Ok(Self(*data))
    }
}

impl fmt::Display for HelperKey {
    /// Groups of four with dashes between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let checks = check_symbols(&self.0);
        for (index, &symbol) in self.0.iter().chain(&checks).enumerate() {
            if index > 0 && index % GROUP == 0 {
                f.write_str("-")?;
            }
            let letter = ALPHABET.get(usize::from(symbol)).copied().unwrap_or(b'?');
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl fmt::Debug for HelperKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<HelperKey> for String {
    fn from(key: HelperKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for HelperKey {
    type Error = KeyTextError;

    fn try_from(text: String) -> Result<Self, KeyTextError> {
        text.parse()
    }
}

/// The bits of a hash from its first on, five by five.
fn groups_of_five(hash: &[u8]) -> impl Iterator<Item = u8> {
    let mut bytes = hash.iter();
    let (mut held, mut count) = (0u16, 0u32);
    std::iter::from_fn(move || {
        if count < 5 {
            held = held << 8 | u16::from(*bytes.next()?);
            count += 8;
        }
        count -= 5;
        let group = held >> count;
        held &= (1 << count) - 1;
        u8::try_from(group).ok()
    })
}

/// The remainder of the division by (x − α)(x − α²) = x² + 6x + 8.
fn check_symbols(data: &[u8; SYMBOLS]) -> [u8; CHECKS] {
    let (mut high, mut low) = (0, 0);
    for symbol in data {
        let feedback = symbol ^ high;
        (high, low) = (low ^ multiply(feedback, 6), multiply(feedback, 8));
    }
    [high, low]
}

/// In GF(32) with x⁵ = x² + 1.
fn multiply(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b != 0 {
        if b & 1 != 0 {
            product ^= a;
        }
        a <<= 1;
        if a & 0b10_0000 != 0 {
            a ^= 0b10_0101;
        }
        b >>= 1;
    }
    product
}
