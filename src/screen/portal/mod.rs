//! The screen of a Wayland desktop: the portal asks the person what shall be seen, and PipeWire brings it.
//!
//! Nothing is compared: the desktop tells with each picture what changed in it. Two threads work for it, the session's
//! ("portal") and the stream's ("pipewire"), which keeps the newest picture in [`Frames`]: the desktop has few buffers,
//! and gets each back at once.

mod frames;
mod pixels;
mod pointer;
mod stream;
mod turn;
mod wishes;

use std::sync::Arc;
use std::time::Duration;

use self::frames::Frames;
use self::stream::ScreenStream;
use super::{Capture, CaptureError, ScreenChange, Wake};
use crate::portal::{self, PortalSession};
use crate::vocabulary::{Rect, Size};

/// Whether the desktop can share its screen; asks the person nothing.
pub(super) fn is_there() -> Result<(), CaptureError> {
    portal::offers()?;
    Ok(())
}

/// Where no monitor begins: the place of a window, which nobody tells.
const NOWHERE: (i32, i32) = (i32::MIN, i32::MIN);

pub(super) struct PortalCapture {
    // In this order they end: the stream before what it belongs to.
    _stream: ScreenStream,
    _session: PortalSession,
    frames: Arc<Frames>,
    origin: (i32, i32),
    size: Size,
    picture: Vec<u8>,
    begun: bool,
}

impl PortalCapture {
    /// Waits until the person has answered the desktop's question and the first picture is there, for as long as it is
    /// `wanted`.
    pub(super) fn open(wanted: &dyn Fn() -> bool) -> Result<Self, CaptureError> {
        let frames = Arc::new(Frames::default());
        let news = Arc::clone(&frames);
        let session = PortalSession::begin(move |told| news.portal(told))?;
        let remote = frames.wait_for_remote(wanted)?;
        let shared = remote.streams.first().and_then(|stream| stream.place);
        let stream = ScreenStream::start(remote, Arc::clone(&frames))?;
        frames.wait_for_picture(wanted)?;
        let mut picture = Vec::new();
        let size = frames.take(&mut picture)?.size;
        Ok(Self {
            _stream: stream,
            _session: session,
            frames,
            origin: shared.unwrap_or(NOWHERE),
            size,
            picture,
            begun: false,
        })
    }
}

impl Capture for PortalCapture {
    fn size(&self) -> Size {
        self.size
    }

    /// In the units of the desktop's own layout.
    fn origin(&self) -> (i32, i32) {
        self.origin
    }

    fn next(&mut self, timeout: Duration) -> Result<ScreenChange, CaptureError> {
        let begun = std::mem::replace(&mut self.begun, true);
        self.frames.wait(if begun { timeout } else { Duration::ZERO });
        let taken = self.frames.take(&mut self.picture)?;
        let resized = taken.size != self.size;
        self.size = taken.size;
        Ok(ScreenChange {
            damage: if begun { taken.damage } else { vec![Rect::of(self.size)] },
            pointer: taken.pointer,
            resized: resized.then_some(self.size),
            seen: taken.seen,
        })
    }

    fn pixels(&self) -> &[u8] {
        &self.picture
    }

    fn waker(&self) -> Option<Arc<dyn Wake>> {
        Some(self.frames.clone())
    }
}
