//! What two Lifelines say between TLS and RDP when help is offered: may they come in, whose computer answered, and
//! whether the two people have compared the words. Written down in docs/protocol.md.
//!
//! The novice's TLS certificate belongs to its listener as ever, so that nobody who is refused can recognise the
//! computer. Its host key, which helpers keep, is told to those who may come in, and is bound to the connection by a
//! signature over the exporter.

use crate::rdp::{Misbehaved, Structure};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, UnparsedPublicKey,
};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use zeroize::Zeroizing;

use super::error::{BadIdentity, LinkError, TlsError};
use crate::rdp::RdpError;

/// An uncompressed point of P-256.
pub const HOST_KEY_BYTES: usize = 65;
/// SHA-256 of the RDP security key's public key blob: a ticket's KH2.
pub const KH2_BYTES: usize = 32;
/// A DER signature of P-256 has at most 72 bytes.
const MAX_SIGNATURE: usize = 72;
/// The longest body: WELCOME's.
const MAX_BODY: usize = HOST_KEY_BYTES + KH2_BYTES + MAX_SIGNATURE;
/// What the host key signs begins with this, so that no other signature of it can stand for one.
const CONTEXT: &[u8] = b"lifeline-offer/1 host\0";

/// What is said, one message after the other; a length of two bytes stands before each, then the number of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferMessage {
    /// Offers are not allowed here, or not to this helper: the same for both. The end.
    Refused,
    /// Somebody else helps already. The end.
    Busy,
    /// The person declined while the words were compared. The end.
    Declined,
    /// Come in; this is the computer.
    Welcome(Welcome),
    /// The helper knows this host key: on to RDP.
    GoOn,
    /// The helper meets this host key for the first time: show the words.
    Compare,
    /// The last visits ended without a yes: come again in so many seconds. The end.
    Later(u32),
    /// The words were the same: on to RDP.
    Compared,
}

/// Who answers, and the RDP security key of this connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Welcome {
    pub host_key: [u8; HOST_KEY_BYTES],
    pub kh2: [u8; KH2_BYTES],
    signature: Vec<u8>,
}

/// The novice's long-lived key, by which helpers know the computer again: ECDSA P-256.
pub struct HostKey(EcdsaKeyPair);

impl HostKey {
    /// A new one, PKCS#8 DER.
    pub fn generate() -> Result<Zeroizing<Vec<u8>>, TlsError> {
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new());
        let made = made.map_err(|_| BadIdentity::NoKey)?;
        Ok(Zeroizing::new(made.as_ref().to_vec()))
    }

    pub fn from_pkcs8(der: &[u8]) -> Result<Self, TlsError> {
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, der, &SystemRandom::new());
        Ok(Self(key?))
    }

    pub fn public(&self) -> Option<[u8; HOST_KEY_BYTES]> {
        self.0.public_key().as_ref().try_into().ok()
    }

    /// `helper`: the public key of the helper on this connection (DER).
    pub fn welcome(&self, exporter: &[u8; 32], helper: &[u8], kh2: [u8; KH2_BYTES]) -> Result<Welcome, TlsError> {
        let signature = self.0.sign(&SystemRandom::new(), &signed(exporter, &kh2, helper));
        Ok(Welcome {
            host_key: self.public().ok_or(BadIdentity::HostKey)?,
            kh2,
            signature: signature.map_err(|_| BadIdentity::HostKey)?.as_ref().to_vec(),
        })
    }
}

/// The helper's key stands last, being the only part without a fixed length.
fn signed(exporter: &[u8; 32], kh2: &[u8; KH2_BYTES], helper: &[u8]) -> Vec<u8> {
    [CONTEXT, exporter, kh2, helper].concat()
}

impl Welcome {
    /// Whether who answered holds the host key, on this very connection. Without this the rest of it says nothing.
    pub fn holds(&self, exporter: &[u8; 32], helper: &[u8]) -> bool {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, self.host_key)
            .verify(&signed(exporter, &self.kh2, helper), &self.signature)
            .is_ok()
    }
}

impl OfferMessage {
    /// With its length before it.
    pub fn encode(&self) -> Vec<u8> {
        let mut body = vec![self.number()];
        if let Self::Welcome(welcome) = self {
            body.extend_from_slice(&welcome.host_key);
            body.extend_from_slice(&welcome.kh2);
            body.extend_from_slice(&welcome.signature);
        }
        if let Self::Later(seconds) = self {
            body.extend_from_slice(&seconds.to_be_bytes());
        }
        let length = u16::try_from(body.len()).unwrap_or(u16::MAX);
        [length.to_be_bytes().as_slice(), &body].concat()
    }

    /// Reads a message without its length.
    pub fn parse(message: &[u8]) -> Result<Self, RdpError> {
        let unknown = || RdpError::from(Misbehaved::Undecodable(Structure::Offer));
        let (number, body) = message.split_first().ok_or_else(unknown)?;
        let read = match number {
            4 => {
                let (host_key, rest) = body.split_first_chunk().ok_or_else(unknown)?;
                let (kh2, signature) = rest.split_first_chunk().ok_or_else(unknown)?;
                if signature.len() > MAX_SIGNATURE {
                    return Err(unknown());
                }
                return Ok(Self::Welcome(Welcome {
                    host_key: *host_key,
                    kh2: *kh2,
                    signature: signature.to_vec(),
                }));
            }
            8 => {
                let seconds = body.try_into().map_err(|_| unknown())?;
                return Ok(Self::Later(u32::from_be_bytes(seconds)));
            }
            1 => Self::Refused,
            2 => Self::Busy,
            3 => Self::Declined,
            5 => Self::GoOn,
            6 => Self::Compare,
            7 => Self::Compared,
            _ => return Err(unknown()),
        };
        if body.is_empty() { Ok(read) } else { Err(unknown()) }
    }

    fn number(&self) -> u8 {
        match self {
            Self::Refused => 1,
            Self::Busy => 2,
            Self::Declined => 3,
            Self::Welcome(_) => 4,
            Self::GoOn => 5,
            Self::Compare => 6,
            Self::Compared => 7,
            Self::Later(_) => 8,
        }
    }
}

/// Time limits are the caller's.
pub async fn send(stream: &mut (impl AsyncWrite + Unpin), message: &OfferMessage) -> Result<(), LinkError> {
    stream.write_all(&message.encode()).await?;
    stream.flush().await?;
    Ok(())
}

/// Reads one message, and not a byte more: what follows may be RDP's.
pub async fn receive(stream: &mut (impl AsyncRead + Unpin)) -> Result<OfferMessage, LinkError> {
    let length = usize::from(stream.read_u16().await.map_err(cut_off)?);
    if length == 0 || length > MAX_BODY.saturating_add(1) {
        return Err(RdpError::from(Structure::Offer.bad_length(length)).into());
    }
    let mut message = vec![0; length];
    stream.read_exact(&mut message).await.map_err(cut_off)?;
    Ok(OfferMessage::parse(&message)?)
}

fn cut_off(error: std::io::Error) -> LinkError {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => LinkError::CutOff,
        _ => error.into(),
    }
}
