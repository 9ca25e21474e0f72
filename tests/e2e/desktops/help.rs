//! Help from the invitation to the end.

use super::super::display::Display;
use super::super::freerdp::{Client, shows_picture, with_each_version};
use super::super::pair::{Expert, Novice, take_control};
use super::super::window::Presser;
use super::desktop::{Desktop, Kind, Setup, Typewriter};
use super::gnome;

/// As evdev counts keys.
const ESC: u32 = 1;
const CTRL: u32 = 29;
const SHIFT: u32 = 42;

/// A helper who sees the desktop, whose own question is answered by the presser.
pub fn viewing(desktop: &Desktop, presser: Option<&mut Presser>) -> (Novice, Expert) {
    let mut novice = desktop.novice();
    let mut expert = desktop.expert(&novice.ticket, &novice.password);
    novice.allow("view");
    if let Some(presser) = presser {
        presser.press("Share");
    }
    novice.program.expect("viewing");
    expert.program.expect("viewing 1280x720");
    (novice, expert)
}

/// The person allows control, and GNOME asks them once more, and about the keys that take it back.
pub fn control_on_gnome(presser: &mut Presser, novice: &mut Novice, expert: &mut Expert) {
    expert.program.say("request-control");
    allow_control_on_gnome(presser, novice);
    expert.program.expect("controlling");
}

fn allow_control_on_gnome(presser: &mut Presser, novice: &mut Novice) {
    novice.allow("control");
    presser.press("Allow Remote Interaction");
    presser.press("Share");
    presser.press("Add");
    novice.program.expect("controlling");
}

/// Each button, and the wheel each way, by whole notches and by parts of one, reach a program at this place.
pub fn mouse_arrives(expert: &mut Expert, typewriter: &Typewriter, at: (u32, u32)) {
    /// Of a third of a notch each: a terminal tells of them once they are a line of letters.
    const PARTS: usize = 12;
    let (x, y) = at;
    let mut click = |what: &str| expert.program.say(&format!("click {x} {y} {what}"));
    // As terminals number them.
    for (button, told) in [
        ("left", 0),
        ("middle", 1),
        ("right", 2),
        ("back", 128),
        ("forward", 129),
    ] {
        click(button);
        typewriter.got_button(told, at);
    }
    for (way, told) in [("up", 64), ("down", 65), ("left", 66), ("right", 67)] {
        click(&format!("wheel-{way}"));
        // It ends what is told of the wheel.
        click("left");
        typewriter.got_turn(told, at);
        for _ in 0..PARTS {
            click(&format!("wheel-{way}:40"));
        }
        click("left");
        typewriter.got_turn(told, at);
    }
}

#[test]
fn sway_shows_and_lends_what_it_has() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Sway)) else {
        return;
    };
    let (mut novice, mut expert) = viewing(&desktop, None);
    desktop.is_seen_by(&mut expert, "the helper sees the desktop");
    take_control(&mut novice, &mut expert);
    let typewriter = desktop.typewriter();
    expert.program.say("type Žluťoučký 漢字");
    typewriter.got("Žluťoučký 漢字");
    mouse_arrives(&mut expert, &typewriter, (301, 202));
    // What a helper's Esc is for, programs know.
    expert.program.say("key esc");
    typewriter.got("\u{1b}");
    desktop.is_seen_by(&mut expert, "the helper sees what was typed");
    novice.program.say("take-back");
    expert.program.expect("control-ended by-novice");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
}

