//! From the three components of a tile to pixels ([MS-RDPRFX] 3.1.8.1.3), in 16-bit arithmetic wherever its range
//! suffices.

/// The factors times 65536, as far as they go beyond whole numbers, so that each fits into 16 bits:
/// 1.402525 = 1 + .., 1.769905 = 2 - .., -0.714401 = -1 + .., -0.343730.
const RED_CR: i16 = (91_915 - 65_536) as i16;
const BLUE_CB: i16 = (115_992 - 2 * 65_536) as i16;
const GREEN_CR: i16 = (65_536 - 46_818) as i16;
const GREEN_CB: i16 = -22_526;

/// One row or a part of it: `out` gets blue, green, red and 255 of as many pixels as all have.
#[inline(always)]
pub(super) fn convert(luma: &[i16], cb: &[i16], cr: &[i16], out: &mut [u8]) {
    let (pixels, _) = out.as_chunks_mut::<4>();
    for (((pixel, luma), cb), cr) in pixels.iter_mut().zip(luma).zip(cb).zip(cr) {
        let luma = luma.wrapping_add(4096);
        // Five of the bits below the point are the transform's own.
        let scale = |whole: i16, rest: i16| byte(whole.wrapping_add(rest) >> 5);
        let red = scale(luma.wrapping_add(*cr), high(RED_CR, *cr));
        let (from_cr, from_cb) = (low(GREEN_CR, *cr), low(GREEN_CB, *cb));
        let carry = i16::from(from_cr.wrapping_add(from_cb) < from_cr);
        let green = high(GREEN_CR, *cr) + high(GREEN_CB, *cb) + carry;
        let green = scale(luma.wrapping_sub(*cr), green);
        let blue = scale(luma.wrapping_add(cb.wrapping_mul(2)), high(BLUE_CB, *cb));
        *pixel = [blue, green, red, 255];
    }
}

/// The upper half of a product, rounded down.
#[inline(always)]
fn high(factor: i16, value: i16) -> i16 {
    ((i32::from(factor) * i32::from(value)) >> 16) as i16
}

/// The lower half of a product.
#[inline(always)]
fn low(factor: i16, value: i16) -> u16 {
    factor.wrapping_mul(value) as u16
}

#[inline(always)]
fn byte(value: i16) -> u8 {
    value.clamp(0, 255) as u8
}
