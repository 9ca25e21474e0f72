//! What shows or asks about a right is where the person is: under several window managers and none, whatever hides it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use x11rb::connection::Connection;
use x11rb::protocol::xkb::{self, ConnectionExt as _};
use x11rb::protocol::xproto::{ConnectionExt, Window};
use x11rb::rust_connection::RustConnection;

use super::display::{Display, Picture, eventually};
use super::manager::{Kind, Manager, WAYS, ask, cover, is_in_sight, is_on_screen, lifeline, root, text, values};
use super::offers;
use super::pair::{Expert, Home, Novice, output_folder};
use super::port::free_port;
use super::program::Program;
use super::window::Presser;

const SCREEN: (u16, u16) = (1024, 768);
const PASSWORD: &str = "ABCD-EFGH-JKLM";
/// The smallest that either can be and still say all.
const BAR: (u16, u16) = (300, 40);
const QUESTION: (u16, u16) = (700, 500);

/// A person with the window, who has asked for help.
pub struct Asking {
    manager: Manager,
    pub display: Display,
    pub presser: Presser,
    ticket: PathBuf,
    password: String,
    pub window: Window,
    home: Home,
}

impl Asking {
    fn under(kind: Kind) -> Option<Self> {
        let display = Display::start(SCREEN.0, SCREEN.1);
        display.paint(&Picture::known(SCREEN.0, SCREEN.1, 3));
        Self::on(display, kind)
    }

    pub fn on(display: Display, kind: Kind) -> Option<Self> {
        let manager = Manager::start(kind, &display)?;
        let mut presser = Presser::start();
        let home = Home::new();
        let ticket = home.path("help.msrcIncident");
        let file = home.file("password", PASSWORD);
        let (ticket_name, file) = (ticket.display().to_string(), file.display().to_string());
        let port = free_port().to_string();
        let words = [
            "ask",
            "--listen",
            "127.0.0.1",
            "--port",
            &port,
            "--password-file",
            &file,
            "--save",
            &ticket_name,
        ];
        presser.launch(&display, &home, &words);
        eventually("the invitation is saved", || ticket.exists());
        let password = presser.read("Password to tell your helper");
        let window = lifeline(&display);
        Some(Self {
            manager,
            display,
            presser,
            ticket,
            password,
            window,
            home,
        })
    }

    pub fn expert(&self) -> Expert {
        Expert::open_ticket(&self.ticket, &self.password, &[])
    }

    fn sees(&self, what: &str, at_least: (u16, u16)) {
        let kind = self.manager.kind;
        let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            eventually(&format!("under {kind:?}, {what}: it is in sight"), || {
                is_in_sight(&self.display, self.window, at_least)
            });
        }));
        let name = format!("sight-{kind:?}-{}.png", what.replace(' ', "-"));
        self.display.screenshot().save(&output_folder().join(name));
        if let Err(failure) = seen {
            std::panic::resume_unwind(failure);
        }
    }

    fn allow(&mut self, button: &str) {
        // No answer counts in the first second.
        std::thread::sleep(std::time::Duration::from_millis(1200));
        self.presser.press(button);
    }

    /// A helper who sees the screen.
    fn share(&mut self) -> Expert {
        let mut expert = self.expert();
        self.presser.wait("wants to see your screen");
        self.sees("the view question", QUESTION);
        self.allow("I called them");
        self.presser.press("Let them see my screen");
        expert.program.expect("viewing ");
        self.bar("the bar");
        expert
    }

    /// The question has become the bar, and has given the keyboard back: before that the helper's keys go nowhere.
    fn bar(&self, what: &str) {
        let connection = &self.display.connection;
        eventually(
            &format!("under {:?}, {what}: small, without the keyboard", self.manager.kind),
            || {
                let height = connection.get_geometry(self.window).unwrap().reply().unwrap().height;
                let focus = connection.get_input_focus().unwrap().reply().unwrap().focus;
                height < QUESTION.1 && focus != self.window
            },
        );
        self.sees(what, BAR);
    }

    fn control(&mut self, expert: &mut Expert) {
        expert.program.say("request-control");
        self.presser.wait("May they use your mouse and keyboard");
        self.sees("the control question", QUESTION);
        self.allow("Let them use my mouse and keyboard");
        expert.program.expect("controlling");
        self.bar("the bar under control");
    }

    pub fn click(&self, (x, y): (i32, i32)) {
        let (x, y) = (x.to_string(), y.to_string());
        self.display.run("xdotool", &["mousemove", &x, &y, "click", "1"]);
    }

    /// Where the bar's last button is, which ends the sharing, found without asking the program.
    fn stop(&self) -> (i32, i32) {
        let connection = &self.display.connection;
        let bar = connection.get_geometry(self.window).unwrap().reply().unwrap();
        let place = connection
            .translate_coordinates(self.window, root(&self.display), 0, 0)
            .unwrap()
            .reply()
            .unwrap();
        let (width, height) = (i32::from(bar.width), i32::from(bar.height));
        (i32::from(place.dst_x) + width - 40, i32::from(place.dst_y) + height / 2)
    }

    fn back_to_work(&self) {
        let root = root(&self.display);
        ask(&self.display, root, "_NET_SHOWING_DESKTOP", [0; 5]);
        ask(&self.display, root, "_NET_CURRENT_DESKTOP", [0; 5]);
    }
}

