//! Says beforehand what will work on a display, for the invitation's screen.

/// What can be promised on a display.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputSupport {
    /// The expert can be given control.
    pub can_inject: bool,
    /// Esc on the novice's keyboard takes control back, whichever program has the focus.
    pub can_watch_escape: bool,
    /// What does not work and why, for the novice; empty when everything does.
    pub why: String,
}
