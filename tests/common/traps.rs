//! A person's desktop on which everything that a test must leave alone tells that it was touched. A test runs its own
//! binary there once more, and sees that all of it passes and that nothing was touched.
#![allow(dead_code, reason = "each test binary uses its own part of it")]

use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::surroundings;

/// What opens dialogs, mails, folders and pages, and what desktops ask things with.
const PROGRAMS: [&str; 16] = [
    "firewall-cmd",
    "gio",
    "gvfs-open",
    "kde-open",
    "kdialog",
    "kioclient",
    "matedialog",
    "nmcli",
    "notify-send",
    "pkexec",
    "qarma",
    "thunderbird",
    "xdg-email",
    "xdg-mime",
    "xdg-open",
    "zenity",
];

const SOCKETS: [&str; 3] = ["session-bus", "system-bus", "wayland"];

pub struct Traps {
    folder: tempfile::TempDir,
    sockets: Vec<UnixListener>,
}

impl Traps {
    pub fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["programs", "home"] {
            std::fs::create_dir(path(name)).unwrap();
        }
        let touched = path("touched");
        for program in PROGRAMS {
            let file = path("programs").join(program);
            let script = format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\n", touched.display());
            std::fs::write(&file, script).unwrap();
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let sockets = SOCKETS.iter().map(|name| {
            let socket = UnixListener::bind(path(name)).unwrap();
            socket.set_nonblocking(true).unwrap();
            socket
        });
        Self {
            sockets: sockets.collect(),
            folder,
        }
    }

    /// Runs tests of this binary on that desktop, and returns what they said.
    pub fn run_again(&self, arguments: &[&str]) -> Output {
        let program = std::env::current_exe().unwrap();
        let mut command = Command::new(surroundings::program("sh"));
        command
            .args(["-c", "umask 000; exec \"$0\" \"$@\""])
            .arg(program)
            .args(arguments);
        let own = std::env::var_os("PATH").unwrap_or_default();
        let places = [self.path("programs")].into_iter().chain(std::env::split_paths(&own));
        let (home, bus) = (self.path("home"), |name| {
            format!("unix:path={}", self.path(name).display())
        });
        command
            .env("PATH", std::env::join_paths(places).unwrap())
            .env("HOME", &home)
            .env("BROWSER", self.path("programs").join("xdg-open"))
            .env("DBUS_SESSION_BUS_ADDRESS", bus("session-bus"))
            .env("DBUS_SYSTEM_BUS_ADDRESS", bus("system-bus"))
            .env("WAYLAND_DISPLAY", self.path("wayland"))
            .env("DISPLAY", ":59999")
            .env("XAUTHORITY", home.join("no-authority"))
            .env("TZ", "Asia/Kathmandu")
            .env("USER", "anna")
            .env("LOGNAME", "anna");
        for name in ["LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANGUAGE"] {
            command.env(name, "de_DE.UTF-8");
        }
        for name in [
            "CACHE_HOME",
            "CONFIG_DIRS",
            "CONFIG_HOME",
            "DATA_HOME",
            "RUNTIME_DIR",
            "STATE_HOME",
        ] {
            command.env(format!("XDG_{name}"), &home);
        }
        for name in ["LIFELINE_LOG", "RUST_LOG"] {
            command.env(name, "trace");
        }
        command.output().unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    #[track_caller]
    pub fn assert_untouched(&self) {
        let touched = std::fs::read_to_string(self.path("touched")).unwrap_or_default();
        assert_eq!(touched, "", "programs of this desktop were started");
        for (socket, name) in self.sockets.iter().zip(SOCKETS) {
            assert!(socket.accept().is_err(), "{name} was asked");
        }
        assert_eq!(all_in(&self.path("home")), [""; 0], "the home is as it was");
    }
}

fn all_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}
