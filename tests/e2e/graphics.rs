//! The graphics pipeline as people meet it: FreeRDP's `/gfx` sees exactly the screen, another size and a pause come
//! through it, and a slow network holds no pictures that are stale.

use std::time::Duration;

use super::display::{Display, Picture, eventually};
use super::freerdp::{FreeRdp, open};
use super::pair::{Expert, Novice, take_control};
use super::relay::Relay;

/// What FreeRDP shows from its top left corner becomes what is on the screen, to the last pixel: what was sent lossily
/// while it changed is refined when it rests.
fn shows_exactly(helper: &Display, screen: &Display) {
    let mut error = f64::INFINITY;
    eventually("FreeRDP shows exactly the novice's screen", || {
        let there = screen.screenshot();
        let here = helper.screenshot();
        let row = usize::from(here.width) * 3;
        let rows = here.rgb.chunks_exact(row).take(there.height.into());
        let corner = Picture {
            width: there.width,
            height: there.height,
            rgb: rows
                .flat_map(|row| row[..usize::from(there.width) * 3].to_vec())
                .collect(),
        };
        error = corner.mean_error(&there);
        error == 0.0
    });
}

fn drawn_through_it(novice: &Novice) {
    eventually("the graphics channel is open", || {
        novice.program.notes().contains("the graphics channel is open")
    });
}

fn one_colour(picture: &Picture, width: usize, height: usize) -> bool {
    let row = usize::from(picture.width) * 3;
    let mut rows = picture.rgb.chunks_exact(row).take(height);
    let first = &picture.rgb[..3];
    rows.all(|row| row[..width * 3].chunks_exact(3).all(|pixel| pixel == first))
}

#[test]
fn freerdp_sees_exactly_the_screen() {
    let (mut screen, helper) = (Display::start(800, 600), Display::start(900, 700));
    screen.paint(&Picture::known(800, 600, 41));
    let mut novice = Novice::ask(&screen, &[]);
    let mut freerdp: FreeRdp = open(&novice, &helper, &["/gfx"]);
    novice.allow("view");
    novice.program.expect("viewing");
    drawn_through_it(&novice);
    shows_exactly(&helper, &screen);
    screen.paint(&Picture::known(800, 600, 42));
    shows_exactly(&helper, &screen);

    novice.program.say("pause");
    novice.program.expect("paused");
    eventually("the waiting picture of the pause", || {
        one_colour(&helper.screenshot(), 800, 600)
    });
    novice.program.say("resume");
    novice.program.expect("resumed");
    shows_exactly(&helper, &screen);

    screen.shrink(640, 480);
    screen.paint(&Picture::known(640, 480, 43));
    shows_exactly(&helper, &screen);
    novice.program.say("stop");
    freerdp.program.end();
    novice.program.expect("ended stopped");
}

#[test]
fn two_lifelines_draw_through_it_pause_resize_and_control() {
    let mut screen = Display::start(700, 500);
    screen.paint(&Picture::known(700, 500, 51));
    let mut novice = Novice::ask(&screen, &[]);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    expert.program.expect("viewing ");
    drawn_through_it(&novice);
    expert.sees_exactly(&screen);
    novice.program.say("pause");
    expert.program.expect("paused");
    // It stands still: what comes to the screen meanwhile is not seen, and what was seen is still there.
    let held = expert.snapshot();
    assert!(!one_colour(&held, 700, 500), "the last picture stays");
    screen.paint(&Picture::known(700, 500, 53));
    assert!(expert.snapshot() == held, "and nothing of the screen comes to it");
    novice.program.say("resume");
    expert.program.expect("resumed");
    screen.shrink(600, 400);
    screen.paint(&Picture::known(600, 400, 52));
    expert.sees_exactly(&screen);
    take_control(&mut novice, &mut expert);
    expert.program.say("end");
    novice.program.expect("ended helper-left");
}

/// A screen that never rests, over a megabit a second: when it stops, next to nothing is still on its way.
#[test]
fn a_slow_network_holds_no_old_pictures() {
    let screen = Display::start(800, 600);
    screen.paint(&Picture::known(800, 600, 1));
    let mut novice = Novice::ask(&screen, &[]);
    let relay = Relay::start_slow(novice.port, 125_000);
    let mut expert = Expert::open(&novice, &["--address", &relay.address()]);
    novice.allow("view");
    expert.program.expect("viewing ");
    for seed in 2..60 {
        screen.paint(&Picture::known(800, 600, seed));
        std::thread::sleep(Duration::from_millis(50));
    }
    let before = relay.sent_by_novice();
    novice.program.say("pause");
    novice.program.expect("paused");
    expert.program.expect("paused");
    relay.wait_for_quiet();
    let left = relay.sent_by_novice() - before;
    assert!(
        left < 150_000,
        "{left} bytes were still to come, more than a second of this network"
    );
}
