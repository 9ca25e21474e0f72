//! Why input cannot be injected or watched.

/// Why input cannot be injected or watched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    #[error("the display {display} cannot be opened: {reason}")]
    NoDisplay { display: String, reason: String },
    #[error("this display cannot be controlled: {0}")]
    Unsupported(String),
    #[error("the display went away")]
    DisplayGone,
    /// Whoever was granted control before must be asked about again.
    #[error("this program was stopped, and what it held was let go")]
    Stopped,
    /// One event could not be injected; the next may be.
    #[error("the display refused an event: {0}")]
    Refused(String),
    #[error("the input thread could not be started: {0}")]
    Thread(String),
}
