//! Where a novice can be reached: the listeners of an invitation.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

/// The longest name that DNS allows, and room for an IPv6 zone.
const MAX_HOST_LENGTH: usize = 255;

/// A host (name, IPv4 or IPv6 address, an IPv6 address perhaps with a zone as in `fe80::1%3`) and a TCP port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    pub host: String,
    pub port: u16,
}

impl Address {
    /// `None` if the port is 0 or the host cannot be one. An IPv4 address in its IPv6-mapped form becomes plain.
    pub fn new(host: &str, port: u16) -> Option<Self> {
        let host = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '%');
        if port == 0 || host.is_empty() || host.len() > MAX_HOST_LENGTH || !host.chars().all(allowed) {
            return None;
        }
        let host = match (host.parse::<IpAddr>(), host.split_once('%')) {
            (Ok(ip), _) => ip.to_canonical().to_string(),
            // However it is written, the same address is one; a zone without a name is no zone.
            (Err(_), Some((ip, zone))) => match (ip.parse::<Ipv6Addr>(), zone) {
                (Ok(ip), "") => IpAddr::V6(ip).to_canonical().to_string(),
                (Ok(ip), zone) => format!("{ip}%{zone}"),
                (Err(_), _) => host.to_owned(),
            },
            (Err(_), None) => host.to_owned(),
        };
        Some(Self { host, port })
    }

    /// `HOST:PORT`, `[IPv6]:PORT`; a lone IPv6 address has no port, so it is refused.
    pub fn parse(text: &str) -> Option<Self> {
        let (host, port) = text.trim().rsplit_once(':')?;
        if host.contains(':') && !host.starts_with('[') {
            return None;
        }
        Self::new(host, port.parse().ok()?)
    }

    /// The IPv6 address without its zone.
    pub(super) fn ipv6(&self) -> Option<(Ipv6Addr, Option<&str>)> {
        let (address, zone) = match self.host.split_once('%') {
            Some((address, zone)) => (address, Some(zone)),
            None => (self.host.as_str(), None),
        };
        address.parse().ok().map(|ip| (ip, zone))
    }
}

impl From<std::net::SocketAddr> for Address {
    fn from(address: std::net::SocketAddr) -> Self {
        Self {
            host: address.ip().to_canonical().to_string(),
            port: address.port(),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}
