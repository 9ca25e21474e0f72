//! FreeRDP as the expert: Debian's and Ubuntu's client, unchanged.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::display::{Display, Picture, eventually};
use super::pair::{Home, Novice};
use super::program::Program;
use super::surroundings;
use super::window::{Presser, invitation_by_window};

/// A FreeRDP that is installed here.
pub struct Client {
    program: PathBuf,
    pub version: char,
}

impl Client {
    /// One of this version, 2 or 3; `None`, after saying so, where there is none.
    pub fn of(version: char) -> Option<Self> {
        surroundings::freerdp(version).map(|program| Self { program, version })
    }

    /// Whichever there is.
    pub fn any() -> Self {
        let found = Self::of('2').or_else(|| Self::of('3'));
        found.expect("FreeRDP (sh assets/setup.sh --test installs it)")
    }

    /// Opens the novice's ticket on the helper's display.
    pub fn open(&self, novice: &Novice, display: &Display, options: &[&str]) -> FreeRdp {
        self.open_ticket(&novice.ticket, &novice.password, display, options)
    }

    /// With the options that the README names.
    pub fn open_ticket(&self, ticket: &Path, password: &str, display: &Display, options: &[&str]) -> FreeRdp {
        let command = surroundings::command_at(&self.program);
        Self::start(command, ticket, password, display, options)
    }

    /// The novice's ticket in the network of that process.
    pub fn open_beside(&self, process: &str, novice: &Novice, display: &Display) -> FreeRdp {
        let mut command = surroundings::command("nsenter");
        command.args(["--target", process, "--net", "--"]).arg(&self.program);
        Self::start(command, &novice.ticket, &novice.password, display, &[])
    }

    fn start(mut command: Command, ticket: &Path, password: &str, display: &Display, options: &[&str]) -> FreeRdp {
        let home = Home::new();
        home.dress(&mut command);
        command.env("DISPLAY", display.name()).arg(ticket);
        command.arg(format!("/assistance:{}", password.replace(' ', "")));
        command.args(["/cert:ignore", "/u:Sam", "/d:", "/p:"]).args(options);
        FreeRdp {
            program: Program::start("FreeRDP", command),
            _home: home,
        }
    }
}

/// Each of these tests once with FreeRDP 2 and once with FreeRDP 3, where they are installed.
macro_rules! with_each_version {
    ($($name:ident)*) => {
        mod version_2 {
            $(#[test]
            fn $name() {
                if let Some(client) = crate::freerdp::Client::of('2') {
                    super::$name(&client);
                }
            })*
        }
        mod version_3 {
            $(#[test]
            fn $name() {
                if let Some(client) = crate::freerdp::Client::of('3') {
                    super::$name(&client);
                }
            })*
        }
    };
}
pub(crate) use with_each_version;

pub struct FreeRdp {
    _home: Home,
    pub program: Program,
}

/// Opens the novice's ticket on the helper's display.
pub fn open(novice: &Novice, display: &Display, options: &[&str]) -> FreeRdp {
    Client::any().open(novice, display, options)
}

/// The helper's display shows the novice's, from its top left corner: there is no window manager to put the window
/// elsewhere.
pub fn shows(helper: &Display, novice: &Display) {
    shows_picture(helper, || novice.screenshot());
}

/// The same of any novice's screen.
pub fn shows_picture(helper: &Display, novice: impl Fn() -> Picture) {
    eventually("FreeRDP shows the novice's screen", || {
        helper.screenshot().mean_error(&novice()) < 2.0
    });
}

with_each_version! {
    freerdp_sees_the_screen_after_the_yes_and_controls_after_the_second
    freerdp_is_shown_out_on_a_no
    weak_protection_is_refused_unless_the_novice_chose_it
    freerdp_is_answered_by_the_window
}

fn freerdp_sees_the_screen_after_the_yes_and_controls_after_the_second(client: &Client) {
    let (screen, helper) = (Display::start(800, 600), Display::start(800, 600));
    screen.paint(&Picture::known(800, 600, 5));
    let mut novice = Novice::ask(&screen, &[]);
    let mut freerdp = client.open(&novice, &helper, &[]);
    novice.allow("view");
    assert!(novice.program.has_said("question view \"Sam\" "));
    assert!(novice.program.notes().contains("cannot check that it reached you"));
    novice.program.expect("viewing");
    shows(&helper, &screen);
    screen.paint(&Picture::known(800, 600, 6));
    shows(&helper, &screen);

    let mut xev = screen.command("xev");
    xev.args(["-geometry", "300x300+0+0", "-event", "button"]);
    let mut xev = Program::start("xev", xev);
    screen.window("Event Tester");
    shows(&helper, &screen);
    helper.run("xdotool", &["mousemove", "400", "300", "key", "ctrl+alt+c"]);
    novice.allow("control");
    novice.program.expect("controlling");
    helper.run("xdotool", &["mousemove", "100", "100", "click", "3"]);
    let _ = xev.expect("ButtonPress");
    assert!(xev.expect("    root ").contains("root:(100,100)"));
    assert!(xev.expect("    state ").contains("button 3,"));
    novice.program.say("stop");
    freerdp.program.end();
    novice.program.expect("ended stopped");
    screen.assert_nothing_is_held("nothing is held after FreeRDP");
}

fn freerdp_is_shown_out_on_a_no(client: &Client) {
    let (screen, helper) = (Display::start(640, 480), Display::start(640, 480));
    let mut novice = Novice::ask(&screen, &[]);
    let mut freerdp = client.open(&novice, &helper, &[]);
    novice.answer("view", "n");
    let status = freerdp.program.end();
    // Version 3 leaves at the refusal, too: it calls that a success, or says that its user was logged off (12), as it
    // hears first of the one or the other.
    match client.version {
        '3' => assert!(matches!(status.code(), Some(0 | 12)), "{status}"),
        _ => assert!(!status.success(), "{status}"),
    }
    novice.program.expect("ended refused");
    assert!(!novice.program.has_said("viewing"));
}

fn weak_protection_is_refused_unless_the_novice_chose_it(client: &Client) {
    let (screen, helper) = (Display::start(640, 480), Display::start(640, 480));
    screen.paint(&Picture::known(640, 480, 7));
    let mut strict = Novice::ask(&screen, &[]);
    let mut refused = client.open(&strict, &helper, &["/sec:rdp"]);
    assert!(!refused.program.end().success());
    assert!(!strict.program.has_said("question"));
    let mut lenient = Novice::ask(&screen, &["--older-windows"]);
    let _freerdp = client.open(&lenient, &helper, &["/sec:rdp"]);
    lenient.allow("view");
    assert!(lenient.program.notes().contains("weakly protected"));
    lenient.program.expect("viewing");
    shows(&helper, &screen);
}

fn freerdp_is_answered_by_the_window(client: &Client) {
    let (screen, helper) = (Display::start(1000, 800), Display::start(1000, 800));
    let mut presser = Presser::start();
    let home = Home::new();
    let (ticket, password) = invitation_by_window(&mut presser, &screen, &home);
    let mut freerdp = client.open_ticket(&ticket, &password, &helper, &[]);
    presser.wait("Someone wants to see your screen");
    // The first second of a question takes no answer.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("I called them");
    presser.press("Let them see my screen");
    presser.wait("Stop sharing");
    shows(&helper, &screen);
    presser.press("Stop sharing");
    freerdp.program.end();
}
