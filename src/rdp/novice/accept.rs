//! The novice's end of the connection sequence ([MS-RDPBCGR] 1.3.1.1): from the Connection Request to the first Font
//! Map.
//!
//! [`negotiate`] answers the first message; then, over TLS or not, [`Accept`] takes one frame after the other until it
//! gives the two halves of an active session. Nothing that it sends bears a fact of this host.

mod negotiate;

use std::fmt;
use std::sync::Arc;

use rsa::rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::rdp::channels::chunks::{CHUNK, LARGE_CHUNK};
use crate::rdp::error::{Incompatible, Misbehaved, RdpError, Structure};
use crate::rdp::keys::SecurityKey;
use crate::rdp::messages::{FromExpert, Random32, Transport};
use crate::rdp::novice::session::{Ids, NoviceReader, NoviceWriter};
use crate::rdp::pdu::capabilities::ConfirmActive;
use crate::rdp::pdu::client_info::ClientInfo;
use crate::rdp::pdu::frame::{self, SendData, SendDataKind};
use crate::rdp::pdu::gcc::{self, ClientCoreData, ConnectInitial, ServerSecurity};
use crate::rdp::pdu::licence;
use crate::rdp::pdu::mcs::{
    DomainPdu, IO_CHANNEL, append_attach_user_confirm, append_channel_join_confirm, append_indication,
};
use crate::rdp::pdu::reader::Reader;
use crate::rdp::security::{
    Direction, Opener, SEC_EXCHANGE_PKT, SEC_INFO_PKT, SEC_LICENSE_PKT, Sealer, SecurityHeader, SessionKeys,
};
pub use negotiate::{AfterAnswer, Negotiated, first_length, negotiate};

/// The first static channel's id; the others follow.
const FIRST_CHANNEL: u16 = IO_CHANNEL + 1;
/// Behind the ids that 31 static channels can take.
const USER_CHANNEL: u16 = FIRST_CHANNEL + 31;

/// The size of a first desktop, pixels: what [MS-RDPBCGR] 2.2.1.3.6 allows a desktop. Other wishes are clamped.
const FIRST_DESKTOP_SIDES: (u16, u16) = (200, 8192);

/// Frames that a client may need for everything: 33 joins, five messages of activation and some that are passed over.
const MAX_FRAMES: u32 = 256;

/// What the novice's end brings to a connection.
pub struct AcceptSettings {
    pub transport: Transport,
    /// `requested` of [`Negotiated`].
    pub requested_protocols: u32,
    pub key: Arc<SecurityKey>,
    /// Fresh for each connection.
    pub server_random: Random32,
    /// What takes the client random's place if that cannot be decrypted: fresh and secret too.
    pub fallback_random: Random32,
}

/// What is known of the client when its session is active.
#[derive(Clone, PartialEq, Eq)]
pub struct Client {
    /// WorkingDir of the Client Info PDU: the invitation's ID, [MS-RA] 2.2.7.2. Unchecked.
    pub ticket_id: Zeroizing<String>,
    /// AlternateShell: `*`, or a password where there was no PassStub.
    pub alternate_shell: Zeroizing<String>,
    /// A claim.
    pub user_name: String,
    /// The desktop's size, in pixels, as the client asked and the first Demand Active granted it.
    pub width: u16,
    pub height: u16,
    /// 15, 16, 24 or 32: the depth of every bitmap of this connection.
    pub bits_per_pixel: u8,
    pub has_remdesk: bool,
    pub has_encomsp: bool,
    /// It takes the graphics pipeline: it said so, and joined the channel of dynamic channels.
    pub graphics: bool,
    /// It knows Set Error Info.
    pub error_info: bool,
    /// The longest update that it reassembles, bytes; 0 if it takes no fragments.
    pub multifragment_bytes: u32,
    /// Width and height that a pointer may have, pixels: 32 or 96.
    pub largest_pointer: u16,
    /// RDP 6 planar bitmaps may come without alpha plane.
    pub skip_alpha: bool,
    pub surface_commands: bool,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("size", &(self.width, self.height))
            .field("bits_per_pixel", &self.bits_per_pixel)
            .field("remdesk", &self.has_remdesk)
            .field("encomsp", &self.has_encomsp)
            .field("multifragment_bytes", &self.multifragment_bytes)
            .field("largest_pointer", &self.largest_pointer)
            .field("surface_commands", &self.surface_commands)
            .finish_non_exhaustive()
    }
}

