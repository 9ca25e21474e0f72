//! The record of the helper's own side: whom they helped, when, and what they were allowed.

use std::net::SocketAddr;

use super::ends::End;
use super::event::Event;
use super::options::ExpertSettings;
use crate::journal::{ENDED_BY_THE_OTHER, Entry, Journal, Kind, Role, Share, SystemLog};
use crate::policy::Rules;
use crate::session::EventSink;
use crate::session::log::SessionLog;
use crate::session::novice::problems;

pub(super) struct Record {
    journal: Option<Journal>,
    session_log: bool,
    session: Option<String>,
    who: Option<String>,
    address: Option<SocketAddr>,
    ticket: Option<String>,
    log: SessionLog,
}

impl Record {
    pub fn open(settings: &ExpertSettings, rules: &Rules, events: &EventSink<Event>) -> Self {
        let journal = settings.state_dir.as_ref().map(|dir| {
            let told = events.clone();
            let journal = Journal::start(dir, SystemLog::Default, move |trouble| {
                told.send(Event::NotRecorded(problems::not_recorded(trouble)));
            });
            journal.forget(rules.keep_days);
            journal
        });
        Self {
            journal,
            session_log: rules.session_log,
            session: None,
            who: None,
            address: None,
            ticket: None,
            log: SessionLog::default(),
        }
    }

    /// It is known who is helped, and by which ticket, where there is one.
    pub fn opened(&mut self, who: &str, ticket: Option<&str>) {
        self.who = Some(who.to_owned()).filter(|who| !who.is_empty());
        self.ticket = ticket.map(str::to_owned);
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
        // Only for sessions that showed the screen: a novice's program could otherwise fill the disk with logs by
        // ending sessions again and again.
        if self.session_log
            && self.log.has(Kind::ViewAllowed)
            && let (Some(journal), Some(session)) = (&self.journal, &self.session)
        {
            journal.write_session_log(session, self.log.text());
        }
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
        let share = self.share(entry.kind);
        self.log.add(entry.clone());
        if let Some(journal) = &self.journal {
            journal.record_as(share, entry);
        }
    }

    /// The novice's program can cause these events as often as it likes, and must not push older records out of the
    /// journal. So only the first event of each kind goes to the share that is kept longest, and only in a session that
    /// showed the screen.
    fn share(&self, kind: Kind) -> Share {
        let seen = self.log.has(Kind::ViewAllowed);
        if kind == Kind::ViewAllowed || seen && !self.log.has(kind) {
            Share::Kept
        } else {
            Share::Visits
        }
    }
}

/// The way to the front end of a session that lives: what is told goes on record.
pub(super) struct Teller<'a> {
    pub events: &'a EventSink<Event>,
    pub record: &'a mut Record,
}

impl Teller<'_> {
    pub fn send(&mut self, event: Event) {
        let kind = match &event {
            Event::Viewing { .. } if !self.record.log.has(Kind::ViewAllowed) => Some(Kind::ViewAllowed),
            Event::ControlRequested => Some(Kind::ControlAsked),
            Event::Controlling => Some(Kind::ControlAllowed),
            Event::ControlRefused(_) => Some(Kind::ControlRefused),
            Event::ControlEnded => Some(Kind::ControlEnded),
            Event::Paused(_) => Some(Kind::Paused),
            Event::Resumed => Some(Kind::Resumed),
            _ => None,
        };
        if let Some(kind) = kind {
            self.record.note(kind, None);
        }
        self.events.send(event);
    }
}
