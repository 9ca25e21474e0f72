//! The wire below the machines: frames, protection, keys, channel messages; and the TLS and the addresses around it.
//! Vectors are numbered after the specifications that they come from or say that they were computed from them.

mod addresses;
mod channels;
mod frames;
mod graphics;
mod key_proof;
mod keys;
mod offer;
mod planar;
mod remotefx;
mod secrets;
mod security;
mod tls;
mod turned;

/// Bytes from hex; blanks and bars are for the eye.
fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '|')
        .map(|c| u8::try_from(c.to_digit(16).expect("a hex digit")).unwrap())
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}
