//! What changed and is in no frame yet.

use std::time::Instant;

use crate::screen::ScreenChange;
use crate::screen::damage::{MOST_AREAS, merge};
use crate::vocabulary::{PointerUpdate, Rect};

/// What the consumer has not got yet.
#[derive(Default)]
pub(super) struct Due {
    pub(super) announce: bool,
    pub(super) damage: Vec<Rect>,
    pub(super) pointer: Vec<PointerUpdate>,
    /// When the system told of the oldest of it.
    pub(super) seen: Option<Instant>,
}

impl Due {
    pub(super) fn nothing(&self) -> bool {
        !self.announce && self.damage.is_empty() && self.pointer.is_empty()
    }

    pub(super) fn add(&mut self, change: ScreenChange) {
        if change.resized.is_some() {
            self.announce = true;
            self.damage.clear();
        }
        let now = Instant::now();
        let seen = self.seen.get_or_insert(now);
        *seen = (*seen).min(change.seen.unwrap_or(now));
        self.damage.extend(change.damage);
        merge(&mut self.damage, MOST_AREAS);
        add_newer(&mut self.pointer, change.pointer);
    }
}

/// Only the newest place counts, and the newest shape.
pub(super) fn add_newer(pointer: &mut Vec<PointerUpdate>, newer: Vec<PointerUpdate>) {
    let is_place = |change: &PointerUpdate| matches!(change, PointerUpdate::Position { .. });
    for change in newer {
        pointer.retain(|old| is_place(old) != is_place(&change));
        pointer.push(change);
    }
}
