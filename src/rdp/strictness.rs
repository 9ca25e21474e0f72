//! Every reader of the room in one table: a valid structure with one byte more is refused, or accepted where the
//! specification lets it grow; every shorter one is refused, apart from those that end where an optional field begins.
//! Nothing panics.

use super::RdpError;
use super::channels::{chunks, drdynvc, encomsp, remdesk};
use super::expert::connect::{ProtocolRequest, confirmed, request};
use super::expert::updates::UpdateReader;
use super::graphics::pdu::FromServer;
use super::keys::ServerPublicKey;
use super::novice::accept::negotiate;
use super::novice::graphics;
use super::pdu::capabilities::{ConfirmActive, DemandActive};
use super::pdu::client_info::ClientInfo;
use super::pdu::finalization;
use super::pdu::frame::SendDataKind;
use super::pdu::mcs::DomainPdu;
use super::pdu::reader::Reader;
use super::pdu::share::{SharePdu, data_type, share_data};
use super::pdu::{gcc, input, licence, tpkt};
use super::security::Opener;
use super::{Misbehaved, Structure};

/// What a byte more is.
#[derive(Clone, Copy, PartialEq)]
enum Follows {
    Refused,
    /// The structure may grow.
    Ignored,
    /// The last field has no length of its own.
    Content,
}
use Follows::{Content, Ignored, Refused};

struct ReaderRow {
    name: &'static str,
    valid: Vec<u8>,
    follows: Follows,
    /// Shorter lengths that are whole, too.
    ends: Vec<usize>,
    read: fn(&[u8]) -> Result<(), RdpError>,
}

fn row(
    name: &'static str,
    valid: impl Into<Vec<u8>>,
    follows: Follows,
    ends: &[usize],
    read: fn(&[u8]) -> Result<(), RdpError>,
) -> ReaderRow {
    ReaderRow {
        name,
        valid: valid.into(),
        follows,
        ends: ends.to_vec(),
        read,
    }
}

