//! What the injector and the watch for the novice's own input tell each other: which Esc presses were the expert's, so
//! that the watch does not take one for the other, and when the novice used their own mouse.
#![cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "a mark on injected events does the record's work there")
)]

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So often within [`AT_ONCE`] something is used before it is a person: a mouse that shivers on its own is none.
const SIGNS: usize = 3;
const AT_ONCE: Duration = Duration::from_millis(500);

/// What is told of the use of a mouse or keyboard, by which a person is known.
#[derive(Debug, Default)]
pub(super) struct UseSigns {
    /// The newest, the oldest first.
    newest: [Option<Instant>; SIGNS],
}

impl UseSigns {
    /// One more: true where it is a person.
    pub(super) fn add(&mut self, now: Instant) -> bool {
        self.newest.rotate_left(1);
        self.newest[SIGNS - 1] = Some(now);
        self.newest[0].is_some_and(|first| now.duration_since(first) <= AT_ONCE)
    }
}

/// Shared by the injector, which notes each Esc before it injects it, and the watch.
#[derive(Debug, Clone, Default)]
pub struct InputRecord(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    watched: AtomicBool,
    /// Esc presses that were injected and not yet seen.
    outstanding: AtomicU32,
    own_mouse: Mutex<OwnMouse>,
}

#[derive(Debug, Default)]
struct OwnMouse {
    signs: UseSigns,
    seen: Option<Instant>,
}

impl InputRecord {
    /// To be called before an Esc press is injected.
    pub(super) fn note(&self) {
        if self.0.watched.load(Ordering::SeqCst) {
            self.0.outstanding.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Takes one outstanding press away: it was seen, or could not be injected. False if there was none.
    pub(super) fn consume(&self) -> bool {
        self.0
            .outstanding
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| count.checked_sub(1))
            .is_ok()
    }

    /// Presses injected while nobody watched are never seen, and must not hide the novice's.
    pub(super) fn set_watched(&self, watched: bool) {
        self.0.outstanding.store(0, Ordering::SeqCst);
        self.0.watched.store(watched, Ordering::SeqCst);
    }

    /// The novice's own mouse moved.
    pub(super) fn mouse_moved(&self, now: Instant) {
        let mut own = self.0.own_mouse.lock().unwrap_or_else(PoisonError::into_inner);
        if own.signs.add(now) {
            own.seen = Some(now);
        }
    }

    /// A button or the wheel of the novice's own mouse was used: nothing does that by itself.
    pub(super) fn mouse_pressed(&self, now: Instant) {
        self.0.own_mouse.lock().unwrap_or_else(PoisonError::into_inner).seen = Some(now);
    }

    /// When the novice was last seen to use their own mouse.
    pub(super) fn person_seen(&self) -> Option<Instant> {
        self.0.own_mouse.lock().unwrap_or_else(PoisonError::into_inner).seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mouse_that_shivers_is_no_person() {
        let start = Instant::now();
        let mut signs = UseSigns::default();
        for shiver in 0..10 {
            assert!(!signs.add(start + Duration::from_millis(shiver * 300)), "{shiver}");
        }
        assert!(!signs.add(start + Duration::from_millis(10_000)));
        assert!(!signs.add(start + Duration::from_millis(10_008)));
        assert!(signs.add(start + Duration::from_millis(10_016)));
    }
}
