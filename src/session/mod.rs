//! One help session as a state machine, for either role: the one place where the rooms meet.
#![forbid(unsafe_code)]

pub mod consent;
pub mod door;
pub mod ends;
pub mod expert;
mod files;
pub(crate) mod helper_key;
pub mod history;
mod log;
pub mod novice;
mod problem;
mod protection;
pub mod record;
pub(crate) mod router;
pub mod told;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

/// Stands in the Client Info (WorkingDir) in place of an invitation's ID where help is offered: there is no invitation.
const OFFER_ID: &str = "*";

/// Two people compare words on the telephone; neither side waits longer for them.
const COMPARE_TIMEOUT: Duration = Duration::from_secs(300);

/// The number of a session in the journals of both its ends: made of what only they know, the ticket's ID and the
/// keying material of their TLS connection, and telling nothing of either. A peer that has no such material knows no
/// number either; then it is this end's alone.
fn session_number(ticket: &str, exporter: Option<&[u8; 32]>) -> String {
    let own = || {
        let mut own = [0; 32];
        // Without randomness the number is that of the ticket; it opens nothing.
        let _ = getrandom::fill(&mut own);
        own
    };
    let mut hash = Sha256::new();
    hash.update(b"Lifeline session number\0");
    hash.update(ticket.as_bytes());
    hash.update([0]);
    hash.update(exporter.copied().unwrap_or_else(own));
    let digest = hash.finalize();
    digest
        .iter()
        .take(SESSION_BYTES)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Enough that no two sessions of an organisation share a number.
const SESSION_BYTES: usize = 8;

/// Called after each event, so that a front end that sleeps looks at its queue.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Events that may wait for a front end. Far more than a session makes while a window is busy; a front end that stopped
/// looking loses the newest, and the log says so.
const EVENTS: usize = 4096;

/// The way to the front end.
pub struct EventSink<E> {
    events: mpsc::Sender<E>,
    waker: Waker,
}

impl<E> EventSink<E> {
    pub(crate) fn new(waker: Waker) -> (Self, mpsc::Receiver<E>) {
        let (events, queue) = mpsc::channel(EVENTS);
        (Self { events, waker }, queue)
    }

    pub(crate) fn send(&self, event: E) {
        if let Err(mpsc::error::TrySendError::Full(_)) = self.events.try_send(event) {
            tracing::error!("the front end does not look at its events");
        }
        (self.waker)();
    }

    /// Whether the other end may go on to make news: a front end that looks at nothing for so long is not told more,
    /// and the other end waits, so that there is always room for how it ended.
    pub(crate) fn has_room(&self) -> bool {
        self.events.capacity() > EVENTS / 4
    }

    /// For news that repeat (the picture changed): dropped while many others wait.
    pub(crate) fn hint(&self, event: E) {
        if self.events.capacity() > EVENTS / 2 {
            self.send(event);
        }
    }
}

impl<E> Clone for EventSink<E> {
    fn clone(&self) -> Self {
        Self {
            events: self.events.clone(),
            waker: Arc::clone(&self.waker),
        }
    }
}

impl<E> fmt::Debug for EventSink<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventSink").finish_non_exhaustive()
    }
}
