//! What is known of KDE's part of the portal (xdg-desktop-portal-kde), and no portal tells.

use zbus::blocking::Connection;

/// It hands what it is told of a wheel on to KWin as so many of the desktop's own units: a notch as a single one, of which
/// programs notice nothing. And down is up to it where it is told how far to scroll. So it is in 5.27 to 6.7.
pub(super) fn is_there(bus: &Connection) -> bool {
    super::is_on(bus, "org.freedesktop.impl.portal.desktop.kde")
}
