//! What the connect machine is given.

use crate::rdp::messages::{Random32, Transport};
use crate::vocabulary::KeyPin;

/// What the connect machine needs to know.
pub struct ConnectSettings {
    pub transport: Transport,
    /// The ticket's ID: it names the invitation ([MS-RA] 2.2.7.2).
    pub ticket_id: String,
    /// `*` where a password proof follows on the channel.
    pub alternate_shell: String,
    /// The size of the waiting picture.
    pub width: u16,
    pub height: u16,
    pub client_random: Random32,
    /// The server's RDP security key as the ticket names it. Checked wherever there is one: under `LifelineTls` and
    /// `Bare`.
    pub pins: Option<KeyPin>,
}

impl ConnectSettings {
    /// The graphics pipeline is for what another Lifeline draws: its decoders have no business with strangers'
    /// pictures.
    pub(super) fn takes_graphics(&self) -> bool {
        self.transport == Transport::LifelineTls
    }

    pub(super) fn wants_rc4(&self) -> bool {
        match self.transport {
            Transport::LifelineTls | Transport::Bare => true,
            Transport::Tls => false,
        }
    }
}
