//! The window as a whole: which screen is there, and how one leads to the next.

mod calls;
mod desktop;
mod page;
mod pages;
mod reconnect;
mod shortcuts;
mod stance;
mod tickets;

use std::time::{Duration, Instant};

use egui::{Context, RawInput, Ui, ViewportCommand};

use super::appearance::DesktopAppearance;
use super::ask::AskPage;
use super::ended::{self, Outcome};
use super::expert_side::HelpPhase;
use super::first_fit::FirstFit;
use super::go::Go;
use super::help::Help;
use super::helpers::HelpersScreen;
use super::history::History;
use super::in_force::InForce;
use super::invitation::InvitationScreen;
use super::job::{self, Errands, Job, Polled, Threads};
use super::novice_side::NoviceSide;
use super::offer::OfferForm;
use super::services::Clock;
use super::settings::SettingsScreen;
use super::sight::Sight;
use super::start::Start;
use super::summary::Summary;
use super::{compare, focus, help, parts, preferences, question, reader, tokens, words};
use crate::desk::running::Calls;
use crate::desk::{OffersAllowed, Preferences};
use crate::session::novice::{AskOptions, Command, Problem, SessionEnd, WaitOptions};
use crate::vocabulary::Shared;
use page::{Greeting, Page, Starting};
use reconnect::Reconnect;
pub(super) use shortcuts::filter_clipboard;
use stance::{BarPlace, Stance};

/// How long the end of the program waits for what was last seen to be kept.
const LAST_PICTURE: Duration = Duration::from_secs(10);

/// A question is not missed for longer than this, should the desktop keep a hidden window from hearing that it came.
const TICK: Duration = Duration::from_secs(1);

/// The program's window. [`super::run`] shows it on the desktop; tests show it without one.
pub struct Window {
    errands: Errands,
    clock: Clock,
    page: Page,
    novice: Option<NoviceSide>,
    starting: Option<Starting>,
    greeting: Option<Job<Greeting>>,
    /// The practice is open in another window.
    practising: Option<Job<Result<(), Problem>>>,
    /// A ticket is being opened in another window.
    elsewhere: Option<Job<std::io::Result<()>>>,
    stance: Option<Stance>,
    first_fit: FirstFit,
    sight: Sight,
    preferences: Preferences,
    desktop: DesktopAppearance,
    bar: BarPlace,
    /// It fills the screen since the person wanted to see the question.
    came: bool,
    /// The logic of this frame has run.
    thought: bool,
    /// What happened in the session that ended last, until somebody comes again.
    summary: Option<Summary>,
    /// What ended or went wrong outside any session.
    outcome: Option<Outcome>,
    /// The window before this one was closed by something else, which that says.
    after_another: bool,
    /// So many invitations were cancelled from the screen that is open.
    cancelled: Option<usize>,
    /// The person wants to close the window while an invitation waits.
    closing: bool,
    /// The person said that the window may close.
    leaving: bool,
    greeted: bool,
    reconnect: Reconnect,
    /// What other starts of the program, or the sign in the tray, want of this window.
    calls: Option<Calls>,
    /// What it was opened for: to help, where another window may be the home.
    for_helping: bool,
}

