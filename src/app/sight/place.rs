//! Where on the screen the bar and the questions stand: whole, on one monitor.

use super::kept::KeptInSight;
use crate::vocabulary::PicturePlace;

/// A rectangle of the screen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WindowRect {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

/// The four inner edges of an area: above, below, and between them left and right.
pub(super) fn edges(area: WindowRect, width: i32) -> [WindowRect; 4] {
    let high = width.min(area.height / 2).max(1);
    let wide = width.min(area.width / 2).max(1);
    let lying = |y| WindowRect {
        y,
        height: high,
        ..area
    };
    let standing = |x| WindowRect {
        x,
        y: area.y + high,
        width: wide,
        height: (area.height - 2 * high).max(1),
    };
    [
        lying(area.y),
        lying(area.y + area.height - high),
        standing(area.x),
        standing(area.x + area.width - wide),
    ]
}

/// Below this two rectangles only touch: window managers keep invisible windows of a pixel or two at the edges of the
/// screen.
const TOUCH: i32 = 2;

impl WindowRect {
    pub fn of(place: &PicturePlace) -> Self {
        let (x, y) = place.origin;
        Self {
            x,
            y,
            width: place.size.width.into(),
            height: place.size.height.into(),
        }
    }

    pub fn contains(&self, (x, y): (i32, i32)) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&x)
            && (self.y..self.y.saturating_add(self.height)).contains(&y)
    }

    fn overlap(&self, other: &Self) -> (i32, i32) {
        let side = |a: i32, long: i32, b: i32, wide: i32| {
            a.saturating_add(long)
                .min(b.saturating_add(wide))
                .saturating_sub(a.max(b))
                .max(0)
        };
        (
            side(self.x, self.width, other.x, other.width),
            side(self.y, self.height, other.y, other.height),
        )
    }

    /// Whether something there hides part of this.
    pub fn is_hidden_by(&self, other: &Self) -> bool {
        let (wide, high) = self.overlap(other);
        wide > TOUCH && high > TOUCH
    }

    /// Whether this fills all of the other.
    pub fn covers(&self, other: &Self) -> bool {
        self.overlap(other) == (other.width, other.height)
    }

    fn shared(&self, other: &Self) -> i64 {
        let (wide, high) = self.overlap(other);
        i64::from(wide) * i64::from(high)
    }
}

/// Where a window of this size stands: where it was dragged to, or where it belongs on the monitor that is its home,
/// and always whole on one monitor, as far as it has room.
pub(super) fn place(
    what: KeptInSight,
    size: (i32, i32),
    dragged: Option<(i32, i32)>,
    home: WindowRect,
    monitors: &[WindowRect],
) -> WindowRect {
    let (width, height) = size;
    let (x, y) = dragged.unwrap_or_else(|| {
        let left = home.x + (home.width - width) / 2;
        match what {
            KeptInSight::Bar => (left, home.y),
            KeptInSight::Question => (left, home.y + (home.height - height) / 2),
        }
    });
    let wanted = WindowRect { x, y, width, height };
    let monitor = monitors
        .iter()
        .max_by_key(|monitor| (monitor.shared(&wanted), **monitor == home))
        .unwrap_or(&home);
    let inside =
        |at: i32, long: i32, from: i32, room: i32| at.min(from.saturating_add(room).saturating_sub(long)).max(from);
    // What is larger than its monitor would hang over its edge, with the button that ends it perhaps.
    let (width, height) = (width.min(monitor.width), height.min(monitor.height));
    WindowRect {
        x: inside(x, width, monitor.x, monitor.width),
        y: inside(y, height, monitor.y, monitor.height),
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: WindowRect = WindowRect {
        x: 0,
        y: 0,
        width: 1000,
        height: 800,
    };
    const RIGHT: WindowRect = WindowRect {
        x: 1000,
        y: 100,
        width: 600,
        height: 500,
    };

    #[test]
    fn the_bar_stands_at_the_top_and_a_question_in_the_middle() {
        let bar = place(KeptInSight::Bar, (500, 50), None, RIGHT, &[LEFT, RIGHT]);
        assert_eq!((bar.x, bar.y), (1050, 100));
        let question = place(KeptInSight::Question, (500, 300), None, LEFT, &[LEFT, RIGHT]);
        assert_eq!((question.x, question.y), (250, 250));
    }

    #[test]
    fn a_border_lies_inside_what_is_shared_and_nowhere_twice() {
        let edges = edges(RIGHT, 4);
        for (at, edge) in edges.iter().enumerate() {
            assert_eq!(edge.overlap(&RIGHT), (edge.width, edge.height), "{edge:?}");
            for other in &edges[at + 1..] {
                let (wide, high) = edge.overlap(other);
                assert!(wide == 0 || high == 0, "{edge:?} {other:?}");
            }
        }
        let around: i32 = edges.iter().map(|edge| edge.width * edge.height).sum();
        assert_eq!(around, 600 * 500 - 592 * 492);
    }

    #[test]
    fn nothing_stands_off_the_monitors() {
        for dragged in [
            (-5000, -5000),
            (5000, 5000),
            (900, 750),
            (1100, 0),
            (i32::MAX, i32::MIN),
        ] {
            // The second is wider than either.
            for size in [(500, 50), (1004, 50)] {
                let bar = place(KeptInSight::Bar, size, Some(dragged), LEFT, &[LEFT, RIGHT]);
                let last = (bar.x + bar.width - 1, bar.y + bar.height - 1);
                let whole = |monitor: &WindowRect| monitor.contains((bar.x, bar.y)) && monitor.contains(last);
                assert!(whole(&LEFT) || whole(&RIGHT), "{dragged:?}: {bar:?}");
            }
        }
    }

    #[test]
    fn a_monitor_that_went_takes_nothing_with_it() {
        let bar = place(KeptInSight::Bar, (500, 50), None, RIGHT, &[LEFT]);
        assert_eq!((bar.x, bar.y), (500, 100));
    }

    #[test]
    fn what_only_touches_hides_nothing() {
        let bar = WindowRect {
            x: 100,
            y: 0,
            width: 500,
            height: 50,
        };
        let edge = WindowRect {
            x: 0,
            y: 0,
            width: 1000,
            height: 1,
        };
        assert!(!bar.is_hidden_by(&edge));
        let beneath = WindowRect {
            y: 50,
            height: 750,
            ..edge
        };
        assert!(!bar.is_hidden_by(&beneath));
        assert!(bar.is_hidden_by(&LEFT));
    }
}
