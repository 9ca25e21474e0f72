//! Who may offer help to this computer: whether anybody, who is on the list, and whether Lifeline waits in the background.

use egui::Ui;

use super::parts::{self, Weight};
use super::services::Offers;
use super::tokens;
use super::window::Go;
use crate::session::desk::{self, OffersAllowed};
use crate::session::helpers::Helpers;
use crate::session::novice::Problem;
use crate::t;

pub(super) struct HelpersScreen {
    now: Helpers,
    key: String,
    name: String,
    problem: Option<Problem>,
}

/// Where offers come in, for the last line.
pub(super) type Waiting<'a> = Option<&'a Result<u16, Problem>>;

impl HelpersScreen {
    pub(super) fn new(offers: &dyn Offers) -> Self {
        Self {
            now: offers.helpers(),
            key: String::new(),
            name: String::new(),
            problem: None,
        }
    }

    /// The way back, and whether offers have just been allowed.
    pub(super) fn show(&mut self, ui: &mut Ui, offers: &mut dyn Offers, waiting: Waiting<'_>) -> (Option<Go>, bool) {
        let mut go = None;
        let before = self.now.offers;
        parts::column(ui, "helpers", |ui| {
            parts::title(ui, t!("offers-title"));
            parts::body(ui, t!("offers-explained"));
            if let Some(problem) = &self.problem {
                parts::problem(ui, problem);
            }
            if self.now.waits {
                parts::status(ui, t!("offers-waits"));
            }
            self.allowed(ui, offers);
            match waiting {
                Some(Ok(desk::USUAL_PORT)) => {
                    parts::status(ui, t!("offers-waiting"));
                }
                Some(Ok(port)) => {
                    parts::status(ui, t!("offers-waiting-elsewhere", port = port.to_string()));
                }
                Some(Err(problem)) => {
                    parts::status(ui, t!("offers-not-waiting", why = problem.to_string()));
                }
                None => {}
            }
            self.list(ui, offers);
            self.add(ui, offers);
            ui.add_space(tokens::GAP_LARGE);
            if parts::button(ui, Weight::Primary, t!("back-home")).clicked() {
                go = Some(Go::Home);
            }
        });
        (
            go,
            before == OffersAllowed::Off && self.now.offers != OffersAllowed::Off,
        )
    }

    fn allowed(&mut self, ui: &mut Ui, offers: &mut dyn Offers) {
        let mut chosen = self.now.offers;
        ui.add_enabled_ui(!self.now.offers_fixed, |ui| {
            for (value, text) in [
                (OffersAllowed::Off, t!("offers-off")),
                (OffersAllowed::View, t!("offers-view")),
                (OffersAllowed::Control, t!("offers-control")),
            ] {
                let choice = ui.radio_value(&mut chosen, value, text);
                parts::focus_ring(ui, choice);
            }
        });
        if self.now.offers_fixed {
            parts::quiet(ui, t!("offers-fixed"));
        }
        if chosen != self.now.offers {
            self.done(offers.allow(chosen), offers);
            // Nothing is left to start for, and the box that says so is gone.
            if self.now.offers == OffersAllowed::Off && offers.starts_by_itself() == Some(true) {
                self.done(offers.start_by_itself(false), offers);
            }
        }
        if self.now.offers != OffersAllowed::Off
            && let Some(on) = offers.starts_by_itself()
        {
            let mut wanted = on;
            let choice = ui.checkbox(&mut wanted, t!("offers-autostart"));
            parts::focus_ring(ui, choice);
            if wanted != on {
                let done = offers.start_by_itself(wanted);
                self.done(done, offers);
            }
        }
    }

    fn list(&mut self, ui: &mut Ui, offers: &mut dyn Offers) {
        parts::heading(ui, t!("offers-list"));
        if self.now.listed.is_empty() {
            parts::body(ui, t!("offers-list-empty"));
        }
        let mut remove = None;
        for helper in &self.now.listed {
            parts::panel(ui, |ui| {
                parts::body(ui, helper.name.as_str());
                parts::quiet(ui, helper.key.to_string());
                if !self.now.list_fixed && parts::link(ui, t!("offers-remove", name = helper.name.as_str())).clicked() {
                    remove = Some(helper.key.to_string());
                }
            });
            ui.add_space(tokens::GAP_SMALL);
        }
        if let Some(key) = remove {
            self.done(offers.remove(&key), offers);
        }
        if self.now.authority {
            parts::body(ui, t!("offers-authority"));
        }
    }

    fn add(&mut self, ui: &mut Ui, offers: &mut dyn Offers) {
        if self.now.list_fixed {
            parts::quiet(ui, t!("offers-fixed"));
            return;
        }
        parts::heading(ui, t!("offers-add"));
        parts::field(ui, &t!("offers-add-key"), &mut self.key);
        parts::field(ui, &t!("offers-add-name"), &mut self.name);
        ui.add_space(tokens::GAP_SMALL);
        let ready = !self.key.trim().is_empty() && !self.name.trim().is_empty();
        if parts::button_if(ui, ready, Weight::Plain, t!("offers-add-do")).clicked() {
            let added = offers.add(self.key.trim(), self.name.trim());
            if added.is_ok() {
                self.key.clear();
                self.name.clear();
            }
            self.done(added, offers);
        }
    }

    fn done(&mut self, done: Result<(), Problem>, offers: &dyn Offers) {
        self.problem = done.err();
        self.now = offers.helpers();
    }
}
