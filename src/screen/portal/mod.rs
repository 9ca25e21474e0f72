//! The screen of a Wayland desktop: the portal asks the person what shall be seen, and PipeWire brings it.
//!
//! Nothing is compared: the desktop tells with each picture what changed in it. Two threads work for it, the session's
//! ("portal") and the streams' ("pipewire"), which keeps the newest picture in [`Frames`]: the desktop has few buffers,
//! and gets each back at once. Each monitor or window has a stream of its own; they make one picture (`common.rs`), laid
//! out as the desktop does (`layout.rs`).

mod common;
mod frames;
mod layout;
mod monitor;
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
use self::stream::ScreenStreams;
use super::{Capture, CaptureError, DisplayGone, ScreenChange, Wake};
use crate::portal::{
    self, PortalError, PortalNews, PortalSeat, PortalSession, PortalViewer, SessionKind, SharedStream, StreamRemote,
};
use crate::vocabulary::{MonitorArea, PicturePart, PicturePlace, Rect, Size};

/// Whether the desktop can share its screen; asks the person nothing.
pub(super) fn is_there() -> Result<(), CaptureError> {
    portal::offers()?;
    Ok(())
}

pub(super) struct PortalCapture {
    share: Arc<PortalShare>,
    seat: PortalSeat,
    place: PicturePlace,
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
    // In this order they end: the streams before what they belong to.
    _streams: ScreenStreams,
    session: PortalSession,
    shares: Vec<SharedStream>,
    monitors: Vec<SharedMonitor>,
}

impl PortalShare {
    /// What was shown before is no longer, and its picture stays until the new one is there. Returns its session, where
    /// that shares the same.
    fn show(&self, session: PortalSession, remote: StreamRemote) -> Result<Option<PortalSession>, CaptureError> {
        let shares = remote.streams.clone();
        let shown = ShownShare {
            _streams: ScreenStreams::start(remote, &self.frames.sink(&shares))?,
            session,
            shares: shares.clone(),
            monitors: SharedMonitor::of(&shares),
        };
        let before = self.lock().share.replace(shown);
        let same = before.filter(|before| portal::share_same(&before.shares, &shares));
        Ok(same.map(|before| before.session))
    }

    /// The portal tells of an end that the desktop brought about for the sake of a monitor as of one that the person
    /// did.
    fn told_apart(&self, error: CaptureError) -> CaptureError {
        if !matches!(error, CaptureError::DesktopStopped) {
            return error;
        }
        let monitors = self.lock().share.as_ref().map(|shown| shown.monitors.clone());
        if SharedMonitor::have_changed(&monitors.unwrap_or_default()) {
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
    ) -> Result<Vec<Size>, PortalError> {
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
            && let Some(sizes) = self.frames.follows(wanted)
        {
            return Ok(sizes);
        }
        if !wanted() {
            return Err(PortalError::Unwanted);
        }
        self.frames.give_up();
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
        let place = taken.map_err(|error| share.told_apart(error))?.place;
        let viewer: Arc<dyn PortalViewer> = Arc::<PortalShare>::clone(&share);
        seat.sit_down(viewer);
        Ok(Self {
            share,
            seat: seat.clone(),
            place,
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
        self.place.size
    }

    /// In the units of the desktop's own layout.
    fn origin(&self) -> (i32, i32) {
        self.place.origin
    }

    fn parts(&self) -> Option<Arc<[PicturePart]>> {
        self.place.parts.clone()
    }

    /// Windows beside them are among them.
    fn monitors(&self) -> Vec<MonitorArea> {
        let parts = self.place.parts.as_deref().unwrap_or_default();
        // No portal tells which is the primary one.
        let monitor = |part: &PicturePart| MonitorArea {
            area: part.area,
            primary: false,
        };
        parts.iter().map(monitor).collect()
    }

    fn next(&mut self, timeout: Duration) -> Result<ScreenChange, CaptureError> {
        let begun = std::mem::replace(&mut self.begun, true);
        self.share.frames.wait(if begun { timeout } else { Duration::ZERO });
        let taken = self.share.frames.take(&mut self.picture);
        let taken = taken.map_err(|error| self.share.told_apart(error))?;
        let moved = taken.place != self.place;
        self.place = taken.place;
        let size = self.place.size;
        Ok(ScreenChange {
            damage: if begun { taken.damage } else { vec![Rect::of(size)] },
            pointer: taken.pointer,
            resized: moved.then_some(size),
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
