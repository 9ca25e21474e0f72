//! The two sides of a session on the terminal, each with a home of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use lifeline::invitation::{Address, NewTicket, Password, Ticket};
use tempfile::TempDir;

use super::display::{Display, Picture, TIMEOUT, eventually};
use super::program::Program;
use super::surroundings;

/// A person with files of their own.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        Self::new_in(&std::env::temp_dir())
    }

    /// One that is a folder in this one.
    pub fn new_in(folder: &Path) -> Self {
        surroundings::usual_umask();
        let home = tempfile::tempdir_in(folder).unwrap();
        std::fs::create_dir(home.path().join("run")).unwrap();
        Self(home)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub fn lifeline(&self) -> Command {
        let mut command = surroundings::unruled(env!("CARGO_BIN_EXE_lifeline"));
        self.dress(&mut command);
        command
    }

    /// Lets a command live in this home, without a desktop.
    pub fn dress(&self, command: &mut Command) {
        surroundings::clean(command);
        command
            .env("HOME", self.0.path())
            .env("XDG_RUNTIME_DIR", self.path("run"))
            .env("LIFELINE_LOG", "info");
    }
}

pub struct Novice {
    pub home: Home,
    pub program: Program,
    pub ticket: PathBuf,
    pub password: String,
    pub port: u16,
}

impl Novice {
    /// Asks for help on loopback, on a free port, and waits until the invitation is in force.
    pub fn ask(display: &Display, options: &[&str]) -> Self {
        Self::ask_from(Home::new(), display, options)
    }

    pub fn ask_from(home: Home, display: &Display, options: &[&str]) -> Self {
        let command = home.lifeline();
        Self::ask_with(home, command, display, options)
    }

    /// The same with a command that runs the program in this home.
    pub fn ask_with(home: Home, mut command: Command, display: &Display, options: &[&str]) -> Self {
        command.env("DISPLAY", display.name());
        Self::ask_by(home, command, options)
    }

    /// The same with a command that knows its display.
    pub fn ask_by(home: Home, mut command: Command, options: &[&str]) -> Self {
        let ticket = home.path("help.msrcIncident");
        command
            .args(["ask", "--terminal", "--listen", "127.0.0.1"])
            .args(options)
            .arg("--save")
            .arg(&ticket);
        if !options.contains(&"--port") {
            command.args(["--port", "0"]);
        }
        let mut program = Program::start("novice", command);
        let listening = program.expect("listening ");
        program.expect("invitation ");
        let password = program.expect("password ").trim_start_matches("password ").to_owned();
        let address: SocketAddr = listening.trim_start_matches("listening ").parse().unwrap();
        Self {
            home,
            program,
            ticket,
            password,
            port: address.port(),
        }
    }

    /// The novice's own ticket with something in it changed.
    pub fn ticket_with(&self, change: impl FnOnce(&mut NewTicket)) -> NewTicket {
        let ticket = Ticket::read(&std::fs::read(&self.ticket).unwrap()).unwrap();
        let now = now();
        let opened = ticket.open(&Password::from_typed(&self.password), now).unwrap();
        let mut ticket = NewTicket {
            user_name: opened.user_name.clone(),
            addresses: vec![Address::new("127.0.0.1", self.port).unwrap()],
            id: opened.id.clone(),
            pins: opened.pins.clone().unwrap(),
            pass_stub: opened.pass_stub.clone().unwrap(),
            start: now,
            minutes: 60,
            encrypted_only: false,
        };
        change(&mut ticket);
        ticket
    }

    /// Such a ticket as a file, under the novice's own password.
    pub fn save_ticket_with(&self, name: &str, change: impl FnOnce(&mut NewTicket)) -> PathBuf {
        let ticket = self.ticket_with(change).write(&Password::from_typed(&self.password));
        self.home.file(name, &ticket)
    }

    /// A ticket that leads to the novice through a relay only.
    pub fn ticket_through(&self, port: u16) -> PathBuf {
        self.save_ticket_with("relayed.msrcIncident", |ticket| {
            ticket.addresses = vec![Address::new("127.0.0.1", port).unwrap()];
        })
    }

