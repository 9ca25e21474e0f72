//! The novice's screen: capture, what changed, encode. Knows no wire format beyond the encodings of a bitmap.

mod cursor;
mod damage;
mod encoder;
mod error;
mod graphics;
#[cfg(target_os = "macos")]
mod macos;
mod paint;
mod pipeline;
#[cfg(any(target_os = "linux", windows))]
mod pixels;
#[cfg(target_os = "linux")]
mod portal;
mod reduced;
mod support;
#[cfg(any(target_os = "linux", windows))]
mod turn;
#[cfg(any(windows, all(test, target_os = "linux")))]
mod windows;
#[cfg(target_os = "linux")]
mod x11;
#[cfg(any(windows, target_os = "macos"))]
mod xcap;

use std::sync::Arc;
use std::time::Instant;

use crate::vocabulary::{KeptBack, MonitorArea, PicturePart, PointerUpdate, Rect, Size};

pub use crate::portal::PortalSeat;
pub(crate) use damage::gather;
pub use damage::{Bounds, bounds};
pub use encoder::BitmapEncoder;
pub use error::{CaptureError, DisplayGone, NoDisplay, Uncapturable};
pub use graphics::GraphicsEncoder;
#[cfg(target_os = "macos")]
pub use macos::ask_to_record;
pub use paint::{Budget, Paint};
pub use pipeline::{Frame, ScreenPipeline};
pub use support::{ScreenSupport, System, desktop_asks, monitors, open, support, support_of};

/// What [`Capture::next`] found.
#[derive(Debug, Default)]
pub struct ScreenChange {
    /// Areas whose pixels may differ from the last call's; empty when nothing changed before the timeout.
    pub damage: Vec<Rect>,
    pub pointer: Vec<PointerUpdate>,
    /// The shared picture has a new size, or other monitors: the old picture is void, everything is damaged.
    pub resized: Option<Size>,
    /// When the system told of it, before it was read; `None`: now.
    pub seen: Option<Instant>,
}

/// Ends a blocked [`Capture::next`] early, from another thread.
pub trait Wake: Send + Sync {
    fn wake(&self);
}

/// A source of pictures. The thread that opens it keeps it: some systems bind it to that thread. It blocks.
pub trait Capture {
    fn size(&self) -> Size;

    /// Top left corner of the shared picture on the virtual desktop, in pixels; the injector adds it.
    fn origin(&self) -> (i32, i32);

    /// Where it lies is told by its parts instead, where it has several.
    fn parts(&self) -> Option<Arc<[PicturePart]>> {
        None
    }

    /// The monitors that make up the shared picture; none where that is one, or nothing is known of them.
    fn monitors(&self) -> Vec<MonitorArea> {
        Vec::new()
    }

    /// Waits at most `timeout` for a change and returns it; the first call returns the whole picture at once.
    fn next(&mut self, timeout: std::time::Duration) -> Result<ScreenChange, CaptureError>;

    /// The newest picture as of the last [`Capture::next`]: BGRX, 4 bytes a pixel, rows from the top without padding.
    fn pixels(&self) -> &[u8];

    /// What the system keeps out of the picture, as of the last [`Capture::next`].
    fn kept_back(&self) -> KeptBack {
        KeptBack::default()
    }

    /// From the next picture on, shows one colour where the desktop's background would be seen, or no longer. Where the
    /// system does not tell what is background, nothing changes.
    ///
    /// # Errors
    /// There is no picture any more.
    fn hide_background(&mut self, _hide: bool) -> Result<(), CaptureError> {
        Ok(())
    }

    /// What ends a blocked [`Capture::next`] at once; `None` where only its timeout does.
    fn waker(&self) -> Option<Arc<dyn Wake>> {
        None
    }
}

/// How the pixels of an area are written ([MS-RDPBCGR] 2.2.9.1.1.3.1.2.2, [MS-RDPEGDI] 2.2.2.5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// RDP 6.0 planar, 32 bits a pixel, no alpha plane, run-length coded.
    Planar,
    /// Interleaved run-length, 24, 16 (5-6-5) or 15 (5-5-5) bits a pixel.
    Interleaved { bits_per_pixel: u8 },
    /// The graphics pipeline: a frame is made of [`Paint`]s instead of areas.
    Graphics,
}

/// One encoded area, at most 64 × 64 pixels and at most 16 000 bytes.
///
/// Its width is a multiple of 4, as [MS-RDPBCGR] 2.2.9.1.1.3.1.2.2 asks of compressed bitmaps, so that no row is
/// padded; only in a picture narrower than 4 pixels it is the picture's (plain rows of 24 bits and less are then padded
/// to 4 bytes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedArea {
    pub area: Rect,
    pub bits_per_pixel: u8,
    /// False: `data` holds plain pixels, rows from the bottom ([MS-RDPBCGR] 2.2.9.1.1.3.1.2.2).
    pub compressed: bool,
    pub data: Vec<u8>,
}
