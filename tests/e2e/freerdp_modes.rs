//! FreeRDP as the expert in its other modes, and what can happen to a session with it.

use rustix::process::Signal;

use super::display::{Display, Picture, eventually};
use super::freerdp::{Client, FreeRdp, shows, with_each_version};
use super::pair::{Expert, Home, Novice};
use super::program::Program;
use super::relay::Relay;
use super::window::{Presser, invitation_by_window_of};

with_each_version! {
    every_mode_shows_the_screen
    the_screen_changes_its_size_while_it_is_seen
    control_is_refused_asked_for_again_granted_given_back_and_taken_back
    a_second_expert_finds_it_there_and_a_killed_one_gives_way
    the_network_is_cut_while_freerdp_holds_a_key
    freerdp_leaves_by_itself
    two_monitors_are_seen_and_clicked_together
    one_of_two_monitors_is_seen_and_clicked
}

fn viewing(client: &Client, screen: &Display, helper: &Display, options: &[&str]) -> (Novice, FreeRdp) {
    let mut novice = Novice::ask(screen, &[]);
    let freerdp = client.open(&novice, helper, options);
    novice.allow("view");
    novice.program.expect("viewing");
    (novice, freerdp)
}

/// Where the picture of a screen stands on the other: FreeRDP's window stands in the top left corner.
#[derive(Clone, Copy)]
struct Area {
    left: u16,
    top: u16,
    width: u16,
    height: u16,
}

fn part(picture: &Picture, area: Area) -> Picture {
    let row = usize::from(picture.width) * 3;
    let rows = picture
        .rgb
        .chunks_exact(row)
        .skip(area.top.into())
        .take(area.height.into());
    let (from, to) = (usize::from(area.left) * 3, usize::from(area.left + area.width) * 3);
    Picture {
        width: area.width,
        height: area.height,
        rgb: rows.flat_map(|row| row[from..to].to_vec()).collect(),
    }
}

fn shows_within(helper: &Display, screen: &Display, limit: f64) {
    let whole = screen.screenshot();
    let area = Area {
        left: 0,
        top: 0,
        width: whole.width,
        height: whole.height,
    };
    shows_area(helper, screen, area, limit);
}

fn shows_area(helper: &Display, screen: &Display, area: Area, limit: f64) {
    let corner = Area {
        left: 0,
        top: 0,
        ..area
    };
    eventually("FreeRDP shows the novice's screen", || {
        let there = part(&screen.screenshot(), area);
        part(&helper.screenshot(), corner).mean_error(&there) < limit
    });
}

