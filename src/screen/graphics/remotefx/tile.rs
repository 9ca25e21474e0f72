//! One tile's way to its coefficients: colour conversion, wavelet transform, quantisation ([MS-RDPRFX] 3.1.8.1.3 to 3.1.8.1.6).
//!
//! Everything is 16-bit arithmetic over arrays of fixed length, one row at a time, which compilers make vector instructions of, and
//! always inlined: those of the processor at hand are chosen by who calls ([`super::TileEncoder::encode`]).

use super::Quantisation;
use crate::screen::Area;
use crate::screen::encoder::{PIXEL, Picture};

/// Side of a tile, in pixels.
pub(super) const SIDE: usize = 64;
/// Pixels of a tile, and coefficients of a component.
const ALL: usize = SIDE * SIDE;
const HALF: usize = SIDE / 2;
const QUARTER: usize = SIDE / 4;
const EIGHTH: usize = SIDE / 8;
/// Where the second and the third level begin among the coefficients, and where the last sub-band of all.
const SECOND: usize = 3 * HALF * HALF;
const THIRD: usize = SECOND + 3 * QUARTER * QUARTER;
const LAST: usize = THIRD + 3 * EIGHTH * EIGHTH;

/// Components are kept in 1/32 of a step of a colour ([MS-RDPRFX] 3.1.8.1.3: 11.5 fixed point).
const FRACTION: u32 = 5;

/// A row of pixels, those in even columns first, as the first level of the transform wants them.
type Row = [[i16; HALF]; 2];

/// Working space, reused from tile to tile.
pub(super) struct Tile {
    luma: [Row; SIDE],
    /// At half the resolution, as the first level of the transform would leave it.
    chroma: [[[i16; HALF]; HALF]; 2],
    /// The first level of the transform: rows of low and of high vertical frequency.
    low: [Row; HALF],
    high: [Row; HALF],
    half: [[i16; HALF]; HALF],
    quarter: [[i16; QUARTER]; QUARTER],
    eighth: [[i16; EIGHTH]; EIGHTH],
    /// Of brightness, and of colour, whose first level stays 0.
    coefficients: [Box<[i16; ALL]>; 2],
}

impl Tile {
    pub(super) fn new() -> Self {
        Self {
            luma: [[[0; HALF]; 2]; SIDE],
            chroma: [[[0; HALF]; HALF]; 2],
            low: [[[0; HALF]; 2]; HALF],
            high: [[[0; HALF]; 2]; HALF],
            half: [[0; HALF]; HALF],
            quarter: [[0; QUARTER]; QUARTER],
            eighth: [[0; EIGHTH]; EIGHTH],
            coefficients: [Box::new([0; ALL]), Box::new([0; ALL])],
        }
    }

    /// Takes the pixels of a tile; what lies outside `area`, which is at most a tile, repeats its edge.
    #[inline(always)]
    pub(super) fn load(&mut self, picture: Picture<'_>, area: Area) {
        let width = usize::from(area.width).clamp(1, SIDE);
        let mut pixels = [[0_u32; SIDE]; 2];
        let mut rows = picture.rows_from_top(area).take(SIDE).enumerate();
        let mut last = 0;
        while let Some((y, first)) = rows.next() {
            let second = rows.next().map_or(first, |(_, second)| second);
            for (pixels, row) in pixels.iter_mut().zip([first, second]) {
                for (pixel, bytes) in pixels.iter_mut().zip(row.as_chunks::<PIXEL>().0) {
                    *pixel = u32::from_le_bytes(*bytes);
                }
                if let Some((edge, beyond)) = pixels.get_mut(width - 1..).and_then(<[u32]>::split_first_mut) {
                    beyond.fill(*edge);
                }
            }
            self.convert(y / 2, &pixels);
            last = y / 2;
        }
        repeat(&mut self.luma, 2 * last + 1);
        for plane in &mut self.chroma {
            repeat(plane, last);
        }
    }

