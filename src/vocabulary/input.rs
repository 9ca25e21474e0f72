//! Keyboard and mouse.

/// What a helper did with keyboard or mouse, as [MS-RDPBCGR] 2.2.8.1 tells it; `x` and `y` are pixels of the shared
/// picture from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputEvent {
    Key {
        key: ScanKey,
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
    /// Rotation in units of 120 a notch; positive is up, or right. Both `x` and `y` are 0 if the position is not known.
    Wheel {
        horizontal: bool,
        rotation: i16,
        x: u16,
        y: u16,
    },
    /// TS_SYNC_EVENT: the states of Scroll, Num, Caps and Kana lock, bits 0 to 3.
    LockKeys(u8),
}

/// A key by its place on the keyboard: a scancode of set 1 ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.1), and what precedes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScanKey {
    pub scancode: u8,
    pub prefix: KeyPrefix,
}

/// What precedes a scancode; on the wire the flags of these names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyPrefix {
    None,
    /// KBDFLAGS_EXTENDED: E0.
    Extended,
    /// KBDFLAGS_EXTENDED1: E1 (Pause only).
    Extended1,
}

impl ScanKey {
    pub const PAUSE: Self = Self {
        scancode: 0x1D,
        prefix: KeyPrefix::Extended1,
    };

    /// Without a prefix.
    pub const fn plain(scancode: u8) -> Self {
        Self {
            scancode,
            prefix: KeyPrefix::None,
        }
    }

    /// Behind E0.
    pub const fn extended(scancode: u8) -> Self {
        Self {
            scancode,
            prefix: KeyPrefix::Extended,
        }
    }

    pub const fn event(self, down: bool) -> InputEvent {
        InputEvent::Key { key: self, down }
    }
}

/// A button of the mouse; on the wire PTRFLAGS_BUTTON1 to 3 and PTRXFLAGS_BUTTON1 and 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MouseButton {
    Left,
    Right,
    Middle,
    Back,
    Forward,
}
