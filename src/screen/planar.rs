//! RDP 6.0 planar bitmaps ([MS-RDPEGDI] 2.2.2.5.1): three colour planes, no alpha, each row coded as its difference from the row
//! below and then by runs; plain planes where runs would be longer.

use super::Area;
use super::encoder::{PIXEL, Picture, TILE};

/// Widest and highest area that is encoded at once.
const SIDE: usize = TILE as usize;

/// FormatHeader: no alpha plane, plain colours (ARGB, no colour loss).
const NO_ALPHA: u8 = 0x20;
/// FormatHeader: the planes are run-length coded.
const RUN_LENGTH: u8 = 0x10;

/// A segment's control byte counts up to this many plain values, and as many repetitions.
const MOST_IN_SEGMENT: usize = 15;
/// Fewer repetitions cannot be told: 1 and 2 in the control byte mark the long forms.
const SHORTEST_RUN: usize = 3;
/// Repetitions in the first long form (control byte low half 1), and in the second (2).
const LONG_RUN: usize = 16;
const LONGER_RUN: usize = 32;
const LONGEST_RUN: usize = LONGER_RUN + MOST_IN_SEGMENT;

type Row = [u8; SIDE];

/// Appends the bitmap stream of an area of at most 64 × 64 pixels.
pub(super) fn encode(picture: Picture<'_>, area: Area, out: &mut Vec<u8>) {
    let width = usize::from(area.width).min(SIDE);
    let mut planes = [[[0_u8; SIDE]; SIDE]; 3];
    let [red, green, blue] = &mut planes;
    let height = area.height.min(TILE) as usize;
    let plane_rows = red.iter_mut().zip(green.iter_mut()).zip(blue.iter_mut());
    for (((red, green), blue), row) in plane_rows.zip(picture.rows_from_bottom(area)) {
        let values = red.iter_mut().zip(green.iter_mut()).zip(blue.iter_mut());
        for (((red, green), blue), pixel) in values.zip(row.as_chunks::<PIXEL>().0) {
            [*blue, *green, *red, _] = *pixel;
        }
    }

    let start = out.len();
    let plain = 1 + 3 * width * height + 1;
    out.push(NO_ALPHA | RUN_LENGTH);
    for plane in &planes {
        encode_plane(plane.get(..height).unwrap_or_default(), width, out);
        if out.len() - start >= plain {
            out.truncate(start);
            out.push(NO_ALPHA);
            for row in planes.iter().flat_map(|plane| plane.iter().take(height)) {
                out.extend_from_slice(row.get(..width).unwrap_or_default());
            }
            out.push(0);
            return;
        }
    }
}

fn encode_plane(plane: &[Row], width: usize, out: &mut Vec<u8>) {
    let Some(mut previous) = plane.first() else { return };
    encode_row(previous, width, out);
    for row in plane.iter().skip(1) {
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

/// One row ([MS-RDPEGDI] 3.1.9.2): values as they are, then how often the last is repeated; before the first value it is 0.
fn encode_row(row: &Row, width: usize, out: &mut Vec<u8>) {
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
    while run > 0 {
        let mut part = run.min(LONGEST_RUN);
        if (1..SHORTEST_RUN).contains(&(run - part)) {
            part -= SHORTEST_RUN;
        }
        out.push(match part {
            LONGER_RUN.. => control(part - LONGER_RUN, 2),
            LONG_RUN.. => control(part - LONG_RUN, 1),
            _ => control(0, part),
        });
        run -= part;
    }
}

fn control(high: usize, low: usize) -> u8 {
    ((high << 4) | low) as u8
}

/// One bit a value: it equals the one before it (the first: 0).
fn repeats(row: &Row) -> u64 {
    const SEVEN_BITS: u64 = u64::from_ne_bytes([0x7f; 8]);
    // Moves the lowest bit of each byte into the highest byte, in order.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut bits = 0;
    let mut before = 0;
    for (group, bytes) in row.as_chunks::<8>().0.iter().enumerate() {
        let values = u64::from_le_bytes(*bytes);
        let difference = values ^ ((values << 8) | before);
        before = values >> 56;
        // The highest bit of each byte that is 0, exactly, without carries between bytes.
        let equal = !(((difference & SEVEN_BITS) + SEVEN_BITS) | difference | SEVEN_BITS);
        bits |= ((equal >> 7).wrapping_mul(GATHER) >> 56) << (8 * group);
    }
    bits
}
