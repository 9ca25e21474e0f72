//! The sending half: finds matches by a hash of the next four bytes, greedy, a few candidates each.
//!
//! Built for small messages that resemble earlier ones (text, headers) and for speed: what does not shrink soon is
//! skipped over in ever longer steps, and what does not shrink at all goes out as it is.

use super::tokens::{LITERAL_BITS, MATCH_CODES};
use super::{
    DESCRIPTOR_MULTIPART, DESCRIPTOR_SINGLE, HISTORY_SIZE, MAX_MESSAGE, MAX_SEGMENT, PACKET_COMPR_TYPE_RDP8,
    PACKET_COMPRESSED, forget,
};
use crate::codec::CodecError;

/// Entries of the hash table, a power of two.
const SLOTS: usize = 1 << 15;
/// Candidates that a slot keeps, the newest first.
const WAYS: usize = 4;
/// A match this long is good enough to look no further.
const GOOD: usize = 64;
/// After so many literals in a row the search takes a step more each time.
const TIMEOUT_BITS: u32 = 6;

/// The sending half.
pub struct Compressor {
    window: Vec<u8>,
    /// The position of the window's first byte in the stream, counted from 1 so that 0 is nowhere.
    base: u32,
    slots: Vec<[u32; WAYS]>,
    near: Vec<u32>,
}

/// For three bytes that repeat close by.
const NEAR_SLOTS: usize = 1 << 12;
/// Three bytes further away than this cost as much as a match of them.
const NEAR: usize = 1_696;
/// No match reaches further back: the code for more distance would gain little, and the window may be cut at any time.
const FAR: usize = HISTORY_SIZE - MAX_SEGMENT;
/// The stream's positions begin anew before they no longer fit.
const LAST_BASE: u32 = u32::MAX / 2;

impl Default for Compressor {
    fn default() -> Self {
        Self::new()
    }
}

impl Compressor {
    #[must_use]
    pub fn new() -> Self {
        Self {
            window: Vec::new(),
            base: 1,
            slots: vec![[0; WAYS]; SLOTS],
            near: vec![0; NEAR_SLOTS],
        }
    }

    /// Appends `message` as one RDP_SEGMENTED_DATA. `dense` data is known not to shrink and is sent as it is.
    pub fn write(&mut self, message: &[u8], dense: bool, out: &mut Vec<u8>) -> Result<(), CodecError> {
        let too_long = || CodecError::TooLongToCompress(message.len());
        if message.len() > MAX_MESSAGE {
            return Err(too_long());
        }
        if message.len() <= MAX_SEGMENT {
            out.push(DESCRIPTOR_SINGLE);
            self.segment(message, dense, out);
            return Ok(());
        }
        let segments = message.chunks(MAX_SEGMENT);
        let count = u16::try_from(segments.len()).map_err(|_| too_long())?;
        let length = u32::try_from(message.len()).map_err(|_| too_long())?;
        out.push(DESCRIPTOR_MULTIPART);
        out.extend_from_slice(&count.to_le_bytes());
        out.extend_from_slice(&length.to_le_bytes());
        for segment in segments {
            let start = out.len();
            out.extend_from_slice(&[0; 4]);
            self.segment(segment, dense, out);
            let size = u32::try_from(out.len().saturating_sub(start).saturating_sub(4)).map_err(|_| too_long())?;
            if let Some(field) = out.get_mut(start..).and_then(|rest| rest.first_chunk_mut()) {
                *field = size.to_le_bytes();
            }
        }
        Ok(())
    }

    /// One RDP8_BULK_ENCODED_DATA.
    fn segment(&mut self, content: &[u8], dense: bool, out: &mut Vec<u8>) {
        let forgotten = forget(&mut self.window);
        self.base = self.base.saturating_add(u32::try_from(forgotten).unwrap_or(u32::MAX));
        if self.base > LAST_BASE {
            self.base = 1;
            self.slots.fill([0; WAYS]);
            self.near.fill(0);
        }
        let start = self.window.len();
        self.window.extend_from_slice(content);
        if !dense {
            let header = out.len();
            out.push(PACKET_COMPR_TYPE_RDP8 | PACKET_COMPRESSED);
            self.compress(start, out);
            if out.len().saturating_sub(header) <= content.len() {
                return;
            }
            out.truncate(header);
        }
        out.push(PACKET_COMPR_TYPE_RDP8);
        out.extend_from_slice(content);
    }

    /// Everything in the window from `start` on.
    fn compress(&mut self, start: usize, out: &mut Vec<u8>) {
        let end = self.window.len();
        let mut bits = ZgfxBitWriter::new(out);
        let mut at = start;
        let mut misses = 0usize;
        while at < end {
            match self.find(at) {
                Some((length, distance)) => {
                    misses = 0;
                    // A match that begins with the next byte may be worth more.
                    let (length, distance) = match self.find_once(at.saturating_add(1)) {
                        Some((longer, other)) if longer > length.saturating_add(1) => {
                            bits.literal(self.byte(at));
                            at = at.saturating_add(1);
                            (longer, other)
                        }
                        _ => (length, distance),
                    };
                    bits.repeat(distance, length);
                    let step = if length > GOOD { 4 } else { 1 };
                    let after = at.saturating_add(length);
                    for inside in (at.saturating_add(1)..after).step_by(step) {
                        self.remember(inside);
                    }
                    at = after;
                }
                None => {
                    let step = 1usize
                        .saturating_add(misses >> TIMEOUT_BITS)
                        .min(end.saturating_sub(at));
                    for _ in 0..step {
                        bits.literal(self.byte(at));
                        at = at.saturating_add(1);
                    }
                    misses = misses.saturating_add(1);
                }
            }
        }
        bits.finish();
    }

