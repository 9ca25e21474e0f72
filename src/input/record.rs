//! Which Esc presses were the expert's: the watch for the novice's own must not take one for the other.
#![cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "a mark on injected events does the record's work there")
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// How many Esc presses were injected and not yet seen; shared by the injector, which notes each before it injects it,
/// and the watch.
#[derive(Debug, Clone, Default)]
pub struct InputRecord(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    watched: AtomicBool,
    outstanding: AtomicU32,
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
}
