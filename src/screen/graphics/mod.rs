//! Turns changed areas of a picture into steps of the graphics pipeline ([MS-RDPEGFX]).
//!
//! A copy of the picture as it was last sent is kept. What differs from it goes one of these ways: what only moved is
//! copied at the other end; one colour is filled; text and other shapes are sent lossless; photographs and video are
//! sent lossily, as the budget allows, and once more lossless when they have come to rest. What does not fit the budget
//! is taken up by the next call.

mod changed;
mod content;
mod find;
mod grid;
mod lossy;
mod moves;
mod parts;
mod send;

use std::time::Duration;

use self::changed::UNKNOWN;
use self::content::BlockContent;
use self::grid::rows;
use self::lossy::{LossyEncoder, LossyTile};
use self::moves::Finder;
use super::damage::merge;
use super::encoder::tiles_across;
use super::{Budget, Paint};
use crate::codec::Picture;
use crate::vocabulary::{Rect, Size};

/// What has not changed for this long has come to rest, and is sent exactly. It doubles for what often does not stay
/// so.
const REST: Duration = Duration::from_millis(200);
/// The longest rest that is waited for: `REST` doubled this often.
const MOST_DOUBLINGS: u8 = 4;
/// Changes of up to this many pixels go first: what is typed does not wait behind a page.
const SMALL: usize = 48 * 48;
/// Areas that wait for the next call are told by at most this many rectangles.
const MOST_LEFT: usize = 32;

/// Encodes pictures for one connection, in order.
#[derive(Default)]
pub struct GraphicsEncoder {
    budget: Budget,
    size: Option<Size>,
    /// The picture as the other end has it or, where it was sent with loss, should have it. The fourth byte of a pixel
    /// is 0, or [`UNKNOWN`].
    sent: Vec<u8>,
    tiles: Vec<TileState>,
    /// What each block of the frame at hand holds.
    contents: Vec<BlockContent>,
    /// What did not fit into the budget.
    left: Vec<Rect>,
    /// All of it is lossy.
    left_lossy: bool,
    /// Lossy content pauses until then.
    lossy_from: Duration,
    finder: Finder,
    lossy: LossyEncoder,
    /// The tile whose turn is next where not all fit.
    turn: usize,
    moved: bool,
    frames: usize,
}

#[derive(Clone, Copy, Default)]
struct TileState {
    /// Blocks that the other end has with loss, one bit each.
    lossy: u16,
    /// How often its lossy blocks were sent since it was last at rest.
    sends: u8,
    /// When that was last.
    sent: Duration,
    /// How many frames in a row were lossy all over; not counted beyond what makes it a video.
    video: u8,
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
struct FrameInWork<'a> {
    picture: Picture<'a>,
    size: Size,
    now: Duration,
    out: &'a mut Vec<Paint>,
    spent: usize,
    exact: Vec<Rect>,
    lossy: Vec<LossyTile>,
    /// What did not fit into the last frames, where it is now.
    late: Vec<Rect>,
    /// What moved, in its new place.
    moved: Option<Rect>,
}

impl FrameInWork<'_> {
    fn push(&mut self, paint: Paint) {
        self.spent += paint.bytes();
        self.out.push(paint);
    }

    /// The order of sending if not everything fits. First what is small and new: typed text, and marks that stay in
    /// place over a scrolled page. Then what is large. Last what waited already, and the new lines at the end of a
    /// scrolled page.
    fn turn(&self, area: &Rect) -> u8 {
        let late = self.late.iter().any(|late| late.intersection(area).is_some());
        let beyond = self.moved.is_some_and(|moved| moved.intersection(area) != Some(*area));
        if late || beyond {
            2
        } else {
            u8::from(area.pixels() > SMALL)
        }
    }
}

impl GraphicsEncoder {
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = budget;
    }

    /// The other end lost the picture: all of it is sent again as soon as it is encoded.
    pub fn forget(&mut self) {
        self.sent.fill(UNKNOWN);
        self.tiles.fill(TileState::default());
    }

    /// The other end lost these areas; they are sent again as soon as they are encoded.
    pub fn forget_areas(&mut self, areas: &[Rect]) {
        let Some(size) = self.size else { return };
        let width = usize::from(size.width);
        for area in areas.iter().filter_map(|area| area.intersection(&Rect::of(size))) {
            for row in rows(width, area) {
                if let Some(row) = self.sent.get_mut(row) {
                    row.fill(UNKNOWN);
                }
            }
        }
    }

    /// When it should be called again even if nothing changes; `now` of [`GraphicsEncoder::encode`] is the same clock.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        if !self.left.is_empty() {
            return Some(if self.left_lossy {
                self.lossy_from
            } else {
                Duration::ZERO
            });
        }
        self.tiles.iter().filter_map(TileState::rests_at).min()
    }

    /// The last call found that something was scrolled or dragged.
    #[must_use]
    pub fn moved(&self) -> bool {
        self.moved
    }

    /// Appends to `out` what the other end lacks of `areas`, about as much as the budget allows. `pixels` is the whole
    /// picture: BGRX, rows from the top, without padding; another `size` than before makes everything unknown. Areas
    /// may overlap and reach beyond the picture. `now` is a clock of the caller's that never goes back.
    pub fn encode(&mut self, pixels: &[u8], size: Size, areas: &[Rect], now: Duration, out: &mut Vec<Paint>) {
        let Some(picture) = Picture::of(pixels, size) else {
            return;
        };
        if self.size != Some(size) {
            self.size = Some(size);
            self.sent = vec![UNKNOWN; picture.pixels.len()];
            self.tiles = vec![TileState::default(); tiles_across(size.width) * tiles_across(size.height)];
            self.left.clear();
        }
        let mut frame = FrameInWork {
            picture,
            size,
            now,
            out,
            spent: 0,
            exact: Vec::new(),
            lossy: Vec::new(),
            late: self.left.clone(),
            moved: None,
        };
        let mut damage = std::mem::take(&mut self.left);
        damage.extend(areas.iter().filter_map(|area| area.intersection(&Rect::of(size))));
        self.frames = self.frames.wrapping_add(1);
        self.moved = self.copy_moved(&mut frame, &mut damage);
        self.find(&mut frame, &damage);
        self.send_exact(&mut frame);
        self.left_lossy = self.left.is_empty();
        self.send_lossy(&mut frame);
        self.refine(&mut frame);
        merge(&mut self.left, MOST_LEFT);
    }

    fn sent(&self, width: usize) -> Picture<'_> {
        Picture {
            pixels: &self.sent,
            width,
        }
    }
}
