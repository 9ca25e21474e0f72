//! The decoder of `ironrdp-graphics`, fenced.

use ironrdp_graphics::rle;

use crate::codec::CodecError;
use crate::fence::fenced;

/// Decodes a bitmap of this size into plain pixels, rows from the bottom, in `bits_per_pixel` rounded up to whole
/// bytes. What it takes to hold them is for the caller to bound.
///
/// # Errors
/// The data is not that of such a bitmap.
pub fn decode(data: &[u8], width: usize, height: usize, bits_per_pixel: usize) -> Result<Vec<u8>, CodecError> {
    let mut pixels = Vec::new();
    fenced(|| rle::decompress(data, &mut pixels, width, height, bits_per_pixel)).ok_or(CodecError::Interleaved)?;
    Ok(pixels)
}