    /// Two rows of pixels: each one's brightness, and the colour that is between both ([MS-RDPRFX] 3.1.8.1.3, the factors in 1/65536
    /// of 32/256).
    #[inline(always)]
    fn convert(&mut self, pair: usize, pixels: &[[u32; SIDE]; 2]) {
        let scaled = |value: u16, factor: u32| ((u32::from(value) * factor) >> 16) as i16;
        let colours = |pixel: u32| {
            let green = pixel as u16 & 0xff00;
            ((pixel >> 8) as u16 & 0xff00, green, (pixel as u16) << 8)
        };
        let columns = pixels.map(|row| {
            let mut columns = [[0_u32; HALF]; 2];
            let [even, odd] = &mut columns;
            for ((even, odd), pair) in even.iter_mut().zip(odd).zip(row.as_chunks::<2>().0) {
                [*even, *odd] = *pair;
            }
            columns
        });
        let rows = self.luma.as_chunks_mut::<2>().0.get_mut(pair).into_iter().flatten();
        for (columns, luma) in columns.iter().zip(rows) {
            for (pixels, luma) in columns.iter().zip(luma) {
                for (pixel, luma) in pixels.iter().zip(luma) {
                    let (red, green, blue) = colours(*pixel);
                    *luma = scaled(red, 2449) + scaled(green, 4809) + scaled(blue, 934) - (128 << FRACTION);
                }
            }
        }
        let [first, second] = &mut self.chroma;
        let (Some(cb), Some(cr)) = (first.get_mut(pair), second.get_mut(pair)) else {
            return;
        };
        let [[a, b], [c, d]] = &columns;
        let four = a.iter().zip(b).zip(c.iter().zip(d));
        for (((cb, cr), (a, b)), (c, d)) in cb
            .iter_mut()
            .zip(cr)
            .zip(four.clone().map(|(ab, _)| ab))
            .zip(four.map(|(_, cd)| cd))
        {
            let (red, green, blue) = colours(mean_down(mean_up(*a, *b), mean_up(*c, *d)));
            *cb = scaled(blue, 4101) - scaled(red, 1384) - scaled(green, 2717);
            *cr = scaled(red, 4094) - scaled(green, 3429) - scaled(blue, 666);
        }
    }

    /// The quantised coefficients of Y, in the order of the wire.
    #[inline(always)]
    pub(super) fn luma(&mut self, quantisation: &Quantisation) -> &[i16; ALL] {
        let bits = quantisation.first();
        if bits.iter().all(|bits| *bits >= DROPPED) {
            let mut dropped = [0; HALF];
            vertical(&self.luma, &mut self.low, &mut self.high);
            for ([even, odd], to) in self.low.iter().zip(&mut self.half) {
                horizontal(even, odd, to, &mut dropped);
            }
            self.coefficients[0][..SECOND].fill(0);
        } else {
            let (first, _) = self.coefficients[0].split_at_mut(SECOND);
            vertical(&self.luma, &mut self.low, &mut self.high);
            level(&self.low, &self.high, &mut self.half, first, bits);
        }
        self.coarse(0, quantisation)
    }

    /// The quantised coefficients of Cb (0) or Cr (1), in the order of the wire; those of the first level are 0.
    #[inline(always)]
    pub(super) fn chroma(&mut self, component: usize, quantisation: &Quantisation) -> &[i16; ALL] {
        self.half = self.chroma[component & 1];
        self.coarse(1, quantisation)
    }

    /// The second and the third level of what the first one left.
    #[inline(always)]
    fn coarse(&mut self, to: usize, quantisation: &Quantisation) -> &[i16; ALL] {
        let coefficients = &mut self.coefficients[to & 1];
        let (_, rest) = coefficients.split_at_mut(SECOND);
        let (second, rest) = rest.split_at_mut(THIRD - SECOND);
        let (third, last) = rest.split_at_mut(LAST - THIRD);
        let mut low = [[[0; QUARTER]; 2]; QUARTER];
        let mut high = low;
        vertical(&split(&self.half), &mut low, &mut high);
        level(&low, &high, &mut self.quarter, second, quantisation.second());
        let mut low = [[[0; EIGHTH]; 2]; EIGHTH];
        let mut high = low;
        vertical(&split(&self.quarter), &mut low, &mut high);
        level(&low, &high, &mut self.eighth, third, quantisation.third());
        // The last sub-band is told by differences ([MS-RDPRFX] 3.1.8.1.6).
        let mut before = 0;
        for (to, value) in last.iter_mut().zip(self.eighth.as_flattened()) {
            let value = quantise(*value, quantisation.last());
            *to = value - before;
            before = value;
        }
        coefficients
    }
}

/// The rows behind this one become what it is.
fn repeat<T: Copy>(rows: &mut [T], last: usize) {
    if let Some((edge, beyond)) = rows.get_mut(last..).and_then(<[T]>::split_first_mut) {
        beyond.fill(*edge);
    }
}

/// What is between two pixels, rounded up in each of the four bytes.
#[inline(always)]
fn mean_up(a: u32, b: u32) -> u32 {
    (a | b) - ((a ^ b) >> 1 & 0x7f7f_7f7f)
}

/// The same, rounded down.
#[inline(always)]
fn mean_down(a: u32, b: u32) -> u32 {
    (a & b) + ((a ^ b) >> 1 & 0x7f7f_7f7f)
}

/// Shifting away this many bits leaves nothing of any coefficient.
pub(super) const DROPPED: u32 = 14;

