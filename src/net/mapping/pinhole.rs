//! Keeps a TCP port open in the router's IPv6 firewall, beside the mapping that IPv4 needs: opened at once, renewed at
//! half its lease, closed at the end, and noted on disk meanwhile.
//!
//! A router may refuse to close it: miniupnpd up to 2.3.5 with nftables forgets the owner of an opening at the first
//! renewal. Such an opening stays until its lease is over, which is why leases are short.

use std::net::SocketAddrV6;
use std::num::NonZeroU16;
use std::time::{Duration, SystemTime};

use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

use super::keeper::{AGAIN, REMOVAL};
use super::note::{MappingNote, NotedOpening, Notes, end_of};
use super::wish::{LEAST_REST, LONGEST_LEASE, MappingWish, Times, extend};
use crate::net::pcp::PcpError;
use crate::net::pinhole::Opening;
use crate::net::route::{DefaultRouteV6, default_route_v6};
use crate::net::zone;

/// One port that is open; dropping it closes it.
#[derive(Debug)]
pub struct Pinhole {
    until: watch::Sender<SystemTime>,
    state: watch::Receiver<PinholeState>,
}

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinholeState {
    Trying,
    /// Reached from outside at this address.
    Open(SocketAddrV6),
    Closed,
}

impl Pinhole {
    pub(super) fn new(until: watch::Sender<SystemTime>, state: watch::Receiver<PinholeState>) -> Self {
        Self { until, state }
    }

    #[must_use]
    pub fn state(&self) -> PinholeState {
        *self.state.borrow()
    }

    /// Waits for the outcome of the first attempt.
    pub async fn first(&mut self) -> PinholeState {
        let tried = self.state.wait_for(|state| *state != PinholeState::Trying).await;
        // Whoever kept it may have ended.
        tried.map_or(PinholeState::Closed, |state| *state)
    }

    /// It is needed for at least as long.
    pub fn extend(&self, until: SystemTime) {
        extend(&self.until, until);
    }
}

/// Why it is not open.
#[derive(Debug, thiserror::Error)]
enum OpeningFailure {
    #[error("this computer has no public IPv6 address behind a router")]
    NoAddress,
    #[error("the system calls this network public")]
    PublicNetwork,
    #[error("it cannot be noted: {0}")]
    Note(std::io::Error),
    #[error(transparent)]
    Router(#[from] PcpError),
}

impl OpeningFailure {
    /// The router knows what it was asked for, and did not do it.
    fn is_answer(&self) -> bool {
        matches!(
            self,
            Self::Router(PcpError::Refused(_) | PcpError::Taken | PcpError::Senseless(_))
        )
    }
}

pub(super) struct OpeningKeeper {
    port: NonZeroU16,
    wish: MappingWish,
    times: Times,
    notes: Notes,
    held: Option<HeldOpening>,
}

/// An opening that the router has, or may have: it is noted before the router is asked.
struct HeldOpening {
    noted: NotedOpening,
    note: MappingNote,
    /// When it is to be renewed; `None` until the router has said yes.
    due: Option<Instant>,
}

impl OpeningKeeper {
    pub fn new(port: NonZeroU16, wish: MappingWish, times: Times, notes: Notes) -> Self {
        Self {
            port,
            wish,
            times,
            notes,
            held: None,
        }
    }

    /// Until its time is over, or nobody wants it any more.
    pub async fn run(mut self, mut until: watch::Receiver<SystemTime>, tell: watch::Sender<PinholeState>) {
        loop {
            self.wish.until = *until.borrow_and_update();
            if self.wish.until <= SystemTime::now() {
                break;
            }
            let work = async {
                let done = self.step().await;
                self.settle(done, &tell)
            };
            let unwanted = async { while until.changed().await.is_ok() {} };
            tokio::select! {
                rest = work => tokio::select! {
                    changed = until.changed() => if changed.is_err() { break },
                    () = sleep(rest) => {}
                },
                () = unwanted => break,
            }
        }
        tell.send_replace(PinholeState::Closed);
        if let Some(held) = self.held.take() {
            held.remove().await;
        }
    }

