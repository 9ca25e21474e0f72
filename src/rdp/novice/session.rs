//! The novice's end of an active session: [`NoviceReader`] makes messages of frames, [`NoviceWriter`] frames of
//! messages.
//!
//! The two are apart so that a blocked writer never stops the reader. Whether a message may act, and when updates may
//! flow, is the session's to decide: between writing [`ToExpert::Resize`] and [`FromExpert::Activated`] it must write
//! nothing but the [`FromExpert::Reply`]s, because clients disconnect on anything else in that time.

use super::capabilities;
use crate::rdp::channels::chunks::{self, Reassembler};
use crate::rdp::channels::{drdynvc, encomsp, remdesk};
use crate::rdp::error::{RdpError, Structure, Unsendable};
use crate::rdp::graphics;
use crate::rdp::messages::{BitmapPart, Dynamic, FromExpert, ToExpert};
use crate::rdp::novice::graphics::GraphicsSender;
use crate::rdp::novice::updates::{self, Limits};
use crate::rdp::pdu::capabilities::ConfirmActive;
use crate::rdp::pdu::finalization::{self, action};
use crate::rdp::pdu::frame::{self, SendData, SendDataKind};
use crate::rdp::pdu::input;
use crate::rdp::pdu::mcs::{
    DomainPdu, IO_CHANNEL, SERVER_CHANNEL, append_disconnect_provider_ultimatum, append_indication,
};
use crate::rdp::pdu::share::{self, SharePdu, control_type, data_type};
use crate::rdp::security::{Opener, Sealer, SecurityHeader};

/// Widths and heights of a desktop, pixels: RDPGFX_RESET_GRAPHICS takes no more ([MS-RDPEGFX] 2.2.2.14).
pub const DESKTOP_SIDES: std::ops::RangeInclusive<u16> = 1..=32766;

/// The ids of one connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ids {
    pub(crate) user: u16,
    pub(crate) remdesk: Option<u16>,
    pub(crate) encomsp: Option<u16>,
    pub(crate) drdynvc: Option<u16>,
}

/// The longest message of a client on encomsp, a name of 1024 UTF-16 units and its header among them: some 2 KiB.
pub const MAX_ENCOMSP: usize = 4 * 1024;
/// The most messages that one frame of a client may hold. A slow-path PDU of input has a few dozen events, and nothing
/// else holds more.
pub const MAX_SAID: usize = 1024;
/// The longest message of a client on the graphics channel: 5462 entries of a cache's offer ([MS-RDPEGFX] 2.2.2.16).
const MAX_GRAPHICS_MESSAGE: usize = 72 * 1024;

impl Ids {
    /// shareId as Windows and FreeRDP form it.
    fn share(&self) -> u32 {
        0x0001_0000 | u32::from(self.user)
    }
}

/// What of an activation a client has sent. Clients differ in the order; only Confirm Active first, Font List last is
/// relied on.
#[derive(Debug, Default, Clone, Copy)]
struct Activation {
    confirmed: bool,
    synchronized: bool,
    cooperating: bool,
    controlling: bool,
}

/// The receiving half.
pub struct NoviceReader {
    opener: Opener,
    ids: Ids,
    remdesk: Reassembler,
    encomsp: Reassembler,
    drdynvc: Reassembler,
    graphics: drdynvc::DataReassembler,
    activation: Activation,
    confirmed: Option<ConfirmActive>,
}

impl NoviceReader {
    pub(crate) fn new(opener: Opener, ids: Ids) -> Self {
        Self {
            opener,
            ids,
            remdesk: Reassembler::new(),
            encomsp: Reassembler::with_limit(MAX_ENCOMSP),
            // A PDU of a dynamic channel is made to fit one chunk.
            drdynvc: Reassembler::with_limit(chunks::LARGE_CHUNK),
            graphics: drdynvc::DataReassembler::new(MAX_GRAPHICS_MESSAGE),
            activation: Activation::default(),
            confirmed: None,
        }
    }

    /// What the last Confirm Active said.
    pub(crate) fn confirmed(&self) -> Option<ConfirmActive> {
        self.confirmed
    }

