//! Where the pixels of a shared picture lie in the compositor's layout.
//!
//! A compositor places its outputs in units of its own; each output has its own number of pixels for one of them. A
//! picture is that of one output, or of several: then it says where each lies in it, or shows all of them as
//! [`first_pixels`] has it.

use crate::vocabulary::{LaidOutMonitor, PicturePart, PicturePlace, PixelInPart, Rect, first_pixels};

/// A place between 0 and the extent, for `zwlr_virtual_pointer_v1.motion_absolute`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AbsolutePlace {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) extent: (u32, u32),
}

/// So many steps are one logical unit: a pixel is smaller than one where the scale is above 1.
const STEPS: i64 = 256;

/// The output whose picture this is.
fn output_of<'a>(outputs: &'a [LaidOutMonitor], picture: &PicturePlace) -> Option<&'a LaidOutMonitor> {
    let pixels = (picture.size.width.into(), picture.size.height.into());
    let is_it = |output: &&LaidOutMonitor| (output.left, output.top) == picture.origin && output.pixels == pixels;
    outputs.iter().find(is_it)
}

/// How large the picture of one output is in the compositor's units, where there is such an output.
pub(super) fn units_of(outputs: &[LaidOutMonitor], picture: &PicturePlace) -> Option<(i32, i32)> {
    output_of(outputs, picture).map(|output| (output.width, output.height))
}

/// Where a pixel of the picture is; what lies beyond the picture, or on no output, is moved to the nearest. `None` if
/// there is no such picture.
pub(super) fn place_of(
    outputs: &[LaidOutMonitor],
    picture: &PicturePlace,
    (x, y): (u16, u16),
) -> Option<AbsolutePlace> {
    let pixel = picture.part_at(x, y);
    let (output, PixelInPart { x, y, .. }) = match output_of(outputs, &pixel.part) {
        Some(output) => (output, pixel),
        None => {
            let pixel = all(outputs, picture)?.part_at(x, y);
            (outputs.get(pixel.number)?, pixel)
        }
    };
    let (left, top) = corner(outputs)?;
    let end = |from: i32, length: i32| i64::from(from) + i64::from(length);
    let right = outputs.iter().map(|output| end(output.left, output.width)).max()?;
    let bottom = outputs.iter().map(|output| end(output.top, output.height)).max()?;
    let extent = |end: i64, begin: i32| u32::try_from((end - i64::from(begin)) * STEPS).ok();
    let across = steps(x, (output.left, output.width, output.pixels.0), left);
    let down = steps(y, (output.top, output.height, output.pixels.1), top);
    Some(AbsolutePlace {
        x: u32::try_from(across).ok()?,
        y: u32::try_from(down).ok()?,
        extent: (extent(right, left)?, extent(bottom, top)?),
    })
}

/// Where the layout begins.
fn corner(outputs: &[LaidOutMonitor]) -> Option<(i32, i32)> {
    let left = outputs.iter().map(|output| output.left).min()?;
    let top = outputs.iter().map(|output| output.top).min()?;
    Some((left, top))
}

/// A picture of all outputs, with the parts that it does not name.
fn all(outputs: &[LaidOutMonitor], picture: &PicturePlace) -> Option<PicturePlace> {
    if picture.parts.is_some() || corner(outputs)? != picture.origin {
        return None;
    }
    let firsts = first_pixels(outputs);
    let left = firsts.iter().map(|first| first.0).min()?;
    let top = firsts.iter().map(|first| first.1).min()?;
    let parts = outputs.iter().zip(&firsts).map(|(output, first)| {
        let side = |at: i64| u32::try_from(at).ok();
        let (x, y) = (
            i64::from(first.0) - i64::from(left),
            i64::from(first.1) - i64::from(top),
        );
        let (right, bottom) = (x + i64::from(output.pixels.0), y + i64::from(output.pixels.1));
        Some(PicturePart {
            area: Rect::between(side(x)?, side(y)?, side(right)?, side(bottom)?)?,
            origin: (output.left, output.top),
        })
    });
    let parts: Vec<_> = parts.collect::<Option<_>>()?;
    let behind = parts.iter().map(|part| part.area).reduce(|a, b| a.around(&b))?;
    (behind == Rect::of(picture.size)).then(|| PicturePlace {
        parts: Some(parts.into()),
        ..picture.clone()
    })
}

