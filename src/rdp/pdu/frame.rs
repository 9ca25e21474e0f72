//! Frames: where one ends in a stream of bytes, and the MCS Send Data envelope of slow-path PDUs. What stands inside an
//! envelope is the business of `security` and of the machines.

use crate::rdp::error::{RdpError, Structure, Unsendable};
use crate::rdp::pdu::reader::Reader;

/// The longest frame that is waited for, in bytes. RDP's own lengths (fast path, MCS user data) have 15 bits; a
/// slow-path frame adds at most 15 bytes around its user data. Longer ones exist only to make this end buffer.
pub const MAX_FRAME: usize = 0x7FFF + SEND_DATA_HEADER;

/// The longest fast-path frame that is sent, header included: what FreeRDP takes.
pub const MAX_FAST_SENT: usize = 0x3FFF;

/// The longest user data of a slow-path frame that is sent: a PER length of 14 bits without fragmentation.
pub const MAX_USER_DATA_SENT: usize = 0x3FFF;

/// TPKT 4, X.224 data 3, MCS choice 1, initiator 2, channel 2, priority 1, length 2.
const SEND_DATA_HEADER: usize = 15;

const TPKT_VERSION: u8 = 3;
/// A TPKT header and the shortest X.224 TPDU (RFC 1006, section 6).
const TPKT_MIN: usize = 7;
/// The two low bits of a fast-path frame's first byte ([MS-RDPBCGR] 2.2.8.1.2).
const FAST_ACTION_MASK: u8 = 0x03;
const FAST_LONG_LENGTH: u8 = 0x80;

/// The length of the frame at the beginning of `bytes`, TPKT or fast-path; `None` while more bytes are needed to tell.
pub fn frame_length(bytes: &[u8]) -> Result<Option<usize>, RdpError> {
    let Some(&first) = bytes.first() else {
        return Ok(None);
    };
    let (length, least) = if first == TPKT_VERSION {
        match bytes {
            [_, _, high, low, ..] => (usize::from(u16::from_be_bytes([*high, *low])), TPKT_MIN),
            _ => return Ok(None),
        }
    } else if first & FAST_ACTION_MASK == 0 {
        match bytes {
            [_, length, ..] if length & FAST_LONG_LENGTH == 0 => (usize::from(*length), 2),
            [_, high, low, ..] => (fast_long_length(*high, *low), 3),
            _ => return Ok(None),
        }
    } else {
        return Err(Structure::Frame.bad_value(first).into());
    };
    if length < least {
        return Err(Structure::Frame.bad_length(length).into());
    }
    if length > MAX_FRAME {
        return Err(Structure::Frame.too_large(length, MAX_FRAME).into());
    }
    Ok(Some(length))
}

/// Whether this frame takes the fast path; the others are TPKT.
pub fn is_fast(frame: &[u8]) -> bool {
    frame.first().is_some_and(|first| first & FAST_ACTION_MASK == 0)
}

/// The length of a whole fast-path frame's header (2 or 3), with the length that it gives checked against the frame's
/// own.
pub(in crate::rdp) fn fast_header_length(frame: &[u8]) -> Result<usize, RdpError> {
    if !is_fast(frame) || frame_length(frame)? != Some(frame.len()) {
        return Err(Structure::Frame.bad_length(frame.len()).into());
    }
    let long = frame.get(1).is_some_and(|length| length & FAST_LONG_LENGTH != 0);
    Ok(if long { 3 } else { 2 })
}

fn fast_long_length(high: u8, low: u8) -> usize {
    usize::from(u16::from_be_bytes([high & !FAST_LONG_LENGTH, low]))
}

/// Which end sends a slow-path PDU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendDataKind {
    /// MCS Send Data Request, client to server.
    Request,
    /// MCS Send Data Indication, server to client.
    Indication,
}

impl SendDataKind {
    /// The DomainMCSPDU choice (T.125, 25 and 26) in its six bits.
    pub(in crate::rdp) fn choice(self) -> u8 {
        match self {
            Self::Request => 25 << 2,
            Self::Indication => 26 << 2,
        }
    }
}

/// One MCS Send Data PDU, its user data open for decryption in place.
#[derive(Debug, PartialEq, Eq)]
pub struct SendData<'a> {
    /// The sender's user channel.
    pub initiator: u16,
    /// The channel that the data is for.
    pub channel: u16,
    pub user_data: &'a mut [u8],
}

