//! Lets go of the novice's keyboard and mouse when the process that injects no longer can: it was killed, it crashed,
//! or it was stopped (Ctrl+Z, SIGSTOP). An X server keeps pressed what a client pressed, also when that client is gone.
//!
//! A second process of this program watches the first: the end of its standard input says that the other is gone,
//! `/proc` that it was stopped. Then it closes the other's connection to the display, which ends the injection for
//! good, whatever the other does when it is continued; it releases what is down, takes lent keycodes back, and ends.
//! Its end in turn tells the other that its grant is void.

use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Stdio};
use std::sync::OnceLock;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use tokio::signal::unix::{SignalKind, signal};
use x11rb::protocol::xproto::{ConnectionExt as _, Window};

use super::connection::{XConnection, sent};
use super::spare;
use crate::child;
use crate::input::error::{InputError, Uncontrollable};

/// How often it looks whether the other was stopped: a held key begins to repeat after a multiple of this.
const LOOK_AGAIN: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 100_000_000,
};

const READY: u8 = b'!';

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// The program that is started as the watchdog, with `watch-input` as its first argument. Without a watchdog, what a
/// dead process held is released only at the next start.
pub(in crate::input) fn provide(program: PathBuf) {
    // The first one counts.
    let _ = PROGRAM.set(program);
}

/// The same for whatever else needs one.
pub(in crate::input) fn program() -> Option<&'static PathBuf> {
    PROGRAM.get()
}

pub(super) struct Watchdog(Child);

impl Watchdog {
    /// Returns when it watches over the connection that `owner` belongs to. `lost`: it has let go, or it died itself;
    /// this is called at the end of the watch, too.
    pub(super) fn start(
        display: Option<&str>,
        owner: Window,
        lost: impl FnOnce() + Send + 'static,
    ) -> Result<Option<Self>, InputError> {
        let Some(program) = PROGRAM.get() else { return Ok(None) };
        let failed = |error: io::Error| InputError::from(Uncontrollable::Unwatched(error));
        let mut command = child::command(program);
        command.arg("watch-input").arg(owner.to_string());
        command.arg(std::process::id().to_string());
        command.args(display);
        // In a process group of its own: what stops this one at the terminal must not stop that one.
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(failed)?;
        let stdout = child.stdout.take();
        let watchdog = Self(child);
        let Some(mut stdout) = stdout else { return Ok(None) };
        let mut ready = [0];
        stdout.read_exact(&mut ready).map_err(failed)?;
        std::thread::Builder::new()
            .name("watchdog".to_owned())
            .spawn(move || {
                wait_for_end(&mut stdout);
                lost();
            })
            .map_err(failed)?;
        Ok(Some(watchdog))
    }
}

fn wait_for_end(stdout: &mut ChildStdout) {
    // It says nothing more; whatever ends the waiting ends the trust.
    let _ = stdout.read_to_end(&mut Vec::new());
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        // Before its input ends, which would be the sign to act. It is one process more until then if it cannot be
        // ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the second process does; see the head of this file.
pub(in crate::input) fn watch(display: Option<&str>, owner: Window, process: u32) -> Result<(), InputError> {
    let outlive = outlive_signals();
    let connected = XConnection::open(display)?;
    // The extensions are begun with that, too.
    connected.check_support()?;
    connected.waits_for_grabs(false)?;
    let mut stdout = io::stdout();
    let told = stdout.write_all(&[READY]).and_then(|()| stdout.flush());
    if told.is_ok() {
        wait(&connected, process)?;
    }
    // Refused where the connection is gone already. Otherwise nothing of what it still sends counts.
    let _ = sent(connected.x.kill_client(owner));
    let cleaned = spare::clean_up_after_a_crash(&connected);
    drop(outlive);
    cleaned
}

/// Returns when the other process is gone or was stopped; an error where the display is gone.
fn wait(connected: &XConnection, process: u32) -> Result<(), InputError> {
    loop {
        let stdin = io::stdin();
        let mut waited = [
            PollFd::new(&stdin, PollFlags::IN),
            PollFd::new(connected.x.stream(), PollFlags::IN),
        ];
        let ready = match poll(&mut waited, Some(&LOOK_AGAIN)) {
            Ok(ready) => ready,
            Err(rustix::io::Errno::INTR) => 0,
            Err(_) => return Ok(()),
        };
        let [input, _] = &waited;
        // Nothing is ever written there: it can only have ended.
        if !input.revents().is_empty() || is_stopped(process) {
            return Ok(());
        }
        if ready > 0 {
            connected.sync()?;
            while connected.next_event()?.is_some() {}
        }
    }
}

/// `T` in proc_pid_stat(5): stopped on a signal. (A debugger's stop is another.)
pub(in crate::input) fn is_stopped(process: u32) -> bool {
    let path = PathBuf::from(format!("/proc/{process}/stat"));
    let Ok(text) = crate::regular_file::read(&path, 4096) else {
        return false;
    };
    // The name in parentheses before it may hold anything.
    let text = String::from_utf8_lossy(&text);
    text.rsplit_once(')')
        .is_some_and(|(_, state)| state.trim_start().starts_with('T'))
}

/// What ends a whole session's processes at once must leave this one the moment that it needs.
pub(in crate::input) fn outlive_signals() -> Option<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().ok()?;
    let entered = runtime.enter();
    for kind in [
        SignalKind::terminate(),
        SignalKind::hangup(),
        SignalKind::interrupt(),
        SignalKind::quit(),
    ] {
        // The handler stays when what listens to it is gone. Without it the signal ends this process, as it would any.
        let _ = signal(kind);
    }
    drop(entered);
    Some(runtime)
}
