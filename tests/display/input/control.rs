//! Control ends at once, and nothing of it stays: after a release, a withdrawn permit, a crash, a display that dies.

use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use lifeline::input::{Injector, InputError};
use lifeline::vocabulary::{InputEvent, MouseButton, Permit, ToControl};
use rustix::process::{Pid, Signal, kill_process};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use super::display::{Consent, DEADLINE, Display, EVERYWHERE, drain, eventually, plain, release_all, yes};
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

const MUCH: ([u8; 3], u16) = ([37, 38, 50], 0x100);

fn much() -> (Vec<u8>, u16) {
    (MUCH.0.to_vec(), MUCH.1)
}

fn unicode(character: char) -> InputEvent {
    InputEvent::Unicode {
        unit: u16::try_from(u32::from(character)).unwrap(),
        down: true,
    }
}

#[test]
fn nothing_stays_pressed_after_release_all() {
    let Some(display) = Display::start() else { return };
    let _window = display.focused();
    let before = display.keymap();
    let injector = display.injector();
    let permit = yes();
    display.run("xdotool", &["keydown", "Super_L"]);
    injector.inject(unicode('ж'), &permit).unwrap();
    hold_much(&injector, &permit);
    eventually(|| display.pressed() == (vec![37, 38, 50, 133], 0x100));
    assert!(display.keymap() != before);
    release_all(&injector);
    assert_eq!(
        display.pressed(),
        (vec![133], 0),
        "the novice's own key stays, no other"
    );
    eventually(|| display.keymap() == before);
    // Releases that come late are nobody's.
    injector.inject(plain(0x1E, false), &permit).unwrap();
    // It works again afterwards.
    injector.inject(plain(0x1E, true), &permit).unwrap();
    eventually(|| display.pressed().0 == [38, 133]);
}

#[test]
fn dropping_the_injector_releases_and_restores() {
    let Some(display) = Display::start() else { return };
    let _window = display.focused();
    let before = display.keymap();
    let injector = display.injector();
    let permit = yes();
    injector.inject(unicode('ж'), &permit).unwrap();
    hold_much(&injector, &permit);
    eventually(|| display.pressed() == much());
    drop(injector);
    assert_eq!(display.pressed(), (vec![], 0));
    assert!(display.keymap() == before);
}

/// Lets the test withdraw while one event is in flight.
struct Gate {
    open: AtomicBool,
    asked: Mutex<mpsc::Sender<()>>,
    go_on: Mutex<mpsc::Receiver<()>>,
    first: AtomicBool,
}

impl Permit<ToControl> for Gate {
    fn holds(&self) -> bool {
        let holds = self.open.load(Ordering::SeqCst);
        if self.first.swap(false, Ordering::SeqCst) {
            self.asked.lock().unwrap().send(()).unwrap();
            self.go_on.lock().unwrap().recv_timeout(DEADLINE).unwrap();
        }
        holds
    }
}

#[test]
fn a_withdrawn_permit_stops_ten_thousand_queued_events() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let (asked, is_asked) = mpsc::channel();
    let (go, go_on) = mpsc::channel();
    let gate = Arc::new(Gate {
        open: AtomicBool::new(true),
        asked: Mutex::new(asked),
        go_on: Mutex::new(go_on),
        first: AtomicBool::new(true),
    });
    let permit: Arc<dyn Permit<ToControl>> = gate.clone();
    injector.inject(plain(0x1E, true), &permit).unwrap();
    is_asked.recv_timeout(DEADLINE).unwrap();
    for _ in 0..5_000 {
        for down in [true, false] {
            injector.inject(plain(0x1F, down), &permit).unwrap();
        }
    }
    gate.open.store(false, Ordering::SeqCst);
    go.send(()).unwrap();
    // The one in flight is asked about once more, at the last moment.
    drain(&display, &injector);
    assert_eq!(window.pressed(), []);
    assert_eq!(display.pressed(), (vec![], 0));
}

#[test]
fn a_permit_withdrawn_in_silence_releases_what_is_held() {
    let Some(display) = Display::start() else { return };
    let _window = display.focused();
    let injector = display.injector();
    let (consent, permit) = Consent::given();
    hold_much(&injector, &permit);
    eventually(|| display.pressed() == much());
    consent.withdraw();
    eventually(|| display.pressed() == (vec![], 0));
}

#[test]
fn while_a_question_is_open_nothing_is_injected() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let permit = yes();
    hold_much(&injector, &permit);
    window.wait_for(4);
    let (done, is_done) = mpsc::channel();
    injector.hold(move |result| done.send(result.is_ok()).unwrap());
    assert!(is_done.recv_timeout(DEADLINE).unwrap());
    assert_eq!(display.pressed(), (vec![], 0));
    window.forget();
    hold_much(&injector, &permit);
    injector.resume();
    drain(&display, &injector);
    assert_eq!(window.pressed(), []);
    hold_much(&injector, &permit);
    eventually(|| display.pressed() == much());
}