/// An active session.
pub struct Accepted {
    pub reader: NoviceReader,
    pub writer: NoviceWriter,
    pub client: Client,
}

/// The machine. After an error it is of no further use, and the connection is to be closed.
pub struct Accept {
    settings: AcceptSettings,
    frames: u32,
    state: AcceptState,
}

enum AcceptState {
    /// Waits for Connect Initial.
    Connect,
    /// Users and channels are attached; waits for Security Exchange (RC4) or Client Info.
    Join(Joining),
    /// Keys are agreed; waits for Client Info.
    Info {
        joining: Joining,
        keyed: Box<(Opener, Sealer)>,
    },
    /// Demand Active is out; waits for Font List.
    Activate(Box<Activating>),
    /// Done, or failed.
    Over,
}

struct Joining {
    asked: ConnectInitial,
    joined: Vec<u16>,
}

/// The ids of the static channels, in the order of the client's list.
fn channel_ids(count: usize) -> impl Iterator<Item = u16> {
    (FIRST_CHANNEL..).take(count)
}

/// A session whose client has said who it is, and not yet what it can do.
struct Activating {
    reader: NoviceReader,
    writer: NoviceWriter,
    ids: Ids,
    asked: ClientCoreData,
    info: ClientInfo,
}

impl Activating {
    /// The session with what the client's Confirm Active said.
    fn accepted(mut self, confirmed: &ConfirmActive) -> Accepted {
        self.writer.confirm(confirmed);
        Accepted {
            reader: self.reader,
            writer: self.writer,
            client: Client {
                ticket_id: self.info.working_dir,
                alternate_shell: self.info.alternate_shell,
                user_name: self.info.user_name,
                width: self.asked.width,
                height: self.asked.height,
                bits_per_pixel: self.asked.bits_per_pixel,
                has_remdesk: self.ids.remdesk.is_some(),
                has_encomsp: self.ids.encomsp.is_some(),
                graphics: self.asked.graphics && self.ids.drdynvc.is_some(),
                error_info: self.asked.error_info,
                multifragment_bytes: confirmed.multifragment,
                largest_pointer: confirmed.largest_pointer,
                skip_alpha: confirmed.skip_alpha,
                surface_commands: confirmed.surface_commands,
            },
        }
    }
}

impl Accept {
    pub fn new(settings: AcceptSettings) -> Self {
        Self {
            settings,
            frames: 0,
            state: AcceptState::Connect,
        }
    }

    /// Takes one whole frame (it is decrypted in place) and appends what is to be sent in answer. Gives the session
    /// once its first activation is complete; what a client sent before that in the way of input has no effect.
    ///
    /// `rng` only blinds the decryption of the client random.
    pub fn step(
        &mut self,
        frame: &mut [u8],
        rng: &mut impl CryptoRngCore,
        out: &mut Vec<u8>,
    ) -> Result<Option<Accepted>, RdpError> {
        self.frames = self.frames.saturating_add(1);
        if self.frames > MAX_FRAMES {
            return Err(Structure::Frame.too_many(MAX_FRAMES as usize).into());
        }
        match std::mem::replace(&mut self.state, AcceptState::Over) {
            AcceptState::Connect => {
                self.state = AcceptState::Join(self.connect(frame, out)?);
                Ok(None)
            }
            AcceptState::Join(joining) => {
                self.state = self.join(joining, frame, rng, out)?;
                Ok(None)
            }
            AcceptState::Info { joining, keyed } => {
                self.state = self.info(joining, keyed, frame, out)?;
                Ok(None)
            }
            AcceptState::Activate(session) => self.activate(session, frame, out),
            AcceptState::Over => Err(Misbehaved::OutOfOrder(Structure::Frame).into()),
        }
    }

