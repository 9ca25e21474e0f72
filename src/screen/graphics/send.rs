//! What goes out, as the budget allows; the kept picture follows.

use std::time::Duration;

use super::changed::{BLOCKS, pixels_of, rectangles};
use super::content::one_colour;
use super::grid::{Tile, bit, block_area, copy, copy_row, sampled, tiles};
use super::lossy::{LossyTile, tile_area};
use super::{FrameInWork, GraphicsEncoder, TileState};
use crate::codec::planar;
use crate::screen::encoder::{TILE, tiles_across};
use crate::screen::{Budget, Paint};
use crate::vocabulary::{Codec, Rect};

/// Bytes of exact copies of what is at rest in one frame, so that the next change does not wait long behind them.
const MOST_REFINED: usize = 128 << 10;
/// Lossy content gets at most half of the budget, or all but this if that is more: the next small change does not wait
/// long.
const SPARED: usize = 64 << 10;
/// But so many bytes in any case: fewer bring no video on. On networks that slow a video pauses then, until as much
/// could have gone through as it took.
const LEAST_SOFT_BYTES: usize = 6 << 10;
/// However little the budget is, it goes on after twice this.
const MOST_PAUSED: Duration = Duration::from_millis(500);
/// Rectangles are joined to others only while there are few.
const MOST_JOINED: usize = 64;
/// Pixels that did not change and are sent all the same, if that saves a rectangle.
const JOINED_FOR: usize = 48;

impl GraphicsEncoder {
    /// Sends what must be lossless: as one colour, or as its pixels.
    pub(super) fn send_exact(&mut self, frame: &mut FrameInWork<'_>) {
        let mut exact = std::mem::take(&mut frame.exact);
        let mut fills: Vec<([u8; 3], Vec<Rect>)> = Vec::new();
        exact.retain(|area| {
            let Some(colour) = one_colour(frame.picture, *area) else {
                return true;
            };
            match fills.iter_mut().find(|(known, _)| *known == colour) {
                Some((_, areas)) => areas.push(*area),
                None => fills.push((colour, vec![*area])),
            }
            false
        });
        for (bgr, mut areas) in fills {
            grow(&mut areas);
            for area in &areas {
                self.keep(frame, *area);
            }
            frame.push(Paint::Fill { bgr, areas });
        }
        join(&mut exact);
        exact.sort_by_cached_key(|area| (frame.turn(area), area.top, area.left));
        for area in exact {
            if frame.spent >= self.budget.bytes && !frame.out.is_empty() {
                self.left.push(area);
                continue;
            }
            self.send_pixels(frame, area);
        }
    }

    fn send_pixels(&mut self, frame: &mut FrameInWork<'_>, area: Rect) {
        let mut data = Vec::new();
        planar::encode_from_top(frame.picture, area, &mut data);
        frame.push(Paint::Bits {
            area,
            codec: Codec::Planar,
            data,
        });
        self.keep(frame, area);
    }

    /// Sends lossy content, beginning where it stopped the last time.
    pub(super) fn send_lossy(&mut self, frame: &mut FrameInWork<'_>) {
        if frame.lossy.is_empty() {
            return;
        }
        let columns = tiles_across(frame.size.width);
        let index = |tile: &LossyTile| usize::from(tile.row) * columns + usize::from(tile.column);
        let first = frame
            .lossy
            .iter()
            .position(|tile| index(tile) >= self.turn)
            .unwrap_or(0);
        frame.lossy.rotate_left(first);
        let budget = self.budget.bytes.max(1);
        let share = budget - (budget / 2).min(SPARED);
        let room = budget.saturating_sub(frame.spent).min(share.max(LEAST_SOFT_BYTES));
        let all = std::mem::take(&mut frame.lossy);
        let mut unsent = Vec::new();
        if self.lossy_from <= frame.now && (room > 0 || frame.out.is_empty()) {
            let (sent, paint) = self.lossy.encode(frame.picture, frame.size, &all, room);
            let again = |tile: &&LossyTile| self.tiles.get(index(tile)).is_some_and(|state| state.lossy != 0);
            let video = sent.iter().filter(again).count() * 2 > sent.len();
            let mut kept = sent.iter().peekable();
            for tile in &all {
                // What was sent comes in the same order.
                match kept.next_if(|sent| index(sent) == index(tile)) {
                    Some(tile) => self.keep_lossy(frame, tile),
                    None => unsent.push(tile.clone()),
                }
            }
            if let Some(paint) = paint {
                if video && share < LEAST_SOFT_BYTES {
                    let through = Budget::TIME.mul_f64(paint.bytes() as f64 / budget as f64);
                    self.lossy_from = frame.now + 2 * through.min(MOST_PAUSED);
                }
                frame.push(paint);
            }
        } else {
            unsent = all;
        }
        self.turn = unsent.first().map_or(0, index);
        let areas = unsent
            .iter()
            .filter_map(|tile| tile_area(tile.column, tile.row, frame.size));
        self.left.extend(areas);
    }

