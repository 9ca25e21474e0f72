//! The expert's way from the first byte to an active session ([MS-RDPBCGR] 1.3.1.1): X.224, MCS and GCC, Security Exchange,
//! Client Info, licensing; the activation itself is read by [`ExpertReader`], here as later.
//!
//! Nothing of this computer or its user is sent before the server's key has been compared with the ticket's pins.

use ironrdp_core::{Encode, decode};
use ironrdp_pdu::gcc::{
    ChannelDef, ChannelName, ChannelOptions, ClientCoreData, ClientCoreOptionalData, ClientEarlyCapabilityFlags,
    ClientGccBlocks, ClientNetworkData, ClientSecurityData, ColorDepth, ConnectionType, EncryptionLevel,
    EncryptionMethod, HighColorDepth, KeyboardType, RdpVersion, SecureAccessSequence, ServerGccBlocks,
    ServerSecurityData, SupportedColorDepths,
};
use ironrdp_pdu::mcs::{
    AttachUserRequest, ChannelJoinRequest, ConnectInitial, ConnectResponse, ErectDomainPdu, McsMessage,
};
use ironrdp_pdu::nego::SecurityProtocol;
use ironrdp_pdu::rdp::client_info::{
    AddressFamily, ClientInfo, ClientInfoFlags, CompressionType, Credentials, ExtendedClientInfo,
    ExtendedClientOptionalInfo, OptionalSystemTime, PerformanceFlags, TimezoneInfo,
};
use ironrdp_pdu::x224::{X224, X224Data};
use zeroize::Zeroizing;

use super::activation::encoded;
use super::expert::{Channels, ExpertReader, ExpertWriter};
use super::fence::fenced;
use super::frame::{self, Reader, SendDataKind};
use super::keys::{ServerPins, ServerPublicKey};
use super::security::{
    Direction, Opener, SEC_EXCHANGE_PKT, SEC_INFO_PKT, SEC_LICENSE_PKT, Sealer, SecurityHeader, SessionKeys,
};
use super::{FromNovice, Random32, RdpError, Transport};

/// What every expert calls its computer: the name of this one is nobody's business.
const CLIENT_NAME: &str = "Lifeline";
/// US English; the real layout of this computer says where its user comes from. Keys travel as scancodes or Unicode.
pub(super) const KEYBOARD_LAYOUT: u32 = 0x0409;
pub(super) const FUNCTION_KEYS: u32 = 12;
/// The last build whose number says nothing: RDP 5 clients of old send it.
const CLIENT_BUILD: u32 = 2600;
/// Desktop sizes that may be asked for ([MS-RDPBCGR] 2.2.1.3.2).
const ASKED_SIDES: std::ops::RangeInclusive<u16> = 200..=8192;
/// The longest ticket ID and shell that are sent; tickets have 64 characters.
const MAX_CLIENT_INFO_TEXT: usize = 512;

const PROTOCOL_RDP: u32 = 0;
const PROTOCOL_SSL: u32 = 1;

/// What the expert asks for in its first message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// TLS.
    Tls,
    /// Standard RDP Security without TLS.
    Bare,
}

/// The X.224 Connection Request ([MS-RDPBCGR] 2.2.1.1), without a cookie: it names nobody.
pub fn request(kind: Ask) -> Vec<u8> {
    let protocols = match kind {
        Ask::Tls => PROTOCOL_SSL,
        Ask::Bare => PROTOCOL_RDP,
    };
    let mut request = vec![3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0];
    request.extend_from_slice(&protocols.to_le_bytes());
    request
}

