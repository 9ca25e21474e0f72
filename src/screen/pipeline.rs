//! The thread that owns capture and encoder, and hands out one frame whenever one is asked for.
//!
//! Nothing is captured or encoded ahead: while the consumer is busy the display gathers its changes, and the next frame
//! is made of the newest picture. What the permit no longer allows does not come out, whatever was ready before.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::damage::{MOST_AREAS, gather, merge};
use super::reduced::Reduced;
use super::{
    BitmapEncoder, Budget, Capture, CaptureError, EncodedArea, Encoding, GraphicsEncoder, Paint, ScreenChange, Wake,
    open,
};
use crate::vocabulary::{DisplayName, Economy, Permit, PointerUpdate, Rect, Shared, Size, ToView};

/// Least time between two frames while something is dragged or scrolled, where that is to be spared.
const DRAG_GAP: Duration = Duration::from_millis(400);

/// Bitmaps do not tell what moved: a change of one part in so many of the picture counts as that.
const LARGE_PART: usize = 8;

/// While nothing changes the permit is looked at this often.
const IDLE: Duration = Duration::from_secs(1);

/// The same for a capture that cannot be woken.
const IDLE_UNWOKEN: Duration = Duration::from_millis(50);

/// How long [`ScreenPipeline::stop`] waits for a display that does not answer.
const STOP_WAITS: Duration = Duration::from_secs(2);

/// What changed since the frame before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Counts from 1.
    pub number: u64,
    pub size: Size,
    /// Top left corner of the shared picture on the virtual desktop, in pixels; the injector adds it.
    pub origin: (i32, i32),
    /// From now on the picture has this size, and shows nothing yet: such a frame has no areas. The first frame is one.
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

/// A running capture. Dropping it stops it without waiting.
pub struct ScreenPipeline {
    inner: Arc<PipelineShared>,
    permit: Arc<dyn Permit<ToView>>,
    thread: Option<JoinHandle<()>>,
}

impl ScreenPipeline {
    /// Begins at once; call it only once the view was allowed. A permit that no longer holds ends it for good.
    #[must_use]
    pub fn start(display: DisplayName, shared: Shared, encoding: Encoding, permit: Arc<dyn Permit<ToView>>) -> Self {
        Self::over(move |shared| open(&display, shared), shared, encoding, permit)
    }

