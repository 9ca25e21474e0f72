//! An output of the compositor, as far as the bar needs it: its size, and how many pixels are a unit there.

use wayland_client::protocol::wl_output::WlOutput;
use wayland_protocols::xdg::xdg_output::zv1::client::zxdg_output_v1::ZxdgOutputV1;

/// Compositors scale by whole parts of 120 ([fractional-scale-v1]).
const PARTS: u32 = 120;
/// Beyond this a bar would jump too far to stand on whole pixels.
const LARGEST_STEP: u32 = 24;

/// What was told of an output so far.
pub(super) struct ToldOutput {
    pub global: u32,
    pub output: WlOutput,
    pub details: Option<ZxdgOutputV1>,
    pub mode: Option<(i32, i32)>,
    /// By a quarter: its columns are its rows.
    pub turned: bool,
    /// The scale for programs that know whole ones alone.
    pub whole_scale: i32,
    /// In the compositor's units.
    pub size: Option<(i32, i32)>,
    /// Where it begins in the layout, in the compositor's units.
    pub place: (i32, i32),
}

impl ToldOutput {
    pub(super) fn new(global: u32, output: WlOutput) -> Self {
        Self {
            global,
            output,
            details: None,
            mode: None,
            turned: false,
            whole_scale: 1,
            size: None,
            place: (0, 0),
        }
    }

    /// Nothing while too little is known.
    pub(super) fn geometry(&self) -> Option<OutputGeometry> {
        let (across, down) = self.mode?;
        let (across, down) = if self.turned { (down, across) } else { (across, down) };
        let (width, height) = match self.size {
            Some(size) => size,
            None => (across / self.whole_scale.max(1), down / self.whole_scale.max(1)),
        };
        OutputGeometry::of((across, down), (width, height))
    }
}

/// How large an output is, and how finely it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OutputGeometry {
    pub width: u32,
    pub height: u32,
    /// In parts of 120.
    scale: u32,
}

impl OutputGeometry {
    pub(super) fn of(pixels: (i32, i32), size: (i32, i32)) -> Option<Self> {
        let width = u32::try_from(size.0).ok().filter(|width| *width > 0)?;
        let height = u32::try_from(size.1).ok().filter(|height| *height > 0)?;
        let across = u32::try_from(pixels.0).ok()?;
        // Rounded: the size is in whole units.
        let scale = (across.saturating_mul(PARTS) + width / 2) / width;
        Some(Self {
            width,
            height,
            scale: scale.max(1),
        })
    }

    /// Pixels a unit.
    pub(super) fn scale(self) -> f32 {
        self.scale as f32 / PARTS as f32
    }

    /// So many units are whole pixels: what begins and ends at multiples of it is drawn sharply.
    pub(super) fn step(self) -> u32 {
        let (mut a, mut b) = (PARTS, self.scale);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let step = PARTS / a;
        if step > LARGEST_STEP { 1 } else { step }
    }

    /// The pixels of so many units.
    pub(super) fn pixels(self, units: u32) -> u32 {
        (units.saturating_mul(self.scale) + PARTS / 2) / PARTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_and_ends_at_a_step_has_whole_pixels() {
        for (pixels, units, scale, step) in [
            ((1920, 1080), (1920, 1080), 1.0, 1),
            ((1920, 1080), (1280, 720), 1.5, 2),
            ((1920, 1080), (1536, 864), 1.25, 4),
            // Its size in units is rounded.
            ((1366, 768), (1093, 614), 1.25, 4),
            ((2560, 1440), (1280, 720), 2.0, 1),
            ((1080, 1920), (810, 1440), 4.0 / 3.0, 3),
            // No bar jumps so far.
            ((1920, 1080), (1904, 1071), 121.0 / 120.0, 1),
        ] {
            let output = OutputGeometry::of(pixels, units).unwrap();
            assert_eq!((output.scale(), output.step()), (scale, step), "{pixels:?} {units:?}");
        }
        let output = OutputGeometry::of((1920, 1080), (1280, 720)).unwrap();
        assert_eq!(output.pixels(10), 15);
        assert_eq!(OutputGeometry::of((0, 0), (0, 0)), None);
    }
}
