//! The picture: the expert sees what stands on the novice's screen, and nothing while it must not.

use std::time::{Duration, Instant};

use super::display::{Display, Picture, eventually};
use super::pair::{Expert, Novice, viewing};
use super::relay::Relay;

#[test]
fn the_expert_sees_the_novices_screen_and_its_changes() {
    let display = Display::start(900, 620);
    display.paint(&Picture::known(900, 620, 1));
    let (mut novice, mut expert) = viewing(&display);
    expert.sees(&display);
    display.paint(&Picture::known(900, 620, 2));
    expert.sees(&display);
    expert.program.say("end");
    expert.program.expect("ended by-you");
    assert_eq!(expert.program.exit_code(), 0);
    novice.program.expect("ended helper-left");
    novice.program.say("stop");
    novice.program.expect("cancelled");
    assert_eq!(novice.program.exit_code(), 0);
}

#[test]
fn a_stop_by_the_novice_ends_it_and_the_same_ticket_works_again() {
    let display = Display::start(640, 480);
    let (mut novice, mut expert) = viewing(&display);
    novice.program.say("stop");
    expert.program.expect("ended novice-stopped");
    novice.program.expect("ended stopped");
    let mut again = Expert::open(&novice, &[]);
    novice.allow("view");
    again.program.expect("viewing ");
    again.sees(&display);
}

/// While it is paused, what happens on the screen makes no difference on the wire.
#[test]
fn nothing_of_the_screen_is_sent_while_paused() {
    let display = Display::start(640, 480);
    display.paint(&Picture::known(640, 480, 1));
    let mut novice = Novice::ask(&display, &[]);
    let relay = Relay::start(novice.port);
    let mut expert = Expert::open(&novice, &["--address", &relay.address()]);
    novice.allow("view");
    expert.program.expect("viewing ");
    expert.sees(&display);
    novice.program.say("pause");
    novice.program.expect("paused");
    expert.program.expect("paused");
    relay.wait_for_quiet();
    let before = relay.sent_by_novice();
    let since = Instant::now();
    for seed in 2..22 {
        display.paint(&Picture::known(640, 480, seed));
        std::thread::sleep(Duration::from_millis(50));
    }
    let sent = relay.sent_by_novice() - before;
    // One comes every five seconds; any of the pictures would take tens of thousands of bytes.
    let signs_of_life = 256 * (1 + since.elapsed().as_secs() / 5);
    assert!(
        sent < signs_of_life,
        "{sent} bytes left while paused; only signs of life may"
    );
    novice.program.say("resume");
    expert.program.expect("resumed");
    expert.sees(&display);
}

#[test]
fn a_ticket_from_standard_input_opens_too() {
    let display = Display::start(320, 240);
    let novice = Novice::ask(&display, &["--view-only"]);
    let ticket = std::fs::read_to_string(&novice.ticket).unwrap();
    let mut expert = Expert::open_ticket(std::path::Path::new("-"), &novice.password, &[]);
    for line in ticket.lines() {
        expert.program.say(line);
    }
    expert.program.close_input();
    let mut novice = novice;
    novice.allow("view");
    expert.program.expect("viewing ");
    eventually("the view on the novice's side", || novice.program.has_said("viewing"));
}
