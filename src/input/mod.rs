//! Keyboard and mouse of the novice's computer: translate and inject, and watch for the novice's own Esc.
//!
//! Lock states that a client announces (TS_SYNC_EVENT) are not injected: the lamps are the novice's, and setting them
//! would change what the novice types. A lock key that the expert presses is a key like any other.

mod desktop;
mod escape;
mod guard;
mod injector;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(any(windows, target_os = "macos"))]
mod portable;
mod queue;
mod scancode;
mod support;
#[cfg(windows)]
mod windows;
mod worker;
#[cfg(target_os = "linux")]
mod x11;

pub use escape::{EscapeRecord, EscapeWatch};
pub use injector::{Injector, let_go};
pub use scancode::ScanKey;
pub use support::{InputSupport, support};

/// Names the program whose first argument `watch-input` runs [`watch_input`]: it lets go of what this process holds
/// when this process is killed or stopped. To be called once, before any [`Injector`] starts.
pub fn watch_with(program: std::path::PathBuf) {
    #[cfg(target_os = "linux")]
    x11::provide(program);
    #[cfg(not(target_os = "linux"))]
    drop(program);
}

/// The watchdog: returns when there is nothing to watch any more. `owner` is a window of the process that is watched.
pub fn watch_input(display: Option<&str>, owner: u32, process: u32) -> Result<(), InputError> {
    #[cfg(target_os = "linux")]
    return x11::watch(display, owner, process);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (display, owner, process);
        Ok(())
    }
}

/// Marks a window of this process as Lifeline's own: the expert must not touch it, whichever Lifeline injects. Where
/// the windows have no such marks nothing is done.
pub fn mark_window(window: u32) -> Result<(), InputError> {
    #[cfg(target_os = "linux")]
    return x11::mark(None, window);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = window;
        Ok(())
    }
}

/// Why input cannot be injected or watched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    #[error("the display {display} cannot be opened: {reason}")]
    NoDisplay { display: String, reason: String },
    #[error("this display cannot be controlled: {0}")]
    Unsupported(String),
    #[error("the display went away")]
    DisplayGone,
    /// Whoever was granted control before must be asked about again.
    #[error("this program was stopped, and what it held was let go")]
    Stopped,
    /// One event could not be injected; the next may be.
    #[error("the display refused an event: {0}")]
    Refused(String),
    #[error("the input thread could not be started: {0}")]
    Thread(String),
}
