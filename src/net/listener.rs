//! The novice's listening sockets, and the strangers that wait on them.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

/// The port of Remote Assistance and Remote Desktop.
pub const DEFAULT_PORT: u16 = 3389;
/// Where offers of help are waited for and looked for: [`DEFAULT_PORT`], or the next one that is free. Another user's
/// Lifeline or a Remote Desktop server may have the first. Nothing tells which it is; the helper's program tries them,
/// and ALPN `lifeline-offer/1` tells a Lifeline from other programs.
pub const OFFER_PORTS: RangeInclusive<u16> = DEFAULT_PORT..=DEFAULT_PORT + 4;
/// Connections that the system may queue before they are accepted: twice the doorstep, so that a burst waits its turn.
const BACKLOG: i32 = 128;

/// Which port to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortChoice {
    /// [`DEFAULT_PORT`], or another free one if it is taken.
    Default,
    /// The first of [`OFFER_PORTS`] that is free, or none.
    Offers,
    /// This one or none; 0 is any free one.
    Exactly(u16),
}

/// What to do about a port that another program has for IPv6 only. Helpers who come by IPv6 would meet that program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Families {
    /// The port is taken.
    AllThereAre,
    /// IPv4 is better than nothing: an invitation names the port, or somebody chose it.
    OneWillDo,
}

/// One port, on every address family that there is.
#[derive(Debug)]
pub struct Listener {
    sockets: Vec<TcpListener>,
    port: u16,
}

impl Listener {
    /// Listens on `address`, or on all addresses. Errors are those of the system; `AddrInUse` where an exact port is
    /// taken.
    pub fn bind(choice: PortChoice, address: Option<IpAddr>) -> io::Result<Self> {
        match choice {
            PortChoice::Exactly(port) => Self::bind_port(port, address, Families::OneWillDo),
            PortChoice::Default => Self::bind_port(DEFAULT_PORT, address, Families::AllThereAre).or_else(|error| {
                tracing::info!(%error, port = DEFAULT_PORT, "the usual port is not to be had; taking another");
                Self::bind_port(0, address, Families::OneWillDo)
            }),
            PortChoice::Offers => {
                let mut taken = io::Error::from(io::ErrorKind::AddrInUse);
                for port in OFFER_PORTS {
                    match Self::bind_port(port, address, Families::AllThereAre) {
                        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                            tracing::info!(port, "another program has this port; trying the next one");
                            taken = error;
                        }
                        bound => return bound,
                    }
                }
                Err(taken)
            }
        }
    }

    fn bind_port(port: u16, address: Option<IpAddr>, families: Families) -> io::Result<Self> {
        if let Some(address) = address {
            let socket = listen(SocketAddr::new(address, port))?;
            let port = socket.local_addr()?.port();
            return Ok(Self {
                sockets: vec![socket],
                port,
            });
        }
        let v4 = listen(SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)))?;
        let port = v4.local_addr()?.port();
        let mut sockets = vec![v4];
        match listen(SocketAddr::from((Ipv6Addr::UNSPECIFIED, port))) {
            Ok(v6) => sockets.push(v6),
            Err(error) if families == Families::AllThereAre && error.kind() == io::ErrorKind::AddrInUse => {
                return Err(error);
            }
            Err(error) => tracing::info!(%error, "listening on IPv4 only"),
        }
        Ok(Self { sockets, port })
    }

    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The addresses that are listened on.
    pub fn local_addresses(&self) -> impl Iterator<Item = SocketAddr> + '_ {
        self.sockets.iter().filter_map(|socket| socket.local_addr().ok())
    }

    /// The next connection. Cancel safe. Errors of single connections are not errors of the listener: try again.
    pub async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        let (stream, peer) = match self.sockets.as_slice() {
            [only] => only.accept().await?,
            [first, second, ..] => tokio::select! {
                accepted = first.accept() => accepted?,
                accepted = second.accept() => accepted?,
            },
            [] => return Err(io::Error::from(io::ErrorKind::NotConnected)),
        };
        super::socket::prepare(&stream);
        Ok((stream, SocketAddr::new(peer.ip().to_canonical(), peer.port())))
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    // On Unix this lets a restarted program have its port back at once; on Windows it would let another program steal
    // it.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

