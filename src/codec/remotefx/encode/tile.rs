//! From a tile's pixels to its coefficients: colour conversion, wavelet transform, quantisation ([MS-RDPRFX] 3.1.8.1.3
//! to 3.1.8.1.6).
//!
//! Everything is 16-bit arithmetic over arrays of fixed length, one row at a time: compilers make vector instructions
//! of that. Everything is inlined into [`super::TileEncoder::encode`], which is compiled once for each set of vector
//! instructions and chooses the processor's own.

use crate::codec::remotefx::quantisation::Quantisation;
use crate::codec::remotefx::{LEVEL_2, LEVEL_3, LL3, Plane, TILE, TILE_PIXELS};
use crate::codec::{PIXEL, Picture};
use crate::vocabulary::Rect;

const HALF: usize = TILE / 2;
const QUARTER: usize = TILE / 4;
const EIGHTH: usize = TILE / 8;

/// Components are kept in 1/32 of a step of a colour ([MS-RDPRFX] 3.1.8.1.3: 11.5 fixed point).
const FRACTION: u32 = 5;

/// `N` rows of `N` numbers.
type Square<const N: usize> = [[i16; N]; N];

/// Working space, reused from tile to tile.
pub(super) struct TileSpace {
    /// Brightness.
    first: Level<HALF>,
    /// Colour at half the resolution, as the first level of the transform would leave it.
    chroma: [Square<HALF>; 2],
    /// What the first level leaves.
    half: Square<HALF>,
    second: Level<QUARTER>,
    quarter: Square<QUARTER>,
    third: Level<EIGHTH>,
    eighth: Square<EIGHTH>,
    /// Of brightness, and of colour, whose first level stays 0.
    coefficients: [Box<Plane>; 2],
}

impl TileSpace {
    pub(super) fn new() -> Self {
        Self {
            first: Level::new(),
            chroma: [[[0; HALF]; HALF]; 2],
            half: [[0; HALF]; HALF],
            second: Level::new(),
            quarter: [[0; QUARTER]; QUARTER],
            third: Level::new(),
            eighth: [[0; EIGHTH]; EIGHTH],
            coefficients: [Box::new([0; TILE_PIXELS]), Box::new([0; TILE_PIXELS])],
        }
    }

    /// Takes the pixels of a tile; what lies outside `area`, which is at most a tile, repeats its edge.
    #[inline(always)]
    pub(super) fn load(&mut self, picture: Picture<'_>, area: Rect) {
        let width = usize::from(area.width).clamp(1, TILE);
        let mut pixels = [[0_u32; TILE]; 2];
        let mut rows = picture.rows_from_top(area).take(TILE).enumerate();
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
        // Below, both of a pair of rows are what the last row is.
        let [even, odd] = &mut self.first.parts;
        for (even, odd) in even.iter_mut().zip(odd) {
            let edge = odd.get(last).copied();
            repeat(odd, last);
            if let (Some(edge), Some(beyond)) = (edge, even.get_mut(last + 1..)) {
                beyond.fill(edge);
            }
        }
        for plane in &mut self.chroma {
            repeat(plane, last);
        }
    }

