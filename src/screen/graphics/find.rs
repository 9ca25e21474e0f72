//! What differs from the kept picture, and how it is sent.

use super::changed::{BLOCK, BLOCKS, Mask, UNKNOWN, blocks, mask, pixels_of, rectangles, same};
use super::content::{BlockContent, content};
use super::grid::{Tile, beside, bit, block_area, block_index, is_whole, rows, sampled, tiles};
use super::lossy::LossyTile;
use super::moves::Move;
use super::parts::lossy_parts;
use super::{FrameInWork, GraphicsEncoder};
use crate::codec::{PIXEL, Picture};
use crate::screen::Paint;
use crate::screen::encoder::{TILE, tiles_across};
use crate::vocabulary::Rect;

/// A tile whose blocks were all lossy in this many frames in a row is taken for a video, and not classified again in
/// the next.
const VIDEO: u8 = 3;
/// A tile of a video is classified again after this many frames. Until then text that appears in it is sent lossily.
const CLOSE_LOOK: usize = 4;
/// Fewer lossy blocks than this in a frame are not worth a message of their own.
const LEAST_LOSSY: u32 = 12;
/// Moves are looked for where at least this many pixels are damaged.
const LEAST_MOVED: usize = 96 * 96;

impl GraphicsEncoder {
    /// Has the other end copy what moved; the copy's place is then damaged too.
    pub(super) fn copy_moved(&mut self, frame: &mut FrameInWork<'_>, damage: &mut Vec<Rect>) -> bool {
        let around = damage.iter().copied().reduce(|all, area| all.around(&area));
        let Some(around) = around.filter(|_| damage.iter().map(Rect::pixels).sum::<usize>() >= LEAST_MOVED) else {
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
        let target = Rect {
            left,
            top,
            ..found.from
        };
        damage.push(target);
        frame.moved = Some(target);
        for late in &mut frame.late {
            if let Some(part) = late.intersection(&found.from) {
                let along = |place: u16, from: u16, to: u16| place - from + to;
                *late = Rect {
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
    fn follow(&mut self, Move { from, to }: Move, frame: &FrameInWork<'_>) {
        let width = frame.picture.width;
        let target = Rect {
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

    /// Finds what differs, and how it is sent.
    pub(super) fn find(&mut self, frame: &mut FrameInWork<'_>, damage: &[Rect]) {
        let mut contents = std::mem::take(&mut self.contents);
        contents.clear();
        contents.resize(self.tiles.len() * BLOCKS * BLOCKS, BlockContent::Unchanged);
        let found = self.compare(frame, damage, &mut contents);
        self.choose(frame, found, &contents);
        // In the order of the picture, whichever way they were found.
        frame.lossy.sort_unstable_by_key(|tile| (tile.row, tile.column));
        self.contents = contents;
    }

    /// What of each tile was touched.
    fn touched(&self, columns: usize, damage: &[Rect]) -> Vec<Option<Rect>> {
        let mut touched: Vec<Option<Rect>> = vec![None; self.tiles.len()];
        for area in damage {
            for tile in tiles(*area) {
                let part = tile.area().intersection(area);
                if let (Some(touched), Some(part)) = (touched.get_mut(tile.index(columns)), part) {
                    *touched = Some(touched.map_or(part, |before| before.around(&part)));
                }
            }
        }
        touched
    }

    /// Compares what was touched with what was sent: returns the tiles in which something differs, each with its pixels, and says of
    /// their blocks what they hold. A tile that goes on as a video is added to the frame at once.
    fn compare(
        &mut self,
        frame: &mut FrameInWork<'_>,
        damage: &[Rect],
        contents: &mut [BlockContent],
    ) -> Vec<(usize, Tile, Mask)> {
        let columns = tiles_across(frame.size.width);
        let touched = self.touched(columns, damage);
        let mut found = Vec::new();
        let across = columns * BLOCKS;
        for (index, part) in touched.iter().enumerate() {
            let Some(part) = part else { continue };
            let tile = Tile {
                column: (index % columns) as u16,
                row: (index / columns) as u16,
            };
            if self.goes_on(index, tile, *part, frame) {
                for block in 0..BLOCKS * BLOCKS {
                    if let Some(slot) = contents.get_mut(block_index(tile, block, across)) {
                        *slot = BlockContent::Lossy;
                    }
                }
                frame.lossy.push(LossyTile {
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
                let area = block_area(tile, block).intersection(&Rect::of(frame.size));
                let content = area.map_or(BlockContent::Lossless, |area| content(frame.picture, area));
                if let Some(slot) = contents.get_mut(block_index(tile, block, across)) {
                    *slot = match content {
                        // What is not changed all over holds something that stays.
                        BlockContent::Mixed if !is_whole(&mask, block) => BlockContent::Lossless,
                        content => content,
                    };
                }
            }
            found.push((index, tile, mask));
        }
        found
    }

    /// Chooses for each block whether it goes lossy or lossless, and adds it to the frame.
    fn choose(&mut self, frame: &mut FrameInWork<'_>, found: Vec<(usize, Tile, Mask)>, contents: &[BlockContent]) {
        let across = tiles_across(frame.size.width) * BLOCKS;
        let lossy = |tile: Tile, block: usize| {
            let index = block_index(tile, block, across);
            match contents.get(index) {
                Some(BlockContent::Lossy) => true,
                Some(BlockContent::Mixed) => !beside(BlockContent::Lossless, contents, index, across),
                _ => false,
            }
        };
        let all = found.iter().map(|(_, tile, _)| {
            let lossy = (0..BLOCKS * BLOCKS).filter(|block| lossy(*tile, *block));
            lossy.fold(0_u16, |blocks, block| blocks | 1 << block)
        });
        let mut all: Vec<u16> = all.collect();
        let few = frame.lossy.is_empty() && all.iter().map(|blocks| blocks.count_ones()).sum::<u32>() < LEAST_LOSSY;
        if few {
            all.fill(0);
        }
        for ((index, tile, mut mask), blocks) in found.into_iter().zip(all) {
            if let Some(state) = self.tiles.get_mut(index) {
                state.video = if blocks == u16::MAX {
                    (state.video + 1).min(VIDEO)
                } else {
                    0
                };
            }
            let beside_lossy = |block: &usize| {
                let index = block_index(tile, *block, across);
                blocks >> block & 1 == 0 && beside(BlockContent::Lossy, contents, index, across)
            };
            let mut parts = Vec::new();
            for block in (0..BLOCKS * BLOCKS).filter(beside_lossy).filter(|_| !few) {
                if let Some(area) = block_area(tile, block).intersection(&Rect::of(frame.size)) {
                    lossy_parts(frame.picture, area, block, &mut mask, &mut parts);
                }
            }
            if blocks != 0 || !parts.is_empty() {
                frame.lossy.push(LossyTile {
                    column: tile.column,
                    row: tile.row,
                    blocks,
                    parts,
                    sampled: false,
                });
                for (word, lossy) in mask.iter_mut().zip(pixels_of(blocks)) {
                    *word &= !lossy;
                }
            }
            rectangles(&mask, (tile.area().left, tile.area().top), &mut frame.exact);
        }
    }

    /// The tile belongs to a video, all of it has changed, and its close look is not due in this frame.
    fn goes_on(&self, index: usize, tile: Tile, part: Rect, frame: &FrameInWork<'_>) -> bool {
        let Some(area) = tile.area().intersection(&Rect::of(frame.size)) else {
            return false;
        };
        let video = self.tiles.get(index).is_some_and(|state| state.video >= VIDEO);
        let new = |row: std::ops::Range<usize>| {
            let (Some(now), Some(sent)) = (frame.picture.pixels.get(row.clone()), self.sent.get(row)) else {
                return false;
            };
            let mut blocks = now.chunks(BLOCK * PIXEL).zip(sent.chunks(BLOCK * PIXEL));
            blocks.all(|(now, sent)| !same(now, sent))
        };
        video
            && part == area
            && usize::from(area.height) > BLOCK / 2
            && !(self.frames + index).is_multiple_of(CLOSE_LOOK)
            && sampled(frame.picture.width, area).all(new)
    }

    /// Forgets what was not kept of a video's tile: all of it that was sent with loss counts as changed.
    fn look_closely(&mut self, index: usize, tile: Tile, frame: &FrameInWork<'_>) {
        let Some(state) = self.tiles.get_mut(index).filter(|state| state.stale) else {
            return;
        };
        state.stale = false;
        let lossy = state.lossy;
        for block in (0..BLOCKS * BLOCKS).filter(|block| lossy >> block & 1 == 1) {
            let area = block_area(tile, block).intersection(&Rect::of(frame.size));
            for row in area.into_iter().flat_map(|area| rows(frame.picture.width, area)) {
                if let Some(row) = self.sent.get_mut(row) {
                    row.fill(UNKNOWN);
                }
            }
        }
    }
}
