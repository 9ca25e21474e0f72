//! Asking for help: the choices for an invitation.

use std::time::Duration;

use egui::Ui;

use super::actions::{Action, Now};
use super::job::{self, Errands, Job};
use super::parts::{self, Weight};
use super::start::DeliveryWishes;
use super::{tokens, words};
use crate::desk::{LONGEST_LIFE_MINUTES, Rules, Setting, WhatWorks};
use crate::session::novice::{AskOptions, Problem, RouterChoice};
use crate::t;
use crate::vocabulary::{Economy, Monitor, Shared};

/// How long an invitation can be valid, in minutes.
const LIVES: [u64; 7] = [15, 60, 180, DEFAULT_LIFE, 1440, 10_080, LONGEST_LIFE_MINUTES as u64];
const DEFAULT_LIFE: u64 = 360;

pub(super) struct AskPage {
    minutes: u64,
    view_only: bool,
    older_windows: bool,
    pub shared: Shared,
    monitors: Vec<Monitor>,
    asking_monitors: Option<Job<Vec<Monitor>>>,
    /// What a helper can do here, as soon as it is known.
    works: Option<Result<WhatWorks, Problem>>,
    asking_works: Option<Job<Result<WhatWorks, Problem>>>,
    /// What no choice on the screen is there for.
    economy: Economy,
    port: Option<u16>,
    password: Option<String>,
    listen: Option<std::net::IpAddr>,
    router: RouterChoice,
    pub wishes: DeliveryWishes,
    pub problem: Option<Problem>,
    /// What holds here, `None` until it is read; the session asks again when the invitation is made.
    rules: Option<Rules>,
    reading: Option<Job<Rules>>,
    /// The command line said everything: it is made as soon as it is known what holds.
    at_once: bool,
}

pub(super) enum AskAct {
    Make(AskOptions, Shared),
    Back,
}

impl AskPage {
    pub(super) fn new(errands: &Errands) -> Self {
        Self {
            minutes: DEFAULT_LIFE,
            view_only: false,
            older_windows: false,
            shared: Shared::AllMonitors,
            monitors: Vec::new(),
            asking_monitors: Some(errands.beside(|services| services.desk.monitors())),
            works: None,
            asking_works: Some(errands.beside(|services| services.desk.what_works())),
            economy: Economy::default(),
            port: None,
            password: None,
            listen: None,
            router: RouterChoice::default(),
            wishes: DeliveryWishes::default(),
            problem: None,
            rules: None,
            reading: Some(errands.in_order(|services| services.desk.rules())),
            at_once: false,
        }
    }

    /// The choices of a command line: the invitation is made at once.
    pub(super) fn filled(errands: &Errands, options: &AskOptions, wishes: DeliveryWishes) -> Self {
        Self {
            at_once: true,
            minutes: options.life.as_secs() / 60,
            view_only: options.view_only,
            older_windows: options.older_windows,
            economy: options.economy,
            port: options.port,
            password: options.password.clone(),
            listen: options.listen,
            router: options.router,
            wishes,
            ..Self::new(errands)
        }
    }

    /// Takes in what was read. The invitation to make at once, as the command line says.
    pub(super) fn update(&mut self) -> Option<(AskOptions, Shared)> {
        if let Some(monitors) = job::take(&mut self.asking_monitors) {
            self.monitors = monitors;
        }
        if let Some(works) = job::take(&mut self.asking_works) {
            self.works = Some(works);
        }
        let rules = job::take(&mut self.reading)?;
        self.minutes = self.minutes.min(rules.max_life_minutes.into());
        self.view_only |= !rules.control;
        self.older_windows &= rules.older_encryption;
        self.rules = Some(rules);
        std::mem::take(&mut self.at_once).then(|| (self.options(), self.shared))
    }

