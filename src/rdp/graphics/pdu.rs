//! The PDUs of the graphics pipeline ([MS-RDPEGFX] 2.2): those that are sent are written, those that may come are read.

use crate::rdp::error::{Feature, Misbehaved, RdpError, Structure, Unsendable};
use crate::rdp::pdu::reader::Reader;
use crate::vocabulary::{Codec, MOST_MONITORS, MonitorArea, Rect};

/// RDPGFX_CMDID (2.2.1.5).
const WIRE_TO_SURFACE_1: u16 = 0x0001;
const SOLID_FILL: u16 = 0x0004;
const SURFACE_TO_SURFACE: u16 = 0x0005;
const CREATE_SURFACE: u16 = 0x0009;
const DELETE_SURFACE: u16 = 0x000A;
const START_FRAME: u16 = 0x000B;
const END_FRAME: u16 = 0x000C;
const FRAME_ACKNOWLEDGE: u16 = 0x000D;
const RESET_GRAPHICS: u16 = 0x000E;
const MAP_SURFACE_TO_OUTPUT: u16 = 0x000F;
const CACHE_IMPORT_OFFER: u16 = 0x0010;
const CAPS_ADVERTISE: u16 = 0x0012;
const CAPS_CONFIRM: u16 = 0x0013;
const QOE_FRAME_ACKNOWLEDGE: u16 = 0x0016;

/// The one surface.
const SURFACE: u16 = 1;
/// RDPGFX_HEADER.
const HEADER: usize = 8;
/// PIXEL_FORMAT_XRGB_8888.
const XRGB: u8 = 0x20;
/// pduLength of RDPGFX_RESET_GRAPHICS, padding included (2.2.2.14).
const RESET_LENGTH: usize = 340;
/// TS_MONITOR_DEF ([MS-RDPBCGR] 2.2.1.3.6.1).
const MONITOR_LENGTH: usize = 20;
/// TS_MONITOR_PRIMARY.
const PRIMARY: u32 = 1;
/// Capability sets in an advertisement; the specification knows eleven.
const MAX_CAPABILITIES: u16 = 64;
/// Rectangles of a fill and places of a copy that one step may have: encoders send hundreds, and these are 128 KiB to
/// hold.
pub const MAX_PLACES: usize = 16_384;

/// RDPGFX_RECT16 ([MS-RDPEGFX] 2.2.1.2): its right and bottom are exclusive.
fn read_rect(reader: &mut Reader<'_>) -> Result<Rect, RdpError> {
    let [left, top, right, bottom] = [reader.u16()?, reader.u16()?, reader.u16()?, reader.u16()?].map(u32::from);
    Rect::between(left, top, right, bottom).ok_or_else(|| {
        let (width, height) = (right.saturating_sub(left), bottom.saturating_sub(top));
        Structure::GraphicsRectangle.bad_size(width, height).into()
    })
}

fn append_rect(rect: Rect, out: &mut Vec<u8>) {
    for side in [rect.left, rect.top, rect.columns().end, rect.rows().end] {
        out.extend_from_slice(&side.to_le_bytes());
    }
}

/// RDPGFX_CODECID (2.2.2.1).
fn codec_id(codec: Codec) -> u16 {
    match codec {
        Codec::Uncompressed => 0x0000,
        Codec::RemoteFx => 0x0003,
        Codec::ClearCodec => 0x0008,
        Codec::Planar => 0x000A,
    }
}

fn codec_of(id: u16) -> Option<Codec> {
    Some(match id {
        0x0000 => Codec::Uncompressed,
        0x0003 => Codec::RemoteFx,
        0x0008 => Codec::ClearCodec,
        0x000A => Codec::Planar,
        _ => return None,
    })
}

/// A capability set of RDPGFX_CAPS_ADVERTISE and RDPGFX_CAPS_CONFIRM ([MS-RDPEGFX] 2.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capability {
    pub version: u32,
    pub flags: u32,
}

