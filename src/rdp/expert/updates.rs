//! What the novice's end draws: fast-path and slow-path updates ([MS-RDPBCGR] 2.2.9.1), put together from their
//! fragments and applied to the expert's picture.

use crate::rdp::error::{Feature, Misbehaved, Structure};
use ironrdp_core::{ReadCursor, decode};
use ironrdp_pdu::bitmap::{BitmapData, BitmapUpdateData, Compression};
use ironrdp_pdu::fast_path::{FastPathUpdate, UpdateCode};
use ironrdp_pdu::geometry::InclusiveRectangle;
use ironrdp_pdu::pointer::PointerUpdateData;
use ironrdp_pdu::slow_path::decode_slow_path_pointer;

use crate::rdp::error::RdpError;
use crate::rdp::expert::activation::{MAX_UPDATE, REMOTEFX_ID};
use crate::rdp::expert::framebuffer::Framebuffer;
use crate::rdp::expert::pointers::Pointers;
use crate::rdp::fence::fenced;
use crate::rdp::messages::FromNovice;
use crate::rdp::pdu::reader::Reader;
use crate::vocabulary::Rect;

/// Update codes of a fast-path update's header; pointers are told apart in [`pointer_code`].
const ORDERS: u8 = 0;
const BITMAP: u8 = 1;
const PALETTE: u8 = 2;
const SYNCHRONIZE: u8 = 3;
const SURFACE_COMMANDS: u8 = 4;

/// updateHeader and size: what is left after the last update cannot be one.
const UPDATE_HEADER: usize = 3;
const PACKET_COMPRESSED: u8 = 0x20;

const SET_SURFACE_BITS: u16 = 1;
const FRAME_MARKER: u16 = 4;
const STREAM_SURFACE_BITS: u16 = 6;
const FRAME_END: u16 = 1;
/// Frames that end in one update: each is answered, and there is one.
const MAX_FRAMES: usize = 64;
/// Areas that one frame of the wire is reported in; beyond them several are reported as one.
const MAX_CHANGES: usize = 256;
/// A TS_COMPRESSED_BITMAP_HEADER_EX stands before the data.
const HAS_EXTRA_HEADER: u8 = 1;
const EXTRA_HEADER: usize = 24;
const UNCOMPRESSED_ID: u8 = 0;

/// The picture, the pointers, and the update that is still arriving.
pub(in crate::rdp) struct UpdateReader {
    pub(super) picture: Framebuffer,
    pointers: Pointers,
    /// The code and the fragments so far.
    pending: Option<(u8, Vec<u8>)>,
}

impl UpdateReader {
    pub(in crate::rdp) fn new(width: u16, height: u16) -> Result<Self, RdpError> {
        Ok(Self {
            picture: Framebuffer::new(width, height)?,
            pointers: Pointers::default(),
            pending: None,
        })
    }

    /// Applies the updates of one opened fast-path frame. The numbers of frames that were completed go to `frames`.
    pub(in crate::rdp) fn fast(
        &mut self,
        payload: &[u8],
        out: &mut Vec<FromNovice>,
        frames: &mut Vec<u32>,
    ) -> Result<(), RdpError> {
        Reader::all(payload, Structure::FastPathUpdate, |reader| {
            while reader.remaining() >= UPDATE_HEADER {
                let header = reader.u8()?;
                let compressed = header & 0x80 != 0;
                if compressed && reader.u8()? & PACKET_COMPRESSED != 0 {
                    return Err(Misbehaved::NotOffered(Feature::Compression).into());
                }
                let size = reader.u16()?;
                let data = reader.bytes(size.into())?;
                let code = header & 0x0F;
                match (header >> 4) & 0x03 {
                    0 => {
                        self.pending = None;
                        self.apply(code, data, out, frames)?;
                    }
                    2 => self.pending = Some((code, data.to_vec())),
                    last_or_next => {
                        self.append(code, data)?;
                        if last_or_next == 1
                            && let Some((code, whole)) = self.pending.take()
                        {
                            self.apply(code, &whole, out, frames)?;
                        }
                    }
                }
            }
            // Remote Assistance pads: fewer bytes than a header are no update.
            reader.ignore_rest("[MS-RA] 2.2.7.1");
            Ok(())
        })
    }

    /// A slow-path update: the body of a share data PDU of type Update.
    pub(in crate::rdp) fn slow_graphics(&mut self, body: &[u8], out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        let kind = Reader::all(body, Structure::Update, |reader| {
            let kind = reader.optional(Reader::u16)?;
            reader.rest();
            Ok(kind)
        })?;
        let Some(kind) = kind else { return Ok(()) };
        // The numbers of the update types are those of the fast-path codes, and the bodies are the same.
        match u8::try_from(kind) {
            Ok(code @ ORDERS..=SYNCHRONIZE) => self.apply(code, body, out, &mut Vec::new()),
            _ => Err(Structure::Update.bad_value(kind).into()),
        }
    }

    /// The body of a share data PDU of type Pointer.
    pub(in crate::rdp) fn slow_pointer(&mut self, body: &[u8], out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        let update = fenced(Structure::Pointer, || {
            decode_slow_path_pointer(&mut ReadCursor::new(body))
        })?;
        self.pointer(&update, out)
    }

