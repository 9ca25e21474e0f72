//! Practice: both roles on one computer, side by side. The person who is helped answers where lines begin, the helper's
//! view is beside.

use std::sync::Arc;
use std::time::Instant;

use egui::{CentralPanel, Context, Frame, Panel, RawInput, ScrollArea, Ui, ViewportCommand};

use super::actions::Action;
use super::expert_side::{ExpertSide, HelpPhase};
use super::job::{self, Errands, Job, Threads};
use super::link::{ExpertLink, NoviceLink};
use super::novice_side::{NovicePhase, NoviceSide};
use super::parts;
use super::services::{Clock, Waker};
use super::viewer::Viewer;
use super::{bar, focus, help, invitation, question, reader, tokens, window, words, writing};
use crate::session::novice::{InvitationInForce, Problem};
use crate::t;

/// Opens the practice invitation as the helper.
pub type OpenPractice = Arc<dyn Fn(&InvitationInForce, Waker) -> Result<ExpertLink, Problem> + Send + Sync>;

/// The practice window.
pub struct Practice {
    novice: NoviceSide,
    expert: Option<ExpertSide>,
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
        let palette = parts::palette(ui);
        let width = tokens::PRACTICE_NOVICE.min(ui.available_width() / 2.0);
        let frame = Frame::new().fill(palette.page);
        let side = if writing::mirrored() {
            Panel::right("novice")
        } else {
            Panel::left("novice")
        };
        side.exact_size(width)
            .frame(frame)
            .show(ui, |ui| self.show_novice(ui, now));
        CentralPanel::no_frame().frame(frame).show(ui, |ui| {
            // The question is for the person on the left: what comes here takes the keyboard from nobody.
            focus::set_beside(ui.ctx(), true);
            parts::item(ui, "expert", |ui| self.show_expert(ui, now));
        });
        focus::end(&ctx);
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
            if let (_, Some(command)) = shown.inner {
                self.novice.send(command);
            }
            return;
        }
        parts::column(ui, "practice", |ui| {
            parts::title(ui, t!("practice-novice"));
            let ended = match &self.novice.phase {
                NovicePhase::Ended(why) => Some(words::novice_end(why)),
                _ => None,
            };
            match ended.or_else(|| self.novice.problem.clone()) {
                Some(problem) => parts::problem(ui, &problem),
                None => match self.novice.invitations.first() {
                    Some(one) => {
                        invitation::state(ui, one, self.novice.is_connected());
                    }
                    None => {
                        parts::status(ui, t!("practice-starting"));
                    }
                },
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
                    parts::title(ui, t!("practice-expert"));
                    if let HelpPhase::Ended(end) = &expert.phase {
                        parts::problem(ui, &words::expert_end(end));
                    }
                });
            } else {
                help::wait(ui, expert, None, Action::BackHome, now);
            }
            return;
        }
        parts::column(ui, "practice 3", |ui| {
            parts::title(ui, t!("practice-expert"));
            match &self.problem {
                Some(problem) => parts::problem(ui, problem),
                None => {
                    parts::status(ui, t!("practice-expert-waits"));
                }
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
