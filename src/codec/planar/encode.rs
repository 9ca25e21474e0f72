//! RDP 6.0 planar bitmaps ([MS-RDPEGDI] 2.2.2.5.1): three colour planes, no alpha, each row coded as its difference
//! from the row below and then by runs; plain planes where runs would be longer.

use super::{LONG_RUN, LONG_RUN_BASE, LONGER_RUN, LONGER_RUN_BASE, NA, RLE};
use crate::codec::{MAX_SIDE, PIXEL, Picture};
use crate::vocabulary::Rect;

/// Widest and highest area that is encoded at once.
const SIDE: usize = MAX_SIDE as usize;

/// A segment's control byte counts up to this many plain values, and as many repetitions.
const MOST_IN_SEGMENT: usize = 15;
/// Fewer repetitions cannot be told: 1 and 2 in the control byte mark the long forms.
const SHORTEST_RUN: usize = 3;
const LONGEST_RUN: usize = LONGER_RUN_BASE + MOST_IN_SEGMENT;

type PixelRow = [u8; SIDE];

/// Appends the bitmap stream of an area of at most 64 × 64 pixels, rows from the bottom as bitmap updates have them.
pub fn encode(picture: Picture<'_>, area: Rect, out: &mut Vec<u8>) {
    encode_rows(picture.rows_from_bottom(area), area, out);
}

/// The same, rows from the top as the graphics pipeline has them ([MS-RDPEGFX] 2.2.2.1).
pub fn encode_from_top(picture: Picture<'_>, area: Rect, out: &mut Vec<u8>) {
    encode_rows(picture.rows_from_top(area), area, out);
}

fn encode_rows<'a>(rows: impl Iterator<Item = &'a [u8]>, area: Rect, out: &mut Vec<u8>) {
    let width = usize::from(area.width).min(SIDE);
    let height = usize::from(area.height.min(MAX_SIDE));
    let mut planes = [[[0_u8; SIDE]; SIDE]; 3];
    let [red, green, blue] = &mut planes;
    let mut values = [0_u32; SIDE];
    let plane_rows = red.iter_mut().zip(green.iter_mut()).zip(blue.iter_mut());
    for (((red, green), blue), row) in plane_rows.zip(rows) {
        for (value, pixel) in values.iter_mut().zip(row.as_chunks::<PIXEL>().0) {
            *value = u32::from_le_bytes(*pixel);
        }
        // One plane at a time, always whole rows: such loops become vector instructions.
        for (plane, shift) in [(red, 16), (green, 8), (blue, 0)] {
            for (to, value) in plane.iter_mut().zip(&values) {
                *to = (value >> shift) as u8;
            }
        }
    }

    let start = out.len();
    let plane_bytes = width * height;
    out.push(NA | RLE);
    for (index, plane) in planes.iter().enumerate() {
        encode_plane(plane.get(..height).unwrap_or_default(), width, out);
        // Two planes that gain nothing are noise, and the third is too.
        if index > 0 && out.len() - start > 1 + (index + 1) * plane_bytes {
            out.truncate(start);
            out.push(NA);
            for row in planes.iter().flat_map(|plane| plane.iter().take(height)) {
                out.extend_from_slice(row.get(..width).unwrap_or_default());
            }
            out.push(0);
            return;
        }
    }
}

fn encode_plane(plane: &[PixelRow], width: usize, out: &mut Vec<u8>) {
    let Some(mut previous) = plane.first() else { return };
    encode_row(previous, width, out);
    for row in plane.iter().skip(1) {
        if row == previous && width >= SHORTEST_RUN {
            encode_run(width, out);
            continue;
        }
        let mut differences = [0; SIDE];
        for ((difference, value), before) in differences.iter_mut().zip(row).zip(previous) {
            let change = value.wrapping_sub(*before);
            // The sign goes to the lowest bit, so that small changes are small numbers ([MS-RDPEGDI] 3.1.9.2.1).
            *difference = (change << 1) ^ 0_u8.wrapping_sub(change >> 7);
        }
        encode_row(&differences, width, out);
        previous = row;
    }
}

