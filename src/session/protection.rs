//! How a connection is protected, as either end is told it.

use crate::rdp::Transport;

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// TLS 1.3 with RC4-128 inside, both ends pinned: the helper's program checked that it reached this computer.
    TlsAndRc4,
    /// TLS alone. A Lifeline that helps checks the certificate against the ticket; FreeRDP cannot.
    Tls,
    /// RC4 alone: weak. A Lifeline that helps checks the key against the ticket.
    Rc4Only,
}

impl From<Transport> for Protection {
    fn from(transport: Transport) -> Self {
        match transport {
            Transport::LifelineTls => Self::TlsAndRc4,
            Transport::Tls => Self::Tls,
            Transport::Bare => Self::Rc4Only,
        }
    }
}
