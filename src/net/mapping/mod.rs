//! Keeps one TCP port of this computer mapped at the router for as long as an invitation needs it: mapped at once,
//! renewed at half its lease, mapped again when the router forgot it, removed at the end. What was mapped is noted on
//! disk before the router is asked, so that the next start removes what a crash left ([`Router::start`]). With IPv6
//! nothing has to be mapped, and the port is opened in the router's firewall with the same care ([`Router::open`]).

mod keeper;
mod note;
mod pinhole;
mod way;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::{Mutex, mpsc, watch};
use tokio::time::timeout;

use keeper::MappingKeeper;
use note::Notes;
pub use pinhole::{Pinhole, PinholeState};

/// Which external ports are chosen from: above those that are scanned most, below those that systems use for outgoing
/// connections.
pub const EXTERNAL_PORTS: std::ops::RangeInclusive<u16> = 20_000..=60_000;

/// The router is asked no more often, however short the leases are that it gives (RFC 6887 section 11.2.1).
const LEAST_REST: Duration = Duration::from_secs(4);
/// However long the lease is that a router claims to give, what a crash left is not looked for after this (RFC 6887
/// section 15).
const LONGEST_LEASE: Duration = Duration::from_secs(24 * 3600);

/// How mappings and openings are kept.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// The longest lease by UPnP; what is left behind after a crash is gone by then.
    pub lease: Duration,
    /// The same by PCP and NAT-PMP, where renewing costs little, and a router may refuse to take back what it gave.
    pub pcp_lease: Duration,
    /// The router is asked this often whether it still knows the mapping: one that restarted forgets.
    pub look: Duration,
}

impl Default for Times {
    fn default() -> Self {
        Self {
            lease: Duration::from_secs(3600),
            // Routers need not give less (RFC 6887 section 15).
            pcp_lease: Duration::from_secs(120),
            look: Duration::from_secs(15),
        }
    }
}

/// What is to be mapped.
#[derive(Debug, Clone, Copy)]
pub struct MappingWish {
    /// The port that is listened on.
    pub port: u16,
    /// Only if the router knows this computer by this address; `None`: whatever address that is.
    pub local: Option<Ipv4Addr>,
    /// This external port and no other; `None`: a random one of [`EXTERNAL_PORTS`].
    pub external: Option<u16>,
    /// No lease goes beyond this.
    pub until: SystemTime,
    /// Also on a network that the system calls public.
    pub even_if_public: bool,
    /// Tries again until it is there, for an invitation that already names the external port.
    pub patient: bool,
}

/// The protocol by which the router was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    Upnp,
    Pcp,
    NatPmp,
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Upnp => "UPnP",
            Self::Pcp => "PCP",
            Self::NatPmp => "NAT-PMP",
        })
    }
}

/// Why nothing is mapped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unmapped {
    #[error("no router is known")]
    NoRouter,
    /// This computer has a public address of its own: there is nothing to map.
    #[error("this computer needs no mapping")]
    NotNeeded,
    #[error("the system calls this network public")]
    PublicNetwork,
    #[error("the router knows neither UPnP nor PCP nor NAT-PMP, or has them switched off")]
    Silent,
    /// The router is itself behind another one, or not connected (0.0.0.0): what it maps cannot be reached from the
    /// internet.
    #[error("the router has no public address itself ({0})")]
    Inside(Ipv4Addr),
    #[error("the external port is taken")]
    Taken,
    /// The number is the protocol's code: UPnP's have three digits, those of PCP and NAT-PMP fewer.
    #[error("the router refused (error {0})")]
    Refused(u16),
    #[error("the router's answers make no sense: {0}")]
    Failed(String),
}

/// How it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingState {
    Trying,
    /// Reached from outside at this address.
    Mapped(SocketAddr, Protocol),
    Unmapped(Unmapped),
}

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

fn extend(ends: &watch::Sender<SystemTime>, until: SystemTime) {
    ends.send_if_modified(|ends| {
        let later = until > *ends;
        *ends = until.max(*ends);
        later
    });
}
