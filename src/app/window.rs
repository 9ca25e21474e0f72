//! The window as a whole: which screen is there, and how one leads to the next.

mod desktop;
mod pages;
mod shortcuts;
mod tickets;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Context, RawInput, Ui, ViewportCommand};

use super::ask::Ask;
use super::expert_side::{ExpertSide, Phase};
use super::help::Help;
use super::helpers::HelpersScreen;
use super::history::History;
use super::in_force::InForce;
use super::invitation::InvitationScreen;
use super::novice_side::NoviceSide;
use super::offer::OfferForm;
use super::services::{OfferTo, Services, Waker};
use super::settings::SettingsScreen;
use super::sight::Sight;
use super::start::{AskStart, AtEnd, Start};
use super::viewer::Viewer;
use super::{compare, ended, parts, question, tokens};
use crate::screen::Shared;
use crate::session::desk::OffersAllowed;
use crate::session::expert::OpenOptions;
use crate::session::novice::{AskOptions, Command, Problem, WaitOptions};
use desktop::{BarPlace, Stance};
pub(super) use shortcuts::filter_clipboard;

/// The way from one screen to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Go {
    Home,
    Ask,
    Help,
    Offer,
    Helpers,
    InForce,
    /// To the invitations in force, the only one cancelled.
    CancelInvitation,
    Settings,
    History,
    About,
}

enum Page {
    Home,
    Ask(Ask),
    /// The invitation is being made.
    Making {
        since: Instant,
        from: Ask,
    },
    Invitation(InvitationScreen),
    InForce(InForce),
    Settings(Box<SettingsScreen>),
    History(History),
    About,
    Help(Help),
    Offer(OfferForm),
    Helpers(HelpersScreen),
    /// A ticket is open, or help is offered.
    Expert(Box<Expert>),
}

/// How a session as the helper began, with what is needed to begin it again.
enum Origin {
    Ticket(Box<OpenOptions>, Help),
    Offer(OfferTo, OfferForm),
}

impl Origin {
    fn name(&self) -> &str {
        match self {
            Self::Ticket(options, _) => &options.name,
            Self::Offer(to, _) => &to.name,
        }
    }
}

/// A session as the helper.
struct Expert {
    side: ExpertSide,
    origin: Origin,
    viewer: Viewer,
    /// What is still to be done at the end.
    at_end: Option<AtEnd>,
    /// What became of it.
    kept: Option<Result<PathBuf, Problem>>,
}

impl Expert {
    /// Keeps what was last seen, once.
    fn at_end(&mut self) {
        if let Some(keep) = self.at_end.take() {
            self.kept = Some(keep(&self.side.canvas));
        }
    }
}

/// A question is not missed for longer than this, should the desktop keep a hidden window from hearing that it came.
const TICK: Duration = Duration::from_secs(1);

/// The program's window. [`super::run`] shows it on the desktop; tests show it without one.
pub struct Window {
    services: Services,
    page: Page,
    novice: Option<NoviceSide>,
    stance: Option<Stance>,
    sight: Sight,
    bar: BarPlace,
    /// The logic of this frame has run.
    thought: bool,
    /// Something that went wrong outside any session.
    problem: Option<Problem>,
    /// That problem is that an invitation is no longer in force.
    lapsed: bool,
    /// The person wants to close the window while an invitation waits.
    closing: bool,
    /// The person said that the window may close.
    leaving: bool,
    greeted: bool,
}

impl Window {
    pub fn new(start: Start, services: Services, ctx: &Context) -> Self {
        tokens::apply(ctx);
        let mut window = Self {
            services,
            page: Page::Home,
            novice: None,
            stance: None,
            sight: Sight::default(),
            bar: BarPlace::default(),
            thought: false,
            problem: None,
            lapsed: false,
            closing: false,
            leaving: false,
            greeted: false,
        };
        match start {
            Start::Home => {}
            Start::Ask(start) => window.ask(ctx, *start),
            Start::Open(start) => window.open_at_start(ctx, *start),
            Start::Offer(start) => window.offer_at_start(ctx, *start),
            Start::Wait(options) => window.wait(ctx, options),
            Start::Away(options) => {
                window.wait(ctx, options);
                ctx.send_viewport_cmd(ViewportCommand::Minimized(true));
            }
            Start::Joined => {
                window.greeted = true;
                window.start_novice(ctx);
            }
        }
        window
    }

