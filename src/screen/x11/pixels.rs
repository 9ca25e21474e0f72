//! The server's pixels, whatever their depth, as BGRX.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ImageOrder, VisualClass, Window};
use x11rb::rust_connection::RustConnection;

use crate::codec::PIXEL;
use crate::screen::{CaptureError, Uncapturable};
use crate::vocabulary::{Rect, Size};

/// How the server writes images of its root window.
pub(super) struct PixelFormat {
    bytes_per_pixel: usize,
    /// Rows end on a multiple of this many bytes.
    row_step: usize,
    highest_first: bool,
    red: ColourChannel,
    green: ColourChannel,
    blue: ColourChannel,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct ColourChannel {
    mask: u32,
    shift: u32,
}

impl ColourChannel {
    fn new(mask: u32) -> Self {
        Self {
            mask,
            shift: if mask == 0 { 0 } else { mask.trailing_zeros() },
        }
    }

    fn value(self, pixel: u32) -> u8 {
        let most = (self.mask >> self.shift).max(1);
        let value = u64::from((pixel & self.mask) >> self.shift);
        u8::try_from((value * 255 + u64::from(most / 2)) / u64::from(most)).unwrap_or(u8::MAX)
    }
}

impl PixelFormat {
    pub(super) fn of_root(conn: &RustConnection, root: Window) -> Result<Self, CaptureError> {
        let setup = conn.setup();
        let screen = setup.roots.iter().find(|screen| screen.root == root);
        let screen = screen.ok_or(Uncapturable::NoScreen)?;
        let format = setup
            .pixmap_formats
            .iter()
            .find(|format| format.depth == screen.root_depth);
        let format = format.ok_or(Uncapturable::NoPixelFormat)?;
        let mut visuals = screen.allowed_depths.iter().flat_map(|depth| &depth.visuals);
        let visual = visuals.find(|visual| visual.visual_id == screen.root_visual);
        let visual = visual.ok_or(Uncapturable::NoVisual)?;
        let direct = matches!(visual.class, VisualClass::TRUE_COLOR | VisualClass::DIRECT_COLOR);
        if !direct || !matches!(format.bits_per_pixel, 16 | 24 | 32) {
            return Err(Uncapturable::Palette.into());
        }
        Ok(Self {
            bytes_per_pixel: usize::from(format.bits_per_pixel / 8),
            row_step: usize::from(format.scanline_pad / 8).max(1),
            highest_first: setup.image_byte_order == ImageOrder::MSB_FIRST,
            red: ColourChannel::new(visual.red_mask),
            green: ColourChannel::new(visual.green_mask),
            blue: ColourChannel::new(visual.blue_mask),
        })
    }

    /// The server's pixels are ours already.
    fn is_bgrx(&self) -> bool {
        self.bytes_per_pixel == PIXEL
            && !self.highest_first
            && [self.red.mask, self.green.mask, self.blue.mask] == [0xff_0000, 0xff00, 0xff]
    }

    /// Bytes of one row of an image, with what fills it up.
    pub(super) fn row_bytes(&self, width: u16) -> usize {
        (usize::from(width) * self.bytes_per_pixel).next_multiple_of(self.row_step)
    }

    /// The rows of an area as one stretch of the picture, if the server's bytes can go there as they are.
    pub(super) fn whole_rows<'a>(&self, area: Rect, size: Size, picture: &'a mut [u8]) -> Option<&'a mut [u8]> {
        if !self.is_bgrx() || area.left != 0 || area.width != size.width {
            return None;
        }
        let row = picture_row(size.width);
        let start = row * usize::from(area.top);
        picture.get_mut(start..start + row * usize::from(area.height))
    }

    /// Writes an image of `area` into the picture.
    pub(super) fn convert(&self, image: &[u8], area: Rect, size: Size, picture: &mut [u8]) {
        let to_rows = picture.chunks_mut(picture_row(size.width).max(1)).skip(area.top.into());
        let from_rows = image.chunks(self.row_bytes(area.width).max(1)).take(area.height.into());
        let columns = picture_row(area.left)..picture_row(area.left) + picture_row(area.width);
        for (to, from) in to_rows.zip(from_rows) {
            let Some(to) = to.get_mut(columns.clone()) else {
                continue;
            };
            if self.is_bgrx() {
                if let Some(from) = from.get(..to.len()) {
                    to.copy_from_slice(from);
                }
                continue;
            }
            for (to, from) in to
                .as_chunks_mut::<PIXEL>()
                .0
                .iter_mut()
                .zip(from.chunks_exact(self.bytes_per_pixel))
            {
                let push = |pixel: u32, byte: &u8| pixel << 8 | u32::from(*byte);
                let pixel = if self.highest_first {
                    from.iter().fold(0, push)
                } else {
                    from.iter().rev().fold(0, push)
                };
                *to = [
                    self.blue.value(pixel),
                    self.green.value(pixel),
                    self.red.value(pixel),
                    0,
                ];
            }
        }
    }
}

/// Bytes of one row of a picture.
fn picture_row(width: u16) -> usize {
    usize::from(width) * PIXEL
}
