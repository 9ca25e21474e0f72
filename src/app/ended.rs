//! Why the helper's session ended, or an invitation: one calm screen.

use egui::Ui;

use super::actions::Action;
use super::go::Go;
use super::novice_side::Lapse;
use super::parts::{self, Weight};
use super::summary::Summary;
use super::tokens;
use crate::session::novice::Problem;
use crate::t;

/// What is over, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A session, or something that a person wanted.
    Failed(Problem),
    /// An invitation: those that are in force are others.
    Lapsed(Problem),
}

/// What there is beside what ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beside {
    /// Invitations that are still in force.
    pub waiting: usize,
    /// So many were cancelled from this screen.
    pub cancelled: Option<usize>,
    /// Nobody was asked, help is only offered here.
    pub offered: bool,
    /// Somebody was here, or wanted to be.
    pub visited: bool,
}

/// What happened, why, and what to do now.
pub(super) fn show(ui: &mut Ui, outcome: &Outcome, beside: Beside, summary: Option<&mut Summary>) -> Option<Go> {
    let Beside {
        waiting,
        cancelled,
        offered,
        visited,
    } = beside;
    let (problem, lapsed) = match outcome {
        Outcome::Failed(problem) => (problem, false),
        Outcome::Lapsed(problem) => (problem, true),
    };
    let mut go = None;
    parts::column(ui, "ended", |ui| {
        parts::ended(ui, problem);
        if waiting > 0 {
            let still = if lapsed {
                t!("ended-waiting-other", count = waiting)
            } else {
                t!("ended-waiting", count = waiting)
            };
            parts::quiet(ui, still);
        }
        cancelled_now(ui, waiting, cancelled);
        ui.add_space(tokens::GAP_LARGE);
        parts::row(ui, |ui| {
            if parts::button(ui, Weight::Primary, Action::BackHome).clicked() {
                go = Some(Go::Home);
            }
            if !offered && parts::button(ui, Weight::Plain, Action::EndedAskAgain).clicked() {
                go = Some(Go::Ask);
            }
            // Whoever was refused may come again as long as there is an invitation.
            if waiting > 0 && !lapsed && parts::button(ui, Weight::Plain, Action::EndedCancel(waiting)).clicked() {
                go = Some(Go::CancelInvitations);
            }
        });
        ui.add_space(tokens::GAP_SMALL);
        parts::row(ui, |ui| {
            if waiting > 0 && parts::link(ui, Action::EndedInForce).clicked() {
                go = Some(Go::InForce);
            }
            if visited && parts::link(ui, Action::EndedFraud).clicked() {
                go = Some(Go::Fraud);
            }
        });
        if let Some(summary) = summary {
            summary.show(ui);
        }
    });
    go
}

/// The answer to having cancelled `cancelled` invitations, once none is in force.
pub(super) fn cancelled_now(ui: &mut Ui, in_force: usize, cancelled: Option<usize>) {
    if let Some(count) = cancelled.filter(|_| in_force == 0) {
        parts::status(ui, t!("ended-cancelled", count = count));
    }
}

/// Why an invitation is no longer in force; nothing where the person cancelled it.
pub(super) fn lapse(lapse: Lapse) -> Option<Problem> {
    let (what, why, remedy) = match lapse {
        Lapse::Cancelled | Lapse::Withdrawn => return None,
        Lapse::Expired { unused } => (
            t!("lapse-expired-what"),
            if unused {
                t!("lapse-expired-unused")
            } else {
                t!("lapse-expired-why")
            },
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
