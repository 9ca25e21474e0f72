//! The expert's way from the first byte to an active session ([MS-RDPBCGR] 1.3.1.1): X.224, MCS and GCC, Security Exchange,
//! Client Info, licensing; the activation itself is read by [`ExpertReader`], here as later.
//!
//! Nothing of this computer or its user is sent before the server's key has been compared with the ticket's pins.

mod introduction;
mod negotiate;

use crate::rdp::error::{Misbehaved, Structure};
use ironrdp_core::decode;
use ironrdp_pdu::gcc::{EncryptionLevel, EncryptionMethod, ServerGccBlocks, ServerSecurityData};
use ironrdp_pdu::mcs::{ConnectInitial, ConnectResponse};
use zeroize::Zeroizing;

use crate::rdp::error::RdpError;
use crate::rdp::expert::activation::encoded;
use crate::rdp::expert::session::{Channels, ExpertReader, ExpertWriter};
use crate::rdp::fence::fenced;
use crate::rdp::keys::ServerPublicKey;
use crate::rdp::messages::{FromNovice, Random32, Transport};
use crate::rdp::pdu::frame::{self, SendDataKind};
use crate::rdp::pdu::mcs::{
    DomainPdu, append_attach_user_request, append_channel_join_request, append_erect_domain_request,
};
use crate::rdp::pdu::reader::Reader;
use crate::rdp::pdu::tpkt::{x224_data, x224_unit};
use crate::rdp::security::{
    Direction, Opener, SEC_EXCHANGE_PKT, SEC_INFO_PKT, SEC_LICENSE_PKT, Sealer, SecurityHeader, SessionKeys,
};
use crate::vocabulary::KeyPin;
pub(super) use introduction::{FUNCTION_KEYS, KEYBOARD_LAYOUT};
use introduction::{client_info, gcc_blocks};
pub use negotiate::{Ask, confirmed, request};

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
    /// The server's RDP security key as the ticket names it. Checked wherever there is one: under `LifelineTls` and `Bare`.
    pub pins: Option<KeyPin>,
}

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

/// The machine: [`Connect::start`] once, then [`Connect::step`] with each frame until it gives [`Connected`]. What either
/// writes to `out` must be sent, also when it gives an error.
pub struct Connect {
    settings: ConnectSettings,
    state: State,
}

enum State {
    Start,
    ConnectResponse,
    AttachUser(Agreed),
    Join(Agreed, JoinQueue),
    Licence(Box<Session>),
    Activation(Box<Session>),
    Over,
}

/// What the Connect Response settled.
struct Agreed {
    channels: Channels,
    /// The server's key and random, where RC4 is on.
    secrets: Option<(ServerPublicKey, Random32)>,
}

/// Messages of Remote Assistance that come before the activation is complete, and are kept until then: there are two or three.
pub const MAX_EARLY: usize = 16;

/// Channels still to be joined; the first is being asked for.
struct JoinQueue(Vec<u16>);

struct Session {
    reader: ExpertReader,
    writer: ExpertWriter,
    early: Vec<FromNovice>,
}

impl Connect {
    pub fn new(settings: ConnectSettings) -> Self {
        Self {
            settings,
            state: State::Start,
        }
    }

    /// Writes the MCS Connect Initial ([MS-RDPBCGR] 2.2.1.3).
    pub fn start(&mut self, out: &mut Vec<u8>) -> Result<(), RdpError> {
        if !matches!(self.state, State::Start) {
            return Err(over());
        }
        self.state = State::Over;
        let initial = ConnectInitial::with_gcc_blocks(gcc_blocks(&self.settings))
            .map_err(|error| RdpError::Unsendable(error.to_string()))?;
        let initial = encoded(&initial)?;
        x224_unit(out, |out| {
            out.extend_from_slice(&initial);
            Ok(())
        })?;
        self.state = State::ConnectResponse;
        Ok(())
    }

    /// Takes one whole frame of the server's; it is decrypted in place.
    ///
    /// # Errors
    /// The machine is over after an error.
    pub fn step(&mut self, frame: &mut [u8], out: &mut Vec<u8>) -> Result<Option<Connected>, RdpError> {
        self.state = match std::mem::replace(&mut self.state, State::Over) {
            State::Start | State::Over => return Err(over()),
            State::ConnectResponse => {
                let agreed = self.settings.agree(&connect_response(frame)?)?;
                append_erect_domain_request(out)?;
                append_attach_user_request(out)?;
                State::AttachUser(agreed)
            }
            State::AttachUser(mut agreed) => {
                agreed.channels.user = attached(frame)?;
                let channels = &agreed.channels;
                let mut queue = vec![channels.user, channels.io, channels.remdesk, channels.encomsp];
                queue.extend(channels.drdynvc);
                let queue = JoinQueue(queue);
                queue.ask(&agreed.channels, out)?;
                State::Join(agreed, queue)
            }
            State::Join(agreed, mut queue) => {
                queue.joined(frame, &agreed.channels)?;
                if queue.ask(&agreed.channels, out)? {
                    State::Join(agreed, queue)
                } else {
                    State::Licence(Box::new(self.settings.introduce(agreed, out)?))
                }
            }
            State::Licence(mut session) => {
                if session.reader.licensed(frame)? {
                    State::Activation(session)
                } else if session.activate(frame, out)? {
                    return Ok(Some(session.connected()));
                } else {
                    State::Licence(session)
                }
            }
            State::Activation(mut session) => {
                if session.activate(frame, out)? {
                    return Ok(Some(session.connected()));
                }
                State::Activation(session)
            }
        };
        Ok(None)
    }
}

