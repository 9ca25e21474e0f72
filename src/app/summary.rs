//! What happened in the session that has ended: to read, to keep and to print.

use std::path::PathBuf;
use std::time::Duration;

use egui::Ui;

use super::actions::{Action, Now};
use super::job::{self, Errands, Job};
use super::{parts, tokens};
use crate::desk::Placed;
use crate::session::history::PastSession;
use crate::session::novice::Problem;
use crate::session::record;
use crate::session::told::Apart;
use crate::t;
use crate::texts::times;

pub(super) struct Summary {
    past: PastSession,
    errands: Errands,
    saving: Option<Job<Result<PathBuf, Problem>>>,
    /// `None` in it: the printer has it.
    printing: Option<Job<Result<Option<Placed>, Problem>>>,
    /// What became of the last of these.
    told: Option<Result<String, Problem>>,
}

impl Summary {
    pub(super) fn new(past: PastSession, errands: &Errands) -> Self {
        Self {
            past,
            errands: errands.clone(),
            saving: None,
            printing: None,
            told: None,
        }
    }

    /// Who, when, for how long, what was allowed when, and by whom it ended.
    pub(super) fn show(&mut self, ui: &mut Ui) {
        let past = &self.past;
        parts::heading(ui, t!("summary-title"));
        parts::panel(ui, |ui| {
            let who = past.who.as_deref().and_then(Apart::claimed);
            parts::apart(ui, &who.unwrap_or_else(Apart::none));
            ui.add_space(tokens::GAP_SMALL);
            let length = past.ended.unwrap_or(past.began).saturating_sub(past.began);
            let time = times::duration(Duration::from_secs(length));
            let address = past.address.as_deref().unwrap_or("?");
            parts::body(
                ui,
                t!(
                    "summary-when",
                    when = times::when(past.began),
                    time = time,
                    address = address
                ),
            );
            ui.add_space(tokens::GAP_SMALL);
            for entry in &past.entries {
                parts::small(
                    ui,
                    format!("{}  {}", times::time_of_day(entry.time), record::entry(entry)),
                );
            }
        });
        self.keep(ui);
    }

    /// The ways to keep it.
    pub(super) fn keep(&mut self, ui: &mut Ui) {
        if let Some(saved) = job::take(&mut self.saving) {
            self.told = Some(saved.map(|path| t!("summary-saved", path = path.display().to_string())));
        }
        if let Some(printed) = job::take(&mut self.printing) {
            self.told = Some(printed.map(|placed| match placed {
                None => t!("summary-printed"),
                Some(Placed { path, opened: true }) => t!("summary-opened", path = path.display().to_string()),
                Some(Placed { path, .. }) => t!("summary-kept", path = path.display().to_string()),
            }));
        }
        ui.add_space(tokens::GAP_SMALL);
        let possible = Now {
            idle: self.saving.is_none() && self.printing.is_none(),
            ..Now::default()
        };
        parts::row(ui, |ui| {
            if parts::button_now(ui, possible, parts::Weight::Plain, Action::SummarySave).clicked() {
                let (text, began) = (self.text(), self.past.began);
                self.saving = Some(
                    self.errands
                        .beside(move |services| services.desk.keep_summary(&text, began)),
                );
            }
            if parts::button_now(ui, possible, parts::Weight::Plain, Action::SummaryPrint).clicked() {
                let (text, began) = (self.text(), self.past.began);
                self.printing = Some(
                    self.errands
                        .beside(move |services| services.desk.print_summary(&text, began)),
                );
            }
        });
        match &self.told {
            Some(Ok(told)) => drop(parts::status(ui, told.as_str())),
            Some(Err(problem)) => parts::problem(ui, problem),
            None => {}
        }
    }

    fn text(&self) -> String {
        record::session_log(&self.past.entries)
    }
}
