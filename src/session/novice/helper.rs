//! A helper: somebody who has proved that the novice may be asked about them. The type cannot exist before the proof.

use super::connection::Connection;
use super::question::ProvedBy;
use super::visits::{Visit, Visitor};
use crate::journal::{Entry, Kind};
use crate::net::helper::HelperCertificates;
use crate::vocabulary::Economy;

/// By what a helper proved themselves.
pub(super) enum By {
    /// An invitation's ID and password, and the key that is known here where the rules want one.
    Invitation {
        /// The ID in short, as the journal has it.
        ticket: String,
        key: Option<HelperCertificates>,
    },
    /// A key that is known here: they came unasked.
    Offer { key: HelperCertificates },
}

pub(super) struct Helper {
    pub connection: Connection,
    pub by: By,
    /// Cleaned for display: a claim, or the name that their key has here.
    pub name: String,
    /// What somebody with a key calls themselves, where that is another name.
    pub claimed: Option<String>,
    /// The number of this session, as both ends' journals have it.
    pub session: String,
    /// They may only look, as the invitation or the list of helpers says.
    pub view_only: bool,
    pub economy: Economy,
    /// Counts as one without a yes until there is one; `None` where this person went to their helper.
    pub visit: Option<Visit>,
}

impl Helper {
    pub fn offered(&self) -> bool {
        matches!(self.by, By::Offer { .. })
    }

    /// The key that they proved, and that is known here.
    pub fn key(&self) -> Option<&HelperCertificates> {
        match &self.by {
            By::Invitation { key, .. } => key.as_ref(),
            By::Offer { key } => Some(key),
        }
    }

    /// The same as the novice is told it.
    pub fn proved_by(&self) -> ProvedBy {
        let claimed = self.claimed.clone();
        match &self.by {
            By::Invitation { key: None, .. } => ProvedBy::Invitation,
            By::Invitation { key: Some(_), .. } => ProvedBy::InvitationAndKey { claimed },
            By::Offer { .. } => ProvedBy::Key { claimed },
        }
    }

    /// The invitation that they came by.
    pub fn ticket(&self) -> Option<&str> {
        match &self.by {
            By::Invitation { ticket, .. } => Some(ticket),
            By::Offer { .. } => None,
        }
    }

    /// By what they proved: their visits are counted for each of it.
    pub fn visitors(&self) -> Vec<Visitor> {
        let invitation = match &self.by {
            By::Invitation { ticket, .. } => Some(Visitor::Invitation(ticket.clone())),
            By::Offer { .. } => None,
        };
        let key = self.key().and_then(|key| key.public_key().ok());
        invitation
            .into_iter()
            .chain(key.map(|key| Visitor::of_key(&key)))
            .collect()
    }

    /// An entry of the journal about this session.
    pub fn entry(&self, kind: Kind) -> Entry {
        let mut entry = Entry::now(kind)
            .session(self.session.as_str())
            .who(self.name.as_str())
            .address(self.connection.address);
        entry.ticket = self.ticket().map(str::to_owned);
        entry
    }
}
