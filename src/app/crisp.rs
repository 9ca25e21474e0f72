//! Lines that are as wide as whole pixels. On a screen of 125 or 150 % a line of one point would end between two pixels,
//! which blurs it; it is made narrower, as browsers do with borders.

use egui::{Context, FullOutput, Plugin, Shape};

/// Corrects the lines of each frame.
pub(super) struct WholePixels;

impl Plugin for WholePixels {
    fn debug_name(&self) -> &'static str {
        "whole_pixels"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        let pixels = output.pixels_per_point;
        if pixels.fract() != 0.0 {
            for shape in &mut output.shapes {
                correct(&mut shape.shape, pixels);
            }
        }
    }
}

fn correct(shape: &mut Shape, pixels: f32) {
    match shape {
        Shape::Vec(shapes) => shapes.iter_mut().for_each(|shape| correct(shape, pixels)),
        Shape::Rect(rect) => rect.stroke.width = whole(rect.stroke.width, pixels),
        Shape::LineSegment {
            points: [from, to],
            stroke,
        } if from.x == to.x || from.y == to.y => {
            stroke.width = whole(stroke.width, pixels);
        }
        _ => {}
    }
}

/// The width of a line in points. Those of signs, which are no whole points, stay: all lines of a sign are alike.
fn whole(width: f32, pixels: f32) -> f32 {
    if width == 0.0 || width.fract() != 0.0 {
        return width;
    }
    (width * pixels).floor().max(1.0) / pixels
}
