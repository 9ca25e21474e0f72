//! Injected input answers no question of any Lifeline, and nothing stays pressed however the novice's program ends or
//! stops.

use std::time::Duration;

use rustix::process::{Signal, kill_process_group};

use super::control::Typewriter;
use super::display::{Display, eventually};
use super::pair::{Expert, controlling, take_control};
use super::program::Program;
use super::surroundings;

/// Two Lifelines of one user on one display: a helper controls the one, and the other, which was replaced on disk since
/// it began, asks.
#[test]
fn nothing_injected_answers_the_question_of_another_lifeline_that_was_replaced() {
    let display = Display::start(1280, 900);
    let typewriter = Typewriter::start(&display);
    let (novice, mut helper) = controlling(&display);

    let replaced = novice.home.path("replaced-lifeline");
    std::fs::copy(env!("CARGO_BIN_EXE_lifeline"), &replaced).unwrap();
    let ticket = novice.home.path("other.msrcIncident");
    let password = "ABCD EFGH JKLM";
    let mut command = surroundings::command_at(&replaced);
    novice.home.dress(&mut command);
    command
        .args(["ask", "--listen", "127.0.0.1", "--port", "0", "--save"])
        .arg(&ticket)
        .arg("--password-file")
        .arg(novice.home.file("other-password", password))
        .env("DISPLAY", display.name());
    let _other = Program::start("the other novice", command);
    eventually("the other invitation", || ticket.exists());
    std::fs::remove_file(&replaced).unwrap();
    std::fs::write(&replaced, "another version").unwrap();
    let mut stranger = Expert::open_ticket(&ticket, password, &[]);
    stranger.program.expect("waiting");
    let window = display.window("Lifeline").to_string();
    // Nothing else has the focus: the keys go to the window under the pointer.
    display.run("xdotool", &["mousemove", "--window", &window, "150", "150"]);
    // From then on a yes counts.
    std::thread::sleep(Duration::from_millis(1500));
    for _ in 0..4 {
        for key in ["tab", "space", "enter"] {
            helper.program.say(&format!("key {key}"));
        }
        helper.program.say("click 640 450");
    }
    // What comes while the question is open is thrown away, not kept.
    helper.program.say("type kept");
    std::thread::sleep(Duration::from_millis(500));
    assert!(!stranger.program.has_said("viewing"), "the helper said yes");
    stranger.program.kill();
    // The question is closed, and the helper's keys arrive again, though not in that window.
    let mut tries = 0;
    eventually("keys arrive again", || {
        tries += 1;
        helper.program.say("move 20 20");
        helper.program.say("type .");
        std::thread::sleep(Duration::from_millis(200));
        !typewriter.typed().is_empty()
    });
    assert!(
        typewriter.typed().chars().all(|typed| typed == '.'),
        "{:?}",
        typewriter.typed()
    );
}

fn hold_much(display: &Display, expert: &mut Expert) {
    expert.program.say("key-down ctrl+shift+a");
    expert.program.say("button-down 10 10 right");
    eventually("keys and a button are down", || {
        display.held().0.len() == 3 && display.held().1 != 0
    });
}

#[test]
fn nothing_stays_pressed_when_the_novices_program_is_ended_by_a_signal() {
    let display = Display::start(640, 480);
    for signal in [Signal::KILL, Signal::TERM, Signal::HUP, Signal::ABORT] {
        let (novice, mut expert) = controlling(&display);
        // What no layout has needs a spare key of the keymap, too.
        expert.program.say("type ж");
        hold_much(&display, &mut expert);
        novice.program.signal(signal);
        display.assert_nothing_is_held("everything is released");
    }
}

/// Ctrl+Z stops the foreground's whole process group; SIGSTOP one process.
#[test]
fn nothing_stays_pressed_and_no_grant_survives_when_the_novices_program_is_stopped() {
    let display = Display::start(800, 600);
    let typewriter = Typewriter::start(&display);
    let (mut novice, mut expert) = controlling(&display);
    for signal in [Signal::TSTP, Signal::STOP] {
        hold_much(&display, &mut expert);
        kill_process_group(novice.program.pid(), signal).unwrap();
        display.assert_nothing_is_held("everything is released");
        let stat = format!("/proc/{}/stat", novice.program.pid().as_raw_nonzero());
        eventually("the program stops", || {
            let stat = std::fs::read_to_string(&stat).unwrap();
            stat.rsplit_once(')').unwrap().1.trim_start().starts_with('T')
        });
        // Typed at a program that sleeps, and read by it when it is woken.
        expert.program.say("type late");
        kill_process_group(novice.program.pid(), Signal::CONT).unwrap();
        novice.program.expect("control-ended input-lost");
        expert.program.expect("control-ended ");
        assert_eq!(typewriter.typed().replace('\u{1}', ""), "");
        take_control(&mut novice, &mut expert);
    }
    expert.program.say("move 100 100");
    expert.program.say("type again");
    eventually("control works again", || typewriter.typed().ends_with("again"));
}