fn u16_of(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

/// TPKT and X.224 around MCS.
fn framed(content: &[u8]) -> Vec<u8> {
    let length = u16_of(content.len() + 7).to_be_bytes();
    [&[3, 0][..], &length, &[2, 0xF0, 0x80], content].concat()
}

fn request_pdu(content: &[u8]) -> Result<(), RdpError> {
    DomainPdu::read(&mut framed(content), SendDataKind::Request).map(drop)
}

fn indication_pdu(content: &[u8]) -> Result<(), RdpError> {
    DomainPdu::read(&mut framed(content), SendDataKind::Indication).map(drop)
}

fn mcs() -> Vec<ReaderRow> {
    vec![
        row("X.224 data", framed(&[0xAA]), Refused, &[], |bytes| {
            tpkt::x224_data(bytes).map(drop)
        }),
        row("Erect Domain Request", [4, 1, 0, 1, 0], Refused, &[], request_pdu),
        row("Attach User Request", [0x28], Refused, &[], request_pdu),
        row("Attach User Confirm", [0x2E, 0, 0, 6], Refused, &[], indication_pdu),
        row("Channel Join Request", [0x38, 0, 6, 3, 0xEB], Refused, &[], request_pdu),
        row(
            "Channel Join Confirm",
            [0x3E, 0, 0, 6, 3, 0xEB, 3, 0xEB],
            Refused,
            &[],
            indication_pdu,
        ),
        row("Disconnect Ultimatum", [0x21, 0x80], Refused, &[], indication_pdu),
        row(
            "Send Data Request",
            [0x64, 0, 6, 3, 0xEB, 0x70, 2, 0xAA, 0xBB],
            Refused,
            &[],
            request_pdu,
        ),
        row(
            "Send Data Indication",
            [0x68, 0, 1, 3, 0xEB, 0x70, 2, 0xAA, 0xBB],
            Refused,
            &[],
            indication_pdu,
        ),
        row("security header", [0x40, 0, 0, 0], Content, &[], |bytes| {
            Opener::plain().open_slow(&mut bytes.to_vec(), true).map(drop)
        }),
    ]
}

/// A Connection Request with this behind its X.224 header.
fn connection_request(negotiation: &[u8]) -> Vec<u8> {
    let [low, indicated] = [negotiation.len() + 11, negotiation.len() + 6].map(|n| u8::try_from(n).unwrap_or(0));
    [&[3, 0, 0, low, indicated, 0xE0, 0, 0, 0, 0, 0], negotiation].concat()
}

fn ber(tag: &[u8], content: &[u8]) -> Vec<u8> {
    [tag, &[0x82], &u16_of(content.len()).to_be_bytes(), content].concat()
}

fn per(content: &[u8]) -> Vec<u8> {
    [&(u16_of(content.len()) | 0x8000).to_be_bytes(), content].concat()
}

fn initial(conference: &[u8]) -> Vec<u8> {
    let parameters = [&ber(&[0x30], &[])[..]; 3].concat();
    let domains = [&ber(&[4], &[1])[..], &ber(&[4], &[1]), &ber(&[1], &[0xFF])].concat();
    ber(&[0x7F, 0x65], &[domains, parameters, ber(&[4], conference)].concat())
}

fn conference(blocks: &[(u16, &[u8])]) -> Vec<u8> {
    let mut data = Vec::new();
    for (kind, body) in blocks {
        data.extend_from_slice(&kind.to_le_bytes());
        data.extend_from_slice(&u16_of(body.len() + 4).to_le_bytes());
        data.extend_from_slice(body);
    }
    let rest = [&b"\x00\x08\x00\x10\x00\x01\xC0\x00Duca"[..], &per(&data)].concat();
    [&[0x00, 0x05, 0x00, 0x14, 0x7C, 0x00, 0x01][..], &per(&rest)].concat()
}

const CORE: [u8; 142] = [0; 142];
const SECURITY: [u8; 8] = [2, 0, 0, 0, 0, 0, 0, 0];
const NETWORK: [u8; 16] = *b"\x01\0\0\0remdesk\0\0\0\0\0";

fn read_blocks(blocks: &[(u16, &[u8])]) -> Result<(), RdpError> {
    gcc::connect_initial(&framed(&initial(&conference(blocks)))).map(drop)
}

fn first_messages() -> Vec<ReaderRow> {
    let blocks = conference(&[(0xC001, &CORE), (0xC002, &SECURITY), (0xC003, &NETWORK)]);
    let confirm = [3, 0, 0, 19, 14, 0xD0, 0, 0, 0, 0, 0, 2, 0, 8, 0, 1, 0, 0, 0];
    vec![
        row(
            "Connection Request",
            request(ProtocolRequest::Tls),
            Refused,
            &[],
            |bytes| negotiate(bytes, false).map(drop),
        ),
        row("RDP_NEG_REQ", [1, 0, 8, 0, 1, 0, 0, 0], Refused, &[0], |bytes| {
            negotiate(&connection_request(bytes), false).map(drop)
        }),
        row(
            "RDP_NEG_REQ, correlated",
            [1, 8, 8, 0, 1, 0, 0, 0],
            Ignored,
            &[0],
            |bytes| negotiate(&connection_request(bytes), false).map(drop),
        ),
        row("Connection Confirm", confirm, Refused, &[11], |bytes| {
            confirmed(bytes, ProtocolRequest::Tls).map(drop)
        }),
        row("Connect Initial", initial(&blocks), Refused, &[], |bytes| {
            gcc::connect_initial(&framed(bytes)).map(drop)
        }),
        row("Conference Create Request", blocks, Refused, &[], |bytes| {
            gcc::connect_initial(&framed(&initial(bytes))).map(drop)
        }),
        row(
            "client core data",
            CORE,
            Ignored,
            &[128, 130, 132, 136, 138, 140],
            |bytes| read_blocks(&[(0xC001, bytes), (0xC002, &SECURITY)]),
        ),
        row("client security data", SECURITY, Ignored, &[4], |bytes| {
            read_blocks(&[(0xC001, &CORE), (0xC002, bytes)])
        }),
        row("client network data", NETWORK, Ignored, &[], |bytes| {
            read_blocks(&[(0xC001, &CORE), (0xC002, &SECURITY), (0xC003, bytes)])
        }),
        row(
            "Client Info",
            [&[0; 4][..], &[0x10, 0, 0, 0], &[0; 10], &[0; 10]].concat(),
            Ignored,
            &[],
            |bytes| ClientInfo::read(bytes).map(drop),
        ),
        row("licensing", licence::STATUS_VALID_CLIENT, Refused, &[], licence::read),
        row("certificate", certificate(), Refused, &[], |bytes| {
            ServerPublicKey::parse(bytes).map(drop)
        }),
    ]
}

/// A proprietary certificate with a key of 512 bits, which is no key.
fn certificate() -> Vec<u8> {
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let key = [&b"RSA1"[..], &numbers(&[72, 512, 63, 65_537]), &[0xFF; 64], &[0; 8]].concat();
    let length = u16_of(key.len()).to_le_bytes();
    [
        &numbers(&[1, 1, 1])[..],
        &[6, 0],
        &length,
        &key,
        &[8, 0, 72, 0],
        &[0; 72],
    ]
    .concat()
}

fn set(kind: u16, body: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &u16_of(body.len() + 4).to_le_bytes(), body].concat()
}

