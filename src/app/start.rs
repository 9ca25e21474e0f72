//! What the window begins with: the start page, or at once what a command line asks for.

use std::path::PathBuf;
use std::sync::Arc;

use super::services::{OfferTo, TicketSource};
use crate::session::expert::{ReplyOptions, SharedCanvas};
use crate::session::history::PastSession;
use crate::session::novice::{self, AskOptions, Problem};

/// What the window begins with.
pub enum Start {
    Home,
    /// The choices for an invitation; it is made when the person says so.
    AskForm,
    /// Where an invitation is chosen.
    HelpForm,
    /// Where a computer is named to offer help to.
    OfferForm,
    /// Makes this invitation at once.
    Ask(Box<AskStart>),
    /// Opens this ticket.
    Open(Box<OpenStart>),
    /// Offers help at once.
    Offer(Box<OfferStart>),
    /// Waits for offers of help.
    Wait(novice::WaitOptions),
    /// The same, with the window put away until it is needed.
    Away(novice::WaitOptions),
    /// Shows a novice's session that runs already.
    Joined,
    /// Says that something else closed the window before this one, and what happened until then.
    AfterWindow(Option<Box<PastSession>>),
}

/// Help to offer.
pub struct OfferStart {
    pub to: OfferTo,
    /// Called once at the end of each session with this computer.
    pub at_end: Option<AtEnd>,
}

impl Start {
    /// Begins as the helper.
    pub(super) fn is_for_helping(&self) -> bool {
        matches!(self, Self::HelpForm | Self::OfferForm | Self::Open(_) | Self::Offer(_))
    }

    /// Opens a ticket; nothing else is known about it.
    pub fn open(ticket: TicketSource) -> Self {
        Self::Open(Box::new(OpenStart {
            ticket,
            name: None,
            password: None,
            address: None,
            wait: None,
            at_end: None,
        }))
    }
}

/// An invitation to make, and where it goes.
pub struct AskStart {
    pub options: AskOptions,
    pub wishes: DeliveryWishes,
}

/// Where an invitation goes as soon as it is made.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DeliveryWishes {
    /// Into this file.
    pub save: Option<PathBuf>,
    /// By mail, to this address where it is known.
    pub mail: Option<Option<String>>,
    /// To the clipboard.
    pub text: bool,
}

/// A ticket to open, with what is known already.
pub struct OpenStart {
    pub ticket: TicketSource,
    /// Instead of the name that is remembered.
    pub name: Option<String>,
    /// With it the window connects at once.
    pub password: Option<String>,
    /// Tried before the addresses of the ticket.
    pub address: Option<(String, u16)>,
    /// Listens for the person, who cannot be reached.
    pub wait: Option<ReplyOptions>,
    /// Called once at the end of each session with this ticket.
    pub at_end: Option<AtEnd>,
}

/// Keeps what was last seen, and returns the file that it is in.
pub type AtEnd = Arc<dyn Fn(&SharedCanvas) -> Result<PathBuf, Problem> + Send + Sync>;
