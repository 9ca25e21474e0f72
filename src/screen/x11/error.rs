//! What an X server's errors mean for the picture.

use x11rb::errors::{ConnectionError, ReplyError, ReplyOrIdError};
use x11rb::protocol::ErrorKind;

use crate::screen::CaptureError;

pub(super) fn gone(error: impl std::fmt::Display) -> CaptureError {
    CaptureError::Gone(error.to_string())
}

pub(super) fn refused(error: ReplyOrIdError) -> CaptureError {
    match error {
        ReplyOrIdError::X11Error(error) => CaptureError::Unsupported(format!("its X server refused: {error:?}")),
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
