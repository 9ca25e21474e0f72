//! Fast-path updates ([MS-RDPBCGR] 2.2.9.1.2): bitmaps packed into few PDUs, pointers, and the waiting picture.
//!
//! Nothing here knows encryption: an update is handed over as the content of one or more fast-path PDUs.

use crate::codec::{interleaved, planar};
use crate::rdp::error::{RdpError, Structure, Unsendable};
use crate::rdp::messages::BitmapPart;
use crate::vocabulary::{PointerShape, PointerUpdate, Rect};

/// updateCode, 2.2.9.1.2.1.
const BITMAP: u8 = 0x1;
const SYNCHRONIZE: u8 = 0x3;
const POINTER_HIDDEN: u8 = 0x5;
const POINTER_DEFAULT: u8 = 0x6;
const POINTER_POSITION: u8 = 0x8;
const POINTER_COLOR: u8 = 0x9;
const POINTER_NEW: u8 = 0xB;

/// fragmentation, 2.2.9.1.2.1.
const SINGLE: u8 = 0;
const LAST: u8 = 1;
const FIRST: u8 = 2;
const NEXT: u8 = 3;

/// updateHeader 1, size 2.
const UPDATE_HEADER: usize = 3;
/// updateType 2, numberRectangles 2.
const BITMAP_HEADER: usize = 4;
/// TS_BITMAP_DATA without its data, 2.2.9.1.1.3.1.2.2.
const PART_HEADER: usize = 18;
/// TS_CD_HEADER, 2.2.9.1.1.3.1.2.3.
const COMPRESSION_HEADER: usize = 8;

const UPDATETYPE_BITMAP: u16 = 1;
const BITMAP_COMPRESSION: u16 = 0x0001;
const NO_BITMAP_COMPRESSION_HEADER: u16 = 0x0400;

/// What a client takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest content of one fast-path PDU, bytes.
    pub pdu: usize,
    /// The longest update that it puts together from several PDUs, bytes; 0 if it takes no fragments.
    pub multifragment: usize,
    /// Compressed bitmaps go without TS_CD_HEADER.
    pub no_compression_header: bool,
    /// Width and height that a pointer may have.
    pub largest_pointer: u16,
    /// Pointers may have 32 bits a pixel; otherwise they get 24.
    pub new_pointers: bool,
    /// The depth of every bitmap.
    pub bits_per_pixel: u8,
}

/// Gives the content of each PDU of a bitmap update to `send`, in order.
///
/// The data of an uncompressed part has its rows from the bottom, each padded to 4 bytes (and FreeRDP ignores the
/// padding, so that widths should be multiples of 4 below 32 bits a pixel). Every part is checked before the first is
/// sent.
pub fn bitmaps(
    parts: &[BitmapPart],
    limits: &Limits,
    mut send: impl FnMut(&[u8]) -> Result<(), RdpError>,
) -> Result<(), RdpError> {
    for part in parts {
        check(part, limits)?;
    }
    let room = limits.pdu.saturating_sub(UPDATE_HEADER);
    let mut update = Vec::with_capacity(limits.pdu);
    let mut rest = parts;
    while let Some(first) = rest.first() {
        let mut length = BITMAP_HEADER.saturating_add(part_length(first, limits));
        let mut count = 1;
        while let Some(next) = rest.get(count) {
            let longer = length.saturating_add(part_length(next, limits));
            if longer > room || count == usize::from(u16::MAX) {
                break;
            }
            length = longer;
            count = count.saturating_add(1);
        }
        let (these, later) = rest.split_at(count.min(rest.len()));
        update.clear();
        update.extend_from_slice(&HEADER_ROOM);
        update.extend_from_slice(&UPDATETYPE_BITMAP.to_le_bytes());
        update.extend_from_slice(&u16::try_from(these.len()).unwrap_or(u16::MAX).to_le_bytes());
        for part in these {
            write_part(part, limits, &mut update)?;
        }
        send_update(BITMAP, &mut update, limits, &mut send)?;
        rest = later;
    }
    Ok(())
}

/// Whether a part can be sent at all.
fn check(part: &BitmapPart, limits: &Limits) -> Result<(), RdpError> {
    let bytes_per_pixel = match part.bits_per_pixel {
        15 | 16 => 2,
        24 => 3,
        32 => 4,
        other => return Err(Unsendable::Depth(other).into()),
    };
    if part.bits_per_pixel != limits.bits_per_pixel {
        return Err(Unsendable::Depth(part.bits_per_pixel).into());
    }
    let area = part.area;
    let ends = [(area.left, area.width), (area.top, area.height)];
    if ends
        .iter()
        .any(|(start, length)| *length == 0 || start.checked_add(*length - 1).is_none())
    {
        return Err(Unsendable::BadSize {
            structure: Structure::Bitmap,
            width: area.width,
            height: area.height,
        }
        .into());
    }
    let row = usize::from(area.width)
        .saturating_mul(bytes_per_pixel)
        .next_multiple_of(4);
    if !part.compressed && part.data.len() != row.saturating_mul(usize::from(area.height)) {
        return Err(Unsendable::DataLength(Structure::Bitmap).into());
    }
    let length = BITMAP_HEADER.saturating_add(part_length(part, limits));
    if data_length(part, limits) > usize::from(u16::MAX)
        || (length > limits.pdu.saturating_sub(UPDATE_HEADER) && length > limits.multifragment)
    {
        return Err(Structure::Bitmap.too_long(length).into());
    }
    Ok(())
}

