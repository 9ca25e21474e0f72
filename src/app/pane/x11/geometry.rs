//! Where things lie in the window.

use x11rb::protocol::render::Transform;

use crate::vocabulary::Rect;

/// Where an area goes in a target that begins at `origin` of the picture.
pub(super) fn at(area: &Rect, origin: (i32, i32)) -> (i16, i16) {
    let place = |along: u16, origin: i32| i16::try_from(i32::from(along) - origin).unwrap_or(i16::MAX);
    (place(area.left, origin.0), place(area.top, origin.1))
}

/// What an area of the picture reaches of the scaled picture, with the neighbours that a filter blends it with.
pub(super) fn stretched(area: &Rect, size: (u16, u16), scaled: (u16, u16)) -> Rect {
    let low = |along: u16, size: u16, scaled: u16| {
        let along = u32::from(along.saturating_sub(1)) * u32::from(scaled) / u32::from(size.max(1));
        u16::try_from(along).unwrap_or(0).saturating_sub(1)
    };
    let high = |along: u16, size: u16, scaled: u16| {
        let along = (u32::from(along) + 1) * u32::from(scaled);
        u16::try_from(along.div_ceil(u32::from(size.max(1))) + 1)
            .unwrap_or(u16::MAX)
            .min(scaled)
    };
    let (left, top) = (low(area.left, size.0, scaled.0), low(area.top, size.1, scaled.1));
    let right = high(area.columns().end, size.0, scaled.0);
    let bottom = high(area.rows().end, size.1, scaled.1);
    Rect::new(left, top, right.saturating_sub(left), bottom.saturating_sub(top))
}

/// From pixels of the scaled picture to those of the picture, in 16.16 fixed point.
pub(super) fn shrinking(size: (u16, u16), scaled: (u16, u16)) -> Transform {
    let factor = |size: u16, scaled: u16| (i64::from(size) << 16) / i64::from(scaled.max(1));
    Transform {
        matrix11: i32::try_from(factor(size.0, scaled.0)).unwrap_or(i32::MAX),
        matrix22: i32::try_from(factor(size.1, scaled.1)).unwrap_or(i32::MAX),
        matrix33: 1 << 16,
        ..Transform::default()
    }
}
