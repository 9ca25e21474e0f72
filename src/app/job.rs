//! Whatever may keep somebody waiting (a disk, a lock, another program, a bus, a name server) is done on other threads:
//! the window draws, and takes away what a helper may do, whatever hangs. A screen shows what it knows, and gets the
//! rest as a [`Job`].

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use egui::Context;

use super::services::{Clock, Services, Waker};

/// Something to do with the services, which the window itself never touches.
pub type Work = Box<dyn FnOnce(&Services) + Send>;

/// When work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// After all that was given in order before: what reads or changes what is remembered.
    InOrder,
    /// Beside everything else: what takes as long as it takes (a dialog, a mail program, a file that the person names).
    Beside,
}

/// Takes work and has it done on another thread.
pub type Threads = Arc<dyn Fn(Turn, Work) + Send + Sync>;

/// One thread for what is done in order, and one for each work beside it.
///
/// # Errors
/// The system starts no thread.
pub fn threads(services: Services) -> std::io::Result<Threads> {
    let services = Arc::new(services);
    let (desk, works) = channel::<Work>();
    let at_desk = Arc::clone(&services);
    thread::Builder::new().name("desk".to_owned()).spawn(move || {
        for work in works {
            do_work(work, &at_desk);
        }
    })?;
    Ok(Arc::new(move |turn, work| match turn {
        Turn::InOrder => {
            // It waits for work as long as there is somebody to give it.
            let _ = desk.send(work);
        }
        Turn::Beside => {
            let services = Arc::clone(&services);
            let thread = thread::Builder::new().name("errand".to_owned());
            if let Err(error) = thread.spawn(move || do_work(work, &services)) {
                tracing::error!(%error, "the system starts no thread");
            }
        }
    }))
}

/// A work that breaks down takes nothing with it but its own result.
fn do_work(work: Work, services: &Services) {
    if catch_unwind(AssertUnwindSafe(|| work(services))).is_err() {
        tracing::error!("a work of the window broke down");
    }
}

/// How the window's screens have work done.
#[derive(Clone)]
pub(super) struct Errands {
    threads: Threads,
    clock: Clock,
    ctx: Context,
}

impl Errands {
    pub(super) fn new(threads: Threads, clock: Clock, ctx: &Context) -> Self {
        Self {
            threads,
            clock,
            ctx: ctx.clone(),
        }
    }

    pub(super) fn in_order<T: Send + 'static>(&self, work: impl FnOnce(&Services) -> T + Send + 'static) -> Job<T> {
        self.start(Turn::InOrder, work)
    }

    pub(super) fn beside<T: Send + 'static>(&self, work: impl FnOnce(&Services) -> T + Send + 'static) -> Job<T> {
        self.start(Turn::Beside, work)
    }

    /// Wakes the window when a session has news.
    pub(super) fn waker(&self) -> Waker {
        let ctx = self.ctx.clone();
        Arc::new(move || ctx.request_repaint())
    }

    /// Starts `work` and wakes the window when it is done.
    fn start<T: Send + 'static>(&self, turn: Turn, work: impl FnOnce(&Services) -> T + Send + 'static) -> Job<T> {
        let (sender, result) = channel();
        let ctx = self.ctx.clone();
        (self.threads)(
            turn,
            Box::new(move |services| {
                // Nobody waits for it any more where the screen is gone.
                let _ = sender.send(work(services));
                ctx.request_repaint();
            }),
        );
        Job {
            result,
            begun: (self.clock)(),
            clock: self.clock.clone(),
        }
    }
}

/// One piece of work; its result is taken once.
pub(super) struct Job<T> {
    result: Receiver<T>,
    begun: Instant,
    clock: Clock,
}

/// How it stands with a job.
pub(super) enum Polled<T> {
    Nothing,
    Done(T),
    /// It broke down without a result.
    Died,
}

impl<T> Job<T> {
    pub(super) fn poll(&self) -> Polled<T> {
        match self.result.try_recv() {
            Ok(result) => Polled::Done(result),
            Err(TryRecvError::Empty) => Polled::Nothing,
            Err(TryRecvError::Disconnected) => Polled::Died,
        }
    }

    pub(super) fn waited(&self) -> Duration {
        (self.clock)().saturating_duration_since(self.begun)
    }

    /// Waits at the end of the program, when there is no window any more. `None`: it took longer than this.
    pub(super) fn finish(self, limit: Duration) -> Option<T> {
        self.result.recv_timeout(limit).ok()
    }
}

/// Takes the result of the job in `slot` when there is one, and empties the slot then; also when the work died without
/// a result.
pub(super) fn take<T>(slot: &mut Option<Job<T>>) -> Option<T> {
    let done = match slot.as_ref()?.poll() {
        Polled::Nothing => return None,
        Polled::Done(result) => Some(result),
        Polled::Died => None,
    };
    *slot = None;
    done
}
