//! What a ticket says about the keys of the computer that will answer ([MS-RAI] §2.2.2: KH, KH2; CE is observed).

use base64::prelude::{BASE64_STANDARD, Engine};
use sha1::{Digest, Sha1};
use sha2::{Sha256, Sha384, Sha512};
use subtle::ConstantTimeEq;

/// The newer hash of the RDP security key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kh2 {
    Sha256([u8; 32]),
    Sha384([u8; 48]),
    Sha512([u8; 64]),
}

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
    /// The pins of our own listener: `blob` is the PublicKeyBlob of the proprietary certificate ([MS-RDPBCGR]
    /// §2.2.1.4.3.1.1.1), `certificate` the TLS certificate (DER).
    pub fn of(blob: &[u8], certificate: &[u8]) -> Self {
        Self {
            kh: Sha1::digest(blob).into(),
            kh2: Some(Kh2::Sha256(Sha256::digest(blob).into())),
            ce: Some(certificate.to_vec()),
        }
    }

    /// Whether this is the RDP security key that was promised: by KH2 if the ticket has it, otherwise by KH.
    pub fn matches_rdp_key(&self, blob: &[u8]) -> bool {
        match &self.kh2 {
            Some(Kh2::Sha256(hash)) => Sha256::digest(blob).as_slice().ct_eq(hash).into(),
            Some(Kh2::Sha384(hash)) => Sha384::digest(blob).as_slice().ct_eq(hash).into(),
            Some(Kh2::Sha512(hash)) => Sha512::digest(blob).as_slice().ct_eq(hash).into(),
            None => Sha1::digest(blob).as_slice().ct_eq(&self.kh).into(),
        }
    }

    /// Whether this is the TLS certificate that was promised; `false` also if the ticket has none. The handshake
    /// signature must be verified besides.
    pub fn matches_certificate(&self, der: &[u8]) -> bool {
        self.ce.as_ref().is_some_and(|ce| ce.as_slice().ct_eq(der).into())
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

    pub(super) fn to_text(&self) -> String {
        let (algorithm, hash) = match self {
            Self::Sha256(hash) => ("sha256", hash.as_slice()),
            Self::Sha384(hash) => ("sha384", hash.as_slice()),
            Self::Sha512(hash) => ("sha512", hash.as_slice()),
        };
        format!("{algorithm}:{}", BASE64_STANDARD.encode(hash))
    }
}
