//! Connection string 2 ([MS-RAI] §2.2.2): `<E>` with the pins, the ID and the listeners.

use base64::prelude::{BASE64_STANDARD, Engine};

use super::address::Address;
use super::damage::Damage;
use super::pins::Pins;
use super::text::{self, Element};
use super::ticket_id::TicketId;
use crate::vocabulary::Kh2;

/// Far more than a computer has; the expert tries them all.
pub const MAX_ADDRESSES: usize = 64;
/// FreeRDP 2.11 skips hosts of this length and shorter.
const SKIPPED_LENGTH: usize = 8;
/// Windows breaks the certificate's base64 after this many characters.
const CERTIFICATE_LINE: usize = 64;

pub(super) struct String2 {
    pub(super) id: TicketId,
    pub(super) pins: Option<Pins>,
    pub(super) addresses: Vec<Address>,
}

/// Why a string that has an `<E>` cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StringError {
    Damaged(Damage),
    NoAddress,
    TooManyAddresses,
}

/// Takes the elements of a text; `None` if there is no `E` among them.
pub(super) fn parse(elements: &[Element]) -> Option<Result<String2, StringError>> {
    let start = elements.iter().position(|element| element.is("E"))?;
    Some(parse_inside(elements.get(start..).unwrap_or_default()))
}

fn parse_inside(elements: &[Element]) -> Result<String2, StringError> {
    let mut auth = elements.iter().filter(|element| element.is("A"));
    let (Some(auth), None) = (auth.next(), auth.next()) else {
        return Err(StringError::Damaged(Damage::KeysMissing));
    };
    let id = auth.compact("ID").and_then(|id| TicketId::parse(&id));
    let id = id.ok_or(StringError::Damaged(Damage::IdMissing))?;
    let mut addresses = Vec::new();
    for listener in elements.iter().filter(|element| element.is("L")) {
        // A listener with a URI instead of a port is a web socket, which Lifeline does not speak.
        let port = listener.compact("P").and_then(|port| port.parse().ok());
        let Some(address) = listener
            .compact("N")
            .zip(port)
            .and_then(|(host, port)| Address::new(&host, port))
        else {
            continue;
        };
        if !addresses.contains(&address) {
            addresses.push(address);
        }
        if addresses.len() > MAX_ADDRESSES {
            return Err(StringError::TooManyAddresses);
        }
    }
    if addresses.is_empty() {
        return Err(StringError::NoAddress);
    }
    Ok(String2 {
        id,
        pins: pins(auth)?,
        addresses,
    })
}

/// A pin that cannot be read is no reason to go on without it.
fn pins(auth: &Element) -> Result<Option<Pins>, StringError> {
    let damaged = StringError::Damaged(Damage::KeysUnreadable);
    let Some(kh) = auth.compact("KH") else {
        return Ok(None);
    };
    let kh = BASE64_STANDARD.decode(kh).ok().and_then(|kh| kh.try_into().ok());
    let kh2 = match auth.compact("KH2") {
        Some(kh2) => Some(Kh2::parse(&kh2).ok_or(damaged)?),
        None => None,
    };
    let ce = match auth.compact("CE") {
        Some(ce) => Some(BASE64_STANDARD.decode(ce).map_err(|_| damaged)?),
        None => None,
    };
    Ok(Some(Pins {
        kh: kh.ok_or(damaged)?,
        kh2,
        ce,
    }))
}

/// Writes the string as recorded Windows tickets have it, and so that FreeRDP 2.11 finds each address.
pub(super) fn write(id: &TicketId, pins: &Pins, addresses: &[Address]) -> String {
    let mut string = format!("<E><A KH=\"{}\"", BASE64_STANDARD.encode(pins.kh));
    if let Some(kh2) = &pins.kh2 {
        string.push_str(&format!(" KH2=\"{}\"", kh2.to_text()));
    }
    if let Some(ce) = &pins.ce {
        string.push_str(&format!(" CE=\"{}\"", wrapped(ce)));
    }
    string.push_str(&format!(
        " ID=\"{}\"/><C><T ID=\"1\" SID=\"0\">",
        text::escape(id.as_str())
    ));
    for address in addresses.iter().take(MAX_ADDRESSES) {
        for host in spellings(address) {
            string.push_str(&format!("<L P=\"{}\" N=\"{}\"/>", address.port, text::escape(&host)));
        }
    }
    string.push_str("</T></C></E>");
    string
}

fn wrapped(certificate: &[u8]) -> String {
    let mut lines = String::new();
    for (index, c) in BASE64_STANDARD.encode(certificate).chars().enumerate() {
        if index > 0 && index % CERTIFICATE_LINE == 0 {
            lines.push_str("&#xA;");
        }
        lines.push(c);
    }
    lines
}

/// How to write a host so that FreeRDP 2.11, which skips those of 8 characters or fewer, finds it too.
///
/// - A short IPv6 address is written in full (`fd00::5` as `fd00:0:0:0:0:0:0:5`, RFC 4291 §2.2), which all read.
/// - A short IPv4 address has no longer spelling that all read alike: leading zeros mean octal to some and nothing to
///   others. It stays, and its IPv4-mapped IPv6 form (RFC 4291 §2.5.5.2) follows as one more listener: 2.11 reaches it
///   over that one, others reach it before; our own reader makes one address of both.
/// - A short name has no longer spelling; 2.11 does not find it.
fn spellings(address: &Address) -> Vec<String> {
    let host = &address.host;
    if host.len() > SKIPPED_LENGTH {
        return vec![host.clone()];
    }
    if let Ok(ip) = host.parse::<std::net::Ipv4Addr>() {
        return vec![host.clone(), ip.to_ipv6_mapped().to_string()];
    }
    if let Some((ip, zone)) = address.ipv6() {
        let groups: Vec<String> = ip.segments().iter().map(|group| format!("{group:x}")).collect();
        let zone = zone.map(|zone| format!("%{zone}")).unwrap_or_default();
        return vec![format!("{}{zone}", groups.join(":"))];
    }
    vec![host.clone()]
}
