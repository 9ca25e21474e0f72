//! Several monitors in one picture: where the pixels of each lie.
//!
//! A desktop places its monitors in units of its own; each monitor has its own number of pixels for one of them. In a
//! picture of several all pixels of each are seen, so that under different scales no place can stay as it is in the
//! layout: then each monitor begins behind those that end before it.

/// One monitor as the desktop lays it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaidOutMonitor {
    /// Its place and size in the layout, in the desktop's own units.
    pub left: i32,
    pub top: i32,
    pub width: i32,
    pub height: i32,
    /// As it is seen: turned as the person sees it.
    pub pixels: (i32, i32),
}

/// The first pixel of each monitor, in the order in which they are given: under one scale as the layout has it, counted
/// from the layout's origin. Monitors that do not overlap in the layout do not overlap here.
#[must_use]
pub fn first_pixels(monitors: &[LaidOutMonitor]) -> Vec<(i32, i32)> {
    let across = monitors
        .iter()
        .map(|monitor| (monitor.left, monitor.width, monitor.pixels.0));
    let down = monitors
        .iter()
        .map(|monitor| (monitor.top, monitor.height, monitor.pixels.1));
    firsts(across).into_iter().zip(firsts(down)).collect()
}

/// Along one axis.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: i32,
    length: i32,
    pixels: i32,
    first: i32,
}

impl Span {
    fn end(&self) -> i32 {
        self.from.saturating_add(self.length)
    }

    fn behind(&self) -> i32 {
        self.first.saturating_add(self.pixels)
    }

    fn has_one_scale_with(&self, other: &Self) -> bool {
        i64::from(self.pixels) * i64::from(other.length) == i64::from(other.pixels) * i64::from(self.length)
    }
}

/// Under one scale the pixels lie as the layout does; otherwise each monitor follows those that end before it.
fn firsts(monitors: impl Iterator<Item = (i32, i32, i32)>) -> Vec<i32> {
    let mut spans: Vec<Span> = monitors
        .map(|(from, length, pixels)| Span {
            from,
            length: length.max(1),
            pixels: pixels.max(1),
            first: 0,
        })
        .collect();
    let model = spans.first().copied();
    if let Some(model) = model.filter(|model| spans.iter().all(|span| span.has_one_scale_with(model))) {
        for span in &mut spans {
            let pixels = (i64::from(span.from) * i64::from(model.pixels)).div_euclid(i64::from(model.length));
            span.first = i32::try_from(pixels).unwrap_or(if pixels < 0 { i32::MIN } else { i32::MAX });
        }
    } else {
        follow(&mut spans);
    }
    spans.iter().map(|span| span.first).collect()
}

fn follow(spans: &mut [Span]) {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|at| spans.get(*at).map(|span| span.from));
    for at in order {
        let Some(from) = spans.get(at).map(|span| span.from) else {
            continue;
        };
        let before = spans.iter().filter(|span| span.end() <= from).map(Span::behind).max();
        if let Some(span) = spans.get_mut(at) {
            span.first = before.unwrap_or_default();
        }
    }
}
