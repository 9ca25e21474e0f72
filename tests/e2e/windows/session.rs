//! Whole sessions, the other side of which is Lifeline for Linux.

use super::super::control::Typewriter;
use std::time::{Duration, Instant};

use x11rb::protocol::xfixes::ConnectionExt as _;

use super::super::above::colour_at;
use super::super::display::{Display, eventually};
use super::super::freerdp;
use super::super::pair::{Expert, Novice, output_folder, take_control};
use super::super::program::Program;
use super::computer::Computer;

fn viewing(computer: &Computer) -> (Novice, Expert) {
    let mut novice = computer.novice();
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    novice.program.expect("viewing");
    expert.program.expect("viewing 1280x800");
    (novice, expert)
}

fn controlling(computer: &Computer) -> (Novice, Expert) {
    let (mut novice, mut expert) = viewing(computer);
    control(computer, &mut novice, &mut expert);
    (novice, expert)
}

fn control(computer: &Computer, novice: &mut Novice, expert: &mut Expert) {
    take_control(novice, expert);
    // What comes in the moment in which control begins may be thrown away.
    let mut moved: Option<Instant> = None;
    eventually("the mouse moves", || {
        if moved.is_none_or(|moved| moved.elapsed() > Duration::from_secs(2)) {
            moved = Some(Instant::now());
            expert.program.say("move 200 100");
        }
        computer.pointer() == (200, 100)
    });
}

#[test]
fn windows_is_seen_and_used_from_linux() {
    let Some(computer) = Computer::start() else { return };
    let typewriter = computer.typewriter();
    let (mut novice, mut expert) = viewing(&computer);
    expert.sees(&computer.display);
    expert.program.say("type no");
    expert.program.expect("error ");
    control(&computer, &mut novice, &mut expert);

    for (x, y) in [(1, 1), (321, 222), (640, 400), (1278, 798)] {
        expert.program.say(&format!("click {x} {y}"));
        typewriter.notes_last(&format!("click {x} {y}"));
    }
    expert.program.say("click 640 400 wheel-down");
    typewriter.notes_last("wheel -120");
    let text = "Hello from Linux: äß€ 日本 {[]}\\|~";
    expert.program.say(&format!("type {text}"));
    typewriter.shows(text);
    expert.sees(&computer.display);

    // Esc on the keyboard of the person there.
    computer.display.run("xdotool", &["key", "Escape"]);
    novice.program.expect("control-ended escape");
    expert.program.expect("control-ended by-novice");
    expert.program.say("end");
    novice.program.expect("ended helper-left");
    expert.program.expect("ended by-you");
}

/// Some programs read nothing but keys, and those by their scancodes: what the layout has is typed by them.
#[test]
fn text_comes_as_the_keys_of_the_layout() {
    let Some(computer) = Computer::start() else { return };
    let typewriter = computer.typewriter();
    let (_novice, mut expert) = controlling(&computer);
    expert.program.say("type aBß");
    typewriter.shows("aBß");
    // E7: something that is on no key; beside it stands a part of the character.
    assert_eq!(
        typewriter.notes_of("key"),
        ["key 41 1E", "key 10 2A", "key 42 30", "key E7 DF"]
    );
}

/// AltGr, and an accent that waits for a letter, are on this one.
#[test]
fn text_comes_as_the_keys_of_a_german_layout() {
    let Some(computer) = Computer::start_with("de") else {
        return;
    };
    let typewriter = computer.typewriter();
    let (_novice, mut expert) = controlling(&computer);
    let text = "yZ äÖß @€{[]} é´^ñ 日";
    expert.program.say(&format!("type {text}"));
    typewriter.shows(text);
    let keys = typewriter.notes_of("key");
    // Where the letters are on that keyboard.
    for key in ["key 59 2C", "key 5A 15"] {
        assert!(keys.iter().any(|note| note == key), "{key}: {keys:?}");
    }
}

/// What is seen and clicked are the screen's own pixels, also by the program on the terminal. Programs that know of no
/// scale are told another size by Windows, and magnified.
#[test]
fn a_scaled_screen_is_seen_and_clicked_as_it_is() {
    let Some(computer) = Computer::start_scaled(144) else {
        return;
    };
    let typewriter = computer.typewriter();
    let (mut novice, mut expert) = viewing(&computer);
    expert.sees(&computer.display);
    control(&computer, &mut novice, &mut expert);
    let told = |pixels: i16| i32::from(pixels) * 96 / 144;
    for (x, y) in [(3, 3), (600, 300), (1275, 795)] {
        expert.program.say(&format!("click {x} {y}"));
        typewriter.notes_last(&format!("click {} {}", told(x), told(y)));
        assert_eq!(computer.pointer(), (x, y));
    }
    expert.program.say("type 150 %");
    typewriter.shows("150 %");
    expert.sees(&computer.display);
}

#[test]
fn nothing_stays_pressed_when_control_is_taken_back() {
    let Some(computer) = Computer::start() else { return };
    let typewriter = computer.typewriter();
    let (mut novice, mut expert) = controlling(&computer);
    expert.program.say("key-down shift");
    expert.program.say("key-down ctrl");
    typewriter.notes_last("key 11 1D");
    novice.program.say("take-back");
    novice.program.expect("control-ended ");
    expert.program.expect("control-ended by-novice");
    // The last that was pressed first.
    typewriter.notes_last("up 10");
    assert_eq!(typewriter.notes_of("up"), ["up 11", "up 10"]);
    computer.display.run("xdotool", &["key", "a"]);
    typewriter.shows("a");
}

#[test]
fn the_window_opens() {
    let Some(computer) = Computer::start() else { return };
    let _window = Program::start("the window", computer.lifeline());
    shows_a_page(&computer, "windows");
}

