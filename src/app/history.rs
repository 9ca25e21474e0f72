//! What happened on this computer: who helped and was helped, when, and what was allowed.

use egui::Ui;

use super::actions::Action;
use super::go::Go;
use super::job::{self, Errands, Job};
use super::parts::{self, Weight};
use super::tokens;
use crate::session::history::Item;
use crate::session::novice::Problem;
use crate::session::record;
use crate::t;
use crate::texts::times;

/// More would make the list slow to draw; the command line shows all.
const SHOWN: usize = 200;

pub(super) struct History {
    /// `None` until they are read.
    items: Option<Result<Vec<Item>, Problem>>,
    reading: Option<Job<Result<Vec<Item>, Problem>>>,
    /// The session whose single steps are shown.
    open: Option<usize>,
}

impl History {
    pub(super) fn new(errands: &Errands) -> Self {
        Self {
            items: None,
            // A long one takes its time, and changes nothing.
            reading: Some(errands.beside(|services| services.desk.history())),
            open: None,
        }
    }

    pub(super) fn show(&mut self, ui: &mut Ui) -> Option<Go> {
        if let Some(items) = job::take(&mut self.reading) {
            self.items = Some(items);
        }
        let mut go = None;
        parts::column(ui, "history", |ui| {
            parts::title(ui, t!("history-title"));
            match &self.items {
                None => parts::reading(ui, self.reading.as_ref()),
                Some(Err(problem)) => parts::problem(ui, problem),
                Some(Ok(items)) if items.is_empty() => {
                    parts::body(ui, t!("history-empty"));
                }
                Some(Ok(items)) => {
                    let mut open = self.open;
                    let sessions = items.iter().filter(|item| matches!(item, Item::Session(_))).count();
                    for (index, item) in items.iter().take(SHOWN).enumerate() {
                        // What happened later stands above.
                        let earlier = items.len() - index;
                        parts::item(ui, earlier, |ui| one(ui, item, (index, sessions > 1), &mut open));
                    }
                    if items.len() > SHOWN {
                        parts::quiet(ui, t!("history-more", command = "lifeline history"));
                    }
                    self.open = open;
                }
            }
            ui.add_space(tokens::GAP_LARGE);
            if parts::button(ui, Weight::Primary, Action::BackHome).clicked() {
                go = Some(Go::Home);
            }
        });
        go
    }
}

/// The item of this number, one of several or the only one.
fn one(ui: &mut Ui, item: &Item, (index, several): (usize, bool), open: &mut Option<usize>) {
    parts::panel(ui, |ui| {
        parts::quiet(ui, times::when(item.time()));
        parts::told(ui, &record::item(item));
        let Item::Session(past) = item else { return };
        let shown = *open == Some(index);
        let text = if shown {
            Action::QuestionDetailsHide
        } else {
            Action::QuestionDetails
        };
        let link = parts::link(ui, text);
        let when = times::when(item.time());
        if parts::tell_about(ui, link, text, several.then_some(when.as_str())).clicked() {
            *open = (!shown).then_some(index);
        }
        if shown {
            for entry in &past.entries {
                parts::small(
                    ui,
                    format!("{}  {}", times::time_of_day(entry.time), record::entry(entry)),
                );
            }
            parts::small(ui, t!("log-number", number = past.session.as_str()));
        }
    });
    ui.add_space(tokens::GAP_SMALL);
}
