//! What a person may choose for this computer, what an administrator has fixed and why, and the switch for everybody on
//! it.

use egui::Ui;

use super::actions::{Action, Now};
use super::go::Go;
use super::job::{self, Errands, Job};
use super::parts::{self, Weight};
use super::{preferences, tokens};
use crate::desk::{Bandwidth, Choices, Days, Desk, Minutes, Preferences, RuleSource, Rules, Setting};
use crate::session::novice::Problem;
use crate::t;

/// Choices of how long, in minutes; 0 is never, or without an end.
const AGAIN: [u32; 4] = [0, 15, 30, 60];
const LONGEST: [u32; 4] = [0, 30, 60, 120];
/// Choices of how long records are kept, in days; 0 is for ever.
const KEPT: [u32; 4] = [30, 90, 365, 0];

pub(super) struct SettingsScreen {
    errands: Errands,
    /// `None` until they are read.
    form: Option<SettingsForm>,
    /// They are read, or something that was chosen is kept: nothing else can be chosen meanwhile.
    keeping: Option<Job<SettingsChange>>,
    /// The system asks for an administrator.
    switching: Option<Job<SettingsChange>>,
    problem: Option<Problem>,
    /// What is to be put into effect.
    preferred: Option<Preferences>,
}

/// What came of a change, and what holds since.
struct SettingsChange {
    done: Result<(), Problem>,
    form: SettingsForm,
}

impl SettingsChange {
    fn after(done: Result<(), Problem>, desk: &dyn Desk) -> Self {
        // What could not be kept does not look as if it were.
        let form = SettingsForm {
            preferences: desk.preferences(),
            rules: desk.rules(),
            choices: desk.choices(),
        };
        Self { done, form }
    }
}

impl SettingsScreen {
    pub(super) fn new(errands: &Errands) -> Self {
        Self {
            form: None,
            keeping: Some(errands.in_order(|services| SettingsChange::after(Ok(()), &*services.desk))),
            switching: None,
            problem: None,
            preferred: None,
            errands: errands.clone(),
        }
    }

    pub(super) fn show(&mut self, ui: &mut Ui) -> Option<Go> {
        for slot in [&mut self.keeping, &mut self.switching] {
            if let Some(kept) = job::take(slot) {
                self.problem = kept.done.err();
                self.form = Some(kept.form);
            }
        }
        let mut go = None;
        parts::column(ui, "settings", |ui| {
            parts::title(ui, t!("settings-title"));
            if let Some(problem) = &self.problem {
                parts::problem(ui, problem);
            }
            match &mut self.form {
                None => parts::reading(ui, self.keeping.as_ref()),
                Some(form) => {
                    if let Some(keeping) = &self.keeping {
                        parts::slow(ui, keeping);
                    }
                    let before = form.choices.clone();
                    let preferred = form.preferences.clone();
                    let busy = self.keeping.is_some().then(|| t!("greyed-busy"));
                    parts::unless(ui, busy, |ui| form.show(ui));
                    if form.preferences != preferred {
                        let preferences = form.preferences.clone();
                        self.preferred = Some(preferences.clone());
                        self.keeping = Some(self.errands.in_order(move |services| {
                            let done = services.desk.prefer(preferences);
                            SettingsChange::after(done, &*services.desk)
                        }));
                    }
                    if form.choices != before {
                        let choices = form.choices.clone();
                        self.keeping = Some(self.errands.in_order(move |services| {
                            let done = services.desk.choose(choices);
                            SettingsChange::after(done, &*services.desk)
                        }));
                    }
                    self.everybody(ui);
                }
            }
            ui.add_space(tokens::GAP_LARGE);
            if parts::button(ui, Weight::Primary, Action::BackHome).clicked() {
                go = Some(Go::Home);
            }
        });
        go
    }

    /// How the person wants the program from now on, if they have said so.
    pub(super) fn take_preferred(&mut self) -> Option<Preferences> {
        self.preferred.take()
    }

    /// The switch that only an administrator can turn.
    fn everybody(&mut self, ui: &mut Ui) {
        let Some(form) = &self.form else { return };
        parts::heading(ui, t!("settings-everybody"));
        if self.switching.is_some() {
            parts::status(ui, t!("settings-everybody-waits"));
            return;
        }
        let forbidden = form.rules.is_fixed(Setting::Ask) && !form.rules.ask;
        parts::body(
            ui,
            if forbidden {
                t!("settings-everybody-off")
            } else {
                t!("settings-everybody-on")
            },
        );
        let text = if forbidden {
            Action::SettingsEverybodyAllow
        } else {
            Action::SettingsEverybodyForbid
        };
        let now = Now {
            idle: self.keeping.is_none(),
            ..Now::default()
        };
        if parts::button_now(ui, now, Weight::Plain, text).clicked() {
            // The person may take long to answer the system.
            self.switching = Some(self.errands.beside(move |services| {
                let done = services.desk.set_asking(forbidden);
                SettingsChange::after(done, &*services.desk)
            }));
        }
        parts::quiet(ui, t!("settings-everybody-explained"));
    }
}

/// What holds, and what the person chose.
struct SettingsForm {
    preferences: Preferences,
    rules: Rules,
    choices: Choices,
}

impl SettingsForm {
    fn show(&mut self, ui: &mut Ui) {
        if let Some(wrong) = &self.rules.wrong {
            parts::status(ui, t!("rules-wrong-why", wrong = wrong.for_people()));
        }
        preferences::show(ui, &mut self.preferences);
        self.asking(ui);
        self.letting_in(ui);
        self.times(ui);
        self.network(ui);
        self.records(ui);
    }