/// The middle of a pixel of an output, in steps from the beginning of the layout.
fn steps(pixel: u16, (from, length, pixels): (i32, i32, i32), layout: i32) -> i64 {
    let inside = (2 * i64::from(pixel) + 1) * i64::from(length.max(1)) * STEPS / (2 * i64::from(pixels.max(1)));
    (i64::from(from) - i64::from(layout)) * STEPS + inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Size;

    const fn output(left: i32, top: i32, size: (i32, i32), pixels: (i32, i32)) -> LaidOutMonitor {
        LaidOutMonitor {
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
            parts: None,
        }
    }

    /// In the compositor's units, from the beginning of the layout.
    fn at(outputs: &[LaidOutMonitor], picture: &PicturePlace, x: u16, y: u16) -> (f64, f64) {
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
        assert_eq!(units_of(&outputs((2560, 1440)), &shown), Some((2560, 1440)));
        assert_eq!(units_of(&outputs((1280, 720)), &shown), Some((1280, 720)));
        // Of a picture that is of none of them nothing is known.
        assert_eq!(units_of(&outputs((1280, 720)), &picture((0, 0), (2560, 1440))), None);
    }

    #[test]
    fn a_pixel_is_met_in_its_middle() {
        let whole = picture((0, 0), (1920, 1080));
        let plain = [output(0, 0, (1920, 1080), (1920, 1080))];
        assert_eq!(at(&plain, &whole, 0, 0), (0.5, 0.5));
        assert_eq!(at(&plain, &whole, 1919, 1079), (1919.5, 1079.5));
        assert_eq!(at(&plain, &whole, u16::MAX, u16::MAX), (1919.5, 1079.5));
        let fine = [output(0, 0, (1280, 720), (1920, 1080))];
        assert_eq!(at(&fine, &whole, 3, 1077), (7.0 / 3.0 - 1.0 / 768.0, 718.332_031_25));
        let extent = place_of(&fine, &whole, (0, 0)).unwrap().extent;
        assert_eq!(extent, (1280 * 256, 720 * 256));
    }

    const ROW: [LaidOutMonitor; 2] = [
        output(0, 0, (960, 540), (1920, 1080)),
        output(960, 0, (1280, 720), (1280, 720)),
    ];

    #[test]
    fn a_picture_of_one_output_lies_there() {
        let second = picture((960, 0), (1280, 720));
        assert_eq!(at(&ROW, &second, 0, 0), (960.5, 0.5));
        assert_eq!(at(&ROW, &second, 1279, 719), (2239.5, 719.5));
        let first = picture((0, 0), (1920, 1080));
        assert_eq!(at(&ROW, &first, 1919, 0), (959.75, 0.25));
    }

    #[test]
    fn in_a_picture_of_all_each_output_follows_those_that_end_before_it() {
        let all = picture((0, 0), (3200, 1080));
        assert_eq!(at(&ROW, &all, 1919, 0), (959.75, 0.25));
        assert_eq!(at(&ROW, &all, 1920, 0), (960.5, 0.5));
        assert_eq!(at(&ROW, &all, 1920 + 1279, 719), (2239.5, 719.5));
    }

    #[test]
    fn under_one_scale_the_layout_stays_as_it_is() {
        let gap = [
            output(-1000, -200, (800, 600), (1600, 1200)),
            output(0, 0, (960, 540), (1920, 1080)),
        ];
        let all = picture((-1000, -200), (2000 + 1920, 400 + 1080));
        assert_eq!(at(&gap, &all, 0, 0), (0.25, 0.25));
        assert_eq!(at(&gap, &all, 2000, 400), (1000.25, 200.25));
        // Between both, nearer to the second.
        assert_eq!(at(&gap, &all, 1900, 900), (1000.25, 450.25));
    }

    /// Of three monitors two are in the picture, wherever it has them.
    #[test]
    fn a_part_of_a_picture_is_met_on_its_output() {
        let outputs = [ROW[0], output(-500, 0, (500, 500), (500, 500)), ROW[1]];
        let part = |left, size: (u16, u16), origin| PicturePart {
            area: Rect::new(left, 0, size.0, size.1),
            origin,
        };
        let two = PicturePlace {
            parts: Some([part(0, (1280, 720), (960, 0)), part(1280, (1920, 1080), (0, 0))].into()),
            ..picture((0, 0), (3200, 1080))
        };
        assert_eq!(at(&outputs, &two, 0, 0), (500.0 + 960.5, 0.5));
        assert_eq!(at(&outputs, &two, 1279, 719), (500.0 + 2239.5, 719.5));
        // Below it, and nearer to it than to the other.
        assert_eq!(at(&outputs, &two, 600, 1000), (500.0 + 1560.5, 719.5));
        assert_eq!(at(&outputs, &two, 1280, 0), (500.25, 0.25));
        assert_eq!(at(&outputs, &two, 3199, 1079), (500.0 + 959.75, 539.75));
        // Another one that is where none was.
        let gone = PicturePlace {
            parts: Some([part(0, (1280, 720), (961, 0)), part(1280, (1920, 1080), (0, 0))].into()),
            ..picture((-500, 0), (3200, 1080))
        };
        assert_eq!(place_of(&outputs, &gone, (0, 0)), None);
    }

    #[test]
    fn there_is_no_place_for_any_other_picture() {
        for other in [
            picture((0, 0), (1280, 720)),
            picture((960, 0), (1280, 719)),
            picture((0, 0), (3200, 720)),
            // A window, as large as all of them.
            picture(PicturePlace::NOWHERE, (3200, 1080)),
        ] {
            assert_eq!(place_of(&ROW, &other, (0, 0)), None);
        }
        assert_eq!(place_of(&[], &picture((0, 0), (1, 1)), (0, 0)), None);
    }
}