    fn encrypts(&self) -> bool {
        match self.settings.transport {
            Transport::LifelineTls | Transport::Bare => true,
            Transport::Tls => false,
        }
    }

    fn connect(&self, frame: &[u8], out: &mut Vec<u8>) -> Result<Joining, RdpError> {
        let asked = gcc::connect_initial(frame)?;
        let security = if self.encrypts() {
            if !asked.rc4_128 {
                return Err(Incompatible::OffersShortKeys.into());
            }
            Some(ServerSecurity {
                random: self.settings.server_random.0,
                certificate: self.settings.key.certificate(),
            })
        } else {
            None
        };
        let ids = channel_ids(asked.channels.len()).collect();
        gcc::append_connect_response(self.settings.requested_protocols, USER_CHANNEL, ids, security, out)?;
        Ok(Joining {
            asked,
            joined: Vec::new(),
        })
    }

    fn join(
        &self,
        mut joining: Joining,
        frame: &mut [u8],
        rng: &mut impl CryptoRngCore,
        out: &mut Vec<u8>,
    ) -> Result<AcceptState, RdpError> {
        let Some(user_data) = joining.domain_message(frame, out)? else {
            return Ok(AcceptState::Join(joining));
        };
        if !self.encrypts() {
            return self.client_info(&joining, Opener::plain(), Sealer::plain(), user_data, out);
        }
        let (flags, payload) = Opener::plain().open_slow(user_data, true)?;
        if flags & SEC_EXCHANGE_PKT == 0 {
            return Err(Misbehaved::Expected(Structure::SecurityExchange).into());
        }
        let encrypted = Reader::all(payload, Structure::SecurityExchange, |reader| {
            let length = reader.u32_length()?;
            reader.bytes(length)
        })?;
        let settings = &self.settings;
        let client_random = settings
            .key
            .decrypt_client_random(encrypted, rng, settings.fallback_random);
        let keys = SessionKeys::derive(&client_random, &settings.server_random);
        let sealer = Sealer::rc4(&keys, Direction::ToClient);
        let sealer = match settings.transport {
            Transport::LifelineTls => sealer,
            // An older client may not know salted MACs, and has not said so yet when the first message goes out to it.
            Transport::Bare | Transport::Tls => sealer.unsalted(),
        };
        Ok(AcceptState::Info {
            joining,
            keyed: Box::new((Opener::rc4(&keys, Direction::ToServer), sealer)),
        })
    }

    fn info(
        &self,
        mut joining: Joining,
        keyed: Box<(Opener, Sealer)>,
        frame: &mut [u8],
        out: &mut Vec<u8>,
    ) -> Result<AcceptState, RdpError> {
        match joining.domain_message(frame, out)? {
            Some(user_data) => {
                let (opener, sealer) = *keyed;
                self.client_info(&joining, opener, sealer, user_data, out)
            }
            None => Ok(AcceptState::Info { joining, keyed }),
        }
    }

    /// Client Info; the answer is that no licence is needed, and Demand Active.
    fn client_info(
        &self,
        joining: &Joining,
        mut opener: Opener,
        mut sealer: Sealer,
        user_data: &mut [u8],
        out: &mut Vec<u8>,
    ) -> Result<AcceptState, RdpError> {
        let (flags, payload) = opener.open_slow(user_data, true)?;
        if flags & SEC_INFO_PKT == 0 {
            return Err(Misbehaved::Expected(Structure::ClientInfo).into());
        }
        let info = ClientInfo::read(payload)?;
        append_indication(IO_CHANNEL, out, |out| {
            sealer.seal_slow(
                SEC_LICENSE_PKT,
                SecurityHeader::Clear,
                &licence::STATUS_VALID_CLIENT,
                out,
            )
        })?;

        let ids = joining.ids();
        let (least, most) = FIRST_DESKTOP_SIDES;
        let core = joining.asked.core;
        let asked = ClientCoreData {
            width: core.width.clamp(least, most),
            height: core.height.clamp(least, most),
            ..core
        };
        let reader = NoviceReader::new(opener, ids);
        // Longer chunks are for what reads them surely: another Lifeline.
        let chunk = match self.settings.transport {
            Transport::LifelineTls => LARGE_CHUNK,
            Transport::Tls | Transport::Bare => CHUNK,
        };
        let mut writer = NoviceWriter::new(sealer, ids, asked.bits_per_pixel, asked.error_info, chunk);
        writer.demand_active(asked.width, asked.height, out)?;
        Ok(AcceptState::Activate(Box::new(Activating {
            reader,
            writer,
            ids,
            asked,
            info,
        })))
    }

