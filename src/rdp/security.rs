//! Standard RDP Security with RC4-128 ([MS-RDPBCGR] 5.3): keys, MACs, key updates, and the two halves that writer and
//! reader own apart, [`Sealer`] and [`Opener`]. Weaker key lengths do not exist here, so no peer can talk this end into
//! one.
//!
//! An error of an [`Opener`] is the end of its connection: its cipher has moved on, nothing after it can be opened.

use crate::rdp::error::{Misbehaved, RdpError, Structure};
use md5::{Digest, Md5};
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::Sha1;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::pdu::reader::Reader;
use crate::rdp::messages::Random32;
use crate::rdp::pdu::frame::{self, MAX_FAST_SENT, MAX_FRAME};

/// Flags of the security header ([MS-RDPBCGR] 2.2.8.1.1.2.1).
pub const SEC_EXCHANGE_PKT: u16 = 0x0001;
pub const SEC_ENCRYPT: u16 = 0x0008;
pub const SEC_INFO_PKT: u16 = 0x0040;
pub const SEC_LICENSE_PKT: u16 = 0x0080;
pub const SEC_SECURE_CHECKSUM: u16 = 0x0800;

/// The same two in a fast-path frame's first byte ([MS-RDPBCGR] 2.2.8.1.2).
const FAST_SECURE_CHECKSUM: u8 = 0x40;
const FAST_ENCRYPTED: u8 = 0x80;

/// flags, flagsHi.
const BASIC_HEADER: usize = 4;
const MAC_LENGTH: usize = 8;
/// A key serves this many packets of one direction ([MS-RDPBCGR] 5.3.7).
const PACKETS_A_KEY: u32 = 4096;

const PAD_1: [u8; 40] = [0x36; 40];
const PAD_2: [u8; 48] = [0x5C; 48];

/// The direction of packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Expert to novice.
    ToServer,
    /// Novice to expert.
    ToClient,
}

/// The 128-bit keys of one connection ([MS-RDPBCGR] 5.3.5.1).
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SessionKeys {
    mac: [u8; 16],
    to_server: [u8; 16],
    to_client: [u8; 16],
}

impl SessionKeys {
    pub fn derive(client: &Random32, server: &Random32) -> Self {
        let salted = |secret: &[u8], salt: &[u8]| {
            let inner = Zeroizing::new(<[u8; 20]>::from(
                Sha1::new()
                    .chain_update(salt)
                    .chain_update(secret)
                    .chain_update(client.0)
                    .chain_update(server.0)
                    .finalize(),
            ));
            <[u8; 16]>::from(Md5::new().chain_update(secret).chain_update(*inner).finalize())
        };
        let last = |part: [u8; 16]| -> [u8; 16] {
            Md5::new()
                .chain_update(part)
                .chain_update(client.0)
                .chain_update(server.0)
                .finalize()
                .into()
        };
        let mut pre_master = Zeroizing::new([0u8; 48]);
        let halves = client.0.iter().take(24).chain(server.0.iter().take(24));
        pre_master.iter_mut().zip(halves).for_each(|(to, from)| *to = *from);
        let master = Zeroizing::new(
            [
                salted(&*pre_master, b"A"),
                salted(&*pre_master, b"BB"),
                salted(&*pre_master, b"CCC"),
            ]
            .concat(),
        );
        Self {
            mac: salted(&master, b"X"),
            to_client: last(salted(&master, b"YY")),
            to_server: last(salted(&master, b"ZZZ")),
        }
    }

    fn for_direction(&self, direction: Direction) -> [u8; 16] {
        match direction {
            Direction::ToServer => self.to_server,
            Direction::ToClient => self.to_client,
        }
    }
}

/// One direction's cipher and counters.
struct DirectionCipher {
    keys: DirectionKeys,
    cipher: Rc4,
    /// Packets under the current key.
    used: u32,
    /// Packets since the first: the salt of a salted MAC. Key updates do not reset it.
    count: u32,
}

#[derive(Zeroize, ZeroizeOnDrop)]
struct DirectionKeys {
    mac: [u8; 16],
    initial: [u8; 16],
    current: [u8; 16],
}

