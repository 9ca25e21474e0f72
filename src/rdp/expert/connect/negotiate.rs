//! The first message of a connection and its answer: X.224 Connection Request and Confirm ([MS-RDPBCGR] 2.2.1.1,
//! 2.2.1.2).

use crate::rdp::error::{Incompatible, Misbehaved, RdpError, Structure};
use crate::rdp::pdu::negotiation::{
    CONNECTION_CONFIRM, CONNECTION_REQUEST, NEG_FAILURE, NEG_LENGTH, NEG_REQUEST, NEG_RESPONSE, PROTOCOL_RDP,
    PROTOCOL_SSL,
};
use crate::rdp::pdu::reader::Reader;

/// What the expert asks for in its first message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProtocolRequest {
    /// TLS.
    Tls,
    /// Standard RDP Security without TLS.
    Bare,
}

/// The X.224 Connection Request ([MS-RDPBCGR] 2.2.1.1), without a cookie: it names nobody.
pub fn request(kind: ProtocolRequest) -> Vec<u8> {
    let protocols = match kind {
        ProtocolRequest::Tls => PROTOCOL_SSL,
        ProtocolRequest::Bare => PROTOCOL_RDP,
    };
    let mut request = vec![3, 0, 0, 19, 14, CONNECTION_REQUEST, 0, 0, 0, 0, 0, NEG_REQUEST, 0];
    request.extend_from_slice(&NEG_LENGTH.to_le_bytes());
    request.extend_from_slice(&protocols.to_le_bytes());
    request
}

/// Reads the X.224 Connection Confirm ([MS-RDPBCGR] 2.2.1.2) and gives what the server chose. A server that was asked
/// for TLS may choose [`ProtocolRequest::Bare`]: whether that is good enough is for the caller to say.
///
/// # Errors
/// `Incompatible` if the server refuses what was asked, or wants what nobody asked for. A caller whose ticket allows it
/// may then try again with [`ProtocolRequest::Bare`] on a new connection.
pub fn confirmed(frame: &[u8], asked: ProtocolRequest) -> Result<ProtocolRequest, RdpError> {
    Reader::all(frame, Structure::ConnectionConfirm, |reader| {
        reader.skip("TPKT header, LI", 5)?;
        if reader.u8()? & 0xF0 != CONNECTION_CONFIRM {
            return Err(Misbehaved::Expected(Structure::ConnectionConfirm).into());
        }
        reader.skip("DST-REF, SRC-REF, class", 5)?;
        // Servers that know no negotiation say nothing, which means RDP's own security.
        match reader.optional(negotiation)? {
            Some((kind, value)) => chosen(kind, value, asked),
            None => Ok(ProtocolRequest::Bare),
        }
    })
}

/// RDP_NEG_RSP or RDP_NEG_FAILURE ([MS-RDPBCGR] 2.2.1.2.1, 2.2.1.2.2): its type and what it says.
fn negotiation(reader: &mut Reader<'_>) -> Result<(u8, u32), RdpError> {
    let kind = reader.u8()?;
    reader.skip("flags, length", 3)?;
    Ok((kind, reader.u32()?))
}

fn chosen(kind: u8, value: u32, asked: ProtocolRequest) -> Result<ProtocolRequest, RdpError> {
    match (kind, value, asked) {
        (NEG_RESPONSE, PROTOCOL_SSL, ProtocolRequest::Tls) => Ok(ProtocolRequest::Tls),
        (NEG_RESPONSE, PROTOCOL_RDP, _) => Ok(ProtocolRequest::Bare),
        (NEG_RESPONSE, other, _) => Err(Incompatible::UnofferedProtocol(other).into()),
        (NEG_FAILURE, code, _) => Err(match code {
            1 => Incompatible::TlsRequired,
            2 => Incompatible::NoTls,
            3 => Incompatible::NoCertificate,
            4 => Incompatible::InconsistentRequest,
            5 => Incompatible::NetworkSignInRequired,
            6 => Incompatible::ClientCertificateRequired,
            code => Incompatible::RefusedNegotiation(code),
        }
        .into()),
        _ => Err(Structure::ConnectionConfirm.bad_value(kind).into()),
    }
}
