//! How long a person waits for the window, and what it costs while nothing happens: figures for docs/performance.md, not a test.
//!
//! `cargo bench --bench start` (Linux, with Xvfb): starts the program some times on a virtual display of 1366 × 768, without a window
//! manager and with software OpenGL, and prints as median and slowest how long it took until the first page was painted; then how
//! often anything was painted in 20 seconds in which nothing happens, and the processor's time for it. The first start is not counted:
//! it reads the program and the fonts from the disk.
#![allow(clippy::unwrap_used, reason = "a benchmark may stop at the first surprise")]

#[cfg(target_os = "linux")]
#[path = "../tests/common/measured.rs"]
mod measured;
#[cfg(target_os = "linux")]
#[path = "../tests/common/surroundings.rs"]
mod surroundings;
#[cfg(target_os = "linux")]
#[path = "../tests/common/xvfb.rs"]
mod xvfb;

#[cfg(target_os = "linux")]
fn main() {
    linux::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("needs Xvfb");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeSet;
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    use x11rb::connection::Connection;
    use x11rb::protocol::Event;
    use x11rb::protocol::damage::{ConnectionExt as _, ReportLevel};
    use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat};
    use x11rb::rust_connection::RustConnection;

    use super::measured::measured;
    use super::xvfb::Xvfb;

    const SIZE: (u16, u16) = (1366, 768);
    /// A page with letters has more colours than this, their edges being soft; an empty window has one.
    const COLOURS: usize = 16;
    /// USER_HZ, which is 100 on every Linux that Rust runs on (proc(5)).
    const TICKS_A_SECOND: f64 = 100.0;

    pub fn main() {
        let Some(display) = Display::start() else {
            println!("needs Xvfb");
            return;
        };
        let home = tempfile::tempdir().unwrap();
        drop(Window::open(&display, home.path()));
        let starts = measured(15, 1);
        let mut times: Vec<Duration> = (0..starts)
            .map(|_| Window::open(&display, home.path()).painted_after)
            .collect();
        times.sort_unstable();
        println!(
            "from the start to the first page: median {:.0} ms, slowest {:.0} ms of {starts}",
            times[starts / 2].as_secs_f64() * 1000.0,
            times[starts - 1].as_secs_f64() * 1000.0,
        );
        let window = Window::open(&display, home.path());
        let (settles, quiet) = measured((5, 20), (0, 1));
        let quiet = Duration::from_secs(quiet);
        std::thread::sleep(Duration::from_secs(settles));
        while display.connection.poll_for_event().unwrap().is_some() {}
        let ticks = window.ticks();
        std::thread::sleep(quiet);
        let used = (window.ticks() - ticks) / TICKS_A_SECOND / quiet.as_secs_f64();
        display.connection.get_input_focus().unwrap().reply().unwrap();
        let painted = std::iter::from_fn(|| display.connection.poll_for_event().unwrap()).count();
        println!(
            "at rest: painted {painted} times in {} s, {:.2} % of a core, {} MiB resident",
            quiet.as_secs(),
            used * 100.0,
            window.resident_kib() / 1024,
        );
    }

    struct Display {
        _server: Xvfb,
        name: String,
        connection: RustConnection,
        root: u32,
    }

    impl Display {
        /// Tells of everything that is painted on it.
        fn start() -> Option<Self> {
            let server = Xvfb::start(&format!("{}x{}x24", SIZE.0, SIZE.1))?;
            let name = server.name.clone();
            let (connection, screen) = x11rb::connect(Some(&name)).ok()?;
            let root = connection.setup().roots[screen].root;
            connection.damage_query_version(1, 1).ok()?.reply().ok()?;
            let damage = connection.generate_id().ok()?;
            connection
                .damage_create(damage, root, ReportLevel::RAW_RECTANGLES)
                .ok()?
                .check()
                .ok()?;
            Some(Self {
                _server: server,
                name,
                connection,
                root,
            })
        }

        /// How many there are on it, and when that was.
        fn colours(&self) -> (usize, Instant) {
            let image = self
                .connection
                .get_image(ImageFormat::Z_PIXMAP, self.root, 0, 0, SIZE.0, SIZE.1, u32::MAX);
            let pixels = image.unwrap().reply().unwrap().data;
            let now = Instant::now();
            let colours: BTreeSet<&[u8]> = pixels.chunks_exact(4).collect();
            (colours.len(), now)
        }
    }

    struct Window {
        program: Child,
        painted_after: Duration,
    }

    impl Window {
        fn open(display: &Display, home: &std::path::Path) -> Self {
            while display.colours().0 > 1 {
                std::thread::sleep(Duration::from_millis(10));
            }
            while display.connection.poll_for_event().unwrap().is_some() {}
            let began = Instant::now();
            let program = Command::new(env!("CARGO_BIN_EXE_lifeline"))
                .env_clear()
                .env("PATH", std::env::var_os("PATH").unwrap_or_default())
                .env("HOME", home)
                .env("XDG_RUNTIME_DIR", home)
                .env("LANG", "C.UTF-8")
                .env("DISPLAY", &display.name)
                .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/session-bus")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let mut window = Self {
                program,
                painted_after: Duration::ZERO,
            };
            loop {
                if let Event::DamageNotify(_) = display.connection.wait_for_event().unwrap() {
                    let (colours, seen) = display.colours();
                    if colours > COLOURS {
                        window.painted_after = seen - began;
                        return window;
                    }
                }
            }
        }

        fn ticks(&self) -> f64 {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.program.id())).unwrap();
            let (_, fields) = stat.rsplit_once(") ").unwrap();
            let fields: Vec<&str> = fields.split(' ').collect();
            // utime and stime, the 14th and 15th of proc(5).
            fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()
        }

        fn resident_kib(&self) -> u64 {
            let status = std::fs::read_to_string(format!("/proc/{}/status", self.program.id())).unwrap();
            let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        }
    }

    impl Drop for Window {
        fn drop(&mut self) {
            let _ = self.program.kill();
            let _ = self.program.wait();
        }
    }
}
