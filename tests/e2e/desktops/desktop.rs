//! A real desktop in namespaces of its own, without a graphics card: started, looked at, used as the person at it does;
//! gone with its value. `tests/desktops.sh` prepares what it is made of.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write as _;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::super::display::{Display, Picture, TIMEOUT, eventually};
use super::super::freerdp::{Client, FreeRdp};
use super::super::pair::{Expert, Home, Novice, same_in_the_end};
use super::super::program::Program;
use super::super::surroundings;
use super::super::window::Presser;
use super::{between, gnome};

/// Names the folder of the prepared Debian; without it none of these tests runs.
const PREPARED: &str = "LIFELINE_TEST_DESKTOPS";
/// Where Lifeline is installed there.
pub const LIFELINE: &str = "/usr/local/bin/lifeline";
/// Names the session's bus to its programs.
pub const BUS: &str = "DBUS_SESSION_BUS_ADDRESS";
/// The person's user and group there.
const PERSON: u32 = 1000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Gnome,
    Kde,
    Sway,
}

/// What a desktop is started with.
pub struct Setup<'a> {
    pub kind: Kind,
    /// As `session.sh` has them.
    pub monitors: &'a str,
    /// Of the keyboard.
    pub layout: &'a str,
    /// The monitor that sway's portal shows, which asks nobody; from 1.
    pub shared: usize,
    /// Whether there is an X server beside it, and programs are told.
    pub xwayland: bool,
    /// For KDE: KWin draws into a window of sway's that fills its monitor. Without a graphics device it gives no picture of
    /// what it draws, but sway does.
    pub seen: bool,
}

impl Setup<'_> {
    pub fn of(kind: Kind) -> Self {
        Self {
            kind,
            monitors: "1280x720",
            layout: "us",
            shared: 1,
            xwayland: false,
            seen: false,
        }
    }
}

pub struct Desktop {
    kind: Kind,
    shared: usize,
    /// Ends with all that runs on the desktop.
    first: Program,
    /// The first process, as this computer numbers it.
    number: String,
    folder: TempDir,
    surroundings: Vec<(OsString, OsString)>,
    /// The version of the terminal.
    foot: (u32, u32),
}

impl Desktop {
    /// `None`, after saying so, where there can be none.
    pub fn start(setup: &Setup<'_>) -> Option<Self> {
        let Some(root) = std::env::var_os(PREPARED).map(PathBuf::from) else {
            surroundings::skipped(&format!("{PREPARED} names no prepared desktops (tests/desktops.sh)"));
            return None;
        };
        if setup.kind == Kind::Sway && version(&root, "xdg-desktop-portal-wlr") < (0, 8) {
            surroundings::skipped("xdg-desktop-portal-wlr before 0.8 shares nothing without a graphics card");
            return None;
        }
        if setup.kind == Kind::Kde && version(&root, "kwin-wayland") < (6, 7) {
            surroundings::skipped("the portal of an older KDE shares nothing at all without a graphics card");
            return None;
        }
        surroundings::usual_umask();
        let folder = tempfile::tempdir().unwrap();
        lay_out(folder.path());
        let mut command = surroundings::command("unshare");
        command
            .args(["--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child"])
            .arg("bash")
            .arg(own_file("begin.sh"))
            .arg(&root)
            .arg(folder.path())
            .arg(env!("CARGO_BIN_EXE_lifeline"))
            .arg(format!("DESKTOP={}", setup.kind.name()))
            .arg(format!("MONITORS={}", setup.monitors))
            .arg(format!("LAYOUT={}", setup.layout))
            .arg(format!("SHARED={}", setup.shared))
            .arg(format!("XWAYLAND={}", if setup.xwayland { "yes" } else { "" }))
            .arg(format!("SEEN={}", if setup.seen { "yes" } else { "" }));
        let mut first = Program::start("the desktop", command);
        let number = first.expect("number ").trim_start_matches("number ").to_owned();
        let mut desktop = Self {
            kind: setup.kind,
            shared: setup.shared,
            first,
            number,
            folder,
            surroundings: Vec::new(),
            foot: version(&root, "foot"),
        };
        // Drawn by the processor, beside other tests.
        desktop.first.expect_within("ready", STARTED_WITHIN);
        desktop.surroundings = read_surroundings(&desktop.folder.path().join("surroundings"));
        if setup.kind == Kind::Gnome {
            gnome::begin(&desktop);
        }
        Some(desktop)
    }

