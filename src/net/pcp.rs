//! Port mappings at the default route's gateway by PCP (RFC 6887), or by NAT-PMP (RFC 6886), which came before it. Many
//! routers speak one of them and no UPnP. The packets are crab_nat's: some 60 bytes each way, of a fixed size, and only
//! the gateway's own count, since the sockets are connected to it.

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU16;
use std::time::Duration;

use crab_nat::{
    InternetProtocol, PortMapping, PortMappingOptions, PortMappingType, TimeoutConfig, VersionCode, natpmp, pcp,
};
use serde::{Deserialize, Serialize};

use super::route::DefaultRoute;

/// Together less than an invitation waits for its router.
const TIMES: TimeoutConfig = TimeoutConfig {
    initial_timeout: Duration::from_millis(250),
    max_retries: 1,
    max_retry_timeout: None,
};

/// Why the router did not do it.
#[derive(Debug, thiserror::Error)]
pub enum PcpError {
    #[error("the router does not answer")]
    Silent,
    /// The number is the protocol's result code.
    #[error("the router refused (result {0})")]
    Refused(u16),
    /// PCP's CANNOT_PROVIDE_EXTERNAL.
    #[error("the external port is taken")]
    Taken,
    #[error("the router's answer makes no sense: {0}")]
    Senseless(#[from] SenselessAnswer),
    #[error("the router cannot be spoken to: {0}")]
    Io(io::Error),
}

/// What an answer says that is no answer to the question.
#[derive(Debug, thiserror::Error)]
pub enum SenselessAnswer {
    #[error("mapped for no time")]
    MappedForNoTime,
    #[error("open for no time")]
    OpenForNoTime,
    /// In seconds.
    #[error("closed, and open for {0} s")]
    ClosedAndOpen(u32),
    #[error("an address of another kind ({0})")]
    AddressKind(PortMappingType),
    #[error("another address than this computer's")]
    OtherAddress,
    #[error("no port")]
    NoPort,
    #[error(transparent)]
    Pcp(pcp::Failure),
    #[error(transparent)]
    NatPmp(natpmp::Failure),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Version {
    Pcp,
    NatPmp,
}

/// The gateway, and how it is spoken to about one port of this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    gateway: Ipv4Addr,
    /// This computer's address, as the gateway knows it.
    client: Ipv4Addr,
    /// Whoever knows it may take the mapping back; NAT-PMP has none.
    nonce: [u32; 3],
    version: Version,
}

/// What the router gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Granted {
    pub outside: Ipv4Addr,
    /// Not always the one that was asked for.
    pub external: u16,
    pub lease: Duration,
}

impl Server {
    /// Asks the gateway whether it speaks either protocol, without changing anything there; with the address that it
    /// has outside, where it tells that before a mapping.
    pub async fn find(route: &DefaultRoute, port: NonZeroU16) -> Result<(Self, Option<Ipv4Addr>), PcpError> {
        let mut server = Self {
            gateway: route.gateway,
            client: route.local,
            nonce: nonce()?,
            version: Version::Pcp,
        };
        // Asks to take back a mapping that does not exist, which changes nothing and shows whether the gateway speaks
        // PCP. The nonce is used for this alone: a copy of the question that arrives late cannot take back the real
        // mapping.
        let other = nonce()?;
        let (pcp, natpmp) = tokio::join!(
            server.drop_pcp(port, other),
            natpmp::external_address(route.gateway.into(), Some(TIMES))
        );
        let outside = natpmp.as_ref().ok().copied();
        let error = match pcp.map_err(PcpError::from) {
            Ok(()) | Err(PcpError::Refused(_) | PcpError::Taken) => return Ok((server, outside)),
            Err(error) => error,
        };
        match (natpmp.map_err(PcpError::from), error) {
            (Ok(_) | Err(PcpError::Refused(_)), _) => {
                server.version = Version::NatPmp;
                Ok((server, outside))
            }
            (Err(PcpError::Silent), error) | (Err(error), _) => Err(error),
        }
    }

    /// The gateway's address in this network.
    #[must_use]
    pub fn address(&self) -> Ipv4Addr {
        self.gateway
    }

    #[must_use]
    pub fn is_natpmp(&self) -> bool {
        self.version == Version::NatPmp
    }