/// As over Remote Desktop and in virtual machines, where Windows' own OpenGL is 1.1. Wine draws by Vulkan then.
#[test]
fn the_window_opens_where_opengl_is_too_old() {
    let Some(computer) = Computer::start() else { return };
    let told = [("MESA_GL_VERSION_OVERRIDE", "1.1"), ("WGPU_BACKEND", "vulkan")];
    let window = Program::start("the window", computer.lifeline_told(&told));
    shows_a_page(&computer, "windows-wgpu");
    assert!(
        window.notes().contains("OpenGL does not draw the window"),
        "{}",
        window.notes()
    );
}

fn shows_a_page(computer: &Computer, what: &str) {
    computer.display.window("^Lifeline$");
    eventually("the page is drawn", || {
        let shot = computer.display.screenshot();
        shot.save(&output_folder().join(format!("{what}.png")));
        colour_at(&shot, 640, 720).iter().all(|part| *part > 200)
    });
}

/// With their virtual keys and their scancodes: of the keypad, too, whose keys others share.
#[test]
fn keys_come_as_what_they_are() {
    let Some(computer) = Computer::start() else { return };
    let typewriter = computer.typewriter();
    let (_novice, mut expert) = controlling(&computer);
    let keys = [
        ("a", "41 1E"),
        ("f5", "74 3F"),
        ("left", "25 14B"),
        ("kp-enter", "0D 11C"),
        ("enter", "0D 1C"),
        ("esc", "1B 01"),
        ("menu", "5D 15D"),
    ];
    for (name, codes) in keys {
        expert.program.say(&format!("key {name}"));
        typewriter.notes_last(&format!("key {codes}"));
    }
}

/// A program is known as one by the name of its file: here of one that notes what it gets.
#[test]
fn windows_of_another_lifeline_get_nothing_from_the_helper() {
    let Some(computer) = Computer::start() else { return };
    let copy = r"copy Z:\typewriter.exe C:\Lifeline-0.0.9.exe";
    assert!(computer.run("cmd", &["/c", copy]).status.success());
    let typewriter = computer.typewriter_called(r"C:\Lifeline-0.0.9.exe");
    let (_novice, mut expert) = controlling(&computer);
    for command in [
        "click 300 300",
        "type no",
        "key a",
        "click 640 400 wheel-down",
        "move 700 500",
    ] {
        expert.program.say(command);
    }
    // What is said last is done last.
    eventually("the mouse moves", || computer.pointer() == (700, 500));
    assert_eq!(typewriter.notes(), ["ready"]);
    // The person's own keys arrive.
    computer.display.run("xdotool", &["key", "b"]);
    typewriter.shows("b");
}

#[test]
fn freerdp_sees_windows_and_its_pointer_and_controls_it() {
    let Some(computer) = Computer::start() else { return };
    let typewriter = computer.typewriter();
    let helper = Display::start(1280, 800);
    let mut novice = computer.novice();
    let mut freerdp = freerdp::open(&novice, &helper, &[]);
    novice.allow("view");
    novice.program.expect("viewing");
    freerdp::shows(&helper, &computer.display);
    // An arrow points with its tip, the cross of a bare X display with its middle.
    helper.run("xdotool", &["mousemove", "601", "301"]);
    eventually("the arrow", || points_with_its_tip(&helper));
    helper.run("xdotool", &["key", "ctrl+alt+c"]);
    novice.allow("control");
    novice.program.expect("controlling");
    helper.run("xdotool", &["mousemove", "500", "400", "click", "1"]);
    typewriter.notes_last("click 500 400");
    helper.run("xdotool", &["type", "abc"]);
    typewriter.shows("abc");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    freerdp.program.end();
}

fn points_with_its_tip(display: &Display) -> bool {
    display.connection.xfixes_query_version(5, 0).unwrap().reply().unwrap();
    let cursor = display.connection.xfixes_get_cursor_image().unwrap().reply().unwrap();
    cursor.width > 8 && cursor.xhot < 4 && cursor.yhot < 4
}

#[test]
fn linux_is_seen_and_used_from_windows() {
    let Some(computer) = Computer::start() else { return };
    let display = Display::start(1000, 700);
    let typewriter = Typewriter::start(&display);
    let mut novice = Novice::ask_from(computer.home(), &display, &[]);
    let mut expert = computer.expert(&novice);
    novice.allow("view");
    novice.program.expect("viewing");
    expert.program.expect("viewing 1000x700");
    expert.sees(&display);
    take_control(&mut novice, &mut expert);
    expert.program.say("type Hello from Windows");
    typewriter.shows("Hello from Windows");
    expert.sees(&display);
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
    assert_eq!(expert.program.exit_code(), 0);
}

/// There is no screen there but the person's own, and a practice must not show that one.
#[test]
fn a_practice_does_not_begin_on_windows() {
    let Some(computer) = Computer::start() else { return };
    let ended = computer.run_lifeline(&["try", "--yes"]);
    let said = String::from_utf8_lossy(&ended.stdout);
    assert_eq!(ended.status.code(), Some(NO_SCREEN), "{ended:?}");
    assert!(
        said.starts_with("error ") && said.contains("no screen but your own"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
}

/// The exit code of docs/terminal.md.
const NO_SCREEN: i32 = 16;

/// Only windows are told of a logoff; what is shared ends in order, and not by a connection that breaks.
#[test]
fn a_logoff_ends_the_session_in_order() {
    let Some(computer) = Computer::start() else { return };
    let (mut novice, mut expert) = controlling(&computer);
    let mut logoff = computer.command("wineboot");
    logoff.args(["--end-session", "--force"]);
    let _logoff = Program::start("logoff", logoff);
    expert.program.expect("ended novice-closed");
    novice.program.end();
}
