//! What ends by itself when nobody does anything: 120 s for the view, 60 s for control, an invitation of one minute.
//! All wait at the same time, and while other tests run: the harness starts tests by their names, so that these, which
//! wait longest, are among the first.

use std::time::{Duration, Instant};

use lifeline::session::consent::CALLER_WAIT;

use super::display::Display;
use super::pair::{Expert, Home, Novice, viewing};
use super::surroundings;

const LONGEST: Duration = Duration::from_secs(160);

/// The ten seconds as people have them.
#[test]
fn somebody_new_is_let_in_ten_seconds_after_the_yes() {
    let display = Display::start(320, 240);
    let home = Home::new();
    let mut command = home.lifeline();
    command.env_remove(surroundings::CALLER_WAIT);
    let mut novice = Novice::ask_with(home, command, &display, &[]);
    let mut expert = Expert::open(&novice, &[]);
    novice.program.expect("question view ");
    std::thread::sleep(Duration::from_millis(1200));
    let said = Instant::now();
    novice.program.say("y");
    novice.program.expect("allow-in 10");
    novice.program.expect("allow-now");
    assert!(said.elapsed() >= CALLER_WAIT, "it was said too early");
    // Read after it, not before.
    novice.program.expect("viewing");
    expert.program.expect("viewing ");
}

#[test]
fn silence_is_no_and_invitations_expire() {
    let display = Display::start(320, 240);
    let (mut asked_for_control, mut controller) = viewing(&display);
    controller.program.say("request-control");
    asked_for_control.program.expect("question control ");
    let mut asked_for_view = Novice::ask(&display, &[]);
    let mut viewer = Expert::open(&asked_for_view, &[]);
    asked_for_view.program.expect("question view ");
    let mut short = Novice::ask(&display, &["--minutes", "1"]);

    controller.program.expect_within("refused control", LONGEST);
    assert!(!asked_for_control.program.has_said("controlling"));
    controller.sees(&display);

    short.program.expect_within("expired", LONGEST);
    assert_eq!(short.program.exit_code(), 7);
    let mut late = Expert::open(&short, &[]);
    late.program.expect("ended expired");
    assert_eq!(late.program.exit_code(), 7);

    viewer.program.expect_within("ended unanswered", LONGEST);
    assert_eq!(viewer.program.exit_code(), 6);
    asked_for_view.program.expect("ended unanswered");
    assert!(!asked_for_view.program.has_said("viewing"));
}

/// Takes the minute that the shortest invitation lives.
#[test]
fn a_session_outlives_its_invitation() {
    let display = Display::start(320, 240);
    let mut novice = Novice::ask(&display, &["--minutes", "1"]);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    novice.program.expect("viewing");
    expert.program.expect("viewing ");
    novice.program.expect_within("expired", LONGEST);
    expert.sees(&display);
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    assert_eq!(novice.program.exit_code(), 7);
    expert.program.expect("ended novice-stopped");
}
