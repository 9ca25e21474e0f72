//! What is wished of the router, within which times, and what becomes of it.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, SystemTime};

use tokio::sync::watch;

use crate::net::pcp::PcpError;
use crate::net::upnp::UpnpError;
use crate::t;
use crate::texts::said::system;
use crate::vocabulary::SharedError;

/// Which external ports are chosen from: above those that are scanned most, below those that systems use for outgoing
/// connections.
pub const EXTERNAL_PORTS: std::ops::RangeInclusive<u16> = 20_000..=60_000;

/// The router is asked no more often, however short the leases are that it gives (RFC 6887 section 11.2.1).
pub(super) const LEAST_REST: Duration = Duration::from_secs(4);
/// However long the lease is that a router claims to give, what a crash left is not looked for after this (RFC 6887
/// section 15).
pub(super) const LONGEST_LEASE: Duration = Duration::from_secs(24 * 3600);

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
    pub keeps_trying: bool,
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

/// What went wrong while the router was asked.
#[derive(Debug, thiserror::Error)]
pub enum MappingFailure {
    #[error(transparent)]
    Upnp(#[from] UpnpError),
    #[error(transparent)]
    Pcp(#[from] PcpError),
    #[error("it cannot be noted: {0}")]
    Note(#[source] io::Error),
    /// A port is chosen at random.
    #[error(transparent)]
    Random(getrandom::Error),
}

impl MappingFailure {
    /// Why, as a part of a sentence for people.
    #[must_use]
    pub fn clause(&self) -> String {
        match self {
            Self::Upnp(UpnpError::Silent) | Self::Pcp(PcpError::Silent) => t!("router-said-nothing"),
            Self::Upnp(UpnpError::Refused(code)) | Self::Pcp(PcpError::Refused(code)) => {
                t!("router-said-no", code = code.to_string())
            }
            Self::Upnp(UpnpError::Senseless(_)) | Self::Pcp(PcpError::Senseless(_)) => t!("router-said-nonsense"),
            Self::Pcp(PcpError::Taken) => t!("router-said-taken"),
            Self::Upnp(UpnpError::Io(error)) | Self::Pcp(PcpError::Io(error)) | Self::Note(error) => system(error),
            Self::Random(_) => t!("system-unnamed"),
        }
    }
}

impl From<MappingFailure> for Unmapped {
    fn from(failure: MappingFailure) -> Self {
        Self::Failed(failure.into())
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
    Failed(SharedError<MappingFailure>),
}

/// How it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingState {
    Trying,
    /// Reached from outside at this address.
    Mapped(SocketAddr, Protocol),
    Unmapped(Unmapped),
}

/// What is wished is needed for at least as long.
pub(super) fn extend(ends: &watch::Sender<SystemTime>, until: SystemTime) {
    ends.send_if_modified(|ends| {
        let later = until > *ends;
        *ends = until.max(*ends);
        later
    });
}