/// The even columns of each row, and the odd ones.
#[inline(always)]
fn split<const W: usize, const N: usize, const H: usize>(rows: &[[i16; W]; H]) -> [[[i16; N]; 2]; H] {
    let mut halves = [[[0; N]; 2]; H];
    for ([even, odd], row) in halves.iter_mut().zip(rows) {
        for ((even, odd), pair) in even.iter_mut().zip(odd).zip(row.as_chunks::<2>().0) {
            [*even, *odd] = *pair;
        }
    }
    halves
}

/// Splits columns into low and high frequencies ([MS-RDPRFX] 3.1.8.1.4).
#[inline(always)]
fn vertical<const N: usize>(rows: &[[[i16; N]; 2]], low: &mut [[[i16; N]; 2]], high: &mut [[[i16; N]; 2]]) {
    let pairs = rows.as_chunks::<2>().0;
    let mut previous: Option<&[[i16; N]; 2]> = None;
    for (n, (([even, odd], low), high)) in pairs.iter().zip(low).zip(high).enumerate() {
        let next = pairs.get(n + 1).map_or(even, |[even, _]| even);
        for half in 0..2 {
            let (even, odd, next) = (&even[half], &odd[half], &next[half]);
            let (low, high) = (&mut low[half], &mut high[half]);
            for (((high, even), odd), next) in high.iter_mut().zip(even).zip(odd).zip(next) {
                *high = (odd - ((even + next) >> 1)) >> 1;
            }
            let before = previous.map_or(&*high, |previous| &previous[half]);
            for (((low, even), high), before) in low.iter_mut().zip(even).zip(&*high).zip(before) {
                *low = even + ((before + high) >> 1);
            }
        }
        previous = Some(high);
    }
}

/// Splits a row, told by its even and its odd columns, into low and high frequencies.
#[inline(always)]
fn horizontal<const N: usize>(even: &[i16; N], odd: &[i16; N], low: &mut [i16; N], high: &mut [i16; N]) {
    // One more at the end or the beginning, which repeats its neighbour.
    let mut ahead = [0; HALF + 1];
    for (to, from) in ahead.iter_mut().zip(even) {
        *to = *from;
    }
    ahead[N] = even[N - 1];
    for (((high, even), odd), next) in high.iter_mut().zip(even).zip(odd).zip(&ahead[1..]) {
        *high = (odd - ((even + next) >> 1)) >> 1;
    }
    let mut behind = [0; HALF + 1];
    behind[0] = high[0];
    for (to, from) in behind[1..].iter_mut().zip(&*high) {
        *to = *from;
    }
    for (((low, even), high), before) in low.iter_mut().zip(even).zip(&*high).zip(&behind) {
        *low = even + ((before + high) >> 1);
    }
}

/// One level's rows become the next level's picture and the three sub-bands HL, LH, HH, quantised.
#[inline(always)]
fn level<const N: usize>(
    low: &[[[i16; N]; 2]],
    high: &[[[i16; N]; 2]],
    next: &mut [[i16; N]; N],
    bands: &mut [i16],
    [hl_bits, lh_bits, hh_bits]: [u32; 3],
) {
    let (hl, rest) = bands.split_at_mut(N * N);
    let (lh, hh) = rest.split_at_mut(N * N);
    let (hl, lh, hh) = (
        hl.as_chunks_mut::<N>().0,
        lh.as_chunks_mut::<N>().0,
        hh.as_chunks_mut::<N>().0,
    );
    for (([even, odd], next), hl) in low.iter().zip(next).zip(hl) {
        horizontal(even, odd, next, hl);
        quantise_row(hl, hl_bits);
    }
    for (([even, odd], lh), hh) in high.iter().zip(lh).zip(hh) {
        horizontal(even, odd, lh, hh);
        quantise_row(lh, lh_bits);
        quantise_row(hh, hh_bits);
    }
}

#[inline(always)]
fn quantise_row<const N: usize>(row: &mut [i16; N], bits: u32) {
    let bits = bits.min(DROPPED);
    let step = 1_i16 << bits;
    let bias = step / 2 - step / 5;
    for value in row {
        let sign = *value >> 15;
        let magnitude = (*value ^ sign) - sign;
        *value = (((magnitude + bias) >> bits) ^ sign) - sign;
    }
}

/// Shifts `bits` away, rounding to the nearest. What is high frequency (above) is rounded up from seven tenths of a step only,
/// which is hardly seen and saves a tenth of the bytes, and of the time that both sides take.
#[inline(always)]
fn quantise(value: i16, bits: u32) -> i16 {
    let bits = bits.min(DROPPED);
    (value + ((1 << bits) >> 1)) >> bits
}
