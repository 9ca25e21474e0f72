//! The window as the command line starts it, unless one is open that shows what is wanted.

use std::io;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::runtime::{Handle, Runtime};

use super::exits::{no_window, unopened, unread};
use super::services::StartedSessions;
use super::{display, ending, services};
use crate::app::{AtEnd, Start, TicketSource};
use crate::desk::running::Wanted;
use crate::desk::{self, running};
use crate::session::history::{Item, PastSession};
use crate::session::novice::{Problem, SessionEnd, WINDOW_GONE};
use crate::terminal::{self, Exit, Screen, words};
use crate::{child, file_system, t};

/// How long the novice's session may take to put everything away once the window is closed.
const FAREWELL: Duration = Duration::from_secs(3);

/// The window, with an invitation in it where one is named. A name that is wrong is said where it was typed.
pub(super) fn plain(runtime: &Runtime, file: Option<PathBuf>) -> Exit {
    let Some(file) = file else {
        return window_unless_open(runtime, &Wanted::Front, Start::Home);
    };
    if let Err(error) = file_system::metadata(&file)
        && error.kind() == io::ErrorKind::NotFound
    {
        let problem = unread(&file, t!("terminal-no-such-file"));
        unopened(&problem.to_string());
        return Exit::BadInvitation;
    }
    let wanted = std::path::absolute(&file).map(Wanted::Open);
    let start = Start::open(TicketSource::File(file));
    match wanted {
        Ok(wanted) => window_unless_open(runtime, &wanted, start),
        Err(_) => window(runtime, start),
    }
}

/// The window, unless one that is open on this display shows what is wanted.
pub(super) fn window_unless_open(runtime: &Runtime, wanted: &Wanted, start: Start) -> Exit {
    if runtime.block_on(running::ask(wanted)) {
        return Exit::Done;
    }
    window(runtime, start)
}

pub(super) fn window(runtime: &Runtime, start: Start) -> Exit {
    let Some(held) = display::hold() else {
        return no_window(&"there is no desktop");
    };
    let started = StartedSessions::default();
    let services = services::services(runtime.handle(), started.clone());
    let handle = runtime.handle().clone();
    crate::display_lost::heed({
        let (handle, started) = (handle.clone(), started.clone());
        move || cut_off(&handle, &started)
    });
    let run = || {
        crate::app::run(start, services, desk::preferences_at_start(), move |wake| {
            // Until here: the window has a connection of its own by now.
            let _held = held;
            Some(running::listen(&handle, move || wake()))
        })
    };
    // Without its window it breaks down.
    let shown = std::panic::catch_unwind(AssertUnwindSafe(run));
    // The helper hears a farewell, and the router takes its mapping back.
    runtime.block_on(started.finish(FAREWELL));
    match shown {
        Ok(Ok(())) => Exit::Done,
        Ok(Err(error)) => no_window(&error),
        Err(_) => {
            say_in_another_window();
            Exit::Failed
        }
    }
}

/// The connection to the display was cut, and the window is gone: what a helper was granted is withdrawn, the rest is put
/// away, and the process ends. For a thread that is no task's.
fn cut_off(runtime: &Handle, started: &StartedSessions) {
    let exit = lost_window();
    started.quit();
    runtime.block_on(started.finish(FAREWELL));
    say_in_another_window();
    terminal::finish_printing(FAREWELL);
    ending::leave(exit);
}

/// Says why on the terminal, and withdraws what a helper was granted.
pub(super) fn lost_window() -> Exit {
    // Whoever closes a window has it destroyed; where the display itself ended, there is no other to open.
    if crate::app::window_is_gone() {
        ending::window_gone();
        Screen::of_session().note(&desk::words::novice_end(&SessionEnd::WindowGone, false).to_string());
        return Exit::Failed;
    }
    ending::close_all();
    no_window(&"the display is gone")
}

/// Where something else closed the window while somebody was helped, another one says so: nobody looks at the terminal.
pub(super) fn say_in_another_window() {
    if !desk::finish_records() || ended_without_window().is_none() {
        return;
    }
    let another = std::env::current_exe().and_then(|program| {
        let mut another = child::command(program);
        another
            .arg("window-gone")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
    });
    if let Err(error) = another {
        tracing::error!(%error, "why it ended is said on the terminal alone");
    }
}

/// The last session, where the end of the window was its end, and a helper saw the screen.
fn ended_without_window() -> Option<PastSession> {
    let last = desk::history().ok()?.into_iter().find_map(|item| match item {
        Item::Session(past) => Some(past),
        Item::Event(_) => None,
    })?;
    Some(last).filter(|past| past.viewed && past.why.as_deref() == Some(WINDOW_GONE))
}

/// Another window, which says why the one before is gone.
pub(super) fn gone(runtime: &Runtime) -> Exit {
    window(runtime, Start::AfterWindow(ended_without_window().map(Box::new)))
}

/// The window, which leaves what was last seen in a file where that is asked for.
pub(super) fn in_window(
    runtime: &Runtime,
    snapshot: Option<PathBuf>,
    start: impl FnOnce(Option<AtEnd>) -> Start,
) -> Exit {
    let missing = Arc::new(AtomicBool::new(false));
    let at_end = snapshot.map(|file| keep(file, Arc::clone(&missing)));
    let exit = window(runtime, start(at_end));
    if exit == Exit::Done && missing.load(Ordering::Relaxed) {
        return Exit::NotWritten;
    }
    exit
}

/// Writes what was last seen into this file, as the terminal does; `missing` tells whether it could not.
fn keep(file: PathBuf, missing: Arc<AtomicBool>) -> AtEnd {
    Arc::new(move |canvas| {
        let written = {
            let canvas = canvas.lock().unwrap_or_else(PoisonError::into_inner);
            terminal::write_snapshot(&canvas, &file)
        };
        missing.store(written.is_err(), Ordering::Relaxed);
        let mut screen = Screen::standard();
        match written {
            Ok(()) => {
                screen.note(&words::saved(&file));
                Ok(file.clone())
            }
            Err(error) => {
                screen.error(&words::not_saved(&file, &error));
                Err(Problem {
                    what: t!("file-what", path = file.display().to_string()),
                    why: t!("file-why", error = error.clause()),
                    remedy: t!("file-remedy"),
                })
            }
        }
    })
}

/// Whether to work on the terminal: as asked for, or for want of a desktop, which is said.
pub(super) fn on_terminal<O: io::Write, E: io::Write>(asked: bool, screen: &mut Screen<O, E>) -> bool {
    if asked {
        return true;
    }
    let missing = !display::is_there();
    if missing {
        screen.note(&t!("terminal-no-display"));
    }
    missing
}
