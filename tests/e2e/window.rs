//! The window pair, pressed by the names that a screen reader reads, in an accessibility session of its own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use x11rb::CURRENT_TIME;
use x11rb::protocol::xproto::{ConnectionExt as _, InputFocus};

use super::display::{Display, Picture, eventually};
use super::manager;
use super::pair::{Home, Novice, output_folder};
use super::program::Program;
use super::surroundings;
use super::sway::Sway;
use super::test_portal::TestPortal;

/// A session bus with no services but those of its own session.
pub const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:dir=RUN</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A desktop session with the accessibility bus on, driven by `press.py`, one command a line.
pub struct Presser {
    program: Program,
    home: Home,
}

impl Presser {
    pub fn start() -> Self {
        Self::start_with(surroundings::path().as_os_str())
    }

    /// The same with other programs to be found.
    pub fn start_with(path: &OsStr) -> Self {
        let home = Home::new();
        let mut command = surroundings::unruled("dbus-run-session");
        home.dress(&mut command);
        // The bus starts nothing by itself that is installed here: no portal, no notifications, no settings of a
        // desktop.
        let bus = home.file("bus.conf", &BUS.replace("RUN", &home.path("run").display().to_string()));
        command
            .env("PATH", path)
            .arg("--config-file")
            .arg(bus)
            .arg("--")
            .arg("/usr/bin/python3")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/press.py"));
        Self::of(home, command)
    }