    fn asking(&mut self, ui: &mut Ui) {
        parts::heading(ui, t!("settings-asking"));
        self.switch(ui, Setting::Ask, t!("settings-ask"), self.rules.ask, |choices| {
            &mut choices.ask
        });
        let on = self.rules.official_helpers_only;
        self.switch(
            ui,
            Setting::OfficialHelpersOnly,
            t!("settings-official"),
            on,
            |choices| &mut choices.official_helpers_only,
        );
        if on {
            parts::quiet(ui, t!("settings-official-list"));
        }
    }

    fn letting_in(&mut self, ui: &mut Ui) {
        parts::heading(ui, t!("settings-limits"));
        self.switch(
            ui,
            Setting::Control,
            t!("settings-control"),
            self.rules.control,
            |choices| &mut choices.control,
        );
        let on = self.rules.older_encryption;
        self.switch(ui, Setting::OlderEncryption, t!("settings-older"), on, |choices| {
            &mut choices.older_encryption
        });
        let on = self.rules.encrypted_only;
        self.switch(ui, Setting::EncryptedOnly, t!("settings-encrypted"), on, |choices| {
            &mut choices.encrypted_only
        });
    }

    fn times(&mut self, ui: &mut Ui) {
        let minutes = |time: Option<std::time::Duration>| time.map_or(0, |time| time.as_secs() / 60);
        let again = u32::try_from(minutes(self.rules.ask_again)).unwrap_or_default();
        let words = |minutes: u32| match minutes {
            0 => t!("settings-again-never"),
            minutes => t!("settings-minutes", minutes = minutes),
        };
        let chosen = self.radio(ui, Setting::AskAgain, t!("settings-again"), again, &AGAIN, words);
        if let Some(minutes) = chosen.and_then(Minutes::new) {
            self.choices.ask_again_minutes = Some(minutes);
        }
        let longest = u32::try_from(minutes(self.rules.longest_session)).unwrap_or_default();
        let words = |minutes: u32| match minutes {
            0 => t!("settings-longest-none"),
            minutes => t!("settings-minutes", minutes = minutes),
        };
        let title = t!("settings-longest");
        let chosen = self.radio(ui, Setting::LongestSession, title, longest, &LONGEST, words);
        if let Some(minutes) = chosen.and_then(Minutes::new) {
            self.choices.longest_session_minutes = Some(minutes);
        }
    }

    fn network(&mut self, ui: &mut Ui) {
        parts::heading(ui, t!("settings-network"));
        let on = self.rules.port_mapping;
        self.switch(ui, Setting::PortMapping, t!("settings-mapping"), on, |choices| {
            &mut choices.port_mapping
        });
        let on = self.rules.internal_only;
        self.switch(ui, Setting::InternalOnly, t!("settings-internal"), on, |choices| {
            &mut choices.internal_only
        });
        let steps = [
            Bandwidth::None,
            Bandwidth::NoWindowDrag,
            Bandwidth::NoBackground,
            Bandwidth::Full,
        ];
        let words = |step: Bandwidth| match step {
            Bandwidth::None => t!("settings-spare-none"),
            Bandwidth::NoWindowDrag => t!("settings-spare-little"),
            Bandwidth::NoBackground => t!("settings-spare-more"),
            Bandwidth::Full => t!("settings-spare-most"),
        };
        let (title, now) = (t!("settings-spare"), self.rules.bandwidth);
        if let Some(step) = self.radio(ui, Setting::Bandwidth, title, now, &steps, words) {
            self.choices.bandwidth = Some(step);
        }
    }

    fn records(&mut self, ui: &mut Ui) {
        parts::heading(ui, t!("settings-records"));
        self.switch(
            ui,
            Setting::SessionLog,
            t!("settings-log"),
            self.rules.session_log,
            |choices| &mut choices.session_log,
        );
        let words = |days: u32| match days {
            0 => t!("settings-keep-all"),
            days => t!("settings-days", days = days),
        };
        let (title, now) = (t!("settings-keep"), self.rules.keep_days);
        if let Some(days) = self.radio(ui, Setting::KeepDays, title, now, &KEPT, words) {
            self.choices.keep_days = Days::new(days);
        }
    }

    fn switch(
        &mut self,
        ui: &mut Ui,
        setting: Setting,
        text: String,
        mut on: bool,
        choice: impl FnOnce(&mut Choices) -> &mut Option<bool>,
    ) {
        let fixed = self.rules.is_fixed(setting).then(|| t!("settings-fixed"));
        let response = parts::unless(ui, fixed, |ui| parts::tick(ui, setting, &mut on, text));
        if response.changed() {
            *choice(&mut self.choices) = Some(on);
        }
        self.explain(ui, setting);
        ui.add_space(tokens::GAP_SMALL);
    }

    /// Returns what was chosen, if anything was.
    fn radio<T: Copy + PartialEq>(
        &self,
        ui: &mut Ui,
        setting: Setting,
        title: String,
        now: T,
        values: &[T],
        words: impl Fn(T) -> String,
    ) -> Option<T> {
        let other = Some(now).filter(|now| !values.contains(now));
        let choices = values.iter().copied().chain(other).map(|value| (value, words(value)));
        let fixed = self.rules.is_fixed(setting).then(|| t!("settings-fixed"));
        let chosen = parts::unless(ui, fixed, |ui| parts::pick(ui, setting, title, now, choices));
        self.explain(ui, setting);
        chosen
    }

    /// Why a setting cannot be changed here.
    fn explain(&self, ui: &mut Ui, setting: Setting) {
        if self.rules.source(setting) == RuleSource::Machine {
            parts::quiet(ui, t!("settings-fixed"));
        }
    }
}
