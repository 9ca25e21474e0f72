//! The receiving half.

use super::tokens::{LITERALS, MATCHES};
use super::{
    DESCRIPTOR_MULTIPART, DESCRIPTOR_SINGLE, HISTORY_SIZE, MAX_MESSAGE, MAX_SEGMENT, PACKET_COMPR_TYPE_RDP8,
    PACKET_COMPRESSED, TYPE_MASK, forget,
};
use crate::codec::ZgfxError;

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
    ///
    /// # Errors The bytes are no such message, or the message is longer than [`MAX_MESSAGE`].
    pub fn read(&mut self, message: &[u8]) -> Result<&[u8], ZgfxError> {
        forget(&mut self.window);
        let start = self.window.len();
        let mut rest = message;
        let [descriptor] = take(&mut rest)?;
        match descriptor {
            DESCRIPTOR_SINGLE => self.segment(rest)?,
            DESCRIPTOR_MULTIPART => {
                let count = u16::from_le_bytes(take(&mut rest)?);
                let length = usize::try_from(u32::from_le_bytes(take(&mut rest)?)).unwrap_or(usize::MAX);
                if length > MAX_MESSAGE {
                    return Err(ZgfxError::MessageTooLong);
                }
                for _ in 0..count {
                    let size = usize::try_from(u32::from_le_bytes(take(&mut rest)?)).unwrap_or(usize::MAX);
                    let (segment, others) = rest.split_at_checked(size).ok_or(ZgfxError::EndsEarly)?;
                    rest = others;
                    self.segment(segment)?;
                    if self.window.len().saturating_sub(start) > length {
                        break;
                    }
                }
                if !rest.is_empty() || self.window.len().saturating_sub(start) != length {
                    return Err(ZgfxError::Length);
                }
            }
            _ => return Err(ZgfxError::NoSegments),
        }
        Ok(self.window.get(start..).unwrap_or_default())
    }

    fn segment(&mut self, segment: &[u8]) -> Result<(), ZgfxError> {
        let mut data = segment;
        let [header] = take(&mut data)?;
        if header & TYPE_MASK != PACKET_COMPR_TYPE_RDP8 {
            return Err(ZgfxError::ForeignType);
        }
        let end = self.window.len().saturating_add(MAX_SEGMENT);
        if header & PACKET_COMPRESSED != 0 {
            return self.decompress(data, end);
        }
        if data.len() > MAX_SEGMENT {
            return Err(ZgfxError::SegmentTooLong);
        }
        self.window.extend_from_slice(data);
        Ok(())
    }

    /// 3.1.9.1.3. `end` is how long the window may become.
    fn decompress(&mut self, data: &[u8], end: usize) -> Result<(), ZgfxError> {
        // The last byte says how many bits of the one before it are not used.
        let Some((unused, data)) = data.split_last() else {
            return Ok(());
        };
        let mut bits = ZgfxBitReader::new(data, *unused & 0x07)?;
        while bits.left > 0 {
            let begins = bits.peek(2);
            if begins < 0b10 {
                // A 0 and the byte.
                let byte = bits.take(9)?;
                self.window.push(byte as u8);
            } else if begins == 0b11 {
                let code = LITERALS.get(bits.peek(8) as usize).copied().flatten();
                let (byte, length) = code.ok_or(ZgfxError::UnknownCode)?;
                bits.skip(length)?;
                self.window.push(byte);
            } else {
                let code = MATCHES.get(bits.peek(9) as usize).copied().flatten();
                let code = code.ok_or(ZgfxError::UnknownCode)?;
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
                return Err(ZgfxError::SegmentTooLong);
            }
        }
        Ok(())
    }

    /// Distance 0: 15 bits of length, then as many bytes from the next byte on.
    fn unencoded(&mut self, bits: &mut ZgfxBitReader<'_>, end: usize) -> Result<(), ZgfxError> {
        let length = bits.take(15)? as usize;
        let bytes = bits.bytes(length)?;
        if self.window.len().saturating_add(length) > end {
            return Err(ZgfxError::SegmentTooLong);
        }
        self.window.extend_from_slice(bytes);
        Ok(())
    }

    fn repeat(&mut self, distance: usize, length: usize, end: usize) -> Result<(), ZgfxError> {
        let from = self.window.len().checked_sub(distance);
        let Some(from) = from.filter(|_| distance <= HISTORY_SIZE) else {
            return Err(ZgfxError::MatchTooFar);
        };
        if self.window.len().saturating_add(length) > end {
            return Err(ZgfxError::SegmentTooLong);
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

/// The next `N` bytes.
fn take<const N: usize>(data: &mut &[u8]) -> Result<[u8; N], ZgfxError> {
    let (bytes, rest) = data.split_first_chunk().ok_or(ZgfxError::EndsEarly)?;
    *data = rest;
    Ok(*bytes)
}

/// The length of a match: 0 is 3, and n ones and a zero say that n + 1 bits follow.
fn length(bits: &mut ZgfxBitReader<'_>) -> Result<usize, ZgfxError> {
    let mut ones = 0u32;
    while bits.take(1)? == 1 {
        ones = ones.saturating_add(1);
        if ones > 15 {
            return Err(ZgfxError::MatchTooLong);
        }
    }
    if ones == 0 {
        return Ok(3);
    }
    let extra = ones.saturating_add(1);
    let value = bits.take(extra)?;
    Ok((1usize << extra).saturating_add(value as usize))
}

/// Bits from the highest of each byte on.
struct ZgfxBitReader<'a> {
    data: &'a [u8],
    /// The first byte that is not in `held`.
    next: usize,
    /// Bits read from `data` and not taken, the next one highest.
    held: u64,
    count: u32,
    /// Bits that are still to be taken in all.
    left: usize,
}

impl<'a> ZgfxBitReader<'a> {
    fn new(data: &'a [u8], unused: u8) -> Result<Self, ZgfxError> {
        let left = data.len().saturating_mul(8).checked_sub(usize::from(unused));
        Ok(Self {
            data,
            next: 0,
            held: 0,
            count: 0,
            left: left.ok_or(ZgfxError::EndsEarly)?,
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

    fn skip(&mut self, bits: u32) -> Result<(), ZgfxError> {
        self.left = self.left.checked_sub(bits as usize).ok_or(ZgfxError::EndsEarly)?;
        if self.count < bits {
            self.fill();
        }
        self.held = self.held.checked_shl(bits).unwrap_or(0);
        self.count = self.count.saturating_sub(bits);
        Ok(())
    }

    fn take(&mut self, bits: u32) -> Result<u32, ZgfxError> {
        let value = self.peek(bits);
        self.skip(bits)?;
        Ok(value)
    }

    /// Whole bytes from the next byte boundary on.
    fn bytes(&mut self, length: usize) -> Result<&'a [u8], ZgfxError> {
        self.skip(self.count % 8)?;
        self.left = self
            .left
            .checked_sub(length.saturating_mul(8))
            .ok_or(ZgfxError::EndsEarly)?;
        let start = self.next.saturating_sub((self.count / 8) as usize);
        let end = start.saturating_add(length);
        let bytes = self.data.get(start..end).ok_or(ZgfxError::EndsEarly)?;
        (self.next, self.held, self.count) = (end, 0, 0);
        Ok(bytes)
    }
}
