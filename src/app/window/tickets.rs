//! Tickets that are opened here: dropped, chosen or named at the start; in this window, or in another where this one is
//! busy; and again where a connection was lost.

use std::time::Instant;

use egui::{Context, Ui, ViewportCommand};

use super::super::actions::Action;
use super::super::expert_side::{ExpertSide, HelpPhase};
use super::super::go::Go;
use super::super::help::{self, LostAct};
use super::super::job::Polled;
use super::super::offer::OfferForm;
use super::super::services::{OfferTo, TicketSource};
use super::super::start::OfferStart;
use super::super::viewer::Viewer;
use super::super::words;
use super::Window;
use super::page::{ExpertPage, OpeningFile, Origin, Page};
use super::reconnect::Reconnect;
use crate::desk::running::Calls;
use crate::session::expert::{End, OpenOptions};

impl Window {
    /// A file that was dropped on the window, wherever it is, is an invitation to open; not by the hand of a helper.
    pub(super) fn take_drops(&mut self, ctx: &Context) {
        if self.is_controlled() {
            return;
        }
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf()));
        if let Some(path) = dropped {
            self.open(TicketSource::File(path));
        }
    }

    pub(super) fn open(&mut self, ticket: TicketSource) {
        if self.is_helping() {
            self.open_elsewhere(Some(ticket));
            return;
        }
        if !matches!(self.page, Page::Help(_)) {
            self.go(Go::Help);
        }
        if let Page::Help(form) = &mut self.page {
            form.take(ticket);
        }
    }

    /// This window is where the novice answers while an invitation of theirs waits: a ticket then opens in another.
    pub(super) fn chosen(&mut self) {
        let serving = self
            .novice
            .as_ref()
            .is_some_and(|novice| novice.is_busy() || !novice.invitations.is_empty());
        if let Page::Help(form) = &self.page
            && serving
            && let Some(ticket) = form.ticket().cloned()
        {
            self.page = Page::Home;
            self.open_elsewhere(Some(ticket));
        }
    }

    /// With this ticket, or where one is chosen.
    pub(super) fn open_elsewhere(&mut self, ticket: Option<TicketSource>) {
        self.elsewhere = Some(
            self.errands
                .beside(move |services| services.sessions.elsewhere(ticket.as_ref())),
        );
    }

    /// A session as the helper goes on, begins, or is tried again.
    pub(super) fn is_helping(&self) -> bool {
        match &self.page {
            Page::Expert(expert) => !expert.side.is_over() || self.reconnect.next.is_some(),
            Page::Opening(_) => true,
            _ => false,
        }
    }

    /// Where a window that was opened for one session leads when that is over: to the start, or away where another
    /// window shows that.
    pub(super) fn way_back(&self) -> Action<'static> {
        if self.for_helping && self.calls.as_ref().is_some_and(Calls::is_beside) {
            Action::CloseWindow
        } else {
            Action::BackHome
        }
    }

    pub(super) fn go_back(&mut self, ctx: &Context) {
        if self.way_back() == Action::CloseWindow {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        } else {
            self.page = Page::Home;
        }
    }

    pub(super) fn connect(&mut self, options: OpenOptions) {
        self.open_as_helper(options, false);
    }

    /// Starts the session of a ticket whose form is there; `listen`: the person cannot be reached, and comes here.
    fn open_as_helper(&mut self, options: OpenOptions, listen: bool) {
        let form = match std::mem::replace(&mut self.page, Page::Home) {
            Page::Help(form) => form,
            other => {
                self.page = other;
                return;
            }
        };
        if let Some(name) = form.name_to_remember() {
            self.remember(name.to_owned());
        }
        let (mut starting, waker) = (options.clone(), self.errands.waker());
        let job = self.errands.beside(move |services| {
            let wait = if listen {
                Some(services.sessions.listening()?)
            } else {
                starting.wait.clone()
            };
            starting.wait.clone_from(&wait);
            Ok((services.sessions.expert(starting, waker)?, wait))
        });
        self.page = Page::Opening(Box::new(OpeningFile {
            job,
            at_end: form.at_end(),
            origin: Origin::Ticket(Box::new(options), form),
        }));
    }

    /// Nothing waits for it: what is not remembered is typed again.
    fn remember(&self, name: String) {
        drop(
            self.errands
                .in_order(move |services| services.desk.set_helper_name(&name)),
        );
    }

    /// Offers help as the command line says.
    pub(super) fn offer_at_start(&mut self, start: OfferStart) {
        self.page = Page::Offer(OfferForm::filled(&start.to, start.at_end, &self.errands));
        self.offer(&start.to);
    }

    pub(super) fn offer(&mut self, to: &OfferTo) {
        let form = match std::mem::replace(&mut self.page, Page::Home) {
            Page::Offer(form) => form,
            other => {
                self.page = other;
                return;
            }
        };
        self.remember(form.name().to_owned());
        let (offered, waker) = (to.clone(), self.errands.waker());
        let job = self
            .errands
            .beside(move |services| Ok((services.sessions.offer(&offered, waker)?, None)));
        self.page = Page::Opening(Box::new(OpeningFile {
            job,
            at_end: form.at_end.clone(),
            origin: Origin::Offer(to.clone(), form),
        }));
    }

    /// Takes in the session as the helper when it has been started.
    pub(super) fn opened(&mut self, now: Instant) {
        let Page::Opening(opening) = &mut self.page else { return };
        let opened = match opening.job.poll() {
            Polled::Nothing => return,
            Polled::Done(opened) => opened,
            Polled::Died => Err(words::session_gone()),
        };
        let Page::Opening(opening) = std::mem::replace(&mut self.page, Page::Home) else {
            return;
        };
        let OpeningFile { mut origin, at_end, .. } = *opening;
        match (opened, &mut origin) {
            (Ok((link, wait)), origin_now) => {
                let side = match origin_now {
                    Origin::Ticket(options, form) => {
                        options.wait = wait;
                        form.problem = None;
                        ExpertSide::new(link, now)
                    }
                    Origin::Offer(_, form) => {
                        form.problem = None;
                        ExpertSide::offering(link, now)
                    }
                };
                self.page = Page::Expert(Box::new(ExpertPage {
                    side,
                    at_end,
                    origin,
                    viewer: Viewer::new(&self.errands),
                    // Whoever was seen before the connection was lost is not met once more.
                    met: self.reconnect.is_again(),
                    keeping: None,
                    kept: None,
                }));
            }
            (Err(problem), _) => {
                self.page = origin.form(Some(problem));
            }
        }
    }

    /// Listens for the person who cannot be reached, with the same ticket and password.
    pub(super) fn listen(&mut self) {
        if let Some(options) = self.back_to_form() {
            self.open_as_helper(options, true);
        }
    }

    /// Opens the same ticket again: with the same password, or after a wrong one asks for it.
    pub(super) fn again(&mut self) {
        let wrong = matches!(&self.page, Page::Expert(expert)
            if matches!(expert.side.phase, HelpPhase::Ended(End::WrongPassword)));
        let to = match &self.page {
            Page::Expert(expert) => expert.origin.offered().cloned(),
            _ => None,
        };
        let options = self.back_to_form();
        match (options, to, &mut self.page) {
            (_, _, Page::Help(form)) if wrong => form.forget_password(),
            (Some(options), ..) => self.connect(options),
            (None, Some(to), _) => self.offer(&to),
            (None, None, _) => {}
        }
    }

    /// Ends the session as the helper and shows the form that it began with; returns what a ticket was opened with.
    fn back_to_form(&mut self) -> Option<OpenOptions> {
        let Page::Expert(expert) = std::mem::replace(&mut self.page, Page::Home) else {
            return None;
        };
        let ExpertPage { side, origin, .. } = *expert;
        side.quit();
        let options = match &origin {
            Origin::Ticket(options, _) => Some((**options).clone()),
            Origin::Offer(..) => None,
        };
        self.page = origin.form(None);
        options
    }

    pub(super) fn reconnect(&mut self, ctx: &Context, now: Instant) {
        match &self.page {
            Page::Expert(expert) => {
                if self.reconnect.look(&expert.side.phase, now) {
                    self.again();
                } else if let Some(next) = self.reconnect.next {
                    ctx.request_repaint_after(next - now);
                }
            }
            Page::Opening(_) => {}
            _ => self.reconnect = Reconnect::default(),
        }
    }

    pub(super) fn show_reconnect(&mut self, ui: &mut Ui, now: Instant, count: u32, seconds: u64) {
        match help::lost(ui, count, seconds) {
            Some(LostAct::Now) => self.reconnect.next = Some(now),
            Some(LostAct::Stop) => self.reconnect = Reconnect::default(),
            None => {}
        }
    }
}
