//! Turns changed areas of a picture into encoded tiles, and leaves out what the other end already has.
//!
//! A copy of the picture as it was last sent is kept; a tile is trimmed to the pixels that differ from it, so damage
//! without change costs nothing and a blinking text cursor costs a few bytes.

use super::{EncodedArea, Encoding};
use crate::codec::{PIXEL, Picture, interleaved, planar};
use crate::vocabulary::{Rect, Size};

/// Width and height of the grid's tiles, in pixels; plain planes of such a tile stay below the cap of [`EncodedArea`].
pub(super) const TILE: u16 = 64;

/// Compressed bitmaps are a multiple of this many pixels wide ([MS-RDPBCGR] 2.2.9.1.1.3.1.2.2).
const WIDTH_STEP: u32 = 4;

/// The fourth byte of a pixel means nothing.
pub(super) const COLOUR: u32 = u32::from_ne_bytes([0xff, 0xff, 0xff, 0]);

/// Encodes pictures for one connection, in order.
pub struct BitmapEncoder {
    encoding: Encoding,
    size: Option<Size>,
    /// The picture as the other end has it, where `known` says so.
    sent: Vec<u8>,
    /// One flag a tile of the grid, rows from the top.
    known: Vec<bool>,
    scratch: Vec<u8>,
}

impl BitmapEncoder {
    #[must_use]
    pub fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            size: None,
            sent: Vec::new(),
            known: Vec::new(),
            scratch: Vec::new(),
        }
    }

    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// From now on in this encoding; the other end's picture is taken as lost.
    pub fn set_encoding(&mut self, encoding: Encoding) {
        self.encoding = encoding;
        self.forget();
    }

    /// The other end lost the picture: every tile is sent again as soon as an area of it is encoded.
    pub fn forget(&mut self) {
        self.known.fill(false);
    }

    /// The other end lost these areas; the tiles that they touch are sent again as soon as an area of them is encoded.
    pub fn forget_areas(&mut self, areas: &[Rect]) {
        let Some(size) = self.size else { return };
        let columns = tiles_across(size.width);
        for area in areas.iter().filter_map(|area| area.intersection(&Rect::of(size))) {
            for tile in tiles(area) {
                if let Some(known) = self.known.get_mut(tile.index(columns)) {
                    *known = false;
                }
            }
        }
    }

    /// Appends to `out` what the other end lacks of `areas`. `pixels` is the whole picture: BGRX, rows from the top,
    /// without padding; another `size` than before makes everything unknown. Areas may overlap and reach beyond the
    /// picture.
    pub fn encode(&mut self, pixels: &[u8], size: Size, areas: &[Rect], out: &mut Vec<EncodedArea>) {
        let Some(picture) = Picture::of(pixels, size) else {
            return;
        };
        if self.size != Some(size) {
            self.size = Some(size);
            self.sent = vec![0; picture.pixels.len()];
            self.known = vec![false; tiles_across(size.width) * tiles_across(size.height)];
        }
        let whole = Rect::of(size);
        let columns = tiles_across(size.width);
        for area in areas.iter().filter_map(|area| area.intersection(&whole)) {
            for tile in tiles(area) {
                let Some(tile_area) = tile.area().intersection(&whole) else {
                    continue;
                };
                let known = self.known.get_mut(tile.index(columns));
                let changed = match known {
                    Some(known) if !*known => {
                        *known = true;
                        Some(tile_area)
                    }
                    _ => {
                        let sent = Picture {
                            pixels: &self.sent,
                            width: picture.width,
                        };
                        tile_area
                            .intersection(&area)
                            .and_then(|part| difference(picture, sent, part))
                    }
                };
                for changed in changed.into_iter().flat_map(|changed| widen(changed, size)) {
                    self.keep(picture, changed);
                    out.push(self.encode_tile(picture, changed));
                }
            }
        }
    }

    fn keep(&mut self, picture: Picture<'_>, area: Rect) {
        for row in picture.rows(area) {
            if let (Some(to), Some(from)) = (self.sent.get_mut(row.clone()), picture.pixels.get(row)) {
                to.copy_from_slice(from);
            }
        }
    }

    fn encode_tile(&mut self, picture: Picture<'_>, area: Rect) -> EncodedArea {
        self.scratch.clear();
        let (bits_per_pixel, compressed) = match self.encoding {
            Encoding::Planar => {
                planar::encode(picture, area, &mut self.scratch);
                (32, true)
            }
            Encoding::Graphics => {
                planar::encode_from_top(picture, area, &mut self.scratch);
                (32, true)
            }
            Encoding::Interleaved { bits_per_pixel } => {
                let depth = interleaved::Depth::of(bits_per_pixel);
                (
                    depth.bits(),
                    interleaved::encode(picture, area, depth, &mut self.scratch),
                )
            }
        };
        EncodedArea {
            area,
            bits_per_pixel,
            compressed,
            data: self.scratch.clone(),
        }
    }
}

