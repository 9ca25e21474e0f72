//! A virtual display: started, painted, looked at, typed on; gone with its value.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    ChangeWindowAttributesAux, ClientMessageEvent, ConnectionExt, CreateGCAux, EventMask, ImageFormat, KeyButMask,
    Window,
};
use x11rb::rust_connection::RustConnection;

use super::surroundings;

/// RGB, 3 bytes a pixel, rows from the top.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: u16,
    pub height: u16,
    pub rgb: Vec<u8>,
}

impl Picture {
    /// A picture that no encoder finds easy everywhere: areas of one colour, ramps, fine patterns, noise; another for
    /// each seed.
    pub fn known(width: u16, height: u16, seed: u32) -> Self {
        let mut rgb = Vec::with_capacity(usize::from(width) * usize::from(height) * 3);
        let mut noise = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        for y in 0..u32::from(height) {
            for x in 0..u32::from(width) {
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let pixel = match (x / 80 + y / 60 + seed) % 5 {
                    0 => [40, 90, seed as u8],
                    1 => [x as u8, y as u8, (x + y) as u8],
                    2 => [if (x ^ y) & 1 == 0 { 255 } else { 0 }; 3],
                    3 => noise.to_be_bytes()[..3].try_into().unwrap(),
                    _ => [250, 250, 240],
                };
                rgb.extend_from_slice(&pixel);
            }
        }
        Self { width, height, rgb }
    }

    pub fn read(file: &Path) -> Self {
        let image = image::open(file)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
            .to_rgb8();
        Self {
            width: image.width() as u16,
            height: image.height() as u16,
            rgb: image.into_raw(),
        }
    }

    /// The mean difference of a colour, of 255; infinite between pictures of different sizes.
    pub fn mean_error(&self, other: &Self) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return f64::INFINITY;
        }
        // Tests are not optimised, and most of what is compared is the same: it is passed over without a look at each
        // colour.
        let parts = self.rgb.chunks(4096).zip(other.rgb.chunks(4096));
        let sum: u64 = parts
            .filter(|(a, b)| a != b)
            .flat_map(|(a, b)| a.iter().zip(b))
            .map(|(a, b)| u64::from(a.abs_diff(*b)))
            .sum();
        sum as f64 / self.rgb.len() as f64
    }

    pub fn save(&self, file: &Path) {
        let (width, height) = (self.width.into(), self.height.into());
        image::save_buffer(file, &self.rgb, width, height, image::ExtendedColorType::Rgb8).unwrap();
    }
}

pub struct Display {
    server: Child,
    number: u32,
    pub connection: RustConnection,
    root: Window,
    width: u16,
    height: u16,
}

impl Display {
    pub fn start(width: u16, height: u16) -> Self {
        let screen = format!("{width}x{height}x24");
        let mut server = surroundings::command("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-nolisten",
                "tcp",
                "-noreset",
                "-screen",
                "0",
                &screen,
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("Xvfb starts (sh assets/setup.sh --test installs it)");
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let number = line.trim().parse().expect("Xvfb says its number");
        let (connection, screen) = RustConnection::connect(Some(&format!(":{number}"))).unwrap();
        let root = connection.setup().roots[screen].root;
        Self {
            server,
            number,
            connection,
            root,
            width,
            height,
        }
    }

    /// The server ends; nothing here can be asked afterwards.
    pub fn end(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }

    /// Makes the screen smaller while it is in use.
    pub fn shrink(&mut self, width: u16, height: u16) {
        let (name, wide, high) = ("smaller", width.to_string(), height.to_string());
        self.run(
            "xrandr",
            &["--newmode", name, "0", &wide, "0", "0", &wide, &high, "0", "0", &high],
        );
        self.run("xrandr", &["--addmode", "screen", name]);
        self.run("xrandr", &["--output", "screen", "--mode", name]);
        (self.width, self.height) = (width, height);
    }

    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }

    pub fn screenshot(&self) -> Picture {
        let (width, height) = (self.width, self.height);
        let image = self
            .connection
            .get_image(ImageFormat::Z_PIXMAP, self.root, 0, 0, width, height, u32::MAX);
        let bgrx = image.unwrap().reply().unwrap().data;
        // A loop as plain as can be: tests are not optimised, and look at the screen often.
        let mut rgb = Vec::with_capacity(bgrx.len() / 4 * 3);
        for pixel in bgrx.chunks_exact(4) {
            rgb.extend_from_slice(&[pixel[2], pixel[1], pixel[0]]);
        }
        Picture { width, height, rgb }
    }

