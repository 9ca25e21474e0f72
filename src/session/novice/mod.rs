//! The novice's role: what a front end may command, and what it is told.

mod around;
mod arrival;
mod authority;
mod clock;
mod command;
mod commands;
mod connection;
mod control;
mod dial;
pub(super) mod ends;
mod event;
pub mod flow;
mod graphics;
mod hall;
mod helped;
mod helper;
mod interruptions;
mod invitation;
mod may_offer;
mod may_wait;
mod offer;
mod offer_arrivals;
mod pictures;
pub(crate) mod problems;
pub(super) mod question;
mod registry;
mod rules_thread;
mod service;
mod settings;
mod slot;
mod visits;

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, PoisonError};

use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use self::around::Around;
use self::commands::DirectReach;
use super::{EventSink, Waker, files};
use crate::journal::{Journal, SystemLog};
use crate::texts::said::Said;

pub use super::problem::Problem;
pub use super::protection::Protection;
pub use super::router::{MapWhen, RouterChoice};
pub use crate::net::mapping::Unmapped;
pub use command::{Command, WaitOptions};
pub use commands::{Commands, Stop};
pub use ends::{ControlEnd, ControlRefusal, PauseReason, SessionEnd, WINDOW_GONE};
pub use event::Event;
pub use invitation::{AskOptions, InvitationId, InvitationInForce, ReplyProblem};
pub(crate) use may_offer::changes_wait;
pub use question::{Answer, Caller, Compare, CompareId, ProvedBy, Question, QuestionId, QuestionKind};
pub use registry::TRIES;
pub use settings::NoviceSettings;

/// The running novice's side, as a front end holds it. Dropping the commands ends it.
#[derive(Debug)]
pub struct Novice {
    pub commands: Commands,
    pub events: mpsc::Receiver<Event>,
    /// Ends when everything was said and put away, after [`Command::Quit`].
    pub done: JoinHandle<()>,
}

/// Starts the novice's side: invitations of an earlier run are served at once. Must be called inside a tokio runtime;
/// `waker` is called after each event.
///
/// Files, the router and whatever else may keep somebody waiting are the business of a thread, "service". Nothing that
/// a person takes away passes through it ([`Commands`]), nor through the runtime.
#[must_use]
pub fn start(settings: NoviceSettings, waker: Waker) -> Novice {
    let (queue, inbox) = mpsc::channel(COMMANDS);
    let (sink, events) = EventSink::new(waker);
    let reach = DirectReach::default();
    *reach.shared.lock().unwrap_or_else(PoisonError::into_inner) = settings.shared;
    let commands = Commands::new(reach.clone(), queue);
    let (finished, finishes) = oneshot::channel::<()>();
    let runtime = tokio::runtime::Handle::current();
    let thread = std::thread::Builder::new().name("service".to_owned()).spawn({
        let sink = sink.clone();
        move || {
            let stop = reach.stop.clone();
            let serving = || runtime.block_on(serve(settings, reach, sink.clone(), inbox));
            if std::panic::catch_unwind(AssertUnwindSafe(serving)).is_err() {
                // Nobody is let in any more, and nothing that was granted stays.
                stop.end();
                sink.send(Event::Error(problems::fault()));
            }
            let _ = finished.send(());
        }
    });
    if let Err(error) = thread {
        sink.send(Event::Error(problems::store(error.why())));
    }
    let done = tokio::spawn(async move {
        // An error is the end, too.
        let _ = finishes.await;
    });
    Novice { commands, events, done }
}

async fn serve(settings: NoviceSettings, reach: DirectReach, sink: EventSink<Event>, inbox: mpsc::Receiver<Command>) {
    // Nothing is refused for want of a record, but the novice is told.
    let told = sink.clone();
    let journal = Journal::start(&settings.state_dir, SystemLog::Default, move |trouble| {
        told.send(Event::NotRecorded(problems::not_recorded(trouble)));
    });
    let controlling = reach.controlling.clone();
    let may_offer = may_offer::MayOffer::new(settings.rules.clone(), &settings.state_dir, controlling);
    let may_offer = Arc::new(may_offer);
    let (published, ruled) = watch::channel(files::silent());
    let rules = match rules_thread::RulesThread::start(Arc::clone(&may_offer), published.clone()) {
        Ok(rules) => rules,
        Err(error) => return sink.send(Event::Error(problems::store(error.why()))),
    };
    // What cannot be read is known to be so from the beginning.
    published.send_replace(rules.read_now());
    let around = Around {
        rules: ruled,
        state_dir: settings.state_dir.clone(),
        may_offer,
        practice: settings.practice,
        display: settings.display.clone(),
        reach,
        events: sink,
        journal: Some(journal),
        changed: Arc::new(Notify::new()),
    };
    service::Service::new(settings, around, rules).run(inbox).await;
}

/// Commands that may wait; a person gives a few a minute.
const COMMANDS: usize = 64;
