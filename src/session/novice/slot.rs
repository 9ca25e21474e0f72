//! The place of the one helper who is let in.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex, Semaphore, mpsc, oneshot};
use tokio::time::timeout;

use super::command::Command;
use super::visits::Visits;
use crate::session::consent::Stamp;

/// How long a session is given to show that it lives when somebody else gives a right proof: an answer takes one round
/// trip, seldom a second, and who waits for it believes that nothing happens.
pub(super) const PROBE: Duration = Duration::from_secs(3);
/// How long a dead session may take to leave the slot: its farewell, and a second for a busy computer.
const LEAVE: Duration = Duration::from_secs(3);

/// What reaches the session from this side.
pub(super) enum ToHelped {
    Command(Command, Stamp),
    /// Does the helper still live? Answered within [`PROBE`], or not at all.
    Probe(oneshot::Sender<bool>),
    /// Somebody else takes the place of a dead helper.
    Replace,
    /// The program ends.
    Quit,
}

/// The slot of the one helped session. It is taken by a right proof, never by a connection.
#[derive(Debug)]
pub(super) struct Slot {
    /// Locked only to look at it or to change it: the novice's commands go through it, from the front end's own thread.
    held: std::sync::Mutex<Option<mpsc::Sender<ToHelped>>>,
    /// One claim at a time.
    claims: Mutex<()>,
    /// Those who proved themselves, and wait for a claim or are told that it came to nothing.
    pub claimants: Semaphore,
    /// Held by the session: one that is still saying farewell has the first word.
    pub turn: Mutex<()>,
    /// Grows when everything is ended: who claims the slot by a proof from before comes to nothing.
    closings: AtomicU64,
    /// When whose next visit may be.
    pub visits: Arc<Visits>,
}

/// Proved helpers that may wait for the slot at a time: more than ever hold one invitation. Strangers cannot push them
/// out; the ones beyond are treated as strangers.
const CLAIMANTS: usize = 8;

impl Default for Slot {
    fn default() -> Self {
        Self {
            held: std::sync::Mutex::default(),
            claims: Mutex::default(),
            claimants: Semaphore::new(CLAIMANTS),
            turn: Mutex::default(),
            closings: AtomicU64::new(0),
            visits: Arc::default(),
        }
    }
}

/// Commands and probes for a session that wait: it answers each within a moment.
const INBOX: usize = 64;

impl Slot {
    fn holder(&self) -> Option<mpsc::Sender<ToHelped>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Which closing of everything was the last; to be read before a proof is looked at.
    pub fn closing(&self) -> u64 {
        self.closings.load(Ordering::Acquire)
    }

    /// No proof given so far leads to a session any more.
    pub fn refuse_claimants(&self) {
        self.closings.fetch_add(1, Ordering::AcqRel);
    }

    /// Takes the slot; if somebody holds it, only after they failed to show that they live.
    pub async fn claim(&self) -> Option<mpsc::Receiver<ToHelped>> {
        let _turn = self.claims.lock().await;
        if let Some(holder) = self.holder().filter(|holder| !holder.is_closed()) {
            let (answer, lives) = oneshot::channel();
            if holder.send(ToHelped::Probe(answer)).await.is_ok() {
                // An answer that never comes is that of a session which has just ended.
                let lives = timeout(PROBE * 2, lives).await.is_ok_and(|lives| lives == Ok(true));
                if lives && !holder.is_closed() {
                    return None;
                }
                let _ = holder.send(ToHelped::Replace).await;
                if timeout(LEAVE, holder.closed()).await.is_err() {
                    return None;
                }
            }
        }
        let (sender, inbox) = mpsc::channel(INBOX);
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        Some(inbox)
    }

    /// Whether somebody holds it, as far as is known without asking them.
    pub fn is_taken(&self) -> bool {
        self.holder().is_some_and(|holder| !holder.is_closed())
    }

    /// Hands a command to the session, if there is one, without waiting.
    pub fn give(&self, message: ToHelped) {
        let Some(holder) = self.holder() else { return };
        if let Err(mpsc::error::TrySendError::Full(_)) = holder.try_send(message) {
            // What takes a right away does not come this way. What gives one is lost, and nothing is given.
            tracing::error!("the session does not take its commands");
        }
    }

    /// Ends the session, if there is one, and waits for its farewell.
    pub async fn quit(&self) {
        if let Some(holder) = self.holder()
            && holder.send(ToHelped::Quit).await.is_ok()
        {
            let _ = timeout(LEAVE, holder.closed()).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::consent::Gates;

    #[tokio::test(start_paused = true)]
    async fn commands_reach_a_session_while_it_is_probed() {
        let slot = Arc::new(Slot::default());
        let mut holder = slot.claim().await.unwrap();
        let newcomer = tokio::spawn({
            let slot = Arc::clone(&slot);
            async move { slot.claim().await.is_some() }
        });
        let Some(ToHelped::Probe(answer)) = holder.recv().await else {
            panic!("the holder is asked whether it lives")
        };
        slot.give(ToHelped::Command(Command::Resume, Gates::default().stamp()));
        assert!(matches!(
            holder.recv().await,
            Some(ToHelped::Command(Command::Resume, _))
        ));
        answer.send(true).unwrap();
        assert!(!newcomer.await.unwrap(), "the slot is not given away");
    }
}
