//! A display of its own for a real client: Xvfb, looked at and typed into by x11rb.

use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use x11rb::connection::Connection;
use x11rb::protocol::xfixes::ConnectionExt as _;
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use crate::surroundings;

/// A child that does not outlive the test.
pub(crate) struct Process(pub(crate) Child);

impl Drop for Process {
    fn drop(&mut self) {
        // Asked, not killed: Xvfb removes its socket and its lock file.
        let _ = kill_process(Pid::from_child(&self.0), Signal::TERM);
        let end = Instant::now() + Duration::from_secs(2);
        while matches!(self.0.try_wait(), Ok(None)) {
            if Instant::now() > end {
                let _ = self.0.kill();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

pub(crate) struct Screen {
    pub(crate) name: String,
    connection: RustConnection,
    width: u16,
    height: u16,
    _server: Process,
}

impl Screen {
    /// Starts Xvfb on a free display far from those that people use.
    pub(crate) fn start(width: u16, height: u16) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        // Displays end at 59535: their TCP ports begin at 6000.
        let first = 300 + std::process::id() % 900 * 64;
        loop {
            let number = first + NEXT.fetch_add(1, Ordering::Relaxed);
            if Path::new(&format!("/tmp/.X11-unix/X{number}")).exists() {
                continue;
            }
            let name = format!(":{number}");
            let server = surroundings::command("Xvfb")
                .args([
                    &name,
                    "-screen",
                    "0",
                    &format!("{width}x{height}x24"),
                    "-nolisten",
                    "tcp",
                ])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let mut server = Process(server);
            let connection = wait(|| {
                if server.0.try_wait().unwrap().is_some() {
                    return Some(None);
                }
                x11rb::connect(Some(&name)).ok().map(|(connection, _)| Some(connection))
            });
            if let Some(connection) = connection {
                return Self {
                    name,
                    connection,
                    width,
                    height,
                    _server: server,
                };
            }
        }
    }

    /// The display's pixels: blue, green, red, unused; rows from the top.
    pub(crate) fn pixels(&self) -> Vec<u8> {
        let root = self.connection.setup().roots[0].root;
        let image = self
            .connection
            .get_image(ImageFormat::Z_PIXMAP, root, 0, 0, self.width, self.height, !0);
        image.unwrap().reply().unwrap().data
    }

    /// The pointer's hot spot, its size and its pixels: blue, green, red, alpha, premultiplied, rows from the top.
    pub(crate) fn pointer(&self) -> ((u16, u16), (u16, u16), Vec<u8>) {
        self.connection.xfixes_query_version(4, 0).unwrap().reply().unwrap();
        let image = self.connection.xfixes_get_cursor_image().unwrap().reply().unwrap();
        let pixels = image
            .cursor_image
            .iter()
            .flat_map(|pixel| pixel.to_le_bytes())
            .collect();
        ((image.xhot, image.yhot), (image.width, image.height), pixels)
    }

    fn fake(&self, kind: u8, detail: u8, x: i16, y: i16) {
        let root = self.connection.setup().roots[0].root;
        self.connection
            .xtest_fake_input(kind, detail, 0, root, x, y, 0)
            .unwrap()
            .check()
            .unwrap();
    }

    /// X11 keycode.
    pub(crate) fn key(&self, code: u8, down: bool) {
        self.fake(if down { 2 } else { 3 }, code, 0, 0);
    }

    /// X11 button.
    pub(crate) fn button(&self, button: u8, down: bool) {
        self.fake(if down { 4 } else { 5 }, button, 0, 0);
    }

    pub(crate) fn move_to(&self, x: i16, y: i16) {
        self.fake(6, 0, x, y);
    }
}

/// Asks until there is an answer, at most 20 s.
pub(crate) fn wait<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < end, "waited in vain");
        std::thread::sleep(Duration::from_millis(20));
    }
}