    /// Two rows of pixels: each one's brightness, and the colour that is between both ([MS-RDPRFX] 3.1.8.1.3, the
    /// factors in 1/65536 of 32/256).
    #[inline(always)]
    fn convert(&mut self, pair: usize, pixels: &[[u32; TILE]; 2]) {
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
        for (columns, parts) in columns.iter().zip(&mut self.first.parts) {
            for (pixels, luma) in columns.iter().zip(parts) {
                let Some(luma) = luma.get_mut(pair) else { return };
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
    pub(super) fn luma(&mut self, quantisation: &Quantisation) -> &Plane {
        let (bands, _) = self.coefficients[0].split_at_mut(LEVEL_2);
        self.first.transform(&mut self.half, bands, quantisation.first());
        self.coarse(0, quantisation)
    }

    /// The quantised coefficients of Cb (0) or Cr (1), in the order of the wire; those of the first level are 0.
    #[inline(always)]
    pub(super) fn chroma(&mut self, component: usize, quantisation: &Quantisation) -> &Plane {
        self.half = self.chroma[component & 1];
        self.coarse(1, quantisation)
    }

    /// The second and the third level of what the first one left.
    #[inline(always)]
    fn coarse(&mut self, to: usize, quantisation: &Quantisation) -> &Plane {
        let coefficients = &mut self.coefficients[to & 1];
        let (_, rest) = coefficients.split_at_mut(LEVEL_2);
        let (second, rest) = rest.split_at_mut(LEVEL_3 - LEVEL_2);
        let (third, last) = rest.split_at_mut(LL3 - LEVEL_3);
        self.second.part(self.half.as_flattened());
        self.second.transform(&mut self.quarter, second, quantisation.second());
        self.third.part(self.quarter.as_flattened());
        self.third.transform(&mut self.eighth, third, quantisation.third());
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

/// One level of the transform, of a picture of twice `N` rows and columns.
struct Level<const N: usize> {
    /// What is in even rows and in odd ones, and of each what is in even columns and in odd ones.
    parts: [[Square<N>; 2]; 2],
    /// Low and high vertical frequencies, of even and of odd columns.
    low: [Square<N>; 2],
    high: [Square<N>; 2],
}

impl<const N: usize> Level<N> {
    const fn new() -> Self {
        Self {
            parts: [[[[0; N]; N]; 2]; 2],
            low: [[[0; N]; N]; 2],
            high: [[[0; N]; N]; 2],
        }
    }

    /// Takes the picture, row by row.
    #[inline(always)]
    fn part(&mut self, picture: &[i16]) {
        // Columns first, as if all rows were one; `low` and `high` are free, and take the upper and the lower half.
        let (upper, lower) = picture.split_at(picture.len() / 2);
        for (half, to) in [upper, lower].into_iter().zip([&mut self.low, &mut self.high]) {
            let [even, odd] = to;
            let columns = even.as_flattened_mut().iter_mut().zip(odd.as_flattened_mut());
            for ((even, odd), pair) in columns.zip(half.as_chunks::<2>().0) {
                [*even, *odd] = *pair;
            }
        }
        let [even_rows, odd_rows] = &mut self.parts;
        for (columns, (even, odd)) in even_rows.iter_mut().zip(odd_rows).enumerate() {
            let rows = [&self.low, &self.high].map(|half| half[columns & 1].as_chunks::<2>().0);
            for ((even, odd), [first, second]) in even.iter_mut().zip(odd).zip(rows.into_iter().flatten()) {
                (*even, *odd) = (*first, *second);
            }
        }
    }

    /// Gives the next level's picture and the three sub-bands HL, LH, HH, quantised ([MS-RDPRFX] 3.1.8.1.4, 3.1.8.1.5).
    #[inline(always)]
    fn transform(&mut self, next: &mut Square<N>, bands: &mut [i16], [hl_bits, lh_bits, hh_bits]: [u32; 3]) {
        let [even, odd] = &self.parts;
        for columns in 0..2 {
            let (low, high) = (&mut self.low[columns], &mut self.high[columns]);
            let high = high.as_flattened_mut();
            lift::<N, N>(&even[columns], &odd[columns], low.as_flattened_mut(), high);
        }
        let (hl, rest) = bands.split_at_mut(N * N);
        let (lh, hh) = rest.split_at_mut(N * N);
        let [even, odd] = &self.low;
        lift::<N, 1>(even, odd, next.as_flattened_mut(), hl);
        quantise_all(hl, hl_bits);
        if lh_bits.min(hh_bits) >= DROPPED {
            lh.fill(0);
            hh.fill(0);
            return;
        }
        let [even, odd] = &self.high;
        lift::<N, 1>(even, odd, lh, hh);
        quantise_all(lh, lh_bits);
        quantise_all(hh, hh_bits);
    }
}

/// Splits into low and high frequencies what stands in even and in odd places ([MS-RDPRFX] 3.1.8.1.4): of rows if
/// `STEP` is 1, of columns if it is `N`. All rows are taken as one, since short ones make poor vectors; what is beyond
/// an edge repeats it.
#[inline(always)]
fn lift<const N: usize, const STEP: usize>(even: &Square<N>, odd: &Square<N>, low: &mut [i16], high: &mut [i16]) {
    let mut next = *even;
    for (to, from) in next.as_flattened_mut().iter_mut().zip(&even.as_flattened()[STEP..]) {
        *to = *from;
    }
    if STEP == 1 {
        for (next, even) in next.iter_mut().zip(even) {
            next[N - 1] = even[N - 1];
        }
    }
    let even = even.as_flattened();
    for (((high, even), odd), next) in high
        .iter_mut()
        .zip(even)
        .zip(odd.as_flattened())
        .zip(next.as_flattened())
    {
        *high = (odd - ((even + next) >> 1)) >> 1;
    }
    let mut before = [[0; N]; N];
    for (to, from) in before.as_flattened_mut().iter_mut().skip(STEP).zip(&*high) {
        *to = *from;
    }
    let rows = high.as_chunks::<N>().0;
    for (before, high) in before.iter_mut().zip(rows).take(if STEP == 1 { N } else { 1 }) {
        if STEP == 1 {
            before[0] = high[0];
        } else {
            *before = *high;
        }
    }
    for (((low, even), high), before) in low.iter_mut().zip(even).zip(&*high).zip(before.as_flattened()) {
        *low = even + ((before + high) >> 1);
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

/// [`quantise`] for high frequencies: rounds up from seven tenths of a step only, which is hardly seen and saves a
/// tenth of the bytes, and of the time that both sides take.
#[inline(always)]
fn quantise_all(values: &mut [i16], bits: u32) {
    let bits = bits.min(DROPPED);
    let step = 1_i16 << bits;
    let bias = step / 2 - step / 5;
    for value in values {
        let sign = *value >> 15;
        let magnitude = (*value ^ sign) - sign;
        *value = (((magnitude + bias) >> bits) ^ sign) - sign;
    }
}

/// Shifts `bits` away, rounding to the nearest.
#[inline(always)]
fn quantise(value: i16, bits: u32) -> i16 {
    let bits = bits.min(DROPPED);
    (value + ((1 << bits) >> 1)) >> bits
}
