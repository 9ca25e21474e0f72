//! Sets the person's own engine again when the process that has set another one no longer can: it was killed, it crashed,
//! or it was stopped, and the person's keys would wait for it.
//!
//! A second process of this program watches the first, as on X11 (`x11/watchdog.rs`), while the engine is in use.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Stdio};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::daemon::{replace, restore_after_death};
use crate::child;
use crate::input::x11::{is_stopped, outlive_signals, program};
use crate::vocabulary::Cause;

/// How often it looks whether the other was stopped.
const LOOK_AGAIN: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 100_000_000,
};

pub(super) struct Watchdog(Child);

impl Watchdog {
    /// Watches over the connection of this name; `engine` is the person's. `None` where no program was named for it.
    pub(super) fn start(connection: &str, engine: &str) -> io::Result<Option<Self>> {
        let Some(program) = program() else { return Ok(None) };
        let mut command = child::command(program);
        command.arg("watch-engine").arg(std::process::id().to_string());
        command.arg("--").arg(connection).arg(engine);
        // In a process group of its own: what stops this one at the terminal must not stop that one.
        let child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        Ok(Some(Self(child)))
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        // Before its input ends, which would be the sign to act.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the second process does; see the head of this file.
pub(in crate::input) fn watch(process: u32, connection: &str, engine: &str) -> Result<(), Cause> {
    let outlive = outlive_signals();
    let mut was_stopped = false;
    while !is_gone() {
        let stopped = is_stopped(process);
        if stopped && !was_stopped {
            replace(engine)?;
        }
        was_stopped = stopped;
    }
    let restored = restore_after_death(connection, engine);
    drop(outlive);
    restored
}

/// Looks for a moment whether the other process is.
fn is_gone() -> bool {
    let stdin = io::stdin();
    let mut waited = [PollFd::new(&stdin, PollFlags::IN)];
    match poll(&mut waited, Some(&LOOK_AGAIN)) {
        // Nothing is ever written there: it can only have ended.
        Ok(ready) => ready > 0,
        Err(error) => error != rustix::io::Errno::INTR,
    }
}
