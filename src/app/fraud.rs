//! "I think it was a fraud": what to do next, in the order in which it helps.

use egui::Ui;

use super::actions::Action;
use super::ended;
use super::go::Go;
use super::parts::{self, Weight};
use super::summary::Summary;
use super::tokens;
use crate::t;
use crate::texts::country::country;

/// `in_force`: how many invitations still are; `cancelled`: how many were from this screen.
pub(super) fn show(
    ui: &mut Ui,
    summary: Option<&mut Summary>,
    in_force: usize,
    cancelled: Option<usize>,
) -> Option<Go> {
    let mut go = None;
    parts::column(ui, "fraud", |ui| {
        parts::title(ui, t!("fraud-title"));
        parts::status(ui, t!("fraud-calm"));
        if in_force > 0 {
            ui.add_space(tokens::GAP);
            if parts::button(ui, Weight::Stop, Action::EndedCancel(in_force)).clicked() {
                go = Some(Go::CancelInvitations);
            }
        }
        ended::cancelled_now(ui, in_force, cancelled);
        let country = country();
        let steps = [
            (t!("fraud-call"), t!("fraud-call-how")),
            (t!("fraud-bank"), t!("fraud-bank-how")),
            (t!("fraud-computer"), t!("fraud-computer-how")),
            (t!("fraud-passwords"), t!("fraud-passwords-how")),
            (t!("fraud-police"), t!("fraud-police-how", country = country)),
            (t!("fraud-later"), t!("fraud-later-how")),
        ];
        for (number, (what, how)) in (1..).zip(steps) {
            parts::heading(ui, t!("fraud-step", number = number, what = what));
            parts::body(ui, how);
        }
        if let Some(summary) = summary {
            ui.add_space(tokens::GAP);
            parts::quiet(ui, t!("fraud-keep"));
            summary.keep(ui);
        }
        ui.add_space(tokens::GAP_LARGE);
        if parts::button(ui, Weight::Primary, Action::BackHome).clicked() {
            go = Some(Go::Home);
        }
    });
    go
}
