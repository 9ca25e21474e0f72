//! FreeRDP as the expert in its other modes, and what can happen to a session with it.

use rustix::process::Signal;

use super::display::{Display, Picture, eventually};
use super::freerdp::{FreeRdp, open, open_ticket, shows};
use super::pair::{Expert, Novice};
use super::relay::Relay;

fn viewing(screen: &Display, helper: &Display, options: &[&str]) -> (Novice, FreeRdp) {
    let mut novice = Novice::ask(screen, &[]);
    let freerdp = open(&novice, helper, options);
    novice.allow("view");
    novice.program.expect("viewing");
    (novice, freerdp)
}

/// The top left corner, where FreeRDP's window stands.
fn corner(picture: &Picture, width: u16, height: u16) -> Picture {
    let row = usize::from(picture.width) * 3;
    let rows = picture.rgb.chunks_exact(row).take(height.into());
    Picture {
        width,
        height,
        rgb: rows.flat_map(|row| row[..usize::from(width) * 3].to_vec()).collect(),
    }
}

fn shows_within(helper: &Display, screen: &Display, limit: f64) {
    let mut error = f64::INFINITY;
    eventually("FreeRDP shows the novice's screen", || {
        let there = screen.screenshot();
        error = corner(&helper.screenshot(), there.width, there.height).mean_error(&there);
        error < limit
    });
}

#[test]
fn every_mode_shows_the_screen() {
    let modes: [&[&str]; 7] = [
        &["/gfx"],
        &["/rfx"],
        &["-gfx", "-rfx"],
        &["/bpp:24"],
        &["/bpp:16"],
        &["/bpp:15"],
        &["/compression"],
    ];
    let (screen, helper) = (Display::start(400, 300), Display::start(800, 600));
    for (seed, options) in (10..).zip(modes) {
        screen.paint(&Picture::known(400, 300, seed));
        let (mut novice, mut freerdp) = viewing(&screen, &helper, options);
        // With 5 bits a colour every value is off by up to 7.
        let limit = if matches!(options, ["/bpp:16" | "/bpp:15"]) {
            5.0
        } else {
            2.0
        };
        shows_within(&helper, &screen, limit);
        screen.paint(&Picture::known(400, 300, seed + 100));
        shows_within(&helper, &screen, limit);
        novice.program.say("stop");
        novice.program.expect("ended stopped");
        freerdp.program.end();
    }
}

#[test]
fn the_screen_changes_its_size_while_it_is_seen() {
    let (mut screen, helper) = (Display::start(800, 600), Display::start(800, 600));
    screen.paint(&Picture::known(800, 600, 21));
    let (_novice, _freerdp) = viewing(&screen, &helper, &[]);
    shows(&helper, &screen);
    screen.shrink(640, 480);
    screen.paint(&Picture::known(640, 480, 22));
    shows_within(&helper, &screen, 2.0);
}

#[test]
fn control_is_refused_asked_for_again_granted_given_back_and_taken_back() {
    let (screen, helper) = (Display::start(800, 600), Display::start(800, 600));
    screen.paint(&Picture::known(800, 600, 23));
    let (mut novice, _freerdp) = viewing(&screen, &helper, &[]);
    shows(&helper, &screen);
    helper.run("xdotool", &["mousemove", "400", "300"]);
    let toggle = || helper.run("xdotool", &["key", "ctrl+alt+c"]);
    toggle();
    novice.answer("control", "n");
    novice.program.expect("control-ended refused");
    shows(&helper, &screen);
    // FreeRDP takes its own request for the control itself: the next press gives back what it never had.
    toggle();
    toggle();
    novice.allow("control");
    novice.program.expect("controlling");
    toggle();
    novice.program.expect("control-ended given-back");
    screen.assert_nothing_is_held("nothing is held after it was given back");
    toggle();
    novice.allow("control");
    novice.program.expect("controlling");
    novice.program.say("take-back");
    novice.program.expect("control-ended taken-back");
    screen.assert_nothing_is_held("nothing is held after it was taken back");
    shows(&helper, &screen);
}

#[test]
fn a_second_expert_finds_it_there_and_a_killed_one_gives_way() {
    let (screen, helper) = (Display::start(640, 480), Display::start(640, 480));
    screen.paint(&Picture::known(640, 480, 24));
    let (mut novice, freerdp) = viewing(&screen, &helper, &[]);
    shows(&helper, &screen);
    let mut second = Expert::open(&novice, &[]);
    second.program.expect("ended already-helped");
    assert!(!novice.program.has_said("ended"));
    freerdp.program.signal(Signal::KILL);
    novice.program.expect("ended ");
    let mut next = Expert::open(&novice, &[]);
    novice.allow("view");
    next.program.expect("viewing ");
    next.sees(&screen);
}

#[test]
fn the_network_is_cut_while_freerdp_holds_a_key() {
    let (screen, helper) = (Display::start(640, 480), Display::start(640, 480));
    screen.paint(&Picture::known(640, 480, 25));
    let mut novice = Novice::ask(&screen, &[]);
    let relay = Relay::start(novice.port);
    let freerdp = open_ticket(&novice.ticket_through(relay.port()), &novice.password, &helper, &[]);
    novice.allow("view");
    novice.program.expect("viewing");
    shows(&helper, &screen);
    helper.run("xdotool", &["mousemove", "400", "300", "key", "ctrl+alt+c"]);
    novice.allow("control");
    novice.program.expect("controlling");
    helper.run("xdotool", &["keydown", "shift"]);
    eventually("a key is down", || !screen.held().0.is_empty());
    relay.cut();
    novice.program.expect("ended lost");
    screen.assert_nothing_is_held("the key is released");
    drop(freerdp);
    // The invitation is still in force: whoever comes next is asked about.
    let _again = open(&novice, &helper, &[]);
    novice.allow("view");
    novice.program.expect("viewing");
}
