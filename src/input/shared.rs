//! What the injector and its thread share: the queue, what is to be let go, and how it all ends.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::error::InputError;
use super::guard::Protected;
use super::queue::InputQueue;
use crate::vocabulary::{PicturePlace, Size};

pub(super) type Done = Box<dyn FnOnce(Result<(), InputError>) + Send>;

pub(super) struct InjectorShared {
    state: Mutex<InjectorState>,
    pub(super) wake: Condvar,
    /// Wakes whoever waits for the end of the thread.
    ended: Condvar,
}

#[derive(Default)]
pub(super) struct InjectorState {
    pub(super) queue: InputQueue,
    pub(super) releases: Vec<Done>,
    pub(super) on_hold: bool,
    /// A Lifeline of this user has a question open.
    pub(super) asked: bool,
    pub(super) closing: bool,
    /// The thread has let go of everything and is gone.
    ended: bool,
    pub(super) dead: Option<InputError>,
    pub(super) on_loss: Option<Box<dyn FnOnce() + Send>>,
    pub(super) on_refusal: Option<Box<dyn Fn() + Send>>,
    pub(super) area: PictureArea,
    pub(super) protected: Arc<Protected>,
}

/// The shared picture on the desktop.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PictureArea {
    origin: (i32, i32),
    size: Option<Size>,
}

impl From<PicturePlace> for PictureArea {
    fn from(place: PicturePlace) -> Self {
        Self {
            origin: place.origin,
            size: Some(place.size),
        }
    }
}

impl PictureArea {
    pub(super) fn place(&self, x: u16, y: u16) -> (i32, i32) {
        let size = self.size.map(|size| (size.width, size.height));
        let (width, height) = size.unwrap_or((u16::MAX, u16::MAX));
        let along = |at: u16, length: u16, from: i32| from.saturating_add(at.min(length.saturating_sub(1)).into());
        (along(x, width, self.origin.0), along(y, height, self.origin.1))
    }
}

impl InjectorShared {
    /// `origin`: where on the desktop the shared picture begins, in pixels.
    pub(super) fn new(origin: (i32, i32)) -> Self {
        Self {
            state: Mutex::new(InjectorState {
                area: PictureArea { origin, size: None },
                ..InjectorState::default()
            }),
            wake: Condvar::new(),
            ended: Condvar::new(),
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, InjectorState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn end(&self) {
        self.lock().ended = true;
        self.ended.notify_all();
    }

    /// Waits until the thread is gone, at most this long.
    pub(super) fn wait_for_end(&self, limit: Duration) {
        let state = self.lock();
        let _ = self.ended.wait_timeout_while(state, limit, |state| !state.ended);
    }

    /// This process was stopped, and what it held was let go for it.
    pub(super) fn lose(&self) {
        let mut state = self.lock();
        if state.closing {
            return;
        }
        state.dead.get_or_insert(InputError::Stopped);
        state.queue.clear();
        let on_loss = state.on_loss.take();
        self.wake.notify_one();
        drop(state);
        if let Some(on_loss) = on_loss {
            on_loss();
        }
    }

    pub(super) fn refused(&self) {
        if let Some(told) = &self.lock().on_refusal {
            told();
        }
    }

    pub(super) fn heed(&self, asked: bool) {
        let mut state = self.lock();
        if asked && !state.asked {
            state.queue.clear();
            state.releases.push(Box::new(|_| {}));
            self.wake.notify_one();
        }
        state.asked = asked;
    }
}
