//! What another start of the program wants of the window that is there: shown here, or in a window of its own.

use std::path::Path;

use lifeline::app::{Start, TicketSource};
use lifeline::desk::running::{Call, Wanted};
use lifeline::session::novice::{self, QuestionKind};
use tokio::sync::{mpsc, oneshot};

use super::bench::Bench;

/// A window that hears calls, and who calls it.
struct Called {
    bench: Bench,
    calls: mpsc::Sender<Call>,
}

impl Called {
    fn new(mut bench: Bench) -> Self {
        let (calls, heard) = mpsc::channel(4);
        bench.harness.state_mut().heed(heard);
        Self { bench, calls }
    }

    /// Whether the window does it.
    fn call(&mut self, wanted: Wanted) -> bool {
        let (answer, mut answered) = oneshot::channel();
        self.calls.try_send(Call { wanted, answer }).unwrap();
        self.bench.steps();
        answered.try_recv().expect("an answer with the next frame")
    }

    /// The same of a caller who does not wait any more.
    fn call_and_leave(&mut self, wanted: Wanted) {
        let answer = oneshot::channel().0;
        self.calls.try_send(Call { wanted, answer }).unwrap();
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
    for wanted in [Wanted::Front, Wanted::AskForm, Wanted::HelpForm, other] {
        assert!(!window.call(wanted.clone()), "{wanted:?}");
    }
    assert!(window.call(own), "it is open here");
    assert!(window.bench.shows("The screen of the person you help"));
    assert!(window.bench.expert_commands().is_empty());
}
