//! Lifeline's own windows get neither clicks nor keys from the expert.

use lifeline::input::{Injector, InputEvent, MouseButton};
use x11rb::protocol::xproto::{ConnectionExt as _, InputFocus};

use super::display::{Display, Recorder, Seen, drain, eventually, plain, yes};

fn click(injector: &Injector, x: u16, y: u16) {
    let permit = yes();
    for down in [true, false] {
        let button = MouseButton::Left;
        injector
            .inject(InputEvent::Button { button, down, x, y }, &permit)
            .unwrap();
    }
    injector
        .inject(
            InputEvent::Wheel {
                horizontal: false,
                rotation: 120,
            },
            &permit,
        )
        .unwrap();
}

fn press_a(injector: &Injector) {
    for down in [true, false] {
        injector.inject(plain(0x1E, down), &yes()).unwrap();
    }
    injector
        .inject(InputEvent::Unicode { unit: 0x61, down: true }, &yes())
        .unwrap();
}

#[test]
fn clicks_and_keys_do_not_reach_our_windows() {
    let Some(display) = Display::start() else { return };
    let own = Some(std::process::id());
    let mut theirs = display.window((0, 0), (100, 100), Some(1));
    let mut ours = display.window((100, 0), (100, 100), own);
    // A window manager's frame, with our window inside it and a title bar above.
    let mut frame = display.window((200, 0), (100, 100), None);
    let mut inside = Recorder::new(&display.name, Some(frame.window), (0, 20), (100, 80), own);
    let mut part = Recorder::new(&display.name, Some(ours.window), (0, 0), (50, 50), None);
    let injector = display.injector();
    for (x, y) in [(150, 80), (110, 10), (250, 5), (250, 60)] {
        click(&injector, x, y);
        drain(&display, &injector);
    }
    for focus in [&ours, &frame, &inside, &part] {
        focus.focus();
        press_a(&injector);
        drain(&display, &injector);
    }
    for window in [&mut ours, &mut frame, &mut inside, &mut part] {
        assert_eq!(window.pressed(), []);
    }
    theirs.focus();
    press_a(&injector);
    click(&injector, 50, 50);
    let seen = theirs.wait_for(8);
    assert_eq!(seen.len(), 8, "{seen:?}");
    assert_eq!(display.pressed(), (vec![], 0));
}

#[test]
fn the_window_under_the_pointer_counts_where_nothing_has_the_focus() {
    let Some(display) = Display::start() else { return };
    let mut ours = display.window((0, 0), (100, 100), Some(std::process::id()));
    let mut theirs = display.window((100, 0), (100, 100), None);
    let focus = u32::from(InputFocus::POINTER_ROOT);
    display
        .x
        .set_input_focus(InputFocus::POINTER_ROOT, focus, x11rb::CURRENT_TIME)
        .unwrap()
        .check()
        .unwrap();
    let injector = display.injector();
    for x in [50, 150] {
        injector.inject(InputEvent::Move { x, y: 50 }, &yes()).unwrap();
        press_a(&injector);
        drain(&display, &injector);
    }
    assert_eq!(ours.pressed(), []);
    assert_eq!(theirs.wait_for(4).len(), 4);
}

#[test]
fn a_click_begun_elsewhere_ends_over_our_window() {
    let Some(display) = Display::start() else { return };
    let _ours = display.window((100, 0), (100, 100), Some(std::process::id()));
    let mut theirs = display.window((0, 0), (100, 100), None);
    let injector = display.injector();
    for (down, x) in [(true, 50), (false, 150)] {
        let button = MouseButton::Left;
        injector
            .inject(InputEvent::Button { button, down, x, y: 50 }, &yes())
            .unwrap();
    }
    let seen = theirs.wait_for(2);
    assert!(
        matches!(seen.last(), Some(Seen::Button { down: false, .. })),
        "{seen:?}"
    );
    assert_eq!(display.pressed(), (vec![], 0));
}

#[test]
fn other_processes_can_be_protected_too() {
    let Some(display) = Display::start() else { return };
    let mut helper = display.window((0, 0), (100, 100), Some(4242));
    let mut mine = display.window((100, 0), (100, 100), Some(std::process::id()));
    let injector = display.injector();
    injector.protect([4242]);
    click(&injector, 50, 50);
    click(&injector, 150, 50);
    drain(&display, &injector);
    assert_eq!(mine.wait_for(4).len(), 4);
    assert_eq!(helper.pressed(), []);
}

#[test]
fn a_held_key_does_not_repeat_into_our_window() {
    let Some(display) = Display::start() else { return };
    let ours = display.window((0, 0), (100, 100), Some(std::process::id()));
    let mut theirs = display.window((100, 0), (100, 100), None);
    theirs.focus();
    let injector = display.injector();
    injector.inject(plain(0x1E, true), &yes()).unwrap();
    theirs.wait_for(1);
    ours.focus();
    eventually(|| display.pressed() == (vec![], 0));
}