impl Capability {
    /// RDPGFX_CAPVERSION_8, _81 and _10.
    const VERSION_8: u32 = 0x0008_0004;
    const VERSION_8_1: u32 = 0x0008_0105;
    const VERSION_10: u32 = 0x000A_0002;
    /// RDPGFX_CAPS_FLAG_AVC_DISABLED.
    const AVC_DISABLED: u32 = 0x20;

    /// What the expert's end announces.
    pub(crate) const OFFERED: [Self; 2] = [
        Self {
            version: Self::VERSION_8_1,
            flags: 0,
        },
        Self {
            version: Self::VERSION_10,
            flags: Self::AVC_DISABLED,
        },
    ];

    /// The one of a client's sets that the novice's end goes by: no set brings anything that is used here beyond the
    /// first, so the one with the fewest surprises is taken, without H.264.
    #[must_use]
    pub fn choose(offered: &[Self]) -> Option<Self> {
        let offers = |version| offered.iter().any(|set| set.version == version);
        if offers(Self::VERSION_8_1) {
            return Some(Self {
                version: Self::VERSION_8_1,
                flags: 0,
            });
        }
        if offers(Self::VERSION_10) {
            return Some(Self {
                version: Self::VERSION_10,
                flags: Self::AVC_DISABLED,
            });
        }
        offers(Self::VERSION_8).then_some(Self {
            version: Self::VERSION_8,
            flags: 0,
        })
    }
}

/// One step of drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GraphicsCommand {
    /// RDPGFX_SOLIDFILL_PDU (2.2.2.4).
    Fill { bgr: [u8; 3], areas: Vec<Rect> },
    /// RDPGFX_SURFACE_TO_SURFACE_PDU (2.2.2.5): left and top of each place; source and destination may overlap.
    Copy { from: Rect, to: Vec<(u16, u16)> },
    /// RDPGFX_WIRE_TO_SURFACE_PDU_1 (2.2.2.1).
    Bits { area: Rect, codec: Codec, data: Vec<u8> },
}

impl GraphicsCommand {
    /// About the bytes that it takes before compression.
    #[must_use]
    pub fn length(&self) -> usize {
        match self {
            Self::Fill { areas, .. } => areas.len().saturating_mul(8).saturating_add(HEADER + 8),
            Self::Copy { to, .. } => to.len().saturating_mul(4).saturating_add(HEADER + 14),
            Self::Bits { data, .. } => data.len().saturating_add(HEADER + 17),
        }
    }

    pub(in crate::rdp) fn append(&self, out: &mut Vec<u8>) -> Result<(), RdpError> {
        match self {
            Self::Fill { bgr, areas } => pdu(SOLID_FILL, out, |out| {
                out.extend_from_slice(&SURFACE.to_le_bytes());
                out.extend_from_slice(bgr);
                out.push(0xFF);
                out.extend_from_slice(&count(areas.len())?.to_le_bytes());
                areas.iter().for_each(|area| append_rect(*area, out));
                Ok(())
            }),
            Self::Copy { from, to } => pdu(SURFACE_TO_SURFACE, out, |out| {
                out.extend_from_slice(&SURFACE.to_le_bytes());
                out.extend_from_slice(&SURFACE.to_le_bytes());
                append_rect(*from, out);
                out.extend_from_slice(&count(to.len())?.to_le_bytes());
                for (left, top) in to {
                    out.extend_from_slice(&left.to_le_bytes());
                    out.extend_from_slice(&top.to_le_bytes());
                }
                Ok(())
            }),
            Self::Bits { area, codec, data } => pdu(WIRE_TO_SURFACE_1, out, |out| {
                let length = u32::try_from(data.len()).map_err(|_| Structure::GraphicsPdu.too_long(data.len()))?;
                out.extend_from_slice(&SURFACE.to_le_bytes());
                out.extend_from_slice(&codec_id(*codec).to_le_bytes());
                out.push(XRGB);
                append_rect(*area, out);
                out.extend_from_slice(&length.to_le_bytes());
                out.extend_from_slice(data);
                Ok(())
            }),
        }
    }
}

