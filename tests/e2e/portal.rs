//! The screen of a Wayland desktop, shared through the desktop's portal.

use std::time::{Duration, Instant};

use lifeline::vocabulary::{Rect, Size};

use super::damage::next_damage;
use super::display::{Picture, TIMEOUT, eventually};
use super::pair::{Expert, Home, Novice, same_in_the_end, take_control};
use super::program::Program;
use super::surroundings;
use super::sway::{Output, Sway};
use super::test_portal::{Answer, TestPortal};

pub const SIZE: Size = Size {
    width: 640,
    height: 480,
};

pub fn asks(portal: &TestPortal) -> Novice {
    let home = Home::new();
    let mut command = home.lifeline();
    portal.dress(&mut command);
    Novice::ask_by(home, command, &[])
}

/// The same on this desktop.
pub fn asks_on(portal: &TestPortal, sway: &Sway) -> Novice {
    let home = Home::new();
    let mut command = home.lifeline();
    portal.dress(&mut command);
    sway.dress(&mut command);
    Novice::ask_by(home, command, &[])
}

/// The novice lets a helper see, who reads this.
pub fn views(mut novice: Novice, what: &str) -> (Novice, Expert) {
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    novice.program.expect("viewing");
    expert.program.expect(what);
    (novice, expert)
}

/// A helper sees the screen.
pub fn viewing(portal: &TestPortal) -> (Novice, Expert) {
    views(asks(portal), "viewing ")
}

/// Waits until the helper sees this, to the last pixel.
pub fn sees(expert: &mut Expert, real: &Picture, what: &str) {
    same_in_the_end(what, "portal", || (expert.snapshot(), real.clone()));
}

/// A picture of which one part shows another.
pub fn with_part_of(picture: &Picture, other: &Picture, part: Rect) -> Picture {
    let mut both = picture.clone();
    for row in part.rows() {
        let start = (usize::from(row) * usize::from(picture.width) + usize::from(part.left)) * 3;
        let bytes = start..start + usize::from(part.width) * 3;
        both.rgb[bytes.clone()].copy_from_slice(&other.rgb[bytes]);
    }
    both
}

/// SPA_META_TRANSFORMATION_270, as xdg-desktop-portal-wlr counts: the picture lies in memory turned by a quarter.
const CLOCKWISE: u32 = 3;

/// By a quarter, counter-clockwise.
fn turned(picture: &Picture) -> Picture {
    let (width, height) = (usize::from(picture.width), usize::from(picture.height));
    let mut rgb = Vec::with_capacity(picture.rgb.len());
    for column in (0..width).rev() {
        for row in 0..height {
            let start = (row * width + column) * 3;
            rgb.extend_from_slice(&picture.rgb[start..start + 3]);
        }
    }
    Picture {
        width: picture.height,
        height: picture.width,
        rgb,
    }
}

