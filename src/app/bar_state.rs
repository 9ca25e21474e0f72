//! What the bar says, apart from the session that it says it of: it can be shown where the rest of the program is not.

use std::time::Instant;

use crate::session::novice::{ControlEnd, ControlRefusal, PauseReason};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BarState {
    /// As the helper calls themselves; may be empty.
    pub name: String,
    /// Control cannot be given to them.
    pub view_only: bool,
    /// This computer lets programs use its mouse and keyboard.
    pub controllable: bool,
    pub since: Instant,
    pub reach: BarReach,
    /// The session watches for Esc, which takes control back.
    pub escape_works: bool,
    /// Other keys that take it back.
    pub shortcut: Option<String>,
}

/// What the helper can do while the screen is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BarReach {
    /// The person allowed the view, and their desktop asks them once more.
    Opening,
    /// They see the screen. With it the last thing that changed, said once.
    Seeing(Option<BarNote>),
    /// They see the screen, and the person is asked about control.
    Asked,
    /// They see the screen; the person allowed control, and their desktop asks them once more.
    DesktopAsksControl,
    Controlling,
    Paused(PauseReason),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BarNote {
    ControlEnded(ControlEnd),
    ControlRefused(ControlRefusal),
}
