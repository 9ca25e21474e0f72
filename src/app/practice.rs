//! Practice: both roles on one computer. Where there is room they are side by side: the person who is helped answers
//! where lines begin, the helper's view is beside. Where there is less, one of them is shown, and each has a tab. Which
//! half is whose stands above it all the time.

use std::sync::Arc;
use std::time::Instant;

use egui::{CentralPanel, Context, Frame, Panel, RawInput, Role, ScrollArea, Ui, ViewportCommand};

use super::actions::Action;
use super::bar_state::BarAct;
use super::expert_side::{ExpertSide, HelpPhase};
use super::first_fit::{self, FirstFit};
use super::job::{self, Errands, Job, Threads};
use super::link::{ExpertLink, NoviceLink};
use super::novice_side::{NovicePhase, NoviceSide};
use super::parts;
use super::services::{Clock, Waker};
use super::viewer::Viewer;
use super::{bar, focus, help, invitation, question, reader, tokens, window, words, writing};
use crate::session::novice::{InvitationInForce, Problem, QuestionId};
use crate::t;

/// Opens the practice invitation as the helper.
pub type OpenPractice = Arc<dyn Fn(&InvitationInForce, Waker) -> Result<ExpertLink, Problem> + Send + Sync>;

/// One of the two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Novice,
    Helper,
}

impl Half {
    /// Its tab, which has its name and its sign.
    fn tab(self) -> Action<'static> {
        match self {
            Self::Novice => Action::PracticeNovice,
            Self::Helper => Action::PracticeHelper,
        }
    }
}

/// Which half is shown where there is no room for both.
struct Turn {
    shown: Half,
    /// The question that is open.
    asked: Option<QuestionId>,
    /// What was shown when it came, unless the person has gone elsewhere since.
    before: Option<Half>,
}

impl Turn {
    /// A question that comes is shown, and after it what was there before.
    fn follow(&mut self, asked: Option<QuestionId>) {
        if asked.is_some() && asked != self.asked {
            self.before.get_or_insert(self.shown);
            self.shown = Half::Novice;
        }
        if asked.is_none()
            && let Some(before) = self.before.take()
        {
            self.shown = before;
        }
        self.asked = asked;
    }

    /// The person goes there.
    fn go(&mut self, half: Half) {
        self.shown = half;
        self.before = None;
    }
}

/// The practice window.
pub struct Practice {
    novice: NoviceSide,
    expert: Option<ExpertSide>,
    turn: Turn,
    /// The helper's half was shown in the last frame.
    helper_shown: bool,
    first_fit: FirstFit,
    open: OpenPractice,
    opening: Option<Job<Result<ExpertLink, Problem>>>,
    errands: Errands,
    viewer: Viewer,
    problem: Option<Problem>,
    clock: Clock,
}

impl Practice {
    /// `novice` has been commanded to ask; as soon as its invitation is in force, `open` opens it.
    pub fn new(novice: NoviceLink, open: OpenPractice, threads: Threads, ctx: &Context) -> Self {
        tokens::apply(ctx);
        let clock: Clock = Arc::new(Instant::now);
        let errands = Errands::new(threads, clock.clone(), ctx);
        Self {
            novice: NoviceSide::new(novice),
            expert: None,
            turn: Turn {
                shown: Half::Novice,
                asked: None,
                before: None,
            },
            helper_shown: false,
            first_fit: FirstFit::from_now(ctx),
            open,
            opening: None,
            viewer: Viewer::new(&errands),
            errands,
            problem: None,
            clock,
        }
    }

    /// The window says goodbye to both sessions.
    pub fn quit(self) {
        if let Some(expert) = self.expert {
            expert.quit();
        }
        self.novice.quit();
    }

    /// See [`super::Window::filter_input`].
    pub fn filter_input(&self, ctx: &Context, raw: &mut RawInput) {
        window::filter_clipboard(ctx, raw);
    }

    /// One frame.
    pub fn show(&mut self, ui: &mut Ui) {
        let now = (self.clock)();
        let ctx = ui.ctx().clone();
        focus::begin(&ctx);
        reader::name_window(&ctx, || t!("practice-window-title"));
        self.update(&ctx, now);
        if self.first_fit.is_due(&ctx) {
            first_fit::fit(&ctx, false);
        }
        self.turn.follow(self.novice.question().map(|open| open.question.id));
        let beside = ui.available_width() >= tokens::PRACTICE_BESIDE;
        self.look(&ctx, now, beside);
        if beside {
            self.show_beside(ui, now);
        } else {
            self.show_in_turn(ui, now);
        }
        focus::end(&ctx);
    }

    /// What is not shown hears of it: nothing stays pressed in the helper's view, and no wait goes on that is counted in
    /// sight only.
    fn look(&mut self, ctx: &Context, now: Instant, beside: bool) {
        let helper = beside || self.turn.shown == Half::Helper;
        let was_shown = std::mem::replace(&mut self.helper_shown, helper);
        if let Some(expert) = self.expert.as_mut().filter(|_| was_shown && !helper) {
            self.viewer.leave(ctx, expert);
        }
        let novice = beside || self.turn.shown == Half::Novice;
        if let Some(open) = self.novice.phase.question_mut().filter(|_| !novice) {
            open.look(now, false);
        }
    }

