//! The thread that keeps the bar and the questions in sight on X11.
//!
//! While something must be seen, the program's window is taken out of the window manager's hands (override-redirect,
//! [ICCCM] 4.1.10): then it is on every virtual desktop, is never tiled, and no command to minimise, close or move it
//! or to show the desktop reaches it. (Asking the window manager for this is not enough: they differ in what they obey,
//! and there may be none.) What other programs can still do to it is checked after each event of the screen and undone:
//! unmapping, moving, resizing, covering, shaping, transparency. When that has no lasting effect, the bar cannot be
//! shown, and [`Hold::unseen`] is called.

mod border;
mod hotkey;
mod mirrors;
mod window;

use std::collections::VecDeque;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use egui::Context;
use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{NotifyMode, Window};
use x11rb::rust_connection::RustConnection;

use self::border::Border;
use self::hotkey::Hotkey;
use self::mirrors::Mirrors;
use self::window::{KeptWindow, SightFailure};
use super::hold::Hold;
use super::kept::KeptInSight;

/// Nothing is looked at more often: a window that is dragged over the screen makes an event for each pixel.
const BREATH: Duration = Duration::from_millis(30);
/// A hold is looked at this often also without an event: compositors and drivers keep some to themselves.
const LOOK: Duration = Duration::from_millis(500);
/// The next look after something had to be put right.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// A window that is dragged moves this often.
const DRAG: Duration = Duration::from_millis(15);
/// So many corrections within [`FIGHT`], and somebody works against them: the bar cannot be shown.
const LOST: usize = 8;
const FIGHT: Duration = Duration::from_secs(5);
/// A question takes the keyboard back from a window manager that gives it to somebody else meanwhile, so often and so
/// long: no answer is taken in this time.
const REFOCUS: usize = 3;
const REFOCUS_WITHIN: Duration = Duration::from_secs(1);

/// What the window tells the thread.
#[derive(Default)]
struct SightWishes {
    hold: Option<Hold>,
    asks: Asks,
    leave: bool,
}

/// Once each.
#[derive(Default)]
struct Asks {
    ring: bool,
    focus: bool,
    yield_keyboard: bool,
    drag: bool,
}

struct SightShared {
    wishes: Mutex<SightWishes>,
    /// Wakes the thread.
    bell: Option<OwnedFd>,
    broken: AtomicBool,
    /// At the last look nothing was wrong with what is held.
    seen: AtomicBool,
    /// The person called the keyboard to the bar.
    called: AtomicBool,
}

impl SightShared {
    fn wishes(&self) -> MutexGuard<'_, SightWishes> {
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ring(&self) {
        if let Some(bell) = &self.bell {
            // Fails when it rings already.
            let _ = rustix::io::write(bell, &1_u64.to_ne_bytes());
        }
    }
}

/// The window's end of the thread.
pub(super) struct SightKeeper(Arc<SightShared>);

impl SightKeeper {
    /// Keeps this window of ours.
    pub(super) fn start(window: Window, ctx: Context) -> Self {
        let bell = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK).ok();
        let shared = Arc::new(SightShared {
            wishes: Mutex::default(),
            broken: AtomicBool::new(bell.is_none()),
            seen: AtomicBool::new(false),
            called: AtomicBool::new(false),
            bell,
        });
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("sight".to_owned());
        let started = thread.spawn(move || {
            if let Err(reason) = run(window, &theirs, &ctx) {
                tracing::warn!(%reason, "the bar is not watched any more");
                theirs.broken.store(true, Ordering::Release);
                let hold = theirs.wishes().hold.take();
                if let Some(hold) = hold.filter(|hold| hold.what == KeptInSight::Bar) {
                    (hold.unseen)();
                }
                ctx.request_repaint();
            }
        });
        if started.is_err() {
            shared.broken.store(true, Ordering::Release);
        }
        Self(shared)
    }

    /// It could not be started, or works no longer.
    pub(super) fn is_broken(&self) -> bool {
        self.0.broken.load(Ordering::Acquire)
    }

    pub(super) fn sees(&self) -> bool {
        self.0.seen.load(Ordering::Acquire)
    }

    /// True once after the person called the keyboard to the bar.
    pub(super) fn was_called(&self) -> bool {
        self.0.called.swap(false, Ordering::AcqRel)
    }

    pub(super) fn holds(&self) -> bool {
        !self.is_broken() && self.0.wishes().hold.is_some()
    }

    pub(super) fn hold(&mut self, hold: Hold) {
        let mut wishes = self.0.wishes();
        let same = wishes.hold.as_ref().is_some_and(|now| {
            let part = |hold: &Hold| (hold.what, hold.size, hold.frame, hold.callable);
            part(now) == part(&hold)
        });
        wishes.hold = Some(hold);
        drop(wishes);
        if !same {
            self.0.ring();
        }
    }

    pub(super) fn release(&mut self) {
        if self.0.wishes().hold.take().is_some() {
            self.0.ring();
        }
    }

    pub(super) fn ring(&self) {
        self.ask(|asks| asks.ring = true);
    }

    pub(super) fn focus(&self) {
        self.ask(|asks| asks.focus = true);
    }

    pub(super) fn yield_keyboard(&self) {
        self.ask(|asks| asks.yield_keyboard = true);
    }

    pub(super) fn drag(&self) {
        self.ask(|asks| asks.drag = true);
    }

    fn ask(&self, what: impl FnOnce(&mut Asks)) {
        what(&mut self.0.wishes().asks);
        self.0.ring();
    }
}

