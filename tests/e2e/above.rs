//! The bar on a Wayland desktop, and the border around what is shared: above all windows, pressed by the person's own
//! mouse, and never by the helper's.

pub mod question;

use std::path::PathBuf;

use rustix::process::Signal;

use super::display::{Picture, eventually};
use super::own_pointer::OwnPointer;
use super::pair::{Expert, Home, output_folder};
use super::port::free_port;
use super::program::Program;
use super::surroundings;
use super::sway::{BACKGROUND, Output, Sway};
use super::test_portal::TestPortal;
use super::window::Presser;

/// The colours of Stop, and of a bar that says that somebody sees the screen or controls it: nothing else has them.
pub const STOP: [u8; 3] = [0xB9, 0x1C, 0x1C];
pub const SEEING: [u8; 3] = [0x0A, 0x5B, 0xB5];
pub const CONTROLLING: [u8; 3] = [0xA3, 0x5C, 0x00];
const PAUSED: [u8; 3] = [0x6B, 0x70, 0x75];
const SURFACE: [u8; 3] = [0xFF; 3];
/// Of a bar's rim, in points.
const RIM: f32 = 2.0;
/// Of the border around what is shared, in points.
const BORDER: f32 = 4.0;
const PASSWORD: &str = "ABCD-EFGH-JKLM";

/// A person on a Wayland desktop who shows their screen to a helper.
struct Sharing {
    sway: Sway,
    outputs: Vec<Output>,
    pointer: OwnPointer,
    _portal: TestPortal,
    presser: Presser,
    expert: Expert,
    home: Home,
}

impl Sharing {
    /// On outputs that stand side by side, the first of which is shared.
    fn begin(outputs: &[Output]) -> Option<Self> {
        Self::begin_with(outputs, 1)
    }

    /// The same with this one, counted from 1.
    fn begin_with(outputs: &[Output], shared: usize) -> Option<Self> {
        let mut sharing = Self::asked(outputs, shared)?;
        // No answer counts in the first second.
        std::thread::sleep(std::time::Duration::from_millis(1200));
        sharing.presser.press("I called them");
        sharing.presser.press("Let them see my screen");
        sharing.expert.program.expect("viewing ");
        Some(sharing)
    }

    /// The person is asked whether the helper may see the screen.
    fn asked(outputs: &[Output], shared: usize) -> Option<Self> {
        let sway = Sway::start(outputs)?;
        let points = |pixels: u16, scale: f32| (f32::from(pixels) / scale).ceil() as u32;
        let across = outputs.iter().map(|output| points(output.0, output.2)).sum();
        let down = outputs.iter().map(|output| points(output.1, output.2)).max().unwrap();
        let pointer = OwnPointer::plug_in(&sway.socket(), (across, down));
        let mut presser = Presser::start();
        let portal = TestPortal::start_on(presser.bus())?;
        let Output(width, height, scale) = outputs[shared - 1];
        let left: u32 = outputs[..shared - 1]
            .iter()
            .map(|output| points(output.0, output.2))
            .sum();
        let [left, across, down] =
            [left, points(width, scale), points(height, scale)].map(|at| i32::try_from(at).unwrap());
        portal.place((left, 0));
        portal.units((across, down));
        let picture = Picture::known(width, height, 1);
        portal.screen.show(&picture, &[]);
        let home = Home::new();
        let ticket = home.path("help.msrcIncident");
        let file = home.file("password", PASSWORD).display().to_string();
        let (name, port) = (ticket.display().to_string(), free_port().to_string());
        let words = [
            "ask",
            "--listen",
            "127.0.0.1",
            "--port",
            &port,
            "--password-file",
            &file,
            "--save",
            &name,
        ];
        presser.launch_on_wayland(&sway, Some(&portal), &home, &words);
        eventually("the invitation is saved", || ticket.exists());
        let password = presser.read("Password to tell your helper");
        let expert = Expert::open_ticket(&ticket, &password, &[]);
        presser.wait("wants to see your screen");
        Some(Self {
            pointer,
            sway,
            outputs: outputs.to_vec(),
            _portal: portal,
            presser,
            expert,
            home,
        })
    }

    fn gives_control(&mut self) {
        self.expert.program.say("request-control");
        self.presser.wait("May they use your mouse and keyboard");
        // No answer counts in the first second.
        std::thread::sleep(std::time::Duration::from_millis(1200));
        self.presser.press("Let them use my mouse and keyboard");
        self.expert.program.expect("controlling");
    }

