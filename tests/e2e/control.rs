//! Mouse and keyboard: nothing before control, everything during it, nothing held after it.

use std::path::PathBuf;
use std::time::Duration;

use super::display::{Display, eventually};
use super::pair::{Expert, Novice, controlling, take_control, viewing};
use super::program::Program;

/// A terminal over the whole display that writes every byte typed into it to a file.
pub struct Typewriter {
    file: PathBuf,
    _folder: tempfile::TempDir,
    _xterm: Program,
}

impl Typewriter {
    pub fn start(display: &Display) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("typed");
        let script = format!(
            "stty raw -echo; printf ready > '{0}.ready'; exec cat > '{0}'",
            file.display()
        );
        let mut command = display.command("xterm");
        command.args([
            "-u8",
            "-fn",
            "fixed",
            "-geometry",
            "100x40+0+0",
            "-T",
            "typewriter",
            "-e",
            "sh",
            "-c",
            &script,
        ]);
        let xterm = Program::start("xterm", command);
        let ready = file.with_extension("ready");
        eventually("the typewriter", || ready.exists() && file.exists());
        // Without a window manager the keyboard follows the pointer.
        display.run("xdotool", &["mousemove", "100", "100"]);
        Self {
            file,
            _folder: folder,
            _xterm: xterm,
        }
    }

    pub fn typed(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.file).unwrap()).into_owned()
    }

    pub fn shows(&self, text: &str) {
        let deadline = std::time::Instant::now() + super::display::TIMEOUT;
        while self.typed() != text {
            assert!(
                std::time::Instant::now() < deadline,
                "typed {:?}, wanted {text:?}",
                self.typed()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// This computer's mouse has its right button switched off.
#[test]
fn what_does_not_arrive_is_said_and_the_rest_arrives() {
    let display = Display::start(800, 600);
    let typewriter = Typewriter::start(&display);
    let (_novice, mut expert) = controlling(&display);
    display.run("xmodmap", &["-e", "pointer = 1 2 0 4 5 6 7 8 9 10"]);
    expert.program.say("click 100 100 right");
    expert.program.expect("input-refused");
    assert_eq!(display.held().1, 0);
    expert.program.say("type yes");
    typewriter.shows("yes");
}

#[test]
fn nothing_arrives_before_control_and_the_text_does_afterwards() {
    let display = Display::start(800, 600);
    let typewriter = Typewriter::start(&display);
    let (mut novice, mut expert) = viewing(&display);
    for command in ["type no", "key a", "click 100 100", "move 5 5"] {
        expert.program.say(command);
        expert.program.expect("error ");
    }
    take_control(&mut novice, &mut expert);
    expert.program.say("type yes");
    typewriter.shows("yes");
    expert.program.say("release-control");
    novice.program.expect("control-ended given-back");
    expert.program.expect("control-ended given-back");
    expert.program.say("type no");
    expert.program.expect("error ");
    novice.program.say("allow-control");
    novice.allow("control");
    expert.program.expect("controlling");
    expert.program.say("type again");
    typewriter.shows("yesagain");
}

fn types_any_text_under(layout: &str) {
    let display = Display::start(800, 600);
    display.run("setxkbmap", &[layout]);
    let typewriter = Typewriter::start(&display);
    let (mut novice, mut expert) = controlling(&display);
    expert.program.say("type äß€é@ñ plain {[]}\\|~");
    typewriter.shows("äß€é@ñ plain {[]}\\|~");
    novice.program.say("take-back");
    expert.program.expect("control-ended ");
    display.assert_nothing_is_held("no key is down after control");
}

#[test]
fn types_any_text_under_a_us_layout() {
    types_any_text_under("us");
}

#[test]
fn types_any_text_under_a_german_layout() {
    types_any_text_under("de");
}

#[test]
fn types_any_text_under_a_french_layout() {
    types_any_text_under("fr");
}

#[test]
fn every_button_and_wheel_arrives_where_it_is_meant() {
    let display = Display::start(640, 480);
    let mut command = display.command("xev");
    command.args(["-geometry", "640x480+0+0", "-event", "button"]);
    let mut xev = Program::start("xev", command);
    display.window("Event Tester");
    let (_novice, mut expert) = controlling(&display);
    // X numbers buttons so: left, middle, right, the four directions of wheels, back, forward.
    let buttons = [
        ("left", 1),
        ("middle", 2),
        ("right", 3),
        ("wheel-up", 4),
        ("wheel-down", 5),
        ("wheel-left", 6),
        ("wheel-right", 7),
        ("back", 8),
        ("forward", 9),
    ];
    for (name, number) in buttons {
        expert.program.say(&format!("click 200 150 {name}"));
        let event = xev.expect("ButtonPress");
        let place = xev.expect("    root ");
        assert!(place.contains("root:(200,150)"), "{event} {place}");
        let pressed = xev.expect("    state ");
        assert!(pressed.contains(&format!("button {number},")), "{name}: {pressed}");
        xev.expect("ButtonRelease");
    }
    display.assert_nothing_is_held("no button is down after clicks");
}

#[test]
fn what_is_held_is_released_when_control_ends() {
    let display = Display::start(640, 480);
    let (mut novice, mut expert) = controlling(&display);
    expert.program.say("key-down ctrl+shift+a");
    expert.program.say("button-down 10 10 right");
    eventually("keys and a button are down", || {
        display.held().0.len() == 3 && display.held().1 != 0
    });
    novice.program.say("take-back");
    novice.program.expect("control-ended taken-back");
    expert.program.expect("control-ended ");
    display.assert_nothing_is_held("everything is released");
}

#[test]
fn what_is_held_is_released_when_the_expert_is_killed() {
    let display = Display::start(640, 480);
    let (mut novice, mut expert) = controlling(&display);
    expert.program.say("key-down shift+b");
    eventually("keys are down", || display.held().0.len() == 2);
    expert.program.kill();
    novice.program.expect("ended ");
    display.assert_nothing_is_held("everything is released");
    // The next one is served at once.
    let mut next = Expert::open(&novice, &[]);
    novice.allow("view");
    next.program.expect("viewing ");
}

#[test]
fn escape_by_the_novice_takes_control_back_though_much_is_waiting() {
    let display = Display::start(800, 600);
    let typewriter = Typewriter::start(&display);
    let (mut novice, mut expert) = controlling(&display);
    let long = "abcdefghij".repeat(1000);
    expert.program.say(&format!("type {long}"));
    eventually("typing begins", || !typewriter.typed().is_empty());
    display.run("xdotool", &["key", "Escape"]);
    novice.program.expect("control-ended escape");
    expert.program.expect("control-ended ");
    display.assert_nothing_is_held("nothing is held after Esc");
    let typed = typewriter.typed().chars().filter(|c| *c != '\u{1b}').count();
    assert!(typed < long.len(), "all {typed} letters came through");
    expert.program.say("type x");
    expert.program.expect("error ");
}

#[test]
fn escape_by_the_expert_reaches_the_program_and_ends_nothing() {
    let display = Display::start(800, 600);
    let typewriter = Typewriter::start(&display);
    let (mut novice, mut expert) = controlling(&display);
    expert.program.say("key esc");
    expert.program.say("type after");
    typewriter.shows("\u{1b}after");
    assert!(!novice.program.has_said("control-ended"));
}

#[test]
fn a_view_only_invitation_gives_no_control() {
    let display = Display::start(320, 240);
    let mut novice = Novice::ask(&display, &["--view-only"]);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    expert.program.expect("viewing ");
    expert.program.say("request-control");
    expert.program.expect("refused control");
    assert!(!novice.program.has_said("question control"));
}
