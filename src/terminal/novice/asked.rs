//! The question that is open, and when what was typed can be an answer to it.

use std::time::Duration;

use tokio::time::Instant;

use crate::session::novice::Question;
use crate::terminal::Receipt;

/// The open question, and what the person has said about it so far.
pub(super) struct AskedQuestion {
    pub question: Question,
    /// Answers read before this moment are not fresh.
    pub answerable: Instant,
    /// Tells when the person could read it.
    pub printed: Receipt,
    pub caller: Option<CallerSaid>,
    /// A yes was typed that counts when the time after "I called them" is over.
    pub wanted: bool,
}

/// What the person said about who called whom, and the session noted.
#[derive(Debug, Clone, Copy)]
pub(super) enum CallerSaid {
    /// A yes counts from this moment on.
    Novice {
        allow_at: Instant,
        told: bool,
    },
    Helper,
}

impl AskedQuestion {
    /// How long nothing is an answer, after it was asked and after it was printed.
    pub fn locked(question: &Question) -> Duration {
        Duration::from_secs(u64::from(question.locked_seconds))
    }

    /// Whether what was typed at this moment can be an answer to this question.
    pub fn could_be_read(&self, at: Instant) -> bool {
        let printed = self.printed.get();
        printed.is_some_and(|&printed| at >= printed + Self::locked(&self.question))
    }

    /// Whether a yes also says that they called them.
    pub fn asks_caller(&self) -> bool {
        self.question.caller_seconds.is_some() && self.caller.is_none()
    }

    /// Whether the person has said that they were called.
    pub fn keeps_from_yes(&self) -> bool {
        matches!(self.caller, Some(CallerSaid::Helper))
    }

    /// How long it is until a yes counts, where "I called them" was said too short a time before.
    pub fn waits(&self, at: Instant) -> Option<Duration> {
        match self.caller {
            Some(CallerSaid::Novice { allow_at, .. }) => {
                allow_at.checked_duration_since(at).filter(|left| !left.is_zero())
            }
            Some(CallerSaid::Helper) | None => None,
        }
    }
}
