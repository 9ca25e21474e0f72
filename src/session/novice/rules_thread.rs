//! The rules of this computer, read on a thread of their own. A file system that does not answer holds up that thread
//! and nothing else. After a moment the sources that it keeps from being read count like any source that cannot be
//! read: what they might forbid is forbidden.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::may_offer::MayOffer;
use crate::net::link::Running;
use crate::policy::Rules;
use crate::session::files::silent;

/// The rules are read again this often: a change holds within two seconds.
const READ_RULES: Duration = Duration::from_millis(500);
/// A policy that is just being written may be unreadable for a moment: what is going on ends only when it is still so
/// after this many looks. What begins is refused at once.
const WRONG_LOOKS: u8 = 2;
/// A file system on the network that is asked for a few kilobytes answers within this, or does not answer.
const SILENT: Duration = Duration::from_secs(5);
/// How often it is looked whether the thread is stuck.
const OVERSEE: Duration = Duration::from_secs(1);

enum Request {
    Look,
    /// The rules as they are read now, also where that is once wrong.
    Tell(SyncSender<Rules>),
}

/// Reads the rules, and publishes what holds, until it is dropped.
pub(super) struct RulesThread {
    requests: Sender<Request>,
    _overseer: Running<()>,
}

/// When the look began that is going on.
type Looking = Arc<Mutex<Option<Instant>>>;

impl RulesThread {
    /// `published`: what holds, which the thread keeps up to date. Must be called inside a tokio runtime.
    pub fn start(may_offer: Arc<MayOffer>, published: watch::Sender<Rules>) -> std::io::Result<Self> {
        let (requests, asked) = channel();
        let looking = Looking::default();
        let overseer = Running::spawn(oversee(Arc::clone(&looking), published.clone()));
        std::thread::Builder::new().name("rules".to_owned()).spawn(move || {
            RulesReader {
                may_offer,
                published,
                looking,
                wrong: 0,
            }
            .run(&asked)
        })?;
        Ok(Self {
            requests,
            _overseer: overseer,
        })
    }

    /// Looks soon.
    pub fn look(&self) {
        // Without the thread nothing is allowed any more, which the overseer says.
        let _ = self.requests.send(Request::Look);
    }

    /// What is read at this moment, for what is about to begin. Waits, though not for ever.
    pub fn read_now(&self) -> Rules {
        let (answer, answered) = sync_channel(1);
        let _ = self.requests.send(Request::Tell(answer));
        answered.recv_timeout(SILENT).unwrap_or_else(|_| silent())
    }
}

/// Forbids what the thread, stuck, can no longer forbid.
async fn oversee(looking: Looking, published: watch::Sender<Rules>) {
    let mut look = tokio::time::interval(OVERSEE);
    loop {
        look.tick().await;
        let began = *looking.lock().unwrap_or_else(PoisonError::into_inner);
        if began.is_some_and(|began| began.elapsed() > SILENT) {
            publish(&published, silent());
        }
    }
}

fn publish(published: &watch::Sender<Rules>, rules: Rules) {
    published.send_if_modified(|known| {
        let changed = *known != rules;
        if changed && let Some(wrong) = &rules.wrong {
            tracing::error!(%wrong, "the rules cannot be read");
        }
        *known = rules;
        changed
    });
}

struct RulesReader {
    may_offer: Arc<MayOffer>,
    published: watch::Sender<Rules>,
    looking: Looking,
    /// How often in a row the rules could not be read.
    wrong: u8,
}

impl RulesReader {
    fn run(mut self, requests: &Receiver<Request>) {
        loop {
            match requests.recv_timeout(READ_RULES) {
                Ok(Request::Look) | Err(RecvTimeoutError::Timeout) => {
                    self.look();
                }
                Ok(Request::Tell(asker)) => {
                    let rules = self.look();
                    // Whoever asked may have given up.
                    let _ = asker.send(self.may_offer.hold(rules));
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Reads the rules, takes a change up, and returns what was read.
    fn look(&mut self) -> Rules {
        self.set_looking(Some(Instant::now()));
        let rules = self.may_offer.read_rules();
        self.set_looking(None);
        self.wrong = match rules.wrong {
            Some(_) => self.wrong.saturating_add(1),
            None => 0,
        };
        if self.wrong == 0 || self.wrong >= WRONG_LOOKS {
            publish(&self.published, self.may_offer.hold(rules.clone()));
        }
        rules
    }

    fn set_looking(&self, began: Option<Instant>) {
        *self.looking.lock().unwrap_or_else(PoisonError::into_inner) = began;
    }
}
