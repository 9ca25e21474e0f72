//! Mouse and keyboard of a Wayland desktop whose portal takes none, and hands on an EIS connection.

use super::display::{Picture, eventually};
use super::hands::LEFT;
use super::pair::{Expert, Home, Novice, take_control};
use super::portal::{SIZE, sees, viewing};
use super::test_eis::{Manner, Region, TestEis};
use super::test_portal::{Done, Facts, Lends, TestPortal};

const SHIFT: i32 = 42;
const CTRL: i32 = 29;
const ALT_GR: i32 = 100;

/// Called otherwise than the monitor that it shows lies.
const NAMED: Region = Region {
    mapping: Some("first"),
    origin: (2000, 1000),
    size: (320, 240),
};

/// The monitor as it lies.
const AS_IT_LIES: Region = Region {
    mapping: None,
    origin: (0, 0),
    size: (640, 480),
};

fn starts(eis: &TestEis) -> Option<TestPortal> {
    let portal = TestPortal::start_lending(&Lends::ByEis(eis.clone()))?;
    portal.screen.show(&Picture::known(SIZE.width, SIZE.height, 1), &[]);
    portal
        .used_screen
        .show(&Picture::known(SIZE.width, SIZE.height, 2), &[]);
    Some(portal)
}

fn controls(portal: &TestPortal) -> (Novice, Expert) {
    let (mut novice, mut expert) = viewing(portal);
    take_control(&mut novice, &mut expert);
    (novice, expert)
}

/// Waits until this was done; returns what was done by then, without when devices begin and rest.
fn until(eis: &TestEis, last: Done) -> Vec<Done> {
    let mut all = Vec::new();
    let is_told = |done: &Done| ![Done::Begun, Done::Rested].contains(done);
    eventually(&format!("{last:?}"), || {
        // A device may begin or rest just after it.
        all.extend(eis.done().into_iter().filter(is_told));
        all.last() == Some(&last)
    });
    all
}

/// The desktop did what the test said. The other end may hear of it later.
fn obeyed(eis: &TestEis) {
    eventually("the desktop does it", || eis.done().contains(&Done::Obeyed));
}

fn stroke(code: i32) -> [Done; 2] {
    [Done::Key(code, true), Done::Key(code, false)]
}

fn with(held: i32, stroke: [Done; 2]) -> Vec<Done> {
    let [down, up] = stroke;
    vec![Done::Key(held, true), down, up, Done::Key(held, false)]
}

