//! Who may offer help to this computer: whether anybody, who is on the list, and whether Lifeline waits in the
//! background.

use egui::Ui;

use super::actions::{Action, Now};
use super::go::Go;
use super::job::{self, Errands, Job};
use super::parts::{self, Weight};
use super::tokens;
use crate::desk::helpers::Helpers;
use crate::desk::{self, Desk, OffersAllowed};
use crate::session::novice::Problem;
use crate::t;

pub(super) struct HelpersScreen {
    errands: Errands,
    /// `None` until it is read.
    now: Option<Standing>,
    /// It is read, or something that was chosen is kept: nothing else can be chosen meanwhile.
    keeping: Option<Job<ListChange>>,
    key: String,
    name: String,
    problem: Option<Problem>,
}

/// What holds now.
struct Standing {
    helpers: Helpers,
    /// Whether the program starts with the user's session; `None` where the system has no such thing.
    starts_by_itself: Option<bool>,
}

/// What came of a change, and what holds since.
struct ListChange {
    done: Result<(), Problem>,
    now: Standing,
    /// Somebody was put on the list: what was typed is used.
    added: bool,
}

/// Something that the person wants to be otherwise.
enum HelpersWish {
    Add { key: String, name: String },
    Remove { key: String },
    Allow(OffersAllowed),
    StartByItself(bool),
}

impl HelpersWish {
    fn fulfil(&self, desk: &dyn Desk) -> Result<(), Problem> {
        match self {
            Self::Add { key, name } => desk.add(key, name),
            Self::Remove { key } => desk.remove(key),
            Self::Allow(OffersAllowed::Off) => {
                desk.allow(OffersAllowed::Off)?;
                // Nothing is left to start for, and the box that says so is gone.
                match desk.starts_by_itself() {
                    Some(true) => desk.start_by_itself(false),
                    _ => Ok(()),
                }
            }
            Self::Allow(offers) => desk.allow(*offers),
            Self::StartByItself(on) => desk.start_by_itself(*on),
        }
    }
}

impl Standing {
    fn read(desk: &dyn Desk) -> Self {
        Self {
            helpers: desk.helpers(),
            starts_by_itself: desk.starts_by_itself(),
        }
    }
}

/// Where offers come in, for the last line.
pub(super) type WaitingLine<'a> = Option<&'a Result<u16, Problem>>;

impl HelpersScreen {
    pub(super) fn new(errands: &Errands) -> Self {
        Self {
            now: None,
            keeping: Some(errands.in_order(|services| ListChange {
                done: Ok(()),
                now: Standing::read(&*services.desk),
                added: false,
            })),
            errands: errands.clone(),
            key: String::new(),
            name: String::new(),
            problem: None,
        }
    }

    /// The way back, and whether offers have just been allowed.
    pub(super) fn show(&mut self, ui: &mut Ui, waiting: WaitingLine<'_>) -> (Option<Go>, bool) {
        let allowed = self.take_in();
        let mut go = None;
        parts::column(ui, "helpers", |ui| {
            parts::title(ui, t!("offers-title"));
            parts::body(ui, t!("offers-explained"));
            if let Some(problem) = &self.problem {
                parts::problem(ui, problem);
            }
            let wish = match self.now.take() {
                None => {
                    parts::reading(ui, self.keeping.as_ref());
                    None
                }
                Some(now) => {
                    if let Some(keeping) = &self.keeping {
                        parts::slow(ui, keeping);
                    }
                    let wish = self.form(ui, &now, waiting);
                    self.now = Some(now);
                    wish
                }
            };
            if let Some(wish) = wish {
                self.keep(wish);
            }
            ui.add_space(tokens::GAP_LARGE);
            if parts::button(ui, Weight::Primary, Action::BackHome).clicked() {
                go = Some(Go::Home);
            }
        });
        (go, allowed)
    }

    /// Takes in what was read and done; true when offers have just been allowed.
    fn take_in(&mut self) -> bool {
        let Some(kept) = job::take(&mut self.keeping) else {
            return false;
        };
        self.problem = kept.done.err();
        if kept.added && self.problem.is_none() {
            self.key.clear();
            self.name.clear();
        }
        let before = self.now.replace(kept.now).map(|now| now.helpers.offers);
        let now = self.now.as_ref().map(|now| now.helpers.offers);
        before == Some(OffersAllowed::Off) && now != before
    }

