//! The decoder, RLGR1 and RLGR3, with the dequantization ([MS-RDPRFX] 3.1.8.1.5) done on the way: only the few
//! coefficients that are not zero are touched.

use ironrdp_pdu::codecs::rfx::{EntropyAlgorithm, Quant};

use super::bits::BitReader;
use super::lookup::{PAIR_BITS, PAIRS, RUNS};
use super::{DN_GR, DQ_GR, KP_MAX, LS_GR, UP_GR, UQ_GR, adapted};
use crate::codec::CodecError;
use crate::codec::remotefx::{LL3, Plane, TILE_PIXELS};

/// Every band's size is a multiple of this.
const GROUP: usize = 64;

/// By how many bits to scale each group of coefficients.
#[inline(always)]
fn shifts(quant: &Quant) -> [u32; TILE_PIXELS / GROUP] {
    let mut shifts = [0; TILE_PIXELS / GROUP];
    let bands = [
        (16, quant.hl1),
        (16, quant.lh1),
        (16, quant.hh1),
        (4, quant.hl2),
        (4, quant.lh2),
        (4, quant.hh2),
        (1, quant.hl3),
        (1, quant.lh3),
        (1, quant.hh3),
    ];
    let mut groups = shifts.iter_mut();
    for (count, factor) in bands {
        for shift in groups.by_ref().take(count) {
            // [MS-RDPRFX] 3.1.8.1.5: factors of 6 to 15; the sixth bit is lost to rounding.
            *shift = u32::from(factor).saturating_sub(1) & 15;
        }
    }
    shifts
}

/// The adaptive parameters.
struct Adaptation {
    k: u32,
    kp: u32,
    kr: u32,
    krp: u32,
}

impl Adaptation {
    #[inline(always)]
    fn raise(&mut self, by: u32) {
        self.kp = (self.kp + by).min(KP_MAX);
        self.k = self.kp >> LS_GR;
    }

    #[inline(always)]
    fn lower(&mut self, by: u32) {
        self.kp = self.kp.saturating_sub(by);
        self.k = self.kp >> LS_GR;
    }

    /// Zeros in a row and the value behind them, where the code is short and there are bits enough, as nearly always:
    /// how many zeros, whether the value is negative, its magnitude less one. Otherwise nothing was taken.
    #[inline(always)]
    fn short_run(&mut self, bits: &mut BitReader<'_>) -> Option<(u32, bool, u32)> {
        bits.fill();
        let full = bits.bits.leading_zeros();
        let runs = RUNS.get(self.kp as usize)?.get(full as usize)?;
        let k = runs.kp >> LS_GR;
        // At most 15 zeros and a one, 10 bits and the sign.
        let behind = bits.bits << full << 1;
        let rest = (behind >> 1 >> (63 - k)) as u32;
        let behind = behind << k;
        let negative = behind >> 63 == 1;
        let (code, length) = self.short_code(behind << 1)?;
        let length = full + 2 + k + length;
        if length > bits.count {
            return None;
        }
        bits.drop(length);
        self.kp = runs.kp;
        self.adapt(code >> self.kr);
        Some((runs.zeros + rest, negative, code))
    }

    /// The Golomb-Rice code that these bits begin with, if it is short, and its length.
    #[inline(always)]
    fn short_code(&self, bits: u64) -> Option<(u32, u32)> {
        let ones = (!bits).leading_zeros();
        if ones > 16 {
            return None;
        }
        let rest = (bits << ones << 1 >> 1 >> (63 - self.kr)) as u32;
        Some((ones << self.kr | rest, ones + 1 + self.kr))
    }

    #[inline(always)]
    fn adapt(&mut self, ones: u32) {
        self.krp = adapted(self.krp, ones);
        self.kr = self.krp >> LS_GR;
    }

    /// A Golomb-Rice code; `None` where the data ends.
    #[inline(always)]
    fn golomb_rice(&mut self, bits: &mut BitReader<'_>) -> Option<u32> {
        let ones = bits.run(true)?;
        let remainder = bits.take(self.kr)?;
        let code = remainder.wrapping_add(ones.wrapping_shl(self.kr));
        self.adapt(ones.min(KP_MAX));
        Some(code)
    }
}

/// The number that a code of [MS-RDPRFX] 3.1.8.1.7.3 (2MagSign) stands for.
#[inline(always)]
fn number(code: u32) -> Result<i16, CodecError> {
    let magnitude = i16::try_from(code.div_ceil(2)).map_err(|_| CodecError::RemoteFxTile)?;
    Ok(if code % 2 == 1 { -magnitude } else { magnitude })
}