/// MCS user channels are numbered from here; the wire bears the difference.
const MCS_USER_BASE: u16 = 1001;
/// High priority, first and last segment.
const MCS_PRIORITY: u8 = 0x70;

/// Takes a whole TPKT frame apart if it is an MCS Send Data PDU of this kind; `None` if it is another X.224 or MCS PDU.
/// Nothing may follow the user data.
pub fn send_data(frame: &mut [u8], kind: SendDataKind) -> Result<Option<SendData<'_>>, RdpError> {
    if is_fast(frame) || frame_length(frame)? != Some(frame.len()) {
        return Err(Structure::Frame.bad_length(frame.len()).into());
    }
    let read = Reader::all(frame, Structure::SendData, |reader| {
        reader.skip("TPKT header", 4)?;
        if reader.bytes(3)? != [2, 0xF0, 0x80] || reader.is_empty() || reader.u8()? & 0xFC != kind.choice() {
            reader.rest();
            return Ok(None);
        }
        let initiator = reader.u16_be()?;
        let channel = reader.u16_be()?;
        reader.skip("dataPriority, segmentation", 1)?;
        let length = per_length(reader)?;
        if reader.rest().len() != length {
            return Err(Structure::SendData.bad_length(length).into());
        }
        let initiator = initiator
            .checked_add(MCS_USER_BASE)
            .ok_or(Structure::SendData.bad_value(initiator))?;
        Ok(Some((initiator, channel, length)))
    })?;
    let Some((initiator, channel, length)) = read else {
        return Ok(None);
    };
    let header = frame.len().saturating_sub(length);
    Ok(frame.get_mut(header..).map(|user_data| SendData {
        initiator,
        channel,
        user_data,
    }))
}

/// A length as the aligned PER of T.124 and T.125 writes it, below 32768.
pub(in crate::rdp) fn per_length(reader: &mut Reader<'_>) -> Result<usize, RdpError> {
    let first = reader.u8()?;
    if first & 0x80 == 0 {
        return Ok(usize::from(first));
    }
    Ok(usize::from(u16::from_be_bytes([first & 0x7F, reader.u8()?])))
}

/// Appends a whole slow-path frame: TPKT, X.224 and MCS headers around the user data that `fill` appends.
/// On an error `out` is as it was.
pub fn write_send_data(
    out: &mut Vec<u8>,
    kind: SendDataKind,
    initiator: u16,
    channel: u16,
    fill: impl FnOnce(&mut Vec<u8>) -> Result<(), RdpError>,
) -> Result<(), RdpError> {
    let start = out.len();
    let filled = write_send_data_at(out, start, kind, initiator, channel, fill);
    if filled.is_err() {
        out.truncate(start);
    }
    filled
}

fn write_send_data_at(
    out: &mut Vec<u8>,
    start: usize,
    kind: SendDataKind,
    initiator: u16,
    channel: u16,
    fill: impl FnOnce(&mut Vec<u8>) -> Result<(), RdpError>,
) -> Result<(), RdpError> {
    let initiator = initiator
        .checked_sub(MCS_USER_BASE)
        .ok_or(Unsendable::NoUser(initiator))?;
    out.resize(start.saturating_add(SEND_DATA_HEADER), 0);
    fill(out)?;
    let frame = out.get_mut(start..).unwrap_or_default();
    let frame_len = frame.len();
    let user_data = frame_len.saturating_sub(SEND_DATA_HEADER);
    if user_data > MAX_USER_DATA_SENT {
        return Err(Structure::SendData.too_long(user_data).into());
    }
    let too_long = |_| Structure::Frame.too_long(frame_len);
    let [total_high, total_low] = u16::try_from(frame_len).map_err(too_long)?.to_be_bytes();
    let [user_high, user_low] = u16::try_from(user_data).map_err(too_long)?.to_be_bytes();
    let [initiator_high, initiator_low] = initiator.to_be_bytes();
    let [channel_high, channel_low] = channel.to_be_bytes();
    if let Some(header) = frame.first_chunk_mut::<SEND_DATA_HEADER>() {
        *header = [
            TPKT_VERSION,
            0,
            total_high,
            total_low,
            2,
            0xF0,
            0x80,
            kind.choice(),
            initiator_high,
            initiator_low,
            channel_high,
            channel_low,
            MCS_PRIORITY,
            user_high | 0x80,
            user_low,
        ];
    }
    Ok(())
}