fn has_compression_header(part: &BitmapPart, limits: &Limits) -> bool {
    part.compressed && !limits.no_compression_header
}

/// bitmapLength.
fn data_length(part: &BitmapPart, limits: &Limits) -> usize {
    let header = if has_compression_header(part, limits) {
        COMPRESSION_HEADER
    } else {
        0
    };
    part.data.len().saturating_add(header)
}

fn part_length(part: &BitmapPart, limits: &Limits) -> usize {
    data_length(part, limits).saturating_add(PART_HEADER)
}

fn write_part(part: &BitmapPart, limits: &Limits, update: &mut Vec<u8>) -> Result<(), RdpError> {
    let too_long = |_| Structure::Bitmap.too_long(part.data.len());
    let flags = match (part.compressed, limits.no_compression_header) {
        (false, _) => 0,
        (true, false) => BITMAP_COMPRESSION,
        (true, true) => BITMAP_COMPRESSION | NO_BITMAP_COMPRESSION_HEADER,
    };
    let length = u16::try_from(data_length(part, limits)).map_err(too_long)?;
    let area = part.area;
    for field in [
        area.left,
        area.top,
        area.left.saturating_add(area.width.saturating_sub(1)),
        area.top.saturating_add(area.height.saturating_sub(1)),
        area.width,
        area.height,
        u16::from(part.bits_per_pixel),
        flags,
        length,
    ] {
        update.extend_from_slice(&field.to_le_bytes());
    }
    if has_compression_header(part, limits) {
        let row = area.width.saturating_mul(u16::from(part.bits_per_pixel.div_ceil(8)));
        let body = u16::try_from(part.data.len()).map_err(too_long)?;
        for field in [0, body, row, row.saturating_mul(area.height)] {
            update.extend_from_slice(&field.to_le_bytes());
        }
    }
    update.extend_from_slice(&part.data);
    Ok(())
}

/// What stands before an update's content until its header is written.
const HEADER_ROOM: [u8; UPDATE_HEADER] = [0; UPDATE_HEADER];

/// Hands an update over, whole or, if it is longer than a PDU, in fragments. `update` begins with [`HEADER_ROOM`].
fn send_update(
    code: u8,
    update: &mut [u8],
    limits: &Limits,
    send: &mut impl FnMut(&[u8]) -> Result<(), RdpError>,
) -> Result<(), RdpError> {
    let room = limits.pdu.saturating_sub(UPDATE_HEADER);
    let length = update.len().saturating_sub(UPDATE_HEADER);
    if length <= room {
        write_header(code, SINGLE, length, update)?;
        return send(update);
    }
    if room == 0 || length > limits.multifragment {
        return Err(Structure::FastPathUpdate.too_long(length).into());
    }
    let content = update.get(UPDATE_HEADER..).unwrap_or_default();
    let mut fragment = Vec::with_capacity(limits.pdu);
    let mut place = FIRST;
    let mut chunks = content.chunks(room).peekable();
    while let Some(chunk) = chunks.next() {
        if chunks.peek().is_none() {
            place = LAST;
        }
        fragment.clear();
        fragment.extend_from_slice(&HEADER_ROOM);
        fragment.extend_from_slice(chunk);
        write_header(code, place, chunk.len(), &mut fragment)?;
        send(&fragment)?;
        place = NEXT;
    }
    Ok(())
}

/// TS_FP_UPDATE's header, 2.2.9.1.2.1.
fn write_header(code: u8, place: u8, length: usize, update: &mut [u8]) -> Result<(), RdpError> {
    let [low, high] = u16::try_from(length)
        .map_err(|_| Structure::FastPathUpdate.too_long(length))?
        .to_le_bytes();
    if let Some(header) = update.first_chunk_mut::<UPDATE_HEADER>() {
        *header = [code | place << 4, low, high];
    }
    Ok(())
}

