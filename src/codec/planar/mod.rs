//! RDP 6.0 planar bitmaps ([MS-RDPEGDI] 2.2.2.5.1, 3.1.9): one plane for each colour, coded row by row as runs and
//! differences.

mod decode;
mod encode;

pub use decode::{LossyPlanarDecoder, PlanarDecoder, is_exact};
pub use encode::{encode, encode_from_top, flat};

/// FormatHeader ([MS-RDPEGDI] 2.2.2.5.1): the color loss level, whether the planes are run-length coded (RLE), and
/// whether there is no alpha plane (NA).
const CLL_MASK: u8 = 0x07;
const RLE: u8 = 0x10;
const NA: u8 = 0x20;

/// RDP6_RLE_SEGMENT ([MS-RDPEGDI] 2.2.2.5.1.2): the two values of nRunLength that mark a long run, of so many and as
/// many more as cRawBytes says.
const LONG_RUN: u8 = 1;
const LONG_RUN_BASE: usize = 16;
const LONGER_RUN: u8 = 2;
const LONGER_RUN_BASE: usize = 32;
