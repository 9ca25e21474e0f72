//! The pointer's shapes as Windows keeps them: two masks, a colour picture with alpha, or one with a mask in its place.

use super::system::RawShape;
use crate::codec::PIXEL;
use crate::screen::cursor::{of_mask, premultiplied};
use crate::vocabulary::PointerShape;

/// DXGI_OUTDUPL_POINTER_SHAPE_TYPE.
const MONOCHROME: u32 = 1;
const COLOUR: u32 = 2;
const MASKED_COLOUR: u32 = 4;

/// No pointer has a longer side.
const MOST_SIDE: usize = 512;

/// All of a pixel is seen.
const WHITE: u32 = 0xFFFF_FFFF;

/// `None` if nothing of it can be seen, or if it is not as large as it says.
pub(super) fn shape(raw: &RawShape) -> Option<PointerShape> {
    let side = |length: u32| {
        usize::try_from(length)
            .ok()
            .filter(|side| (1..=MOST_SIDE).contains(side))
    };
    let (width, pitch) = (side(raw.width)?, usize::try_from(raw.pitch).ok()?);
    let rows = |from: usize| raw.bytes.chunks(pitch.max(1)).skip(from);
    let (height, pixels): (_, Option<Vec<u32>>) = match raw.kind {
        MONOCHROME => {
            let height = side(raw.height / 2)?;
            let masks = rows(0).zip(rows(height)).take(height);
            let pixels = masks.flat_map(|(and, xor)| (0..width).map(|x| Some(of_bits(bit(and, x)?, bit(xor, x)?))));
            (height, pixels.collect())
        }
        COLOUR | MASKED_COLOUR => {
            let height = side(raw.height)?;
            let of_pixel: fn(u32) -> u32 = if raw.kind == COLOUR { premultiplied } else { of_masked };
            let pixels = rows(0).take(height).flat_map(|row| {
                let pixels = row.as_chunks::<PIXEL>().0;
                (0..width).map(|x| pixels.get(x).map(|pixel| of_pixel(u32::from_le_bytes(*pixel))))
            });
            (height, pixels.collect())
        }
        _ => return None,
    };
    let hot = |at: i32| u16::try_from(at.max(0)).unwrap_or(u16::MAX);
    let hot = (hot(raw.hot.0), hot(raw.hot.1));
    PointerShape::from_premultiplied(u16::try_from(width).ok()?, u16::try_from(height).ok()?, hot, &pixels?)
}

/// The leftmost pixel is the highest bit.
fn bit(row: &[u8], x: usize) -> Option<bool> {
    row.get(x / 8).map(|byte| byte << (x % 8) & 0x80 != 0)
}

/// Where the first mask is set the screen is seen; where the second one is, too, it is seen inverted.
fn of_bits(and: bool, xor: bool) -> u32 {
    match (and, xor) {
        (false, true) => WHITE,
        (and, xor) => of_mask(u32::from(and), u32::from(xor)),
    }
}

/// The alpha byte says whether the colour is shown (0) or inverts the screen.
fn of_masked(pixel: u32) -> u32 {
    of_mask(pixel >> 24, pixel)
}
