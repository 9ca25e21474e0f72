//! Pointer shapes as the wire wants them, and what is told of the pointer.

use std::sync::Arc;

use crate::vocabulary::PointerShape;
#[cfg(any(target_os = "linux", windows))]
use crate::vocabulary::PointerUpdate;

/// Pointers are at most this wide and high: the size that clients with the large pointer capability's first step take
/// ([MS-RDPBCGR] 2.2.7.2.7).
const MOST_SIDE: u16 = 96;

/// Larger ones than this are no pointers.
const MOST_SIDE_READ: u16 = 2048;

impl PointerShape {
    /// Makes a shape of premultiplied ARGB pixels, rows from the top; a larger one is made smaller by a whole number.
    /// `None` if nothing of it can be seen, or if it is not as large as it says.
    pub fn from_premultiplied(width: u16, height: u16, hot: (u16, u16), argb: &[u32]) -> Option<Self> {
        if width == 0 || height == 0 || width.max(height) > MOST_SIDE_READ {
            return None;
        }
        let argb = argb.get(..usize::from(width) * usize::from(height))?;
        let step = width.max(height).div_ceil(MOST_SIDE);
        let (small_width, small_height) = (width.div_ceil(step), height.div_ceil(step));
        let mut bgra = Vec::with_capacity(usize::from(small_width) * usize::from(small_height) * 4);
        for rows in argb.chunks(usize::from(width) * usize::from(step)) {
            for column in 0..small_width {
                let from = usize::from(column * step);
                let block = rows
                    .chunks(width.into())
                    .flat_map(|row| row.iter().skip(from).take(step.into()));
                bgra.extend_from_slice(&mean(block));
            }
        }
        let visible = bgra.as_chunks::<4>().0.iter().any(|[_, _, _, alpha]| *alpha != 0);
        visible.then(|| Self {
            hot_x: (hot.0 / step).min(small_width - 1),
            hot_y: (hot.1 / step).min(small_height - 1),
            width: small_width,
            height: small_height,
            bgra: Arc::new(bgra),
        })
    }
}

/// The mean of some premultiplied pixels, not premultiplied.
fn mean<'a>(pixels: impl Iterator<Item = &'a u32>) -> [u8; 4] {
    let mut sums = [0_u32; 4];
    let mut count = 0_u32;
    for pixel in pixels {
        for (sum, value) in sums.iter_mut().zip(pixel.to_le_bytes()) {
            *sum += u32::from(value);
        }
        count += 1;
    }
    let [blue, green, red, alpha] = sums;
    if alpha == 0 || count == 0 {
        return [0; 4];
    }
    let plain = |value: u32| u8::try_from((value * 255 + alpha / 2) / alpha).unwrap_or(u8::MAX);
    let alpha_mean = u8::try_from((alpha + count / 2) / count).unwrap_or(u8::MAX);
    [plain(blue), plain(green), plain(red), alpha_mean]
}

/// All of a pixel is seen; its colour is black.
#[cfg(any(windows, all(test, target_os = "linux")))]
const BLACK: u32 = 0xFF00_0000;

/// Where the screen shines through and there is a colour, the system inverts the screen, which the wire cannot: black
/// stands for it.
#[cfg(any(windows, all(test, target_os = "linux")))]
pub(super) fn of_mask(mask: u32, pixel: u32) -> u32 {
    match (mask & 0x00FF_FFFF != 0, pixel & 0x00FF_FFFF) {
        (false, colour) => BLACK | colour,
        (true, 0) => 0,
        (true, _) => BLACK,
    }
}

#[cfg(any(windows, all(test, target_os = "linux")))]
pub(super) fn premultiplied(pixel: u32) -> u32 {
    let [blue, green, red, alpha] = pixel.to_le_bytes();
    let times = |colour: u8| u8::try_from(u32::from(colour) * u32::from(alpha) / 255).unwrap_or(u8::MAX);
    u32::from_le_bytes([times(blue), times(green), times(red), alpha])
}

/// What was told of the pointer: only what has changed is told again.
#[cfg(any(target_os = "linux", windows))]
#[derive(Default)]
pub(super) struct PointerTold {
    shape: Option<PointerShape>,
    is_new: bool,
    place: Option<(u16, u16)>,
    /// The pointer is outside what is shared, or has no shape.
    hidden: bool,
}

#[cfg(any(target_os = "linux", windows))]
impl PointerTold {
    /// It may have changed; `None` if nothing of it can be seen.
    pub(super) fn set_shape(&mut self, shape: Option<PointerShape>) {
        self.shape = shape;
        self.is_new = true;
    }

    /// What is to be told, now that the pointer is at this pixel of the shared picture, or at none of them.
    pub(super) fn changes(&mut self, now: Option<(u16, u16)>) -> Vec<PointerUpdate> {
        let mut changes = Vec::new();
        match (&self.shape, now) {
            (Some(shape), Some((x, y))) => {
                if self.is_new || self.hidden {
                    changes.push(PointerUpdate::Shape(shape.clone()));
                }
                if self.place != now {
                    changes.push(PointerUpdate::Position { x, y });
                }
                self.hidden = false;
                self.is_new = false;
            }
            _ if !self.hidden => {
                changes.push(PointerUpdate::Hidden);
                self.hidden = true;
            }
            _ => {}
        }
        self.place = now;
        changes
    }
}
