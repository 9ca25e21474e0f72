//! The codecs of pictures and of the graphics pipeline's bytes, each with its encoder and its decoder side by side:
//! RemoteFX ([MS-RDPRFX]), RDP 6.0 planar ([MS-RDPEGDI]), interleaved run-length ([MS-RDPBCGR]), ClearCodec and ZGFX
//! ([MS-RDPEGFX]).
//!
//! They know pixels and bytes, and neither messages nor sessions. No input panics here; what is decoded of another
//! crate's runs behind `fence`. How much may be decoded is for the caller to bound.
#![forbid(unsafe_code)]

pub mod clear;
mod error;
pub mod interleaved;
mod picture;
pub mod planar;
pub mod remotefx;
pub mod zgfx;

pub use error::{CodecError, ZgfxError};
pub use picture::{PIXEL, Picture};

/// The longest side of an area that the planar and the interleaved encoder take, in pixels: plain planes of so many
/// stay below 16 000 bytes.
pub const MAX_SIDE: u16 = 64;