    /// Sends exactly what was sent with loss and has come to rest, with what is left of the budget.
    pub(super) fn refine(&mut self, frame: &mut FrameInWork<'_>) {
        let room = self.budget.bytes.saturating_sub(frame.spent).min(MOST_REFINED);
        let limit = frame.spent + if frame.out.is_empty() { room.max(1) } else { room / 2 };
        let columns = tiles_across(frame.size.width);
        for index in 0..self.tiles.len() {
            let Some(state) = self.tiles.get(index) else { break };
            if !self.left.is_empty() || frame.spent >= limit {
                break;
            }
            if state.rests_at().is_none_or(|rests| rests > frame.now) {
                continue;
            }
            let tile = Tile {
                column: (index % columns) as u16,
                row: (index / columns) as u16,
            };
            let mut areas = Vec::new();
            let place = (tile.area().left, tile.area().top);
            rectangles(&pixels_of(state.lossy), place, &mut areas);
            let whole = Rect::of(frame.size);
            for area in areas.iter().filter_map(|area| area.intersection(&whole)) {
                self.send_pixels(frame, area);
            }
            if let Some(state) = self.tiles.get_mut(index) {
                *state = TileState::default();
            }
        }
    }

    /// Notes that the other end has an area exactly.
    fn keep(&mut self, frame: &FrameInWork<'_>, area: Rect) {
        copy(&mut self.sent, frame.picture, area);
        let columns = tiles_across(frame.size.width);
        for tile in tiles(area) {
            let Some(state) = self.tiles.get_mut(tile.index(columns)) else {
                continue;
            };
            if state.lossy == 0 {
                continue;
            }
            for index in 0..BLOCKS * BLOCKS {
                let block = block_area(tile, index).intersection(&Rect::of(frame.size));
                if block.is_some_and(|block| block.intersection(&area) == Some(block)) {
                    state.lossy &= !(1 << index);
                }
            }
        }
    }

    fn keep_lossy(&mut self, frame: &FrameInWork<'_>, tile: &LossyTile) {
        let place = Tile {
            column: tile.column,
            row: tile.row,
        };
        if tile.sampled
            && let Some(area) = tile_area(tile.column, tile.row, frame.size)
        {
            for row in sampled(frame.picture.width, area) {
                copy_row(&mut self.sent, frame.picture, row);
            }
        } else if tile.blocks == u16::MAX
            && let Some(area) = tile_area(tile.column, tile.row, frame.size)
        {
            copy(&mut self.sent, frame.picture, area);
        } else {
            self.keep_blocks(frame, place, tile.blocks);
        }
        let mut lossy = tile.blocks;
        for part in &tile.parts {
            copy(&mut self.sent, frame.picture, *part);
            lossy |= bit(part.left, part.top);
        }
        let columns = tiles_across(frame.size.width);
        if let Some(state) = self.tiles.get_mut(place.index(columns)) {
            state.stale |= tile.sampled;
            state.lossy |= lossy;
            state.sends = state.sends.saturating_add(1);
            state.sent = frame.now;
        }
    }

    fn keep_blocks(&mut self, frame: &FrameInWork<'_>, place: Tile, blocks: u16) {
        for index in (0..BLOCKS * BLOCKS).filter(|index| blocks >> index & 1 == 1) {
            if let Some(area) = block_area(place, index).intersection(&Rect::of(frame.size)) {
                copy(&mut self.sent, frame.picture, area);
            }
        }
    }
}

/// Joins areas of one colour that lie side by side into larger ones.
fn grow(areas: &mut Vec<Rect>) {
    areas.sort_unstable_by_key(|area| (area.top, area.height, area.left));
    areas.dedup_by(|next, last| {
        let beside = (last.top, last.height) == (next.top, next.height) && last.right() == u32::from(next.left);
        if beside {
            last.width += next.width;
        }
        beside
    });
    areas.sort_unstable_by_key(|area| (area.left, area.width, area.top));
    areas.dedup_by(|next, last| {
        let below = (last.left, last.width) == (next.left, next.width) && last.bottom() == u32::from(next.top);
        if below {
            last.height += next.height;
        }
        below
    });
    areas.sort_unstable_by_key(|area| (area.top, area.left));
}

/// Joins a few areas that together are hardly larger than apart, such as a letter across the edge of a tile.
fn join(areas: &mut Vec<Rect>) {
    let mut at = 0;
    while areas.len() <= MOST_JOINED && at < areas.len() {
        let Some(first) = areas.get(at).copied() else { break };
        let fits = |other: &Rect| {
            let both = first.around(other);
            both.width <= TILE && both.height <= TILE && both.pixels() <= first.pixels() + other.pixels() + JOINED_FOR
        };
        match areas.iter().skip(at + 1).position(fits) {
            Some(offset) => {
                let other = areas.swap_remove(at + 1 + offset);
                if let Some(first) = areas.get_mut(at) {
                    *first = first.around(&other);
                }
            }
            None => at += 1,
        }
    }
}