/// Connections that have proved nothing, in all. Each costs at most a few hundred KiB, so a flood stays below 64 MiB; a
/// proper helper needs one for a second or two.
pub const UNPROVED_MAX: usize = 64;

/// The strangers on the doorstep: how many there may be, and who must go when one more comes.
#[derive(Debug, Clone, Default)]
pub struct Doorstep(Arc<Mutex<Strangers>>);

#[derive(Debug, Default)]
struct Strangers {
    next: u64,
    /// Oldest first.
    strangers: VecDeque<Stranger>,
}

#[derive(Debug)]
struct Stranger {
    number: u64,
    /// Its address, or for IPv6 the network that one household has: there addresses are had for nothing.
    from: IpAddr,
    /// How many steps of the handshake it has taken.
    steps: u32,
    task: AbortHandle,
}

/// A place on the doorstep; leaving it (dropping it) means proved, or gone.
#[derive(Debug)]
pub struct DoorstepPlace {
    doorstep: Doorstep,
    number: u64,
}

impl DoorstepPlace {
    /// Another step of the handshake is taken.
    pub fn got_on(&self) {
        let mut waiting = self.doorstep.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stranger) = waiting.strangers.iter_mut().find(|one| one.number == self.number) {
            stranger.steps += 1;
        }
    }
}

impl Doorstep {
    /// Serves a stranger in a task of its own. If the doorstep is full, the address that holds most places loses one
    /// (of several such addresses, one of them): of its strangers that got equally far in the handshake, the largest
    /// group loses its oldest. So a crowd that stops somewhere, though it come from a helper's own address or from a
    /// hundred others, pushes out its own and not the helper, who passes it by.
    pub fn admit<F>(&self, address: IpAddr, serve: impl FnOnce(DoorstepPlace) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.strangers.len() >= UNPROVED_MAX {
            waiting.evict();
        }
        waiting.next += 1;
        let number = waiting.next;
        let serve = serve(DoorstepPlace {
            doorstep: self.clone(),
            number,
        });
        // It may not run, and so not leave, before its place is noted.
        let (go, noted) = oneshot::channel();
        let task = tokio::spawn(async move {
            if noted.await.is_ok() {
                serve.await;
            }
        });
        waiting.strangers.push_back(Stranger {
            number,
            from: origin(address),
            steps: 0,
            task: task.abort_handle(),
        });
        // The task is there, so somebody listens.
        let _ = go.send(());
    }

    /// Sends all of them away.
    pub fn clear(&self) {
        // Leaving their places, they take the lock themselves.
        let strangers = {
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut waiting.strangers)
        };
        for stranger in strangers {
            stranger.task.abort();
        }
    }

    /// How many are waiting.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).strangers.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What counts as one place of origin: an IPv4 address, an IPv6 network of 64 bits.
fn origin(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            const HOST_BITS: u32 = 64;
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> HOST_BITS << HOST_BITS))
        }
    }
}

impl Strangers {
    fn evict(&mut self) {
        let places = counts(self.strangers.iter().map(|stranger| stranger.from));
        let most = places.values().copied().max();
        let crowded = |stranger: &&Stranger| places.get(&stranger.from).copied() == most;
        let groups = counts(self.strangers.iter().filter(crowded).map(|stranger| stranger.steps));
        let largest = groups.values().copied().max();
        let goes = |stranger: &Stranger| crowded(&stranger) && groups.get(&stranger.steps).copied() == largest;
        let oldest = self.strangers.iter().position(goes);
        if let Some(stranger) = oldest.and_then(|index| self.strangers.remove(index)) {
            tracing::debug!(from = %stranger.from, steps = stranger.steps, "too many strangers: one goes");
            stranger.task.abort();
        }
    }
}

fn counts<T: Eq + Hash>(items: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts
}

impl Drop for DoorstepPlace {
    fn drop(&mut self) {
        let mut waiting = self.doorstep.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.strangers.retain(|stranger| stranger.number != self.number);
    }
}
