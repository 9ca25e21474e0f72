//! One helper and two people at once: a second viewer opens beside the first, and each has its own session and its own
//! end.

use std::path::Path;

use x11rb::protocol::xproto::ConnectionExt as _;

use super::display::{Display, Picture, eventually};
use super::manager::{text, values};
use super::pair::{Home, Novice};
use super::program::Program;
use super::window::Presser;

/// A helper's desktop, and two people who need help.
struct Desk {
    display: Display,
    home: Home,
    screens: [Display; 2],
    novices: [Novice; 2],
    /// Each viewer is pressed in an accessibility session of its own: both have the same buttons.
    hands: [Presser; 2],
}

impl Desk {
    fn new() -> Self {
        let screens = [5, 6].map(|seed| {
            let screen = Display::start(640, 480);
            screen.paint(&Picture::known(640, 480, seed));
            screen
        });
        let novices = [0, 1].map(|one: usize| Novice::ask(&screens[one], &[]));
        Self {
            display: Display::start(2560, 900),
            home: Home::new(),
            novices,
            screens,
            hands: [Presser::start(), Presser::start()],
        }
    }

    /// What a double click on the invitation runs, up to the view.
    fn open(&mut self, one: usize) {
        let ticket = self.novices[one].ticket.display().to_string();
        self.hands[one].launch_at_home(&self.display, &self.home, &[&ticket]);
        // The name is remembered.
        if one == 0 {
            self.hands[one].write("Your name", "Sam");
        }
        self.hands[one].write("Password", &self.novices[one].password);
        self.hands[one].press("Connect");
        self.novices[one].allow("view");
        self.novices[one].program.expect("viewing");
        self.hands[one].wait("The screen of the person you help");
    }

    /// Waits until this viewer shows what this person's display shows.
    fn sees(&mut self, one: usize) {
        let mut errors = Vec::new();
        while errors.last().is_none_or(|&error| error >= 2.0) {
            assert!(errors.len() < 20, "viewer {one}: the pictures differ by {errors:?}");
            let saved = self.home.path(&format!("seen-{one}-{}.png", seen(&self.home)));
            self.hands[one].press("Save picture");
            self.hands[one].write("Save the picture as", &saved.display().to_string());
            self.hands[one].press("Save picture here");
            eventually("the picture is saved", || image::open(&saved).is_ok());
            errors.push(Picture::read(&saved).mean_error(&self.screens[one].screenshot()));
        }
    }

    /// The helper's windows: each with the process that it belongs to and its title.
    fn windows(&self) -> Vec<(u32, u32, String)> {
        let found = self
            .display
            .command("xdotool")
            .args(["search", "--onlyvisible", "--name", "Lifeline$"])
            .output()
            .unwrap();
        let ids = String::from_utf8_lossy(&found.stdout).into_owned();
        ids.lines()
            .filter_map(|id| id.parse().ok())
            .filter_map(|window| {
                let process = values(&self.display, window, "_NET_WM_PID").first().copied()?;
                let title = String::from_utf8(text(&self.display, window, "_NET_WM_NAME")).unwrap();
                Some((window, process, title))
            })
            .collect()
    }

    /// The one window that there is when all others have gone.
    fn only_window(&self) -> (u32, u32, String) {
        eventually("one window is left", || self.windows().len() == 1);
        self.windows().remove(0)
    }

    /// Another start of the program, which leads to a window that is there.
    fn second_start(&self) {
        let mut command = self.home.lifeline();
        command.env("DISPLAY", self.display.name());
        assert_eq!(Program::start("another start", command).exit_code(), 0);
    }
}

/// How many pictures were saved in this home.
fn seen(home: &Home) -> usize {
    let entries = std::fs::read_dir(home.path("")).unwrap();
    let is_picture = |path: &Path| path.extension().is_some_and(|ending| ending == "png");
    entries
        .filter(|entry| is_picture(&entry.as_ref().unwrap().path()))
        .count()
}

fn place(display: &Display, window: u32) -> (i16, i16) {
    let geometry = display.connection.get_geometry(window).unwrap().reply().unwrap();
    (geometry.x, geometry.y)
}

#[test]
fn two_people_are_helped_at_once_and_the_end_of_one_is_none_of_the_others() {
    let mut desk = Desk::new();
    desk.open(0);
    let (_, first, title) = desk.only_window();
    assert!(
        title.contains('“'),
        "it bears the name of the person who is helped: {title}"
    );
    desk.open(1);
    let windows = desk.windows();
    assert_eq!(windows.len(), 2, "{windows:?}");
    assert_ne!(windows[0].1, windows[1].1, "each is a process of its own");
    assert_ne!(
        place(&desk.display, windows[0].0),
        place(&desk.display, windows[1].0),
        "the one hides the other"
    );
    // Side by side, as a person moves them: what is hidden entirely is not drawn.
    let left = windows.iter().find(|(_, process, _)| *process == first).unwrap();
    desk.display
        .run("xdotool", &["windowmove", &left.0.to_string(), "0", "0"]);
    let right = windows.iter().find(|(_, process, _)| *process != first).unwrap();
    desk.display
        .run("xdotool", &["windowmove", &right.0.to_string(), "1280", "0"]);
    desk.sees(0);
    desk.sees(1);
    desk.display
        .screenshot()
        .save(&super::pair::output_folder().join("two-viewers.png"));

    // The end of the second one. Its window leads away: the start belongs to the first.
    desk.hands[1].press("End");
    desk.novices[1].program.expect("ended ");
    desk.hands[1].press("Close this window");
    assert_eq!(desk.only_window().1, first);

    desk.screens[0].paint(&Picture::known(640, 480, 7));
    desk.sees(0);
    assert!(!desk.novices[0].program.has_said("ended "));
    // What is started now is the window that is there.
    desk.second_start();
    assert_eq!(desk.only_window().1, first);
}

#[test]
fn the_first_window_is_closed_and_the_second_viewer_goes_on() {
    let mut desk = Desk::new();
    desk.open(0);
    let (window, ..) = desk.only_window();
    desk.open(1);
    desk.display.close_window(window);
    desk.novices[0].program.expect("ended ");
    let (_, second, _) = desk.only_window();

    desk.screens[1].paint(&Picture::known(640, 480, 8));
    desk.sees(1);
    assert!(!desk.novices[1].program.has_said("ended "));
    // It is the only one now: other starts lead to it, and it to the start.
    desk.second_start();
    assert_eq!(desk.only_window().1, second);
    desk.hands[1].press("End");
    desk.novices[1].program.expect("ended ");
    desk.hands[1].press("Back to the start");
    desk.hands[1].press("Help someone");
    desk.hands[1].wait("You helped these people before");
    desk.second_start();
    assert_eq!(desk.only_window().1, second);
}