/// One row ([MS-RDPEGDI] 3.1.9.2): values as they are, then how often the last is repeated; before the first value it
/// is 0.
fn encode_row(row: &PixelRow, width: usize, out: &mut Vec<u8>) {
    let repeats = repeats(row) & (u64::MAX >> (SIDE - width.clamp(1, SIDE)));
    let run_starts = repeats & (repeats >> 1) & (repeats >> 2);
    let mut at = 0;
    while at < width {
        let ahead = run_starts >> at;
        let run_start = if ahead == 0 {
            width
        } else {
            at + ahead.trailing_zeros() as usize
        };
        let run = if ahead == 0 {
            0
        } else {
            (repeats >> run_start).trailing_ones() as usize
        };
        let values = row.get(at..run_start).unwrap_or_default();
        encode_segments(values, run, out);
        at = run_start + run;
    }
}

fn encode_segments(values: &[u8], mut run: usize, out: &mut Vec<u8>) {
    let mut segments = values.chunks(MOST_IN_SEGMENT).peekable();
    while let Some(segment) = segments.next() {
        let mut repetitions = 0;
        if segments.peek().is_none() {
            if run <= MOST_IN_SEGMENT {
                repetitions = run;
            } else if run >= MOST_IN_SEGMENT + SHORTEST_RUN {
                repetitions = MOST_IN_SEGMENT;
            }
            run -= repetitions;
        }
        out.push(control(segment.len(), repetitions));
        out.extend_from_slice(segment);
    }
    encode_run(run, out);
}

/// Repetitions of the value before them, none or at least [`SHORTEST_RUN`] of them.
fn encode_run(mut run: usize, out: &mut Vec<u8>) {
    while run > 0 {
        let mut part = run.min(LONGEST_RUN);
        if (1..SHORTEST_RUN).contains(&(run - part)) {
            part -= SHORTEST_RUN;
        }
        out.push(match part {
            LONGER_RUN_BASE.. => control(part - LONGER_RUN_BASE, LONGER_RUN.into()),
            LONG_RUN_BASE.. => control(part - LONG_RUN_BASE, LONG_RUN.into()),
            _ => control(0, part),
        });
        run -= part;
    }
}

fn control(high: usize, low: usize) -> u8 {
    ((high << 4) | low) as u8
}

/// One bit a value: it equals the one before it (the first: 0).
fn repeats(row: &PixelRow) -> u64 {
    // Moves the lowest bit of each byte into the highest byte, in order.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut before = [0; SIDE];
    if let (Some(to), Some(from)) = (before.get_mut(1..), row.get(..SIDE - 1)) {
        to.copy_from_slice(from);
    }
    let mut equal = [0_u8; SIDE];
    for ((equal, value), before) in equal.iter_mut().zip(row).zip(&before) {
        *equal = u8::from(value == before);
    }
    let groups = equal.as_chunks::<8>().0.iter().rev();
    groups.fold(0, |bits, group| {
        bits << 8 | u64::from_le_bytes(*group).wrapping_mul(GATHER) >> 56
    })
}

/// The bitmap stream of an area of one colour, of any size, with an opaque alpha plane or none.
pub fn flat([blue, green, red]: [u8; 3], width: u16, height: u16, alpha: bool) -> Vec<u8> {
    let mut out = vec![if alpha { RLE } else { RLE | NA }];
    if alpha {
        flat_plane(0xFF, width, height, &mut out);
    }
    for value in [red, green, blue] {
        flat_plane(value, width, height, &mut out);
    }
    out
}

/// The first row is the value itself; every later one is the difference to the one above, 0.
fn flat_plane(value: u8, width: u16, height: u16, out: &mut Vec<u8>) {
    for row in 0..height {
        if row == 0 {
            out.extend_from_slice(&[control(1, 0), value]);
            flat_run(value, usize::from(width.saturating_sub(1)), out);
        } else {
            flat_run(0, width.into(), out);
        }
    }
}

/// So often the value before them; at the start of a row that is 0. What is too short for a run is told as values.
fn flat_run(value: u8, mut length: usize, out: &mut Vec<u8>) {
    while length > 0 {
        let part = length.min(LONGEST_RUN);
        if part < SHORTEST_RUN {
            out.push(control(part, 0));
            out.extend(std::iter::repeat_n(value, part));
        } else {
            encode_run(part, out);
        }
        length -= part;
    }
}
