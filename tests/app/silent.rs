//! A computer whose disk does not answer: nothing that the window asks on other threads comes back. Each screen says
//! so, and what a helper may do is taken away all the same.

use std::time::Duration;

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lifeline::app::{Start, TicketSource};
use lifeline::desk::OffersAllowed;
use lifeline::session::novice::{self, QuestionId, QuestionKind};

use super::bench::{Bench, KEY, question};

const SILENT: &str = "This computer’s disk does not answer.";
const ENCRYPTED: &str = "Invitations show nothing without the password (Windows XP cannot open them)";

fn is_disabled(bench: &Bench, name: &str) -> bool {
    bench.harness.get_by_label(name).accesskit_node().is_disabled()
}

fn write(bench: &mut Bench, name: &str, text: &str) {
    bench.harness.get_by_label(name).set_text_value_accesskit(text);
    bench.steps();
}

/// A helper comes, is let in and may control, and all of it is taken away, whatever the window waits for.
fn share_and_stop(bench: &mut Bench, on: &str) {
    use novice::Command as C;
    bench.commands();
    bench.tell(novice::Event::Question(question(QuestionKind::View)));
    bench.pass(Duration::from_secs(2));
    bench.called();
    bench.press("Let them see my screen");
    assert!(matches!(bench.commands()[..], [C::Answer(..)]), "{on}");
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    bench.tell(novice::Event::Viewing);
    bench.press("Pause");
    bench.tell(novice::Event::Resumed);
    bench.tell(novice::Event::Controlling);
    bench.press("Take back control");
    bench.press("Stop sharing");
    let commands = bench.commands();
    assert!(
        matches!(commands[..], [C::Pause, C::TakeBack, C::Stop]),
        "{on}: {commands:?}"
    );
}

/// An invitation waits, and this screen is open while nothing is answered.
fn on_screen(button: &str) -> Bench {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Back to the start");
    bench.fall_silent();
    bench.press(button);
    bench
}

#[test]
fn each_screen_says_what_it_waits_for_and_stop_works() {
    for (button, there_then) in [
        ("Ask for help", "Make the invitation"),
        ("Offer assistance", KEY),
        ("Who may offer help", "Nobody is on the list."),
        ("Settings", ENCRYPTED),
        ("What happened", "Nothing has happened yet."),
    ] {
        let mut bench = on_screen(button);
        assert!(bench.shows("Reading…") && !bench.shows(SILENT), "{button}");
        bench.pass(Duration::from_secs(6));
        assert!(
            bench.shows(SILENT) && bench.shows("You can still stop sharing meanwhile."),
            "{button}"
        );
        share_and_stop(&mut bench, button);
        // Nobody was left waiting: what is answered at last is there.
        let mut bench = on_screen(button);
        bench.pass(Duration::from_secs(6));
        bench.answer();
        assert!(bench.shows(there_then) && !bench.shows(SILENT), "{button}");
    }
}

#[test]
fn an_invitation_that_is_not_written_holds_up_nothing() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.fall_silent();
    bench.press("Save invitation…");
    write(&mut bench, "Save the invitation as", "/network/one");
    bench.press("Save here");
    assert!(is_disabled(&bench, "Save here") && is_disabled(&bench, "Email invitation"));
    bench.pass(Duration::from_secs(6));
    assert!(bench.shows(SILENT));
    share_and_stop(&mut bench, "an invitation");
}

#[test]
fn a_ticket_that_is_not_read_holds_up_nothing() {
    let mut bench = on_screen("Help someone");
    write(&mut bench, "Where the file is", "/network/theirs.msrcIncident");
    bench.press("Open this file");
    assert!(is_disabled(&bench, "Open this file") && bench.shows("Reading…"));
    bench.pass(Duration::from_secs(6));
    assert!(bench.shows(SILENT));
    share_and_stop(&mut bench, "a ticket");
}

#[test]
fn a_session_that_is_not_started_is_given_up_or_comes_late() {
    let mut bench = Bench::new(Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec())));
    write(&mut bench, "Password", "abcd efgh jklm");
    bench.fall_silent();
    bench.press("Connect");
    bench.pass(Duration::from_secs(6));
    assert!(bench.shows(SILENT) && bench.expert.opened.borrow().is_empty());
    bench.press("Cancel");
    assert_eq!(
        bench.harness.get_by_label("Password").value().as_deref(),
        Some("abcd efgh jklm")
    );
    bench.answer();
    assert!(bench.shows("Connect"), "what was given up does not come back");
    let link = bench.expert.link.borrow_mut().take();
    assert!(
        link.is_some_and(|(commands, _)| commands.is_closed()),
        "and its session is told to end"
    );
}

#[test]
fn an_invitation_is_made_when_the_session_starts_at_last() {
    let mut bench = Bench::new(Start::Home);
    bench.press("Ask for help");
    bench.fall_silent();
    bench.press("Make the invitation");
    bench.pass(Duration::from_secs(6));
    assert!(bench.shows("Making the invitation") && bench.shows(SILENT));
    bench.answer();
    use novice::Command as C;
    let commands = bench.commands();
    assert!(matches!(commands[..], [C::Ask(_), C::Share(_)]), "{commands:?}");
}

#[test]
fn a_choice_is_kept_once_and_others_wait_for_it() {
    let mut bench = Bench::new(Start::Home);
    bench.press("Settings");
    bench.fall_silent();
    bench.press(ENCRYPTED);
    assert!(is_disabled(&bench, ENCRYPTED) && is_disabled(&bench, "Let nobody ask for help…"));
    bench.press(ENCRYPTED);
    assert_eq!(bench.waiting(), 1);
    bench.pass(Duration::from_secs(6));
    assert!(bench.shows(SILENT));
    bench.answer();
    assert_eq!(bench.choices.borrow().encrypted_only, Some(true));
    assert!(!is_disabled(&bench, ENCRYPTED));
}

/// Whoever leaves the screen and comes back gives the next wish after the first, not beside it.
#[test]
fn wishes_are_fulfilled_in_the_order_in_which_they_were_given() {
    let mut bench = Bench::new(Start::Home);
    bench.press("Who may offer help");
    write(&mut bench, "Their helper key", KEY);
    write(&mut bench, "Their name, as you will read it", "Anna");
    bench.fall_silent();
    bench.press("Put them on the list");
    assert!(
        is_disabled(&bench, "Put them on the list")
            && is_disabled(&bench, "They may offer to look, and ask to control")
    );
    bench.press("Back to the start");
    bench.press("Who may offer help");
    bench.press("Back to the start");
    bench.press("Settings");
    assert!(bench.offers.helpers.borrow().listed.is_empty());
    assert!(bench.all_in_order(), "what changes something goes one after the other");
    bench.answer();
    assert_eq!(bench.offers.helpers.borrow().listed.len(), 1);
    bench.press("Back to the start");
    bench.press("Who may offer help");
    assert!(bench.shows("Anna"));
    bench.fall_silent();
    bench.press("They may offer to look, and ask to control");
    bench.answer();
    assert_eq!(bench.offers.helpers.borrow().offers, OffersAllowed::Control);
}
