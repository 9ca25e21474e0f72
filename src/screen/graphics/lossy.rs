//! Lossy content (photographs and video): how much loss fits the budget, and the tiles encoded by all cores.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::changed::{BLOCK, BLOCKS};
use crate::codec::Picture;
use crate::codec::remotefx::{Quality, Quantisation, TileEncoder, message};
use crate::screen::Paint;
use crate::screen::encoder::TILE;
use crate::vocabulary::{Codec, Rect, Size};

/// More threads than this gain little beside capture and network.
const MOST_THREADS: usize = 4;
/// A thread of its own is started for so many tiles at least.
const TILES_A_THREAD: usize = 48;
/// Bytes of a message beside its tiles, about.
const HEADERS: usize = 200;

const NONE: [u8; 3] = [15; 3];

/// What can be kept, the best first, and about how many bytes of a tile of grainy video it takes. The best keeps a
/// structural similarity (SSIM) above 0.95 of video with visible grain; the last is a blurred picture. Colour is always
/// kept at half the resolution of brightness or less.
const QUALITIES: [(Quality, usize); 7] = [
    quality(
        745,
        Quantisation::new(6, [6, 6, 7], [7, 7, 7], [8, 8, 8]),
        Quantisation::new(7, [8, 8, 9], [10, 10, 11], NONE),
    ),
    quality(
        480,
        Quantisation::new(6, [7, 7, 7], [8, 8, 8], [9, 9, 9]),
        Quantisation::new(7, [8, 8, 9], [10, 10, 11], NONE),
    ),
    quality(
        320,
        Quantisation::new(7, [7, 7, 8], [8, 8, 9], [9, 9, 10]),
        Quantisation::new(8, [9, 9, 10], [11, 11, 12], NONE),
    ),
    quality(
        188,
        Quantisation::new(7, [8, 8, 8], [9, 9, 10], [10, 10, 11]),
        Quantisation::new(9, [11, 11, 12], NONE, NONE),
    ),
    quality(
        150,
        Quantisation::new(8, [9, 9, 9], [10, 10, 11], [12, 12, 13]),
        Quantisation::new(9, [11, 11, 12], NONE, NONE),
    ),
    quality(
        115,
        Quantisation::new(9, [10, 10, 11], [12, 12, 13], NONE),
        Quantisation::new(10, [12, 12, 13], NONE, NONE),
    ),
    quality(
        85,
        Quantisation::new(10, [12, 12, 13], NONE, NONE),
        Quantisation::new(11, NONE, NONE, NONE),
    ),
];

const fn quality(bytes: usize, luma: Quantisation, chroma: Quantisation) -> (Quality, usize) {
    (Quality { luma, chroma }, bytes)
}

/// A tile with lossy blocks to send.
#[derive(Debug, Clone)]
pub(super) struct LossyTile {
    pub(super) column: u16,
    pub(super) row: u16,
    /// One bit a block, as [`super::changed::blocks`] has them.
    pub(super) blocks: u16,
    /// The lossy parts of its other blocks, in pixels of the picture.
    pub(super) parts: Vec<Rect>,
    /// It is one of a video and was not looked at closely.
    pub(super) sampled: bool,
}

/// The part of a tile of the grid that is within the picture.
pub(super) fn tile_area(column: u16, row: u16, size: Size) -> Option<Rect> {
    let tile = Rect {
        left: column.checked_mul(TILE)?,
        top: row.checked_mul(TILE)?,
        width: TILE,
        height: TILE,
    };
    tile.intersection(&Rect::of(size))
}

pub(super) struct LossyEncoder {
    threads: Vec<(TileEncoder, Vec<u8>)>,
    /// How much the pictures take of what the table says, in 1/256.
    density: usize,
    index: u32,
}

impl Default for LossyEncoder {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            threads: (0..cores.min(MOST_THREADS))
                .map(|_| (TileEncoder::default(), Vec::new()))
                .collect(),
            density: 256,
            index: 0,
        }
    }
}

