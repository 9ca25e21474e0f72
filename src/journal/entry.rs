//! What stands in one line of the journal.

use std::net::SocketAddr;
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
    /// The novice's side of the program started to serve.
    Started,
    Stopped,
    /// The ticket is there, and helpers are waited for.
    Invited,
    /// The addresses that a ticket names; the detail has them.
    Addresses,
    Cancelled,
    /// The novice said that something is wrong: every invitation is cancelled, and no offers are waited for.
    AllClosed,
    Expired,
    /// Five failed tries closed the invitation.
    ClosedAfterFailedTries,
    /// Someone proved ID and password.
    Connected,
    /// This computer connected to its helper, by their reply.
    Dialled,
    /// The connection stands; nothing is proved yet. Only the expert's side writes it: anybody can connect to a novice.
    Reached,
    WrongPassword,
    /// Somebody with proof came again too soon after visits that ended without a yes, and nobody was asked.
    TooSoon,
    /// Somebody came unasked who may not, or while somebody else helped; the detail says which, or is the helper's key.
    OfferRefused,
    /// What is allowed to helpers who come unasked changed while one had control, and the novice wants it so.
    OffersConfirmed,
    /// The novice does not want it so: what they had chosen is chosen again.
    OffersPutBack,
    ViewAllowed,
    ViewRefused,
    ViewUnanswered,
    ControlAsked,
    ControlAllowed,
    ControlRefused,
    ControlUnanswered,
    /// The detail says why.
    ControlEnded,
    /// The rules of this computer do not allow control.
    ControlForbidden,
    Paused,
    Resumed,
    /// The rules want the view asked for again.
    AskedAgain,
    /// The session has lasted as long as the rules let it.
    TimeUp,
    /// The rules of this computer ended the session.
    SessionForbidden,
    /// The rules of this computer do not allow invitations, or not this one any more.
    InvitationForbidden,
    /// The rules of this computer do not let this helper in; the detail says which.
    StrangerForbidden,
    /// The session; the detail says why.
    Ended,
    /// Invitations cannot be served, or not on the port they name; the detail says why.
    ListenerProblem,
    /// The invitation could not be mailed; the detail says why.
    MailFailed,
    /// As many lines as the count says could not be written: the disk was full, or did not answer.
    NotRecorded,
}

impl Kind {
    /// The number of the event that says the same in the log of Windows Remote Assistance (provider
    /// Microsoft-Windows-RemoteAssistance); `None` where Windows has none.
    #[must_use]
    pub fn event(self) -> Option<u16> {
        Some(match self {
            Self::MailFailed => 10,
            Self::ClosedAfterFailedTries => 11,
            Self::Started => 13,
            Self::Invited => 14,
            Self::Reached => 15,
            Self::Connected => 16,
            Self::WrongPassword => 17,
            // Who ended it is not in the kind: 18 the other side, 19 this one.
            Self::Ended => 19,
            Self::Cancelled | Self::Expired => 20,
            Self::ControlAllowed => 21,
            Self::ViewAllowed | Self::ControlEnded => 22,
            Self::TimeUp => 24,
            Self::InvitationForbidden => 26,
            Self::ControlForbidden => 27,
            Self::ListenerProblem => 29,
            Self::Stopped => 30,
            Self::Addresses => 33,
            Self::AllClosed
            | Self::TooSoon
            | Self::OfferRefused
            | Self::OffersConfirmed
            | Self::OffersPutBack
            | Self::ViewRefused
            | Self::ViewUnanswered
            | Self::Dialled
            | Self::ControlAsked
            | Self::ControlRefused
            | Self::ControlUnanswered
            | Self::Paused
            | Self::Resumed
            | Self::AskedAgain
            | Self::SessionForbidden
            | Self::StrangerForbidden
            | Self::NotRecorded => return None,
        })
    }

    /// Where it stands unless the writer of the entry says otherwise
    /// ([`Journal::record_as`](super::Journal::record_as)).
    pub(super) fn share(self) -> Share {
        match self {
            Self::OfferRefused | Self::StrangerForbidden => Share::Strangers,
            _ => Share::Kept,
        }
    }

    /// Without these the record does not say who was let in, who let them, and when it was over.
    pub(super) fn is_consent_or_end(self) -> bool {
        matches!(
            self,
            Self::Invited
                | Self::Cancelled
                | Self::Expired
                | Self::ClosedAfterFailedTries
                | Self::ViewAllowed
                | Self::ControlAllowed
                | Self::ControlEnded
                | Self::OffersConfirmed
                | Self::OffersPutBack
                | Self::Ended
        )
    }
}

/// Which of the three files an entry stands in. Each file has a bound of its own: whoever repeats something without end
/// only displaces earlier repetitions. If entries cannot be written, those of the first variant are given up first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    /// What is done by people who have proved nothing, or who may not come in.
    Strangers,
    /// What the other end can repeat without anybody at this computer: visits that ended without a yes, requests.
    Visits,
    /// What needs the person at this computer: invitations, answers, and the sessions that were allowed.
    Kept,
}

