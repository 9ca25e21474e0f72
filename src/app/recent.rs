//! A short list of those who were helped before: what is known of each, taken up again by one press, forgotten one by
//! one or all at once.

use egui::Ui;

use super::actions::{Action, Now};
use super::job::{self, Errands, Job};
use super::parts::{self, Weight};
use super::tokens;
use crate::desk::{self, Desk, Recent, Remembered};
use crate::session::novice::Problem;
use crate::t;
use crate::texts::times;

/// Those of the last weeks; more are remembered.
const SHOWN: usize = 5;

pub(super) struct RecentList {
    errands: Errands,
    which: Remembered,
    listed: Vec<Recent>,
    /// They are read, or something is forgotten.
    reading: Option<Job<Listed>>,
    /// All of them are shown.
    all: bool,
    /// Whether all shall be forgotten is asked.
    asking: bool,
    /// Why something was not forgotten.
    problem: Option<Problem>,
}

struct Listed {
    listed: Vec<Recent>,
    problem: Option<Problem>,
}

impl Listed {
    fn read(desk: &dyn Desk, which: Remembered) -> Self {
        Self {
            listed: desk.recent(which),
            problem: None,
        }
    }
}

impl RecentList {
    pub(super) fn new(errands: &Errands, which: Remembered) -> Self {
        Self {
            errands: errands.clone(),
            which,
            listed: Vec::new(),
            reading: Some(errands.in_order(move |services| Listed::read(&*services.desk, which))),
            all: false,
            asking: false,
            problem: None,
        }
    }

    /// Shows the list where there is one; the entry that is taken up again.
    pub(super) fn show(&mut self, ui: &mut Ui) -> Option<Recent> {
        if let Some(read) = job::take(&mut self.reading) {
            self.listed = read.listed;
            self.problem = read.problem;
        }
        if let Some(problem) = &self.problem {
            parts::problem(ui, problem);
        }
        if self.listed.is_empty() {
            return None;
        }
        parts::heading(
            ui,
            match self.which {
                Remembered::Computers => t!("offer-recent"),
                Remembered::People => t!("recent-people"),
            },
        );
        if let Some(reading) = &self.reading {
            parts::slow(ui, reading);
        }
        let now = Now {
            idle: self.reading.is_none(),
            ..Now::default()
        };
        let (mut chosen, mut forgotten) = (None, None);
        let shown = if self.all { self.listed.len() } else { SHOWN };
        for one in self.listed.iter().take(shown) {
            parts::item(ui, (&one.host, one.port, &one.name), |ui| {
                match entry(ui, self.which, one, now) {
                    Some(EntryAct::Again) => chosen = Some(one.clone()),
                    Some(EntryAct::Forget) => forgotten = Some(one.clone()),
                    None => {}
                }
            });
        }
        if let Some(one) = forgotten {
            self.forget(Some(one));
        }
        self.ways_for_all(ui, shown, now);
        chosen
    }

    fn ways_for_all(&mut self, ui: &mut Ui, shown: usize, now: Now) {
        let count = self.listed.len();
        if !self.asking {
            parts::row(ui, |ui| {
                if count > shown && parts::link(ui, Action::RecentAll(count)).clicked() {
                    self.all = true;
                }
                if count > 1 && parts::link_now(ui, now, Action::RecentForgetAll).clicked() {
                    self.asking = true;
                }
            });
            return;
        }
        let mut forget = false;
        parts::panel(ui, |ui| {
            parts::body(
                ui,
                match self.which {
                    Remembered::Computers => t!("recent-forget-computers", count = count),
                    Remembered::People => t!("recent-forget-people", count = count),
                },
            );
            ui.add_space(tokens::GAP);
            parts::row(ui, |ui| {
                if parts::button(ui, Weight::Primary, Action::RecentKeep).clicked() {
                    self.asking = false;
                }
                forget = parts::button_now(ui, now, Weight::Plain, Action::RecentForgetAllDo).clicked();
            });
        });
        if forget {
            self.asking = false;
            self.forget(None);
        }
    }

    /// Forgets one of them, or all.
    fn forget(&mut self, one: Option<Recent>) {
        let which = self.which;
        self.reading = Some(self.errands.in_order(move |services| {
            let forgotten = services.desk.forget(which, one.as_ref());
            Listed {
                problem: forgotten.err(),
                ..Listed::read(&*services.desk, which)
            }
        }));
    }
}

enum EntryAct {
    Again,
    Forget,
}

/// The name in a box of its own: they typed it, and no sentence is made of it.
fn entry(ui: &mut Ui, which: Remembered, one: &Recent, now: Now) -> Option<EntryAct> {
    let mut act = None;
    let computer = written(&one.host, one.port);
    if let Some(name) = &one.name {
        parts::name_box(ui, name);
    }
    let again = match which {
        Remembered::Computers => Action::OfferComputerAgain(&computer),
        Remembered::People => Action::RecentOffer(&computer),
    };
    parts::row(ui, |ui| {
        if parts::link(ui, again).clicked() {
            act = Some(EntryAct::Again);
        }
        if parts::link_now(ui, now, Action::OfferForget(&computer)).clicked() {
            act = Some(EntryAct::Forget);
        }
    });
    let (last, times) = (times::when(one.last), one.times);
    let mut known = t!("recent-known", last = last, times = times);
    // These are recognised by their keys.
    if which == Remembered::Computers {
        known = format!("{known} {}", t!("recent-key-known"));
    }
    parts::small(ui, known);
    ui.add_space(tokens::GAP_SMALL);
    act
}

/// A computer as it is typed.
pub(super) fn written(host: &str, port: u16) -> String {
    match (host.contains(':'), port == desk::USUAL_PORT) {
        (_, true) => host.to_owned(),
        (true, false) => format!("[{host}]:{port}"),
        (false, false) => format!("{host}:{port}"),
    }
}
