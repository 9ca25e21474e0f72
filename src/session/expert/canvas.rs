//! The picture of the novice's screen, as a front end shows it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::dirty::Dirty;
use crate::rdp::expert::ExpertReader;
use crate::session::Waker;
use crate::vocabulary::{PointerShape, PointerUpdate, Rect};

/// The newest picture of the novice's screen: blue, green, red, alpha, as the displays of all systems take them, rows
/// from the top; alpha is 255 where the picture has arrived and 0 where nothing has come yet since the last change of
/// size, so that a front end can tell a whole picture.
#[derive(Default)]
pub struct Canvas {
    pub width: u16,
    pub height: u16,
    pub bgra: Vec<u8>,
    /// What changed since a front end last took it.
    pub dirty: Dirty,
    /// The pointer to draw over the picture: its shape and place.
    pub pointer: Option<Pointer>,
    /// Grows with every change.
    pub version: u64,
    /// When the oldest of what changed began to be decoded; a front end takes it with what is dirty.
    pub arrived: Option<Instant>,
    /// Called after each change, with the canvas free, by the thread that made it; `Event::Picture` is not sent then.
    /// For a front end that shows the picture elsewhere than where it takes its events.
    pub watcher: Option<Waker>,
}

impl Canvas {
    /// Red, green, blue and alpha of every pixel, as picture files want them.
    #[must_use]
    pub fn to_rgba(&self) -> Vec<u8> {
        let mut rgba = self.bgra.clone();
        for pixel in rgba.chunks_exact_mut(4) {
            pixel.swap(0, 2);
        }
        rgba
    }

    /// Whether every pixel has arrived.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let pixels = usize::from(self.width) * usize::from(self.height);
        pixels > 0 && self.bgra.len() == pixels * 4 && self.bgra.chunks_exact(4).all(|pixel| pixel.last() == Some(&255))
    }

    /// An empty canvas of this size: nothing has arrived.
    pub(super) fn clear(&mut self, width: u16, height: u16) {
        // The old pixels go before the new ones come, and those cost memory only where something is drawn.
        self.bgra = Vec::new();
        self.bgra = vec![0; usize::from(width) * usize::from(height) * 4];
        self.renew(width, height);
    }

    /// The pixels are there already, and this is their new size.
    pub(super) fn renew(&mut self, width: u16, height: u16) {
        (self.width, self.height) = (width, height);
        self.dirty = Dirty::all(width, height);
        self.version += 1;
    }

    /// `reader`: where the pixels are, if not here already.
    pub(super) fn take_pixels(&mut self, reader: Option<&ExpertReader>, area: Rect) {
        let whole = Rect::new(0, 0, self.width, self.height);
        let Some(area) = area.intersection(&whole) else { return };
        if let Some(reader) = reader {
            let picture = reader.picture();
            if (picture.width, picture.height) == (self.width, self.height) {
                reader.copy(area, &mut self.bgra);
            }
        }
        self.dirty.add(area);
        self.version += 1;
    }

    pub(super) fn point(&mut self, update: &PointerUpdate) {
        let pointer = self.pointer.get_or_insert_default();
        match update {
            PointerUpdate::Shape(shape) => {
                pointer.visible = true;
                pointer.shape = Some(shape.clone());
            }
            PointerUpdate::Hidden => pointer.visible = false,
            PointerUpdate::Default => {
                pointer.visible = true;
                pointer.shape = None;
            }
            PointerUpdate::Position { x, y } => (pointer.x, pointer.y) = (*x, *y),
        }
        self.version += 1;
    }
}

impl std::fmt::Debug for Canvas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Canvas")
            .field("size", &(self.width, self.height))
            .field("dirty", &self.dirty)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// The novice's pointer in the canvas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointer {
    pub visible: bool,
    /// Where it points, in pixels of the picture.
    pub x: u16,
    pub y: u16,
    /// `None`: the pointer of whoever shows it.
    pub shape: Option<PointerShape>,
}

pub type SharedCanvas = Arc<Mutex<Canvas>>;

pub(super) fn size(canvas: &SharedCanvas) -> (u16, u16) {
    let canvas = lock(canvas);
    (canvas.width, canvas.height)
}

pub(super) fn lock(canvas: &SharedCanvas) -> MutexGuard<'_, Canvas> {
    canvas.lock().unwrap_or_else(PoisonError::into_inner)
}