    fn activate(
        &mut self,
        mut session: Box<Activating>,
        frame: &mut [u8],
        out: &mut Vec<u8>,
    ) -> Result<Option<Accepted>, RdpError> {
        let mut messages = Vec::new();
        session.reader.read(frame, &mut messages)?;
        let mut activated = false;
        for message in messages {
            match message {
                FromExpert::Reply(reply) => session.writer.write(&reply, out)?,
                FromExpert::Activated => activated = true,
                FromExpert::Left => return Err(Misbehaved::OutOfOrder(Structure::DisconnectUltimatum).into()),
                _ => {}
            }
        }
        match session.reader.confirmed().filter(|_| activated) {
            Some(confirmed) => Ok(Some(session.accepted(&confirmed))),
            None => {
                self.state = AcceptState::Activate(session);
                Ok(None)
            }
        }
    }
}

impl Joining {
    /// Answers a message of the MCS domain; gives the user data of one that is not.
    fn domain_message<'a>(&mut self, frame: &'a mut [u8], out: &mut Vec<u8>) -> Result<Option<&'a mut [u8]>, RdpError> {
        if frame::is_fast(frame) {
            return Err(Misbehaved::OutOfOrder(Structure::FastPathInput).into());
        }
        match DomainPdu::read(frame, SendDataKind::Request)? {
            DomainPdu::ErectDomainRequest => Ok(None),
            DomainPdu::AttachUserRequest => append_attach_user_confirm(USER_CHANNEL, out).map(|()| None),
            DomainPdu::ChannelJoinRequest { channel } => {
                let known = channel == USER_CHANNEL || channel == IO_CHANNEL || self.channels().any(|id| id == channel);
                if !known {
                    return Err(Structure::ChannelJoin.bad_value(channel).into());
                }
                if !self.joined.contains(&channel) {
                    self.joined.push(channel);
                }
                append_channel_join_confirm(USER_CHANNEL, channel, out).map(|()| None)
            }
            DomainPdu::SendData(SendData {
                channel: IO_CHANNEL,
                user_data,
                ..
            }) => Ok(Some(user_data)),
            DomainPdu::SendData(_) => Err(Misbehaved::OutOfOrder(Structure::ChannelPdu).into()),
            DomainPdu::DisconnectProviderUltimatum => {
                Err(Misbehaved::OutOfOrder(Structure::DisconnectUltimatum).into())
            }
            DomainPdu::AttachUserConfirm { .. } | DomainPdu::ChannelJoinConfirm { .. } | DomainPdu::Other => {
                Err(Misbehaved::OutOfOrder(Structure::Mcs).into())
            }
        }
    }

    fn channels(&self) -> impl Iterator<Item = u16> {
        channel_ids(self.asked.channels.len())
    }

    /// The id of a channel that the client listed and joined.
    fn channel(&self, name: &str) -> Option<u16> {
        let mut named = self
            .channels()
            .zip(&self.asked.channels)
            .filter(|(_, listed)| listed.eq_ignore_ascii_case(name));
        named.next().map(|(id, _)| id).filter(|id| self.joined.contains(id))
    }

    fn ids(&self) -> Ids {
        Ids {
            user: USER_CHANNEL,
            remdesk: self.channel("remdesk"),
            encomsp: self.channel("encomsp"),
            drdynvc: self.channel("drdynvc"),
        }
    }
}
