//! What surrounds the programs of a test, on whoever's computer it runs: the programs listed here and no others, no
//! bus, no display, no language, no settings and no home of the person who runs it. A test that wants one of these puts
//! it there.
//!
//! Shared by all test binaries. `tests/e2e/alone.rs` shows that it holds.
#![allow(dead_code, reason = "each test binary uses its own part of it")]

use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Everything that a test starts, and that is started for it. What opens dialogs, mails, folders or pages is not among
/// them.
const PROGRAMS: &[&str] = &[
    // The system.
    "sh",
    "bash",
    "cat",
    "chmod",
    "chown",
    "cp",
    "env",
    "fusermount3",
    "grep",
    "id",
    "kill",
    "ln",
    "mkdir",
    "mkfifo",
    "mount",
    "mv",
    "nsenter",
    "ps",
    "rm",
    "rmdir",
    "sed",
    "seq",
    "setfacl",
    "setpriv",
    "sleep",
    "stty",
    "touch",
    "true",
    "umount",
    "unshare",
    // Displays, and what runs on them.
    "Xvfb",
    "foot",
    "grim",
    "i3",
    "i3-msg",
    "openbox",
    "pipewire",
    "setxkbmap",
    "sway",
    "swaybg",
    "swaymsg",
    "wireplumber",
    "wmctrl",
    "xdotool",
    "xdpyinfo",
    "xev",
    "xfwm4",
    "xkbcomp",
    "xmodmap",
    "xprop",
    "xrandr",
    "xset",
    "xsetroot",
    "xterm",
    "xwininfo",
    // The other side.
    "freerdp-shadow-cli",
    "freerdp-shadow-cli3",
    "xfreerdp",
    "xfreerdp3",
    // What a screen reader has.
    "dbus-daemon",
    "dbus-run-session",
    "gdbus",
    "python3",
    // What desktops read installed files with.
    "appstreamcli",
    "desktop-file-validate",
    "update-mime-database",
    // Networks.
    "ip",
    "miniupnpd",
    "modprobe",
    "nft",
    "ping",
    "ss",
    "sysctl",
    "tc",
];

/// Where a system keeps them, before what the person who runs the tests has put in front.
const PLACES: [&str; 6] = [
    "/usr/bin",
    "/bin",
    "/usr/sbin",
    "/sbin",
    "/usr/local/bin",
    "/usr/local/sbin",
];

/// The login name that programs are told.
pub const USER: &str = "tester";

/// Shortens the wait after "I called them" in debug builds.
pub const CALLER_WAIT: &str = "LIFELINE_TEST_CALLER_WAIT";

/// Variables that say where the compiler's and the tests' own files are.
const KEPT: [&str; 3] = ["LD_LIBRARY_PATH", "LLVM_PROFILE_FILE", "TMPDIR"];

/// Where this program is on this computer.
fn find(program: &str) -> Option<PathBuf> {
    let own = std::env::var_os("PATH").unwrap_or_default();
    let places = PLACES.iter().map(PathBuf::from).chain(std::env::split_paths(&own));
    places.map(|place| place.join(program)).find(|path| path.is_file())
}

/// A folder with a link to each of [`PROGRAMS`] that is installed. All test binaries make the same one.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    std::fs::create_dir_all(&folder).unwrap();
    for entry in std::fs::read_dir(&folder).unwrap().flatten() {
        let name = entry.file_name();
        let fresh = name.as_encoded_bytes().starts_with(b".");
        if !fresh && !PROGRAMS.iter().any(|program| name == *program) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    for program in PROGRAMS {
        let link = folder.join(program);
        match find(program) {
            Some(path) if std::fs::read_link(&link).is_ok_and(|to| to == path) => {}
            Some(path) => replace_link(&path, &link),
            None => drop(std::fs::remove_file(&link)),
        }
    }
    folder
});

/// In one step: another test binary may be looking for it.
fn replace_link(to: &Path, link: &Path) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let fresh = format!(".{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let fresh = link.with_file_name(fresh);
    symlink(to, &fresh).unwrap();
    std::fs::rename(fresh, link).unwrap();
}

/// The folder in which programs find others: the `PATH` of all that a test starts.
pub fn path() -> &'static Path {
    &FOLDER
}

/// The same, with a folder of the test's own in front.
pub fn path_with(folder: &Path) -> OsString {
    std::env::join_paths([folder, path()]).unwrap()
}

/// Puts the system's own program of this name into a folder; false where it is not installed.
pub fn bring(program: &str, folder: &Path) -> bool {
    std::fs::create_dir_all(folder).unwrap();
    match find(program) {
        Some(path) => {
            replace_link(&path, &folder.join(program));
            true
        }
        None => false,
    }
}

