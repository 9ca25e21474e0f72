//! The picture in the viewer on a Wayland desktop, painted on a surface of its own.

use super::display::{Display, Picture, eventually};
use super::own_keyboard::{ALT, CTRL, K, OwnKeyboard};
use super::pair::{Home, Novice, output_folder};
use super::program::Program;
use super::sway::{Output, Sway};

/// evdev's codes.
const ESC: u32 = 1;
const ONE: u32 = 2;
const I: u32 = 23;

/// The pointer of the screen, which its own pictures lack.
const POINTER: usize = 32 * 32;

/// What only the surface's thread says of a picture.
const PAINTED: &str = "from the wire to the display";

/// A helper's window on a Wayland desktop, with the picture of a screen in its own size.
struct Viewer {
    sway: Sway,
    keyboard: OwnKeyboard,
    program: Program,
    display: Display,
    novice: Novice,
    _home: Home,
}

impl Viewer {
    fn open(output: Output) -> Option<Self> {
        let sway = Sway::start(&[output])?;
        let display = Display::start(480, 360);
        display.paint(&Picture::known(480, 360, 1));
        let mut novice = Novice::ask(&display, &[]);
        let home = Home::new();
        let mut keyboard = OwnKeyboard::plug_in(&sway.socket(), "us");
        let mut command = home.lifeline();
        sway.dress(&mut command);
        command
            .args(["open", "--name", "Sam"])
            .arg(&novice.ticket)
            .arg("--password-file")
            .arg(home.file("password", &novice.password))
            .env("LIFELINE_LOG", "lifeline=trace,info");
        let program = Program::start("viewer", command);
        novice.allow("view");
        novice.program.expect("viewing");
        sway.window("Lifeline");
        let wanted = display.screenshot();
        eventually("the picture has its own size", || {
            keyboard.press(&[CTRL, ALT, ONE]);
            place_in(&sway.screenshot(1), &wanted).is_some()
        });
        Some(Self {
            sway,
            keyboard,
            program,
            display,
            novice,
            _home: home,
        })
    }

    /// Waits until the whole picture of the screen is somewhere in the window, to the last pixel but for the pointer's.
    fn shows_all(&self, what: &str) {
        let wanted = self.display.screenshot();
        let mut shot = self.sway.screenshot(1);
        let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            eventually(what, || {
                shot = self.sway.screenshot(1);
                place_in(&shot, &wanted).is_some()
            });
        }));
        if let Err(failure) = seen {
            shot.save(&output_folder().join("wayland-picture.png"));
            std::panic::resume_unwind(failure);
        }
    }

    fn covers(&mut self, keys: &[u32], what: &str) {
        let wanted = self.display.screenshot();
        let place = place_in(&self.sway.screenshot(1), &wanted).expect("the picture is seen");
        self.keyboard.press(keys);
        let stays = |shot: &Picture| {
            let others = differing(shot, &wanted, place);
            others > 4 * POINTER && others < wanted.rgb.len() / 3
        };
        let mut shot = self.sway.screenshot(1);
        eventually(what, || {
            shot = self.sway.screenshot(1);
            stays(&shot)
        });
        shot.save(&output_folder().join(format!("wayland-{}.png", what.replace(' ', "-"))));
    }
}

fn row(picture: &Picture, x: usize, y: usize, width: usize) -> Option<&[u8]> {
    let start = (y * usize::from(picture.width) + x) * 3;
    picture.rgb.get(start..start + width * 3)
}

/// Where in a larger picture the other one is.
fn place_in(shot: &Picture, wanted: &Picture) -> Option<(usize, usize)> {
    let (width, height) = (usize::from(wanted.width), usize::from(wanted.height));
    let across = usize::from(shot.width).checked_sub(width)?;
    let down = usize::from(shot.height).checked_sub(height)?;
    let first = row(wanted, 0, 0, width)?;
    let places = (0..=down).flat_map(|y| (0..=across).map(move |x| (x, y)));
    let mut begins = places.filter(|(x, y)| row(shot, *x, *y, width) == Some(first));
    begins.find(|place| differing(shot, wanted, *place) <= POINTER)
}

/// How many pixels differ there.
fn differing(shot: &Picture, wanted: &Picture, (left, top): (usize, usize)) -> usize {
    let width = usize::from(wanted.width);
    let rows = (0..usize::from(wanted.height)).filter_map(|y| {
        let pair = (row(shot, left, top + y, width)?, row(wanted, 0, y, width)?);
        Some(pair)
    });
    rows.map(|(seen, wanted)| {
        let pairs = seen.chunks_exact(3).zip(wanted.chunks_exact(3));
        pairs.filter(|(seen, wanted)| seen != wanted).count()
    })
    .sum()
}

#[test]
fn a_wayland_viewer_paints_the_picture_past_the_toolkit_and_what_covers_it_is_seen() {
    let Some(mut viewer) = Viewer::open(Output(1280, 900, 1.0)) else {
        return;
    };
    viewer.shows_all("the picture is there");
    eventually("a surface of its own shows it", || {
        viewer.program.notes().contains(PAINTED)
    });
    viewer.display.paint(&Picture::known(480, 360, 2));
    viewer.shows_all("what changed is there");

    // A sheet, and figures that stay, lie over it; what changes meanwhile is seen around them and after them.
    for (keys, away, what) in [
        (&[CTRL, ALT, K], &[ESC][..], "the sheet lies over the picture"),
        (&[CTRL, ALT, I], &[CTRL, ALT, I][..], "figures lie over the picture"),
    ] {
        viewer.covers(keys, what);
        viewer.display.paint(&Picture::known(480, 360, 3));
        viewer.keyboard.press(away);
        viewer.shows_all("the picture is whole again");
        let painted = viewer.program.notes().matches(PAINTED).count();
        viewer.display.paint(&Picture::known(480, 360, 4));
        viewer.shows_all("what changed afterwards is there");
        eventually("by the surface again", || {
            viewer.program.notes().matches(PAINTED).count() > painted
        });
    }
    // Its end takes the surface away, and the window stays.
    viewer.novice.program.say("stop");
    let wanted = viewer.display.screenshot();
    eventually("the picture is gone", || {
        place_in(&viewer.sway.screenshot(1), &wanted).is_none()
    });
    viewer.sway.window("Lifeline");
}

/// The edges of the picture may be half units of the desktop there.
#[test]
fn a_wayland_viewer_is_as_sharp_at_twice_the_scale() {
    let Some(viewer) = Viewer::open(Output(2560, 1800, 2.0)) else {
        return;
    };
    viewer.shows_all("the picture is there");
    viewer.display.paint(&Picture::known(480, 360, 2));
    viewer.shows_all("what changed is there");
}

/// The window's connection belongs to another library: whoever still speaks to it then must not bring the program down.
#[test]
fn a_wayland_viewer_ends_in_order_when_it_is_closed() {
    let Some(mut viewer) = Viewer::open(Output(1280, 900, 1.0)) else {
        return;
    };
    viewer.sway.tell("[app_id=\".*\"] kill");
    assert_eq!(viewer.program.exit_code(), 0);
    viewer.novice.program.expect("ended helper-left");
}

#[test]
fn a_wayland_viewer_says_goodbye_when_the_desktop_ends() {
    let Some(mut viewer) = Viewer::open(Output(1280, 900, 1.0)) else {
        return;
    };
    viewer.sway.signal(rustix::process::Signal::KILL);
    viewer.novice.program.expect("ended helper-left");
    assert!(viewer.program.end().code().is_some());
}
