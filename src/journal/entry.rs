//! What stands in one line of the journal.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::clock;

/// Names are capped at 64 characters where they enter; details are short sentences.
const MAX_TEXT_CHARS: usize = 512;
/// As much of a ticket's ID as may be named: far too little to guess the rest.
const TICKET_CHARS: usize = 8;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Invited,
    Cancelled,
    Expired,
    /// Five failed tries closed the invitation.
    ClosedAfterFailedTries,
    /// Someone proved ID and password.
    Connected,
    /// This computer connected to its helper, by their reply.
    Dialled,
    WrongPassword,
    ViewAllowed,
    ViewRefused,
    ViewUnanswered,
    ControlAsked,
    ControlAllowed,
    ControlRefused,
    ControlUnanswered,
    /// The detail says why.
    ControlEnded,
    Paused,
    Resumed,
    /// The session; the detail says why.
    Ended,
    /// Invitations cannot be served, or not on the port they name; the detail says why.
    ListenerProblem,
    /// This computer connected to someone, as the expert.
    HelpedOther,
}

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Seconds since 1970-01-01 UTC.
    pub time: u64,
    /// The same for a person who reads the file: `2026-11-20T11:04:17Z`.
    #[serde(default)]
    pub at: String,
    pub kind: Kind,
    /// What the other end calls itself: a claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The first 8 characters of the invitation's ID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Entry {
    /// An entry of this moment.
    pub fn now(kind: Kind) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self::at(kind, since.map_or(0, |since| since.as_secs()))
    }

    /// An entry of a given time, in seconds since 1970-01-01 UTC.
    pub fn at(kind: Kind, time: u64) -> Self {
        Self {
            time,
            at: clock::rfc3339(time),
            kind,
            who: None,
            address: None,
            ticket: None,
            detail: None,
        }
    }

    pub fn who(mut self, who: impl Into<String>) -> Self {
        self.who = Some(who.into());
        self
    }

    pub fn address(mut self, address: impl ToString) -> Self {
        self.address = Some(address.to_string());
        self
    }

    /// Takes the whole ID; only its first 8 characters are kept.
    pub fn ticket(mut self, id: &str) -> Self {
        self.ticket = Some(id.chars().take(TICKET_CHARS).collect());
        self
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// With every text at a length that no peer can use to fill the journal.
    pub(super) fn capped(mut self) -> Self {
        for text in [&mut self.who, &mut self.address, &mut self.detail]
            .into_iter()
            .flatten()
        {
            if text.chars().nth(MAX_TEXT_CHARS).is_some() {
                *text = text.chars().take(MAX_TEXT_CHARS).collect();
            }
        }
        if let Some(ticket) = &mut self.ticket {
            *ticket = ticket.chars().take(TICKET_CHARS).collect();
        }
        self
    }
}
