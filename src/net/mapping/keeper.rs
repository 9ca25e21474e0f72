//! The life of one mapping.

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::{Duration, SystemTime};

use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

use super::note::{MappingNote, Noted, Notes, end_of};
use super::way::Way;
use super::wish::{
    EXTERNAL_PORTS, LEAST_REST, LONGEST_LEASE, MappingFailure, MappingState, MappingWish, Protocol, Times, Unmapped,
};
use crate::net::route::{DefaultRoute, default_route, is_inside};
use crate::net::upnp::UpnpError;
use crate::net::zone;

/// Random ports that are tried: a home's router has a handful of mappings.
const ATTEMPTS: usize = 8;
/// What failed is tried again after this.
pub(super) const AGAIN: Duration = Duration::from_secs(5);
/// Removing may take as long; then the lease, or the next start, ends it.
pub(super) const REMOVAL: Duration = Duration::from_millis(1500);

pub(super) struct MappingKeeper {
    wish: MappingWish,
    times: Times,
    notes: Notes,
    tell: Box<dyn FnMut(MappingState) + Send>,
    told: MappingState,
    held: Option<HeldMapping>,
}

/// A mapping that the router has, or may have: it is noted before the router is asked.
struct HeldMapping {
    way: Way,
    route: DefaultRoute,
    outside: Ipv4Addr,
    noted: Noted,
    note: MappingNote,
    lease: Duration,
    since: Instant,
    /// The router has said yes.
    known: bool,
    /// The external port is named somewhere: no other will do.
    promised: bool,
}

impl MappingKeeper {
    pub fn new(wish: MappingWish, times: Times, notes: Notes, tell: Box<dyn FnMut(MappingState) + Send>) -> Self {
        Self {
            wish,
            times,
            notes,
            tell,
            told: MappingState::Trying,
            held: None,
        }
    }

    /// Until its time is over, nobody wants it any more, or it cannot be had.
    pub async fn run(mut self, mut until: watch::Receiver<SystemTime>) {
        loop {
            let ends = *until.borrow_and_update();
            if ends <= SystemTime::now() {
                break;
            }
            self.wish.until = ends;
            let work = async {
                let done = self.step().await;
                self.settle(done)
            };
            let unwanted = async { while until.changed().await.is_ok() {} };
            tokio::select! {
                rest = work => match rest {
                    Some(rest) => tokio::select! {
                        changed = until.changed() => if changed.is_err() { break },
                        () = sleep(rest) => {}
                    },
                    None => break,
                },
                () = unwanted => break,
            }
        }
        if let Some(held) = self.held.take() {
            held.remove().await;
        }
    }

    /// Tells the outcome; how long to rest, or `None` if that was all.
    fn settle(&mut self, done: Result<SocketAddrV4, Unmapped>) -> Option<Duration> {
        let (state, rest) = match done {
            Ok(address) => {
                let left = self.held.as_ref().map_or(Duration::ZERO, HeldMapping::until_renewal);
                let look = self.times.look.min(left.max(LEAST_REST));
                let protocol = self.held.as_ref().map_or(Protocol::Upnp, |held| held.way.protocol());
                (MappingState::Mapped(SocketAddr::V4(address), protocol), Some(look))
            }
            Err(why) => {
                tracing::info!(%why, "no port is mapped at the router");
                let goes_on =
                    self.wish.keeps_trying || matches!(self.told, MappingState::Mapped(..)) || self.held.is_some();
                (MappingState::Unmapped(why), goes_on.then_some(AGAIN))
            }
        };
        if state != self.told {
            // From here on the ticket's port must be had again.
            self.wish.keeps_trying |= matches!(state, MappingState::Mapped(..));
            self.told = state.clone();
            (self.tell)(state);
        }
        rest
    }

    /// One look: maps what is not mapped, renews what is due.
    async fn step(&mut self) -> Result<SocketAddrV4, Unmapped> {
        let route = default_route().ok_or(Unmapped::NoRouter)?;
        match self.held.take_if(|held| held.route != route) {
            Some(elsewhere) => elsewhere.remove().await,
            None if self.held.as_ref().is_some_and(|held| held.known) => {
                if let Some(address) = self.look().await? {
                    return Ok(address);
                }
            }
            None => {}
        }
        self.map_on(route).await
    }

    /// `None` if the router has to be looked for anew.
    async fn look(&mut self) -> Result<Option<SocketAddrV4>, Unmapped> {
        let until = self.wish.until;
        let Some(lease) = self.held.as_ref().map(|held| self.lease(&held.way)) else {
            return Ok(None);
        };
        let Some(held) = &mut self.held else { return Ok(None) };
        let Way::Upnp(gateway) = &held.way else {
            // The question that renews it is the only one that shows whether it is still there.
            return match held.ask_for(lease).await {
                Err(Unmapped::Silent) => Ok(None),
                Err(why) => Err(why),
                Ok(()) if is_inside(held.outside) => Err(Unmapped::Inside(held.outside)),
                Ok(()) => Ok(Some(held.address())),
            };
        };
        let asked = async {
            let outside = gateway.external_address().await?;
            let to = gateway.mapped_to(held.noted.external).await?;
            Ok::<_, UpnpError>((outside, to))
        };
        match asked.await {
            Ok((outside, _)) if is_inside(outside) => Err(Unmapped::Inside(outside)),
            Ok((_, Some(to))) if to != held.noted.internal => Err(Unmapped::Taken),
            Ok((outside, to)) => {
                held.outside = outside;
                if to.is_none() || held.is_due(until) {
                    held.ask_for(lease).await?;
                }
                Ok(Some(held.address()))
            }
            // It restarts, or came back with its control elsewhere.
            Err(error) => {
                tracing::info!(%error, "the router has to be found again");
                Ok(None)
            }
        }
    }

