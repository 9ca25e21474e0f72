//! A monitor that stands on its side: some desktops give its picture as it lies in memory, and say how to turn it
//! (SPA_META_VideoTransform).

use pipewire::spa::buffer::meta::Metadata;

use crate::vocabulary::{Rect, Size};

/// SPA_META_VideoTransform, which the headers of older systems lack.
pub(super) const META_TURN: u32 = 8;

/// `struct spa_meta_videotransform`.
#[repr(C)]
pub(super) struct MetaTurn(u32);

impl Metadata for MetaTurn {
    const META_TYPE: u32 = META_TURN;
}

impl MetaTurn {
    /// `None` where the number means nothing.
    pub fn turn(&self) -> Option<Turn> {
        let flipped = (4..8).contains(&self.0);
        // The number says how the picture was turned before it was written, which is undone; what was flipped, too, is
        // undone by the same once more.
        let quarters = if flipped { self.0 } else { 8 - self.0.min(8) };
        (self.0 < 8).then_some(Turn {
            quarters: quarters % 4,
            flipped,
        })
    }
}

/// What makes the picture out of what lies in the buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Turn {
    /// Counter-clockwise, by 90 degrees each.
    quarters: u32,
    /// Before that, left and right change places.
    flipped: bool,
}

impl Turn {
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
    use super::{MetaTurn, Rect, Size};

    #[test]
    fn every_turn_leads_back() {
        let part = Size { width: 7, height: 4 };
        let area = Rect::new(1, 2, 3, 2);
        for number in 0..8 {
            let turn = MetaTurn(number).turn().unwrap();
            let shown = turn.in_picture(&area, part);
            assert!(Rect::of(turn.shown(part)).contains(&shown), "{number}");
            for (x, y) in shown.rows().flat_map(|y| shown.columns().map(move |x| (x, y))) {
                let (x, y) = turn.in_buffer((x, y), part);
                assert!(area.contains(&Rect::new(x, y, 1, 1)), "{number}: {x} {y}");
            }
            assert_eq!(shown.pixels(), area.pixels(), "{number}");
        }
        assert_eq!(MetaTurn(8).turn(), None);
    }
}
