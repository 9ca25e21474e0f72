//! The encoder, RLGR3 ([MS-RDPRFX] 3.1.8.1.7.3): a hundredth more bytes than RLGR1, and a tenth less
//! time on both sides, since two values make one code where most are not zero.

use super::{DN_GR, DQ_GR, KP_MAX, LS_GR, UQ_GR, adapted, full_run};
use crate::codec::remotefx::TILE_PIXELS;

/// Values that one bit of a mask stands for.
const LANES: usize = 64;

/// Bytes that are stored at once.
const WORD: usize = 8;
/// Bits that are taken at once, beside those of a byte that waits.
const MOST_BITS: u32 = 56;

/// Several times longer than any code of a component, since no coefficient is beyond some hundreds
/// ([`crate::codec::remotefx::Quantisation`]); its length is told in 16 bits ([MS-RDPRFX] 2.2.2.3.4.1).
pub(in crate::codec::remotefx) type Room = [u8; 1 << 16];

/// Bits, the first in the highest place of its byte.
struct BitWriter<'a> {
    out: &'a mut Room,
    /// Where the next whole byte goes.
    at: usize,
    /// Its lowest `count` bits wait; fewer than 8 between calls.
    waiting: u64,
    count: u32,
}

impl<'a> BitWriter<'a> {
    fn new(out: &'a mut Room) -> Self {
        Self {
            at: 0,
            out,
            waiting: 0,
            count: 0,
        }
    }

    /// 1 to [`MOST_BITS`] bits; `value` has no others.
    #[inline(always)]
    fn put(&mut self, value: u64, bits: u32) {
        self.waiting = self.waiting << bits | value;
        self.count += bits;
        // Stored whole each time: deciding whether it is time to would cost more.
        if let Some((slot, _)) = self
            .out
            .get_mut(self.at..)
            .and_then(<[u8]>::split_first_chunk_mut::<WORD>)
        {
            *slot = (self.waiting << (64 - self.count)).to_be_bytes();
        }
        self.at += (self.count / 8) as usize;
        self.count %= 8;
    }

    /// Some bits, a Golomb-Rice code behind them: at once where it is short, as nearly all are.
    #[inline(always)]
    fn put_golomb(&mut self, before: u64, bits: u32, code: Golomb) {
        let Golomb { ones, rest, rest_bits } = code;
        let length = ones.saturating_add(1 + rest_bits);
        if bits.saturating_add(length) <= MOST_BITS {
            let unary = (2_u64 << ones) - 2;
            self.put(
                (before << (ones + 1) | unary) << rest_bits | u64::from(rest),
                bits + length,
            );
        } else {
            self.put_long(before, bits, code);
        }
    }

    #[cold]
    fn put_long(
        &mut self,
        before: u64,
        mut bits: u32,
        Golomb {
            mut ones,
            rest,
            rest_bits,
        }: Golomb,
    ) {
        while bits > MOST_BITS {
            // What is before so many bits are zeros.
            self.put(0, 32);
            bits -= 32;
        }
        if bits > 0 {
            self.put(before, bits);
        }
        while ones > 16 {
            self.put(0xffff, 16);
            ones -= 16;
        }
        // At most 16 + 1 + 10 + 17 bits.
        self.put(((2 << ones) - 2) << rest_bits | u64::from(rest), ones + 1 + rest_bits);
    }

    fn finish(self) -> &'a [u8] {
        let end = self.at + usize::from(self.count > 0);
        self.out.get(..end).unwrap_or_default()
    }
}

/// `ones` ones, a zero, and the `rest_bits` of `rest`.
#[derive(Clone, Copy)]
struct Golomb {
    ones: u32,
    rest: u32,
    rest_bits: u32,
}