impl Window {
    /// `threads` do what must not keep the window waiting.
    pub fn new(start: Start, threads: Threads, clock: Clock, ctx: &Context) -> Self {
        tokens::apply(ctx);
        let mut window = Self {
            errands: Errands::new(threads, clock.clone(), ctx),
            clock,
            page: Page::Home,
            novice: None,
            starting: None,
            greeting: None,
            practising: None,
            elsewhere: None,
            stance: None,
            first_fit: FirstFit::default(),
            sight: Sight::default(),
            preferences: Preferences::default(),
            desktop: DesktopAppearance::default(),
            bar: BarPlace::default(),
            came: false,
            thought: false,
            summary: None,
            outcome: None,
            after_another: false,
            cancelled: None,
            closing: false,
            leaving: false,
            greeted: false,
            reconnect: Reconnect::default(),
            calls: None,
            for_helping: start.is_for_helping(),
        };
        match start {
            Start::Home => {}
            Start::AskForm => window.go(Go::Ask),
            Start::HelpForm => window.go(Go::Help),
            Start::OfferForm => window.go(Go::Offer),
            Start::Ask(start) => {
                window.page = Page::Ask(AskPage::filled(&window.errands, &start.options, start.wishes))
            }
            Start::Open(start) => window.page = Page::Help(Help::given(*start, &window.errands)),
            Start::Offer(start) => window.offer_at_start(*start),
            Start::Wait(options) => window.wait(options),
            Start::Away(options) => {
                window.wait(options);
                ctx.send_viewport_cmd(ViewportCommand::Minimized(true));
            }
            Start::Joined => {
                window.greeted = true;
                window.sight.has_sign();
                window.start_novice();
            }
            Start::AfterWindow(past) => {
                window.outcome = Some(Outcome::Failed(words::novice_end(&SessionEnd::WindowGone, false)));
                window.after_another = true;
                window.summary = past.map(|past| Summary::new(*past, &window.errands));
            }
        }
        window
    }

    /// From now on the window looks and sounds as the person wants it. What they leave to the desktop is as `desktop`
    /// hears it.
    pub fn prefer(&mut self, ctx: &Context, preferences: Preferences, desktop: DesktopAppearance) {
        self.desktop = desktop;
        self.put_into_effect(ctx, preferences);
    }

    /// From now on the desktop's notifications call the person to questions.
    pub fn notify(&mut self) {
        self.sight.notify();
    }

    fn put_into_effect(&mut self, ctx: &Context, preferences: Preferences) {
        self.sight.silence(preferences.silent);
        preferences::apply(ctx, &preferences, self.desktop.appearance());
        self.preferences = preferences;
    }

    /// The window says goodbye to its sessions; the invitations in force stay.
    pub fn quit(&mut self) {
        if let Some(novice) = self.novice.take() {
            novice.quit();
        }
        if let Page::Expert(mut expert) = std::mem::replace(&mut self.page, Page::Home) {
            expert.at_end(&self.errands);
            expert.side.quit();
            if expert
                .keeping
                .is_some_and(|keeping| keeping.finish(LAST_PICTURE).is_none())
            {
                tracing::error!("what was last seen is not kept in time");
            }
        }
    }

    /// Shortcuts of the clipboard are keys like others while the novice's computer has the keyboard, and shortcuts
    /// else.
    pub fn filter_input(&self, ctx: &Context, raw: &mut RawInput) {
        filter_clipboard(ctx, raw);
    }

    /// What does not need to be seen; also runs while the window is hidden, and the question that comes then shows it
    /// again.
    pub fn think(&mut self, ctx: &Context) {
        let now = (self.clock)();
        self.thought = true;
        self.greet();
        if self.desktop.has_changed() {
            preferences::follow(ctx, &self.preferences, self.desktop.appearance());
        }
        let called = self.sight.was_called();
        self.update(ctx, now);
        if called {
            self.call_keyboard();
        }
        self.take_calls(ctx);
        self.closing_requested(ctx, now);
        self.stand(ctx, now);
        if self.novice.is_some() {
            ctx.request_repaint_after(TICK);
        }
    }