    /// Reads one whole frame, in place, and appends what it says. An error ends the connection: nothing after it can be
    /// read.
    ///
    /// Everything is passed on as it comes, input during a re-activation too; what is not known, and what has no
    /// meaning for this end, is [`FromExpert::Ignored`].
    pub fn read(&mut self, frame: &mut [u8], out: &mut Vec<FromExpert>) -> Result<(), RdpError> {
        let before = out.len();
        self.read_frame(frame, out)?;
        if out.len().saturating_sub(before) > MAX_SAID {
            return Err(Structure::InputPdu.too_many(MAX_SAID).into());
        }
        Ok(())
    }

    fn read_frame(&mut self, frame: &mut [u8], out: &mut Vec<FromExpert>) -> Result<(), RdpError> {
        if frame::is_fast(frame) {
            let (first, payload) = self.opener.open_fast(frame)?;
            return input::read_fast_path(first, payload, &mut |told| out.push(heard(told)));
        }
        match DomainPdu::read(frame, SendDataKind::Request)? {
            DomainPdu::SendData(SendData { channel, user_data, .. }) => {
                let (_, payload) = self.opener.open_slow(user_data, false)?;
                if channel == IO_CHANNEL {
                    self.shares(payload, out)
                } else {
                    self.channel(channel, payload, out)
                }
            }
            DomainPdu::DisconnectProviderUltimatum => {
                out.push(FromExpert::Left);
                Ok(())
            }
            _ => {
                out.push(FromExpert::Ignored("MCS message"));
                Ok(())
            }
        }
    }

    fn channel(&mut self, channel: u16, pdu: &[u8], out: &mut Vec<FromExpert>) -> Result<(), RdpError> {
        if Some(channel) == self.ids.remdesk {
            if let Some(message) = self.remdesk.push(pdu)? {
                out.push(FromExpert::Remdesk(remdesk::Message::parse(&message)?));
            }
        } else if Some(channel) == self.ids.encomsp {
            if let Some(message) = self.encomsp.push(pdu)? {
                out.extend(encomsp::Message::parse(&message)?.into_iter().map(FromExpert::Encomsp));
            }
        } else if Some(channel) == self.ids.drdynvc {
            if let Some(message) = self.drdynvc.push(pdu)? {
                self.dynamic(&message, out)?;
            }
        } else {
            out.push(FromExpert::Ignored("data of another channel"));
        }
        Ok(())
    }

    fn dynamic(&mut self, pdu: &[u8], out: &mut Vec<FromExpert>) -> Result<(), RdpError> {
        use drdynvc::Message;
        const GRAPHICS: u32 = graphics::CHANNEL;
        let message = match Message::parse(pdu, drdynvc::Sender::Client)? {
            Message::DataFirst {
                channel: GRAPHICS,
                length,
                data,
            } => self.graphics.first(length, data)?,
            Message::Data {
                channel: GRAPHICS,
                data,
            } => self.graphics.next(data)?,
            other => {
                out.push(FromExpert::Dynamic(match other {
                    Message::Capabilities { .. } => Dynamic::Ready,
                    Message::Created {
                        channel: GRAPHICS,
                        status,
                    } => Dynamic::Opened(status == drdynvc::OPENED),
                    Message::Close { channel: GRAPHICS } => Dynamic::Closed,
                    _ => Dynamic::Other,
                }));
                return Ok(());
            }
        };
        if let Some(message) = message {
            let mut said = Vec::new();
            super::graphics::read(message, &mut said)?;
            out.extend(said.into_iter().map(FromExpert::Graphics));
        }
        Ok(())
    }

    fn shares(&mut self, payload: &[u8], out: &mut Vec<FromExpert>) -> Result<(), RdpError> {
        let mut rest = payload;
        while let Some(pdu) = SharePdu::next(&mut rest, SendDataKind::Request)? {
            match pdu {
                SharePdu::ConfirmActive(body) => {
                    self.confirmed = Some(capabilities::confirm_active(body)?);
                    self.activation = Activation {
                        confirmed: true,
                        ..Activation::default()
                    };
                }
                SharePdu::Data(kind, body) => self.data(kind, body, out)?,
                SharePdu::Flow => out.push(FromExpert::Ignored("flow PDU")),
                SharePdu::DemandActive(_) | SharePdu::DeactivateAll | SharePdu::Other => {
                    out.push(FromExpert::Ignored("share control PDU"));
                }
            }
        }
        Ok(())
    }

