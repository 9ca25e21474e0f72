//! The novice's Esc is seen, the expert's is not, and the watch leaves nothing behind.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lifeline::input::{EscapeWatch, InputRecord};
use lifeline::vocabulary::InputEvent;

use crate::surroundings;

use super::display::{Display, Seen, eventually, plain, yes};

const ESCAPE: u8 = 0x01;
const ESCAPE_CODE: u8 = 9;

fn watch(display: &Display, record: InputRecord) -> (EscapeWatch, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let watch = EscapeWatch::start(Some(display.name.clone()), record, move || {
        counted.fetch_add(1, Ordering::SeqCst);
    });
    (watch.unwrap().unwrap(), count)
}

#[test]
fn only_the_novices_escape_counts() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let (_watch, count) = watch(&display, injector.record());
    let permit = yes();
    for _ in 0..3 {
        for down in [true, false] {
            injector.inject(plain(ESCAPE, down), &permit).unwrap();
        }
    }
    injector
        .inject(InputEvent::Unicode { unit: 0x1B, down: true }, &permit)
        .unwrap();
    let mut expected = Vec::new();
    for _ in 0..4 {
        for down in [true, false] {
            expected.push(Seen::Key {
                code: ESCAPE_CODE,
                down,
            });
        }
    }
    assert_eq!(window.wait_for(8), expected, "the expert's Esc reaches the program");
    for novice in 1..=3 {
        display.run("xdotool", &["key", "Escape"]);
        eventually(|| count.load(Ordering::SeqCst) >= novice);
        assert_eq!(count.load(Ordering::SeqCst), novice);
    }
}

#[test]
fn an_escape_that_the_expert_holds_repeats_and_still_is_the_experts() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let (_watch, count) = watch(&display, injector.record());
    let permit = yes();
    injector.inject(plain(ESCAPE, true), &permit).unwrap();
    // The expert's own repeats; the server repeats by itself.
    injector.inject(plain(ESCAPE, true), &permit).unwrap();
    window.wait_for(4);
    injector.inject(plain(ESCAPE, false), &permit).unwrap();
    display.run("xdotool", &["key", "Escape"]);
    eventually(|| count.load(Ordering::SeqCst) >= 1);
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[test]
fn escape_is_found_where_the_layout_has_it() {
    let Some(display) = Display::start() else { return };
    let (_watch, count) = watch(&display, InputRecord::default());
    display.run("setxkbmap", &["-option", "caps:swapescape"]);
    // The key on which Caps Lock is printed.
    display.run("xdotool", &["key", "66"]);
    eventually(|| count.load(Ordering::SeqCst) >= 1);
    display.run("setxkbmap", &["-option", ""]);
    display.run("xdotool", &["key", "Escape"]);
    eventually(|| count.load(Ordering::SeqCst) >= 2);
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

/// A helper in control could take the meaning from the key on which the person relies.
#[test]
fn what_was_escape_as_control_began_still_is() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let (_watch, count) = watch(&display, injector.record());
    display.run("xmodmap", &["-e", "keycode 9 = F30"]);
    let permit = yes();
    for down in [true, false] {
        injector.inject(plain(ESCAPE, down), &permit).unwrap();
    }
    window.wait_for(2);
    display.run("xdotool", &["key", "F30"]);
    eventually(|| count.load(Ordering::SeqCst) >= 1);
    assert_eq!(
        count.load(Ordering::SeqCst),
        1,
        "the helper's own press of it is theirs"
    );
}

#[test]
fn presses_while_nobody_watched_hide_nothing() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let injector = display.injector();
    let permit = yes();
    for down in [true, false] {
        injector.inject(plain(ESCAPE, down), &permit).unwrap();
    }
    window.wait_for(2);
    let (_watch, count) = watch(&display, injector.record());
    display.run("xdotool", &["key", "Escape"]);
    eventually(|| count.load(Ordering::SeqCst) == 1);
}

#[test]
fn a_watch_that_goes_blind_says_so() {
    let Some(mut display) = Display::start() else { return };
    let (_watch, count) = watch(&display, InputRecord::default());
    display.kill();
    eventually(|| count.load(Ordering::SeqCst) == 1);
}

fn threads_and_descriptors() -> (usize, usize) {
    let threads = std::fs::read_dir("/proc/self/task")
        .unwrap()
        .filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("comm")).ok())
        .filter(|name| matches!(name.trim(), "escape" | "input"))
        .count();
    (threads, std::fs::read_dir("/proc/self/fd").unwrap().count())
}

#[test]
fn threads_and_descriptors_end_with_the_watch() {
    let ran = surroundings::alone("input::escape::what_the_process_has_is_counted")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(
        ran.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

#[test]
#[ignore = "the test above runs it in a process where nothing else opens anything"]
fn what_the_process_has_is_counted() {
    let Some(display) = Display::start() else { return };
    let before = threads_and_descriptors();
    for _ in 0..5 {
        let injector = display.injector();
        let (watch, _) = watch(&display, injector.record());
        // A thread gets its name only when it runs.
        eventually(|| threads_and_descriptors().0 == before.0 + 2);
        drop((watch, injector));
        assert_eq!(threads_and_descriptors(), before);
    }
}