impl Drop for SightKeeper {
    fn drop(&mut self) {
        self.0.wishes().leave = true;
        self.0.ring();
    }
}

fn run(window: Window, shared: &SightShared, ctx: &Context) -> Result<(), SightFailure> {
    let (conn, _) = RustConnection::connect(None)?;
    let kept = KeptWindow::open(&conn, window)?;
    let mut watch = SightWatch {
        border: Border::open(&conn, kept.root)?,
        mirrors: Mirrors::open(&conn)?,
        pressed_elsewhere: false,
        hotkey: Hotkey::open(&conn, kept.root)?,
        summoned: false,
        fetched: false,
        kept,
        what: None,
        since: Instant::now(),
        refocused: 0,
        faults: VecDeque::new(),
        right: false,
        unread: None,
    };
    loop {
        let (hold, asks, leave) = {
            let mut wishes = shared.wishes();
            (wishes.hold.clone(), std::mem::take(&mut wishes.asks), wishes.leave)
        };
        if leave {
            return Ok(());
        }
        let next = watch.turn(hold.as_ref(), &asks)?;
        shared.seen.store(watch.right, Ordering::Release);
        if std::mem::take(&mut watch.summoned) {
            shared.called.store(true, Ordering::Release);
            ctx.request_repaint();
        }
        conn.flush()?;
        watch.wait(shared, next)?;
    }
}

/// What is held, and how well that goes.
struct SightWatch<'c> {
    kept: KeptWindow<'c>,
    border: Border<'c>,
    /// The question on the other monitors.
    mirrors: Mirrors<'c>,
    /// The person pressed on one of them.
    pressed_elsewhere: bool,
    hotkey: Hotkey<'c>,
    /// The person called the keyboard to the bar, just now.
    summoned: bool,
    /// The bar has been given the keyboard.
    fetched: bool,
    what: Option<KeptInSight>,
    /// When it began to be held.
    since: Instant,
    refocused: usize,
    /// When something had to be put right, of late.
    faults: VecDeque<Instant>,
    /// Something is held, and nothing was wrong with it at the last look.
    right: bool,
    /// Came while something else was waited for.
    unread: Option<Event>,
}

