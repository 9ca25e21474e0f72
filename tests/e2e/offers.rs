//! Help that is offered by name, as two people do it: two programs, two displays, the lists and words on the terminal.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use serde_json::json;

use super::authority::{Authority, request};
use super::display::{Display, eventually};
use super::network;
use super::pair::{Expert, Home, Novice, output_folder};
use super::port::free_port;
use super::program::Program;
use super::ruled::Computer;
use super::surroundings;
use super::window::Presser;

/// Runs a command of this home to its end, and returns what it printed.
pub fn run(home: &Home, arguments: &[&str]) -> String {
    let output = home.lifeline().args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What `lifeline helper show-key` says here.
pub fn key(home: &Home) -> String {
    let told = run(home, &["helper", "show-key"]);
    told.trim().strip_prefix("key ").unwrap().to_owned()
}

fn program(name: &str, home: &Home, display: Option<&Display>, arguments: &[&str]) -> Program {
    let mut command: Command = home.lifeline();
    if let Some(display) = display {
        command.env("DISPLAY", display.name());
    }
    command.args(arguments);
    Program::start(name, command)
}

/// Waits for offers on a free port of loopback.
fn wait(home: &Home, display: &Display) -> (Program, String) {
    let arguments = ["wait", "--port", "0", "--listen", "127.0.0.1", "--terminal"];
    let mut novice = program("the novice", home, Some(display), &arguments);
    let line = novice.expect("waiting ");
    let computer = format!("127.0.0.1:{}", line.trim_start_matches("waiting "));
    (novice, computer)
}

pub fn offer(home: &Home, computer: &str, more: &[&str]) -> Program {
    let arguments = [&["offer", computer, "--name", "Sam", "--terminal"], more].concat();
    program("the helper", home, None, &arguments)
}

/// Anna, and a home where she is on the list of helpers, who may offer so much.
fn listed(rights: &str) -> (Home, Home) {
    let (anna, ours) = (Home::new(), Home::new());
    run(&ours, &["helper", "add", &key(&anna), "Anna"]);
    run(&ours, &["helper", "offers", rights]);
    (anna, ours)
}

fn answer(novice: &mut Program, kind: &str) {
    let asked = format!("question {kind} \"Anna\" (127.0.0.1) offered");
    novice.expect(&asked);
    // No answer counts in the first second.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    novice.say("y");
}

#[test]
fn help_is_offered_by_name_compared_allowed_and_known_again() {
    let display = Display::start(320, 240);
    let (anna, ours) = (Home::new(), Home::new());
    let key = key(&anna);
    // Written down by hand, in small letters and without dashes.
    run(&ours, &["helper", "add", &key.to_lowercase().replace('-', " "), "Anna"]);
    let listed = run(&ours, &["helper", "list", "--json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed["helpers"][0]["key"], key.as_str());
    assert_eq!(listed["offers"], "off", "nobody may come in before that is allowed");
    run(&ours, &["helper", "offers", "control"]);

    let (mut novice, computer) = wait(&ours, &display);
    let seen = anna.path("seen.png");
    let mut helper = offer(&anna, &computer, &["--snapshot", seen.to_str().unwrap()]);
    let theirs = helper.expect("compare ");
    let shown = novice.expect("compare \"Anna\" (127.0.0.1) ");
    assert_eq!(
        theirs.trim_start_matches("compare "),
        shown.trim_start_matches("compare \"Anna\" (127.0.0.1) ")
    );
    assert_eq!(theirs.split(' ').count(), 7, "six words: {theirs}");
    // What makes sense later only is refused, and nothing is asked before the words were the same.
    helper.say("request-control");
    helper.expect("error ");
    assert!(!novice.has_said("question"));
    helper.say("words-match");
    answer(&mut novice, "view");
    helper.expect("viewing 320x240");
    helper.say("request-control");
    answer(&mut novice, "control");
    helper.expect("controlling");
    helper.say("end");
    assert_eq!(helper.exit_code(), 0);
    novice.expect("ended helper-left");
    assert!(seen.exists());

    let mut again = offer(&anna, &computer, &[]);
    answer(&mut novice, "view");
    again.expect("viewing 320x240");
    assert!(!again.has_said("compare"));
    novice.say("stop");
    again.expect("ended novice-stopped");

    // Another computer behind the same name.
    std::fs::remove_file(ours.path(".local/state/lifeline/host-key.json")).unwrap();
    let mut changed = offer(&anna, &computer, &[]);
    changed.expect("ended changed-key");
    assert_eq!(changed.exit_code(), 13);
    run(&anna, &["helper", "forget", &computer]);
    let mut forgotten = offer(&anna, &computer, &[]);
    forgotten.expect("compare ");
    novice.expect("compare ");
    novice.say("decline");
    forgotten.expect("ended refused");
    assert_eq!(forgotten.exit_code(), 5);
}

/// The usual port belongs to a program that answers nothing, the next one to another user's Lifeline that does not know
/// the helper.
#[test]
fn a_computer_is_found_by_its_name_though_others_have_the_usual_port() {
    let display = Display::start(320, 240);
    // Windows of other tests listen on all addresses, and come and go.
    network::apart(|| found_by_its_name(&display));
}

fn found_by_its_name(display: &Display) {
    // Where there is no network for it alone, an address of loopback is; its ports are nobody else's then, unless
    // somebody listens on all addresses.
    let [.., second, third] = std::process::id().to_be_bytes();
    let host = Ipv4Addr::new(127, 77, second, third.max(1));
    let foreign = TcpListener::bind((host, 3389));
    let (anna, ours, others) = (Home::new(), Home::new(), Home::new());
    run(&ours, &["helper", "add", &key(&anna), "Anna"]);
    run(&others, &["helper", "add", &key(&ours), "Somebody else"]);
    let address = host.to_string();
    let wait_there = |home: &Home| {
        run(home, &["helper", "offers", "view"]);
        let arguments = ["wait", "--listen", &address, "--terminal"];
        let mut novice = program("a novice", home, Some(display), &arguments);
        let line = novice.expect("waiting ");
        let port: u16 = line.trim_start_matches("waiting ").parse().unwrap();
        assert!((3390..=3393).contains(&port), "{line}");
        (novice, port)
    };
    let (mut other, first) = wait_there(&others);
    let (mut novice, port) = wait_there(&ours);
    assert!(port > first);
    eventually("it says what a helper may write", || {
        novice.notes().contains(&format!("writes :{port} after it"))
    });
    let mut helper = offer(&anna, &address, &[]);
    helper.expect("compare ");
    novice.expect("compare \"Anna\" ");
    assert!(other.has_said("offer-refused"));
    helper.say("words-match");
    novice.expect("question view ");
    std::thread::sleep(std::time::Duration::from_millis(1200));
    novice.say("y");
    helper.expect("viewing 320x240");
    helper.say("end");
    assert_eq!(helper.exit_code(), 0);

    // It is known by its name now, and another Lifeline under that name is not taken for it.
    other.say("stop");
    novice.say("stop");
    assert_eq!((other.exit_code(), novice.exit_code()), (0, 0));
    run(&others, &["helper", "add", &key(&anna), "Anna"]);
    let (mut other, _) = wait_there(&others);
    let mut changed = offer(&anna, &address, &[]);
    changed.expect("ended changed-key");
    // While both are there, the known one is found.
    let (novice, _) = wait_there(&ours);
    let mut again = offer(&anna, &address, &[]);
    let mut novice = novice;
    novice.expect("question view ");
    assert!(!again.has_said("compare"));
    other.say("stop");
    again.say("end");
    drop(foreign);
}

#[test]
fn strangers_are_refused_and_the_removed_are_strangers() {
    let display = Display::start(320, 240);
    let ((anna, ours), stranger) = (listed("view"), Home::new());
    let (mut novice, computer) = wait(&ours, &display);
    let mut refused = offer(&stranger, &computer, &[]);
    refused.expect("ended not-allowed");
    assert_eq!(refused.exit_code(), 18);
    novice.expect("offer-refused 127.0.0.1");
    run(&ours, &["helper", "remove", "Anna"]);
    let mut removed = offer(&anna, &computer, &[]);
    removed.expect("ended not-allowed");
    assert!(!novice.has_said("question") && !novice.has_said("compare"));
    let strangers = ours.path(".local/state/lifeline/strangers.jsonl");
    eventually("the stranger is on record", || {
        std::fs::read_to_string(&strangers).is_ok_and(|lines| lines.contains("offer-refused"))
    });
    novice.say("stop");
    assert_eq!(novice.exit_code(), 0);
}

/// A port that serves an invitation answers offers as one that waits for them: as not allowed, where they are not.
#[test]
fn offers_are_off_unless_somebody_allows_them() {
    let display = Display::start(320, 240);
    let ours = Home::new();
    let mut closed = program(
        "a novice who allows nothing",
        &ours,
        Some(&display),
        &["wait", "--port", "0", "--listen", "127.0.0.1", "--terminal"],
    );
    closed.expect("error ");
    assert_eq!(closed.exit_code(), 18);

    let mut novice = Novice::ask(&display, &[]);
    let anna = Home::new();
    run(&novice.home, &["helper", "add", &key(&anna), "Anna"]);
    let mut refused = offer(&anna, &format!("127.0.0.1:{}", novice.port), &[]);
    refused.expect("ended not-allowed");
    assert_eq!(refused.exit_code(), 18);
    // The invitation is as good as ever.
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    expert.program.expect("viewing ");
}

/// Somebody who was given control lists a friend: it does not count before the novice says so.
#[test]
fn a_list_that_changed_under_control_waits() {
    let display = Display::start(320, 240);
    let ((anna, ours), friend) = (listed("control"), Home::new());
    let (mut novice, computer) = wait(&ours, &display);
    let mut helper = offer(&anna, &computer, &[]);
    helper.expect("compare ");
    helper.say("words-match");
    answer(&mut novice, "view");
    helper.expect("viewing ");
    helper.say("request-control");
    answer(&mut novice, "control");
    helper.expect("controlling");
    run(&ours, &["helper", "add", &key(&friend), "Friend"]);
    helper.say("end");
    novice.expect_all(&["offers-changed", "ended helper-left"]);
    offer(&friend, &computer, &[]).expect("ended not-allowed");
    novice.say("keep-offers");
    let held = ours.path(".local/state/lifeline/offers-before-control.json");
    eventually("the change counts", || !held.exists());
    offer(&friend, &computer, &[]).expect("compare ");
}

#[test]
fn the_background_says_that_it_waits_and_shows_who_comes() {
    let display = Display::start(1280, 900);
    let (anna, ours) = listed("view");
    let port = free_port();
    let mut presser = Presser::start();
    let arguments = [
        "wait",
        "--background",
        "--listen",
        "127.0.0.1",
        "--port",
        &port.to_string(),
    ];
    presser.launch(&display, &ours, &arguments);
    assert!(presser.tray().contains("Lifeline waits for helpers"));

    let computer = format!("127.0.0.1:{port}");
    let mut helper = offer(&anna, &computer, &[]);
    helper.expect("compare ");
    presser.wait("Someone on your list of helpers offers to help you");
    display.screenshot().save(&output_folder().join("compare.png"));
    helper.say("words-match");
    presser.wait("Someone wants to see your screen");
    display.screenshot().save(&output_folder().join("offered.png"));
    // No answer counts in the first second.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("Do not allow");
    helper.expect("ended refused");
    presser.wait("Your helper was not let in.");
    presser.press("Back to the start");
    presser.press("Who may offer help");
    presser.wait("helpers on the list can come in");
}

/// The sign says what goes on, and its menu reaches the session and the window.
#[test]
fn the_sign_says_who_sees_and_controls_and_its_menu_stops_it() {
    let display = Display::start(1280, 900);
    let (anna, ours) = listed("control");
    let port = free_port().to_string();
    let mut presser = Presser::start();
    let arguments = ["wait", "--background", "--listen", "127.0.0.1", "--port", &port];
    presser.launch(&display, &ours, &arguments);
    presser.tray_says("Lifeline waits for helpers");
    // Without a window.
    presser.choose("Ask for help");
    presser.wait("Make the invitation");
    let computer = format!("127.0.0.1:{port}");
    let mut helper = offer(&anna, &computer, &[]);
    helper.expect("compare ");
    helper.say("words-match");
    let lock = || std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.wait("Someone wants to see your screen");
    lock();
    presser.press("Let them see my screen");
    helper.expect("viewing ");
    presser.tray_says("can see your screen");
    presser.choose("Pause");
    helper.expect("paused");
    presser.tray_says("paused");
    presser.press("Resume");
    helper.expect("resumed");
    presser.tray_says("can see your screen");
    helper.say("request-control");
    presser.wait("May they use your mouse and keyboard?");
    lock();
    presser.press("Let them use my mouse and keyboard");
    helper.expect("controlling");
    presser.tray_says("can use your mouse and keyboard");
    presser.choose("Stop sharing");
    helper.expect("ended novice-stopped");
    presser.tray_says("Lifeline waits for helpers");
    presser.press("Back to the start");
    // While the window is open.
    presser.choose("Help someone");
    presser.wait("Open invitation…");
    presser.choose("Quit Lifeline");
    eventually("nobody waits any more", || {
        std::net::TcpStream::connect(&computer).is_err()
    });
}

/// The same in the window, on two displays: the person at the computer is asked once the helper is gone.
#[test]
fn what_changed_under_control_is_asked_about_in_the_window() {
    let screen = Display::start(1280, 900);
    let ((anna, ours), friend) = (listed("control"), Home::new());
    let port = free_port().to_string();
    let mut presser = Presser::start();
    let arguments = ["wait", "--background", "--listen", "127.0.0.1", "--port", &port];
    presser.launch(&screen, &ours, &arguments);
    assert!(presser.tray().contains("Lifeline waits for helpers"));
    let computer = format!("127.0.0.1:{port}");
    let mut helper = offer(&anna, &computer, &[]);
    helper.expect("compare ");
    helper.say("words-match");
    let lock = || std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.wait("Someone wants to see your screen");
    lock();
    presser.press("Let them see my screen");
    helper.expect("viewing ");
    helper.say("request-control");
    presser.wait("May they use your mouse and keyboard?");
    lock();
    screen.screenshot().save(&output_folder().join("offered-control.png"));
    presser.press("Let them use my mouse and keyboard");
    helper.expect("controlling");
    run(&ours, &["helper", "add", &key(&friend), "Friend"]);
    helper.say("end");
    presser.wait("Your helper has left.");
    presser.press("Back to the start");
    presser.wait("What is allowed here has changed");
    screen.screenshot().save(&output_folder().join("changed.png"));
    presser.wait("Someone was put on the list of helpers.");
    presser.press("Put it back as it was");
    let held = ours.path(".local/state/lifeline/offers-before-control.json");
    eventually("the list is as it was", || !held.exists());
    assert!(!run(&ours, &["helper", "list"]).contains("Friend"));
    assert!(run(&ours, &["helper", "list"]).contains("Anna"));
    offer(&friend, &computer, &[]).expect("ended not-allowed");
}

/// A helper whose key the authority signed for this name.
fn certified(authority: &Authority, name: &str, serial: u64) -> Home {
    let home = Home::new();
    let (_, key) = request(&run(&home, &["helper", "request-certificate", name]));
    let file = home.file("certificate.pem", &authority.sign(name, &key, serial));
    run(&home, &["helper", "use-certificate", file.to_str().unwrap()]);
    home
}

/// An administrator's computer on one display, a helper of the help desk in the window on another.
#[test]
fn the_help_desk_comes_by_its_authority_looks_and_is_out_once_revoked() {
    if !surroundings::root_is_here() {
        return;
    }
    let (screen, desk) = (Display::start(320, 240), Display::start(1280, 900));
    let authority = Authority::new();
    let (anna, berta) = (
        certified(&authority, "Anna", 1),
        certified(&authority, "Berta Example", 2),
    );
    let policy = json!({ "settings": {
        "offers": "view",
        "authority": { "certificate": authority.certificate(), "revocation_list": authority.revocation_list() },
    } });
    let computer = Computer::under(&policy.to_string());
    let ours = Home::new();
    let mut command = computer.as_root(&ours);
    command
        .env("DISPLAY", screen.name())
        .args(["wait", "--port", "0", "--listen", "127.0.0.1", "--terminal"]);
    let mut novice = Program::start("the novice", command);
    let line = novice.expect("waiting ");
    let place = format!("127.0.0.1:{}", line.trim_start_matches("waiting "));

    let mut presser = Presser::start();
    presser.launch(&desk, &anna, &["offer", &place, "--name", "Sam"]);
    presser.wait("Compare the words");
    desk.screenshot().save(&output_folder().join("offer-compare.png"));
    novice.expect("compare \"Anna\" (127.0.0.1) ");
    presser.press("The words are the same");
    answer(&mut novice, "view");
    presser.wait("The screen of the person you help");
    desk.screenshot().save(&output_folder().join("offer-viewer.png"));

    // Who comes meanwhile learns that, and no more; control is not even asked about.
    let mut busy = offer(&berta, &place, &[]);
    busy.expect("ended already-helped");
    presser.press("Request control");
    presser.wait("They did not let you use their mouse and keyboard");
    desk.screenshot().save(&output_folder().join("offer-refused.png"));
    assert!(!novice.has_said("question control"));
    novice.say("stop");
    presser.wait("The person you help stopped sharing.");

    authority.revoke(&[1]);
    let mut revoked = offer(&anna, &place, &[]);
    revoked.expect("ended not-allowed");
    let mut other = offer(&berta, &place, &[]);
    other.expect("compare ");
}
