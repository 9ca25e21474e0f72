//! Offering help: whose computer, those that were offered help before, and this helper's own key.

use egui::Ui;

use super::actions::{Action, Now};
use super::job::{self, Errands, Job};
use super::parts::{self, Weight};
use super::recent::{RecentList, written};
use super::services::OfferTo;
use super::start::AtEnd;
use super::tokens;
use crate::desk::{self, Desk, Remembered};
use crate::session::novice::Problem;
use crate::t;

pub(super) struct OfferForm {
    computer: String,
    name: String,
    /// What is remembered of offers; `None` until it is read.
    known: Option<RememberedOffers>,
    reading: Option<Job<RememberedOffers>>,
    /// Computers that help was offered to.
    recent: RecentList,
    copied: bool,
    pub at_end: Option<AtEnd>,
    pub problem: Option<Problem>,
}

/// What is remembered of offers.
struct RememberedOffers {
    name: String,
    key: Result<String, Problem>,
}

impl RememberedOffers {
    fn read(desk: &dyn Desk) -> Self {
        Self {
            name: desk.helper_name(),
            key: desk.own_key(),
        }
    }
}

pub(super) enum OfferAct {
    Go(OfferTo),
    Back,
}

impl OfferForm {
    pub(super) fn new(errands: &Errands) -> Self {
        Self {
            computer: String::new(),
            name: String::new(),
            known: None,
            reading: Some(errands.in_order(|services| RememberedOffers::read(&*services.desk))),
            recent: RecentList::new(errands, Remembered::Computers),
            copied: false,

            at_end: None,
            problem: None,
        }
    }

    /// What the command line says.
    pub(super) fn filled(to: &OfferTo, at_end: Option<AtEnd>, errands: &Errands) -> Self {
        Self {
            computer: written(&to.host, to.port),
            name: to.name.clone(),
            at_end,
            ..Self::new(errands)
        }
    }

    pub(super) fn name(&self) -> &str {
        self.name.trim()
    }

    pub(super) fn show(&mut self, ui: &mut Ui, back: Action<'static>) -> Option<OfferAct> {
        if let Some(known) = job::take(&mut self.reading) {
            // Whoever typed a name before it was read means that one.
            if self.name.is_empty() {
                self.name.clone_from(&known.name);
            }
            self.known = Some(known);
        }
        let mut act = None;
        parts::column(ui, "offer", |ui| {
            parts::title(ui, t!("offer-title"));
            parts::body(ui, t!("offer-explained"));
            if let Some(problem) = &self.problem {
                parts::problem(ui, problem);
            }
            ui.add_space(tokens::GAP);
            let field = parts::field(ui, &t!("offer-computer"), &mut self.computer);

            parts::quiet(ui, t!("offer-port"));
            ui.add_space(tokens::GAP);
            parts::field(ui, &t!("help-name"), &mut self.name);
            parts::quiet(ui, t!("help-name-explained"));
            ui.add_space(tokens::GAP_LARGE);
            let now = Now {
                ready: !self.computer.trim().is_empty() && !self.name().is_empty(),
                ..Now::default()
            };
            parts::row(ui, |ui| {
                let go = parts::button_now(ui, now, Weight::Primary, Action::OfferGo);
                if go.clicked() || Action::OfferGo.is_entered(&field, now) {
                    act = self.go();
                }
                if parts::button(ui, Weight::Plain, back).clicked() {
                    act = Some(OfferAct::Back);
                }
            });
            if !now.ready {
                parts::quiet(ui, t!("offer-incomplete"));
            }
            if let Some(again) = self.recent.show(ui) {
                self.computer = written(&again.host, again.port);
            }
            match self.known.take() {
                None => parts::reading(ui, self.reading.as_ref()),
                Some(known) => {
                    self.own_key(ui, &known);
                    self.known = Some(known);
                }
            }
        });
        act
    }

    fn go(&mut self) -> Option<OfferAct> {
        match desk::computer(self.computer.trim()) {
            Ok((host, port)) => Some(OfferAct::Go(OfferTo {
                host,
                port,
                name: self.name().to_owned(),
            })),
            Err(problem) => {
                self.problem = Some(problem);
                None
            }
        }
    }

    fn own_key(&mut self, ui: &mut Ui, known: &RememberedOffers) {
        parts::heading(ui, t!("offer-key"));
        match &known.key {
            Ok(key) => {
                parts::code(ui, key.as_str());
                parts::quiet(ui, t!("offer-key-explained"));
                parts::row(ui, |ui| {
                    if parts::button(ui, Weight::Plain, Action::OfferKeyCopy).clicked() {
                        ui.ctx().copy_text(key.clone());
                        self.copied = true;
                    }
                    if self.copied {
                        parts::status(ui, t!("offer-key-copied"));
                    }
                });
            }
            Err(problem) => parts::problem(ui, problem),
        }
    }
}
