//! Dynamic virtual channels over the static channel `drdynvc` ([MS-RDPEDYC] 2.2): capabilities, create, data, close.
//!
//! Small on purpose: one channel at a time is joined, compressed data (version 3) is never offered and is refused,
//! soft-sync and priorities are passed over.

use crate::rdp::error::{Feature, Misbehaved, RdpError, Structure};
use crate::rdp::pdu::reader::Reader;

/// The graphics pipeline's channel ([MS-RDPEGFX] 2.1).
pub const GRAPHICS: &str = "Microsoft::Windows::RDS::Graphics";
/// The version that is announced: data without compression and without priorities.
pub const VERSION: u16 = 1;
/// CreationStatus of a channel that is open.
pub const OPENED: u32 = 0;
/// CreationStatus of a channel that nobody listens on (STATUS_UNSUCCESSFUL).
pub const REFUSED: u32 = 0xC000_0001;

/// Names in the field are below 64 characters.
const MAX_NAME: usize = 256;

const CREATE: u8 = 1;
const DATA_FIRST: u8 = 2;
const DATA: u8 = 3;
const CLOSE: u8 = 4;
const CAPABILITIES: u8 = 5;
const DATA_FIRST_COMPRESSED: u8 = 6;
const DATA_COMPRESSED: u8 = 7;

/// Which end sent a PDU: the same command is a request of the server and a response of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    Server,
    Client,
}

