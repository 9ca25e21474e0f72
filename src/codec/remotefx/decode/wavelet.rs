//! The inverse wavelet transform of a tile's component ([MS-RDPRFX] 3.1.8.1.4): three levels of 16-bit lifting, written
//! so that the compiler makes vectors of the rows.

use crate::codec::remotefx::{LEVEL_2, LEVEL_3, Plane, TILE_PIXELS};

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

/// Turns coefficients into the component's pixels. The coefficients before `first` are zero. `scratch` is working
/// memory: its contents do not matter before or after.
#[inline(always)]
pub(super) fn inverse(plane: &mut Plane, first: usize, scratch: &mut Plane) {
    if let Some(level) = plane.get_mut(LEVEL_3..) {
        inverse_level::<8>(level, scratch);
    }
    if let Some(level) = plane.get_mut(LEVEL_2..) {
        inverse_level::<16>(level, scratch);
    }
    if first < LEVEL_2 {
        inverse_level::<32>(plane, scratch);
    } else {
        double::<32>(plane, scratch);
    }
}

/// The same as [`inverse_level`] where HL, LH and HH are zero, as those of colour mostly are.
#[inline(always)]
fn double<const SIDE: usize>(level: &mut [i16], scratch: &mut Plane) {
    let width = 2 * SIDE;
    let (low, _) = level.as_chunks::<SIDE>();
    for (low, out) in low.iter().skip(3 * SIDE).zip(scratch.chunks_exact_mut(width)) {
        let mut after = *low;
        if let (Some(to), Some(from)) = (after.get_mut(..SIDE - 1), low.get(1..)) {
            to.copy_from_slice(from);
        }
        for ((pair, low), after) in out.as_chunks_mut::<2>().0.iter_mut().zip(low).zip(&after) {
            *pair = [*low, mean_down(*low, *after)];
        }
    }
    let rows = || scratch.chunks_exact(width).take(SIDE);
    let Some(last) = rows().next_back() else { return };
    let below = rows().skip(1).chain([last]);
    for ((row, below), out) in rows().zip(below).zip(level.chunks_exact_mut(2 * width)) {
        let Some((even, odd)) = out.split_at_mut_checked(width) else {
            return;
        };
        even.copy_from_slice(row);
        for ((odd, row), below) in odd.iter_mut().zip(row).zip(below) {
            *odd = mean_down(*row, *below);
        }
    }
}

/// `level` holds the bands HL, LH, HH and LL of `SIDE` × `SIDE` coefficients each, and then the pixels of twice that
/// side.
#[inline(always)]
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

/// Joins a low and a high band from left to right: as if all rows were one, since short ones make poor vectors, and
/// then right at their ends.
#[inline(always)]
fn rows<const SIDE: usize>(low: &[i16], high: &[i16], out: &mut [i16]) {
    let mut before = [[0; SIDE]; SIDE];
    let mut even = [[0; SIDE]; SIDE];
    let mut after = [[0; SIDE]; SIDE];
    for (to, from) in before.as_flattened_mut().iter_mut().skip(1).zip(high) {
        *to = *from;
    }
    for (before, high) in before.iter_mut().zip(high.as_chunks::<SIDE>().0) {
        before[0] = high[0];
    }
    let before = before.as_flattened();
    for (((even, low), before), high) in even.as_flattened_mut().iter_mut().zip(low).zip(before).zip(high) {
        *even = low.wrapping_sub(mean_up(*before, *high));
    }
    for (to, from) in after
        .as_flattened_mut()
        .iter_mut()
        .zip(even.as_flattened().iter().skip(1))
    {
        *to = *from;
    }
    for (after, even) in after.iter_mut().zip(&even) {
        after[SIDE - 1] = even[SIDE - 1];
    }
    let pairs = out.as_chunks_mut::<2>().0.iter_mut();
    for (((pair, even), after), high) in pairs.zip(even.as_flattened()).zip(after.as_flattened()).zip(high) {
        *pair = [*even, (*high << 1).wrapping_add(mean_down(*even, *after))];
    }
}

/// Joins the rows of both halves from top to bottom.
#[inline(always)]
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
