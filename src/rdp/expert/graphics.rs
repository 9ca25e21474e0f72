//! The expert's half: decodes what comes on the graphics channel into the picture, and says what to answer.
//!
//! A frame is reported when it has ended. It is acknowledged then, too, unless it and those before it were so small
//! that the novice's end need not know yet: an acknowledgement costs as much as a typed character.

use crate::codec;
use crate::codec::clear::ClearDecoder;
use crate::codec::zgfx::Decompressor;
use crate::rdp::error::RdpError;
use crate::rdp::error::{Misbehaved, Structure};
use crate::rdp::expert::framebuffer::{Framebuffer, check_unpacked};
use crate::rdp::expert::tally::Drawn;
use crate::rdp::graphics::Capability;
use crate::rdp::graphics::pdu::{self, FromServer};
use crate::rdp::messages::FromNovice;
use crate::rdp::pdu::reader::Reader;
use crate::vocabulary::{Codec, Rect};

/// Frames are acknowledged once so many bytes of them came. A frame without content is acknowledged at once: by it the
/// novice's end measures the round-trip time.
pub const ACKNOWLEDGED_BYTES: usize = 2048;
/// The first frames are acknowledged one by one: nothing is known of the network yet.
const FIRST_FRAMES: u32 = 4;
/// Areas that one frame, or one message outside of frames, is reported in; beyond them several are reported as one.
const MAX_CHANGES: usize = 256;

/// A message that gives the desktop a size gives it once.
const MAX_RESETS: usize = 2;
/// Frames that end in one message: there is one, or a few small ones.
const MAX_FRAMES: usize = 64;

/// The receiving half of one opened channel.
pub struct Decoder {
    segments: Decompressor,
    clear: ClearDecoder,
    /// The size of the surface, once there is one.
    surface: Option<(u16, u16)>,
    changed: Vec<Rect>,
    in_frame: bool,
    empty: bool,
    /// Bytes of the wire that were not acknowledged yet.
    unacknowledged: usize,
    frames: u32,
}

impl Default for Decoder {
    fn default() -> Self {
        Self {
            segments: Decompressor::new(),
            clear: ClearDecoder::default(),
            surface: None,
            changed: Vec::new(),
            in_frame: false,
            empty: true,
            unacknowledged: 0,
            frames: 0,
        }
    }
}

impl Decoder {
    /// The first message: what this end can do.
    #[must_use]
    pub fn advertise() -> Vec<u8> {
        let mut message = Vec::new();
        pdu::append_advertise(&Capability::OFFERED, &mut message);
        message
    }

    /// The desktop has been activated anew: what was drawn is void.
    pub(super) fn forget_surface(&mut self) {
        self.surface = None;
    }

    /// Takes one whole message. What is to be answered, one message each, goes to `answers`.
    pub(super) fn read(
        &mut self,
        message: &[u8],
        picture: &mut Framebuffer,
        out: &mut Vec<FromNovice>,
        answers: &mut Vec<Vec<u8>>,
    ) -> Result<(), RdpError> {
        self.unacknowledged = self.unacknowledged.saturating_add(message.len());
        // Taken out so that it can be read from while the rest is changed; a failure ends the connection.
        let mut segments = std::mem::take(&mut self.segments);
        picture.begin_message();
        let (mut resets, mut ends) = (0, 0);
        let whole = segments.read(message).map_err(codec::CodecError::from)?;
        Reader::all(whole, Structure::GraphicsPdu, |reader| {
            while let Some(pdu) = FromServer::next(reader)? {
                match pdu {
                    FromServer::Reset { .. } => resets += 1,
                    FromServer::End { .. } => ends += 1,
                    _ => {}
                }
                if resets > MAX_RESETS || ends > MAX_FRAMES {
                    return Err(Structure::GraphicsPdu.too_many(MAX_FRAMES).into());
                }
                self.pdu(pdu, picture, out, answers)?;
            }
            Ok(())
        })?;
        if !self.in_frame {
            self.report(picture, out);
        }
        self.segments = segments;
        Ok(())
    }

