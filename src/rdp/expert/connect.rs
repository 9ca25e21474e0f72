//! The expert's side of the connection sequence, from the first byte to an active session ([MS-RDPBCGR] 1.3.1.1):
//! X.224, MCS and GCC, Security Exchange, Client Info, licensing; the activation itself is read by [`ExpertReader`],
//! here as later.
//!
//! Nothing of this computer or its user is sent before the server's key has been compared with the ticket's pins.

mod client_data;
mod negotiate;
mod settings;

use crate::rdp::error::{Incompatible, Misbehaved, RdpError, Structure, Unsendable};
use ironrdp_core::encode_vec;
use ironrdp_pdu::gcc::{EncryptionLevel, EncryptionMethod, ServerGccBlocks, ServerSecurityData};
use zeroize::Zeroizing;

use crate::rdp::expert::session::{Channels, ExpertReader, ExpertWriter, StaticChannels};
use crate::rdp::keys::ServerPublicKey;
use crate::rdp::messages::{FromNovice, Random32};
use crate::rdp::pdu::frame::{self, SendDataKind};
use crate::rdp::pdu::gcc;
use crate::rdp::pdu::mcs::{
    DomainPdu, append_attach_user_request, append_channel_join_request, append_erect_domain_request,
};
use crate::rdp::security::{Direction, Opener, SEC_EXCHANGE_PKT, SEC_INFO_PKT, Sealer, SecurityHeader, SessionKeys};
use client_data::{client_info, gcc_blocks};
pub use negotiate::{ProtocolRequest, confirmed, request};
pub use settings::{ConnectProtection, ConnectSettings, ServerKey};

/// An active session.
pub struct Connected {
    pub reader: ExpertReader,
    pub writer: ExpertWriter,
    pub width: u16,
    pub height: u16,
    /// Channel messages that came before the activation was complete, to be handled first.
    pub early: Vec<FromNovice>,
}

impl std::fmt::Debug for Connected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connected")
            .field("width", &self.width)
            .field("height", &self.height)
            .field("early", &self.early.len())
            .finish_non_exhaustive()
    }
}

/// The machine: [`Connect::start`] once, then [`Connect::step`] with each frame until it gives [`Connected`]. What
/// either writes to `out` must be sent, also when it gives an error.
pub struct Connect {
    settings: ConnectSettings,
    state: ConnectState,
}

enum ConnectState {
    Start,
    ConnectResponse,
    AttachUser(Agreed),
    Join(Attached, JoinQueue),
    Licence(Box<Halves>),
    Activation(Box<Halves>),
    Over,
}

/// What the Connect Response settled.
struct Agreed {
    channels: StaticChannels,
    secrets: Secrets,
}

/// The server's key and random, where RC4 is on.
type Secrets = Option<(ServerPublicKey, Random32)>;

/// What was agreed, and the user that the server has given this end.
struct Attached {
    channels: Channels,
    secrets: Secrets,
}

/// Messages of Remote Assistance that come before the activation is complete, and are kept until then: there are two or
/// three.
pub const MAX_EARLY: usize = 16;

/// Channels still to be joined; the first is being asked for.
struct JoinQueue(Vec<u16>);

struct Halves {
    reader: ExpertReader,
    writer: ExpertWriter,
    early: Vec<FromNovice>,
}

impl Connect {
    pub fn new(settings: ConnectSettings) -> Self {
        Self {
            settings,
            state: ConnectState::Start,
        }
    }

    /// Writes the MCS Connect Initial ([MS-RDPBCGR] 2.2.1.3).
    pub fn start(&mut self, out: &mut Vec<u8>) -> Result<(), RdpError> {
        if !matches!(self.state, ConnectState::Start) {
            return Err(over());
        }
        self.state = ConnectState::Over;
        gcc::append_connect_initial(gcc_blocks(&self.settings), out)?;
        self.state = ConnectState::ConnectResponse;
        Ok(())
    }

