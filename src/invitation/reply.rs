//! The reply: where an expert listens whom the novice cannot let in. The expert sends it back by chat or mail, or reads
//! it out on the phone; the novice's program connects to the address in it, and is then the server as in any session.
//!
//! ```text LIFELINE-REPLY-  the bytes below, 5 bits a symbol, in the alphabet of passwords 1   version, 1 8   SHA-256 of "lifeline/1 reply ticket" and the ticket's ID, cut 4   expiry, seconds since 1970-01-01 UTC, big endian 2   the port that is listened on, big endian 1   addresses, 1 to 8 each: 4 or 6, and the address (4 or 16 bytes); with 128 added to the first byte, the address's own port follows 16  HMAC-SHA256 of all bytes before, cut ```
//! The HMAC's key is a slow hash of password and ID, as for the fresh proof, with a salt of its own. So only somebody
//! who knows both can make the novice connect anywhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use hmac::Mac;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::fresh::{FreshError, keyed, slow_hash};
use super::secret::{PASSWORD_ALPHABET, Password, is_filler};
use super::ticket_id::TicketId;

/// Fits into one text message, with a greeting around it.
pub const MAX_REPLY_CHARS: usize = 200;
/// What a person who pastes it may paste around and into it.
const MAX_PASTE: usize = 4096;
const PREFIX: &str = "LIFELINE-REPLY-";
const VERSION: u8 = 1;
const TICKET_HASH: usize = 8;
const MAC: usize = 16;
/// As many as an invitation names; the novice's end tries them all.
const MAX_ADDRESSES: usize = 8;
/// As many as the symbols of the longest reply hold.
const MAX_BYTES: usize = (MAX_REPLY_CHARS - PREFIX.len()) * 5 / 8;
const V4: u8 = 4;
const V6: u8 = 6;
const OWN_PORT: u8 = 128;

const SALT_CONTEXT: &[u8] = b"lifeline/1 reply";
const TICKET_CONTEXT: &[u8] = b"lifeline/1 reply ticket";
const MAC_CONTEXT: &[u8] = b"reply";
const KNOCK_CONTEXT: &[u8] = b"knock";

/// What is wrong with a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReplyError {
    #[error("this is not a reply")]
    NotAReply,
    #[error("the reply is damaged")]
    Damaged,
    #[error("the reply is of a newer version of this program")]
    Newer,
    #[error("the reply was not made by somebody who knows the invitation and its password")]
    Forged,
    #[error("the reply has expired")]
    Expired,
}

/// The key that both ends make of an invitation's password and ID. Costs as much as [`super::FreshKey`].
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct ReplyKey([u8; 32]);

/// What a checked reply says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summons {
    /// Best first.
    pub addresses: Vec<SocketAddr>,
    /// The bytes that the novice sends first, so that the listener can stay silent towards everybody else.
    pub knock: [u8; 32],
}

/// A reply that was read, and not yet checked: it does not give its addresses away.
#[derive(Debug, Clone)]
pub struct Reply {
    ticket: [u8; TICKET_HASH],
    expires: u64,
    addresses: Vec<SocketAddr>,
    signed: Vec<u8>,
    mac: [u8; MAC],
}

impl ReplyKey {
    pub fn derive(password: &Password, id: &TicketId) -> Result<Self, FreshError> {
        slow_hash(SALT_CONTEXT, password, id).map(Self)
    }

    /// The reply's text and the knock that belongs to it. Of the addresses, best first, as many are named as there is
    /// room for; those with `port` take less. `None` if there is no address, or `expires` (seconds since 1970-01-01
    /// UTC) is after 2106.
    pub fn reply(
        &self,
        id: &TicketId,
        addresses: &[SocketAddr],
        port: u16,
        expires: u64,
    ) -> Option<(String, [u8; 32])> {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&hash_of(id));
        bytes.extend_from_slice(&u32::try_from(expires).ok()?.to_be_bytes());
        bytes.extend_from_slice(&port.to_be_bytes());
        let mut named = Vec::new();
        let mut count = 0;
        for address in addresses {
            let one = entry(*address, port);
            if bytes.len() + 1 + named.len() + one.len() + MAC <= MAX_BYTES && usize::from(count) < MAX_ADDRESSES {
                named.extend_from_slice(&one);
                count += 1;
            }
        }
        if count == 0 {
            return None;
        }
        bytes.push(count);
        bytes.extend_from_slice(&named);
        let knock = self.knock(&bytes);
        let mac: [u8; 32] = self.mac(MAC_CONTEXT, &bytes).finalize().into_bytes().into();
        bytes.extend(mac.into_iter().take(MAC));
        Some((format!("{PREFIX}{}", encode(&bytes)), knock))
    }

    fn knock(&self, signed: &[u8]) -> [u8; 32] {
        self.mac(KNOCK_CONTEXT, signed).finalize().into_bytes().into()
    }

    fn mac(&self, context: &[u8], signed: &[u8]) -> hmac::Hmac<Sha256> {
        keyed(&self.0).chain_update(context).chain_update(signed)
    }
}

