//! `lifeline try`: both halves on this one computer, over loopback, with a practice screen of its own.
//!
//! The invitation is real, kept in a private directory, listened for on loopback only, and used once, by the helper's
//! half in this same process. `--yes` answers the questions about that helper and about nobody else.

#[cfg_attr(not(target_os = "linux"), path = "desktop.rs")]
mod place;
mod script;
mod window;

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Runtime;

use super::args::Try;
use super::{display, interrupted, services};
use crate::app::NoviceLink;
use crate::desk;
use crate::policy::Sources;
use crate::session::expert::{Canvas, OpenOptions, SharedCanvas};
use crate::session::novice::{AskOptions, Command, InvitationInForce, NoviceSettings, Problem};
use crate::session::{expert, novice};
use crate::t;
use crate::terminal::{Exit, Screen};
use crate::vocabulary::{DisplayName, Economy, Shared};
use place::{Place, PlaceError};

/// The practice screen, in pixels.
const SIZE: (u16, u16) = (1024, 640);

/// How long the practice's invitation is valid; it is cancelled earlier, when the helper has left.
const LIFE: Duration = Duration::from_secs(3600);

/// The helper sees what stands on the screen if the mean error of a colour is at most this, of 255: RDP's encodings for
/// a desktop lose nothing, so that less than one step is asked for.
const MAX_MEAN_ERROR: f64 = 1.0;

/// How often the two pictures are compared.
const COMPARE_EVERY: Duration = Duration::from_millis(150);

/// The program on the practice screen.
pub(super) fn window() -> Exit {
    window::run()
}

pub(super) fn run(runtime: &Runtime, job: &Try) -> Exit {
    // The practice screen has rules of its own, but where nothing is allowed there is nothing to practise.
    let rules = desk::rules();
    if !rules.ask && !rules.help {
        Screen::standard().error(&t!("practice-forbidden"));
        return super::forbidden_by(&rules);
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
    let problem = Problem {
        what: t!("practice-no-screen-what"),
        why: t!("file-why", error = error.to_string()),
        remedy: t!("practice-no-screen-remedy"),
    };
    Screen::standard().error(&problem.to_string());
    Exit::NoScreen
}

fn settings(place: &Place) -> NoviceSettings {
    NoviceSettings {
        state_dir: place.state_dir(),
        display: DisplayName(place.display()),
        shared: Shared::AllMonitors,
        user_name: desk::user_name(),
        encrypted_only: true,
        rules: Sources::none(),
        practice: true,
    }
}

fn ask_options() -> AskOptions {
    AskOptions {
        life: LIFE,
        view_only: false,
        older_windows: false,
        economy: Economy::default(),
        port: Some(0),
        password: None,
        listen: Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        router: novice::RouterChoice::default(),
    }
}

fn open_options(invitation: &InvitationInForce) -> OpenOptions {
    OpenOptions {
        ticket: invitation.ticket.clone().into_bytes(),
        password: invitation.password.clone(),
        name: t!("practice-name"),
        address: None,
        size: SIZE,
        wait: None,
    }
}

/// The practice helper leaves no trace, and obeys no rules but those of the practice screen.
fn practice_expert() -> expert::ExpertSettings {
    expert::ExpertSettings {
        state_dir: None,
        rules: Sources::none(),
    }
}

/// Whether the helper's picture is that of the practice screen. Where the screen cannot be read for comparison, a whole
/// picture that is not blank has to do.
fn matches(canvas: &Canvas, place: &Place) -> Result<bool, PlaceError> {
    if !canvas.is_whole() {
        return Ok(false);
    }
    let Some(screen) = place.picture()? else {
        return Ok(canvas
            .bgra
            .chunks_exact(4)
            .any(|pixel| canvas.bgra.get(..4) != Some(pixel)));
    };
    if screen.len() != canvas.bgra.len() {
        return Ok(false);
    }
    let pairs = screen.chunks_exact(4).zip(canvas.bgra.chunks_exact(4));
    let error: u64 = pairs
        .map(|(bgrx, bgra)| {
            bgrx.iter()
                .take(3)
                .zip(bgra)
                .map(|(a, b)| u64::from(a.abs_diff(*b)))
                .sum::<u64>()
        })
        .sum();
    Ok(error as f64 / (screen.len() / 4 * 3) as f64 <= MAX_MEAN_ERROR)
}

fn compare(canvas: &SharedCanvas, place: &Place) -> bool {
    let canvas = canvas.lock().unwrap_or_else(PoisonError::into_inner);
    matches(&canvas, place).unwrap_or_else(|error| {
        tracing::warn!(%error, "the practice screen cannot be read");
        false
    })
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
        Err(error) => super::no_window(&error),
        Ok(()) if matched => Exit::Done,
        Ok(()) => {
            Screen::standard().error(&t!("practice-different"));
            Exit::Failed
        }
    }
}
