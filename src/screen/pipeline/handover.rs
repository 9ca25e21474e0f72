//! What passes between the consumer and the thread: one frame at most, and what is wished of the next.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::screen::{Budget, CaptureError, EncodedArea, Encoding, Paint, Wake};
use crate::vocabulary::{Economy, KeptBack, MonitorArea, PicturePart, PointerUpdate, Rect, Shared, Size};

/// What changed since the frame before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Counts from 1.
    pub number: u64,
    pub size: Size,
    /// Top left corner of the shared picture on the virtual desktop, in pixels; the injector adds it.
    pub origin: (i32, i32),
    /// The parts that it is put together of, on desktops that place each on its own.
    pub parts: Option<Arc<[PicturePart]>>,
    /// The monitors that make up the picture; none where that is one.
    pub monitors: Vec<MonitorArea>,
    /// What is not in it.
    pub kept_back: KeptBack,
    /// From now on the picture has this size and these monitors, and shows nothing yet: such a frame has no areas. The
    /// first frame is one.
    pub resized: bool,
    /// Empty in [`Encoding::Graphics`].
    pub areas: Vec<EncodedArea>,
    /// Empty in every other encoding.
    pub paints: Vec<Paint>,
    pub pointer: Vec<PointerUpdate>,
    /// When the system told of the oldest change in it.
    pub seen: Instant,
    /// How long it took to be encoded, capture not counted.
    pub took: Duration,
}

#[derive(Default)]
pub(super) struct PipelineShared {
    state: Mutex<PipelineState>,
    /// Something for the thread to look at, or the thread is through.
    pub(super) asked: Condvar,
    /// Something for the consumer to look at.
    pub(super) given: Notify,
}

#[derive(Default)]
pub(super) struct PipelineState {
    pub(super) wanted: bool,
    pub(super) budget: Budget,
    pub(super) ready: Option<Result<Frame, CaptureError>>,
    pub(super) orders: Orders,
    pub(super) waker: Option<Arc<dyn Wake>>,
    pub(super) stop: bool,
    pub(super) finished: bool,
}

impl PipelineState {
    pub(super) fn wake(&self) {
        if let Some(waker) = &self.waker {
            waker.wake();
        }
    }
}

impl PipelineShared {
    pub(super) fn lock(&self) -> MutexGuard<'_, PipelineState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn stop(&self) {
        let mut state = self.lock();
        state.stop = true;
        state.ready = None;
        state.wake();
        drop(state);
        self.asked.notify_all();
        self.given.notify_one();
    }

    pub(super) fn finish(&self, error: Option<CaptureError>) {
        let mut state = self.lock();
        state.finished = true;
        state.waker = None;
        if let Some(error) = error.filter(|_| !state.stop) {
            state.ready = Some(Err(error));
        }
        drop(state);
        self.asked.notify_all();
        self.given.notify_one();
    }
}

/// What the thread is to do before its next frame. The newest order of each kind counts, and areas are gathered:
/// however many come, no more waits than this.
#[derive(Default)]
pub(super) struct Orders {
    /// What is shown, or how, changes; a frame that was made before is void.
    pub(super) changes: bool,
    /// The frame that waited when it changed.
    pub(super) unsent: Option<Frame>,
    pub(super) share: Option<Shared>,
    pub(super) encoding: Option<Encoding>,
    pub(super) economy: Option<Economy>,
    pub(super) refresh_all: bool,
    pub(super) refresh: Vec<Rect>,
}

impl Orders {
    pub(super) fn nothing(&self) -> bool {
        !self.changes && !self.refresh_all && self.refresh.is_empty()
    }
}
