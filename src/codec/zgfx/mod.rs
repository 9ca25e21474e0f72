//! RDP 8.0 bulk compression as the graphics pipeline wraps it ([MS-RDPEGFX] 2.2.5.1, 3.1.9.1): segments, and the way
//! back.
//!
//! Both ends keep one flat window that ends with the newest message. A match is a copy inside that window, and a
//! decompressed message is handed out without another copy. Data that is entropy coded already goes out in uncompressed
//! segments, which become part of the history all the same.

mod compress;
mod decompress;
mod tokens;

pub use compress::Compressor;
pub use decompress::Decompressor;

/// The most uncompressed bytes of one segment (3.1.9.1.2).
pub const MAX_SEGMENT: usize = 65_535;
/// The most uncompressed bytes of one message: more than any one drawing step of a sane encoder, and what a hostile few
/// bytes of matches can make this end hold.
pub const MAX_MESSAGE: usize = 16 * 1024 * 1024;
/// The window of history (3.1.9.1): no match reaches further back.
const HISTORY_SIZE: usize = 2_500_000;

/// RDP_SEGMENTED_DATA descriptor.
const DESCRIPTOR_SINGLE: u8 = 0xE0;
const DESCRIPTOR_MULTIPART: u8 = 0xE1;
/// RDP8_BULK_ENCODED_DATA header: the type in the low nibble, PACKET_COMPRESSED in the high one.
const PACKET_COMPR_TYPE_RDP8: u8 = 0x04;
const TYPE_MASK: u8 = 0x0F;
const PACKET_COMPRESSED: u8 = 0x20;

/// Lets go of what no match reaches, once in a while, so that a window never holds much more than twice the history.
fn forget(window: &mut Vec<u8>) -> usize {
    if window.len() <= HISTORY_SIZE.saturating_mul(2) {
        return 0;
    }
    let old = window.len().saturating_sub(HISTORY_SIZE);
    window.drain(..old);
    // A message of many megabytes leaves no such room behind.
    window.shrink_to(HISTORY_SIZE.saturating_mul(3));
    old
}
