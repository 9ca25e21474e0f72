//! The door of injection: events are queued here, without ever blocking, for the thread of [`InputWorker`].

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, Weak, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use super::desktop::Desktop;
use super::error::{InjectionEnd, InputError};
use super::guard::Protected;
use super::queue::Queued;
use super::record::InputRecord;
use super::shared::{Done, InjectorShared};
use super::worker::InputWorker;
use crate::asking;
use crate::portal::PortalSeat;
#[cfg(target_os = "linux")]
use crate::vocabulary::{DisplayServer, display_server};
use crate::vocabulary::{InputEvent, Permit, PicturePlace, ToControl};

/// Owns the thread that injects. Dropping it empties the queue, releases everything that is held, and restores the
/// keymap; that may take as long as the last typed characters need to be read by the program they went to (a second).
pub struct Injector {
    shared: Arc<InjectorShared>,
    record: InputRecord,
    thread: Option<JoinHandle<()>>,
}

/// Called where something else let go of everything because this process could not.
type Lost = Box<dyn FnOnce() + Send>;

/// The injectors of this process.
static LIVE: Mutex<Vec<Weak<InjectorShared>>> = Mutex::new(Vec::new());

/// Ends every injection of this process and lets go of everything, before the process stops; returns when that is done
/// or the limit is up. True if there was any.
pub fn let_go(limit: Duration) -> bool {
    let live = std::mem::take(&mut *LIVE.lock().unwrap_or_else(PoisonError::into_inner));
    let live: Vec<_> = live.iter().filter_map(Weak::upgrade).collect();
    for shared in &live {
        shared.lose();
    }
    for shared in &live {
        shared.wait_for_end(limit);
    }
    !live.is_empty()
}

impl Injector {
    /// Opens the display (`None`: the user's own) and starts the thread. What a Lifeline that crashed left pressed or
    /// changed in the keymap is undone first. `place`: where the shared picture lies.
    pub fn start(display: Option<String>, place: PicturePlace) -> Result<Self, InputError> {
        Self::start_on(place, move |record, lost| open(display.as_deref(), record, lost))
    }

    /// The same where the desktop lends mouse and keyboard by its portal ([`ControlWay::Portal`](super::ControlWay)): has
    /// the desktop ask the person, unless they allowed it in the session whose picture is shown, and waits for the answer
    /// as long as it is `wanted`.
    ///
    /// # Errors
    /// The person refused, or the desktop lends nothing.
    pub fn start_by_portal(
        display: Option<String>,
        place: PicturePlace,
        seat: &PortalSeat,
        wanted: &dyn Fn() -> bool,
    ) -> Result<Self, InputError> {
        #[cfg(target_os = "linux")]
        {
            let (hands, seat) = (seat.hands(wanted)?, seat.clone());
            Self::start_on(place, move |_, lost| {
                super::wayland::open_portal(hands, seat, display.as_deref(), lost)
            })
        }
        #[cfg(not(target_os = "linux"))]
        {
            let _ = (seat, wanted);
            Self::start(display, place)
        }
    }

    fn start_on(
        place: PicturePlace,
        open: impl FnOnce(&InputRecord, Lost) -> Result<Box<dyn Desktop>, InputError> + Send + 'static,
    ) -> Result<Self, InputError> {
        let record = InputRecord::default();
        let shared = Arc::new(InjectorShared::new(place));
        {
            let mut live = LIVE.lock().unwrap_or_else(PoisonError::into_inner);
            live.retain(|shared| shared.strong_count() > 0);
            live.push(Arc::downgrade(&shared));
        }
        let (opened, is_open) = mpsc::sync_channel(1);
        let thread = std::thread::Builder::new()
            .name("input".to_owned())
            .spawn({
                let shared = Arc::clone(&shared);
                let record = record.clone();
                move || {
                    let lost = {
                        let shared = Arc::downgrade(&shared);
                        Box::new(move || {
                            if let Some(shared) = shared.upgrade() {
                                shared.lose();
                            }
                        })
                    };
                    let desktop = match open(&record, lost) {
                        Ok(desktop) => desktop,
                        Err(error) => {
                            shared.end();
                            let _ = opened.send(Err(error));
                            return;
                        }
                    };
                    let _ = opened.send(Ok(()));
                    InputWorker::new(shared, desktop).run();
                }
            })
            .map_err(InputError::Thread)?;
        let injector = Self {
            shared,
            record,
            thread: Some(thread),
        };
        is_open.recv().unwrap_or(Err(InputError::DisplayGone))?;
        if let Some(directory) = asking::directory() {
            injector.heed_questions(directory)?;
        }
        Ok(injector)
    }

    /// Queues one event; never blocks. The permit is asked again immediately before the event is injected.
    /// An error says that nothing will be injected any more, because the display went away.
    pub fn inject(&self, event: InputEvent, permit: &Arc<dyn Permit<ToControl>>) -> Result<(), InputError> {
        let mut state = self.shared.lock();
        if let Some(end) = state.ended_by {
            return Err(end.into());
        }
        if !state.on_hold && !state.asked {
            state.queue.push(Queued {
                event,
                permit: Arc::clone(permit),
            });
            self.shared.wake.notify_one();
        }
        Ok(())
    }