    fn append(&mut self, code: u8, data: &[u8]) -> Result<(), RdpError> {
        let Some((_, whole)) = self.pending.as_mut().filter(|(begun, _)| *begun == code) else {
            return Err(Misbehaved::NoBeginning(Structure::FastPathUpdate).into());
        };
        if whole.len().saturating_add(data.len()) > MAX_UPDATE {
            return Err(Structure::FastPathUpdate
                .too_large(whole.len().saturating_add(data.len()), MAX_UPDATE)
                .into());
        }
        whole.extend_from_slice(data);
        Ok(())
    }

    fn apply(
        &mut self,
        code: u8,
        data: &[u8],
        out: &mut Vec<FromNovice>,
        frames: &mut Vec<u32>,
    ) -> Result<(), RdpError> {
        self.picture.begin_message();
        match code {
            ORDERS => out.push(FromNovice::Ignored("drawing orders")),
            BITMAP => {
                let update = fenced(Structure::BitmapUpdate, || decode::<BitmapUpdateData<'_>>(data))?;
                for bitmap in &update.rectangles {
                    report(self.picture.draw_bitmap(bitmap)?, out);
                }
            }
            PALETTE => self.picture.set_palette(data),
            SYNCHRONIZE => {}
            SURFACE_COMMANDS => self.surface_commands(data, out, frames)?,
            other => {
                let Some(code) = pointer_code(other) else {
                    out.push(FromNovice::Ignored("an unknown update"));
                    return Ok(());
                };
                let update = fenced(Structure::Pointer, || FastPathUpdate::decode_with_code(data, code))?;
                if let FastPathUpdate::Pointer(update) = update {
                    self.pointer(&update, out)?;
                }
            }
        }
        Ok(())
    }

    fn pointer(&mut self, update: &PointerUpdateData<'_>, out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        out.push(match self.pointers.update(update)? {
            Some(update) => FromNovice::Pointer(update),
            None => FromNovice::Ignored("a cached pointer that never came"),
        });
        Ok(())
    }

    /// [MS-RDPBCGR] 2.2.9.2.
    fn surface_commands(
        &mut self,
        data: &[u8],
        out: &mut Vec<FromNovice>,
        frames: &mut Vec<u32>,
    ) -> Result<(), RdpError> {
        Reader::all(data, Structure::SurfaceCommand, |reader| {
            while reader.remaining() >= 2 {
                match reader.u16()? {
                    SET_SURFACE_BITS | STREAM_SURFACE_BITS => self.surface_bits(reader, out)?,
                    FRAME_MARKER => {
                        let action = reader.u16()?;
                        let frame = reader.u32()?;
                        if action == FRAME_END {
                            if frames.len() >= MAX_FRAMES {
                                return Err(Structure::FrameMarker.too_many(MAX_FRAMES).into());
                            }
                            self.picture.tally.frames += 1;
                            frames.push(frame);
                        }
                    }
                    _ => break,
                }
            }
            // What the size of the update counts beyond its commands is padding.
            reader.ignore_rest("[MS-RA] 2.2.7.1");
            Ok(())
        })
    }

    fn surface_bits(&mut self, reader: &mut Reader<'_>, out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        let (left, top) = (reader.u16()?, reader.u16()?);
        // The right and bottom edges are not in agreement between servers; the bitmap's own size is.
        reader.skip("destRight, destBottom", 4)?;
        let bits_per_pixel = reader.u8()?;
        let flags = reader.u8()?;
        reader.skip("reserved", 1)?;
        let codec = reader.u8()?;
        let (width, height) = (reader.u16()?, reader.u16()?);
        let length = reader.u32_length()?;
        if flags & HAS_EXTRA_HEADER != 0 {
            reader.skip("exBitmapDataHeader", EXTRA_HEADER)?;
        }
        let data = reader.bytes(length)?;
        let (Some(right), Some(bottom)) = (left.checked_add(width), top.checked_add(height)) else {
            return Err(Misbehaved::Outside(Structure::SurfaceCommand).into());
        };
        let area = Rect::new(left, top, width, height);
        let changed = match codec {
            REMOTEFX_ID => self.picture.draw_remotefx(area, data)?,
            UNCOMPRESSED_ID => self.picture.draw_bitmap(&BitmapData {
                rectangle: InclusiveRectangle {
                    left,
                    top,
                    right: right.saturating_sub(1),
                    bottom: bottom.saturating_sub(1),
                },
                width,
                height,
                bits_per_pixel: bits_per_pixel.into(),
                compression_flags: Compression::empty(),
                compressed_data_header: None,
                bitmap_data: data,
            })?,
            _ => {
                return Err(Misbehaved::NotOffered(Feature::Codec(codec.into())).into());
            }
        };
        report(changed, out);
        Ok(())
    }
}

fn report(changed: Option<Rect>, out: &mut Vec<FromNovice>) {
    let Some(mut area) = changed else { return };
    if out.len() >= MAX_CHANGES
        && let Some(FromNovice::Changed(last)) = out.last()
    {
        area = area.around(last);
        out.pop();
    }
    out.push(FromNovice::Changed(area));
}

fn pointer_code(code: u8) -> Option<UpdateCode> {
    Some(match code {
        0x5 => UpdateCode::HiddenPointer,
        0x6 => UpdateCode::DefaultPointer,
        0x8 => UpdateCode::PositionPointer,
        0x9 => UpdateCode::ColorPointer,
        0xA => UpdateCode::CachedPointer,
        0xB => UpdateCode::NewPointer,
        0xC => UpdateCode::LargePointer,
        _ => return None,
    })
}
