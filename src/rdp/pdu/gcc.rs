//! MCS Connect Initial and Connect Response, and the GCC data in them ([MS-RDPBCGR] 2.2.1.3, 2.2.1.4). The novice's end
//! reads the one by hand, since `ironrdp-pdu` refuses what it does not know; what is written, and the answer, goes
//! through that crate.

use ironrdp_core::{decode, encode_vec};
use ironrdp_pdu::gcc::{
    ClientGccBlocks, ConferenceCreateResponse, EncryptionLevel, EncryptionMethod, RdpVersion, ServerCoreData,
    ServerCoreOptionalData, ServerGccBlocks, ServerNetworkData, ServerSecurityData,
};
use ironrdp_pdu::mcs::{self, ConnectResponse, DomainParameters};
use ironrdp_pdu::nego::SecurityProtocol;

use super::frame::per_length;
use super::mcs::IO_CHANNEL;
use super::reader::Reader;
use super::tpkt::{x224_data, x224_unit};
use crate::rdp::error::{Misbehaved, RdpError, Structure};
use crate::rdp::fence::fenced;

/// [MS-RDPBCGR] 2.2.1.3.4: at most this many static channels.
const MAX_CHANNELS: usize = 31;

const CS_CORE: u16 = 0xC001;
const CS_SECURITY: u16 = 0xC002;
const CS_NET: u16 = 0xC003;

/// encryptionMethods, 2.2.1.3.3.
const ENCRYPTION_128BIT: u32 = 0x02;

/// earlyCapabilityFlags, 2.2.1.3.2.
const SUPPORTS_ERROR_INFO: u16 = 0x0001;
const WANTS_32_BITS: u16 = 0x0002;
const TAKES_GRAPHICS: u16 = 0x0100;

/// supportedColorDepths, 2.2.1.3.2.
const SUPPORTS_16: u16 = 0x0002;
const SUPPORTS_15: u16 = 0x0004;

/// What a client asks for in its Connect Initial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ConnectInitial {
    pub(crate) core: ClientCoreData,
    /// It can do RC4-128.
    pub(crate) rc4_128: bool,
    /// Channel names in the order of their ids, without the NUL; a name that is no text is empty.
    pub(crate) channels: Vec<String>,
}

/// What matters of TS_UD_CS_CORE, 2.2.1.3.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClientCoreData {
    pub(crate) width: u16,
    pub(crate) height: u16,
    pub(crate) bits_per_pixel: u8,
    pub(crate) error_info: bool,
    /// It takes the graphics pipeline (RNS_UD_CS_SUPPORT_DYNVC_GFX_PROTOCOL).
    pub(crate) graphics: bool,
}

/// Reads a Connect Initial. Blocks that are not needed, known or not, are passed over unread.
pub(crate) fn connect_initial(frame: &[u8]) -> Result<ConnectInitial, RdpError> {
    let conference = Reader::all(x224_data(frame)?, Structure::ConnectInitial, |reader| {
        if reader.array()? != [0x7F, 0x65] {
            return Err(Misbehaved::Expected(Structure::ConnectInitial).into());
        }
        let length = ber_length(reader)?;
        reader.part(length, Structure::ConnectInitial, |reader| {
            // calling and called domain, upwardFlag, target, minimum and maximum parameters
            for tag in [0x04, 0x04, 0x01, 0x30, 0x30, 0x30] {
                ber(reader, tag)?;
            }
            ber(reader, 0x04)
        })
    })?;
    let blocks = Reader::all(conference, Structure::ConferenceCreateRequest, |reader| {
        // t124Identifier, then ConnectPDU with its length, T.124 and 2.2.1.3. That length counts what the next one
        // counts, too.
        if reader.array()? != [0x00, 0x05, 0x00, 0x14, 0x7C, 0x00, 0x01] {
            return Err(Misbehaved::Expected(Structure::ConferenceCreateRequest).into());
        }
        per_length(reader)?;
        // ConferenceCreateRequest with userData, name "1", one set, key of four bytes "Duca"
        if reader.array()? != *b"\x00\x08\x00\x10\x00\x01\xC0\x00Duca" {
            return Err(Misbehaved::Expected(Structure::ConferenceCreateRequest).into());
        }
        let length = per_length(reader)?;
        reader.bytes(length)
    })?;
    client_data(blocks)
}

