//! What this program is, and what it deliberately does not do.

use egui::Ui;

use super::actions::Action;
use super::go::Go;
use super::parts::{self, Weight};
use super::tokens;
use crate::t;

pub(super) fn show(ui: &mut Ui) -> Option<Go> {
    let mut go = None;
    parts::column(ui, "about", |ui| {
        parts::title(ui, t!("about-title"));
        parts::quiet(ui, t!("about-version", version = env!("CARGO_PKG_VERSION")));
        parts::body(ui, t!("about-purpose"));
        parts::heading(ui, t!("about-limits"));
        for text in [
            t!("about-limit-asked"),
            t!("about-limit-absent"),
            t!("about-limit-reach"),
            t!("about-limit-fraud"),
        ] {
            parts::body(ui, text);
            ui.add_space(tokens::GAP_SMALL);
        }
        ui.add_space(tokens::GAP);
        if parts::button(ui, Weight::Primary, Action::BackHome).clicked() {
            go = Some(Go::Home);
        }
    });
    go
}
