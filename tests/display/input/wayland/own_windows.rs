//! The expert touches no window of Lifeline's.

use std::sync::mpsc;

use lifeline::input::{Injector, OwnWindow, OwnWindowWatch, Silence};
use lifeline::vocabulary::{InputEvent, MouseButton};

use super::super::display::{plain, yes};
use super::OUTPUT;
use super::recorder::{OwnDevices, Recorder, Seen};
use crate::alone::is_alone;
use crate::sway::Sway;

fn press_keys(injector: &Injector) {
    for down in [true, false] {
        injector.inject(plain(0x1E, down), &yes()).unwrap();
        injector
            .inject(InputEvent::Unicode { unit: 0x62, down }, &yes())
            .unwrap();
    }
}

fn is_no_move(seen: &&Seen) -> bool {
    !matches!(seen, Seen::Move { .. })
}

/// A window that has the focus is known by what it calls itself.
#[test]
fn a_window_of_the_programs_name_gets_no_keys() {
    let Some(sway) = Sway::start(1, "") else { return };
    let _devices = OwnDevices::plug_in(&sway, "us");
    let injector = Injector::start(Some(sway.socket_name()), OUTPUT).unwrap();
    injector.protect_program();
    let programs = [
        ("org.lifeline.Lifeline", true),
        ("Lifeline", true),
        ("lifelines", false),
    ];
    for (number, (program, is_ours)) in (1u16..).zip(programs) {
        let mut window = Recorder::open(&sway, program);
        window.wait_for_focus();
        press_keys(&injector);
        // A move goes anywhere, and is the last.
        let (x, y) = (300 + number, 400);
        injector.inject(InputEvent::Move { x, y }, &yes()).unwrap();
        let last = Seen::Move {
            x: f64::from(x) + 0.5,
            y: 400.5,
        };
        let seen = window.wait_for(|seen| seen.last() == Some(&last));
        let keys = seen.iter().filter(is_no_move).count();
        let expected = if is_ours { 0 } else { 4 };
        assert_eq!(keys, expected, "{program}: {seen:?}");
    }
}

/// This process tells where its own window is touched, as the program's window does: it alone, since whatever else of
/// this process injects would ask that window, too.
#[test]
fn the_programs_own_window_gets_no_clicks() {
    if !is_alone() {
        return;
    }
    let Some(sway) = Sway::start(1, "") else { return };
    let _devices = OwnDevices::plug_in(&sway, "us");
    let mut own = Recorder::open_beside(&sway, "own");
    let mut other = Recorder::open_beside(&sway, "other");
    own.wait_for_width(640);
    other.wait_for_width(640);
    other.wait_for_focus();
    let injector = Injector::start(Some(sway.socket_name()), OUTPUT).unwrap();
    let (wake, woken) = mpsc::channel();
    // The other window of this program is touched by nobody.
    let untouched = OwnWindowWatch::new(Silence::Hidden, move |_| {});
    let watch = OwnWindowWatch::new(Silence::Late, move |question| {
        let _ = wake.send(question);
    });
    let touch = |x: u16| {
        for down in [true, false] {
            let button = MouseButton::Left;
            let event = InputEvent::Button {
                button,
                down,
                x,
                y: 300,
            };
            injector.inject(event, &yes()).unwrap();
        }
        let wheel = InputEvent::Wheel {
            horizontal: false,
            rotation: 120,
            x,
            y: 300,
        };
        injector.inject(wheel, &yes()).unwrap();
    };
    // The own window is the left one.
    touch(200);
    touch(1000);
    let mut looks = 0;
    let mut answer = |own: &mut Recorder| {
        for question in woken.try_iter() {
            looks += 1;
            let under_pointer = own.is_under_pointer();
            untouched.tell(OwnWindow::default(), question);
            let window = OwnWindow {
                focused: false,
                under_pointer,
            };
            // What answers an older question says nothing of what came since.
            watch.tell(OwnWindow::default(), question - 1);
            watch.tell(window, question);
        }
    };
    let touched = other.wait_for(|seen| {
        answer(&mut own);
        seen.iter().filter(is_no_move).count() >= 3
    });
    assert_eq!(touched.iter().filter(is_no_move).count(), 3);
    let seen = own.seen();
    assert!(seen.iter().any(|seen| !is_no_move(&seen)), "the pointer was there");
    assert_eq!(seen.iter().find(is_no_move), None);

    // One that is hidden never answers, and is in nobody's way; one that is late may be touched by now.
    let hidden = OwnWindowWatch::new(Silence::Hidden, |_| {});
    touch(1010);
    other.wait_for(|seen| {
        answer(&mut own);
        seen.iter().filter(is_no_move).count() >= 6
    });
    let late = OwnWindowWatch::new(Silence::Late, |_| {});
    touch(1020);
    injector.inject(InputEvent::Move { x: 1030, y: 310 }, &yes()).unwrap();
    let last = Seen::Move { x: 390.5, y: 310.5 };
    let touched = other.wait_for(|seen| {
        answer(&mut own);
        seen.last() == Some(&last)
    });
    assert_eq!(touched.iter().filter(is_no_move).count(), 6);
    drop(late);
    // One that said something just before is no hidden one.
    let busy = OwnWindowWatch::new(Silence::Hidden, |_| {});
    busy.tell(OwnWindow::default(), 0);
    touch(1040);
    injector.inject(InputEvent::Move { x: 1050, y: 320 }, &yes()).unwrap();
    let last = Seen::Move { x: 410.5, y: 320.5 };
    let touched = other.wait_for(|seen| {
        answer(&mut own);
        seen.last() == Some(&last)
    });
    assert_eq!(touched.iter().filter(is_no_move).count(), 6);
    drop((hidden, busy));
    assert!(looks >= 2, "{looks}");
}
