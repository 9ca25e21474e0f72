//! What the novice is asked, and what they may answer.

use std::net::SocketAddr;
use std::time::Instant;

/// Names one question; an answer to another question than the open one is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QuestionId(pub u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionKind {
    View,
    Control,
}

/// What the novice is asked. Everything here was cleaned for display.
#[derive(Debug, Clone)]
pub struct Question {
    pub id: QuestionId,
    pub kind: QuestionKind,
    /// What the helper calls themselves: a claim, at most 64 characters. With a key that is known here the name that it
    /// has.
    pub name: String,
    /// They came unasked.
    pub offered: bool,
    /// They proved a key that is listed or signed here; always so where they came unasked.
    pub key_known: bool,
    /// What somebody with such a key calls themselves, where that is another name.
    pub claimed: Option<String>,
    pub address: SocketAddr,
    /// The helper's program checked that it reached this computer (pins); FreeRDP cannot.
    pub reached_proved: bool,
    /// RC4 without TLS.
    pub weak: bool,
    /// The invitation or a rule forbids control: it will not be asked for, and cannot be given.
    pub view_only: bool,
    /// What an administrator wants read before this question is answered, in addition to all else; plain text.
    pub notice: Option<String>,
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
