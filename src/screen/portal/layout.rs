//! Where each stream of a session lies in the one picture that is made of all.

use crate::portal::SharedStream;
use crate::screen::Uncapturable;
use crate::vocabulary::{LaidOutMonitor, Rect, Size, first_pixels};

/// What a helper can take: as many pixels as [`crate::rdp`] decodes, more than any wall of monitors shows.
const MOST_PIXELS: usize = 64 << 20;

/// The picture of several streams.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PictureLayout {
    pub size: Size,
    /// Of each stream, in their order; none overlap.
    pub areas: Vec<Rect>,
}

/// Lays the streams out, whose pictures have these sizes: monitors as the desktop does, as far as their pixels let it;
/// beside them, one after the other, what has no place (a window), or one that is taken. Where the desktop leaves so much
/// between its monitors that no picture holds it, all follow one another.
pub(super) fn lay_out(streams: &[(SharedStream, Size)]) -> Result<PictureLayout, Uncapturable> {
    let monitors = placed(streams);
    put_together(streams, &monitors)
        .or_else(|| put_together(streams, &[]))
        .ok_or(Uncapturable::TooLarge)
}

/// The streams that have a place of their own, by their numbers.
fn placed(streams: &[(SharedStream, Size)]) -> Vec<(usize, LaidOutMonitor)> {
    let mut monitors: Vec<(usize, LaidOutMonitor)> = Vec::new();
    for (number, (stream, size)) in streams.iter().enumerate() {
        let Some((left, top)) = stream.place else { continue };
        let pixels = (i32::from(size.width), i32::from(size.height));
        let (width, height) = stream.size.unwrap_or(pixels);
        let monitor = LaidOutMonitor {
            left,
            top,
            width,
            height,
            pixels,
        };
        if monitors.iter().all(|(_, other)| !overlap(&monitor, other)) {
            monitors.push((number, monitor));
        }
    }
    monitors
}

fn overlap(one: &LaidOutMonitor, other: &LaidOutMonitor) -> bool {
    let along = |from: i32, length: i32, other: i32, its: i32| {
        let end = |from: i32, length: i32| i64::from(from) + i64::from(length.max(1));
        i64::from(from) < end(other, its) && i64::from(other) < end(from, length)
    };
    along(one.left, one.width, other.left, other.width) && along(one.top, one.height, other.top, other.height)
}