/// Source descriptor and capability sets.
fn combined(sets: &[Vec<u8>]) -> Vec<u8> {
    let count = u16_of(sets.len()).to_le_bytes();
    [&[4, 0, 0, 0][..], b"RDP\0", &count, &[0, 0], &sets.concat()].concat()
}

const GENERAL: [u8; 20] = [0; 20];
const BITMAP: [u8; 24] = [0; 24];

fn read_set(kind: u16, body: &[u8]) -> Result<(), RdpError> {
    let sets = combined(&[set(kind, body)]);
    ConfirmActive::read(&[&[0; 6][..], &sets].concat()).map(drop)
}

fn read_shares(bytes: &[u8]) -> Result<(), RdpError> {
    let mut rest = bytes;
    while SharePdu::next(&mut rest, SendDataKind::Request)?.is_some() {}
    Ok(())
}

fn shares() -> Vec<ReaderRow> {
    let sets = combined(&[set(1, &GENERAL), set(2, &BITMAP)]);
    let demand = [&[0; 4][..], &sets, &[0; 4]].concat();
    let without_session = demand.len() - 4;
    let data = share_data(data_type::SYNCHRONIZE, 1007, 1, &[1, 0, 0xEA, 3]);
    vec![
        row("share data", data.unwrap_or_default(), Refused, &[0], read_shares),
        row("flow", [0, 0x80, 0, 0x41, 0, 0, 0xEA, 3], Refused, &[0], read_shares),
        row("Demand Active", demand, Refused, &[without_session], |bytes| {
            DemandActive::read(bytes).map(drop)
        }),
        row("Confirm Active", [&[0; 6][..], &sets].concat(), Refused, &[], |bytes| {
            ConfirmActive::read(bytes).map(drop)
        }),
        row("General set", GENERAL, Ignored, &[19], |bytes| read_set(1, bytes)),
        row("Bitmap set", BITMAP, Ignored, &[20, 21, 22, 23], |bytes| {
            read_set(2, bytes)
        }),
        row("Pointer set", [0; 6], Ignored, &[4], |bytes| read_set(8, bytes)),
        row("Multifragment set", [0; 4], Ignored, &[], |bytes| read_set(0x1A, bytes)),
        row("Large Pointer set", [0; 2], Ignored, &[], |bytes| read_set(0x1B, bytes)),
        row("Surface Commands set", [0; 8], Ignored, &[4, 5, 6, 7], |bytes| {
            read_set(0x1C, bytes)
        }),
        row("unknown set", [], Ignored, &[], |bytes| read_set(0x77, bytes)),
        row(
            "Synchronize",
            [1, 0, 0xEA, 3],
            Refused,
            &[],
            finalization::read_synchronize,
        ),
        row("Control", [4, 0, 0, 0, 0, 0, 0, 0], Refused, &[], |bytes| {
            finalization::read_control(bytes).map(drop)
        }),
        row(
            "Font List",
            finalization::FONT_LIST,
            Refused,
            &[],
            finalization::read_fonts,
        ),
        row(
            "Font Map",
            finalization::FONT_MAP,
            Refused,
            &[],
            finalization::read_fonts,
        ),
        row("Set Error Info", [0; 4], Refused, &[], |bytes| {
            finalization::read_error_info(bytes).map(drop)
        }),
        row("Suppress Output", [1; 12], Refused, &[4], |bytes| {
            finalization::read_suppress_output(bytes).map(drop)
        }),
        row(
            "Refresh Rect",
            finalization::refresh_rect(800, 600),
            Refused,
            &[],
            |bytes| finalization::read_refresh_rect(bytes).map(drop),
        ),
        row("frame acknowledgement", [0; 4], Refused, &[], |bytes| {
            finalization::read_frame_acknowledge(bytes).map(drop)
        }),
        row(
            "input",
            [&[1, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0x1E, 0, 0, 0][..]].concat(),
            Refused,
            &[],
            |bytes| input::read_slow_path(bytes, &mut |_| ()),
        ),
        row("fast-path input", [0, 0x1E], Refused, &[], |bytes| {
            input::read_fast_path(1 << 2, bytes, &mut |_| ())
        }),
        row("unknown fast-path input", [0xE0], Ignored, &[], |bytes| {
            input::read_fast_path(1 << 2, bytes, &mut |_| ())
        }),
    ]
}

