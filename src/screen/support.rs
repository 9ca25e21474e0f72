//! What this system lets us show, said before an invitation is made; and the choice of how to capture.

#[cfg(windows)]
use super::windows;
#[cfg(any(windows, target_os = "macos"))]
use super::xcap;
use super::{Capture, CaptureError, NoDisplay};
#[cfg(target_os = "macos")]
use super::{Uncapturable, macos};
#[cfg(target_os = "linux")]
use super::{portal, x11};
use crate::portal::PortalSeat;
use crate::vocabulary::{DisplayName, Monitor, Shared, SharedError};
#[cfg(target_os = "linux")]
use crate::vocabulary::{DisplayServer, display_server};

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
    pub problem: Option<SharedError<CaptureError>>,
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
        System::X11 => monitors(display).err(),
        System::NoDisplay => Some(NoDisplay::NotGraphical.into()),
        #[cfg(target_os = "linux")]
        System::Wayland => portal::is_there().err(),
        #[cfg(target_os = "macos")]
        System::MacOs if !macos::may_record() => Some(Uncapturable::NotAllowed.into()),
        _ => None,
    };
    let view = problem.is_none();
    ScreenSupport {
        system: if view { system } else { System::NoDisplay },
        view,
        system_asks: desktop_asks(display),
        choose_monitor: view && system != System::Wayland,
        global_escape: view && system != System::Wayland,
        problem: problem.map(SharedError::from),
    }
}

/// Whether the desktop itself asks the person before it shows its screen.
#[must_use]
pub fn desktop_asks(display: &DisplayName) -> bool {
    matches!(system(display), System::Wayland | System::MacOs)
}

/// Begins to capture. Call it only once the view was allowed. Where the desktop asks the person itself, this waits for
/// their answer as long as it is `wanted`; control can be asked for in the `seat` then.
///
/// # Errors
/// There is no such display or monitor, the system refuses, or the person does.
pub fn open(
    display: &DisplayName,
    shared: Shared,
    seat: &PortalSeat,
    wanted: &dyn Fn() -> bool,
) -> Result<Box<dyn Capture>, CaptureError> {
    match system(display) {
        #[cfg(target_os = "linux")]
        System::X11 => Ok(Box::new(x11::X11Capture::open(display, shared)?)),
        #[cfg(target_os = "linux")]
        System::Wayland => Ok(Box::new(portal::PortalCapture::open(seat, wanted)?)),
        #[cfg(windows)]
        System::Windows => {
            let _ = (seat, wanted);
            windows::open(shared)
        }
        #[cfg(target_os = "macos")]
        System::MacOs => {
            let _ = (seat, wanted);
            Ok(Box::new(xcap::PolledCapture::open(shared)?))
        }
        _ => Err(NoDisplay::NotGraphical.into()),
    }
}

/// The monitors of a display that can be chosen, the primary one first; none where the desktop's own question chooses.
///
/// # Errors
/// There is no such display.
pub fn monitors(display: &DisplayName) -> Result<Vec<Monitor>, CaptureError> {
    match system(display) {
        #[cfg(target_os = "linux")]
        System::X11 => x11::monitors(display),
        #[cfg(target_os = "linux")]
        System::Wayland => Ok(Vec::new()),
        #[cfg(any(windows, target_os = "macos"))]
        System::Windows | System::MacOs => xcap::monitors(),
        _ => Err(NoDisplay::NotGraphical.into()),
    }
}

#[cfg(target_os = "linux")]
fn system(display: &DisplayName) -> System {
    let no_x11 = || std::env::var_os("DISPLAY").is_none_or(|value| value.is_empty());
    match display_server(display.0.as_deref()) {
        DisplayServer::Wayland => System::Wayland,
        DisplayServer::X11 if display.0.is_none() && no_x11() => System::NoDisplay,
        DisplayServer::X11 => System::X11,
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