/// Reads the X.224 Connection Confirm ([MS-RDPBCGR] 2.2.1.2) and gives what the server chose. A server that was asked for TLS
/// may choose [`Ask::Bare`]: whether that is good enough is for the caller to say.
///
/// # Errors
/// `Incompatible` if the server refuses what was asked, or wants what nobody asked for. A caller whose ticket allows it may
/// then try again with [`Ask::Bare`] on a new connection.
pub fn confirmed(frame: &[u8], asked: Ask) -> Result<Ask, RdpError> {
    let mut reader = Reader::new(frame, "a Connection Confirm");
    reader.skip(5)?;
    if reader.u8()? & 0xF0 != 0xD0 {
        return Err(RdpError::Misbehaved("not a Connection Confirm".into()));
    }
    reader.skip(5)?;
    // Servers that know no negotiation say nothing, which means RDP's own security.
    if reader.remaining() == 0 {
        return Ok(Ask::Bare);
    }
    let kind = reader.u8()?;
    reader.skip(3)?;
    let value = reader.u32()?;
    match (kind, value, asked) {
        (2, PROTOCOL_SSL, Ask::Tls) => Ok(Ask::Tls),
        (2, PROTOCOL_RDP, _) => Ok(Ask::Bare),
        (2, other, _) => Err(RdpError::Incompatible(format!(
            "it chose the security protocol {other}, which was not offered"
        ))),
        (3, code, _) => Err(RdpError::Incompatible(
            match code {
                1 => "it takes TLS only",
                2 => "it does not take TLS",
                3 => "it has no certificate for TLS",
                4 => "it found the request inconsistent",
                5 => "it takes only users who sign in over the network",
                6 => "it wants a client certificate",
                _ => "it refused the connection",
            }
            .into(),
        )),
        _ => Err(RdpError::Misbehaved("an unknown negotiation answer".into())),
    }
}

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
    pub pins: Option<ServerPins>,
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
        append_data(&initial, out)?;
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
                append_mcs(
                    &ErectDomainPdu {
                        sub_height: 0,
                        sub_interval: 0,
                    },
                    out,
                )?;
                append_mcs(&AttachUserRequest, out)?;
                State::AttachUser(agreed)
            }
            State::AttachUser(mut agreed) => {
                agreed.channels.user = attached(frame)?;
                let channels = &agreed.channels;
                let queue = JoinQueue(vec![channels.user, channels.io, channels.remdesk, channels.encomsp]);
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
                FromNovice::Remdesk(_) | FromNovice::Encomsp(_) => self.early.push(event),
                FromNovice::Changed { .. } | FromNovice::Pointer(_) => {}
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
        append_mcs(
            &ChannelJoinRequest {
                initiator_id: channels.user,
                channel_id: *channel,
            },
            out,
        )?;
        Ok(true)
    }

    fn joined(&mut self, frame: &[u8], channels: &Channels) -> Result<(), RdpError> {
        let confirm = match mcs(frame)? {
            McsMessage::ChannelJoinConfirm(confirm) => confirm,
            other => return Err(unexpected(&other)),
        };
        if confirm.result != 0 || confirm.initiator_id != channels.user || Some(&confirm.channel_id) != self.0.first() {
            return Err(RdpError::Misbehaved("it did not let this end join a channel".into()));
        }
        self.0.remove(0);
        Ok(())
    }
}

impl ConnectSettings {
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
        let [remdesk, encomsp] = server.network.channel_ids.as_slice() else {
            return Err(RdpError::Incompatible(
                "it does not have the channels of Remote Assistance".into(),
            ));
        };
        let channels = Channels {
            user: 0,
            io,
            remdesk: *remdesk,
            encomsp: *encomsp,
        };
        if io == *remdesk || io == *encomsp || remdesk == encomsp {
            return Err(RdpError::Misbehaved("it gave one number to two channels".into()));
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
        let info = Zeroizing::new(encoded(&self.client_info()?)?);
        frame::write_send_data(out, SendDataKind::Request, channels.user, channels.io, |out| {
            sealer.seal_slow(SEC_INFO_PKT, SecurityHeader::Always, &info, out)
        })?;
        Ok(Session {
            reader: ExpertReader::new(opener, channels)?,
            writer: ExpertWriter::new(sealer, channels),
            early: Vec::new(),
        })
    }

