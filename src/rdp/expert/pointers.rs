//! The novice's pointer as it comes to the expert: shapes, the cache of them, and its place.

use crate::rdp::error::Structure;
use std::sync::Arc;

use ironrdp_graphics::pointer::{DecodedPointer, PointerBitmapTarget};
use ironrdp_pdu::pointer::PointerUpdateData;

use crate::rdp::error::RdpError;
use crate::rdp::fence::fenced;
use crate::vocabulary::{PointerShape, PointerUpdate};

/// As many shapes as the expert's capabilities announce; a desktop has about twenty.
pub(super) const CACHE_SIZE: u16 = 32;
/// The largest side that the Large Pointer capability names ([MS-RDPBCGR] 2.2.7.2.7).
const MAX_SIDE: u16 = 384;

#[derive(Default)]
pub(super) struct Pointers {
    /// By cache index; never longer than [`CACHE_SIZE`].
    cache: Vec<Option<PointerUpdate>>,
}

impl Pointers {
    /// `None`: a cached shape that never came.
    pub(super) fn update(&mut self, update: &PointerUpdateData<'_>) -> Result<Option<PointerUpdate>, RdpError> {
        // Indexed colours are black and white here: no server of today sends a palette for them.
        let target = PointerBitmapTarget::Accelerated;
        let (index, width, height) = match update {
            PointerUpdateData::SetHidden => return Ok(Some(PointerUpdate::Hidden)),
            PointerUpdateData::SetDefault => return Ok(Some(PointerUpdate::Default)),
            PointerUpdateData::SetPosition(place) => {
                return Ok(Some(PointerUpdate::Position { x: place.x, y: place.y }));
            }
            PointerUpdateData::Cached(cached) => {
                return Ok(self.cache.get(usize::from(cached.cache_index)).cloned().flatten());
            }
            PointerUpdateData::Color(shape) => (shape.cache_index, shape.width, shape.height),
            PointerUpdateData::New(shape) => {
                let shape = &shape.color_pointer;
                (shape.cache_index, shape.width, shape.height)
            }
            PointerUpdateData::Large(shape) => (shape.cache_index, shape.width, shape.height),
        };
        if width > MAX_SIDE || height > MAX_SIDE {
            return Err(Structure::Pointer.bad_size(width, height).into());
        }
        let decoded = fenced(Structure::Pointer, || match update {
            PointerUpdateData::Color(shape) => DecodedPointer::decode_color_pointer_attribute(shape, target),
            PointerUpdateData::New(shape) => DecodedPointer::decode_pointer_attribute(shape, target),
            PointerUpdateData::Large(shape) => DecodedPointer::decode_large_pointer_attribute(shape, target),
            _ => Ok(DecodedPointer::new_invisible()),
        })?;
        let mut bgra = decoded.bitmap_data;
        // It decodes to red, green, blue.
        for [red, _, blue, _] in bgra.as_chunks_mut::<4>().0 {
            std::mem::swap(red, blue);
        }
        let shape = if bgra.is_empty() {
            PointerUpdate::Hidden
        } else {
            PointerUpdate::Shape(PointerShape {
                hot_x: decoded.hotspot_x.min(decoded.width.saturating_sub(1)),
                hot_y: decoded.hotspot_y.min(decoded.height.saturating_sub(1)),
                width: decoded.width,
                height: decoded.height,
                bgra: Arc::new(bgra),
            })
        };
        if index < CACHE_SIZE {
            let index = usize::from(index);
            if self.cache.len() <= index {
                self.cache.resize(index + 1, None);
            }
            if let Some(slot) = self.cache.get_mut(index) {
                *slot = Some(shape.clone());
            }
        }
        Ok(Some(shape))
    }
}
