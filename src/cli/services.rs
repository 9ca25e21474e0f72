//! What the window is handed: sessions on this process's runtime, and the desk.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::{ending, practise};
use crate::app::{
    ExpertLink, NoviceLink, OfferTo, Services, Sessions, SystemDialogs, TicketSource, Waker, open_in_new_process,
};
use crate::desk::{self, SystemDesk};
use crate::session::expert::{OfferOptions, OpenOptions, ReplyOptions, RouterChoice};
use crate::session::novice::Problem;
use crate::session::{expert, novice};

/// The waiting picture that the novice's side is asked for, in pixels.
pub(super) const WAITING_SIZE: (u16, u16) = (1024, 768);

/// The sessions that the window has started, until they have put everything away.
#[derive(Clone, Default)]
pub(super) struct StartedSessions(Arc<Mutex<Vec<StartedSession>>>);

struct StartedSession {
    /// Says goodbye where the window cannot any more.
    quit: Box<dyn Fn() + Send>,
    done: JoinHandle<()>,
}

impl StartedSessions {
    fn add(&self, quit: impl Fn() + Send + 'static, done: JoinHandle<()>) {
        let quit = Box::new(quit);
        let mut started = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        started.push(StartedSession { quit, done });
    }

    /// Says goodbye to all in the window's stead.
    pub fn quit(&self) {
        for started in &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            (started.quit)();
        }
    }

    /// Waits until all are done, at most this long each.
    pub async fn finish(&self, limit: Duration) {
        let started = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for StartedSession { done, .. } in started {
            if tokio::time::timeout(limit, done).await.is_err() {
                tracing::warn!("a session did not end in time");
            }
        }
    }
}

pub(super) fn services(runtime: &Handle, started: StartedSessions) -> Services {
    with_sessions(OwnSessions {
        runtime: runtime.clone(),
        started,
        running: None,
    })
}

/// The same for a window that shows a novice's session which runs already.
pub(super) fn joined(runtime: &Handle, join: impl Fn(Waker) -> NoviceLink + Send + Sync + 'static) -> Services {
    with_sessions(OwnSessions {
        runtime: runtime.clone(),
        started: StartedSessions::default(),
        running: Some(Box::new(join)),
    })
}

fn with_sessions(sessions: OwnSessions) -> Services {
    Services {
        desk: Box::new(SystemDesk::new(&sessions.runtime)),
        dialogs: Box::new(SystemDialogs),
        sessions: Box::new(sessions),
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

/// Ends this session, and does not keep it until then.
fn end_of(link: &ExpertLink) -> impl Fn() + Send + 'static {
    let commands = link.commands.downgrade();
    move || {
        // Where its queue is full it hears of the end of the process soon.
        let _ = commands
            .upgrade()
            .map(|commands| commands.try_send(expert::Command::End));
    }
}

/// Sessions on this process's runtime.
struct OwnSessions {
    runtime: Handle,
    started: StartedSessions,
    /// How to join the novice's session that runs already, where one does.
    running: Option<Box<dyn Fn(Waker) -> NoviceLink + Send + Sync>>,
}

impl Sessions for OwnSessions {
    fn novice(&self, waker: Waker) -> Result<NoviceLink, Problem> {
        if let Some(join) = &self.running {
            return Ok(join(waker));
        }
        let settings = desk::novice_settings()?;
        let _inside = self.runtime.enter();
        let session = novice::start(settings, waker);
        ending::granted_by(session.commands.stop());
        self.started.add(session.commands.quitting(), session.done);
        Ok(NoviceLink {
            commands: session.commands,
            events: session.events,
        })
    }

    fn expert(&self, options: OpenOptions, waker: Waker) -> Result<ExpertLink, Problem> {
        desk::check(&options.ticket)?;
        let _inside = self.runtime.enter();
        let (link, done) = expert_link(expert::start(options, desk::expert_settings(), waker));
        self.started.add(end_of(&link), done);
        Ok(link)
    }

    fn offer(&self, to: &OfferTo, waker: Waker) -> Result<ExpertLink, Problem> {
        let options = OfferOptions {
            host: to.host.clone(),
            port: to.port,
            name: to.name.clone(),
            size: WAITING_SIZE,
            state_dir: desk::state_dir()?,
        };
        let _inside = self.runtime.enter();
        let (link, done) = expert_link(expert::start_offer(options, desk::expert_settings(), waker));
        self.started.add(end_of(&link), done);
        Ok(link)
    }

    fn listening(&self) -> Result<ReplyOptions, Problem> {
        Ok(ReplyOptions {
            port: None,
            listen: None,
            router: RouterChoice::default(),
            state_dir: desk::state_dir()?,
        })
    }

    fn practise(&self) -> Result<(), Problem> {
        practise::in_new_process()
    }

    fn elsewhere(&self, ticket: Option<&TicketSource>) -> std::io::Result<()> {
        open_in_new_process(ticket)
    }
}
