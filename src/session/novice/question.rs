//! What the novice is asked, and what they may answer.

use std::net::SocketAddr;
use std::time::Instant;

use crate::session::protection::Protection;

/// Names one question; an answer to another question than the open one is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QuestionId(pub u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionKind {
    View,
    Control,
}

/// What the helper has proved themselves by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProvedBy {
    /// An invitation alone: whoever has it and its password.
    Invitation,
    /// An invitation, and a key that is listed or signed here.
    InvitationAndKey {
        /// What they call themselves, where that is another name than their key's.
        claimed: Option<String>,
    },
    /// Such a key alone: they came unasked.
    Key { claimed: Option<String> },
}

impl ProvedBy {
    /// They came unasked.
    #[must_use]
    pub fn offered(&self) -> bool {
        matches!(self, Self::Key { .. })
    }

    /// What somebody with a key calls themselves, where that is another name.
    #[must_use]
    pub fn claimed(&self) -> Option<&str> {
        match self {
            Self::Invitation => None,
            Self::InvitationAndKey { claimed } | Self::Key { claimed } => claimed.as_deref(),
        }
    }
}

/// What the novice is asked. Everything here was cleaned for display.
#[derive(Debug, Clone)]
pub struct Question {
    pub id: QuestionId,
    pub kind: QuestionKind,
    /// What the helper calls themselves: a claim, at most 64 characters. With a key that is known here the name that it
    /// has.
    pub name: String,
    pub proved_by: ProvedBy,
    pub address: SocketAddr,
    pub protection: Protection,
    /// The system has permission prompts of its own that may be let to the helper, by [`Answer::AllowWithPrompts`].
    pub prompts: bool,
    /// The invitation or a rule forbids control: it will not be asked for, and cannot be given.
    pub view_only: bool,
    /// What an administrator wants read before this question is answered, in addition to all else; plain text.
    pub notice: Option<String>,
    /// After a yes the desktop asks once more, in a question of its own.
    pub desktop_asks: bool,
    /// The view was allowed before, and a rule wants it asked for again.
    pub again: bool,
    /// When it was asked; the seconds count from here.
    pub asked: Instant,
    /// Seconds until silence counts as no.
    pub seconds: u32,
    /// Seconds in which no answer is taken.
    pub locked_seconds: u32,
    /// The helper is new here: the person says first who called whom, and a yes is taken so many seconds after "I
    /// called them". `None`: their key was allowed on this computer before.
    pub caller_seconds: Option<u32>,
}

/// Who called whom, as the person says who is asked about somebody new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// "I called them."
    Novice,
    /// "They called me."
    Helper,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Allow,
    /// Control, and the system's own permission prompts may be answered with it. As an answer about the view it is no more
    /// than [`Answer::Allow`].
    AllowWithPrompts,
    Refuse,
}

/// Names the words of one offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CompareId(pub u64);

/// Somebody who may offer help meets this computer for the first time: both people compare the words. Nothing is asked
/// yet, and nothing shown.
#[derive(Debug, Clone)]
pub struct Compare {
    pub id: CompareId,
    /// The name that the helper's key has here, cleaned for display.
    pub name: String,
    pub address: SocketAddr,
    pub words: Vec<String>,
    /// When the words appeared; [`Compare::seconds`] count from here.
    pub asked: Instant,
    /// Seconds until it is given up.
    pub seconds: u32,
}