fn count(count: usize) -> Result<u16, RdpError> {
    let too_many = RdpError::from(Unsendable::TooMany {
        structure: Structure::GraphicsPlace,
        count,
    });
    u16::try_from(count)
        .ok()
        .filter(|count| usize::from(*count) <= MAX_PLACES)
        .ok_or(too_many)
}

/// Appends a PDU around what `body` appends; on an error `out` is as it was.
fn pdu(
    command: u16,
    out: &mut Vec<u8>,
    body: impl FnOnce(&mut Vec<u8>) -> Result<(), RdpError>,
) -> Result<(), RdpError> {
    let start = out.len();
    out.extend_from_slice(&command.to_le_bytes());
    out.extend_from_slice(&[0; HEADER - 2]);
    let written = body(out).and_then(|()| {
        let length = out.len().saturating_sub(start);
        u32::try_from(length).map_err(|_| Structure::GraphicsPdu.too_long(length).into())
    });
    match written {
        Ok(length) => {
            if let Some(field) = out.get_mut(start..).and_then(|pdu| pdu.get_mut(4..HEADER)) {
                field.copy_from_slice(&length.to_le_bytes());
            }
            Ok(())
        }
        Err(error) => {
            out.truncate(start);
            Err(error)
        }
    }
}

/// A PDU whose body cannot be too long.
fn short_pdu(command: u16, out: &mut Vec<u8>, body: &[&[u8]]) {
    let length = body.iter().map(|part| part.len()).sum::<usize>().saturating_add(HEADER);
    out.extend_from_slice(&command.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
    body.iter().for_each(|part| out.extend_from_slice(part));
}

/// RDPGFX_START_FRAME_PDU (2.2.2.11), without a time of day.
pub(in crate::rdp) fn append_start(frame: u32, out: &mut Vec<u8>) {
    short_pdu(START_FRAME, out, &[&[0; 4], &frame.to_le_bytes()]);
}

/// RDPGFX_END_FRAME_PDU (2.2.2.12).
pub(in crate::rdp) fn append_end(frame: u32, out: &mut Vec<u8>) {
    short_pdu(END_FRAME, out, &[&frame.to_le_bytes()]);
}

/// RDPGFX_RESET_GRAPHICS_PDU (2.2.2.14), then the surface in its place: an old one, if there is one, is deleted before.
/// Without monitors, or with more than there is room for, the desktop is one.
pub(in crate::rdp) fn append_reset(
    width: u16,
    height: u16,
    monitors: &[MonitorArea],
    old_surface: bool,
    out: &mut Vec<u8>,
) {
    let surface = SURFACE.to_le_bytes();
    if old_surface {
        short_pdu(DELETE_SURFACE, out, &[&surface]);
    }
    let (wide, high) = (u32::from(width), u32::from(height));
    let whole = [MonitorArea {
        area: Rect::new(0, 0, width, height),
        primary: true,
    }];
    let monitors = match monitors.len() {
        1..=MOST_MONITORS => monitors,
        _ => &whole,
    };
    let count = u32::try_from(monitors.len()).unwrap_or(0);
    let mut body = [0; RESET_LENGTH - HEADER];
    let fields = [wide, high, count].map(u32::to_le_bytes);
    let fields = fields.into_iter().chain(monitor_fields(monitors));
    for (place, field) in body.chunks_exact_mut(4).zip(fields) {
        place.copy_from_slice(&field);
    }
    short_pdu(RESET_GRAPHICS, out, &[&body]);
    let size = [width.to_le_bytes(), height.to_le_bytes()].concat();
    short_pdu(CREATE_SURFACE, out, &[&surface, &size, &[XRGB]]);
    // reserved, outputOriginX, outputOriginY
    short_pdu(MAP_SURFACE_TO_OUTPUT, out, &[&surface, &[0; 10]]);
}

/// TS_MONITOR_DEF, one after the other: both corners belong to the monitor, and the first of the primary one is the
/// origin ([MS-RDPBCGR] 2.2.1.3.6).
fn monitor_fields(monitors: &[MonitorArea]) -> impl Iterator<Item = [u8; 4]> {
    let primary = monitors.iter().position(|monitor| monitor.primary).unwrap_or(0);
    let origin = monitors.get(primary).map_or((0, 0), |monitor| {
        (i64::from(monitor.area.left), i64::from(monitor.area.top))
    });
    let coordinate = |along: u32, origin: i64| {
        let along = i64::from(along).saturating_sub(origin);
        i32::try_from(along).unwrap_or(0).to_le_bytes()
    };
    monitors.iter().enumerate().flat_map(move |(index, monitor)| {
        let Rect { left, top, .. } = monitor.area;
        [
            coordinate(left.into(), origin.0),
            coordinate(top.into(), origin.1),
            coordinate(monitor.area.right().saturating_sub(1), origin.0),
            coordinate(monitor.area.bottom().saturating_sub(1), origin.1),
            (if index == primary { PRIMARY } else { 0 }).to_le_bytes(),
        ]
    })
}

/// RDPGFX_CAPS_CONFIRM_PDU (2.2.2.19).
pub(in crate::rdp) fn append_confirm(set: Capability, out: &mut Vec<u8>) {
    let fields = [set.version, 4, set.flags].map(u32::to_le_bytes).concat();
    short_pdu(CAPS_CONFIRM, out, &[&fields]);
}

/// RDPGFX_CAPS_ADVERTISE_PDU (2.2.2.18).
pub(in crate::rdp) fn append_advertise(sets: &[Capability], out: &mut Vec<u8>) {
    let mut body = u16::try_from(sets.len()).unwrap_or(0).to_le_bytes().to_vec();
    for set in sets {
        body.extend_from_slice(&[set.version, 4, set.flags].map(u32::to_le_bytes).concat());
    }
    short_pdu(CAPS_ADVERTISE, out, &[&body]);
}

/// RDPGFX_FRAME_ACKNOWLEDGE_PDU (2.2.2.13).
pub(in crate::rdp) fn append_acknowledge(queue_depth: u32, frame: u32, decoded: u32, out: &mut Vec<u8>) {
    let fields = [queue_depth, frame, decoded].map(u32::to_le_bytes).concat();
    short_pdu(FRAME_ACKNOWLEDGE, out, &[&fields]);
}

/// What a client says on the graphics channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromClient {
    Advertised(Vec<Capability>),
    /// The frame of this number and all before it are decoded. `queue_depth` is the client's own backlog in bytes, 0 if
    /// it does not say, or [`super::SUSPEND_ACKNOWLEDGEMENT`].
    Acknowledged {
        queue_depth: u32,
        frame: u32,
    },
    /// What a client kept of an earlier session; nothing is ever taken from there.
    CacheOffered,
    /// How long decoding took: for the record of others.
    Timing,
    Other,
}

