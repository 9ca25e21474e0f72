//! KDE Plasma: KWin with its portal. It shares its screen only where there is a graphics device; elsewhere Lifeline says
//! so.

use super::super::above::{STOP, area_of};
use super::super::display::eventually;
use super::super::pair::{Expert, Novice};
use super::super::surroundings;
use super::super::window::Presser;
use super::desktop::{Desktop, Kind, Setup};
use super::help::viewing;
use super::kde;

/// As evdev counts keys.
const ESC: u32 = 1;
const CTRL: u32 = 29;
const SHIFT: u32 = 42;

/// The person allows control, and KDE asks them once more, and about the keys that take it back.
fn control(presser: &mut Presser, novice: &mut Novice, expert: &mut Expert) {
    expert.program.say("request-control");
    novice.allow("control");
    presser.press("Approve");
    presser.press("OK");
    novice.program.expect("controlling");
    expert.program.expect("controlling");
}

#[test]
fn kde_without_a_graphics_device_is_known_before_the_invitation() {
    if kde::has_graphics() {
        return surroundings::skipped("there is a graphics device");
    }
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Kde)) else {
        return;
    };
    let home = desktop.home();
    let ticket = home.path("help.msrcIncident").display().to_string();
    for words in [&["doctor"][..], &["ask", "--terminal", "--save", &ticket]] {
        let said = desktop.lifeline(&home).args(words).output().unwrap();
        let said = String::from_utf8([said.stdout, said.stderr].concat()).unwrap();
        assert!(said.contains("KWin draws without a graphics card here"), "{said}");
    }
    assert!(!home.path("help.msrcIncident").exists());
}

/// The desktop's own questions are answered by their buttons, and its own keys end what they should.
#[test]
fn kde_asks_once_more_shows_and_lends() {
    let Some((desktop, mut hand, mut presser)) = kde::start("us") else {
        return;
    };
    let (mut novice, mut expert) = viewing(&desktop, Some(&mut presser));
    desktop.is_seen_by(&mut expert, "the helper sees the desktop");
    control(&mut presser, &mut novice, &mut expert);
    let typewriter = desktop.typewriter();
    expert.program.say("type Hello, World! (1 + 1 = 2)");
    typewriter.got("Hello, World! (1 + 1 = 2)");
    expert.program.say("key esc");
    typewriter.got("\u{1b}");
    desktop.is_seen_by(&mut expert, "the helper sees what was typed");
    expert.program.say("click 301 202");
    typewriter.got_click(301, 202);
    // As terminals number them: the other buttons, and the wheel.
    for (button, number) in [("middle", 1), ("right", 2), ("back", 128), ("forward", 129)] {
        expert.program.say(&format!("click 40 50 {button}"));
        typewriter.got_button(number, (40, 50));
    }
    for (turn, number) in [("up", 64), ("down", 65), ("left", 66), ("right", 67)] {
        expert.program.say(&format!("click 40 50 wheel-{turn}"));
        typewriter.got_button(number, (40, 50));
    }
    assert!(novice.program.notes().contains("Ctrl+Shift+Esc takes it back"));
    hand.press(&[CTRL, SHIFT, ESC]);
    novice.program.expect("control-ended escape");
    expert.program.expect("control-ended by-novice");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
}

/// What a helper holds is let go when their control ends, and when the program ends without a word.
#[test]
fn kde_lets_go_of_what_was_held() {
    let Some((desktop, mut hand, mut presser)) = kde::start("us") else {
        return;
    };
    let (mut novice, mut expert) = viewing(&desktop, Some(&mut presser));
    control(&mut presser, &mut novice, &mut expert);
    let typewriter = desktop.typewriter();
    const A: u32 = 30;
    let mut upper_case = |letter: &str| {
        eventually("the person's own key types this", || {
            hand.press(&[A]);
            typewriter.typed().ends_with(letter)
        });
    };
    expert.program.say("key-down shift");
    upper_case("A");
    novice.program.say("take-back");
    expert.program.expect("control-ended by-novice");
    upper_case("a");
    expert.program.say("request-control");
    novice.allow("control");
    presser.press("Approve");
    expert.program.expect("controlling");
    expert.program.say("key-down shift");
    upper_case("A");
    desktop.ask("pkill", &["-KILL", "-x", "lifeline"]);
    upper_case("a");
}

/// A helper types what each layout has.
#[test]
fn kde_takes_text_of_its_layout() {
    for (layout, text) in [
        ("de", "Zwölf Boxkämpfer, Öl & Süß: 3 × 4 = {12} @home [€] \\y <a>"),
        ("fr", "Où ça ? A l'été, 1 + 1 = 2 & {€} @home AZQWM <è>"),
        ("cz", "Příliš žluoučký, 12 + ěščřžýáíéúů; zY (a/b) = % <a> {b}"),
    ] {
        let Some((desktop, _hand, mut presser)) = kde::start(layout) else {
            return;
        };
        let (mut novice, mut expert) = viewing(&desktop, Some(&mut presser));
        control(&mut presser, &mut novice, &mut expert);
        let typewriter = desktop.typewriter();
        expert.program.say(&format!("type {text}"));
        typewriter.got(text);
    }
}

/// By layer-shell: above a window that fills the screen, seen by the helper, and pressed by the person.
#[test]
fn kde_shows_the_bar_above_a_full_screen() {
    let Some((desktop, mut hand, mut presser)) = kde::start("us") else {
        return;
    };
    let (_home, ticket, password) = desktop.window(&mut presser);
    let mut expert = desktop.expert(&ticket, &password);
    presser.wait("wants to see your screen");
    // No answer counts in the first second.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("I called them");
    presser.press("Let them see my screen");
    presser.press(Kind::Kde.shares_by());
    expert.program.expect("viewing 1280x720");
    let _cover = desktop.typewriter();
    let mut stop = None;
    eventually("Stop is above a full screen", || {
        stop = area_of(&desktop.screenshot(), STOP);
        stop.is_some()
    });
    let stop = stop.unwrap();
    assert!(stop.bottom < 60, "{stop:?}");
    eventually("the helper sees it", || area_of(&expert.snapshot(), STOP) == Some(stop));
    hand.click(stop.middle());
    expert.program.expect("ended novice-stopped");
    eventually("no bar is left", || area_of(&desktop.screenshot(), STOP).is_none());
}
