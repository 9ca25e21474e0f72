//! A picture in memory, as encoders read it.

use crate::vocabulary::{Rect, Size};

/// Bytes of one pixel of a picture (BGRX).
pub const PIXEL: usize = 4;

/// A whole picture: blue, green, red and a byte without meaning for each pixel, rows from the top without padding.
#[derive(Clone, Copy)]
pub struct Picture<'a> {
    pub pixels: &'a [u8],
    /// In pixels.
    pub width: usize,
}

impl<'a> Picture<'a> {
    /// The picture of this size that `pixels` begin with; `None`, which is logged, if they are too few or none.
    pub fn of(pixels: &'a [u8], size: Size) -> Option<Self> {
        let bytes = usize::from(size.width) * usize::from(size.height) * PIXEL;
        let Some(whole) = pixels.get(..bytes).filter(|whole| !whole.is_empty()) else {
            tracing::error!(
                expected = bytes,
                got = pixels.len(),
                "picture shorter than its size says"
            );
            return None;
        };
        Some(Self {
            pixels: whole,
            width: usize::from(size.width),
        })
    }

    /// Where the rows of an area lie, from the top, in bytes.
    pub fn rows(self, area: Rect) -> impl DoubleEndedIterator<Item = std::ops::Range<usize>> + ExactSizeIterator + 'a {
        let length = usize::from(area.width) * PIXEL;
        (0..usize::from(area.height)).map(move |row| {
            let start = ((usize::from(area.top) + row) * self.width + usize::from(area.left)) * PIXEL;
            start..start + length
        })
    }

    pub fn rows_from_top(self, area: Rect) -> impl Iterator<Item = &'a [u8]> {
        self.rows(area).map(move |row| self.pixels.get(row).unwrap_or_default())
    }

    /// The rows of an area from the bottom, as bitmaps are sent.
    pub fn rows_from_bottom(self, area: Rect) -> impl Iterator<Item = &'a [u8]> {
        self.rows(area)
            .rev()
            .map(move |row| self.pixels.get(row).unwrap_or_default())
    }
}
