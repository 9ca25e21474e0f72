//! What this system lets us show, said before an invitation is made; and the choice of how to capture.

use super::{Capture, CaptureError, NoDisplay, xcap};
use crate::vocabulary::{DisplayName, Monitor, Shared};

#[cfg(target_os = "linux")]
use super::x11;

/// The kind of desktop that is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    X11,
    Wayland,
    Windows,
    MacOs,
    /// No display at all, or one that does not answer.
    NoDisplay,
}

/// What will work when this computer's screen is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenSupport {
    pub system: System,
    /// The screen can be shown.
    pub view: bool,
    /// The system itself asks the novice each time, and lets them choose the monitor.
    pub system_asks: bool,
    /// One monitor among several can be chosen here; otherwise the system's own question chooses.
    pub choose_monitor: bool,
    /// Esc can be seen whichever program has the focus; without it the bar must not promise it.
    pub global_escape: bool,
    /// Why there is no view, for the person who would share; `None` if there is one.
    pub problem: Option<String>,
}

/// [`support_of`] the display that this process belongs to.
#[must_use]
pub fn support() -> ScreenSupport {
    support_of(&DisplayName::default())
}

/// What will work with this display. Connects to it for a moment, captures nothing and asks the person nothing.
#[must_use]
pub fn support_of(display: &DisplayName) -> ScreenSupport {
    let system = system(display);
    let problem = match system {
        System::X11 => monitors(display).err().map(|error| error.to_string()),
        System::NoDisplay => Some("this session has no graphical display".to_owned()),
        System::Wayland | System::Windows | System::MacOs => None,
    };
    let view = problem.is_none();
    ScreenSupport {
        system: if view { system } else { System::NoDisplay },
        view,
        system_asks: matches!(system, System::Wayland | System::MacOs),
        choose_monitor: view && system != System::Wayland,
        global_escape: view && system != System::Wayland,
        problem,
    }
}

/// Begins to capture. Call it only once the view was allowed.
///
/// # Errors
/// There is no such display or monitor, or the system refuses.
pub fn open(display: &DisplayName, shared: Shared) -> Result<Box<dyn Capture>, CaptureError> {
    #[cfg(target_os = "linux")]
    if system(display) == System::X11 {
        return Ok(Box::new(x11::X11Capture::open(display, shared)?));
    }
    match system(display) {
        System::NoDisplay => Err(NoDisplay::NotGraphical.into()),
        _ => Ok(Box::new(xcap::PolledCapture::open(shared)?)),
    }
}

/// The monitors of a display, the primary one first.
///
/// # Errors
/// There is no such display.
pub fn monitors(display: &DisplayName) -> Result<Vec<Monitor>, CaptureError> {
    #[cfg(target_os = "linux")]
    if system(display) == System::X11 {
        return x11::monitors(display);
    }
    match system(display) {
        System::NoDisplay => Err(NoDisplay::NotGraphical.into()),
        _ => xcap::monitors(),
    }
}

#[cfg(target_os = "linux")]
fn system(display: &DisplayName) -> System {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let wayland = set("WAYLAND_DISPLAY") || std::env::var_os("XDG_SESSION_TYPE").is_some_and(|kind| kind == "wayland");
    match display.0 {
        Some(_) => System::X11,
        None if wayland => System::Wayland,
        None if set("DISPLAY") => System::X11,
        None => System::NoDisplay,
    }
}

#[cfg(windows)]
fn system(_: &DisplayName) -> System {
    System::Windows
}

#[cfg(target_os = "macos")]
fn system(_: &DisplayName) -> System {
    System::MacOs
}
