//! One listener's invitations in force: who may come in, and how they prove it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::OnceCell;

use super::commands::Cancelled;
use super::invitation::{InvitationId, InvitationInForce};
use crate::awake::{Awake, StayAwake};
use crate::invitation::{
    EncryptedPassStub, FreshError, FreshKey, Password, Reply, ReplyKey, StoreError, StoredTicket, TicketId,
    TicketListener,
};
use crate::net::tls::TlsIdentity;
use crate::rdp::keys::SecurityKey;
use crate::session::ends::Refusal;
use crate::vocabulary::Economy;

/// Wrong passwords that close an invitation: enough for somebody who mishears it on the telephone, and of 60 bits
/// nothing is guessed in so few.
pub const TRIES: u32 = 5;
/// How long the answer to a wrong try waits for the disk.
const KEPT_WITHIN: Duration = Duration::from_secs(2);
/// Ended invitations that are remembered, so that a late helper learns why: a person has a handful.
const ENDED_MAX: usize = 64;

/// One invitation, with what a proof is compared to.
pub(super) struct Invitation {
    pub id: TicketId,
    start: u64,
    password: Password,
    expected: EncryptedPassStub,
    fresh: OnceCell<FreshKey>,
    expires: u64,
    /// Wrong passwords so far, those of earlier runs included.
    failed_tries: AtomicU32,
    pub view_only: bool,
    pub older_windows: bool,
    pub economy: Economy,
    /// A helper would find nobody.
    _awake: StayAwake,
}

impl Invitation {
    fn new(stored: &StoredTicket) -> Self {
        Self {
            id: stored.id.clone(),
            start: stored.start,
            password: stored.password.clone(),
            expected: stored.pass_stub.encrypt(&stored.password),
            fresh: OnceCell::new(),
            expires: stored.expires(),
            failed_tries: AtomicU32::new(stored.failed_tries),
            view_only: stored.view_only,
            older_windows: stored.older_windows,
            economy: Economy::of_step(stored.spared),
            _awake: StayAwake::begin(Awake::Reachable),
        }
    }

    /// The static proof of [MS-RA], in constant time.
    pub fn static_proof_holds(&self, pass: &EncryptedPassStub) -> bool {
        self.expected.matches(pass)
    }

    /// Lifeline's own proof, bound to this TLS connection. False also if the key cannot be made.
    pub async fn fresh_proof_holds(&self, exporter: &[u8; 32], proof: Option<&[u8; 32]>) -> bool {
        match (self.fresh_key().await, proof) {
            (Some(key), Some(proof)) => key.verify(exporter, proof),
            _ => false,
        }
    }

    /// A slow hash: made once, off the threads that serve.
    pub async fn fresh_key(&self) -> Option<&FreshKey> {
        let made = self.fresh.get_or_try_init(async || {
            let (password, id) = (self.password.clone(), self.id.clone());
            let derived = tokio::task::spawn_blocking(move || FreshKey::derive(&password, &id)).await;
            derived
                .map_err(|error| error.to_string())
                .and_then(|key| key.map_err(|error| error.to_string()))
        });
        made.await
            .inspect_err(|error| tracing::error!(error, "no key for the fresh proof"))
            .ok()
    }

    /// A slow hash, and needed once: not for a thread that serves.
    pub fn reply_key(&self) -> Result<ReplyKey, FreshError> {
        ReplyKey::derive(&self.password, &self.id)
    }
}

/// What an ID leads to.
pub(super) enum FoundInvitation {
    Invitation(Arc<Invitation>),
    No(Refusal),
}

/// What became of a try.
pub(super) enum Tried {
    Right,
    /// It was counted; at 0 left the invitation is closed.
    Wrong {
        left: u32,
    },
    /// The invitation ended while the proof was being checked: no try is counted, and nobody comes in.
    Ended(Refusal),
}

/// The invitations that one listener serves, with its keys.
pub(super) struct Registry {
    store: TicketListener,
    pub identity: TlsIdentity,
    pub key: Arc<SecurityKey>,
    pub port: u16,
    /// Cancelled by the person; they are put away in a moment, and are not in force any more.
    cancelled: Arc<Cancelled>,
    /// Never held while a file is read or written.
    state: Mutex<RegistryState>,
}

#[derive(Default)]
struct RegistryState {
    open: Vec<Arc<Invitation>>,
    ended: VecDeque<(TicketId, Refusal)>,
}

impl RegistryState {
    /// Why an ID that is not in force opens nothing.
    fn why_not(&self, id: &TicketId) -> Refusal {
        let ended = self.ended.iter().find(|(ended, _)| ended == id);
        ended.map_or(Refusal::Unknown, |(_, refusal)| *refusal)
    }