    pub(super) fn show(&mut self, ui: &mut Ui) -> Option<AskAct> {
        let mut act = None;
        parts::column(ui, "ask", |ui| {
            parts::title(ui, t!("ask-title"));
            parts::body(ui, t!("ask-explained"));
            match &self.works {
                Some(Err(problem)) => parts::problem(ui, problem),
                Some(Ok(works)) if !works.is_all() => {
                    parts::body(ui, works.sentence());
                }
                Some(Ok(_)) | None => {}
            }
            if let Some(problem) = &self.problem {
                parts::problem(ui, problem);
            }
            let known = self.rules.take();
            match &known {
                None => parts::reading(ui, self.reading.as_ref()),
                Some(rules) => self.choices(ui, rules),
            }
            ui.add_space(tokens::GAP_LARGE);
            parts::row(ui, |ui| {
                let now = Now {
                    ready: known.is_some(),
                    ..Now::default()
                };
                if parts::button_now(ui, now, Weight::Primary, Action::AskMake).clicked() {
                    act = Some(AskAct::Make(self.options(), self.shared));
                }
                if parts::button(ui, Weight::Plain, Action::BackHome).clicked() {
                    act = Some(AskAct::Back);
                }
            });
            self.rules = known;
        });
        act
    }

    fn choices(&mut self, ui: &mut Ui, rules: &Rules) {
        parts::heading(ui, t!("ask-life"));
        let longest = u64::from(rules.max_life_minutes);
        let other = Some(self.minutes).filter(|minutes| !LIVES.contains(minutes));
        let lives = LIVES.into_iter().chain(other).filter(|&minutes| minutes <= longest);
        let lives = lives.map(|minutes| (minutes, words::duration(Duration::from_secs(minutes * 60))));
        if let Some(minutes) = parts::pick_named(ui, "life", t!("ask-life"), self.minutes, lives) {
            self.minutes = minutes;
        }
        if rules.is_fixed(Setting::LongestLife) {
            parts::quiet(ui, t!("ask-life-fixed"));
        }
        self.monitor_choice(ui);
        parts::heading(ui, t!("ask-limits"));
        let fixed = why_not(rules, Setting::Control, rules.control);
        parts::unless(ui, fixed.clone(), |ui| {
            parts::tick(ui, "view only", &mut self.view_only, t!("ask-view-only"));
        });
        explain(ui, fixed);
        ui.add_space(tokens::GAP_SMALL);
        let fixed = why_not(rules, Setting::OlderEncryption, rules.older_encryption);
        parts::unless(ui, fixed.clone(), |ui| {
            parts::tick(ui, "older Windows", &mut self.older_windows, t!("ask-older-windows"));
        });
        explain(ui, fixed);
        parts::quiet(ui, t!("ask-older-windows-explained"));
    }

    fn monitor_choice(&mut self, ui: &mut Ui) {
        if self.monitors.len() < 2 {
            return;
        }
        parts::heading(ui, t!("ask-screen"));
        let monitors = self.monitors.iter().enumerate().map(|(index, monitor)| {
            let text = t!(
                "ask-screen-one",
                number = index + 1,
                name = monitor.name.as_str(),
                width = monitor.size.width.to_string(),
                height = monitor.size.height.to_string(),
            );
            (Shared::Monitor(monitor.id), text)
        });
        let choices = [(Shared::AllMonitors, t!("ask-screen-all"))]
            .into_iter()
            .chain(monitors);
        if let Some(shared) = parts::pick_named(ui, "screen", t!("ask-screen"), self.shared, choices) {
            self.shared = shared;
        }
    }

    pub(super) fn options(&self) -> AskOptions {
        AskOptions {
            life: Duration::from_secs(self.minutes * 60),
            view_only: self.view_only,
            older_windows: self.older_windows,
            economy: self.economy,
            port: self.port,
            password: self.password.clone(),
            listen: self.listen,
            router: self.router,
        }
    }
}

/// Why something cannot be chosen here.
fn why_not(rules: &Rules, setting: Setting, free: bool) -> Option<String> {
    if free {
        None
    } else if rules.is_fixed(setting) {
        Some(t!("settings-fixed"))
    } else {
        Some(t!("ask-own-setting"))
    }
}

fn explain(ui: &mut Ui, why_not: Option<String>) {
    if let Some(why) = why_not {
        parts::quiet(ui, why);
    }
}