    /// The first two numbers of the version of a package there.
    pub fn version(&self, package: &str) -> (u32, u32) {
        version(&PathBuf::from(std::env::var_os(PREPARED).unwrap()), package)
    }

    /// Of its first process, as this computer counts.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// A program of the desktop, as the person there starts it.
    pub fn command(&self, program: &str) -> Command {
        self.command_with(program, &[])
    }

    fn command_with(&self, program: &str, more: &[(OsString, OsString)]) -> Command {
        let mut command = surroundings::command("nsenter");
        command
            .args(["--target", &self.number])
            .args(["--mount", "--pid", "--net", "--ipc", "--uts", "--root", "--wd", "--"])
            .args(["/usr/bin/setpriv", "--reuid=1000", "--regid=1000", "--clear-groups"])
            .args(["/usr/bin/env", "-i"]);
        for (name, value) in self.surroundings.iter().chain(more) {
            let mut pair = name.clone();
            pair.push("=");
            pair.push(value);
            command.arg(pair);
        }
        command.arg(program);
        command
    }

    /// What a program of the desktop says; `None` if it fails.
    pub fn ask(&self, program: &str, words: &[&str]) -> Option<Vec<u8>> {
        let said = self.command(program).args(words).stdin(Stdio::null()).output().unwrap();
        said.status.success().then_some(said.stdout)
    }

    /// What the person's input method uses; empty where that is nothing.
    pub fn engine(&self) -> String {
        let said = self.ask("ibus", &["engine"]).unwrap_or_default();
        String::from_utf8(said).unwrap().trim().to_owned()
    }

    /// A home that is seen there, too.
    pub fn home(&self) -> Home {
        let home = Home::new_in(self.folder.path());
        for path in ["", "run"] {
            std::os::unix::fs::chown(home.path(path), Some(PERSON), Some(PERSON)).unwrap();
        }
        // It says where it is in the person's own home.
        let config = home.path(".config");
        std::fs::create_dir(&config).unwrap();
        std::os::unix::fs::chown(&config, Some(PERSON), Some(PERSON)).unwrap();
        std::os::unix::fs::symlink("/home/person/.config/ibus", config.join("ibus")).unwrap();
        home
    }

    /// A file of the desktop's folder, which has the same path in there.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Lifeline as installed there, with a home.
    pub fn lifeline(&self, home: &Home) -> Command {
        self.lifeline_with(home, &[])
    }

    /// The same, told these, too.
    pub fn lifeline_with(&self, home: &Home, told: &[(OsString, OsString)]) -> Command {
        let more = [
            ("HOME", home.path("").into_os_string()),
            ("LIFELINE_LOG", "info".into()),
            (surroundings::CALLER_WAIT, "1".into()),
        ];
        let more = more.map(|(name, value)| (OsString::from(name), value));
        self.command_with(LIFELINE, &[&more, told].concat())
    }

    /// The person there asks for help on the terminal.
    pub fn novice(&self) -> Novice {
        let home = self.home();
        let command = self.lifeline(&home);
        Novice::ask_by(home, command, &[])
    }

    /// The person there asks for help in the window; returns with their home, the invitation and its password.
    pub fn window(&self, presser: &mut Presser) -> (Home, PathBuf, String) {
        self.window_told(presser, &[])
    }

    /// The same, told these (NAME=VALUE), too.
    pub fn window_told(&self, presser: &mut Presser, told: &[&str]) -> (Home, PathBuf, String) {
        let home = self.home();
        let ticket = home.path("help.msrcIncident");
        let name = ticket.display().to_string();
        let ask = [LIFELINE, "ask", "--listen", "127.0.0.1", "--port", "0", "--save", &name];
        presser.launch_here(&home, "/usr/bin/env", &[told, &ask].concat());
        let password = presser.read("Password to tell your helper");
        eventually("the invitation is saved", || ticket.exists());
        (home, ticket, password)
    }

    /// A helper at this computer, who reaches the desktop by loopback.
    pub fn expert(&self, ticket: &Path, password: &str) -> Expert {
        let home = Home::new();
        let mut command = surroundings::command("nsenter");
        home.dress(&mut command);
        command
            .args(["--target", &self.number, "--net", "--"])
            .args(surroundings::without_policy())
            .arg(env!("CARGO_BIN_EXE_lifeline"));
        Expert::open_by(home, command, ticket, password, &[])
    }