/// The code of one component. `values` are its quantised coefficients, at most those of a tile; `room` is used again
/// and again.
#[inline(always)]
pub(in crate::codec::remotefx) fn encode<'a>(values: &[i16], room: &'a mut Room) -> &'a [u8] {
    let mut bits = BitWriter::new(room);
    let mut kp = 1_u32 << LS_GR;
    let mut krp = 1 << LS_GR;
    let marks = Marks::of(values);
    let mut at = 0;
    while at < values.len() {
        if kp >> LS_GR == 0 {
            let Some(&value) = values.get(at) else { break };
            let first = folded(value);
            let second = values.get(at + 1).copied().map_or(0, folded);
            at += 2;
            let sum = first + second;
            let code = code(&mut krp, sum);
            // The first follows in as many bits as the sum has.
            let width = 32 - sum.leading_zeros();
            let both = Golomb {
                rest: code.rest << width | first,
                rest_bits: code.rest_bits + width,
                ..code
            };
            bits.put_golomb(0, 0, both);
            let other = if first == 0 || second == 0 {
                kp
            } else {
                kp.saturating_sub(2 * DQ_GR)
            };
            kp = if sum == 0 { kp + 2 * UQ_GR } else { other };
            continue;
        }
        let end = marks.next(at);
        let zeros = (end - at) as u32;
        at = end + 1;
        let known = RUNS.get(kp as usize).and_then(|runs| runs.get(zeros as usize));
        // A zero for each full run, of which there are at most 2048.
        let ZeroRun {
            full,
            zeros,
            kp: raised,
        } = known.copied().unwrap_or_else(|| ZeroRun::of(kp, zeros));
        let (full, zeros) = (u32::from(full), u32::from(zeros));
        kp = raised.into();
        let k = kp >> LS_GR;
        // After a run to the very end some decoders still want a value, which they drop: the smallest is told.
        let value = values.get(end).copied().unwrap_or(1);
        let before = u64::from(1 << k | zeros) << 1 | u64::from(value < 0);
        let code = code(&mut krp, u32::from(value.unsigned_abs()) - 1);
        bits.put_golomb(before, full + k + 2, code);
        kp = kp.saturating_sub(DN_GR);
    }
    bits.finish()
}

/// Twice the magnitude, less one for what is negative.
#[inline(always)]
fn folded(value: i16) -> u32 {
    u32::from(value.unsigned_abs()) * 2 - u32::from(value < 0)
}

#[inline(always)]
fn code(krp: &mut u32, value: u32) -> Golomb {
    let rest_bits = *krp >> LS_GR;
    let ones = value >> rest_bits;
    *krp = adapted(*krp, ones);
    Golomb {
        ones,
        rest: value & ((1 << rest_bits) - 1),
        rest_bits,
    }
}

/// What some zeros in a row become: full runs, the zeros that are left, and the run parameter after them.
#[derive(Clone, Copy)]
struct ZeroRun {
    full: u16,
    zeros: u16,
    kp: u8,
}

impl ZeroRun {
    const fn of(mut kp: u32, mut zeros: u32) -> Self {
        let mut full = 0;
        loop {
            let (length, raised) = full_run(kp);
            if zeros < length {
                break;
            }
            zeros -= length;
            full += 1;
            kp = raised;
        }
        Self {
            full,
            zeros: zeros as u16,
            kp: kp as u8,
        }
    }
}

/// Runs up to so many zeros are looked up: counting them takes a loop whose end no processor foresees.
const LOOKED_UP: usize = 32;

static RUNS: [[ZeroRun; LOOKED_UP]; KP_MAX as usize + 1] = {
    let mut runs = [[ZeroRun::of(0, 0); LOOKED_UP]; KP_MAX as usize + 1];
    let mut kp = 0;
    while kp < runs.len() {
        let mut zeros = 0;
        while zeros < LOOKED_UP {
            runs[kp][zeros] = ZeroRun::of(kp as u32, zeros as u32);
            zeros += 1;
        }
        kp += 1;
    }
    runs
};

/// One bit a value: it is not zero.
struct Marks([u64; TILE_PIXELS / LANES], usize);

impl Marks {
    #[inline(always)]
    fn of(values: &[i16]) -> Self {
        let mut marks = [0; TILE_PIXELS / LANES];
        for (mark, group) in marks.iter_mut().zip(values.as_chunks::<LANES>().0) {
            *mark = nonzero(group);
        }
        Self(marks, values.len())
    }

    /// Where the first value that is not zero stands, at or after `at`; the length if there is none.
    #[inline(always)]
    fn next(&self, at: usize) -> usize {
        let mut group = at / LANES;
        let mut mark = self.0.get(group).copied().unwrap_or(0) & (u64::MAX << (at % LANES));
        while mark == 0 {
            group += 1;
            match self.0.get(group) {
                Some(&next) => mark = next,
                None => return self.1,
            }
        }
        group * LANES + mark.trailing_zeros() as usize
    }
}

#[inline(always)]
fn nonzero(group: &[i16; LANES]) -> u64 {
    // Moves the lowest bit of each byte into the highest byte, in order.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut flags = [0_u8; LANES];
    for (flag, value) in flags.iter_mut().zip(group) {
        *flag = u8::from(*value != 0);
    }
    let bytes = flags.as_chunks::<8>().0.iter().rev();
    bytes.fold(0, |bits, byte| {
        bits << 8 | u64::from_le_bytes(*byte).wrapping_mul(GATHER) >> 56
    })
}
