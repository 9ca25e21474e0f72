//! Why the portal gives nothing.

use std::io;

use crate::vocabulary::Cause;

#[derive(Debug, thiserror::Error)]
pub enum PortalError {
    #[error(transparent)]
    Missing(#[from] Missing),
    /// The person said no to what the desktop asked, or nothing in time.
    #[error("it was refused in the desktop's own question")]
    Refused,
    /// The desktop ended its question without an answer.
    #[error("the desktop ended its own question")]
    Ended,
    /// More monitors and windows than a picture has room for.
    #[error("more is shared than there is room for")]
    TooMany,
    /// What was allowed gives no picture.
    #[error("the desktop shows no picture of what it shares")]
    NoPicture,
    /// There is no such stream.
    #[error("there is no such place in what is shared")]
    NoPlace,
    /// By EIS, within the time that it has.
    #[error("the desktop gives no mouse and keyboard (EIS)")]
    NoDevices,
    /// It has ended the EIS connection, or answers no more on it.
    #[error("the desktop has taken mouse and keyboard back (EIS)")]
    HandsGone,
    /// Nobody wants it any more.
    #[error("it is no longer wanted")]
    Unwanted,
    #[error("the desktop's portal gave an answer that makes no sense")]
    Senseless,
    #[error("the desktop's portal: {0}")]
    Call(#[source] Cause),
    #[error("no thread could be started: {0}")]
    Thread(#[source] io::Error),
}

/// What has to be there, and is not.
#[derive(Debug, thiserror::Error)]
pub enum Missing {
    #[error("this session has no message bus: {0}")]
    Bus(#[source] Cause),
    #[error("xdg-desktop-portal does not run here")]
    Portal,
    #[error("the desktop's portal cannot share the screen")]
    ScreenCast,
    #[error("KWin draws without a graphics card, and shares only what it draws with one")]
    OpenGl,
}

impl PortalError {
    /// The portal knows no such place in what is shared.
    #[must_use]
    pub fn is_no_place(&self) -> bool {
        match self {
            Self::NoPlace => true,
            Self::Call(cause) => matches!(
                cause.downcast_ref(),
                Some(zbus::Error::MethodError(name, ..))
                    if name.as_str() == "org.freedesktop.portal.Error.InvalidArgument"
            ),
            _ => false,
        }
    }
}

impl From<zbus::Error> for PortalError {
    fn from(error: zbus::Error) -> Self {
        Self::Call(error.into())
    }
}

impl From<zbus::zvariant::Error> for PortalError {
    fn from(_: zbus::zvariant::Error) -> Self {
        Self::Senseless
    }
}
