//! What the terminal program prints, nobody reads: the person who typed Stop is heard all the same.

use rustix::process::Signal;

use super::display::{Display, eventually};
use super::pair::{Expert, Home, Novice, take_control};
use super::surroundings;

/// More lines than a pipe and the reader before it hold, each answered by a longer one.
const MANY: usize = 2000;

/// A helper has control and holds a key down, and neither standard output nor standard error of the novice takes
/// anything more.
fn controlled_without_a_reader(display: &Display) -> (Novice, Expert) {
    let home = Home::new();
    let mut command = surroundings::command("sh");
    home.dress(&mut command);
    command
        .env("LIFELINE_LOG", "trace")
        .args(["-c", "exec \"$0\" \"$@\" 2>&1"])
        .args(surroundings::without_policy())
        .arg(env!("CARGO_BIN_EXE_lifeline"));
    let mut novice = Novice::ask_with(home, command, display, &[]);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    expert.program.expect("viewing ");
    take_control(&mut novice, &mut expert);
    expert.program.say("key-down ctrl");
    eventually("a key is down", || !display.held().0.is_empty());
    novice.program.stop_reading();
    for _ in 0..MANY {
        novice.program.say("what");
    }
    (novice, expert)
}

#[test]
fn a_typed_stop_is_heard_though_nobody_reads() {
    let display = Display::start(400, 300);
    let (mut novice, mut expert) = controlled_without_a_reader(&display);
    novice.program.say("stop");
    display.assert_nothing_is_held("the key is released");
    expert.program.expect("ended novice-stopped");
}

#[test]
fn control_is_taken_back_though_nobody_reads() {
    let display = Display::start(400, 300);
    let (mut novice, mut expert) = controlled_without_a_reader(&display);
    novice.program.say("take-back");
    display.assert_nothing_is_held("the key is released");
    expert.program.expect("control-ended ");
}

#[test]
fn the_program_ends_when_told_though_nobody_reads() {
    let display = Display::start(400, 300);
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 143)] {
        let (mut novice, mut expert) = controlled_without_a_reader(&display);
        novice.program.signal(signal);
        assert_eq!(novice.program.exit_code(), code);
        expert.program.expect("ended ");
        display.assert_nothing_is_held("the key is released");
    }
}

/// A question that could not be shown cannot be allowed.
#[test]
fn a_yes_to_a_question_that_nobody_could_read_is_none() {
    let display = Display::start(400, 300);
    let (mut novice, mut expert) = controlled_without_a_reader(&display);
    novice.program.say("take-back");
    expert.program.expect("control-ended ");
    expert.program.say("request-control");
    // Longer than the first second of a question, in which no answer counts anyway.
    std::thread::sleep(std::time::Duration::from_millis(1500));
    novice.program.say("y");
    novice.program.say("stop");
    expert.program.expect("ended novice-stopped");
    let again = expert
        .program
        .seen()
        .iter()
        .filter(|line| *line == "controlling")
        .count();
    assert_eq!(again, 1, "control was given once, when the question could be read");
}

/// Something else stands where the log should be: the session goes on without it.
#[test]
fn a_log_that_cannot_be_written_stops_nobody() {
    let display = Display::start(400, 300);
    let home = Home::new();
    let state = home.path(".local/state/lifeline");
    std::fs::create_dir_all(&state).unwrap();
    let made = surroundings::command("mkfifo").arg(state.join("lifeline.log")).status();
    assert!(made.unwrap().success());
    let mut novice = Novice::ask_from(home, &display, &[]);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    expert.program.expect("viewing ");
    novice.program.say("stop");
    expert.program.expect("ended novice-stopped");
}
