//! What every part of the novice's side shares.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use tokio::sync::{Notify, watch};

use super::commands::DirectReach;
use super::event::Event;
use super::may_offer::MayOffer;
use crate::journal::{Entry, Journal, Kind, Share};
use crate::policy::Rules;
use crate::session::EventSink;
use crate::vocabulary::{DisplayName, Shared};

/// What every part of the novice's side shares.
#[derive(Debug, Clone)]
pub(super) struct Around {
    /// What holds now; the service keeps it up to date.
    pub rules: watch::Receiver<Rules>,
    pub practice: bool,
    pub state_dir: PathBuf,
    pub may_offer: Arc<MayOffer>,
    pub display: DisplayName,
    pub reach: DirectReach,
    pub events: EventSink<Event>,
    pub journal: Option<Journal>,
    /// The set of invitations in force has changed elsewhere than in the service.
    pub changed: Arc<Notify>,
}

impl Around {
    /// Puts one line into the journal that belongs to no session.
    pub fn note(&self, kind: Kind, who: &str, address: Option<SocketAddr>, ticket: &str, detail: &str) {
        if let Some(journal) = &self.journal {
            journal.record(entry(kind, who, address, ticket, detail));
        }
    }

    /// The same of what somebody with proof can repeat without the person here.
    pub fn note_visit(&self, kind: Kind, who: &str, address: Option<SocketAddr>, ticket: &str, detail: &str) {
        self.record(Share::Visits, entry(kind, who, address, ticket, detail));
    }

    /// Puts one line into the journal.
    pub fn record(&self, share: Share, entry: Entry) {
        if let Some(journal) = &self.journal {
            journal.record_as(share, entry);
        }
    }

    /// What holds now.
    pub fn rules(&self) -> Rules {
        self.rules.borrow().clone()
    }

    pub fn shared(&self) -> Shared {
        *self.reach.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the person confirm what changed while a helper had control. The files are read on a thread that may wait.
    pub fn look_for_changes(&self) {
        let (may_offer, events) = (Arc::clone(&self.may_offer), self.events.clone());
        tokio::task::spawn_blocking(move || {
            let changes = may_offer.changes();
            if !changes.is_empty() {
                events.send(Event::OffersChanged(changes));
            }
        });
    }
}

fn entry(kind: Kind, who: &str, address: Option<SocketAddr>, ticket: &str, detail: &str) -> Entry {
    let mut entry = Entry::now(kind);
    for (text, put) in [(who, Entry::who as fn(Entry, String) -> Entry), (detail, Entry::detail)] {
        if !text.is_empty() {
            entry = put(entry, text.to_owned());
        }
    }
    if !ticket.is_empty() {
        entry = entry.ticket(ticket);
    }
    if let Some(address) = address {
        entry = entry.address(address);
    }
    entry
}
