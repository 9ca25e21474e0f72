//! The first screen: large cards for asking and helping, small links to everything else.

use egui::Ui;

use super::actions::{Action, Now};
use super::go::Go;
use super::parts;
use super::tokens;
use crate::t;

/// `waiting` is the number of invitations in force; `practising`: the practice is open already.
pub(super) fn show(ui: &mut Ui, waiting: usize, practising: bool) -> Option<Go> {
    let mut go = None;
    parts::column(ui, "home", |ui| {
        parts::title(ui, t!("home-title"));
        ui.add_space(tokens::GAP);
        if parts::card(ui, Action::HomeAsk).clicked() {
            go = Some(Go::Ask);
        }
        ui.add_space(tokens::GAP);
        if parts::card(ui, Action::HomeHelp).clicked() {
            go = Some(Go::Help);
        }
        ui.add_space(tokens::GAP);
        if parts::card(ui, Action::HomeOffer).clicked() {
            go = Some(Go::Offer);
        }
        ui.add_space(tokens::GAP_LARGE);
        parts::row(ui, |ui| {
            if parts::link(ui, Action::HomeInForce(waiting)).clicked() {
                go = Some(Go::InForce);
            }
            if parts::link(ui, Action::HomeHelpers).clicked() {
                go = Some(Go::Helpers);
            }
            if parts::link(ui, Action::HomeSettings).clicked() {
                go = Some(Go::Settings);
            }
            if parts::link(ui, Action::HomeHistory).clicked() {
                go = Some(Go::History);
            }
            if parts::link(ui, Action::HomeGuide).clicked() {
                go = Some(Go::Guide);
            }
            let now = Now {
                idle: !practising,
                ..Now::default()
            };
            if parts::link_now(ui, now, Action::HomePractise).clicked() {
                go = Some(Go::Practise);
            }
            if parts::link(ui, Action::HomeAbout).clicked() {
                go = Some(Go::About);
            }
        });
    });
    go
}
