//! Static virtual channel PDUs ([MS-RDPBCGR] 2.2.6.1): a message is split into chunks, chunks are joined to a message.

use crate::rdp::error::{Feature, Misbehaved, RdpError, Structure};
use crate::rdp::pdu::reader::Reader;

/// The most message bytes in one chunk (CHANNEL_CHUNK_LENGTH), as long as no capability says otherwise.
pub const CHUNK: usize = 1600;

/// The most message bytes in one chunk that may be agreed on (VCChunkSize, [MS-RDPBCGR] 2.2.7.1.10).
pub const LARGE_CHUNK: usize = 16_256;

/// The longest message that is joined or split. The longest of Remote Assistance is a connection string with a
/// certificate, some 4 KiB; this leaves room for many addresses and bounds what a peer can make this end hold.
pub const MAX_MESSAGE: usize = 64 * 1024;

const FLAG_FIRST: u32 = 0x0000_0001;
const FLAG_LAST: u32 = 0x0000_0002;
const FLAG_SHOW_PROTOCOL: u32 = 0x0000_0010;
const FLAG_SUSPEND: u32 = 0x0000_0020;
const FLAG_RESUME: u32 = 0x0000_0040;
const FLAG_COMPRESSED: u32 = 0x0020_0000;

/// Splits a message into channel PDUs, header and chunk, each to be sent as one MCS Send Data PDU.
pub fn split(message: &[u8]) -> Result<Vec<Vec<u8>>, RdpError> {
    let too_long = || Structure::ChannelMessage.too_long(message.len());
    if message.len() > MAX_MESSAGE {
        return Err(too_long().into());
    }
    let total = u32::try_from(message.len()).map_err(|_| too_long())?;
    let mut rest = message;
    let mut first = FLAG_FIRST;
    let mut pdus = Vec::new();
    loop {
        let (chunk, after) = rest.split_at(rest.len().min(CHUNK));
        let last = if after.is_empty() { FLAG_LAST } else { 0 };
        let mut pdu = Vec::with_capacity(chunk.len().saturating_add(8));
        pdu.extend_from_slice(&total.to_le_bytes());
        pdu.extend_from_slice(&(FLAG_SHOW_PROTOCOL | first | last).to_le_bytes());
        pdu.extend_from_slice(chunk);
        pdus.push(pdu);
        if after.is_empty() {
            return Ok(pdus);
        }
        (rest, first) = (after, 0);
    }
}

/// CHANNEL_PDU_HEADER of a message that goes in one chunk.
pub fn single_header(length: usize) -> [u8; 8] {
    let total = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    let flags = (FLAG_SHOW_PROTOCOL | FLAG_FIRST | FLAG_LAST).to_le_bytes();
    let mut header = [0; 8];
    for (to, from) in header.iter_mut().zip(total.iter().chain(&flags)) {
        *to = *from;
    }
    header
}

/// Joins the chunks of one channel.
#[derive(Debug)]
pub struct Reassembler {
    limit: usize,
    /// The message so far, and the length that it is to have.
    open: Option<(Vec<u8>, usize)>,
}

impl Default for Reassembler {
    fn default() -> Self {
        Self::new()
    }
}

impl Reassembler {
    /// For messages of at most [`MAX_MESSAGE`].
    pub fn new() -> Self {
        Self::with_limit(MAX_MESSAGE)
    }

    /// For messages of at most `limit` bytes.
    pub fn with_limit(limit: usize) -> Self {
        Self { limit, open: None }
    }

    /// Takes one channel PDU; gives the message that it completes. Refused: compressed chunks (this end never offers
    /// compression), messages over the limit, and chunks that do not add up.
    pub fn push(&mut self, pdu: &[u8]) -> Result<Option<Vec<u8>>, RdpError> {
        let (total, flags, chunk) = Reader::all(pdu, Structure::ChannelPdu, |reader| {
            Ok((reader.u32_length()?, reader.u32()?, reader.rest()))
        })?;
        if flags & FLAG_COMPRESSED != 0 {
            return Err(Misbehaved::NotOffered(Feature::Compression).into());
        }
        if flags & (FLAG_SUSPEND | FLAG_RESUME) != 0 && chunk.is_empty() {
            return Ok(None);
        }
        if total > self.limit {
            return Err(Structure::ChannelMessage.too_large(total, self.limit).into());
        }
        let (mut message, expected) = match (self.open.take(), flags & FLAG_FIRST != 0) {
            (None, true) => (Vec::with_capacity(total), total),
            (Some(open), false) => open,
            (None, false) => return Err(Misbehaved::NoBeginning(Structure::ChannelMessage).into()),
            (Some(_), true) => return Err(Misbehaved::NoEnd(Structure::ChannelMessage).into()),
        };
        let ends = flags & FLAG_LAST != 0;
        let length = message.len().saturating_add(chunk.len());
        if total != expected || length > expected || ends != (length == expected) {
            return Err(Structure::ChannelMessage.bad_length(length).into());
        }
        message.extend_from_slice(chunk);
        if ends {
            return Ok(Some(message));
        }
        self.open = Some((message, expected));
        Ok(None)
    }
}