    /// One frame.
    pub fn show(&mut self, ui: &mut Ui) {
        let now = (self.clock)();
        let ctx = ui.ctx().clone();
        focus::begin(&ctx);
        self.take_drops(&ctx);
        if !self.thought {
            self.think(&ctx);
        }
        self.thought = false;
        let stance = self.stance();
        reader::name_window(&ctx, || self.spoken_title(stance));
        if stance != Stance::Viewer
            && let Page::Expert(expert) = &mut self.page
        {
            expert.viewer.hide();
        }
        match stance {
            Stance::Question => {
                self.hold_question(ui);
                let in_sight = self.sight.sees(&ctx);
                if let Some(novice) = &mut self.novice {
                    parts::page(ui, |ui| {
                        if novice.question().is_some() {
                            question::show(ui, novice, now, in_sight);
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
        focus::end(&ctx);
    }

    fn is_controlled(&self) -> bool {
        self.novice.as_ref().is_some_and(NoviceSide::is_controlled)
    }

    /// The first time at home, the invitations of an earlier run are taken up.
    fn greet(&mut self) {
        if !self.greeted && matches!(self.page, Page::Home) {
            self.greeted = true;
            self.greeting = Some(self.errands.in_order(|services| Greeting {
                invitations_stored: services.desk.invitations_stored(),
                offers: services.desk.helpers().offers,
            }));
        }
        let Some(found) = job::take(&mut self.greeting) else {
            return;
        };
        if found.invitations_stored {
            self.start_novice();
        }
        if found.offers != OffersAllowed::Off {
            self.wait(WaitOptions::default());
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

    fn start_novice(&mut self) {
        if self.novice.is_none() && self.starting.is_none() {
            let waker = self.errands.waker();
            self.starting = Some(Starting {
                job: self.errands.beside(|services| services.sessions.novice(waker)),
                then: Vec::new(),
            });
        }
    }

    /// Commands the novice's session, which is started where there is none.
    fn command(&mut self, command: Command) {
        self.start_novice();
        match (&mut self.novice, &mut self.starting) {
            (Some(novice), _) => novice.send(command),
            (None, Some(starting)) => starting.then.push(command),
            (None, None) => {}
        }
    }

    /// Helpers who are on the list can come in from now on.
    fn wait(&mut self, options: WaitOptions) {
        let waits = self
            .novice
            .as_ref()
            .is_some_and(|novice| matches!(novice.waiting, Some(Ok(_))));
        if !waits {
            self.command(Command::Wait(options));
        }
    }

    /// Takes in the novice's session when it has been started.
    fn started(&mut self) {
        let Some(starting) = &mut self.starting else { return };
        let started = match starting.job.poll() {
            Polled::Nothing => return,
            Polled::Done(started) => started,
            Polled::Died => Err(words::session_gone()),
        };
        let then = self.starting.take().map(|starting| starting.then).unwrap_or_default();
        match (started, std::mem::replace(&mut self.page, Page::Home)) {
            (Ok(link), page) => {
                self.page = page;
                let mut novice = NoviceSide::new(link);
                then.into_iter().for_each(|command| novice.send(command));
                self.novice = Some(novice);
            }
            (Err(problem), Page::Making { mut from, .. }) => {
                from.problem = Some(problem);
                self.page = Page::Ask(from);
            }
            (Err(problem), page) => {
                self.page = page;
                self.outcome = Some(Outcome::Failed(problem));
            }
        }
    }

    fn update(&mut self, ctx: &Context, now: Instant) {
        self.started();
        self.read(now);
        let mut waits = false;
        if let Some(novice) = &mut self.novice {
            let news = novice.update(now);
            waits |= news.waits;
            if novice.is_busy() {
                self.summary = None;
            } else if let Some(past) = novice.summary.take() {
                self.summary = Some(Summary::new(past, &self.errands));
            }
            if matches!(self.page, Page::Making { .. }) {
                if let Some(id) = news.made {
                    let mut screen = InvitationScreen::new(id, &self.errands);
                    if let Page::Making { from, .. } = &mut self.page
                        && let Some(invitation) = novice.invitations.iter().find(|one| one.id == screen.id)
                    {
                        screen.deliver(ctx, std::mem::take(&mut from.wishes), invitation);
                    }
                    self.page = Page::Invitation(screen);
                } else if let Some(problem) = novice.problem.take()
                    && let Page::Making { mut from, .. } = std::mem::replace(&mut self.page, Page::Home)
                {
                    from.problem = Some(problem);
                    self.page = Page::Ask(from);
                }
            }
            if let Some((id, lapse)) = news.lapsed
                && matches!(&self.page, Page::Invitation(screen) if screen.id == id)
            {
                self.page = Page::Home;
                self.outcome = ended::lapse(lapse).map(Outcome::Lapsed);
            }
        }
        if self.novice.as_ref().is_some_and(NoviceSide::is_gone) {
            let problem = self.novice.take().and_then(|novice| novice.problem);
            self.outcome = problem.map(Outcome::Failed);
        }
        if self.is_controlled() {
            self.forget_dialogs();
        }
        if let Page::Expert(expert) = &mut self.page {
            waits |= expert.side.update(now);
            expert.meet(&self.errands);
            if expert.side.is_over() {
                expert.at_end(&self.errands);
            }
            if let Some(kept) = job::take(&mut expert.keeping) {
                expert.kept = Some(kept);
            }
            if !matches!(expert.side.phase, HelpPhase::Viewing(_)) {
                expert.viewer.leave(ctx, &mut expert.side);
            }
        }
        self.reconnect(ctx, now);
        if waits {
            ctx.request_repaint();
        }
    }

    /// Takes in what the screens have had read, where that leads on by itself.
    fn read(&mut self, now: Instant) {
        match &mut self.page {
            Page::Ask(form) => {
                if let Some((options, shared)) = form.update() {
                    self.make(options, shared, now);
                }
            }
            Page::Help(form) => match form.update() {
                Some(help::HelpAct::Connect(options)) => self.connect(*options),
                Some(help::HelpAct::Chosen) => self.chosen(),
                Some(help::HelpAct::Offer(_) | help::HelpAct::Back) | None => {}
            },
            Page::Opening(_) => self.opened(now),
            _ => {}
        }
        if let Some(Err(error)) = job::take(&mut self.elsewhere) {
            self.outcome = Some(Outcome::Failed(words::no_window(&error)));
        }
        if let Some(Err(problem)) = job::take(&mut self.practising) {
            self.outcome = Some(Outcome::Failed(problem));
        }
    }

    fn go(&mut self, go: Go) {
        self.cancelled = None;
        self.page = match go {
            Go::Home => Page::Home,
            Go::Ask => Page::Ask(AskPage::new(&self.errands)),
            Go::Help => Page::Help(Help::new(&self.errands)),
            Go::Offer => Page::Offer(OfferForm::new(&self.errands)),
            Go::Helpers => Page::Helpers(HelpersScreen::new(&self.errands)),
            Go::CancelInvitations => return self.cancel_invitations(),
            Go::Fraud => Page::Fraud,
            Go::InForce => Page::InForce(InForce::default()),
            Go::Settings => Page::Settings(Box::new(SettingsScreen::new(&self.errands))),
            Go::History => Page::History(History::new(&self.errands)),
            Go::Guide => Page::Guide,
            Go::Practise => return self.practise(),
            Go::About => Page::About,
        };
    }

    /// What the person reads stays: the summary of a session, or what to do after a fraud.
    fn cancel_invitations(&mut self) {
        let Some(novice) = &mut self.novice else { return };
        let ids: Vec<_> = novice.invitations.iter().map(|one| one.id.clone()).collect();
        self.cancelled = Some(ids.len());
        ids.into_iter().for_each(|id| novice.send(Command::Cancel(id)));
    }

    fn practise(&mut self) {
        if self.practising.is_none() {
            self.practising = Some(self.errands.beside(|services| services.sessions.practise()));
        }
    }

    fn make(&mut self, options: AskOptions, shared: Shared, now: Instant) {
        self.command(Command::Ask(options));
        self.command(Command::Share(shared));
        match std::mem::replace(&mut self.page, Page::Home) {
            Page::Ask(from) => self.page = Page::Making { since: now, from },
            other => self.page = other,
        }
    }
}
