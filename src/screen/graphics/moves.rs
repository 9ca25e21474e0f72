//! Finds what only moved: a page that was scrolled, a window that was dragged.
//!
//! Short runs of pixels of the new picture are looked for in the old one; where many of them moved by the same
//! distance, that distance is checked pixel by pixel, and the rectangle that gains most is taken.

use super::changed::{UNKNOWN, same};
use crate::codec::{PIXEL, Picture};
use crate::screen::encoder::COLOUR;
use crate::vocabulary::Rect;

/// Pixels of a run.
const RUN: usize = 16;
/// Rows of a band of runs. Of the old picture every row of this distance is searched: one of a band's rows must be
/// among them.
const BAND: usize = 16;
/// Bands, spread over the height.
const BANDS: usize = 6;
/// Runs that must have moved by the same distance before it is checked.
const LEAST_VOTES: usize = 12;
/// Side of the squares that are checked.
const SQUARE: usize = 16;
/// What a square counts: it moved; it changed otherwise; it did not change and would be overwritten.
const MOVED: i32 = 4;
const CHANGED: i32 = -1;
const BROKEN: i32 = -8;
/// A move is worth it from this on: 24 squares.
const LEAST_GAIN: i32 = 24 * MOVED;
/// After several searches that found nothing the next ones are left out: 2 to this power less one at most.
const MOST_DOUBLINGS: u32 = 3;
/// Slots of the table of runs, a power of two.
const SLOTS: usize = 1 << 15;
const MULTIPLIER: u32 = 0x9e37_79b1;

/// What is now at `to` was at `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) from: Rect,
    pub(super) to: (u16, u16),
}

#[derive(Default)]
pub(super) struct Finder {
    /// Runs of the new picture by their hash.
    slots: Vec<HashSlot>,
    votes: Vec<(i32, i32)>,
    gains: Vec<i32>,
    skip: u32,
    /// In a row.
    failed: u32,
}

#[derive(Clone, Copy, Default)]
struct HashSlot {
    hash: u32,
    /// Both 0: empty; `u16::MAX`: more than one run has this hash.
    x: u16,
    y: u16,
}

impl Finder {
    /// Looks for one move whose old and new place are within `area`.
    pub(super) fn find(&mut self, now: Picture<'_>, sent: Picture<'_>, area: Rect) -> Option<Move> {
        if self.skip > 0 {
            self.skip -= 1;
            return None;
        }
        let middle = usize::from(area.top + area.height / 2);
        let row = pixels(sent, middle, area.left.into(), area.width.into());
        if row.iter().any(|pixel| pixel[3] == UNKNOWN) {
            return None;
        }
        let found = self
            .distance(now, sent, area)
            .and_then(|moved| self.extent(now, sent, area, moved));
        self.failed = match found {
            Some(_) => 0,
            None => self.failed + 1,
        };
        self.skip = (1 << self.failed.saturating_sub(1).min(MOST_DOUBLINGS)) - 1;
        found
    }

    /// The distance, right and down, that most runs moved.
    fn distance(&mut self, now: Picture<'_>, sent: Picture<'_>, area: Rect) -> Option<(i32, i32)> {
        let (left, top) = (usize::from(area.left), usize::from(area.top));
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        if width < RUN * 2 || height < BAND * 2 {
            return None;
        }
        self.slots.clear();
        self.slots.resize(SLOTS, HashSlot::default());
        let bands = (height / BAND).min(BANDS);
        for band in 0..bands {
            let first = top + (height - BAND) * (2 * band + 1) / (2 * bands);
            for y in first..first + BAND {
                let row = pixels(now, y, left, width);
                let old = pixels(sent, y, left, width);
                for (index, run) in row.chunks_exact(RUN).enumerate() {
                    let before = old.get(index * RUN..(index + 1) * RUN).unwrap_or_default();
                    if varied(run) && !same(run.as_flattened(), before.as_flattened()) {
                        self.remember(hash(run), left + index * RUN, y);
                    }
                }
            }
        }
        self.votes.clear();
        for y in (top..top + height).step_by(BAND) {
            self.search(pixels(sent, y, left, width), left, y);
        }
        self.votes.sort_unstable();
        let groups = self.votes.chunk_by(|a, b| a == b);
        let best = groups.max_by_key(|votes| votes.len())?;
        let moved = *best.first()?;
        (best.len() >= LEAST_VOTES && moved != (0, 0)).then_some(moved)
    }

