//! The fresh proof between two Lifelines: who knows the password now, on this very connection.
//!
//! The static proof of [MS-RA] is the same on each connection and lets the password be guessed offline, fast. This one
//! is an HMAC-SHA256 over the TLS exporter of the connection, keyed by a slow hash of password and ticket ID.

use argon2::{Algorithm, Argon2, Params, Version};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::secret::Password;
use super::ticket_id::TicketId;

/// Argon2id with 19 MiB, two passes, one lane: OWASP's recommendation, some 50 ms on an ordinary computer. Both ends
/// must use the same, so a change needs another ALPN.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Keeps this key apart from any other that might be made of the same password and ID.
const SALT_CONTEXT: &[u8] = b"lifeline/1 fresh proof";
const HMAC_BLOCK: usize = 64;

/// The key could not be derived: there is not enough memory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be prepared for its proof: {0}")]
pub struct FreshError(argon2::Error);

/// The slow hash of a password for one invitation. Derive it once for each invitation: it costs 19 MiB and some 50 ms.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct FreshKey([u8; 32]);

impl FreshKey {
    pub fn derive(password: &Password, id: &TicketId) -> Result<Self, FreshError> {
        slow_hash(SALT_CONTEXT, password, id).map(Self)
    }

    /// The proof for the connection with this TLS exporter.
    pub fn prove(&self, exporter: &[u8; 32]) -> [u8; 32] {
        self.mac(exporter).finalize().into_bytes().into()
    }

    /// Compares in constant time.
    pub fn verify(&self, exporter: &[u8; 32], proof: &[u8; 32]) -> bool {
        self.mac(exporter).verify(proof.into()).is_ok()
    }

    fn mac(&self, exporter: &[u8; 32]) -> Hmac<Sha256> {
        keyed(&self.0).chain_update(exporter)
    }
}

/// The slow hash of a password for one invitation; keys of different contexts have nothing in common.
pub(super) fn slow_hash(context: &[u8], password: &Password, id: &TicketId) -> Result<[u8; 32], FreshError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).map_err(FreshError)?;
    let salt = Sha256::new()
        .chain_update(context)
        .chain_update(id.as_str().as_bytes())
        .finalize();
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.expose().as_bytes(), &salt, &mut key)
        .map_err(FreshError)?;
    Ok(key)
}

pub(super) fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    // HMAC fills a short key up with zeros; doing it here gives the length that the type takes without a check.
    let mut block = Zeroizing::new([0u8; HMAC_BLOCK]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    Hmac::<Sha256>::new((&*block).into())
}