#[test]
fn mouse_and_keyboard_are_used_by_eis_where_the_portal_takes_none() {
    let eis = TestEis::new("de", NAMED);
    let Some(portal) = starts(&eis) else { return };
    portal.map(&["first"]);
    let home = Home::new();
    let mut doctor = home.lifeline();
    portal.dress(&mut doctor);
    let found = doctor.args(["doctor", "--router", "never"]).output().unwrap();
    assert!(found.stdout.starts_with(b"screen view control\n"), "{found:?}");
    let (mut novice, mut expert) = controls(&portal);
    let second = Picture::known(SIZE.width, SIZE.height, 2);
    sees(&mut expert, &second, "the picture of the new session is seen");

    // In the middle of a pixel, in the units of the region that has the name of what is shared.
    let to = Done::Move(2000.0 + 10.5 / 2.0, 1000.0 + 21.5 / 2.0);
    let buttons = [
        ("", LEFT),
        (" right", 0x111),
        (" middle", 0x112),
        (" back", 0x113),
        (" forward", 0x114),
    ];
    for (button, code) in buttons {
        expert.program.say(&format!("click 10 21{button}"));
        let mut clicked = until(&eis, Done::Button(code, false));
        clicked.dedup();
        assert_eq!(clicked, [to, Done::Button(code, true), to, Done::Button(code, false)]);
    }
    for (wheel, right, down) in [("up", 0, -120), ("down", 0, 120), ("left", -120, 0), ("right", 120, 0)] {
        expert.program.say(&format!("click 10 21 wheel-{wheel}"));
        until(&eis, Done::Turned(right, down));
    }
    // A part of a notch goes that part of the way.
    for (wheel, right, down) in [("up:60", 0.0, -5.0), ("right:12", 1.0, 0.0)] {
        expert.program.say(&format!("click 10 21 wheel-{wheel}"));
        until(&eis, Done::Scroll(right, down));
    }
    expert.program.say("key ctrl+a");
    assert_eq!(until(&eis, Done::Key(CTRL, false)), with(CTRL, stroke(30)));

    // By the desktop's own keymap: each character by the keys that give it there.
    expert.program.say("type zß@Ä");
    let typed = until(&eis, Done::Key(SHIFT, false));
    let all = [
        &stroke(21)[..],
        &stroke(12),
        &with(ALT_GR, stroke(16)),
        &with(SHIFT, stroke(40)),
    ];
    assert_eq!(typed, all.concat());
    expert.program.say("type 漢");
    expert.program.expect("input-refused");
    // What is held for the helper stays so.
    expert.program.say("key-down shift");
    expert.program.say("type Q");
    expert.program.say("key-up shift");
    assert_eq!(until(&eis, Done::Key(SHIFT, false)), with(SHIFT, stroke(16)));

    // What is held is let go when control is taken back, and the devices rest.
    expert.program.say("key-down ctrl");
    expert.program.say("button-down 10 21");
    until(&eis, Done::Button(LEFT, true));
    novice.program.say("take-back");
    expert.program.expect("control-ended by-novice");
    let mut last = Vec::new();
    eventually("the connection has ended", || {
        last.extend(eis.done());
        last.last() == Some(&Done::Left)
    });
    let released = [Done::Button(LEFT, false), Done::Key(CTRL, false)];
    assert_eq!(last[..2], released, "{last:?}");
    let rest = &last[2..last.len() - 1];
    assert!(
        !rest.is_empty() && rest.iter().all(|done| *done == Done::Rested),
        "{last:?}"
    );

    // Both ask again, and there is another connection.
    take_control(&mut novice, &mut expert);
    assert_eq!((portal.asked(), eis.connections()), (3, 2));
    expert.program.say("key a");
    assert_eq!(until(&eis, stroke(30)[1]), stroke(30));
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    until(&eis, Done::Left);
}

/// As xdg-desktop-portal does: it answers a call before it knows whether anything takes it.
#[test]
fn a_portal_that_answers_calls_which_its_desktop_has_not_is_not_believed() {
    let eis = TestEis::new("us", AS_IT_LIES);
    let Some(portal) = TestPortal::start_lending(&Lends::ByEisBehindCalls(eis.clone())) else {
        return;
    };
    portal.screen.show(&Picture::known(SIZE.width, SIZE.height, 1), &[]);
    let (mut novice, mut expert) = controls(&portal);
    expert.program.say("key a");
    assert_eq!(until(&eis, stroke(30)[1]), stroke(30));
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    assert_eq!(portal.done(), []);
}

#[test]
fn nothing_stays_held_when_the_process_is_killed() {
    let eis = TestEis::new("us", AS_IT_LIES);
    let Some(portal) = starts(&eis) else { return };
    let (mut novice, mut expert) = controls(&portal);
    expert.program.say("key-down ctrl");
    until(&eis, Done::Key(CTRL, true));
    novice.program.kill();
    // The connection is the process's own: the desktop lets go when it ends.
    assert_eq!(until(&eis, Done::Left), [Done::Left]);
}

