//! macOS: `caffeinate`, which comes with the system, for as long as this process lives at most. Neither compiled nor run
//! there yet.

use std::process::{Child, Stdio};

use super::{Awake, Inhibit};
use crate::child;

#[derive(Default)]
pub(super) struct Held(Option<Child>);

impl Inhibit for Held {
    fn set(&mut self, awake: Option<Awake>) {
        let before = std::mem::replace(&mut self.0, awake.and_then(caffeinate));
        end(before);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        end(self.0.take());
    }
}

fn caffeinate(awake: Awake) -> Option<Child> {
    let mut command = child::command("/usr/bin/caffeinate");
    // Idle sleep, and the display's.
    command.arg("-i");
    if awake == Awake::Seen {
        command.arg("-d");
    }
    command
        .arg("-w")
        .arg(std::process::id().to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let started = command.spawn();
    started
        .inspect_err(|error| tracing::info!(%error, "nothing keeps the computer from sleeping"))
        .ok()
}

fn end(running: Option<Child>) {
    if let Some(mut running) = running {
        // It may have ended by itself.
        let _ = running.kill();
        let _ = running.wait();
    }
}