fn every_mode_shows_the_screen(client: &Client) {
    let modes: &[&[&str]] = &[
        &["/gfx"],
        &["/rfx"],
        &["-gfx", "-rfx"],
        &["/bpp:24"],
        &["/bpp:16"],
        &["/bpp:15"],
        &["/compression"],
    ];
    // Version 2 knows what they ask for only where it was built for it.
    let newer: &[&[&str]] = match client.version {
        '3' => &[
            &["/gfx:AVC420"],
            &["/gfx:progressive"],
            &["/gfx:RFX"],
            &["/network:auto"],
            &[],
        ],
        _ => &[],
    };
    let (screen, helper) = (Display::start(400, 300), Display::start(800, 600));
    for (seed, options) in (10..).zip(modes.iter().chain(newer).copied()) {
        screen.paint(&Picture::known(400, 300, seed));
        let (mut novice, mut freerdp) = viewing(client, &screen, &helper, options);
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

fn the_screen_changes_its_size_while_it_is_seen(client: &Client) {
    let (mut screen, helper) = (Display::start(800, 600), Display::start(800, 600));
    screen.paint(&Picture::known(800, 600, 21));
    let (_novice, _freerdp) = viewing(client, &screen, &helper, &[]);
    shows(&helper, &screen);
    screen.shrink(640, 480);
    screen.paint(&Picture::known(640, 480, 22));
    shows_within(&helper, &screen, 2.0);
}

fn control_is_refused_asked_for_again_granted_given_back_and_taken_back(client: &Client) {
    let (screen, helper) = (Display::start(800, 600), Display::start(800, 600));
    screen.paint(&Picture::known(800, 600, 23));
    let (mut novice, _freerdp) = viewing(client, &screen, &helper, &[]);
    shows(&helper, &screen);
    helper.run("xdotool", &["mousemove", "400", "300"]);
    let toggle = || helper.run("xdotool", &["key", "ctrl+alt+c"]);
    toggle();
    novice.answer("control", "n");
    novice.program.expect("control-ended refused");
    shows(&helper, &screen);
    // FreeRDP takes its own request for the control itself, so that the next press would give back what it never had.
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

fn a_second_expert_finds_it_there_and_a_killed_one_gives_way(client: &Client) {
    let (screen, helper) = (Display::start(640, 480), Display::start(640, 480));
    screen.paint(&Picture::known(640, 480, 24));
    let (mut novice, freerdp) = viewing(client, &screen, &helper, &[]);
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

fn the_network_is_cut_while_freerdp_holds_a_key(client: &Client) {
    let (screen, helper) = (Display::start(640, 480), Display::start(640, 480));
    screen.paint(&Picture::known(640, 480, 25));
    let mut novice = Novice::ask(&screen, &[]);
    let relay = Relay::start(novice.port);
    let freerdp = client.open_ticket(&novice.ticket_through(relay.port()), &novice.password, &helper, &[]);
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
    let _again = client.open(&novice, &helper, &[]);
    novice.allow("view");
    novice.program.expect("viewing");
}

/// FreeRDP's window is closed as a person closes it.
fn freerdp_leaves_by_itself(client: &Client) {
    let (screen, helper) = (Display::start(640, 480), Display::start(640, 480));
    screen.paint(&Picture::known(640, 480, 26));
    let (mut novice, mut freerdp) = viewing(client, &screen, &helper, &[]);
    shows(&helper, &screen);
    helper.run("xdotool", &["mousemove", "400", "300", "key", "ctrl+alt+c"]);
    novice.allow("control");
    novice.program.expect("controlling");
    helper.run("xdotool", &["keydown", "shift"]);
    eventually("a key is down", || !screen.held().0.is_empty());
    helper.close_window(helper.window("FreeRDP"));
    freerdp.program.end();
    novice.program.expect("ended helper-left");
    screen.assert_nothing_is_held("the key is released");
    // The invitation is still in force: whoever comes next is asked about.
    let _again = client.open(&novice, &helper, &[]);
    novice.allow("view");
    novice.program.expect("viewing");
}

/// Two monitors that leave a margin of the screen to nobody: the view is what is around both, and clicks arrive where
/// they were seen to go.
fn two_monitors_are_seen_and_clicked_together(client: &Client) {
    let (screen, helper) = (Display::start(1000, 500), Display::start(1000, 500));
    screen.divide(&[("LEFT", "500x300+60+40"), ("RIGHT", "400x400+560+80")]);
    let both = Area {
        left: 60,
        top: 40,
        width: 900,
        height: 440,
    };
    screen.paint(&Picture::known(1000, 500, 27));
    let (mut novice, _freerdp) = viewing(client, &screen, &helper, &[]);
    shows_area(&helper, &screen, both, 2.0);
    screen.paint(&Picture::known(1000, 500, 28));
    shows_area(&helper, &screen, both, 2.0);
    helper.run("xdotool", &["mousemove", "700", "200", "key", "ctrl+alt+c"]);
    novice.allow("control");
    novice.program.expect("controlling");
    clicks_arrive(&screen, &helper, both, (700, 200));
    clicks_arrive(&screen, &helper, both, (120, 150));
}

/// A window around the place reports the click, with its place on the whole screen.
fn clicks_arrive(screen: &Display, helper: &Display, shared: Area, (x, y): (u16, u16)) {
    let (left, top) = (shared.left + x, shared.top + y);
    let title = format!("Clicked at {x} {y}");
    let mut xev = screen.command("xev");
    let geometry = format!("100x100+{}+{}", left - 50, top - 50);
    xev.args(["-geometry", &geometry, "-event", "button", "-name", &title]);
    let mut xev = Program::start("xev", xev);
    screen.window(&title);
    helper.run("xdotool", &["mousemove", &x.to_string(), &y.to_string(), "click", "3"]);
    let _ = xev.expect("ButtonPress");
    let place = xev.expect("    root ");
    assert!(place.contains(&format!("root:({left},{top})")), "{place}");
}

/// Of two monitors the novice shares one, chosen in the window.
fn one_of_two_monitors_is_seen_and_clicked(client: &Client) {
    let (screen, helper) = (Display::start(1500, 900), Display::start(1500, 900));
    screen.divide(&[("LEFT", "1000x900+0+0"), ("RIGHT", "500x600+1000+100")]);
    let right = Area {
        left: 1000,
        top: 100,
        width: 500,
        height: 600,
    };
    screen.paint(&Picture::known(1500, 900, 29));
    let mut presser = Presser::start();
    let home = Home::new();
    let (ticket, password) = invitation_by_window_of(&mut presser, &screen, &home, Some("RIGHT (500 × 600)"));
    let _freerdp = client.open_ticket(&ticket, &password, &helper, &[]);
    presser.wait("Someone wants to see your screen");
    // The first second of a question takes no answer.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("I called them");
    presser.press("Let them see my screen");
    presser.wait("Stop sharing");
    shows_area(&helper, &screen, right, 2.0);
    screen.paint(&Picture::known(1500, 900, 30));
    shows_area(&helper, &screen, right, 2.0);
    helper.run("xdotool", &["mousemove", "250", "400", "key", "ctrl+alt+c"]);
    presser.wait("May they use your mouse and keyboard?");
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("Let them use");
    presser.wait("Take back");
    clicks_arrive(&screen, &helper, right, (250, 400));
}
