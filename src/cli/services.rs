//! What the window is handed: sessions on this process's runtime, and the desk of [`crate::session::desk`].

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::app::{
    Delivery, ExpertLink, NoviceLink, OfferTo, Offers, Services, Settings, SystemDialogs, Waker, open_in_new_process,
};
use crate::policy::Sources;
use crate::screen::{DisplayName, Shared};
use crate::session::expert::{OfferOptions, RouterChoice, WaitOptions};
use crate::session::novice::{InvitationInForce, NoviceSettings, Problem};
use crate::session::{autostart, desk, doctor, expert, helper_key, helpers, history, novice, words};

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
    let (offering, offered) = (runtime.clone(), started.clone());
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
                let options = doctor::Options::of_invitation(port, mapped, desk::rules(), state_dir);
                words::findings(&examining.block_on(doctor::examine(options)))
            }
            Err(problem) => words::Findings {
                answers: vec![problem.to_string()],
                ..words::Findings::default()
            },
        }),
        invitations_stored: desk::invitations_stored(),
        delivery: Arc::new(Desk),
        dialogs: Arc::new(SystemDialogs),
        settings: Box::new(Remembered),
        machine_switch: Arc::new(desk::set_asking),
        history: Arc::new(history::read),
        offers: Box::new(OfferDesk(offering, offered)),
        monitors: Arc::new(desk::monitors),
        open_elsewhere: Box::new(open_in_new_process),
        clock: Arc::new(Instant::now),
    }
}

/// The same for a window that shows a novice's session which runs already.
pub(super) fn joined(runtime: &Handle, mut join: impl FnMut(Waker) -> NoviceLink + 'static) -> Services {
    Services {
        start_novice: Box::new(move |waker| Ok(join(waker))),
        ..services(runtime, Started::default())
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
        desk::mail(invitation, to, None)
    }

    fn draft(&self, invitation: &InvitationInForce) -> Result<PathBuf, Problem> {
        desk::draft(invitation)
    }

    fn show(&self, invitation: &InvitationInForce) -> Result<PathBuf, Problem> {
        desk::show(invitation)
    }
}

/// Offers of help, given and taken.
struct OfferDesk(Handle, Started);

impl Offers for OfferDesk {
    fn offer(&mut self, to: &OfferTo, waker: Waker) -> Result<ExpertLink, Problem> {
        let _inside = self.0.enter();
        let options = OfferOptions {
            host: to.host.clone(),
            port: to.port,
            name: to.name.clone(),
            size: super::WAITING_SIZE,
            state_dir: desk::state_dir()?,
        };
        let (link, done) = expert_link(expert::start_offer(options, expert_settings(), waker));
        self.1.add(done);
        Ok(link)
    }

    fn recent(&self) -> Vec<(String, u16)> {
        desk::recent_computers()
    }

    fn forget(&mut self, host: &str, port: u16) -> Result<(), Problem> {
        desk::forget_computer(host, port).map(|_| ())
    }

    fn own_key(&self) -> Result<String, Problem> {
        helper_key::text(&desk::state_dir()?).map(|key| key.to_string())
    }

    fn helpers(&self) -> helpers::Helpers {
        let state_dir = desk::state_dir().unwrap_or_default();
        helpers::current(&Sources::system(), &state_dir)
    }

    fn add(&mut self, key: &str, name: &str) -> Result<(), Problem> {
        helpers::add(&Sources::system(), key, name).map(|_| ())
    }

    fn remove(&mut self, key: &str) -> Result<(), Problem> {
        helpers::remove(&Sources::system(), key).map(|_| ())
    }

    fn allow(&mut self, offers: desk::OffersAllowed) -> Result<(), Problem> {
        helpers::allow(&Sources::system(), offers)
    }

    fn starts_by_itself(&self) -> Option<bool> {
        autostart::is_on()
    }

    fn start_by_itself(&mut self, on: bool) -> Result<(), Problem> {
        autostart::set(on)
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
