//! Whether this computer's own firewall lets a helper in, and what would make it.
//!
//! Nothing is changed, and no administrator's rights are asked for: what only an administrator may see stays unknown.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
pub mod nft;
#[cfg(windows)]
mod windows;

use std::net::IpAddr;

#[cfg(target_os = "linux")]
pub use linux::{firewalld_lets_in, ufw_lets_in};

/// Who comes: the first packet of a TCP connection to this computer.
#[derive(Debug, Clone)]
pub struct Caller {
    pub from: IpAddr,
    /// The system's name of the interface that it comes by; empty where it is not known.
    pub interface: String,
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
    /// Keeps them out; the command lets them in.
    Blocked { by: Firewall, remedy: String },
    /// It is there, and it could not be read or understood. The command lets them in, where there is one that does in
    /// any case.
    Unknown { by: Firewall, remedy: Option<String> },
}

/// What happens to each of these callers.
pub async fn verdicts(callers: &[Caller]) -> Vec<FirewallVerdict> {
    #[cfg(target_os = "linux")]
    return linux::verdicts(callers).await;
    #[cfg(windows)]
    return windows::verdicts(callers).await;
    #[cfg(target_os = "macos")]
    return macos::verdicts(callers).await;
    #[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
    return vec![FirewallVerdict::Open; callers.len()];
}