/// A program that takes the whole screen for itself, through the window manager where one runs.
fn full_screen(display: &Display) -> Program {
    let mut command = display.command("xterm");
    command.args(["-fullscreen", "-T", "video", "-e", "sleep", "600"]);
    let program = Program::start("a program on the full screen", command);
    display.window("video");
    program
}

fn bar_under(kind: Kind) {
    let Some(mut asking) = Asking::under(kind) else { return };
    let mut expert = asking.share();
    let video = full_screen(&asking.display);
    asking.sees("a program on the full screen", BAR);
    drop(video);
    let mut pauses = 0;
    for (way, hide) in WAYS {
        hide(&asking.display, asking.window);
        asking.display.connection.flush().unwrap();
        asking.display.connection.get_input_focus().unwrap().reply().unwrap();
        // xfwm4 composes no more under such a window, and cannot always be brought to: then nothing goes on unseen.
        if kind == Kind::Xfwm4 && *way == "covered by a window that nobody manages" {
            let window = asking.window;
            eventually("in sight, or paused", || {
                expert.program.has_said("paused bar-hidden") || is_in_sight(&asking.display, window, BAR)
            });
            asking.presser.press("Stop sharing");
            expert.program.expect("ended novice-stopped");
            return;
        }
        asking.sees(way, BAR);
        // A computer that is too busy to put it right within a second pauses, and rightly.
        if expert.program.times_said("paused bar-hidden") > pauses {
            pauses += 1;
            asking.presser.press("Resume");
            expert.program.expect("resumed");
        }
    }
    assert!(pauses < WAYS.len(), "what was put right at once is no reason to pause");
    // The very buttons work, and not only for a screen reader.
    asking.presser.press("Stop sharing");
    expert.program.expect("ended novice-stopped");
}

fn questions_under(kind: Kind) {
    let Some(mut asking) = Asking::under(kind) else { return };
    for (way, hide) in [
        ("minimised before it", "WM_CHANGE_STATE"),
        ("on another desktop before it", "_NET_CURRENT_DESKTOP"),
    ] {
        match hide {
            "WM_CHANGE_STATE" => ask(&asking.display, asking.window, hide, [3, 0, 0, 0, 0]),
            _ => ask(&asking.display, root(&asking.display), hide, [1, 0, 0, 0, 0]),
        }
        let mut expert = asking.expert();
        asking.sees(way, QUESTION);
        asking.presser.wait("wants to see your screen");
        asking.allow("Do not allow");
        expert.program.expect("ended refused");
        asking.presser.press("Back to the start");
    }
    asking.back_to_work();
    let video = full_screen(&asking.display);
    let mut expert = asking.expert();
    asking.sees("covered before it", QUESTION);
    // The keyboard is the question's: Esc is the refusal.
    asking.presser.wait("wants to see your screen");
    std::thread::sleep(std::time::Duration::from_millis(1200));
    asking.display.run("xdotool", &["key", "Escape"]);
    expert.program.expect("ended refused");
    drop(video);
}

