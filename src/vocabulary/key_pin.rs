//! The hashes by which a computer's RDP security key is recognised ([MS-RAI] 2.2.2). Hashed are the bytes from "RSA1"
//! on, with the 8 bytes of padding.

/// The newer hash of the key, by one of three algorithms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kh2 {
    Sha256([u8; 32]),
    Sha384([u8; 48]),
    Sha512([u8; 64]),
}

/// The hash that the key must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPin {
    /// SHA-1, of computers that tell no other.
    Kh([u8; 20]),
    Kh2(Kh2),
}
