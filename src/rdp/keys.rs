//! The RDP security key: the novice's RSA-2048 key and its proprietary certificate, the expert's view of that
//! certificate, and the client random that travels under it ([MS-RDPBCGR] 2.2.1.4.3.1.1, 5.3.3.1, 5.3.4).

use crate::rdp::error::{BadKey, Incompatible, Misbehaved, RdpError, Structure};
use md5::{Digest, Md5};
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rsa::rand_core::CryptoRngCore;
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, RsaPrivateKey};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use subtle::{ConditionallySelectable, ConstantTimeEq};
use zeroize::{Zeroize, Zeroizing};

use super::pdu::reader::Reader;
use crate::rdp::messages::Random32;
use crate::vocabulary::{KeyPin, Kh2};

const KEY_BITS: usize = 2048;
const KEY_BYTES: usize = KEY_BITS / 8;

/// A modulus is followed by this many zero bytes wherever it, or something encrypted under it, stands.
const PADDING: usize = 8;

/// Older Windows uses 512 bits, FreeRDP takes any; more than 4096 only costs time.
const MODULUS_BITS: std::ops::RangeInclusive<usize> = 512..=4096;

const VERSION_PROPRIETARY: u32 = 1;
/// Bit 31 of dwVersion: a temporary certificate; FreeRDP's server sets it.
const VERSION_TEMPORARY: u32 = 0x8000_0000;
const BLOB_PUBLIC_KEY: u16 = 6;
const BLOB_SIGNATURE: u16 = 8;
const MAGIC_RSA1: u32 = 0x3141_5352;
/// magic, keylen, bitlen, datalen, pubExp.
const PUBLIC_KEY_HEADER: usize = 20;
/// 64 bytes of signature and the padding.
const SIGNATURE_LENGTH: usize = 72;

/// The Terminal Services signing key, little-endian. It is public ([MS-RDPBCGR] 5.3.3.1.1) and so proves nothing; older
/// Windows clients want to see its signature.
const TSSK_MODULUS: [u8; 64] = [
    0x3d, 0x3a, 0x5e, 0xbd, 0x72, 0x43, 0x3e, 0xc9, 0x4d, 0xbb, 0xc1, 0x1e, 0x4a, 0xba, 0x5f, 0xcb, 0x3e, 0x88, 0x20,
    0x87, 0xef, 0xf5, 0xc1, 0xe2, 0xd7, 0xb7, 0x6b, 0x9a, 0xf2, 0x52, 0x45, 0x95, 0xce, 0x63, 0x65, 0x6b, 0x58, 0x3a,
    0xfe, 0xef, 0x7c, 0xe7, 0xbf, 0xfe, 0x3d, 0xf6, 0x5c, 0x7d, 0x6c, 0x5e, 0x06, 0x09, 0x1a, 0xf5, 0x61, 0xbb, 0x20,
    0x93, 0x09, 0x5f, 0x05, 0x6d, 0xea, 0x87,
];
const TSSK_PRIVATE_EXPONENT: [u8; 64] = [
    0x87, 0xa7, 0x19, 0x32, 0xda, 0x11, 0x87, 0x55, 0x58, 0x00, 0x16, 0x16, 0x25, 0x65, 0x68, 0xf8, 0x24, 0x3e, 0xe6,
    0xfa, 0xe9, 0x67, 0x49, 0x94, 0xcf, 0x92, 0xcc, 0x33, 0x99, 0xe8, 0x08, 0x60, 0x17, 0x9a, 0x12, 0x9f, 0x24, 0xdd,
    0xb1, 0x24, 0x99, 0xc7, 0x3a, 0xb8, 0x0a, 0x7b, 0x0d, 0xdd, 0x35, 0x07, 0x79, 0x17, 0x0b, 0x51, 0x9b, 0xb3, 0xc7,
    0x10, 0x01, 0x13, 0xe7, 0x3f, 0xf3, 0x5f,
];

/// The RDP security key of a listener: RSA-2048, wiped on drop.
pub struct SecurityKey {
    private: RsaPrivateKey,
    public: ServerPublicKey,
}

impl SecurityKey {
    /// Takes a second or so; longer in an unoptimised build.
    pub fn generate(rng: &mut impl CryptoRngCore) -> Result<Self, RdpError> {
        let private = RsaPrivateKey::new(rng, KEY_BITS).map_err(|error| bad_key(BadKey::NotMade, &error))?;
        Self::new(private)
    }

    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, RdpError> {
        let private = RsaPrivateKey::from_pkcs8_der(der).map_err(|error| bad_key(BadKey::Unreadable, &error))?;
        Self::new(private)
    }

    pub fn to_pkcs8_der(&self) -> Result<Zeroizing<Vec<u8>>, RdpError> {
        let der = self.private.to_pkcs8_der();
        let der = der.map_err(|error| bad_key(BadKey::Unwritable, &error))?;
        Ok(Zeroizing::new(der.as_bytes().to_vec()))
    }

