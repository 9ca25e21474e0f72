//! Monitors of other scales, and several of them.

use super::super::display::{Picture, eventually};
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