impl DirectionCipher {
    fn new(keys: &SessionKeys, direction: Direction) -> Self {
        let initial = keys.for_direction(direction);
        let cipher = rc4(&initial);
        Self {
            keys: DirectionKeys {
                mac: keys.mac,
                initial,
                current: initial,
            },
            cipher,
            used: 0,
            count: 0,
        }
    }

    /// Encrypts in place; the MAC is that of the plain text.
    fn seal(&mut self, data: &mut [u8], salted: bool) -> [u8; MAC_LENGTH] {
        self.renew_when_due();
        let mac = self.mac(data, salted);
        self.cipher.apply_keystream(data);
        self.advance();
        mac
    }

    /// Decrypts in place.
    fn open(&mut self, data: &mut [u8], mac: [u8; MAC_LENGTH], salted: bool) -> Result<(), RdpError> {
        self.renew_when_due();
        self.cipher.apply_keystream(data);
        let right = self.mac(data, salted).ct_eq(&mac);
        self.advance();
        if bool::from(right) {
            Ok(())
        } else {
            Err(RdpError::BadMac)
        }
    }

    fn mac(&self, data: &[u8], salted: bool) -> [u8; MAC_LENGTH] {
        // Every caller's data fits in a frame, whose length has 15 bits.
        let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
        let mut inner = Sha1::new()
            .chain_update(self.keys.mac)
            .chain_update(PAD_1)
            .chain_update(length.to_le_bytes())
            .chain_update(data);
        if salted {
            inner.update(self.count.to_le_bytes());
        }
        let outer = Md5::new()
            .chain_update(self.keys.mac)
            .chain_update(PAD_2)
            .chain_update(inner.finalize())
            .finalize();
        let [mac @ .., _, _, _, _, _, _, _, _] = <[u8; 16]>::from(outer);
        mac
    }

    fn advance(&mut self) {
        self.used = self.used.saturating_add(1);
        self.count = self.count.wrapping_add(1);
    }

    fn renew_when_due(&mut self) {
        if self.used < PACKETS_A_KEY {
            return;
        }
        let keys = &mut self.keys;
        let inner = Sha1::new()
            .chain_update(keys.initial)
            .chain_update(PAD_1)
            .chain_update(keys.current)
            .finalize();
        let mut next: [u8; 16] = Md5::new()
            .chain_update(keys.initial)
            .chain_update(PAD_2)
            .chain_update(inner)
            .finalize()
            .into();
        rc4(&next.clone()).apply_keystream(&mut next);
        keys.current = next;
        next.zeroize();
        self.cipher = rc4(&keys.current);
        self.used = 0;
    }
}

/// The key schedule repeats a short key, so 16 bytes written twice are the same key in the type's 32 bytes.
fn rc4(key: &[u8; 16]) -> Rc4 {
    let mut twice = Zeroizing::new([0u8; 32]);
    twice
        .iter_mut()
        .zip(key.iter().cycle())
        .for_each(|(to, from)| *to = *from);
    Rc4::new((&*twice).into())
}

/// What security header a slow-path PDU bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecurityHeader {
    /// Encrypted in RC4 mode, a basic header in plain mode: Client Info.
    Always,
    /// Encrypted in RC4 mode, no header in plain mode: share PDUs and channel data.
    IfEncrypted,
    /// A basic header in either mode, never encrypted: Security Exchange, and licensing from the server.
    Clear,
}

/// The sending half.
pub struct Sealer(Option<Sending>);

struct Sending {
    channel: DirectionCipher,
    salted: bool,
}

impl Sealer {
    /// Nothing below TLS is encrypted (method NONE), or keys are not agreed yet.
    pub fn plain() -> Self {
        Self(None)
    }

    /// RC4-128 with salted MACs.
    pub fn rc4(keys: &SessionKeys, direction: Direction) -> Self {
        Self(Some(Sending {
            channel: DirectionCipher::new(keys, direction),
            salted: true,
        }))
    }

