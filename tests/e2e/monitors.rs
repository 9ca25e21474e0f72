//! A computer with two monitors: a question is on both, and answered on the one where the person is; a helper sees
//! both, or the one that they choose.

use x11rb::CURRENT_TIME;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, InputFocus, MapState, Window};

use super::display::{Display, Picture, eventually};
use super::freerdp;
use super::manager::{Kind, cover, root};
use super::pair::{Home, Novice, output_folder};
use super::program::Program;
use super::sight::Asking;
use super::window::Presser;

const MONITOR: (u16, u16) = (800, 720);
/// Of the colours that are compared, so many must be the same: a second may pass between two looks.
const SAME: f64 = 0.97;

type Place = (i32, i32, i32, i32);

fn place(display: &Display, window: Window) -> Place {
    let geometry = display.connection.get_geometry(window).unwrap().reply().unwrap();
    let (x, y) = (i32::from(geometry.x), i32::from(geometry.y));
    (x, y, i32::from(geometry.width), i32::from(geometry.height))
}

/// The windows at the top that bear Lifeline's mark and are there to be seen.
fn own_windows(display: &Display) -> Vec<Window> {
    let connection = &display.connection;
    let mark = connection.intern_atom(false, b"_LIFELINE_WINDOW").unwrap();
    let mark = mark.reply().unwrap().atom;
    let tree = connection.query_tree(root(display)).unwrap().reply().unwrap();
    let is_ours = |window: &Window| {
        let attributes = connection.get_window_attributes(*window).unwrap().reply();
        let marked = connection
            .get_property(false, *window, mark, AtomEnum::ANY, 0, 1)
            .unwrap();
        let marked = marked.reply().is_ok_and(|property| property.value_len > 0);
        marked && attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    };
    tree.children.into_iter().filter(is_ours).collect()
}

/// How much of the one area looks as the other.
fn likeness(screen: &Picture, (x, y, width, height): Place, (other_x, other_y, ..): Place) -> f64 {
    let at = |x: i32, y: i32| {
        let pixel = (y * i32::from(screen.width) + x) as usize * 3;
        &screen.rgb[pixel..pixel + 3]
    };
    let same = (0..height)
        .flat_map(|down| (0..width).map(move |right| (right, down)))
        .filter(|(right, down)| at(x + right, y + down) == at(other_x + right, other_y + down))
        .count();
    same as f64 / f64::from(width * height)
}

/// The question is on this monitor, the left one being the first, and its like on the other.
fn is_on_both(asking: &Asking, monitor: i32) -> bool {
    let width = i32::from(MONITOR.0);
    let question = place(&asking.display, asking.window);
    let mirrors: Vec<_> = own_windows(&asking.display)
        .into_iter()
        .filter(|window| *window != asking.window)
        .map(|window| place(&asking.display, window))
        .collect();
    let [mirror] = mirrors[..] else { return false };
    let whole = |(x, _, wide, _): Place, monitor: i32| x >= monitor * width && x + wide <= (monitor + 1) * width;
    whole(question, monitor)
        && whole(mirror, 1 - monitor)
        && likeness(&asking.display.screenshot(), question, mirror) > SAME
}

#[test]
fn a_question_is_on_every_monitor_and_answered_on_the_one_that_is_pressed() {
    let display = Display::start(2 * MONITOR.0, MONITOR.1);
    display.divide(&[("LEFT", "800x720+0+0"), ("RIGHT", "800x720+800+0")]);
    display.run("xdotool", &["mousemove", "400", "700"]);
    let Some(mut asking) = Asking::on(display, Kind::None) else {
        return;
    };
    let mut expert = asking.expert();
    asking.presser.wait("wants to see your screen");
    eventually("the question is on the left, and its like on the right", || {
        is_on_both(&asking, 0)
    });
    asking
        .display
        .screenshot()
        .save(&output_folder().join("monitors-left.png"));

    // Whatever is put over it, as over the question itself.
    cover(&asking.display, (900, 100), (500, 500));
    eventually("it is above what covered it", || is_on_both(&asking, 0));

    // No answer counts in the first second, and a press over there is none at all.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    let (x, y) = asking.presser.place("Do not allow");
    asking.click((x + i32::from(MONITOR.0), y));
    eventually(
        "the question has come to the right, and its like is on the left",
        || is_on_both(&asking, 1),
    );
    assert!(
        !expert.program.has_said("ended"),
        "a press on the other monitor was an answer"
    );
    asking
        .display
        .screenshot()
        .save(&output_folder().join("monitors-right.png"));

    // There it is answered, by the same press once more.
    asking.click((x + i32::from(MONITOR.0), y));
    expert.program.expect("ended refused");
    eventually("there is one window again", || {
        own_windows(&asking.display) == [asking.window]
    });
}

