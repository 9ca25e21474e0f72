//! Turns changed areas of a picture into steps of the graphics pipeline ([MS-RDPEGFX]).
//!
//! A copy of the picture as it was last sent is kept. What differs from it goes one of these ways: what only moved is copied at
//! the other end; one colour is filled; sharp shapes are sent exactly; soft pictures are sent with loss as the budget allows,
//! and once more exactly when they have come to rest. What does not fit the budget is taken up by the next call.

mod changed;
mod content;
mod grid;
mod moves;
mod parts;
mod remotefx;
mod soft;

use std::time::Duration;

use self::changed::{BLOCK, BLOCKS, Mask, UNKNOWN, blocks, mask, pixels_of, rectangles, same};
use self::content::{Content, content, one_colour};
use self::grid::{Tile, beside, bit, block_area, block_index, copy, copy_row, is_whole, rows, sampled, tiles};
use self::moves::{Finder, Move};
use self::parts::soft_parts;
use self::soft::{Soft, SoftTile, tile_area};
use super::area::merge;
use super::encoder::{PIXEL, Picture, TILE, tiles_across};
use super::{Area, Budget, Codec, Paint, ScreenSize, planar};

/// What has not changed for this long has come to rest, and is sent exactly. It doubles for what often does not stay so.
const REST: Duration = Duration::from_millis(200);
/// The longest rest that is waited for: `REST` doubled this often.
const MOST_DOUBLINGS: u8 = 4;
/// Bytes of exact copies of what is at rest in one frame, so that the next change does not wait long behind them.
const MOST_REFINED: usize = 128 << 10;
/// A tile that was soft all over in so many frames in a row is taken for a film: the next is not looked at closely.
const FILM: u8 = 3;
/// But every so many frames: for so long, what is sharp and new in a film goes with loss.
const CLOSE_LOOK: usize = 4;
/// What is soft has at most half of the budget, or all but this where that is more: the next small change does not wait long.
const SPARED: usize = 64 << 10;
/// But so many bytes in any case: fewer bring no film on. On networks that slow it pauses then, until as much went through as it
/// took.
const LEAST_SOFT_BYTES: usize = 6 << 10;
/// However little the budget is, it goes on after twice this.
const MOST_PAUSED: Duration = Duration::from_millis(500);
/// Fewer soft blocks than this in a frame are not worth a message of their own.
const LEAST_SOFT: u32 = 12;
/// Pixels of damage from which on a move is looked for.
const LEAST_MOVED: u64 = 96 * 96;
/// Changes of up to this many pixels go first: what is typed does not wait behind a page.
const SMALL: u64 = 48 * 48;
/// Areas that wait for the next call are told by at most this many rectangles.
const MOST_LEFT: usize = 32;
/// Rectangles are joined to others only while there are few.
const MOST_JOINED: usize = 64;
/// Pixels that did not change and are sent all the same, if that saves a rectangle.
const JOINED_FOR: u64 = 48;

/// Encodes pictures for one connection, in order.
#[derive(Default)]
pub struct Graphics {
    budget: Budget,
    size: Option<ScreenSize>,
    /// The picture as the other end has it or, where it was sent with loss, should have it. The fourth byte of a pixel is 0, or
    /// [`UNKNOWN`].
    sent: Vec<u8>,
    tiles: Vec<TileState>,
    /// What each block of the frame at hand holds.
    contents: Vec<Content>,
    /// What did not fit into the budget.
    left: Vec<Area>,
    /// All of it is soft.
    left_soft: bool,
    /// What is soft pauses until then.
    soft_from: Duration,
    finder: Finder,
    soft: Soft,
    /// The tile whose turn is next where not all fit.
    turn: usize,
    moved: bool,
    frames: usize,
}

#[derive(Clone, Copy, Default)]
struct TileState {
    /// Blocks that the other end has with loss, one bit each.
    lossy: u16,
    /// How often soft blocks were sent since it was last at rest.
    sends: u8,
    /// When that was last.
    sent: Duration,
    /// So many frames in a row were soft all over; it counts no further than [`FILM`].
    film: u8,
    /// Of what was sent with loss, only the sampled rows were kept.
    stale: bool,
}

impl TileState {
    fn rests_at(&self) -> Option<Duration> {
        let rest = REST * (1 << (self.sends / 4).min(MOST_DOUBLINGS));
        (self.lossy != 0).then(|| self.sent + rest)
    }
}

