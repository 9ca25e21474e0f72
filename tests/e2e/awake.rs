//! The computer does not sleep while an invitation waits, nor its screen grow dark while somebody helps: as a login
//! manager and a desktop hear it that stand on a bus of the test's own.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read as _};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;

use super::display::{Display, eventually};
use super::pair::{Expert, Home, Novice};
use super::program::Program;
use super::surroundings;
use super::window::BUS;

/// What was handed out, and is held for as long as the other end is open.
type Locks = Arc<Mutex<Vec<(String, UnixStream)>>>;

struct LoginManager(Locks);

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl LoginManager {
    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> zbus::zvariant::OwnedFd {
        assert_eq!((who, mode), ("Lifeline", "block"));
        assert!(!why.is_empty());
        let (ours, theirs) = UnixStream::pair().unwrap();
        ours.set_nonblocking(true).unwrap();
        self.0.lock().unwrap().push((what.to_owned(), ours));
        OwnedFd::from(theirs).into()
    }
}

struct ScreenSaver {
    lit: Arc<Mutex<BTreeSet<u32>>>,
    next: u32,
}

#[zbus::interface(name = "org.freedesktop.ScreenSaver")]
impl ScreenSaver {
    fn inhibit(&mut self, who: &str, _why: &str) -> u32 {
        assert_eq!(who, "Lifeline");
        self.next += 1;
        self.lit.lock().unwrap().insert(self.next);
        self.next
    }

    fn un_inhibit(&self, number: u32) {
        self.lit.lock().unwrap().remove(&number);
    }
}

/// A bus with both on it.
struct Surroundings {
    address: String,
    locks: Locks,
    lit: Arc<Mutex<BTreeSet<u32>>>,
    _services: Connection,
    _bus: Program,
    _home: Home,
}

impl Surroundings {
    fn start() -> Option<Self> {
        if !surroundings::are_installed(&["dbus-daemon"]) {
            return None;
        }
        let home = Home::new();
        let run = home.path("run").display().to_string();
        let config = home.file("bus.conf", &BUS.replace("RUN", &run));
        let mut command = surroundings::command("dbus-daemon");
        command
            .arg("--config-file")
            .arg(config)
            .args(["--nofork", "--print-address"]);
        let mut bus = Program::start("the bus", command);
        let address = bus.expect("unix:");
        let (locks, lit) = (Locks::default(), Arc::default());
        let saver = ScreenSaver {
            lit: Arc::clone(&lit),
            next: 0,
        };
        let services = Builder::address(address.as_str())
            .and_then(|services| services.name("org.freedesktop.login1"))
            .and_then(|services| services.name("org.freedesktop.ScreenSaver"))
            .and_then(|services| services.serve_at("/org/freedesktop/login1", LoginManager(Arc::clone(&locks))))
            .and_then(|services| services.serve_at("/org/freedesktop/ScreenSaver", saver))
            .and_then(Builder::build)
            .unwrap();
        Some(Self {
            address,
            locks,
            lit,
            _services: services,
            _bus: bus,
            _home: home,
        })
    }

    /// What is forbidden now.
    fn held(&self) -> Vec<String> {
        let mut locks = self.locks.lock().unwrap();
        locks.retain_mut(|(_, lock)| match lock.read(&mut [0]) {
            Ok(_) => false,
            Err(error) => error.kind() == ErrorKind::WouldBlock,
        });
        locks.iter().map(|(what, _)| what.clone()).collect()
    }

    #[track_caller]
    fn holds(&self, what: &[&str], screens: usize) {
        eventually(&format!("{what:?} is held, and {screens} screens"), || {
            self.held() == what && self.lit.lock().unwrap().len() == screens
        });
    }

    fn ask(&self, display: &Display) -> Novice {
        let home = Home::new();
        let mut command = home.lifeline();
        command
            .env("DBUS_SYSTEM_BUS_ADDRESS", &self.address)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address);
        Novice::ask_with(home, command, display, &[])
    }
}

#[test]
fn the_computer_stays_awake_while_an_invitation_waits_and_its_screen_while_it_is_shared() {
    let Some(around) = Surroundings::start() else { return };
    let display = Display::start(640, 480);
    let mut novice = around.ask(&display);
    around.holds(&["sleep"], 0);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    novice.program.expect("viewing");
    around.holds(&["sleep:idle"], 1);
    expert.program.say("end");
    novice.program.expect("ended ");
    // The invitation is still in force.
    around.holds(&["sleep"], 0);
    novice.program.say("stop");
    novice.program.expect("cancelled");
    around.holds(&[], 0);
}

#[test]
fn a_program_that_was_killed_keeps_nothing_awake() {
    let Some(around) = Surroundings::start() else { return };
    let display = Display::start(640, 480);
    let mut novice = around.ask(&display);
    around.holds(&["sleep"], 0);
    novice.program.kill();
    around.holds(&[], 0);
}