    /// The body of a share data PDU of this type, [MS-RDPBCGR] 2.2.8.1.1.1.2.
    fn data(&mut self, kind: u8, body: &[u8], out: &mut Vec<FromExpert>) -> Result<(), RdpError> {
        match kind {
            data_type::INPUT => input::read_slow_path(body, &mut |told| out.push(heard(told)))?,
            data_type::SYNCHRONIZE => {
                finalization::read_synchronize(body)?;
                self.synchronize(out);
            }
            data_type::CONTROL => match finalization::read_control(body)? {
                action::COOPERATE => self.cooperate(out),
                action::REQUEST_CONTROL => self.grant_control(out),
                _ => out.push(FromExpert::Ignored("control PDU")),
            },
            data_type::FONT_LIST => {
                finalization::read_fonts(body)?;
                self.font_list(out);
            }
            data_type::PERSISTENT_LIST => out.push(FromExpert::Ignored("persistent bitmap keys")),
            data_type::SUPPRESS_OUTPUT => {
                out.push(FromExpert::ShowPictures(finalization::read_suppress_output(body)?));
            }
            data_type::REFRESH_RECT => out.push(FromExpert::Refresh(finalization::read_refresh_rect(body)?)),
            data_type::SHUTDOWN_REQUEST => out.push(FromExpert::Left),
            data_type::FRAME_ACKNOWLEDGE => {
                finalization::read_frame_acknowledge(body)?;
                out.push(FromExpert::Ignored("frame acknowledgement"));
            }
            _ => out.push(FromExpert::Ignored("share data PDU")),
        }
        Ok(())
    }

    fn synchronize(&mut self, out: &mut Vec<FromExpert>) {
        if !std::mem::replace(&mut self.activation.synchronized, true) {
            out.push(FromExpert::Reply(ToExpert::Synchronize));
        }
    }

    fn cooperate(&mut self, out: &mut Vec<FromExpert>) {
        if !std::mem::replace(&mut self.activation.cooperating, true) {
            out.push(FromExpert::Reply(ToExpert::Cooperate));
        }
    }

    fn grant_control(&mut self, out: &mut Vec<FromExpert>) {
        if !std::mem::replace(&mut self.activation.controlling, true) {
            out.push(FromExpert::Reply(ToExpert::GrantControl));
        }
    }

    /// The last message of an activation. What a client should have asked for and did not, it gets now, since it waits
    /// for all four answers.
    fn font_list(&mut self, out: &mut Vec<FromExpert>) {
        if !std::mem::replace(&mut self.activation.confirmed, false) {
            out.push(FromExpert::Ignored("font list outside of an activation"));
            return;
        }
        self.synchronize(out);
        self.cooperate(out);
        self.grant_control(out);
        out.push(FromExpert::Reply(ToExpert::FontMap));
        out.push(FromExpert::Activated);
    }
}

fn heard(told: input::InputOrName) -> FromExpert {
    match told {
        Ok(event) => FromExpert::Input(event),
        Err(without_effect) => FromExpert::Ignored(without_effect),
    }
}

/// The sending half. Sealing happens while a message is written, so what was written must be sent, in this order.
pub struct NoviceWriter {
    sealer: Sealer,
    ids: Ids,
    error_info: bool,
    skip_alpha: bool,
    limits: Limits,
    /// The most bytes of a channel's message in one chunk.
    chunk: usize,
    graphics: Option<Box<GraphicsSender>>,
    ended: bool,
}

impl NoviceWriter {
    pub(crate) fn new(sealer: Sealer, ids: Ids, bits_per_pixel: u8, error_info: bool, chunk: usize) -> Self {
        let pdu = sealer.fast_capacity();
        Self {
            sealer,
            ids,
            chunk,
            graphics: None,
            error_info,
            skip_alpha: false,
            limits: Limits {
                pdu,
                multifragment: 0,
                no_compression_header: false,
                largest_pointer: 32,
                new_pointers: false,
                bits_per_pixel,
            },
            ended: false,
        }
    }