/// The client data blocks, 2.2.1.3.1, each with type and length.
fn client_data(blocks: &[u8]) -> Result<ConnectInitial, RdpError> {
    let (mut core, mut security, mut channels) = (None, None, Vec::new());
    Reader::all(blocks, Structure::GccBlock, |reader| {
        while !reader.is_empty() {
            let kind = reader.u16()?;
            let length = usize::from(reader.u16()?);
            let body = length.checked_sub(4).ok_or(Structure::GccBlock.bad_length(length))?;
            let body = reader.bytes(body)?;
            match kind {
                CS_CORE => core = Some(core_data(body)?),
                CS_SECURITY => security = Some(security_data(body)?),
                CS_NET => channels = network_data(body)?,
                _ => tracing::trace!(kind, section = "[MS-RDPBCGR] 2.2.1.3.1", "a GCC block is ignored"),
            }
        }
        Ok(())
    })?;
    let core = core.ok_or(Misbehaved::Missing(Structure::ClientCoreData))?;
    let methods = security.ok_or(Misbehaved::Missing(Structure::ClientSecurityData))?;
    Ok(ConnectInitial {
        core,
        rc4_128: methods & ENCRYPTION_128BIT != 0,
        channels,
    })
}

/// TS_UD_CS_CORE, 2.2.1.3.2. Everything from the first optional field on may be missing.
fn core_data(body: &[u8]) -> Result<ClientCoreData, RdpError> {
    Reader::all(body, Structure::ClientCoreData, |reader| {
        reader.skip("version", 4)?;
        let (width, height) = (reader.u16()?, reader.u16()?);
        let depth = reader.u16()?;
        reader.skip("SASSequence", 2)?;
        reader.skip("keyboardLayout, clientBuild", 8)?;
        reader.skip("clientName", 32)?;
        reader.skip("keyboardType, keyboardSubType, keyboardFunctionKey", 12)?;
        reader.skip("imeFileName", 64)?;
        let beta_depth = reader.optional(Reader::u16)?;
        reader.optional(|reader| reader.skip("clientProductId", 2))?;
        reader.optional(|reader| reader.skip("serialNumber", 4))?;
        let high_depth = reader.optional(Reader::u16)?;
        let supported = reader.optional(Reader::u16)?.unwrap_or(0);
        let early = reader.optional(Reader::u16)?.unwrap_or(0);
        reader.ignore_rest("[MS-RDPBCGR] 2.2.1.3.2");
        Ok(ClientCoreData {
            width,
            height,
            bits_per_pixel: bits_per_pixel(beta_depth.unwrap_or(depth), high_depth, supported, early),
            error_info: early & SUPPORTS_ERROR_INFO != 0,
            graphics: early & TAKES_GRAPHICS != 0,
        })
    })
}

/// The depth that a client asks for by its colorDepth or postBeta2ColorDepth, highColorDepth, supportedColorDepths and
/// earlyCapabilityFlags, 2.2.1.3.2.
fn bits_per_pixel(depth: u16, high: Option<u16>, supported: u16, early: u16) -> u8 {
    let asked = if early & WANTS_32_BITS != 0 {
        32
    } else {
        match (high, depth) {
            (Some(24), _) | (None, 0xCA04) => 24,
            (Some(16), _) | (None, 0xCA03) => 16,
            (Some(15), _) | (None, 0xCA02) => 15,
            _ => 8,
        }
    };
    // Palettes are not sent: a client that asks for one gets the least depth without.
    match asked {
        8 if supported & SUPPORTS_16 == 0 && supported & SUPPORTS_15 != 0 => 15,
        8 => 16,
        asked => asked,
    }
}

/// TS_UD_CS_SEC, 2.2.1.3.3: the methods, those of the French locale included.
fn security_data(body: &[u8]) -> Result<u32, RdpError> {
    Reader::all(body, Structure::ClientSecurityData, |reader| {
        let methods = reader.u32()? | reader.optional(Reader::u32)?.unwrap_or(0);
        reader.ignore_rest("[MS-RDPBCGR] 2.2.1.3.3");
        Ok(methods)
    })
}

