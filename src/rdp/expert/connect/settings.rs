//! What the connect machine is given.

use crate::rdp::messages::{Random32, Transport};
use crate::vocabulary::KeyPin;

/// What the connect machine needs to know.
pub struct ConnectSettings {
    pub protection: ConnectProtection,
    /// The ticket's ID: it names the invitation ([MS-RA] 2.2.7.2).
    pub ticket_id: String,
    /// `*` where a password proof follows on the channel.
    pub alternate_shell: String,
    /// The size of the waiting picture.
    pub width: u16,
    pub height: u16,
    pub client_random: Random32,
}

/// What protects the connection, and which RDP security key the server must have wherever there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectProtection {
    LifelineTls(ServerKey),
    /// The certificate is TLS's to check; inside there is no other key.
    Tls,
    Bare(ServerKey),
}

/// The RDP security key that is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerKey {
    /// The one that the ticket names.
    Pinned(KeyPin),
    /// Whichever it is: who answers is not known. For the clients of tests, which play strangers.
    Unpinned,
}

impl ConnectProtection {
    /// Over this transport; the key counts wherever there is one.
    #[must_use]
    pub fn over(transport: Transport, key: ServerKey) -> Self {
        match transport {
            Transport::LifelineTls => Self::LifelineTls(key),
            Transport::Tls => Self::Tls,
            Transport::Bare => Self::Bare(key),
        }
    }
}

impl ConnectSettings {
    /// The graphics pipeline is for what another Lifeline draws: its decoders have no business with strangers'
    /// pictures.
    pub(super) fn takes_graphics(&self) -> bool {
        matches!(self.protection, ConnectProtection::LifelineTls(_))
    }

    /// The key that the server must have; `None` where there is no RC4.
    pub(super) fn server_key(&self) -> Option<ServerKey> {
        match self.protection {
            ConnectProtection::LifelineTls(key) | ConnectProtection::Bare(key) => Some(key),
            ConnectProtection::Tls => None,
        }
    }
}
