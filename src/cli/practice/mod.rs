//! `lifeline try`: both halves on this one computer, over loopback, with a practice screen of its own.
//!
//! The invitation is real, kept in a private directory, listened for on loopback only, and used once, by the helper's
//! half in this same process. `--yes` answers the questions about that helper and about nobody else.

mod halves;
#[cfg_attr(not(target_os = "linux"), path = "no_place.rs")]
mod place;
mod script;
mod window;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::runtime::Runtime;

use super::args::Try;
use super::ending::interrupted;
use super::exits::{forbidden_by, no_window};
use super::practise::no_screen;
use super::{display, services};
use crate::app::NoviceLink;
use crate::desk;
use crate::session::expert::{self, SharedCanvas};
use crate::session::novice::{self, Command};
use crate::t;
use crate::terminal::{Exit, Screen};
use halves::{COMPARE_EVERY, ask_options, compare, open_options, practice_expert, settings};
use place::{Place, PlaceError};

/// The program on the practice screen.
pub(super) fn window() -> Exit {
    window::run()
}

pub(super) fn run(runtime: &Runtime, job: &Try) -> Exit {
    // The practice screen has rules of its own, but where nothing is allowed there is nothing to practise.
    let rules = desk::rules();
    if !rules.ask && !rules.help {
        Screen::standard().error(&t!("practice-forbidden"));
        return forbidden_by(&rules);
    }
    let place = match Place::begin(job.inside.as_deref().map(Path::to_path_buf)) {
        Ok(place) => Arc::new(place),
        Err(error) => return no_place(&error),
    };
    if job.yes || job.terminal || !display::is_there() {
        script::run(runtime, &place, job.yes)
    } else {
        in_window(runtime, place)
    }
}

fn no_place(error: &PlaceError) -> Exit {
    tracing::error!(%error, "there is nowhere to practise");
    let problem = no_screen(error);
    Screen::standard().error(&problem.to_string());
    Exit::NoScreen
}

/// Both halves side by side in a window; the person answers both. Done if the helper's picture was once that of the
/// screen.
fn in_window(runtime: &Runtime, place: Arc<Place>) -> Exit {
    let seen: Arc<Mutex<Option<SharedCanvas>>> = Arc::default();
    let (opened, watched, compared) = (Arc::clone(&seen), Arc::clone(&seen), Arc::clone(&place));
    let comparing = runtime.spawn(async move {
        loop {
            tokio::time::sleep(COMPARE_EVERY).await;
            let canvas = watched.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if canvas.is_some_and(|canvas| compare(&canvas, &compared)) {
                return;
            }
        }
    });
    let ending = Arc::clone(&place);
    runtime.spawn(async move {
        let exit = interrupted().await;
        ending.end();
        std::process::exit(exit.code().into());
    });
    let (novices, experts) = (runtime.handle().clone(), runtime.handle().clone());
    let settings = settings(&place);
    let shown = crate::app::try_window(
        move |waker| {
            let _inside = novices.enter();
            let session = novice::start(settings, waker);
            if session.commands.try_send(Command::Ask(ask_options())).is_err() {
                tracing::error!("the practice session takes no command");
            }
            Ok(NoviceLink {
                commands: session.commands,
                events: session.events,
            })
        },
        Arc::new(move |invitation, waker| {
            let _inside = experts.enter();
            let session = expert::start(open_options(invitation), practice_expert(), waker);
            *opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&session.canvas));
            Ok(services::expert_link(session).0)
        }),
        services::services(runtime.handle(), services::StartedSessions::default()),
        desk::preferences_at_start(),
    );
    let matched = comparing.is_finished();
    comparing.abort();
    place.end();
    match shown {
        Err(error) => no_window(&error),
        Ok(()) if matched => Exit::Done,
        Ok(()) => {
            Screen::standard().error(&t!("practice-different"));
            Exit::Failed
        }
    }
}