/// One of [`PROGRAMS`], whether it is installed or not.
pub fn program(name: &str) -> PathBuf {
    assert!(
        PROGRAMS.contains(&name),
        "{name} is not among the programs of tests/common/surroundings.rs"
    );
    path().join(name)
}

pub fn is_installed(name: &str) -> bool {
    program(name).exists()
}

/// FreeRDP's client of this version, 2 or 3; `None`, after saying so, where there is none. LIFELINE_TEST_XFREERDP3
/// names the program of version 3 where it is not among those of the system.
pub fn freerdp(version: char) -> Option<PathBuf> {
    let named = std::env::var_os("LIFELINE_TEST_XFREERDP3").filter(|_| version == '3');
    let named = named.map(PathBuf::from);
    let usual = ["xfreerdp", "xfreerdp3"].into_iter().filter(|name| is_installed(name));
    let found = named.into_iter().chain(usual.map(program)).find(|program| {
        // Version 2 tells its version on a display only.
        let said = command_at(program).arg("--version").output();
        said.is_ok_and(|said| {
            let is_3 = String::from_utf8_lossy(&said.stdout).contains("version 3.");
            is_3 == (version == '3')
        })
    });
    if found.is_none() {
        skipped(&format!("FreeRDP {version} is not installed"));
    }
    found
}

/// One of [`PROGRAMS`], in clean surroundings.
pub fn command(name: &str) -> Command {
    let mut command = Command::new(program(name));
    clean(&mut command);
    command
}

/// A program by its own path, in clean surroundings.
pub fn command_at(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    clean(&mut command);
    command
}

/// This test program once more, for the one test of this name, which is ignored otherwise: in a process of its own.
pub fn alone(test: &str) -> Command {
    let mut command = command_at(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", test, "--nocapture"]);
    command
}

/// Nothing of this computer's user is left; whoever lives somewhere says where (`HOME`, `XDG_RUNTIME_DIR`, `DISPLAY`).
pub fn clean(command: &mut Command) {
    usual_umask();
    command.env_clear();
    let kept = KEPT.iter().filter_map(|name| Some((name, std::env::var_os(name)?)));
    command
        .envs(kept)
        .env("PATH", path())
        .env("HOME", "/nonexistent")
        .env("USER", USER)
        .env("LOGNAME", USER)
        .env("LANG", "C.UTF-8")
        .env("TZ", "UTC")
        // Without addresses some libraries look for a bus by themselves, or start one.
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/session-bus")
        .env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/system-bus")
        .env("GSETTINGS_BACKEND", "memory")
        // Debug builds alone know it: a yes about somebody new counts so many seconds after "I called them".
        .env(CALLER_WAIT, "1");
}

/// Files of tests are made as most people's are.
pub fn usual_umask() {
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o022));
}

/// What runs a program where this computer's own policy is not seen; nothing where there is none.
pub fn without_policy() -> &'static [&'static str] {
    if !Path::new("/etc/lifeline").exists() {
        return &[];
    }
    assert!(
        rustix::process::geteuid().is_root(),
        "this computer has rules of its own in /etc/lifeline, which only root can keep away from the tests: run them as root, or elsewhere"
    );
    &[
        "unshare",
        "--mount",
        "sh",
        "-c",
        "mount -t tmpfs none /etc/lifeline && exec \"$0\" \"$@\"",
    ]
}

/// A program by its own path, in clean surroundings, without the rules of this computer.
pub fn unruled(program: &str) -> Command {
    let words = [without_policy(), &[program]].concat();
    let mut command = command_at(words[0]);
    command.args(&words[1..]);
    command
}

/// Whether this process may do what needs root; says why the test is skipped where not.
pub fn root_is_here() -> bool {
    let root = rustix::process::geteuid().is_root();
    if !root {
        skipped("it needs root");
    }
    root
}

/// Whether all of these are installed; says why the test is skipped where not.
pub fn are_installed(programs: &[&str]) -> bool {
    let missing = programs.iter().find(|program| !is_installed(program));
    if let Some(missing) = missing {
        skipped(&format!("{missing} is not installed (sh assets/setup.sh --test)"));
    }
    missing.is_none()
}

/// The harness shows what a passed test printed only when asked; a skip must be seen.
pub fn skipped(reason: &str) {
    let name = std::thread::current().name().unwrap_or("this test").to_owned();
    let _ = writeln!(std::io::stderr(), "skipped: {name}: {reason}");
}