/// Reads one message of a client: one or more PDUs, neither compressed nor in segments.
pub(in crate::rdp) fn read_client(message: &[u8], out: &mut Vec<FromClient>) -> Result<(), RdpError> {
    Reader::all(message, Structure::GraphicsPdu, |reader| {
        while !reader.is_empty() {
            let (command, body) = next_pdu(reader)?;
            out.push(Reader::all(body, Structure::GraphicsPdu, |body| {
                from_client(command, body)
            })?);
        }
        Ok(())
    })
}

fn from_client(command: u16, body: &mut Reader<'_>) -> Result<FromClient, RdpError> {
    Ok(match command {
        CAPS_ADVERTISE => FromClient::Advertised(capabilities(body)?),
        FRAME_ACKNOWLEDGE => {
            let (queue_depth, frame) = (body.u32()?, body.u32()?);
            body.skip("totalFramesDecoded", 4)?;
            FromClient::Acknowledged { queue_depth, frame }
        }
        CACHE_IMPORT_OFFER => {
            let count = usize::from(body.u16()?);
            body.skip("cacheEntries", count.saturating_mul(12))?;
            FromClient::CacheOffered
        }
        QOE_FRAME_ACKNOWLEDGE => {
            body.skip("frameId, timestamp, timeDiffSE, timeDiffEDR", 12)?;
            FromClient::Timing
        }
        _ => {
            body.ignore_rest("[MS-RDPEGFX] 2.2.1.5");
            FromClient::Other
        }
    })
}

