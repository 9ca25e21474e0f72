//! The inverse wavelet transform of a tile's component ([MS-RDPRFX] 3.1.8.1.4): three levels of 16-bit lifting, written so that the
//! compiler makes vectors of the rows.

use super::{Plane, TILE_PIXELS};

/// The upward-rounded mean, without a 17th bit.
#[inline(always)]
fn mean_up(a: i16, b: i16) -> i16 {
    (a | b).wrapping_sub((a ^ b) >> 1)
}

/// The downward-rounded mean.
#[inline(always)]
fn mean_down(a: i16, b: i16) -> i16 {
    (a & b).wrapping_add((a ^ b) >> 1)
}

/// Turns coefficients into the component's pixels. `scratch` holds nothing that counts, before or after.
pub(super) fn inverse(plane: &mut Plane, scratch: &mut Plane) {
    if let Some(level) = plane.get_mut(3840..) {
        inverse_level::<8>(level, scratch);
    }
    if let Some(level) = plane.get_mut(3072..) {
        inverse_level::<16>(level, scratch);
    }
    inverse_level::<32>(plane, scratch);
}

/// `level` holds the bands HL, LH, HH and LL of `SIDE` × `SIDE` coefficients each, and then the pixels of twice that side.
fn inverse_level<const SIDE: usize>(level: &mut [i16], scratch: &mut Plane) {
    let band = SIDE * SIDE;
    let Some((low_rows, high_rows)) = scratch
        .get_mut(..4 * band)
        .and_then(|rows| rows.split_at_mut_checked(2 * band))
    else {
        return;
    };
    if let Some((hl, rest)) = level.split_at_checked(band)
        && let Some((lh, rest)) = rest.split_at_checked(band)
        && let Some((hh, ll)) = rest.split_at_checked(band)
    {
        rows::<SIDE>(ll, hl, low_rows);
        rows::<SIDE>(lh, hh, high_rows);
    }
    columns::<SIDE>(low_rows, high_rows, level);
}

/// Joins a low and a high band from left to right.
fn rows<const SIDE: usize>(low: &[i16], high: &[i16], out: &mut [i16]) {
    let (low, _) = low.as_chunks::<SIDE>();
    let (high, _) = high.as_chunks::<SIDE>();
    for ((low, high), out) in low.iter().zip(high).zip(out.chunks_exact_mut(2 * SIDE)) {
        let mut before = *high;
        if let (Some(to), Some(from)) = (before.get_mut(1..), high.get(..SIDE - 1)) {
            to.copy_from_slice(from);
        }
        let mut even = [0; SIDE];
        for (((even, low), before), high) in even.iter_mut().zip(low).zip(&before).zip(high) {
            *even = low.wrapping_sub(mean_up(*before, *high));
        }
        let mut after = even;
        if let (Some(to), Some(from)) = (after.get_mut(..SIDE - 1), even.get(1..)) {
            to.copy_from_slice(from);
        }
        let (pairs, _) = out.as_chunks_mut::<2>();
        for (((pair, even), after), high) in pairs.iter_mut().zip(&even).zip(&after).zip(high) {
            *pair = [*even, (*high << 1).wrapping_add(mean_down(*even, *after))];
        }
    }
}

/// Joins the rows of both halves from top to bottom.
fn columns<const SIDE: usize>(low: &[i16], high: &[i16], out: &mut [i16]) {
    let width = 2 * SIDE;
    let mut low = low.chunks_exact(width);
    let mut high = high.chunks_exact(width);
    let (Some(first_low), Some(first_high)) = (low.next(), high.next()) else {
        return;
    };
    // The row above is even, the row at hand odd, the row below even.
    let Some((mut above, mut rest)) = out.split_at_mut_checked(width) else {
        return;
    };
    for ((above, low), high) in above.iter_mut().zip(first_low).zip(first_high) {
        *above = low.wrapping_sub(*high);
    }
    let mut high_above = first_high;
    for (low, high) in low.zip(high) {
        let Some((odd, others)) = rest.split_at_mut_checked(width) else {
            return;
        };
        let Some((even, others)) = others.split_at_mut_checked(width) else {
            return;
        };
        for (((((even, odd), above), low), high), high_above) in
            even.iter_mut().zip(odd).zip(&*above).zip(low).zip(high).zip(high_above)
        {
            let value = low.wrapping_sub(mean_up(*high_above, *high));
            *even = value;
            *odd = (*high_above << 1).wrapping_add(mean_down(*above, value));
        }
        (above, rest, high_above) = (even, others, high);
    }
    for ((last, above), high) in rest.iter_mut().take(width).zip(&*above).zip(high_above) {
        *last = (*high << 1).wrapping_add(*above);
    }
}

const _: () = assert!(TILE_PIXELS == 4 * 32 * 32, "three levels make a tile");