/// Left the main one, and right of it a smaller one that begins further down.
const TWO: [(&str, &str); 2] = [("*LEFT", "640x480+0+0"), ("RIGHT", "500x400+640+60")];
const RIGHT: (usize, usize, usize, usize) = (640, 60, 500, 400);

fn two_monitors(seed: u32) -> Display {
    let screen = Display::start(1140, 480);
    screen.divide(&TWO);
    screen.paint(&Picture::known(1140, 480, seed));
    screen.run("xdotool", &["mousemove", "10", "10"]);
    screen
}

fn cut(picture: &Picture, (left, top, width, height): (usize, usize, usize, usize)) -> Picture {
    let stride = usize::from(picture.width) * 3;
    let rows = picture.rgb.chunks_exact(stride).skip(top).take(height);
    Picture {
        width: width.try_into().unwrap(),
        height: height.try_into().unwrap(),
        rgb: rows
            .flat_map(|row| &row[left * 3..(left + width) * 3])
            .copied()
            .collect(),
    }
}

/// A helper's window that sees such a computer.
struct Viewer {
    screen: Display,
    display: Display,
    novice: Novice,
    presser: Presser,
    home: Home,
}

impl Viewer {
    fn new(screen: Display) -> Self {
        let display = Display::start(1400, 900);
        let mut novice = Novice::ask(&screen, &[]);
        let mut presser = Presser::start();
        let home = presser.launch_helper(&display, &novice);
        novice.allow("view");
        novice.program.expect("viewing");
        presser.wait("The screen of the person you help");
        Self {
            screen,
            display,
            novice,
            presser,
            home,
        }
    }

    /// Waits until the window shows this part of the screen, pixel for pixel, and nothing of the other monitor beside
    /// it. Gives its place in the window.
    fn shows(&mut self, part: (usize, usize, usize, usize)) -> (usize, usize) {
        let mut place = None;
        eventually("the window shows that monitor", || {
            let (window, wanted) = (self.display.screenshot(), cut(&self.screen.screenshot(), part));
            place = find(&window, &wanted);
            place.is_some()
        });
        place.unwrap()
    }

    fn saves(&mut self, wanted: &Picture) {
        let mut number = 0;
        eventually("the picture that is saved is what is shown", || {
            number += 1;
            let saved = self.home.path(&format!("seen-{number}.png"));
            self.presser.press("Save picture");
            self.presser.write("Save the picture as", &saved.display().to_string());
            self.presser.press("Save picture here");
            eventually("the picture is saved", || image::open(&saved).is_ok());
            let saved = Picture::read(&saved);
            (saved.width, saved.height) == (wanted.width, wanted.height) && saved.mean_error(wanted) < 2.0
        });
    }
}

/// Where the one picture is in the other.
pub fn find(window: &Picture, wanted: &Picture) -> Option<(usize, usize)> {
    let (width, height) = (usize::from(wanted.width), usize::from(wanted.height));
    let stride = usize::from(window.width);
    let fits = |x: usize, y: usize| {
        (0..height).all(|line| {
            let at = ((y + line) * stride + x) * 3;
            window.rgb[at..at + width * 3] == wanted.rgb[line * width * 3..(line + 1) * width * 3]
        })
    };
    let places = (0..=usize::from(window.height).checked_sub(height)?)
        .flat_map(|y| (0..=stride - width.min(stride)).map(move |x| (x, y)));
    places.into_iter().find(|(x, y)| fits(*x, *y))
}

