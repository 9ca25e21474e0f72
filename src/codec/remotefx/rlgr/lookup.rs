//! Tables of what short codes stand for. Decoding them bit by bit would take loops and branches that processors predict
//! badly.

use super::{DQ_GR, KP_MAX, UQ_GR, full_run};

/// What full runs become: the zeros that they stand for, and the run parameter after them.
#[derive(Clone, Copy)]
pub(super) struct Runs {
    pub(super) zeros: u32,
    pub(super) kp: u32,
}

impl Runs {
    const fn of(full: u32, mut kp: u32) -> Self {
        let mut zeros = 0;
        let mut count = 0;
        while count < full {
            let (length, next) = full_run(kp);
            zeros += length;
            kp = next;
            count += 1;
        }
        Self { zeros, kp }
    }
}

/// So few full runs are looked up: counting them takes a loop whose end no processor foresees.
const LOOKED_UP: usize = 16;

pub(super) static RUNS: [[Runs; LOOKED_UP]; KP_MAX as usize + 1] = {
    let mut runs = [[Runs { zeros: 0, kp: 0 }; LOOKED_UP]; KP_MAX as usize + 1];
    let mut kp = 0;
    while kp < runs.len() {
        let mut full = 0;
        while full < LOOKED_UP {
            runs[kp][full] = Runs::of(full as u32, kp as u32);
            full += 1;
        }
        kp += 1;
    }
    runs
};

/// Two values of RLGR3's plain mode, where their code is short.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    /// Bits of the code; 0 where it is longer than [`PAIR_BITS`].
    pub(super) length: u8,
    /// What is added to the parameters.
    pub(super) krp: i8,
    pub(super) kp: i8,
    pub(super) values: [i8; 2],
}

/// Codes of so many bits are looked up, for so many of the lowest `kr`.
pub(super) const PAIR_BITS: u32 = 9;
const PAIR_KR: usize = 4;

impl Pair {
    const NONE: Self = Self {
        length: 0,
        krp: 0,
        kp: 0,
        values: [0; 2],
    };

    /// What these [`PAIR_BITS`] bits begin with.
    const fn of(bits: u32, kr: u32) -> Self {
        let bits = bits << (32 - PAIR_BITS);
        let ones = (!bits).leading_zeros();
        if ones + 1 + kr > PAIR_BITS {
            return Self::NONE;
        }
        let rest = bits << (ones + 1);
        let code = ones << kr | (rest as u64 >> (32 - kr)) as u32;
        let rest = rest << kr;
        let more = 32 - code.leading_zeros();
        let length = ones + 1 + kr + more;
        let first = (rest as u64 >> (32 - more)) as u32;
        if length > PAIR_BITS || first > code {
            return Self::NONE;
        }
        let second = code - first;
        Self {
            length: length as u8,
            krp: match ones {
                0 => -2,
                1 => 0,
                _ => ones as i8,
            },
            kp: match (first, second) {
                (0, 0) => 2 * UQ_GR as i8,
                (0, _) | (_, 0) => 0,
                _ => -2 * DQ_GR as i8,
            },
            values: [Self::value(first), Self::value(second)],
        }
    }

    const fn value(code: u32) -> i8 {
        let magnitude = code.div_ceil(2) as i8;
        if code % 2 == 1 { -magnitude } else { magnitude }
    }
}

pub(super) static PAIRS: [[Pair; 1 << PAIR_BITS]; PAIR_KR] = {
    let mut pairs = [[Pair::NONE; 1 << PAIR_BITS]; PAIR_KR];
    let mut kr = 0;
    while kr < PAIR_KR {
        let mut bits = 0;
        while bits < 1 << PAIR_BITS {
            pairs[kr][bits] = Pair::of(bits as u32, kr as u32);
            bits += 1;
        }
        kr += 1;
    }
    pairs
};
