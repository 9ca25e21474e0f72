//! What the thread on X11 is told to keep in sight.

use super::kept::{KeptInSight, Unseen};
use super::place::WindowRect;

/// What must be seen, and how large it is in pixels.
#[derive(Clone)]
pub(super) struct Hold {
    pub what: KeptInSight,
    pub size: (u16, u16),
    pub unseen: Unseen,
    /// The person may call the keyboard here by Ctrl+Alt+Space.
    pub callable: bool,
    /// Around what is shared meanwhile.
    pub frame: Option<SharedBorder>,
}

/// A border around what is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SharedBorder {
    pub area: WindowRect,
    /// In pixels.
    pub width: i32,
    /// Red, green and blue.
    pub colour: [u8; 3],
}
