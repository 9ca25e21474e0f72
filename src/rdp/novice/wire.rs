//! What the novice's end needs of TPKT, X.224, MCS and the share headers: reading what a client sends, framing what it gets.
//!
//! Reading is done here and not by a general decoder because it must work in place (RC4) and pass over everything that
//! it does not know.

use crate::rdp::RdpError;
use crate::rdp::error::{Misbehaved, Structure};
use crate::rdp::frame::{self, Reader, SendDataKind};

/// MCS channel of the server itself, [MS-RDPBCGR] 2.2.8.1.1.1.1: source of every PDU that the novice's end sends.
pub(crate) const SERVER_CHANNEL: u16 = 1002;
/// MCS channel of the share PDUs.
pub(crate) const IO_CHANNEL: u16 = 1003;
/// MCS user ids are counted from here on the wire, T.125.
const USER_ID_BASE: u16 = 1001;

const X224_DATA: [u8; 3] = [0x02, 0xF0, 0x80];

/// A length as the aligned PER of T.124 and T.125 writes it, below 32768.
pub(crate) fn per_length(reader: &mut Reader<'_>) -> Result<usize, RdpError> {
    let first = reader.u8()?;
    if first & 0x80 == 0 {
        return Ok(usize::from(first));
    }
    Ok(usize::from(u16::from_be_bytes([first & 0x7F, reader.u8()?])))
}

/// One slow-path frame from a client.
pub(crate) enum ClientFrame<'a> {
    ErectDomain,
    AttachUser,
    Join {
        channel: u16,
    },
    SendData {
        channel: u16,
        user_data: &'a mut [u8],
    },
    Disconnect,
    /// Another message of the MCS domain, which has no meaning for us.
    Other,
}

/// The content of an X.224 data unit.
pub(crate) fn x224_data(frame: &[u8]) -> Result<&[u8], RdpError> {
    let mut reader = Reader::new(frame, Structure::X224Data);
    let [version, _reserved] = reader.array()?;
    if version != 3 || usize::from(reader.u16_be()?) != frame.len() {
        return Err(Structure::Frame.bad_length(frame.len()).into());
    }
    if reader.array()? != X224_DATA {
        return Err(Misbehaved::Expected(Structure::X224Data).into());
    }
    Ok(reader.rest())
}

/// Reads one slow-path frame (T.125, as [MS-RDPBCGR] 2.2.1.5 to 2.2.1.9 and 2.2.2.3 show it).
pub(crate) fn client_frame(frame: &mut [u8]) -> Result<ClientFrame<'_>, RdpError> {
    let mut reader = Reader::new(x224_data(frame)?, Structure::Mcs);
    match reader.u8()? >> 2 {
        1 => Ok(ClientFrame::ErectDomain),
        8 => Ok(ClientFrame::Disconnect),
        10 => Ok(ClientFrame::AttachUser),
        14 => {
            reader.skip(2)?;
            Ok(ClientFrame::Join {
                channel: reader.u16_be()?,
            })
        }
        25 => match frame::send_data(frame, SendDataKind::Request)? {
            Some(data) => Ok(ClientFrame::SendData {
                channel: data.channel,
                user_data: data.user_data,
            }),
            None => Err(Misbehaved::Expected(Structure::SendData).into()),
        },
        _ => Ok(ClientFrame::Other),
    }
}

/// Writes an X.224 data unit around what `content` appends.
pub(crate) fn x224_unit(
    out: &mut Vec<u8>,
    content: impl FnOnce(&mut Vec<u8>) -> Result<(), RdpError>,
) -> Result<(), RdpError> {
    let start = out.len();
    out.extend_from_slice(&[3, 0, 0, 0]);
    out.extend_from_slice(&X224_DATA);
    if let Err(error) = content(out) {
        out.truncate(start);
        return Err(error);
    }
    let length = u16::try_from(out.len() - start);
    match (length, out.get_mut(start + 2..start + 4)) {
        (Ok(length), Some(field)) => {
            field.copy_from_slice(&length.to_be_bytes());
            Ok(())
        }
        _ => {
            out.truncate(start);
            Err(RdpError::Unsendable("a message is longer than a TPKT".into()))
        }
    }
}

/// Attach User Confirm, [MS-RDPBCGR] 2.2.1.7.
pub(crate) fn attach_user_confirm(user: u16, out: &mut Vec<u8>) -> Result<(), RdpError> {
    x224_unit(out, |out| {
        out.extend_from_slice(&[11 << 2 | 2, 0]);
        out.extend_from_slice(&user.wrapping_sub(USER_ID_BASE).to_be_bytes());
        Ok(())
    })
}

