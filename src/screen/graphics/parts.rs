//! The lossy part of a block that also holds something lossless: a video around a window or a line of text.

use super::changed::{BLOCK, BLOCKS, Mask};
use crate::codec::{PIXEL, Picture};
use crate::screen::encoder::COLOUR;
use crate::vocabulary::Rect;

/// Shorter pieces of a row cost little as they are.
const LEAST_ACROSS: usize = 4;
/// And fewer rows.
const LEAST_DOWN: u16 = 3;
/// A step of a colour between neighbours that grain does not make.
const PICTURE_STEP: u8 = 36;
/// A block in more pieces than this is sent as it is.
const MOST_PARTS: usize = 4;

/// Moves the lossy parts of a block (number `index`) from the mask of its tile to `parts`: rows of changed pixels side
/// by side without a hard edge and without three equal ones. Only changed pixels are taken, so that lossless content
/// stays exact.
pub(super) fn lossy_parts(picture: Picture<'_>, block: Rect, index: usize, mask: &mut Mask, parts: &mut Vec<Rect>) {
    let (row, column) = (index / BLOCKS * BLOCK, index % BLOCKS * BLOCK);
    let mut found: Vec<Rect> = Vec::new();
    for ((bits, pixels), top) in mask.iter().skip(row).zip(picture.rows_from_top(block)).zip(block.top..) {
        let changed = (bits >> column) as u16;
        let Some((first, end)) = lossy_row(pixels, changed) else {
            continue;
        };
        let area = Rect {
            left: block.left + first,
            top,
            width: end - first,
            height: 1,
        };
        match found.last_mut() {
            Some(last) if (last.left, last.width) == (area.left, area.width) && last.top + last.height == top => {
                last.height += 1;
            }
            _ => found.push(area),
        }
    }
    found.retain(|area| area.height >= LEAST_DOWN);
    if found.len() > MOST_PARTS {
        return;
    }
    for area in &found {
        let across = (u64::MAX >> (64 - u32::from(area.width))) << (column + usize::from(area.left - block.left));
        let rows = mask.iter_mut().skip(row + usize::from(area.top - block.top));
        for bits in rows.take(area.height.into()) {
            *bits &= !across;
        }
    }
    parts.append(&mut found);
}

/// The lossy pixels of a row of at most 16: the first one, and the one behind the last.
fn lossy_row(pixels: &[u8], changed: u16) -> Option<(u16, u16)> {
    // One that did not change may be there by chance.
    let changed = changed | (changed << 1 & changed >> 1);
    let pixels = pixels.as_chunks::<PIXEL>().0.iter();
    let pixels = pixels.map(|pixel| u32::from_le_bytes(*pixel) & COLOUR);
    // Of each pixel and the next: both look the same, or there is an edge between them.
    let (mut equal, mut edges) = (0_u16, 0_u16);
    for (at, (one, next)) in pixels.clone().zip(pixels.skip(1)).take(BLOCK - 1).enumerate() {
        equal |= u16::from(one == next) << at;
        edges |= u16::from(step(one, next) > PICTURE_STEP) << at;
    }
    let drawn = equal & (equal << 1 | equal >> 1);
    let lossy = changed & !(drawn | drawn << 1);
    let (first, end) = longest(lossy & lossy >> 1 & !edges);
    (end - first >= LEAST_ACROSS - 1).then_some((first as u16, end as u16 + 1))
}

/// The largest step of any colour.
fn step(one: u32, other: u32) -> u8 {
    let pairs = one.to_le_bytes().into_iter().zip(other.to_le_bytes());
    pairs.map(|(one, other)| one.abs_diff(other)).max().unwrap_or(0)
}

/// The longest run of ones: its first, and one after its last.
fn longest(bits: u16) -> (usize, usize) {
    let mut found = (0, 0);
    let mut rest = bits;
    while rest != 0 {
        let first = rest.trailing_zeros() as usize;
        let end = first + (rest >> first).trailing_ones() as usize;
        if end - first > found.1 - found.0 {
            found = (first, end);
        }
        rest &= u16::MAX.checked_shl(end as u32).unwrap_or(0);
    }
    found
}
