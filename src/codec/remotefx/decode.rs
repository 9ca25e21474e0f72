//! Decoding of RemoteFX tiles ([MS-RDPRFX] 3.1.8.1). The pixels are the same as those of the decoder of
//! `ironrdp-graphics`. Written anew for speed, since the cost of the largest frames decides how many of them can be
//! shown: zero coefficients cost nothing here, so pictures of this project's own encoder take half the time. Dense ones
//! take about the same.
//!
//! No input panics here; every loop ends with the data or with the tile.

mod colour;
mod tiles;
mod wavelet;

use ironrdp_graphics::rfx::{self, Message};
use ironrdp_pdu::codecs::rfx::{EntropyAlgorithm, Quant, Tile};
use multiversion::multiversion;

pub use self::tiles::{Placed, Tiles};
use super::rlgr::decode as rlgr;
use super::{Plane, TILE, TILE_PIXELS};
use crate::codec::CodecError;
use crate::fence::fenced;

/// Reads RemoteFX messages, by the decoder of `ironrdp-graphics`, fenced: it keeps what the headers of a stream say.
pub struct MessageDecoder(rfx::MessageDecoder);

impl Default for MessageDecoder {
    fn default() -> Self {
        Self(rfx::MessageDecoder::new())
    }
}

impl MessageDecoder {
    /// Takes a message apart into frames of regions and tiles, whose numbers are for the caller to bound.
    ///
    /// # Errors
    /// The data is no RemoteFX message ([MS-RDPRFX] 2.2.2). Nothing more can be decoded then.
    pub fn parse<'a>(&mut self, data: &'a [u8]) -> Result<Message<'a>, CodecError> {
        fenced(|| self.0.parse(data)).ok_or(CodecError::RemoteFxMessage)
    }
}

/// Decodes one tile after the other.
#[derive(Clone)]
pub struct TileDecoder {
    planes: Box<[Plane; 3]>,
    scratch: Box<Plane>,
}

impl Default for TileDecoder {
    fn default() -> Self {
        Self {
            planes: Box::new([[0; TILE_PIXELS]; 3]),
            scratch: Box::new([0; TILE_PIXELS]),
        }
    }
}

impl TileDecoder {
    /// Takes a tile; its pixels can be had with [`Self::draw`] until the next one is taken.
    ///
    /// # Errors
    /// Its coefficients are no RLGR stream, or it names a table of factors that `quants` lacks.
    pub fn decode(&mut self, tile: &Tile<'_>, quants: &[Quant], algorithm: EntropyAlgorithm) -> Result<(), CodecError> {
        let components = [
            (tile.y_quant_index, tile.y_data),
            (tile.cb_quant_index, tile.cb_data),
            (tile.cr_quant_index, tile.cr_data),
        ];
        for (plane, (index, data)) in self.planes.iter_mut().zip(components) {
            let quant = quants.get(usize::from(index)).ok_or(CodecError::RemoteFxTile)?;
            component(algorithm, data, quant, plane, &mut self.scratch)?;
        }
        Ok(())
    }

    /// Writes a part of a row of the tile as blue, green, red and 255, from column `left` on.
    pub fn draw(&self, row: usize, left: usize, out: &mut [u8]) {
        let start = row * TILE + left;
        let span = start..(row + 1) * TILE;
        let [luma, cb, cr] = &*self.planes;
        if let (Some(luma), Some(cb), Some(cr)) = (luma.get(span.clone()), cb.get(span.clone()), cr.get(span)) {
            colours(luma, cb, cr, out);
        }
    }
}

/// Compiled twice on x86-64, as [`colours`]: processors of the last ten years do it in a fifth less time.
#[multiversion(targets("x86_64+avx+avx2+bmi1+bmi2+fma+lzcnt+movbe+popcnt+sse4.2"))]
fn component(
    algorithm: EntropyAlgorithm,
    data: &[u8],
    quant: &Quant,
    plane: &mut Plane,
    scratch: &mut Plane,
) -> Result<(), CodecError> {
    if let Some(first) = rlgr::decode(algorithm, data, quant, plane)? {
        wavelet::inverse(plane, first, scratch);
    }
    Ok(())
}

#[multiversion(targets("x86_64+avx+avx2+bmi1+bmi2+fma+lzcnt+movbe+popcnt+sse4.2"))]
fn colours(luma: &[i16], cb: &[i16], cr: &[i16], out: &mut [u8]) {
    colour::convert(luma, cb, cr, out);
}
