//! What is pressed comes up again: a release is paired with its press by the key, whatever the key means by then.

use egui::{Event, Key, Modifiers};
use lifeline::vocabulary::{InputEvent, KeyPrefix, ScanKey};

use super::bench::{Bench, scancode};

fn event(physical: Option<Key>, key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: physical,
        pressed,
        repeat: false,
        modifiers,
    }
}

/// Keys that are down at the other end after these events.
fn left_down(inputs: &[InputEvent]) -> Vec<ScanKey> {
    let mut down = Vec::new();
    for input in inputs {
        match *input {
            InputEvent::Key { key, down: true } => down.push(key),
            InputEvent::Key { key, down: false } => down.retain(|held| *held != key),
            _ => {}
        }
    }
    down
}

/// Num Lock is on: with Shift the keys of the number pad are Delete and arrows, without it they are a point and digits.
#[test]
fn the_number_pad_between_shift_and_num_lock_leaves_nothing_down() {
    let shift = Modifiers::SHIFT;
    let shift_key = |pressed, modifiers| event(Some(Key::ShiftLeft), Key::ShiftLeft, pressed, modifiers);
    for (physical, with_shift, without) in [
        // The window has no place for the point.
        (None, Key::Delete, Key::Period),
        (None, Key::Delete, Key::Comma),
        (Some(Key::Num4), Key::ArrowLeft, Key::Num4),
        (Some(Key::Num0), Key::Insert, Key::Num0),
        (Some(Key::Num7), Key::Home, Key::Num7),
    ] {
        let mut bench = Bench::controlling();
        bench.frame(vec![
            shift_key(true, shift),
            event(physical, with_shift, true, shift),
            shift_key(false, Modifiers::NONE),
            event(physical, without, false, Modifiers::NONE),
        ]);
        let inputs = bench.inputs();
        let place = |event: &&InputEvent| matches!(event, InputEvent::Key { key, down: true } if key.prefix == KeyPrefix::Extended);
        assert_eq!(inputs.iter().filter(place).count(), 1, "{with_shift:?}: {inputs:?}");
        assert_eq!(left_down(&inputs), [], "{with_shift:?}: {inputs:?}");
        // And the other way round: Shift goes down in between.
        bench.frame(vec![
            event(physical, without, true, Modifiers::NONE),
            shift_key(true, shift),
            event(physical, with_shift, false, shift),
            shift_key(false, Modifiers::NONE),
        ]);
        assert_eq!(left_down(&bench.inputs()), [], "{with_shift:?}");
    }
}

/// Another layout, lock keys, modifiers and the choice of physical keys may all change while a key is held.
#[test]
fn whatever_a_key_means_when_it_comes_up_it_is_the_key_that_went_down() {
    let ctrl = Modifiers {
        ctrl: true,
        command: true,
        ..Modifiers::NONE
    };
    let mut keys = vec![None];
    keys.extend([Key::Y, Key::Num4, Key::Semicolon, Key::CapsLock, Key::F5, Key::AltRight].map(Some));
    let meanings = [
        Key::Y,
        Key::Z,
        Key::ArrowLeft,
        Key::Num4,
        Key::Period,
        Key::Escape,
        Key::AltRight,
    ];
    let mut bench = Bench::controlling();
    for physical in keys {
        for before in meanings {
            for after in meanings {
                bench.frame(vec![
                    event(Some(Key::ControlLeft), Key::ControlLeft, true, ctrl),
                    event(physical, before, true, ctrl),
                ]);
                // It is repeated as something else before it comes up.
                bench.frame(vec![
                    event(Some(Key::ControlLeft), Key::ControlLeft, false, Modifiers::NONE),
                    event(physical, after, true, Modifiers::NONE),
                    event(physical, after, false, Modifiers::NONE),
                ]);
                let inputs = bench.inputs();
                assert_eq!(left_down(&inputs), [], "{physical:?} {before:?} {after:?}: {inputs:?}");
            }
        }
    }
}

#[test]
fn a_held_key_is_one_key_however_often_it_repeats() {
    let mut bench = Bench::controlling();
    let none = Modifiers::NONE;
    bench.frame(vec![
        event(Some(Key::ArrowLeft), Key::ArrowLeft, true, none),
        event(Some(Key::ArrowLeft), Key::ArrowLeft, true, none),
        event(Some(Key::ArrowLeft), Key::ArrowLeft, false, none),
        event(Some(Key::ArrowLeft), Key::ArrowLeft, false, none),
    ]);
    let left = |down| scancode(0x4B, true, down);
    assert_eq!(bench.inputs(), [left(true), left(true), left(false)]);
}
