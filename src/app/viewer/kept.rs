//! A picture of the other screen that is kept: where it goes, and what became of it.

use std::path::PathBuf;
use std::time::Instant;

use egui::{Align2, Area, Frame, Id, Key, Order, Rect, ScrollArea, Ui};

use super::super::actions::{Action, Now};
use super::super::expert_side::ExpertSide;
use super::super::parts::{self, Weight};
use super::super::{picture, tokens, words};
use super::{Kept, Viewer};
use crate::t;

impl Viewer {
    /// What became of a picture that was saved or copied, over the lower edge of the room.
    pub(super) fn note(&mut self, ui: &Ui, room: Rect, now: Instant) {
        let slow = self.writing.as_ref();
        let said = match &self.kept {
            Some((_, Some(until))) if now >= *until => None,
            Some((Kept::Saved(path), _)) => Some(t!("viewer-saved", path = path.display().to_string())),
            Some((Kept::Copied, _)) => Some(t!("viewer-copied")),
            Some((Kept::Failed(problem), _)) => Some(problem.to_string()),
            None => None,
        };
        if said.is_none() {
            self.kept = None;
        }
        if let Some((_, Some(until))) = &self.kept {
            ui.ctx().request_repaint_after(*until - now);
        }
        if said.is_none() && slow.is_none_or(|writing| !parts::is_slow(ui, writing)) {
            return;
        }
        let close = over_the_edge(ui, room, "note", |ui| {
            if let Some(writing) = slow {
                parts::slow(ui, writing);
            }
            let Some(said) = said else { return false };
            parts::status(ui, said);
            parts::item(ui, "note", |ui| {
                parts::bar_button(ui, Weight::Plain, Action::ShortcutsClose).clicked()
            })
        });
        if close {
            self.kept = None;
        }
    }

    /// Asks where the picture goes, where it is to be saved, over the lower edge of the room.
    pub(super) fn save_panel(&mut self, ui: &Ui, side: &ExpertSide, room: Rect) {
        over_the_edge(ui, room, "save", |ui| self.asks_for_place(ui, side));
    }

    fn asks_for_place(&mut self, ui: &mut Ui, side: &ExpertSide) {
        let Some(saving) = &mut self.saving else { return };
        let mut chosen = saving.chosen();
        let field = parts::field(ui, &t!("viewer-save-path"), &mut saving.path);
        // What is typed next is a place, and not for the other computer.
        if std::mem::take(&mut self.asks_place) {
            field.request_focus();
        }
        let mut close = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        parts::row(ui, |ui| {
            let now = Now {
                ready: !saving.path.trim().is_empty(),
                idle: self.writing.is_none(),
                ..Now::default()
            };
            let here = parts::bar_button_now(ui, now, Weight::Primary, Action::ViewerSaveHere);
            if here.clicked() || Action::ViewerSaveHere.is_entered(&field, now) {
                chosen = Some(PathBuf::from(saving.path.trim()));
            }
            close |= parts::bar_button(ui, Weight::Plain, Action::InvitationSaveClose).clicked();
        });
        if let Some(path) = chosen {
            let (canvas, part) = (side.canvas.clone(), self.chosen(side));
            self.writing = Some(self.errands.beside(move |_| {
                picture::save(&canvas, part, &path).map_err(|error| words::file(&path, &std::io::Error::other(error)))
            }));
            close = true;
        }
        if close {
            self.saving = None;
        }
    }
}

/// Shows something over the lower edge of the picture's room: what comes and goes moves nothing.
fn over_the_edge<R>(ui: &Ui, room: Rect, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = parts::palette(ui);
    let shown = Area::new(Id::unique(name))
        .order(Order::Middle)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(room.center_bottom())
        .constrain_to(room)
        .show(ui.ctx(), |ui| {
            let frame = Frame::new()
                .fill(palette.surface)
                .stroke(tokens::edge(palette.line))
                .inner_margin(tokens::STRIP_MARGIN);
            let around = frame.total_margin().sum();
            let shown = frame.show(ui, |ui| {
                ui.set_width(room.width() - around.x);
                let scrolls = ScrollArea::vertical()
                    .max_height(room.height() - around.y)
                    .min_scrolled_height(0.0);
                scrolls.show(ui, |ui| parts::flow(ui, add)).inner
            });
            shown.inner
        });
    shown.inner
}
