//! One connection to a compositor. A thread reads what it tells, for as long as the connection lasts; whoever sends, or
//! waits for an answer, waits for a limited time.

use std::cell::Cell;
use std::io::{self, PipeReader, PipeWriter};
use std::os::fd::{AsFd as _, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use wayland_client::backend::WaylandError;
use wayland_client::protocol::wl_display::WlDisplay;
use wayland_client::{Connection, EventQueue, QueueHandle};

use super::told::{Answer, Reader, Shared, Told};
use crate::input::error::InputError;
use crate::vocabulary::Cause;

/// What the compositor has been asked is done by then, or it is taken for gone.
const ANSWERS_WITHIN: Duration = Duration::from_secs(3);

/// For so long nothing is injected, at least once in [`BUSY`]: a hand on a mouse shows in it.
const BREATH: Duration = Duration::from_millis(4);
const BUSY: Duration = Duration::from_millis(20);

pub(super) struct Compositor {
    connection: Connection,
    display: WlDisplay,
    pub(super) queue: QueueHandle<Reader>,
    shared: Arc<Shared>,
    /// Since when something of ours has been on its way without a [`BREATH`].
    busy_since: Cell<Option<Instant>>,
    /// Closing it ends the thread.
    stop: Option<PipeWriter>,
    thread: Option<JoinHandle<()>>,
}

impl Compositor {
    /// By the name of its socket, or the path; `None` is that of this process. Returns when everything that it offers
    /// is known.
    pub(super) fn open(name: Option<&str>) -> Result<Self, InputError> {
        let path = socket(name);
        let no_display = |source: Cause| InputError::NoDisplay {
            display: path.display().to_string(),
            source,
        };
        let socket = UnixStream::connect(&path).map_err(|error| no_display(error.into()))?;
        let connection = Connection::from_socket(socket).map_err(|error| no_display(error.into()))?;
        let events = connection.new_event_queue();
        let (queue, display) = (events.handle(), connection.display());
        display.get_registry(&queue, ());
        let shared = Arc::new(Shared::default());
        let (stopped, stop) = io::pipe().map_err(InputError::Thread)?;
        let thread = std::thread::Builder::new()
            .name("compositor".to_owned())
            .spawn({
                let shared = Arc::clone(&shared);
                move || {
                    if let Err(error) = read(events, &mut Reader(Arc::clone(&shared)), &stopped) {
                        tracing::debug!(%error, "the compositor tells nothing any more");
                    }
                    shared.tell(|told| told.gone = true);
                }
            })
            .map_err(InputError::Thread)?;
        let compositor = Self {
            connection,
            display,
            queue,
            shared,
            busy_since: Cell::default(),
            stop: Some(stop),
            thread: Some(thread),
        };
        // First what there is, then what each of it tells, and what came of that.
        for _ in 0..3 {
            compositor.settle()?;
        }
        Ok(compositor)
    }

    pub(super) fn told(&self) -> MutexGuard<'_, Told> {
        self.shared.lock()
    }

    /// Something is about to be injected. Until the compositor has carried it out, activity may be this. To be said
    /// before anything is asked for: a full buffer is sent at once.
    pub(super) fn begin(&self) {
        self.shared.asked.fetch_add(1, Ordering::SeqCst);
    }

    /// The same, and leaves a moment now and then in which nothing of this is on its way: the person is noticed then,
    /// whatever a helper does. A release does not wait for its turn.
    pub(super) fn begin_in_turn(&self) -> Result<(), InputError> {
        let is_behind = |told: &mut Told| !told.gone && told.answered < self.shared.asked.load(Ordering::SeqCst);
        let now = Instant::now();
        let quiet_since = {
            let mut told = self.told();
            (!is_behind(&mut told)).then_some(told.answered_at).flatten()
        };
        let was_quiet = quiet_since.is_some_and(|since| now.duration_since(since) >= BREATH);
        let since = self.busy_since.get().filter(|_| !was_quiet).unwrap_or(now);
        self.busy_since.set(Some(since));
        if now.duration_since(since) >= BUSY {
            drop(
                self.shared
                    .changed
                    .wait_timeout_while(self.told(), ANSWERS_WITHIN, is_behind)
                    .unwrap_or_else(PoisonError::into_inner),
            );
            std::thread::sleep(BREATH);
            self.busy_since.set(Some(Instant::now()));
        }
        self.begin();
        Ok(())
    }

    /// Sends what was asked for, and has the compositor say when it is carried out. To be called once for what was begun,
    /// when all of it is asked for, also where a part of it failed: what came after would count as the person's.
    pub(super) fn send(&self) -> Result<(), InputError> {
        let number = self.shared.asked.load(Ordering::SeqCst);
        self.display.sync(&self.queue, Answer(number));
        self.flush()
    }

    fn flush(&self) -> Result<(), InputError> {
        let until = Instant::now() + ANSWERS_WITHIN;
        loop {
            match self.connection.flush() {
                Ok(()) => return Ok(()),
                Err(WaylandError::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return Err(InputError::DisplayGone),
            }
            let backend = self.connection.backend();
            let mut waits = [PollFd::from_borrowed_fd(backend.poll_fd(), PollFlags::OUT)];
            let left = until.saturating_duration_since(Instant::now());
            match poll(&mut waits, Timespec::try_from(left).ok().as_ref()) {
                Ok(0) => return Err(InputError::DisplayGone),
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(_) => return Err(InputError::DisplayGone),
            }
        }
    }

    /// Returns when the compositor has carried out everything that was sent before, and what it told is known.
    pub(super) fn settle(&self) -> Result<(), InputError> {
        self.begin();
        let number = self.shared.asked.load(Ordering::SeqCst);
        self.send()?;
        let (told, _) = self
            .shared
            .changed
            .wait_timeout_while(self.told(), ANSWERS_WITHIN, |told| !told.gone && told.answered < number)
            .unwrap_or_else(PoisonError::into_inner);
        if told.answered < number {
            return Err(InputError::DisplayGone);
        }
        Ok(())
    }
}

impl Drop for Compositor {
    fn drop(&mut self) {
        // What was asked for last is sent, if that needs no waiting.
        let _ = self.connection.flush();
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that reads the compositor panicked");
        }
    }
}

/// Where a compositor of this name listens, libwayland's `wl_display_connect`.
fn socket(name: Option<&str>) -> PathBuf {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let name = name.map(Into::into).or_else(|| set("WAYLAND_DISPLAY"));
    let folder = set("XDG_RUNTIME_DIR").unwrap_or_default();
    // A path that begins at the root stays as it is.
    PathBuf::from(folder).join(name.unwrap_or_else(|| "wayland-0".into()))
}

/// Until the compositor goes, or the other end of `stopped` is closed.
fn read(mut events: EventQueue<Reader>, reader: &mut Reader, stopped: &PipeReader) -> Result<(), Cause> {
    loop {
        events.dispatch_pending(reader)?;
        let Some(guard) = events.prepare_read() else { continue };
        let both: [BorrowedFd<'_>; 2] = [guard.connection_fd(), stopped.as_fd()];
        let mut waits = both.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN));
        match poll(&mut waits, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(io::Error::from(error).into()),
        }
        let [told, stop] = waits.map(|wait| !wait.revents().is_empty());
        if stop {
            return Ok(());
        }
        if told {
            match guard.read() {
                Ok(_) => {}
                Err(WaylandError::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}
