//! Tickets that are opened here: dropped, chosen or named at the start; in this window, or in another where this one is busy.

use std::time::Instant;

use egui::Context;

use super::super::expert_side::{ExpertSide, Phase};
use super::super::help::Help;
use super::super::offer::OfferForm;
use super::super::services::{OfferTo, Ticket};
use super::super::start::{OfferStart, OpenStart};
use super::super::viewer::Viewer;
use super::super::words;
use super::{Expert, Go, Origin, Page, Window};
use crate::session::expert::{End, OpenOptions};

impl Window {
    /// A file that was dropped on the window, wherever it is, is an invitation to open; not by the hand of a helper.
    pub(super) fn take_drops(&mut self, ctx: &Context) {
        if self.is_controlled() {
            return;
        }
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf()));
        if let Some(path) = dropped {
            self.open(ctx, Ticket::File(path));
        }
    }

    /// Opens a ticket with what the command line says of it; with a password at once.
    pub(super) fn open_at_start(&mut self, ctx: &Context, start: OpenStart) {
        let remembered = self.services.settings.helper_name();
        let (form, ready) = Help::given(start, remembered, &self.services.check_ticket);
        self.page = Page::Help(form);
        if let Some(options) = ready {
            self.connect(ctx, options, (self.services.clock)());
        }
    }

    pub(super) fn open(&mut self, ctx: &Context, ticket: Ticket) {
        if matches!(self.page, Page::Expert(_)) {
            self.open_elsewhere(&ticket);
            return;
        }
        if !matches!(self.page, Page::Help(_)) {
            self.go(ctx, Go::Help);
        }
        if let Page::Help(form) = &mut self.page
            && form.take(ticket, &self.services.check_ticket)
        {
            self.chosen();
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
            self.open_elsewhere(&ticket);
        }
    }

    pub(super) fn open_elsewhere(&mut self, ticket: &Ticket) {
        if let Err(error) = (self.services.open_elsewhere)(ticket) {
            self.problem = Some(words::no_window(&error));
        }
    }

    pub(super) fn connect(&mut self, ctx: &Context, options: OpenOptions, now: Instant) {
        let started = (self.services.start_expert)(options.clone(), Self::waker(ctx));
        let Page::Help(form) = &mut self.page else { return };
        if let Some(name) = form.name_to_remember() {
            self.services.settings.set_helper_name(name);
        }
        match started {
            Ok(link) => {
                form.problem = None;
                let form = std::mem::replace(form, Help::new(String::new()));
                let side = ExpertSide::new(link, now);
                self.page = Page::Expert(Box::new(Expert {
                    side,
                    at_end: form.at_end(),
                    origin: Origin::Ticket(Box::new(options), form),
                    viewer: Viewer::new(self.services.dialogs.clone()),
                    kept: None,
                }));
            }
            Err(problem) => form.problem = Some(problem),
        }
    }

    /// Offers help as the command line says.
    pub(super) fn offer_at_start(&mut self, ctx: &Context, start: OfferStart) {
        self.page = Page::Offer(OfferForm::filled(&start.to, start.at_end, &*self.services.offers));
        self.offer(ctx, &start.to, (self.services.clock)());
    }

    pub(super) fn offer(&mut self, ctx: &Context, to: &OfferTo, now: Instant) {
        let started = self.services.offers.offer(to, Self::waker(ctx));
        let Page::Offer(form) = &mut self.page else { return };
        self.services.settings.set_helper_name(form.name());
        match started {
            Ok(link) => {
                form.problem = None;
                let empty = OfferForm::new(String::new(), &*self.services.offers);
                let form = std::mem::replace(form, empty);
                self.page = Page::Expert(Box::new(Expert {
                    side: ExpertSide::offering(link, now),
                    at_end: form.at_end.clone(),
                    origin: Origin::Offer(to.clone(), form),
                    viewer: Viewer::new(self.services.dialogs.clone()),
                    kept: None,
                }));
            }
            Err(problem) => form.problem = Some(problem),
        }
    }

    /// Listens for the person who cannot be reached, with the same ticket and password.
    pub(super) fn listen(&mut self, ctx: &Context, now: Instant) {
        let wait = match (self.services.listening)() {
            Ok(wait) => wait,
            Err(problem) => {
                self.problem = Some(problem);
                return;
            }
        };
        let Page::Expert(expert) = std::mem::replace(&mut self.page, Page::Home) else {
            return;
        };
        let Expert { side, origin, .. } = *expert;
        side.quit();
        let (mut options, form) = match origin {
            Origin::Ticket(options, form) => (options, form),
            // There is no ticket to listen with.
            Origin::Offer(_, form) => {
                self.page = Page::Offer(form);
                return;
            }
        };
        options.wait = Some(wait);
        self.page = Page::Help(form);
        self.connect(ctx, *options, now);
    }

    /// Opens the same ticket again: with the same password, or after a wrong one asks for it.
    pub(super) fn again(&mut self, ctx: &Context, now: Instant) {
        let Page::Expert(expert) = std::mem::replace(&mut self.page, Page::Home) else {
            return;
        };
        let Expert { side, origin, .. } = *expert;
        let (options, mut form) = match origin {
            Origin::Ticket(options, form) => (options, form),
            Origin::Offer(to, form) => {
                self.page = Page::Offer(form);
                return self.offer(ctx, &to, now);
            }
        };
        let wrong_password = matches!(side.phase, Phase::Ended(End::WrongPassword));
        if wrong_password {
            form.forget_password();
        }
        self.page = Page::Help(form);
        if !wrong_password {
            self.connect(ctx, *options, now);
        }
    }
}
