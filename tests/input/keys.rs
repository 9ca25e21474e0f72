//! Every key, button and wheel arrives as what it is.

use lifeline::input::{InputEvent, MouseButton, ScanKey};

use super::display::{Display, Seen, eventually, key, plain, yes};

#[test]
fn every_scancode_arrives_as_its_keycode() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let permit = yes();
    let mut expected = Vec::new();
    for scan in ScanKey::all() {
        for down in [true, false] {
            injector.inject(key(scan, down), &permit).unwrap();
            expected.push(Seen::Key {
                code: scan.x_keycode().unwrap(),
                down,
            });
        }
    }
    assert_eq!(window.wait_for(expected.len()), expected);
}

#[test]
fn pause_as_windows_sends_it_is_one_key() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let permit = yes();
    let pause = ScanKey {
        scancode: 0x1D,
        extended: false,
        extended1: true,
    };
    for down in [true, false] {
        injector.inject(key(pause, down), &permit).unwrap();
        injector.inject(plain(0x45, down), &permit).unwrap();
    }
    for down in [true, false] {
        injector.inject(plain(0x1E, down), &permit).unwrap();
    }
    let codes: Vec<_> = window.wait_for(4);
    let expected = [(127, true), (127, false), (38, true), (38, false)];
    assert_eq!(codes, expected.map(|(code, down)| Seen::Key { code, down }));
}

#[test]
fn five_buttons_press_where_they_are_told_to() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    injector.set_origin((10, 20));
    let permit = yes();
    let buttons = [
        (MouseButton::Left, 1),
        (MouseButton::Right, 3),
        (MouseButton::Middle, 2),
        (MouseButton::Back, 8),
        (MouseButton::Forward, 9),
    ];
    let mut expected = Vec::new();
    for (step, (button, number)) in (1u16..).zip(buttons) {
        let (x, y) = (step * 50, step * 40);
        for down in [true, false] {
            injector
                .inject(InputEvent::Button { button, down, x, y }, &permit)
                .unwrap();
            expected.push(Seen::Button {
                button: number,
                down,
                x: i16::try_from(x).unwrap() + 10,
                y: i16::try_from(y).unwrap() + 20,
            });
        }
    }
    assert_eq!(window.wait_for(expected.len()), expected);
}

#[test]
fn the_wheel_turns_in_four_directions_and_fractions_add_up() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let permit = yes();
    let turns = [
        (false, 120, vec![4]),
        (false, -120, vec![5]),
        (true, -120, vec![6]),
        (true, 120, vec![7]),
        (false, 240, vec![4, 4]),
        (false, 50, vec![]),
        (true, 70, vec![]),
        (false, 50, vec![]),
        (true, 70, vec![7]),
        (false, 50, vec![4]),
        (false, -150, vec![5]),
    ];
    let mut expected = Vec::new();
    for (horizontal, rotation, notches) in turns {
        injector
            .inject(InputEvent::Wheel { horizontal, rotation }, &permit)
            .unwrap();
        expected.extend(notches.into_iter().flat_map(|button| [(button, true), (button, false)]));
    }
    let seen: Vec<_> = window
        .wait_for(expected.len())
        .into_iter()
        .map(|seen| match seen {
            Seen::Button { button, down, .. } => (button, down),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(seen, expected);
}

#[test]
fn the_pointer_stays_on_the_shared_picture_and_the_desktop() {
    let Some(display) = Display::start() else { return };
    let injector = display.injector();
    let permit = yes();
    let move_to = |x, y, expected| {
        injector.inject(InputEvent::Move { x, y }, &permit).unwrap();
        eventually(|| display.pointer() == expected);
    };
    move_to(30, 40, (30, 40));
    move_to(65_535, 65_535, (1023, 767));
    injector.set_origin((-100, 50));
    move_to(110, 5, (10, 55));
    move_to(20, 5, (0, 55));
    injector.set_area((100, 200), (300, 100));
    move_to(65_535, 65_535, (399, 299));
    move_to(0, 0, (100, 200));
}