    fn remember(&mut self, hash: u32, x: usize, y: usize) {
        if let Some(slot) = self.slots.get_mut(slot(hash)) {
            *slot = if (slot.x, slot.y) == (0, 0) {
                HashSlot {
                    hash,
                    x: x as u16,
                    y: y as u16,
                }
            } else {
                HashSlot {
                    hash: 0,
                    x: u16::MAX,
                    y: u16::MAX,
                }
            };
        }
    }

    /// Looks for every run of a row of the old picture.
    fn search(&mut self, row: &[[u8; PIXEL]], left: usize, y: usize) {
        let power = (0..RUN).fold(1_u32, |power, _| power.wrapping_mul(MULTIPLIER));
        let mut rolling = row.get(..RUN).map_or(0, hash);
        for (x, pair) in row.iter().zip(row.get(RUN..).unwrap_or_default()).enumerate() {
            if let Some(found) = self.slots.get(slot(rolling))
                && found.hash == rolling
                && (found.x, found.y) != (0, 0)
            {
                let across = i32::from(found.x) - (left + x) as i32;
                self.votes.push((across, i32::from(found.y) - y as i32));
            }
            let (out, next) = (value(pair.0), value(pair.1));
            rolling = rolling
                .wrapping_mul(MULTIPLIER)
                .wrapping_add(next)
                .wrapping_sub(out.wrapping_mul(power));
        }
    }

    /// The rectangle of `area` that gains most if it is copied over this distance.
    fn extent(&mut self, now: Picture<'_>, sent: Picture<'_>, area: Rect, (across, down): (i32, i32)) -> Option<Move> {
        let check = Check {
            now,
            sent,
            across,
            down,
        };
        // Where the old place is within the area too.
        let left = i32::from(area.left) + across.max(0);
        let right = area.right() as i32 + across.min(0);
        let top = i32::from(area.top) + down.max(0);
        let bottom = area.bottom() as i32 + down.min(0);
        let columns = (right - left).max(0) as usize / SQUARE;
        let rows = (bottom - top).max(0) as usize / SQUARE;
        if columns == 0 || rows == 0 {
            return None;
        }
        let (left, top) = (left as usize, top as usize);
        self.gains.clear();
        for row in 0..rows {
            for column in 0..columns {
                let (x, y) = (left + column * SQUARE, top + row * SQUARE);
                self.gains.push(check.gain(x, y));
            }
        }
        let Best { sum, first, last } = best_rectangle(&self.gains, columns)?;
        if sum < LEAST_GAIN {
            return None;
        }
        let mut found = Edges {
            left: left + first.0 * SQUARE,
            top: top + first.1 * SQUARE,
            right: left + (last.0 + 1) * SQUARE,
            bottom: top + (last.1 + 1) * SQUARE,
        };
        found.widen(&check, (left, top, right as usize, bottom as usize));
        let from = |at: usize, moved: i32| u32::try_from(at as i32 - moved).ok();
        let area = Rect::between(
            from(found.left, across)?,
            from(found.top, down)?,
            from(found.right, across)?,
            from(found.bottom, down)?,
        )?;
        Some(Move {
            from: area,
            to: (found.left as u16, found.top as u16),
        })
    }
}

