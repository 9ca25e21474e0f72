//! What the injector and its thread share: the queue, what is to be let go, and how it all ends.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::error::{InjectionEnd, InputError};
use super::guard::Protected;
use super::queue::InputQueue;
use crate::vocabulary::PicturePlace;

pub(super) type Done = Box<dyn FnOnce(Result<(), &InputError>) + Send>;

pub(super) struct InjectorShared {
    state: Mutex<InjectorState>,
    pub(super) wake: Condvar,
    /// Wakes whoever waits for the end of the thread.
    ended: Condvar,
}

pub(super) struct InjectorState {
    pub(super) queue: InputQueue,
    pub(super) releases: Vec<Done>,
    pub(super) on_hold: bool,
    /// A Lifeline of this user has a question open.
    pub(super) asked: bool,
    pub(super) closing: bool,
    /// The thread has let go of everything and is gone.
    ended: bool,
    /// Nothing will be injected any more.
    pub(super) ended_by: Option<InjectionEnd>,
    pub(super) on_loss: Option<Box<dyn FnOnce() + Send>>,
    pub(super) on_refusal: Option<Box<dyn Fn() + Send>>,
    /// Where the shared picture lies.
    pub(super) place: PicturePlace,
    pub(super) protected: Arc<Protected>,
    /// The desktop listens for the person's keys, whoever presses them.
    pub(super) spares_shortcut: bool,
}

impl InjectorShared {
    pub(super) fn new(place: PicturePlace) -> Self {
        Self {
            state: Mutex::new(InjectorState {
                queue: InputQueue::default(),
                releases: Vec::new(),
                on_hold: false,
                asked: false,
                closing: false,
                ended: false,
                ended_by: None,
                on_loss: None,
                on_refusal: None,
                place,
                protected: Arc::default(),
                spares_shortcut: false,
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
        state.ended_by.get_or_insert(InjectionEnd::Stopped);
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
