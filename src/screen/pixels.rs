//! Pixels as they lie in the desktop's buffer, copied to where they lie in the kept picture.
#![cfg_attr(windows, expect(dead_code, reason = "Wayland has more kinds of buffers"))]

use super::turn::Turn;
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
    /// The part of the buffer that the picture is made of, and how.
    pub part: Rect,
    pub turn: Turn,
    pub order: PixelOrder,
}

impl<'a> Source<'a> {
    /// The kept picture itself.
    pub fn kept(bytes: &'a [u8], size: Size) -> Self {
        Self::part_of(bytes, size, Rect::of(size))
    }

    /// A part of a kept picture of this size.
    pub fn part_of(bytes: &'a [u8], size: Size, part: Rect) -> Self {
        Self {
            bytes,
            stride: usize::from(size.width) * PIXEL,
            part,
            turn: Turn::default(),
            order: PixelOrder::Bgr,
        }
    }
}

/// Copies an area of the picture to one of this size, in which its corner lies there; what the buffer does not hold stays
/// as it is.
pub(super) fn copy(from: &Source<'_>, area: &Rect, to: &mut [u8], size: Size, corner: (u16, u16)) {
    if !from.turn.is_none() {
        return copy_turned(from, area, to, size, corner);
    }
    let (part_left, part_top) = (usize::from(from.part.left), usize::from(from.part.top));
    let width = usize::from(area.width) * PIXEL;
    for row in area.rows() {
        let (row, left) = (usize::from(row), usize::from(area.left));
        let start = (part_top + row) * from.stride + (part_left + left) * PIXEL;
        let to_start = start_of((left, row), size, corner);
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

/// The first byte of a pixel.
fn start_of((x, y): (usize, usize), size: Size, corner: (u16, u16)) -> usize {
    ((usize::from(corner.1) + y) * usize::from(size.width) + usize::from(corner.0) + x) * PIXEL
}

/// The same pixel by pixel, as a monitor that stands on its side wants it.
fn copy_turned(from: &Source<'_>, area: &Rect, to: &mut [u8], size: Size, corner: (u16, u16)) {
    let part = Size {
        width: from.part.width,
        height: from.part.height,
    };
    for (x, y) in area.rows().flat_map(|y| area.columns().map(move |x| (x, y))) {
        let (left, top) = from.turn.in_buffer((x, y), part);
        let row = usize::from(from.part.top) + usize::from(top);
        let start = row * from.stride + (usize::from(from.part.left) + usize::from(left)) * PIXEL;
        let to_start = start_of((x.into(), y.into()), size, corner);
        let (Some(source), Some(target)) = (
            from.bytes.get(start..).and_then(<[u8]>::first_chunk::<PIXEL>),
            to.get_mut(to_start..to_start + PIXEL),
        ) else {
            return;
        };
        let [first, second, third, _] = *source;
        target.copy_from_slice(&match from.order {
            PixelOrder::Bgr => [first, second, third, 0],
            PixelOrder::Rgb => [third, second, first, 0],
        });
    }
}
