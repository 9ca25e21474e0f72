//! What an administrator decided, what a person may choose, and what happened.

use std::fs;

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lifeline::app::Start;
use lifeline::journal::{Entry, Kind};
use lifeline::policy::{Rules, Sources, Who};
use lifeline::session::history::gather;
use lifeline::session::novice::{self, QuestionKind};

use super::bench::{Bench, question};

const FIXED: &str = "Whoever manages this computer decided this.";

/// The rules under a policy with these settings.
fn rules(settings: &str) -> Rules {
    #[cfg(target_os = "linux")]
    super::surroundings::usual_umask();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("policy.json");
    fs::write(&file, format!("{{\"settings\": {{{settings}}}}}")).unwrap();
    Sources::in_files(file, None, Who::named("anna", &[])).rules()
}

fn is_disabled(bench: &Bench, name: &str) -> bool {
    bench.harness.get_by_label(name).accesskit_node().is_disabled()
}

const CONTROL: &str = "Helpers may use my mouse and keyboard, if I say yes";
const ENCRYPTED: &str = "Invitations show nothing without the password (Windows XP cannot open them)";

#[test]
fn a_setting_that_is_fixed_shows_so_and_others_are_kept() {
    let mut bench = Bench::new(Start::Home);
    *bench.rules.borrow_mut() = rules("\"control\": false");
    bench.press("Settings");
    assert!(is_disabled(&bench, CONTROL) && !is_disabled(&bench, ENCRYPTED));
    assert!(bench.shows(FIXED));
    bench.press(ENCRYPTED);
    assert_eq!(bench.choices.borrow().encrypted_only, Some(true));
    assert_eq!(bench.choices.borrow().control, None);
    bench.press("as much as possible");
    assert!(bench.choices.borrow().bandwidth.is_some());
    bench.press("Back to the start");
    bench.press("Settings");
}

#[test]
fn the_choices_of_an_invitation_show_what_is_fixed() {
    let mut bench = Bench::new(Start::Home);
    *bench.rules.borrow_mut() = rules(
        "\"control\": false, \"older_encryption\": false, \"longest_life\": {\"number\": 3, \"unit\": \"hours\"}",
    );
    bench.press("Ask for help");
    assert!(is_disabled(
        &bench,
        "Only let them look: they can never use my mouse and keyboard"
    ));
    assert!(is_disabled(&bench, "My helper uses an older Windows"));
    assert!(bench.shows(FIXED) && bench.shows("does not allow longer"));
    assert!(!bench.shows("6 hours"));
    bench.press("Make the invitation");
    let commands = bench.commands();
    let Some(novice::Command::Ask(options)) = commands.first() else {
        panic!("{commands:?}")
    };
    assert!(options.view_only && !options.older_windows);
    assert_eq!(options.life.as_secs(), 3 * 3600);
}

#[test]
fn the_switch_for_everybody_goes_to_the_administrator() {
    let mut bench = Bench::new(Start::Home);
    bench.press("Settings");
    // What the administrator will have written when the switch is through.
    *bench.rules.borrow_mut() = rules("\"ask\": false");
    bench.press("Let nobody ask for help…");
    bench.wait("Let everyone ask for help…");
    assert_eq!(*bench.switched.lock().unwrap(), [false]);
    assert!(bench.shows("Nobody who uses this computer may ask for help."));
}

#[test]
fn a_policy_that_is_wrong_is_said_with_its_line() {
    let mut bench = Bench::new(Start::Home);
    *bench.rules.borrow_mut() = rules("\n\"control\": 3");
    bench.press("Settings");
    assert!(bench.shows("line 2"));
}

#[test]
fn what_happened_is_shown_with_its_steps() {
    let mut bench = Bench::new(Start::Home);
    let of = |kind, time| {
        Entry::at(kind, time)
            .session("0011223344556677")
            .who("Sam")
            .address("192.0.2.7:4000")
    };
    let entries = [
        of(Kind::Connected, 1_763_636_657),
        of(Kind::ViewAllowed, 1_763_636_660).detail("i-called"),
        of(Kind::ControlAllowed, 1_763_636_670),
        of(Kind::Ended, 1_763_636_690).detail("stopped"),
        Entry::at(Kind::WrongPassword, 1_763_640_000)
            .who("Eve")
            .address("198.51.100.1:5"),
    ];
    *bench.past.lock().unwrap() = gather(entries.into_iter());
    bench.press("What happened");
    bench.wait(
        "Someone helped you from 192.0.2.7:4000. You said that you had called them. They could see the screen and use mouse and keyboard. You ended it.",
    );
    assert!(bench.shows("Someone gave a wrong password."));
    assert!(!bench.shows("You let them see your screen."));
    bench.press("Details");
    assert!(bench.shows("You said that you had called them. You let them see your screen."));
    assert!(bench.shows("0011223344556677"));
}

#[test]
fn the_administrators_words_are_added_to_the_question() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.tell(novice::Event::Question(novice::Question {
        notice: Some("Close the till.".to_owned()),
        again: true,
        ..question(QuestionKind::View)
    }));
    for said in [
        "From whoever manages this computer: Close the till.",
        "wants you to be asked again",
        "Did you call them, or did they call you?",
        "wants to see your screen",
    ] {
        assert!(bench.shows(said), "{said}");
    }
}
