//! A helper's key, shown on a connection that an invitation opened: the certificates, and a signature over the
//! connection's exporter. Written down in docs/protocol.md.
//!
//! The exporter belongs to one TLS connection, and the words before it to this role and this protocol: the signature is
//! of no use on another connection, for an offer, or for the novice's end.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, UnparsedPublicKey};

use super::error::{BadIdentity, HelperError, TlsError};
use super::helper::HelperCertificates;

/// What is signed begins with this.
const CONTEXT: &[u8] = b"lifeline/1 helper\0";
/// A DER signature of P-256 has at most 72 bytes.
const MAX_SIGNATURE: usize = 72;

/// Why these bytes show no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyProofError {
    #[error("the proof of a helper's key cannot be read")]
    Malformed,
    #[error(transparent)]
    Certificates(#[from] HelperError),
    #[error("the signature of a helper's key is not for this connection")]
    NotHeld,
}

/// Proves this key on the connection with this exporter. `private_key`: PKCS#8, DER, of the first of the certificates.
///
/// An error if the key cannot sign, or the certificates are longer than their lengths can say.
pub fn prove(exporter: &[u8; 32], certificates: &HelperCertificates, private_key: &[u8]) -> Result<Vec<u8>, TlsError> {
    let random = SystemRandom::new();
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, private_key, &random)?;
    let signature = key.sign(&random, &signed(exporter));
    let signature = signature.map_err(|_| BadIdentity::HelperKey)?;
    let chain = certificates.to_der();
    let too_long = |_| BadIdentity::TooLong;
    let mut proof = vec![u8::try_from(chain.len()).map_err(too_long)?];
    for certificate in chain {
        proof.extend_from_slice(&u16::try_from(certificate.len()).map_err(too_long)?.to_be_bytes());
        proof.extend_from_slice(&certificate);
    }
    proof.extend_from_slice(signature.as_ref());
    Ok(proof)
}

/// Whose key this is, if it was proved on the connection with this exporter. Nothing is known yet of whether it may
/// come in.
pub fn check(proof: &[u8], exporter: &[u8; 32]) -> Result<HelperCertificates, KeyProofError> {
    let (count, mut rest) = proof.split_first().ok_or(KeyProofError::Malformed)?;
    let mut chain = Vec::new();
    for _ in 0..*count {
        let (length, after) = rest.split_first_chunk().ok_or(KeyProofError::Malformed)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (certificate, after) = after.split_at_checked(length).ok_or(KeyProofError::Malformed)?;
        chain.push(certificate.to_vec());
        rest = after;
    }
    if rest.len() > MAX_SIGNATURE {
        return Err(KeyProofError::Malformed);
    }
    let certificates = HelperCertificates::new(chain)?;
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, certificates.p256_point()?)
        .verify(&signed(exporter), rest)
        .map_err(|_| KeyProofError::NotHeld)?;
    Ok(certificates)
}

fn signed(exporter: &[u8; 32]) -> Vec<u8> {
    [CONTEXT, exporter].concat()
}
