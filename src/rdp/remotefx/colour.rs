//! From the three components of a tile to pixels ([MS-RDPRFX] 3.1.8.1.3), in numbers of 16 bits as far as they reach.

/// The factors times 65536, as far as they go beyond whole numbers, so that each fits into 16 bits:
/// 1.402525 = 1 + .., 1.769905 = 2 - .., -0.714401 = -1 + .., -0.343730.
const RED_CR: i32 = 91_915 - 65_536;
const BLUE_CB: i32 = 115_992 - 2 * 65_536;
const GREEN_CR: i32 = 65_536 - 46_818;
const GREEN_CB: i32 = -22_526;

/// One row or a part of it: `out` gets blue, green, red and 255 of as many pixels as all have.
#[inline]
pub(super) fn convert(luma: &[i16], cb: &[i16], cr: &[i16], out: &mut [u8]) {
    let (pixels, _) = out.as_chunks_mut::<4>();
    for (((pixel, luma), cb), cr) in pixels.iter_mut().zip(luma).zip(cb).zip(cr) {
        let luma = luma.wrapping_add(4096);
        let (u, v) = (i32::from(*cb), i32::from(*cr));
        // Five of the bits below the point are the transform's own.
        let scale = |whole: i16, rest: i32| ((i32::from(whole) << 16).wrapping_add(rest) >> 21) as i16;
        let red = scale(luma.wrapping_add(*cr), RED_CR * v);
        let green = scale(luma.wrapping_sub(*cr), GREEN_CR * v + GREEN_CB * u);
        let blue = scale(luma.wrapping_add(cb.wrapping_mul(2)), BLUE_CB * u);
        *pixel = [byte(blue), byte(green), byte(red), 255];
    }
}

#[inline(always)]
fn byte(value: i16) -> u8 {
    value.clamp(0, 255) as u8
}
