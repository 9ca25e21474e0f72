//! What ends by itself when nobody does anything: 120 s for the view, 60 s for control, an invitation of one minute.
//! All wait at the same time.

use std::time::Duration;

use super::display::Display;
use super::pair::{Expert, Novice, viewing};

const LONGEST: Duration = Duration::from_secs(160);

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