/// The next PDU's number and body.
fn next_pdu<'a>(reader: &mut Reader<'a>) -> Result<(u16, &'a [u8]), RdpError> {
    let command = reader.u16()?;
    reader.skip("flags", 2)?;
    let length = reader.u32_length()?;
    let body = length
        .checked_sub(HEADER)
        .ok_or(Structure::GraphicsPdu.bad_length(length))?;
    Ok((command, reader.bytes(body)?))
}

fn capabilities(body: &mut Reader<'_>) -> Result<Vec<Capability>, RdpError> {
    let count = body.u16()?;
    if count > MAX_CAPABILITIES {
        return Err(Structure::GraphicsCapabilitySet
            .too_many(MAX_CAPABILITIES.into())
            .into());
    }
    let mut sets = Vec::new();
    for _ in 0..count {
        let version = body.u32()?;
        let length = body.u32_length()?;
        let flags = body.part(length, Structure::GraphicsCapabilitySet, |data| {
            // Version 10.1 has reserved bytes and no flags; they are zero.
            let flags = data.optional(Reader::u32)?.unwrap_or(0);
            data.ignore_rest("[MS-RDPEGFX] 2.2.3");
            Ok(flags)
        })?;
        sets.push(Capability { version, flags });
    }
    Ok(sets)
}

/// What a server says on the graphics channel, borrowed from the decompressed message.
pub(in crate::rdp) enum FromServer<'a> {
    Start,
    End {
        frame: u32,
    },
    Fill {
        bgr: [u8; 3],
        areas: Vec<Rect>,
    },
    Copy {
        from: Rect,
        to: Vec<(u16, u16)>,
    },
    Bits {
        area: Rect,
        codec: Codec,
        data: &'a [u8],
    },
    Reset {
        width: u16,
        height: u16,
        monitors: Vec<MonitorArea>,
    },
    Create {
        width: u16,
        height: u16,
    },
    Delete,
    Map {
        left: u32,
        top: u32,
    },
    Confirm,
    Other,
}

impl<'a> FromServer<'a> {
    /// Takes the next PDU off a decompressed message; `None` at its end.
    pub(in crate::rdp) fn next(reader: &mut Reader<'a>) -> Result<Option<Self>, RdpError> {
        if reader.is_empty() {
            return Ok(None);
        }
        let (command, body) = next_pdu(reader)?;
        Reader::all(body, Structure::GraphicsPdu, |body| Self::read(command, body)).map(Some)
    }

    /// A table: one PDU an arm.
    fn read(command: u16, body: &mut Reader<'a>) -> Result<Self, RdpError> {
        Ok(match command {
            START_FRAME => {
                body.skip("timestamp, frameId", 8)?;
                Self::Start
            }
            END_FRAME => Self::End { frame: body.u32()? },
            SOLID_FILL => {
                surface(body)?;
                let [blue, green, red, _] = body.array()?;
                let count = places(body)?;
                let areas = (0..count).map(|_| read_rect(body));
                Self::Fill {
                    bgr: [blue, green, red],
                    areas: areas.collect::<Result<_, _>>()?,
                }
            }
            SURFACE_TO_SURFACE => {
                surface(body)?;
                surface(body)?;
                let from = read_rect(body)?;
                let count = places(body)?;
                let to = (0..count).map(|_| Ok((body.u16()?, body.u16()?)));
                Self::Copy {
                    from,
                    to: to.collect::<Result<_, RdpError>>()?,
                }
            }
            WIRE_TO_SURFACE_1 => {
                surface(body)?;
                let codec = body.u16()?;
                let codec =
                    codec_of(codec).ok_or_else(|| RdpError::from(Misbehaved::NotOffered(Feature::Codec(codec))))?;
                body.skip("pixelFormat", 1)?;
                let area = read_rect(body)?;
                let length = body.u32_length()?;
                Self::Bits {
                    area,
                    codec,
                    data: body.bytes(length)?,
                }
            }
            RESET_GRAPHICS => {
                let (width, height) = (body.u32()?, body.u32()?);
                let monitors = read_monitors(body, width, height)?;
                match (u16::try_from(width), u16::try_from(height)) {
                    (Ok(width), Ok(height)) => Self::Reset {
                        width,
                        height,
                        monitors,
                    },
                    _ => {
                        return Err(Structure::Desktop.bad_size(width, height).into());
                    }
                }
            }
            CREATE_SURFACE => {
                surface(body)?;
                let (width, height) = (body.u16()?, body.u16()?);
                body.skip("pixelFormat", 1)?;
                Self::Create { width, height }
            }
            DELETE_SURFACE => {
                surface(body)?;
                Self::Delete
            }
            MAP_SURFACE_TO_OUTPUT => {
                surface(body)?;
                body.skip("reserved", 2)?;
                Self::Map {
                    left: body.u32()?,
                    top: body.u32()?,
                }
            }
            CAPS_CONFIRM => {
                body.skip("version", 4)?;
                let length = body.u32_length()?;
                body.skip("capsData", length)?;
                Self::Confirm
            }
            _ => {
                body.ignore_rest("[MS-RDPEGFX] 2.2.1.5");
                Self::Other
            }
        })
    }
}

