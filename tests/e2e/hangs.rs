//! Whatever may hang does, while a helper controls: what the novice takes back is taken back all the same, and the
//! program ends when it is told to.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use rustix::process::{Signal, geteuid};
use x11rb::protocol::xproto::ConnectionExt;

use super::display::{Display, eventually};
use super::pair::{Expert, Home, Novice, take_control};
use super::surroundings;
use super::window::{Presser, invitation_by_window};

const SETTINGS: &str = ".config/lifeline";
const STATE: &str = ".local/state/lifeline";

/// A helper controls and holds a key down.
fn controlled(display: &Display) -> (Novice, Expert) {
    let home = Home::new();
    std::fs::create_dir_all(home.path(SETTINGS)).unwrap();
    std::fs::create_dir_all(home.path(STATE)).unwrap();
    let mut novice = Novice::ask_from(home, display, &[]);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    expert.program.expect("viewing ");
    take_control(&mut novice, &mut expert);
    expert.program.say("key-down ctrl");
    eventually("a key is down", || !display.held().0.is_empty());
    (novice, expert)
}

/// A file system that takes questions and answers none, over a folder, until it is dropped.
struct Hung {
    folder: PathBuf,
    _server: File,
}

impl Hung {
    /// `None`, said, where this user may not mount.
    fn over(folder: &Path) -> Option<Self> {
        if !geteuid().is_root() {
            println!("skipped: only root may mount a file system that hangs");
            return None;
        }
        let server = File::options().read(true).write(true).open("/dev/fuse");
        let Ok(server) = server else {
            println!("skipped: there is no /dev/fuse");
            return None;
        };
        let mounted = surroundings::command("mount")
            .args([
                "-i",
                "-t",
                "fuse",
                "-o",
                "fd=0,rootmode=40000,user_id=0,group_id=0",
                "nobody",
            ])
            .arg(folder)
            .stdin(Stdio::from(server.try_clone().unwrap()))
            .status();
        if !mounted.is_ok_and(|status| status.success()) {
            println!("skipped: this computer mounts no such file system");
            return None;
        }
        Some(Self {
            folder: folder.to_owned(),
            _server: server,
        })
    }
}

impl Drop for Hung {
    fn drop(&mut self) {
        // Whoever still waits for it is woken when its server is closed, right after this.
        let _ = surroundings::command("umount").arg("-l").arg(&self.folder).status();
    }
}

/// What a helper in control can do to a file with a shell.
fn make_fifo(file: &Path) {
    let _ = std::fs::remove_file(file);
    assert!(surroundings::command("mkfifo").arg(file).status().unwrap().success());
}

#[test]
fn a_fifo_in_a_file_s_place_holds_up_nothing() {
    let display = Display::start(400, 300);
    let files = [
        (SETTINGS, "settings.json"),
        (STATE, "journal.jsonl"),
        (STATE, "journal.lock"),
        (STATE, "offers-before-control.json"),
    ];
    for (folder, file) in files {
        let (mut novice, mut expert) = controlled(&display);
        make_fifo(&novice.home.path(folder).join(file));
        novice.program.say("take-back");
        display.assert_nothing_is_held(file);
        expert.program.expect("control-ended ");
        novice.program.say("stop");
        expert.program.expect("ended ");
        novice.program.expect("ended ");
        novice.program.signal(Signal::TERM);
        assert_eq!(novice.program.exit_code(), 143, "{file}");
    }
}

#[test]
fn a_locked_journal_holds_up_nothing() {
    let display = Display::start(400, 300);
    let (mut novice, mut expert) = controlled(&display);
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(novice.home.path(STATE).join("journal.lock"))
        .unwrap();
    lock.lock().unwrap();
    novice.program.say("pause");
    display.assert_nothing_is_held("paused");
    expert.program.expect("paused");
    novice.program.say("stop");
    expert.program.expect("ended novice-stopped");
    novice.program.signal(Signal::TERM);
    assert_eq!(novice.program.exit_code(), 143);
}

#[test]
fn a_file_system_that_hangs_holds_up_nothing() {
    let display = Display::start(400, 300);
    for folder in [SETTINGS, STATE] {
        let (mut novice, mut expert) = controlled(&display);
        let Some(hung) = Hung::over(&novice.home.path(folder)) else {
            return;
        };
        novice.program.say("take-back");
        display.assert_nothing_is_held(folder);
        expert.program.expect("control-ended ");
        novice.program.say("stop");
        // Rules that do not answer end it, too.
        expert
            .program
            .expect_one_of(&["ended novice-stopped", "ended forbidden"]);
        novice.program.signal(Signal::TERM);
        assert_eq!(novice.program.exit_code(), 143, "{folder}");
        drop(hung);
    }
}

/// The window's own thread asks no disk: the screen that waits for one stands beside the question and the bar, not
/// before them.
#[test]
fn a_file_system_that_hangs_holds_up_no_button_of_the_window() {
    let display = Display::start(1280, 900);
    let mut presser = Presser::start();
    let home = Home::new();
    let (ticket, password) = invitation_by_window(&mut presser, &display, &home);
    presser.press("Back to the start");
    let Some(hung) = Hung::over(&home.path(STATE)) else {
        return;
    };
    // It reads the helper's key and the computers that are known.
    presser.press("Offer assistance");
    presser.wait("Reading…");
    let mut expert = Expert::open_ticket(&ticket, &password, &[]);
    presser.wait("Someone wants to see your screen");
    // The first second of a question takes no answer; that is the program's promise, not this test's haste.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("I called them");
    presser.press("Let them see my screen");
    expert.program.expect("viewing ");
    presser.press("Pause");
    expert.program.expect("paused");
    presser.press("Resume");
    expert.program.expect("resumed");
    presser.press("Stop sharing");
    expert.program.expect("ended novice-stopped");
    presser.press("Back to the start");
    presser.press("Who may offer help");
    presser.wait("This computer’s disk does not answer.");
    drop(hung);
}

#[test]
fn rules_that_do_not_answer_end_what_they_could_forbid() {
    let display = Display::start(400, 300);
    let (novice, mut expert) = controlled(&display);
    let Some(_hung) = Hung::over(&novice.home.path(SETTINGS)) else {
        return;
    };
    display.assert_nothing_is_held("the rules are not known any more");
    expert.program.expect("ended forbidden");
}

#[test]
fn a_grabbed_display_holds_up_neither_stop_nor_take_back() {
    let display = Display::start(400, 300);
    let (mut novice, mut expert) = controlled(&display);
    let (grabber, _) = x11rb::connect(Some(&display.name())).unwrap();
    grabber.grab_server().unwrap().check().unwrap();
    novice.program.say("take-back");
    expert.program.expect("control-ended ");
    // Nor does the start of control, which asks the display.
    expert.program.say("request-control");
    novice.allow("control");
    novice.program.say("stop");
    expert.program.expect("ended novice-stopped");
    grabber.ungrab_server().unwrap().check().unwrap();
    display.assert_nothing_is_held("after the grab");
}
