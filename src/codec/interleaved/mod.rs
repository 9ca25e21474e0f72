//! Interleaved run-length bitmaps of 24, 16, 15 and 8 bits a pixel ([MS-RDPBCGR] 2.2.9.1.1.3.1.2.4, 3.1.9). The decoder
//! is that of `ironrdp-graphics`, which has no encoder.

mod decode;
mod encode;

pub use decode::decode;
pub use encode::{Depth, encode, flat};
