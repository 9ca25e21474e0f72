//! What of the novice's screen is shared, and how much of it.

use std::sync::Arc;

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

/// What is on the screen and not in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeptBack {
    /// All of it: the system shows something of its own that no program sees or answers (Windows: a permission prompt, the
    /// lock screen). The picture is one colour meanwhile, and comes back by itself.
    pub everything: bool,
    /// Something that a program had the system keep out of every picture, like a film; true from then on.
    pub protected: bool,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PicturePlace {
    /// Where its top left corner is on the virtual desktop, in pixels (on Wayland in the compositor's own units, which
    /// may be several pixels each); both can be negative.
    pub origin: (i32, i32),
    pub size: Size,
    /// Where it is put together of several parts, each of which has a place of its own; `None` where it is one.
    pub parts: Option<Arc<[PicturePart]>>,
}

/// A monitor in a picture of several, or a window beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PicturePart {
    pub area: Rect,
    /// As [`PicturePlace::origin`].
    pub origin: (i32, i32),
}

impl PicturePart {
    /// As a picture of its own.
    fn alone(self) -> PicturePlace {
        PicturePlace {
            origin: self.origin,
            size: Size {
                width: self.area.width,
                height: self.area.height,
            },
            parts: None,
        }
    }
}

/// A pixel of the picture in the part that it lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PixelInPart {
    /// The part, in the order of [`PicturePlace::parts`]; 0 where there is but one.
    pub number: usize,
    /// The part as a picture of its own.
    pub part: PicturePlace,
    /// The pixel, from the part's corner.
    pub x: u16,
    pub y: u16,
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

    /// Each of its parts as a picture of its own; itself, where it is one.
    pub fn each_part(&self) -> impl Iterator<Item = Self> {
        let parts = self.parts.as_deref().unwrap_or_default();
        let whole = PicturePart {
            area: Rect::of(self.size),
            origin: self.origin,
        };
        let alone = parts.is_empty().then_some(whole);
        alone.into_iter().chain(parts.iter().copied()).map(PicturePart::alone)
    }

    /// The part that a pixel lies in. What lies in none, or beyond the picture, is moved to the nearest.
    #[must_use]
    pub fn part_at(&self, x: u16, y: u16) -> PixelInPart {
        let parts = self.parts.as_deref().unwrap_or_default();
        let within = |at: u16, from: u16, length: u16| at.clamp(from, from.saturating_add(length.saturating_sub(1)));
        let nearest = |area: &Rect| (within(x, area.left, area.width), within(y, area.top, area.height));
        let distance = |area: &Rect| {
            let near = nearest(area);
            u32::from(near.0.abs_diff(x)) + u32::from(near.1.abs_diff(y))
        };
        let found = parts.iter().enumerate().min_by_key(|(_, part)| distance(&part.area));
        let whole = PicturePart {
            area: Rect::of(self.size),
            origin: self.origin,
        };
        let (number, part) = found.map_or((0, whole), |(number, part)| (number, *part));
        let (x, y) = nearest(&part.area);
        PixelInPart {
            number,
            part: part.alone(),
            x: x - part.area.left,
            y: y - part.area.top,
        }
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