/// Channel Join Confirm, [MS-RDPBCGR] 2.2.1.9.
pub(crate) fn join_confirm(user: u16, channel: u16, out: &mut Vec<u8>) -> Result<(), RdpError> {
    x224_unit(out, |out| {
        out.extend_from_slice(&[15 << 2 | 2, 0]);
        out.extend_from_slice(&user.wrapping_sub(USER_ID_BASE).to_be_bytes());
        out.extend_from_slice(&channel.to_be_bytes());
        out.extend_from_slice(&channel.to_be_bytes());
        Ok(())
    })
}

/// MCS Disconnect Provider Ultimatum, reason user-requested, [MS-RDPBCGR] 2.2.2.3.
pub(crate) fn disconnect_ultimatum(out: &mut Vec<u8>) -> Result<(), RdpError> {
    x224_unit(out, |out| {
        out.extend_from_slice(&[0x21, 0x80]);
        Ok(())
    })
}

/// MCS Send Data Indication around what `user_data` appends.
pub(crate) fn send_data(
    channel: u16,
    out: &mut Vec<u8>,
    user_data: impl FnOnce(&mut Vec<u8>) -> Result<(), RdpError>,
) -> Result<(), RdpError> {
    frame::write_send_data(out, SendDataKind::Indication, SERVER_CHANNEL, channel, user_data)
}

/// Share control types, [MS-RDPBCGR] 2.2.8.1.1.1.1.
pub(crate) mod share_type {
    pub(crate) const DEMAND_ACTIVE: u16 = 1;
    pub(crate) const CONFIRM_ACTIVE: u16 = 3;
    pub(crate) const DEACTIVATE_ALL: u16 = 6;
    pub(crate) const DATA: u16 = 7;
}

/// Share data types, [MS-RDPBCGR] 2.2.8.1.1.1.2.
pub(crate) mod data_type {
    pub(crate) const CONTROL: u8 = 20;
    pub(crate) const INPUT: u8 = 28;
    pub(crate) const SYNCHRONIZE: u8 = 31;
    pub(crate) const REFRESH_RECT: u8 = 33;
    pub(crate) const SUPPRESS_OUTPUT: u8 = 35;
    pub(crate) const SHUTDOWN_REQUEST: u8 = 36;
    pub(crate) const FONT_LIST: u8 = 39;
    pub(crate) const FONT_MAP: u8 = 40;
    pub(crate) const PERSISTENT_LIST: u8 = 43;
    pub(crate) const SET_ERROR_INFO: u8 = 47;
    pub(crate) const FRAME_ACKNOWLEDGE: u8 = 56;
}

/// A share control PDU: its type and what follows the header.
pub(crate) struct Share<'a> {
    pub(crate) kind: u16,
    pub(crate) body: &'a [u8],
}

/// A flow PDU has this where others have their length, and 8 bytes in all, [MS-RDPBCGR] 2.2.8.1.1.1.1 and T.128 8.6.
const FLOW_MARK: u16 = 0x8000;

/// The next share control PDU of a user data field; more may follow. None for a flow PDU, which has no meaning today.
pub(crate) fn next_share<'a>(reader: &mut Reader<'a>) -> Result<Option<Share<'a>>, RdpError> {
    let length = reader.u16()?;
    if length == FLOW_MARK {
        reader.skip(6)?;
        return Ok(None);
    }
    let kind = reader.u16()? & 0x0F;
    reader.skip(2)?;
    let body = usize::from(length)
        .checked_sub(6)
        .ok_or(Structure::ShareControl.bad_length(length.into()))?;
    Ok(Some(Share {
        kind,
        body: reader.bytes(body)?,
    }))
}

/// Writes a share control PDU.
pub(crate) fn share_control(kind: u16, share_id: u32, body: &[u8]) -> Result<Vec<u8>, RdpError> {
    let length = body
        .len()
        .checked_add(10)
        .and_then(|length| u16::try_from(length).ok())
        .ok_or_else(|| RdpError::Unsendable("a share PDU is too long".into()))?;
    let mut pdu = Vec::with_capacity(usize::from(length));
    pdu.extend_from_slice(&length.to_le_bytes());
    pdu.extend_from_slice(&(0x10 | kind).to_le_bytes());
    pdu.extend_from_slice(&SERVER_CHANNEL.to_le_bytes());
    pdu.extend_from_slice(&share_id.to_le_bytes());
    pdu.extend_from_slice(body);
    Ok(pdu)
}

/// Writes a share data PDU, uncompressed, stream priority medium.
pub(crate) fn share_data(kind: u8, share_id: u32, body: &[u8]) -> Result<Vec<u8>, RdpError> {
    // The length counts from the type field on, [MS-RDPBCGR] 2.2.8.1.1.1.2.
    let uncompressed = u16::try_from(body.len().saturating_add(4))
        .map_err(|_| RdpError::Unsendable("a share data PDU is too long".into()))?;
    let mut data = vec![0, 2];
    data.extend_from_slice(&uncompressed.to_le_bytes());
    data.extend_from_slice(&[kind, 0, 0, 0]);
    data.extend_from_slice(body);
    share_control(share_type::DATA, share_id, &data)
}
