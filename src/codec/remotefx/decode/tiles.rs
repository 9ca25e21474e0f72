//! The tiles of a frame, drawn into the picture; many of them by several threads at once.

use std::num::NonZero;

use ironrdp_graphics::rfx::Frame;
use ironrdp_pdu::codecs::rfx::Tile;

use super::TileDecoder;
use crate::codec::CodecError;
use crate::codec::remotefx::TILE;
use crate::vocabulary::Rect;

/// Fewer tiles than this are drawn before another thread would have begun.
const TILES_A_THREAD: usize = 32;
/// More threads than this only take turns with the rest of the program.
const MOST_THREADS: usize = 4;

/// A tile, and where its top left pixel comes to be.
pub struct Placed<'a> {
    pub tile: &'a Tile<'a>,
    pub left: u16,
    pub top: u16,
}

impl Placed<'_> {
    pub fn area(&self) -> Rect {
        Rect {
            left: self.left,
            top: self.top,
            width: TILE as u16,
            height: TILE as u16,
        }
    }
}

/// Rows of the picture: blue, green, red and 255, without padding.
struct Rows<'a> {
    pixels: &'a mut [u8],
    /// The number of the first row.
    first: u16,
    stride: usize,
}

/// The decoders, one a thread.
pub struct Tiles {
    decoders: Vec<TileDecoder>,
}

impl Default for Tiles {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self::with_threads(cores.min(MOST_THREADS))
    }
}

impl Tiles {
    fn with_threads(count: usize) -> Self {
        Self {
            decoders: vec![TileDecoder::default(); count.max(1)],
        }
    }

    /// Draws those parts of the tiles that lie in `region`, which lies inside the picture, `width` pixels wide.
    pub fn draw(
        &mut self,
        frame: &Frame<'_>,
        mut tiles: Vec<Placed<'_>>,
        region: &[Rect],
        picture: &mut [u8],
        width: u16,
    ) -> Result<(), CodecError> {
        let stride = usize::from(width) * 4;
        let threads = (tiles.len() / TILES_A_THREAD).clamp(1, self.decoders.len());
        if threads == 1 {
            let rows = Rows {
                pixels: picture,
                first: 0,
                stride,
            };
            return match self.decoders.first_mut() {
                Some(decoder) => draw(decoder, frame, &tiles, region, rows),
                None => Ok(()),
            };
        }
        // A stable order: of two tiles in one place the later one stays on top.
        tiles.sort_by_key(|placed| placed.top);
        std::thread::scope(|scope| {
            let mut running = Vec::with_capacity(threads);
            let (mut rest, mut first) = (picture, 0_u16);
            for (share, decoder) in shares(&tiles, threads).into_iter().zip(&mut self.decoders) {
                let Some(last) = share.last() else { continue };
                let end = last.area().rows().end;
                let bytes = usize::from(end.saturating_sub(first)) * stride;
                let (pixels, others) = rest.split_at_mut(bytes.min(rest.len()));
                let rows = Rows { pixels, first, stride };
                (rest, first) = (others, end);
                running.push(scope.spawn(move || draw(decoder, frame, share, region, rows)));
            }
            running.into_iter().try_for_each(|thread| match thread.join() {
                Ok(drawn) => drawn,
                Err(_) => Err(CodecError::RemoteFxTile),
            })
        })
    }
}

/// Cuts the tiles, sorted from the top, into shares of about equal size; none begins within the rows of another.
fn shares<'a, 'b>(tiles: &'a [Placed<'b>], count: usize) -> Vec<&'a [Placed<'b>]> {
    let size = tiles.len().div_ceil(count.max(1));
    let mut shares = Vec::with_capacity(count);
    let mut rest = tiles;
    while !rest.is_empty() {
        let mut end = size.min(rest.len());
        while let (Some(before), Some(after)) = (end.checked_sub(1).and_then(|last| rest.get(last)), rest.get(end))
            && after.top < before.area().rows().end
        {
            end += 1;
        }
        let Some((share, others)) = rest.split_at_checked(end) else {
            break;
        };
        shares.push(share);
        rest = others;
    }
    shares
}

fn draw(
    decoder: &mut TileDecoder,
    frame: &Frame<'_>,
    tiles: &[Placed<'_>],
    region: &[Rect],
    rows: Rows<'_>,
) -> Result<(), CodecError> {
    let set = &frame.tile_set;
    for placed in tiles {
        decoder.decode(placed.tile, &set.quants, set.entropy_algorithm)?;
        for part in region.iter().filter_map(|part| part.intersection(&placed.area())) {
            for y in part.rows() {
                let Some(row) = y.checked_sub(rows.first) else { continue };
                let start = usize::from(row) * rows.stride;
                let span = start + usize::from(part.left) * 4..start + part.right() as usize * 4;
                if let Some(out) = rows.pixels.get_mut(span) {
                    let (row, left) = (y - placed.top, part.left - placed.left);
                    decoder.draw(row.into(), left.into(), out);
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use ironrdp_pdu::codecs::rfx::{EntropyAlgorithm, Quant, TileSetPdu};

    use super::*;

    /// Several threads draw what one draws, also where tiles lie over each other and reach beyond the picture.
    #[test]
    fn the_number_of_threads_makes_no_difference() {
        // Without long runs of ones, which stand for numbers beyond 16 bits.
        let data: Vec<Vec<u8>> = (0..150_u32)
            .map(|seed| {
                (0..90)
                    .map(|n| (seed * 7919 + n * 104_729 + n * n) as u8 & 0x55)
                    .collect()
            })
            .collect();
        let quant = Quant {
            ll3: 6,
            lh3: 6,
            hl3: 6,
            hh3: 6,
            lh2: 7,
            hl2: 7,
            hh2: 8,
            lh1: 8,
            hl1: 8,
            hh1: 9,
        };
        let tiles: Vec<Tile<'_>> = data
            .iter()
            .zip(0_u16..)
            .map(|(data, n)| Tile {
                y_quant_index: 0,
                cb_quant_index: 0,
                cr_quant_index: 0,
                x: n * 7 % 11,
                y: n * 5 % 9,
                y_data: data,
                cb_data: data,
                cr_data: data,
            })
            .collect();
        let frame = Frame {
            rectangles: Vec::new(),
            tile_set: TileSetPdu {
                entropy_algorithm: EntropyAlgorithm::Rlgr3,
                quants: vec![quant],
                tiles: Vec::new(),
            },
        };
        let (width, height) = (640_u16, 500_u16);
        let region = [Rect {
            left: 3,
            top: 5,
            width: width - 3,
            height: height - 5,
        }];
        let drawn = |threads: usize| {
            let mut picture = vec![0; usize::from(width) * usize::from(height) * 4];
            let placed = tiles
                .iter()
                .map(|tile| Placed {
                    tile,
                    left: tile.x * 64 + 3,
                    top: tile.y * 64 + 5,
                })
                .collect();
            Tiles::with_threads(threads)
                .draw(&frame, placed, &region, &mut picture, width)
                .map(|()| picture)
        };
        let alone = drawn(1);
        assert!(
            alone
                .as_ref()
                .is_ok_and(|picture| picture.iter().any(|byte| *byte != 0))
        );
        assert_eq!(alone, drawn(2));
        assert_eq!(alone, drawn(4));
    }
}
