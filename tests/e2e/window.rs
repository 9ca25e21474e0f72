//! The window pair, pressed by the names that a screen reader reads, in an accessibility session of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::display::{Display, Picture, eventually};
use super::pair::{Home, output_folder};
use super::program::Program;

/// A desktop session with the accessibility bus on, driven by `press.py`, one command a line.
pub struct Presser {
    program: Program,
    home: Home,
}

impl Presser {
    pub fn start() -> Self {
        let home = Home::new();
        let mut command = Command::new("dbus-run-session");
        home.dress(&mut command);
        command
            .arg("--")
            .arg("/usr/bin/python3")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/press.py"));
        let mut program = Program::start("the presser", command);
        program.expect("ready");
        Self { program, home }
    }

    /// Starts a program in this session on a display.
    pub fn launch(&mut self, display: &Display, home: &Home, arguments: &[&str]) {
        let mut words = vec![
            display.name(),
            home.path("").display().to_string(),
            env!("CARGO_BIN_EXE_lifeline").to_owned(),
        ];
        words.extend(arguments.iter().map(|word| (*word).to_owned()));
        self.ask(&format!("launch\t{}", words.join("\t")));
    }

    pub fn press(&mut self, name: &str) {
        self.ask(&format!("press\t{name}"));
    }

    fn write(&mut self, name: &str, text: &str) {
        self.ask(&format!("write\t{name}\t{text}"));
    }

    fn read(&mut self, name: &str) -> String {
        self.ask(&format!("read\t{name}"))
    }

    pub fn wait(&mut self, name: &str) {
        self.ask(&format!("wait\t{name}"));
    }

    fn ask(&mut self, line: &str) -> String {
        self.program.say(line);
        let answer = self.program.expect_one_of(&["ok", "no"]);
        match answer.split_once('\t') {
            Some(("ok", value)) => value.to_owned(),
            _ if answer == "ok" => String::new(),
            _ => panic!("{line}: {answer}"),
        }
    }
}

/// Starts the window, makes an invitation in it, and returns where it was saved and the password.
pub fn invitation_by_window(presser: &mut Presser, screen: &Display, home: &Home) -> (PathBuf, String) {
    presser.launch(screen, home, &[]);
    presser.press("Ask for help");
    presser.press("Make the invitation");
    let password = presser.read("Password to tell your helper");
    let ticket = home.path("help.msrcIncident");
    presser.press("Save invitation…");
    presser.write("Save the invitation as", &ticket.display().to_string());
    presser.press("Save here");
    eventually("the invitation is saved", || ticket.exists());
    (ticket, password)
}

#[test]
fn the_window_pair_works_by_names_alone() {
    let (screen, helper) = (Display::start(1280, 900), Display::start(1280, 900));
    screen.paint(&Picture::known(1280, 900, 8));
    let mut presser = Presser::start();
    let (novice_home, helper_home) = (Home::new(), Home::new());

    let (ticket, password) = invitation_by_window(&mut presser, &screen, &novice_home);
    screen.screenshot().save(&output_folder().join("invitation.png"));

    presser.launch(&helper, &helper_home, &[&ticket.display().to_string()]);
    presser.write("Your name", "Sam");
    presser.write("Password", &password);
    presser.press("Connect");
    presser.wait("“Sam” wants to see your screen");
    screen.screenshot().save(&output_folder().join("question.png"));
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("Let them see my screen");
    presser.wait("The screen of the person you help");

    let saved = presser.home.path("seen.png");
    presser.press("Save picture");
    presser.write("Save the picture as", &saved.display().to_string());
    presser.press("Save picture here");
    eventually("the picture is saved", || saved.exists());
    helper.screenshot().save(&output_folder().join("viewer.png"));
    screen.screenshot().save(&output_folder().join("bar.png"));
    let error = Picture::read(&saved).mean_error(&screen.screenshot());
    assert!(error < 2.0, "the pictures differ by {error}");
    presser.press("Stop sharing");
    presser.wait("The person you help stopped sharing.");
}
