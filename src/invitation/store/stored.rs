//! What is kept of a ticket in force, and of the listener that serves it.

use std::net::{IpAddr, SocketAddr};

use crate::invitation::secret::{PassStub, Password};
use crate::invitation::ticket_id::TicketId;

/// One ticket in force.
#[derive(Clone)]
pub struct StoredTicket {
    pub id: TicketId,
    pub password: Password,
    pub pass_stub: PassStub,
    /// As [`crate::invitation::NewTicket::write`] made it.
    pub ticket: String,
    /// Seconds since 1970-01-01 UTC.
    pub start: u64,
    pub minutes: u32,
    pub port: u16,
    pub view_only: bool,
    pub older_windows: bool,
    /// What is given up to spare the network: 0 is nothing, each step more.
    pub spared: u8,
    pub failed_tries: u32,
    /// The address at the router that the ticket names.
    pub mapped: Option<SocketAddr>,
    /// The router may be asked to let helpers in.
    pub asks_router: bool,
}

impl StoredTicket {
    /// Seconds since 1970-01-01 UTC.
    pub fn expires(&self) -> u64 {
        self.start.saturating_add(u64::from(self.minutes).saturating_mul(60))
    }

    pub fn is_in_force(&self, now: u64) -> bool {
        now < self.expires()
    }
}

/// The keys of one listener. Wiped on drop, and without `Debug`.
#[derive(Clone, zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
pub struct ListenerKeys {
    /// ECDSA P-256, PKCS#8 DER.
    pub tls_key: Vec<u8>,
    /// DER.
    pub tls_certificate: Vec<u8>,
    /// RSA-2048, PKCS#8 or PKCS#1 DER, as its maker chose.
    pub rdp_key: Vec<u8>,
    pub port: u16,
    /// The only address that is listened on; `None`: all.
    #[zeroize(skip)]
    pub listen: Option<IpAddr>,
}