fn read_updates(payload: &[u8]) -> Result<(), RdpError> {
    UpdateReader::new(4, 4)?.fast(payload, &mut Vec::new(), &mut Vec::new())
}

fn read_surface_commands(commands: &[u8]) -> Result<(), RdpError> {
    let length = u16_of(commands.len()).to_le_bytes();
    read_updates(&[&[4][..], &length, commands].concat())
}

fn read_remdesk(name: &str, data: &[u8]) -> Result<(), RdpError> {
    let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    let lengths = [name.len(), data.len()].map(|length| u32::from(u16_of(length)).to_le_bytes());
    remdesk::Message::parse(&[lengths.as_flattened(), &name, data].concat()).map(drop)
}

fn read_dynamic(bytes: &[u8], sender: drdynvc::Sender) -> Result<(), RdpError> {
    drdynvc::Message::parse(bytes, sender).map(drop)
}

fn channels() -> Vec<ReaderRow> {
    vec![
        row("fast-path update", [3, 0, 0], Ignored, &[0, 1, 2], read_updates),
        row(
            "surface commands",
            [4, 0, 0, 0, 1, 0, 0, 0],
            Ignored,
            &[0, 1],
            read_surface_commands,
        ),
        row("channel PDU", *b"\x03\0\0\0\x13\0\0\0abc", Refused, &[], |bytes| {
            chunks::Reassembler::new().push(bytes).map(drop)
        }),
        row("remdesk", remdesk::Message::Result(7).encode(), Ignored, &[], |bytes| {
            remdesk::Message::parse(bytes).map(drop)
        }),
        row("remdesk RESULT", [2, 0, 0, 0, 7, 0, 0, 0], Ignored, &[], |bytes| {
            read_remdesk("RC_CTL", bytes)
        }),
        row("Lifeline's own", [4, 0, 0, 0, 30, 0, 0, 0], Refused, &[], |bytes| {
            read_remdesk("lifeline", bytes)
        }),
        row("encomsp", [9, 0, 10, 0, 3, 0, 0, 0, 0, 0], Refused, &[0], |bytes| {
            encomsp::Message::parse(bytes).map(drop)
        }),
        row("encomsp CHANGE_CONTROL", [3, 0, 0, 0, 0, 0], Ignored, &[], |bytes| {
            let length = u16_of(bytes.len() + 4).to_le_bytes();
            encomsp::Message::parse(&[&[9, 0][..], &length, bytes].concat()).map(drop)
        }),
        row("dynamic capabilities", [0x50, 0, 1, 0], Ignored, &[], |bytes| {
            read_dynamic(bytes, drdynvc::Sender::Client)
        }),
        row("dynamic create", *b"\x10\x03ab\0", Refused, &[2, 3, 4], |bytes| {
            read_dynamic(bytes, drdynvc::Sender::Server)
        }),
        row("dynamic created", [0x10, 3, 0, 0, 0, 0], Refused, &[], |bytes| {
            read_dynamic(bytes, drdynvc::Sender::Client)
        }),
        row("dynamic close", [0x40, 3], Refused, &[], |bytes| {
            read_dynamic(bytes, drdynvc::Sender::Client)
        }),
        row("dynamic data", [0x30, 3], Content, &[], |bytes| {
            read_dynamic(bytes, drdynvc::Sender::Client)
        }),
        row("dynamic first data", [0x20, 3, 9], Content, &[], |bytes| {
            read_dynamic(bytes, drdynvc::Sender::Client)
        }),
    ]
}

fn graphics_pdu(command: u16, body: &[u8]) -> Vec<u8> {
    let length = u32::from(u16_of(body.len() + 8)).to_le_bytes();
    [&command.to_le_bytes()[..], &[0, 0], &length, body].concat()
}

fn from_client(command: u16, body: &[u8]) -> Result<(), RdpError> {
    graphics::read(&graphics_pdu(command, body), &mut Vec::new())
}

fn from_server(command: u16, body: &[u8]) -> Result<(), RdpError> {
    Reader::all(&graphics_pdu(command, body), Structure::GraphicsPdu, |reader| {
        FromServer::next(reader).map(drop)
    })
}