    /// The same by a command that runs `press.py` in a session that there is.
    pub fn of(home: Home, command: Command) -> Self {
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

    /// Starts a program in this session on a Wayland desktop, whose portal, if it has one, is on this session's bus.
    pub fn launch_on_wayland(&mut self, sway: &Sway, portal: Option<&TestPortal>, home: &Home, arguments: &[&str]) {
        let bare = surroundings::command("env");
        let usual: Vec<_> = bare.get_envs().collect();
        let mut command = surroundings::command("env");
        if let Some(portal) = portal {
            portal.dress(&mut command);
        }
        sway.dress(&mut command);
        let mut words = vec![
            String::new(),
            home.path("").display().to_string(),
            "/usr/bin/env".to_owned(),
            "--unset=DISPLAY".to_owned(),
        ];
        // This session has the rest.
        for (name, value) in command.get_envs().filter(|named| !usual.contains(named)) {
            let value = value.unwrap_or_default();
            words.push(format!("{}={}", name.display(), value.display()));
        }
        words.push(env!("CARGO_BIN_EXE_lifeline").to_owned());
        words.extend(arguments.iter().map(|word| (*word).to_owned()));
        self.ask(&format!("launch\t{}", words.join("\t")));
    }

    /// Starts a program on the Wayland desktop whose session this is.
    pub fn launch_here(&mut self, home: &Home, program: &str, arguments: &[&str]) {
        let home = home.path("").display().to_string();
        let wait = format!("{}=1", surroundings::CALLER_WAIT);
        let mut words = vec!["", &home, "/usr/bin/env", "--unset=DISPLAY", &wait, program];
        words.extend(arguments);
        self.ask(&format!("launch\t{}", words.join("\t")));
    }

    /// Starts the helper's window for this novice's invitation, in a home that is returned.
    pub fn launch_helper(&mut self, display: &Display, novice: &Novice) -> Home {
        let home = Home::new();
        let password = home.file("password", &novice.password).display().to_string();
        let ticket = novice.ticket.display().to_string();
        let words = ["open", "--name", "Sam", "--password-file", &password, &ticket];
        self.launch(display, &home, &words);
        home
    }

    /// The same with the runtime folder of that home, which says what a second start leads to: not to those that this
    /// session runs from other homes, but to one that another session runs from this.
    pub fn launch_at_home(&mut self, display: &Display, home: &Home, arguments: &[&str]) {
        let runtime = format!("XDG_RUNTIME_DIR={}", home.path("run").display());
        let (display, home) = (display.name(), home.path("").display().to_string());
        let program = env!("CARGO_BIN_EXE_lifeline");
        let mut words = vec![display.as_str(), &home, "/usr/bin/env", &runtime, program];
        words.extend(arguments);
        self.ask(&format!("launch\t{}", words.join("\t")));
    }

    pub fn press(&mut self, name: &str) {
        self.ask(&format!("press\t{name}"));
    }

    /// Of several that bear this name, from 1.
    pub fn press_one_of(&mut self, name: &str, number: usize) {
        self.ask(&format!("press\t{name}\t{number}"));
    }

    pub fn write(&mut self, name: &str, text: &str) {
        self.ask(&format!("write\t{name}\t{text}"));
    }

    pub fn read(&mut self, name: &str) -> String {
        self.ask(&format!("read\t{name}"))
    }

    pub fn wait(&mut self, name: &str) {
        self.ask(&format!("wait\t{name}"));
    }

    /// Starts a program that lets the person wait as long as people do.
    pub fn launch_unhurried(&mut self, display: &Display, home: &Home) {
        let (display, home) = (display.name(), home.path("").display().to_string());
        let (program, wait) = (env!("CARGO_BIN_EXE_lifeline"), surroundings::CALLER_WAIT);
        self.ask(&format!(
            "launch\t{display}\t{home}\t/usr/bin/env\t-u\t{wait}\t{program}"
        ));
    }

    /// Everything that is to be found has a name; returns how much there is.
    pub fn walk(&mut self) -> usize {
        self.ask("walk").parse().unwrap()
    }

    /// Waits until something was announced that has this in it.
    pub fn said(&mut self, text: &str) {
        self.ask(&format!("said\t{text}"));
    }

    /// All that was announced so far, in order.
    pub fn announced(&mut self) -> Vec<String> {
        self.ask("announced").split(" | ").map(str::to_owned).collect()
    }

    /// Waits until what bears this name has the keyboard.
    pub fn keyboard_at(&mut self, name: &str) {
        self.ask(&format!("keyboard\t{name}"));
    }

    /// Roles and states of all that bears this name, parted by strokes.
    pub fn what(&mut self, name: &str) -> String {
        self.ask(&format!("what\t{name}"))
    }

    /// The middle of what bears this name, on the screen.
    pub fn place(&mut self, name: &str) -> (i32, i32) {
        let told = self.ask(&format!("place\t{name}"));
        let (x, y) = told.split_once(' ').expect("two numbers");
        (x.parse().unwrap(), y.parse().unwrap())
    }

    /// From now on neither the session's bus nor the accessibility bus answers anybody; what is pressed by name
    /// afterwards waits in vain.
    pub fn freeze(&mut self) {
        let stopped = self.ask("freeze");
        assert!(!stopped.is_empty(), "nothing was stopped");
    }

    /// The title of the sign in the tray.
    pub fn tray(&mut self) -> String {
        self.ask("tray")
    }

    /// Waits until the title of the sign has this in it.
    pub fn tray_says(&mut self, text: &str) {
        self.ask(&format!("tray-says\t{text}"));
    }

    /// Waits until no sign is in the tray.
    pub fn tray_is_empty(&mut self) {
        self.ask("tray-gone");
    }

    /// Chooses this in the menu of the sign.
    pub fn choose(&mut self, label: &str) {
        self.ask(&format!("choose\t{label}"));
    }

    /// Waits until the desktop shows a notification with this title, and returns all that it says.
    pub fn notified(&mut self, title: &str) -> String {
        self.ask(&format!("notified\t{title}"))
    }

    /// The address of the session's bus, for a program that the presser does not start.
    pub fn bus(&mut self) -> String {
        self.ask("bus")
    }

    /// Waits until the last notification was taken back.
    pub fn hushed(&mut self) {
        self.ask("hushed");
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
    invitation_by_window_of(presser, screen, home, None)
}

/// The same for the monitor that bears this name in the window.
pub fn invitation_by_window_of(
    presser: &mut Presser,
    screen: &Display,
    home: &Home,
    monitor: Option<&str>,
) -> (PathBuf, String) {
    presser.launch(screen, home, &[]);
    presser.press("Ask for help");
    if let Some(monitor) = monitor {
        presser.press(monitor);
    }
    make_and_save(presser, home)
}

/// The same from the page on which the invitation is made.
pub fn make_and_save(presser: &mut Presser, home: &Home) -> (PathBuf, String) {
    presser.press("Make the invitation");
    let password = presser.read("Password to tell your helper");
    let ticket = home.path("help.msrcIncident");
    presser.press("Save invitation…");
    presser.write("Save the invitation as", &ticket.display().to_string());
    presser.press("Save here");
    eventually("the invitation is saved", || ticket.exists());
    // The page is as it stays: what is pressed while a line is added to it may be pressed in vain.
    presser.wait("Saved: ");
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
    presser.wait("Someone wants to see your screen");
    screen.screenshot().save(&output_folder().join("question.png"));
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("I called them");
    presser.press("Let them see my screen");
    presser.wait("The screen of the person you help");

    helper.screenshot().save(&output_folder().join("viewer.png"));
    screen.screenshot().save(&output_folder().join("bar.png"));
    // The first picture is coarse, and becomes exact once it has been at rest.
    let mut errors = Vec::new();
    while errors.last().is_none_or(|&error| error >= 2.0) {
        assert!(errors.len() < 20, "the pictures differ by {errors:?}");
        let saved = presser.home.path(&format!("seen-{}.png", errors.len()));
        presser.press("Save picture");
        presser.write("Save the picture as", &saved.display().to_string());
        presser.press("Save picture here");
        eventually("the picture is saved", || image::open(&saved).is_ok());
        errors.push(Picture::read(&saved).mean_error(&screen.screenshot()));
    }
    presser.press("Stop sharing");
    presser.wait("The person you help stopped sharing.");
}

/// What is copied in one program is pasted in another, as on a desktop on which a chat stands beside Lifeline.
#[test]
fn an_invitation_goes_through_the_systems_clipboard() {
    let screen = Display::start(1280, 900);
    let mut presser = Presser::start();
    let (novice_home, helper_home) = (Home::new(), Home::new());
    presser.launch(&screen, &novice_home, &[]);
    presser.press("Ask for help");
    presser.press("Make the invitation");
    presser.press("Copy as text");
    presser.wait("Copied.");

    presser.launch_at_home(&screen, &helper_home, &[]);
    presser.press("Help someone");
    let (x, y) = presser.place("The text of the invitation");
    // The field stands under its name.
    let field = ["mousemove", &x.to_string(), &(y + 50).to_string(), "click", "1"];
    screen.run("xdotool", &field);
    // Without a window manager nobody gives the keyboard to the window that is clicked on.
    let root = manager::root(&screen);
    let clicked = screen.connection.query_pointer(root).unwrap().reply().unwrap().child;
    let focus = |to| {
        screen
            .connection
            .set_input_focus(InputFocus::POINTER_ROOT, to, CURRENT_TIME)
    };
    focus(clicked).unwrap().check().unwrap();
    screen.run("xdotool", &["key", "ctrl+v"]);
    eventually("the text is pasted", || {
        presser.read("The text of the invitation").contains("LHTICKET")
    });
    presser.press("Use this text");
    presser.wait("Invitation: the text you pasted");
}

/// The person who helps waits, and the one who asks goes there by their reply.
#[test]
fn the_window_pair_works_the_other_way_round() {
    let (screen, helper) = (Display::start(1280, 900), Display::start(1280, 900));
    screen.paint(&Picture::known(1280, 900, 9));
    let mut presser = Presser::start();
    let (novice_home, helper_home) = (Home::new(), Home::new());
    let (ticket, password) = invitation_by_window(&mut presser, &screen, &novice_home);
    presser.press("Can my helper reach me?");
    presser.wait("Your helper can also wait for you");
    screen.screenshot().save(&output_folder().join("doctor.png"));

    let password = helper_home.file("password", &password).display().to_string();
    let ticket = ticket.display().to_string();
    let words = [
        "open",
        "--name",
        "Sam",
        "--password-file",
        &password,
        "--wait-for-novice",
        &ticket,
    ];
    presser.launch(&helper, &helper_home, &words);
    let reply = presser.read("Your reply");
    assert!(reply.starts_with("LIFELINE-REPLY-"), "{reply}");
    helper.screenshot().save(&output_folder().join("reply.png"));

    presser.press("Connect to my helper…");
    presser.write("Your helper’s reply", &reply);
    screen.screenshot().save(&output_folder().join("paste.png"));
    presser.press("Connect to my helper");
    presser.wait("Someone wants to see your screen");
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("I called them");
    presser.press("Let them see my screen");
    presser.wait("The screen of the person you help");
    presser.press("Stop sharing");
    presser.wait("The person you help stopped sharing.");
}

/// At actual size the helper's window shows the very pixels of the novice's screen; also after it changed, and after a
/// menu lay over it.
#[test]
fn the_window_shows_the_novices_pixels() {
    let (screen, helper) = (Display::start(640, 480), Display::start(1280, 900));
    screen.paint(&Picture::known(640, 480, 3));
    let mut novice = Novice::ask(&screen, &[]);
    let mut presser = Presser::start();
    let _home = presser.launch_helper(&helper, &novice);
    novice.allow("view");
    novice.program.expect("viewing");
    presser.press("Actual size");
    shows(&helper, &screen);
    screen.paint(&Picture::known(640, 480, 4));
    shows(&helper, &screen);
    presser.press("Keys");
    presser.wait("Send Ctrl+Alt+Del");
    helper.screenshot().save(&output_folder().join("viewer-menu.png"));
    presser.press("Keys");
    shows(&helper, &screen);
    presser.press("Figures");
    presser.wait("Protection: TLS 1.3 with RC4-128 inside");
    helper.screenshot().save(&output_folder().join("viewer-figures.png"));
    presser.press("Figures");
    shows(&helper, &screen);
}

/// Waits until the one display shows all of the other somewhere, but for the novice's mouse pointer, which stands in
/// the middle.
fn shows(helper: &Display, screen: &Display) {
    let mut last = None;
    let shown = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        eventually("the window shows the novice's pixels", || {
            let (window, real) = (helper.screenshot(), screen.screenshot());
            let found = contains(&window, &real);
            last = Some((window, real));
            found
        });
    }));
    if let Err(failure) = shown {
        if let Some((window, real)) = last {
            window.save(&output_folder().join("window.png"));
            real.save(&output_folder().join("real.png"));
        }
        std::panic::resume_unwind(failure);
    }
}

fn contains(window: &Picture, real: &Picture) -> bool {
    /// The largest pointer that a display without a theme has, and then some.
    const POINTER: usize = 48;
    let (width, height) = (usize::from(real.width), usize::from(real.height));
    let stride = usize::from(window.width);
    let row = |picture: &Picture, from: usize, count: usize| picture.rgb[from * 3..(from + count) * 3].to_vec();
    let first = row(real, 0, width);
    let fits = |x: usize, y: usize| {
        (0..height).all(|line| {
            let at = (y + line) * stride + x;
            if line.abs_diff(height / 2) > POINTER {
                return row(window, at, width) == row(real, line * width, width);
            }
            let side = width / 2 - POINTER;
            row(window, at, side) == row(real, line * width, side)
                && row(window, at + width - side, side) == row(real, line * width + width - side, side)
        })
    };
    (0..=usize::from(window.height) - height)
        .any(|y| (0..=stride - width).any(|x| window.rgb[(y * stride + x) * 3..].starts_with(&first) && fits(x, y)))
}
