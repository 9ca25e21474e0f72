//! The first screen: the ways in, and small ways to what else there is.

use egui::Ui;

use super::icons::Icon;
use super::parts;
use super::tokens;
use super::window::Go;
use crate::t;

/// `waiting` is the number of invitations in force.
pub(super) fn show(ui: &mut Ui, waiting: usize) -> Option<Go> {
    let mut go = None;
    parts::column(ui, "home", |ui| {
        parts::title(ui, t!("home-title"));
        ui.add_space(tokens::GAP);
        if parts::card(ui, Icon::Ring, &t!("home-ask"), &t!("home-ask-explained")).clicked() {
            go = Some(Go::Ask);
        }
        ui.add_space(tokens::GAP);
        if parts::card(ui, Icon::People, &t!("home-help"), &t!("home-help-explained")).clicked() {
            go = Some(Go::Help);
        }
        ui.add_space(tokens::GAP);
        if parts::card(ui, Icon::Door, &t!("home-offer"), &t!("home-offer-explained")).clicked() {
            go = Some(Go::Offer);
        }
        ui.add_space(tokens::GAP_LARGE);
        parts::row(ui, |ui| {
            if parts::link(ui, t!("home-in-force", count = waiting)).clicked() {
                go = Some(Go::InForce);
            }
            if parts::link(ui, t!("home-helpers")).clicked() {
                go = Some(Go::Helpers);
            }
            if parts::link(ui, t!("home-settings")).clicked() {
                go = Some(Go::Settings);
            }
            if parts::link(ui, t!("home-history")).clicked() {
                go = Some(Go::History);
            }
            if parts::link(ui, t!("home-about")).clicked() {
                go = Some(Go::About);
            }
        });
    });
    go
}