    /// Says yes to the next question of this kind, after its first second.
    pub fn allow(&mut self, kind: &str) {
        self.answer(kind, "y");
    }

    pub fn answer(&mut self, kind: &str, answer: &str) {
        let asked = self.program.expect(&format!("question {kind} "));
        // The first second of a question takes no answer; that is the program's promise, not this test's haste.
        std::thread::sleep(Duration::from_millis(1200));
        // Somebody new: a yes counts some time after who called whom.
        if (kind, answer) == ("view", "y") && asked.ends_with(')') {
            self.program.say("i-called");
            self.program.expect("allow-now");
        }
        self.program.say(answer);
    }
}

pub struct Expert {
    pub home: Home,
    pub program: Program,
}

impl Expert {
    pub fn open(novice: &Novice, options: &[&str]) -> Self {
        Self::open_ticket(&novice.ticket, &novice.password, options)
    }

    pub fn open_ticket(ticket: &Path, password: &str, options: &[&str]) -> Self {
        let home = Home::new();
        let command = home.lifeline();
        Self::open_by(home, command, ticket, password, options)
    }

    /// The same with a command that runs the program in this home.
    pub fn open_by(home: Home, mut command: Command, ticket: &Path, password: &str, options: &[&str]) -> Self {
        let password = home.file("password", password);
        command
            .args(["open", "--terminal", "--name", "Sam"])
            .arg(ticket)
            .arg("--password-file")
            .arg(password)
            .args(options);
        Self {
            program: Program::start("expert", command),
            home,
        }
    }

    /// What it sees now.
    pub fn snapshot(&mut self) -> Picture {
        let file = self.home.path("seen.png");
        let _ = std::fs::remove_file(&file);
        self.program.say(&format!("snapshot {}", file.display()));
        eventually("a snapshot", || file.exists());
        Picture::read(&file)
    }

    /// Waits until it sees what stands on the display.
    pub fn sees(&mut self, display: &Display) {
        self.sees_within(display, 2.0);
    }

    /// To the last pixel.
    pub fn sees_exactly(&mut self, display: &Display) {
        self.sees_within(display, f64::EPSILON);
    }

    fn sees_within(&mut self, display: &Display, limit: f64) {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            let (seen, real) = (self.snapshot(), display.screenshot());
            let error = seen.mean_error(&real);
            if error < limit {
                return;
            }
            if Instant::now() > deadline {
                let folder = output_folder();
                seen.save(&folder.join("seen.png"));
                real.save(&folder.join("real.png"));
                panic!("the pictures differ by {error}; both are in {}", folder.display());
            }
        }
    }
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// Where a test leaves pictures for whoever looks at it.
pub fn output_folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("e2e");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Waits until both pictures of one look are the same: what is seen, and what is really there. The last ones are kept
/// where that never comes.
pub fn same_in_the_end(what: &str, name: &str, mut look: impl FnMut() -> (Picture, Picture)) {
    let mut last = None;
    let waited = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        eventually(what, || {
            let (seen, real) = look();
            let is_same = seen == real;
            last = Some((seen, real));
            is_same
        });
    }));
    if let Err(failure) = waited {
        if let Some((seen, real)) = last {
            seen.save(&output_folder().join(format!("{name}-seen.png")));
            real.save(&output_folder().join(format!("{name}-real.png")));
        }
        std::panic::resume_unwind(failure);
    }
}

/// Both sides up to the view.
pub fn viewing(display: &Display) -> (Novice, Expert) {
    let mut novice = Novice::ask(display, &[]);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    novice.program.expect("viewing");
    expert.program.expect("viewing ");
    (novice, expert)
}

/// Both sides up to control.
pub fn controlling(display: &Display) -> (Novice, Expert) {
    let (mut novice, mut expert) = viewing(display);
    take_control(&mut novice, &mut expert);
    (novice, expert)
}

pub fn take_control(novice: &mut Novice, expert: &mut Expert) {
    expert.program.say("request-control");
    novice.allow("control");
    novice.program.expect("controlling");
    expert.program.expect("controlling");
}