    /// Takes one whole frame of the server's; it is decrypted in place.
    ///
    /// # Errors
    /// The machine is over after an error.
    pub fn step(&mut self, frame: &mut [u8], out: &mut Vec<u8>) -> Result<Option<Connected>, RdpError> {
        self.state = match std::mem::replace(&mut self.state, ConnectState::Over) {
            ConnectState::Start | ConnectState::Over => return Err(over()),
            ConnectState::ConnectResponse => {
                let agreed = self.settings.agree(&gcc::connect_response(frame)?)?;
                append_erect_domain_request(out)?;
                append_attach_user_request(out)?;
                ConnectState::AttachUser(agreed)
            }
            ConnectState::AttachUser(Agreed { channels, secrets }) => {
                let channels = channels.with_user(attached(frame)?);
                let mut queue = vec![channels.user, channels.io, channels.remdesk, channels.encomsp];
                queue.extend(channels.drdynvc);
                let queue = JoinQueue(queue);
                queue.ask(&channels, out)?;
                ConnectState::Join(Attached { channels, secrets }, queue)
            }
            ConnectState::Join(attached, mut queue) => {
                queue.joined(frame, &attached.channels)?;
                if queue.ask(&attached.channels, out)? {
                    ConnectState::Join(attached, queue)
                } else {
                    ConnectState::Licence(Box::new(self.settings.send_info(attached, out)?))
                }
            }
            ConnectState::Licence(mut session) => {
                if session.reader.licensed(frame)? {
                    ConnectState::Activation(session)
                } else if session.activate(frame, out)? {
                    return Ok(Some(session.connected()));
                } else {
                    ConnectState::Licence(session)
                }
            }
            ConnectState::Activation(mut session) => {
                if session.activate(frame, out)? {
                    return Ok(Some(session.connected()));
                }
                ConnectState::Activation(session)
            }
        };
        Ok(None)
    }
}

impl Halves {
    /// True once the activation is complete.
    fn activate(&mut self, frame: &mut [u8], out: &mut Vec<u8>) -> Result<bool, RdpError> {
        let mut events = Vec::new();
        self.reader.read(frame, &mut events)?;
        let mut active = false;
        for event in events {
            match event {
                FromNovice::Reply(message) => self.writer.write(&message, out)?,
                FromNovice::Activated { .. } => active = true,
                FromNovice::ErrorInfo(code) => return Err(RdpError::Ended(code)),
                FromNovice::Left => return Err(RdpError::Ended(0)),
                FromNovice::Remdesk(_) | FromNovice::Encomsp(_) if self.early.len() >= MAX_EARLY => {
                    return Err(Structure::ChannelMessage.too_many(MAX_EARLY).into());
                }
                FromNovice::Remdesk(_) | FromNovice::Encomsp(_) => self.early.push(event),
                FromNovice::Monitors(_) | FromNovice::Changed(_) | FromNovice::Pointer(_) => {}
                FromNovice::Ignored(what) => tracing::debug!(what, "ignored while connecting"),
            }
        }
        Ok(active)
    }

    fn connected(mut self) -> Connected {
        let refreshes = self.reader.demand().is_some_and(|demand| demand.refreshes);
        self.writer.set_refreshes(refreshes);
        let picture = self.reader.picture();
        let (width, height) = (picture.width, picture.height);
        Connected {
            reader: self.reader,
            writer: self.writer,
            width,
            height,
            early: self.early,
        }
    }
}

impl JoinQueue {
    /// Asks for the next channel; false if there is none.
    fn ask(&self, channels: &Channels, out: &mut Vec<u8>) -> Result<bool, RdpError> {
        let Some(channel) = self.0.first() else {
            return Ok(false);
        };
        append_channel_join_request(channels.user, *channel, out)?;
        Ok(true)
    }

    fn joined(&mut self, frame: &mut [u8], channels: &Channels) -> Result<(), RdpError> {
        let confirmed = match DomainPdu::read(frame, SendDataKind::Indication)? {
            DomainPdu::ChannelJoinConfirm { joined, user, channel } => {
                joined && user == channels.user && Some(&channel) == self.0.first()
            }
            other => return Err(unexpected(&other)),
        };
        if !confirmed {
            return Err(Misbehaved::Refused(Structure::ChannelJoin).into());
        }
        self.0.remove(0);
        Ok(())
    }
}

