//! What a piece of the picture holds: one colour, shapes such as text that must be sent lossless, or a photograph or
//! video that may be sent lossily.

use super::changed::BLOCK;
use crate::codec::{PIXEL, Picture};
use crate::screen::encoder::COLOUR;
use crate::vocabulary::Rect;

/// A difference in green between neighbours that is rare in photographs and occurs at every edge of text.
const EDGE: u32 = 72;
/// At least so many of 16 neighbours are equal in what is drawn; in photographs with edges it is fewer.
const DRAWN_OF_16: u32 = 8;
const EDGED_OF_16: u32 = 3;
/// So many times three neighbours are equal where a block holds a piece of something drawn.
const FLAT: u32 = 4;

/// What a block holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum BlockContent {
    /// Nothing changed in it.
    #[default]
    Unchanged,
    /// A photograph or video: loss is not noticed for a moment, and lossless coding is expensive.
    Lossy,
    /// A photograph with pieces of one colour in it: perhaps the edge of something lossless.
    Mixed,
    /// Text, lines, flat colours.
    Lossless,
}

/// The one colour of an area, blue first.
pub(super) fn one_colour(picture: Picture<'_>, area: Rect) -> Option<[u8; 3]> {
    let mut rows = picture.rows_from_top(area);
    let first = rows.next()?;
    let [blue, green, red, _] = *first.as_chunks::<PIXEL>().0.first()?;
    let colour = u32::from_ne_bytes([blue, green, red, 0]);
    let plain = |row: &[u8]| {
        let pixels = row.as_chunks::<PIXEL>().0.iter();
        pixels.fold(0, |all, pixel| all | ((u32::from_ne_bytes(*pixel) & COLOUR) ^ colour)) == 0
    };
    (plain(first) && rows.all(plain)).then_some([blue, green, red])
}

/// Judges a block of at most 16 × 16 pixels.
pub(super) fn content(picture: Picture<'_>, block: Rect) -> BlockContent {
    let width = usize::from(block.width).min(BLOCK);
    let (mut equal, mut edges, mut flat) = ([0_u32; BLOCK], [0_u32; BLOCK], [0_u32; BLOCK]);
    for row in picture.rows_from_top(block) {
        let mut pixels = [0_u32; BLOCK + 2];
        for (pixel, bytes) in pixels.iter_mut().zip(row.as_chunks::<PIXEL>().0) {
            *pixel = u32::from_le_bytes(*bytes) & 0x00ff_ffff;
        }
        // Always whole rows of fixed length: such loops become vector instructions.
        for index in 0..BLOCK {
            let [a, b, c] = [pixels[index], pixels[index + 1], pixels[index + 2]];
            equal[index] += u32::from(a == b);
            flat[index] += u32::from(a == b && b == c);
            edges[index] += u32::from((a >> 8 & 0xff).abs_diff(b >> 8 & 0xff) > EDGE);
        }
    }
    let sum = |counts: &[u32; BLOCK], columns: usize| counts.iter().take(columns).sum::<u32>();
    let across = width.saturating_sub(1);
    let pairs = across as u32 * u32::from(block.height);
    let least = if sum(&edges, across) * 16 > pairs {
        EDGED_OF_16
    } else {
        DRAWN_OF_16
    };
    if pairs == 0 || sum(&equal, across) * 16 >= pairs * least {
        BlockContent::Lossless
    } else if sum(&flat, width.saturating_sub(2)) >= FLAT {
        BlockContent::Mixed
    } else {
        BlockContent::Lossy
    }
}
