//! What this program's own windows know of themselves: whether they have the keyboard, and whether the pointer is over
//! them. On Wayland nobody else tells where windows are.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
#[cfg(target_os = "linux")]
use std::time::Duration;
use std::time::Instant;

/// So long a window is waited for.
#[cfg(target_os = "linux")]
const LOOKS_WITHIN: Duration = Duration::from_secs(2);
/// A window that said something of itself within this time is not hidden, but late: while it must be seen it is drawn
/// several times a second.
#[cfg(target_os = "linux")]
const THERE_FOR: Duration = Duration::from_secs(3);

/// What it means that a window does not look when it is asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// It is hidden, unless it said something just before, and nothing of it can be touched. It is not waited for again
    /// until it looks by itself.
    Hidden,
    /// It is late, and may be touched.
    Late,
}

/// As a window last heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OwnWindow {
    pub focused: bool,
    pub under_pointer: bool,
}

struct Looks {
    number: u64,
    window: OwnWindow,
    /// The newest question that it has answered.
    answered: u64,
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "Wayland only"))]
    silence: Silence,
    /// When it said something of itself last.
    told: Option<Instant>,
    /// It was waited for in vain.
    is_silent: bool,
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "Wayland only"))]
    wake: Box<dyn Fn(u64) + Send>,
}

struct AllLooks {
    windows: Vec<Looks>,
    /// How many there have been.
    numbers: u64,
    /// The newest question.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "Wayland only"))]
    asked: u64,
}

static LOOKS: Mutex<AllLooks> = Mutex::new(AllLooks {
    windows: Vec::new(),
    numbers: 0,
    asked: 0,
});
static LOOKED: Condvar = Condvar::new();

fn lock() -> MutexGuard<'static, AllLooks> {
    LOOKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One window of this program, for as long as this lives.
#[derive(Debug)]
pub struct OwnWindowWatch(u64);

impl OwnWindowWatch {
    /// `wake` has the window look: it then hears what the desktop tells it, and tells it with the number of the question
    /// ([`Self::tell`]).
    pub fn new(silence: Silence, wake: impl Fn(u64) + Send + 'static) -> Self {
        let mut looks = lock();
        looks.numbers += 1;
        let number = looks.numbers;
        looks.windows.push(Looks {
            number,
            window: OwnWindow::default(),
            // A question that is open now it has not been asked, and may be touched all the same.
            answered: 0,
            silence,
            told: None,
            is_silent: false,
            wake: Box::new(wake),
        });
        Self(number)
    }

    /// The window has heard everything that the desktop told it until it was asked this question.
    pub fn tell(&self, window: OwnWindow, question: u64) {
        let mut looks = lock();
        if let Some(own) = looks.windows.iter_mut().find(|own| own.number == self.0) {
            own.window = window;
            own.answered = own.answered.max(question);
            own.told = Some(Instant::now());
            own.is_silent = false;
        }
        LOOKED.notify_all();
    }
}

impl Drop for OwnWindowWatch {
    fn drop(&mut self) {
        lock().windows.retain(|own| own.number != self.0);
        LOOKED.notify_all();
    }
}

/// Whether this program has a window at all.
#[cfg(target_os = "linux")]
pub(super) fn is_there() -> bool {
    !lock().windows.is_empty()
}

/// What was found about a place holds so long: windows come and go.
#[cfg(target_os = "linux")]
const STAYS: Duration = Duration::from_millis(200);

/// Whether the pointer is over the window, kept for a moment: a wheel turns many times in one place.
#[cfg(target_os = "linux")]
pub(super) struct PointerOver<P> {
    at: Option<P>,
    found: Option<(P, bool, Instant)>,
}

#[cfg(target_os = "linux")]
impl<P> Default for PointerOver<P> {
    fn default() -> Self {
        Self { at: None, found: None }
    }
}

#[cfg(target_os = "linux")]
impl<P: Copy + PartialEq> PointerOver<P> {
    pub(super) fn moved(&mut self, at: P) {
        self.at = Some(at);
    }

    pub(super) fn known(&self) -> Option<bool> {
        let (place, is_over, when) = self.found?;
        (self.at == Some(place) && when.elapsed() < STAYS).then_some(is_over)
    }

    pub(super) fn found(&mut self, is_over: bool) -> bool {
        self.found = self.at.map(|at| (at, is_over, Instant::now()));
        is_over
    }
}

/// What the windows hear when they look once more, of all together.
#[cfg(target_os = "linux")]
pub(super) fn own_window() -> OwnWindow {
    let mut looks = lock();
    looks.asked += 1;
    let question = looks.asked;
    for own in &looks.windows {
        (own.wake)(question);
    }
    let waits = |own: &Looks| !own.is_silent && own.answered < question;
    let (mut looks, _) = LOOKED
        .wait_timeout_while(looks, LOOKS_WITHIN, |looks| looks.windows.iter().any(waits))
        .unwrap_or_else(PoisonError::into_inner);
    let mut all = OwnWindow::default();
    for own in &mut looks.windows {
        own.is_silent = false;
        if own.answered >= question {
            all.focused |= own.window.focused;
            all.under_pointer |= own.window.under_pointer;
            continue;
        }
        match own.silence {
            Silence::Hidden if own.told.is_none_or(|told| told.elapsed() >= THERE_FOR) => own.is_silent = true,
            Silence::Hidden | Silence::Late => (all.focused, all.under_pointer) = (true, true),
        }
    }
    all
}