    /// Tells the outcome; how long to rest.
    fn settle(&self, done: Result<SocketAddrV6, OpeningFailure>, tell: &watch::Sender<PinholeState>) -> Duration {
        match done {
            Ok(address) => {
                tell.send_replace(PinholeState::Open(address));
                // The network is looked at more often than the router is asked.
                self.times.look
            }
            Err(why) => {
                if tell.send_replace(PinholeState::Closed) != PinholeState::Closed {
                    tracing::info!(%why, "no port is open in the router's IPv6 firewall");
                }
                // The ticket names this computer's address in any case: a router that can do it later is asked again.
                match self.held {
                    Some(_) if !why.is_answer() => AGAIN,
                    _ => (self.times.pcp_lease / 2).max(LEAST_REST),
                }
            }
        }
    }

    /// One look: opens what is not open, renews what is due.
    async fn step(&mut self) -> Result<SocketAddrV6, OpeningFailure> {
        let route = default_route_v6().filter(DefaultRouteV6::is_public);
        let route = route.ok_or(OpeningFailure::NoAddress)?;
        if let Some(elsewhere) = self.held.take_if(|held| !held.noted.opening.is_behind(&route)) {
            elsewhere.remove().await;
        }
        match &self.held {
            Some(held) if held.due.is_some_and(|due| due > Instant::now()) => return Ok(held.address()),
            Some(_) => {}
            None => self.find(&route).await?,
        }
        let left = self.wish.until.duration_since(SystemTime::now()).unwrap_or_default();
        let Some(held) = &mut self.held else {
            return Err(PcpError::Silent.into());
        };
        match held.ask_for(left.min(self.times.pcp_lease)).await {
            Ok(()) => Ok(held.address()),
            Err(why) => {
                // Whether it was opened is known only where the router answered; what was open stays so until its lease
                // ends.
                let answered = !matches!(why, PcpError::Silent | PcpError::Io(_));
                if let Some(held) = self.held.take_if(|held| answered && held.due.is_none()) {
                    match why {
                        PcpError::Senseless(_) => held.remove().await,
                        _ => held.note.remove(),
                    }
                }
                Err(why.into())
            }
        }
    }

    async fn find(&mut self, route: &DefaultRouteV6) -> Result<(), OpeningFailure> {
        if !self.wish.even_if_public && zone::is_public(&route.interface).await {
            return Err(OpeningFailure::PublicNetwork);
        }
        let noted = NotedOpening {
            opening: Opening::find(route, self.port).await?,
            port: self.port,
            ends: end_of(self.times.pcp_lease),
        };
        let note = self
            .notes
            .write(&noted, self.port.get())
            .map_err(OpeningFailure::Note)?;
        self.held = Some(HeldOpening { noted, note, due: None });
        Ok(())
    }
}

impl HeldOpening {
    fn address(&self) -> SocketAddrV6 {
        self.noted.opening.address(self.noted.port)
    }

    async fn ask_for(&mut self, lease: Duration) -> Result<(), PcpError> {
        self.write_down(lease);
        let granted = self.noted.opening.open(self.noted.port, lease).await?;
        if granted > lease {
            self.write_down(granted.min(LONGEST_LEASE));
        }
        self.due = Some(Instant::now() + (granted.min(lease) / 2).max(LEAST_REST));
        tracing::info!(port = %self.noted.port, ?granted, "open in the router's IPv6 firewall");
        Ok(())
    }

    fn write_down(&mut self, lease: Duration) {
        self.noted.ends = end_of(lease);
        if let Err(error) = self.note.update(&self.noted) {
            tracing::warn!(%error, "a renewed opening is not noted");
        }
    }

    async fn remove(self) {
        let closed = timeout(REMOVAL, self.noted.opening.close(self.noted.port)).await;
        match closed.unwrap_or(Err(PcpError::Silent)) {
            Ok(()) => self.note.remove(),
            Err(error) => {
                let seconds = self.noted.ends.saturating_sub(end_of(Duration::ZERO));
                tracing::warn!(%error, seconds, "an IPv6 opening stays at the router until the next start, or its lease's end");
            }
        }
    }
}
