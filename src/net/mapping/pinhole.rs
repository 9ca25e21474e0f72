//! Keeps a TCP port open in the router's IPv6 firewall, beside the mapping that IPv4 needs: opened at once, renewed at each look,
//! closed at the end, and noted on disk meanwhile.

use std::net::SocketAddrV6;
use std::num::NonZeroU16;
use std::time::{Duration, SystemTime};

use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::keeper::{AGAIN, REMOVAL};
use super::note::{Note, NotedOpening, Notes, end_of};
use super::{Times, Wish};
use crate::net::pcp::PcpError;
use crate::net::pinhole::Opening;
use crate::net::route::{DefaultRouteV6, default_route_v6};
use crate::net::zone;

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pinhole {
    Trying,
    Open(SocketAddrV6),
    Closed,
}

struct Held {
    noted: NotedOpening,
    note: Note,
}

/// Until its time is over, or nobody wants it any more. A router that knows no PCP is asked once.
pub(super) async fn keep(
    wish: Wish,
    times: Times,
    notes: Notes,
    mut until: watch::Receiver<SystemTime>,
    tell: watch::Sender<Pinhole>,
) {
    let mut held = None;
    loop {
        let ends = *until.borrow_and_update();
        let left = ends.duration_since(SystemTime::now()).unwrap_or_default();
        if left.is_zero() {
            break;
        }
        let work = step(&wish, left.min(times.lease), &notes, &mut held);
        let unwanted = async { while until.changed().await.is_ok() {} };
        let done = tokio::select! {
            done = work => done,
            () = unwanted => break,
        };
        let rest = match done {
            Ok((address, lease)) => {
                tell.send_replace(Pinhole::Open(address));
                times.look.min(lease / 2).max(Duration::from_millis(100))
            }
            Err(error) => {
                tracing::info!(%error, "no port is open in the router's IPv6 firewall");
                tell.send_replace(Pinhole::Closed);
                if held.is_none() {
                    break;
                }
                AGAIN
            }
        };
        tokio::select! {
            changed = until.changed() => if changed.is_err() { break },
            () = sleep(rest) => {}
        }
    }
    tell.send_replace(Pinhole::Closed);
    if let Some(held) = held.take() {
        held.remove().await;
    }
}

async fn step(
    wish: &Wish,
    lease: Duration,
    notes: &Notes,
    held: &mut Option<Held>,
) -> Result<(SocketAddrV6, Duration), PcpError> {
    let port = NonZeroU16::new(wish.port).ok_or(PcpError::Silent)?;
    let route = default_route_v6().filter(DefaultRouteV6::is_public);
    let route = route.ok_or_else(|| PcpError::Senseless("no public IPv6 address here".to_owned()))?;
    if let Some(elsewhere) = held.take_if(|held| !held.noted.opening.is_behind(&route)) {
        elsewhere.remove().await;
    }
    if held.is_none() {
        if !wish.even_if_public && zone::is_public(&route.interface).await {
            return Err(PcpError::Senseless("the system calls this network public".to_owned()));
        }
        let noted = NotedOpening {
            opening: Opening::find(&route, port).await?,
            port,
            ends: end_of(lease),
        };
        let note = notes.write(&noted, port.get())?;
        *held = Some(Held { noted, note });
    }
    let Some(held) = held else { return Err(PcpError::Silent) };
    held.noted.ends = end_of(lease);
    if let Err(error) = held.note.update(&held.noted) {
        tracing::warn!(%error, "a renewed opening is not noted");
    }
    let lease = held.noted.opening.open(port, lease).await?.min(lease);
    tracing::info!(%port, ?lease, "open in the router's IPv6 firewall");
    Ok((held.noted.opening.address(port), lease))
}

impl Held {
    async fn remove(self) {
        let closed = timeout(REMOVAL, self.noted.opening.close(self.noted.port)).await;
        match closed.unwrap_or(Err(PcpError::Silent)) {
            Ok(()) => self.note.remove(),
            Err(error) => {
                tracing::warn!(%error, "a port stays open in the router's IPv6 firewall until the next start, or its lease's end");
            }
        }
    }
}