/// Of two monitors whose pixels differ in size, the second one is shared.
#[test]
fn sway_shares_the_monitor_that_is_meant() {
    let setup = Setup {
        monitors: "1280x720 1500x900*1.5",
        shared: 2,
        ..Setup::of(Kind::Sway)
    };
    let Some(desktop) = Desktop::start(&setup) else { return };
    desktop.tell("focus output HEADLESS-2");
    let mut novice = desktop.novice();
    let mut expert = desktop.expert(&novice.ticket, &novice.password);
    novice.allow("view");
    novice.program.expect("viewing");
    expert.program.expect("viewing 1500x900");
    take_control(&mut novice, &mut expert);
    let typewriter = desktop.typewriter();
    desktop.is_seen_by(&mut expert, "the helper sees the second monitor");
    expert.program.say("click 301 202");
    typewriter.got_click(301, 202);
    desktop.is_seen_by(&mut expert, "the helper sees their mouse");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// The desktop's own questions are answered by their buttons, its own keys and its own sign end what they should.
#[test]
fn gnome_asks_once_more_shows_and_lends() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    let (mut novice, mut expert) = viewing(&desktop, Some(&mut presser));
    desktop.is_seen_by(&mut expert, "the helper sees the desktop");
    control_on_gnome(&mut presser, &mut novice, &mut expert);
    let typewriter = desktop.typewriter();
    expert.program.say("type Hello, World! (1 + 1 = 2)");
    typewriter.got("Hello, World! (1 + 1 = 2)");
    mouse_arrives(&mut expert, &typewriter, (301, 202));
    expert.program.say("key esc");
    typewriter.got("\u{1b}");
    desktop.is_seen_by(&mut expert, "the helper sees what was typed");
    // The keys that take control back are the person's alone.
    assert!(novice.program.notes().contains("Shift+Ctrl+Escape takes it back"));
    expert.program.say("key ctrl+shift+esc");
    expert.program.expect("input-refused");
    expert.program.say("type on");
    typewriter.got("on");
    gnome::press_keys(&desktop, &[CTRL, SHIFT, ESC]);
    novice.program.expect("control-ended escape");
    expert.program.expect("control-ended by-novice");
    // What fills the screen covers the sign, too.
    drop(typewriter);
    let sign = presser.place("Stop Screen Sharing");
    gnome::click_until(&desktop, sign, "the desktop's sign ends it", || {
        novice.program.has_said("ended stopped")
    });
    expert.program.expect("ended novice-stopped");
}

with_each_version! {
    freerdp_helps_on_gnome
}

/// FreeRDP knows nothing of a desktop that asks once more.
fn freerdp_helps_on_gnome(client: &Client) {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    let helper = Display::start(1280, 720);
    let mut novice = desktop.novice();
    let mut freerdp = desktop.freerdp(client, &novice, &helper);
    novice.allow("view");
    presser.press("Share");
    novice.program.expect("viewing");
    shows_picture(&helper, || desktop.screenshot());
    helper.run("xdotool", &["mousemove", "400", "300", "key", "ctrl+alt+c"]);
    allow_control_on_gnome(&mut presser, &mut novice);
    let typewriter = desktop.typewriter();
    shows_picture(&helper, || desktop.screenshot());
    helper.run("xdotool", &["mousemove", "301", "202", "click", "1"]);
    typewriter.got_click(301, 202);
    helper.run("xdotool", &["type", "Hello, World!"]);
    typewriter.got("Hello, World!");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    freerdp.program.end();
}

/// With an X server beside it, on which nothing of the desktop is to be had.
#[test]
fn gnome_with_xwayland_is_used_by_its_portal() {
    let setup = Setup {
        xwayland: true,
        ..Setup::of(Kind::Gnome)
    };
    let Some(desktop) = Desktop::start(&setup) else { return };
    let mut presser = desktop.presser();
    let (mut novice, mut expert) = viewing(&desktop, Some(&mut presser));
    desktop.is_seen_by(&mut expert, "the helper sees the desktop");
    control_on_gnome(&mut presser, &mut novice, &mut expert);
    let typewriter = desktop.typewriter();
    expert.program.say("type Hello");
    typewriter.got("Hello");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

#[test]
fn a_no_in_gnome_is_told_to_both() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    let mut novice = desktop.novice();
    let mut expert = desktop.expert(&novice.ticket, &novice.password);
    novice.allow("view");
    presser.wait("Share");
    presser.press("Cancel");
    novice.program.expect("ended desktop-refused");
    expert.program.expect("ended desktop-refused");
    assert!(!novice.program.has_said("viewing"));
}
