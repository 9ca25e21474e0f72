//! Where in the window the picture stands, and what lies over it.

use egui::{Context, LayerId, Order, Rect};

/// Pixels of the window; right and bottom are exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct Pixels {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Pixels {
    /// The pixels that a rectangle of the window touches.
    pub(super) fn around(rect: Rect, pixels_per_point: f32) -> Self {
        Self {
            left: (rect.left() * pixels_per_point).floor() as i32,
            top: (rect.top() * pixels_per_point).floor() as i32,
            right: (rect.right() * pixels_per_point).ceil() as i32,
            bottom: (rect.bottom() * pixels_per_point).ceil() as i32,
        }
    }

    /// The pixels whose edges are nearest to a rectangle's.
    pub(super) fn nearest(rect: Rect, pixels_per_point: f32) -> Self {
        let round = |points: f32| (points * pixels_per_point).round() as i32;
        Self {
            left: round(rect.left()),
            top: round(rect.top()),
            right: round(rect.right()),
            bottom: round(rect.bottom()),
        }
    }
}

/// What the painter past the toolkit measures; there is one on X11.
#[cfg(target_os = "linux")]
impl Pixels {
    pub(super) fn width(&self) -> u16 {
        u16::try_from(self.right.saturating_sub(self.left)).unwrap_or(0)
    }

    pub(super) fn height(&self) -> u16 {
        u16::try_from(self.bottom.saturating_sub(self.top)).unwrap_or(0)
    }

    pub(super) fn intersection(&self, other: &Self) -> Option<Self> {
        let area = Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (area.width() > 0 && area.height() > 0).then_some(area)
    }
}

/// Where the picture stands in the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Placement {
    /// All of the picture, also what is scrolled out of sight.
    pub picture: Pixels,
    /// What of the window it may cover.
    pub room: Pixels,
    /// What lies over it: menus, hints, figures.
    pub covers: Vec<Pixels>,
}

impl Placement {
    pub(in crate::app) fn new(ctx: &Context, picture: Rect, room: Rect) -> Self {
        let points = ctx.pixels_per_point();
        Self {
            picture: Pixels::nearest(picture, points),
            room: Pixels::nearest(room, points),
            covers: covers(ctx).map(|rect| Pixels::around(rect, points)).collect(),
        }
    }
}

/// The rectangles of what has been drawn over the window's page so far in this frame.
fn covers(ctx: &Context) -> impl Iterator<Item = Rect> {
    let drawn = |layer: &LayerId| ctx.graphics(|graphics| graphics.get(*layer).is_some_and(|list| !list.is_empty()));
    let layers: Vec<LayerId> = ctx.memory(|memory| memory.layer_ids().collect());
    layers
        .into_iter()
        .filter(|layer| layer.order != Order::Background)
        .filter(drawn)
        .filter_map(|layer| ctx.memory(|memory| memory.area_rect(layer.id)))
        .collect::<Vec<Rect>>()
        .into_iter()
}