    /// [MS-RA] 2.2.7.2: the password is `*`, and the ticket's ID stands in the working directory.
    fn client_info(&self) -> Result<ClientInfo, RdpError> {
        if self.ticket_id.len() > MAX_CLIENT_INFO_TEXT || self.alternate_shell.len() > MAX_CLIENT_INFO_TEXT {
            return Err(RdpError::Unsendable("the ticket's ID is too long".into()));
        }
        let never = || OptionalSystemTime(None);
        let no_zone = TimezoneInfo {
            bias: 0,
            standard_name: String::new(),
            standard_date: never(),
            standard_bias: 0,
            daylight_name: String::new(),
            daylight_date: never(),
            daylight_bias: 0,
        };
        Ok(ClientInfo {
            credentials: Credentials {
                username: String::new(),
                password: "*".to_owned(),
                domain: None,
            },
            password_cookie: None,
            code_page: 0,
            flags: ClientInfoFlags::MOUSE
                | ClientInfoFlags::DISABLE_CTRL_ALT_DEL
                | ClientInfoFlags::UNICODE
                | ClientInfoFlags::MAXIMIZE_SHELL
                | ClientInfoFlags::ENABLE_WINDOWS_KEY
                | ClientInfoFlags::FORCE_ENCRYPTED_CS_PDU
                | ClientInfoFlags::LOGON_ERRORS
                | ClientInfoFlags::MOUSE_HAS_WHEEL
                | ClientInfoFlags::NO_AUDIO_PLAYBACK,
            compression_type: CompressionType::K8,
            alternate_shell: self.alternate_shell.clone(),
            work_dir: self.ticket_id.clone(),
            extra_info: ExtendedClientInfo {
                address_family: AddressFamily::INET,
                address: String::new(),
                dir: String::new(),
                optional_data: ExtendedClientOptionalInfo::builder()
                    .timezone(no_zone)
                    .session_id(0)
                    .performance_flags(PerformanceFlags::empty())
                    .build(),
            },
        })
    }
}

fn gcc_blocks(settings: &ConnectSettings) -> ClientGccBlocks {
    let side = |side: u16| side.clamp(*ASKED_SIDES.start(), *ASKED_SIDES.end());
    let methods = if settings.wants_rc4() {
        EncryptionMethod::BIT_128
    } else {
        EncryptionMethod::empty()
    };
    let protocol = match settings.transport {
        Transport::LifelineTls | Transport::Tls => SecurityProtocol::SSL,
        Transport::Bare => SecurityProtocol::empty(),
    };
    let channel = |name| ChannelDef {
        name: ChannelName::from_static(name),
        options: ChannelOptions::INITIALIZED
            | ChannelOptions::ENCRYPT_RDP
            | ChannelOptions::COMPRESS_RDP
            | ChannelOptions::SHOW_PROTOCOL,
    };
    ClientGccBlocks {
        core: ClientCoreData {
            version: RdpVersion::V5_PLUS,
            desktop_width: side(settings.width),
            desktop_height: side(settings.height),
            color_depth: ColorDepth::Bpp8,
            sec_access_sequence: SecureAccessSequence::Del,
            keyboard_layout: KEYBOARD_LAYOUT,
            client_build: CLIENT_BUILD,
            client_name: CLIENT_NAME.to_owned(),
            keyboard_type: KeyboardType::IBM_ENHANCED,
            keyboard_subtype: 0,
            keyboard_functional_keys_count: FUNCTION_KEYS,
            ime_file_name: String::new(),
            optional_data: ClientCoreOptionalData {
                post_beta2_color_depth: Some(ColorDepth::Bpp8),
                client_product_id: Some(1),
                serial_number: Some(0),
                high_color_depth: Some(HighColorDepth::Bpp24),
                supported_color_depths: Some(SupportedColorDepths::all()),
                early_capability_flags: Some(
                    ClientEarlyCapabilityFlags::SUPPORT_ERR_INFO_PDU
                        | ClientEarlyCapabilityFlags::WANT_32_BPP_SESSION
                        | ClientEarlyCapabilityFlags::STRONG_ASYMMETRIC_KEYS
                        | ClientEarlyCapabilityFlags::VALID_CONNECTION_TYPE,
                ),
                dig_product_id: Some(String::new()),
                connection_type: Some(ConnectionType::Lan),
                server_selected_protocol: Some(protocol),
                desktop_physical_width: None,
                desktop_physical_height: None,
                desktop_orientation: None,
                desktop_scale_factor: None,
                device_scale_factor: None,
            },
        },
        security: ClientSecurityData {
            encryption_methods: methods,
            ext_encryption_methods: 0,
        },
        network: Some(ClientNetworkData {
            channels: vec![channel(b"remdesk\0"), channel(b"encomsp\0")],
        }),
        cluster: None,
        monitor: None,
        message_channel: None,
        multi_transport_channel: None,
        monitor_extended: None,
    }
}