    fn new(private: RsaPrivateKey) -> Result<Self, RdpError> {
        let exponent = private.e().to_bytes_le();
        let mut exponent_bytes = [0; 4];
        if private.n().bits() != KEY_BITS || exponent.len() > exponent_bytes.len() {
            return Err(BadKey::BadLength(KEY_BITS).into());
        }
        exponent_bytes
            .iter_mut()
            .zip(exponent)
            .for_each(|(to, from)| *to = from);
        let blob = public_key_blob(&private.n().to_bytes_le(), u32::from_le_bytes(exponent_bytes))?;
        let public = ServerPublicKey::from_blob(&blob)?;
        Ok(Self { private, public })
    }

    /// The proprietary certificate as it stands in the server's security data.
    pub fn certificate(&self) -> Vec<u8> {
        let blob = &self.public.blob;
        // A 2048-bit key's blob has 284 bytes.
        let blob_length = u16::try_from(blob.len()).unwrap_or(u16::MAX);
        let mut certificate = Vec::new();
        certificate.extend_from_slice(&VERSION_PROPRIETARY.to_le_bytes());
        certificate.extend_from_slice(&1u32.to_le_bytes());
        certificate.extend_from_slice(&1u32.to_le_bytes());
        certificate.extend_from_slice(&BLOB_PUBLIC_KEY.to_le_bytes());
        certificate.extend_from_slice(&blob_length.to_le_bytes());
        certificate.extend_from_slice(blob);
        let signature = tssk_sign(&certificate);
        certificate.extend_from_slice(&BLOB_SIGNATURE.to_le_bytes());
        certificate.extend_from_slice(&72u16.to_le_bytes());
        certificate.extend_from_slice(&signature);
        certificate
    }

    /// The ticket's KH: SHA-1 of the public key blob.
    pub fn kh(&self) -> [u8; 20] {
        Sha1::digest(&self.public.blob).into()
    }

    /// The ticket's KH2 in its SHA-256 form.
    pub fn kh2_sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.public.blob).into()
    }

    /// Decrypts the client random out of a Security Exchange PDU (`encrypted_le`: the modulus' length, little-endian,
    /// and 8 bytes of padding). Whatever is wrong with it, the caller gets `fallback` and the connection fails at its
    /// first MAC: a peer learns nothing of the decryption. `rng` blinds it.
    pub fn decrypt_client_random(
        &self,
        encrypted_le: &[u8],
        rng: &mut impl CryptoRngCore,
        fallback: Random32,
    ) -> Random32 {
        let mut cipher = [0u8; KEY_BYTES];
        let right_length = encrypted_le.len() == KEY_BYTES.saturating_add(PADDING);
        cipher.iter_mut().zip(encrypted_le).for_each(|(to, from)| *to = *from);
        let plain = rsa::hazmat::rsa_decrypt_and_check(&self.private, Some(rng), &BigUint::from_bytes_le(&cipher));
        let decrypted = plain.is_ok();
        let mut plain = plain.unwrap_or_default();
        let mut bytes = Zeroizing::new([0u8; KEY_BYTES]);
        let short = Zeroizing::new(plain.to_bytes_le());
        bytes.iter_mut().zip(short.iter()).for_each(|(to, from)| *to = *from);
        plain.zeroize();
        let (random, beyond) = bytes.split_at(32);
        let excess = beyond.iter().fold(0u8, |all, byte| all | byte);
        let good = excess.ct_eq(&0) & u8::from(right_length).ct_eq(&1) & u8::from(decrypted).ct_eq(&1);
        let mut chosen = fallback.0;
        chosen
            .iter_mut()
            .zip(random)
            .for_each(|(to, from)| to.conditional_assign(from, good));
        Random32(chosen)
    }
}

/// The server's public key as a proprietary certificate bears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerPublicKey {
    /// The RSA_PUBLIC_KEY structure with its padding, exactly as received: what KH and KH2 are hashes of.
    blob: Vec<u8>,
    modulus: BigUint,
    exponent: BigUint,
    modulus_bytes: usize,
}

impl ServerPublicKey {
    /// Reads a proprietary certificate. Its signature is made with a published key and is not looked at: KH and KH2
    /// bind it.
    pub fn parse(certificate: &[u8]) -> Result<Self, RdpError> {
        let blob = Reader::all(certificate, Structure::ServerCertificate, |reader| {
            if reader.u32()? & !VERSION_TEMPORARY != VERSION_PROPRIETARY {
                return Err(Incompatible::CertificateFormat.into());
            }
            let (signature_algorithm, key_algorithm) = (reader.u32()?, reader.u32()?);
            if (signature_algorithm, key_algorithm) != (1, 1) {
                return Err(Incompatible::CertificateAlgorithm.into());
            }
            if reader.u16()? != BLOB_PUBLIC_KEY {
                return Err(malformed());
            }
            let length = reader.u16()?;
            let blob = reader.bytes(length.into())?;
            if reader.u16()? != BLOB_SIGNATURE || usize::from(reader.u16()?) != SIGNATURE_LENGTH {
                return Err(malformed());
            }
            reader.skip("SignatureBlob", SIGNATURE_LENGTH)?;
            Ok(blob)
        })?;
        Self::from_blob(blob)
    }

