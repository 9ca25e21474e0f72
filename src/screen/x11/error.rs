//! What an X server's errors mean for the picture.

use x11rb::errors::{ConnectionError, ReplyError, ReplyOrIdError};
use x11rb::protocol::ErrorKind;

use crate::screen::error::{CaptureError, DisplayGone, Uncapturable};
use crate::vocabulary::Cause;

pub(super) fn gone(error: impl Into<Cause>) -> CaptureError {
    DisplayGone::System(error.into()).into()
}

pub(super) fn refused(error: ReplyOrIdError) -> CaptureError {
    match error {
        refused @ ReplyOrIdError::X11Error(_) => Uncapturable::Refused(refused.into()).into(),
        error => gone(error),
    }
}

/// `None` if what was asked for lies outside the display, which then has another size than before.
pub(super) fn inside<T>(reply: Result<T, ReplyError>) -> Result<Option<T>, CaptureError> {
    match reply {
        Ok(value) => Ok(Some(value)),
        Err(ReplyError::X11Error(error)) if matches!(error.error_kind, ErrorKind::Match | ErrorKind::Value) => Ok(None),
        Err(error) => Err(gone(error)),
    }
}

pub(super) fn closed(error: ConnectionError) -> CaptureError {
    gone(error)
}
