//! Mouse and keyboard of a Wayland desktop that lends them by its portal, which asks the person itself.

use super::display::{Picture, eventually};
use super::pair::{Expert, Home, Novice, take_control};
use super::portal::{SIZE, sees, viewing};
use super::test_portal::{Answer, Done, TestPortal};

pub const LEFT: i32 = 0x110;
const CTRL: i32 = 29;

/// The person allows control, and their desktop asks them once more.
fn desktop_asks(portal: &TestPortal) -> (Novice, Expert) {
    let (mut novice, mut expert) = viewing(portal);
    portal.answer(Answer::Open);
    expert.program.say("request-control");
    novice.allow("control");
    eventually("the desktop asks", || portal.asked() == 2);
    assert!(!novice.program.has_said("controlling"));
    (novice, expert)
}

/// Waits until this was done; returns what was done by then.
pub fn until(portal: &TestPortal, last: Done) -> Vec<Done> {
    let mut all = Vec::new();
    eventually("it is done", || {
        all.extend(portal.done());
        all.last() == Some(&last)
    });
    all
}

fn stroke(code: i32) -> [Done; 2] {
    [Done::Key(code, true), Done::Key(code, false)]
}

fn letter(character: char) -> [Done; 2] {
    let symbol = xkeysym::Keysym::from_char(character).raw().try_into().unwrap();
    [Done::Symbol(symbol, true), Done::Symbol(symbol, false)]
}

#[test]
fn control_is_asked_for_in_the_desktop_and_its_picture_goes_on() {
    let Some(portal) = TestPortal::start_with_hands() else {
        return;
    };
    let [first, second, third] = [1, 2, 3].map(|seed| Picture::known(SIZE.width, SIZE.height, seed));
    portal.screen.show(&first, &[]);
    portal.used_screen.show(&third, &[]);
    // A monitor of which two pixels are one unit.
    portal.units((320, 240));
    let home = Home::new();
    let mut doctor = home.lifeline();
    portal.dress(&mut doctor);
    let found = doctor.args(["doctor", "--router", "never"]).output().unwrap();
    assert!(found.stdout.starts_with(b"screen view control\n"), "{found:?}");

    let (mut novice, mut expert) = desktop_asks(&portal);
    assert!(
        novice
            .program
            .notes()
            .contains("Your desktop asks you now: allow there")
    );
    // What is seen goes on meanwhile, and nothing is used.
    expert.program.say("click 10 10");
    portal.screen.show(&second, &[lifeline::vocabulary::Rect::of(SIZE)]);
    sees(&mut expert, &second, "the picture goes on while the desktop asks");
    portal.decide(Answer::Yes);
    novice.program.expect("controlling");
    expert.program.expect("controlling");
    assert!(portal.is_there(0), "the session of the view is kept");
    sees(&mut expert, &third, "the picture of the new session is seen");
    assert_eq!(portal.done(), []);

    expert.program.say("click 10 21");
    let (x, y) = (5.25, 10.75);
    let to = Done::Move(x, y);
    let clicked = until(&portal, Done::Button(LEFT, false));
    let press = [Done::Button(LEFT, true), to, Done::Button(LEFT, false)];
    assert_eq!(clicked.iter().filter(|done| **done != to).count(), 2, "{clicked:?}");
    assert!(
        clicked.first() == Some(&to) && clicked.contains(&press[0]),
        "{clicked:?}"
    );
    for (button, code) in [("right", 0x111), ("middle", 0x112), ("back", 0x113), ("forward", 0x114)] {
        expert.program.say(&format!("click 10 21 {button}"));
        let clicked = until(&portal, Done::Button(code, false));
        assert!(clicked.contains(&Done::Button(code, true)), "{clicked:?}");
    }
    for (wheel, axis, steps) in [("up", 0, -1), ("down", 0, 1), ("left", 1, -1), ("right", 1, 1)] {
        expert.program.say(&format!("click 10 21 wheel-{wheel}"));
        until(&portal, Done::Notches(axis, steps));
    }
    // A part of a notch goes that part of the way; what makes whole ones is told as these.
    expert.program.say("click 10 21 wheel-up:60");
    until(&portal, Done::Scroll(0.0, -5.0));
    expert.program.say("click 10 21 wheel-right:12");
    until(&portal, Done::Scroll(1.0, 0.0));
    expert.program.say("click 10 21 wheel-left:240");
    until(&portal, Done::Notches(1, -2));
    expert.program.say("key ctrl+a");
    let keys = until(&portal, Done::Key(CTRL, false));
    let [down, up] = stroke(30);
    assert_eq!(keys, [Done::Key(CTRL, true), down, up, Done::Key(CTRL, false)]);
    expert.program.say("type aß漢");
    let typed = until(&portal, letter('漢')[1]);
    assert_eq!(typed, [letter('a'), letter('ß'), letter('漢')].concat());

    // What is held is let go when control is taken back, and nothing comes after it.
    expert.program.say("key-down ctrl");
    until(&portal, Done::Key(CTRL, true));
    novice.program.say("take-back");
    expert.program.expect("control-ended by-novice");
    assert_eq!(until(&portal, Done::Key(CTRL, false)).len(), 1);
    // The desktop says no longer that it is controlled, and asks nobody about the picture.
    sees(&mut expert, &second, "the picture of the view is back");
    eventually("the session of control is gone", || !portal.is_there(1));
    assert_eq!(portal.asked(), 2);
    // Both ask again.
    portal.answer(Answer::Yes);
    take_control(&mut novice, &mut expert);
    assert_eq!(portal.asked(), 3);
    sees(&mut expert, &third, "the picture of control is seen again");
    expert.program.say("key a");
    assert_eq!(until(&portal, up), [down, up]);
    // So do the keys that the desktop listens for; an Esc of the helper's goes to the program.
    assert!(novice.program.notes().contains("Shift+Ctrl+Escape takes it back"));
    let [down, up] = stroke(1);
    expert.program.say("key esc");
    assert_eq!(until(&portal, up), [down, up]);
    // To the desktop their keys that take it back would be the person's: they are not sent.
    expert.program.say("key ctrl+shift+esc");
    expert.program.expect("input-refused");
    let keys = until(&portal, Done::Key(CTRL, false));
    assert!(!keys.contains(&down), "{keys:?}");
    portal.press_shortcut();
    novice.program.expect("control-ended escape");
    expert.program.expect("control-ended by-novice");
    // Who ends it in the desktop has stopped: what is left is the view's.
    eventually("the second session of control is gone", || !portal.is_there(2));
    portal.end(0);
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
}

