//! Every key, button and wheel arrives as what it is.

use lifeline::vocabulary::{InputEvent, MouseButton, PicturePlace, ScanKey, Size};

use super::display::{Display, Recorder, Seen, drain, eventually, plain, release_all, yes};

#[test]
fn every_scancode_arrives_as_its_keycode() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let permit = yes();
    let mut expected = Vec::new();
    for scan in ScanKey::all() {
        for down in [true, false] {
            injector.inject(scan.event(down), &permit).unwrap();
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
    let pause = ScanKey::PAUSE;
    for down in [true, false] {
        injector.inject(pause.event(down), &permit).unwrap();
        injector.inject(plain(0x45, down), &permit).unwrap();
    }
    for down in [true, false] {
        injector.inject(plain(0x1E, down), &permit).unwrap();
    }
    let codes: Vec<_> = window.wait_for(4);
    let expected = [(127, true), (127, false), (38, true), (38, false)];
    assert_eq!(codes, expected.map(|(code, down)| Seen::Key { code, down }));
}

const BUTTONS: [(MouseButton, u8); 5] = [
    (MouseButton::Left, 1),
    (MouseButton::Right, 3),
    (MouseButton::Middle, 2),
    (MouseButton::Back, 8),
    (MouseButton::Forward, 9),
];

fn place(origin: (i32, i32), (width, height): (u16, u16)) -> PicturePlace {
    PicturePlace {
        origin,
        size: Size { width, height },
        parts: None,
    }
}

#[test]
fn five_buttons_press_where_they_are_told_to() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    injector.set_place(place((10, 20), (800, 600)));
    let permit = yes();
    let mut expected = Vec::new();
    for (step, (button, number)) in (1u16..).zip(BUTTONS) {
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

/// A left-handed mouse, a wheel that was turned round, and the map of one device alone on top of that.
#[test]
fn the_novices_pointer_map_does_not_change_the_button() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let permit = yes();
    let press_all = |window: &mut Recorder| {
        window.forget();
        for (button, _) in BUTTONS {
            for down in [true, false] {
                injector
                    .inject(
                        InputEvent::Button {
                            button,
                            down,
                            x: 5,
                            y: 5,
                        },
                        &permit,
                    )
                    .unwrap();
            }
        }
        let rotation = 120;
        injector
            .inject(
                InputEvent::Wheel {
                    horizontal: false,
                    rotation,
                    x: 0,
                    y: 0,
                },
                &permit,
            )
            .unwrap();
        let seen = window.wait_for(BUTTONS.len() * 2 + 2);
        let numbers: Vec<_> = seen.iter().map(|seen| seen.button().unwrap()).collect();
        let expected = BUTTONS.iter().map(|(_, number)| *number).chain([4]);
        let expected: Vec<_> = expected.flat_map(|number| [(number, true), (number, false)]).collect();
        assert_eq!(numbers, expected);
        assert_eq!(display.pressed(), (vec![], 0));
    };
    display.run("xmodmap", &["-e", "pointer = 3 2 1 5 4 6 7 9 8 10"]);
    press_all(&mut window);
    display.map_test_pointer(&[2, 3, 1, 4, 5, 7, 6, 8, 10, 9]);
    press_all(&mut window);
    display.run("xmodmap", &["-e", "pointer = 1 2 3 4 5 6 7 8 9 10"]);
    press_all(&mut window);
}

/// Everything that can change what a key or button means, between its press and its release.
#[test]
fn what_was_pressed_comes_up_whatever_changed_in_between() {
    let Some(display) = Display::start() else { return };
    let left = display.window((0, 0), (500, 700), None);
    let right = display.window((500, 0), (500, 700), None);
    let injector = display.injector();
    let permit = yes();
    let run = |program: &'static str, arguments: &'static [&'static str]| {
        let display = &display;
        move || display.run(program, arguments)
    };
    let other_focus = || right.focus();
    let num_lock = || {
        for down in [true, false] {
            injector.inject(plain(0x45, down), &permit).unwrap();
        }
        drain(&display, &injector);
    };
    type Change<'a> = (&'a str, Box<dyn Fn() + 'a>);
    let changes: Vec<Change<'_>> = vec![
        ("the focus", Box::new(other_focus)),
        ("Num Lock", Box::new(num_lock)),
        ("Caps Lock", Box::new(run("xdotool", &["key", "Caps_Lock"]))),
        ("Shift of the novice", Box::new(run("xdotool", &["key", "shift+Right"]))),
        ("the layout", Box::new(run("setxkbmap", &["-layout", "fr"]))),
        ("an option", Box::new(run("setxkbmap", &["-option", "ctrl:swapcaps"]))),
        ("no option", Box::new(run("setxkbmap", &["-option", ""]))),
        (
            "a key",
            Box::new(run("xmodmap", &["-e", "keycode 38 = x X", "-e", "keycode 91 = y Y"])),
        ),
        // The server refuses to change what a button means that is down; others may change.
        (
            "the pointer map",
            Box::new(run("xmodmap", &["-e", "pointer = 1 2 3 5 4"])),
        ),
        (
            "the pointer map again",
            Box::new(run("xmodmap", &["-e", "pointer = default"])),
        ),
    ];
    for (what, change) in changes {
        left.focus();
        // Ctrl, Shift, A, 4 and the point of the number pad, and two buttons.
        let keys = [0x1D, 0x2A, 0x1E, 0x4B, 0x53];
        for key in keys {
            injector.inject(plain(key, true), &permit).unwrap();
        }
        let button = |button, down| InputEvent::Button {
            button,
            down,
            x: 50,
            y: 50,
        };
        for pressed in [MouseButton::Left, MouseButton::Right] {
            injector.inject(button(pressed, true), &permit).unwrap();
        }
        eventually(|| {
            let (keys, buttons) = display.pressed();
            keys.len() == 5 && buttons.count_ones() == 2
        });
        change();
        // As Windows' number pad does under Num Lock, Shift first.
        for key in [0x2A, 0x4B, 0x53, 0x1D, 0x1E] {
            injector.inject(plain(key, false), &permit).unwrap();
        }
        for pressed in [MouseButton::Right, MouseButton::Left] {
            injector.inject(button(pressed, false), &permit).unwrap();
        }
        drain(&display, &injector);
        assert_eq!(display.pressed(), (vec![], 0), "{what}");
    }
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
            .inject(
                InputEvent::Wheel {
                    horizontal,
                    rotation,
                    x: 0,
                    y: 0,
                },
                &permit,
            )
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
    injector.set_place(place((-100, 50), (800, 600)));
    move_to(110, 5, (10, 55));
    move_to(20, 5, (0, 55));
    injector.set_place(place((100, 200), (300, 100)));
    move_to(65_535, 65_535, (399, 299));
    move_to(0, 0, (100, 200));
}

