//! The encryption of LHTICKET ([MS-RAI] §6 note 20): AES-128-CBC, the key derived from SHA-1 of the password as
//! Windows' CryptDeriveKey does. The format fixes these old algorithms; the password's 60 bits carry the weight.

use aes::Aes128;
use aes::cipher::block_padding::{NoPadding, Pkcs7};
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

use super::secret::{Password, utf16le};

pub(super) const BLOCK: usize = 16;

/// Encrypts connection string 2, with the line end that Windows puts behind it.
pub(super) fn encrypt(string2: &str, password: &Password) -> Vec<u8> {
    let plain = utf16le(&format!("{string2}\r\n"));
    let iv = [0u8; BLOCK];
    cbc::Encryptor::<Aes128>::new((&*key(password)).into(), (&iv).into()).encrypt_padded_vec::<Pkcs7>(&plain)
}

/// `None` if the padding or the text does not come out right, as with a wrong password.
pub(super) fn decrypt(cipher: &[u8], password: &Password) -> Option<String> {
    let plain = decryptor(password).decrypt_padded_vec::<Pkcs7>(cipher).ok()?;
    let (units, rest) = plain.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    char::decode_utf16(units.iter().map(|unit| u16::from_le_bytes(*unit)))
        .collect::<Result<String, _>>()
        .ok()
}

/// Whether this is the password, though the text was damaged on its way: with the right one every block but those that
/// were hit comes out as letters; with a wrong one a block has 8 bytes of zero where they belong once in 2^64.
pub(super) fn fits(cipher: &[u8], password: &Password) -> bool {
    let Ok(plain) = decryptor(password).decrypt_padded_vec::<NoPadding>(cipher) else {
        return false;
    };
    let (blocks, _) = plain.as_chunks::<BLOCK>();
    let is_text = |block: &[u8; BLOCK]| {
        let (units, _) = block.as_chunks::<2>();
        units
            .iter()
            .all(|[low, high]| *high == 0 && (low.is_ascii_graphic() || low.is_ascii_whitespace()))
    };
    blocks.iter().any(is_text)
}

fn decryptor(password: &Password) -> cbc::Decryptor<Aes128> {
    let iv = [0u8; BLOCK];
    cbc::Decryptor::<Aes128>::new((&*key(password)).into(), (&iv).into())
}

fn key(password: &Password) -> Zeroizing<[u8; 16]> {
    let hash = Zeroizing::new(<[u8; 20]>::from(Sha1::digest(password.utf16().as_slice())));
    let mut inner = Zeroizing::new([0x36u8; 64]);
    for (pad, byte) in inner.iter_mut().zip(hash.iter()) {
        *pad ^= byte;
    }
    // CryptDeriveKey makes a second hash with 0x5C for longer keys; 16 bytes come out of the first alone.
    let digest = Zeroizing::new(<[u8; 20]>::from(Sha1::digest(inner.as_slice())));
    let mut key = Zeroizing::new([0u8; 16]);
    for (to, from) in key.iter_mut().zip(digest.iter()) {
        *to = *from;
    }
    key
}