#[test]
fn the_screen_of_a_wayland_desktop_is_seen_pixel_for_pixel() {
    let Some(portal) = TestPortal::start() else { return };
    let [first, second, third] = [1, 2, 3].map(|seed| Picture::known(SIZE.width, SIZE.height, seed));
    let (all, part) = (Rect::of(SIZE), Rect::new(101, 37, 250, 99));
    // The first picture is taken whole, however little the desktop says that changed in it.
    portal.screen.show(&first, &[Rect::new(0, 0, 1, 1)]);
    let (mut novice, mut expert) = views(asks(&portal), "viewing 640x480");
    sees(&mut expert, &first, "the first picture is seen");

    // Later ones where they changed: the desktop is believed, and nothing is compared.
    portal.screen.show(&second, &[part]);
    let both = with_part_of(&first, &second, part);
    sees(&mut expert, &both, "the part that changed is seen");
    // What changed in a picture that got lost on the way, nobody tells: the next one is taken whole.
    portal.screen.lose();
    portal.screen.show(&second, &[part]);
    sees(&mut expert, &second, "what changed in a lost picture is seen");
    portal.screen.show(&first, &[all]);
    sees(&mut expert, &first, "the first picture is seen again");

    // A pause ends what the desktop shares, and the desktop asks again.
    novice.program.say("pause");
    novice.program.expect("paused");
    eventually("nothing is shared during a pause", || !portal.is_session_there());
    portal.screen.show(&third, &[all]);
    novice.program.say("resume");
    novice.program.expect("resumed");
    sees(&mut expert, &third, "the third picture is seen");
    assert_eq!(portal.asked(), 2);

    // Who says no then goes on with the pause.
    novice.program.say("pause");
    novice.program.expect("paused");
    portal.answer(Answer::No);
    novice.program.say("resume");
    novice.program.expect("paused");
    portal.answer(Answer::Yes);
    novice.program.say("resume");
    novice.program.expect("resumed");

    let smaller = Picture::known(500, 300, 4);
    portal.screen.show(&smaller, &[]);
    expert.program.expect("viewing 500x300");
    sees(&mut expert, &smaller, "a screen of another size is seen");

    // A monitor that stands on its side.
    portal.screen.show_turned(&smaller, &[], CLOCKWISE);
    expert.program.expect("viewing 300x500");
    let mut on_its_side = turned(&smaller);
    sees(&mut expert, &on_its_side, "a monitor on its side is seen upright");
    let other = Picture::known(500, 300, 5);
    let part = Rect::new(100, 20, 50, 30);
    portal.screen.show_turned(&other, &[part], CLOCKWISE);
    // Its columns are rows now, the last one first.
    let part = Rect::new(20, 500 - 150, 30, 50);
    on_its_side = with_part_of(&on_its_side, &turned(&other), part);
    sees(&mut expert, &on_its_side, "what changed on it is seen");

    novice.program.say("stop");
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
    eventually("nothing is shared after the end", || !portal.is_session_there());
}

