//! [MS-RDPEMC] messages on the static channel `encomsp` (2.2).

use super::chunks::MAX_MESSAGE;
use super::text;
use crate::rdp::error::RdpError;
use crate::rdp::error::Structure;
use crate::rdp::pdu::reader::Reader;

pub const MAY_VIEW: u16 = 1;
pub const MAY_INTERACT: u16 = 2;
pub const IS_PARTICIPANT: u16 = 4;
pub const REQUEST_VIEW: u16 = 1;
pub const REQUEST_INTERACT: u16 = 2;

const PARTICIPANT_REMOVED: u16 = 7;
const PARTICIPANT_CREATED: u16 = 8;
const CHANGE_CONTROL: u16 = 9;
const GRAPHICS_PAUSED: u16 = 0x0A;
const GRAPHICS_RESUMED: u16 = 0x0B;
const CHANGE_CONTROL_RESPONSE: u16 = 0x0D;

/// Type and Length (2.2.1).
const HEADER: usize = 4;
/// The longest UNICODE_STRING, in UTF-16 units (2.2.2).
const MAX_NAME: usize = 1024;

/// One message. `MAY_VIEW` 1, `MAY_INTERACT` 2, `IS_PARTICIPANT` 4; `REQUEST_VIEW` 1, `REQUEST_INTERACT` 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// 7
    ParticipantRemoved { participant: u32, kind: u32, code: u32 },
    /// 8
    ParticipantCreated {
        participant: u32,
        group: u32,
        flags: u16,
        name: String,
    },
    /// 9
    ChangeControl { flags: u16, participant: u32 },
    /// 0x0A
    GraphicsPaused,
    /// 0x0B
    GraphicsResumed,
    /// 0x0D; never to be sent to FreeRDP
    ChangeControlResponse { flags: u16, participant: u32, reason: u32 },
    /// Known and without meaning here, or not known: to be ignored.
    Unknown { kind: u16 },
}

impl Message {
    /// Reads one channel message, in which several PDUs may follow each other. Bytes of a PDU after its last known
    /// field are skipped, as the specification asks.
    pub fn parse(message: &[u8]) -> Result<Vec<Self>, RdpError> {
        if message.len() > MAX_MESSAGE {
            return Err(Structure::Encomsp.too_large(message.len(), MAX_MESSAGE).into());
        }
        Reader::all(message, Structure::Encomsp, |reader| {
            let mut messages = Vec::new();
            while !reader.is_empty() {
                let (kind, length) = (reader.u16()?, usize::from(reader.u16()?));
                let body = length
                    .checked_sub(HEADER)
                    .ok_or(Structure::Encomsp.bad_length(length))?;
                messages.push(reader.part(body, Structure::Encomsp, |body| Self::parse_body(kind, body))?);
            }
            Ok(messages)
        })
    }

    fn parse_body(kind: u16, body: &mut Reader<'_>) -> Result<Self, RdpError> {
        let message = match kind {
            PARTICIPANT_REMOVED => Self::ParticipantRemoved {
                participant: body.u32()?,
                kind: body.u32()?,
                code: body.u32()?,
            },
            PARTICIPANT_CREATED => Self::ParticipantCreated {
                participant: body.u32()?,
                group: body.u32()?,
                flags: body.u16()?,
                name: parse_name(body)?,
            },
            CHANGE_CONTROL => Self::ChangeControl {
                flags: body.u16()?,
                participant: body.u32()?,
            },
            GRAPHICS_PAUSED => Self::GraphicsPaused,
            GRAPHICS_RESUMED => Self::GraphicsResumed,
            CHANGE_CONTROL_RESPONSE => Self::ChangeControlResponse {
                flags: body.u16()?,
                participant: body.u32()?,
                reason: body.u32()?,
            },
            kind => Self::Unknown { kind },
        };
        body.ignore_rest("[MS-RDPEMC] 2.2.1");
        Ok(message)
    }

    /// One PDU. A name is cut at 1024 UTF-16 units.
    pub fn encode(&self) -> Vec<u8> {
        let mut body = Vec::new();
        let kind = match self {
            Self::ParticipantRemoved {
                participant,
                kind,
                code,
            } => {
                [participant, kind, code]
                    .into_iter()
                    .for_each(|field| body.extend_from_slice(&field.to_le_bytes()));
                PARTICIPANT_REMOVED
            }
            Self::ParticipantCreated {
                participant,
                group,
                flags,
                name,
            } => {
                body.extend_from_slice(&participant.to_le_bytes());
                body.extend_from_slice(&group.to_le_bytes());
                body.extend_from_slice(&flags.to_le_bytes());
                append_name(name, &mut body);
                PARTICIPANT_CREATED
            }
            Self::ChangeControl { flags, participant } => {
                body.extend_from_slice(&flags.to_le_bytes());
                body.extend_from_slice(&participant.to_le_bytes());
                CHANGE_CONTROL
            }
            Self::GraphicsPaused => GRAPHICS_PAUSED,
            Self::GraphicsResumed => GRAPHICS_RESUMED,
            Self::ChangeControlResponse {
                flags,
                participant,
                reason,
            } => {
                body.extend_from_slice(&flags.to_le_bytes());
                body.extend_from_slice(&participant.to_le_bytes());
                body.extend_from_slice(&reason.to_le_bytes());
                CHANGE_CONTROL_RESPONSE
            }
            Self::Unknown { kind } => *kind,
        };
        // The longest body is a name of 1024 units and the 12 bytes before it.
        let length = u16::try_from(body.len().saturating_add(HEADER)).unwrap_or(u16::MAX);
        [&kind.to_le_bytes()[..], &length.to_le_bytes()[..], &body].concat()
    }
}

fn parse_name(body: &mut Reader<'_>) -> Result<String, RdpError> {
    let units = usize::from(body.u16()?);
    if units > MAX_NAME {
        return Err(Structure::Encomsp.too_large(units, MAX_NAME).into());
    }
    text::from_utf16(body.bytes(units.saturating_mul(2))?)
}

fn append_name(name: &str, body: &mut Vec<u8>) {
    let mut units = text::to_utf16(name);
    if units.len() > MAX_NAME {
        units.truncate(MAX_NAME);
        // The cut must not leave the first half of a surrogate pair behind.
        units.pop_if(|last| (0xD800..0xDC00).contains(last));
    }
    body.extend_from_slice(&u16::try_from(units.len()).unwrap_or(0).to_le_bytes());
    text::append(&units, body);
}