    /// The window says goodbye to its sessions; the invitations in force stay.
    pub fn quit(&mut self) {
        if let Some(novice) = self.novice.take() {
            novice.quit();
        }
        if let Page::Expert(mut expert) = std::mem::replace(&mut self.page, Page::Home) {
            expert.at_end();
            expert.side.quit();
        }
    }

    /// Shortcuts of the clipboard are keys like others while the novice's computer has the keyboard, and shortcuts else.
    pub fn filter_input(&self, ctx: &Context, raw: &mut RawInput) {
        filter_clipboard(ctx, raw);
    }

    /// What does not need to be seen; also runs while the window is hidden, and the question that comes then shows it again.
    pub fn think(&mut self, ctx: &Context) {
        let now = (self.services.clock)();
        self.thought = true;
        self.greet(ctx);
        self.update(ctx, now);
        self.closing_requested(ctx, now);
        self.stand(ctx, now);
        if self.novice.is_some() {
            ctx.request_repaint_after(TICK);
        }
    }

    /// One frame.
    pub fn show(&mut self, ui: &mut Ui) {
        let now = (self.services.clock)();
        let ctx = ui.ctx().clone();
        self.take_drops(&ctx);
        if !self.thought {
            self.think(&ctx);
        }
        self.thought = false;
        let stance = self.stance();
        if stance != Stance::Viewer
            && let Page::Expert(expert) = &mut self.page
        {
            expert.viewer.hide();
        }
        match stance {
            Stance::Question => {
                self.hold_question(ui);
                if let Some(novice) = &mut self.novice {
                    parts::page(ui, |ui| {
                        if novice.question.is_some() {
                            question::show(ui, novice, now);
                        } else {
                            compare::show(ui, novice, now);
                        }
                    });
                }
            }
            Stance::Bar => self.show_bar(ui, now),
            Stance::Viewer => {
                if let Page::Expert(expert) = &mut self.page {
                    expert
                        .viewer
                        .show(ui, &mut expert.side, expert.origin.name(), now, true);
                }
            }
            Stance::Page => self.show_page(ui, now),
        }
    }

    fn is_controlled(&self) -> bool {
        self.novice.as_ref().is_some_and(NoviceSide::is_controlled)
    }

    fn waker(ctx: &Context) -> Waker {
        let ctx = ctx.clone();
        Arc::new(move || ctx.request_repaint())
    }

    /// The first time at home, the invitations of an earlier run are taken up.
    fn greet(&mut self, ctx: &Context) {
        if !self.greeted && matches!(self.page, Page::Home) {
            self.greeted = true;
            if self.services.invitations_stored {
                self.start_novice(ctx);
            }
            if self.services.offers.helpers().offers != OffersAllowed::Off {
                self.wait(ctx, WaitOptions::default());
            }
        }
    }

    /// What is chosen in a dialog while the helper controls may be their choice.
    fn forget_dialogs(&mut self) {
        match &mut self.page {
            Page::Help(form) => form.forget_dialog(),
            Page::Invitation(screen) => screen.forget_dialog(),
            _ => {}
        }
    }

    fn start_novice(&mut self, ctx: &Context) -> bool {
        if self.novice.is_none() {
            match (self.services.start_novice)(Self::waker(ctx)) {
                Ok(link) => self.novice = Some(NoviceSide::new(link)),
                Err(problem) => self.problem = Some(problem),
            }
        }
        self.novice.is_some()
    }

