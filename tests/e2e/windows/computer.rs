//! A Windows as Wine makes it, on a display of its own: started, looked at, used as the person at it does; gone with its
//! value. `tests/windows.sh` prepares what it is made of.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::ConnectionExt as _;

use super::super::display::{Display, eventually};
use super::super::pair::{Expert, Home, Novice};
use super::super::program::Program;
use super::super::surroundings;

/// Name the folder of the prepared Debian with Wine, and the program for Windows; without them none of these tests runs.
const PREPARED: &str = "LIFELINE_TEST_WINDOWS";
const PROGRAM: &str = "LIFELINE_TEST_WINDOWS_PROGRAM";

/// Where Lifeline is installed there.
const LIFELINE: &str = r"C:\Program Files\Lifeline\lifeline.exe";

pub struct Computer {
    /// Ends with all that runs there.
    _first: Program,
    /// The first process, as this computer numbers it.
    number: String,
    folder: TempDir,
    pub display: Display,
}

impl Computer {
    /// `None`, after saying so, where there can be none.
    pub fn start() -> Option<Self> {
        Self::start_told("us", &[])
    }

    /// With a keyboard of this layout, as X calls it.
    pub fn start_with(layout: &str) -> Option<Self> {
        Self::start_told(layout, &[])
    }

    /// At so many pixels an inch; 96 are 100 %.
    pub fn start_scaled(pixels_per_inch: u32) -> Option<Self> {
        Self::start_told("us", &[format!("LOG_PIXELS={pixels_per_inch}")])
    }

    fn start_told(layout: &str, more: &[String]) -> Option<Self> {
        let given = [PREPARED, PROGRAM].map(|name| std::env::var_os(name).map(PathBuf::from));
        let [Some(root), Some(lifeline)] = given else {
            surroundings::skipped(&format!("{PREPARED} and {PROGRAM} name nothing (tests/windows.sh)"));
            return None;
        };
        surroundings::usual_umask();
        let display = Display::start(1280, 800);
        display.run("setxkbmap", &[layout]);
        let folder = tempfile::tempdir().unwrap();
        let mut command = surroundings::command("unshare");
        command
            .args(["--mount", "--pid", "--fork", "--kill-child", "bash"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/windows/begin.sh"))
            .args([&root, folder.path(), &lifeline])
            .args(told(&display))
            .args(more);
        let mut first = Program::start("Windows", command);
        let number = first.expect("number ").trim_start_matches("number ").to_owned();
        display.window("Wine Desktop");
        Some(Self {
            _first: first,
            number,
            folder,
            display,
        })
    }

    /// A program there; paths of the Linux side are those of drive Z:, which is where it is.
    pub fn command(&self, program: &str) -> Command {
        self.command_told(program, &[])
    }

    fn command_told(&self, program: &str, more: &[(&str, &str)]) -> Command {
        let mut command = surroundings::command("nsenter");
        command
            .args(["--target", &self.number, "--mount", "--pid", "--root", "--wd", "--"])
            .args(["/usr/bin/env", "-i"])
            .args(told(&self.display))
            .args(more.iter().map(|(name, value)| format!("{name}={value}")))
            .args(["/usr/lib/wine/wine64", program]);
        command
    }

    /// Runs a program there to its end.
    pub fn run(&self, program: &str, words: &[&str]) -> Output {
        self.command(program).args(words).stdin(Stdio::null()).output().unwrap()
    }

    /// Sets a value of the registry.
    pub fn set(&self, key: &str, name: &str, kind: &str, data: &str) {
        let set = self.run("reg", &["add", key, "/v", name, "/t", kind, "/d", data, "/f"]);
        assert!(set.status.success(), "{key} {name}: {set:?}");
    }

    pub fn lifeline(&self) -> Command {
        self.command(LIFELINE)
    }

    /// The same, told these, too.
    pub fn lifeline_told(&self, more: &[(&str, &str)]) -> Command {
        self.command_told(LIFELINE, more)
    }

    /// Runs Lifeline there to its end.
    pub fn run_lifeline(&self, words: &[&str]) -> Output {
        self.run(LIFELINE, words)
    }

    /// A home that is seen there, too.
    pub fn home(&self) -> Home {
        Home::new_in(self.folder.path())
    }

    /// The person there asks for help on the terminal.
    pub fn novice(&self) -> Novice {
        Novice::ask_by(self.home(), self.lifeline(), &[])
    }

    /// The person there opens an invitation that lies in one of its homes.
    pub fn expert(&self, novice: &Novice) -> Expert {
        Expert::open_by(self.home(), self.lifeline(), &novice.ticket, &novice.password, &[])
    }

    /// Where the pointer is.
    pub fn pointer(&self) -> (i16, i16) {
        let display = &self.display.connection;
        let root = display.setup().roots[0].root;
        let pointer = display.query_pointer(root).unwrap().reply().unwrap();
        (pointer.root_x, pointer.root_y)
    }

    pub fn typewriter(&self) -> Typewriter {
        self.typewriter_called(r"Z:\typewriter.exe")
    }

    /// A copy of its program.
    pub fn typewriter_called(&self, program: &str) -> Typewriter {
        let file = self.folder.path().join("typed");
        let mut command = self.command(program);
        command.arg(&file);
        let program = Program::start("typewriter", command);
        let typewriter = Typewriter {
            file,
            _program: program,
        };
        eventually("the typewriter", || typewriter.notes() == ["ready"]);
        typewriter
    }
}

/// What every program there is told.
fn told(display: &Display) -> Vec<impl AsRef<OsStr>> {
    [
        "PATH=/usr/bin:/bin",
        "HOME=/root",
        "LC_ALL=C.UTF-8",
        "WINEPREFIX=/windows",
        "WINEARCH=win64",
        "WINEDEBUG=-all",
        "WINEDLLOVERRIDES=mscoree,mshtml,winemenubuilder.exe=;mapi32=n,b",
        "LIFELINE_LOG=info",
    ]
    .into_iter()
    .map(str::to_owned)
    .chain([
        format!("DISPLAY={}", display.name()),
        format!("{}=1", surroundings::CALLER_WAIT),
    ])
    .collect()
}

/// A window over the whole screen that notes what reaches it.
pub struct Typewriter {
    file: PathBuf,
    _program: Program,
}

impl Typewriter {
    /// The lines so far; `typewriter.c` says what they mean.
    pub fn notes(&self) -> Vec<String> {
        let notes = std::fs::read_to_string(&self.file).unwrap_or_default();
        notes.lines().map(str::to_owned).collect()
    }

    pub fn typed(&self) -> String {
        let notes = self.notes();
        let units = notes.iter().filter_map(|note| note.strip_prefix("char "));
        let units: Vec<_> = units.map(|unit| u16::from_str_radix(unit, 16).unwrap()).collect();
        String::from_utf16_lossy(&units)
    }

    pub fn shows(&self, text: &str) {
        let waited = std::panic::catch_unwind(|| eventually("the text", || self.typed() == text));
        assert!(waited.is_ok(), "typed {:?}, wanted {text:?}", self.typed());
    }

    /// Waits until this is the newest note of its kind.
    pub fn notes_last(&self, note: &str) {
        let kind = note.split(' ').next().unwrap();
        let waited = std::panic::catch_unwind(|| {
            eventually(note, || self.notes_of(kind).last().is_some_and(|last| last == note))
        });
        assert!(waited.is_ok(), "noted {:?}, wanted {note:?}", self.notes());
    }

    pub fn notes_of(&self, prefix: &str) -> Vec<String> {
        self.notes()
            .into_iter()
            .filter(|note| note.starts_with(prefix))
            .collect()
    }
}