    /// Makes the picture the background of the whole display.
    pub fn paint(&self, picture: &Picture) {
        let display = &self.connection;
        let pixmap = display.generate_id().unwrap();
        display
            .create_pixmap(24, pixmap, self.root, picture.width, picture.height)
            .unwrap();
        let gc = display.generate_id().unwrap();
        display.create_gc(gc, pixmap, &CreateGCAux::new()).unwrap();
        let row = usize::from(picture.width) * 3;
        // A request is at most 256 KiB.
        for (strip, top) in picture.rgb.chunks(row * 32).zip((0i16..).step_by(32)) {
            let bgrx: Vec<u8> = strip
                .chunks_exact(3)
                .flat_map(|pixel| [pixel[2], pixel[1], pixel[0], 0])
                .collect();
            let height = (strip.len() / row) as u16;
            display
                .put_image(
                    ImageFormat::Z_PIXMAP,
                    pixmap,
                    gc,
                    picture.width,
                    height,
                    0,
                    top,
                    0,
                    24,
                    &bgrx,
                )
                .unwrap();
        }
        let background = ChangeWindowAttributesAux::new().background_pixmap(pixmap);
        display.change_window_attributes(self.root, &background).unwrap();
        display.clear_area(false, self.root, 0, 0, 0, 0).unwrap();
        display.free_gc(gc).unwrap();
        display.free_pixmap(pixmap).unwrap();
        // The round trip makes sure that all of it has happened.
        display.get_input_focus().unwrap().reply().unwrap();
    }

    /// Keys and buttons that are down, by their numbers.
    pub fn held(&self) -> (Vec<u8>, u16) {
        let keys = self.connection.query_keymap().unwrap().reply().unwrap().keys;
        let down = (0..=255u8)
            .filter(|&key| keys[usize::from(key / 8)] & (1 << (key % 8)) != 0)
            .collect();
        let pointer = self.connection.query_pointer(self.root).unwrap().reply().unwrap();
        let buttons =
            KeyButMask::BUTTON1 | KeyButMask::BUTTON2 | KeyButMask::BUTTON3 | KeyButMask::BUTTON4 | KeyButMask::BUTTON5;
        (down, u16::from(pointer.mask & buttons))
    }

    pub fn assert_nothing_is_held(&self, why: &str) {
        eventually(why, || self.held() == (Vec::new(), 0));
    }

    /// A program of this display.
    pub fn command(&self, program: &str) -> Command {
        let mut command = surroundings::command(program);
        command.env("DISPLAY", self.name());
        command
    }

    /// Runs a program of this display to its end.
    pub fn run(&self, program: &str, arguments: &[&str]) {
        let status = self
            .command(program)
            .args(arguments)
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{program} {arguments:?}: {status}");
    }

    /// Asks a window to close, as a window manager does for its user ([ICCCM] 4.2.8.1).
    pub fn close_window(&self, window: Window) {
        let atom = |name: &str| self.connection.intern_atom(false, name.as_bytes()).unwrap();
        let (protocols, delete) = (atom("WM_PROTOCOLS"), atom("WM_DELETE_WINDOW"));
        let (protocols, delete) = (protocols.reply().unwrap().atom, delete.reply().unwrap().atom);
        let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
        let sent = self.connection.send_event(false, window, EventMask::NO_EVENT, message);
        sent.unwrap().check().unwrap();
    }

    /// Divides the screen into these monitors, each as xrandr writes it: WIDTHxHEIGHT+LEFT+TOP.
    pub fn divide(&self, monitors: &[(&str, &str)]) {
        for (index, (name, geometry)) in monitors.iter().enumerate() {
            let (width, rest) = geometry.split_once('x').unwrap();
            let (height, place) = rest.split_once('+').unwrap();
            let geometry = format!("{width}/100x{height}/100+{place}");
            // The first takes the only output, so that the monitor which was the whole screen is no more.
            let output = if index == 0 { "screen" } else { "none" };
            self.run("xrandr", &["--setmonitor", name, &geometry, output]);
        }
    }

    /// Waits until a window stands there whose title contains `title`, and returns it.
    pub fn window(&self, title: &str) -> Window {
        let mut found = None;
        eventually(&format!("a window called {title}"), || {
            let searched = self
                .command("xdotool")
                .args(["search", "--onlyvisible", "--name", title])
                .output()
                .unwrap();
            found = String::from_utf8_lossy(&searched.stdout)
                .lines()
                .next()
                .and_then(|id| id.parse().ok());
            found.is_some()
        });
        found.unwrap()
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Longer than anything here takes on a loaded computer.
pub const TIMEOUT: Duration = Duration::from_secs(40);

/// Waits until it is so. However long one look takes on a loaded computer, there are several.
pub fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    const LOOKS: u32 = 4;
    let deadline = Instant::now() + TIMEOUT;
    let mut looks = 1;
    while !is_so() {
        assert!(Instant::now() < deadline || looks < LOOKS, "not in time: {what}");
        looks += 1;
        std::thread::sleep(Duration::from_millis(50));
    }
}