    fn byte(&self, at: usize) -> u8 {
        self.window.get(at).copied().unwrap_or_default()
    }

    /// The best match for what stands at `at`, which is remembered.
    fn find(&mut self, at: usize) -> Option<(usize, usize)> {
        let found = self.find_once(at);
        self.remember(at);
        found
    }

    fn find_once(&self, at: usize) -> Option<(usize, usize)> {
        let window = self.window.as_slice();
        let next = window.get(at..)?;
        let word = *next.first_chunk::<4>()?;
        let mut best = None;
        let mut best_gain = 0;
        let slot = self.slots.get(hash4(word))?;
        let near = self.near.get(hash3(word)).copied().unwrap_or(0);
        for position in slot.iter().chain([&near]) {
            let Some(from) = position.checked_sub(self.base).map(|from| from as usize) else {
                continue;
            };
            let Some(distance) = at.checked_sub(from).filter(|distance| (1..=FAR).contains(distance)) else {
                continue;
            };
            let Some(candidate) = window.get(from..) else { continue };
            let length = common(candidate, next);
            if length < 3 || length == 3 && distance > NEAR {
                continue;
            }
            let gain = length.saturating_mul(8).saturating_sub(cost(distance));
            if gain > best_gain {
                best_gain = gain;
                best = Some((length, distance));
                if length >= GOOD {
                    break;
                }
            }
        }
        best
    }

    fn remember(&mut self, at: usize) {
        let Some(word) = self.window.get(at..).and_then(|next| next.first_chunk::<4>()) else {
            return;
        };
        let position = self.base.saturating_add(u32::try_from(at).unwrap_or(0));
        if let Some([first, second, third, fourth]) = self.slots.get_mut(hash4(*word)) {
            (*fourth, *third, *second, *first) = (*third, *second, *first, position);
        }
        if let Some(near) = self.near.get_mut(hash3(*word)) {
            *near = position;
        }
    }
}

fn hash4(word: [u8; 4]) -> usize {
    (u32::from_le_bytes(word).wrapping_mul(0x9E37_79B1) >> 17) as usize
}

fn hash3([first, second, third, _]: [u8; 4]) -> usize {
    (u32::from_le_bytes([0, first, second, third]).wrapping_mul(0x9E37_79B1) >> 20) as usize
}

/// How many bytes both begin with.
fn common(one: &[u8], other: &[u8]) -> usize {
    let mut length = 0usize;
    let (mut one_words, mut other_words) = (one.chunks_exact(8), other.chunks_exact(8));
    for (one, other) in (&mut one_words).zip(&mut other_words) {
        let (Some(one), Some(other)) = (one.first_chunk::<8>(), other.first_chunk::<8>()) else {
            return length;
        };
        let differing = u64::from_le_bytes(*one) ^ u64::from_le_bytes(*other);
        if differing != 0 {
            return length.saturating_add((differing.trailing_zeros() / 8) as usize);
        }
        length = length.saturating_add(8);
    }
    let (one, other) = (one.get(length..), other.get(length..));
    let tail = one.unwrap_or_default().iter().zip(other.unwrap_or_default());
    length.saturating_add(tail.take_while(|(one, other)| one == other).count())
}

/// About the bits that a distance takes, the shortest length included.
fn cost(distance: usize) -> usize {
    match distance {
        0..=31 => 13,
        32..=159 => 15,
        160..=671 => 17,
        672..=1_695 => 18,
        1_696..=5_791 => 20,
        5_792..=22_175 => 23,
        22_176..=54_943 => 24,
        54_944..=317_087 => 28,
        _ => 31,
    }
}

/// Bits from the highest of each byte on.
struct ZgfxBitWriter<'a> {
    out: &'a mut Vec<u8>,
    held: u64,
    count: u32,
}

impl<'a> ZgfxBitWriter<'a> {
    fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out, held: 0, count: 0 }
    }

    /// At most 32 bits.
    fn put(&mut self, value: u32, bits: u32) {
        self.held = self.held << bits | u64::from(value);
        self.count = self.count.saturating_add(bits);
        while self.count >= 8 {
            self.count = self.count.saturating_sub(8);
            self.out.push((self.held >> self.count) as u8);
        }
    }

    fn literal(&mut self, byte: u8) {
        let (code, length) = LITERAL_BITS.get(usize::from(byte)).copied().unwrap_or((0, 9));
        self.put(u32::from(code), length);
    }

    fn repeat(&mut self, distance: usize, length: usize) {
        let distance = u32::try_from(distance).unwrap_or(u32::MAX);
        let code = MATCH_CODES.iter().rev().find(|code| code.base <= distance);
        if let Some(code) = code {
            self.put(u32::from(code.code), code.length);
            self.put(distance.saturating_sub(code.base), code.extra);
        }
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        if length == 3 {
            self.put(0, 1);
            return;
        }
        // n ones and a zero, then n + 1 bits beyond 2^(n + 1).
        let extra = length.ilog2();
        let ones = extra.saturating_sub(1);
        self.put((1u32 << ones).saturating_sub(1) << 1, ones.saturating_add(1));
        self.put(length & (1u32 << extra).saturating_sub(1), extra);
    }

    /// Fills the last byte, and says how much of it is not used.
    fn finish(mut self) {
        let unused = (8 - self.count % 8) % 8;
        self.put(0, unused);
        self.out.push(unused as u8);
    }
}
