//! RemoteFX ([MS-RDPRFX]): pictures and video, with loss. One message stands alone: it begins with the headers of the
//! stream.

mod tile;

use multiversion::multiversion;

use self::tile::TileSpace;
use super::TILE;
use super::quantisation::Quality;
use super::rlgr::encode as rlgr;
use crate::codec::Picture;
use crate::vocabulary::Rect;

/// Block types ([MS-RDPRFX] 2.2.2.1.1).
const WBT_SYNC: u16 = 0xccc0;
const WBT_CODEC_VERSIONS: u16 = 0xccc1;
const WBT_CHANNELS: u16 = 0xccc2;
const WBT_CONTEXT: u16 = 0xccc3;
const WBT_FRAME_BEGIN: u16 = 0xccc4;
const WBT_FRAME_END: u16 = 0xccc5;
const WBT_REGION: u16 = 0xccc6;
const WBT_EXTENSION: u16 = 0xccc7;
const CBT_REGION: u16 = 0xcac1;
const CBT_TILESET: u16 = 0xcac2;
const CBT_TILE: u16 = 0xcac3;

/// TS_RFX_CONTEXT, properties ([MS-RDPRFX] 2.2.2.2.4): image mode, colour conversion ICT, transform 5/3, RLGR3, scalar
/// quantisation.
const PROPERTIES: u16 = 0x02 | 1 << 3 | 1 << 5 | 4 << 9 | 1 << 13;
/// TS_RFX_TILESET, the same without the mode, in other places ([MS-RDPRFX] 2.2.2.3.4), the last tile set.
const TILESET_PROPERTIES: u16 = 1 | 0x02 << 1 | 1 << 4 | 1 << 6 | 4 << 10 | 1 << 14;

/// Encodes tiles; keeps its working space.
pub struct TileEncoder {
    tile: TileSpace,
    /// Where a component is coded.
    room: Box<rlgr::Room>,
}

impl Default for TileEncoder {
    fn default() -> Self {
        Self {
            tile: TileSpace::new(),
            room: Box::new([0; 1 << 16]),
        }
    }
}

impl TileEncoder {
    /// Appends TS_RFX_TILE ([MS-RDPRFX] 2.2.2.3.4.1) of the pixels of `area`, which begins at tile (`column`, `row`) of
    /// the message and is at most 64 × 64 pixels.
    pub fn encode(
        &mut self,
        picture: Picture<'_>,
        area: Rect,
        (column, row): (u16, u16),
        quality: &Quality,
        out: &mut Vec<u8>,
    ) {
        encode(self, picture, area, (column, row), quality, out);
    }
}

/// Compiled twice on x86-64: processors of the last ten years do it in an eighth less time.
#[multiversion(targets("x86_64+avx+avx2+bmi1+bmi2+fma+lzcnt+movbe+popcnt+sse4.2"))]
fn encode(
    TileEncoder { tile, room }: &mut TileEncoder,
    picture: Picture<'_>,
    area: Rect,
    (column, row): (u16, u16),
    quality: &Quality,
    out: &mut Vec<u8>,
) {
    tile.load(picture, area);
    let start = out.len();
    put16(out, CBT_TILE);
    put32(out, 0);
    out.extend_from_slice(&[0, 1, 1]);
    put16(out, column);
    put16(out, row);
    let lengths = out.len();
    out.extend_from_slice(&[0; 6]);
    for component in 0..3 {
        let coefficients = match component {
            0 => tile.luma(&quality.luma),
            _ => tile.chroma(component - 1, &quality.chroma),
        };
        let code = rlgr::encode(coefficients, room);
        out.extend_from_slice(code);
        set(out, lengths + 2 * component, &(code.len() as u16).to_le_bytes());
    }
    let length = (out.len() - start) as u32;
    set(out, start + 2, &length.to_le_bytes());
}

/// Writes a whole message for an area of the picture: `tiles` are what [`TileEncoder`] wrote, `count` in number; of
/// them the pixels within `regions` count. Places are told from the area's own top left corner.
pub fn message(area: Rect, regions: &[Rect], quality: &Quality, tiles: &[&[u8]], count: u16, index: u32) -> Vec<u8> {
    let bytes: usize = tiles.iter().map(|tiles| tiles.len()).sum();
    let mut out = Vec::with_capacity(bytes + 8 * regions.len() + 160);
    block(&mut out, WBT_SYNC, None, |out| {
        put32(out, 0xcacc_acca);
        put16(out, 0x0100);
    });
    block(&mut out, WBT_CODEC_VERSIONS, None, |out| {
        out.extend_from_slice(&[1, 1, 0, 1])
    });
    block(&mut out, WBT_CHANNELS, None, |out| {
        out.extend_from_slice(&[1, 0]);
        put16(out, area.width);
        put16(out, area.height);
    });
    block(&mut out, WBT_CONTEXT, Some(0xff), |out| {
        out.push(0);
        put16(out, TILE as u16);
        put16(out, PROPERTIES);
    });
    block(&mut out, WBT_FRAME_BEGIN, Some(0), |out| {
        put32(out, index);
        put16(out, 1);
    });
    block(&mut out, WBT_REGION, Some(0), |out| {
        out.push(1);
        put16(out, regions.len() as u16);
        for region in regions {
            for value in [region.left, region.top, region.width, region.height] {
                put16(out, value);
            }
        }
        put16(out, CBT_REGION);
        put16(out, 1);
    });
    block(&mut out, WBT_EXTENSION, Some(0), |out| {
        put16(out, CBT_TILESET);
        put16(out, 0);
        put16(out, TILESET_PROPERTIES);
        out.extend_from_slice(&[2, TILE as u8]);
        put16(out, count);
        put32(out, bytes as u32);
        quality.luma.write(out);
        quality.chroma.write(out);
        for tiles in tiles {
            out.extend_from_slice(tiles);
        }
    });
    block(&mut out, WBT_FRAME_END, Some(0), |_| {});
    out
}

fn block(out: &mut Vec<u8>, kind: u16, channel: Option<u8>, body: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    put16(out, kind);
    put32(out, 0);
    if let Some(channel) = channel {
        out.extend_from_slice(&[1, channel]);
    }
    body(out);
    let length = (out.len() - start) as u32;
    set(out, start + 2, &length.to_le_bytes());
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn set(out: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(to) = out.get_mut(at..at + bytes.len()) {
        to.copy_from_slice(bytes);
    }
}
