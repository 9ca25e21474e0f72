//! Why the router did not do what it was asked.

use std::io;

use igd_next::RequestError;

/// Why the router did not do it.
#[derive(Debug, thiserror::Error)]
pub enum UpnpError {
    #[error("the router does not answer")]
    Silent,
    #[error("the router refused (error {0})")]
    Refused(u16),
    #[error("the router sent {0}")]
    Senseless(&'static str),
    #[error("the router cannot be spoken to: {0}")]
    Io(#[from] io::Error),
}

impl UpnpError {
    /// The port is taken by another computer's mapping (718 ConflictInMappingEntry), or not to be had for other reasons
    /// that another port may not have (729 ConflictWithOtherMechanisms).
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Refused(718 | 729))
    }

    /// There is no such mapping (713 SpecifiedArrayIndexInvalid, 714 NoSuchEntryInArray).
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Refused(713 | 714))
    }
}

impl From<RequestError> for UpnpError {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::ErrorCode(code, _) => Self::Refused(code),
            RequestError::IoError(error) if error.kind() == io::ErrorKind::TimedOut => Self::Silent,
            RequestError::IoError(error) => match error.downcast::<Self>() {
                Ok(ours) => ours,
                Err(error) => Self::Io(error),
            },
            _ => Self::Senseless("an answer to something else"),
        }
    }
}
