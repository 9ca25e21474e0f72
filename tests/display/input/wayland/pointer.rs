//! Buttons, wheels and places, on outputs of any scale.

use lifeline::vocabulary::{InputEvent, MouseButton};

use super::super::display::{DEADLINE, yes};
use super::recorder::{OwnDevices, Recorder, Seen};
use super::{OUTPUT, desktop, injector, picture};
use crate::sway::Sway;

const BUTTONS: [(MouseButton, u32); 5] = [
    (MouseButton::Left, 0x110),
    (MouseButton::Right, 0x111),
    (MouseButton::Middle, 0x112),
    (MouseButton::Back, 0x113),
    (MouseButton::Forward, 0x114),
];

#[test]
fn five_buttons_press_where_they_are_told_to() {
    let Some((sway, _devices, mut window)) = desktop("us") else {
        return;
    };
    let injector = injector(&sway);
    let mut expected = Vec::new();
    for (step, (button, code)) in (1u16..).zip(BUTTONS) {
        let (x, y) = (step * 50, step * 40);
        for down in [true, false] {
            let event = InputEvent::Button { button, down, x, y };
            injector.inject(event, &yes()).unwrap();
            expected.push(((f64::from(x) + 0.5, f64::from(y) + 0.5), code, down));
        }
    }
    let pressed = |seen: &[Seen]| {
        let (mut place, mut pressed) = ((0.0, 0.0), Vec::new());
        for seen in seen {
            match *seen {
                Seen::Move { x, y } => place = (x, y),
                Seen::Button { code, down } => pressed.push((place, code, down)),
                _ => {}
            }
        }
        pressed
    };
    window.wait_for(|seen| pressed(seen).len() >= expected.len());
    assert_eq!(pressed(window.seen()), expected);
}

#[test]
fn the_wheel_turns_in_four_directions_and_by_parts_of_a_notch() {
    let Some((sway, _devices, mut window)) = desktop("us") else {
        return;
    };
    let injector = injector(&sway);
    let to_the_window = InputEvent::Move { x: 100, y: 100 };
    injector.inject(to_the_window, &yes()).unwrap();
    for (horizontal, rotation) in [
        (false, 120),
        (false, -240),
        (true, 120),
        (true, -120),
        (false, 60),
        (false, -30),
        (true, 1),
    ] {
        let event = InputEvent::Wheel {
            horizontal,
            rotation,
            x: 0,
            y: 0,
        };
        injector.inject(event, &yes()).unwrap();
    }
    let wheels = |seen: &[Seen]| -> Vec<_> {
        let wheels = seen.iter().filter_map(|seen| match *seen {
            Seen::Wheel {
                horizontal,
                length,
                steps,
            } => Some((horizontal, length, steps)),
            _ => None,
        });
        wheels.collect()
    };
    window.wait_for(|seen| wheels(seen).len() >= 7);
    // A part of a notch goes its way, and is no step.
    let expected = [
        (false, -15.0, -1),
        (false, 30.0, 2),
        (true, 15.0, 1),
        (true, -15.0, -1),
        (false, -7.5, 0),
        (false, 3.75, 0),
        (true, 0.125, 0),
    ];
    assert_eq!(wheels(window.seen()), expected);
}

#[test]
fn every_output_is_met_under_its_own_scale() {
    for scale in ["2", "1.5"] {
        let lines = format!("output HEADLESS-2 scale {scale}");
        let Some(sway) = Sway::start(2, &lines) else { return };
        let _devices = OwnDevices::plug_in(&sway, "us");
        sway.order(&["focus", "output", "HEADLESS-1"]);
        let mut first = Recorder::open(&sway, "first");
        first.wait_for_focus();
        sway.order(&["focus", "output", "HEADLESS-2"]);
        let mut second = Recorder::open(&sway, "second");
        second.wait_for_focus();
        let injector = injector(&sway);
        let moved = |window: &mut Recorder, (x, y): (u16, u16), expected: (f64, f64)| {
            injector.inject(InputEvent::Move { x, y }, &yes()).unwrap();
            // A compositor counts in 1/256.
            let is_there = |seen: &Seen| match *seen {
                Seen::Move { x, y } => (x - expected.0).abs() < 0.01 && (y - expected.1).abs() < 0.01,
                _ => false,
            };
            window.wait_for(|seen| seen.last().is_some_and(is_there));
        };
        moved(&mut first, (300, 200), (300.5, 200.5));
        moved(&mut first, (1279, 719), (1279.5, 719.5));
        // Under 1.5 they are 853 of its units.
        let scale: f64 = scale.parse().unwrap();
        let units = ((1280.0 / scale).floor() / 1280.0, (720.0 / scale).floor() / 720.0);
        let at = |x: f64, y: f64| ((x + 0.5) * units.0, (y + 0.5) * units.1);
        // Alone, and as the right half of both.
        for (picture, left) in [
            (picture((1280, 0), (1280, 720)), 0),
            (picture((0, 0), (2560, 720)), 1280),
        ] {
            injector.set_place(picture);
            moved(&mut second, (left, 0), at(0.0, 0.0));
            moved(&mut second, (left + 401, 301), at(401.0, 301.0));
            moved(&mut second, (left + 1279, 719), at(1279.0, 719.0));
            injector.set_place(OUTPUT);
            moved(&mut first, (7, 7), (7.5, 7.5));
        }
    }
}

/// A window that is shared has no place that anybody knows.
#[test]
fn nothing_is_clicked_where_the_picture_has_no_place() {
    let Some((sway, _devices, mut window)) = desktop("us") else {
        return;
    };
    let injector = injector(&sway);
    injector.inject(InputEvent::Move { x: 100, y: 100 }, &yes()).unwrap();
    window.wait_for(|seen| !seen.is_empty());
    let (told, refused) = std::sync::mpsc::channel();
    injector.on_refusal(move || told.send(()).unwrap());
    let click = |button, down| {
        let event = InputEvent::Button {
            button,
            down,
            x: 50,
            y: 50,
        };
        injector.inject(event, &yes()).unwrap();
    };
    let buttons = |seen: &[Seen]| seen.iter().filter(|seen| matches!(seen, Seen::Button { .. })).count();
    click(MouseButton::Left, true);
    window.wait_for(|seen| buttons(seen) == 1);
    injector.set_place(picture((0, 0), (640, 480)));
    click(MouseButton::Right, true);
    click(MouseButton::Left, false);
    for _ in 0..2 {
        refused.recv_timeout(DEADLINE).unwrap();
    }
    // What was held is let go all the same.
    let seen = window.wait_for(|seen| buttons(seen) >= 2);
    let up = Seen::Button {
        code: 0x110,
        down: false,
    };
    assert_eq!((buttons(&seen), seen.last()), (2, Some(&up)));
}
