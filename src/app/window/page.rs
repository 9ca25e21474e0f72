//! What the window shows, one variant a page, and what is being started for it.

use std::path::PathBuf;
use std::time::Instant;

use super::super::ask::AskPage;
use super::super::expert_side::{ExpertSide, HelpPhase};
use super::super::help::Help;
use super::super::helpers::HelpersScreen;
use super::super::history::History;
use super::super::in_force::InForce;
use super::super::invitation::InvitationScreen;
use super::super::job::{Errands, Job};
use super::super::link::{ExpertLink, NoviceLink};
use super::super::offer::OfferForm;
use super::super::services::OfferTo;
use super::super::settings::SettingsScreen;
use super::super::start::AtEnd;
use super::super::viewer::Viewer;
use crate::desk::OffersAllowed;
use crate::session::expert::{OpenOptions, ReplyOptions};
use crate::session::novice::{Command, Problem};

pub(super) enum Page {
    Home,
    Ask(AskPage),
    /// The invitation is being made.
    Making {
        since: Instant,
        from: AskPage,
    },
    Invitation(InvitationScreen),
    InForce(InForce),
    Settings(Box<SettingsScreen>),
    History(History),
    Guide,
    About,
    Fraud,
    Help(Help),
    Offer(OfferForm),
    Helpers(HelpersScreen),
    /// The session as the helper is being started.
    Opening(Box<OpeningFile>),
    /// A ticket is open, or help is offered.
    Expert(Box<ExpertPage>),
}

/// A session as the helper that is being started, with how to listen where it shall.
pub(super) struct OpeningFile {
    pub(super) job: Job<Result<(ExpertLink, Option<ReplyOptions>), Problem>>,
    pub(super) origin: Origin,
    pub(super) at_end: Option<AtEnd>,
}

/// A novice's session that is being started.
pub(super) struct Starting {
    pub(super) job: Job<Result<NoviceLink, Problem>>,
    /// What it shall do then.
    pub(super) then: Vec<Command>,
}

/// What the first look finds.
pub(super) struct Greeting {
    pub(super) invitations_stored: bool,
    pub(super) offers: OffersAllowed,
}

/// How a session as the helper began, with what is needed to begin it again.
pub(super) enum Origin {
    Ticket(Box<OpenOptions>, Help),
    Offer(OfferTo, OfferForm),
}

impl Origin {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Ticket(options, _) => &options.name,
            Self::Offer(to, _) => &to.name,
        }
    }

    /// Who is helped: what they call themselves, or where their computer is.
    pub(super) fn person(&self) -> &str {
        match self {
            Self::Ticket(_, form) => form.person(),
            Self::Offer(to, _) => &to.host,
        }
    }

    pub(super) fn offered(&self) -> Option<&OfferTo> {
        match self {
            Self::Ticket(..) => None,
            Self::Offer(to, _) => Some(to),
        }
    }

    /// Back to where it began.
    pub(super) fn form(self, problem: Option<Problem>) -> Page {
        match self {
            Self::Ticket(_, mut form) => {
                form.problem = problem;
                Page::Help(form)
            }
            Self::Offer(_, mut form) => {
                form.problem = problem;
                Page::Offer(form)
            }
        }
    }
}

/// A session as the helper.
pub(super) struct ExpertPage {
    pub(super) side: ExpertSide,
    pub(super) origin: Origin,
    pub(super) viewer: Viewer,
    /// The person whose screen is seen is remembered.
    pub(super) met: bool,
    /// What is still to be done at the end.
    pub(super) at_end: Option<AtEnd>,
    /// It is being done.
    pub(super) keeping: Option<Job<Result<PathBuf, Problem>>>,
    /// What became of it.
    pub(super) kept: Option<Result<PathBuf, Problem>>,
}

impl ExpertPage {
    /// Remembers whose screen is seen, once. Of computers that help is offered to, the session itself remembers the
    /// key.
    pub(super) fn meet(&mut self, errands: &Errands) {
        if self.met || !matches!(self.side.phase, HelpPhase::Viewing(_)) {
            return;
        }
        self.met = true;
        if let (Origin::Ticket(..), Some(address)) = (&self.origin, self.side.address) {
            let (name, host) = (self.origin.person().to_owned(), address.ip().to_string());
            // Nothing waits for it.
            drop(errands.in_order(move |services| services.desk.meet(&name, &host)));
        }
    }

    /// Keeps what was last seen, once.
    pub(super) fn at_end(&mut self, errands: &Errands) {
        if let Some(keep) = self.at_end.take() {
            let canvas = self.side.canvas.clone();
            self.keeping = Some(errands.beside(move |_| keep(&canvas)));
        }
    }
}
