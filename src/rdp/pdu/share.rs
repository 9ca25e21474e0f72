//! The PDUs of the share: their two headers ([MS-RDPBCGR] 2.2.8.1.1.1.1 and 2.2.8.1.1.1.2) and their types.

use super::frame::SendDataKind;
use super::reader::Reader;
use crate::rdp::error::{Feature, Misbehaved, RdpError, Structure};

/// pduType, [MS-RDPBCGR] 2.2.8.1.1.1.1.
pub(crate) mod control_type {
    pub(crate) const DEMAND_ACTIVE: u16 = 1;
    pub(crate) const CONFIRM_ACTIVE: u16 = 3;
    pub(crate) const DEACTIVATE_ALL: u16 = 6;
    pub(crate) const DATA: u16 = 7;
    pub(super) const MASK: u16 = 0x0F;
    /// pduVersion, in the bits above the type.
    pub(super) const VERSION: u16 = 0x10;
}

/// pduType2, [MS-RDPBCGR] 2.2.8.1.1.1.2.
pub(crate) mod data_type {
    pub(crate) const UPDATE: u8 = 2;
    pub(crate) const CONTROL: u8 = 20;
    pub(crate) const POINTER: u8 = 27;
    pub(crate) const INPUT: u8 = 28;
    pub(crate) const SYNCHRONIZE: u8 = 31;
    pub(crate) const REFRESH_RECT: u8 = 33;
    pub(crate) const SUPPRESS_OUTPUT: u8 = 35;
    pub(crate) const SHUTDOWN_REQUEST: u8 = 36;
    pub(crate) const SAVE_SESSION_INFO: u8 = 38;
    pub(crate) const FONT_LIST: u8 = 39;
    pub(crate) const FONT_MAP: u8 = 40;
    pub(crate) const SET_KEYBOARD_INDICATORS: u8 = 41;
    pub(crate) const PERSISTENT_LIST: u8 = 43;
    pub(crate) const SET_ERROR_INFO: u8 = 47;
    pub(crate) const FRAME_ACKNOWLEDGE: u8 = 56;
}

/// A flow PDU has this where others have their length, and 8 bytes in all, T.128 8.6.
const FLOW_MARKER: u16 = 0x8000;
/// totalLength, pduType, pduSource.
const CONTROL_HEADER: usize = 6;
/// In compressedType.
const PACKET_COMPRESSED: u8 = 0x20;

/// One PDU.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SharePdu<'a> {
    /// From the share id on.
    DemandActive(&'a [u8]),
    /// From the share id on.
    ConfirmActive(&'a [u8]),
    DeactivateAll,
    /// pduType2, and what follows the share data header.
    Data(u8, &'a [u8]),
    /// A flow PDU, which has no meaning today.
    Flow,
    /// Of another type.
    Other,
}

impl<'a> SharePdu<'a> {
    /// Takes the first PDU off `rest`, the user data of a Send Data PDU of this kind, in which several may stand;
    /// `None` at the end.
    pub(crate) fn next(rest: &mut &'a [u8], kind: SendDataKind) -> Result<Option<Self>, RdpError> {
        let pdus = *rest;
        if pdus.is_empty() {
            return Ok(None);
        }
        let (pdu, after) = Reader::all(pdus, Structure::ShareControl, |reader| {
            let length = match reader.u16()? {
                FLOW_MARKER => 8,
                length => usize::from(length),
            };
            reader.rest();
            match pdus.split_at_checked(length).filter(|_| length > 0) {
                Some(split) => Ok(split),
                // Some servers give no length for an empty update, or one that forgets a part: then it is the last PDU.
                None if kind == SendDataKind::Indication => Ok((pdus, &[][..])),
                None => Err(Structure::ShareControl.bad_length(length).into()),
            }
        })?;
        *rest = after;
        Reader::all(pdu, Structure::ShareControl, Self::read).map(Some)
    }

    fn read(reader: &mut Reader<'a>) -> Result<Self, RdpError> {
        if reader.u16()? == FLOW_MARKER {
            reader.skip("pad, pduTypeFlow, flowIdentifier, flowNumber, pduSource", 6)?;
            return Ok(Self::Flow);
        }
        let kind = reader.u16()? & control_type::MASK;
        if kind == control_type::DEACTIVATE_ALL {
            // Older servers end it here; what others add is not needed.
            reader.ignore_rest("[MS-RDPBCGR] 2.2.3.1");
            return Ok(Self::DeactivateAll);
        }
        reader.skip("pduSource", 2)?;
        let body = reader.rest();
        Ok(match kind {
            control_type::DEMAND_ACTIVE => Self::DemandActive(body),
            control_type::CONFIRM_ACTIVE => Self::ConfirmActive(body),
            control_type::DATA => Reader::all(body, Structure::ShareData, |reader| {
                reader.skip("shareId", 4)?;
                reader.skip("pad1, streamId, uncompressedLength", 4)?;
                let [kind, compressed] = reader.array()?;
                reader.skip("compressedLength", 2)?;
                if compressed & PACKET_COMPRESSED != 0 {
                    return Err(Misbehaved::NotOffered(Feature::Compression).into());
                }
                Ok(Self::Data(kind, reader.rest()))
            })?,
            _ => Self::Other,
        })
    }
}

/// Writes a share control PDU of a sender.
pub(crate) fn share_control(kind: u16, source: u16, share_id: u32, body: &[u8]) -> Result<Vec<u8>, RdpError> {
    let length = body
        .len()
        .checked_add(CONTROL_HEADER + 4)
        .and_then(|length| u16::try_from(length).ok())
        .ok_or(Structure::ShareControl.too_long(body.len()))?;
    let mut pdu = Vec::with_capacity(usize::from(length));
    pdu.extend_from_slice(&length.to_le_bytes());
    pdu.extend_from_slice(&(control_type::VERSION | kind).to_le_bytes());
    pdu.extend_from_slice(&source.to_le_bytes());
    pdu.extend_from_slice(&share_id.to_le_bytes());
    pdu.extend_from_slice(body);
    Ok(pdu)
}

/// Writes a share data PDU of a sender, uncompressed, stream priority medium.
pub(crate) fn share_data(kind: u8, source: u16, share_id: u32, body: &[u8]) -> Result<Vec<u8>, RdpError> {
    // The length counts from the type field on, [MS-RDPBCGR] 2.2.8.1.1.1.2.
    let uncompressed =
        u16::try_from(body.len().saturating_add(4)).map_err(|_| Structure::ShareData.too_long(body.len()))?;
    let mut data = vec![0, 2];
    data.extend_from_slice(&uncompressed.to_le_bytes());
    data.extend_from_slice(&[kind, 0, 0, 0]);
    data.extend_from_slice(body);
    share_control(control_type::DATA, source, share_id, &data)
}