    /// A terminal that fills an output, and writes down what it gets.
    fn cover(&self, output: usize) -> (Program, PathBuf) {
        self.sway.tell(&format!("focus output HEADLESS-{output}"));
        let file = self.home.path(&format!("typed-{output}"));
        let script = format!(
            "stty raw -echo; printf '\\033[?1000h\\033[?1006h'; printf ready > '{0}.ready'; exec cat > '{0}'",
            file.display()
        );
        let mut command = surroundings::command("foot");
        self.sway.dress(&mut command);
        let title = format!("cover-{output}");
        command
            .env("XDG_RUNTIME_DIR", self.home.path("run"))
            .args([
                "--config=/dev/null",
                "--fullscreen",
                "--override=locked-title=yes",
                "--override=pad=0x0",
            ])
            .arg(format!("--title={title}"))
            .args(["sh", "-c", &script]);
        let foot = Program::start("foot", command);
        let ready = file.with_extension("ready");
        eventually("the terminal", || ready.exists());
        self.sway.window(&title);
        eventually("the terminal fills the screen", || {
            let shot = self.sway.screenshot(output);
            let (x, y) = (usize::from(shot.width) / 2, usize::from(shot.height) / 2);
            colour_at(&shot, x, y) != BACKGROUND
        });
        (foot, file)
    }

    /// The picture of an output, once this colour is on it, and where.
    fn shows(&self, output: usize, colour: [u8; 3], what: &str) -> (Picture, Area) {
        let mut seen = None;
        eventually(what, || {
            let shot = self.sway.screenshot(output);
            shot.save(&output_folder().join(format!("above-{}.png", what.replace(' ', "-"))));
            let inside = Area::of(&shot).shrunk(self.border_of(output));
            seen = area_in(&shot, inside, colour).map(|area| (shot, area));
            seen.is_some()
        });
        seen.unwrap()
    }

    /// How wide a border of an output is in its pixels.
    fn border_of(&self, output: usize) -> usize {
        (BORDER * self.outputs[output - 1].2) as usize
    }

    /// Waits until there is a border of this colour on an output, as wide as it should be.
    fn is_surrounded(&self, output: usize, colour: [u8; 3], what: &str) {
        let border = self.border_of(output);
        eventually(what, || {
            let shot = self.sway.screenshot(output);
            shot.save(&output_folder().join(format!("above-{}.png", what.replace(' ', "-"))));
            is_surrounded(&shot, border, colour)
        });
    }
}

/// All that lies so near the edge has this colour, and left and right of the middle nothing that lies less near.
pub fn is_surrounded(picture: &Picture, border: usize, colour: [u8; 3]) -> bool {
    let (width, height) = (usize::from(picture.width), usize::from(picture.height));
    let inside = Area::of(picture).shrunk(border);
    let pixels = picture.rgb.chunks_exact(3).enumerate();
    let mut edge = pixels.filter(|(at, _)| !inside.contains(at % width, at / width));
    let inner = [border, width - border - 1].map(|x| colour_at(picture, x, height / 2));
    edge.all(|(_, pixel)| pixel == colour) && !inner.contains(&colour)
}

/// A part of a picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub left: usize,
    pub top: usize,
    /// Behind the last.
    pub right: usize,
    pub bottom: usize,
}

impl Area {
    /// All of a picture.
    pub fn of(picture: &Picture) -> Self {
        Self {
            left: 0,
            top: 0,
            right: picture.width.into(),
            bottom: picture.height.into(),
        }
    }

    /// What is no nearer to its edge than so many pixels.
    pub fn shrunk(self, by: usize) -> Self {
        Self {
            left: self.left + by,
            top: self.top + by,
            right: self.right.saturating_sub(by),
            bottom: self.bottom.saturating_sub(by),
        }
    }

    fn contains(self, x: usize, y: usize) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }

    pub fn middle(self) -> (u32, u32) {
        let middle = |from: usize, to: usize| u32::try_from(from.midpoint(to)).unwrap();
        (middle(self.left, self.right), middle(self.top, self.bottom))
    }
}

/// Where a colour is.
pub fn area_of(picture: &Picture, colour: [u8; 3]) -> Option<Area> {
    area_in(picture, Area::of(picture), colour)
}

/// The same within a part of the picture.
pub fn area_in(picture: &Picture, part: Area, colour: [u8; 3]) -> Option<Area> {
    let width = usize::from(picture.width);
    let pixels = picture.rgb.chunks_exact(3).enumerate();
    let there = pixels
        .filter(|(_, pixel)| *pixel == colour)
        .map(|(at, _)| (at % width, at / width))
        .filter(|(x, y)| part.contains(*x, *y));
    there.fold(None, |area: Option<Area>, (x, y)| {
        let known = area.unwrap_or(Area {
            left: x,
            top: y,
            right: x + 1,
            bottom: y + 1,
        });
        Some(Area {
            left: known.left.min(x),
            top: known.top.min(y),
            right: known.right.max(x + 1),
            bottom: known.bottom.max(y + 1),
        })
    })
}

