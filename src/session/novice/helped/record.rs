//! What is written down of a session.

use super::{Helped, Helper};
use crate::journal::{Entry, Kind};
use crate::session::words;

/// Entries of one session in its readable log; a helper who asks for control without end must not make it grow.
const LOG_MAX: usize = 1000;

impl Helper {
    /// An entry of the journal about this session.
    pub(super) fn entry(&self, kind: Kind) -> Entry {
        Entry::now(kind)
            .session(self.session.as_str())
            .who(self.name.as_str())
            .address(self.address)
            .ticket(&self.ticket)
    }
}

impl Helped {
    /// The readable log of this session, where the rules leave it on.
    pub(super) fn write_log(&self) {
        if self.rules.session_log
            && let Some(journal) = &self.around.journal
            && let Err(error) = journal.write_session_log(&self.helper.session, &words::session_log(&self.log))
        {
            tracing::error!(%error, "the session log cannot be written");
        }
    }

    pub(super) fn note(&mut self, what: Kind, detail: &str) {
        let mut entry = self.helper.entry(what);
        if !detail.is_empty() {
            entry = entry.detail(detail);
        }
        self.record(entry);
    }

    pub(super) fn record(&mut self, entry: Entry) {
        if self.log.len() < LOG_MAX {
            self.log.push(entry.clone());
        }
        self.around.record(entry);
    }
}