    /// The same with FreeRDP on a display of theirs.
    pub fn freerdp(&self, client: &Client, novice: &Novice, display: &Display) -> FreeRdp {
        client.open_beside(&self.number, novice, display)
    }

    /// What is shared of the desktop, by its own word; with the pointer where it is part of the picture that the portal
    /// gives.
    pub fn screenshot(&self) -> Picture {
        self.screenshot_of(self.shared)
    }

    /// On sway of this monitor, from 1.
    pub fn screenshot_of(&self, monitor: usize) -> Picture {
        let file = self.path("shot.png");
        let path = file.display().to_string();
        let _ = std::fs::remove_file(&file);
        match self.kind {
            Kind::Gnome => gnome::screenshot(self, &path),
            Kind::Kde => self.grim("HOST_DISPLAY", monitor, &path),
            Kind::Sway => self.grim("WAYLAND_DISPLAY", monitor, &path),
        }
        Picture::read(&file)
    }

    /// Of sway's display that goes by this name.
    fn grim(&self, named: &str, monitor: usize, path: &str) {
        let output = format!("HEADLESS-{monitor}");
        let mut command = self.command_with("grim", &[("WAYLAND_DISPLAY".into(), self.told(named))]);
        let taken = command.args(["-c", "-o", &output, path]).status().unwrap();
        assert!(taken.success(), "grim takes no picture");
    }

    /// How large what is shared is.
    fn size(&self) -> (u16, u16) {
        if self.kind == Kind::Kde {
            return between::SIZE;
        }
        let shot = self.screenshot();
        (shot.width, shot.height)
    }

    /// So many bytes have gone over the network there.
    pub fn network_bytes(&self) -> u64 {
        let told = std::fs::read_to_string(format!("/proc/{}/net/dev", self.number)).unwrap();
        let loopback = told.lines().find_map(|line| line.trim().strip_prefix("lo:")).unwrap();
        loopback.split_whitespace().next().unwrap().parse().unwrap()
    }

    /// A terminal that fills a screen, and has the keyboard.
    pub fn typewriter(&self) -> Typewriter {
        let typewriter = self.terminal();
        self.has_the_keyboard(&typewriter);
        typewriter
    }

    /// The same before it has filled it, and where there is no keyboard.
    pub fn terminal(&self) -> Typewriter {
        self.start_typewriter("-echo", "")
    }

    /// [`Self::typewriter`] that takes keys alone.
    pub fn plain_typewriter(&self) -> Typewriter {
        let typewriter = self.start_typewriter("-echo", NO_INPUT_METHOD);
        self.has_the_keyboard(&typewriter);
        typewriter
    }

    /// [`Self::typewriter`] that shows what it gets.
    pub fn echoing_typewriter(&self) -> Typewriter {
        let typewriter = self.start_typewriter("", "");
        self.has_the_keyboard(&typewriter);
        typewriter
    }

    /// GNOME gives a new window the keyboard, or not, by what the person did before: there they turn to it.
    fn has_the_keyboard(&self, typewriter: &Typewriter) {
        if self.kind == Kind::Gnome {
            // One of before may still be there.
            eventually("the typewriter has the keyboard", || {
                gnome::turn_to(self, "typewriter");
                typewriter.is_at_the_keyboard()
            });
        } else {
            typewriter.has_the_keyboard();
        }
    }

    fn start_typewriter(&self, echo: &str, more: &str) -> Typewriter {
        let file = self.path("typed");
        // Of one before.
        let _ = std::fs::remove_file(&file);
        let script = format!(
            "stty raw {echo}; printf '{more}\\033[16t\\033[?1000h\\033[?1016h\\033[?1004h'; exec cat > '{}'",
            file.display()
        );
        let mut command = self.command("foot");
        command
            .args(["--config=/dev/null", "--fullscreen", "--title=typewriter"])
            .args(["--override=locked-title=yes", "--override=pad=0x0", "sh", "-c", &script]);
        Typewriter {
            _foot: Program::start("foot", command),
            file,
            read: Cell::new(0),
            centred: (self.foot < (1, 22)).then(|| self.size()),
        }
    }

    /// Waits until a helper sees what the desktop shows, to the last pixel.
    pub fn is_seen_by(&self, expert: &mut Expert, what: &str) {
        same_in_the_end(what, "desktops", || (expert.snapshot(), self.screenshot()));
    }