    /// Ends the invitation; false if it had ended already.
    fn close(&mut self, id: &TicketId, why: Refusal) -> bool {
        let before = self.open.len();
        self.open.retain(|invitation| invitation.id != *id);
        if self.open.len() == before {
            return false;
        }
        self.ended.push_back((id.clone(), why));
        if self.ended.len() > ENDED_MAX {
            self.ended.pop_front();
        }
        true
    }
}

impl Registry {
    /// Serves what the store has in force.
    pub fn new(
        store: TicketListener,
        identity: TlsIdentity,
        key: Arc<SecurityKey>,
        port: u16,
        cancelled: Arc<Cancelled>,
    ) -> Self {
        let open = store
            .list(now())
            .iter()
            .map(|stored| Arc::new(Invitation::new(stored)))
            .collect();
        Self {
            store,
            identity,
            key,
            port,
            cancelled,
            state: Mutex::new(RegistryState {
                open,
                ended: VecDeque::new(),
            }),
        }
    }

    fn lock(&self) -> MutexGuard<'_, RegistryState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a new invitation; it is on disk when this returns.
    pub fn add(&self, stored: StoredTicket) -> Result<InvitationInForce, StoreError> {
        let invitation = Invitation::new(&stored);
        let shown = self.shown(&stored);
        self.store.put(stored)?;
        self.lock().open.push(Arc::new(invitation));
        Ok(shown)
    }

    pub fn is_empty(&self) -> bool {
        self.lock().open.is_empty()
    }

    /// True if a helper without TLS may come in at all; whether for this invitation is asked again by its ID.
    pub fn allows_bare(&self) -> bool {
        self.lock().open.iter().any(|invitation| invitation.older_windows)
    }

    /// Ends all of them. Removes files.
    pub fn end_all(&self, why: Refusal) -> Vec<TicketId> {
        let all: Vec<_> = self.lock().open.iter().map(|open| open.id.clone()).collect();
        all.into_iter().filter(|id| self.end(id, why)).collect()
    }

    /// As front ends show them. Reads files.
    pub fn list(&self) -> Vec<InvitationInForce> {
        self.store.list(now()).iter().map(|stored| self.shown(stored)).collect()
    }

    /// Until when the router may be asked to let helpers in, if at all; seconds since 1970-01-01 UTC. Reads files.
    pub fn asks_router_until(&self) -> Option<u64> {
        let stored = self.store.list(now());
        let asking = stored.iter().filter(|stored| stored.asks_router);
        asking.map(StoredTicket::expires).max()
    }

    /// Starts the slow hashes, so that the first helper need not wait for them.
    pub fn warm_up(&self) {
        for invitation in &self.lock().open {
            let invitation = Arc::clone(invitation);
            tokio::spawn(async move { invitation.fresh_key().await.is_some() });
        }
    }

    /// Looks an ID up among those in force, in constant time for each, then among those that have ended.
    pub fn find(&self, id: &str) -> FoundInvitation {
        let Some(id) = TicketId::parse(id) else {
            return FoundInvitation::No(Refusal::Unknown);
        };
        if self.cancelled.contains(id.as_str()) {
            return FoundInvitation::No(Refusal::Closed);
        }
        let state = self.lock();
        if let Some(invitation) = state.open.iter().find(|invitation| invitation.id == id) {
            // Its time may have come since the clock was last looked at.
            return if now() < invitation.expires {
                FoundInvitation::Invitation(Arc::clone(invitation))
            } else {
                FoundInvitation::No(Refusal::Expired)
            };
        }
        FoundInvitation::No(state.why_not(&id))
    }

    /// The invitation in force that this reply answers.
    pub fn answered_by(&self, reply: &Reply) -> Option<Arc<Invitation>> {
        let state = self.lock();
        let answered = state.open.iter().find(|open| reply.is_for(&open.id));
        answered.filter(|open| now() < open.expires).map(Arc::clone)
    }

    /// Settles one try. Tries are settled one after the other, so that of many made at once a right one counts only
    /// while fewer than [`TRIES`] wrong ones have; a wrong one is counted on disk before it is answered, if the disk
    /// answers, and the last one allowed closes the invitation.
    pub async fn settle(self: &Arc<Self>, id: &TicketId, right: bool) -> Tried {
        let tried = self.count(id, right);
        if let Tried::Wrong { left } = tried {
            let (registry, id) = (Arc::clone(self), id.clone());
            let kept = tokio::task::spawn_blocking(move || {
                registry.store.count_failed_try(&id);
                if left == 0 {
                    registry.remove(&id);
                }
            });
            if tokio::time::timeout(KEPT_WITHIN, kept).await.is_err() {
                tracing::error!("a wrong try is not on the disk yet; it counts all the same");
            }
        }
        tried
    }

