//! Turns changed areas of a picture into steps of the graphics pipeline ([MS-RDPEGFX]).

use std::time::Duration;

use super::{Area, Budget, Codec, Encoder, Encoding, Paint, ScreenSize};

/// Encodes pictures for one connection, in order.
pub struct Graphics {
    tiles: Encoder,
    budget: Budget,
}

impl Default for Graphics {
    fn default() -> Self {
        Self {
            tiles: Encoder::new(Encoding::Graphics),
            budget: Budget::default(),
        }
    }
}

impl Graphics {
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = budget;
    }

    #[must_use]
    pub fn budget(&self) -> Budget {
        self.budget
    }

    /// The other end lost the picture: all of it is sent again as soon as an area of it is encoded.
    pub fn forget(&mut self) {
        self.tiles.forget();
    }

    /// The other end lost these areas; the tiles that they touch are sent again as soon as an area of them is encoded.
    pub fn forget_areas(&mut self, areas: &[Area]) {
        self.tiles.forget_areas(areas);
    }

    /// When it should be called again even if nothing changes; `now` of [`Graphics::encode`] is the same clock.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        None
    }

    /// Appends to `out` what the other end lacks of `areas`. `pixels` is the whole picture: BGRX, rows from the top, without
    /// padding; another `size` than before makes everything unknown. Areas may overlap and reach beyond the picture. `now` is a
    /// clock of the caller's that never goes back.
    pub fn encode(&mut self, pixels: &[u8], size: ScreenSize, areas: &[Area], _now: Duration, out: &mut Vec<Paint>) {
        let mut encoded = Vec::new();
        self.tiles.encode(pixels, size, areas, &mut encoded);
        out.extend(encoded.into_iter().map(|encoded| Paint::Bits {
            area: encoded.area,
            codec: Codec::Planar,
            data: encoded.data,
        }));
    }
}