fn pipeline() -> Vec<ReaderRow> {
    let rectangle = [0, 0, 0, 0, 4, 0, 4, 0];
    let fill = [&[1, 0, 1, 2, 3, 0xFF, 1, 0][..], &rectangle].concat();
    let copy = [&[1, 0, 1, 0][..], &rectangle, &[1, 0, 0, 0, 0, 0]].concat();
    let bits = [&[1, 0, 0, 0, 0x20][..], &rectangle, &[2, 0, 0, 0, 0xAA, 0xBB]].concat();
    let mut two_monitors = [8, 4, 2, 0, 0, 3, 3, 1, 4, 0, 7, 3, 0].map(u32::to_le_bytes).concat();
    two_monitors.resize(332, 0);
    let advertise = [&[1, 0][..], &[4, 0, 8, 0], &[4, 0, 0, 0], &[0; 4]].concat();
    vec![
        row("graphics PDU", graphics_pdu(0x0D, &[0; 12]), Refused, &[0], |bytes| {
            graphics::read(bytes, &mut Vec::new())
        }),
        row("frame acknowledge", [0; 12], Refused, &[], |bytes| {
            from_client(0x0D, bytes)
        }),
        row("capabilities advertise", advertise, Refused, &[], |bytes| {
            from_client(0x12, bytes)
        }),
        row("graphics capability set", [0; 4], Ignored, &[0], |bytes| {
            let length = u32::from(u16_of(bytes.len())).to_le_bytes();
            from_client(0x12, &[&[1, 0, 4, 0, 8, 0][..], &length, bytes].concat())
        }),
        row(
            "cache import offer",
            [&[1, 0][..], &[0; 12]].concat(),
            Refused,
            &[],
            |bytes| from_client(0x10, bytes),
        ),
        row("QoE acknowledge", [0; 12], Refused, &[], |bytes| {
            from_client(0x16, bytes)
        }),
        row("start frame", [0; 8], Refused, &[], |bytes| from_server(0x0B, bytes)),
        row("end frame", [0; 4], Refused, &[], |bytes| from_server(0x0C, bytes)),
        row("solid fill", fill, Refused, &[], |bytes| from_server(0x04, bytes)),
        row("surface to surface", copy, Refused, &[], |bytes| {
            from_server(0x05, bytes)
        }),
        row("wire to surface", bits, Refused, &[], |bytes| from_server(0x01, bytes)),
        row("reset graphics", [0; 332], Refused, &[], |bytes| {
            from_server(0x0E, bytes)
        }),
        row("reset graphics with monitors", two_monitors, Refused, &[], |bytes| {
            from_server(0x0E, bytes)
        }),
        row("create surface", [1, 0, 4, 0, 4, 0, 0x20], Refused, &[], |bytes| {
            from_server(0x09, bytes)
        }),
        row("delete surface", [1, 0], Refused, &[], |bytes| from_server(0x0A, bytes)),
        row(
            "map surface",
            [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            Refused,
            &[],
            |bytes| from_server(0x0F, bytes),
        ),
        row(
            "capabilities confirm",
            [0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0],
            Refused,
            &[],
            |bytes| from_server(0x13, bytes),
        ),
    ]
}

fn is_refused(read: &Result<(), RdpError>) -> bool {
    matches!(read, Err(RdpError::Misbehaved(_)))
}

#[test]
fn one_byte_more_is_refused_or_may_follow_and_each_byte_less_is_refused() {
    let rows = [mcs(), first_messages(), shares(), channels(), pipeline()];
    for row in rows.into_iter().flatten() {
        let name = row.name;
        assert_eq!((row.read)(&row.valid), Ok(()), "{name}");
        let longer = (row.read)(&[&row.valid[..], &[0]].concat());
        match row.follows {
            Refused => assert!(is_refused(&longer), "{name} with a byte more: {longer:?}"),
            Ignored | Content => assert_eq!(longer, Ok(()), "{name} with a byte more"),
        }
        for length in 0..row.valid.len() {
            let shorter = (row.read)(&row.valid[..length]);
            if row.ends.contains(&length) {
                assert_eq!(shorter, Ok(()), "{name} of {length} bytes");
            } else {
                assert!(is_refused(&shorter), "{name} of {length} bytes: {shorter:?}");
            }
        }
    }
}

#[test]
fn what_follows_is_told_with_its_number() {
    let trailing = Misbehaved::Trailing {
        structure: Structure::Control,
        count: 2,
    };
    assert_eq!(finalization::read_control(&[0; 10]), Err(trailing.into()));
}
