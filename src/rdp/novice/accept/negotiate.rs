//! The first message of a connection: X.224 Connection Request, and which protection is taken up ([MS-RDPBCGR] 2.2.1.1,
//! 2.2.1.2).

use crate::rdp::error::RdpError;
use crate::rdp::error::{Misbehaved, Structure};
use crate::rdp::pdu::negotiation::{
    CONNECTION_CONFIRM, CONNECTION_REQUEST, CORRELATION_INFO_PRESENT, NEG_FAILURE, NEG_LENGTH, NEG_REQUEST,
    NEG_RESPONSE, PROTOCOL_RDP, PROTOCOL_SSL,
};
use crate::rdp::pdu::reader::Reader;

/// A Connection Request has a one-byte length; a pre-connection PDU before it has a name in it. More is no RDP client.
const MAX_FIRST: usize = 1024;
/// RDP_PRECONNECTION_PDU_V1, [MS-RDPEPS] 2.2.1.1.
const MIN_PRECONNECTION: usize = 16;

const SSL_REQUIRED_BY_SERVER: u32 = 1;

/// What the listener does after it has sent the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterAnswer {
    /// Begin TLS on this stream.
    Tls,
    /// Go on with `Accept` on this stream, without TLS.
    Bare,
    /// Close: nothing that the client offered is acceptable. FreeRDP then opens another connection.
    Close,
}

/// The answer to a Connection Request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Negotiated {
    /// To be sent before anything else.
    pub answer: Vec<u8>,
    pub next: AfterAnswer,
    /// requestedProtocols as the client sent them: the Connect Response repeats them.
    pub requested: u32,
}

/// How long the first message is, a pre-connection PDU ([MS-RDPEPS] 2.2.1) included, for a listener that frames it.
///
/// `None` while more bytes are needed. An error means that this is no RDP client.
pub fn first_length(bytes: &[u8]) -> Result<Option<usize>, RdpError> {
    let before = match preconnection_length(bytes)? {
        Some(length) => length,
        None => return Ok(None),
    };
    let Some(&[version, _, high, low]) = bytes.get(before..).and_then(|rest| rest.first_chunk()) else {
        return Ok(None);
    };
    let length = usize::from(u16::from_be_bytes([high, low]));
    if version != 3 || !(7..=MAX_FIRST).contains(&length) {
        return Err(Misbehaved::Expected(Structure::ConnectionRequest).into());
    }
    Ok(Some(before + length))
}

/// 0 if there is none; `None` while more bytes are needed to tell.
fn preconnection_length(bytes: &[u8]) -> Result<Option<usize>, RdpError> {
    match bytes {
        [] => Ok(None),
        [3, 0, ..] | [3] => Ok(Some(0)),
        // A pre-connection PDU begins with its length, little-endian, so its third and fourth bytes are zero.
        [_, _] | [_] | [_, _, 0] => Ok(None),
        [first, second, 0, 0, ..] => {
            let length = usize::from(u16::from_le_bytes([*first, *second]));
            if !(MIN_PRECONNECTION..=MAX_FIRST).contains(&length) {
                return Err(Structure::Preconnection.bad_length(length).into());
            }
            Ok(Some(length))
        }
        _ => Err(Misbehaved::Expected(Structure::ConnectionRequest).into()),
    }
}

/// Reads the first message (whole, see [`first_length`]) and answers it.
///
/// TLS is taken wherever it is offered. Standard RDP Security alone is taken only with `allow_bare`, which the novice
/// chooses for one invitation. The answers depend on nothing but the request.
pub fn negotiate(first_frame: &[u8], allow_bare: bool) -> Result<Negotiated, RdpError> {
    let before = preconnection_length(first_frame)?.ok_or(Misbehaved::EndsEarly(Structure::ConnectionRequest))?;
    let request = first_frame.get(before..).unwrap_or_default();
    let requested = requested_protocols(request)?;
    let protocols = requested.unwrap_or(PROTOCOL_RDP);
    let (answer, next) = if protocols & PROTOCOL_SSL != 0 {
        (confirm(Some((NEG_RESPONSE, PROTOCOL_SSL))), AfterAnswer::Tls)
    } else if protocols == PROTOCOL_RDP && allow_bare {
        // A client that sent no negotiation data expects none, 3.3.5.3.2.
        (
            confirm(requested.map(|_| (NEG_RESPONSE, PROTOCOL_RDP))),
            AfterAnswer::Bare,
        )
    } else {
        (confirm(Some((NEG_FAILURE, SSL_REQUIRED_BY_SERVER))), AfterAnswer::Close)
    };
    Ok(Negotiated {
        answer,
        next,
        requested: protocols,
    })
}

/// requestedProtocols of RDP_NEG_REQ; `None` if the request bears none.
fn requested_protocols(request: &[u8]) -> Result<Option<u32>, RdpError> {
    let variable = Reader::all(request, Structure::ConnectionRequest, |reader| {
        let [version, _reserved] = reader.array()?;
        if version != 3 || usize::from(reader.u16_be()?) != request.len() {
            return Err(Misbehaved::Expected(Structure::ConnectionRequest).into());
        }
        let indicated = usize::from(reader.u8()?);
        if indicated != reader.remaining() || reader.u8()? & 0xF0 != CONNECTION_REQUEST {
            return Err(Misbehaved::Expected(Structure::ConnectionRequest).into());
        }
        reader.skip("DST-REF, SRC-REF, class", 5)?;
        Ok(reader.rest())
    })?;
    // A cookie or routing token ends with CR LF and comes first.
    let end = variable.windows(2).position(|pair| pair == b"\r\n");
    let negotiation = match (variable, end) {
        ([NEG_REQUEST, ..], _) | (_, None) => variable,
        (_, Some(end)) => variable.get(end + 2..).unwrap_or_default(),
    };
    if negotiation.is_empty() {
        return Ok(None);
    }
    Reader::all(negotiation, Structure::NegotiationRequest, |reader| {
        let [kind, flags] = reader.array()?;
        if kind != NEG_REQUEST || reader.u16()? != NEG_LENGTH {
            return Err(Misbehaved::Expected(Structure::NegotiationRequest).into());
        }
        let protocols = reader.u32()?;
        if flags & CORRELATION_INFO_PRESENT != 0 {
            reader.ignore_rest("[MS-RDPBCGR] 2.2.1.1.2");
        }
        Ok(Some(protocols))
    })
}

fn confirm(negotiation: Option<(u8, u32)>) -> Vec<u8> {
    let (length, indicated) = if negotiation.is_some() { (19, 14) } else { (11, 6) };
    let mut answer = vec![3, 0, 0, length, indicated, CONNECTION_CONFIRM, 0, 0, 0, 0, 0];
    if let Some((kind, value)) = negotiation {
        answer.extend_from_slice(&[kind, 0]);
        answer.extend_from_slice(&NEG_LENGTH.to_le_bytes());
        answer.extend_from_slice(&value.to_le_bytes());
    }
    answer
}