    /// The same over any source of pictures; it is asked again when something else is to be shared.
    pub fn over<S>(source: S, shared: Shared, encoding: Encoding, permit: Arc<dyn Permit<ToView>>) -> Self
    where
        S: FnMut(Shared) -> Result<Box<dyn Capture>, CaptureError> + Send + 'static,
    {
        let inner = Arc::new(PipelineShared::default());
        let worker = ScreenWorker {
            inner: inner.clone(),
            permit: permit.clone(),
            source,
            drawer: Drawer::new(encoding),
            economy: Economy::default(),
            reduced: Reduced::default(),
            moving: false,
            began: Instant::now(),
            due: Due::default(),
            pointer: Vec::new(),
            number: 0,
        };
        let thread = std::thread::Builder::new()
            .name("screen".to_owned())
            .spawn(move || worker.run(shared));
        let thread = match thread {
            Ok(thread) => Some(thread),
            Err(error) => {
                inner.finish(Some(CaptureError::Unsupported(format!(
                    "no thread could be started: {error}"
                ))));
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

#[derive(Default)]
struct PipelineShared {
    state: Mutex<PipelineState>,
    /// Something for the thread to look at, or the thread is through.
    asked: Condvar,
    /// Something for the consumer to look at.
    given: Notify,
}

#[derive(Default)]
struct PipelineState {
    wanted: bool,
    budget: Budget,
    ready: Option<Result<Frame, CaptureError>>,
    orders: Orders,
    waker: Option<Arc<dyn Wake>>,
    stop: bool,
    finished: bool,
}

impl PipelineState {
    fn wake(&self) {
        if let Some(waker) = &self.waker {
            waker.wake();
        }
    }
}

impl PipelineShared {
    fn lock(&self) -> MutexGuard<'_, PipelineState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stop(&self) {
        let mut state = self.lock();
        state.stop = true;
        state.ready = None;
        state.wake();
        drop(state);
        self.asked.notify_all();
        self.given.notify_one();
    }

    fn finish(&self, error: Option<CaptureError>) {
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
struct Orders {
    /// What is shown, or how, changes; a frame that was made before is void.
    changes: bool,
    /// The frame that waited when it changed.
    unsent: Option<Frame>,
    share: Option<Shared>,
    encoding: Option<Encoding>,
    economy: Option<Economy>,
    refresh_all: bool,
    refresh: Vec<Rect>,
}

impl Orders {
    fn nothing(&self) -> bool {
        !self.changes && !self.refresh_all && self.refresh.is_empty()
    }
}

/// What the consumer has not got yet.
#[derive(Default)]
struct Due {
    announce: bool,
    damage: Vec<Rect>,
    pointer: Vec<PointerUpdate>,
    /// When the system told of the oldest of it.
    seen: Option<Instant>,
}

impl Due {
    fn nothing(&self) -> bool {
        !self.announce && self.damage.is_empty() && self.pointer.is_empty()
    }

    fn add(&mut self, change: ScreenChange) {
        if change.resized.is_some() {
            self.announce = true;
            self.damage.clear();
        }
        let now = Instant::now();
        let seen = self.seen.get_or_insert(now);
        *seen = (*seen).min(change.seen.unwrap_or(now));
        self.damage.extend(change.damage);
        merge(&mut self.damage, MOST_AREAS);
        add_newer(&mut self.pointer, change.pointer);
    }
}

/// Only the newest place counts, and the newest shape.
fn add_newer(pointer: &mut Vec<PointerUpdate>, newer: Vec<PointerUpdate>) {
    let is_place = |change: &PointerUpdate| matches!(change, PointerUpdate::Position { .. });
    for change in newer {
        pointer.retain(|old| is_place(old) != is_place(&change));
        pointer.push(change);
    }
}

/// What turns a picture into a frame.
enum Drawer {
    Bitmaps(BitmapEncoder),
    Graphics(Box<GraphicsEncoder>),
}

impl Drawer {
    fn new(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Graphics => Self::Graphics(Box::default()),
            Encoding::Planar | Encoding::Interleaved { .. } => Self::Bitmaps(BitmapEncoder::new(encoding)),
        }
    }

    fn forget(&mut self) {
        match self {
            Self::Bitmaps(encoder) => encoder.forget(),
            Self::Graphics(graphics) => graphics.forget(),
        }
    }

    fn forget_areas(&mut self, areas: &[Rect]) {
        match self {
            Self::Bitmaps(encoder) => encoder.forget_areas(areas),
            Self::Graphics(graphics) => graphics.forget_areas(areas),
        }
    }

    /// When it has something to add to what it drew though nothing changes.
    fn due(&self) -> Option<Duration> {
        match self {
            Self::Bitmaps(_) => None,
            Self::Graphics(graphics) => graphics.due(),
        }
    }
}

struct ScreenWorker<S> {
    inner: Arc<PipelineShared>,
    permit: Arc<dyn Permit<ToView>>,
    source: S,
    drawer: Drawer,
    economy: Economy,
    reduced: Reduced,
    /// The last frame showed something that was dragged or scrolled.
    moving: bool,
    began: Instant,
    due: Due,
    /// Shape and place of the pointer as they were last seen.
    pointer: Vec<PointerUpdate>,
    number: u64,
}

/// Why the thread ends.
enum WorkerEnd {
    Stopped,
    Failed(CaptureError),
}

impl From<CaptureError> for WorkerEnd {
    fn from(error: CaptureError) -> Self {
        Self::Failed(error)
    }
}

impl<S> ScreenWorker<S>
where
    S: FnMut(Shared) -> Result<Box<dyn Capture>, CaptureError>,
{
    fn run(mut self, shared: Shared) {
        let inner = self.inner.clone();
        // Also when this thread unwinds the consumer must not wait for ever.
        let finish = Finish(&inner);
        let end = self.work(shared);
        if let Err(WorkerEnd::Failed(error)) = end {
            tracing::info!(%error, "the capture ended");
            inner.finish(Some(error));
        }
        drop(finish);
    }

    fn work(&mut self, shared: Shared) -> Result<(), WorkerEnd> {
        self.check()?;
        let mut capture = self.open(shared)?;
        let mut last = None;
        loop {
            let orders = self.wait(last)?;
            self.obey(orders, &mut capture)?;
            self.check()?;
            if !self.due.announce {
                let timeout = match capture.waker() {
                    _ if !self.due.nothing() => Duration::ZERO,
                    Some(_) => IDLE,
                    None => IDLE_UNWOKEN,
                };
                let timeout = match self.drawer.due() {
                    Some(due) => timeout.min(due.saturating_sub(self.began.elapsed())),
                    None => timeout,
                };
                let change = capture.next(timeout)?;
                add_newer(&mut self.pointer, change.pointer.clone());
                if change.resized.is_some() {
                    self.inner.lock().waker = capture.waker();
                }
                self.due.add(change);
                self.check()?;
            }
            let more = self.drawer.due().is_some_and(|due| due <= self.began.elapsed());
            if self.due.nothing() && !more {
                continue;
            }
            let Some(frame) = self.frame(capture.as_ref()) else {
                continue;
            };
            let paced = !frame.resized;
            if self.give(frame)? && paced {
                last = Some(Instant::now());
            }
        }
    }

    fn obey(&mut self, orders: Orders, capture: &mut Box<dyn Capture>) -> Result<(), WorkerEnd> {
        if let Some(frame) = orders.unsent {
            self.take_back(frame);
        }
        if let Some(encoding) = orders.encoding {
            self.drawer = Drawer::new(encoding);
        }
        if let Some(economy) = orders.economy {
            self.economy = economy;
            self.reduced = Reduced::default();
            if orders.share.is_none() {
                capture.hide_background(economy >= Economy::NoBackground)?;
            }
        }
        if let Some(shared) = orders.share {
            *capture = self.open(shared)?;
        } else if orders.refresh_all || orders.encoding.is_some() || orders.economy.is_some() {
            self.refresh_all(capture.as_ref());
        } else if !orders.refresh.is_empty() {
            self.drawer.forget_areas(&orders.refresh);
            self.due.add(ScreenChange {
                damage: orders.refresh,
                ..ScreenChange::default()
            });
        }
        Ok(())
    }

    fn open(&mut self, shared: Shared) -> Result<Box<dyn Capture>, WorkerEnd> {
        let mut capture = (self.source)(shared)?;
        capture.hide_background(self.economy >= Economy::NoBackground)?;
        self.reduced = Reduced::default();
        self.inner.lock().waker = capture.waker();
        self.due = Due {
            announce: true,
            ..Due::default()
        };
        self.pointer.clear();
        self.drawer.forget();
        Ok(capture)
    }

    fn refresh_all(&mut self, capture: &dyn Capture) {
        self.drawer.forget();
        let pointer = self.pointer.clone();
        self.due.add(ScreenChange {
            damage: vec![Rect::of(capture.size())],
            pointer,
            ..ScreenChange::default()
        });
    }

    fn check(&self) -> Result<(), WorkerEnd> {
        if self.permit.holds() && !self.inner.lock().stop {
            Ok(())
        } else {
            Err(WorkerEnd::Stopped)
        }
    }

    /// Waits until a frame is wanted and the pace allows it, or what is shown changes; `last` is when the frame before
    /// was given.
    fn wait(&self, last: Option<Instant>) -> Result<Orders, WorkerEnd> {
        let mut state = self.inner.lock();
        loop {
            if state.stop {
                return Err(WorkerEnd::Stopped);
            }
            if state.orders.changes {
                return Ok(std::mem::take(&mut state.orders));
            }
            let gap = if self.moving && self.economy >= Economy::NoDrag {
                state.budget.gap.max(DRAG_GAP)
            } else {
                state.budget.gap
            };
            let early = last.map_or(Duration::ZERO, |last| gap.saturating_sub(last.elapsed()));
            let asked = &self.inner.asked;
            state = match (state.wanted, early) {
                (true, Duration::ZERO) => return Ok(std::mem::take(&mut state.orders)),
                (true, early) => {
                    asked
                        .wait_timeout(state, early)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
                (false, _) => asked.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// `None` if what was damaged looks as it did.
    fn frame(&mut self, capture: &dyn Capture) -> Option<Frame> {
        let (size, origin) = (capture.size(), capture.origin());
        let mut frame = Frame {
            number: 0,
            size,
            origin,
            resized: false,
            areas: Vec::new(),
            paints: Vec::new(),
            pointer: Vec::new(),
            seen: self.due.seen.take().unwrap_or_else(Instant::now),
            took: Duration::ZERO,
        };
        let began = Instant::now();
        if std::mem::take(&mut self.due.announce) {
            frame.resized = true;
        } else {
            let damage = std::mem::take(&mut self.due.damage);
            let pixels = match self.economy {
                Economy::Lowest => self.reduced.follow(capture.pixels(), size, &damage),
                Economy::Full | Economy::NoDrag | Economy::NoBackground => capture.pixels(),
            };
            match &mut self.drawer {
                Drawer::Bitmaps(encoder) => {
                    encoder.encode(pixels, size, &damage, &mut frame.areas);
                    let drawn: usize = frame.areas.iter().map(|encoded| encoded.area.pixels()).sum();
                    self.moving = drawn * LARGE_PART >= Rect::of(size).pixels();
                }
                Drawer::Graphics(graphics) => {
                    graphics.set_budget(self.inner.lock().budget);
                    graphics.encode(pixels, size, &damage, self.began.elapsed(), &mut frame.paints);
                    self.moving = graphics.moved();
                }
            }
            frame.pointer = std::mem::take(&mut self.due.pointer);
            if frame.areas.is_empty() && frame.paints.is_empty() && frame.pointer.is_empty() {
                return None;
            }
        }
        self.number += 1;
        frame.number = self.number;
        frame.took = began.elapsed();
        Some(frame)
    }

    /// False: what is shown changed first, and the frame is made anew.
    fn give(&mut self, frame: Frame) -> Result<bool, WorkerEnd> {
        let mut state = self.inner.lock();
        if state.stop || !self.permit.holds() {
            return Err(WorkerEnd::Stopped);
        }
        if state.orders.changes {
            drop(state);
            self.take_back(frame);
            return Ok(false);
        }
        state.ready = Some(Ok(frame));
        state.wanted = false;
        drop(state);
        self.inner.given.notify_one();
        Ok(true)
    }

    fn take_back(&mut self, frame: Frame) {
        let painted = frame.paints.iter().flat_map(Paint::areas);
        let damage: Vec<_> = frame.areas.iter().map(|encoded| encoded.area).chain(painted).collect();
        self.drawer.forget_areas(&damage);
        self.due.announce |= frame.resized;
        let newer = std::mem::take(&mut self.due.pointer);
        self.due.pointer = frame.pointer;
        self.due.add(ScreenChange {
            damage,
            pointer: newer,
            seen: Some(frame.seen),
            ..ScreenChange::default()
        });
        self.number -= 1;
        self.inner.lock().wanted = true;
    }
}

struct Finish<'a>(&'a PipelineShared);

impl Drop for Finish<'_> {
    fn drop(&mut self) {
        if !self.0.lock().finished {
            self.0.finish(None);
        }
    }
}