/// One PDU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message<'a> {
    /// DYNVC_CAPS_VERSION1 to 3 or DYNVC_CAPS_RSP (2.2.1).
    Capabilities { version: u16 },
    /// DYNVC_CREATE_REQ, of a server (2.2.2.1).
    Create { channel: u32, name: &'a str },
    /// DYNVC_CREATE_RSP, of a client (2.2.2.2).
    Created { channel: u32, status: u32 },
    /// DYNVC_DATA_FIRST (2.2.3.1): `length` bytes are to come in all.
    DataFirst { channel: u32, length: u32, data: &'a [u8] },
    /// DYNVC_DATA (2.2.3.2).
    Data { channel: u32, data: &'a [u8] },
    /// DYNVC_CLOSE (2.2.4).
    Close { channel: u32 },
    /// Without meaning here: soft-sync, or unknown.
    Other,
}

impl<'a> Message<'a> {
    /// Reads one message of the static channel.
    pub fn parse(pdu: &'a [u8], sender: Sender) -> Result<Self, RdpError> {
        Reader::all(pdu, Structure::DynamicChannelPdu, |reader| Self::read(reader, sender))
    }

    fn read(reader: &mut Reader<'a>, sender: Sender) -> Result<Self, RdpError> {
        let header = reader.u8()?;
        Ok(match header >> 4 {
            CAPABILITIES => {
                reader.skip("Pad", 1)?;
                let version = reader.u16()?;
                // Priority charges of later versions.
                reader.ignore_rest("[MS-RDPEDYC] 2.2.1.1");
                Self::Capabilities { version }
            }
            CREATE => {
                let channel = number(reader, header)?;
                match sender {
                    Sender::Server => Self::Create {
                        channel,
                        name: name(reader.rest())?,
                    },
                    Sender::Client => Self::Created {
                        channel,
                        status: reader.u32()?,
                    },
                }
            }
            DATA_FIRST => Self::DataFirst {
                channel: number(reader, header)?,
                length: number(reader, header >> 2)?,
                data: reader.rest(),
            },
            DATA => Self::Data {
                channel: number(reader, header)?,
                data: reader.rest(),
            },
            CLOSE => Self::Close {
                channel: number(reader, header)?,
            },
            DATA_FIRST_COMPRESSED | DATA_COMPRESSED => {
                return Err(Misbehaved::NotOffered(Feature::Compression).into());
            }
            _ => {
                reader.ignore_rest("[MS-RDPEDYC] 2.2.5");
                Self::Other
            }
        })
    }

    /// Appends the PDU. Channel numbers are written in one byte where they fit.
    pub fn append(&self, out: &mut Vec<u8>) {
        match *self {
            Self::Capabilities { version } => {
                out.extend_from_slice(&[CAPABILITIES << 4, 0]);
                out.extend_from_slice(&version.to_le_bytes());
            }
            Self::Create { channel, name } => {
                append_header(CREATE, 0, channel, out);
                out.extend_from_slice(name.as_bytes());
                out.push(0);
            }
            Self::Created { channel, status } => {
                append_header(CREATE, 0, channel, out);
                out.extend_from_slice(&status.to_le_bytes());
            }
            Self::DataFirst { channel, length, data } => {
                append_header(DATA_FIRST, width_code(length), channel, out);
                append_number(length, out);
                out.extend_from_slice(data);
            }
            Self::Data { channel, data } => {
                append_header(DATA, 0, channel, out);
                out.extend_from_slice(data);
            }
            Self::Close { channel } => append_header(CLOSE, 0, channel, out),
            Self::Other => {}
        }
    }
}

/// cbId and Len (2.2): 0 one byte, 1 two bytes, 2 four bytes.
fn width_code(value: u32) -> u8 {
    match value {
        0..=0xFF => 0,
        0x100..=0xFFFF => 1,
        _ => 2,
    }
}

fn append_header(command: u8, len: u8, channel: u32, out: &mut Vec<u8>) {
    out.push(command << 4 | len << 2 | width_code(channel));
    append_number(channel, out);
}

fn append_number(value: u32, out: &mut Vec<u8>) {
    let bytes = value.to_le_bytes();
    let width = 1 << width_code(value);
    out.extend_from_slice(bytes.get(..width).unwrap_or(&bytes));
}

fn number(reader: &mut Reader<'_>, code: u8) -> Result<u32, RdpError> {
    match code & 0x03 {
        0 => reader.u8().map(u32::from),
        1 => reader.u16().map(u32::from),
        2 => reader.u32(),
        _ => Err(Structure::DynamicChannelPdu.bad_value(code).into()),
    }
}

fn name(bytes: &[u8]) -> Result<&str, RdpError> {
    let (name, after) = match bytes.iter().position(|byte| *byte == 0) {
        Some(end) => (
            bytes.get(..end).unwrap_or_default(),
            bytes.len().saturating_sub(end + 1),
        ),
        None => (bytes, 0),
    };
    if after > 0 {
        return Err(Misbehaved::Trailing {
            structure: Structure::DynamicChannelPdu,
            count: after,
        }
        .into());
    }
    if name.len() > MAX_NAME {
        return Err(Structure::DynamicChannelPdu.too_large(name.len(), MAX_NAME).into());
    }
    std::str::from_utf8(name).map_err(|_| RdpError::from(Misbehaved::NotText(Structure::DynamicChannelPdu)))
}

/// Gives the PDUs of one message of a dynamic channel to `send`, none longer than `chunk` bytes.
pub fn split(
    channel: u32,
    message: &[u8],
    chunk: usize,
    mut send: impl FnMut(&[u8]) -> Result<(), RdpError>,
) -> Result<(), RdpError> {
    let too_long = |_| Structure::ChannelMessage.too_long(message.len());
    let length = u32::try_from(message.len()).map_err(too_long)?;
    let mut pdu = Vec::with_capacity(message.len().saturating_add(16).min(chunk));
    let mut first = true;
    let mut rest = message;
    loop {
        pdu.clear();
        Message::Data { channel, data: &[] }.append(&mut pdu);
        if first && rest.len() > chunk.saturating_sub(pdu.len()) {
            pdu.clear();
            Message::DataFirst {
                channel,
                length,
                data: &[],
            }
            .append(&mut pdu);
        }
        first = false;
        let room = chunk.saturating_sub(pdu.len()).max(1);
        let (data, after) = rest.split_at(rest.len().min(room));
        pdu.extend_from_slice(data);
        send(&pdu)?;
        if after.is_empty() {
            return Ok(());
        }
        rest = after;
    }
}

/// Joins the data PDUs of one channel to messages of at most `limit` bytes.
#[derive(Debug)]
pub struct DataReassembler {
    limit: usize,
    message: Vec<u8>,
    /// Bytes that are still to come.
    missing: usize,
}

impl DataReassembler {
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            message: Vec::new(),
            missing: 0,
        }
    }

    /// DYNVC_DATA_FIRST; gives the message if it is whole.
    pub fn first(&mut self, length: u32, data: &[u8]) -> Result<Option<&[u8]>, RdpError> {
        if self.missing > 0 {
            return Err(Misbehaved::NoEnd(Structure::ChannelMessage).into());
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > self.limit {
            return Err(Structure::ChannelMessage.too_large(length, self.limit).into());
        }
        self.message.clear();
        self.missing = length;
        self.append(data)
    }

    /// DYNVC_DATA: the next part of what was begun, or a whole message.
    pub fn next<'a>(&'a mut self, data: &'a [u8]) -> Result<Option<&'a [u8]>, RdpError> {
        if self.missing > 0 {
            self.append(data)
        } else if data.len() > self.limit {
            Err(Structure::ChannelMessage.too_large(data.len(), self.limit).into())
        } else {
            Ok(Some(data))
        }
    }

    fn append(&mut self, data: &[u8]) -> Result<Option<&[u8]>, RdpError> {
        self.missing = self
            .missing
            .checked_sub(data.len())
            .ok_or(Structure::ChannelMessage.bad_length(data.len()))?;
        self.message.extend_from_slice(data);
        Ok((self.missing == 0).then_some(self.message.as_slice()))
    }
}
