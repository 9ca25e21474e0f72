//! The record of the helper's own side: whom they helped, when, and what they were allowed.

use std::net::SocketAddr;

use super::{End, Event, ExpertSettings};
use crate::journal::{ENDED_BY_THE_OTHER, Entry, Journal, Kind, Role};
use crate::session::{EventSink, words};

/// Entries of one session in its readable log; a novice's end that grants and takes without end must not make it grow.
const LOG_MAX: usize = 1000;

pub(super) struct Record {
    journal: Option<Journal>,
    session_log: bool,
    events: EventSink<Event>,
    told: bool,
    session: Option<String>,
    who: Option<String>,
    address: Option<SocketAddr>,
    ticket: Option<String>,
    log: Vec<Entry>,
}

impl Record {
    pub fn open(settings: &ExpertSettings, events: &EventSink<Event>) -> Self {
        let rules = settings.rules.rules();
        let mut record = Self {
            journal: None,
            session_log: rules.session_log,
            events: events.clone(),
            told: false,
            session: None,
            who: None,
            address: None,
            ticket: None,
            log: Vec::new(),
        };
        if let Some(dir) = &settings.state_dir {
            match Journal::open(dir) {
                Ok(journal) => {
                    if let Err(error) = journal.forget(rules.keep_days) {
                        tracing::error!(%error, "old records cannot be taken out");
                    }
                    record.journal = Some(journal);
                }
                Err(error) => record.tell(&error.to_string()),
            }
        }
        record
    }

    /// The ticket is open: `who` asks for help in it.
    pub fn opened(&mut self, who: &str, ticket: &str) {
        self.who = Some(who.to_owned()).filter(|who| !who.is_empty());
        self.ticket = Some(ticket.to_owned());
    }

    pub fn reached(&mut self, address: SocketAddr, session: String) {
        self.address = Some(address);
        self.session = Some(session);
        self.note(Kind::Reached, None);
    }

    pub fn note(&mut self, kind: Kind, detail: Option<&str>) {
        let entry = self.entry(kind, detail);
        self.put(entry);
    }

    pub fn ended(&mut self, end: &End) {
        let mut entry = self.entry(Kind::Ended, Some(&end.journal_word()));
        if !matches!(end, End::ByExpert | End::ForbiddenHere) {
            entry = entry.event(ENDED_BY_THE_OTHER);
        }
        self.put(entry);
        let (Some(journal), Some(session), true) = (&self.journal, &self.session, self.session_log) else {
            return;
        };
        if let Err(error) = journal.write_session_log(session, &words::session_log(&self.log)) {
            tracing::error!(%error, "the session log cannot be written");
        }
    }

    /// The view has been allowed; later news of its size are none.
    fn viewed(&self) -> bool {
        self.log.iter().any(|entry| entry.kind == Kind::ViewAllowed)
    }

    fn entry(&self, kind: Kind, detail: Option<&str>) -> Entry {
        let mut entry = Entry::now(kind).role(Role::Expert);
        entry.session.clone_from(&self.session);
        entry.who.clone_from(&self.who);
        entry.address = self.address.map(|address| address.to_string());
        entry.ticket.clone_from(&self.ticket);
        entry.detail = detail.map(str::to_owned);
        entry
    }

    fn put(&mut self, entry: Entry) {
        if self.log.len() < LOG_MAX {
            self.log.push(entry.clone());
        }
        let written = self.journal.as_ref().is_none_or(|journal| journal.record(entry));
        if !written {
            self.tell(&crate::t!("not-recorded-full"));
        }
    }

    fn tell(&mut self, why: &str) {
        if !std::mem::replace(&mut self.told, true) {
            self.events.send(Event::NotRecorded(words::not_recorded(why)));
        }
    }
}

/// The way to the front end of a session that lives: what is told goes on record.
pub(super) struct Told<'a> {
    pub events: &'a EventSink<Event>,
    pub record: &'a mut Record,
}

impl Told<'_> {
    pub fn send(&mut self, event: Event) {
        let kind = match &event {
            Event::Viewing { .. } if !self.record.viewed() => Some(Kind::ViewAllowed),
            Event::ControlRequested => Some(Kind::ControlAsked),
            Event::Controlling => Some(Kind::ControlAllowed),
            Event::ControlRefused => Some(Kind::ControlRefused),
            Event::ControlEnded => Some(Kind::ControlEnded),
            Event::Paused => Some(Kind::Paused),
            Event::Resumed => Some(Kind::Resumed),
            _ => None,
        };
        if let Some(kind) = kind {
            self.record.note(kind, None);
        }
        self.events.send(event);
    }
}
