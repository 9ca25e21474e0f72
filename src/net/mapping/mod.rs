//! Keeps one TCP port of this computer mapped at the router for as long as an invitation needs it: mapped at once,
//! renewed at half its lease, mapped again when the router forgot it, removed at the end. What was mapped is noted on
//! disk before the router is asked, so that the next start removes what a crash left ([`Router::start`]). With IPv6
//! nothing has to be mapped, and the port is opened in the router's firewall with the same care ([`Router::open`]).

mod keeper;
mod note;
mod pinhole;
mod way;
mod wish;

use std::net::SocketAddr;
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::{Mutex, mpsc, watch};
use tokio::time::timeout;

use keeper::MappingKeeper;
use note::Notes;
use wish::extend;

pub use pinhole::{Pinhole, PinholeState};
pub use wish::{EXTERNAL_PORTS, MappingFailure, MappingState, MappingWish, Protocol, Times, Unmapped};

/// The router, as one process uses it.
#[derive(Debug)]
pub struct Router {
    notes: Notes,
    times: Times,
    /// Held until what an earlier run left is removed.
    gate: Arc<Mutex<()>>,
    alive: mpsc::Sender<()>,
    gone: mpsc::Receiver<()>,
}

impl Router {
    /// Begins by removing what a dead process left; must be called inside a tokio runtime. Notes go into `state_dir`.
    #[must_use]
    pub fn start(state_dir: &Path, times: Times) -> Self {
        let (alive, gone) = mpsc::channel(1);
        let notes = Notes::new(state_dir);
        let gate = Arc::new(Mutex::new(()));
        if let Ok(held) = Arc::clone(&gate).try_lock_owned() {
            let (notes, alive) = (notes.clone(), alive.clone());
            tokio::spawn(async move {
                notes.clean_up().await;
                drop((held, alive));
            });
        }
        Self {
            notes,
            times,
            gate,
            alive,
            gone,
        }
    }

    /// Maps what is wished; `tell` hears of each change.
    pub fn map(&self, wish: MappingWish, mut tell: impl FnMut(&MappingState) + Send + 'static) -> Mapping {
        let (until, ends) = watch::channel(wish.until);
        let (sender, state) = watch::channel(MappingState::Trying);
        let tell = move |state: MappingState| {
            tell(&state);
            sender.send_replace(state);
        };
        let keeper = MappingKeeper::new(wish, self.times, self.notes.clone(), Box::new(tell));
        let (gate, alive) = (Arc::clone(&self.gate), self.alive.clone());
        tokio::spawn(async move {
            drop(gate.lock().await);
            keeper.run(ends).await;
            drop(alive);
        });
        Mapping { until, state }
    }

    /// Opens the port in the router's IPv6 firewall, where this computer has a public address behind one; `None` where
    /// only an IPv4 address is listened on.
    pub fn open(&self, wish: MappingWish) -> Option<Pinhole> {
        let port = NonZeroU16::new(wish.port).filter(|_| wish.local.is_none())?;
        let (until, ends) = watch::channel(wish.until);
        let (tell, state) = watch::channel(PinholeState::Trying);
        let keeper = pinhole::OpeningKeeper::new(port, wish, self.times, self.notes.clone());
        let (gate, alive) = (Arc::clone(&self.gate), self.alive.clone());
        tokio::spawn(async move {
            drop(gate.lock().await);
            keeper.run(ends, tell).await;
            drop(alive);
        });
        Some(Pinhole::new(until, state))
    }

    /// Waits, after all mappings and openings were dropped, until the router has forgotten them, or `limit` is over;
    /// then the next start removes them.
    pub async fn finish(mut self, limit: Duration) {
        drop(self.alive);
        if timeout(limit, self.gone.recv()).await.is_err() {
            tracing::warn!("the router did not take its mappings back in time");
        }
    }
}

/// One mapping; dropping it removes it.
#[derive(Debug)]
pub struct Mapping {
    until: watch::Sender<SystemTime>,
    state: watch::Receiver<MappingState>,
}

impl Mapping {
    #[must_use]
    pub fn state(&self) -> MappingState {
        self.state.borrow().clone()
    }

    /// Waits for the outcome of the first attempt.
    pub async fn first(&mut self) -> MappingState {
        let tried = self.state.wait_for(|state| *state != MappingState::Trying).await;
        tried.map_or(MappingState::Trying, |state| state.clone())
    }

    /// The external address, while there is one.
    #[must_use]
    pub fn address(&self) -> Option<SocketAddr> {
        match *self.state.borrow() {
            MappingState::Mapped(address, _) => Some(address),
            MappingState::Trying | MappingState::Unmapped(_) => None,
        }
    }

    /// How it was had, while it is.
    #[must_use]
    pub fn protocol(&self) -> Option<Protocol> {
        match *self.state.borrow() {
            MappingState::Mapped(_, protocol) => Some(protocol),
            MappingState::Trying | MappingState::Unmapped(_) => None,
        }
    }

    /// It is needed for at least as long.
    pub fn extend(&self, until: SystemTime) {
        extend(&self.until, until);
    }
}
