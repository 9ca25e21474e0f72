//! The encoder in use: of bitmaps, or of the graphics pipeline.

use std::time::Duration;

use crate::screen::{BitmapEncoder, Encoding, GraphicsEncoder};
use crate::vocabulary::Rect;

/// What turns a picture into a frame.
pub(super) enum Drawer {
    Bitmaps(BitmapEncoder),
    Graphics(Box<GraphicsEncoder>),
}

impl Drawer {
    pub(super) fn new(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Graphics => Self::Graphics(Box::default()),
            Encoding::Planar | Encoding::Interleaved { .. } => Self::Bitmaps(BitmapEncoder::new(encoding)),
        }
    }

    pub(super) fn forget(&mut self) {
        match self {
            Self::Bitmaps(encoder) => encoder.forget(),
            Self::Graphics(graphics) => graphics.forget(),
        }
    }

    pub(super) fn forget_areas(&mut self, areas: &[Rect]) {
        match self {
            Self::Bitmaps(encoder) => encoder.forget_areas(areas),
            Self::Graphics(graphics) => graphics.forget_areas(areas),
        }
    }

    /// When it has something to add to what it drew though nothing changes.
    pub(super) fn due(&self) -> Option<Duration> {
        match self {
            Self::Bitmaps(_) => None,
            Self::Graphics(graphics) => graphics.due(),
        }
    }
}
