//! What a ticket says about the keys of the computer that will answer ([MS-RAI] §2.2.2: KH, KH2; CE is observed).

use base64::prelude::{BASE64_STANDARD, Engine};

use crate::vocabulary::{KeyPin, Kh2};

/// The keys that must answer. Only those decrypted out of LHTICKET are pins; [`super::Opened::pins`] holds no others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pins {
    /// SHA-1 of the RDP security key's PublicKeyBlob ("RSA1…", with its 8 bytes of padding).
    pub kh: [u8; 20],
    /// Checked instead of `kh` where it is there.
    pub kh2: Option<Kh2>,
    /// The whole TLS certificate, DER.
    pub ce: Option<Vec<u8>>,
}

impl Pins {
    /// What the RDP security key is recognised by: KH2 decides where the ticket has it, even if KH would match.
    #[must_use]
    pub fn key(&self) -> KeyPin {
        self.kh2.map_or(KeyPin::Kh(self.kh), KeyPin::Kh2)
    }
}

impl Kh2 {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (algorithm, hash) = text.split_once(':')?;
        let hash = BASE64_STANDARD.decode(hash).ok()?;
        match algorithm {
            "sha256" => Some(Self::Sha256(hash.try_into().ok()?)),
            "sha384" => Some(Self::Sha384(hash.try_into().ok()?)),
            "sha512" => Some(Self::Sha512(hash.try_into().ok()?)),
            _ => None,
        }
    }

    pub(super) fn to_text(self) -> String {
        let (algorithm, hash) = match &self {
            Self::Sha256(hash) => ("sha256", hash.as_slice()),
            Self::Sha384(hash) => ("sha384", hash.as_slice()),
            Self::Sha512(hash) => ("sha512", hash.as_slice()),
        };
        format!("{algorithm}:{}", BASE64_STANDARD.encode(hash))
    }
}
