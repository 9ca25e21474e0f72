//! Keyboard and mouse of the novice's computer: translate and inject, and watch for the novice's own Esc.

/// What a helper did, in the terms of [MS-RDPBCGR] 2.2.8.1.1.3.1.1; places are pixels of the shared picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputEvent {
    /// A key by its scancode of set 1; `extended` is the E0 prefix, `extended1` the E1 prefix (Pause).
    Key {
        scancode: u8,
        extended: bool,
        extended1: bool,
        down: bool,
    },
    /// One UTF-16 unit of text.
    Unicode {
        unit: u16,
        down: bool,
    },
    Move {
        x: u16,
        y: u16,
    },
    Button {
        button: MouseButton,
        down: bool,
        x: u16,
        y: u16,
    },
    /// Rotation in units of 120 a notch; positive is up, or right.
    Wheel {
        horizontal: bool,
        rotation: i16,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MouseButton {
    Left,
    Right,
    Middle,
    Back,
    Forward,
}

/// Says whether what was allowed is still allowed; asked for every event. Only `session::consent` implements it.
pub trait Permit: Send + Sync {
    fn holds(&self) -> bool;
}