/// TS_UD_CS_NET, 2.2.1.3.4.
fn network_data(body: &[u8]) -> Result<Vec<String>, RdpError> {
    Reader::all(body, Structure::ClientNetworkData, |reader| {
        let count = reader.u32_length()?;
        if count > MAX_CHANNELS {
            return Err(Structure::ClientNetworkData.too_many(MAX_CHANNELS).into());
        }
        let mut channels = Vec::with_capacity(count);
        for _ in 0..count {
            let name: [u8; 8] = reader.array()?;
            reader.skip("options", 4)?;
            let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
            channels.push(std::str::from_utf8(name).unwrap_or_default().to_owned());
        }
        reader.ignore_rest("[MS-RDPBCGR] 2.2.1.3.4");
        Ok(channels)
    })
}

/// The content of one BER element with this tag.
fn ber<'a>(reader: &mut Reader<'a>, tag: u8) -> Result<&'a [u8], RdpError> {
    if reader.u8()? != tag {
        return Err(Misbehaved::Undecodable(Structure::ConnectInitial).into());
    }
    let length = ber_length(reader)?;
    reader.bytes(length)
}

fn ber_length(reader: &mut Reader<'_>) -> Result<usize, RdpError> {
    match reader.u8()? {
        length @ 0..=0x7F => Ok(usize::from(length)),
        0x81 => reader.u8().map(usize::from),
        0x82 => reader.u16_be().map(usize::from),
        first => Err(Structure::ConnectInitial.bad_length(first.into()).into()),
    }
}

/// The server's side of Standard RDP Security: its random and its proprietary certificate.
pub(crate) struct ServerSecurity {
    pub(crate) random: [u8; 32],
    pub(crate) certificate: Vec<u8>,
}

/// Writes a Connect Initial with these blocks.
pub(crate) fn append_connect_initial(blocks: ClientGccBlocks, out: &mut Vec<u8>) -> Result<(), RdpError> {
    let initial =
        mcs::ConnectInitial::with_gcc_blocks(blocks).map_err(Structure::ConferenceCreateRequest.unencodable())?;
    let initial = encode_vec(&initial).map_err(Structure::ConnectInitial.unencodable())?;
    x224_unit(out, |out| {
        out.extend_from_slice(&initial);
        Ok(())
    })
}

/// The blocks of a Connect Response.
pub(crate) fn connect_response(frame: &[u8]) -> Result<ServerGccBlocks, RdpError> {
    let data = x224_data(frame)?;
    let response = fenced(Structure::ConnectResponse, || decode::<ConnectResponse>(data))?;
    Ok(response.conference_create_response.into_gcc_blocks())
}

/// Writes the Connect Response for this user, with the ids of the static channels. `None` is encryption method NONE.
pub(crate) fn append_connect_response(
    requested_protocols: u32,
    user: u16,
    channel_ids: Vec<u16>,
    security: Option<ServerSecurity>,
    out: &mut Vec<u8>,
) -> Result<(), RdpError> {
    let security = match security {
        None => ServerSecurityData::no_security(),
        Some(security) => ServerSecurityData {
            encryption_method: EncryptionMethod::BIT_128,
            encryption_level: EncryptionLevel::High,
            server_random: Some(security.random),
            server_cert: security.certificate,
        },
    };
    let blocks = ServerGccBlocks {
        core: ServerCoreData {
            version: RdpVersion::V5_PLUS,
            optional_data: ServerCoreOptionalData {
                client_requested_protocols: Some(SecurityProtocol::from_bits_retain(requested_protocols)),
                early_capability_flags: None,
            },
        },
        network: ServerNetworkData {
            io_channel: IO_CHANNEL,
            channel_ids,
        },
        security,
        message_channel: None,
        multi_transport_channel: None,
    };
    let unencodable = Structure::ConnectResponse.unencodable();
    let response = ConnectResponse {
        conference_create_response: ConferenceCreateResponse::new(user, blocks).map_err(unencodable)?,
        called_connect_id: 0,
        domain_parameters: DomainParameters::target(),
    };
    let response = encode_vec(&response).map_err(Structure::ConnectResponse.unencodable())?;
    x224_unit(out, |out| {
        out.extend_from_slice(&response);
        Ok(())
    })
}
