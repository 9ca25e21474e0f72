//! Lifeline's own windows get neither clicks nor keys from the expert.

use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Stdio};

use lifeline::input::Injector;
use lifeline::vocabulary::{InputEvent, MouseButton};
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, InputFocus, PropMode};
use x11rb::wrapper::ConnectionExt as _;

use super::display::{DEADLINE, Display, OURS, Recorder, Seen, drain, eventually, plain, yes};
use crate::surroundings;

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
                x: 0,
                y: 0,
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
    let own = Some(OURS);
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
    let mut ours = display.window((0, 0), (100, 100), Some(OURS));
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
    let _ours = display.window((100, 0), (100, 100), Some(OURS));
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
    let ours = display.window((0, 0), (100, 100), Some(OURS));
    let mut theirs = display.window((100, 0), (100, 100), None);
    theirs.focus();
    let injector = display.injector();
    injector.inject(plain(0x1E, true), &yes()).unwrap();
    theirs.wait_for(1);
    ours.focus();
    eventually(|| display.pressed() == (vec![], 0));
}

/// Neither the process nor its executable tells: the mark does, and the class that older ones have; the frame around it
/// is ours as well.
#[test]
fn a_window_that_bears_the_mark_is_ours_whoever_made_it() {
    let Some(display) = Display::start() else { return };
    let Some(xev) = program("xev") else {
        println!("skipped: xev is not installed");
        return;
    };
    let injector = display.injector();
    injector.protect_program();
    let mark = display
        .x
        .intern_atom(false, b"_LIFELINE_WINDOW")
        .unwrap()
        .reply()
        .unwrap()
        .atom;
    let marks = |window| {
        let set = display
            .x
            .change_property32(PropMode::REPLACE, window, mark, AtomEnum::CARDINAL, &[1]);
        set.unwrap().check().unwrap();
    };
    let class = |window, class: &[u8]| {
        let set = display
            .x
            .change_property8(PropMode::REPLACE, window, AtomEnum::WM_CLASS, AtomEnum::STRING, class);
        set.unwrap().check().unwrap();
    };
    let child = |window| display.x.query_tree(window).unwrap().reply().unwrap().children[0];
    type Case<'a> = (&'a str, bool, &'a dyn Fn(u32));
    let cases: [Case<'_>; 6] = [
        ("nothing", false, &|_| {}),
        ("another class", false, &|window| {
            class(window, b"lifeline-practice\0Lifelines\0")
        }),
        ("the mark", true, &marks),
        ("the class", true, &|window| class(window, b"\0org.lifeline.Lifeline\0")),
        ("an older class", true, &|window| class(window, b"\0lifeline\0")),
        ("the mark on what the frame holds", true, &|window| marks(child(window))),
    ];
    for (what, ours, change) in cases {
        let stranger = Stranger::start(&display, &xev);
        change(stranger.window);
        assert_eq!(is_out_of_reach(&display, &injector), ours, "{what}");
    }
}

/// Whether a press over the window at the upper left, and a key into it, are dropped.
fn is_out_of_reach(display: &Display, injector: &Injector) -> bool {
    let button = MouseButton::Left;
    let press = |down| InputEvent::Button {
        button,
        down,
        x: 50,
        y: 5,
    };
    injector.inject(press(true), &yes()).unwrap();
    injector.inject(plain(0x1E, true), &yes()).unwrap();
    display.sync();
    // Until the moves are through, so are the presses before them.
    let down = {
        injector.inject(InputEvent::Move { x: 51, y: 6 }, &yes()).unwrap();
        eventually(|| display.pointer() == (51, 6));
        display.pressed()
    };
    injector.inject(plain(0x1E, false), &yes()).unwrap();
    injector.inject(press(false), &yes()).unwrap();
    drain(display, injector);
    assert_eq!(display.pressed(), (vec![], 0));
    match down {
        (keys, 0) if keys.is_empty() => true,
        (keys, 0x100) if keys == [38] => false,
        other => panic!("{other:?}"),
    }
}

/// A process that shows a window which says nothing of itself.
struct Stranger<'a> {
    display: &'a Display,
    process: Child,
    window: u32,
}

impl<'a> Stranger<'a> {
    fn start(display: &'a Display, program: &std::path::Path) -> Self {
        let before = display.windows();
        let child = surroundings::command_at(program)
            .args(["-geometry", "100x100+0+0", "-display", &display.name])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let mut window = None;
        eventually(|| {
            window = display.windows().into_iter().find(|window| !before.contains(window));
            window.is_some_and(|window| display.is_shown(window))
        });
        Self {
            display,
            process: child,
            window: window.unwrap(),
        }
    }
}

impl Drop for Stranger<'_> {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        // The server gives the number of a window that is gone to the next one, which would not be known as new.
        if !std::thread::panicking() {
            eventually(|| !self.display.windows().contains(&self.window));
        }
    }
}

/// The server knows whose a window is, and `/proc` what runs there: a copy under the program's name, also after its
/// file was replaced.
#[test]
fn a_window_of_a_lifeline_that_was_replaced_is_ours() {
    let Some(display) = Display::start() else { return };
    let Some(xev) = program("xev") else {
        println!("skipped: xev is not installed");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let injector = display.injector();
    injector.protect_program();
    for (name, ours) in [("xev", false), ("lifeline", true), ("Lifeline-0.1", true)] {
        let copy = folder.path().join(name);
        std::fs::copy(&xev, &copy).unwrap();
        let _stranger = Stranger::start(&display, &copy);
        for replaced in [false, true] {
            if replaced {
                std::fs::remove_file(&copy).unwrap();
                std::fs::write(&copy, "another version").unwrap();
            }
            assert_eq!(
                is_out_of_reach(&display, &injector),
                ours,
                "{name}, replaced: {replaced}"
            );
        }
    }
}

fn program(name: &str) -> Option<PathBuf> {
    surroundings::is_installed(name).then(|| surroundings::program(name))
}

/// Whoever asks holds a lock; the kernel lets go of it when they are gone.
#[test]
fn while_any_lifeline_asks_nothing_is_injected_and_nothing_stays_pressed() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let folder = tempfile::tempdir().unwrap();
    let injector = display.injector();
    injector.heed_questions(folder.path().to_owned()).unwrap();
    for scancode in [0x1D, 0x1E] {
        injector.inject(plain(scancode, true), &yes()).unwrap();
    }
    window.wait_for(2);
    // What nobody holds is no question: its process was killed.
    let lock = File::create(folder.path().join("asking-1")).unwrap();
    press_a(&injector);
    window.wait_for(5);
    lock.lock().unwrap();
    eventually(|| display.pressed() == (vec![], 0));
    window.forget();
    press_a(&injector);
    click(&injector, 50, 50);
    display.sync();
    assert_eq!(window.pressed(), []);
    drop(lock);
    let start = std::time::Instant::now();
    while window.pressed().is_empty() {
        assert!(start.elapsed() < DEADLINE, "nothing is injected after the question");
        press_a(&injector);
        display.sync();
    }
}
