//! RDP 8.0 bulk compression as the graphics pipeline wraps it ([MS-RDPEGFX] 2.2.5.1, 3.1.9.1): segments, and the way back.
//!
//! Both ends keep one flat window in which the newest message is the tail: a match is a copy inside of it, and what was
//! decompressed is handed out without another copy. Data that is entropy coded already goes out in uncompressed segments, which
//! become part of the history all the same.

mod compress;
mod tokens;

pub use compress::Compressor;

use self::tokens::{LITERALS, MATCHES};
use crate::rdp::RdpError;
use crate::rdp::error::{Misbehaved, Structure};
use crate::rdp::pdu::reader::Reader;

/// The most uncompressed bytes of one segment (3.1.9.1.2).
pub const MAX_SEGMENT: usize = 65_535;
/// The most uncompressed bytes of one message: more than any one drawing step of a sane encoder, and what a hostile few bytes
/// of matches can make this end hold.
pub const MAX_MESSAGE: usize = 16 * 1024 * 1024;
/// The window of history (3.1.9.1): no match reaches further back.
const HISTORY: usize = 2_500_000;

/// RDP_SEGMENTED_DATA descriptor.
const SINGLE: u8 = 0xE0;
const MULTIPART: u8 = 0xE1;
/// RDP8_BULK_ENCODED_DATA header: the type in the low nibble, PACKET_COMPRESSED in the high one.
const TYPE_RDP8: u8 = 0x04;
const TYPE_MASK: u8 = 0x0F;
const COMPRESSED: u8 = 0x20;

/// The receiving half.
#[derive(Debug, Default)]
pub struct Decompressor {
    window: Vec<u8>,
}

impl Decompressor {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one RDP_SEGMENTED_DATA and gives what it stands for. After an error nothing more can be read.
    pub fn read(&mut self, message: &[u8]) -> Result<&[u8], RdpError> {
        forget(&mut self.window);
        let start = self.window.len();
        Reader::all(message, Structure::GraphicsSegment, |reader| match reader.u8()? {
            SINGLE => self.segment(reader.rest()),
            MULTIPART => {
                let count = reader.u16()?;
                let length = reader.u32_length()?;
                if length > MAX_MESSAGE {
                    return Err(misbehaved("graphics data that is too long"));
                }
                for _ in 0..count {
                    let size = reader.u32_length()?;
                    self.segment(reader.bytes(size)?)?;
                    if self.window.len().saturating_sub(start) > length {
                        break;
                    }
                }
                if self.window.len().saturating_sub(start) != length {
                    return Err(misbehaved("graphics data of another length than it says"));
                }
                Ok(())
            }
            _ => Err(misbehaved("graphics data that is not in segments")),
        })?;
        Ok(self.window.get(start..).unwrap_or_default())
    }

    fn segment(&mut self, segment: &[u8]) -> Result<(), RdpError> {
        let (header, data) = segment.split_first().ok_or_else(ends_early)?;
        if header & TYPE_MASK != TYPE_RDP8 {
            return Err(misbehaved("graphics data of another compression"));
        }
        let end = self.window.len().saturating_add(MAX_SEGMENT);
        if header & COMPRESSED != 0 {
            return self.decompress(data, end);
        }
        if data.len() > MAX_SEGMENT {
            return Err(misbehaved("a graphics segment that is too long"));
        }
        self.window.extend_from_slice(data);
        Ok(())
    }

    /// 3.1.9.1.3. `end` is how long the window may become.
    fn decompress(&mut self, data: &[u8], end: usize) -> Result<(), RdpError> {
        // The last byte says how many bits of the one before it are not used.
        let Some((unused, data)) = data.split_last() else {
            return Ok(());
        };
        let mut bits = Bits::new(data, *unused & 0x07)?;
        while bits.left > 0 {
            let begins = bits.peek(2);
            if begins < 0b10 {
                // A 0 and the byte.
                let byte = bits.take(9)?;
                self.window.push(byte as u8);
            } else if begins == 0b11 {
                let code = LITERALS.get(bits.peek(8) as usize).copied().flatten();
                let (byte, length) = code.ok_or_else(|| misbehaved("an unknown code in graphics data"))?;
                bits.skip(length)?;
                self.window.push(byte);
            } else {
                let code = MATCHES.get(bits.peek(9) as usize).copied().flatten();
                let code = code.ok_or_else(|| misbehaved("an unknown code in graphics data"))?;
                bits.skip(code.length)?;
                let distance = code.base.saturating_add(bits.take(code.extra)?) as usize;
                if distance == 0 {
                    self.unencoded(&mut bits, end)?;
                } else {
                    let length = length(&mut bits)?;
                    self.repeat(distance, length, end)?;
                }
            }
            if self.window.len() > end {
                return Err(misbehaved("a graphics segment that becomes too long"));
            }
        }
        Ok(())
    }