#[test]
fn places_that_no_device_reaches_are_refused() {
    let right = Region {
        mapping: None,
        origin: (640, 0),
        size: (640, 480),
    };
    let eis = TestEis::new("us", AS_IT_LIES);
    let Some(portal) = starts(&eis) else { return };
    let another = portal.share_another(Facts {
        place: Some((640, 0)),
        units: Some((640, 480)),
        kind: 1,
    });
    another.view.show(&Picture::known(SIZE.width, SIZE.height, 3), &[]);
    another.used.show(&Picture::known(SIZE.width, SIZE.height, 4), &[]);
    let (mut novice, mut expert) = controls(&portal);
    expert.program.say("click 10 21");
    until(&eis, Done::Button(LEFT, false));
    expert.program.say("click 650 21");
    expert.program.expect("input-refused");
    expert.program.say("key a");
    assert_eq!(until(&eis, stroke(30)[1]), stroke(30));

    // With a device of its own.
    eis.reach(&[AS_IT_LIES, right]);
    eis.exchange();
    obeyed(&eis);
    eventually("the click on the second monitor", || {
        expert.program.say("click 650 21");
        let done = eis.done();
        let press = [Done::Move(650.5, 21.5), Done::Button(LEFT, true)];
        done.windows(2).any(|two| two == press)
    });
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// A desktop takes its devices back as it likes, while it is locked for example.
#[test]
fn devices_that_the_desktop_takes_back_are_used_again_when_it_lends_them() {
    let eis = TestEis::new("us", AS_IT_LIES);
    let Some(portal) = starts(&eis) else { return };
    let (mut novice, mut expert) = controls(&portal);
    expert.program.say("key-down ctrl");
    until(&eis, Done::Key(CTRL, true));
    eis.pause();
    obeyed(&eis);
    eventually("keys are refused", || {
        expert.program.say("key a");
        expert.program.has_said("input-refused")
    });
    // The desktop has let go of it.
    expert.program.say("key-up ctrl");
    eis.resume();
    obeyed(&eis);
    eventually("the keyboard is used again", || {
        expert.program.say("key b");
        let done = eis.done();
        assert!(!done.contains(&Done::Key(CTRL, false)), "{done:?}");
        done.contains(&stroke(48)[1])
    });
    eis.exchange();
    obeyed(&eis);
    eventually("another keyboard is used", || {
        expert.program.say("key c");
        eis.done().contains(&stroke(46)[1])
    });
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

#[test]
fn text_follows_the_group_of_the_keyboard_that_is_in_effect() {
    let eis = TestEis::new("us,de", AS_IT_LIES);
    let Some(portal) = starts(&eis) else { return };
    let (mut novice, mut expert) = controls(&portal);
    // Nobody knows which of both.
    expert.program.say("type z");
    expert.program.expect("input-refused");
    for (group, code) in [(1, 21), (0, 44)] {
        eis.group(group);
        obeyed(&eis);
        eventually("it is typed", || {
            expert.program.say("type z");
            eis.done().ends_with(&stroke(code))
        });
    }
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

#[test]
fn control_ends_with_the_connection_and_the_view_stays() {
    let eis = TestEis::new("us", AS_IT_LIES);
    let Some(portal) = starts(&eis) else { return };
    let (mut novice, mut expert) = controls(&portal);
    eis.end();
    until(&eis, Done::Left);
    novice.program.expect("control-ended input-lost");
    expert.program.expect("control-ended by-novice");
    sees(
        &mut expert,
        &Picture::known(SIZE.width, SIZE.height, 1),
        "the view is back",
    );
    // One that does nothing any more is taken for gone, by whoever waits for it.
    take_control(&mut novice, &mut expert);
    eis.freeze();
    expert.program.say("key a");
    expert.program.say("key b");
    novice.program.say("take-back");
    expert.program.expect("control-ended by-novice");
    until(&eis, Done::Left);
    take_control(&mut novice, &mut expert);
    assert_eq!(eis.connections(), 3);
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// Whatever the desktop does, or does not, there is a sentence about it in the end, and the view stays.
#[test]
fn a_desktop_that_gives_no_devices_is_said_to_give_none() {
    let eis = TestEis::new("us", AS_IT_LIES);
    let Some(portal) = starts(&eis) else { return };
    let (mut novice, mut expert) = viewing(&portal);
    let manners = [
        Manner::KeepsDevices,
        Manner::Silent,
        Manner::Senseless,
        Manner::Endless,
        Manner::Asking,
    ];
    for manner in manners {
        eis.behave(manner);
        expert.program.say("request-control");
        novice.allow("control");
        let said = novice.program.expect("error ");
        assert!(said.contains("it lacks EIS (libei)"), "{said}");
        expert.program.expect("refused control");
        until(&eis, Done::Left);
    }
    assert!(!novice.program.has_said("controlling"));
    sees(
        &mut expert,
        &Picture::known(SIZE.width, SIZE.height, 1),
        "the view stays",
    );
    // Nobody waits for it who stops meanwhile.
    eis.behave(Manner::Silent);
    expert.program.say("request-control");
    novice.allow("control");
    eventually("the desktop was asked", || eis.connections() == 6);
    novice.program.say("stop");
    novice.program.expect("ended stopped");
    until(&eis, Done::Left);
}
