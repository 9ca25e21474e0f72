//! Where the pixels of a shared picture lie in the compositor's layout.
//!
//! A compositor places its outputs in units of its own; each output has its own number of pixels for one of them. A
//! picture is that of one output, or of all: then each output begins behind those that end before it, and has all of
//! its pixels.

use crate::vocabulary::PicturePlace;

/// One output as the compositor tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Output {
    /// Its place and size in the layout.
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) width: i32,
    pub(super) height: i32,
    /// As it is seen: turned as the person sees it.
    pub(super) pixels: (i32, i32),
}

/// A place between 0 and the extent, for `zwlr_virtual_pointer_v1.motion_absolute`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AbsolutePlace {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) extent: (u32, u32),
}

/// So many steps are one logical unit: a pixel is smaller than one where the scale is above 1.
const STEPS: i64 = 256;

/// Along one axis.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: i32,
    length: i32,
    pixels: i32,
    /// The first pixel, counted on the whole desktop.
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

    /// The middle of a pixel, in steps from the beginning of the layout.
    fn steps(&self, at: i32, layout: i32) -> i64 {
        let pixel = i64::from(at.clamp(self.first, self.behind().saturating_sub(1))) - i64::from(self.first);
        let inside = (2 * pixel + 1) * i64::from(self.length) * STEPS / (2 * i64::from(self.pixels));
        (i64::from(self.from) - i64::from(layout)) * STEPS + inside
    }
}

/// How large the picture of one output is in the compositor's units, where there is such an output.
pub(super) fn units_of(outputs: &[Output], picture: PicturePlace) -> Option<(i32, i32)> {
    let pixels = (picture.size.width.into(), picture.size.height.into());
    let is_it = |output: &&Output| (output.left, output.top) == picture.origin && output.pixels == pixels;
    outputs.iter().find(is_it).map(|output| (output.width, output.height))
}

/// Where a pixel of the picture is; what lies beyond the picture, or on no output, is moved to the nearest. `None` if
/// there is no such picture.
pub(super) fn place_of(outputs: &[Output], picture: PicturePlace, (x, y): (u16, u16)) -> Option<AbsolutePlace> {
    let across = spans(
        outputs
            .iter()
            .map(|output| (output.left, output.width, output.pixels.0)),
    );
    let down = spans(
        outputs
            .iter()
            .map(|output| (output.top, output.height, output.pixels.1)),
    );
    let size = (i32::from(picture.size.width), i32::from(picture.size.height));
    let one = outputs
        .iter()
        .position(|output| (output.left, output.top) == picture.origin && output.pixels == size);
    let begin = |spans: &[Span]| spans.iter().map(|span| span.first).min();
    let behind = |spans: &[Span]| spans.iter().map(Span::behind).max();
    let all = (begin(&across)?, begin(&down)?);
    let is_all = (
        behind(&across)?.saturating_sub(all.0),
        behind(&down)?.saturating_sub(all.1),
    ) == size;
    let first = match one {
        Some(one) => (across.get(one)?.first, down.get(one)?.first),
        None => is_all.then_some(all)?,
    };
    let within = |at: u16, length: i32, first: i32| first.saturating_add(i32::from(at).min(length.saturating_sub(1)));
    let (x, y) = (within(x, size.0, first.0), within(y, size.1, first.1));
    let distance = |span: &Span, at: i32| {
        let last = span.behind().saturating_sub(1);
        i64::from(at.clamp(span.first, last)).abs_diff(i64::from(at))
    };
    let nearest = across
        .iter()
        .zip(&down)
        .min_by_key(|(across, down)| distance(across, x).saturating_add(distance(down, y)))?;
    let begin = |spans: &[Span]| spans.iter().map(|span| span.from).min();
    let end = |spans: &[Span]| spans.iter().map(Span::end).max();
    let (left, top) = (begin(&across)?, begin(&down)?);
    let extent = |end: i32, begin: i32| u32::try_from((i64::from(end) - i64::from(begin)) * STEPS).ok();
    Some(AbsolutePlace {
        x: u32::try_from(nearest.0.steps(x, left)).ok()?,
        y: u32::try_from(nearest.1.steps(y, top)).ok()?,
        extent: (extent(end(&across)?, left)?, extent(end(&down)?, top)?),
    })
}

