//! What a person waits for, and what a session costs: figures for docs/performance.md, not a test.
//!
//! `cargo bench --bench session` (Linux, with Xvfb): a novice and an expert on loopback share a virtual display of 1920
//! × 1080. It prints, as median and slowest of several runs: from the yes to the expert's first whole picture; from an
//! input event sent to its arrival in a program of the novice's; then the processor time and memory of two real
//! processes while nothing changes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark may stop at the first surprise"
)]

#[cfg(target_os = "linux")]
#[path = "../tests/common/measured.rs"]
mod measured;
#[cfg(target_os = "linux")]
#[path = "../tests/common/novice_side.rs"]
mod novice_side;
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
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Child, ChildStdin, Command as Process, Stdio};
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use lifeline::policy::Sources;
    use lifeline::session::expert::{self, Expert, OpenOptions};
    use lifeline::session::novice::{self, Answer, Caller, Command, Event, Novice, QuestionKind};
    use lifeline::vocabulary::InputEvent;
    use x11rb::connection::Connection;
    use x11rb::protocol::Event as XEvent;
    use x11rb::protocol::xproto::{ConnectionExt, CreateGCAux, CreateWindowAux, EventMask, Rectangle, WindowClass};
    use x11rb::rust_connection::RustConnection;

    use super::measured::measured;
    use super::novice_side::{options, settings};
    use super::xvfb::Xvfb;

    const SIZE: (u16, u16) = (1920, 1080);
    /// USER_HZ, which is 100 on every Linux that Rust runs on (proc(5)).
    const TICKS_A_SECOND: f64 = 100.0;

    pub fn main() {
        let Some(display) = Display::start() else {
            println!("needs Xvfb");
            return;
        };
        let window = display.desktop();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let mut waits = Vec::new();
        let sessions = measured(10, 1);
        for session in 1..=sessions {
            let last = session == sessions;
            runtime.block_on(async {
                let (wait, pair) = first_picture(&display).await;
                waits.push(wait);
                if last {
                    report(
                        "from an input event sent to its arrival",
                        &mut inputs(&window, pair).await,
                    );
                }
            });
        }
        report("from the yes to the first whole picture", &mut waits);
        idle(&display);
    }

    fn report(what: &str, times: &mut [Duration]) {
        times.sort_unstable();
        let (median, slowest) = (times[times.len() / 2], times[times.len() - 1]);
        println!(
            "{what}: median {:.1} ms, slowest {:.1} ms of {}",
            millis(median),
            millis(slowest),
            times.len()
        );
    }

    fn millis(time: Duration) -> f64 {
        time.as_secs_f64() * 1000.0
    }

    struct Pair {
        novice: Novice,
        expert: Expert,
        _state: tempfile::TempDir,
    }

    async fn first_picture(display: &Display) -> (Duration, Pair) {
        let state = tempfile::tempdir().unwrap();
        let waker: lifeline::session::Waker = Arc::new(|| ());
        let settings = settings(state.path(), &display.name);
        let mut novice = novice::start(settings, Arc::clone(&waker));
        novice.commands.send(Command::Ask(options())).await.unwrap();
        let invitation = loop {
            if let Event::Invitation(invitation) = novice.events.recv().await.unwrap() {
                break invitation;
            }
        };
        let options = OpenOptions {
            ticket: invitation.ticket.into_bytes(),
            password: invitation.password,
            name: "Sam".to_owned(),
            address: None,
            size: (1024, 768),
            wait: None,
        };
        let mut expert = expert::start(options, unruled(), waker);
        answer(&mut novice, QuestionKind::View).await;
        let asked = Instant::now();
        let mut viewing = false;
        loop {
            match expert.events.recv().await.unwrap() {
                expert::Event::Viewing { width, height } => viewing = (width, height) == SIZE,
                expert::Event::Picture => {}
                expert::Event::Ended(end) => panic!("{end:?}"),
                _ => continue,
            }
            let canvas = expert.canvas.lock().unwrap();
            if viewing && canvas.bgra.chunks_exact(4).all(|pixel| pixel[3] == 255) {
                break;
            }
        }
        (
            asked.elapsed(),
            Pair {
                novice,
                expert,
                _state: state,
            },
        )
    }

    /// Waits for the question and its first second, then says yes.
    async fn answer(novice: &mut Novice, kind: QuestionKind) {
        loop {
            if let Event::Question(question) = novice.events.recv().await.unwrap()
                && question.kind == kind
            {
                tokio::time::sleep(Duration::from_millis(1100)).await;
                if let Some(seconds) = question.caller_seconds {
                    let called = Command::Called(question.id, Caller::Novice);
                    novice.commands.send(called).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(u64::from(seconds) * 1000 + 100)).await;
                }
                novice
                    .commands
                    .send(Command::Answer(question.id, Answer::Allow))
                    .await
                    .unwrap();
                return;
            }
        }
    }

    async fn inputs(window: &Desktop, mut pair: Pair) -> Vec<Duration> {
        pair.expert
            .commands
            .send(expert::Command::RequestControl)
            .await
            .unwrap();
        answer(&mut pair.novice, QuestionKind::Control).await;
        while !matches!(pair.expert.events.recv().await.unwrap(), expert::Event::Controlling) {}
        let mut times = Vec::new();
        for step in 0..measured(300, 3) {
            let (x, y) = (200 + step * 4, 300 + step % 7);
            let sent = Instant::now();
            pair.expert
                .commands
                .send(expert::Command::Input(InputEvent::Move { x, y }))
                .await
                .unwrap();
            tokio::task::block_in_place(|| window.wait_for_pointer(x, y));
            times.push(sent.elapsed());
        }
        times
    }

    /// Two real processes, the view allowed, and nothing that changes.
    fn idle(display: &Display) {
        let home = tempfile::tempdir().unwrap();
        let start = |role: &str, arguments: &[&str]| {
            let place = home.path().join(role);
            std::fs::create_dir_all(&place).unwrap();
            let mut child = Process::new(env!("CARGO_BIN_EXE_lifeline"))
                .args(arguments)
                .envs(["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"].map(|name| (name, &place)))
                .env("DISPLAY", &display.name)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let lines = BufReader::new(child.stdout.take().unwrap());
            let input = child.stdin.take().unwrap();
            Running { child, lines, input }
        };
        let ticket = home.path().join("idle.msrcIncident");
        let password_file = home.path().join("password");
        let ticket_text = ticket.to_str().unwrap();
        let mut novice = start(
            "novice",
            &[
                "ask",
                "--terminal",
                "--port",
                "0",
                "--listen",
                "127.0.0.1",
                "--save",
                ticket_text,
            ],
        );
        let password = novice.line("password ");
        std::fs::write(&password_file, password).unwrap();
        let password_text = password_file.to_str().unwrap();
        let mut expert = start(
            "expert",
            &["open", ticket_text, "--terminal", "--password-file", password_text],
        );
        novice.line("question view ");
        std::thread::sleep(Duration::from_millis(1100));
        writeln!(novice.input, "i-called").unwrap();
        novice.line("allow-now");
        writeln!(novice.input, "y").unwrap();
        expert.line("viewing ");
        let (settles, quiet) = measured((3, 20), (0, 1));
        let quiet = Duration::from_secs(quiet);
        std::thread::sleep(Duration::from_secs(settles));
        let before = (novice.ticks(), expert.ticks());
        std::thread::sleep(quiet);
        let after = (novice.ticks(), expert.ticks());
        for (role, process, ticks) in [
            ("novice", &novice, after.0 - before.0),
            ("expert", &expert, after.1 - before.1),
        ] {
            let seconds = ticks as f64 / TICKS_A_SECOND;
            println!(
                "{role}, nothing changes: {:.2} % of a core over {} s, {:.0} MiB resident",
                seconds / quiet.as_secs_f64() * 100.0,
                quiet.as_secs(),
                process.resident_mib(),
            );
        }
    }

    struct Running {
        child: Child,
        lines: BufReader<std::process::ChildStdout>,
        input: ChildStdin,
    }

    impl Running {
        /// The rest of the next line that begins so.
        fn line(&mut self, begins: &str) -> String {
            let mut line = String::new();
            loop {
                line.clear();
                assert_ne!(
                    self.lines.read_line(&mut line).unwrap(),
                    0,
                    "the program ended before it said {begins}"
                );
                if let Some(rest) = line.strip_prefix(begins) {
                    return rest.trim().to_owned();
                }
            }
        }

        fn ticks(&self) -> u64 {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
            let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
            // utime and stime, proc(5) fields 14 and 15.
            fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
        }

        fn resident_mib(&self) -> f64 {
            let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
            line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
        }
    }

    impl Drop for Running {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    struct Display {
        _server: Xvfb,
        name: String,
    }

    impl Display {
        fn start() -> Option<Self> {
            let server = Xvfb::start(&format!("{}x{}x24", SIZE.0, SIZE.1))?;
            let name = server.name.clone();
            Some(Self { _server: server, name })
        }

        /// A window over the whole display with something of a desktop on it: areas, lines as of text, a noisy picture.
        fn desktop(&self) -> Desktop {
            let (connection, screen) = x11rb::connect(Some(&self.name)).unwrap();
            let root = connection.setup().roots[screen].root;
            let depth = connection.setup().roots[screen].root_depth;
            let window = connection.generate_id().unwrap();
            let mask = CreateWindowAux::new()
                .background_pixel(0x002b_5f75)
                .override_redirect(1)
                .event_mask(EventMask::POINTER_MOTION | EventMask::EXPOSURE);
            let (width, height) = SIZE;
            connection
                .create_window(
                    depth,
                    window,
                    root,
                    0,
                    0,
                    width,
                    height,
                    0,
                    WindowClass::INPUT_OUTPUT,
                    0,
                    &mask,
                )
                .unwrap();
            connection.map_window(window).unwrap();
            connection.flush().unwrap();
            loop {
                if let XEvent::Expose(_) = connection.wait_for_event().unwrap() {
                    break;
                }
            }
            let gc = connection.generate_id().unwrap();
            connection.create_gc(gc, window, &CreateGCAux::new()).unwrap();
            let mut random = 0x9e37_79b9_u32;
            let mut next = move || {
                random ^= random << 13;
                random ^= random >> 17;
                random ^= random << 5;
                random
            };
            let fill = |colour: u32, x: i16, y: i16, width: u16, height: u16| {
                connection
                    .change_gc(gc, &x11rb::protocol::xproto::ChangeGCAux::new().foreground(colour))
                    .unwrap();
                connection
                    .poly_fill_rectangle(window, gc, &[Rectangle { x, y, width, height }])
                    .unwrap();
            };
            fill(0x00ff_ffff, 120, 80, 1100, 800);
            for line in 0..45_i16 {
                let mut x = 140;
                while x < 1180 {
                    let letter = (next() % 7 + 2) as u16;
                    fill(0x0020_2020, x, 100 + line * 17, letter, 10);
                    x += letter as i16 + 3;
                }
            }
            for y in 0..60_i16 {
                for x in 0..100_i16 {
                    fill(next() & 0x00ff_ffff, 1300 + x * 5, 200 + y * 5, 5, 5);
                }
            }
            connection.flush().unwrap();
            connection.get_input_focus().unwrap().reply().unwrap();
            Desktop { connection }
        }
    }

    struct Desktop {
        connection: RustConnection,
    }

    impl Desktop {
        fn wait_for_pointer(&self, x: u16, y: u16) {
            loop {
                if let XEvent::MotionNotify(motion) = self.connection.wait_for_event().unwrap()
                    && (motion.root_x, motion.root_y) == (x as i16, y as i16)
                {
                    return;
                }
            }
        }
    }

    /// The helper's side without an administrator, leaving no record.
    fn unruled() -> expert::ExpertSettings {
        expert::ExpertSettings {
            state_dir: None,
            rules: Sources::none(),
        }
    }
}
