//! What the window is handed: sessions on this process's runtime, and the desk of [`crate::session::desk`].

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::app::{Delivery, ExpertLink, NoviceLink, Services, Settings, open_in_new_process};
use crate::policy::Sources;
use crate::screen::{DisplayName, Shared};
use crate::session::expert::{RouterChoice, WaitOptions};
use crate::session::novice::{InvitationInForce, NoviceSettings, Problem};
use crate::session::{desk, doctor, expert, history, novice, words};

/// The sessions that the window has started, until they have put everything away.
#[derive(Clone, Default)]
pub(super) struct Started(Arc<Mutex<Vec<JoinHandle<()>>>>);

impl Started {
    fn add(&self, done: JoinHandle<()>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(done);
    }

    /// Waits until all are done, at most this long each.
    pub async fn finish(&self, patience: Duration) {
        let started = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for done in started {
            if tokio::time::timeout(patience, done).await.is_err() {
                tracing::warn!("a session did not end in time");
            }
        }
    }
}

pub(super) fn services(runtime: &Handle, started: Started) -> Services {
    let (novices, experts) = (runtime.clone(), runtime.clone());
    let (helping, examining) = (started.clone(), runtime.clone());
    Services {
        start_novice: Box::new(move |waker| {
            let _inside = novices.enter();
            let session = novice::start(novice_settings()?, waker);
            started.add(session.done);
            Ok(NoviceLink {
                commands: session.commands,
                events: session.events,
            })
        }),
        start_expert: Box::new(move |options, waker| {
            let _inside = experts.enter();
            desk::check(&options.ticket)?;
            let (link, done) = expert_link(expert::start(options, expert_settings(), waker));
            helping.add(done);
            Ok(link)
        }),
        check_ticket: Box::new(desk::check),
        listening: Box::new(|| {
            Ok(WaitOptions {
                port: None,
                listen: None,
                router: RouterChoice::default(),
                state_dir: desk::state_dir()?,
            })
        }),
        examine: Arc::new(move |port, mapped| match desk::state_dir() {
            Ok(state_dir) => {
                let options = doctor::Options::of_invitation(port, mapped, state_dir);
                words::findings(&examining.block_on(doctor::examine(options)))
            }
            Err(problem) => words::Findings {
                answers: vec![problem.to_string()],
                ..words::Findings::default()
            },
        }),
        invitations_stored: desk::invitations_stored(),
        delivery: Arc::new(Desk),
        settings: Box::new(Remembered),
        machine_switch: Arc::new(desk::set_asking),
        history: Arc::new(history::read),
        monitors: Arc::new(desk::monitors),
        open_elsewhere: Box::new(open_in_new_process),
        clock: Arc::new(Instant::now),
    }
}

/// A session as the window holds it, and what ends when it has put everything away.
pub(super) fn expert_link(session: expert::Expert) -> (ExpertLink, JoinHandle<()>) {
    let link = ExpertLink {
        commands: session.commands,
        events: session.events,
        canvas: session.canvas,
    };
    (link, session.done)
}

/// This user's own screen, with their own state.
pub(super) fn novice_settings() -> Result<NoviceSettings, Problem> {
    Ok(NoviceSettings {
        state_dir: desk::state_dir()?,
        display: DisplayName::default(),
        shared: Shared::AllMonitors,
        user_name: desk::user_name(),
        encrypted_only: false,
        rules: Sources::system(),
        practice: false,
    })
}

/// The helper's side of this user.
pub(super) fn expert_settings() -> expert::ExpertSettings {
    expert::ExpertSettings {
        state_dir: desk::state_dir().ok(),
        rules: Sources::system(),
    }
}

struct Desk;

impl Delivery for Desk {
    fn save(&self, invitation: &InvitationInForce, path: &Path) -> Result<PathBuf, Problem> {
        desk::save(invitation, path)
    }

    fn mail(&self, invitation: &InvitationInForce, to: Option<&str>) -> Result<(), Problem> {
        desk::mail(invitation, to)
    }

    fn draft(&self, invitation: &InvitationInForce) -> Result<PathBuf, Problem> {
        desk::draft(invitation)
    }

    fn show(&self, invitation: &InvitationInForce) -> Result<(), Problem> {
        desk::show(invitation)
    }
}

struct Remembered;

impl Settings for Remembered {
    fn helper_name(&self) -> String {
        desk::helper_name()
    }

    fn set_helper_name(&mut self, name: &str) {
        desk::set_helper_name(name);
    }

    fn rules(&self) -> desk::Rules {
        desk::rules()
    }

    fn choices(&self) -> desk::Choices {
        desk::choices()
    }

    fn choose(&mut self, choices: desk::Choices) -> Result<(), Problem> {
        desk::choose(choices)
    }
}
