//! The thread: it captures and encodes when a frame is asked for, and asks the permit before and after.

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use super::drawer::Drawer;
use super::due::{Due, add_newer};
use super::handover::{Frame, Orders, PipelineShared};
use crate::screen::reduced::Reduced;
use crate::screen::{Capture, CaptureError, Encoding, Paint, ScreenChange};
use crate::vocabulary::{Economy, KeptBack, Permit, PointerUpdate, Rect, Shared, ToView};

/// Least time between two frames while something is dragged or scrolled, where that is to be spared.
const DRAG_GAP: Duration = Duration::from_millis(400);

/// Bitmaps do not tell what moved: a change of one part in so many of the picture counts as that.
const LARGE_PART: usize = 8;

/// While nothing changes the permit is looked at this often.
const IDLE: Duration = Duration::from_secs(1);

/// The same for a capture that cannot be woken.
const IDLE_UNWOKEN: Duration = Duration::from_millis(50);

pub(super) struct ScreenWorker<S> {
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
    /// As the last frame said.
    kept_back: KeptBack,
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
    pub(super) fn new(
        inner: Arc<PipelineShared>,
        permit: Arc<dyn Permit<ToView>>,
        source: S,
        encoding: Encoding,
    ) -> Self {
        Self {
            inner,
            permit,
            source,
            drawer: Drawer::new(encoding),
            economy: Economy::default(),
            reduced: Reduced::default(),
            moving: false,
            began: Instant::now(),
            due: Due::default(),
            pointer: Vec::new(),
            number: 0,
            kept_back: KeptBack::default(),
        }
    }

    pub(super) fn run(mut self, shared: Shared) {
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
                    // Also where the size is the same, the other end's picture is empty then.
                    self.drawer.forget();
                }
                self.due.add(change);
                self.check()?;
            }
            let more = self.drawer.due().is_some_and(|due| due <= self.began.elapsed());
            if self.due.nothing() && !more && capture.kept_back() == self.kept_back {
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
            parts: capture.parts(),
            monitors: capture.monitors(),
            kept_back: capture.kept_back(),
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
            let says_nothing = frame.areas.is_empty() && frame.paints.is_empty() && frame.pointer.is_empty();
            if says_nothing && frame.kept_back == self.kept_back {
                return None;
            }
        }
        self.kept_back = frame.kept_back;
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