    /// Helpers who are on the list can come in from now on.
    fn wait(&mut self, ctx: &Context, options: WaitOptions) {
        if self.start_novice(ctx)
            && let Some(novice) = &mut self.novice
            && !matches!(novice.waiting, Some(Ok(_)))
        {
            novice.send(Command::Wait(options));
        }
    }

    fn update(&mut self, ctx: &Context, now: Instant) {
        let mut waits = false;
        if let Some(novice) = &mut self.novice {
            waits |= novice.update(now);
            let fresh = novice.fresh.take();
            if matches!(self.page, Page::Making { .. }) {
                if let Some(id) = fresh {
                    let mut screen = InvitationScreen::new(id);
                    if let Page::Making { from, .. } = &mut self.page
                        && let Some(invitation) = novice.invitations.iter().find(|one| one.id == screen.id)
                    {
                        screen.deliver(
                            ctx,
                            std::mem::take(&mut from.wishes),
                            invitation,
                            &self.services.delivery,
                        );
                    }
                    self.page = Page::Invitation(screen);
                } else if let Some(problem) = novice.problem.take()
                    && let Page::Making { mut from, .. } = std::mem::replace(&mut self.page, Page::Home)
                {
                    from.problem = Some(problem);
                    self.page = Page::Ask(from);
                }
            }
            if let Some((id, lapse)) = novice.lapsed.take()
                && matches!(&self.page, Page::Invitation(screen) if screen.id == id)
            {
                self.page = Page::Home;
                self.problem = ended::lapse(lapse);
                self.lapsed = self.problem.is_some();
            }
        }
        if self.novice.as_ref().is_some_and(NoviceSide::is_gone) {
            self.problem = self.novice.take().and_then(|novice| novice.problem);
        }
        if self.is_controlled() {
            self.forget_dialogs();
        }
        if let Page::Expert(expert) = &mut self.page {
            waits |= expert.side.update(now);
            if expert.side.is_over() {
                expert.at_end();
            }
            if !matches!(expert.side.phase, Phase::Viewing(_)) {
                expert.viewer.leave(ctx, &mut expert.side);
            }
        }
        if waits {
            ctx.request_repaint();
        }
    }

    fn go(&mut self, ctx: &Context, go: Go) {
        self.page = match go {
            Go::Home => Page::Home,
            Go::Ask => Page::Ask(Ask::new(ctx, &self.services)),
            Go::Help => Page::Help(Help::new(self.services.settings.helper_name())),
            Go::Offer => Page::Offer(OfferForm::new(
                self.services.settings.helper_name(),
                &*self.services.offers,
            )),
            Go::Helpers => Page::Helpers(HelpersScreen::new(&*self.services.offers)),
            Go::CancelInvitation => {
                if let Some(novice) = &mut self.novice
                    && let [only] = novice.invitations.as_slice()
                {
                    let id = only.id.clone();
                    novice.send(Command::Cancel(id));
                }
                Page::InForce(InForce::default())
            }
            Go::InForce => Page::InForce(InForce::default()),
            Go::Settings => Page::Settings(Box::new(SettingsScreen::new(&self.services))),
            Go::History => Page::History(History::new(ctx, &self.services)),
            Go::About => Page::About,
        };
    }

    /// Asks at once, as the command line says.
    fn ask(&mut self, ctx: &Context, start: AskStart) {
        let form = Ask::filled(ctx, &self.services, &start.options, start.wishes);
        let (options, shared) = (form.options(), form.shared);
        self.page = Page::Ask(form);
        self.make(ctx, options, shared, (self.services.clock)());
    }

    fn make(&mut self, ctx: &Context, options: AskOptions, shared: Shared, now: Instant) {
        if !self.start_novice(ctx) {
            return;
        }
        if let Some(novice) = &mut self.novice {
            novice.send(Command::Ask(options));
            novice.send(Command::Share(shared));
        }
        match std::mem::replace(&mut self.page, Page::Home) {
            Page::Ask(from) => self.page = Page::Making { since: now, from },
            other => self.page = other,
        }
    }
}