pub fn colour_at(picture: &Picture, x: usize, y: usize) -> [u8; 3] {
    let start = (y * usize::from(picture.width) + x) * 3;
    picture.rgb[start..start + 3].try_into().unwrap()
}

/// Waits until the bar stands in the middle of an output, and its rim is as many whole pixels wide as it should be, with
/// nothing blurred beside it.
fn is_sharp(sharing: &Sharing, number: usize, Output(width, _, scale): Output) {
    let rim = (RIM * scale) as usize;
    let mut expected = vec![SEEING; rim];
    expected.push(SURFACE);
    eventually(&format!("the bar on output {number} is sharp"), || {
        let (shot, area) = sharing.shows(number, SEEING, &format!("a bar on output {number}"));
        // Away from what stands in it.
        let (x, y) = (area.left + 3 * rim, area.top + 2 * rim);
        let down = (area.top..=area.top + rim).map(|y| colour_at(&shot, x, y));
        let across = (area.left..=area.left + rim).map(|x| colour_at(&shot, x, y));
        let middle = area.left.midpoint(area.right).abs_diff(usize::from(width) / 2);
        down.eq(expected.iter().copied()) && across.eq(expected.iter().copied()) && middle < 10
    });
}

#[test]
fn the_bar_is_above_a_full_screen_and_its_stop_ends_the_sharing() {
    if !surroundings::are_installed(&["foot"]) {
        return;
    }
    let Some(mut sharing) = Sharing::begin(&[Output(1280, 800, 1.0)]) else {
        return;
    };
    let _cover = sharing.cover(1);
    let (_, stop) = sharing.shows(1, STOP, "Stop above a full screen");
    // At the upper edge: the window's own is beneath.
    assert!(stop.bottom < 60, "{stop:?}");

    // It goes where the person drags it.
    let (x, y) = stop.middle();
    sharing.pointer.move_to((x, 6));
    sharing.pointer.press(true);
    for down in [20, 60, 100, 140, 180, 200] {
        sharing.pointer.move_to((x, 6 + down));
    }
    eventually("the bar is dragged", || {
        let shot = sharing.sway.screenshot(1);
        shot.save(&output_folder().join("above-dragged.png"));
        area_of(&shot, STOP).is_some_and(|moved| moved.top == stop.top + 200)
    });
    sharing.pointer.press(false);
    let at = (x, y + 200);
    sharing.pointer.click(at);
    sharing.expert.program.expect("ended novice-stopped");
    eventually("no bar is left", || {
        area_of(&sharing.sway.screenshot(1), STOP).is_none()
    });
}

#[test]
fn the_helpers_clicks_do_nothing_on_the_bar() {
    if !surroundings::are_installed(&["foot"]) {
        return;
    }
    let Some(mut sharing) = Sharing::begin(&[Output(1280, 800, 1.0)]) else {
        return;
    };
    sharing.gives_control();
    let (_cover, typed) = sharing.cover(1);
    // The bar of the question before has its Stop elsewhere.
    let (shot, _) = sharing.shows(1, CONTROLLING, "the bar under control");
    let stop = area_of(&shot, STOP).expect("Stop is there");
    let (x, y) = stop.middle();
    // Beside Stop is what takes control back.
    for x in [x, x - 150] {
        sharing.expert.program.say(&format!("click {x} {y}"));
    }
    sharing.expert.program.say("click 10 700");
    let clicked = || std::fs::read_to_string(&typed).unwrap_or_default();
    // While their button is down, the person's own press would belong to what is under theirs.
    eventually("the click beside it", || clicked().contains('m'));
    // Whatever the others did would have come before.
    assert_eq!(clicked().matches('M').count(), 1, "{}", clicked());
    assert!(!sharing.expert.program.has_said("ended"));
    assert!(!sharing.expert.program.has_said("control-ended"));
    sharing.pointer.click((x, y));
    sharing.expert.program.expect("ended novice-stopped");
}

/// The compositor gives the person's presses to the window in which the helper holds a button. So it is let go when the
/// person reaches for the bar.
#[test]
fn stop_is_pressed_while_the_helper_holds_a_button() {
    if !surroundings::are_installed(&["foot"]) {
        return;
    }
    let Some(mut sharing) = Sharing::begin(&[Output(1280, 800, 1.0)]) else {
        return;
    };
    sharing.gives_control();
    let (_cover, typed) = sharing.cover(1);
    let (shot, _) = sharing.shows(1, CONTROLLING, "the bar while a button is held");
    let stop = area_of(&shot, STOP).expect("Stop is there");
    let (x, y) = stop.middle();
    sharing.expert.program.say("button-down 10 700");
    eventually("the button is down", || {
        std::fs::read_to_string(&typed).is_ok_and(|clicked| clicked.contains('M'))
    });
    eventually("Stop takes the person's press", || {
        // As a hand moves.
        for step in 1..=8 {
            sharing.pointer.move_to((x, y + 80 - 10 * step));
        }
        sharing.pointer.press(true);
        sharing.pointer.press(false);
        sharing.expert.program.has_said("ended novice-stopped")
    });
}

