//! The messages of the MCS domain (T.125, as [MS-RDPBCGR] 2.2.1.5 to 2.2.1.9 and 2.2.2.3 show them).

use super::reader::Reader;
use super::tpkt::{x224_data, x224_unit};
use crate::rdp::error::{Misbehaved, RdpError, Structure};
use crate::rdp::pdu::frame::{self, SendData, SendDataKind};

/// MCS channel of the server itself, [MS-RDPBCGR] 2.2.8.1.1.1.1: source of every PDU that the novice's end sends.
pub(crate) const SERVER_CHANNEL: u16 = 1002;
/// MCS channel of the share PDUs.
pub(crate) const IO_CHANNEL: u16 = 1003;
/// MCS user ids are counted from here on the wire, T.125.
const USER_ID_BASE: u16 = 1001;

/// DomainMCSPDU choices, T.125 7.
mod choice {
    pub(super) const ERECT_DOMAIN_REQUEST: u8 = 1;
    pub(super) const DISCONNECT_PROVIDER_ULTIMATUM: u8 = 8;
    pub(super) const ATTACH_USER_REQUEST: u8 = 10;
    pub(super) const ATTACH_USER_CONFIRM: u8 = 11;
    pub(super) const CHANNEL_JOIN_REQUEST: u8 = 14;
    pub(super) const CHANNEL_JOIN_CONFIRM: u8 = 15;
}

/// In the byte of the choice: the optional field is there.
const HAS_OPTIONAL: u8 = 0x02;

/// One message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum DomainPdu<'a> {
    ErectDomainRequest,
    AttachUserRequest,
    /// `None` is a refusal.
    AttachUserConfirm {
        user: Option<u16>,
    },
    ChannelJoinRequest {
        channel: u16,
    },
    /// `channel` is the one that was asked for.
    ChannelJoinConfirm {
        joined: bool,
        user: u16,
        channel: u16,
    },
    SendData(SendData<'a>),
    DisconnectProviderUltimatum,
    /// Another message, which has no meaning for us.
    Other,
}

impl<'a> DomainPdu<'a> {
    /// Reads one slow-path frame; `kind` is what the sender's data comes as.
    pub(crate) fn read(frame: &'a mut [u8], kind: SendDataKind) -> Result<Self, RdpError> {
        let Some(&first) = x224_data(frame)?.first() else {
            return Err(Misbehaved::EndsEarly(Structure::Mcs).into());
        };
        if first & 0xFC == kind.choice() {
            let data = frame::send_data(frame, kind)?;
            return Ok(Self::SendData(data.ok_or(Misbehaved::Expected(Structure::SendData))?));
        }
        Reader::all(x224_data(frame)?, Structure::Mcs, Self::read_domain)
    }

    fn read_domain(reader: &mut Reader<'_>) -> Result<Self, RdpError> {
        let first = reader.u8()?;
        Ok(match first >> 2 {
            choice::ERECT_DOMAIN_REQUEST => {
                // Two integers, each behind its length.
                for field in ["subHeight", "subInterval"] {
                    let length = reader.u8()?;
                    reader.skip(field, length.into())?;
                }
                Self::ErectDomainRequest
            }
            choice::DISCONNECT_PROVIDER_ULTIMATUM => {
                reader.skip("reason", 1)?;
                Self::DisconnectProviderUltimatum
            }
            choice::ATTACH_USER_REQUEST => Self::AttachUserRequest,
            choice::ATTACH_USER_CONFIRM => {
                let successful = reader.u8()? == 0;
                let user = if first & HAS_OPTIONAL == 0 {
                    None
                } else {
                    Some(user(reader)?)
                };
                Self::AttachUserConfirm {
                    user: user.filter(|_| successful),
                }
            }
            choice::CHANNEL_JOIN_REQUEST => {
                reader.skip("initiator", 2)?;
                Self::ChannelJoinRequest {
                    channel: reader.u16_be()?,
                }
            }
            choice::CHANNEL_JOIN_CONFIRM => {
                let successful = reader.u8()? == 0;
                let user = user(reader)?;
                let asked = reader.u16_be()?;
                let given = if first & HAS_OPTIONAL == 0 {
                    None
                } else {
                    Some(reader.u16_be()?)
                };
                Self::ChannelJoinConfirm {
                    joined: successful && given.is_none_or(|given| given == asked),
                    user,
                    channel: asked,
                }
            }
            _ => {
                reader.ignore_rest("T.125 7");
                Self::Other
            }
        })
    }
}

fn user(reader: &mut Reader<'_>) -> Result<u16, RdpError> {
    let user = reader.u16_be()?;
    Ok(user.checked_add(USER_ID_BASE).ok_or(Structure::Mcs.bad_value(user))?)
}

fn append(out: &mut Vec<u8>, bytes: &[&[u8]]) -> Result<(), RdpError> {
    x224_unit(out, |out| {
        bytes.iter().for_each(|part| out.extend_from_slice(part));
        Ok(())
    })
}

fn initiator(user: u16) -> [u8; 2] {
    user.wrapping_sub(USER_ID_BASE).to_be_bytes()
}

/// [MS-RDPBCGR] 2.2.1.5, subHeight and subInterval 0.
pub(crate) fn append_erect_domain_request(out: &mut Vec<u8>) -> Result<(), RdpError> {
    append(out, &[&[choice::ERECT_DOMAIN_REQUEST << 2, 1, 0, 1, 0]])
}

/// [MS-RDPBCGR] 2.2.1.6.
pub(crate) fn append_attach_user_request(out: &mut Vec<u8>) -> Result<(), RdpError> {
    append(out, &[&[choice::ATTACH_USER_REQUEST << 2]])
}

/// [MS-RDPBCGR] 2.2.1.7.
pub(crate) fn append_attach_user_confirm(user: u16, out: &mut Vec<u8>) -> Result<(), RdpError> {
    let head = [choice::ATTACH_USER_CONFIRM << 2 | HAS_OPTIONAL, 0];
    append(out, &[&head, &initiator(user)])
}

/// [MS-RDPBCGR] 2.2.1.8.
pub(crate) fn append_channel_join_request(user: u16, channel: u16, out: &mut Vec<u8>) -> Result<(), RdpError> {
    let head = [choice::CHANNEL_JOIN_REQUEST << 2];
    append(out, &[&head, &initiator(user), &channel.to_be_bytes()])
}

/// [MS-RDPBCGR] 2.2.1.9.
pub(crate) fn append_channel_join_confirm(user: u16, channel: u16, out: &mut Vec<u8>) -> Result<(), RdpError> {
    let head = [choice::CHANNEL_JOIN_CONFIRM << 2 | HAS_OPTIONAL, 0];
    let channel = channel.to_be_bytes();
    append(out, &[&head, &initiator(user), &channel, &channel])
}

/// [MS-RDPBCGR] 2.2.2.3, reason user-requested.
pub(crate) fn append_disconnect_provider_ultimatum(out: &mut Vec<u8>) -> Result<(), RdpError> {
    append(out, &[&[choice::DISCONNECT_PROVIDER_ULTIMATUM << 2 | 1, 0x80]])
}

/// MCS Send Data Indication around what `user_data` appends.
pub(crate) fn append_indication(
    channel: u16,
    out: &mut Vec<u8>,
    user_data: impl FnOnce(&mut Vec<u8>) -> Result<(), RdpError>,
) -> Result<(), RdpError> {
    frame::write_send_data(out, SendDataKind::Indication, SERVER_CHANNEL, channel, user_data)
}
