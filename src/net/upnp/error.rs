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
    Senseless(SenselessReply),
    #[error("the router cannot be spoken to: {0}")]
    Io(#[from] io::Error),
}

/// What about the router's answer makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SenselessReply {
    #[error("no description")]
    NoDescription,
    #[error("a description without a connection")]
    NoConnection,
    #[error("an address of another kind")]
    AddressKind,
    #[error("no address where one belongs")]
    NoAddress,
    #[error("no usable control address")]
    NoControl,
    #[error("a mapping to nowhere")]
    MappedNowhere,
    #[error("bytes that are no text")]
    AnswerNoText,
    #[error("an answer of no sensible shape")]
    AnswerShape,
    #[error("an answer to something else")]
    OtherAnswer,
    #[error("an answer that is too long")]
    TooLong,
    #[error("half an answer")]
    CutShort,
    #[error("a head that is no text")]
    HeadNoText,
    #[error("no HTTP")]
    NoHttp,
    #[error("a length that is no number")]
    Length,
    #[error("a chunk without a size")]
    ChunkSize,
    #[error("broken XML")]
    BrokenXml,
    #[error("XML that is nested too deeply")]
    Nested,
    #[error("a value that is too long")]
    ValueTooLong,
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
            _ => Self::Senseless(SenselessReply::OtherAnswer),
        }
    }
}
