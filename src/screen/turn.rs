//! A monitor that stands on its side, whose picture lies in memory as it would lie on a desk.

use crate::vocabulary::{Rect, Size};

/// What makes the picture out of what lies in the buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Turn {
    /// Counter-clockwise, by 90 degrees each.
    quarters: u32,
    /// Before that, left and right change places.
    flipped: bool,
}

impl Turn {
    pub fn new(quarters: u32, flipped: bool) -> Self {
        Self {
            quarters: quarters % 4,
            flipped,
        }
    }

    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// The size of the picture made of a part of the buffer.
    pub fn shown(self, part: Size) -> Size {
        match self.quarters {
            1 | 3 => Size {
                width: part.height,
                height: part.width,
            },
            _ => part,
        }
    }

    /// Where a pixel of the picture lies in the part.
    pub fn in_buffer(self, (x, y): (u16, u16), part: Size) -> (u16, u16) {
        let (right, bottom) = (part.width - 1, part.height - 1);
        let (left, top) = match self.quarters {
            1 => (right.saturating_sub(y), x),
            2 => (right.saturating_sub(x), bottom.saturating_sub(y)),
            3 => (y, bottom.saturating_sub(x)),
            _ => (x, y),
        };
        (if self.flipped { right.saturating_sub(left) } else { left }, top)
    }

    /// Where an area of the part is in the picture.
    pub fn in_picture(self, area: &Rect, part: Size) -> Rect {
        let (right, bottom) = (part.width - 1, part.height - 1);
        let turned = |x: u16, y: u16| {
            let x = if self.flipped { right.saturating_sub(x) } else { x };
            match self.quarters {
                1 => (y, right.saturating_sub(x)),
                2 => (right.saturating_sub(x), bottom.saturating_sub(y)),
                3 => (bottom.saturating_sub(y), x),
                _ => (x, y),
            }
        };
        let one = turned(area.left, area.top);
        let other = turned(area.left + (area.width - 1), area.top + (area.height - 1));
        Rect {
            left: one.0.min(other.0),
            top: one.1.min(other.1),
            width: one.0.abs_diff(other.0) + 1,
            height: one.1.abs_diff(other.1) + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Rect, Size, Turn};

    #[test]
    fn every_turn_leads_back() {
        let part = Size { width: 7, height: 4 };
        let area = Rect::new(1, 2, 3, 2);
        for number in 0..8 {
            let turn = Turn::new(number, number >= 4);
            let shown = turn.in_picture(&area, part);
            assert!(Rect::of(turn.shown(part)).contains(&shown), "{number}");
            for (x, y) in shown.rows().flat_map(|y| shown.columns().map(move |x| (x, y))) {
                let (x, y) = turn.in_buffer((x, y), part);
                assert!(area.contains(&Rect::new(x, y, 1, 1)), "{number}: {x} {y}");
            }
            assert_eq!(shown.pixels(), area.pixels(), "{number}");
        }
    }
}
