//! Arithmetic of rectangles: what overlaps, and many small areas made into a few.

use super::{Area, Monitor, ScreenSize};

/// Damage is handed on as at most this many areas: more cost a request to the display each, and save few pixels.
pub(super) const MOST_AREAS: usize = 48;

/// Above this many, neighbours are joined unseen before the best pairs are looked for, which takes cubic time.
const MOST_COMPARED: usize = 96;

impl Area {
    pub(super) fn of(size: ScreenSize) -> Self {
        Self {
            left: 0,
            top: 0,
            width: size.width,
            height: size.height,
        }
    }

    /// The area between two corners, the second outside; `None` if it is empty or reaches beyond what a `u16` counts.
    pub(super) fn between(left: u32, top: u32, right: u32, bottom: u32) -> Option<Self> {
        let width = right.checked_sub(left).filter(|width| *width > 0)?;
        let height = bottom.checked_sub(top).filter(|height| *height > 0)?;
        Some(Self {
            left: left.try_into().ok()?,
            top: top.try_into().ok()?,
            width: width.try_into().ok()?,
            height: height.try_into().ok()?,
        })
    }

    /// The column after the last.
    pub(super) fn right(&self) -> u32 {
        u32::from(self.left) + u32::from(self.width)
    }

    /// The row after the last.
    pub(super) fn bottom(&self) -> u32 {
        u32::from(self.top) + u32::from(self.height)
    }

    pub(super) fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    pub(super) fn intersection(&self, other: &Self) -> Option<Self> {
        Self::between(
            u32::from(self.left.max(other.left)),
            u32::from(self.top.max(other.top)),
            self.right().min(other.right()),
            self.bottom().min(other.bottom()),
        )
    }

    /// The smallest area around both.
    pub(super) fn around(&self, other: &Self) -> Self {
        let left = self.left.min(other.left);
        let top = self.top.min(other.top);
        let width = self.right().max(other.right()).saturating_sub(u32::from(left));
        let height = self.bottom().max(other.bottom()).saturating_sub(u32::from(top));
        Self {
            left,
            top,
            width: u16::try_from(width).unwrap_or(u16::MAX),
            height: u16::try_from(height).unwrap_or(u16::MAX),
        }
    }
}

/// Joins areas until at most `most` are left, each time those that add the fewest pixels that did not change.
pub(super) fn merge(areas: &mut Vec<Area>, most: usize) {
    halve(areas, MOST_COMPARED.max(most));
    while areas.len() > most.max(1) {
        let mut best = (u64::MAX, 0, 0);
        for (i, a) in areas.iter().enumerate() {
            for (j, b) in areas.iter().enumerate().skip(i + 1) {
                let wasted = a
                    .around(b)
                    .pixels()
                    .saturating_sub(a.pixels())
                    .saturating_sub(b.pixels());
                if wasted < best.0 {
                    best = (wasted, i, j);
                }
            }
        }
        let (_, i, j) = best;
        if j == 0 {
            break;
        }
        let second = areas.swap_remove(j);
        if let Some(first) = areas.get_mut(i) {
            *first = first.around(&second);
        }
    }
}

/// Gathers what somebody else asks for: quick however many areas there are, and at most [`MOST_AREAS`] are left.
pub(crate) fn gather(areas: &mut Vec<Area>, more: impl IntoIterator<Item = Area>) {
    areas.extend(more);
    halve(areas, MOST_AREAS);
}

/// Joins each area with the one after it until at most `most` are left.
fn halve(areas: &mut Vec<Area>, most: usize) {
    while areas.len() > most.max(1) {
        let joined = areas
            .chunks(2)
            .filter_map(|pair| pair.iter().copied().reduce(|a, b| a.around(&b)))
            .collect();
        *areas = joined;
    }
}

/// A rectangle of the virtual desktop, in pixels; left and top can be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    pub left: i32,
    pub top: i32,
    pub width: u32,
    pub height: u32,
}

/// The smallest rectangle around monitors; `None` without any.
pub fn bounds<'a>(monitors: impl IntoIterator<Item = &'a Monitor>) -> Option<Bounds> {
    let corners = monitors.into_iter().map(|monitor| {
        let right = monitor.left.saturating_add(monitor.size.width.into());
        let bottom = monitor.top.saturating_add(monitor.size.height.into());
        (monitor.left, monitor.top, right, bottom)
    });
    let (left, top, right, bottom) = corners.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)))?;
    Some(Bounds {
        left,
        top,
        width: right.abs_diff(left),
        height: bottom.abs_diff(top),
    })
}