#[test]
fn slow_and_bouncing_keys_take_what_is_typed() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let permit = yes();
    // Milliseconds, longer than between a press and its release here.
    for (slow, bounce) in [(150, 0), (0, 150), (150, 150)] {
        display.filter_keys(slow, bounce);
        window.forget();
        for unit in "aaB".encode_utf16() {
            for down in [true, false] {
                injector.inject(InputEvent::Unicode { unit, down }, &permit).unwrap();
            }
        }
        for down in [true, false, true, false] {
            injector.inject(plain(0x1E, down), &permit).unwrap();
        }
        let key = |code| [true, false].map(|down| Seen::Key { code, down });
        let (a, b, shift) = (key(38), key(56), key(50));
        let expected = [
            a[0], a[1], a[0], a[1], shift[0], b[0], b[1], shift[1], a[0], a[1], a[0], a[1],
        ];
        assert_eq!(
            window.wait_for(expected.len()),
            expected,
            "slow {slow}, bounce {bounce}"
        );
    }
}

#[test]
fn a_keyboard_that_does_not_repeat_gets_the_experts_repetitions() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let permit = yes();
    display.run("xset", &["r", "off"]);
    for down in [true, true, true, false] {
        injector.inject(plain(0x1E, down), &permit).unwrap();
    }
    let [down, up] = [true, false].map(|down| Seen::Key { code: 38, down });
    assert_eq!(window.wait_for(6), [down, up, down, up, down, up]);
    assert_eq!(display.pressed(), (vec![], 0));
}

/// Tapped once a modifier is kept for the next key, tapped twice for all that follow; what the novice locked stays.
#[test]
fn sticky_keys_keep_nothing_of_the_expert_for_the_novice() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    display.run("xdotool", &["key", "Caps_Lock"]);
    let injector = display.injector();
    display.filter_keys(0, 0);
    display.make_keys_sticky();
    for taps in [1, 2] {
        window.forget();
        for scancode in [0x2A, 0x1D] {
            for down in [true, false].repeat(taps) {
                injector.inject(plain(scancode, down), &yes()).unwrap();
            }
        }
        window.wait_for(4 * taps);
        assert_ne!(display.kept_modifiers() & !2, 0, "they are sticky");
        release_all(&injector);
        assert_eq!(display.kept_modifiers(), 2, "{taps} taps");
    }
}