    fn from_blob(blob: &[u8]) -> Result<Self, RdpError> {
        Reader::all(blob, Structure::ServerPublicKey, |reader| Self::read_blob(blob, reader))
    }

    fn read_blob(blob: &[u8], reader: &mut Reader<'_>) -> Result<Self, RdpError> {
        let (magic, key_length, bits, data_length) = (reader.u32()?, reader.u32()?, reader.u32()?, reader.u32()?);
        let exponent = BigUint::from(reader.u32()?);
        let bits = usize::try_from(bits).map_err(|_| malformed())?;
        if magic != MAGIC_RSA1 || !MODULUS_BITS.contains(&bits) || bits % 8 != 0 {
            return Err(malformed());
        }
        let modulus_bytes = bits / 8;
        let lengths = (usize::try_from(key_length).ok(), usize::try_from(data_length).ok());
        if lengths != (modulus_bytes.checked_add(PADDING), modulus_bytes.checked_sub(1)) {
            return Err(malformed());
        }
        let modulus = BigUint::from_bytes_le(reader.bytes(modulus_bytes)?);
        reader.skip("padding", PADDING)?;
        let odd = |number: &BigUint| number.to_bytes_le().first().is_some_and(|byte| byte % 2 == 1);
        if modulus.bits() != bits || !odd(&modulus) || !odd(&exponent) || exponent < BigUint::from(3u8) {
            return Err(malformed());
        }
        Ok(Self {
            blob: blob.to_vec(),
            modulus,
            exponent,
            modulus_bytes,
        })
    }

    /// Whether this is the key that the ticket names ([MS-RA] 3.5.5), in constant time.
    pub fn matches(&self, pin: &KeyPin) -> bool {
        match pin {
            KeyPin::Kh(hash) => Sha1::digest(&self.blob).as_slice().ct_eq(hash).into(),
            KeyPin::Kh2(Kh2::Sha256(hash)) => Sha256::digest(&self.blob).as_slice().ct_eq(hash).into(),
            KeyPin::Kh2(Kh2::Sha384(hash)) => Sha384::digest(&self.blob).as_slice().ct_eq(hash).into(),
            KeyPin::Kh2(Kh2::Sha512(hash)) => Sha512::digest(&self.blob).as_slice().ct_eq(hash).into(),
        }
    }

    /// The body of a Security Exchange PDU after its length: as long as the modulus, little-endian, and 8 zero bytes.
    pub fn encrypt_client_random(&self, random: &Random32) -> Vec<u8> {
        let mut number = BigUint::from_bytes_le(&random.0);
        let mut encrypted = number.modpow(&self.exponent, &self.modulus).to_bytes_le();
        number.zeroize();
        encrypted.resize(self.modulus_bytes.saturating_add(PADDING), 0);
        encrypted
    }
}

fn public_key_blob(modulus_le: &[u8], exponent: u32) -> Result<Vec<u8>, RdpError> {
    let length = u32::try_from(modulus_le.len()).map_err(|_| malformed())?;
    let too_long = malformed;
    let mut blob = Vec::with_capacity(
        PUBLIC_KEY_HEADER
            .saturating_add(modulus_le.len())
            .saturating_add(PADDING),
    );
    blob.extend_from_slice(&MAGIC_RSA1.to_le_bytes());
    blob.extend_from_slice(&length.checked_add(8).ok_or_else(too_long)?.to_le_bytes());
    blob.extend_from_slice(&length.checked_mul(8).ok_or_else(too_long)?.to_le_bytes());
    blob.extend_from_slice(&length.checked_sub(1).ok_or_else(too_long)?.to_le_bytes());
    blob.extend_from_slice(&exponent.to_le_bytes());
    blob.extend_from_slice(modulus_le);
    blob.extend_from_slice(&[0; PADDING]);
    Ok(blob)
}

/// [MS-RDPBCGR] 5.3.3.1.2, with the padding that follows the signature.
fn tssk_sign(fields: &[u8]) -> [u8; SIGNATURE_LENGTH] {
    let mut message = [0xFFu8; 64];
    let hash: [u8; 16] = Md5::digest(fields).into();
    message
        .iter_mut()
        .zip(hash.into_iter().chain([0]))
        .for_each(|(to, from)| *to = from);
    message.iter_mut().rev().zip([0, 1]).for_each(|(to, from)| *to = from);
    let signed = BigUint::from_bytes_le(&message)
        .modpow(
            &BigUint::from_bytes_le(&TSSK_PRIVATE_EXPONENT),
            &BigUint::from_bytes_le(&TSSK_MODULUS),
        )
        .to_bytes_le();
    let mut signature = [0; SIGNATURE_LENGTH];
    signature.iter_mut().zip(signed).for_each(|(to, from)| *to = from);
    signature
}

fn malformed() -> RdpError {
    RdpError::from(Misbehaved::Undecodable(Structure::ServerCertificate))
}

fn bad_key(what: BadKey, error: &dyn std::fmt::Display) -> RdpError {
    tracing::debug!(%error, "the RSA key is not usable");
    what.into()
}