    async fn map_on(&mut self, route: DefaultRoute) -> Result<SocketAddrV4, Unmapped> {
        if self.wish.local.is_some_and(|local| local != route.local) || !is_inside(route.local) {
            return Err(Unmapped::NotNeeded);
        }
        let (called_public, found) = tokio::join!(zone::is_public(&route.interface), Way::find(&route, self.wish.port));
        if called_public && !self.wish.even_if_public {
            return Err(Unmapped::PublicNetwork);
        }
        let (way, outside) = found?;
        if let Some(outside) = outside.filter(|outside| is_inside(*outside)) {
            return Err(Unmapped::Inside(outside));
        }
        let internal = SocketAddrV4::new(route.local, self.wish.port);
        let before = self.held.take();
        let chosen = before.as_ref().map(|held| held.noted.external).or(self.wish.external);
        let attempts = if chosen.is_some() { 1 } else { ATTEMPTS };
        let mut notes = before.map(|held| held.note);
        for _ in 0..attempts {
            let external = chosen.map_or_else(random_port, Ok)?;
            // Some routers let one computer take its other programs' mappings away.
            if way.is_anothers(external, internal).await? {
                continue;
            }
            let lease = self.lease(&way);
            let noted = Noted {
                way: way.clone(),
                external,
                internal,
                ends: end_of(lease),
            };
            let note = match notes.take() {
                Some(mut note) => note.update(&noted).map(|()| note),
                None => self.notes.write(&noted, external),
            };
            let note = note.map_err(MappingFailure::Note)?;
            let held = self.held.insert(HeldMapping {
                way: way.clone(),
                route: route.clone(),
                outside: outside.unwrap_or(Ipv4Addr::UNSPECIFIED),
                noted,
                note,
                lease,
                since: Instant::now(),
                known: false,
                promised: chosen.is_some(),
            });
            match held.ask_for(lease).await {
                Ok(()) if is_inside(held.outside) => {
                    let why = Unmapped::Inside(held.outside);
                    if let Some(held) = self.held.take() {
                        held.remove().await;
                    }
                    return Err(why);
                }
                Ok(()) => {
                    // From now on it is this one: the ticket names it.
                    held.promised = true;
                    self.wish.external = Some(held.noted.external);
                    return Ok(held.address());
                }
                Err(why) => {
                    // Whether it was mapped is known only where the router answered.
                    let answered = matches!(why, Unmapped::Refused(_) | Unmapped::Taken);
                    if let Some(held) = self.held.take_if(|_| answered) {
                        held.note.remove();
                    }
                    if why != Unmapped::Taken {
                        return Err(why);
                    }
                }
            }
        }
        if let Some(note) = notes {
            note.remove();
        }
        Err(Unmapped::Taken)
    }

    fn lease(&self, way: &Way) -> Duration {
        let left = self.wish.until.duration_since(SystemTime::now());
        let longest = match way {
            Way::Upnp(_) => self.times.lease,
            Way::Pcp(_) => self.times.pcp_lease,
        };
        left.unwrap_or_default().min(longest)
    }
}

impl HeldMapping {
    fn address(&self) -> SocketAddrV4 {
        SocketAddrV4::new(self.outside, self.noted.external)
    }

    async fn ask_for(&mut self, lease: Duration) -> Result<(), Unmapped> {
        self.noted.ends = end_of(lease);
        self.write_down();
        let (external, internal) = (self.noted.external, self.noted.internal);
        let granted = self.way.map(external, internal, lease, self.outside).await?;
        if granted.external != external {
            // PCP and NAT-PMP give another port where this one is not to be had.
            if self.promised {
                self.way.unmap(granted.external, internal).await?;
                return Err(Unmapped::Taken);
            }
            self.noted.external = granted.external;
            self.write_down();
        }
        self.outside = granted.outside;
        if granted.lease > lease {
            self.noted.ends = end_of(granted.lease.min(LONGEST_LEASE));
            self.write_down();
        }
        // A router may give less.
        self.lease = granted.lease.min(lease);
        self.since = Instant::now();
        self.known = true;
        tracing::info!(external = self.noted.external, lease = ?self.lease, by = %self.way.protocol(), "mapped at the router");
        Ok(())
    }

    fn write_down(&mut self) {
        if let Err(error) = self.note.update(&self.noted) {
            tracing::warn!(%error, "a renewed mapping is not noted");
        }
    }

    /// Half its lease is over, and it would end too early.
    fn is_due(&self, until: SystemTime) -> bool {
        let left = until.duration_since(SystemTime::now()).unwrap_or_default();
        self.until_renewal().is_zero() && self.since.elapsed() + left > self.lease + Duration::from_secs(1)
    }

    fn until_renewal(&self) -> Duration {
        (self.lease / 2).saturating_sub(self.since.elapsed())
    }

    async fn remove(self) {
        let removed = timeout(REMOVAL, self.way.unmap(self.noted.external, self.noted.internal)).await;
        match removed.unwrap_or(Err(Unmapped::Silent)) {
            Ok(()) => self.note.remove(),
            Err(error) => {
                tracing::warn!(%error, "a mapping stays at the router until the next start, or its lease's end")
            }
        }
    }
}

fn random_port() -> Result<u16, Unmapped> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).map_err(MappingFailure::Random)?;
    let (first, last) = (u32::from(*EXTERNAL_PORTS.start()), u32::from(*EXTERNAL_PORTS.end()));
    let port = first + u32::from_ne_bytes(bytes) % (last - first + 1);
    Ok(u16::try_from(port).unwrap_or(*EXTERNAL_PORTS.end()))
}
