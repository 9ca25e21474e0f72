//! Which pixels of a tile differ from what the other end shows, as few exact rectangles.

use crate::codec::{PIXEL, Picture};
use crate::screen::encoder::{COLOUR, TILE};
use crate::vocabulary::Rect;

/// Side of a tile, in pixels.
pub(super) const SIDE: usize = TILE as usize;
/// A tile has 4 × 4 blocks of this many pixels each way; each is judged on its own.
pub(super) const BLOCK: usize = 16;
/// Blocks in a row of a tile.
pub(super) const BLOCKS: usize = SIDE / BLOCK;

/// Rectangles are told apart if this many rows or columns between them did not change: about what another one costs.
const GAP: usize = 8;
/// Cuts across and along, alternating, before what is left is taken whole.
const CUTS: usize = 6;

/// The fourth byte of a pixel whose colour at the other end is not known exactly; it is 0 in all others.
pub(super) const UNKNOWN: u8 = 0xff;

/// One bit a pixel, the lowest is the leftmost; one word a row.
pub(super) type Mask = [u64; SIDE];

/// The pixels of `area`, within the tile that begins at (`left`, `top`), that differ; `None` if none does.
pub(super) fn mask(now: Picture<'_>, sent: Picture<'_>, area: Rect, (left, top): (u16, u16)) -> Option<Mask> {
    let mut mask = [0; SIDE];
    let mut any = 0;
    let mut before = 0;
    let shift = u32::from(area.left - left);
    let skip = usize::from(area.top - top);
    for (bits, row) in mask.iter_mut().skip(skip).zip(now.rows(area)) {
        let (Some(now), Some(sent)) = (now.pixels.get(row.clone()), sent.pixels.get(row)) else {
            continue;
        };
        // Where one row changed the next is likely to have too.
        before = if before == 0 && same(now, sent) {
            0
        } else {
            differing(now, sent)
        };
        *bits = before << shift;
        any |= *bits;
    }
    (any != 0).then_some(mask)
}

/// One bit for each of at most 64 pixels.
fn differing(now: &[u8], sent: &[u8]) -> u64 {
    // Moves the lowest bit of each byte into the highest byte, in order.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut flags = [0_u8; SIDE];
    let pairs = now.as_chunks::<PIXEL>().0.iter().zip(sent.as_chunks::<PIXEL>().0);
    for (flag, (now, sent)) in flags.iter_mut().zip(pairs) {
        *flag = u8::from(u32::from_ne_bytes(*now) & COLOUR != u32::from_ne_bytes(*sent));
    }
    let groups = flags.as_chunks::<8>().0.iter().rev();
    groups.fold(0, |bits, group| {
        bits << 8 | u64::from_le_bytes(*group).wrapping_mul(GATHER) >> 56
    })
}

/// Both show the same colours, and `sent` knows its own.
#[inline]
pub(super) fn same(now: &[u8], sent: &[u8]) -> bool {
    let pairs = now.as_chunks::<PIXEL>().0.iter().zip(sent.as_chunks::<PIXEL>().0);
    let difference = pairs.fold(0, |difference, (now, sent)| {
        difference | ((u32::from_ne_bytes(*now) & COLOUR) ^ u32::from_ne_bytes(*sent))
    });
    difference == 0 && now.len() == sent.len()
}

/// The 16 blocks of a tile that hold pixels of a mask: one bit each, rows from the top.
pub(super) fn blocks(mask: &Mask) -> u16 {
    let mut blocks = 0;
    for (row, words) in mask.as_chunks::<BLOCK>().0.iter().enumerate() {
        let columns = words.iter().fold(0, |all, word| all | word);
        for column in 0..BLOCKS {
            let part = columns >> (column * BLOCK) & 0xffff;
            blocks |= u16::from(part != 0) << (row * BLOCKS + column);
        }
    }
    blocks
}

/// The pixels of blocks.
pub(super) fn pixels_of(blocks: u16) -> Mask {
    let mut mask = [0; SIDE];
    for (row, words) in mask.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
        let mut word = 0;
        for column in 0..BLOCKS {
            if blocks >> (row * BLOCKS + column) & 1 == 1 {
                word |= 0xffff << (column * BLOCK);
            }
        }
        words.fill(word);
    }
    mask
}

/// Appends rectangles around all pixels of a mask, few and tight; the tile begins at (`left`, `top`).
pub(super) fn rectangles(mask: &Mask, place: (u16, u16), out: &mut Vec<Rect>) {
    cut(mask, place, (0, SIDE), u64::MAX, CUTS, out);
}

/// What lies in `rows` and in the columns of `columns`.
fn cut(mask: &Mask, place: (u16, u16), rows: (usize, usize), columns: u64, cuts: usize, out: &mut Vec<Rect>) {
    let mut row = rows.0;
    let word = |row: usize| mask.get(row).copied().unwrap_or(0) & columns;
    while row < rows.1 {
        if word(row) == 0 {
            row += 1;
            continue;
        }
        let (top, mut bottom, mut all) = (row, row + 1, 0);
        while row < rows.1 && row < bottom + GAP {
            if word(row) != 0 {
                bottom = row + 1;
                all |= word(row);
            }
            row += 1;
        }
        row = row.max(bottom);
        let stretches = stretches(all);
        let single = stretches.clone().nth(1).is_none();
        for (left, right) in stretches {
            let within = u64::MAX >> (SIDE - (right - left)) << left;
            if cuts == 0 || single && (top, bottom) == rows {
                push(place, (left, right), (top, bottom), out);
            } else {
                cut(mask, place, (top, bottom), within & columns, cuts - 1, out);
            }
        }
    }
}

fn push((x, y): (u16, u16), (left, right): (usize, usize), (top, bottom): (usize, usize), out: &mut Vec<Rect>) {
    let along = |start: u16, end: usize| u32::from(start) + end as u32;
    out.extend(Rect::between(
        along(x, left),
        along(y, top),
        along(x, right),
        along(y, bottom),
    ));
}

/// The stretches of set bits, joined over gaps that are not worth a rectangle of its own: first and one after the last.
fn stretches(bits: u64) -> impl Iterator<Item = (usize, usize)> + Clone {
    let mut rest = bits;
    let mut at = 0;
    std::iter::from_fn(move || {
        if rest == 0 {
            return None;
        }
        let skipped = rest.trailing_zeros() as usize;
        let left = at + skipped;
        rest = rest.unbounded_shr(skipped as u32);
        let mut length = 0;
        loop {
            let ones = rest.trailing_ones() as usize;
            length += ones;
            rest = rest.unbounded_shr(ones as u32);
            let gap = rest.trailing_zeros() as usize;
            if rest == 0 || gap >= GAP {
                break;
            }
            length += gap;
            rest >>= gap;
        }
        at = left + length;
        Some((left, at))
    })
}
