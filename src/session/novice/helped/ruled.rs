//! What the rules of this computer, and its lists of helpers, leave of a session: read again whenever they change.

use std::sync::Arc;
use std::time::Instant;

use super::{Helped, Judged};
use crate::journal::Kind;
use crate::net::addresses;
use crate::net::helper::HelperCertificates;
use crate::net::link::Running;
use crate::policy::Offers;
use crate::rdp::Transport;
use crate::session::files::on_a_thread;
use crate::session::novice::ends::{ControlEnd, SessionEnd};
use crate::session::novice::event::Event;
use crate::session::novice::may_offer::MayOffer;
use crate::session::novice::question::QuestionKind;
use crate::session::novice::{pictures, problems};
use crate::vocabulary::Economy;

impl Helped {
    /// When the session has lasted as long as it may.
    pub(super) fn time_up(&self) -> Option<Instant> {
        let (first, _) = self.allowed?;
        first.checked_add(self.rules.longest_session?)
    }

    /// When the view is to be asked for again; never while it is paused.
    pub(super) fn ask_again_at(&self) -> Option<Instant> {
        let (_, last) = self.allowed.filter(|_| self.consent.viewing())?;
        last.checked_add(self.rules.ask_again?)
    }

    /// Neither the invitation nor a rule leaves control to be given.
    pub(super) fn view_only(&self) -> bool {
        self.helper.view_only || !self.control_allowed()
    }

    /// Whether the rules leave control to be given: who comes unasked has a word of their own in them.
    pub(super) fn control_allowed(&self) -> bool {
        if self.helper.offered() {
            self.rules.offers == Offers::Control
        } else {
            self.rules.control
        }
    }

    /// Takes back what the rules no longer allow.
    pub(super) fn obey_rules(&mut self) -> Result<(), SessionEnd> {
        let rules = &self.rules;
        let outside = rules.internal_only && !addresses::is_internal(self.helper.connection.address.ip());
        let weak = !rules.older_encryption && self.helper.connection.transport == Transport::Bare;
        let needs_key = self.helper.offered() || rules.official_helpers_only;
        let may_come = if self.helper.offered() {
            rules.offers != Offers::Off
        } else {
            rules.ask
        };
        if !may_come || outside || weak || needs_key && self.helper.key().is_none() {
            return Err(self.forbidden());
        }
        if let Some(key) = self.helper.key().filter(|_| needs_key) {
            self.judging = Some(judge(key.clone(), Arc::clone(&self.around.may_offer)));
        }
        self.obey_view_only()?;
        if let Some(pictures) = &self.pictures {
            pictures.spare(self.economy());
        }
        Ok(())
    }

    /// Takes back control, and the question about it, where neither the invitation nor a rule leaves it to be given.
    fn obey_view_only(&mut self) -> Result<(), SessionEnd> {
        if self.view_only() {
            if let Some((_, QuestionKind::Control, _)) = self.consent.question()
                && let Some((id, _)) = self.consent.drop_question()
            {
                self.note(Kind::ControlForbidden, None);
                self.around.events.send(Event::QuestionClosed(id));
                self.tell_rights()?;
            }
            if self.consent.controlling() {
                self.note(Kind::ControlForbidden, None);
            }
            self.end_control(ControlEnd::Forbidden)?;
        }
        self.around.events.send(Event::ViewOnly(self.view_only()));
        Ok(())
    }

    /// The end by the rules; where they cannot be read, the person is told which.
    fn forbidden(&self) -> SessionEnd {
        if self.rules.wrong.is_some() {
            self.around
                .events
                .send(Event::Error(problems::rules_unread(&self.rules)));
        }
        SessionEnd::Forbidden
    }

    /// What the lists and the authority say of the helper's key, after the rules have changed.
    pub(super) fn judged(&mut self, judged: Option<Judged>) -> Result<(), SessionEnd> {
        let (admitted, known) = judged.unwrap_or_default();
        if self.rules.official_helpers_only && known.is_none() {
            return Err(self.forbidden());
        }
        if self.helper.offered() {
            let Some(admitted) = admitted else {
                return Err(self.forbidden());
            };
            self.helper.view_only = admitted.view_only;
            self.obey_view_only()?;
        }
        Ok(())
    }

    /// What is given up to spare the network: what the invitation says, or the rules if that is more.
    pub(super) fn economy(&self) -> Economy {
        self.helper.economy.max(pictures::economy(self.rules.bandwidth))
    }

    /// Withdraws the view and asks for it as at the beginning.
    pub(super) fn ask_again(&mut self) -> Result<(), SessionEnd> {
        self.withdraw_view(ControlEnd::AskedAgain)?;
        self.consent.forget_view();
        self.note(Kind::AskedAgain, None);
        self.ask(QuestionKind::View);
        Ok(())
    }
}

/// Reads the lists, and the authority's files, on a thread that may wait; `None` if they do not answer.
fn judge(key: HelperCertificates, may_offer: Arc<MayOffer>) -> Running<Option<Judged>> {
    Running::spawn(on_a_thread(move || (may_offer.judge(&key), may_offer.known(&key))))
}
