//! How the window stands on the desktop: as a page, a question over everything, the bar at the top, or the viewer.

use std::time::Instant;

use egui::{Context, Id, Key, LayerId, Order, Sense, StrokeKind, Ui, Vec2, ViewportCommand, WindowLevel};

use super::super::bar_state::BarAct;
use super::super::expert_side::HelpPhase;
use super::super::first_fit::{self, FirstFit};
use super::super::novice_side::NoviceSide;
use super::super::sight::{self, KeptInSight};
use super::super::{bar, focus, own_surface, parts, reader, tokens};
use super::Window;
use super::page::Page;
use super::stance::{BarKeyboard, BarPlace, Stance};
use crate::desk::Call;
use crate::desk::running::Calls;
use crate::session::novice::QuestionKind;
use crate::t;

impl Window {
    pub(super) fn stance(&self) -> Stance {
        match (&self.novice, &self.page) {
            (Some(novice), _) if novice.question().is_some() => Stance::Question,
            (Some(novice), _) if novice.sharing().is_some() => Stance::Bar,
            (Some(novice), _) if novice.comparing.is_some() => Stance::Question,
            (_, Page::Expert(expert)) if matches!(expert.side.phase, HelpPhase::Viewing(_)) => Stance::Viewer,
            _ => Stance::Page,
        }
    }

    /// Keeps in sight what must be seen, and tells the desktop when the window changes its stance.
    pub(super) fn stand(&mut self, ctx: &Context, now: Instant) {
        let stance = self.stance();
        let held = match stance {
            Stance::Question => Some((KeptInSight::Question, sight::fitting(ctx, tokens::QUESTION_SIZE, false))),
            Stance::Bar => Some((KeptInSight::Bar, self.bar.size)),
            Stance::Page | Stance::Viewer => None,
        };
        let shared = self.novice.as_ref().and_then(|novice| {
            let place = novice.sharing()?.place.as_ref()?;
            let palette = tokens::palette(&ctx.global_style().visuals);
            Some((place, bar::colour(palette, novice.bar()?.reach)))
        });
        let kept = match (held, &self.novice) {
            (Some((what, size)), Some(novice)) => {
                let callable = what == KeptInSight::Bar && !novice.is_controlled();
                let kept = self.sight.keep(ctx, (what, size), &novice.unseen, shared, callable);
                if !kept {
                    self.sight.insist(ctx, what, &novice.unseen, now);
                }
                kept
            }
            _ => {
                self.sight.release();
                false
            }
        };
        let bar = self
            .novice
            .as_ref()
            .and_then(|novice| Some((novice.above()?, &novice.commands, &novice.unseen)));
        self.sight.show_above(ctx, bar, shared);
        self.come_to_question(ctx, stance);
        let before = self.stance;
        if before != Some(stance) {
            self.stance = Some(stance);
            focus::forget(ctx);
            ctx.send_viewport_cmd(ViewportCommand::Title(self.title(stance)));
            self.bar = BarPlace::default();
            if before == Some(Stance::Viewer) || std::mem::take(&mut self.came) {
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
            }
            if !kept && (before.is_some() || stance != Stance::Page) {
                self.tell_desktop(ctx, stance);
            } else if !kept {
                self.first_fit = FirstFit::from_now(ctx);
            }
        }
        if self.first_fit.is_due(ctx) && self.stance == Some(Stance::Page) {
            first_fit::fit(ctx, self.is_beside());
        }
        self.call(ctx);
    }

