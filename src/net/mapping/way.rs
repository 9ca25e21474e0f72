//! The protocol by which the router is asked: UPnP, PCP or NAT-PMP, whichever it speaks.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::num::NonZeroU16;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::sleep;

use super::wish::{MappingFailure, Protocol, Unmapped};
use crate::net::pcp::{Granted, PcpError, SenselessAnswer, Server};
use crate::net::route::DefaultRoute;
use crate::net::upnp::{Gateway, UpnpError};

/// A router that speaks UPnP is asked by it, since it alone tells where a port leads. One that has not answered that
/// for so long, and has answered the others, is asked by those.
const UPNP_FIRST: Duration = Duration::from_millis(800);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Way {
    Upnp(Gateway),
    Pcp(Server),
}

impl From<UpnpError> for Unmapped {
    fn from(error: UpnpError) -> Self {
        match error {
            UpnpError::Silent => Self::Silent,
            UpnpError::Refused(_) if error.is_conflict() => Self::Taken,
            UpnpError::Refused(code) => Self::Refused(code),
            UpnpError::Senseless(_) | UpnpError::Io(_) => MappingFailure::from(error).into(),
        }
    }
}

impl From<PcpError> for Unmapped {
    fn from(error: PcpError) -> Self {
        match error {
            PcpError::Silent => Self::Silent,
            PcpError::Refused(code) => Self::Refused(code),
            PcpError::Taken => Self::Taken,
            PcpError::Senseless(_) | PcpError::Io(_) => MappingFailure::from(error).into(),
        }
    }
}

impl Way {
    /// Asks the default route's gateway, and nobody else; with the address that it has outside, where that is known
    /// already.
    pub async fn find(route: &DefaultRoute, port: u16) -> Result<(Self, Option<Ipv4Addr>), Unmapped> {
        let upnp = Gateway::find(route);
        let others = async { Server::find(route, number(port)?).await };
        tokio::pin!(upnp, others);
        let mut answered = None;
        let alone = sleep(UPNP_FIRST);
        tokio::pin!(alone);
        let without_upnp = loop {
            tokio::select! {
                found = &mut upnp => match found {
                    Ok((gateway, outside)) => return Ok((Self::Upnp(gateway), Some(outside))),
                    Err(error) => break Unmapped::from(error),
                },
                other = &mut others, if answered.is_none() => answered = Some(other),
                () = &mut alone, if matches!(answered, Some(Ok(_))) => break Unmapped::Silent,
            }
        };
        let other = match answered {
            Some(other) => other,
            None => others.await,
        };
        match (other.map_err(Unmapped::from), without_upnp) {
            (Ok((server, outside)), _) => Ok((Self::Pcp(server), outside)),
            (Err(why), Unmapped::Silent) => Err(why),
            (Err(_), why) => Err(why),
        }
    }

    pub fn protocol(&self) -> Protocol {
        match self {
            Self::Upnp(_) => Protocol::Upnp,
            Self::Pcp(server) if server.is_natpmp() => Protocol::NatPmp,
            Self::Pcp(_) => Protocol::Pcp,
        }
    }

    /// The gateway's address in this network.
    pub fn address(&self) -> Ipv4Addr {
        match self {
            Self::Upnp(gateway) => gateway.address(),
            Self::Pcp(server) => server.address(),
        }
    }

    /// Whether this external port leads to another computer. Only UPnP tells; with PCP and NAT-PMP a router does not
    /// give a port away that somebody else has.
    pub async fn is_anothers(&self, external: u16, internal: SocketAddrV4) -> Result<bool, Unmapped> {
        match self {
            Self::Upnp(gateway) => match gateway.mapped_to(external).await {
                Ok(to) => Ok(to.is_some_and(|to| to != internal)),
                // Not every router tells of what is not mapped; the mapping itself will say.
                Err(UpnpError::Refused(_)) => Ok(false),
                Err(error) => Err(error.into()),
            },
            Self::Pcp(_) => Ok(false),
        }
    }

    /// Whether this external port leads here.
    pub async fn is_ours(&self, external: u16, internal: SocketAddrV4) -> Result<bool, Unmapped> {
        match self {
            Self::Upnp(gateway) => Ok(gateway.mapped_to(external).await? == Some(internal)),
            // Nobody else's can be touched by the nonce, or, with NAT-PMP, from this address.
            Self::Pcp(_) => Ok(true),
        }
    }

    /// Maps a TCP port outside to `internal`, or renews that. `outside` is the router's address, as far as it is known.
    pub async fn map(
        &self,
        external: u16,
        internal: SocketAddrV4,
        lease: Duration,
        outside: Ipv4Addr,
    ) -> Result<Granted, Unmapped> {
        match self {
            Self::Upnp(gateway) => {
                gateway.map(external, internal, lease).await?;
                Ok(Granted {
                    outside,
                    external,
                    lease,
                })
            }
            Self::Pcp(server) => Ok(server.map(number(internal.port())?, external, lease).await?),
        }
    }

    /// Takes a mapping away. There being none is no error.
    pub async fn unmap(&self, external: u16, internal: SocketAddrV4) -> Result<(), Unmapped> {
        match self {
            Self::Upnp(gateway) => Ok(gateway.unmap(external).await?),
            Self::Pcp(server) => Ok(server.unmap(number(internal.port())?).await?),
        }
    }
}

fn number(port: u16) -> Result<NonZeroU16, PcpError> {
    NonZeroU16::new(port).ok_or_else(|| SenselessAnswer::NoPort.into())
}
