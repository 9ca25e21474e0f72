//! The grid of tiles and blocks that a picture is looked at by, and the rows of its areas.

use super::changed::{BLOCK, BLOCKS, Mask, SIDE};
use super::content::BlockContent;
use crate::codec::{PIXEL, Picture};
use crate::screen::encoder::{COLOUR, TILE};
use crate::vocabulary::Rect;

/// A tile of the grid.
#[derive(Clone, Copy)]
pub(super) struct Tile {
    pub(super) column: u16,
    pub(super) row: u16,
}

impl Tile {
    pub(super) fn index(self, columns: usize) -> usize {
        usize::from(self.row) * columns + usize::from(self.column)
    }

    pub(super) fn area(self) -> Rect {
        Rect {
            left: self.column.saturating_mul(TILE),
            top: self.row.saturating_mul(TILE),
            width: TILE,
            height: TILE,
        }
    }
}

/// The tiles of the grid that an area (not empty) touches.
pub(super) fn tiles(area: Rect) -> impl Iterator<Item = Tile> {
    let last = |start: u16, length: u16| start.saturating_add(length.saturating_sub(1)) / TILE;
    let columns = area.left / TILE..=last(area.left, area.width);
    let rows = area.top / TILE..=last(area.top, area.height);
    rows.flat_map(move |row| columns.clone().map(move |column| Tile { column, row }))
}

/// Where a block stands in a list of all blocks, `across` of them in a row, rows from the top.
pub(super) fn block_index(tile: Tile, block: usize, across: usize) -> usize {
    let row = usize::from(tile.row) * BLOCKS + block / BLOCKS;
    row * across + usize::from(tile.column) * BLOCKS + block % BLOCKS
}

/// One of the eight blocks around it, or the block itself, holds this.
pub(super) fn beside(holds: BlockContent, contents: &[BlockContent], index: usize, across: usize) -> bool {
    let (row, column) = (index / across.max(1), index % across.max(1));
    let rows = row.saturating_sub(1)..=row + 1;
    let columns = column.saturating_sub(1)..(column + 2).min(across);
    rows.flat_map(|row| columns.clone().map(move |column| row * across + column))
        .any(|index| contents.get(index) == Some(&holds))
}

/// All of a block's pixels are in the mask, but for a few that are there by chance.
pub(super) fn is_whole(mask: &Mask, block: usize) -> bool {
    let (row, column) = (block / BLOCKS, block % BLOCKS);
    let rows = mask.iter().skip(row * BLOCK).take(BLOCK);
    let pixels: u32 = rows.map(|word| (word >> (column * BLOCK) & 0xffff).count_ones()).sum();
    pixels as usize * 16 >= BLOCK * BLOCK * 15
}

/// A block of a tile, which may reach beyond the picture.
pub(super) fn block_area(tile: Tile, index: usize) -> Rect {
    let side = BLOCK as u16;
    let Rect { left, top, .. } = tile.area();
    Rect {
        left: left.saturating_add((index % BLOCKS) as u16 * side),
        top: top.saturating_add((index / BLOCKS) as u16 * side),
        width: side,
        height: side,
    }
}

/// The bit of the block, within its tile, that holds a pixel of the picture.
pub(super) fn bit(x: u16, y: u16) -> u16 {
    let within = |at: u16| usize::from(at) % SIDE / BLOCK;
    1 << (within(y) * BLOCKS + within(x))
}

/// Where the rows of an area lie in a picture of `width` pixels, in bytes.
pub(super) fn rows(
    width: usize,
    area: Rect,
) -> impl DoubleEndedIterator<Item = std::ops::Range<usize>> + ExactSizeIterator {
    Picture { pixels: &[], width }.rows(area)
}

/// Copies an area, with nothing in the fourth bytes.
pub(super) fn copy(sent: &mut [u8], picture: Picture<'_>, area: Rect) {
    for row in picture.rows(area) {
        copy_row(sent, picture, row);
    }
}

pub(super) fn copy_row(sent: &mut [u8], picture: Picture<'_>, row: std::ops::Range<usize>) {
    let (Some(to), Some(from)) = (sent.get_mut(row.clone()), picture.pixels.get(row)) else {
        return;
    };
    let pixels = from.as_chunks::<PIXEL>().0;
    for (to, from) in to.as_chunks_mut::<PIXEL>().0.iter_mut().zip(pixels) {
        *to = (u32::from_ne_bytes(*from) & COLOUR).to_ne_bytes();
    }
}

/// The rows of a tile that are compared to see whether a video goes on: the middle one of each row of blocks.
pub(super) fn sampled(width: usize, area: Rect) -> impl Iterator<Item = std::ops::Range<usize>> {
    rows(width, area).skip(BLOCK / 2).step_by(BLOCK)
}