    fn keep(&mut self, wish: HelpersWish) {
        self.keeping = Some(self.errands.in_order(move |services| ListChange {
            done: wish.fulfil(&*services.desk),
            now: Standing::read(&*services.desk),
            added: matches!(wish, HelpersWish::Add { .. }),
        }));
    }

    fn form(&mut self, ui: &mut Ui, now: &Standing, waiting: WaitingLine<'_>) -> Option<HelpersWish> {
        if now.helpers.waits {
            parts::status(ui, t!("offers-waits"));
        }
        let free = self.keeping.is_none();
        let enabled = |ui: &mut Ui, show: &mut dyn FnMut(&mut Ui) -> Option<HelpersWish>| {
            parts::unless(ui, (!free).then(|| t!("greyed-busy")), show)
        };
        let mut wish = enabled(ui, &mut |ui| allowed(ui, now));
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
        wish = enabled(ui, &mut |ui| list(ui, &now.helpers, free)).or(wish);
        enabled(ui, &mut |ui| self.add(ui, &now.helpers, free)).or(wish)
    }

    fn add(&mut self, ui: &mut Ui, now: &Helpers, idle: bool) -> Option<HelpersWish> {
        if now.list_fixed {
            parts::quiet(ui, t!("offers-fixed"));
            return None;
        }
        parts::heading(ui, t!("offers-add"));
        parts::field(ui, &t!("offers-add-key"), &mut self.key);
        parts::field(ui, &t!("offers-add-name"), &mut self.name);
        ui.add_space(tokens::GAP_SMALL);
        let filled_in = Now {
            ready: !self.key.trim().is_empty() && !self.name.trim().is_empty(),
            idle,
            ..Now::default()
        };
        let pressed = parts::button_now(ui, filled_in, Weight::Plain, Action::OffersAddDo).clicked();
        pressed.then(|| HelpersWish::Add {
            key: self.key.trim().to_owned(),
            name: self.name.trim().to_owned(),
        })
    }
}

fn allowed(ui: &mut Ui, now: &Standing) -> Option<HelpersWish> {
    let offers = now.helpers.offers;
    let fixed = now.helpers.offers_fixed.then(|| t!("offers-fixed"));
    let chosen = parts::unless(ui, fixed, |ui| {
        let choices = [
            (OffersAllowed::Off, t!("offers-off")),
            (OffersAllowed::View, t!("offers-view")),
            (OffersAllowed::Control, t!("offers-control")),
        ];
        parts::pick_named(ui, "offers", t!("offers-title"), offers, choices)
    });
    if now.helpers.offers_fixed {
        parts::quiet(ui, t!("offers-fixed"));
    }
    let mut wish = chosen.map(HelpersWish::Allow);
    if offers != OffersAllowed::Off
        && let Some(on) = now.starts_by_itself
    {
        let mut wanted = on;
        parts::tick(ui, "autostart", &mut wanted, t!("offers-autostart"));
        wish = wish.or((wanted != on).then_some(HelpersWish::StartByItself(wanted)));
    }
    wish
}

fn list(ui: &mut Ui, now: &Helpers, idle: bool) -> Option<HelpersWish> {
    parts::heading(ui, t!("offers-list"));
    if now.listed.is_empty() {
        parts::body(ui, t!("offers-list-empty"));
    }
    let mut wish = None;
    for helper in &now.listed {
        parts::panel(ui, |ui| {
            parts::body(ui, helper.name.as_str());
            parts::quiet(ui, helper.key.to_string());
            let free = Now { idle, ..Now::default() };
            if !now.list_fixed && parts::link_now(ui, free, Action::OffersRemove(helper.name.as_str())).clicked() {
                wish = Some(HelpersWish::Remove {
                    key: helper.key.to_string(),
                });
            }
        });
        ui.add_space(tokens::GAP_SMALL);
    }
    if now.authority {
        parts::body(ui, t!("offers-authority"));
    }
    wish
}
