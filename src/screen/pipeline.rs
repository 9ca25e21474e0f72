//! The thread that owns capture and encoder, and hands out one frame whenever one is asked for.
//!
//! Nothing is captured or encoded ahead: while the consumer is busy the display gathers its changes, and the next frame
//! is made of the newest picture. What the permit no longer allows does not come out, whatever was ready before.
//!
//! Here is what the consumer holds of it; `worker.rs` is the thread, `handover.rs` what passes between both.

mod drawer;
mod due;
mod handover;
mod worker;

use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use self::handover::{Orders, PipelineShared};
use self::worker::ScreenWorker;
use super::damage::gather;
use super::{Budget, Capture, CaptureError, Encoding, Uncapturable, open};
use crate::portal::PortalSeat;
use crate::vocabulary::{DisplayName, Economy, Permit, Rect, Shared, ToView};

pub use handover::Frame;

/// How long [`ScreenPipeline::stop`] waits for a display that does not answer.
const STOP_WAITS: Duration = Duration::from_secs(2);

/// A running capture. Dropping it stops it without waiting.
pub struct ScreenPipeline {
    inner: Arc<PipelineShared>,
    permit: Arc<dyn Permit<ToView>>,
    thread: Option<JoinHandle<()>>,
}

impl ScreenPipeline {
    /// Begins at once; call it only once the view was allowed. A permit that no longer holds ends it for good.
    #[must_use]
    pub fn start(
        display: DisplayName,
        shared: Shared,
        seat: PortalSeat,
        encoding: Encoding,
        permit: Arc<dyn Permit<ToView>>,
    ) -> Self {
        let wanted = Arc::clone(&permit);
        let source = move |shared| open(&display, shared, &seat, &|| wanted.holds());
        Self::over(source, shared, encoding, permit)
    }

    /// The same over any source of pictures; it is asked again when something else is to be shared.
    pub fn over<S>(source: S, shared: Shared, encoding: Encoding, permit: Arc<dyn Permit<ToView>>) -> Self
    where
        S: FnMut(Shared) -> Result<Box<dyn Capture>, CaptureError> + Send + 'static,
    {
        let inner = Arc::new(PipelineShared::default());
        let worker = ScreenWorker::new(inner.clone(), permit.clone(), source, encoding);
        let thread = std::thread::Builder::new()
            .name("screen".to_owned())
            .spawn(move || worker.run(shared));
        let thread = match thread {
            Ok(thread) => Some(thread),
            Err(error) => {
                inner.finish(Some(Uncapturable::Thread(error).into()));
                None
            }
        };
        Self { inner, permit, thread }
    }

    /// The next frame, made of the newest picture once something changed; `None` after the permit was withdrawn or the
    /// pipeline stopped. May be dropped while it waits: no frame is lost.
    ///
    /// # Errors
    /// There is no picture, or no longer one; after that `None` follows.
    pub async fn next(&mut self) -> Result<Option<Frame>, CaptureError> {
        loop {
            {
                let mut state = self.inner.lock();
                if !self.permit.holds() {
                    state.stop = true;
                    state.ready = None;
                    state.wake();
                    self.inner.asked.notify_all();
                    return Ok(None);
                }
                match state.ready.take() {
                    Some(Ok(frame)) => return Ok(Some(frame)),
                    Some(Err(error)) => return Err(error),
                    None if state.finished || state.stop => return Ok(None),
                    None => state.wanted = true,
                }
                self.inner.asked.notify_all();
            }
            self.inner.given.notified().await;
        }
    }

    /// Shows something else. A frame of what was shared before does not come out any more.
    pub fn share(&self, shared: Shared) {
        self.change(|orders| orders.share = Some(shared));
    }

    /// These areas are sent again, whether they changed or not.
    pub fn refresh(&self, areas: Vec<Rect>) {
        self.lost(|orders| {
            gather(&mut orders.refresh, areas);
        });
    }

    /// The other end lost the whole picture and the pointer (after a re-activation): all is sent again.
    pub fn refresh_all(&self) {
        self.lost(|orders| orders.refresh_all = true);
    }

    /// From now on in this encoding; all is sent again.
    pub fn set_encoding(&self, encoding: Encoding) {
        self.change(|orders| orders.encoding = Some(encoding));
    }

    /// What the frames from the next one on may cost. A frame that waits already is handed out as it is.
    pub fn set_budget(&self, budget: Budget) {
        self.inner.lock().budget = budget;
        self.inner.asked.notify_all();
    }

    /// What is given up from now on to spare the network; all is sent again.
    pub fn set_economy(&self, economy: Economy) {
        self.change(|orders| orders.economy = Some(economy));
    }

    /// Ends the capture and waits until the display is let go.
    pub fn stop(mut self) {
        self.inner.stop();
        let state = self.inner.lock();
        let waited = self
            .inner
            .asked
            .wait_timeout_while(state, STOP_WAITS, |state| !state.finished);
        let finished = waited.unwrap_or_else(PoisonError::into_inner).0.finished;
        match self.thread.take() {
            Some(thread) if finished => {
                if thread.join().is_err() {
                    tracing::error!("the capture thread broke down");
                }
            }
            _ => tracing::warn!("the display does not answer; its capture is left behind"),
        }
    }

    /// Something else is shown from now on: a frame that waits is made anew.
    fn change(&self, change: impl FnOnce(&mut Orders)) {
        let mut state = self.inner.lock();
        if let Some(Ok(frame)) = state.ready.take_if(|ready| ready.is_ok()) {
            state.orders.unsent = Some(frame);
        }
        state.orders.changes = true;
        change(&mut state.orders);
        state.wake();
        self.inner.asked.notify_all();
    }

    /// Tells the encoder that something sent before was lost or is wanted again: it counts for the next frame; one that
    /// waits goes out as it is. So endless requests cannot keep frames from going out.
    fn lost(&self, lost: impl FnOnce(&mut Orders)) {
        let mut state = self.inner.lock();
        let first = state.orders.nothing();
        lost(&mut state.orders);
        if first {
            state.wake();
        }
        self.inner.asked.notify_all();
    }
}

impl Drop for ScreenPipeline {
    fn drop(&mut self) {
        self.inner.stop();
    }
}
