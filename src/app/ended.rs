//! Why the helper's session ended, or an invitation: one calm screen.

use egui::Ui;

use super::novice_side::Lapse;
use super::parts::{self, Weight};
use super::tokens;
use super::window::Go;
use crate::session::novice::Problem;
use crate::t;

/// What happened, why, and what to do now. `waiting`: an invitation is still in force. `offered`: nobody was asked, help is only offered
/// here.
pub(super) fn show(ui: &mut Ui, problem: &Problem, waiting: bool, offered: bool) -> Option<Go> {
    let mut go = None;
    parts::column(ui, "ended", |ui| {
        parts::title(ui, t!("ended-title"));
        parts::problem(ui, problem);
        if waiting {
            parts::quiet(ui, t!("ended-waiting"));
        }
        ui.add_space(tokens::GAP_LARGE);
        parts::row(ui, |ui| {
            if parts::button(ui, Weight::Primary, t!("back-home")).clicked() {
                go = Some(Go::Home);
            }
            if !offered && parts::button(ui, Weight::Plain, t!("ended-ask-again")).clicked() {
                go = Some(Go::Ask);
            }
            if waiting && parts::link(ui, t!("ended-in-force")).clicked() {
                go = Some(Go::InForce);
            }
        });
    });
    go
}

/// Why an invitation is no longer in force; nothing where the person cancelled it.
pub(super) fn lapse(lapse: Lapse) -> Option<Problem> {
    let (what, why, remedy) = match lapse {
        Lapse::Cancelled => return None,
        Lapse::Expired => (
            t!("lapse-expired-what"),
            t!("lapse-expired-why"),
            t!("lapse-expired-remedy"),
        ),
        Lapse::Closed => (
            t!("lapse-closed-what"),
            t!("lapse-closed-why"),
            t!("lapse-closed-remedy"),
        ),
    };
    Some(Problem { what, why, remedy })
}