/// monitorCount, monitorDefArray and pad of RDPGFX_RESET_GRAPHICS_PDU (2.2.2.14), as parts of a desktop of this size.
/// Whatever their origin is, the corner of the rectangle around all of them is the desktop's. None of them may reach
/// beyond it, and only one may be primary.
fn read_monitors(body: &mut Reader<'_>, width: u32, height: u32) -> Result<Vec<MonitorArea>, RdpError> {
    let count = body.u32_length()?;
    let unused = MOST_MONITORS
        .checked_sub(count)
        .ok_or(Structure::Monitor.too_many(MOST_MONITORS))?;
    let mut read = Vec::with_capacity(count);
    for _ in 0..count {
        let corners = [body.array()?, body.array()?, body.array()?, body.array()?];
        let flags = body.u32()?;
        read.push((corners.map(|bytes| i64::from(i32::from_le_bytes(bytes))), flags));
    }
    body.skip("pad", unused.saturating_mul(MONITOR_LENGTH))?;
    let left = read.iter().map(|([left, ..], _)| *left).min().unwrap_or(0);
    let top = read.iter().map(|([_, top, ..], _)| *top).min().unwrap_or(0);
    let mut monitors = Vec::with_capacity(count);
    for ([from_x, from_y, to_x, to_y], flags) in read {
        let place = |along: i64, origin: i64| u32::try_from(along.saturating_sub(origin)).unwrap_or(u32::MAX);
        let (from, to) = (
            (place(from_x, left), place(from_y, top)),
            (place(to_x, left), place(to_y, top)),
        );
        // The last column and row belong to it.
        let (right, bottom) = (to.0.saturating_add(1), to.1.saturating_add(1));
        if to_x < from_x || to_y < from_y || right > width || bottom > height {
            return Err(Misbehaved::Outside(Structure::Monitor).into());
        }
        let area = Rect::between(from.0, from.1, right, bottom).ok_or(Misbehaved::Outside(Structure::Monitor))?;
        let primary = flags & PRIMARY != 0;
        if primary && monitors.iter().any(|before: &MonitorArea| before.primary) {
            return Err(Structure::Monitor.bad_value(flags).into());
        }
        monitors.push(MonitorArea { area, primary });
    }
    Ok(monitors)
}

/// There is one surface, whose number the novice's end always uses.
fn surface(body: &mut Reader<'_>) -> Result<(), RdpError> {
    match body.u16()? {
        SURFACE => Ok(()),
        other => Err(Structure::Surface.bad_value(other).into()),
    }
}

fn places(body: &mut Reader<'_>) -> Result<usize, RdpError> {
    match usize::from(body.u16()?) {
        count if count <= MAX_PLACES => Ok(count),
        _ => Err(Structure::GraphicsPlace.too_many(MAX_PLACES).into()),
    }
}
