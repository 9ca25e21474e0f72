//! What either role asks of the router, so that the other one reaches this computer.

use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use tokio::time::timeout;

use crate::net::mapping::{Mapping, MappingState, MappingWish, Unmapped};

/// What is shown is final when it is shown, so this is how long it waits for the router; one with UPnP answers within a
/// few hundred milliseconds.
pub(crate) const TIMEOUT: Duration = Duration::from_millis(1500);
/// How long the end of a program waits until the router has taken its mappings back.
pub(crate) const FAREWELL: Duration = Duration::from_secs(2);

/// What the router is asked for. Never anything where only loopback is listened on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RouterChoice {
    pub when: MapWhen,
    /// The port outside; `None`: a random one.
    pub external_port: Option<u16>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MapWhen {
    /// Unless the system calls this network public.
    #[default]
    Trusted,
    Always,
    Never,
}

impl RouterChoice {
    /// What to ask for this port, which is listened on at `listen` or everywhere; `None` where the router is not asked.
    pub(crate) fn wish(&self, port: u16, listen: Option<IpAddr>, until: SystemTime) -> Option<MappingWish> {
        let local = match listen {
            _ if self.when == MapWhen::Never => return None,
            None => None,
            Some(IpAddr::V4(address)) if !address.is_loopback() => Some(address),
            Some(_) => return None,
        };
        Some(MappingWish {
            port,
            local,
            external: self.external_port,
            until,
            even_if_public: self.when == MapWhen::Always,
            keeps_trying: false,
        })
    }
}

/// The mapping, if it is there in time; otherwise it is given up, since nothing would name it. `late` is told where the
/// router took too long.
pub(crate) async fn in_time(mapping: Option<Mapping>, late: impl FnOnce(Unmapped)) -> Option<Mapping> {
    let mut mapping = mapping?;
    match timeout(TIMEOUT, mapping.first()).await {
        Ok(MappingState::Mapped(..)) => Some(mapping),
        Ok(MappingState::Unmapped(_) | MappingState::Trying) => None,
        Err(_) => {
            late(Unmapped::Silent);
            None
        }
    }
}
