//! The novice's own Esc, whichever program has the focus; the expert's does not count.
#![cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "a mark on injected events does the record's work there")
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use super::InputError;
#[cfg(target_os = "macos")]
use super::macos as system;
#[cfg(windows)]
use super::windows as system;
#[cfg(target_os = "linux")]
use super::x11 as system;

/// How many Esc presses were injected and not yet seen; shared by the injector, which notes each before it injects it,
/// and the watch.
#[derive(Debug, Clone, Default)]
pub struct EscapeRecord(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    watched: AtomicBool,
    outstanding: AtomicU32,
}

impl EscapeRecord {
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

/// Calls back for each Esc that the novice presses, until it is dropped.
pub struct EscapeWatch {
    _watch: system::EscapeThread,
}

impl EscapeWatch {
    /// `None` where no global listener exists (Wayland): then the caller promises nothing. `on_escape` runs on the
    /// watch's own thread and must not block. If the display goes away, it is called too: a watch that cannot see must
    /// not leave the control with the expert.
    pub fn start(
        display: Option<String>,
        injected: EscapeRecord,
        on_escape: impl Fn() + Send + 'static,
    ) -> Result<Option<Self>, InputError> {
        let on_escape = Box::new(on_escape);
        #[cfg(target_os = "linux")]
        let watch = system::EscapeThread::start(display.as_deref(), injected, on_escape)?;
        #[cfg(not(target_os = "linux"))]
        let watch = {
            // Injected events bear a mark there.
            let _ = (display, injected);
            system::EscapeThread::start(on_escape)?
        };
        Ok(watch.map(|watch| Self { _watch: watch }))
    }
}
