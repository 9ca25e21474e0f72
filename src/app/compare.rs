//! The words that two people compare, on either side, and a change of who may offer help that the person is to confirm.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use egui::Ui;

use super::actions::Action;
use super::novice_side::NoviceSide;
use super::parts::{self, Weight};
use super::{reader, tokens};
use crate::desk::words::change as told;
use crate::session::expert;
use crate::session::novice::Command;
use crate::session::told::Apart;
use crate::t;
use crate::texts::times;

/// The novice's side: somebody on the list offers help for the first time.
pub(super) fn show(ui: &mut Ui, side: &mut NoviceSide, now: Instant) {
    let Some(open) = &side.comparing else { return };
    ui.ctx().request_repaint_after(Duration::from_secs(1));
    let dialog = ui.unique_id();
    let mut decline = false;
    parts::column(ui, "compare", |ui| {
        let compare = &open.compare;
        let title = parts::title(ui, t!("compare-title"));
        reader::dialog(ui.ctx(), dialog, title.id, true);
        if let Some(name) = Apart::known(&compare.name) {
            parts::apart(ui, &name);
        }
        parts::body(ui, t!("compare-explained"));
        ui.add_space(tokens::GAP);
        words(ui, &compare.words);
        ui.add_space(tokens::GAP);
        parts::body(ui, t!("compare-after"));
        parts::quiet(ui, t!("compare-who", address = compare.address.ip().to_string()));
        parts::quiet(ui, t!("question-offered-caution"));
        ui.add_space(tokens::GAP_LARGE);
        let button = parts::button(ui, Weight::Primary, Action::CompareDecline);
        decline = button.clicked();
        parts::ends_in(ui, open.seconds_left(now), |seconds| {
            t!("compare-silence", time = times::left(Duration::from_secs(seconds)))
        });
    });
    if decline {
        let id = open.compare.id;
        side.send(Command::Decline(id));
    }
}

/// The helper's side. What they say of the words.
pub(super) fn ask_helper(ui: &mut Ui, compared: &[&'static str], address: SocketAddr) -> Option<expert::Command> {
    let mut said = None;
    parts::title_of(ui, "compare", t!("offer-compare-title"));
    parts::body(ui, t!("offer-compare-explained"));
    ui.add_space(tokens::GAP);
    words(ui, compared);
    ui.add_space(tokens::GAP);
    parts::body(ui, t!("offer-compare-warn"));
    parts::quiet(ui, t!("question-details-address", address = address.to_string()));
    ui.add_space(tokens::GAP_LARGE);
    parts::row(ui, |ui| {
        if parts::button(ui, Weight::Plain, Action::OfferCompareSame).clicked() {
            said = Some(expert::Command::WordsMatch);
        }
        if parts::button(ui, Weight::Stop, Action::OfferCompareDiffer).clicked() {
            said = Some(expert::Command::WordsDiffer);
        }
        if parts::button(ui, Weight::Plain, Action::HelpCancel).clicked() {
            said = Some(expert::Command::End);
        }
    });
    said
}

fn words(ui: &mut Ui, words: &[impl AsRef<str>]) {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    parts::panel(ui, |ui| {
        // Two lines, as one reads them out.
        for line in words.chunks(words.len().div_ceil(2).max(1)) {
            parts::code(ui, line.join("  "));
        }
    });
}

/// Who may offer help, or a setting, changed while a helper had control.
pub(super) fn changed(ui: &mut Ui, side: &mut NoviceSide) {
    let dialog = ui.unique_id();
    let mut keep = None;
    parts::column(ui, "offers changed", |ui| {
        let title = parts::title(ui, t!("offers-changed-title"));
        reader::dialog(ui.ctx(), dialog, title.id, true);
        parts::body(ui, t!("offers-changed-explained"));
        for change in &side.offers_changed {
            parts::told(ui, &told(change));
        }
        parts::body(ui, t!("offers-changed-effect"));
        ui.add_space(tokens::GAP_LARGE);
        parts::row(ui, |ui| {
            if parts::button(ui, Weight::Primary, Action::OffersChangedPutBack).clicked() {
                keep = Some(false);
            }
            if parts::button(ui, Weight::Plain, Action::OffersChangedKeep).clicked() {
                keep = Some(true);
            }
        });
    });
    if let Some(keep) = keep {
        side.offers_changed.clear();
        side.send(if keep {
            Command::KeepOffers
        } else {
            Command::PutBackOffers
        });
    }
}
