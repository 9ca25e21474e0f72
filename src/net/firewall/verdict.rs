//! Who comes, and what a firewall does with them.

use std::net::IpAddr;

/// Who comes: the first packet of a TCP connection to this computer.
#[derive(Debug, Clone)]
pub struct FirewallCaller {
    pub from: IpAddr,
    /// The system's name of the interface that it comes by, where it is known.
    pub interface: Option<String>,
    /// The port that is listened on.
    pub port: u16,
}

/// Which firewall it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Firewall {
    Nftables,
    Ufw,
    Firewalld,
    Windows,
    MacOs,
}

impl Firewall {
    /// As its own users call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nftables => "nftables",
            Self::Ufw => "ufw",
            Self::Firewalld => "firewalld",
            Self::Windows => "windows",
            Self::MacOs => "macos",
        }
    }
}

/// What the firewall does with a caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirewallVerdict {
    /// Lets them in; no firewall does, too.
    Open,
    /// Keeps them out; the command lets them in, where there is one that should.
    Blocked { by: Firewall, remedy: Option<String> },
    /// It is there, and it could not be read or understood. The command lets them in, where there is one that does in
    /// any case.
    Unknown { by: Firewall, remedy: Option<String> },
}
