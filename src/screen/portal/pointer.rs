//! The pointer that comes beside the picture (SPA_META_Cursor), told only when it changed.

use pipewire::spa::buffer::meta::MetaCursor;
use pipewire::spa::param::video::VideoFormat;

use crate::vocabulary::{PointerShape, PointerUpdate, Size};

/// Cursors are asked for up to this size, and larger ones not read.
pub(super) const MOST_SIDE: u16 = 256;

/// What was last told.
#[derive(Default)]
pub(super) struct PointerWatch {
    shape: Option<PointerShape>,
    place: Option<(u16, u16)>,
    /// The pointer is not in what is shared, or has no shape.
    hidden: bool,
}

impl PointerWatch {
    /// What changed of shape and place.
    pub fn changes(&mut self, cursor: &MetaCursor, size: Size) -> (Option<PointerUpdate>, Option<PointerUpdate>) {
        let mut new = false;
        if let Some(shape) = shape(cursor) {
            new = true;
            self.shape = shape;
        }
        let position = cursor.position();
        let side = |at: i32, length: u16| u16::try_from(at).ok().filter(|at| *at < length);
        let place = side(position.x, size.width).zip(side(position.y, size.height));
        let place = place.filter(|_| cursor.is_valid());
        let told = match (&self.shape, place) {
            (Some(shape), Some((x, y))) => {
                let shape = (new || self.hidden).then(|| PointerUpdate::Shape(shape.clone()));
                self.hidden = false;
                let moved = self.place != place;
                (shape, moved.then_some(PointerUpdate::Position { x, y }))
            }
            _ if !self.hidden => {
                self.hidden = true;
                (Some(PointerUpdate::Hidden), None)
            }
            _ => (None, None),
        };
        self.place = place;
        told
    }
}

/// The new shape, `Some(None)` where nothing of it can be seen; `None` where it is the old one.
fn shape(cursor: &MetaCursor) -> Option<Option<PointerShape>> {
    let bitmap = cursor.bitmap()?;
    let size = bitmap.size();
    let side = |length: u32| u16::try_from(length).ok().filter(|side| *side <= MOST_SIDE);
    let (Some(width), Some(height)) = (side(size.width), side(size.height)) else {
        return Some(None);
    };
    let argb: fn([u8; 4]) -> u32 = match bitmap.format() {
        VideoFormat::BGRA => u32::from_le_bytes,
        VideoFormat::RGBA => |[red, green, blue, alpha]| u32::from_le_bytes([blue, green, red, alpha]),
        VideoFormat::ARGB => u32::from_be_bytes,
        other => {
            tracing::debug!(?other, "a cursor in an unknown format");
            return Some(None);
        }
    };
    let stride = usize::try_from(bitmap.stride()).unwrap_or_default();
    let data = bitmap.bitmap_data().filter(|_| stride > 0).unwrap_or_default();
    let rows = data.chunks(stride.max(1)).take(height.into());
    let pixels: Vec<_> = rows
        .flat_map(|row| row.as_chunks::<4>().0.iter().take(width.into()))
        .map(|pixel| argb(*pixel))
        .collect();
    let hot = |at: i32| u16::try_from(at).unwrap_or_default();
    let (x, y) = (hot(cursor.hotspot().x), hot(cursor.hotspot().y));
    Some(PointerShape::from_premultiplied(width, height, (x, y), &pixels))
}