    /// The socket of the desktop, as this computer names it.
    pub fn socket(&self) -> PathBuf {
        self.outside(&self.in_runtime(self.told("WAYLAND_DISPLAY")))
    }

    /// The path in the person's folder of sockets, as it is named there.
    pub fn in_runtime(&self, name: impl AsRef<Path>) -> PathBuf {
        Path::new(&self.told("XDG_RUNTIME_DIR")).join(name)
    }

    /// The same file, as this computer names it.
    pub fn outside(&self, path: &Path) -> PathBuf {
        let root = format!("/proc/{}/root", self.number);
        Path::new(&root).join(path.strip_prefix("/").unwrap())
    }

    /// What its programs are told by this name.
    fn told(&self, name: &str) -> OsString {
        let found = self.surroundings.iter().find(|pair| pair.0 == name);
        found.map(|pair| pair.1.clone()).unwrap()
    }

    /// Presses what is shown there by its name, in Lifeline's windows and the desktop's own.
    pub fn presser(&self) -> Presser {
        self.presser_that(&["--on-a-desktop"])
    }

    /// The same where the desktop's tray and notifications are not there: it stands in for them.
    pub fn presser_with_tray(&self) -> Presser {
        self.presser_that(&[])
    }

    fn presser_that(&self, words: &[&str]) -> Presser {
        let mut command = self.command("/usr/bin/python3");
        command.arg(self.path("press.py")).args(words);
        Presser::of(self.home(), command)
    }

    /// Has sway do what a line of its configuration says.
    pub fn tell(&self, what: &str) {
        assert!(self.ask("swaymsg", &["--", what]).is_some(), "sway refuses: {what}");
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        // Whoever reads what failed elsewhere has nothing else.
        let logs = std::fs::read_dir(self.folder.path().join("logs"));
        let logs: BTreeMap<_, _> = logs
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| Some((entry.file_name(), std::fs::read(entry.path()).ok()?)))
            .collect();
        for (name, log) in logs {
            let log = String::from_utf8_lossy(&log);
            let lines: Vec<_> = log.lines().collect();
            let last = lines[lines.len().saturating_sub(LOG_LINES)..].join("\n");
            let _ = writeln!(std::io::stderr(), "--- the desktop's {}:\n{last}", name.display());
        }
    }
}

/// A terminal that writes down what it gets: keys, and the mouse in pixels from 1 on.
pub struct Typewriter {
    _foot: Program,
    file: PathBuf,
    /// So much of it was looked at.
    read: Cell<usize>,
    /// How large the screen is in whose middle it is, where its letters do not fill it: so does foot before 1.22.
    centred: Option<(u16, u16)>,
}

