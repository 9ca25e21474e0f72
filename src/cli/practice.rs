/// The practice screen, in pixels.
pub(super) const SIZE: (u16, u16) = (1024, 640);
