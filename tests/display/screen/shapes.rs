//! Pointer shapes and layouts of monitors, without a display.

use lifeline::screen::{Bounds, bounds};
use lifeline::vocabulary::{Monitor, PointerShape, Size};
use proptest::prelude::*;

fn monitor(left: i32, top: i32, width: u16, height: u16) -> Monitor {
    Monitor {
        id: 1,
        name: "M".to_owned(),
        left,
        top,
        size: Size { width, height },
        primary: false,
    }
}

#[test]
fn monitors_left_of_and_above_the_origin_are_within_the_bounds() {
    let two = [monitor(0, 0, 1920, 1080), monitor(-1280, -200, 1280, 1024)];
    assert_eq!(
        bounds(&two),
        Some(Bounds {
            left: -1280,
            top: -200,
            width: 3200,
            height: 1280
        })
    );
    assert_eq!(
        bounds(&two[1..]),
        Some(Bounds {
            left: -1280,
            top: -200,
            width: 1280,
            height: 1024
        })
    );
    assert_eq!(bounds(&[]), None);
    let far = [monitor(i32::MIN, i32::MIN, 1, 1), monitor(i32::MAX, i32::MAX, 9, 9)];
    assert_eq!(
        bounds(&far),
        Some(Bounds {
            left: i32::MIN,
            top: i32::MIN,
            width: u32::MAX,
            height: u32::MAX
        })
    );
}

#[test]
fn shapes_are_not_premultiplied_any_more() {
    let shape = PointerShape::from_premultiplied(2, 1, (1, 0), &[0x8040_2000, 0xff01_0203]).unwrap();
    assert_eq!(*shape.bgra, [0, 64, 128, 128, 3, 2, 1, 255]);
    assert_eq!((shape.width, shape.height, shape.hot_x, shape.hot_y), (2, 1, 1, 0));
}

#[test]
fn a_large_shape_is_made_smaller_by_a_whole_number() {
    let shape = PointerShape::from_premultiplied(200, 130, (199, 60), &[0xff10_2030; 200 * 130]).unwrap();
    assert_eq!((shape.width, shape.height, shape.hot_x, shape.hot_y), (67, 44, 66, 20));
    assert!(shape.bgra.chunks(4).all(|pixel| pixel == [0x30, 0x20, 0x10, 0xff]));
}

#[test]
fn what_cannot_be_seen_is_no_shape() {
    assert_eq!(PointerShape::from_premultiplied(2, 2, (0, 0), &[0; 4]), None);
    assert_eq!(PointerShape::from_premultiplied(0, 2, (0, 0), &[]), None);
    assert_eq!(PointerShape::from_premultiplied(2, 2, (0, 0), &[u32::MAX; 3]), None);
}

proptest! {
    #[test]
    fn any_shape_stays_within_the_cap(
        (width, height) in (0_u16..300, 0_u16..300),
        hot in any::<(u16, u16)>(),
        pixel in any::<u32>(),
    ) {
        let pixels = vec![pixel; usize::from(width) * usize::from(height)];
        if let Some(shape) = PointerShape::from_premultiplied(width, height, hot, &pixels) {
            prop_assert!(shape.width <= 96 && shape.height <= 96);
            prop_assert!(shape.hot_x < shape.width && shape.hot_y < shape.height);
            prop_assert_eq!(shape.bgra.len(), usize::from(shape.width) * usize::from(shape.height) * 4);
        }
    }
}