#[derive(Clone, Copy)]
struct BitmapTile {
    column: u16,
    row: u16,
}

impl BitmapTile {
    fn index(self, columns: usize) -> usize {
        usize::from(self.row) * columns + usize::from(self.column)
    }

    fn area(self) -> Rect {
        Rect {
            left: self.column.saturating_mul(TILE),
            top: self.row.saturating_mul(TILE),
            width: TILE,
            height: TILE,
        }
    }
}

pub(super) fn tiles_across(pixels: u16) -> usize {
    usize::from(pixels.div_ceil(TILE))
}

/// The tiles of the grid that an area (not empty) touches.
fn tiles(area: Rect) -> impl Iterator<Item = BitmapTile> {
    let last = |start: u16, length: u16| start.saturating_add(length - 1) / TILE;
    let columns = area.left / TILE..=last(area.left, area.width.max(1));
    let rows = area.top / TILE..=last(area.top, area.height.max(1));
    rows.flat_map(move |row| columns.clone().map(move |column| BitmapTile { column, row }))
}

/// The smallest part of `area` outside which both pictures are equal.
fn difference(now: Picture<'_>, sent: Picture<'_>, area: Rect) -> Option<Rect> {
    let mut found: Option<(u32, u32, u32, u32)> = None;
    for (y, row) in (u32::from(area.top)..).zip(now.rows(area)) {
        let (Some(now), Some(sent)) = (now.pixels.get(row.clone()), sent.pixels.get(row)) else {
            continue;
        };
        if now == sent {
            continue;
        }
        let differ = |(now, sent): (&[u8; PIXEL], &[u8; PIXEL])| {
            (u32::from_ne_bytes(*now) ^ u32::from_ne_bytes(*sent)) & COLOUR != 0
        };
        let pairs = || now.as_chunks::<PIXEL>().0.iter().zip(sent.as_chunks::<PIXEL>().0);
        let (Some(first), Some(last)) = (pairs().position(differ), pairs().rposition(differ)) else {
            continue;
        };
        let first = u32::from(area.left) + u32::try_from(first).unwrap_or(0);
        let end = u32::from(area.left) + u32::try_from(last).unwrap_or(0) + 1;
        found = Some(match found {
            None => (first, y, end, y + 1),
            Some((left, top, right, _)) => (left.min(first), top, right.max(end), y + 1),
        });
    }
    let (left, top, right, bottom) = found?;
    Rect::between(left, top, right, bottom)
}

/// The same area, made as wide as a compressed bitmap must be: at the right edge it grows to the left instead, and if
/// the whole picture is too narrow for that, it is two areas that overlap.
fn widen(area: Rect, size: Size) -> impl Iterator<Item = Rect> {
    let edge = u32::from(size.width);
    let left = u32::from(area.left) / WIDTH_STEP * WIDTH_STEP;
    let right = area.right().next_multiple_of(WIDTH_STEP);
    let from_edge = (edge - left).next_multiple_of(WIDTH_STEP);
    let stretches = if right <= edge {
        [Some((left, right)), None]
    } else if from_edge <= edge {
        [Some((edge - from_edge, edge)), None]
    } else if edge < WIDTH_STEP {
        [Some((0, edge)), None]
    } else {
        [
            Some((0, edge / WIDTH_STEP * WIDTH_STEP)),
            Some((edge - WIDTH_STEP, edge)),
        ]
    };
    let stretches = stretches.into_iter().flatten();
    stretches.filter_map(move |(left, right)| Rect::between(left, u32::from(area.top), right, area.bottom()))
}