    /// Maps a TCP port outside to this one, or renews that: the same question does both. `external` is a wish.
    pub async fn map(&self, port: NonZeroU16, external: u16, lease: Duration) -> Result<Granted, PcpError> {
        let options = PortMappingOptions {
            external_port: NonZeroU16::new(external),
            lifetime_seconds: Some(u32::try_from(lease.as_secs().max(1)).unwrap_or(u32::MAX)),
            timeout_config: Some(TIMES),
        };
        let (gateway, tcp) = (self.gateway.into(), InternetProtocol::Tcp);
        let (mapping, outside) = match self.version {
            Version::Pcp => {
                let request = pcp::BaseMapRequest::new(gateway, self.client.into(), tcp, port);
                let mapping = pcp::port_mapping(request, Some(self.nonce), None, options).await?;
                let outside = outside(&mapping)?;
                (mapping, outside)
            }
            Version::NatPmp => {
                let mapping = natpmp::port_mapping(gateway, tcp, port, options).await?;
                (mapping, natpmp::external_address(gateway, Some(TIMES)).await?)
            }
        };
        if mapping.lifetime() == 0 {
            return Err(SenselessAnswer::MappedForNoTime.into());
        }
        Ok(Granted {
            outside,
            external: mapping.external_port().get(),
            lease: Duration::from_secs(mapping.lifetime().into()),
        })
    }

    /// Takes the mapping of this port away. There being none is no error.
    pub async fn unmap(&self, port: NonZeroU16) -> Result<(), PcpError> {
        match self.version {
            Version::Pcp => Ok(self.drop_pcp(port, self.nonce).await?),
            Version::NatPmp => {
                let tcp = InternetProtocol::Tcp;
                Ok(natpmp::try_drop_mapping(self.gateway.into(), tcp, Some(port), Some(TIMES)).await?)
            }
        }
    }

    async fn drop_pcp(&self, port: NonZeroU16, nonce: [u32; 3]) -> Result<(), pcp::Failure> {
        let one = pcp::DropMappingRange::Single {
            protocol: InternetProtocol::Tcp,
            internal_port: port,
        };
        pcp::try_drop_mapping(self.gateway.into(), self.client.into(), nonce, one, Some(TIMES)).await
    }
}

pub(super) fn nonce() -> Result<[u32; 3], PcpError> {
    let mut random = [0; 12];
    getrandom::fill(&mut random).map_err(|error| PcpError::Io(io::Error::other(error)))?;
    let [a, b, c, d, e, f, g, h, i, j, k, l] = random;
    Ok([[a, b, c, d], [e, f, g, h], [i, j, k, l]].map(u32::from_ne_bytes))
}

fn outside(mapping: &PortMapping) -> Result<Ipv4Addr, PcpError> {
    match mapping.mapping_type() {
        PortMappingType::Pcp {
            external_ip: IpAddr::V4(address),
            ..
        } => Ok(address),
        other => Err(SenselessAnswer::AddressKind(other).into()),
    }
}

/// A port that nobody listens on says so (ICMP).
fn of_socket(error: io::Error) -> PcpError {
    match error.kind() {
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset => PcpError::Silent,
        _ => PcpError::Io(error),
    }
}

/// RFC 6887 section 7.4.
impl From<pcp::Failure> for PcpError {
    fn from(failure: pcp::Failure) -> Self {
        use pcp::Failure;
        match failure {
            Failure::Socket(error) => of_socket(error),
            Failure::Timeout | Failure::UnsupportedVersion(VersionCode::NatPmp) => Self::Silent,
            Failure::UnsupportedVersion(VersionCode::Pcp) => Self::Refused(1),
            Failure::NotAuthorized(_) => Self::Refused(2),
            Failure::MalformedRequest => Self::Refused(3),
            Failure::UnsupportedOpcode => Self::Refused(4),
            Failure::UnsupportedOption => Self::Refused(5),
            Failure::MalformedOption => Self::Refused(6),
            Failure::NetworkFailure(_) => Self::Refused(7),
            Failure::NoResources(_) => Self::Refused(8),
            Failure::UnsupportedProtocol => Self::Refused(9),
            Failure::UserExceededQuota(_) => Self::Refused(10),
            Failure::CannotProvideExternal(_) => Self::Taken,
            Failure::AddressMismatch => Self::Refused(12),
            Failure::ExcessiveRemotePeers => Self::Refused(13),
            Failure::Nonce | Failure::InvalidResponse(_) => SenselessAnswer::Pcp(failure).into(),
        }
    }
}

/// RFC 6886 section 3.5.
impl From<natpmp::Failure> for PcpError {
    fn from(failure: natpmp::Failure) -> Self {
        use natpmp::Failure;
        match failure {
            Failure::Socket(error) => of_socket(error),
            Failure::Timeout | Failure::UnsupportedVersion(_) => Self::Silent,
            Failure::NotAuthorized => Self::Refused(2),
            Failure::NetworkFailure => Self::Refused(3),
            Failure::OutOfResources => Self::Refused(4),
            Failure::UnsupportedOpcode => Self::Refused(5),
            Failure::InvalidResponse(_) => SenselessAnswer::NatPmp(failure).into(),
        }
    }
}