impl Session {
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
                FromNovice::Changed(_) | FromNovice::Pointer(_) => {}
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
    /// The graphics pipeline is for what another Lifeline draws: its decoders have no business with strangers' pictures.
    fn takes_graphics(&self) -> bool {
        self.transport == Transport::LifelineTls
    }

    fn wants_rc4(&self) -> bool {
        match self.transport {
            Transport::LifelineTls | Transport::Bare => true,
            Transport::Tls => false,
        }
    }

    /// Checks what the server chose against what this end accepts, and its key against the pins.
    fn agree(&self, server: &ServerGccBlocks) -> Result<Agreed, RdpError> {
        let secrets = if self.wants_rc4() {
            Some(self.check_key(&server.security)?)
        } else if server.security.encryption_method.is_empty()
            && server.security.encryption_level == EncryptionLevel::None
        {
            None
        } else {
            return Err(RdpError::Incompatible("it wants RDP's own encryption below TLS".into()));
        };
        let io = server.network.io_channel;
        let (remdesk, encomsp, drdynvc) = match (server.network.channel_ids.as_slice(), self.takes_graphics()) {
            ([remdesk, encomsp], false) => (*remdesk, *encomsp, None),
            ([remdesk, encomsp, drdynvc], true) => (*remdesk, *encomsp, Some(*drdynvc)),
            _ => {
                return Err(RdpError::Incompatible(
                    "it does not have the channels of Remote Assistance".into(),
                ));
            }
        };
        let channels = Channels {
            user: 0,
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

    fn check_key(&self, security: &ServerSecurityData) -> Result<(ServerPublicKey, Random32), RdpError> {
        // Level low leaves what the server sends unencrypted.
        let both_ways = matches!(
            security.encryption_level,
            EncryptionLevel::ClientCompatible | EncryptionLevel::High
        );
        let Some(random) = security.server_random.filter(|_| both_ways) else {
            return Err(RdpError::Incompatible("it does not encrypt".into()));
        };
        if security.encryption_method != EncryptionMethod::BIT_128 {
            return Err(RdpError::Incompatible("it does not encrypt with 128 bits".into()));
        }
        let key = ServerPublicKey::parse(&security.server_cert)?;
        match &self.pins {
            Some(pins) if !key.matches(pins) => Err(RdpError::PinMismatch),
            _ => Ok((key, Random32(random))),
        }
    }

    /// Security Exchange where there are keys, and Client Info.
    fn introduce(&self, agreed: Agreed, out: &mut Vec<u8>) -> Result<Session, RdpError> {
        let Agreed { channels, secrets } = agreed;
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
        let info = Zeroizing::new(encoded(&client_info(self)?)?);
        frame::write_send_data(out, SendDataKind::Request, channels.user, channels.io, |out| {
            sealer.seal_slow(SEC_INFO_PKT, SecurityHeader::Always, &info, out)
        })?;
        Ok(Session {
            reader: ExpertReader::new(opener, channels)?,
            writer: ExpertWriter::new(sealer, channels),
            early: Vec::new(),
        })
    }
}

fn connect_response(frame: &[u8]) -> Result<ServerGccBlocks, RdpError> {
    let data = x224_data(frame)?;
    let response = fenced(Structure::ConnectResponse, || decode::<ConnectResponse>(data))?;
    Ok(response.conference_create_response.into_gcc_blocks())
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

/// Reads a licensing PDU ([MS-RDPBCGR] 2.2.1.12) without its security header. A novice asks for no licence: it says so with an
/// error message that is none.
pub(super) fn check_licence(body: &[u8]) -> Result<(), RdpError> {
    const LICENSE_REQUEST: u8 = 0x01;
    const NEW_LICENSE: u8 = 0x03;
    const UPGRADE_LICENSE: u8 = 0x04;
    const ERROR_ALERT: u8 = 0xFF;
    const STATUS_VALID_CLIENT: u32 = 7;
    const ST_NO_TRANSITION: u32 = 2;
    Reader::all(body, Structure::Licence, |reader| {
        let kind = reader.u8()?;
        reader.skip("flags, wMsgSize", 3)?;
        match kind {
            ERROR_ALERT => {
                let (code, transition) = (reader.u32()?, reader.u32()?);
                if (code, transition) != (STATUS_VALID_CLIENT, ST_NO_TRANSITION) {
                    return Err(RdpError::Incompatible(format!("its licensing failed with code {code}")));
                }
                reader.skip("wBlobType", 2)?;
                let blob = reader.u16()?;
                reader.skip("bbErrorInfo", blob.into())
            }
            NEW_LICENSE | UPGRADE_LICENSE => {
                // An encrypted licence, which nobody here keeps.
                reader.rest();
                Ok(())
            }
            LICENSE_REQUEST => Err(RdpError::Incompatible("it asks for a licence".into())),
            _ => Err(Structure::Licence.bad_value(kind).into()),
        }
    })
}

/// Whether this is a licensing PDU: in either mode it bears a basic security header, whose second half is 0.
pub(super) fn is_licence(user_data: &[u8]) -> bool {
    matches!(user_data, [low, high, 0, 0, ..] if u16::from_le_bytes([*low, *high]) & SEC_LICENSE_PKT != 0)
}

fn over() -> RdpError {
    RdpError::Unsendable("the connection sequence is over".into())
}