    /// Empties the queue and releases every key and button that is held for the expert; `done` is called, on the
    /// injecting thread, when the display has carried that out. The keymap is restored a little later, when nobody
    /// reads it any more.
    pub fn release_all(&self, done: impl FnOnce(Result<(), &InputError>) + Send + 'static) {
        self.empty(false, Box::new(done));
    }

    /// As [`Injector::release_all`], and until [`Injector::resume`] every event is thrown away: while a question is
    /// open.
    pub fn hold(&self, done: impl FnOnce(Result<(), &InputError>) + Send + 'static) {
        self.empty(true, Box::new(done));
    }

    /// Ends [`Injector::hold`].
    pub fn resume(&self) {
        self.shared.lock().on_hold = false;
    }

    /// The shared picture lies here now: another monitor is shared, or it moved. Places beyond it are clamped to it.
    pub fn set_place(&self, place: PicturePlace) {
        self.shared.lock().place = place;
    }

    /// The processes whose windows get neither clicks nor keys; this process by default.
    pub fn protect(&self, processes: impl IntoIterator<Item = u32>) {
        self.shared.lock().protected = Arc::new(Protected::new(processes));
    }

    /// As [`Injector::protect`], for this process and every other one of this program.
    pub fn protect_program(&self) {
        self.shared.lock().protected = Arc::new(Protected::program());
    }

    /// The system's own permission prompts get clicks and keys, too, where they are on the desktop and the system lets them
    /// be reached; until this is called they get none.
    pub fn permit_prompts(&self) {
        let mut state = self.shared.lock();
        let protected = Protected::clone(&state.protected).without_prompts();
        state.protected = Arc::new(protected);
    }

    /// From now on the keys that a desktop listens for ([`ShortcutWatch`](super::ShortcutWatch)) are not injected: they are
    /// the novice's alone.
    pub fn spare_shortcut(&self) {
        self.shared.lock().spares_shortcut = true;
    }

    /// Calls back, on a thread of its own, when this process was stopped (and continued) or lost its watchdog: nothing
    /// will be injected any more, and the grant is to be withdrawn. Must not block.
    pub fn on_loss(&self, lost: impl FnOnce() + Send + 'static) {
        let mut state = self.shared.lock();
        if state.ended_by == Some(InjectionEnd::Stopped) {
            drop(state);
            return lost();
        }
        state.on_loss = Some(Box::new(lost));
    }

    /// Calls back, on the thread that injects, whenever an event could not be injected: this desktop has no key or
    /// button for it, say. Must not block, and must not inject.
    pub fn on_refusal(&self, refused: impl Fn() + Send + 'static) {
        self.shared.lock().on_refusal = Some(Box::new(refused));
    }

    /// The record of injected Esc presses, for [`EscapeWatch`](super::EscapeWatch).
    pub fn record(&self) -> InputRecord {
        self.record.clone()
    }

    /// While any Lifeline of this user has a question open, as the locks in this directory tell, every event is thrown
    /// away and nothing stays pressed. Returns when it is known whether one is open; may block.
    pub fn heed_questions(&self, directory: PathBuf) -> Result<(), InputError> {
        let shared = Arc::downgrade(&self.shared);
        self.shared.heed(asking::anybody_asks(&directory));
        std::thread::Builder::new()
            .name("questions".to_owned())
            .spawn(move || {
                // Not waited for at the end: the directory may hang.
                while let Some(shared) = shared.upgrade() {
                    shared.heed(asking::anybody_asks(&directory));
                    drop(shared);
                    std::thread::sleep(asking::LOOK_AGAIN);
                }
            })
            .map(drop)
            .map_err(InputError::Thread)
    }

    fn empty(&self, hold: bool, done: Done) {
        let mut state = self.shared.lock();
        state.queue.clear();
        state.on_hold |= hold;
        let Some(end) = state.ended_by else {
            state.releases.push(done);
            self.shared.wake.notify_one();
            return;
        };
        drop(state);
        done(Err(&end.into()));
    }
}

impl Drop for Injector {
    fn drop(&mut self) {
        {
            let mut state = self.shared.lock();
            state.queue.clear();
            state.closing = true;
            self.shared.wake.notify_one();
        }
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the input thread panicked");
        }
    }
}

/// Opens the desktop; called on the injecting thread. `lost` is called where something else let go of everything
/// because this process could not: nothing may be injected any more.
fn open(display: Option<&str>, record: &InputRecord, lost: Lost) -> Result<Box<dyn Desktop>, InputError> {
    #[cfg(target_os = "linux")]
    return match display_server(display) {
        DisplayServer::Wayland => super::wayland::open(display),
        DisplayServer::X11 => super::x11::open(display, record, lost),
    };
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (display, record, lost);
        super::portable::open()
    }
}
