//! The desktop's portal (xdg-desktop-portal): what it offers, and a session of it, in which the desktop itself asks the
//! person. Where there is Wayland this is the one way to the screen.
//!
//! What a session gives is for other rooms to use: this one knows neither pictures nor input.

mod error;
mod offers;
mod request;
mod session;

pub use error::{Missing, PortalError};
pub use offers::offers;
pub use session::{PortalNews, PortalSession, StreamRemote};

/// The portal's name on the session's bus.
const NAME: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SCREEN_CAST: &str = "org.freedesktop.portal.ScreenCast";