impl Typewriter {
    fn written(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.file).unwrap_or_default()).into_owned()
    }

    /// What it has got so far, but for what the terminal tells of itself.
    pub fn typed(&self) -> String {
        let written = self.written().replace(KEYBOARD_COMES, "").replace(KEYBOARD_GOES, "");
        let (_, end) = letters(&written);
        written.get(end..).unwrap_or_default().to_owned()
    }

    /// Waits until it has got a click at this pixel since the last look, and nothing else.
    pub fn got_click(&self, x: u32, y: u32) {
        self.got_button(0, (x, y));
    }

    /// The same of another button, as terminals number them.
    pub fn got_button(&self, number: u8, at: (u32, u32)) {
        let told = self.mouse(number, at);
        self.got(&format!("{told}M{told}m"));
    }

    /// The same of the wheel there, and of a click after it. How often a terminal tells of a notch depends on how large its
    /// letters are, and whether of its end on the wheel's axis.
    pub fn got_turn(&self, number: u8, at: (u32, u32)) {
        let (turn, click) = (self.mouse(number, at), self.mouse(0, at));
        let (turned, ended) = (format!("{turn}M"), format!("{turn}m"));
        let clicked = format!("{click}M{click}m");
        self.got_what(&format!("{turned} at least once, and a click"), |new| {
            let more = new.strip_prefix(&turned).and_then(|more| more.strip_suffix(&clicked));
            more.is_some_and(|more| more.replace(&turned, "").replace(&ended, "").is_empty())
        });
    }

    /// How it is told of a button at this pixel (SGR, in pixels), but for whether it is pressed.
    fn mouse(&self, number: u8, (x, y): (u32, u32)) -> String {
        let (width, height) = letters(&self.written()).0;
        let screen = self.centred.unwrap_or_default();
        // What lies before the first letter is told as less than nothing.
        let told = |at: u32, screen: u16, letter: u32| i64::from(at) + 1 - i64::from(u32::from(screen) % letter / 2);
        format!(
            "\x1b[<{number};{};{}",
            told(x, screen.0, width),
            told(y, screen.1, height)
        )
    }

    fn has_the_keyboard(&self) {
        eventually("the typewriter has the keyboard", || self.is_at_the_keyboard());
    }

    fn is_at_the_keyboard(&self) -> bool {
        self.written().rfind(KEYBOARD_COMES) > self.written().rfind(KEYBOARD_GOES)
    }

    /// Waits until it has got this since the last look, and nothing else.
    pub fn got(&self, text: &str) {
        self.got_what(text, |new| new == text);
    }

    fn got_what(&self, what: &str, is_it: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            let written = self.typed();
            let new = written.get(self.read.get()..).unwrap_or_default();
            if is_it(new) {
                return self.read.set(written.len());
            }
            assert!(
                Instant::now() < deadline,
                "the typewriter got {new:?}, not {what:?}; in all {written:?}"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// The first two numbers of an installed package's version.
fn version(root: &Path, package: &str) -> (u32, u32) {
    let installed = std::fs::read_to_string(root.join("var/lib/dpkg/status")).unwrap();
    let named = format!("Package: {package}");
    let told = installed
        .split("\n\n")
        .find(|told| told.lines().next() == Some(&*named))
        .expect("it is installed");
    let version = told.lines().find_map(|line| line.strip_prefix("Version: ")).unwrap();
    let version = version.split_once(':').map_or(version, |(_, rest)| rest);
    let mut numbers = version
        .split(['.', '-', '+', '~'])
        .map(|number| number.parse().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

/// How large a letter is in pixels, as a terminal tells first (XTWINOPS 16), and where what it tells ends.
fn letters(written: &str) -> ((u32, u32), usize) {
    let told = |written: &str| {
        let begin = written.find("\x1b[6;")?;
        let end = begin + written.get(begin..)?.find('t')? + 1;
        let mut numbers = written.get(begin + 4..end - 1)?.split(';').map(str::parse);
        let (height, width) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
        Some(((width, height), end))
    };
    told(written).unwrap_or(((1, 1), 0))
}

/// What a terminal tells a program that asks about the keyboard (DECSET 1004).
const KEYBOARD_COMES: &str = "\x1b[I";
const KEYBOARD_GOES: &str = "\x1b[O";

/// For printf(1): foot speaks to no input method any more.
const NO_INPUT_METHOD: &str = "\\033[?737769l";

/// How long GNOME may take to start where everything beside it is busy, too.
const STARTED_WITHIN: Duration = Duration::from_secs(180);
/// Of each log that is shown when something fails.
const LOG_LINES: usize = 25;

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Gnome => "gnome",
            Self::Kde => "kde",
            Self::Sway => "sway",
        }
    }
}

fn own_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/e2e/desktops")
        .join(name)
}

/// What a desktop needs in its folder: its script, the presser, room for logs, and the entry of the installed Lifeline.
fn lay_out(folder: &Path) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in ["logs", "share", "share/applications"] {
        std::fs::create_dir(folder.join(path)).unwrap();
    }
    let entry = "applications/org.lifeline.Lifeline.desktop";
    for (from, to) in [
        (own_file("session.sh"), "session.sh".to_owned()),
        (here.join("tests/e2e/press.py"), "press.py".to_owned()),
        (own_file("between.py"), "between.py".to_owned()),
        (own_file("no_calls.py"), "no_calls.py".to_owned()),
        (
            here.join("assets/linux/org.lifeline.Lifeline.desktop"),
            format!("share/{entry}"),
        ),
    ] {
        std::fs::copy(from, folder.join(to)).unwrap();
    }
    for path in ["", "logs"] {
        std::os::unix::fs::chown(folder.join(path), Some(PERSON), Some(PERSON)).unwrap();
    }
}

/// As `env --null` writes them.
fn read_surroundings(file: &Path) -> Vec<(OsString, OsString)> {
    let bytes = std::fs::read(file).unwrap();
    let pairs = bytes.split(|byte| *byte == 0).filter_map(|pair| {
        let at = pair.iter().position(|byte| *byte == b'=')?;
        let text = |bytes: &[u8]| OsString::from_vec(bytes.to_vec());
        Some((text(&pair[..at]), text(&pair[at + 1..])))
    });
    pairs.collect()
}
