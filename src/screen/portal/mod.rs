//! The screen of a Wayland desktop: the portal asks the person what shall be seen, and PipeWire brings it.
//!
//! Nothing is compared: the desktop tells with each picture what changed in it. Two threads work for it, the session's
//! ("portal") and the stream's ("pipewire"), which keeps the newest picture in [`Frames`]: the desktop has few buffers,
//! and gets each back at once.

mod frames;
mod monitor;
mod pixels;
mod pointer;
mod provoke;
mod stream;
mod turn;
mod wishes;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use self::frames::Frames;
use self::monitor::SharedMonitor;
use self::provoke::Provoked;
use self::stream::ScreenStream;
use super::{Capture, CaptureError, DisplayGone, ScreenChange, Wake};
use crate::portal::{
    self, PortalError, PortalNews, PortalSeat, PortalSession, PortalViewer, SessionKind, SharedStream, StreamRemote,
};
use crate::vocabulary::{PicturePlace, Rect, Size};

/// Whether the desktop can share its screen; asks the person nothing.
pub(super) fn is_there() -> Result<(), CaptureError> {
    portal::offers()?;
    Ok(())
}

pub(super) struct PortalCapture {
    share: Arc<PortalShare>,
    seat: PortalSeat,
    size: Size,
    picture: Vec<u8>,
    begun: bool,
}

/// What is shown, which control can exchange for the picture of another session.
struct PortalShare {
    frames: Arc<Frames>,
    now: Mutex<Shown>,
    /// Held while one session's picture is shown in place of another's.
    switching: Mutex<()>,
}

#[derive(Default)]
struct Shown {
    share: Option<ShownShare>,
    /// The session of the view, while the picture is that of control.
    view: Option<PortalSession>,
}

struct ShownShare {
    // In this order they end: the stream before what it belongs to.
    _stream: ScreenStream,
    session: PortalSession,
    shares: Option<SharedStream>,
    monitor: Option<SharedMonitor>,
}

impl PortalShare {
    /// What was shown before is no longer, and its picture stays until the new one is there. Returns its session, where
    /// that shares the same.
    fn show(&self, session: PortalSession, remote: StreamRemote) -> Result<Option<PortalSession>, CaptureError> {
        let shares = remote.streams.first().copied();
        let shown = ShownShare {
            _stream: ScreenStream::start(remote, self.frames.sink())?,
            session,
            shares,
            monitor: shares.and_then(|stream| SharedMonitor::of(&stream)),
        };
        let before = self.lock().share.replace(shown);
        let same = before.filter(|before| match (&before.shares, &shares) {
            (Some(before), Some(now)) => before.shows_same(now),
            _ => false,
        });
        Ok(same.map(|before| before.session))
    }

    /// The portal tells of an end that the desktop brought about for the sake of a monitor as of one that the person
    /// did.
    fn told_apart(&self, error: CaptureError) -> CaptureError {
        if !matches!(error, CaptureError::DesktopStopped) {
            return error;
        }
        let monitor = self.lock().share.as_ref().and_then(|shown| shown.monitor.clone());
        if monitor.is_some_and(|monitor| monitor.has_changed()) {
            return CaptureError::Interrupted(DisplayGone::RecordingEnded);
        }
        error
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PortalViewer for PortalShare {
    fn take_over(
        &self,
        session: PortalSession,
        remote: StreamRemote,
        wanted: &dyn Fn() -> bool,
    ) -> Result<Size, PortalError> {
        let _switching = self.switching.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = self.show(session, remote).map_err(|error| {
            tracing::warn!(%error, "the picture of control is not shown");
            PortalError::NoPicture
        });
        let shown = shown.map(|before| {
            // The first one is that of the view.
            let mut now = self.lock();
            now.view = now.view.take().or(before);
        });
        if shown.is_ok()
            && let Some(size) = self.frames.follows(wanted)
        {
            return Ok(size);
        }
        if !wanted() {
            return Err(PortalError::Unwanted);
        }
        self.frames.sink().broke(DisplayGone::RecordingEnded);
        Err(PortalError::NoPicture)
    }

    fn hear(&self, news: PortalNews) {
        self.frames.portal(news);
    }

    fn go_back(&self) -> bool {
        let _switching = self.switching.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(view) = self.lock().view.take() else {
            return false;
        };
        let shown = view
            .open_again()
            .map_err(CaptureError::from)
            .and_then(|remote| self.show(view, remote));
        if let Err(error) = &shown {
            tracing::info!(%error, "the picture of control goes on");
        }
        shown.is_ok()
    }
}

impl PortalCapture {
    /// Waits until the person has answered the desktop's question and the first picture is there, for as long as it is
    /// `wanted`. From then on control can be asked for in the `seat`.
    pub(super) fn open(seat: &PortalSeat, wanted: &dyn Fn() -> bool) -> Result<Self, CaptureError> {
        let frames = Arc::new(Frames::default());
        let news = Arc::clone(&frames);
        let session = PortalSession::begin(SessionKind::View, move |told| news.portal(told))?;
        let remote = frames.wait_for_remote(wanted)?;
        let share = Arc::new(PortalShare {
            frames,
            now: Mutex::default(),
            switching: Mutex::default(),
        });
        share.show(session, remote)?;
        let provoked = Provoked::begin();
        let shown = share.frames.wait_for_picture(wanted);
        shown.map_err(|error| share.told_apart(error))?;
        drop(provoked);
        let mut picture = Vec::new();
        let taken = share.frames.take(&mut picture);
        let size = taken.map_err(|error| share.told_apart(error))?.size;
        let viewer: Arc<dyn PortalViewer> = Arc::<PortalShare>::clone(&share);
        seat.sit_down(viewer);
        Ok(Self {
            share,
            seat: seat.clone(),
            size,
            picture,
            begun: false,
        })
    }
}

impl Drop for PortalCapture {
    fn drop(&mut self) {
        self.seat.leave();
        // Whoever begins control meanwhile may hold the share for a moment more: nothing is shared any more.
        drop(std::mem::take(&mut *self.share.lock()));
    }
}

impl Capture for PortalCapture {
    fn size(&self) -> Size {
        self.size
    }

    /// In the units of the desktop's own layout.
    fn origin(&self) -> (i32, i32) {
        let shown = self.share.lock();
        let shares = shown.share.as_ref().and_then(|shown| shown.shares);
        shares.and_then(|stream| stream.place).unwrap_or(PicturePlace::NOWHERE)
    }

    fn next(&mut self, timeout: Duration) -> Result<ScreenChange, CaptureError> {
        let begun = std::mem::replace(&mut self.begun, true);
        self.share.frames.wait(if begun { timeout } else { Duration::ZERO });
        let taken = self.share.frames.take(&mut self.picture);
        let taken = taken.map_err(|error| self.share.told_apart(error))?;
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
        Some(Arc::<Frames>::clone(&self.share.frames))
    }
}
