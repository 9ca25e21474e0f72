//! The expert's end of an active session: the reader, which decodes what the novice sends, and the writer. Each may
//! live in a task of its own; what the reader wants answered it hands out as [`FromNovice::Reply`].

use crate::codec::zgfx;
use crate::rdp::channels::chunks::{self, Reassembler};
use crate::rdp::channels::{drdynvc, encomsp, remdesk};
use crate::rdp::error::{RdpError, Structure, Unsendable};
use crate::rdp::expert::activation;
use crate::rdp::expert::framebuffer;
use crate::rdp::expert::graphics::Decoder;
use crate::rdp::expert::tally::Tally;
use crate::rdp::expert::updates::UpdateReader;
use crate::rdp::messages::{FromNovice, ToNovice};
use crate::rdp::pdu::capabilities::{ConfirmActive, DemandActive};
use crate::rdp::pdu::finalization;
use crate::rdp::pdu::frame::{self, SendData, SendDataKind};
use crate::rdp::pdu::input::append_event;
use crate::rdp::pdu::licence;
use crate::rdp::pdu::mcs::{DomainPdu, append_disconnect_provider_ultimatum};
use crate::rdp::pdu::share::{SharePdu, data_type, share_data};
use crate::rdp::security::{Opener, SEC_LICENSE_PKT, Sealer, SecurityHeader};
use crate::vocabulary::{InputEvent, Rect};

/// The MCS channels of one connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Channels {
    pub(super) user: u16,
    pub(super) io: u16,
    pub(super) remdesk: u16,
    pub(super) encomsp: u16,
    pub(super) drdynvc: Option<u16>,
}

/// The channels that the server has named, before it has given this end a user.
#[derive(Debug, Clone, Copy)]
pub(super) struct StaticChannels {
    pub(super) io: u16,
    pub(super) remdesk: u16,
    pub(super) encomsp: u16,
    pub(super) drdynvc: Option<u16>,
}

impl StaticChannels {
    pub(super) fn with_user(self, user: u16) -> Channels {
        Channels {
            user,
            io: self.io,
            remdesk: self.remdesk,
            encomsp: self.encomsp,
            drdynvc: self.drdynvc,
        }
    }
}

/// The decoded screen: blue, green, red and 255, rows from the top without padding.
#[derive(Debug, Clone, Copy)]
pub struct PictureView<'a> {
    pub width: u16,
    pub height: u16,
    pub bgra: &'a [u8],
}

/// Where the session stands between activations.
enum ActivationPhase {
    /// No Demand Active yet, or Deactivate All came: nothing is drawn.
    Inactive,
    /// Answered; Font Map is awaited.
    Confirmed(DemandActive),
    Active(DemandActive),
}

/// The reading half. An error is the end of the connection.
pub struct ExpertReader {
    opener: Opener,
    channels: Channels,
    remdesk: Reassembler,
    encomsp: Reassembler,
    drdynvc: Reassembler,
    graphics: Option<OpenedGraphics>,
    phase: ActivationPhase,
    screen: UpdateReader,
}

/// The graphics channel while it is open.
struct OpenedGraphics {
    channel: u32,
    reassembler: drdynvc::DataReassembler,
    decoder: Decoder,
}

/// A message of the graphics channel as it comes: what does not shrink is longer by its segments' headers.
const MAX_GRAPHICS_MESSAGE: usize = zgfx::MAX_MESSAGE + 64 * 1024;

impl ExpertReader {
    pub(super) fn new(opener: Opener, channels: Channels) -> Result<Self, RdpError> {
        Ok(Self {
            opener,
            channels,
            remdesk: Reassembler::new(),
            encomsp: Reassembler::new(),
            drdynvc: Reassembler::new(),
            graphics: None,
            phase: ActivationPhase::Inactive,
            screen: UpdateReader::new(1, 1)?,
        })
    }

