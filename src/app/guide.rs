//! How it works, in short: asking, helping, what can be seen, how it stops, and whom to distrust.

use egui::Ui;

use super::actions::{Action, Now};
use super::go::Go;
use super::parts::{self, Weight};
use super::tokens;
use crate::t;

/// `practising`: the practice is open already.
pub(super) fn show(ui: &mut Ui, practising: bool) -> Option<Go> {
    let mut go = None;
    parts::column(ui, "guide", |ui| {
        parts::title(ui, t!("guide-title"));
        for (what, how, keys) in [
            (t!("guide-ask"), t!("guide-ask-how"), None),
            (t!("guide-help"), t!("guide-help-how"), None),
            (t!("guide-see"), t!("guide-see-how"), None),
            (t!("guide-stop"), t!("guide-stop-how"), Some(t!("guide-stop-keys"))),
            (t!("guide-fraud"), t!("guide-fraud-how"), None),
        ] {
            parts::heading(ui, what);
            parts::body(ui, how);
            if let Some(keys) = keys {
                parts::body(ui, keys);
            }
        }
        if parts::link(ui, Action::EndedFraud).clicked() {
            go = Some(Go::Fraud);
        }
        parts::heading(ui, t!("guide-practise"));
        parts::body(ui, t!("guide-practise-how"));
        if practising {
            parts::status(ui, t!("practice-open"));
        }
        ui.add_space(tokens::GAP_LARGE);
        parts::row(ui, |ui| {
            if parts::button(ui, Weight::Primary, Action::BackHome).clicked() {
                go = Some(Go::Home);
            }
            let now = Now {
                idle: !practising,
                ..Now::default()
            };
            if parts::button_now(ui, now, Weight::Plain, Action::HomePractise).clicked() {
                go = Some(Go::Practise);
            }
        });
    });
    go
}