/// The portal says once how large the monitor is.
#[test]
fn control_follows_a_monitor_that_changes_its_size_and_ends_with_one_that_is_unplugged() {
    let Some(portal) = TestPortal::start_with_hands() else {
        return;
    };
    let [large, other] = [1, 2].map(|seed| Picture::known(SIZE.width, SIZE.height, seed));
    let small = Picture::known(500, 300, 3);
    portal.screen.show(&large, &[]);
    portal.used_screen.show(&other, &[]);
    // Two pixels are one of its units.
    portal.units((320, 240));
    let (mut novice, mut expert) = viewing(&portal);
    take_control(&mut novice, &mut expert);
    for picture in [other, small] {
        portal.used_screen.show(&picture, &[]);
        sees(&mut expert, &picture, "the monitor as it is now");
        expert.program.say("click 10 21");
        let clicked = until(&portal, Done::Button(LEFT, false));
        assert_eq!(clicked.first(), Some(&Done::Move(5.25, 10.75)), "{clicked:?}");
    }
    // The desktop is asked for what may be seen once more, and for nothing else.
    portal.used_screen.unplug();
    novice.program.expect("control-ended paused");
    novice.program.expect("paused interrupted");
    novice.program.expect("resumed");
    expert.program.expect("paused interrupted");
    expert.program.expect("resumed");
    sees(&mut expert, &large, "the picture of the view is seen again");
    assert_eq!(portal.asked(), 3);
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// What the person chose last is what they share.
#[test]
fn what_was_left_off_sharing_for_control_does_not_come_back() {
    let Some(portal) = TestPortal::start_with_hands() else {
        return;
    };
    let [first, second] = [1, 2].map(|seed| Picture::known(SIZE.width, SIZE.height, seed));
    portal.screen.show(&first, &[]);
    portal.used_screen.show(&second, &[]);
    let (mut novice, mut expert) = viewing(&portal);
    // Another monitor.
    portal.place((640, 0));
    take_control(&mut novice, &mut expert);
    sees(&mut expert, &second, "the picture of control is seen");
    assert!(!portal.is_there(0), "what was chosen before is shared no longer");
    novice.program.say("take-back");
    expert.program.expect("control-ended by-novice");
    // Mouse and keyboard are asked about by Lifeline alone, since the session goes on.
    take_control(&mut novice, &mut expert);
    assert_eq!(portal.asked(), 2);
    sees(&mut expert, &second, "its picture goes on");
}

/// What the person presses meanwhile goes to the window in which the helper's button is down.
#[test]
fn a_button_that_rests_is_let_go_where_the_desktop_lends_the_mouse() {
    let Some(portal) = TestPortal::start_with_hands() else {
        return;
    };
    portal.screen.show(&Picture::known(SIZE.width, SIZE.height, 1), &[]);
    let (mut novice, mut expert) = viewing(&portal);
    take_control(&mut novice, &mut expert);
    expert.program.say("button-down 10 10");
    until(&portal, Done::Button(LEFT, true));
    until(&portal, Done::Button(LEFT, false));
    // Their own release comes to nothing.
    expert.program.say("button-up 10 10");
    expert.program.say("key a");
    let done = until(&portal, stroke(30)[1]);
    assert!(!done.iter().any(|done| matches!(done, Done::Button(..))), "{done:?}");
}

#[test]
fn a_no_in_the_desktop_is_a_no_to_control_and_the_view_stays() {
    let Some(portal) = TestPortal::start_with_hands() else {
        return;
    };
    let picture = Picture::known(SIZE.width, SIZE.height, 1);
    portal.screen.show(&picture, &[]);
    for no in [Answer::No, Answer::NoHands] {
        let (mut novice, mut expert) = desktop_asks(&portal);
        portal.decide(no);
        novice.program.expect("control-ended desktop-refused");
        expert.program.expect("refused control desktop");
        eventually("the second session is gone", || !portal.is_session_there());
        let next = Picture::known(SIZE.width, SIZE.height, 2);
        portal.screen.show(&next, &[lifeline::vocabulary::Rect::of(SIZE)]);
        sees(&mut expert, &next, "the view stays");
        assert!(!novice.program.has_said("controlling"));
        novice.program.say("stop");
        novice.program.expect("ended stopped");
        portal.answer(Answer::Yes);
        portal.forget();
    }
}

/// Whatever takes a right away while the desktop asks does so at once, and the desktop's question goes away.
#[test]
fn nothing_waits_for_the_desktops_question() {
    let Some(portal) = TestPortal::start_with_hands() else {
        return;
    };
    for (says, novices, experts) in [
        ("take-back", "control-ended taken-back", "refused control"),
        ("pause", "paused", "paused"),
        ("stop", "ended stopped", "ended novice-stopped"),
    ] {
        let (mut novice, mut expert) = desktop_asks(&portal);
        novice.program.say(says);
        novice.program.expect(novices);
        expert.program.expect(experts);
        eventually("the question goes away", || !portal.is_session_there());
        assert!(!novice.program.has_said("controlling"));
        portal.answer(Answer::Yes);
        portal.forget();
    }
    assert_eq!(portal.done(), []);
}

#[test]
fn who_wants_no_keys_is_asked_once_and_promised_none() {
    let Some(portal) = TestPortal::start_with_hands() else {
        return;
    };
    portal.refuse_keys();
    let (mut novice, mut expert) = viewing(&portal);
    for _ in 0..2 {
        take_control(&mut novice, &mut expert);
        novice.program.say("take-back");
        expert.program.expect("control-ended by-novice");
    }
    assert_eq!(portal.keys_asked(), 1);
    assert!(!novice.program.notes().contains("Escape takes it back"));
}
