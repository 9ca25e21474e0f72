//! How some desktops say that a monitor's picture is to be turned (SPA_META_VideoTransform).

use pipewire::spa::buffer::meta::Metadata;

use crate::screen::turn::Turn;

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
        (self.0 < 8).then_some(Turn::new(quarters, flipped))
    }
}

#[cfg(test)]
mod tests {
    use super::MetaTurn;

    #[test]
    fn there_are_eight_of_them() {
        assert!((0..8).all(|number| MetaTurn(number).turn().is_some()));
        assert_eq!(MetaTurn(8).turn(), None);
    }
}