/// xdg-desktop-portal-wlr sends its first picture once the compositor has drawn something anew.
#[test]
fn a_screen_on_which_nothing_moves_is_seen_all_the_same() {
    let Some(sway) = Sway::start(&[Output(SIZE.width, SIZE.height, 1.0)]) else {
        return;
    };
    let Some(portal) = TestPortal::start() else { return };
    portal.screen.withhold();
    let mut novice = asks_on(&portal, &sway);
    let mut expert = Expert::open(&novice, &[]);
    sway.bare(1);
    let drawn = next_damage(&sway.socket());
    novice.allow("view");
    drawn.recv_timeout(TIMEOUT).expect("the screen is drawn anew");
    let picture = Picture::known(SIZE.width, SIZE.height, 1);
    portal.screen.show(&picture, &[]);
    novice.program.expect("viewing");
    expert.program.expect("viewing ");
    sees(&mut expert, &picture, "what stands still is seen");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// GNOME draws one picture when a stream begins, whether this end is ready for it or not.
#[test]
fn a_first_picture_that_was_lost_is_asked_for_again() {
    let Some(portal) = TestPortal::start() else { return };
    let picture = Picture::known(SIZE.width, SIZE.height, 1);
    portal.screen.show(&picture, &[]);
    portal.screen.lose_first();
    let (mut novice, mut expert) = viewing(&portal);
    sees(&mut expert, &picture, "what was drawn again is seen");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// The desktop ended the picture and not the person: it is asked for another one, and both read so.
pub fn comes_back(novice: &mut Novice, expert: &mut Expert) {
    novice.program.expect("paused interrupted");
    novice.program.expect("resumed");
    expert.program.expect("paused interrupted");
    expert.program.expect("resumed");
}

/// A stream that ends says nothing of the session; and of an end of the session that a monitor brought about GNOME says
/// the same as of one that the person did.
#[test]
fn a_picture_that_the_desktop_breaks_off_comes_back() {
    let Some(sway) = Sway::start(&[Output(SIZE.width, SIZE.height, 1.0)]) else {
        return;
    };
    let Some(mut portal) = TestPortal::start() else { return };
    let [first, second] = [1, 2].map(|seed| Picture::known(SIZE.width, SIZE.height, seed));
    portal.screen.show(&first, &[]);
    let (mut novice, mut expert) = views(asks_on(&portal, &sway), "viewing ");
    portal.exchange_monitor(&second);
    comes_back(&mut novice, &mut expert);
    sees(&mut expert, &second, "the other monitor is seen");
    assert_eq!(portal.asked(), 2);

    take_control(&mut novice, &mut expert);
    sway.tell("output HEADLESS-1 scale 2");
    portal.units((i32::from(SIZE.width) / 2, i32::from(SIZE.height) / 2));
    portal.end_sharing();
    novice.program.expect("control-ended paused");
    comes_back(&mut novice, &mut expert);
    sees(&mut expert, &second, "the scaled monitor is seen");
    assert!(!expert.program.has_said("ended"));
    expert.program.say("request-control");
    novice.allow("control");
    novice.program.expect("controlling");

    portal.end_sharing();
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
}

#[test]
fn a_picture_that_was_broken_off_comes_back_as_the_person_wishes() {
    let Some(mut portal) = TestPortal::start() else { return };
    let [first, second, third] = [1, 2, 3].map(|seed| Picture::known(SIZE.width, SIZE.height, seed));
    portal.screen.show(&first, &[]);
    let (mut novice, mut expert) = viewing(&portal);
    // They say no when the desktop asks again: then it is a pause of theirs.
    portal.answer(Answer::No);
    portal.exchange_monitor(&second);
    novice.program.expect("paused interrupted");
    novice.program.expect("paused");
    expert.program.expect("paused interrupted");
    portal.answer(Answer::Yes);
    novice.program.say("resume");
    novice.program.expect("resumed");
    expert.program.expect("resumed");
    sees(&mut expert, &second, "what goes on is seen");
    // And they can stop while it asks.
    portal.answer(Answer::Open);
    let asked = portal.asked();
    portal.exchange_monitor(&third);
    novice.program.expect("paused interrupted");
    eventually("the desktop asks", || portal.asked() > asked);
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
    eventually("the question goes away", || !portal.is_session_there());
}

#[test]
fn a_picture_that_does_not_come_back_ends_the_session() {
    let Some(portal) = TestPortal::start() else { return };
    let (mut novice, mut expert) = viewing(&portal);
    portal.screen.unplug();
    novice.program.expect("paused interrupted");
    expert.program.expect("paused interrupted");
    novice.program.expect("ended screen-gone");
    expert.program.expect("ended novice-screen-gone");
}

/// The pixels of the second monitor are half as large as those of the first.
#[test]
fn mouse_and_keyboard_reach_the_monitor_that_is_shared() {
    if !surroundings::are_installed(&["foot"]) {
        return;
    }
    let outputs = [Output(800, 600, 1.0), Output(SIZE.width, SIZE.height, 2.0)];
    let Some(sway) = Sway::start(&outputs) else { return };
    let Some(portal) = TestPortal::start() else { return };
    portal.place((800, 0));
    let picture = Picture::known(SIZE.width, SIZE.height, 1);
    portal.screen.show(&picture, &[]);
    let home = Home::new();
    let mut command = home.lifeline();
    portal.dress(&mut command);
    sway.dress(&mut command);
    let mut doctor = home.lifeline();
    portal.dress(&mut doctor);
    sway.dress(&mut doctor);
    let found = doctor.args(["doctor", "--router", "never"]).output().unwrap();
    assert!(found.stdout.starts_with(b"screen view control\n"), "{found:?}");
    let mut novice = Novice::ask_by(home, command, &[]);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    novice.program.expect("viewing");
    expert.program.expect("viewing ");
    take_control(&mut novice, &mut expert);

    sway.tell("focus output HEADLESS-2");
    let file = novice.home.path("typed");
    let script = format!(
        "stty raw -echo; printf '\\033[?1000h\\033[?1006h'; printf ready > '{0}.ready'; exec cat > '{0}'",
        file.display()
    );
    let mut command = surroundings::command("foot");
    sway.dress(&mut command);
    command
        .env("XDG_RUNTIME_DIR", novice.home.path("run"))
        .args(["--config=/dev/null", "--fullscreen", "--title=typewriter"])
        .args(["--override=locked-title=yes", "sh", "-c", &script]);
    let _foot = Program::start("foot", command);
    let ready = file.with_extension("ready");
    eventually("the typewriter", || ready.exists());
    sway.window("typewriter");
    let typed = || String::from_utf8_lossy(&std::fs::read(&file).unwrap_or_default()).into_owned();
    // In the first line, the first column. What comes before the window stands in its place is lost, as a person's is.
    let mut clicked: Option<Instant> = None;
    eventually("the click", || {
        if clicked.is_none_or(|clicked| clicked.elapsed() > Duration::from_secs(2)) {
            clicked = Some(Instant::now());
            expert.program.say("click 10 10");
        }
        typed().contains("[<0;1;1M")
    });
    expert.program.say("type Žluťoučký 漢字");
    eventually("the text", || typed().ends_with("Žluťoučký 漢字"));
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

#[test]
fn who_ends_the_sharing_in_the_desktop_has_stopped() {
    let Some(portal) = TestPortal::start() else { return };
    let (mut novice, mut expert) = viewing(&portal);
    portal.end_sharing();
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
}

#[test]
fn a_no_to_the_desktops_own_question_is_told_to_both() {
    let Some(portal) = TestPortal::start() else { return };
    portal.answer(Answer::No);
    let mut novice = asks(&portal);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    novice.program.expect("ended desktop-refused");
    expert.program.expect("ended desktop-refused");
    assert!(!novice.program.has_said("viewing"));
}

/// Who stops while the desktop still asks has stopped at once, and the question goes away.
#[test]
fn stop_ends_the_desktops_own_question() {
    let Some(portal) = TestPortal::start() else { return };
    portal.answer(Answer::Open);
    let mut novice = asks(&portal);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    eventually("the desktop asks", || portal.asked() == 1);
    assert!(!novice.program.has_said("viewing"));
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
    eventually("the question goes away", || !portal.is_session_there());
}

/// Where no program can use mouse and keyboard, nobody is asked whether the helper may.
#[test]
fn control_that_cannot_be_is_refused_at_once() {
    let Some(portal) = TestPortal::start() else { return };
    let (mut novice, mut expert) = viewing(&portal);
    expert.program.say("request-control");
    expert.program.expect("refused control impossible");
    // Nor does the person find out only after a yes of their own.
    novice.program.say("allow-control");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    assert!(!novice.program.has_said("question control"));
}

#[test]
fn what_works_is_said_before_the_invitation() {
    let Some(portal) = TestPortal::start() else { return };
    let home = Home::new();
    let mut command = home.lifeline();
    portal.dress(&mut command);
    let found = command.args(["doctor", "--router", "never"]).output().unwrap();
    assert!(found.stdout.starts_with(b"screen view\n"), "{found:?}");

    // A desktop without a portal.
    let ask = |arguments: &[&str]| {
        let mut command = home.lifeline();
        command
            .env("WAYLAND_DISPLAY", home.path("run/wayland-0"))
            .args(arguments);
        command
    };
    let found = ask(&["doctor", "--router", "never"]).output().unwrap();
    assert!(found.stdout.starts_with(b"screen none\n"), "{found:?}");
    let ticket = home.path("help.msrcIncident").display().to_string();
    let mut program = Program::start("novice", ask(&["ask", "--terminal", "--save", &ticket]));
    let said = program.expect("error ");
    assert!(said.contains("xdg-desktop-portal-gnome"), "{said}");
    assert_ne!(program.exit_code(), 0);
    assert!(!home.path("help.msrcIncident").exists());
}
