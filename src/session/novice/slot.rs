//! The place of the one helper who is let in.

use std::time::Duration;

use tokio::sync::{Mutex, Semaphore, mpsc};
use tokio::time::timeout;

use super::helped::{PROBE, ToHelped};

/// How long a dead session may take to leave the slot: its farewell, and a second for a busy computer.
const LEAVE: Duration = Duration::from_secs(3);

/// The slot of the one helped session. It is taken by a right proof, never by a connection.
pub(super) struct Slot {
    held: Mutex<Option<mpsc::Sender<ToHelped>>>,
    /// One claim at a time. `held` is never locked while its holder is probed: the novice's commands go through it.
    claims: Mutex<()>,
    /// Those who proved themselves, and wait for a claim or are told that it came to nothing.
    pub claimants: Semaphore,
    /// The number of the newest question of an earlier session.
    pub questions: Mutex<u64>,
}

/// Proved helpers that may wait for the slot at a time: more than ever hold one invitation. Strangers cannot push them out; the
/// ones beyond are treated as strangers.
const CLAIMANTS: usize = 8;

impl Default for Slot {
    fn default() -> Self {
        Self {
            held: Mutex::default(),
            claims: Mutex::default(),
            claimants: Semaphore::new(CLAIMANTS),
            questions: Mutex::default(),
        }
    }
}

/// Commands and probes for a session that wait: it answers each within a moment.
const INBOX: usize = 64;

impl Slot {
    /// Takes the slot; if somebody holds it, only after they failed to show that they live.
    pub async fn claim(&self) -> Option<mpsc::Receiver<ToHelped>> {
        let _turn = self.claims.lock().await;
        let holder = self.held.lock().await.clone();
        if let Some(holder) = holder.filter(|holder| !holder.is_closed()) {
            let (answer, lives) = tokio::sync::oneshot::channel();
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
        *self.held.lock().await = Some(sender);
        Some(inbox)
    }

    /// Whether somebody holds it, as far as is known without asking them.
    pub async fn is_taken(&self) -> bool {
        let held = self.held.lock().await;
        held.as_ref().is_some_and(|holder| !holder.is_closed())
    }

    /// Hands a command to the session, if there is one.
    pub async fn send(&self, message: ToHelped) {
        let holder = self.held.lock().await.clone();
        if let Some(holder) = holder {
            // A session that has just ended has nothing to be told.
            let _ = holder.send(message).await;
        }
    }

    /// Ends the session, if there is one, and waits for its farewell.
    pub async fn quit(&self) {
        let holder = self.held.lock().await.clone();
        if let Some(holder) = holder
            && holder.send(ToHelped::Quit).await.is_ok()
        {
            let _ = timeout(LEAVE, holder.closed()).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::session::novice::Command;

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
        let sent = timeout(
            Duration::from_millis(1),
            slot.send(ToHelped::Command(Command::TakeBack)),
        );
        assert!(sent.await.is_ok(), "the novice need not wait for the end of the probe");
        assert!(matches!(
            holder.recv().await,
            Some(ToHelped::Command(Command::TakeBack))
        ));
        answer.send(true).unwrap();
        assert!(!newcomer.await.unwrap(), "the slot is not given away");
    }
}