#[test]
fn the_bar_is_always_in_sight_without_a_window_manager() {
    bar_under(Kind::None);
}

#[test]
fn the_bar_is_always_in_sight_under_openbox() {
    bar_under(Kind::Openbox);
}

#[test]
fn the_bar_is_always_in_sight_under_xfwm4() {
    bar_under(Kind::Xfwm4);
}

#[test]
fn the_bar_is_always_in_sight_under_i3() {
    bar_under(Kind::I3);
}

#[test]
fn the_questions_come_to_the_person_without_a_window_manager() {
    questions_under(Kind::None);
}

#[test]
fn the_questions_come_to_the_person_under_openbox() {
    questions_under(Kind::Openbox);
}

#[test]
fn the_questions_come_to_the_person_under_xfwm4() {
    questions_under(Kind::Xfwm4);
}

#[test]
fn the_questions_come_to_the_person_under_i3() {
    questions_under(Kind::I3);
}

/// Raises windows over the bar for as long as it lives, faster than anybody can put it right.
struct Fight {
    over: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Fight {
    fn begin(display: &Display) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let (name, until) = (display.name(), Arc::clone(&over));
        let window = cover(display, (0, 0), (SCREEN.0, 200));
        let thread = std::thread::spawn(move || {
            let (connection, _) = RustConnection::connect(Some(&name)).unwrap();
            while !until.load(Ordering::Relaxed) {
                let above = x11rb::protocol::xproto::ConfigureWindowAux::new()
                    .stack_mode(x11rb::protocol::xproto::StackMode::ABOVE);
                connection.configure_window(window, &above).unwrap();
                connection.get_input_focus().unwrap().reply().unwrap();
                std::thread::yield_now();
            }
            connection.unmap_window(window).unwrap();
            connection.get_input_focus().unwrap().reply().unwrap();
        });
        Self {
            over,
            thread: Some(thread),
        }
    }