impl SightWatch<'_> {
    /// Looks once, and returns when to look again.
    fn turn(&mut self, hold: Option<&Hold>, asks: &Asks) -> Result<Option<Duration>, SightFailure> {
        let lost_keyboard = self.drain()?;
        if asks.ring {
            self.kept.ring()?;
        }
        self.right = false;
        let Some(hold) = hold else {
            if self.what.take().is_some() {
                self.border.show(None, self.kept.window)?;
                self.mirrors.take_away()?;
                self.hotkey.heed(false)?;
                self.kept.give_back()?;
            }
            return Ok(None);
        };
        let before = self.what.replace(hold.what);
        if before != Some(hold.what) {
            (self.since, self.refocused) = (Instant::now(), 0);
            self.faults.clear();
            self.fetched = false;
            self.kept.begin(hold.what)?;
        }
        if asks.drag {
            self.kept.drag()?;
        }
        let right = self.kept.put_right(hold)?;
        self.border.show(hold.frame, self.kept.window)?;
        self.mirror(hold.what);
        let pressed_elsewhere = std::mem::take(&mut self.pressed_elsewhere);
        if before != Some(hold.what) {
            match hold.what {
                KeptInSight::Question => self.kept.take_keyboard()?,
                KeptInSight::Bar => self.kept.return_keyboard()?,
            }
        }
        self.keyboard(hold, asks, pressed_elsewhere, lost_keyboard)?;
        self.right = right;
        if !right {
            self.fault(hold);
        }
        if self.kept.stays_unseen() && hold.what == KeptInSight::Bar {
            tracing::warn!("the bar is not shown by the compositor");
            (hold.unseen)();
        }
        Ok(Some(match (self.kept.is_dragged(), right) {
            (true, _) => DRAG,
            (false, true) => LOOK,
            (false, false) => LOOK_AGAIN,
        }))
    }

    /// Whose the keyboard is.
    fn keyboard(
        &mut self,
        hold: &Hold,
        asks: &Asks,
        pressed_elsewhere: bool,
        lost_keyboard: bool,
    ) -> Result<(), SightFailure> {
        // What was pressed before this look was judged by what held then.
        self.hotkey.heed(hold.callable)?;
        self.summoned &= hold.callable;
        if asks.focus && hold.what == KeptInSight::Bar {
            (self.since, self.refocused, self.fetched) = (Instant::now(), 0, true);
            return self.kept.take_keyboard();
        }
        if asks.yield_keyboard {
            self.fetched = false;
            return self.kept.return_keyboard();
        }
        if hold.what == KeptInSight::Question || self.fetched {
            let early = self.since.elapsed() < REFOCUS_WITHIN && self.refocused < REFOCUS;
            if lost_keyboard && early {
                self.refocused += 1;
            }
            if asks.focus || pressed_elsewhere || lost_keyboard && early {
                self.kept.focus()?;
            }
        }
        Ok(())
    }

    /// Nothing of the question depends on it.
    fn mirror(&mut self, what: KeptInSight) {
        let mirrored = match what {
            KeptInSight::Question => self.mirrors.show(&self.kept),
            KeptInSight::Bar => self.mirrors.take_away(),
        };
        if let Err(reason) = mirrored {
            tracing::info!(%reason, "the question is on one monitor alone");
        }
    }

    /// Events only say that it is time to look. True when the window has lost the keyboard.
    fn drain(&mut self) -> Result<bool, SightFailure> {
        let mut lost = false;
        loop {
            let Some(event) = self
                .unread
                .take()
                .map_or_else(|| self.kept.conn.poll_for_event(), |event| Ok(Some(event)))?
            else {
                return Ok(lost);
            };
            match event {
                Event::FocusOut(event) if event.mode == NotifyMode::NORMAL => lost = true,
                Event::ButtonPress(press) => {
                    if let Some(monitor) = self.mirrors.monitor_of(press.event) {
                        self.kept.go_to(monitor);
                        self.pressed_elsewhere = true;
                    }
                }
                Event::XinputRawKeyPress(press) => self.hotkey.pressed(&press),
                Event::XinputRawKeyRelease(release) => self.summoned |= self.hotkey.released(&release),
                Event::MappingNotify(_) => self.hotkey.read_layout()?,
                // Of requests about windows that were gone already.
                Event::Error(error) => tracing::debug!(?error, "the screen changed meanwhile"),
                _ => {}
            }
        }
    }

    fn fault(&mut self, hold: &Hold) {
        let now = Instant::now();
        self.faults.push_back(now);
        while self
            .faults
            .front()
            .is_some_and(|then| now.duration_since(*then) > FIGHT)
        {
            self.faults.pop_front();
        }
        if self.faults.len() >= LOST {
            self.faults.clear();
            if hold.what == KeptInSight::Bar {
                tracing::warn!("the bar cannot be shown");
                (hold.unseen)();
            }
        }
    }

    /// Until the window wants something, something happened on the screen, or it is time.
    fn wait(&mut self, shared: &SightShared, next: Option<Duration>) -> Result<(), SightFailure> {
        let Some(bell) = &shared.bell else {
            return Err("there is no bell".into());
        };
        let breath = next.map_or(BREATH, |next| next.min(BREATH));
        if !ready(&mut [PollFd::new(bell, PollFlags::IN)], Some(breath))? {
            // What came with an answer is not seen in the socket any more.
            self.unread = self.kept.conn.poll_for_event()?;
            if self.unread.is_none() {
                let stream = self.kept.conn.stream().as_fd();
                let mut both = [PollFd::new(bell, PollFlags::IN), PollFd::new(&stream, PollFlags::IN)];
                ready(&mut both, next.map(|next| next.saturating_sub(breath)))?;
            }
        }
        // Fails when it does not ring.
        let _ = rustix::io::read(bell, &mut [0; 8]);
        Ok(())
    }
}

fn ready(which: &mut [PollFd<'_>], within: Option<Duration>) -> Result<bool, SightFailure> {
    let within = within.map(Timespec::try_from).transpose()?;
    match poll(which, within.as_ref()) {
        Ok(ready) => Ok(ready > 0),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
