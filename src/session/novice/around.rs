//! What every part of the novice's side shares.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use tokio::sync::{Notify, watch};

use super::commands::DirectReach;
use super::event::Event;
use super::may_offer::MayOffer;
use crate::journal::{Entry, Journal, Share};
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
    pub fn note(&self, entry: Entry) {
        if let Some(journal) = &self.journal {
            journal.record(entry);
        }
    }

    /// Puts one line into the journal, into this of its files.
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
