//! Control ends at once, and nothing of it stays: after a release, a withdrawn permit, a crash, a compositor that dies
//! or hangs.

use std::process::Stdio;
use std::sync::{Arc, mpsc};

use lifeline::input::{Injector, InputError};
use lifeline::vocabulary::{InputEvent, MouseButton, Permit, ToControl};
use rustix::process::{Signal, kill_process};

use super::super::display::{Consent, DEADLINE, eventually, plain, release_all, yes};
use super::{OUTPUT, desktop, injector};
use crate::surroundings;

/// Ctrl, Shift, A and the left button.
fn hold_much(injector: &Injector, permit: &Arc<dyn Permit<ToControl>>) {
    for scancode in [0x1D, 0x2A, 0x1E] {
        injector.inject(plain(scancode, true), permit).unwrap();
    }
    let press = InputEvent::Button {
        button: MouseButton::Left,
        down: true,
        x: 5,
        y: 5,
    };
    injector.inject(press, permit).unwrap();
}

/// With the modifiers Shift and Control.
fn much() -> (Vec<u32>, Vec<u32>, u32) {
    (vec![29, 42, 30], vec![0x110], 0b101)
}

fn nothing() -> (Vec<u32>, Vec<u32>, u32) {
    (vec![], vec![], 0)
}

#[test]
fn nothing_stays_pressed_after_release_all() {
    let Some((sway, _devices, mut window)) = desktop("us") else {
        return;
    };
    let injector = injector(&sway);
    hold_much(&injector, &yes());
    eventually(|| window.held() == much());
    release_all(&injector);
    assert_eq!(window.held(), nothing());
}

#[test]
fn nothing_stays_pressed_at_the_end() {
    let Some((sway, _devices, mut window)) = desktop("us") else {
        return;
    };
    let injector = injector(&sway);
    hold_much(&injector, &yes());
    eventually(|| window.held() == much());
    drop(injector);
    assert_eq!(window.held(), nothing());
}

#[test]
fn a_permit_withdrawn_in_silence_releases_what_is_held() {
    let Some((sway, _devices, mut window)) = desktop("us") else {
        return;
    };
    let injector = injector(&sway);
    let (consent, permit) = Consent::given();
    hold_much(&injector, &permit);
    eventually(|| window.held() == much());
    consent.withdraw();
    eventually(|| window.held() == nothing());
}

#[test]
fn while_a_question_is_open_nothing_is_injected() {
    let Some((sway, _devices, mut window)) = desktop("us") else {
        return;
    };
    let injector = injector(&sway);
    hold_much(&injector, &yes());
    eventually(|| window.held() == much());
    let (done, is_done) = mpsc::channel();
    injector.hold(move |result| done.send(result.is_ok()).unwrap());
    assert!(is_done.recv_timeout(DEADLINE).unwrap());
    assert_eq!(window.held(), nothing());
    window.forget();
    hold_much(&injector, &yes());
    // What is thrown away is never carried out, so its place in the queue is waited for.
    release_all(&injector);
    assert_eq!(window.seen(), []);
    injector.resume();
    hold_much(&injector, &yes());
    eventually(|| window.held() == much());
}

const CRASHING_DISPLAY: &str = "LIFELINE_TEST_CRASHING_COMPOSITOR";

#[test]
#[ignore = "the process that the next test kills"]
fn the_process_that_crashes() {
    let Ok(display) = std::env::var(CRASHING_DISPLAY) else {
        return;
    };
    let injector = Injector::start(Some(display), OUTPUT).unwrap();
    injector.protect([]);
    hold_much(&injector, &yes());
    loop {
        std::thread::park();
    }
}

/// The compositor lets go for a client that is gone.
#[test]
fn nothing_stays_pressed_when_the_process_is_killed() {
    let Some((sway, mut devices, mut window)) = desktop("us") else {
        return;
    };
    let mut process = surroundings::alone("input::wayland::control::the_process_that_crashes")
        .env(CRASHING_DISPLAY, &sway.socket)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    eventually(|| window.held() == much());
    process.kill().unwrap();
    process.wait().unwrap();
    eventually(|| window.held().0.is_empty());
    // A program hears of modifiers with the next key.
    devices.press(30);
    eventually(|| window.held().2 == 0);
    // Before wlroots 0.18 the button stays.
    if sway.version() >= (1, 10) {
        eventually(|| window.held() == nothing());
    }
}

#[test]
fn a_compositor_that_dies_or_hangs_is_an_error_and_no_panic() {
    for signal in [Signal::KILL, Signal::STOP] {
        let Some((mut sway, _devices, mut window)) = desktop("us") else {
            return;
        };
        // It looks out for windows of the program, and so asks the compositor.
        let injector = Injector::start(Some(sway.socket_name()), OUTPUT).unwrap();
        injector.protect_program();
        injector.inject(plain(0x1E, true), &yes()).unwrap();
        eventually(|| window.held().0 == [30]);
        kill_process(sway.process(), signal).unwrap();
        let mut last = Ok(());
        eventually(|| {
            for down in [true, false] {
                last = injector.inject(plain(0x30, down), &yes());
            }
            last.is_err()
        });
        assert!(matches!(last, Err(InputError::DisplayGone)), "{last:?}");
        let (done, is_done) = mpsc::channel();
        injector.release_all(move |result| done.send(matches!(result, Err(InputError::DisplayGone))).unwrap());
        assert!(is_done.recv_timeout(DEADLINE).unwrap());
        drop(injector);
        sway.kill();
        assert!(matches!(
            Injector::start(Some(sway.socket_name()), OUTPUT),
            Err(InputError::NoDisplay { .. })
        ));
    }
}