#[test]
fn a_helper_chooses_the_monitor_and_works_there() {
    let mut viewer = Viewer::new(two_monitors(21));
    let (_, _, width, height) = RIGHT;
    viewer.presser.press("Actual size");
    viewer.presser.press("All screens");
    viewer
        .display
        .screenshot()
        .save(&output_folder().join("screens-menu.png"));
    viewer.presser.press("Screen 2");
    let (left, top) = viewer.shows(RIGHT);
    viewer.display.screenshot().save(&output_folder().join("screen-2.png"));
    // What is beside it is the window's own colour: nothing of the other monitor.
    let window = viewer.display.screenshot();
    let at = |x: usize, y: usize| window.rgb[(y * usize::from(window.width) + x) * 3..][..3].to_vec();
    let beside = at(left - 2, top + height / 2);
    for (x, y) in [
        (left - 1, top),
        (left + width, top + height - 1),
        (left - 1, top + height - 1),
    ] {
        assert_eq!(at(x, y), beside, "{x}, {y}");
    }
    let wanted = cut(&viewer.screen.screenshot(), RIGHT);
    viewer.saves(&wanted);

    let mut xev = viewer.screen.command("xev");
    xev.args(["-geometry", "300x300+700+100", "-event", "button"]);
    let mut xev = Program::start("xev", xev);
    viewer.screen.window("Event Tester");
    viewer.presser.press("Request control");
    viewer.novice.allow("control");
    viewer.novice.program.expect("controlling");
    viewer.presser.wait("You can use their mouse and keyboard");
    // What the window says under the picture may have moved it.
    let (left, top) = viewer.shows(RIGHT);
    let (x, y) = ((left + 110).to_string(), (top + 90).to_string());
    viewer.display.run("xdotool", &["mousemove", &x, &y]);
    // Without a window manager nobody gives the keyboard to the window that is clicked on.
    let connection = &viewer.display.connection;
    let under = connection
        .query_pointer(root(&viewer.display))
        .unwrap()
        .reply()
        .unwrap()
        .child;
    let focus = connection.set_input_focus(InputFocus::POINTER_ROOT, under, CURRENT_TIME);
    focus.unwrap().check().unwrap();
    viewer.display.run("xdotool", &["click", "3"]);
    let _ = xev.expect("ButtonPress");
    assert!(xev.expect("    root ").contains("root:(750,150)"));
}

/// Monitors that come and go during a session are followed, and a choice that is there no more is none.
#[test]
fn a_helper_follows_monitors_that_are_plugged_in() {
    let screen = Display::start(1140, 480);
    screen.paint(&Picture::known(1140, 480, 22));
    screen.run("xdotool", &["mousemove", "10", "10"]);
    let mut viewer = Viewer::new(screen);
    viewer.presser.press("Actual size");
    viewer.shows((100, 0, 1000, 100));
    viewer.screen.divide(&TWO);
    viewer.presser.press("All screens");
    viewer.presser.press("Screen 2");
    viewer.shows(RIGHT);
    viewer.screen.run("xrandr", &["--delmonitor", "LEFT"]);
    viewer.screen.run("xrandr", &["--delmonitor", "RIGHT"]);
    viewer.shows((100, 0, 1000, 100));
}

/// Programs that make nothing of the monitors show the whole picture.
fn freerdp_sees_both_monitors(client: &freerdp::Client) {
    let (screen, helper) = (two_monitors(23), Display::start(1140, 480));
    let mut novice = Novice::ask(&screen, &[]);
    let _freerdp = client.open(&novice, &helper, &["/gfx"]);
    novice.allow("view");
    novice.program.expect("viewing");
    freerdp::shows(&helper, &screen);
    screen.run("xrandr", &["--delmonitor", "RIGHT"]);
    screen.run("xrandr", &["--setmonitor", "FURTHER", "500/100x480/100+640+0", "none"]);
    screen.paint(&Picture::known(1140, 480, 24));
    freerdp::shows(&helper, &screen);
}

freerdp::with_each_version! {
    freerdp_sees_both_monitors
}
