//! A listener with what belongs to it, and an invitation that waits for one.

use std::net::IpAddr;
use std::sync::Arc;

use tokio::task::JoinHandle;

use crate::net::link::Running;
use crate::net::listener::Listener;
use crate::net::mapping::{Mapping, Pinhole};
use crate::net::tls::TlsIdentity;
use crate::rdp::keys::SecurityKey;
use crate::session::novice::hall::Hall;
use crate::session::novice::invitation::AskOptions;
use crate::session::novice::registry::Registry;

/// Keys of a listener that is not there yet; otherwise what the log says.
pub(super) type Prepared = Result<(TlsIdentity, SecurityKey), String>;

pub(super) struct Served {
    pub registry: Arc<Registry>,
    pub hall: Arc<Hall>,
    pub listen: Option<IpAddr>,
    pub mapping: Option<Mapping>,
    pub pinhole: Option<Pinhole>,
    /// It stays without an invitation: offers are waited for.
    pub waits: bool,
    pub _accepting: Running<()>,
}

impl Served {
    /// The router forgets what was asked for this listener: it takes back what is dropped.
    pub fn leave_router(&mut self) {
        (self.mapping, self.pinhole) = (None, None);
    }

    pub fn fits(&self, options: &AskOptions) -> bool {
        self.listen == options.listen && options.port.is_none_or(|port| port == self.registry.port)
    }
}

/// Makes the keys of the next listener in the background: the RSA key takes a moment.
pub(super) fn prepare() -> JoinHandle<Prepared> {
    tokio::task::spawn_blocking(|| {
        let identity = TlsIdentity::generate().map_err(|error| error.to_string())?;
        let key = SecurityKey::generate(&mut rsa::rand_core::OsRng).map_err(|error| error.to_string())?;
        Ok((identity, key))
    })
}

/// An invitation that can be made now.
pub(super) struct Asked {
    pub options: AskOptions,
    /// What a listener of its own needs; `None`: it shares one.
    pub fresh: Option<(Listener, Prepared)>,
    pub mapping: Option<Mapping>,
}
