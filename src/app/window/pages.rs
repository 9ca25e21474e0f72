//! The pages: which one is there, and what its buttons lead to.

use std::time::Instant;

use egui::{Context, Ui, ViewportCommand};

use super::super::actions::Action;
use super::super::ended::{self, Outcome};
use super::super::go::Go;
use super::super::help::{self, WaitAct};
use super::super::invitation::{self, InvitationScreen};
use super::super::novice_side::{NovicePhase, NoviceSide};
use super::super::offer::OfferForm;
use super::super::parts::{self, Weight};
use super::super::{about, ask, compare, fraud, guide, home, in_force, offer, reader, tokens, words};
use super::Window;
use super::page::{OpeningFile, Page, Starting};
use crate::session::novice::{Command, WaitOptions};
use crate::t;

impl Window {
    /// A table: one page an arm.
    pub(super) fn show_page(&mut self, ui: &mut Ui, now: Instant) {
        let waiting = self.novice.as_ref().map_or(0, |novice| novice.invitations.len());
        if self.closing {
            parts::page(ui, |ui| self.ask_closing(ui));
            return;
        }
        if let Some(outcome) = self.current_outcome() {
            self.show_ended(ui, &outcome, waiting);
            return;
        }
        if let Some(novice) = self.novice.as_mut().filter(|novice| !novice.offers_changed.is_empty()) {
            parts::page(ui, |ui| compare::changed(ui, novice));
            return;
        }
        let back = self.way_back();
        let open = self.novice.as_ref().and_then(|novice| novice.waiting.clone());
        if let Some((count, seconds)) = self.reconnect.waits(now) {
            parts::page(ui, |ui| self.show_reconnect(ui, now, count, seconds));
            return;
        }
        parts::page(ui, |ui| match &mut self.page {
            Page::Offer(form) => match form.show(ui, back) {
                Some(offer::OfferAct::Go(to)) => self.offer(&to),
                Some(offer::OfferAct::Back) => self.go_back(ui.ctx()),
                None => {}
            },
            Page::Helpers(screen) => {
                let (go, allowed) = screen.show(ui, open.as_ref());
                if allowed {
                    self.wait(WaitOptions::default());
                }
                self.follow(go);
            }
            Page::Home => {
                let go = home::show(ui, waiting, self.practising.is_some());
                self.follow(go);
            }
            Page::Guide => {
                let go = guide::show(ui, self.practising.is_some());
                self.follow(go);
            }
            Page::Settings(screen) => {
                let go = screen.show(ui);
                if let Some(preferences) = screen.take_preferred() {
                    self.put_into_effect(ui.ctx(), preferences);
                }
                self.follow(go);
            }
            Page::History(screen) => {
                let go = screen.show(ui);
                self.follow(go);
            }
            Page::Fraud => {
                let go = fraud::show(ui, self.summary.as_mut(), waiting, self.cancelled);
                self.follow(go);
            }
            Page::About => {
                let go = about::show(ui);
                self.follow(go);
            }
            Page::Ask(form) => match form.show(ui) {
                Some(ask::AskAct::Make(options, shared)) => self.make(options, shared, now),
                Some(ask::AskAct::Back) => self.page = Page::Home,
                None => {}
            },
            Page::Making { since, .. } => making(ui, now, *since, self.starting.as_ref()),
            Page::Invitation(_) => self.show_invitation(ui),
            Page::InForce(screen) => match screen.show(ui, self.novice.as_mut()) {
                Some(in_force::InForceAct::Show(id)) => {
                    self.page = Page::Invitation(InvitationScreen::new(id, &self.errands))
                }
                Some(in_force::InForceAct::Back) => self.page = Page::Home,
                None => {}
            },
            Page::Help(form) => match form.show(ui, back) {
                Some(help::HelpAct::Connect(options)) => self.connect(*options),
                Some(help::HelpAct::Chosen) => self.chosen(),
                Some(help::HelpAct::Offer(to)) => self.page = Page::Offer(OfferForm::filled(&to, None, &self.errands)),
                Some(help::HelpAct::Back) => self.go_back(ui.ctx()),
                None => {}
            },
            Page::Expert(expert) => match help::wait(ui, &mut expert.side, expert.kept.as_ref(), back, now) {
                Some(WaitAct::Again) => self.again(),
                Some(WaitAct::Listen) => self.listen(),
                Some(WaitAct::Back) => self.go_back(ui.ctx()),
                None => {}
            },
            Page::Opening(opening) => {
                if opening_shown(ui, opening) {
                    let back = std::mem::replace(&mut self.page, Page::Home);
                    if let Page::Opening(opening) = back {
                        self.page = opening.origin.form(None);
                    }
                }
            }
        });
    }

    /// Something ended or went wrong; `waiting` invitations are still in force.
    fn show_ended(&mut self, ui: &mut Ui, outcome: &Outcome, waiting: usize) {
        let offered = waiting == 0 && self.novice.as_ref().is_some_and(|novice| novice.waiting.is_some());
        let here = self
            .novice
            .as_ref()
            .is_some_and(|novice| matches!(novice.phase, NovicePhase::Ended(_) | NovicePhase::AllClosed { .. }));
        let visited = here || self.after_another;
        let beside = ended::Beside {
            waiting,
            cancelled: self.cancelled,
            offered,
            visited,
        };
        let summary = self.summary.as_mut().filter(|_| visited);
        if let Some(go) = parts::page(ui, |ui| ended::show(ui, outcome, beside, summary)) {
            if go != Go::CancelInvitations {
                self.forget_outcome();
            }
            self.go(go);
        }
    }