const CRASHING_DISPLAY: &str = "LIFELINE_TEST_CRASHING_DISPLAY";
const WATCHED: &str = "LIFELINE_TEST_WATCHED";

/// The exit code of the process that noticed.
const STOPPED: i32 = 77;

#[test]
#[ignore = "the process that the next test kills"]
fn the_process_that_crashes() {
    let Ok(display) = std::env::var(CRASHING_DISPLAY) else {
        return;
    };
    if std::env::var_os(WATCHED).is_some() {
        lifeline::input::watch_with(env!("CARGO_BIN_EXE_lifeline").into());
    }
    let injector = Injector::start(Some(display), EVERYWHERE).unwrap();
    injector.on_loss(|| std::process::exit(STOPPED));
    let permit = yes();
    for character in ['漢', '字'] {
        injector.inject(unicode(character), &permit).unwrap();
    }
    hold_much(&injector, &permit);
    loop {
        std::thread::park();
    }
}

#[test]
fn the_next_start_undoes_a_crash() {
    let Some(display) = Display::start() else { return };
    let _window = display.focused();
    let before = display.keymap();
    let mut crashing = surroundings::alone("input::control::the_process_that_crashes")
        .env(CRASHING_DISPLAY, &display.name)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    eventually(|| display.pressed() == much());
    // One that lives keeps what is its own.
    let other = display.injector();
    assert_eq!(display.pressed(), much());
    crashing.kill().unwrap();
    crashing.wait().unwrap();
    assert_eq!(display.pressed(), much(), "the X server releases nothing by itself");
    assert!(display.keymap() != before);
    let next = display.injector();
    assert_eq!(display.pressed(), (vec![], 0));
    assert!(display.keymap() == before);
    drop((other, next));
    assert!(display.keymap() == before);
}

/// A process that was killed or stopped cannot let go itself.
#[test]
fn nothing_stays_pressed_when_the_process_is_stopped_or_killed() {
    let Some(display) = Display::start() else { return };
    let _window = display.focused();
    let before = display.keymap();
    for signal in [Signal::STOP, Signal::KILL] {
        let mut process = surroundings::alone("input::control::the_process_that_crashes")
            .env(CRASHING_DISPLAY, &display.name)
            .env(WATCHED, "1")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        eventually(|| display.pressed() == much());
        assert!(display.keymap() != before);
        kill_process(Pid::from_child(&process), signal).unwrap();
        eventually(|| display.pressed() == (vec![], 0) && display.keymap() == before);
        if signal == Signal::STOP {
            // Woken, it can inject nothing and says so: it ends.
            kill_process(Pid::from_child(&process), Signal::CONT).unwrap();
            let status = process.wait().unwrap();
            assert_eq!(status.code(), Some(STOPPED));
        }
        process.kill().unwrap();
        process.wait().unwrap();
        assert_eq!(display.pressed(), (vec![], 0));
    }
}

/// Another program holds the server for itself, as some menus and screen lockers do.
#[test]
fn a_grabbed_server_holds_up_no_release() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    hold_much(&injector, &yes());
    window.wait_for(4);
    let (grabber, screen) = RustConnection::connect(Some(&display.name)).unwrap();
    grabber.grab_server().unwrap().check().unwrap();
    injector.inject(plain(0x1E, false), &yes()).unwrap();
    release_all(&injector);
    let keys = grabber.query_keymap().unwrap().reply().unwrap().keys;
    let root = grabber.setup().roots[screen].root;
    let mask = u16::from(grabber.query_pointer(root).unwrap().reply().unwrap().mask);
    assert_eq!((keys, mask & 0x1F00), ([0; 32], 0));
    grabber.ungrab_server().unwrap().check().unwrap();
}

#[test]
fn a_display_that_dies_is_an_error_and_no_panic() {
    let Some(mut display) = Display::start() else { return };
    let _window = display.focused();
    let injector = display.injector();
    let permit = yes();
    hold_much(&injector, &permit);
    eventually(|| display.pressed() == much());
    display.kill();
    let mut last = Ok(());
    eventually(|| {
        last = injector.inject(InputEvent::Move { x: 1, y: 1 }, &permit);
        last.is_err()
    });
    assert!(matches!(last, Err(InputError::DisplayGone)), "{last:?}");
    let (done, is_done) = mpsc::channel();
    injector.release_all(move |result| done.send(matches!(result, Err(InputError::DisplayGone))).unwrap());
    assert!(is_done.recv_timeout(DEADLINE).unwrap());
    drop(injector);
    let name = display.name.clone();
    assert!(matches!(
        Injector::start(Some(name), EVERYWHERE),
        Err(InputError::NoDisplay { .. })
    ));
}
