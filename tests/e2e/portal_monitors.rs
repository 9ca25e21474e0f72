//! Several monitors of a Wayland desktop, shared at once through the desktop's portal.

use lifeline::vocabulary::Rect;

use super::display::{Display, Picture, eventually};
use super::hands::{LEFT, until};
use super::monitors::find;
use super::pair::{Expert, take_control};
use super::portal::{asks, asks_on, comes_back, sees, viewing, views, with_part_of};
use super::sway::{Output, Sway};
use super::test_portal::{Done, Facts, TestPortal};
use super::window::Presser;

/// Of a picture of several the part that begins there shows this.
pub struct Part<'a>(pub u16, pub u16, pub &'a Picture);

/// All parts; what lies between them is black.
pub fn together(width: u16, height: u16, parts: &[Part<'_>]) -> Picture {
    let mut rgb = vec![0; usize::from(width) * usize::from(height) * 3];
    for Part(left, top, picture) in parts {
        for (row, pixels) in picture.rgb.chunks(usize::from(picture.width) * 3).enumerate() {
            let start = ((usize::from(*top) + row) * usize::from(width) + usize::from(*left)) * 3;
            rgb[start..start + pixels.len()].copy_from_slice(pixels);
        }
    }
    Picture { width, height, rgb }
}

/// Right of the first monitor, which has 640 pixels as so many units, and lower; two pixels are one of its units.
const SECOND: Facts = Facts {
    place: Some((640, 30)),
    units: Some((250, 150)),
    kind: 1,
};

#[test]
fn several_monitors_are_seen_as_one_picture() {
    let Some(portal) = TestPortal::start() else { return };
    let second = portal.share_another(SECOND);
    let [left, other] = [1, 2].map(|seed| Picture::known(640, 480, seed));
    let [right, next] = [3, 4].map(|seed| Picture::known(500, 300, seed));
    portal.screen.show(&left, &[]);
    second.view.withhold();
    let mut novice = asks(&portal);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    // Nothing is seen before all of it is there, whichever comes late.
    second.view.waits_for_a_viewer();
    second.view.show(&right, &[]);
    novice.program.expect("viewing");
    let first = expert.program.expect("viewing ");
    assert_eq!(first, "viewing 1140x480");
    let whole = |left: &Picture, right: &Picture| together(1140, 480, &[Part(0, 0, left), Part(640, 0, right)]);
    sees(&mut expert, &whole(&left, &right), "both are seen");

    // What changes of each is believed where it is.
    let part = Rect::new(101, 37, 250, 99);
    second.view.show(&next, &[part]);
    let mixed = with_part_of(&right, &next, part);
    sees(&mut expert, &whole(&left, &mixed), "a part of the second one changes");
    portal.screen.show(&other, &[part]);
    let changed = with_part_of(&left, &other, part);
    sees(&mut expert, &whole(&changed, &mixed), "a part of the first one changes");

    // One of them gets smaller, the other one larger.
    let small = Picture::known(300, 200, 5);
    second.view.show(&small, &[]);
    expert.program.expect("viewing 940x480");
    let both = together(940, 480, &[Part(0, 0, &changed), Part(640, 0, &small)]);
    sees(&mut expert, &both, "the second one is smaller");
    let large = Picture::known(700, 500, 6);
    portal.screen.show(&large, &[]);
    expert.program.expect("viewing 1000x500");
    let both = together(1000, 500, &[Part(0, 0, &large), Part(700, 0, &small)]);
    sees(&mut expert, &both, "the first one is larger");

    // One that is unplugged breaks the picture off, and the desktop is asked for another one.
    portal.share_no_other();
    second.view.unplug();
    comes_back(&mut novice, &mut expert);
    sees(&mut expert, &large, "the first one is seen alone");
    assert_eq!(portal.asked(), 2);
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// As where the novice's desktop is an X server.
#[test]
fn a_helper_chooses_the_monitor_that_they_see() {
    let Some(portal) = TestPortal::start() else { return };
    let second = portal.share_another(SECOND);
    let (left, right) = (Picture::known(640, 480, 1), Picture::known(500, 300, 2));
    portal.screen.show(&left, &[]);
    second.view.show(&right, &[]);
    let display = Display::start(1400, 900);
    let mut novice = asks(&portal);
    let mut presser = Presser::start();
    let _home = presser.launch_helper(&display, &novice);
    novice.allow("view");
    novice.program.expect("viewing");
    presser.wait("The screen of the person you help");
    presser.press("Actual size");
    presser.press("All screens");
    presser.press("Screen 2");
    eventually("the window shows that monitor", || {
        find(&display.screenshot(), &right).is_some()
    });
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// The first picture of a monitor on which nothing moves got lost.
#[test]
fn each_monitor_is_asked_for_its_first_picture_again() {
    let Some(portal) = TestPortal::start() else { return };
    let second = portal.share_another(SECOND);
    let (left, right) = (Picture::known(640, 480, 1), Picture::known(500, 300, 2));
    portal.screen.show(&left, &[]);
    second.view.show(&right, &[]);
    second.view.lose_first();
    let (mut novice, mut expert) = views(asks(&portal), "viewing 1140x480");
    let both = together(1140, 480, &[Part(0, 0, &left), Part(640, 0, &right)]);
    sees(&mut expert, &both, "both are seen");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// A window has no place; a monitor can be where another one is, or far away.
#[test]
fn what_has_no_place_of_its_own_is_seen_beside_the_rest() {
    let (left, right) = (Picture::known(640, 480, 1), Picture::known(500, 300, 2));
    let window = Facts {
        place: None,
        kind: 2,
        ..SECOND
    };
    let there_already = Facts {
        place: Some((0, 0)),
        ..SECOND
    };
    let far = Facts {
        place: Some((i32::MAX, i32::MIN)),
        ..SECOND
    };
    let beside = together(1140, 480, &[Part(0, 0, &left), Part(640, 0, &right)]);
    // Of two that begin at one place the smaller one comes first.
    let smaller_first = together(1140, 480, &[Part(0, 0, &right), Part(500, 0, &left)]);
    // Right of the other, and higher.
    let corners = together(1140, 780, &[Part(0, 300, &left), Part(640, 0, &right)]);
    for (facts, both) in [(window, beside), (there_already, smaller_first), (far, corners)] {
        let Some(portal) = TestPortal::start() else { return };
        let second = portal.share_another(facts);
        portal.screen.show(&left, &[]);
        second.view.show(&right, &[]);
        let (mut novice, mut expert) = views(asks(&portal), "viewing 1140x");
        sees(&mut expert, &both, "both are seen");
        novice.program.say("stop");
        novice.program.expect("ended stopped");
    }
}

#[test]
fn more_than_there_is_room_for_is_refused() {
    let Some(portal) = TestPortal::start() else { return };
    portal.share_so_often(10_000);
    let mut novice = asks(&portal);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    novice.program.expect("ended screen-gone");
    expert.program.expect("ended novice-screen-gone");
    assert!(novice.program.notes().contains("the screens together are too large"));
    assert!(!novice.program.has_said("viewing"));
}

#[test]
fn mouse_and_keyboard_reach_each_of_several_monitors() {
    let Some(portal) = TestPortal::start_with_hands() else {
        return;
    };
    let second = portal.share_another(SECOND);
    let [first, used] = [1, 2].map(|seed| Picture::known(640, 480, seed));
    let [right, used_right] = [3, 4].map(|seed| Picture::known(500, 300, seed));
    portal.screen.show(&first, &[]);
    portal.used_screen.show(&used, &[]);
    second.view.show(&right, &[]);
    second.used.show(&used_right, &[]);
    let (mut novice, mut expert) = viewing(&portal);
    let both = |left: &Picture, right: &Picture| together(1140, 480, &[Part(0, 0, left), Part(640, 0, right)]);
    sees(&mut expert, &both(&first, &right), "both are seen");
    take_control(&mut novice, &mut expert);
    sees(&mut expert, &both(&used, &used_right), "both are seen under control");
    for ((x, y), to) in [
        ((10, 21), Done::Move(10.5, 21.5)),
        ((639, 479), Done::Move(639.5, 479.5)),
        ((640, 0), Done::MoveOn(1, 0.25, 0.25)),
        ((1139, 299), Done::MoveOn(1, 249.75, 149.75)),
        ((741, 100), Done::MoveOn(1, 50.75, 50.25)),
        // Below it there is nothing: what lies nearest is met.
        ((1000, 310), Done::MoveOn(1, 180.25, 149.75)),
    ] {
        expert.program.say(&format!("click {x} {y}"));
        let clicked = until(&portal, Done::Button(LEFT, false));
        assert!(clicked.contains(&Done::Button(LEFT, true)), "{clicked:?}");
        assert_eq!(clicked.first(), Some(&to), "{clicked:?}");
    }
    expert.program.say("click 741 100 wheel-down");
    let turned = until(&portal, Done::Notches(0, 1));
    assert!(turned.contains(&Done::MoveOn(1, 50.75, 50.25)), "{turned:?}");
    // Fewer pixels of it are shown now: so many as it has units, which have one place in the layout.
    let fewer = Picture::known(250, 150, 5);
    second.used.show(&fewer, &[]);
    expert.program.expect("viewing 890x480");
    let smaller = together(890, 480, &[Part(0, 0, &used), Part(640, 30, &fewer)]);
    sees(&mut expert, &smaller, "fewer pixels are seen");
    expert.program.say("click 741 130");
    let clicked = until(&portal, Done::Button(LEFT, false));
    assert_eq!(clicked.first(), Some(&Done::MoveOn(1, 50.75, 50.25)), "{clicked:?}");

    novice.program.say("take-back");
    expert.program.expect("control-ended by-novice");
    sees(&mut expert, &both(&first, &right), "the pictures of the view are back");
    eventually("the session of control is gone", || !portal.is_there(1));
    assert_eq!(portal.asked(), 2);

    // Who leaves one of them off shares it no longer.
    portal.share_no_other();
    take_control(&mut novice, &mut expert);
    sees(&mut expert, &used, "one is seen under control");
    assert!(!portal.is_there(0), "what was left off is shared no longer");
    expert.program.say("click 10 21");
    until(&portal, Done::Button(LEFT, false));
    novice.program.say("take-back");
    expert.program.expect("control-ended by-novice");
    sees(&mut expert, &used, "it does not come back");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// Of an end that any of the monitors brought about GNOME says the same as of one that the person did.
#[test]
fn an_end_that_one_of_several_monitors_brought_about_is_no_stop() {
    let outputs = [Output(640, 480, 1.0), Output(500, 300, 2.0)];
    let Some(sway) = Sway::start(&outputs) else { return };
    let Some(portal) = TestPortal::start() else { return };
    let second = portal.share_another(Facts {
        place: Some((640, 0)),
        ..SECOND
    });
    let (left, right) = (Picture::known(640, 480, 1), Picture::known(500, 300, 2));
    portal.screen.show(&left, &[]);
    second.view.show(&right, &[]);
    let (mut novice, mut expert) = views(asks_on(&portal, &sway), "viewing 1140x480");
    let both = together(1140, 480, &[Part(0, 0, &left), Part(640, 0, &right)]);
    sees(&mut expert, &both, "both are seen");
    sway.tell("output HEADLESS-2 scale 1");
    portal.share_no_other();
    let second = portal.share_another(Facts {
        place: Some((640, 0)),
        units: Some((500, 300)),
        ..SECOND
    });
    second.view.show(&right, &[]);
    portal.end_sharing();
    comes_back(&mut novice, &mut expert);
    sees(&mut expert, &both, "both are seen again");
    portal.end_sharing();
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
}
