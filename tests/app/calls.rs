//! What another start of the program wants of the window that is there: shown here, or in a window of its own.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::Key;
use lifeline::app::{Start, TicketSource};
use lifeline::desk::running::{Calls, StartCall, Wanted};
use lifeline::session::expert;
use lifeline::session::novice::{self, QuestionKind};
use tokio::sync::{mpsc, oneshot};

use super::bench::{BOTH, Bench, key_event};

/// A window that hears calls, and who calls it.
struct Called {
    bench: Bench,
    calls: mpsc::Sender<StartCall>,
    /// Another window is the home.
    beside: Arc<AtomicBool>,
}

impl Called {
    fn new(mut bench: Bench) -> Self {
        let (calls, heard) = mpsc::channel(4);
        let beside = Arc::<AtomicBool>::default();
        bench.harness.state_mut().heed(Calls::new(heard, Arc::clone(&beside)));
        Self { bench, calls, beside }
    }

    /// The same beside another window, which shows the start.
    fn beside_another(bench: Bench) -> Self {
        let window = Self::new(bench);
        window.beside.store(true, Ordering::Relaxed);
        window
    }

    /// Whether the window does it.
    fn call(&mut self, wanted: Wanted) -> bool {
        let (answer, mut answered) = oneshot::channel();
        self.calls.try_send(StartCall { wanted, answer }).unwrap();
        self.bench.steps();
        answered.try_recv().expect("an answer with the next frame")
    }

    /// The same of a caller who does not wait any more.
    fn call_and_leave(&mut self, wanted: Wanted) {
        let answer = oneshot::channel().0;
        self.calls.try_send(StartCall { wanted, answer }).unwrap();
        self.bench.steps();
    }
}

fn ticket(folder: &Path, name: &str) -> Wanted {
    let file = folder.join(name);
    std::fs::write(&file, "<UPLOADINFO/>").unwrap();
    Wanted::Open(file)
}

#[test]
fn a_window_that_is_not_needed_otherwise_shows_what_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Called::new(Bench::new(Start::Home));
    assert!(window.call(Wanted::Front));
    assert!(window.bench.shows("What would you like to do?"));
    assert!(window.call(Wanted::AskForm));
    assert!(window.bench.shows("Make the invitation"));
    assert!(window.call(Wanted::OfferForm));
    assert!(window.bench.shows("Offer assistance"));
    assert!(window.call(Wanted::HelpForm));
    assert!(window.call(ticket(folder.path(), "Anna.msrcIncident")));
    assert!(window.bench.shows("Anna.msrcIncident"));
    // To come to the front leaves what is there.
    assert!(window.call(Wanted::Front));
    assert!(window.bench.shows("Anna.msrcIncident"));
    window.call_and_leave(Wanted::AskForm);
    assert!(window.bench.shows("Anna.msrcIncident"), "nobody waits for it any more");
}

#[test]
fn an_invitation_of_ones_own_that_waits_keeps_its_window() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    let mut window = Called::new(bench);
    assert!(!window.call(ticket(folder.path(), "Anna.msrcIncident")));
    assert!(window.call(Wanted::Front));
    assert!(window.bench.shows("Waiting for your helper · valid until"));
    assert!(window.bench.commands().is_empty());
}

/// Whoever starts programs on this computer, a helper who controls it too, takes no question and no bar away, and
/// answers nothing.
#[test]
fn questions_and_the_bar_stay_whatever_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Bench::asked(QuestionKind::View);
    let seen = Bench::sharing();
    let mut controlled = Bench::sharing();
    controlled.tell(novice::Event::Controlling);
    for bench in [asked, seen, controlled] {
        let mut window = Called::new(bench);
        window.bench.commands();
        for wanted in [
            Wanted::Front,
            Wanted::AskForm,
            Wanted::HelpForm,
            Wanted::OfferForm,
            ticket(folder.path(), "Anna.msrcIncident"),
        ] {
            assert!(!window.call(wanted.clone()), "{wanted:?}");
        }
        let commands = window.bench.commands();
        assert!(commands.is_empty(), "{commands:?}");
        assert!(!window.bench.shows("Anna.msrcIncident"));
    }
}

#[test]
fn a_viewer_stays_and_is_shown_for_its_own_invitation_only() {
    let folder = tempfile::tempdir().unwrap();
    let (own, other) = (
        ticket(folder.path(), "own.msrcIncident"),
        ticket(folder.path(), "other.msrcIncident"),
    );
    let Wanted::Open(file) = &own else { unreachable!() };
    let mut bench = Bench::new(Start::open(TicketSource::File(file.clone())));
    bench.connect("abcd efgh jklm");
    bench.view();
    let mut window = Called::new(bench);
    for wanted in [Wanted::AskForm, Wanted::HelpForm, other.clone()] {
        assert!(!window.call(wanted.clone()), "{wanted:?}");
    }
    assert!(window.call(own), "it is open here");
    assert!(window.call(Wanted::Front));
    assert!(window.bench.shows("The screen of the person you help"));
    assert!(window.bench.expert_commands().is_empty());
    // What has ended is left.
    window
        .bench
        .tell_expert(expert::Event::Ended(expert::End::NoviceStopped));
    assert!(window.call(other));
    assert!(window.bench.shows("other.msrcIncident"));
}

fn viewing() -> Bench {
    let mut bench = Bench::new(Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec())));
    bench.connect("abcd efgh jklm");
    bench.view();
    bench
}

/// A second viewer is there for its session alone: the start is in the other window, for as long as that is there.
#[test]
fn a_viewer_beside_another_window_leads_away_and_becomes_the_start_when_it_is_alone() {
    let ended = expert::Event::Ended(expert::End::NoviceStopped);
    let mut window = Called::beside_another(viewing());
    window.bench.tell_expert(ended.clone());
    assert!(!window.bench.shows("Back to the start"));
    window.bench.press("Close this window");
    assert!(!window.bench.shows("Ask for help"), "it closes, and shows no start");

    let mut window = Called::beside_another(viewing());
    window.beside.store(false, Ordering::Relaxed);
    window.bench.tell_expert(ended);
    window.bench.press("Back to the start");
    assert!(window.bench.shows("Ask for help"));

    // Who opened a start gets one back, also where another window did not answer.
    let mut window = Called::beside_another(Bench::new(Start::Home));
    window.bench.press("Help someone");
    window.bench.press("Back to the start");
    assert!(window.bench.shows("Ask for help"));
}

#[test]
fn somebody_else_is_helped_in_another_window() {
    let mut bench = viewing();
    bench.frame(vec![key_event(Key::N, true, BOTH)]);
    assert_eq!(*bench.elsewhere.borrow(), [None]);
    assert!(bench.shows("The screen of the person you help"));
}
