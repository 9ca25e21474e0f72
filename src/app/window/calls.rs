//! What other starts of the program want of this window: it is shown here where nothing more important is, and there
//! otherwise.

use std::path::Path;

use egui::{Context, UserAttentionType, ViewportCommand};

use super::super::go::Go;
use super::super::novice_side::NoviceSide;
use super::super::pane::Host;
use super::super::services::TicketSource;
use super::Window;
use super::page::{ExpertPage, Origin, Page};
use crate::desk::running::{Calls, Wanted};

impl Window {
    /// From now on other starts of the program are heard.
    pub fn heed(&mut self, calls: Calls) {
        self.calls = Some(calls);
    }

    pub(super) fn take_calls(&mut self, ctx: &Context) {
        while let Some(call) = self.calls.as_mut().and_then(Calls::take) {
            // Whoever waited too long has gone on by themselves.
            if call.answer.is_closed() {
                continue;
            }
            let taken = self.take_call(&call.wanted);
            if taken {
                come_to_the_front(ctx);
            }
            // Nobody hears it: then there are two windows.
            let _ = call.answer.send(taken);
        }
    }

    fn take_call(&mut self, wanted: &Wanted) -> bool {
        let is_needed = |novice: &NoviceSide| novice.is_busy() || !novice.offers_changed.is_empty();
        if self.closing || self.novice.as_ref().is_some_and(is_needed) {
            return false;
        }
        match &self.page {
            // A viewer is left by nobody else's wish; the same invitation is here already.
            Page::Expert(expert) if self.is_helping() => {
                return *wanted == Wanted::Front || matches!(wanted, Wanted::Open(path) if expert.is_of(path));
            }
            Page::Opening(_) | Page::Making { .. } => return *wanted == Wanted::Front,
            _ => {}
        }
        match wanted {
            Wanted::Front => {}
            Wanted::AskForm if matches!(self.page, Page::Ask(_)) => {}
            Wanted::HelpForm if matches!(self.page, Page::Help(_)) => {}
            Wanted::OfferForm if matches!(self.page, Page::Offer(_)) => {}
            Wanted::AskForm => self.go(Go::Ask),
            Wanted::HelpForm => self.go(Go::Help),
            Wanted::OfferForm => self.go(Go::Offer),
            // An invitation of their own waits here, and with it the place where they answer.
            Wanted::Open(_)
                if self
                    .novice
                    .as_ref()
                    .is_some_and(|novice| !novice.invitations.is_empty()) =>
            {
                return false;
            }
            Wanted::Open(path) => self.open(TicketSource::File(path.clone())),
        }
        if *wanted != Wanted::Front {
            self.forget_outcome();
        }
        true
    }
}

impl ExpertPage {
    fn is_of(&self, path: &Path) -> bool {
        let Origin::Ticket(_, form) = &self.origin else {
            return false;
        };
        let Some(TicketSource::File(file)) = form.ticket() else {
            return false;
        };
        std::path::absolute(file).is_ok_and(|file| file == path)
    }
}

fn come_to_the_front(ctx: &Context) {
    ctx.send_viewport_cmd(ViewportCommand::Visible(true));
    ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
    ctx.send_viewport_cmd(ViewportCommand::Focus);
    // Without X11 (Wayland) a window cannot come to the front by itself, and calls instead.
    if Host::of(ctx).is_none() {
        ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(UserAttentionType::Informational));
    }
}