/// Windows' number for a session that the other side ended, or that broke.
pub const ENDED_BY_THE_OTHER: u16 = 18;

/// The detail of [`Kind::Connected`] where help was offered and not asked for.
pub const OFFERED: &str = "offered";
/// In the detail of [`Kind::Paused`]: the bar that shows the novice that they share was hidden.
pub const BAR_HIDDEN: &str = "bar-hidden";
/// In the same: the desktop broke its picture off.
pub const INTERRUPTED: &str = "interrupted";
/// The detail of [`Kind::Connected`] where the helper proved a key that is known here.
pub const KEY_KNOWN: &str = "key known";
/// The detail of an offer that was refused because somebody helps already.
pub const BUSY: &str = "somebody helps already";
/// Details of somebody whom the rules did not let in: no helper whose key is known, not of this network.
pub const NOT_OFFICIAL: &str = "not an official helper";
pub const NOT_INTERNAL: &str = "not an internal address";

/// The detail of the answer about the view ([`Kind::ViewAllowed`], [`Kind::ViewRefused`], [`Kind::ViewUnanswered`]) where
/// the novice said that they had called the helper.
pub const I_CALLED: &str = "i-called";
/// The same where they said that the helper had called them.
pub const THEY_CALLED: &str = "they-called";

/// Which end of the session this computer was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    #[default]
    Novice,
    Expert,
}

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Seconds since 1970-01-01 UTC.
    pub time: u64,
    /// And thousandths of a second, for the order among the files.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub millis: u32,
    /// The same for a person who reads the file: `2026-11-20T11:04:17Z`.
    #[serde(default)]
    pub at: String,
    pub kind: Kind,
    /// Windows' number for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<u16>,
    #[serde(default)]
    pub role: Role,
    /// The same at both ends of a session between two Lifelines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
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
    /// How often it happened: more than once where repeated events were put together.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub count: u64,
    /// When the first of them happened; `time` is that of the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<u64>,
}

/// An address without its port.
pub(super) fn host(address: &str) -> String {
    match address.parse::<SocketAddr>() {
        Ok(address) => address.ip().to_canonical().to_string(),
        Err(_) => address.to_owned(),
    }
}

fn once() -> u64 {
    1
}

fn is_zero(millis: &u32) -> bool {
    *millis == 0
}

fn is_once(count: &u64) -> bool {
    *count == 1
}

impl Entry {
    /// An entry of this moment.
    pub fn now(kind: Kind) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            millis: since.subsec_millis(),
            ..Self::at(kind, since.as_secs())
        }
    }

    /// An entry of a given time, in seconds since 1970-01-01 UTC.
    pub fn at(kind: Kind, time: u64) -> Self {
        Self {
            time,
            millis: 0,
            at: clock::rfc3339(time),
            kind,
            event: kind.event(),
            role: Role::default(),
            session: None,
            who: None,
            address: None,
            ticket: None,
            detail: None,
            count: 1,
            first: None,
        }
    }

    /// When it happened first.
    #[must_use]
    pub fn began(&self) -> u64 {
        self.first.unwrap_or(self.time)
    }

    /// Its place among the entries of other files.
    pub(super) fn order(&self) -> (u64, u32) {
        match self.first {
            Some(first) => (first, 0),
            None => (self.time, self.millis),
        }
    }

    /// Whether another one says the same of the same people, as far as either says it.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let from = |entry: &Self| entry.address.as_deref().map(host);
        (self.kind, self.role, &self.who, &self.ticket, &self.detail)
            == (other.kind, other.role, &other.who, &other.ticket, &other.detail)
            && from(self) == from(other)
    }

    /// Puts another one of the same kind, which happened later, together with this one. What differs is left out: the
    /// first one stands in a line of its own.
    pub fn merge(&mut self, mut later: Self) {
        self.first = Some(self.began().min(later.began()));
        if later.time >= self.time {
            self.time = later.time;
            self.millis = later.millis;
            self.at = later.at;
        }
        self.count = self.count.saturating_add(later.count);
        // Each connection comes from a port of its own, which says nothing.
        let hosts = [&mut self.address, &mut later.address];
        for address in hosts.into_iter().flatten() {
            *address = host(address);
        }
        for (own, other) in [
            (&mut self.session, later.session),
            (&mut self.who, later.who),
            (&mut self.address, later.address),
            (&mut self.ticket, later.ticket),
            (&mut self.detail, later.detail),
        ] {
            if *own != other {
                *own = None;
            }
        }
    }

    pub fn event(mut self, event: u16) -> Self {
        self.event = Some(event);
        self
    }

    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    pub fn session(mut self, number: impl Into<String>) -> Self {
        self.session = Some(number.into());
        self
    }

    pub fn who(mut self, who: impl Into<String>) -> Self {
        self.who = Some(who.into());
        self
    }

    /// Nobody, where they call themselves nothing.
    pub fn claimed(self, name: &str) -> Self {
        if name.is_empty() { self } else { self.who(name) }
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
        for text in [&mut self.session, &mut self.who, &mut self.address, &mut self.detail]
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
