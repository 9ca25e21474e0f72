//! Pixels as they lie in the desktop's buffer, copied to where they lie in the kept picture.

use crate::codec::PIXEL;
use crate::vocabulary::{Rect, Size};

/// How a pixel is written: four bytes, of which the last counts for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PixelOrder {
    Bgr,
    Rgb,
}

/// A picture in a buffer.
pub(super) struct Source<'a> {
    pub bytes: &'a [u8],
    /// Bytes from one row to the next.
    pub stride: usize,
    /// Where the picture's top left pixel is, in pixels of the buffer.
    pub left: usize,
    pub top: usize,
    pub order: PixelOrder,
}

impl<'a> Source<'a> {
    /// The kept picture itself.
    pub fn kept(bytes: &'a [u8], size: Size) -> Self {
        Self {
            bytes,
            stride: usize::from(size.width) * PIXEL,
            left: 0,
            top: 0,
            order: PixelOrder::Bgr,
        }
    }
}

/// Copies an area; rows that the buffer does not hold stay as they are.
pub(super) fn copy(from: &Source<'_>, to: &mut [u8], size: Size, area: &Rect) {
    let width = usize::from(area.width) * PIXEL;
    for row in area.rows() {
        let (row, left) = (usize::from(row), usize::from(area.left));
        let start = (from.top + row) * from.stride + (from.left + left) * PIXEL;
        let to_start = (row * usize::from(size.width) + left) * PIXEL;
        let (Some(source), Some(target)) = (
            from.bytes.get(start..start + width),
            to.get_mut(to_start..to_start + width),
        ) else {
            return;
        };
        match from.order {
            PixelOrder::Bgr => target.copy_from_slice(source),
            PixelOrder::Rgb => {
                let pixels = target.as_chunks_mut::<PIXEL>().0.iter_mut();
                for (to, [red, green, blue, _]) in pixels.zip(source.as_chunks::<PIXEL>().0) {
                    *to = [*blue, *green, *red, 0];
                }
            }
        }
    }
}