    /// The screen as far as it is decoded; 1 by 1 before the first activation.
    pub fn picture(&self) -> PictureView<'_> {
        let picture = &self.screen.picture;
        PictureView {
            width: picture.width(),
            height: picture.height(),
            bgra: picture.bgra(),
        }
    }

    /// The picture is so large that there should be one copy of it.
    pub(crate) fn is_large(&self) -> bool {
        framebuffer::is_large(self.screen.picture.width(), self.screen.picture.height())
    }

    /// Exchanges the pixels of the picture for those of `other`. While somebody else keeps them they are lent to this
    /// end for each frame that is read.
    pub(crate) fn swap_pixels(&mut self, other: &mut Vec<u8>) {
        self.screen.picture.swap_pixels(other);
    }

    /// How the picture came so far.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.screen.picture.tally
    }

    /// Copies a part of the picture to the same place of `into`, a picture of the same size and
    /// layout. What lies outside either is left out.
    pub fn copy(&self, area: Rect, into: &mut [u8]) {
        let picture = self.picture();
        let stride = usize::from(picture.width) * 4;
        let whole = Rect::new(0, 0, picture.width, picture.height);
        let Some(area) = area.intersection(&whole) else { return };
        let (left, right) = (usize::from(area.left) * 4, area.right() as usize * 4);
        for row in area.rows() {
            let start = usize::from(row) * stride;
            let span = start + left..start + right;
            let (Some(to), Some(from)) = (into.get_mut(span.clone()), picture.bgra.get(span)) else {
                return;
            };
            to.copy_from_slice(from);
        }
    }

    /// Takes one whole frame of the novice's; it is decrypted in place.
    pub fn read(&mut self, frame: &mut [u8], out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        if frame::is_fast(frame) {
            return self.read_fast(frame, out);
        }
        let SendData { channel, user_data, .. } = match DomainPdu::read(frame, SendDataKind::Indication)? {
            DomainPdu::SendData(data) => data,
            DomainPdu::DisconnectProviderUltimatum => {
                out.push(FromNovice::Left);
                return Ok(());
            }
            _ => {
                out.push(FromNovice::Ignored("an MCS PDU"));
                return Ok(());
            }
        };
        // Without encryption only some PDUs bear a security header; its second half is 0, where a share PDU has its
        // type.
        let header = channel == self.channels.io && user_data.get(2..4) == Some(&[0, 0]);
        let (flags, data) = self.opener.open_slow(user_data, false)?;
        if channel == self.channels.remdesk {
            if let Some(message) = self.remdesk.push(data)? {
                out.push(FromNovice::Remdesk(remdesk::Message::parse(&message)?));
            }
        } else if channel == self.channels.encomsp {
            if let Some(message) = self.encomsp.push(data)? {
                out.extend(encomsp::Message::parse(&message)?.into_iter().map(FromNovice::Encomsp));
            }
        } else if Some(channel) == self.channels.drdynvc {
            if let Some(message) = self.drdynvc.push(data)? {
                self.dynamic(&message, out)?;
            }
        } else if channel != self.channels.io {
            out.push(FromNovice::Ignored("data on a channel that was not joined"));
        } else if header && flags == 0 {
            out.push(FromNovice::Ignored("a PDU with a security header"));
        } else {
            let mut rest: &[u8] = data;
            while let Some(pdu) = SharePdu::next(&mut rest, SendDataKind::Indication)? {
                self.share_pdu(&pdu, out)?;
            }
        }
        Ok(())
    }

    /// A message about dynamic channels ([MS-RDPEDYC] 3.2.5): the one for graphics is opened whenever the novice's end
    /// wants it, no other is.
    fn dynamic(&mut self, pdu: &[u8], out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        use drdynvc::Message;
        let mut answer = |message: Message<'_>| {
            let mut pdu = Vec::new();
            message.append(&mut pdu);
            out.push(FromNovice::Reply(ToNovice::Dynamic(pdu)));
        };
        let (id, message) = match Message::parse(pdu, drdynvc::Sender::Server)? {
            Message::Capabilities { .. } => {
                answer(Message::Capabilities {
                    version: drdynvc::VERSION,
                });
                return Ok(());
            }
            Message::Create { channel, name } => {
                let wanted = name == drdynvc::GRAPHICS && self.graphics.is_none();
                let status = if wanted { drdynvc::OPENED } else { drdynvc::REFUSED };
                answer(Message::Created { channel, status });
                if wanted {
                    let data = &Decoder::advertise();
                    answer(Message::Data { channel, data });
                    self.graphics = Some(OpenedGraphics {
                        channel,
                        reassembler: drdynvc::DataReassembler::new(MAX_GRAPHICS_MESSAGE),
                        decoder: Decoder::default(),
                    });
                }
                return Ok(());
            }
            Message::Close { channel } => {
                self.graphics.take_if(|graphics| graphics.channel == channel);
                return Ok(());
            }
            Message::DataFirst { channel, length, data } => (channel, (Some(length), data)),
            Message::Data { channel, data } => (channel, (None, data)),
            Message::Created { .. } | Message::Other => {
                out.push(FromNovice::Ignored("a dynamic channel PDU"));
                return Ok(());
            }
        };
        let Some(graphics) = self.graphics.as_mut().filter(|graphics| graphics.channel == id) else {
            out.push(FromNovice::Ignored("data of a dynamic channel that is not open"));
            return Ok(());
        };
        let whole = match message {
            (Some(length), data) => graphics.reassembler.first(length, data)?,
            (None, data) => graphics.reassembler.next(data)?,
        };
        let Some(whole) = whole else { return Ok(()) };
        let mut answers = Vec::new();
        graphics
            .decoder
            .read(whole, &mut self.screen.picture, out, &mut answers)?;
        for data in answers {
            let mut pdu = Vec::new();
            Message::Data {
                channel: id,
                data: &data,
            }
            .append(&mut pdu);
            out.push(FromNovice::Reply(ToNovice::Dynamic(pdu)));
        }
        Ok(())
    }

    /// For the connect machine, before the first activation: reads the frame if it is a licensing PDU.
    pub(super) fn licensed(&mut self, frame: &mut [u8]) -> Result<bool, RdpError> {
        if frame::is_fast(frame) {
            return Ok(false);
        }
        match frame::send_data(frame, SendDataKind::Indication)? {
            Some(SendData { channel, user_data, .. }) if channel == self.channels.io && is_licence(user_data) => {
                let (_, body) = self.opener.open_slow(user_data, true)?;
                licence::read(body)?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// What the last Demand Active said, while it is in force.
    pub(super) fn demand(&self) -> Option<DemandActive> {
        match &self.phase {
            ActivationPhase::Inactive => None,
            ActivationPhase::Confirmed(demand) | ActivationPhase::Active(demand) => Some(*demand),
        }
    }

    fn read_fast(&mut self, frame: &mut [u8], out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        let (_, payload) = self.opener.open_fast(frame)?;
        let ActivationPhase::Active(demand) = &self.phase else {
            out.push(FromNovice::Ignored("an update outside of an activation"));
            return Ok(());
        };
        let mut frames = Vec::new();
        self.screen.fast(payload, out, &mut frames)?;
        for frame in frames {
            // TS_FRAME_ACKNOWLEDGE_PDU ([MS-RDPRFX] 2.2.3.1): the novice sends the next frame when this comes.
            let (user, share_id) = (self.channels.user, demand.share_id);
            let pdu = share_data(data_type::FRAME_ACKNOWLEDGE, user, share_id, &frame.to_le_bytes())?;
            out.push(FromNovice::Reply(ToNovice::Plain(self.plain(&[pdu])?)));
        }
        Ok(())
    }

    fn share_pdu(&mut self, pdu: &SharePdu<'_>, out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        match pdu {
            SharePdu::DemandActive(body) => {
                let demand = activation::demand_active(body)?;
                let answers = activation::answers(&demand, self.channels.user)?;
                out.push(FromNovice::Reply(ToNovice::Plain(self.plain(&answers)?)));
                self.phase = ActivationPhase::Confirmed(demand);
            }
            SharePdu::DeactivateAll => {
                self.phase = ActivationPhase::Inactive;
                out.push(FromNovice::Ignored("deactivation"));
            }
            SharePdu::Data(kind, body) => self.share_data(*kind, body, out)?,
            SharePdu::Flow => out.push(FromNovice::Ignored("flow control")),
            SharePdu::ConfirmActive(_) | SharePdu::Other => {
                out.push(FromNovice::Ignored("an unknown share control PDU"));
            }
        }
        Ok(())
    }

    /// pduType2 of [MS-RDPBCGR] 2.2.8.1.1.1.2. What is not listed has no meaning for a picture and a pointer.
    fn share_data(&mut self, kind: u8, body: &[u8], out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        let active = matches!(self.phase, ActivationPhase::Active(_));
        match kind {
            data_type::UPDATE if active => self.screen.slow_graphics(body, out)?,
            data_type::POINTER if active => self.screen.slow_pointer(body, out)?,
            data_type::FONT_MAP => {
                finalization::read_fonts(body)?;
                if let ActivationPhase::Confirmed(demand) = self.phase {
                    let tally = self.tally();
                    // The old picture goes before the new one comes: two of the largest are half a gigabyte.
                    self.screen = UpdateReader::new(1, 1)?;
                    self.screen = UpdateReader::new(demand.width, demand.height)?;
                    self.screen.picture.tally = tally;
                    if let Some(graphics) = &mut self.graphics {
                        graphics.decoder.forget_surface();
                    }
                    self.phase = ActivationPhase::Active(demand);
                    out.push(FromNovice::Activated {
                        width: demand.width,
                        height: demand.height,
                    });
                }
            }
            data_type::SET_ERROR_INFO => match finalization::read_error_info(body)? {
                0 => out.push(FromNovice::Ignored("no error")),
                code => out.push(FromNovice::ErrorInfo(code)),
            },
            data_type::SYNCHRONIZE | data_type::CONTROL => {}
            data_type::UPDATE | data_type::POINTER => {
                out.push(FromNovice::Ignored("an update outside of an activation"))
            }
            data_type::SAVE_SESSION_INFO => out.push(FromNovice::Ignored("session information")),
            data_type::SET_KEYBOARD_INDICATORS => out.push(FromNovice::Ignored("keyboard indicators")),
            _ => out.push(FromNovice::Ignored("an unknown share data PDU")),
        }
        Ok(())
    }

    /// The frames of these PDUs as they would be without encryption.
    fn plain(&self, pdus: &[Vec<u8>]) -> Result<Vec<u8>, RdpError> {
        let mut frames = Vec::new();
        for pdu in pdus {
            let Channels { user, io, .. } = self.channels;
            frame::write_send_data(&mut frames, SendDataKind::Request, user, io, |out| {
                out.extend_from_slice(pdu);
                Ok(())
            })?;
        }
        Ok(frames)
    }
}

/// Whether this is a licensing PDU: in either mode it bears a basic security header, whose second half is 0.
fn is_licence(user_data: &[u8]) -> bool {
    matches!(user_data, [low, high, 0, 0, ..] if u16::from_le_bytes([*low, *high]) & SEC_LICENSE_PKT != 0)
}

/// The most events in one fast-path input PDU whose count stands in its first byte ([MS-RDPBCGR] 2.2.8.1.2).
const EVENTS_A_PDU: usize = 15;

/// The writing half. It must be given every [`FromNovice::Reply`] in order.
pub struct ExpertWriter {
    sealer: Sealer,
    channels: Channels,
    /// The share that was entered last.
    share_id: Option<u32>,
    /// The novice's end answers Refresh Rect PDUs.
    refreshes: bool,
}

impl ExpertWriter {
    pub(super) fn new(sealer: Sealer, channels: Channels) -> Self {
        Self {
            sealer,
            channels,
            share_id: None,
            refreshes: false,
        }
    }

    /// For the connect machine.
    pub(super) fn set_refreshes(&mut self, refreshes: bool) {
        self.refreshes = refreshes;
    }

    /// Appends the frames of one message to `out`. After an error the connection cannot go on.
    pub fn write(&mut self, message: &ToNovice, out: &mut Vec<u8>) -> Result<(), RdpError> {
        match message {
            ToNovice::Input(events) => self.input(events, out),
            ToNovice::Remdesk(message) => self.channel(self.channels.remdesk, &message.encode(), out),
            ToNovice::Encomsp(message) => self.channel(self.channels.encomsp, &message.encode(), out),
            ToNovice::Dynamic(pdu) => match self.channels.drdynvc {
                Some(channel) => self.channel(channel, pdu, out),
                None => Ok(()),
            },
            ToNovice::Plain(frames) => self.plain(frames, out),
            ToNovice::Refresh { width, height } => self.refresh(*width, *height, out),
            ToNovice::Disconnect => append_disconnect_provider_ultimatum(out),
        }
    }

    fn input(&mut self, events: &[InputEvent], out: &mut Vec<u8>) -> Result<(), RdpError> {
        for events in events.chunks(EVENTS_A_PDU) {
            let mut payload = Vec::with_capacity(events.len() * 7);
            for event in events {
                append_event(event, &mut payload);
            }
            let count = u8::try_from(events.len()).unwrap_or(0);
            self.sealer.seal_fast(count << 2, &payload, out)?;
        }
        Ok(())
    }

    fn channel(&mut self, channel: u16, message: &[u8], out: &mut Vec<u8>) -> Result<(), RdpError> {
        for pdu in chunks::split(message)? {
            self.send(channel, &pdu, out)?;
        }
        Ok(())
    }

    fn refresh(&mut self, width: u16, height: u16, out: &mut Vec<u8>) -> Result<(), RdpError> {
        // [MS-RDPBCGR] 2.2.11.2: not to be sent to a server that did not announce that it answers.
        let Some(share_id) = self.share_id.filter(|_| self.refreshes && width > 0 && height > 0) else {
            return Ok(());
        };
        let areas = finalization::refresh_rect(width, height);
        let pdu = share_data(data_type::REFRESH_RECT, self.channels.user, share_id, &areas)?;
        self.send(self.channels.io, &pdu, out)
    }

    /// Seals frames that the reader made.
    fn plain(&mut self, frames: &[u8], out: &mut Vec<u8>) -> Result<(), RdpError> {
        let mut frames = frames.to_vec();
        let mut rest = frames.as_mut_slice();
        while let Some(length) = frame::frame_length(rest)? {
            let Some((first, others)) = rest.split_at_mut_checked(length) else {
                return Err(Unsendable::Not(Structure::Frame).into());
            };
            let Some(SendData { channel, user_data, .. }) = frame::send_data(first, SendDataKind::Request)? else {
                return Err(Unsendable::Not(Structure::SendData).into());
            };
            if channel == self.channels.io
                && let Some(share_id) = confirmed_share(user_data)?
            {
                self.share_id = Some(share_id);
            }
            self.send(channel, user_data, out)?;
            rest = others;
        }
        Ok(())
    }

    fn send(&mut self, channel: u16, pdu: &[u8], out: &mut Vec<u8>) -> Result<(), RdpError> {
        let sealer = &mut self.sealer;
        frame::write_send_data(out, SendDataKind::Request, self.channels.user, channel, |out| {
            sealer.seal_slow(0, SecurityHeader::IfEncrypted, pdu, out)
        })
    }
}

/// The share that a Confirm Active PDU of ours enters: later PDUs must name it.
fn confirmed_share(mut pdu: &[u8]) -> Result<Option<u32>, RdpError> {
    match SharePdu::next(&mut pdu, SendDataKind::Request)? {
        Some(SharePdu::ConfirmActive(body)) => Ok(Some(ConfirmActive::read(body)?.share_id)),
        _ => Ok(None),
    }
}