    /// Takes up what the client's Confirm Active said.
    pub(crate) fn confirm(&mut self, confirmed: &ConfirmActive) {
        self.skip_alpha = confirmed.skip_alpha;
        self.limits = Limits {
            pdu: self.limits.pdu,
            multifragment: usize::try_from(confirmed.multifragment).unwrap_or(0),
            no_compression_header: confirmed.no_compression_header,
            largest_pointer: confirmed.largest_pointer,
            new_pointers: confirmed.new_pointers,
            bits_per_pixel: self.limits.bits_per_pixel,
        };
    }

    /// Appends the frames of one message. [`RdpError::Unsendable`] means that nothing was appended and the session may
    /// go on.
    ///
    /// - Bitmaps must be in this connection's bits a pixel; see [`updates::bitmaps`] for their data.
    /// - Pointer shapes larger than the client's limit (32×32 or 96×96) are refused; see [`updates::pointer`].
    /// - A client that does not know Set Error Info gets nothing of it.
    /// - Keep-alive is Set Error Info with ERRINFO_NONE, which the specification tells clients to ignore and FreeRDP
    ///   and IronRDP do; for a client that does not know it, a fast-path Synchronize update, which has no effect
    ///   either. No client answers it: what shows a dead peer is that TCP's acknowledgement does not come.
    pub fn write(&mut self, message: &ToExpert, out: &mut Vec<u8>) -> Result<(), RdpError> {
        if self.ended {
            return Err(Unsendable::Ended.into());
        }
        match message {
            ToExpert::Remdesk(message) => self.channel(self.ids.remdesk, &message.encode(), out),
            ToExpert::Encomsp(message) => self.channel(self.ids.encomsp, &message.encode(), out),
            ToExpert::Resize { width, height } => {
                check_desktop(*width, *height)?;
                self.deactivate_all(out)?;
                self.demand_active(*width, *height, out)
            }
            ToExpert::Synchronize => self.data(data_type::SYNCHRONIZE, &finalization::synchronize(self.ids.user), out),
            ToExpert::Cooperate => self.control(action::COOPERATE, 0, 0, out),
            ToExpert::GrantControl => self.control(action::GRANTED_CONTROL, self.ids.user, SERVER_CHANNEL.into(), out),
            ToExpert::FontMap => self.data(data_type::FONT_MAP, &finalization::FONT_MAP, out),
            ToExpert::Bitmaps(parts) => {
                let sealer = &mut self.sealer;
                updates::bitmaps(parts, &self.limits, |content| sealer.seal_fast(0, content, out))
            }
            ToExpert::Pointer(pointer) => {
                let sealer = &mut self.sealer;
                updates::pointer(pointer, &self.limits, |content| sealer.seal_fast(0, content, out))
            }
            ToExpert::OpenGraphics => self.open_graphics(out),
            ToExpert::ConfirmGraphics(set) => self.graphics(out, |pipeline, message| pipeline.confirm(*set, message)),
            ToExpert::ResetGraphics {
                width,
                height,
                monitors,
            } => {
                check_desktop(*width, *height)?;
                self.graphics(out, |pipeline, message| {
                    pipeline.reset(*width, *height, monitors, message)
                })
            }
            ToExpert::Draw(piece) => self.graphics(out, |pipeline, message| pipeline.piece(piece, message)),
            ToExpert::ErrorInfo(code) if self.error_info => {
                self.data(data_type::SET_ERROR_INFO, &code.to_le_bytes(), out)
            }
            ToExpert::ErrorInfo(_) => Ok(()),
            ToExpert::KeepAlive if self.error_info => self.data(data_type::SET_ERROR_INFO, &[0; 4], out),
            ToExpert::KeepAlive => self.sealer.seal_fast(0, &updates::SYNCHRONIZE_PDU, out),
            ToExpert::Disconnect => {
                self.ended = true;
                append_disconnect_provider_ultimatum(out)
            }
        }
    }

    /// The picture to show until the novice has said yes: plain, depending on nothing but the size.
    pub fn waiting_picture(&self, width: u16, height: u16) -> impl Iterator<Item = BitmapPart> + use<> {
        updates::waiting_picture(width, height, self.limits.bits_per_pixel, self.skip_alpha)
    }