struct Edges {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Edges {
    /// Takes in the rows and columns beside it that moved as well, as far as the squares could not tell.
    fn widen(&mut self, check: &Check<'_>, (left, top, right, bottom): (usize, usize, usize, usize)) {
        for _ in 1..SQUARE {
            let (width, height) = (self.right - self.left, self.bottom - self.top);
            if self.bottom < bottom && check.moved(self.left, self.bottom, width, 1) {
                self.bottom += 1;
            }
            if self.top > top && check.moved(self.left, self.top - 1, width, 1) {
                self.top -= 1;
            }
            if self.right < right && check.moved(self.right, self.top, 1, height) {
                self.right += 1;
            }
            if self.left > left && check.moved(self.left - 1, self.top, 1, height) {
                self.left -= 1;
            }
        }
    }
}

struct Check<'a> {
    now: Picture<'a>,
    sent: Picture<'a>,
    across: i32,
    down: i32,
}

impl Check<'_> {
    fn gain(&self, x: usize, y: usize) -> i32 {
        let stays = (y..y + SQUARE).all(|y| {
            let (now, sent) = (pixels(self.now, y, x, SQUARE), pixels(self.sent, y, x, SQUARE));
            same(now.as_flattened(), sent.as_flattened())
        });
        match (self.moved(x, y, SQUARE, SQUARE), stays) {
            (true, false) => MOVED,
            (true, true) => 0,
            (false, false) => CHANGED,
            (false, true) => BROKEN,
        }
    }

    /// What is now at (`x`, `y`) was so far before it.
    fn moved(&self, x: usize, y: usize, width: usize, height: usize) -> bool {
        let before = |at: usize, moved: i32| usize::try_from(at as i32 - moved).ok();
        let Some(old_x) = before(x, self.across) else {
            return false;
        };
        (y..y + height).all(|y| {
            let Some(old_y) = before(y, self.down) else {
                return false;
            };
            let now = pixels(self.now, y, x, width);
            now.len() == width
                && same(
                    now.as_flattened(),
                    pixels(self.sent, old_y, old_x, width).as_flattened(),
                )
        })
    }
}

/// A rectangle of a table of numbers: their sum, the first and the last (column, row).
struct Best {
    sum: i32,
    first: (usize, usize),
    last: (usize, usize),
}

/// The rectangle of largest sum.
fn best_rectangle(values: &[i32], columns: usize) -> Option<Best> {
    let rows = values.len() / columns.max(1);
    let mut best: Option<Best> = None;
    let mut sums = vec![0; columns];
    for top in 0..rows {
        sums.fill(0);
        for bottom in top..rows {
            let row = values.get(bottom * columns..(bottom + 1) * columns)?;
            let (mut sum, mut start) = (0, 0);
            for (column, (total, value)) in sums.iter_mut().zip(row).enumerate() {
                *total += value;
                if sum <= 0 {
                    (sum, start) = (0, column);
                }
                sum += *total;
                if best.as_ref().is_none_or(|best| sum > best.sum) {
                    best = Some(Best {
                        sum,
                        first: (start, top),
                        last: (column, bottom),
                    });
                }
            }
        }
    }
    best
}

fn pixels(picture: Picture<'_>, y: usize, x: usize, width: usize) -> &[[u8; PIXEL]] {
    let start = y * picture.width + x;
    let row = picture.pixels.as_chunks::<PIXEL>().0.get(start..start + width);
    row.filter(|_| x + width <= picture.width).unwrap_or_default()
}

fn value(pixel: &[u8; PIXEL]) -> u32 {
    u32::from_ne_bytes(*pixel) & COLOUR
}

fn hash(run: &[[u8; PIXEL]]) -> u32 {
    run.iter().fold(0_u32, |hash, pixel| {
        hash.wrapping_mul(MULTIPLIER).wrapping_add(value(pixel))
    })
}

fn slot(hash: u32) -> usize {
    (hash.wrapping_mul(MULTIPLIER) >> 17) as usize % SLOTS
}

/// Not all of one colour, nor one edge alone.
fn varied(run: &[[u8; PIXEL]]) -> bool {
    let changes = run.iter().zip(run.iter().skip(1)).filter(|(a, b)| value(a) != value(b));
    changes.count() >= 3
}