    /// In memory, at once.
    fn count(&self, id: &TicketId, right: bool) -> Tried {
        if self.cancelled.contains(id.as_str()) {
            return Tried::Ended(Refusal::Closed);
        }
        let mut state = self.lock();
        let Some(invitation) = state.open.iter().find(|invitation| invitation.id == *id) else {
            return Tried::Ended(state.why_not(id));
        };
        if right {
            return Tried::Right;
        }
        let failed = invitation.failed_tries.fetch_add(1, Ordering::Relaxed) + 1;
        let left = TRIES.saturating_sub(failed);
        if left == 0 {
            state.close(id, Refusal::Closed);
        }
        Tried::Wrong { left }
    }

    /// Takes an invitation out of force; false if it was not. Removes a file.
    pub fn end(&self, id: &TicketId, why: Refusal) -> bool {
        let closed = self.lock().close(id, why);
        if closed {
            self.remove(id);
        }
        closed
    }

    fn remove(&self, id: &TicketId) {
        if let Err(error) = self.store.remove(id) {
            tracing::error!(%error, "an ended invitation could not be removed from the disk");
        }
    }

    /// Ends those whose time is over, or that have been in force for longer than the rules allow now.
    pub fn expire(&self, longest_minutes: u32) -> Vec<TicketId> {
        let longest = u64::from(longest_minutes) * 60;
        let now = now();
        let over: Vec<_> = {
            let state = self.lock();
            state
                .open
                .iter()
                .filter(|open| open.expires.min(open.start.saturating_add(longest)) <= now)
                .map(|open| open.id.clone())
                .collect()
        };
        for id in &over {
            self.end(id, Refusal::Expired);
        }
        over
    }

    fn shown(&self, stored: &StoredTicket) -> InvitationInForce {
        InvitationInForce {
            id: InvitationId(stored.id.as_str().to_owned()),
            password: stored.password.grouped().to_string(),
            ticket: stored.ticket.clone(),
            file: self.store.file(&stored.id),
            expires: UNIX_EPOCH + Duration::from_secs(stored.expires()),
            port: self.port,
            view_only: stored.view_only,
            older_windows: stored.older_windows,
            failed_tries: stored.failed_tries,
            mapped: stored.mapped,
            kept: false,
        }
    }
}

/// Seconds since 1970-01-01 UTC.
pub(super) fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invitation::{PassStub, Store};

    /// An invitation of this store, of an earlier run as far as the registry knows.
    fn kept(store: &Store, spared: u8) -> (Registry, TicketId) {
        let id = TicketId::generate().unwrap();
        let listener = store.new_listener().unwrap();
        let stored = StoredTicket {
            id: id.clone(),
            password: Password::generate().unwrap(),
            pass_stub: PassStub::from_ticket("ab-1Cdefghijkl").unwrap(),
            ticket: String::new(),
            start: now(),
            minutes: 1,
            port: 3389,
            view_only: false,
            older_windows: false,
            spared,
            failed_tries: 0,
            mapped: None,
            asks_router: false,
        };
        listener.put(stored).unwrap();
        let key = SecurityKey::generate(&mut rsa::rand_core::OsRng).unwrap();
        (
            Registry::new(
                listener,
                TlsIdentity::generate().unwrap(),
                Arc::new(key),
                3389,
                Arc::default(),
            ),
            id,
        )
    }

    #[test]
    fn an_invitation_of_an_earlier_run_spares_what_it_spared() {
        let state = tempfile::tempdir().unwrap();
        let store = Store::open(state.path()).unwrap();
        for economy in [Economy::Full, Economy::NoDrag, Economy::NoBackground, Economy::Lowest] {
            let (registry, id) = kept(&store, economy.step());
            let FoundInvitation::Invitation(found) = registry.find(id.as_str()) else {
                panic!("not found")
            };
            assert_eq!(found.economy, economy);
        }
    }

    #[tokio::test]
    async fn of_many_tries_at_once_five_count() {
        let state = tempfile::tempdir().unwrap();
        let store = Store::open(state.path()).unwrap();
        let (registry, id) = kept(&store, 0);
        let registry = Arc::new(registry);
        // All found the invitation in force before the first of them was settled.
        assert!((0..8).all(|_| matches!(registry.find(id.as_str()), FoundInvitation::Invitation(_))));
        for expected in (0..TRIES).rev() {
            assert!(matches!(registry.settle(&id, false).await, Tried::Wrong { left } if left == expected));
        }
        for right in [false, true] {
            assert!(matches!(
                registry.settle(&id, right).await,
                Tried::Ended(Refusal::Closed)
            ));
        }
    }
}
