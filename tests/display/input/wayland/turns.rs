//! The pointer is the person's first: a helper's button keeps none of their presses for long.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lifeline::input::Injector;
use lifeline::vocabulary::{InputEvent, MouseButton, ScanKey};

use super::super::display::{eventually, yes};
use super::recorder::{Recorder, Seen};
use super::{desktop, injector};
use crate::own_pointer::OwnPointer;
use crate::sway::Sway;

const LEFT: u32 = 0x110;

fn press(injector: &Injector, down: bool) {
    let event = InputEvent::Button {
        button: MouseButton::Left,
        down,
        x: 300,
        y: 300,
    };
    injector.inject(event, &yes()).unwrap();
}

fn buttons(seen: &[Seen]) -> Vec<bool> {
    let buttons = seen.iter().filter_map(|seen| match seen {
        Seen::Button { down, .. } => Some(*down),
        _ => None,
    });
    buttons.collect()
}

/// A window in which the helper holds a button, and the person's mouse.
fn held() -> Option<(Sway, Recorder, Injector, OwnPointer)> {
    let (sway, _devices, mut window) = desktop("us")?;
    let pointer = OwnPointer::plug_in(&sway.socket, (1280, 720));
    let injector = injector(&sway);
    eventually(|| {
        // It may be the person's still, who has just moved it.
        press(&injector, true);
        window.held().1 == [LEFT]
    });
    window.forget();
    Some((sway, window, injector, pointer))
}

/// The person moves their mouse until a helper's button is let go: long before it would be without them.
fn reach(pointer: &mut OwnPointer, window: &mut Recorder) {
    let mut moves = 0;
    eventually(|| {
        moves += 1;
        pointer.move_to((600 + moves % 100, 400));
        window.held().1.is_empty()
    });
    assert!(moves < 500, "{moves}");
}

#[test]
fn a_hand_on_the_mouse_has_the_helpers_button_let_go() {
    let Some((_sway, mut window, injector, mut pointer)) = held() else {
        return;
    };
    reach(&mut pointer, &mut window);
    // The helper's own release comes to nothing, and later presses are theirs again.
    press(&injector, false);
    window.forget();
    eventually(|| {
        press(&injector, true);
        press(&injector, false);
        !buttons(window.seen()).is_empty()
    });
    eventually(|| buttons(window.seen()).len().is_multiple_of(2));
    let clicked = buttons(window.seen());
    assert!(clicked.chunks(2).all(|click| click == [true, false]), "{clicked:?}");
}

/// However fast the helper moves and types meanwhile.
#[test]
fn a_helper_who_never_rests_hides_no_hand_on_the_mouse() {
    let Some((_sway, mut window, injector, mut pointer)) = held() else {
        return;
    };
    let stop = AtomicBool::new(false);
    let injector = Arc::new(injector);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let key = ScanKey::plain(0x2A);
            for step in (0..200u16).cycle() {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                injector.inject(InputEvent::Move { x: step, y: 500 }, &yes()).unwrap();
                injector.inject(key.event(step % 2 == 0), &yes()).unwrap();
                std::thread::yield_now();
            }
        });
        let guard = StopAtEnd(&stop);
        reach(&mut pointer, &mut window);
        drop(guard);
    });
}

/// Also where a test has failed meanwhile.
struct StopAtEnd<'a>(&'a AtomicBool);

impl Drop for StopAtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A network that stalls sends no release.
#[test]
fn a_button_that_rests_is_let_go() {
    let Some((_sway, mut window, injector, _pointer)) = held() else {
        return;
    };
    eventually(|| window.held().1.is_empty());
    press(&injector, false);
    assert_eq!(buttons(window.seen()), [false]);
}

/// What the helper does alone is no sign of the person.
#[test]
fn nobody_else_is_seen_in_what_the_helper_does() {
    let Some((_sway, mut window, injector, _pointer)) = held() else {
        return;
    };
    for step in 0..600u16 {
        let to = InputEvent::Move { x: 300 + step, y: 310 };
        injector.inject(to, &yes()).unwrap();
        let seen = Seen::Move {
            x: f64::from(300 + step) + 0.5,
            y: 310.5,
        };
        window.wait_for(|all| all.contains(&seen));
    }
    assert!(buttons(window.seen()).is_empty());
}

/// Nor in letters for which the keyboard has to be given a key first.
#[test]
fn nobody_else_is_seen_in_what_the_helper_types() {
    let Some((_sway, mut window, injector, _pointer)) = held() else {
        return;
    };
    press(&injector, false);
    window.wait_for(|all| buttons(all) == [false]);
    for round in 0..5 {
        for unit in (0x4E00 + round * 12..).take(12) {
            for down in [true, false] {
                injector.inject(InputEvent::Unicode { unit, down }, &yes()).unwrap();
            }
            let letter = char::from_u32(unit.into()).unwrap();
            eventually(|| window.typed().ends_with(letter));
        }
        window.forget();
        press(&injector, true);
        press(&injector, false);
        window.wait_for(|all| buttons(all) == [true, false]);
    }
}