/// Under one scale the pixels lie as the layout does; otherwise each output follows those that end before it.
fn spans(outputs: impl Iterator<Item = (i32, i32, i32)>) -> Vec<Span> {
    let mut spans: Vec<Span> = outputs
        .map(|(from, length, pixels)| Span {
            from,
            length: length.max(1),
            pixels: pixels.max(1),
            first: 0,
        })
        .collect();
    let Some(model) = spans.first().copied() else {
        return spans;
    };
    if spans.iter().all(|span| span.has_one_scale_with(&model)) {
        for span in &mut spans {
            let pixels = i64::from(span.from) * i64::from(model.pixels) / i64::from(model.length);
            span.first = i32::try_from(pixels).unwrap_or_default();
        }
        return spans;
    }
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
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Size;

    const fn output(left: i32, top: i32, size: (i32, i32), pixels: (i32, i32)) -> Output {
        Output {
            left,
            top,
            width: size.0,
            height: size.1,
            pixels,
        }
    }

    const fn picture(origin: (i32, i32), (width, height): (u16, u16)) -> PicturePlace {
        PicturePlace {
            origin,
            size: Size { width, height },
        }
    }

    /// In the compositor's units, from the beginning of the layout.
    fn at(outputs: &[Output], picture: PicturePlace, x: u16, y: u16) -> (f64, f64) {
        let place = place_of(outputs, picture, (x, y)).unwrap();
        (f64::from(place.x) / 256.0, f64::from(place.y) / 256.0)
    }

    #[test]
    fn a_picture_is_as_large_as_the_output_that_it_shows_now() {
        let shown = picture((1920, 0), (2560, 1440));
        let outputs = |units| {
            [
                output(0, 0, (1920, 1080), (1920, 1080)),
                output(1920, 0, units, (2560, 1440)),
            ]
        };
        assert_eq!(units_of(&outputs((2560, 1440)), shown), Some((2560, 1440)));
        assert_eq!(units_of(&outputs((1280, 720)), shown), Some((1280, 720)));
        // Of a picture that is of none of them nothing is known.
        assert_eq!(units_of(&outputs((1280, 720)), picture((0, 0), (2560, 1440))), None);
    }

    #[test]
    fn a_pixel_is_met_in_its_middle() {
        let whole = picture((0, 0), (1920, 1080));
        let plain = [output(0, 0, (1920, 1080), (1920, 1080))];
        assert_eq!(at(&plain, whole, 0, 0), (0.5, 0.5));
        assert_eq!(at(&plain, whole, 1919, 1079), (1919.5, 1079.5));
        assert_eq!(at(&plain, whole, u16::MAX, u16::MAX), (1919.5, 1079.5));
        let fine = [output(0, 0, (1280, 720), (1920, 1080))];
        assert_eq!(at(&fine, whole, 3, 1077), (7.0 / 3.0 - 1.0 / 768.0, 718.332_031_25));
        let extent = place_of(&fine, whole, (0, 0)).unwrap().extent;
        assert_eq!(extent, (1280 * 256, 720 * 256));
    }

    const ROW: [Output; 2] = [
        output(0, 0, (960, 540), (1920, 1080)),
        output(960, 0, (1280, 720), (1280, 720)),
    ];

    #[test]
    fn a_picture_of_one_output_lies_there() {
        let second = picture((960, 0), (1280, 720));
        assert_eq!(at(&ROW, second, 0, 0), (960.5, 0.5));
        assert_eq!(at(&ROW, second, 1279, 719), (2239.5, 719.5));
        let first = picture((0, 0), (1920, 1080));
        assert_eq!(at(&ROW, first, 1919, 0), (959.75, 0.25));
    }

    #[test]
    fn in_a_picture_of_all_each_output_follows_those_that_end_before_it() {
        let all = picture((0, 0), (3200, 1080));
        assert_eq!(at(&ROW, all, 1919, 0), (959.75, 0.25));
        assert_eq!(at(&ROW, all, 1920, 0), (960.5, 0.5));
        assert_eq!(at(&ROW, all, 1920 + 1279, 719), (2239.5, 719.5));
    }

    #[test]
    fn under_one_scale_the_layout_stays_as_it_is() {
        let gap = [
            output(-1000, -200, (800, 600), (1600, 1200)),
            output(0, 0, (960, 540), (1920, 1080)),
        ];
        let all = picture((-1000, -200), (2000 + 1920, 400 + 1080));
        assert_eq!(at(&gap, all, 0, 0), (0.25, 0.25));
        assert_eq!(at(&gap, all, 2000, 400), (1000.25, 200.25));
        // Between both, nearer to the second.
        assert_eq!(at(&gap, all, 1900, 900), (1000.25, 450.25));
    }

    #[test]
    fn there_is_no_place_for_any_other_picture() {
        for other in [
            picture((0, 0), (1280, 720)),
            picture((960, 0), (1280, 719)),
            picture((0, 0), (3200, 720)),
        ] {
            assert_eq!(place_of(&ROW, other, (0, 0)), None);
        }
        assert_eq!(place_of(&[], picture((0, 0), (1, 1)), (0, 0)), None);
    }
}
