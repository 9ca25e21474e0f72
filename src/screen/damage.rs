//! What changed on the screen: many small rectangles made into a few.

use crate::vocabulary::{Monitor, Rect};

/// Damage is handed on as at most this many areas: more cost a request to the display each, and save few pixels.
pub(super) const MOST_AREAS: usize = 48;

/// Above this many, neighbours are joined unseen before the best pairs are looked for, which takes cubic time.
const MOST_COMPARED: usize = 96;

/// Joins areas until at most `most` are left, each time those that add the fewest pixels that did not change.
pub(super) fn merge(areas: &mut Vec<Rect>, most: usize) {
    halve(areas, MOST_COMPARED.max(most));
    while areas.len() > most.max(1) {
        let mut best = (usize::MAX, 0, 0);
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
pub(crate) fn gather(areas: &mut Vec<Rect>, more: impl IntoIterator<Item = Rect>) {
    areas.extend(more);
    halve(areas, MOST_AREAS);
}

/// Joins each area with the one after it until at most `most` are left.
fn halve(areas: &mut Vec<Rect>, most: usize) {
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