    /// The person pressed above all windows that they want to see the question. Where the desktop takes that for a reason,
    /// the window comes up; and where only what fills a screen is in sight, it fills it until the question is answered.
    fn come_to_question(&mut self, ctx: &Context, stance: Stance) {
        if let Some(token) = self.sight.question_is_wanted()
            && stance == Stance::Question
        {
            self.came = true;
            if let Some(token) = token {
                own_surface::activate(ctx, token);
            }
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
    }

    /// In window lists and task bars a viewer bears the name of the person who is helped.
    fn title(&self, stance: Stance) -> String {
        match &self.page {
            Page::Expert(expert) if stance == Stance::Viewer && !expert.origin.person().is_empty() => {
                t!("viewer-title", name = expert.origin.person())
            }
            _ => t!("window-title"),
        }
    }

    /// What a screen reader calls the window: a question by what it asks, the bar by what it is.
    pub(super) fn spoken_title(&self, stance: Stance) -> String {
        let question = self.novice.as_ref().and_then(NoviceSide::question);
        match (stance, question.map(|open| open.question.kind)) {
            (Stance::Question, Some(QuestionKind::View)) => t!("question-view-title"),
            (Stance::Question, Some(QuestionKind::Control)) => t!("question-control-title"),
            (Stance::Question, None) => t!("compare-title"),
            (Stance::Bar, _) => t!("bar-name"),
            (Stance::Page | Stance::Viewer, _) => self.title(stance),
        }
    }

    fn tell_desktop(&self, ctx: &Context, stance: Stance) {
        let send = |command| ctx.send_viewport_cmd(command);
        let (size, min, level) = match stance {
            Stance::Page => (tokens::PAGE_SIZE, tokens::PAGE_MIN, WindowLevel::Normal),
            Stance::Question => (tokens::QUESTION_SIZE, tokens::PAGE_MIN, WindowLevel::AlwaysOnTop),
            Stance::Bar => (tokens::BAR_SIZE, tokens::BAR_MIN, WindowLevel::AlwaysOnTop),
            Stance::Viewer => (tokens::VIEWER_SIZE, tokens::PAGE_MIN, WindowLevel::Normal),
        };
        send(ViewportCommand::Maximized(false));
        send(ViewportCommand::MinInnerSize(min));
        send(ViewportCommand::Decorations(stance != Stance::Bar));
        send(ViewportCommand::WindowLevel(level));
        let size = sight::fitting(ctx, size, stance != Stance::Bar);
        send(ViewportCommand::InnerSize(size));
        match stance {
            Stance::Bar => {}
            Stance::Question => {
                send(ViewportCommand::Minimized(false));
                send(ViewportCommand::Visible(true));
                self.centre(ctx, size);
                send(ViewportCommand::Focus);
            }
            Stance::Page | Stance::Viewer => self.centre(ctx, size),
        }
    }

    /// Calls the person to a question, wherever they look.
    fn call(&mut self, ctx: &Context) {
        let Some(novice) = &self.novice else {
            return self.sight.hush();
        };
        if let Some(open) = novice.question() {
            let kind = open.question.kind;
            self.sight
                .call(ctx, ("question", open.question.id.0), || Call::to_question(kind));
        } else if let Some(open) = novice.comparing.as_ref().filter(|_| novice.sharing().is_none()) {
            self.sight.call(ctx, ("compare", open.compare.id.0), Call::to_compare);
        } else {
            self.sight.hush();
        }
    }

    /// Another window of this program is there.
    fn is_beside(&self) -> bool {
        self.calls.as_ref().is_some_and(Calls::is_beside)
    }

    pub(super) fn centre(&self, ctx: &Context, size: Vec2) {
        first_fit::centre(ctx, size, self.is_beside());
    }

    /// Without a window manager's frame a question has a border of its own, is moved by its background, and takes the
    /// keyboard where it is clicked on.
    pub(super) fn hold_question(&self, ui: &Ui) {
        if !self.sight.keeps() {
            return;
        }
        let area = ui.max_rect();
        // No stop on the way of the Tab key.
        if ui.interact(area, Id::unique("question"), Sense::DRAG).drag_started() {
            self.sight.drag();
        }
        if ui.input(|input| input.pointer.any_pressed() && !input.focused) {
            self.sight.focus();
        }
        let border = tokens::rim(parts::palette(ui).accent);
        ui.ctx()
            .layer_painter(LayerId::new(Order::Foreground, Id::unique("border of the question")))
            .rect_stroke(area, 0.0, border, StrokeKind::Inside);
    }

    pub(super) fn show_bar(&mut self, ui: &mut Ui, now: Instant) {
        let ctx = ui.ctx().clone();
        let arrived = self.follow_keyboard(&ctx);
        let Some(novice) = &mut self.novice else { return };
        let monitor = ctx.input(|input| input.viewport().monitor_size);
        let kept = self.sight.keeps();
        let mut dragged = false;
        if kept && !novice.is_controlled() {
            reader::describe_window(&ctx, || t!("bar-keyboard"));
        }
        let keyboard = bar::BarKeys {
            arrived,
            callable: kept,
        };
        let Some(state) = novice.bar() else { return };
        let (needed, act) = parts::page(ui, |ui| {
            let widest = Some(monitor.map_or(f32::INFINITY, |monitor| monitor.x));
            bar::show(ui, &state, now, widest, keyboard, || dragged = true)
        });
        if let Some(command) = act.and_then(BarAct::command) {
            novice.send(command);
        }
        self.bar.dragged |= dragged;
        if dragged {
            if kept {
                self.sight.drag();
            } else {
                ctx.send_viewport_cmd(ViewportCommand::StartDrag);
            }
        }
        // Below this a change is the rounding of the desktop.
        const ROUNDING: f32 = 1.0;
        if (needed - self.bar.size).length() > ROUNDING {
            self.bar.size = needed;
            if kept {
                ctx.request_repaint();
                return;
            }
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(needed));
            if let Some(monitor) = monitor.filter(|_| !self.bar.dragged) {
                let left = ((monitor.x - needed.x) / 2.0).max(0.0);
                ctx.send_viewport_cmd(ViewportCommand::OuterPosition(egui::pos2(left, 0.0)));
            }
        }
    }

    /// The person called the keyboard to the bar, as was known before the news of this frame: had a helper had control
    /// by then, these keys could be theirs, and the news would have told it.
    pub(super) fn call_keyboard(&mut self) {
        if self.stance() == Stance::Bar && !self.is_controlled() {
            self.bar.keyboard = BarKeyboard::Called;
            self.sight.focus();
        }
    }

    /// What became of the keyboard since the last frame; true when it has just come to the bar.
    fn follow_keyboard(&mut self, ctx: &Context) -> bool {
        let (focused, escaped) = ctx.input(|input| (input.focused, input.key_pressed(Key::Escape)));
        match self.bar.keyboard {
            BarKeyboard::Called if focused => {
                self.bar.keyboard = BarKeyboard::Here;
                return true;
            }
            BarKeyboard::Here if escaped => self.sight.yield_keyboard(),
            // What is typed when it comes back with the pointer, say, is not meant for a button.
            BarKeyboard::Here if !focused => {
                self.bar.keyboard = BarKeyboard::Elsewhere;
                focus::leave(ctx);
            }
            BarKeyboard::Elsewhere | BarKeyboard::Called | BarKeyboard::Here => {}
        }
        false
    }
}
