//! What this program's own window knows of itself: whether it has the keyboard, and whether the pointer is over it. On
//! Wayland nobody else tells where windows are.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A window that has not looked by then is hidden, or hangs: nothing of it can be touched. It is not waited for again
/// until it looks by itself.
#[cfg(target_os = "linux")]
const LOOKS_WITHIN: std::time::Duration = std::time::Duration::from_secs(1);

/// As its window last heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OwnWindow {
    pub focused: bool,
    pub under_pointer: bool,
}

struct Looks {
    window: OwnWindow,
    count: u64,
    /// It was waited for in vain.
    is_silent: bool,
    wake: Option<Box<dyn Fn() + Send>>,
}

static LOOKS: Mutex<Looks> = Mutex::new(Looks {
    window: OwnWindow {
        focused: false,
        under_pointer: false,
    },
    count: 0,
    is_silent: false,
    wake: None,
});
static LOOKED: Condvar = Condvar::new();

fn lock() -> MutexGuard<'static, Looks> {
    LOOKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How to have the window look: it then hears what the desktop has told it, and [`tell_own_window`] is called.
pub fn wake_own_window(wake: impl Fn() + Send + 'static) {
    lock().wake = Some(Box::new(wake));
}

/// The window has heard everything that the desktop told it until now.
pub fn tell_own_window(window: OwnWindow) {
    let mut looks = lock();
    looks.window = window;
    looks.count += 1;
    looks.is_silent = false;
    LOOKED.notify_all();
}

/// Whether this program has a window at all.
#[cfg(target_os = "linux")]
pub(super) fn is_there() -> bool {
    lock().wake.is_some()
}

/// What was found about a place holds so long: windows come and go.
#[cfg(target_os = "linux")]
const STAYS: std::time::Duration = std::time::Duration::from_millis(200);

/// Whether the pointer is over the window, kept for a moment: a wheel turns many times in one place.
#[cfg(target_os = "linux")]
pub(super) struct PointerOver<P> {
    at: Option<P>,
    found: Option<(P, bool, std::time::Instant)>,
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
        self.found = self.at.map(|at| (at, is_over, std::time::Instant::now()));
        is_over
    }
}

/// What the window hears when it looks once more.
#[cfg(target_os = "linux")]
pub(super) fn own_window() -> OwnWindow {
    let looks = lock();
    let Some(wake) = &looks.wake else { return looks.window };
    wake();
    let before = looks.count;
    let (mut looks, _) = LOOKED
        .wait_timeout_while(looks, LOOKS_WITHIN, |looks| !looks.is_silent && looks.count == before)
        .unwrap_or_else(PoisonError::into_inner);
    looks.is_silent = looks.count == before;
    if looks.is_silent {
        OwnWindow::default()
    } else {
        looks.window
    }
}
