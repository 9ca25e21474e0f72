//! How large the viewer shows the novice's screen.

/// Steps of the buttons, in percent of the novice's pixels.
pub(super) const STEPS: [u16; 11] = [25, 33, 50, 67, 75, 100, 125, 150, 200, 300, 400];
/// Pixel for pixel.
pub(super) const ACTUAL: u16 = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Zoom {
    /// As large as there is room for.
    #[default]
    Fit,
    /// Pixels of this screen for a hundred of the novice's.
    Percent(u16),
}

impl Zoom {
    /// Pixels of this screen for one of the novice's, where the whole picture would fit at `fit`.
    pub(super) fn scale(self, fit: f32) -> f32 {
        match self {
            Self::Fit => fit.max(0.0),
            Self::Percent(percent) => f32::from(percent) / 100.0,
        }
    }

    /// The next larger step than what is shown at this scale.
    pub(super) fn larger(scale: f32) -> Self {
        let next = STEPS.iter().find(|step| f32::from(**step) > scale * 100.0 + 0.5);
        Self::Percent(next.copied().unwrap_or(STEPS[STEPS.len() - 1]))
    }

    /// The next smaller one.
    pub(super) fn smaller(scale: f32) -> Self {
        let next = STEPS.iter().rev().find(|step| f32::from(**step) < scale * 100.0 - 0.5);
        Self::Percent(next.copied().unwrap_or(STEPS[0]))
    }

    /// What is shown at this scale, so many times as large.
    pub(super) fn times(scale: f32, factor: f32) -> Self {
        let (least, most) = (f32::from(STEPS[0]), f32::from(STEPS[STEPS.len() - 1]));
        Self::Percent((scale * factor * 100.0).round().clamp(least, most) as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_up_and_down_and_end() {
        assert_eq!(Zoom::larger(1.0), Zoom::Percent(125));
        assert_eq!(Zoom::smaller(1.0), Zoom::Percent(75));
        assert_eq!(Zoom::larger(0.876), Zoom::Percent(100));
        assert_eq!(Zoom::larger(4.0), Zoom::Percent(400));
        assert_eq!(Zoom::smaller(0.1), Zoom::Percent(25));
        assert_eq!(Zoom::times(4.0, 3.0), Zoom::Percent(400));
        assert_eq!(Zoom::Fit.scale(0.5), 0.5);
        assert_eq!(Zoom::Percent(150).scale(0.5), 1.5);
    }
}
