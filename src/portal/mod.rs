//! The desktop's portal (xdg-desktop-portal): what it offers, and a session of it, in which the desktop itself asks the
//! person. Where there is Wayland this is the one way to the screen, and on most desktops to mouse and keyboard.
//!
//! What a session gives is for other rooms to use: this one knows neither pictures nor what a helper does.

#[cfg(target_os = "linux")]
mod eis;
#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod error;
#[cfg(target_os = "linux")]
mod hands;
#[cfg(target_os = "linux")]
mod kde;
#[cfg(target_os = "linux")]
mod mutter;
#[cfg(target_os = "linux")]
mod offers;
#[cfg(target_os = "linux")]
mod request;
#[cfg(target_os = "linux")]
mod seat;
#[cfg(target_os = "linux")]
mod session;
#[cfg(target_os = "linux")]
mod shortcut;
#[cfg(target_os = "linux")]
mod stream;
#[cfg(target_os = "linux")]
mod way;

#[cfg(target_os = "linux")]
pub use eis::{EisDevice, EisInput, EisKeymap, PortalEis};
#[cfg(not(target_os = "linux"))]
pub use elsewhere::PortalSeat;
#[cfg(target_os = "linux")]
pub use error::{Missing, PortalError};
#[cfg(target_os = "linux")]
pub use hands::PortalHands;
#[cfg(target_os = "linux")]
pub use offers::{lends_hands, listens_for_keys, offers};
#[cfg(target_os = "linux")]
pub use seat::{ANSWERED_WITHIN, PortalSeat, PortalViewer};
#[cfg(target_os = "linux")]
pub use session::{PortalNews, PortalSession, SessionKind, StreamRemote};
#[cfg(target_os = "linux")]
pub use shortcut::PortalShortcut;
#[cfg(target_os = "linux")]
pub use stream::{SharedStream, share_same};

/// The portal's name on the session's bus.
#[cfg(target_os = "linux")]
const NAME: &str = "org.freedesktop.portal.Desktop";
#[cfg(target_os = "linux")]
const PATH: &str = "/org/freedesktop/portal/desktop";
#[cfg(target_os = "linux")]
const SCREEN_CAST: &str = "org.freedesktop.portal.ScreenCast";
#[cfg(target_os = "linux")]
const REMOTE_DESKTOP: &str = "org.freedesktop.portal.RemoteDesktop";
#[cfg(target_os = "linux")]
const GLOBAL_SHORTCUTS: &str = "org.freedesktop.portal.GlobalShortcuts";

/// Whether somebody bears this name on the session's bus.
#[cfg(target_os = "linux")]
fn is_on(bus: &zbus::blocking::Connection, name: &str) -> bool {
    let asked = bus.call_method(
        Some("org.freedesktop.DBus"),
        "/org/freedesktop/DBus",
        Some("org.freedesktop.DBus"),
        "NameHasOwner",
        &name,
    );
    asked.is_ok_and(|answer| answer.body().deserialize().unwrap_or_default())
}
