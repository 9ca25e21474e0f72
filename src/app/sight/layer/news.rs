//! What the compositor tells of one surface of the bar.

/// Which of the bar's surfaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SurfaceNumber(pub u64);

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum SurfaceNews {
    /// It has this size now, in the compositor's units; 0 is what was asked for.
    Configured { serial: u32, width: u32, height: u32 },
    /// The compositor will not show it any more.
    Closed,
    /// What was drawn last is shown.
    Shown,
    /// The pointer or a finger is at this place of it, in the compositor's units.
    At(f32, f32),
    /// The pointer over it was moved by so much, in the compositor's units.
    MovedBy(f32, f32),
    /// By its evdev code; a finger is the left one.
    Button { button: u32, down: bool },
    /// The pointer has left, or the finger was lifted.
    Left,
}

/// input-event-codes.h
pub(super) const BTN_LEFT: u32 = 0x110;
