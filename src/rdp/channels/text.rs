//! UTF-16 texts as both channels carry them.

use crate::rdp::error::RdpError;
use crate::rdp::error::Structure;

/// The characters of little-endian UTF-16; what is no character becomes U+FFFD.
pub(super) fn from_utf16(bytes: &[u8]) -> Result<String, RdpError> {
    units(bytes).map(|units| String::from_utf16_lossy(&units))
}

pub(super) fn units(bytes: &[u8]) -> Result<Vec<u16>, RdpError> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(Structure::Utf16Text.bad_length(bytes.len()).into());
    }
    Ok(pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect())
}

/// Without NULs, which would end the text early at the other end.
pub(super) fn to_utf16(text: &str) -> Vec<u16> {
    text.encode_utf16().filter(|unit| *unit != 0).collect()
}

pub(super) fn append(units: &[u16], out: &mut Vec<u8>) {
    out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
}