/// Decodes a component into scaled coefficients: gives the place before which all of them are zero, `None` if all are.
/// Data that ends early leaves the rest zero.
///
/// In one piece: the innermost loop of everything that a helper sees, whose state is to stay in registers.
#[inline(always)]
pub(in crate::codec::remotefx) fn decode(
    algorithm: EntropyAlgorithm,
    data: &[u8],
    quant: &Quant,
    plane: &mut Plane,
) -> Result<Option<usize>, CodecError> {
    if data.is_empty() {
        return Err(CodecError::RemoteFxTile);
    }
    plane.fill(0);
    let shifts = shifts(quant);
    let mut first = TILE_PIXELS;
    let mut put = |at: usize, value: i16| {
        if let (Some(place), Some(shift)) = (plane.get_mut(at), shifts.get(at / GROUP)) {
            *place = value << shift;
            first = first.min(at);
        }
    };
    let mut bits = BitReader::new(data);
    let mut state = Adaptation {
        k: 1,
        kp: 1 << LS_GR,
        kr: 1,
        krp: 1 << LS_GR,
    };
    let mut at = 0;
    while at < TILE_PIXELS && !bits.is_empty() {
        if state.k != 0 {
            if let Some((zeros, negative, code)) = state.short_run(&mut bits) {
                state.lower(DN_GR);
                // Below 2²⁷: 16 ones and 10 bits.
                let magnitude = i16::try_from(code + 1).map_err(|_| CodecError::RemoteFxTile)?;
                at = at.saturating_add(zeros as usize);
                put(at, if negative { -magnitude } else { magnitude });
                at = at.saturating_add(1);
                continue;
            }
            let Some(zeros) = bits.run(false) else { break };
            let mut run = 0_u32;
            for _ in 0..zeros {
                run = run.saturating_add(1 << state.k);
                state.raise(UP_GR);
            }
            let Some(rest) = bits.take(state.k) else { break };
            let Some(sign) = bits.take(1) else { break };
            let Some(code) = state.golomb_rice(&mut bits) else {
                break;
            };
            state.lower(DN_GR);
            let magnitude = i16::try_from(u64::from(code) + 1).map_err(|_| CodecError::RemoteFxTile)?;
            at = at.saturating_add(run.saturating_add(rest) as usize);
            put(at, if sign == 1 { -magnitude } else { magnitude });
            at = at.saturating_add(1);
            continue;
        }
        bits.fill();
        if algorithm == EntropyAlgorithm::Rlgr3
            && let Some(pair) = PAIRS
                .get(state.kr as usize)
                .and_then(|pairs| pairs.get((bits.bits >> (64 - PAIR_BITS)) as usize))
            && pair.length != 0
            && u32::from(pair.length) <= bits.count
        {
            bits.drop(pair.length.into());
            state.krp = state.krp.saturating_add_signed(pair.krp.into()).min(KP_MAX);
            state.kr = state.krp >> LS_GR;
            state.kp = state.kp.saturating_add_signed(pair.kp.into()).min(KP_MAX);
            state.k = state.kp >> LS_GR;
            put(at, pair.values[0].into());
            put(at + 1, pair.values[1].into());
            at += 2;
            continue;
        }
        let code = match state.short_code(bits.bits) {
            Some((code, length)) if length <= bits.count => {
                bits.drop(length);
                state.adapt(code >> state.kr);
                code
            }
            _ => {
                let Some(code) = state.golomb_rice(&mut bits) else {
                    break;
                };
                code
            }
        };
        match algorithm {
            EntropyAlgorithm::Rlgr1 => {
                if code == 0 {
                    state.raise(UQ_GR);
                } else {
                    state.lower(DQ_GR);
                    put(at, number(code)?);
                }
                at += 1;
            }
            EntropyAlgorithm::Rlgr3 => {
                let Some(first) = bits.take(32 - code.leading_zeros()) else {
                    break;
                };
                let second = code.checked_sub(first).ok_or(CodecError::RemoteFxTile)?;
                if first != 0 && second != 0 {
                    state.lower(2 * DQ_GR);
                } else if first == 0 && second == 0 {
                    state.raise(2 * UQ_GR);
                }
                put(at, number(first)?);
                put(at + 1, number(second)?);
                at += 2;
            }
        }
    }
    sum_up(plane, quant);
    Ok((first < TILE_PIXELS).then_some(first))
}

/// The coefficients of the lowest band are differences to the one before ([MS-RDPRFX] 3.1.8.1.6).
#[inline(always)]
fn sum_up(plane: &mut Plane, quant: &Quant) {
    let shift = u32::from(quant.ll3).saturating_sub(1) & 15;
    let mut sum = 0_i16;
    for place in plane.iter_mut().skip(LL3) {
        sum = sum.wrapping_add(*place);
        *place = sum << shift;
    }
}
