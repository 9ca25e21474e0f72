//! Offering help: whose computer, those that were offered help before, and this helper's own key.

use egui::{Key, Ui};

use super::parts::{self, Weight};
use super::services::{OfferTo, Offers};
use super::start::AtEnd;
use super::tokens;
use crate::session::desk;
use crate::session::novice::Problem;
use crate::t;

/// Computers shown: those of the last weeks; more are remembered.
const SHOWN: usize = 5;

pub(super) struct OfferForm {
    computer: String,
    name: String,
    recent: Vec<(String, u16)>,
    key: Result<String, Problem>,
    copied: bool,
    fresh: bool,
    pub at_end: Option<AtEnd>,
    pub problem: Option<Problem>,
}

pub(super) enum Act {
    Go(OfferTo),
    Back,
}

impl OfferForm {
    pub(super) fn new(name: String, offers: &dyn Offers) -> Self {
        Self {
            computer: String::new(),
            name,
            recent: offers.recent(),
            key: offers.own_key(),
            copied: false,
            fresh: true,
            at_end: None,
            problem: None,
        }
    }

    /// What the command line says.
    pub(super) fn filled(to: &OfferTo, at_end: Option<AtEnd>, offers: &dyn Offers) -> Self {
        Self {
            computer: written(&to.host, to.port),
            at_end,
            ..Self::new(to.name.clone(), offers)
        }
    }

    pub(super) fn name(&self) -> &str {
        self.name.trim()
    }

    pub(super) fn show(&mut self, ui: &mut Ui, offers: &mut dyn Offers) -> Option<Act> {
        let mut act = None;
        parts::column(ui, "offer", |ui| {
            parts::title(ui, t!("offer-title"));
            parts::body(ui, t!("offer-explained"));
            if let Some(problem) = &self.problem {
                parts::problem(ui, problem);
            }
            ui.add_space(tokens::GAP);
            let field = parts::field(ui, &t!("offer-computer"), &mut self.computer);
            if std::mem::take(&mut self.fresh) {
                field.request_focus();
            }
            parts::quiet(ui, t!("offer-port"));
            ui.add_space(tokens::GAP);
            parts::field(ui, &t!("help-name"), &mut self.name);
            parts::quiet(ui, t!("help-name-explained"));
            ui.add_space(tokens::GAP_LARGE);
            let ready = !self.computer.trim().is_empty() && !self.name().is_empty();
            let entered = ready && field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            parts::row(ui, |ui| {
                if parts::button_if(ui, ready, Weight::Primary, t!("offer-go")).clicked() || entered {
                    act = self.go();
                }
                if parts::button(ui, Weight::Plain, t!("back-home")).clicked() {
                    act = Some(Act::Back);
                }
            });
            self.before(ui, offers);
            self.own_key(ui);
        });
        act
    }

    fn go(&mut self) -> Option<Act> {
        match desk::computer(self.computer.trim()) {
            Ok((host, port)) => Some(Act::Go(OfferTo {
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

    fn before(&mut self, ui: &mut Ui, offers: &mut dyn Offers) {
        if self.recent.is_empty() {
            return;
        }
        parts::heading(ui, t!("offer-recent"));
        let mut forget = None;
        for (index, (host, port)) in self.recent.iter().take(SHOWN).enumerate() {
            let computer = written(host, *port);
            parts::row(ui, |ui| {
                if parts::link(ui, computer.as_str()).clicked() {
                    self.computer.clone_from(&computer);
                }
                if parts::link(ui, t!("offer-forget", computer = computer.as_str())).clicked() {
                    forget = Some(index);
                }
            });
        }
        if let Some((host, port)) = forget.and_then(|index| self.recent.get(index)) {
            self.problem = offers.forget(host, *port).err();
            self.recent = offers.recent();
        }
    }

    fn own_key(&mut self, ui: &mut Ui) {
        parts::heading(ui, t!("offer-key"));
        match &self.key {
            Ok(key) => {
                parts::code(ui, key.as_str());
                parts::quiet(ui, t!("offer-key-explained"));
                parts::row(ui, |ui| {
                    if parts::button(ui, Weight::Plain, t!("offer-key-copy")).clicked() {
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

/// As it is typed.
fn written(host: &str, port: u16) -> String {
    match (host.contains(':'), port == desk::USUAL_PORT) {
        (_, true) => host.to_owned(),
        (true, false) => format!("[{host}]:{port}"),
        (false, false) => format!("{host}:{port}"),
    }
}