    pub(crate) fn demand_active(&mut self, width: u16, height: u16, out: &mut Vec<u8>) -> Result<(), RdpError> {
        let demand =
            capabilities::demand_active(self.ids.share(), width, height, self.limits.bits_per_pixel, self.chunk)?;
        self.share(&demand, out)
    }

    /// 2.2.3.1, with an empty source descriptor.
    fn deactivate_all(&mut self, out: &mut Vec<u8>) -> Result<(), RdpError> {
        let pdu = share::share_control(
            control_type::DEACTIVATE_ALL,
            SERVER_CHANNEL,
            self.ids.share(),
            &[1, 0, 0],
        )?;
        self.share(&pdu, out)
    }

    fn control(&mut self, action: u16, grant: u16, control: u32, out: &mut Vec<u8>) -> Result<(), RdpError> {
        self.data(data_type::CONTROL, &finalization::control(action, grant, control), out)
    }

    fn data(&mut self, kind: u8, body: &[u8], out: &mut Vec<u8>) -> Result<(), RdpError> {
        let pdu = share::share_data(kind, SERVER_CHANNEL, self.ids.share(), body)?;
        self.share(&pdu, out)
    }

    fn share(&mut self, pdu: &[u8], out: &mut Vec<u8>) -> Result<(), RdpError> {
        let sealer = &mut self.sealer;
        append_indication(IO_CHANNEL, out, |out| {
            sealer.seal_slow(0, SecurityHeader::IfEncrypted, pdu, out)
        })
    }

    fn channel(&mut self, channel: Option<u16>, message: &[u8], out: &mut Vec<u8>) -> Result<(), RdpError> {
        let channel = channel.ok_or(Unsendable::ChannelNotJoined)?;
        let sealer = &mut self.sealer;
        for pdu in chunks::split(message)? {
            append_indication(channel, out, |out| {
                sealer.seal_slow(0, SecurityHeader::IfEncrypted, &pdu, out)
            })?;
        }
        Ok(())
    }

    /// Capabilities and Create back to back: the one does not depend on the answer to the other, and a round trip is
    /// saved.
    fn open_graphics(&mut self, out: &mut Vec<u8>) -> Result<(), RdpError> {
        let mut pdu = Vec::new();
        let messages = [
            drdynvc::Message::Capabilities {
                version: drdynvc::VERSION,
            },
            drdynvc::Message::Create {
                channel: graphics::CHANNEL,
                name: drdynvc::GRAPHICS,
            },
        ];
        for message in messages {
            pdu.clear();
            message.append(&mut pdu);
            self.channel(self.ids.drdynvc, &pdu, out)?;
        }
        self.graphics = Some(Box::default());
        Ok(())
    }

    /// Sends the message that `write` appends on the graphics channel.
    fn graphics(
        &mut self,
        out: &mut Vec<u8>,
        write: impl FnOnce(&mut GraphicsSender, &mut Vec<u8>) -> Result<(), RdpError>,
    ) -> Result<(), RdpError> {
        let (Some(pipeline), Some(channel)) = (&mut self.graphics, self.ids.drdynvc) else {
            return Err(Unsendable::GraphicsNotOpen.into());
        };
        let mut message = Vec::new();
        write(pipeline, &mut message)?;
        let sealer = &mut self.sealer;
        let mut chunk = Vec::new();
        drdynvc::split(graphics::CHANNEL, &message, self.chunk, |pdu| {
            chunk.clear();
            chunk.extend_from_slice(&chunks::single_header(pdu.len()));
            chunk.extend_from_slice(pdu);
            append_indication(channel, out, |out| {
                sealer.seal_slow(0, SecurityHeader::IfEncrypted, &chunk, out)
            })
        })
    }
}

fn check_desktop(width: u16, height: u16) -> Result<(), RdpError> {
    if DESKTOP_SIDES.contains(&width) && DESKTOP_SIDES.contains(&height) {
        return Ok(());
    }
    Err(Unsendable::BadSize {
        structure: Structure::Desktop,
        width,
        height,
    }
    .into())
}