    /// For a client that did not advertise ENC_SALTED_CHECKSUM ([MS-RDPBCGR] 2.2.7.1.1).
    pub fn unsalted(self) -> Self {
        Self(self.0.map(|sending| Sending {
            salted: false,
            ..sending
        }))
    }

    /// How many bytes `seal_fast` adds to a payload at most.
    pub fn fast_overhead(&self) -> usize {
        if self.0.is_some() { 3 + MAC_LENGTH } else { 3 }
    }

    /// The longest payload that `seal_fast` takes.
    pub fn fast_capacity(&self) -> usize {
        MAX_FAST_SENT.saturating_sub(self.fast_overhead())
    }

    /// Appends the user data of an MCS Send Data PDU: the header that is due, then the payload, encrypted where it is
    /// due. `flags` are those of the packet itself (SEC_INFO_PKT …, else 0); those of the encryption are added here.
    pub fn seal_slow(
        &mut self,
        flags: u16,
        header: SecurityHeader,
        payload: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), RdpError> {
        // Checked before the cipher moves on, so that an error leaves both ends in step.
        if payload.len() > frame::MAX_USER_DATA_SENT.saturating_sub(BASIC_HEADER + MAC_LENGTH) {
            return Err(Structure::SendData.too_long(payload.len()).into());
        }
        match (&mut self.0, header) {
            (None, SecurityHeader::IfEncrypted) => out.extend_from_slice(payload),
            (None, SecurityHeader::Always) | (_, SecurityHeader::Clear) => {
                write_basic_header(flags, out);
                out.extend_from_slice(payload);
            }
            (Some(sending), SecurityHeader::Always | SecurityHeader::IfEncrypted) => {
                let salt_flag = if sending.salted { SEC_SECURE_CHECKSUM } else { 0 };
                write_basic_header(flags | SEC_ENCRYPT | salt_flag, out);
                sending.append(payload, out);
            }
        }
        Ok(())
    }

    /// Appends a whole fast-path frame. `first_byte_low_bits` are the action and, for input, the number of events (bits
    /// 0 to 5). An error, with nothing appended, if the frame would be longer than [`MAX_FAST_SENT`].
    pub fn seal_fast(&mut self, first_byte_low_bits: u8, payload: &[u8], out: &mut Vec<u8>) -> Result<(), RdpError> {
        let mac = if self.0.is_some() { MAC_LENGTH } else { 0 };
        let too_long = || RdpError::from(Structure::Frame.too_long(payload.len()));
        let short = payload.len().saturating_add(mac).saturating_add(2);
        let first = first_byte_low_bits & !(FAST_ENCRYPTED | FAST_SECURE_CHECKSUM);
        let security = match &self.0 {
            None => 0,
            Some(Sending { salted: false, .. }) => FAST_ENCRYPTED,
            Some(Sending { salted: true, .. }) => FAST_ENCRYPTED | FAST_SECURE_CHECKSUM,
        };
        if let Some(length) = u8::try_from(short).ok().filter(|length| *length < 0x80) {
            out.extend_from_slice(&[first | security, length]);
        } else {
            let length = short.saturating_add(1);
            if length > MAX_FAST_SENT {
                return Err(too_long());
            }
            let [high, low] = u16::try_from(length).map_err(|_| too_long())?.to_be_bytes();
            out.extend_from_slice(&[first | security, high | 0x80, low]);
        }
        match &mut self.0 {
            None => out.extend_from_slice(payload),
            Some(sending) => sending.append(payload, out),
        }
        Ok(())
    }
}

impl Sending {
    /// MAC, then the payload encrypted.
    fn append(&mut self, payload: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&[0; MAC_LENGTH]);
        out.extend_from_slice(payload);
        if let Some((mac, data)) = out
            .get_mut(start..)
            .and_then(<[u8]>::split_first_chunk_mut::<MAC_LENGTH>)
        {
            *mac = self.channel.seal(data, self.salted);
        }
    }
}

