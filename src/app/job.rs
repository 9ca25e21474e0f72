//! Work that may take long (a file dialog, a mail program, a disk) on a thread of its own, so that the window never waits.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// One piece of work; its result is taken once.
pub(super) struct Job<T>(Receiver<T>);

impl<T: Send + 'static> Job<T> {
    /// Starts `work` and wakes the window when it is done.
    pub(super) fn start(ctx: &egui::Context, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let (sender, receiver) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            let _ = sender.send(work());
            ctx.request_repaint();
        });
        Self(receiver)
    }

    /// `None` while it runs; `Some(None)` when the work died without a result.
    pub(super) fn poll(&self) -> Option<Option<T>> {
        match self.0.try_recv() {
            Ok(result) => Some(Some(result)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(None),
        }
    }
}

/// Takes the result of the job in `slot` when there is one, and empties the slot then.
pub(super) fn take<T: Send + 'static>(slot: &mut Option<Job<T>>) -> Option<T> {
    let done = slot.as_ref()?.poll()?;
    *slot = None;
    done
}
