//! Where things lie in the window, and what a pointer over the picture looks like.

use x11rb::protocol::render::Transform;

use crate::session::expert::{Canvas, Pointer};
use crate::vocabulary::{PointerShape, Rect};

/// Where an area goes in a target that begins at `origin` of the picture.
pub(super) fn at(area: &Rect, origin: (i32, i32)) -> (i16, i16) {
    let place = |along: u16, origin: i32| i16::try_from(i32::from(along) - origin).unwrap_or(i16::MAX);
    (place(area.left, origin.0), place(area.top, origin.1))
}

/// The area moved right and down, and cut off at the edges of `within`.
pub(super) fn shifted(area: &Rect, right: i32, down: i32, within: Rect) -> Option<Rect> {
    let move_by = |along: u32, by: i32| {
        let moved = i64::from(along).saturating_add(by.into()).clamp(0, u16::MAX.into());
        u32::try_from(moved).unwrap_or(0)
    };
    let moved = Rect::between(
        move_by(area.left.into(), right),
        move_by(area.top.into(), down),
        move_by(area.right(), right),
        move_by(area.bottom(), down),
    )?;
    moved.intersection(&within)
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

/// The part of the picture under a pointer that can be seen.
pub(super) fn pointer_area(pointer: &Pointer, whole: Rect) -> Option<Rect> {
    let shape = pointer.shape.as_ref().filter(|_| pointer.visible)?;
    let area = Rect::new(0, 0, shape.width, shape.height);
    if shape.bgra.len() != area.pixels() * 4 {
        return None;
    }
    let (right, down) = corner(pointer, shape);
    shifted(&area, right, down, whole)
}

/// Where the shape's top left pixel stands in the picture.
fn corner(pointer: &Pointer, shape: &PointerShape) -> (i32, i32) {
    (
        i32::from(pointer.x) - i32::from(shape.hot_x),
        i32::from(pointer.y) - i32::from(shape.hot_y),
    )
}

/// The pixels of an area with the pointer over them.
pub(super) fn blend(canvas: &Canvas, pointer: &Pointer, area: Rect) -> Vec<u8> {
    let Some(shape) = &pointer.shape else { return Vec::new() };
    let (right, down) = corner(pointer, shape);
    let pixel = |bytes: &[u8], width: u16, x: i32, y: i32| -> Option<[u8; 4]> {
        let index = usize::try_from(y).ok()? * usize::from(width) + usize::try_from(x).ok()?;
        bytes.get(index * 4..)?.first_chunk().copied()
    };
    let mut blended = Vec::with_capacity(area.pixels() * 4);
    for y in area.rows() {
        for x in area.columns() {
            let (x, y) = (i32::from(x), i32::from(y));
            let under = pixel(&canvas.bgra, canvas.width, x, y).unwrap_or_default();
            let [blue, green, red, alpha] = pixel(&shape.bgra, shape.width, x - right, y - down).unwrap_or_default();
            let mix = |over: u8, under: u8| {
                let alpha = u16::from(alpha);
                let sum = u16::from(over) * alpha + u16::from(under) * (255 - alpha) + 127;
                u8::try_from(sum / 255).unwrap_or(u8::MAX)
            };
            let [b, g, r, a] = under;
            blended.extend([mix(blue, b), mix(green, g), mix(red, r), a]);
        }
    }
    blended
}
