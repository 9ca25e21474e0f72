//! Monitors of other scales, and several of them.

use std::time::{Duration, Instant};

use super::super::display::{Picture, eventually};
use super::super::pair::{Expert, same_in_the_end};
use super::super::portal_monitors::{Part, together};
use super::super::window::Presser;
use super::desktop::{Desktop, Kind, Setup};
use super::gnome;
use super::help::{control_on_gnome, viewing};

/// A picture from this column on.
fn right_of(picture: &Picture, column: usize, (width, height): (u16, u16)) -> Picture {
    let row = usize::from(picture.width) * 3;
    let rows = picture.rgb.chunks(row).take(height.into());
    let rgb = rows.flat_map(|row| &row[column * 3..column * 3 + usize::from(width) * 3]);
    Picture {
        width,
        height,
        rgb: rgb.copied().collect(),
    }
}

/// On which nothing moves.
#[test]
fn gnome_shares_the_second_monitor() {
    let setup = Setup {
        monitors: "1280x720 1000x800",
        ..Setup::of(Kind::Gnome)
    };
    let Some(desktop) = Desktop::start(&setup) else { return };
    let mut presser = desktop.presser();
    let mut novice = desktop.novice();
    let mut expert = desktop.expert(&novice.ticket, &novice.password);
    novice.allow("view");
    presser.wait("Share");
    // Virtual monitors bear one name.
    presser.press_one_of("MetaVendor", 2);
    presser.press("Share");
    novice.program.expect("viewing");
    expert.program.expect("viewing 1000x800");
    eventually("the second monitor is seen", || {
        let real = desktop.screenshot();
        expert.snapshot() == right_of(&real, 1280, (1000, 800))
    });
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// In the desktop's own question.
pub fn choose_both(presser: &mut Presser) {
    presser.wait("Share");
    // Virtual monitors bear one name.
    presser.press_one_of("MetaVendor", 1);
    presser.press_one_of("MetaVendor", 2);
}

/// Of which the first has pixels of 125 %, and the second of this scale, and so many of its units.
pub fn two_scales(desktop: &Desktop, scale: &str) {
    let monitor =
        |place: &str, is_first: bool, mode: &str| format!("({place}, uint32 0, {is_first}, [({mode}, @a{{sv}} {{}})])");
    let first = monitor("0, 0, 1.25", true, "'Meta-0', '1280x720@60.000'");
    let second = monitor(&format!("1024, 0, {scale}"), false, "'Meta-1', '1000x800@60.000'");
    gnome::arrange(desktop, &format!("[{first}, {second}]"));
}

/// The mouse is drawn into it where there are several monitors, and into no picture that the shell takes: its place is left
/// out.
fn without_mouse(mut picture: Picture, (x, y): (i32, i32)) -> Picture {
    let within = |at: i32, side: u16| usize::try_from(at.clamp(0, side.into())).unwrap();
    let columns = within(x - MOUSE, picture.width)..within(x + MOUSE, picture.width);
    for row in within(y - MOUSE, picture.height)..within(y + MOUSE, picture.height) {
        let start = row * usize::from(picture.width);
        picture.rgb[(start + columns.start) * 3..(start + columns.end) * 3].fill(0);
    }
    picture
}

/// It reaches so far from where it points.
const MOUSE: i32 = 60;

fn both_are_seen(desktop: &Desktop, expert: &mut Expert, (scale, size): (f64, (i32, i32)), what: &str) {
    same_in_the_end(what, "desktops-both", || {
        let left = gnome::screenshot_of(desktop, (0, 0), (1024, 576));
        let right = gnome::screenshot_of(desktop, (1024, 0), size);
        let mouse = match gnome::pointer(desktop) {
            (x, y) if x < 1024 => (f64::from(x) * 1.25, f64::from(y) * 1.25),
            (x, y) => (1280.0 + f64::from(x - 1024) * scale, f64::from(y) * scale),
        };
        let mouse = (mouse.0 as i32, mouse.1 as i32);
        let both = together(2280, 800, &[Part(0, 0, &left), Part(1280, 0, &right)]);
        (without_mouse(expert.snapshot(), mouse), without_mouse(both, mouse))
    });
}

/// Of [`two_scales`], the second of which has pixels as large as units.
pub fn mouse_goes_to_places(desktop: &Desktop, expert: &mut Expert) {
    // The first one has five pixels for four units.
    for (at, unit) in [
        ((301, 202), (241, 162)),
        ((1581, 202), (1325, 202)),
        ((1200, 600), (960, 480)),
        ((2279, 799), (2023, 799)),
        ((1280, 0), (1024, 0)),
    ] {
        // What comes in the moment in which control begins may be thrown away.
        let mut moved: Option<Instant> = None;
        eventually(&format!("the mouse is at {unit:?}"), || {
            if moved.is_none_or(|moved| moved.elapsed() > Duration::from_secs(2)) {
                moved = Some(Instant::now());
                expert.program.say(&format!("move {} {}", at.0, at.1));
            }
            let (x, y) = gnome::pointer(desktop);
            (x - unit.0).abs() <= 1 && (y - unit.1).abs() <= 1
        });
    }
}

/// Two monitors whose pixels differ in size, in one picture.
#[test]
fn gnome_shares_two_monitors_at_once() {
    let setup = Setup {
        monitors: "1280x720 1000x800",
        ..Setup::of(Kind::Gnome)
    };
    let Some(desktop) = Desktop::start(&setup) else { return };
    two_scales(&desktop, "1");
    let mut presser = desktop.presser();
    let mut novice = desktop.novice();
    let mut expert = desktop.expert(&novice.ticket, &novice.password);
    novice.allow("view");
    choose_both(&mut presser);
    presser.press("Share");
    novice.program.expect("viewing");
    expert.program.expect("viewing 2280x800");
    both_are_seen(&desktop, &mut expert, (1.0, (1000, 800)), "both monitors are seen");

    expert.program.say("request-control");
    novice.allow("control");
    choose_both(&mut presser);
    presser.press("Allow Remote Interaction");
    presser.press("Share");
    presser.press("Add");
    novice.program.expect("controlling");
    expert.program.expect("controlling");
    mouse_goes_to_places(&desktop, &mut expert);
    // The button at the top of the first one. The shell finds out with its next picture what is under the mouse: a
    // click may do nothing.
    let mut clicked: Option<Instant> = None;
    eventually("the search is open", || {
        let is_open = gnome::is_searching(&desktop);
        if !is_open && clicked.is_none_or(|clicked| clicked.elapsed() > Duration::from_secs(3)) {
            clicked = Some(Instant::now());
            expert.program.say("click 20 10");
        }
        is_open
    });
    expert.program.say("key esc");
    eventually("the search is closed", || !gnome::is_searching(&desktop));
    novice.program.say("take-back");
    expert.program.expect("control-ended by-novice");
    both_are_seen(
        &desktop,
        &mut expert,
        (1.0, (1000, 800)),
        "both monitors are seen again",
    );

    // The desktop ends what it shares when one of them changes.
    two_scales(&desktop, "1.25");
    novice.program.expect("paused interrupted");
    expert.program.expect("paused interrupted");
    choose_both(&mut presser);
    presser.press("Share");
    novice.program.expect("resumed");
    expert.program.expect("resumed");
    both_are_seen(
        &desktop,
        &mut expert,
        (1.25, (800, 640)),
        "both monitors are seen once more",
    );
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
}

/// Whoever changes the scale of what they share, and of nothing else, has not ended the sharing.
#[test]
fn gnome_goes_on_after_another_scale() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    let (mut novice, mut expert) = viewing(&desktop, Some(&mut presser));
    desktop.is_seen_by(&mut expert, "the helper sees the desktop");
    let mode = "[('Meta-0', '1280x720@60.000', @a{sv} {})]";
    gnome::arrange(&desktop, &format!("[(0, 0, 1.25, uint32 0, true, {mode})]"));
    novice.program.expect("paused interrupted");
    expert.program.expect("paused interrupted");
    presser.press("Share");
    novice.program.expect("resumed");
    expert.program.expect("resumed");
    desktop.is_seen_by(&mut expert, "the helper sees the scaled desktop");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// Its portal may break off at each of these, and is begun anew.
#[test]
fn sway_goes_on_after_its_monitors_changed() {
    let setup = Setup {
        monitors: "1280x720 1000x800",
        ..Setup::of(Kind::Sway)
    };
    let Some(desktop) = Desktop::start(&setup) else { return };
    let (mut novice, mut expert) = viewing(&desktop, None);
    desktop.is_seen_by(&mut expert, "the helper sees the desktop");
    for (change, colour) in [
        ("output HEADLESS-2 unplug", "#AA6622"),
        ("output HEADLESS-1 scale 2", "#66AA22"),
        ("output HEADLESS-1 mode --custom 1024x768@60Hz", "#AA2266"),
    ] {
        desktop.tell(change);
        desktop.tell(&format!("output HEADLESS-1 bg {colour} solid_color"));
        desktop.is_seen_by(&mut expert, change);
    }
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
}

/// GNOME takes places in pixels, whatever its own units are.
#[test]
fn gnome_is_clicked_to_the_pixel_at_125_percent() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mode = "[('Meta-0', '1280x720@60.000', @a{sv} {})]";
    gnome::arrange(&desktop, &format!("[(0, 0, 1.25, uint32 0, true, {mode})]"));
    let mut presser = desktop.presser();
    let (mut novice, mut expert) = viewing(&desktop, Some(&mut presser));
    control_on_gnome(&mut presser, &mut novice, &mut expert);
    let typewriter = desktop.typewriter();
    desktop.is_seen_by(&mut expert, "the helper sees the scaled desktop");
    // Beyond as many pixels as there are units the desktop counts whole units: five pixels are four.
    for (x, y) in [(301, 202), (1200, 600), (0, 0)] {
        expert.program.say(&format!("click {x} {y}"));
        typewriter.got_click(x, y);
    }
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}