impl ConnectSettings {
    /// Checks what the server chose against what this end accepts, and its key against the pins.
    fn agree(&self, server: &ServerGccBlocks) -> Result<Agreed, RdpError> {
        let secrets = if let Some(expected) = self.server_key() {
            Some(check_key(&server.security, expected)?)
        } else if server.security.encryption_method.is_empty()
            && server.security.encryption_level == EncryptionLevel::None
        {
            None
        } else {
            return Err(Incompatible::EncryptionBelowTls.into());
        };
        let io = server.network.io_channel;
        let (remdesk, encomsp, drdynvc) = match (server.network.channel_ids.as_slice(), self.takes_graphics()) {
            ([remdesk, encomsp], false) => (*remdesk, *encomsp, None),
            ([remdesk, encomsp, drdynvc], true) => (*remdesk, *encomsp, Some(*drdynvc)),
            _ => {
                return Err(Incompatible::NoAssistanceChannels.into());
            }
        };
        let channels = StaticChannels {
            io,
            remdesk,
            encomsp,
            drdynvc,
        };
        let mut ids: Vec<u16> = [io, remdesk, encomsp].into_iter().chain(drdynvc).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() != count {
            return Err(Misbehaved::Duplicate(Structure::ServerNetworkData).into());
        }
        Ok(Agreed { channels, secrets })
    }

    /// Writes the Security Exchange where there are keys, and the Client Info.
    fn send_info(&self, attached: Attached, out: &mut Vec<u8>) -> Result<Halves, RdpError> {
        let Attached { channels, secrets } = attached;
        let (mut sealer, opener) = match secrets {
            None => (Sealer::plain(), Opener::plain()),
            Some((key, server_random)) => {
                let encrypted = key.encrypt_client_random(&self.client_random);
                let length = u32::try_from(encrypted.len()).unwrap_or(u32::MAX);
                let mut exchange = length.to_le_bytes().to_vec();
                exchange.extend_from_slice(&encrypted);
                frame::write_send_data(out, SendDataKind::Request, channels.user, channels.io, |out| {
                    Sealer::plain().seal_slow(SEC_EXCHANGE_PKT, SecurityHeader::Clear, &exchange, out)
                })?;
                let keys = SessionKeys::derive(&self.client_random, &server_random);
                (
                    Sealer::rc4(&keys, Direction::ToServer),
                    Opener::rc4(&keys, Direction::ToClient),
                )
            }
        };
        let info = encode_vec(&client_info(self)?).map_err(Structure::ClientInfo.unencodable())?;
        let info = Zeroizing::new(info);
        frame::write_send_data(out, SendDataKind::Request, channels.user, channels.io, |out| {
            sealer.seal_slow(SEC_INFO_PKT, SecurityHeader::Always, &info, out)
        })?;
        Ok(Halves {
            reader: ExpertReader::new(opener, channels)?,
            writer: ExpertWriter::new(sealer, channels),
            early: Vec::new(),
        })
    }
}

/// The server's key, where it is the one that is expected, and its random.
fn check_key(security: &ServerSecurityData, expected: ServerKey) -> Result<(ServerPublicKey, Random32), RdpError> {
    // Level low leaves what the server sends unencrypted.
    let both_ways = matches!(
        security.encryption_level,
        EncryptionLevel::ClientCompatible | EncryptionLevel::High
    );
    let Some(random) = security.server_random.filter(|_| both_ways) else {
        return Err(Incompatible::NoEncryption.into());
    };
    if security.encryption_method != EncryptionMethod::BIT_128 {
        return Err(Incompatible::ShortKey.into());
    }
    let key = ServerPublicKey::parse(&security.server_cert)?;
    match expected {
        ServerKey::Pinned(pin) if !key.matches(&pin) => Err(RdpError::PinMismatch),
        ServerKey::Pinned(_) | ServerKey::Unpinned => Ok((key, Random32(random))),
    }
}

fn attached(frame: &mut [u8]) -> Result<u16, RdpError> {
    match DomainPdu::read(frame, SendDataKind::Indication)? {
        DomainPdu::AttachUserConfirm { user } => Ok(user.ok_or(Misbehaved::Refused(Structure::AttachUser))?),
        other => Err(unexpected(&other)),
    }
}

fn unexpected(message: &DomainPdu<'_>) -> RdpError {
    match message {
        DomainPdu::DisconnectProviderUltimatum => RdpError::Ended(0),
        _ => Misbehaved::OutOfOrder(Structure::Mcs).into(),
    }
}

fn over() -> RdpError {
    Unsendable::SequenceOver.into()
}