    fn end(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Fight {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// Nobody looks at the terminal: another window says why it ended, with what happened until then, and so does the record.
fn another_window_says_why_after(xdotool: &str) {
    let Some(mut asking) = Asking::under(Kind::None) else {
        return;
    };
    let mut expert = asking.share();
    let journal = asking.home.path(".local/state/lifeline/journal.jsonl");
    asking.display.run("xdotool", &[xdotool, &asking.window.to_string()]);
    expert.program.expect("ended novice-closed");
    eventually("the record has the end", || {
        std::fs::read_to_string(&journal).is_ok_and(|lines| lines.contains(r#""detail":"window-gone""#))
    });
    for said in [
        "Another program closed Lifeline’s window, and with it the bar.",
        "nobody sees or uses this computer",
        "What happened",
        "closed Lifeline’s window.",
    ] {
        asking.presser.wait(said);
    }
}

#[test]
fn whoever_loses_the_window_reads_why_in_another_one() {
    another_window_says_why_after("windowclose");
}

/// As `xkill` does it: not the window is closed but the connection on which it stands, and libX11 ends the process.
#[test]
fn whoever_loses_the_connection_to_the_display_reads_why_in_another_window() {
    another_window_says_why_after("windowkill");
}

/// Who waits for offers reads it, too: here the window is one of several that come and go in one process.
#[test]
fn whoever_waits_for_offers_and_loses_the_connection_to_the_display_reads_why() {
    let display = Display::start(SCREEN.0, SCREEN.1);
    let (anna, ours) = (Home::new(), Home::new());
    offers::run(&ours, &["helper", "add", &offers::key(&anna), "Anna"]);
    offers::run(&ours, &["helper", "offers", "view"]);
    let port = free_port().to_string();
    let mut presser = Presser::start();
    let arguments = ["wait", "--background", "--listen", "127.0.0.1", "--port", &port];
    presser.launch(&display, &ours, &arguments);
    let computer = format!("127.0.0.1:{port}");
    eventually("it listens", || std::net::TcpStream::connect(&computer).is_ok());
    let mut helper = offers::offer(&anna, &computer, &[]);
    helper.expect("compare ");
    helper.say("words-match");
    presser.wait("Someone wants to see your screen");
    // No answer counts in the first second.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("Let them see my screen");
    helper.expect("viewing ");
    let window = lifeline(&display);
    display.run("xdotool", &["windowkill", &window.to_string()]);
    helper.expect("ended novice-closed");
    let journal = ours.path(".local/state/lifeline/journal.jsonl");
    eventually("the record has the end", || {
        std::fs::read_to_string(&journal).is_ok_and(|lines| lines.contains(r#""detail":"window-gone""#))
    });
    presser.wait("Another program closed Lifeline’s window, and with it the bar.");
    eventually("nobody waits any more", || {
        std::net::TcpStream::connect(&computer).is_err()
    });
}

/// The display itself ends, as when somebody logs out: there is no place for another window, and the record has the end.
#[test]
fn the_end_of_the_display_is_on_record() {
    let Some(mut asking) = Asking::under(Kind::None) else {
        return;
    };
    let mut expert = asking.share();
    let journal = asking.home.path(".local/state/lifeline/journal.jsonl");
    asking.display.end();
    expert.program.expect("ended ");
    eventually("the record has the end", || {
        std::fs::read_to_string(&journal).is_ok_and(|lines| lines.contains(r#""kind":"ended""#))
    });
}

/// Where nothing helps, nothing goes on unseen, and the helper is told why.
#[test]
fn what_cannot_be_shown_does_not_go_on() {
    let Some(mut asking) = Asking::under(Kind::None) else {
        return;
    };
    let mut expert = asking.share();
    asking.control(&mut expert);
    let mut fight = Fight::begin(&asking.display);
    expert.program.expect("control-ended ");
    expert.program.expect("paused bar-hidden");
    fight.end();
    asking.sees("the bar after the fight", BAR);
    asking.presser.wait("Something had hidden this bar");
    asking.presser.press("Resume");
    expert.program.expect("resumed");
    // Control does not come back by itself.
    assert!(
        expert
            .program
            .seen()
            .iter()
            .filter(|line| *line == "controlling")
            .count()
            == 1
    );
    let journal = std::fs::read_to_string(asking.home.path(".local/state/lifeline/journal.jsonl")).unwrap();
    assert!(journal.contains("bar-hidden"), "{journal}");
}

/// The helper presses what hides all windows on such a desktop.
fn shortcuts_under(kind: Kind) {
    let Some(mut asking) = Asking::under(kind) else { return };
    let mut expert = asking.share();
    asking.control(&mut expert);
    // i3 numbers only desktops that hold something, but names them all.
    let desktop = || {
        let bytes = text(&asking.display, root(&asking.display), "_NET_DESKTOP_NAMES");
        (
            bytes,
            values(&asking.display, root(&asking.display), "_NET_CURRENT_DESKTOP"),
        )
    };
    let before = desktop();
    for keys in ["super+d", "ctrl+alt+d", "ctrl+alt+right"] {
        expert.program.say(&format!("key {keys}"));
    }
    eventually("the last of them has arrived", || desktop() != before);
    asking.sees("the helper's shortcuts", BAR);
    assert!(!expert.program.has_said("paused"));
    // What is asked next is asked on the desktop that the helper went to.
    expert.program.say("release-control");
    expert.program.expect("control-ended given-back");
    asking.control(&mut expert);
    asking.presser.press("Stop sharing");
    expert.program.expect("ended novice-stopped");
}

#[test]
fn the_helpers_shortcuts_hide_nothing_under_openbox() {
    shortcuts_under(Kind::Openbox);
}

#[test]
fn the_helpers_shortcuts_hide_nothing_under_xfwm4() {
    shortcuts_under(Kind::Xfwm4);
}

#[test]
fn the_helpers_shortcuts_hide_nothing_under_i3() {
    shortcuts_under(Kind::I3);
}

/// Without a tray the window waits minimised, and comes when somebody does; here also without a session bus.
#[test]
fn who_comes_while_the_window_waits_minimised_is_seen() {
    for kind in [Kind::Openbox, Kind::Xfwm4, Kind::I3] {
        let display = Display::start(SCREEN.0, SCREEN.1);
        let Some(_manager) = Manager::start(kind, &display) else {
            continue;
        };
        let (anna, ours) = (Home::new(), Home::new());
        offers::run(&ours, &["helper", "add", &offers::key(&anna), "Anna"]);
        offers::run(&ours, &["helper", "offers", "view"]);
        let port = free_port();
        let mut command = ours.lifeline();
        command
            .env("DISPLAY", display.name())
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .args([
                "wait",
                "--background",
                "--listen",
                "127.0.0.1",
                "--port",
                &port.to_string(),
            ]);
        let _novice = Program::start("who waits", command);
        let window = lifeline(&display);
        let iconic = [3];
        // i3 minimises nothing.
        if kind != Kind::I3 {
            eventually("the window is put away", || {
                values(&display, window, "WM_STATE").first() == iconic.first()
            });
        }
        let computer = format!("127.0.0.1:{port}");
        eventually("it listens", || std::net::TcpStream::connect(&computer).is_ok());
        let mut helper = offers::offer(&anna, &computer, &[]);
        helper.expect("compare ");
        eventually(&format!("the words are in sight under {kind:?}"), || {
            is_in_sight(&display, window, QUESTION)
        });
        helper.say("words-match");
        eventually(&format!("the question is in sight under {kind:?}"), || {
            is_in_sight(&display, window, QUESTION)
        });
        display
            .screenshot()
            .save(&output_folder().join(format!("sight-{kind:?}-offered.png")));
    }
}

/// A notification and a sound call whoever does not look; neither says what a stranger calls themselves, and the
/// notification has no button: answers are given where the question can be read.
#[test]
fn a_question_calls_the_person() {
    let Some(mut asking) = Asking::under(Kind::None) else {
        return;
    };
    let connection = &asking.display.connection;
    connection.xkb_use_extension(1, 0).unwrap().reply().unwrap();
    let bell = xkb::EventType::BELL_NOTIFY;
    let details = xkb::SelectEventsAux::new();
    let keyboard = u16::from(xkb::ID::USE_CORE_KBD);
    connection
        .xkb_select_events(
            keyboard,
            xkb::EventType::from(0_u16),
            bell,
            xkb::MapPart::from(0_u16),
            xkb::MapPart::from(0_u16),
            &details,
        )
        .unwrap()
        .check()
        .unwrap();
    let mut expert = asking.expert();
    let told = asking.presser.notified("Someone asks to see your screen");
    assert!(!told.contains("Sam"), "{told}");
    assert_eq!(told.split(" / ").count(), 2, "nothing is answered there: {told}");
    eventually("a sound", || {
        std::iter::from_fn(|| connection.poll_for_event().unwrap())
            .any(|event| matches!(event, x11rb::protocol::Event::XkbBellNotify(_)))
    });
    asking.allow("Do not allow");
    expert.program.expect("ended refused");
    asking.presser.hushed();
}

/// While the screen is shared a sign in the tray says so. Its menu takes rights away and gives none, and it goes with the
/// session; the next one has its own.
#[test]
fn a_sign_in_the_tray_says_that_the_screen_is_shared_and_ends_it() {
    let Some(mut asking) = Asking::under(Kind::None) else {
        return;
    };
    let mut expert = asking.share();
    asking.presser.tray_says("Your helper can see your screen");
    asking.control(&mut expert);
    asking.presser.tray_says("Your helper can use your mouse and keyboard");
    asking.presser.choose("Take back control");
    expert.program.expect("control-ended by-novice");
    asking.presser.tray_says("Your helper can see your screen");
    asking.presser.choose("Pause");
    expert.program.expect("paused");
    asking.presser.tray_says("Sharing is paused");
    asking.presser.choose("Stop sharing");
    expert.program.expect("ended novice-stopped");
    asking.presser.tray_is_empty();
}

/// The terminal's question calls in the same way; its bell is `the_bell_rings_at_a_question_unless_no_sound_is_wanted`.
#[test]
fn a_question_on_the_terminal_calls_the_person() {
    let display = Display::start(SCREEN.0, SCREEN.1);
    let mut presser = Presser::start();
    let home = Home::new();
    let mut command = home.lifeline();
    command.env("DBUS_SESSION_BUS_ADDRESS", presser.bus());
    let mut novice = Novice::ask_with(home, command, &display, &[]);
    let mut expert = Expert::open(&novice, &[]);
    let told = presser.notified("Someone asks to see your screen");
    assert!(!told.contains("Sam"), "{told}");
    novice.answer("view", "y");
    presser.hushed();
    expert.program.expect("viewing ");
    expert.program.say("request-control");
    presser.notified("Your helper asks to use your mouse and keyboard");
    novice.answer("control", "n");
    presser.hushed();
}

/// Whoever switched the sounds off in the settings sees the notification, and hears nothing.
#[test]
fn a_question_on_the_terminal_makes_no_sound_where_none_is_wanted() {
    let display = Display::start(SCREEN.0, SCREEN.1);
    let mut presser = Presser::start();
    let home = Home::new();
    std::fs::create_dir_all(home.path(".config/lifeline")).unwrap();
    home.file(".config/lifeline/settings.json", r#"{"preferences": {"silent": true}}"#);
    let mut command = home.lifeline();
    command.env("DBUS_SESSION_BUS_ADDRESS", presser.bus());
    let novice = Novice::ask_with(home, command, &display, &[]);
    let _expert = Expert::open(&novice, &[]);
    let told = presser.notified("Someone asks to see your screen");
    assert!(told.ends_with(" / without a sound"), "{told}");
}

/// A bus that takes connections and never answers holds up nothing.
#[test]
fn a_silent_bus_holds_up_no_question() {
    silent_bus(&["wait"]);
}

/// Who waits for the sign in the tray shows the window instead.
#[test]
fn a_silent_bus_holds_up_no_background() {
    silent_bus(&["wait", "--background"]);
}

fn silent_bus(arguments: &[&str]) {
    let display = Display::start(SCREEN.0, SCREEN.1);
    let home = Home::new();
    let bus = home.path("bus");
    let _silent = std::os::unix::net::UnixListener::bind(&bus).unwrap();
    let (anna, ours) = (Home::new(), home);
    offers::run(&ours, &["helper", "add", &offers::key(&anna), "Anna"]);
    offers::run(&ours, &["helper", "offers", "view"]);
    let port = free_port().to_string();
    let mut command = ours.lifeline();
    command
        .env("DISPLAY", display.name())
        .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", bus.display()))
        .args(arguments)
        .args(["--listen", "127.0.0.1", "--port", &port]);
    let _novice = Program::start("who waits", command);
    let window = lifeline(&display);
    let computer = format!("127.0.0.1:{port}");
    eventually("it listens", || std::net::TcpStream::connect(&computer).is_ok());
    let mut helper = offers::offer(&anna, &computer, &[]);
    helper.expect("compare ");
    eventually("the words are in sight", || is_in_sight(&display, window, QUESTION));
    helper.say("words-match");
    // The keyboard is the question's: Esc is the refusal.
    std::thread::sleep(std::time::Duration::from_millis(2000));
    eventually("the question is in sight", || is_in_sight(&display, window, QUESTION));
    display.run("xdotool", &["key", "Escape"]);
    helper.expect("ended refused");
}

/// Neither a desktop bus nor a screen reader that stopped answering stands before the bar's buttons.
#[test]
fn stopped_buses_hold_up_neither_take_back_nor_stop() {
    let Some(mut asking) = Asking::under(Kind::None) else {
        return;
    };
    let mut expert = asking.share();
    asking.control(&mut expert);
    expert.program.say("key-down ctrl");
    eventually("a key is down", || !asking.display.held().0.is_empty());
    let take_back = asking.presser.place("Take back control");
    asking.presser.freeze();
    asking.click(take_back);
    asking.display.assert_nothing_is_held("the key is released");
    expert.program.expect("control-ended by-novice");
    // The bar has fewer buttons now; the last of them is where it was, at its right end.
    asking.sees("the bar after the buses stopped", BAR);
    asking.click(asking.stop());
    expert.program.expect("ended novice-stopped");
}

/// The first window with its title, the question and the bar.
#[test]
fn windows_fit_the_screens_of_small_and_old_computers() {
    for (width, height) in [(800, 600), (1366, 768)] {
        for kind in [Kind::None, Kind::Openbox] {
            let Some(mut asking) = Asking::on(Display::start(width, height), kind) else {
                continue;
            };
            eventually("the first window is on the screen", || {
                is_on_screen(&asking.display, asking.window)
            });
            let mut expert = asking.share();
            asking.presser.press("Stop sharing");
            expert.program.expect("ended novice-stopped");
        }
    }
}

/// Around what is shared, in the colour of the right that holds, over a program that fills the screen; and clicks pass
/// through it.
#[test]
fn a_border_says_what_is_shared_and_takes_no_click() {
    let palette = lifeline::app::tokens::palette(&egui::Visuals::light());
    let [seeing, controlling, paused] =
        [palette.seeing, palette.controlling, palette.paused].map(|colour| [colour.r(), colour.g(), colour.b()]);
    let Some(mut asking) = Asking::under(Kind::None) else {
        return;
    };
    let (width, height) = (usize::from(SCREEN.0), usize::from(SCREEN.1));
    // Of each side, away from the bar.
    let sides = [(20, 1), (20, height - 2), (1, height / 2), (width - 2, height / 2)];
    let colours = |picture: &Picture| {
        sides.map(|(x, y)| {
            let at = (y * width + x) * 3;
            <[u8; 3]>::try_from(&picture.rgb[at..at + 3]).unwrap()
        })
    };
    let is = |display: &Display, colour| colours(&display.screenshot()).iter().all(|one| *one == colour);
    let before = colours(&asking.display.screenshot());
    let mut expert = asking.share();
    eventually("the border says that they see", || is(&asking.display, seeing));
    eventually("the helper sees it, too", || {
        colours(&expert.snapshot()).iter().all(|one| *one == seeing)
    });
    let mut xev = asking.display.command("xev");
    let all = format!("{}x{}+0+0", SCREEN.0, SCREEN.1);
    xev.args(["-geometry", &all, "-event", "button"]);
    let mut xev = Program::start("a program that fills the screen", xev);
    asking.display.window("Event Tester");
    eventually("the border is above it", || is(&asking.display, seeing));
    asking.sees("the bar above the border", BAR);
    for (x, y) in sides {
        asking.click((i32::try_from(x).unwrap(), i32::try_from(y).unwrap()));
        let _ = xev.expect("ButtonPress");
        assert!(xev.expect("    root ").contains(&format!("root:({x},{y})")));
    }
    asking.control(&mut expert);
    eventually("the border says that they control", || is(&asking.display, controlling));
    asking.presser.press("Take back control");
    eventually("the border says that they see again", || is(&asking.display, seeing));
    asking.presser.press("Pause");
    eventually("the border says that it is paused", || is(&asking.display, paused));
    drop(xev);
    asking.presser.press("Stop sharing");
    eventually("the border is gone", || {
        let now = colours(&asking.display.screenshot());
        now.iter()
            .zip(&before)
            .all(|(now, before)| now == before || *now != paused)
    });
}

/// Whoever has no mouse calls the keyboard to the bar, from whichever program has it, and gives it back by Esc.
fn keyboard_under(kind: Kind) {
    let Some(mut asking) = Asking::under(kind) else { return };
    let xev = {
        let mut command = asking.display.command("xev");
        command.args(["-geometry", "300x200+20+500", "-event", "keyboard"]);
        Program::start("a program with the keyboard", command)
    };
    let program = asking.display.window("Event Tester");
    let focus = |display: &Display| display.connection.get_input_focus().unwrap().reply().unwrap().focus;
    // A window manager may give it to a window of its own in that one's place.
    let bar = asking.window;
    let keys = |display: &Display, keys: &str| display.run("xdotool", &["key", keys]);
    let mut expert = asking.share();
    if kind == Kind::None {
        let parent = x11rb::protocol::xproto::InputFocus::PARENT;
        let given = asking
            .display
            .connection
            .set_input_focus(parent, program, x11rb::CURRENT_TIME);
        given.unwrap().check().unwrap();
    }
    eventually("the bar takes the keyboard from nobody", || {
        focus(&asking.display) != bar
    });
    let before = focus(&asking.display);
    // No other keys call it, and nothing that only begins like it.
    keys(&asking.display, "ctrl+space");
    keys(&asking.display, "ctrl+shift+alt+space");
    keys(&asking.display, "ctrl+alt+space");
    eventually("the bar has the keyboard", || focus(&asking.display) == bar);
    asking.presser.keyboard_at("Stop sharing");
    keys(&asking.display, "Escape");
    eventually("the keyboard is back where it was", || focus(&asking.display) == before);
    keys(&asking.display, "ctrl+alt+space");
    asking.presser.keyboard_at("Stop sharing");
    // By Tab round to the first button.
    keys(&asking.display, "Tab");
    asking.presser.keyboard_at("Pause");
    asking
        .display
        .screenshot()
        .save(&output_folder().join(format!("bar-keyboard-{kind:?}.png")));
    keys(&asking.display, "Return");
    expert.program.expect("paused");
    asking.presser.keyboard_at("Resume");
    keys(&asking.display, "space");
    expert.program.expect("resumed");
    keys(&asking.display, "Escape");
    eventually("the keyboard is back again", || focus(&asking.display) == before);
    assert!(!expert.program.has_said("ended"));
    drop(xev);
    asking.control(&mut expert);
    // The helper's keys do not call it, neither while they control nor as control ends.
    let had = focus(&asking.display);
    assert_ne!(had, bar);
    for _ in 0..20 {
        expert.program.say("key ctrl+alt+space");
    }
    expert.program.say("key Escape");
    expert.program.say("release-control");
    expert.program.expect("control-ended given-back");
    asking.presser.wait("They gave control back.");
    assert_ne!(
        focus(&asking.display),
        bar,
        "the helper's keys gave the keyboard to the bar"
    );
    keys(&asking.display, "ctrl+alt+space");
    asking.presser.keyboard_at("Stop sharing");
    keys(&asking.display, "Return");
    expert.program.expect("ended novice-stopped");
}

#[test]
fn the_bar_is_used_by_the_keyboard_alone_without_a_window_manager() {
    keyboard_under(Kind::None);
}

#[test]
fn the_bar_is_used_by_the_keyboard_alone_under_openbox() {
    keyboard_under(Kind::Openbox);
}

#[test]
fn the_bar_is_used_by_the_keyboard_alone_under_xfwm4() {
    keyboard_under(Kind::Xfwm4);
}

#[test]
fn the_bar_is_used_by_the_keyboard_alone_under_i3() {
    keyboard_under(Kind::I3);
}
