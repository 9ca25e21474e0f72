//! RemoteFX ([MS-RDPRFX]), image mode: pictures and video, with loss, in tiles of 64 × 64 pixels.
//!
//! [`TileEncoder`] writes tiles and [`message`] the message around them; `ironrdp-graphics` reads such a message and
//! [`Tiles`] draws its tiles with one [`TileDecoder`] a thread. `rlgr` holds the entropy coder, both ways; colour
//! conversion and wavelet transform are written once for each direction, since what makes them fast differs.

mod decode;
mod encode;
mod quantisation;
mod rlgr;

pub use decode::{MessageDecoder, Placed, TileDecoder, Tiles};
pub use encode::{TileEncoder, message};
pub use quantisation::{Quality, Quantisation};

/// Pixels along a side of a tile.
pub const TILE: usize = 64;
/// Pixels of a tile, and coefficients of a component.
const TILE_PIXELS: usize = TILE * TILE;
/// The pixels or coefficients of one component of a tile.
type Plane = [i16; TILE_PIXELS];

/// Where in a component the sub-bands of the second and of the third level begin, and behind them the lowest band
/// ([MS-RDPRFX] 3.1.8.1.4). Each level has HL, LH and HH, in this order, each half as wide and high as what it was made
/// of.
const LEVEL_2: usize = 3 * (TILE / 2) * (TILE / 2);
const LEVEL_3: usize = LEVEL_2 + 3 * (TILE / 4) * (TILE / 4);
const LL3: usize = LEVEL_3 + 3 * (TILE / 8) * (TILE / 8);
