//! What stands in the readable log of one session, at either end.

use crate::journal::{Entry, Kind};

use super::history::{self, Item, PastSession};
use super::record;

/// Different entries of one session. What repeats is put together, so that a person makes a few dozen.
const ENTRIES: usize = 200;
/// What is repeated is looked for among so many of the last entries: turning something on and off again makes two.
const TOGETHER: usize = 4;

#[derive(Debug, Default)]
pub(super) struct SessionLog(Vec<Entry>);

impl SessionLog {
    pub fn add(&mut self, entry: Entry) {
        let same =
            |known: &&mut Entry| (known.kind, &known.detail, &known.who) == (entry.kind, &entry.detail, &entry.who);
        if let Some(known) = self.0.iter_mut().rev().take(TOGETHER).find(same) {
            return known.merge(entry);
        }
        // The end stands in it, whatever was there before.
        self.0.truncate(ENTRIES - 1);
        self.0.push(entry);
    }

    pub fn has(&self, kind: Kind) -> bool {
        self.0.iter().any(|entry| entry.kind == kind)
    }

    /// The session as a whole.
    pub fn past(&self) -> Option<PastSession> {
        let items = history::gather(self.0.iter().cloned());
        items.into_iter().find_map(|item| match item {
            Item::Session(past) => Some(past),
            Item::Event(_) => None,
        })
    }

    /// As a person reads it.
    pub fn text(&self) -> String {
        record::session_log(&self.0)
    }
}
