//! What of the novice's screen is shared, and how much of it.

use super::{Rect, Size};

/// Which display a session shares: `None` is the one this process belongs to. On X11 a display name such as
/// `:7`, on Wayland the name or path of the compositor's socket.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DisplayName(pub Option<String>);

/// What draws on a display.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisplayServer {
    X11,
    Wayland,
}

/// By the name that [`DisplayName`] holds, or by the variables of this process: an X display always has a number behind
/// a colon, a compositor's socket has a name or a path.
#[cfg(target_os = "linux")]
#[must_use]
pub fn display_server(name: Option<&str>) -> DisplayServer {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_wayland = match name {
        Some(name) => name.starts_with('/') || !name.contains(':'),
        None => {
            set("WAYLAND_DISPLAY") || std::env::var_os("XDG_SESSION_TYPE").is_some_and(|session| session == "wayland")
        }
    };
    if is_wayland {
        DisplayServer::Wayland
    } else {
        DisplayServer::X11
    }
}

/// One monitor, in pixels of the virtual desktop (whose origin may lie inside: left and top can be negative).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monitor {
    pub id: u32,
    pub name: String,
    pub left: i32,
    pub top: i32,
    pub size: Size,
    pub primary: bool,
}

/// A monitor as a part of the shared picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonitorArea {
    pub area: Rect,
    pub primary: bool,
}

/// As many monitors as the wire has room for ([MS-RDPEGFX] 2.2.2.14).
pub const MOST_MONITORS: usize = 16;

/// What the novice shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shared {
    /// The smallest rectangle around all monitors.
    #[default]
    AllMonitors,
    /// One monitor, by [`Monitor::id`].
    Monitor(u32),
}

/// Where the shared picture lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PicturePlace {
    /// Where its top left corner is on the virtual desktop, in pixels (on Wayland in the compositor's own units, which
    /// may be several pixels each); both can be negative.
    pub origin: (i32, i32),
    pub size: Size,
}

impl PicturePlace {
    /// Where no monitor begins: the origin of a window's picture, whose place nobody tells.
    pub const NOWHERE: (i32, i32) = (i32::MIN, i32::MIN);

    /// Where a pixel of the picture is on the virtual desktop. What lies beyond the picture is clamped to it.
    #[must_use]
    pub fn on_desktop(&self, x: u16, y: u16) -> (i32, i32) {
        let along = |at: u16, length: u16, from: i32| from.saturating_add(at.min(length.saturating_sub(1)).into());
        (
            along(x, self.size.width, self.origin.0),
            along(y, self.size.height, self.origin.1),
        )
    }
}

/// What the novice gives up to spare the network; each step includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Economy {
    /// Everything as it is on the screen.
    #[default]
    Full,
    /// A window that is dragged or scrolled is shown a few times a second and where it comes to rest.
    NoDrag,
    /// And the desktop's background is one colour.
    NoBackground,
    /// And colours have 16 bits (5, 6 and 5 for red, green and blue).
    Lowest,
}

impl Economy {
    /// The step by its number, 0 for the whole screen; the last for every number beyond.
    pub fn of_step(step: u8) -> Self {
        match step {
            0 => Self::Full,
            1 => Self::NoDrag,
            2 => Self::NoBackground,
            _ => Self::Lowest,
        }
    }

    pub fn step(self) -> u8 {
        self as u8
    }
}