impl Reply {
    /// Reads what a person pasted or typed: in either case, with blanks, dashes and line ends anywhere.
    pub fn read(text: &str) -> Result<Self, ReplyError> {
        if text.len() > MAX_PASTE {
            return Err(ReplyError::NotAReply);
        }
        let bare = |c: &char| !c.is_whitespace() && !is_filler(*c);
        let symbols: String = text.chars().filter(bare).map(|c| c.to_ascii_uppercase()).collect();
        let prefix: String = PREFIX.chars().filter(bare).collect();
        let symbols = symbols.strip_prefix(&prefix).ok_or(ReplyError::NotAReply)?;
        let bytes = decode(symbols).ok_or(ReplyError::Damaged)?;
        match bytes.first() {
            Some(&VERSION) => Self::parse(&bytes).ok_or(ReplyError::Damaged),
            Some(_) => Err(ReplyError::Newer),
            None => Err(ReplyError::Damaged),
        }
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (signed, mac) = bytes.split_last_chunk::<MAC>()?;
        let (_, rest) = signed.split_first()?;
        let (ticket, rest) = rest.split_first_chunk::<TICKET_HASH>()?;
        let (expires, rest) = rest.split_first_chunk::<4>()?;
        let (port, rest) = rest.split_first_chunk::<2>()?;
        let (count, mut rest) = rest.split_first()?;
        if !(1..=MAX_ADDRESSES).contains(&usize::from(*count)) {
            return None;
        }
        let mut addresses = Vec::new();
        for _ in 0..*count {
            let (address, after) = address(rest, u16::from_be_bytes(*port))?;
            addresses.push(address);
            rest = after;
        }
        rest.is_empty().then(|| Self {
            ticket: *ticket,
            expires: u32::from_be_bytes(*expires).into(),
            addresses,
            signed: signed.to_vec(),
            mac: *mac,
        })
    }

    /// Whether it answers the invitation with this ID.
    pub fn is_for(&self, id: &TicketId) -> bool {
        self.ticket.ct_eq(&hash_of(id)).into()
    }

    /// Checks who made it, in constant time, then whether it still holds (`now` in seconds since 1970-01-01 UTC).
    pub fn check(&self, key: &ReplyKey, now: u64) -> Result<Summons, ReplyError> {
        key.mac(MAC_CONTEXT, &self.signed)
            .verify_truncated_left(&self.mac)
            .map_err(|_| ReplyError::Forged)?;
        if self.expires <= now {
            return Err(ReplyError::Expired);
        }
        Ok(Summons {
            addresses: self.addresses.clone(),
            knock: key.knock(&self.signed),
        })
    }
}

fn hash_of(id: &TicketId) -> [u8; TICKET_HASH] {
    let hash = Sha256::new()
        .chain_update(TICKET_CONTEXT)
        .chain_update(id.as_str().as_bytes())
        .finalize();
    let mut cut = [0; TICKET_HASH];
    for (to, from) in cut.iter_mut().zip(hash) {
        *to = from;
    }
    cut
}

fn entry(address: SocketAddr, port: u16) -> Vec<u8> {
    let own = if address.port() == port { 0 } else { OWN_PORT };
    let mut bytes = match address.ip().to_canonical() {
        IpAddr::V4(ip) => [&[V4 | own][..], &ip.octets()].concat(),
        IpAddr::V6(ip) => [&[V6 | own][..], &ip.octets()].concat(),
    };
    if own != 0 {
        bytes.extend_from_slice(&address.port().to_be_bytes());
    }
    bytes
}

fn address(bytes: &[u8], port: u16) -> Option<(SocketAddr, &[u8])> {
    let (kind, rest) = bytes.split_first()?;
    let (ip, rest) = match kind & !OWN_PORT {
        V4 => {
            let (ip, rest) = rest.split_first_chunk::<4>()?;
            (IpAddr::V4(Ipv4Addr::from(*ip)), rest)
        }
        V6 => {
            let (ip, rest) = rest.split_first_chunk::<16>()?;
            (IpAddr::V6(Ipv6Addr::from(*ip)), rest)
        }
        _ => return None,
    };
    let (port, rest) = if kind & OWN_PORT == 0 {
        (port, rest)
    } else {
        let (port, rest) = rest.split_first_chunk::<2>()?;
        (u16::from_be_bytes(*port), rest)
    };
    (port != 0).then_some((SocketAddr::new(ip, port), rest))
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut bits, mut count) = (0u32, 0);
    let mut put = |five: u32| {
        let symbol = PASSWORD_ALPHABET.get((five & 31) as usize);
        text.extend(symbol.map(|symbol| char::from(*symbol)));
    };
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            put(bits >> count);
        }
    }
    if count > 0 {
        put(bits << (5 - count));
    }
    text
}

/// `None` for other symbols, too many of them, or bits that are left over.
fn decode(symbols: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for symbol in symbols.bytes() {
        let five = PASSWORD_ALPHABET.iter().position(|known| *known == symbol)?;
        bits = bits << 5 | u32::try_from(five).ok()?;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
        if bytes.len() > MAX_BYTES {
            return None;
        }
    }
    let rest = bits & ((1 << count) - 1);
    (count < 5 && rest == 0).then_some(bytes)
}
