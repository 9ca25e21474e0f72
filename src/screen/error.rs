//! Why there is no picture of the screen.

use std::io;

#[cfg(target_os = "linux")]
use crate::portal::{Missing, PortalError};
use crate::t;
use crate::texts::said::system;
use crate::vocabulary::Cause;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum CaptureError {
    #[error("there is no display to share: {0}")]
    NoDisplay(#[from] NoDisplay),
    #[error("the display went away: {0}")]
    Gone(#[from] DisplayGone),
    #[error("this system does not let the screen be captured: {0}")]
    Uncapturable(#[from] Uncapturable),
    #[cfg(target_os = "linux")]
    #[error("this desktop cannot share its screen: {0}")]
    NoPortal(#[from] Missing),
    /// The person said no to what the desktop itself asked, or nothing in time.
    #[error("the desktop's own question was not answered with yes")]
    DesktopRefused,
    /// The desktop broke its picture off, and nobody wished that: a monitor has changed, say. It may give another one.
    #[error("the desktop broke its picture off: {0}")]
    Interrupted(#[source] DisplayGone),
    /// The person ended it where the desktop shows that the screen is shared.
    #[error("sharing was ended in the desktop")]
    DesktopStopped,
    /// It is no longer allowed.
    #[error("nobody wants the picture any more")]
    Unwanted,
}

impl CaptureError {
    /// There is a portal, and the desktop draws in a way that it cannot share.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn is_drawn_unshared(&self) -> bool {
        matches!(self, Self::NoPortal(Missing::OpenGl))
    }

    /// Why, as a part of a sentence for people.
    #[must_use]
    pub fn clause(&self) -> String {
        match self {
            Self::NoDisplay(NoDisplay::NotGraphical | NoDisplay::Unreachable(_) | NoDisplay::System(_)) => {
                t!("screen-silent")
            }
            Self::NoDisplay(NoDisplay::NoScreen(_) | NoDisplay::MonitorMissing | NoDisplay::MonitorBlank) => {
                t!("screen-monitor")
            }
            Self::Gone(DisplayGone::RecordingEnded)
            | Self::Interrupted(DisplayGone::RecordingEnded)
            | Self::DesktopStopped => t!("screen-ended"),
            Self::Gone(DisplayGone::Unreadable | DisplayGone::System(_)) | Self::Interrupted(_) => t!("screen-silent"),
            Self::Uncapturable(why) => why.clause(),
            #[cfg(target_os = "linux")]
            Self::NoPortal(_) => t!("screen-portal"),
            Self::DesktopRefused | Self::Unwanted => t!("screen-refused"),
        }
    }
}

impl Uncapturable {
    fn clause(&self) -> String {
        match self {
            Self::NoDamage => t!("desktop-lacks", part = "DAMAGE"),
            Self::NoFixes => t!("desktop-lacks", part = "XFIXES"),
            Self::NoScreen => t!("screen-monitor"),
            Self::Palette => t!("screen-colours"),
            Self::TooLarge => t!("screen-large"),
            Self::Thread(error) => system(error),
            Self::NotAllowed
            | Self::NoPixelFormat
            | Self::NoVisual
            | Self::Refused(_)
            | Self::NoPicture
            | Self::System(_) => {
                t!("screen-refused")
            }
        }
    }
}

/// Why there is nothing to share.
#[derive(Debug, thiserror::Error)]
pub enum NoDisplay {
    #[error("this session has no graphical display")]
    NotGraphical,
    #[error("the X server cannot be reached: {0}")]
    Unreachable(#[source] Cause),
    #[error("the X server has no screen {0}")]
    NoScreen(usize),
    #[error("the monitor that was shared is not there")]
    MonitorMissing,
    #[error("the monitor that was shared shows nothing")]
    MonitorBlank,
    /// The system does not tell its monitors.
    #[error(transparent)]
    System(Cause),
}

/// Why a display that was shared shows nothing more.
#[derive(Debug, thiserror::Error)]
pub enum DisplayGone {
    #[error("it does not let its picture be read")]
    Unreadable,
    #[error("the system ended the recording")]
    RecordingEnded,
    #[error(transparent)]
    System(Cause),
}

/// Why this display cannot be captured.
#[derive(Debug, thiserror::Error)]
pub enum Uncapturable {
    #[error("the person has not allowed this program to record the screen")]
    NotAllowed,
    #[error("its X server lacks DAMAGE, which is needed to see what changed")]
    NoDamage,
    #[error("its X server lacks XFIXES, which is needed to see what changed and the shape of the pointer")]
    NoFixes,
    #[error("its X server has no such screen")]
    NoScreen,
    #[error("its X server does not say how it stores pixels")]
    NoPixelFormat,
    #[error("its X server does not say what its pixels mean")]
    NoVisual,
    #[error("its X server has a palette of few colours; it must run with 16 bits a pixel or more")]
    Palette,
    #[error("its X server refused: {0}")]
    Refused(#[source] Cause),
    #[error("its monitors together are too large")]
    TooLarge,
    #[error("it gave no picture")]
    NoPicture,
    #[error("no thread could be started: {0}")]
    Thread(#[source] io::Error),
    #[error(transparent)]
    System(Cause),
}

#[cfg(target_os = "linux")]
impl From<PortalError> for CaptureError {
    fn from(error: PortalError) -> Self {
        match error {
            PortalError::Missing(missing) => missing.into(),
            PortalError::Refused => Self::DesktopRefused,
            PortalError::TooMany => Uncapturable::TooLarge.into(),
            PortalError::Thread(error) => Uncapturable::Thread(error).into(),
            other => Uncapturable::System(other.into()).into(),
        }
    }
}