    pub(super) fn show_invitation(&mut self, ui: &mut Ui) {
        let Page::Invitation(screen) = &mut self.page else {
            return;
        };
        let Some(novice) = &mut self.novice else { return };
        let connected = novice.is_connected();
        let Some(invitation) = novice.invitations.iter().find(|one| one.id == screen.id) else {
            self.page = Page::Home;
            return;
        };
        let reach = invitation::ReachNote {
            connected,
            router: novice.router.as_deref(),
            reply: novice.reply,
        };
        match screen.show(ui, invitation, reach) {
            Some(invitation::InvitationAct::ConnectTo(reply)) => {
                novice.reply = None;
                novice.send(Command::ConnectTo(reply));
            }
            Some(invitation::InvitationAct::Cancel) => {
                let id = screen.id.clone();
                novice.send(Command::Cancel(id));
            }
            Some(invitation::InvitationAct::Back) => self.page = Page::Home,
            None => {}
        }
    }

    fn current_outcome(&self) -> Option<Outcome> {
        let of_session = |novice: &NoviceSide| match &novice.phase {
            NovicePhase::AllClosed { offers } => Some(words::all_closed(*offers)),
            NovicePhase::Ended(why) => Some(words::novice_end(why, !novice.invitations.is_empty())),
            _ => novice.problem.clone(),
        };
        let of_session = self.novice.as_ref().and_then(of_session).map(Outcome::Failed);
        of_session.or_else(|| self.outcome.clone())
    }

    pub(super) fn forget_outcome(&mut self) {
        (self.outcome, self.after_another) = (None, false);
        if let Some(novice) = &mut self.novice {
            novice.forget_end();
        }
    }

    pub(super) fn follow(&mut self, go: Option<Go>) {
        if let Some(go) = go {
            self.go(go);
        }
    }

    pub(super) fn closing_requested(&mut self, ctx: &Context, now: Instant) {
        if self.leaving || !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        let Some(novice) = &mut self.novice else { return };
        if novice.question().is_some() {
            novice.refuse(now);
        } else if novice.sharing().is_some() {
            novice.send(Command::Stop);
        } else if novice.invitations.is_empty() {
            return;
        } else {
            self.closing = true;
        }
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
    }

    pub(super) fn ask_closing(&mut self, ui: &mut Ui) {
        let dialog = ui.unique_id();
        let latest = self
            .novice
            .iter()
            .flat_map(|novice| &novice.invitations)
            .map(|one| one.expires)
            .max();
        let until = latest.map(words::until).unwrap_or_default();
        parts::column(ui, "window", |ui| {
            let title = parts::title(ui, t!("closing-title"));
            reader::dialog(ui.ctx(), dialog, title.id, false);
            parts::status(ui, t!("closing-explained", until = until));
            ui.add_space(tokens::GAP_LARGE);
            if parts::button(ui, Weight::Primary, Action::ClosingStay).clicked() {
                self.closing = false;
            }
            ui.add_space(tokens::GAP);
            if parts::button(ui, Weight::Plain, Action::ClosingKeep).clicked() {
                self.leave(ui.ctx(), false);
            }
            ui.add_space(tokens::GAP);
            if parts::button(ui, Weight::Stop, Action::ClosingCancel).clicked() {
                self.leave(ui.ctx(), true);
            }
        });
    }

    pub(super) fn leave(&mut self, ctx: &Context, cancel: bool) {
        if let Some(novice) = &mut self.novice
            && cancel
        {
            let ids: Vec<_> = novice.invitations.iter().map(|one| one.id.clone()).collect();
            for id in ids {
                novice.send(Command::Cancel(id));
            }
        }
        self.leaving = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }
}

/// A session as the helper is being started; true when the person gives it up.
fn opening_shown(ui: &mut Ui, opening: &OpeningFile) -> bool {
    let mut cancel = false;
    parts::column(ui, "window 3", |ui| {
        parts::title(ui, t!("help-connecting-title"));
        parts::slow(ui, &opening.job);
        ui.add_space(tokens::GAP_LARGE);
        cancel = parts::button(ui, Weight::Plain, Action::HelpCancel).clicked();
    });
    cancel
}

fn making(ui: &mut Ui, now: Instant, since: Instant, starting: Option<&Starting>) {
    ui.ctx().request_repaint_after(std::time::Duration::from_secs(1));
    parts::column(ui, "window 2", |ui| {
        parts::title(ui, t!("making-title"));
        let seconds = now.saturating_duration_since(since).as_secs();
        let said = t!("making-explained", seconds = reader::passed(seconds));
        parts::timed_status(ui, t!("making-explained", seconds = seconds), said);
        if let Some(starting) = starting {
            parts::slow(ui, &starting.job);
        }
    });
}
