//! A Wayland desktop without a monitor that ends with whoever holds it.
#![allow(dead_code, reason = "each test binary uses its own part of it")]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::surroundings;

pub struct Sway {
    compositor: Child,
    /// The compositor's socket.
    pub socket: PathBuf,
    control: String,
    folder: TempDir,
}

impl Sway {
    /// With so many outputs of 1280 × 720 in a row, and further lines of its configuration. `None`, with the reason
    /// printed, where there is no sway.
    pub fn start(outputs: usize, lines: &str) -> Option<Self> {
        if !surroundings::are_installed(&["sway", "swaymsg", "setpriv"]) {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let places: String = (1..=outputs)
            .map(|number| {
                let left = (number - 1) * 1280;
                format!("output HEADLESS-{number} mode 1280x720 position {left} 0 scale 1\n")
            })
            .collect();
        let configuration = folder.path().join("config");
        let told = "exec echo \"$WAYLAND_DISPLAY $SWAYSOCK\"";
        let usual = "xwayland disable\ndefault_border none\nseat * hide_cursor 0";
        std::fs::write(&configuration, format!("{usual}\n{places}{lines}\n{told}\n")).unwrap();
        let mut compositor = as_anybody(folder.path())
            .args(["sway", "--config"])
            .arg(&configuration)
            .env("XDG_RUNTIME_DIR", folder.path())
            .env("WLR_BACKENDS", "headless")
            .env("WLR_HEADLESS_OUTPUTS", outputs.to_string())
            .env("WLR_LIBINPUT_NO_DEVICES", "1")
            .env("WLR_RENDERER", "pixman")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(compositor.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let (name, control) = line.trim().split_once(' ').expect("sway does not start");
        Some(Self {
            compositor,
            socket: folder.path().join(name),
            control: control.to_owned(),
            folder,
        })
    }

    pub fn socket_name(&self) -> String {
        self.socket.to_str().unwrap().to_owned()
    }

    /// A program for this desktop.
    pub fn command(&self, program: &str) -> Command {
        let mut command = surroundings::command(program);
        command
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .env("WAYLAND_DISPLAY", &self.socket)
            .env("SWAYSOCK", &self.control);
        command
    }

    /// Has the compositor carry out one of its own commands.
    pub fn order(&self, words: &[&str]) {
        let status = self
            .command("swaymsg")
            .arg("--")
            .args(words)
            .stdout(Stdio::null())
            .status();
        assert!(status.unwrap().success(), "{words:?}");
    }

    /// What the window that has the focus calls its program.
    pub fn focused(&self) -> Option<String> {
        let said = self
            .command("swaymsg")
            .args(["--raw", "-t", "get_tree"])
            .output()
            .unwrap();
        focused(&serde_json::from_slice(&said.stdout).ok()?)
    }

    /// Major and minor.
    pub fn version(&self) -> (u32, u32) {
        let said = self.command("sway").arg("--version").output().unwrap();
        let said = String::from_utf8(said.stdout).unwrap();
        let number = said.trim().rsplit(' ').next().unwrap();
        let mut parts = number.split(['.', '-']).map(|part| part.parse().unwrap());
        (parts.next().unwrap(), parts.next().unwrap())
    }

    /// For files of the test.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn kill(&mut self) {
        let _ = self.compositor.kill();
        let _ = self.compositor.wait();
    }

    pub fn process(&self) -> rustix::process::Pid {
        rustix::process::Pid::from_child(&self.compositor)
    }
}

/// Runs a program as somebody who is not root, to whom the folder then belongs: sway refuses to run as root.
fn as_anybody(folder: &Path) -> Command {
    const NOBODY: u32 = 65534;
    if !rustix::process::geteuid().is_root() {
        return surroundings::command("env");
    }
    std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY)).unwrap();
    let mut command = surroundings::command("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
    command
}

fn focused(node: &serde_json::Value) -> Option<String> {
    if node["focused"] == true {
        return node["app_id"].as_str().map(str::to_owned);
    }
    let children = ["nodes", "floating_nodes"]
        .into_iter()
        .filter_map(|kind| node[kind].as_array());
    children.flatten().find_map(focused)
}

impl Drop for Sway {
    fn drop(&mut self) {
        self.kill();
    }
}
