//! What of the picture has to be painted again, and what the pointer over it looks like.

use crate::session::expert::{Canvas, Pointer};
use crate::vocabulary::{PointerShape, Rect};

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
