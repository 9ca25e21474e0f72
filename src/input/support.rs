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

/// Looks at the display (`None`: the user's own) without changing anything.
pub fn support(display: Option<&str>) -> InputSupport {
    #[cfg(target_os = "linux")]
    return super::x11::support(display);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = display;
        super::portable::support()
    }
}
