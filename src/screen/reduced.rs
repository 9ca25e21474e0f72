//! The picture in 16-bit colour, which takes fewer bytes in every encoding.

use crate::codec::{PIXEL, Picture};
use crate::vocabulary::{Rect, Size};

/// A copy of the picture with 5, 6 and 5 bits of red, green and blue.
#[derive(Default)]
pub(super) struct Reduced(Vec<u8>);

impl Reduced {
    /// Takes over what changed in the picture (BGRX, rows from the top), and returns the whole copy.
    pub(super) fn follow(&mut self, pixels: &[u8], size: Size, damage: &[Rect]) -> &[u8] {
        let whole = Rect::of(size);
        let anew = self.0.len() != pixels.len();
        self.0.resize(pixels.len(), 0);
        let all = [whole];
        let picture = Picture {
            pixels,
            width: usize::from(size.width),
        };
        let areas = if anew { &all } else { damage };
        for row in areas
            .iter()
            .filter_map(|area| area.intersection(&whole))
            .flat_map(|area| picture.rows(area))
        {
            if let (Some(to), Some(from)) = (self.0.get_mut(row.clone()), pixels.get(row)) {
                let pairs = to
                    .as_chunks_mut::<PIXEL>()
                    .0
                    .iter_mut()
                    .zip(from.as_chunks::<PIXEL>().0);
                for (to, from) in pairs {
                    *to = reduced(u32::from_le_bytes(*from)).to_le_bytes();
                }
            }
        }
        &self.0
    }
}

/// The highest bits are repeated in the lowest places, so that white stays white.
fn reduced(pixel: u32) -> u32 {
    pixel & 0x00f8_fcf8 | pixel >> 5 & 0x0007_0007 | pixel >> 6 & 0x0000_0300
}
