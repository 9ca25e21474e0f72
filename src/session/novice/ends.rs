//! Why a session, or a right in it, ended.

use crate::journal::{BAR_HIDDEN, INTERRUPTED};
use crate::rdp::RdpError;
use crate::screen::CaptureError;
use crate::vocabulary::SharedError;

/// As the journal says that something else closed the window.
pub const WINDOW_GONE: &str = "window-gone";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlEnd {
    /// Esc on the novice's keyboard.
    Escape,
    /// The novice's button or command.
    TakenBack,
    GivenBack,
    Paused,
    /// The rules of this computer no longer allow it.
    Forbidden,
    /// The view is asked for again.
    AskedAgain,
    /// This program was stopped for a while, or mouse and keyboard cannot be used any more.
    InputLost,
    SessionEnded,
}

/// Why control was asked for and not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlRefusal {
    /// The novice said no, or nothing; or what was agreed, or a rule, did.
    Novice,
    /// What the desktop itself asked was answered with no.
    Desktop,
    /// This computer lets no program use its mouse and keyboard.
    Impossible,
}

/// Why nothing is shown for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseReason {
    /// The novice paused.
    Novice,
    /// What shows the novice that the screen is shared could not be kept in sight.
    BarHidden,
    /// The desktop broke its picture off; it is asked for another one.
    Interrupted,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionEnd {
    NoviceStopped,
    /// The novice's program was closed, or told to end.
    Closed,
    /// Something else closed the window, and with it the bar.
    WindowGone,
    ExpertLeft,
    /// The connection broke or fell silent.
    Lost,
    ViewRefused,
    /// Nobody answered the first question.
    ViewUnanswered,
    /// The shared display went away.
    ScreenGone(SharedError<CaptureError>),
    /// What the desktop itself asked before it showed the screen was answered with no.
    DesktopRefused,
    Replaced,
    /// The rules of this computer no longer allow this session.
    Forbidden,
    /// It has lasted as long as the rules of this computer let it.
    TimeUp,
    /// A part of this program broke down.
    Fault,
    /// The other end broke the protocol.
    Protocol(RdpError),
}

impl ControlEnd {
    /// As the journal says it.
    #[must_use]
    pub fn journal_word(self) -> &'static str {
        match self {
            Self::Escape => "escape",
            Self::TakenBack => "taken-back",
            Self::GivenBack => "given-back",
            Self::Paused => "paused",
            Self::Forbidden => "forbidden",
            Self::AskedAgain => "asked-again",
            Self::InputLost => "input-lost",
            Self::SessionEnded => "session-ended",
        }
    }
}

impl PauseReason {
    /// As the journal and the terminal say it; the novice's own wish needs no word.
    #[must_use]
    pub fn journal_word(self) -> Option<&'static str> {
        match self {
            Self::Novice => None,
            Self::BarHidden => Some(BAR_HIDDEN),
            Self::Interrupted => Some(INTERRUPTED),
        }
    }
}

impl SessionEnd {
    /// Why it ends where there is no picture to show. Who ends the sharing in the desktop stops as by our own button.
    pub(super) fn without_picture(error: CaptureError) -> Self {
        match error {
            CaptureError::DesktopStopped => Self::NoviceStopped,
            CaptureError::DesktopRefused => Self::DesktopRefused,
            error => Self::ScreenGone(error.into()),
        }
    }

    /// As the journal says it.
    #[must_use]
    pub fn journal_word(&self) -> String {
        match self {
            Self::NoviceStopped => "stopped".to_owned(),
            Self::Closed => "closed".to_owned(),
            Self::WindowGone => WINDOW_GONE.to_owned(),
            Self::ExpertLeft => "helper-left".to_owned(),
            Self::Lost => "lost".to_owned(),
            Self::ViewRefused => "refused".to_owned(),
            Self::ViewUnanswered => "unanswered".to_owned(),
            Self::ScreenGone(why) => format!("screen-gone {why}"),
            Self::DesktopRefused => "desktop-refused".to_owned(),
            Self::Replaced => "replaced".to_owned(),
            Self::Forbidden => "forbidden".to_owned(),
            Self::TimeUp => "time-up".to_owned(),
            Self::Fault => "fault".to_owned(),
            Self::Protocol(what) => format!("protocol {what}"),
        }
    }
}
