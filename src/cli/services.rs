//! What the window is handed: sessions on this process's runtime, and the desk.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::app::{
    ExpertLink, NoviceLink, OfferTo, Services, Sessions, SystemDialogs, TicketSource, Waker, open_in_new_process,
};
use crate::desk::{self, SystemDesk};
use crate::policy::Sources;
use crate::session::expert::{OfferOptions, OpenOptions, RouterChoice, WaitOptions};
use crate::session::novice::{NoviceSettings, Problem};
use crate::session::{expert, novice};
use crate::vocabulary::{DisplayName, Shared};

/// The sessions that the window has started, until they have put everything away.
#[derive(Clone, Default)]
pub(super) struct StartedSessions(Arc<Mutex<Vec<JoinHandle<()>>>>);

impl StartedSessions {
    fn add(&self, done: JoinHandle<()>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(done);
    }

    /// Waits until all are done, at most this long each.
    pub async fn finish(&self, limit: Duration) {
        let started = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for done in started {
            if tokio::time::timeout(limit, done).await.is_err() {
                tracing::warn!("a session did not end in time");
            }
        }
    }
}

pub(super) fn services(runtime: &Handle, started: StartedSessions) -> Services {
    Services {
        desk: Box::new(SystemDesk::new(runtime)),
        dialogs: Box::new(SystemDialogs),
        sessions: Box::new(OwnSessions(runtime.clone(), started)),
    }
}

/// The same for a window that shows a novice's session which runs already.
pub(super) fn joined(runtime: &Handle, join: impl Fn(Waker) -> NoviceLink + Send + Sync + 'static) -> Services {
    Services {
        sessions: Box::new(Joined {
            join: Box::new(join),
            own: OwnSessions(runtime.clone(), StartedSessions::default()),
        }),
        ..services(runtime, StartedSessions::default())
    }
}

/// A session as the window holds it, and a task that ends when the session has put everything away.
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

/// Sessions on this process's runtime.
struct OwnSessions(Handle, StartedSessions);

impl Sessions for OwnSessions {
    fn novice(&self, waker: Waker) -> Result<NoviceLink, Problem> {
        let settings = novice_settings()?;
        let _inside = self.0.enter();
        let session = novice::start(settings, waker);
        self.1.add(session.done);
        Ok(NoviceLink {
            commands: session.commands,
            events: session.events,
        })
    }

    fn expert(&self, options: OpenOptions, waker: Waker) -> Result<ExpertLink, Problem> {
        desk::check(&options.ticket)?;
        let _inside = self.0.enter();
        let (link, done) = expert_link(expert::start(options, expert_settings(), waker));
        self.1.add(done);
        Ok(link)
    }

    fn offer(&self, to: &OfferTo, waker: Waker) -> Result<ExpertLink, Problem> {
        let options = OfferOptions {
            host: to.host.clone(),
            port: to.port,
            name: to.name.clone(),
            size: super::WAITING_SIZE,
            state_dir: desk::state_dir()?,
        };
        let _inside = self.0.enter();
        let (link, done) = expert_link(expert::start_offer(options, expert_settings(), waker));
        self.1.add(done);
        Ok(link)
    }

    fn listening(&self) -> Result<WaitOptions, Problem> {
        Ok(WaitOptions {
            port: None,
            listen: None,
            router: RouterChoice::default(),
            state_dir: desk::state_dir()?,
        })
    }

    fn elsewhere(&self, ticket: &TicketSource) -> std::io::Result<()> {
        open_in_new_process(ticket)
    }
}

/// The same, with a novice's session that runs already.
struct Joined {
    join: Box<dyn Fn(Waker) -> NoviceLink + Send + Sync>,
    own: OwnSessions,
}

impl Sessions for Joined {
    fn novice(&self, waker: Waker) -> Result<NoviceLink, Problem> {
        Ok((self.join)(waker))
    }

    fn expert(&self, options: OpenOptions, waker: Waker) -> Result<ExpertLink, Problem> {
        self.own.expert(options, waker)
    }

    fn offer(&self, to: &OfferTo, waker: Waker) -> Result<ExpertLink, Problem> {
        self.own.offer(to, waker)
    }

    fn listening(&self) -> Result<WaitOptions, Problem> {
        self.own.listening()
    }

    fn elsewhere(&self, ticket: &TicketSource) -> std::io::Result<()> {
        self.own.elsewhere(ticket)
    }
}
