//! A virtual X display that ends with whoever holds it.
#![allow(dead_code, reason = "each test binary uses its own part of it")]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use super::surroundings;

pub struct Xvfb {
    server: Child,
    pub name: String,
}

impl Xvfb {
    /// `screen` is its size and depth, such as `1024x768x24`. `None`, with the reason printed, where there is no Xvfb.
    pub fn start(screen: &str) -> Option<Self> {
        if !surroundings::are_installed(&["Xvfb"]) {
            return None;
        }
        let mut server = surroundings::command("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                screen,
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut number)
            .unwrap();
        Some(Self {
            server,
            name: format!(":{}", number.trim()),
        })
    }

    pub fn kill(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Drop for Xvfb {
    fn drop(&mut self) {
        self.kill();
    }
}