#[test]
fn there_is_a_sharp_bar_on_each_monitor() {
    let outputs = [Output(1280, 800, 1.0), Output(1920, 1200, 1.5), Output(2560, 1600, 2.0)];
    let Some(mut sharing) = Sharing::begin(&outputs) else {
        return;
    };
    // The window's own bar is no business of this test.
    let _covers = [1, 2, 3].map(|output| sharing.cover(output));
    for (number, output) in (1..).zip(outputs) {
        is_sharp(&sharing, number, output);
    }
    let (_, stop) = sharing.shows(2, STOP, "Stop on the second monitor");
    let (x, y) = stop.middle();
    // Three pixels are two units there; the first monitor is to the left.
    sharing.pointer.click((1280 + x * 2 / 3, y * 2 / 3));
    sharing.expert.program.expect("ended novice-stopped");
}

/// In the colour of the right that holds, over a program that fills the screen, on the monitor that is shared alone; and
/// clicks pass through it.
#[test]
fn a_border_says_what_is_shared_and_takes_no_click() {
    if !surroundings::are_installed(&["foot"]) {
        return;
    }
    let outputs = [Output(1280, 800, 1.0), Output(1920, 1200, 1.5)];
    let Some(mut sharing) = Sharing::begin_with(&outputs, 2) else {
        return;
    };
    let (_cover, typed) = sharing.cover(2);
    sharing.is_surrounded(2, SEEING, "a border says that they see");
    sharing.shows(1, SEEING, "the bar beside what is shared");
    let first = sharing.sway.screenshot(1);
    assert_eq!(
        colour_at(&first, 1, 1),
        BACKGROUND,
        "a border around what is not shared"
    );
    // Above and to the left, where the terminal has letters up to the edge.
    let clicked = || std::fs::read_to_string(&typed).unwrap_or_default();
    for (number, at) in (1..).zip([(1300, 1), (1281, 400)]) {
        sharing.pointer.click(at);
        eventually(&format!("the click at {at:?} goes through"), || {
            clicked().matches('m').count() == number
        });
    }
    // The pointer is part of the picture.
    sharing.pointer.move_to((1900, 500));
    sharing.gives_control();
    sharing.is_surrounded(2, CONTROLLING, "a border says that they control");
    sharing.presser.press("Take back control");
    sharing.is_surrounded(2, SEEING, "a border says that they see again");
    sharing.presser.press("Pause");
    sharing.is_surrounded(2, PAUSED, "a border says that it is paused");
    sharing.presser.press("Stop sharing");
    sharing.expert.program.expect("ended novice-stopped");
    eventually("the border is gone", || {
        area_of(&sharing.sway.screenshot(2), PAUSED).is_none()
    });
}

#[test]
fn nothing_is_left_of_a_program_that_was_killed() {
    let Some(mut sharing) = Sharing::begin(&[Output(1280, 800, 1.0)]) else {
        return;
    };
    // The pointer is part of the picture.
    sharing.pointer.move_to((600, 500));
    sharing.is_surrounded(1, SEEING, "a border before the kill");
    sharing.sway.kill_program("org.lifeline.Lifeline");
    eventually("border and bar are gone", || {
        let shot = sharing.sway.screenshot(1);
        [SEEING, STOP].iter().all(|colour| area_of(&shot, *colour).is_none())
    });
}

/// A compositor that is stopped shows nothing, and says so of nothing.
#[test]
fn while_the_bar_is_not_shown_nothing_is_shared() {
    let Some(mut sharing) = Sharing::begin(&[Output(1280, 800, 1.0)]) else {
        return;
    };
    sharing.shows(1, STOP, "Stop before it hangs");
    sharing.sway.signal(Signal::STOP);
    sharing.expert.program.expect("paused bar-hidden");
    sharing.sway.signal(Signal::CONT);
    sharing.presser.wait("Something had hidden this bar");
    sharing.shows(1, STOP, "Stop after it hung");
    sharing.presser.press("Resume");
    sharing.expert.program.expect("resumed");
}

/// The compositor ends, and with it the connection on which the window stands: nobody sees the bar any more.
#[test]
fn the_end_of_the_desktop_is_on_record() {
    let Some(mut sharing) = Sharing::begin(&[Output(1280, 800, 1.0)]) else {
        return;
    };
    let journal = sharing.home.path(".local/state/lifeline/journal.jsonl");
    sharing.sway.signal(Signal::KILL);
    sharing.expert.program.expect("ended ");
    eventually("the record has the end", || {
        std::fs::read_to_string(&journal).is_ok_and(|lines| lines.contains(r#""kind":"ended""#))
    });
}