    /// A table: what each message of the pipeline does to the picture.
    fn pdu(
        &mut self,
        pdu: FromServer<'_>,
        picture: &mut Framebuffer,
        out: &mut Vec<FromNovice>,
        answers: &mut Vec<Vec<u8>>,
    ) -> Result<(), RdpError> {
        match pdu {
            FromServer::Start => {
                self.in_frame = true;
                self.empty = true;
            }
            FromServer::End { frame } => self.end(frame, picture, out, answers),
            FromServer::Reset {
                width,
                height,
                monitors,
            } => {
                picture.renew(width, height)?;
                picture.begin_message();
                self.surface = None;
                self.changed.clear();
                out.push(FromNovice::Activated { width, height });
                if monitors.len() > 1 {
                    out.push(FromNovice::Monitors(monitors));
                }
            }
            FromServer::Create { width, height } => {
                if (width, height) != (picture.width(), picture.height()) {
                    return Err(Structure::Surface.bad_size(width, height).into());
                }
                self.surface = Some((width, height));
            }
            FromServer::Delete => self.surface = None,
            FromServer::Map { left: 0, top: 0 } | FromServer::Confirm | FromServer::Other => {}
            FromServer::Map { .. } => return Err(Misbehaved::Outside(Structure::Surface).into()),
            FromServer::Fill { bgr, areas } => {
                for area in areas {
                    let area = self.inside(area)?;
                    picture.spend(area.pixels())?;
                    picture.fill(area, bgr);
                    picture.tally.add(Drawn::Fill, 8, area.pixels());
                    self.change(area);
                }
            }
            FromServer::Copy { from, to } => {
                let from = self.inside(from)?;
                for (left, top) in to {
                    let place = self.inside(Rect { left, top, ..from })?;
                    picture.spend(place.pixels())?;
                    picture.copy(from, place);
                    picture.tally.add(Drawn::Copy, 4, place.pixels());
                    self.change(place);
                }
            }
            FromServer::Bits { area, codec, data } => self.bits(area, codec, data, picture)?,
        }
        Ok(())
    }

    fn bits(&mut self, area: Rect, codec: Codec, data: &[u8], picture: &mut Framebuffer) -> Result<(), RdpError> {
        let area = self.inside(area)?;
        let (bytes, pixels) = (data.len(), area.pixels());
        picture.spend(pixels)?;
        match codec {
            Codec::Uncompressed => {
                picture.draw_bgrx(area, data)?;
                picture.tally.add(Drawn::Uncompressed, bytes, pixels);
            }
            Codec::Planar => {
                picture.draw_planar(area, data)?;
                picture.tally.add(Drawn::Planar, bytes, pixels);
            }
            Codec::ClearCodec => {
                check_unpacked(pixels)?;
                let unpacked = self.clear.decode(data, area.width, area.height)?;
                picture.draw_bgrx(area, &unpacked)?;
                picture.tally.add(Drawn::ClearCodec, bytes, pixels);
            }
            Codec::RemoteFx => {
                picture.draw_remotefx(area, data)?;
            }
        }
        self.change(area);
        Ok(())
    }

    /// The area, which must lie inside of the surface.
    fn inside(&self, area: Rect) -> Result<Rect, RdpError> {
        let Some((width, height)) = self.surface else {
            return Err(Misbehaved::Missing(Structure::Surface).into());
        };
        if area.right() > width.into() || area.bottom() > height.into() {
            return Err(Misbehaved::Outside(Structure::GraphicsRectangle).into());
        }
        Ok(area)
    }

    fn change(&mut self, area: Rect) {
        self.empty = false;
        if self.changed.len() < MAX_CHANGES {
            self.changed.push(area);
        } else if let Some(last) = self.changed.last_mut() {
            *last = last.around(&area);
        }
    }

    fn report(&mut self, picture: &Framebuffer, out: &mut Vec<FromNovice>) {
        let whole = Rect::new(0, 0, picture.width(), picture.height());
        let seen = self.changed.drain(..).filter_map(|area| area.intersection(&whole));
        out.extend(seen.map(FromNovice::Changed));
    }

    fn end(&mut self, frame: u32, picture: &mut Framebuffer, out: &mut Vec<FromNovice>, answers: &mut Vec<Vec<u8>>) {
        self.in_frame = false;
        self.report(picture, out);
        self.frames = self.frames.wrapping_add(1);
        if !self.empty {
            picture.tally.frames = picture.tally.frames.saturating_add(1);
        }
        if self.empty || self.unacknowledged >= ACKNOWLEDGED_BYTES || self.frames <= FIRST_FRAMES {
            self.unacknowledged = 0;
            let mut message = Vec::new();
            // The queue is never long: frames are decoded as they come.
            pdu::append_acknowledge(0, frame, self.frames, &mut message);
            answers.push(message);
        }
        self.empty = true;
    }
}