/// Gives the content of each PDU of a pointer update to `send`.
///
/// A shape must be at least 1×1 and at most `largest_pointer` wide and high (scaling or cropping is the caller's
/// matter), its hot spot inside of it, its data as long as its size says.
pub fn pointer(
    pointer: &PointerUpdate,
    limits: &Limits,
    mut send: impl FnMut(&[u8]) -> Result<(), RdpError>,
) -> Result<(), RdpError> {
    let mut update = HEADER_ROOM.to_vec();
    let code = match pointer {
        PointerUpdate::Hidden => POINTER_HIDDEN,
        PointerUpdate::Default => POINTER_DEFAULT,
        PointerUpdate::Position { x, y } => {
            update.extend_from_slice(&x.to_le_bytes());
            update.extend_from_slice(&y.to_le_bytes());
            POINTER_POSITION
        }
        PointerUpdate::Shape(PointerShape {
            hot_x,
            hot_y,
            width,
            height,
            bgra,
        }) => {
            let sides = 1..=limits.largest_pointer;
            let pixels = usize::from(*width).saturating_mul(usize::from(*height));
            if !sides.contains(width) || !sides.contains(height) || hot_x >= width || hot_y >= height {
                return Err(Unsendable::BadSize {
                    structure: Structure::Pointer,
                    width: *width,
                    height: *height,
                }
                .into());
            }
            if bgra.len() != pixels.saturating_mul(4) {
                return Err(Unsendable::DataLength(Structure::Pointer).into());
            }
            let (xor, and) = masks(usize::from(*width), bgra, limits.new_pointers);
            if limits.new_pointers {
                update.extend_from_slice(&32u16.to_le_bytes());
            }
            let too_long = |_| Structure::Pointer.too_long(bgra.len());
            let (xor_length, and_length) = (
                u16::try_from(xor.len()).map_err(too_long)?,
                u16::try_from(and.len()).map_err(too_long)?,
            );
            // One place of the cache, overwritten each time: nothing is ever recalled from it.
            for field in [0, *hot_x, *hot_y, *width, *height, and_length, xor_length] {
                update.extend_from_slice(&field.to_le_bytes());
            }
            update.extend_from_slice(&xor);
            update.extend_from_slice(&and);
            update.push(0);
            if limits.new_pointers {
                POINTER_NEW
            } else {
                POINTER_COLOR
            }
        }
    };
    send_update(code, &mut update, limits, &mut send)
}

/// XOR mask (32 or 24 bits a pixel) and AND mask (1 bit) of a pointer, rows from the bottom, padded to 2 bytes
/// (2.2.9.1.1.4.4).
fn masks(width: usize, bgra: &[u8], with_alpha: bool) -> (Vec<u8>, Vec<u8>) {
    let (mut xor, mut and) = (Vec::with_capacity(bgra.len()), Vec::new());
    for row in bgra.chunks_exact(width.saturating_mul(4).max(1)).rev() {
        let mut bits = vec![0u8; width.div_ceil(8).next_multiple_of(2)];
        let row_start = xor.len();
        for (x, pixel) in row.chunks_exact(4).enumerate() {
            let &[blue, green, red, alpha] = pixel else { continue };
            // Without alpha channel a pixel is there or not; half is where the eye puts the border.
            let absent = if with_alpha { alpha == 0 } else { alpha < 0x80 };
            if absent {
                // AND 1 and XOR 0 leave the screen as it is; any other XOR would invert it.
                xor.extend_from_slice(if with_alpha { &[0; 4] } else { &[0; 3] });
                if let Some(byte) = bits.get_mut(x / 8) {
                    *byte |= 0x80 >> (x % 8);
                }
            } else {
                xor.extend_from_slice(&[blue, green, red]);
                if with_alpha {
                    xor.push(alpha);
                }
            }
        }
        if (xor.len() - row_start) % 2 == 1 {
            xor.push(0);
        }
        and.extend_from_slice(&bits);
    }
    (xor, and)
}

/// The content of a fast-path PDU that every client ignores (TS_FP_UPDATE_SYNCHRONIZE, 2.2.9.1.2.1.4).
pub(super) const SYNCHRONIZE_PDU: [u8; UPDATE_HEADER] = [SYNCHRONIZE, 0, 0];

/// The colour of the waiting picture, blue, green, red.
pub const WAITING: [u8; 3] = [0x36, 0x32, 0x30];
/// Small enough that a part of it, compressed, fits in a PDU with many others.
const WAITING_TILE: (u16, u16) = (256, 64);

/// A plain picture, which depends on nothing but its size and the client's pixel format. Each part is made when it is
/// asked for: the largest picture takes megabytes, and a client that asks for that size has proved nothing yet.
///
/// `bits_per_pixel` 15, 16 and 24 are interleaved RLE ([MS-RDPBCGR] 2.2.9.1.1.3.1.2.4), 32 is RDP 6 planar
/// ([MS-RDPEGDI] 2.2.2.5.1) with an alpha plane unless `skip_alpha`.
pub fn waiting_picture(
    width: u16,
    height: u16,
    bits_per_pixel: u8,
    skip_alpha: bool,
) -> impl Iterator<Item = BitmapPart> + use<> {
    let lefts = move || (0..width).step_by(usize::from(WAITING_TILE.0));
    let tops = (0..height).step_by(usize::from(WAITING_TILE.1));
    let places = tops.flat_map(move |top| lefts().map(move |left| (left, top)));
    places.map(move |(left, top)| {
        let width = WAITING_TILE.0.min(width.saturating_sub(left));
        let height = WAITING_TILE.1.min(height.saturating_sub(top));
        let data = match bits_per_pixel {
            32 => planar::flat(WAITING, width, height, !skip_alpha),
            depth => interleaved::flat(WAITING, width, height, depth),
        };
        BitmapPart {
            area: Rect::new(left, top, width, height),
            bits_per_pixel,
            compressed: true,
            data,
        }
    })
}