    /// Distance 0: 15 bits of length, then as many bytes from the next byte on.
    fn unencoded(&mut self, bits: &mut Bits<'_>, end: usize) -> Result<(), RdpError> {
        let length = bits.take(15)? as usize;
        let bytes = bits.bytes(length)?;
        if self.window.len().saturating_add(length) > end {
            return Err(misbehaved("a graphics segment that becomes too long"));
        }
        self.window.extend_from_slice(bytes);
        Ok(())
    }

    fn repeat(&mut self, distance: usize, length: usize, end: usize) -> Result<(), RdpError> {
        let from = self.window.len().checked_sub(distance);
        let Some(from) = from.filter(|_| distance <= HISTORY) else {
            return Err(misbehaved("a graphics match from before the beginning"));
        };
        if self.window.len().saturating_add(length) > end {
            return Err(misbehaved("a graphics segment that becomes too long"));
        }
        // A match may reach into itself: what is there already is taken again and again, twice as much each time.
        let mut missing = length;
        while missing > 0 {
            let count = missing.min(self.window.len().saturating_sub(from));
            if count == 0 {
                break;
            }
            self.window.extend_from_within(from..from.saturating_add(count));
            missing = missing.saturating_sub(count);
        }
        Ok(())
    }
}

/// The length of a match: 0 is 3, and n ones and a zero say that n + 1 bits follow.
fn length(bits: &mut Bits<'_>) -> Result<usize, RdpError> {
    let mut ones = 0u32;
    while bits.take(1)? == 1 {
        ones = ones.saturating_add(1);
        if ones > 15 {
            return Err(misbehaved("a graphics match without end"));
        }
    }
    if ones == 0 {
        return Ok(3);
    }
    let extra = ones.saturating_add(1);
    let value = bits.take(extra)?;
    Ok((1usize << extra).saturating_add(value as usize))
}

/// Lets go of what no match reaches, once in a while, so that a window never holds much more than twice the history.
fn forget(window: &mut Vec<u8>) -> usize {
    if window.len() <= HISTORY.saturating_mul(2) {
        return 0;
    }
    let old = window.len().saturating_sub(HISTORY);
    window.drain(..old);
    // A message of many megabytes leaves no such room behind.
    window.shrink_to(HISTORY.saturating_mul(3));
    old
}

/// Bits from the highest of each byte on.
struct Bits<'a> {
    data: &'a [u8],
    /// The first byte that is not in `held`.
    next: usize,
    /// Bits read from `data` and not taken, the next one highest.
    held: u64,
    count: u32,
    /// Bits that are still to be taken in all.
    left: usize,
}

impl<'a> Bits<'a> {
    fn new(data: &'a [u8], unused: u8) -> Result<Self, RdpError> {
        let left = data.len().saturating_mul(8).checked_sub(usize::from(unused));
        Ok(Self {
            data,
            next: 0,
            held: 0,
            count: 0,
            left: left.ok_or_else(|| misbehaved("graphics data without content"))?,
        })
    }

    fn fill(&mut self) {
        while self.count <= 56 {
            let Some(byte) = self.data.get(self.next) else {
                return;
            };
            self.held |= u64::from(*byte) << 56u32.saturating_sub(self.count);
            self.count = self.count.saturating_add(8);
            self.next = self.next.saturating_add(1);
        }
    }

    /// The next bits, at most 32, without taking them; zeros stand for what is not there.
    fn peek(&mut self, bits: u32) -> u32 {
        if self.count < bits {
            self.fill();
        }
        (self.held >> 32 >> 32u32.saturating_sub(bits)) as u32
    }

    fn skip(&mut self, bits: u32) -> Result<(), RdpError> {
        self.left = self.left.checked_sub(bits as usize).ok_or_else(ends_early)?;
        if self.count < bits {
            self.fill();
        }
        self.held = self.held.checked_shl(bits).unwrap_or(0);
        self.count = self.count.saturating_sub(bits);
        Ok(())
    }

    fn take(&mut self, bits: u32) -> Result<u32, RdpError> {
        let value = self.peek(bits);
        self.skip(bits)?;
        Ok(value)
    }

    /// Whole bytes from the next byte boundary on.
    fn bytes(&mut self, length: usize) -> Result<&'a [u8], RdpError> {
        self.skip(self.count % 8)?;
        self.left = self.left.checked_sub(length.saturating_mul(8)).ok_or_else(ends_early)?;
        let start = self.next.saturating_sub((self.count / 8) as usize);
        let end = start.saturating_add(length);
        let bytes = self.data.get(start..end).ok_or_else(ends_early)?;
        (self.next, self.held, self.count) = (end, 0, 0);
        Ok(bytes)
    }
}

fn ends_early() -> RdpError {
    misbehaved("graphics data ends early")
}

fn misbehaved(what: &str) -> RdpError {
    tracing::debug!(what, "a graphics segment cannot be decoded");
    Misbehaved::Undecodable(Structure::GraphicsSegment).into()
}
