//! What goes wrong with computers and networks: said clearly on the side that can act on it, everything released, and
//! the next proper expert served.

use std::net::TcpListener;

use lifeline::invitation::Address;
use rustix::process::Signal;

use super::display::{Display, Picture, eventually};
use super::pair::{Expert, Home, Novice, take_control, viewing};
use super::relay::Relay;
use super::surroundings;

#[test]
fn a_ticket_survives_the_novices_crash() {
    let display = Display::start(400, 300);
    display.paint(&Picture::known(400, 300, 3));
    let mut novice = Novice::ask(&display, &[]);
    let ticket = std::fs::read(&novice.ticket).unwrap();
    let (port, password) = (novice.port, novice.password.clone());
    novice.program.kill();
    let Novice { home, .. } = novice;
    let before = home.file("before.msrcIncident", &String::from_utf8(ticket).unwrap());
    let mut again = Novice::ask_from(home, &display, &[]);
    let seen = again.program.seen().to_vec();
    let port = format!(":{port}");
    let reopened = |line: &String| line.starts_with("listening ") && line.ends_with(&port);
    assert!(
        seen.iter().any(reopened),
        "the port of the ticket is open again: {seen:#?}"
    );
    let mut expert = Expert::open_ticket(&before, &password, &[]);
    again.allow("view");
    expert.program.expect("viewing ");
    expert.sees(&display);
}

#[test]
fn a_taken_port_is_replaced_unless_it_was_asked_for() {
    let display = Display::start(320, 240);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let home = Home::new();
    let mut command = home.lifeline();
    command
        .args(["ask", "--terminal", "--listen", "127.0.0.1", "--port", &port])
        .env("DISPLAY", display.name());
    let mut program = super::program::Program::start("novice", command);
    let error = program.expect("error ");
    assert!(error.contains(&port), "{error}");
    assert_ne!(program.exit_code(), 0);
}

fn viewing_through_a_relay(display: &Display) -> (Novice, Relay, Expert) {
    let mut novice = Novice::ask(display, &[]);
    let relay = Relay::start(novice.port);
    let mut expert = Expert::open(&novice, &["--address", &relay.address()]);
    novice.allow("view");
    expert.program.expect("viewing ");
    (novice, relay, expert)
}

#[test]
fn a_vanished_expert_frees_the_slot() {
    let display = Display::start(400, 300);
    let (mut novice, relay, mut expert) = viewing_through_a_relay(&display);
    take_control(&mut novice, &mut expert);
    expert.program.say("key-down ctrl");
    eventually("a key is down", || !display.held().0.is_empty());
    relay.cut();
    novice.program.expect("ended lost");
    expert.program.expect("ended lost");
    assert_eq!(expert.program.exit_code(), 9);
    display.assert_nothing_is_held("the key is released");
    let mut next = Expert::open(&novice, &[]);
    novice.allow("view");
    next.program.expect("viewing ");
}

/// The network swallows everything, and nobody is told: the same helper comes again before the dead connection was
/// noticed.
#[test]
fn a_dead_session_gives_way_to_the_next_proof() {
    let display = Display::start(400, 300);
    let (mut novice, relay, _expert) = viewing_through_a_relay(&display);
    relay.hold(true);
    let mut again = Expert::open(&novice, &[]);
    novice.program.expect("ended ");
    novice.allow("view");
    again.program.expect("viewing ");
    again.sees(&display);
}

/// RC4 alone has nothing below it that would notice: the MAC does.
#[test]
fn a_message_that_was_changed_on_its_way_ends_the_session() {
    let display = Display::start(400, 300);
    let mut novice = Novice::ask(&display, &["--older-windows"]);
    let relay = Relay::start(novice.port);
    let ticket = novice.save_ticket_with("rc4.msrcIncident", |ticket| {
        ticket.pins.ce = None;
        ticket.addresses = vec![Address::new("127.0.0.1", relay.port()).unwrap()];
    });
    let mut expert = Expert::open_ticket(&ticket, &novice.password, &[]);
    novice.allow("view");
    expert.program.expect("viewing ");
    expert.sees(&display);
    relay.change();
    display.paint(&Picture::known(400, 300, 4));
    let ended = expert.program.expect("ended ");
    assert!(ended.contains("changed on its way"), "{ended}");
    novice.program.expect("ended ");
}

/// Stop does not wait for a network that takes nothing.
#[test]
fn a_stalled_network_does_not_hold_up_the_novice() {
    let display = Display::start(400, 300);
    let (mut novice, relay, mut expert) = viewing_through_a_relay(&display);
    take_control(&mut novice, &mut expert);
    expert.program.say("key-down ctrl");
    eventually("a key is down", || !display.held().0.is_empty());
    relay.hold(true);
    // Pictures fill what the network still takes.
    for seed in 0..40 {
        display.paint(&Picture::known(400, 300, 100 + seed));
    }
    novice.program.say("stop");
    display.assert_nothing_is_held("the key is released");
    novice.program.expect("ended stopped");
}

#[test]
fn a_display_that_goes_away_ends_the_session_with_a_reason() {
    let display = Display::start(400, 300);
    let (mut novice, mut expert) = viewing(&display);
    drop(display);
    novice.program.expect("ended screen-gone");
    expert.program.expect("ended ");
}

#[test]
fn a_novice_without_a_display_says_so() {
    let home = Home::new();
    let mut command = home.lifeline();
    command.args(["ask", "--listen", "127.0.0.1", "--port", "0"]);
    let mut novice = super::program::Program::start("novice", command);
    novice.expect("error ");
    assert_eq!(novice.exit_code(), 16);
}

#[test]
fn an_interrupted_novice_says_farewell() {
    let display = Display::start(320, 240);
    let (mut novice, mut expert) = viewing(&display);
    novice.program.signal(Signal::INT);
    assert_eq!(novice.program.exit_code(), 130);
    expert.program.expect("ended novice-closed");
}

/// Needs a file system of its own, which only root may mount.
#[test]
fn a_full_disk_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mounted = surroundings::command("mount")
        .args(["-t", "tmpfs", "-o", "size=16k", "tmpfs"])
        .arg(folder.path())
        .output();
    if !mounted.is_ok_and(|mounted| mounted.status.success()) {
        surroundings::skipped("a small file system cannot be mounted here");
        return;
    }
    std::fs::write(folder.path().join("fill"), vec![0u8; 64 * 1024]).unwrap_err();
    let display = Display::start(320, 240);
    let home = Home::new();
    let mut command = home.lifeline();
    command
        .args(["ask", "--terminal", "--listen", "127.0.0.1", "--port", "0", "--save"])
        .arg(folder.path().join("help"));
    command.env("DISPLAY", display.name());
    let mut novice = super::program::Program::start("novice", command);
    let error = novice.expect("error ");
    let code = novice.exit_code();
    drop(novice);
    let unmounted = surroundings::command("umount").arg(folder.path()).status().unwrap();
    assert!(unmounted.success());
    assert!(error.contains("the disk is full"), "{error}");
    assert_eq!(code, 17);
}
