//! How the window stands on the desktop: as a page, a question over everything, the bar at the top, or the viewer.

use std::time::Instant;

use egui::{Context, Ui, Vec2, ViewportCommand, WindowLevel};

use super::super::expert_side::Phase;
use super::super::{bar, parts, tokens};
use super::{Page, Window};

/// How the window stands on the desktop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    Page,
    Question,
    Bar,
    Viewer,
}

#[derive(Default)]
pub(super) struct BarPlace {
    pub(super) size: Vec2,
    pub(super) dragged: bool,
}

impl Window {
    pub(super) fn stance(&self) -> Stance {
        match (&self.novice, &self.page) {
            (Some(novice), _) if novice.question.is_some() => Stance::Question,
            (Some(novice), _) if novice.sharing.is_some() => Stance::Bar,
            (Some(novice), _) if novice.comparing.is_some() => Stance::Question,
            (_, Page::Expert(expert)) if matches!(expert.side.phase, Phase::Viewing(_)) => Stance::Viewer,
            _ => Stance::Page,
        }
    }

    /// Tells the desktop when the window changes its stance.
    pub(super) fn stand(&mut self, ctx: &Context, stance: Stance) {
        if self.stance == Some(stance) {
            if stance == Stance::Bar && ctx.input(|input| input.viewport().minimized == Some(true)) {
                ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            }
            return;
        }
        let before = self.stance.replace(stance);
        if before.is_none() && stance == Stance::Page {
            return;
        }
        let send = |command| ctx.send_viewport_cmd(command);
        let (size, min, level) = match stance {
            Stance::Page => (tokens::PAGE_SIZE, tokens::PAGE_MIN, WindowLevel::Normal),
            Stance::Question => (tokens::QUESTION_SIZE, tokens::PAGE_MIN, WindowLevel::AlwaysOnTop),
            Stance::Bar => (tokens::BAR_SIZE, tokens::BAR_MIN, WindowLevel::AlwaysOnTop),
            Stance::Viewer => (tokens::VIEWER_SIZE, tokens::PAGE_MIN, WindowLevel::Normal),
        };
        if before == Some(Stance::Viewer) {
            send(ViewportCommand::Fullscreen(false));
        }
        send(ViewportCommand::Maximized(false));
        send(ViewportCommand::MinInnerSize(min));
        send(ViewportCommand::Decorations(stance != Stance::Bar));
        send(ViewportCommand::WindowLevel(level));
        let frame = if stance == Stance::Bar {
            Vec2::ZERO
        } else {
            tokens::FRAME
        };
        let size = ctx
            .input(|input| input.viewport().monitor_size)
            .map_or(size, |monitor| size.min(monitor - frame));
        send(ViewportCommand::InnerSize(size));
        match stance {
            Stance::Bar => self.bar = BarPlace::default(),
            Stance::Question => {
                send(ViewportCommand::Minimized(false));
                send(ViewportCommand::Visible(true));
                self.centre(ctx, size);
                send(ViewportCommand::Focus);
                send(ViewportCommand::RequestUserAttention(egui::UserAttentionType::Critical));
            }
            Stance::Page | Stance::Viewer => self.centre(ctx, size),
        }
    }

    pub(super) fn centre(&self, ctx: &Context, size: Vec2) {
        if let Some(monitor) = ctx.input(|input| input.viewport().monitor_size) {
            let at = ((monitor - tokens::FRAME - size) / 2.0).max(Vec2::ZERO);
            ctx.send_viewport_cmd(ViewportCommand::OuterPosition(at.to_pos2()));
        }
    }

    pub(super) fn show_bar(&mut self, ui: &mut Ui, now: Instant) {
        let Some(novice) = &mut self.novice else { return };
        let ctx = ui.ctx().clone();
        let monitor = ctx.input(|input| input.viewport().monitor_size);
        let mut dragged = false;
        let needed = parts::page(ui, |ui| {
            bar::show(
                ui,
                novice,
                now,
                Some(monitor.map_or(f32::INFINITY, |monitor| monitor.x)),
                || {
                    dragged = true;
                    ctx.send_viewport_cmd(ViewportCommand::StartDrag);
                },
            )
        });
        self.bar.dragged |= dragged;
        // Below this a change is the rounding of the desktop.
        const ROUNDING: f32 = 1.0;
        if (needed - self.bar.size).length() > ROUNDING {
            self.bar.size = needed;
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(needed));
            if let Some(monitor) = monitor.filter(|_| !self.bar.dragged) {
                let left = ((monitor.x - needed.x) / 2.0).max(0.0);
                ctx.send_viewport_cmd(ViewportCommand::OuterPosition(egui::pos2(left, 0.0)));
            }
        }
    }
}
