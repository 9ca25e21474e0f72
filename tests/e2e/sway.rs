//! A Wayland desktop without a screen: sway on outputs of its own, looked at, its windows moved; gone with its value.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::display::{Picture, eventually};
use super::pair::Home;
use super::program::Program;
use super::surroundings;

/// What stands behind all windows; no part of one has this colour.
pub const BACKGROUND: [u8; 3] = [0x22, 0x66, 0xAA];

/// One output: width and height in pixels, and how many of them make up a point.
#[derive(Debug, Clone, Copy)]
pub struct Output(pub u16, pub u16, pub f32);

pub struct Sway {
    home: Home,
    program: Program,
}

impl Sway {
    /// `None`, after saying so, where it is not installed. The outputs stand side by side, each with a workspace of its
    /// number, from 1 on.
    pub fn start(outputs: &[Output]) -> Option<Self> {
        if !surroundings::are_installed(&["sway", "swaybg", "swaymsg", "grim"]) {
            return None;
        }
        let home = Home::new();
        let config = home.file("sway.conf", &config(outputs));
        // It refuses to run as root, also where that is all who there is.
        let words: &[&str] = if rustix::process::geteuid().is_root() {
            &["unshare", "--user", "--map-user=1000", "--map-group=1000", "sway"]
        } else {
            &["sway"]
        };
        let mut command = surroundings::command(words[0]);
        home.dress(&mut command);
        command
            .args(&words[1..])
            .arg("--config")
            .arg(config)
            .env("SWAYSOCK", home.path("sway"))
            .env("WLR_BACKENDS", "headless")
            .env("WLR_RENDERER", "pixman")
            .env("WLR_LIBINPUT_NO_DEVICES", "1")
            .env("WLR_HEADLESS_OUTPUTS", outputs.len().to_string());
        let sway = Self {
            program: Program::start("sway", command),
            home,
        };
        eventually("sway answers", || sway.ask(&["-t", "get_version"]).is_some());
        Some(sway)
    }

    pub fn signal(&self, signal: Signal) {
        self.program.signal(signal);
    }

    pub fn socket(&self) -> PathBuf {
        self.home.path("run/wayland-1")
    }

    /// Lets a command run on this desktop.
    pub fn dress(&self, command: &mut Command) {
        command
            .env("WAYLAND_DISPLAY", self.socket())
            .env("XDG_SESSION_TYPE", "wayland")
            .env("LIBGL_ALWAYS_SOFTWARE", "1");
    }

    /// What `swaymsg` says; `None` if it fails.
    fn ask(&self, words: &[&str]) -> Option<String> {
        let mut command = surroundings::command("swaymsg");
        let said = command
            .arg("--socket")
            .arg(self.home.path("sway"))
            .arg("--raw")
            .args(words)
            .stderr(Stdio::null())
            .output()
            .unwrap();
        said.status
            .success()
            .then(|| String::from_utf8_lossy(&said.stdout).into_owned())
    }

    /// Does what a line of its configuration says.
    pub fn tell(&self, what: &str) {
        assert!(self.ask(&[what]).is_some(), "sway refuses: {what}");
    }

    /// Waits until a window of this title is there.
    pub fn window(&self, title: &str) {
        let named = format!("\"name\":\"{title}\"");
        eventually(&format!("a window called {title}"), || {
            let tree = self.ask(&["-t", "get_tree"]).unwrap_or_default();
            tree.replace("\": ", "\":").contains(&named)
        });
    }

    /// Kills the program that has a window under this name.
    pub fn kill_program(&self, app_id: &str) {
        let told = self.ask(&["-t", "get_tree"]).unwrap();
        let tree = serde_json::from_str(&told).unwrap();
        let process = process_of(&tree, app_id).and_then(Pid::from_raw).expect("a window");
        kill_process(process, Signal::KILL).unwrap();
    }

    /// The picture on an output, numbered from 1, in its own pixels.
    pub fn screenshot(&self, output: usize) -> Picture {
        let file = self.home.path("shot.png");
        let mut command = surroundings::command("grim");
        self.dress(&mut command);
        command.env("XDG_RUNTIME_DIR", self.home.path("run"));
        let taken = command.arg("-o").arg(name(output)).arg(&file).status().unwrap();
        assert!(taken.success(), "no picture of output {output}: {taken}");
        Picture::read(&file)
    }

    /// Waits until an output shows what stands behind all windows, and nothing else.
    pub fn bare(&self, output: usize) {
        eventually(&format!("output {output} is bare"), || {
            let shot = self.screenshot(output);
            shot.rgb.chunks_exact(3).all(|pixel| pixel == BACKGROUND)
        });
    }

    /// The picture on an output as soon as it stands still and shows a window with nothing of it blank.
    pub fn settled(&self, output: usize) -> Picture {
        let mut last = self.screenshot(output);
        eventually(&format!("output {output} comes to rest"), || {
            let next = self.screenshot(output);
            let rests = next == last && next.rgb.chunks_exact(3).any(|pixel| pixel != BACKGROUND);
            last = next;
            rests
        });
        last
    }
}

fn process_of(node: &Value, app_id: &str) -> Option<i32> {
    if node["app_id"] == app_id {
        return node["pid"].as_i64()?.try_into().ok();
    }
    let kinds = ["nodes", "floating_nodes"].into_iter();
    let mut children = kinds.filter_map(|kind| node[kind].as_array()).flatten();
    children.find_map(|child| process_of(child, app_id))
}

fn name(output: usize) -> String {
    format!("HEADLESS-{output}")
}

fn config(outputs: &[Output]) -> String {
    let [red, green, blue] = BACKGROUND;
    let mut config = format!(
        "xwayland disable\ndefault_border none\noutput * bg #{red:02x}{green:02x}{blue:02x} solid_color\n\
         for_window [app_id=\".*\"] floating enable\n"
    );
    let mut left = 0.0;
    for (number, Output(width, height, scale)) in (1..).zip(outputs) {
        let name = name(number);
        writeln!(config, "output {name} mode --custom {width}x{height}@60Hz").unwrap();
        writeln!(config, "output {name} scale {scale}").unwrap();
        writeln!(config, "output {name} pos {left} 0").unwrap();
        writeln!(config, "workspace {number} output {name}").unwrap();
        left += (f32::from(*width) / scale).ceil();
    }
    config
}
