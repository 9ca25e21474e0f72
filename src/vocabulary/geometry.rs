//! Pixels: sizes and rectangles.

use std::ops::Range;

/// The size of a picture, in pixels; neither side is ever 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

/// A rectangle of a picture, in pixels from its top left corner.
///
/// The edges are half open: `left` and `top` belong to it, [`Rect::right`] and [`Rect::bottom`] do not. So it is on the
/// wire in RDPGFX_RECT16 ([MS-RDPEGFX] 2.2.1.2) and TS_RFX_RECT; TS_RECTANGLE16 ([MS-RDPBCGR] 2.2.11.1) and the
/// rectangles of bitmap updates name the last column and row instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rect {
    pub left: u16,
    pub top: u16,
    pub width: u16,
    pub height: u16,
}

impl Rect {
    /// All of a picture.
    #[must_use]
    pub fn of(size: Size) -> Self {
        Self {
            left: 0,
            top: 0,
            width: size.width,
            height: size.height,
        }
    }

    /// The rectangle of this size whose top left corner is this.
    #[must_use]
    pub fn new(left: u16, top: u16, width: u16, height: u16) -> Self {
        Self {
            left,
            top,
            width,
            height,
        }
    }

    /// The rectangle between two corners, the second outside; `None` if it is empty or reaches beyond what a `u16`
    /// counts.
    #[must_use]
    pub fn between(left: u32, top: u32, right: u32, bottom: u32) -> Option<Self> {
        let width = right.checked_sub(left).filter(|width| *width > 0)?;
        let height = bottom.checked_sub(top).filter(|height| *height > 0)?;
        Some(Self {
            left: left.try_into().ok()?,
            top: top.try_into().ok()?,
            width: width.try_into().ok()?,
            height: height.try_into().ok()?,
        })
    }

    /// The column after the last.
    #[must_use]
    pub fn right(&self) -> u32 {
        u32::from(self.left) + u32::from(self.width)
    }

    /// The row after the last.
    #[must_use]
    pub fn bottom(&self) -> u32 {
        u32::from(self.top) + u32::from(self.height)
    }

    /// The columns of a rectangle that lies within a picture, whose sides end within a `u16`.
    #[must_use]
    pub fn columns(&self) -> Range<u16> {
        self.left..self.left.saturating_add(self.width)
    }

    /// The rows of a rectangle that lies within a picture.
    #[must_use]
    pub fn rows(&self) -> Range<u16> {
        self.top..self.top.saturating_add(self.height)
    }

    /// How many pixels it has: at most those that 32 bits count.
    #[must_use]
    pub fn pixels(&self) -> usize {
        usize::from(self.width) * usize::from(self.height)
    }

    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right() >= other.right()
            && self.bottom() >= other.bottom()
    }

    /// What both have in common; `None` if that is nothing.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        Self::between(
            u32::from(self.left.max(other.left)),
            u32::from(self.top.max(other.top)),
            self.right().min(other.right()),
            self.bottom().min(other.bottom()),
        )
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn around(&self, other: &Self) -> Self {
        let left = self.left.min(other.left);
        let top = self.top.min(other.top);
        let width = self.right().max(other.right()).saturating_sub(u32::from(left));
        let height = self.bottom().max(other.bottom()).saturating_sub(u32::from(top));
        Self {
            left,
            top,
            width: u16::try_from(width).unwrap_or(u16::MAX),
            height: u16::try_from(height).unwrap_or(u16::MAX),
        }
    }
}