fn write_basic_header(flags: u16, out: &mut Vec<u8>) {
    out.extend_from_slice(&flags.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
}

/// The receiving half.
pub struct Opener(Option<Receiving>);

struct Receiving {
    channel: DirectionCipher,
    direction: Direction,
}

impl Opener {
    /// Nothing below TLS is encrypted (method NONE), or keys are not agreed yet.
    pub fn plain() -> Self {
        Self(None)
    }

    /// RC4-128; `direction` is that of the packets to be opened. Each packet's flag says whether its MAC is salted.
    pub fn rc4(keys: &SessionKeys, direction: Direction) -> Self {
        Self(Some(Receiving {
            channel: DirectionCipher::new(keys, direction),
            direction,
        }))
    }

    /// Takes the security header off an MCS PDU's user data and decrypts it in place; gives the header's flags (0 if
    /// there is none) and the payload.
    ///
    /// `expects_basic_header` is true where a header stands in plain mode too: Security Exchange, Client Info,
    /// licensing. In RC4 mode every packet must be encrypted, except licensing from the server while
    /// `expects_basic_header` is true.
    pub fn open_slow<'a>(
        &mut self,
        user_data: &'a mut [u8],
        expects_basic_header: bool,
    ) -> Result<(u16, &'a mut [u8]), RdpError> {
        if self.0.is_none() && !expects_basic_header {
            return Ok((0, user_data));
        }
        let flags = Reader::all(user_data, Structure::SecurityHeader, |reader| {
            let flags = reader.u16()?;
            reader.skip("flagsHi", 2)?;
            reader.rest();
            Ok(flags)
        })?;
        let after_header = user_data.get_mut(BASIC_HEADER..).unwrap_or_default();
        let encrypted = flags & SEC_ENCRYPT != 0;
        match &mut self.0 {
            None if encrypted => Err(Misbehaved::EncryptedWithoutKeys.into()),
            None => Ok((flags, after_header)),
            Some(receiving) if encrypted => {
                let data = receiving.open(after_header, flags & SEC_SECURE_CHECKSUM != 0)?;
                Ok((flags, data))
            }
            Some(receiving) => {
                let licence_from_server = receiving.direction == Direction::ToClient && flags & SEC_LICENSE_PKT != 0;
                if expects_basic_header && licence_from_server {
                    return Ok((flags, after_header));
                }
                Err(unencrypted())
            }
        }
    }

    /// Opens one whole fast-path frame in place; gives its first byte without the two security bits, and what follows
    /// the header. For input whose event count is 0 in the first byte, the count is the payload's first byte.
    pub fn open_fast<'a>(&mut self, frame: &'a mut [u8]) -> Result<(u8, &'a mut [u8]), RdpError> {
        let header = frame::fast_header_length(frame)?;
        let first = frame.first().copied().unwrap_or_default();
        let plain_first = first & !(FAST_ENCRYPTED | FAST_SECURE_CHECKSUM);
        let after_header = frame.get_mut(header..).unwrap_or_default();
        let encrypted = first & FAST_ENCRYPTED != 0;
        match &mut self.0 {
            None if encrypted => Err(Misbehaved::EncryptedWithoutKeys.into()),
            None => Ok((plain_first, after_header)),
            Some(_) if !encrypted => Err(unencrypted()),
            Some(receiving) => Ok((
                plain_first,
                receiving.open(after_header, first & FAST_SECURE_CHECKSUM != 0)?,
            )),
        }
    }
}

impl Receiving {
    /// `data` is the MAC and what it protects.
    fn open<'a>(&mut self, data: &'a mut [u8], salted: bool) -> Result<&'a mut [u8], RdpError> {
        if data.len() > MAX_FRAME {
            return Err(Structure::EncryptedPacket.too_large(data.len(), MAX_FRAME).into());
        }
        let (mac, data) = data
            .split_first_chunk_mut::<MAC_LENGTH>()
            .ok_or(Misbehaved::EndsEarly(Structure::EncryptedPacket))?;
        self.channel.open(data, *mac, salted)?;
        Ok(data)
    }
}

fn unencrypted() -> RdpError {
    RdpError::from(Misbehaved::Unencrypted)
}