/// What a call has found and made so far.
struct Frame<'a> {
    picture: Picture<'a>,
    size: ScreenSize,
    now: Duration,
    out: &'a mut Vec<Paint>,
    spent: usize,
    exact: Vec<Area>,
    soft: Vec<SoftTile>,
    /// What did not fit into the last frames, where it is now.
    late: Vec<Area>,
    /// What moved, in its new place.
    moved: Option<Area>,
}

impl Frame<'_> {
    fn push(&mut self, paint: Paint) {
        self.spent += paint.bytes();
        self.out.push(paint);
    }

    /// What goes first where not everything fits: what is small and new, such as what is typed and what stays in its place over a
    /// scrolled page; then what is large; last what waited already, and what a scrolled page has new at its end.
    fn turn(&self, area: &Area) -> u8 {
        let late = self.late.iter().any(|late| late.intersection(area).is_some());
        let beyond = self.moved.is_some_and(|moved| moved.intersection(area) != Some(*area));
        if late || beyond {
            2
        } else {
            u8::from(area.pixels() > SMALL)
        }
    }
}

impl Graphics {
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = budget;
    }

    /// The other end lost the picture: all of it is sent again as soon as it is encoded.
    pub fn forget(&mut self) {
        self.sent.fill(UNKNOWN);
        self.tiles.fill(TileState::default());
    }

    /// The other end lost these areas; they are sent again as soon as they are encoded.
    pub fn forget_areas(&mut self, areas: &[Area]) {
        let Some(size) = self.size else { return };
        let width = usize::from(size.width);
        for area in areas.iter().filter_map(|area| area.intersection(&Area::of(size))) {
            for row in rows(width, area) {
                if let Some(row) = self.sent.get_mut(row) {
                    row.fill(UNKNOWN);
                }
            }
        }
    }

    /// When it should be called again even if nothing changes; `now` of [`Graphics::encode`] is the same clock.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        if !self.left.is_empty() {
            return Some(if self.left_soft { self.soft_from } else { Duration::ZERO });
        }
        self.tiles.iter().filter_map(TileState::rests_at).min()
    }

    /// The last call found that something was scrolled or dragged.
    #[must_use]
    pub fn moved(&self) -> bool {
        self.moved
    }

    /// Appends to `out` what the other end lacks of `areas`, about as much as the budget allows. `pixels` is the whole picture:
    /// BGRX, rows from the top, without padding; another `size` than before makes everything unknown. Areas may overlap and reach
    /// beyond the picture. `now` is a clock of the caller's that never goes back.
    pub fn encode(&mut self, pixels: &[u8], size: ScreenSize, areas: &[Area], now: Duration, out: &mut Vec<Paint>) {
        let bytes = usize::from(size.width) * usize::from(size.height) * PIXEL;
        let Some(pixels) = pixels.get(..bytes).filter(|_| bytes > 0) else {
            tracing::error!(
                expected = bytes,
                got = pixels.len(),
                "picture shorter than its size says"
            );
            return;
        };
        if self.size != Some(size) {
            self.size = Some(size);
            self.sent = vec![UNKNOWN; bytes];
            self.tiles = vec![TileState::default(); tiles_across(size.width) * tiles_across(size.height)];
            self.left.clear();
        }
        let mut frame = Frame {
            picture: Picture {
                pixels,
                width: usize::from(size.width),
            },
            size,
            now,
            out,
            spent: 0,
            exact: Vec::new(),
            soft: Vec::new(),
            late: self.left.clone(),
            moved: None,
        };
        let mut damage = std::mem::take(&mut self.left);
        damage.extend(areas.iter().filter_map(|area| area.intersection(&Area::of(size))));
        self.frames = self.frames.wrapping_add(1);
        self.moved = self.copy_moved(&mut frame, &mut damage);
        self.find(&mut frame, &damage);
        self.send_exact(&mut frame);
        self.left_soft = self.left.is_empty();
        self.send_soft(&mut frame);
        self.refine(&mut frame);
        merge(&mut self.left, MOST_LEFT);
    }

    fn sent(&self, width: usize) -> Picture<'_> {
        Picture {
            pixels: &self.sent,
            width,
        }
    }

    /// Has the other end copy what moved; the copy's place is then damaged too.
    fn copy_moved(&mut self, frame: &mut Frame<'_>, damage: &mut Vec<Area>) -> bool {
        let around = damage.iter().copied().reduce(|all, area| all.around(&area));
        let Some(around) = around.filter(|_| damage.iter().map(Area::pixels).sum::<u64>() >= LEAST_MOVED) else {
            return false;
        };
        let sent = Picture {
            pixels: &self.sent,
            width: frame.picture.width,
        };
        let Some(found) = self.finder.find(frame.picture, sent, around) else {
            return false;
        };
        self.follow(found, frame);
        let (left, top) = found.to;
        let target = Area {
            left,
            top,
            ..found.from
        };
        damage.push(target);
        frame.moved = Some(target);
        for late in &mut frame.late {
            if let Some(part) = late.intersection(&found.from) {
                let along = |place: u16, from: u16, to: u16| place - from + to;
                *late = Area {
                    left: along(part.left, found.from.left, left),
                    top: along(part.top, found.from.top, top),
                    ..part
                };
            }
        }
        frame.push(Paint::Copy {
            from: found.from,
            to: vec![found.to],
        });
        true
    }

    /// Does with the kept picture what the other end does.
    fn follow(&mut self, Move { from, to }: Move, frame: &Frame<'_>) {
        let width = frame.picture.width;
        let target = Area {
            left: to.0,
            top: to.1,
            ..from
        };
        let pairs = rows(width, from).zip(rows(width, target));
        let mut copy = |(from, to): (std::ops::Range<usize>, std::ops::Range<usize>)| {
            if from.end <= self.sent.len() && to.end <= self.sent.len() {
                self.sent.copy_within(from, to.start);
            }
        };
        if target.top > from.top {
            pairs.rev().for_each(&mut copy);
        } else {
            pairs.for_each(&mut copy);
        }
        if self.tiles.iter().all(|tile| tile.lossy == 0) {
            return;
        }
        let before = self.tiles.clone();
        let columns = tiles_across(frame.size.width);
        let lossy = |x: u16, y: u16| {
            let tile = before.get(usize::from(y / TILE) * columns + usize::from(x / TILE));
            tile.is_some_and(|tile| tile.lossy & bit(x, y) != 0)
        };

        for tile in tiles(target) {
            let Some(state) = self.tiles.get_mut(tile.index(columns)) else {
                continue;
            };
            for index in 0..BLOCKS * BLOCKS {
                let block = block_area(tile, index);
                let Some(part) = block.intersection(&target) else {
                    continue;
                };
                let (x, y) = (part.left - to.0 + from.left, part.top - to.1 + from.top);
                let corners = [
                    (0, 0),
                    (part.width - 1, 0),
                    (0, part.height - 1),
                    (part.width - 1, part.height - 1),
                ];
                if corners.iter().any(|(across, down)| lossy(x + across, y + down)) {
                    state.lossy |= bit(block.left, block.top);
                    state.sent = frame.now;
                } else if part == block {
                    state.lossy &= !bit(block.left, block.top);
                }
            }
        }
    }

    /// Finds what differs, and which way it goes.
    fn find(&mut self, frame: &mut Frame<'_>, damage: &[Area]) {
        let columns = tiles_across(frame.size.width);
        let mut touched: Vec<Option<Area>> = vec![None; self.tiles.len()];
        for area in damage {
            for tile in tiles(*area) {
                let part = tile.area().intersection(area);
                if let (Some(touched), Some(part)) = (touched.get_mut(tile.index(columns)), part) {
                    *touched = Some(touched.map_or(part, |before| before.around(&part)));
                }
            }
        }
        let mut found: Vec<(usize, Tile, Mask)> = Vec::new();
        let across = columns * BLOCKS;
        let mut contents = std::mem::take(&mut self.contents);
        contents.clear();
        contents.resize(self.tiles.len() * BLOCKS * BLOCKS, Content::Unchanged);
        for (index, part) in touched.iter().enumerate() {
            let Some(part) = part else { continue };
            let tile = Tile {
                column: (index % columns) as u16,
                row: (index / columns) as u16,
            };
            if self.goes_on(index, tile, *part, frame) {
                for block in 0..BLOCKS * BLOCKS {
                    if let Some(slot) = contents.get_mut(block_index(tile, block, across)) {
                        *slot = Content::Soft;
                    }
                }
                frame.soft.push(SoftTile {
                    column: tile.column,
                    row: tile.row,
                    blocks: u16::MAX,
                    parts: Vec::new(),
                    sampled: true,
                });
                continue;
            }
            self.look_closely(index, tile, frame);
            let corner = (tile.area().left, tile.area().top);
            let Some(mask) = mask(frame.picture, self.sent(frame.picture.width), *part, corner) else {
                continue;
            };
            let changed = blocks(&mask);
            for block in (0..BLOCKS * BLOCKS).filter(|block| changed >> block & 1 == 1) {
                let area = block_area(tile, block).intersection(&Area::of(frame.size));
                let content = area.map_or(Content::Sharp, |area| content(frame.picture, area));
                if let Some(slot) = contents.get_mut(block_index(tile, block, across)) {
                    *slot = match content {
                        // What is not changed all over holds something that stays.
                        Content::Mixed if !is_whole(&mask, block) => Content::Sharp,
                        content => content,
                    };
                }
            }
            found.push((index, tile, mask));
        }
        let soft = |tile: Tile, block: usize| {
            let index = block_index(tile, block, across);
            match contents.get(index) {
                Some(Content::Soft) => true,
                Some(Content::Mixed) => !beside(Content::Sharp, &contents, index, across),
                _ => false,
            }
        };
        let all = found.iter().map(|(_, tile, _)| {
            let soft = (0..BLOCKS * BLOCKS).filter(|block| soft(*tile, *block));
            soft.fold(0_u16, |blocks, block| blocks | 1 << block)
        });
        let mut all: Vec<u16> = all.collect();
        let few = frame.soft.is_empty() && all.iter().map(|blocks| blocks.count_ones()).sum::<u32>() < LEAST_SOFT;
        if few {
            all.fill(0);
        }
        for ((index, tile, mut mask), blocks) in found.into_iter().zip(all) {
            if let Some(state) = self.tiles.get_mut(index) {
                state.film = if blocks == u16::MAX {
                    (state.film + 1).min(FILM)
                } else {
                    0
                };
            }
            let beside_soft = |block: &usize| {
                let index = block_index(tile, *block, across);
                blocks >> block & 1 == 0 && beside(Content::Soft, &contents, index, across)
            };
            let mut parts = Vec::new();
            for block in (0..BLOCKS * BLOCKS).filter(beside_soft).filter(|_| !few) {
                if let Some(area) = block_area(tile, block).intersection(&Area::of(frame.size)) {
                    soft_parts(frame.picture, area, block, &mut mask, &mut parts);
                }
            }
            if blocks != 0 || !parts.is_empty() {
                frame.soft.push(SoftTile {
                    column: tile.column,
                    row: tile.row,
                    blocks,
                    parts,
                    sampled: false,
                });
                for (word, soft) in mask.iter_mut().zip(pixels_of(blocks)) {
                    *word &= !soft;
                }
            }
            rectangles(&mask, (tile.area().left, tile.area().top), &mut frame.exact);
        }
        // In the order of the picture, whichever way they were found.
        frame.soft.sort_unstable_by_key(|tile| (tile.row, tile.column));
        self.contents = contents;
    }

    /// The tile is one of a film, all of it is new, and this is not the frame in which it is looked at closely.
    fn goes_on(&self, index: usize, tile: Tile, part: Area, frame: &Frame<'_>) -> bool {
        let Some(area) = tile.area().intersection(&Area::of(frame.size)) else {
            return false;
        };
        let film = self.tiles.get(index).is_some_and(|state| state.film >= FILM);
        let new = |row: std::ops::Range<usize>| {
            let (Some(now), Some(sent)) = (frame.picture.pixels.get(row.clone()), self.sent.get(row)) else {
                return false;
            };
            let mut blocks = now.chunks(BLOCK * PIXEL).zip(sent.chunks(BLOCK * PIXEL));
            blocks.all(|(now, sent)| !same(now, sent))
        };
        film && part == area
            && usize::from(area.height) > BLOCK / 2
            && !(self.frames + index).is_multiple_of(CLOSE_LOOK)
            && sampled(frame.picture.width, area).all(new)
    }

    /// Forgets what was not kept of a film's tile: all of it that was sent with loss counts as changed.
    fn look_closely(&mut self, index: usize, tile: Tile, frame: &Frame<'_>) {
        let Some(state) = self.tiles.get_mut(index).filter(|state| state.stale) else {
            return;
        };
        state.stale = false;
        let lossy = state.lossy;
        for block in (0..BLOCKS * BLOCKS).filter(|block| lossy >> block & 1 == 1) {
            let area = block_area(tile, block).intersection(&Area::of(frame.size));
            for row in area.into_iter().flat_map(|area| rows(frame.picture.width, area)) {
                if let Some(row) = self.sent.get_mut(row) {
                    row.fill(UNKNOWN);
                }
            }
        }
    }

    /// Sends what is sharp as it is: one colour, or the pixels.
    fn send_exact(&mut self, frame: &mut Frame<'_>) {
        let mut exact = std::mem::take(&mut frame.exact);
        let mut fills: Vec<([u8; 3], Vec<Area>)> = Vec::new();
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

    fn send_pixels(&mut self, frame: &mut Frame<'_>, area: Area) {
        let mut data = Vec::new();
        planar::encode_from_top(frame.picture, area, &mut data);
        frame.push(Paint::Bits {
            area,
            codec: Codec::Planar,
            data,
        });
        self.keep(frame, area);
    }

    /// Sends what is soft with loss, beginning where it stopped the last time.
    fn send_soft(&mut self, frame: &mut Frame<'_>) {
        if frame.soft.is_empty() {
            return;
        }
        let columns = tiles_across(frame.size.width);
        let index = |tile: &SoftTile| usize::from(tile.row) * columns + usize::from(tile.column);
        let first = frame.soft.iter().position(|tile| index(tile) >= self.turn).unwrap_or(0);
        frame.soft.rotate_left(first);
        let budget = self.budget.bytes.max(1);
        let share = budget - (budget / 2).min(SPARED);
        let room = budget.saturating_sub(frame.spent).min(share.max(LEAST_SOFT_BYTES));
        let all = std::mem::take(&mut frame.soft);
        let mut unsent = Vec::new();
        if self.soft_from <= frame.now && (room > 0 || frame.out.is_empty()) {
            let (sent, paint) = self.soft.encode(frame.picture, frame.size, &all, room);
            let mut kept = sent.iter().peekable();
            for tile in &all {
                // What was sent comes in the same order.
                match kept.next_if(|sent| index(sent) == index(tile)) {
                    Some(tile) => self.keep_soft(frame, tile),
                    None => unsent.push(tile.clone()),
                }
            }
            if let Some(paint) = paint {
                if share < LEAST_SOFT_BYTES {
                    let through = Budget::TIME.mul_f64(paint.bytes() as f64 / budget as f64);
                    self.soft_from = frame.now + 2 * through.min(MOST_PAUSED);
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
    fn refine(&mut self, frame: &mut Frame<'_>) {
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
            let whole = Area::of(frame.size);
            for area in areas.iter().filter_map(|area| area.intersection(&whole)) {
                self.send_pixels(frame, area);
            }
            if let Some(state) = self.tiles.get_mut(index) {
                *state = TileState::default();
            }
        }
    }

    /// Notes that the other end has an area exactly.
    fn keep(&mut self, frame: &Frame<'_>, area: Area) {
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
                let block = block_area(tile, index).intersection(&Area::of(frame.size));
                if block.is_some_and(|block| block.intersection(&area) == Some(block)) {
                    state.lossy &= !(1 << index);
                }
            }
        }
    }

    fn keep_soft(&mut self, frame: &Frame<'_>, tile: &SoftTile) {
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

    fn keep_blocks(&mut self, frame: &Frame<'_>, place: Tile, blocks: u16) {
        for index in (0..BLOCKS * BLOCKS).filter(|index| blocks >> index & 1 == 1) {
            if let Some(area) = block_area(place, index).intersection(&Area::of(frame.size)) {
                copy(&mut self.sent, frame.picture, area);
            }
        }
    }
}

/// Joins areas of one colour that lie side by side into larger ones.
fn grow(areas: &mut Vec<Area>) {
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
fn join(areas: &mut Vec<Area>) {
    let mut at = 0;
    while areas.len() <= MOST_JOINED && at < areas.len() {
        let Some(first) = areas.get(at).copied() else { break };
        let fits = |other: &Area| {
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