/// `None` if that is too large.
fn put_together(streams: &[(SharedStream, Size)], monitors: &[(usize, LaidOutMonitor)]) -> Option<PictureLayout> {
    let laid_out: Vec<_> = monitors.iter().map(|(_, monitor)| *monitor).collect();
    let firsts = first_pixels(&laid_out);
    let left = firsts.iter().map(|first| first.0).min().unwrap_or_default();
    let top = firsts.iter().map(|first| first.1).min().unwrap_or_default();
    let mut areas = vec![None; streams.len()];
    let (mut right, mut bottom) = (0, 0);
    let mut put = |number: usize, x: u32, y: u32| {
        let (_, size) = streams.get(number)?;
        let area = Rect::between(
            x,
            y,
            x.checked_add(size.width.into())?,
            y.checked_add(size.height.into())?,
        )?;
        right = area.right().max(right);
        bottom = area.bottom().max(bottom);
        *areas.get_mut(number)? = Some(area);
        Some(right)
    };
    let mut behind = 0;
    for ((number, _), first) in monitors.iter().zip(&firsts) {
        behind = put(*number, first.0.abs_diff(left), first.1.abs_diff(top))?;
    }
    for number in 0..streams.len() {
        if monitors.iter().all(|(other, _)| *other != number) {
            behind = put(number, behind, 0)?;
        }
    }
    let size = Rect::between(0, 0, right, bottom)?;
    let areas = areas.into_iter().collect::<Option<Vec<_>>>()?;
    (size.pixels() <= MOST_PIXELS).then_some(PictureLayout {
        size: Size {
            width: size.width,
            height: size.height,
        },
        areas,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stream(
        place: Option<(i32, i32)>,
        units: Option<(i32, i32)>,
        (width, height): (u16, u16),
    ) -> (SharedStream, Size) {
        let stream = SharedStream {
            node: 7,
            place,
            size: units,
        };
        (stream, Size { width, height })
    }

    /// Left, top, width, height.
    type Area = (u16, u16, u16, u16);

    /// The size, and the areas.
    fn laid_out(streams: &[(SharedStream, Size)]) -> ((u16, u16), Vec<Area>) {
        let layout = lay_out(streams).unwrap();
        let areas = layout
            .areas
            .iter()
            .map(|area| (area.left, area.top, area.width, area.height));
        ((layout.size.width, layout.size.height), areas.collect())
    }

    #[test]
    fn one_stream_is_the_picture() {
        for place in [None, Some((0, 0)), Some((-1920, 300)), Some((i32::MIN, i32::MAX))] {
            let one = stream(place, Some((960, 540)), (1920, 1080));
            assert_eq!(laid_out(&[one]), ((1920, 1080), vec![(0, 0, 1920, 1080)]));
        }
    }

    #[test]
    fn under_one_scale_monitors_lie_as_the_desktop_has_them() {
        let first = stream(Some((0, 0)), Some((1920, 1080)), (1920, 1080));
        let left = stream(Some((-1280, 56)), Some((1280, 1024)), (1280, 1024));
        let areas = vec![(1280, 0, 1920, 1080), (0, 56, 1280, 1024)];
        assert_eq!(laid_out(&[first, left]), ((3200, 1080), areas));
        let fine = |left, top| stream(Some((left, top)), Some((1024, 576)), (1280, 720));
        let areas = vec![(0, 0, 1280, 720), (1280, 125, 1280, 720)];
        assert_eq!(laid_out(&[fine(0, 0), fine(1024, 100)]), ((2560, 845), areas));
    }

    #[test]
    fn under_several_scales_each_monitor_follows_those_that_end_before_it() {
        let first = stream(Some((0, 0)), Some((1280, 720)), (1280, 720));
        let second = stream(Some((1280, 0)), Some((1000, 600)), (1500, 900));
        let below = stream(Some((0, 720)), Some((640, 360)), (1280, 720));
        let areas = vec![(0, 0, 1280, 720), (1280, 0, 1500, 900), (0, 900, 1280, 720)];
        assert_eq!(laid_out(&[first, second, below]), ((2780, 1620), areas));
    }

    /// The portal tells place and size in the desktop's units once; pictures change later.
    #[test]
    fn a_monitor_that_grows_pushes_the_others_aside() {
        let grown = stream(Some((0, 0)), Some((1280, 720)), (1920, 1080));
        let second = stream(Some((1280, 0)), Some((1000, 800)), (1000, 800));
        let areas = vec![(0, 0, 1920, 1080), (1920, 0, 1000, 800)];
        assert_eq!(laid_out(&[grown, second]), ((2920, 1080), areas));
    }

    #[test]
    fn what_has_no_place_of_its_own_follows_beside_the_rest() {
        let first = stream(Some((0, 100)), None, (640, 480));
        let same = stream(Some((0, 100)), None, (500, 300));
        let within = stream(Some((639, 579)), None, (500, 300));
        let window = stream(None, Some((20, 10)), (20, 10));
        let areas = vec![
            (0, 0, 640, 480),
            (640, 0, 500, 300),
            (1140, 0, 500, 300),
            (1640, 0, 20, 10),
        ];
        assert_eq!(laid_out(&[first, same, within, window]), ((1660, 480), areas));
        // Too far away for any picture.
        for far in [(60_000, 60_000), (i32::MAX, i32::MIN), (0, i32::MIN)] {
            let streams = [
                stream(Some((0, 0)), None, (640, 480)),
                stream(Some(far), None, (500, 300)),
            ];
            let areas = vec![(0, 0, 640, 480), (640, 0, 500, 300)];
            assert_eq!(laid_out(&streams), ((1140, 480), areas));
        }
    }

    #[test]
    fn what_no_picture_holds_is_refused() {
        let wide = || stream(None, None, (40_000, 10));
        assert!(matches!(lay_out(&[wide(), wide()]), Err(Uncapturable::TooLarge)));
        let large = || stream(None, None, (8192, 8192));
        assert!(lay_out(&[large()]).is_ok());
        assert!(matches!(lay_out(&[large(), large()]), Err(Uncapturable::TooLarge)));
        assert!(matches!(lay_out(&[]), Err(Uncapturable::TooLarge)));
    }

    fn any_side() -> impl Strategy<Value = i32> {
        prop_oneof![Just(i32::MIN), Just(i32::MAX), any::<i32>(), -3000..3000_i32]
    }

    fn any_stream() -> impl Strategy<Value = (SharedStream, Size)> {
        let place = prop::option::of((any_side(), any_side()));
        let units = prop::option::of((1..=i32::MAX, 1..3000_i32));
        let size = prop_oneof![(1..=u16::MAX, 1..=u16::MAX), (1..3000_u16, 1..3000_u16)];
        (place, units, size).prop_map(|(place, units, size)| stream(place, units, size))
    }

    proptest! {
        /// Whatever the desktop tells.
        #[test]
        fn no_parts_overlap_and_all_are_in_the_picture(streams in prop::collection::vec(any_stream(), 1..17)) {
            let Ok(layout) = lay_out(&streams) else {
                let width: u32 = streams.iter().map(|(_, size)| u32::from(size.width)).sum();
                let height = streams.iter().map(|(_, size)| u32::from(size.height)).max().unwrap_or_default();
                let fits = width <= u16::MAX.into() && width * height <= 64 << 20;
                prop_assert!(!fits, "{width}x{height} is refused");
                return Ok(());
            };
            prop_assert_eq!(layout.areas.len(), streams.len());
            prop_assert!(Rect::of(layout.size).pixels() <= MOST_PIXELS);
            for (number, (area, (_, size))) in layout.areas.iter().zip(&streams).enumerate() {
                prop_assert_eq!((area.width, area.height), (size.width, size.height));
                prop_assert!(Rect::of(layout.size).contains(area));
                for other in &layout.areas[..number] {
                    prop_assert_eq!(area.intersection(other), None);
                }
            }
        }
    }
}