fn connect_response(frame: &[u8]) -> Result<ServerGccBlocks, RdpError> {
    let response = fenced("the Connect Response", || {
        let X224(data) = decode::<X224<X224Data<'_>>>(frame)?;
        decode::<ConnectResponse>(&data.data)
    })?;
    Ok(response.conference_create_response.into_gcc_blocks())
}

fn attached(frame: &[u8]) -> Result<u16, RdpError> {
    match mcs(frame)? {
        McsMessage::AttachUserConfirm(confirm) if confirm.result == 0 => Ok(confirm.initiator_id),
        McsMessage::AttachUserConfirm(_) => Err(RdpError::Misbehaved("it did not let this end attach".into())),
        other => Err(unexpected(&other)),
    }
}

fn mcs(frame: &[u8]) -> Result<McsMessage<'_>, RdpError> {
    fenced("an MCS PDU", || decode::<X224<McsMessage<'_>>>(frame)).map(|X224(message)| message)
}

fn unexpected(message: &McsMessage<'_>) -> RdpError {
    match message {
        McsMessage::DisconnectProviderUltimatum(_) => RdpError::Ended(0),
        _ => RdpError::Misbehaved("an unexpected MCS PDU".into()),
    }
}

fn append_data(pdu: &impl Encode, out: &mut Vec<u8>) -> Result<(), RdpError> {
    let data = encoded(pdu)?;
    out.extend(encoded(&X224(X224Data { data: data.into() }))?);
    Ok(())
}

fn append_mcs<T>(pdu: &T, out: &mut Vec<u8>) -> Result<(), RdpError>
where
    T: Clone,
    X224<T>: Encode,
{
    out.extend(encoded(&X224(pdu.clone()))?);
    Ok(())
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
    let mut reader = Reader::new(body, "a licensing PDU");
    let kind = reader.u8()?;
    reader.skip(3)?;
    match kind {
        ERROR_ALERT => match (reader.u32()?, reader.u32()?) {
            (STATUS_VALID_CLIENT, ST_NO_TRANSITION) => Ok(()),
            (code, _) => Err(RdpError::Incompatible(format!("its licensing failed with code {code}"))),
        },
        NEW_LICENSE | UPGRADE_LICENSE => Ok(()),
        LICENSE_REQUEST => Err(RdpError::Incompatible("it asks for a licence".into())),
        _ => Err(RdpError::Misbehaved("an unknown licensing PDU".into())),
    }
}

/// Whether this is a licensing PDU: in either mode it bears a basic security header, whose second half is 0.
pub(super) fn is_licence(user_data: &[u8]) -> bool {
    let mut reader = Reader::new(user_data, "a security header");
    matches!((reader.u16(), reader.u16()), (Ok(flags), Ok(0)) if flags & SEC_LICENSE_PKT != 0)
}

fn over() -> RdpError {
    RdpError::Unsendable("the connection sequence is over".into())
}