    /// Both halves, each under its name.
    fn show_beside(&mut self, ui: &mut Ui, now: Instant) {
        let page = Frame::new().fill(parts::palette(ui).page);
        let side = if writing::mirrored() {
            Panel::right("novice")
        } else {
            Panel::left("novice")
        };
        side.exact_size(tokens::PRACTICE_NOVICE)
            .frame(page)
            .show(ui, |ui| self.show_named(ui, Half::Novice, now));
        CentralPanel::no_frame()
            .frame(page)
            .show(ui, |ui| self.show_named(ui, Half::Helper, now));
    }

    fn show_named(&mut self, ui: &mut Ui, half: Half, now: Instant) {
        let name = half.tab();
        parts::part_of_window(ui, name, Role::Region, |ui| {
            let strip = parts::strip(ui);
            Panel::top(format!("{name:?}"))
                .frame(strip)
                .show(ui, |ui| parts::strip_heading(ui, name));
            // What it shows may be a dialog; the half is none.
            parts::item(ui, "shown", |ui| self.show_half(ui, half, now));
        });
    }

    /// One half, under the tabs of both.
    fn show_in_turn(&mut self, ui: &mut Ui, now: Instant) {
        let shown = self.turn.shown;
        let strip = parts::strip(ui);
        let tabs = Panel::top("halves").frame(strip).show(ui, |ui| {
            let halves = [Half::Novice, Half::Helper];
            let tabs = halves.map(|half| (half, half.tab(), half == shown));
            parts::tabs(ui, t!("practice-window-title"), tabs)
        });
        let page = Frame::new().fill(parts::palette(ui).page);
        CentralPanel::no_frame().frame(page).show(ui, |ui| {
            parts::part_of_window(ui, shown.tab(), Role::TabPanel, |ui| {
                parts::item(ui, "shown", |ui| self.show_half(ui, shown, now));
            });
        });
        if let Some(half) = tabs.inner {
            self.turn.go(half);
            ui.ctx().request_repaint();
        }
    }

    fn show_half(&mut self, ui: &mut Ui, half: Half, now: Instant) {
        match half {
            Half::Novice => self.show_novice(ui, now),
            Half::Helper => {
                // The questions are for the person who is helped: what comes here takes the keyboard from nobody.
                focus::set_beside(ui.ctx(), true);
                self.show_expert(ui, now);
            }
        }
    }

    fn update(&mut self, ctx: &Context, now: Instant) {
        let news = self.novice.update(now);
        let mut waits = news.waits;
        if let Some(made) = news.made {
            let invitation = self.novice.invitations.iter().find(|one| one.id == made);
            self.opening = invitation.cloned().map(|invitation| {
                let (open, waker) = (self.open.clone(), self.errands.waker());
                self.errands.beside(move |_| open(&invitation, waker))
            });
        }
        match job::take(&mut self.opening) {
            Some(Ok(link)) => self.expert = Some(ExpertSide::new(link, now)),
            Some(Err(problem)) => self.problem = Some(problem),
            None => {}
        }
        if let Some(expert) = &mut self.expert {
            waits |= expert.update(now);
            if !matches!(expert.phase, HelpPhase::Viewing(_)) {
                self.viewer.leave(ctx, expert);
            }
        }
        if waits {
            ctx.request_repaint();
        }
    }

    fn show_novice(&mut self, ui: &mut Ui, now: Instant) {
        if self.novice.question().is_some() {
            question::show(ui, &mut self.novice, now, true);
            return;
        }
        if let Some(state) = self.novice.bar() {
            let shown = ScrollArea::vertical().show(ui, |ui| {
                bar::show(ui, &state, now, None, bar::BarKeys::default(), || {})
            });
            if let Some(command) = shown.inner.1.and_then(BarAct::command) {
                self.novice.send(command);
            }
            return;
        }
        parts::column(ui, "practice", |ui| {
            let ended = match &self.novice.phase {
                // The invitation goes with the practice: there is nothing to do about it.
                NovicePhase::Ended(why) => Some(Problem {
                    remedy: t!("practice-ended"),
                    ..words::novice_end(why, true)
                }),
                _ => None,
            };
            match ended.or_else(|| self.novice.problem.clone()) {
                Some(problem) => parts::ended(ui, &problem),
                None => {
                    parts::title(ui, t!("invitation-title"));
                    match self.novice.invitations.first() {
                        Some(one) => invitation::state(ui, one, self.novice.is_connected()),
                        None => {
                            parts::status(ui, t!("practice-starting"));
                        }
                    }
                }
            }
            close(ui);
        });
    }

    fn show_expert(&mut self, ui: &mut Ui, now: Instant) {
        if let Some(expert) = &mut self.expert {
            if matches!(expert.phase, HelpPhase::Viewing(_)) {
                self.viewer.show(ui, expert, &t!("practice-name"), now, false);
            } else if expert.is_over() {
                parts::column(ui, "practice 2", |ui| {
                    if let HelpPhase::Ended(end) = &expert.phase {
                        parts::ended(ui, &words::expert_end(end));
                    }
                });
            } else {
                help::wait(ui, expert, None, Action::BackHome, now);
            }
            return;
        }
        parts::column(ui, "practice 3", |ui| match &self.problem {
            Some(problem) => parts::ended(ui, problem),
            None => {
                parts::status(ui, t!("practice-expert-waits"));
            }
        });
    }
}

fn close(ui: &mut Ui) {
    ui.add_space(tokens::GAP_LARGE);
    if parts::button(ui, parts::Weight::Plain, Action::PracticeClose).clicked() {
        ui.ctx().send_viewport_cmd(ViewportCommand::Close);
    }
}
