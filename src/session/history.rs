//! What happened on this computer, out of the journal: helped sessions as wholes, and what belongs to none.

use serde::Serialize;

use crate::journal::{Entry, Kind, Role};

/// One session, or one thing that happened outside of any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Item {
    Session(PastSession),
    Event(Entry),
}

/// A session from its connection to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PastSession {
    /// The same in the journals of both ends, where both are Lifelines.
    pub session: String,
    /// Which end this computer was.
    pub role: Role,
    /// Seconds since 1970-01-01 UTC.
    pub began: u64,
    /// `None`: nothing says that it ended (a crash, a power cut), or it goes on.
    pub ended: Option<u64>,
    /// What the other end called itself.
    pub who: Option<String>,
    pub address: Option<String>,
    /// The view was allowed.
    pub viewed: bool,
    /// Control was allowed.
    pub controlled: bool,
    /// The journal's word for who had called whom, as the novice said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller: Option<String>,
    /// The journal's word for why it ended.
    pub why: Option<String>,
    pub entries: Vec<Entry>,
}

impl PastSession {
    fn new(session: String, first: &Entry) -> Self {
        Self {
            session,
            role: first.role,
            began: first.time,
            ended: None,
            who: None,
            address: None,
            viewed: false,
            controlled: false,
            caller: None,
            why: None,
            entries: Vec::new(),
        }
    }

    fn add(&mut self, entry: Entry) {
        if entry.who.is_some() {
            self.who.clone_from(&entry.who);
        }
        if entry.address.is_some() {
            self.address.clone_from(&entry.address);
        }
        if matches!(entry.kind, Kind::ViewAllowed | Kind::ViewRefused | Kind::ViewUnanswered) && entry.detail.is_some()
        {
            self.caller.clone_from(&entry.detail);
        }
        match entry.kind {
            Kind::ViewAllowed => self.viewed = true,
            Kind::ControlAllowed => self.controlled = true,
            Kind::Ended => {
                self.ended = Some(entry.time);
                self.why.clone_from(&entry.detail);
            }
            _ => {}
        }
        self.entries.push(entry);
    }
}

impl Item {
    /// When it began, in seconds since 1970-01-01 UTC.
    #[must_use]
    pub fn time(&self) -> u64 {
        match self {
            Self::Session(past) => past.began,
            Self::Event(entry) => entry.time,
        }
    }
}

/// Repeated events are looked for among so many of the last items: there may be others between them.
const TOGETHER: usize = 16;

/// Gathers entries, the oldest first, into items; the newest item comes first.
#[must_use]
pub fn gather(entries: impl Iterator<Item = Entry>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for entry in entries {
        let Some(number) = entry.session.clone() else {
            add_event(&mut items, entry);
            continue;
        };
        // A session's lines stand close together, so the search from the end is short.
        let known = items.iter_mut().rev().find_map(|item| match item {
            Item::Session(past) if past.session == number && past.role == entry.role => Some(past),
            _ => None,
        });
        match known {
            Some(past) => past.add(entry),
            None => {
                let mut past = PastSession::new(number, &entry);
                past.add(entry);
                items.push(Item::Session(past));
            }
        }
    }
    items.reverse();
    items
}

fn add_event(items: &mut Vec<Item>, entry: Entry) {
    match entry.kind {
        // What a program does when it starts and ends says nothing to a person.
        Kind::Started | Kind::Stopped | Kind::Addresses => return,
        // Visits that were put together are told by their ends.
        Kind::Connected | Kind::Reached | Kind::ViewRefused | Kind::ViewUnanswered if entry.count > 1 => return,
        // An invitation is one, whatever it has in common with others.
        Kind::Invited | Kind::Cancelled | Kind::Expired => return items.push(Item::Event(entry)),
        _ => {}
    }
    let before = items.iter().enumerate().rev().take(TOGETHER);
    let mut before = before.take_while(|(_, item)| !matches!(item, Item::Session(past) if past.viewed));
    let like = before.find(|(_, item)| matches!(item, Item::Event(known) if known.is_like(&entry)));
    let like = like.map(|(index, _)| index);
    match like.and_then(|index| items.get_mut(index)) {
        Some(Item::Event(known)) => known.merge(entry),
        _ => items.push(Item::Event(entry)),
    }
}
