//! What is damaged about an invitation.

/// What is missing, or is no longer as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    #[error("a part of it is missing")]
    PartMissing,
    #[error("its keys are missing")]
    KeysMissing,
    #[error("its keys cannot be read")]
    KeysUnreadable,
    #[error("its ID is missing")]
    IdMissing,
    #[error("its connection string is not complete")]
    StringIncomplete,
    #[error("its PassStub is missing")]
    PassStubMissing,
    #[error("its PassStub was changed on the way")]
    PassStubAltered,
    #[error("its encrypted part is incomplete")]
    CipherIncomplete,
    #[error("its encrypted part was changed on the way")]
    CipherAltered,
}
