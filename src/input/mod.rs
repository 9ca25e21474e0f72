//! Keyboard and mouse of the novice's computer: translate and inject, and watch for the novice's own Esc.
//!
//! Lock states that a client announces (TS_SYNC_EVENT) are not injected: the lamps are the novice's, and setting them
//! would change what the novice types. A lock key that the expert presses is a key like any other.

mod desktop;
mod error;
mod escape;
mod guard;
mod injector;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(any(windows, target_os = "macos"))]
mod marked;
mod own_window;
mod pointer_turn;
#[cfg(any(windows, target_os = "macos"))]
mod portable;
mod queue;
mod record;
mod scancode;
mod shared;
#[cfg(target_os = "linux")]
mod wayland;
#[cfg(windows)]
mod windows;
mod worker;
#[cfg(target_os = "linux")]
mod x11;

pub use error::{InputError, RefusedInput, Uncontrollable};
pub use escape::{EscapeWatch, ShortcutWatch};
pub use injector::{Injector, let_go};
pub use own_window::{OwnWindow, OwnWindowWatch, Silence};
pub use record::InputRecord;

/// Names the program whose first argument `watch-input` runs [`watch_input`], and `watch-engine` [`watch_engine`]: it lets
/// go of what this process holds
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

/// The same for the input method of a desktop: returns when the person's own `engine` is set again, whose place the
/// process took over this connection to IBus.
#[must_use]
pub fn watch_engine(process: u32, connection: &str, engine: &str) -> bool {
    #[cfg(target_os = "linux")]
    return wayland::watch_engine(process, connection, engine).is_ok();
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (process, connection, engine);
        true
    }
}

/// Whether mouse and keyboard of this display can be used (`None`: the user's own). Connects to it for a moment where
/// that depends on what runs there.
#[must_use]
pub fn can_control(display: Option<&str>) -> bool {
    control_way(display).is_some()
}

/// Whether the desktop may be asked to listen for this program's keys, which take control back.
#[must_use]
pub fn listens_for_keys() -> bool {
    #[cfg(target_os = "linux")]
    return crate::portal::listens_for_keys();
    #[cfg(not(target_os = "linux"))]
    false
}

/// How mouse and keyboard of a display are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlWay {
    /// Programs may.
    Direct,
    /// By the desktop's portal, which asks the person itself.
    Portal,
}

/// The same, and how; `None` if they cannot be used.
#[must_use]
pub fn control_way(display: Option<&str>) -> Option<ControlWay> {
    #[cfg(target_os = "linux")]
    return match crate::vocabulary::display_server(display) {
        crate::vocabulary::DisplayServer::X11 => Some(ControlWay::Direct),
        crate::vocabulary::DisplayServer::Wayland if wayland::is_there(display) => Some(ControlWay::Direct),
        crate::vocabulary::DisplayServer::Wayland => crate::portal::lends_hands().then_some(ControlWay::Portal),
    };
    #[cfg(not(target_os = "linux"))]
    {
        let _ = display;
        #[cfg(target_os = "macos")]
        if !macos::is_allowed() {
            return None;
        }
        Some(ControlWay::Direct)
    }
}

/// Has the desktop ask the person for mouse and keyboard, where it lends them by its portal, unless they allowed it in the
/// session whose picture is shown. Waits for the answer as long as it is `wanted`.
///
/// # Errors
/// The person refused, or the desktop lends nothing.
pub fn ask_portal(seat: &crate::portal::PortalSeat, wanted: &dyn Fn() -> bool) -> Result<(), InputError> {
    #[cfg(target_os = "linux")]
    seat.hands(wanted)?;
    #[cfg(not(target_os = "linux"))]
    let _ = (seat, wanted);
    Ok(())
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