impl LossyEncoder {
    /// Encodes tiles, about in their order, until about `bytes` are used; returns those that were, and their message.
    /// At least one is. `picture` is the whole picture.
    pub(super) fn encode(
        &mut self,
        picture: Picture<'_>,
        size: Size,
        tiles: &[LossyTile],
        bytes: usize,
    ) -> (Vec<LossyTile>, Option<Paint>) {
        let room = bytes.saturating_sub(HEADERS);
        let fits = |expected: usize| expected * self.density / 256 * tiles.len() <= room;
        let chosen = QUALITIES.iter().find(|(_, expected)| fits(*expected));
        let (Some((quality, expected)), Some(frame)) = (chosen.or(QUALITIES.last()), around(tiles, size)) else {
            return (Vec::new(), None);
        };
        let spent = AtomicUsize::new(0);
        let work = |(encoder, out): &mut (TileEncoder, Vec<u8>), tiles: &[LossyTile]| {
            out.clear();
            let mut done = 0;
            for tile in tiles {
                // What comes first is encoded in any case.
                if done > 0 && spent.load(Ordering::Relaxed) > room {
                    break;
                }
                let before = out.len();
                if let Some(area) = tile_area(tile.column, tile.row, size) {
                    let place = (tile.column - frame.left / TILE, tile.row - frame.top / TILE);
                    encoder.encode(picture, area, place, quality, out);
                }
                spent.fetch_add(out.len() - before, Ordering::Relaxed);
                done += 1;
            }
            done
        };
        let threads = (tiles.len() / TILES_A_THREAD).clamp(1, self.threads.len().max(1));
        let share = tiles.len().div_ceil(threads);
        let mut shares = self.threads.iter_mut().zip(tiles.chunks(share));
        let mut done = Vec::with_capacity(threads);
        std::thread::scope(|scope| {
            let own = shares.next();
            let work = &work;
            let others: Vec<_> = shares
                .map(|(thread, tiles)| scope.spawn(move || work(thread, tiles)))
                .collect();
            done.extend(own.map(|(thread, tiles)| work(thread, tiles)));
            done.extend(others.into_iter().map(|other| other.join().unwrap_or(0)));
        });
        let parts: Vec<&[u8]> = self
            .threads
            .iter()
            .zip(&done)
            // A thread that broke down has left nothing that can be used.
            .map(|((_, out), done)| if *done > 0 { out.as_slice() } else { &[] })
            .collect();
        let sent: Vec<LossyTile> = tiles
            .chunks(share)
            .zip(&done)
            .flat_map(|(tiles, done)| tiles.iter().take(*done).cloned())
            .collect();
        let used: usize = parts.iter().map(|part| part.len()).sum();
        let Some(frame) = around(&sent, size).map(|sent| sent.around(&frame)) else {
            return (sent, None);
        };
        let measured = used * 256 / (sent.len() * expected);
        self.density = (self.density + measured).div_ceil(2).clamp(16, 256 * 16);
        self.index = self.index.wrapping_add(1);
        let regions = regions(&sent, frame);
        let data = message(frame, &regions, quality, &parts, sent.len() as u16, self.index);
        let paint = Paint::Bits {
            area: frame,
            codec: Codec::RemoteFx,
            data,
        };
        (sent, Some(paint))
    }
}

/// The smallest area around tiles, from the first's left and top edges on the grid.
fn around(tiles: &[LossyTile], size: Size) -> Option<Rect> {
    let areas = tiles.iter().filter_map(|tile| tile_area(tile.column, tile.row, size));
    areas.reduce(|all, area| all.around(&area))
}

/// The lossy parts of tiles as rectangles, measured from the corner of `frame`.
fn regions(tiles: &[LossyTile], frame: Rect) -> Vec<Rect> {
    const ROW: u16 = (1 << BLOCKS) - 1;
    let mut regions: Vec<Rect> = Vec::new();
    let add = |regions: &mut Vec<Rect>, area: Rect| match regions.last_mut() {
        Some(last) if (last.top, last.height) == (area.top, area.height) && last.right() == u32::from(area.left) => {
            last.width += area.width;
        }
        _ => regions.push(area),
    };
    for tile in tiles {
        let (left, top) = (tile.column * TILE - frame.left, tile.row * TILE - frame.top);
        let clip = Rect {
            left: 0,
            top: 0,
            width: frame.width,
            height: frame.height,
        };
        let mut push = |column: u16, row: u16, columns: u16, rows: u16| {
            let area = Rect {
                left: left + column * BLOCK as u16,
                top: top + row * BLOCK as u16,
                width: columns * BLOCK as u16,
                height: rows * BLOCK as u16,
            };
            if let Some(area) = area.intersection(&clip) {
                add(&mut regions, area);
            }
        };
        if tile.blocks == u16::MAX {
            push(0, 0, BLOCKS as u16, BLOCKS as u16);
            continue;
        }
        for row in 0..BLOCKS as u16 {
            let blocks = tile.blocks >> (usize::from(row) * BLOCKS) & ROW;
            for column in (0..BLOCKS as u16).filter(|column| blocks >> column & 1 == 1) {
                push(column, row, 1, 1);
            }
        }
        for part in &tile.parts {
            let part = Rect {
                left: part.left - frame.left,
                top: part.top - frame.top,
                ..*part
            };
            add(&mut regions, part);
        }
    }
    regions
}
