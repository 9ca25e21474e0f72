//! Paints what egui has laid out without a graphics card: triangles, letters and colours over each other, into pixels as
//! a compositor takes them (blue, green, red, alpha; multiplied with alpha).

use egui::epaint::textures::TexturesDelta;
use egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, ImageData, Pos2, TextureId};

/// Bytes of a pixel.
const PIXEL: usize = 4;

/// In pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PaintSize {
    pub width: u32,
    pub height: u32,
}

/// Keeps the letters that were drawn once.
#[derive(Default)]
pub(super) struct Painter {
    letters: ColorImage,
}

impl Painter {
    /// Takes in new letters.
    pub(super) fn heed(&mut self, mut changes: TexturesDelta) {
        for delta in changes.set.remove(&TextureId::default()).into_iter().flatten() {
            let ImageData::Color(image) = delta.image;
            match delta.pos {
                None => self.letters = image.as_ref().clone(),
                Some(at) => self.put(at, &image),
            }
        }
        changes.clear();
    }

    fn put(&mut self, [left, top]: [usize; 2], image: &ColorImage) {
        let ([width, _], [whole, _]) = (image.size, self.letters.size);
        for (row, line) in image.pixels.chunks_exact(width.max(1)).enumerate() {
            let start = (top + row) * whole + left;
            if let Some(to) = self.letters.pixels.get_mut(start..start + width) {
                to.copy_from_slice(line);
            }
        }
    }

    pub(super) fn paint(&self, primitives: &[ClippedPrimitive], pixels_per_point: f32, size: PaintSize) -> Vec<u8> {
        let mut painting = Painting {
            bytes: vec![0; size.width as usize * size.height as usize * PIXEL],
            size,
            letters: &self.letters,
        };
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            // Nothing else is ever in a bar.
            let Primitive::Mesh(mesh) = primitive else { continue };
            if mesh.texture_id == TextureId::default() {
                painting.mesh(mesh, Clip::of(*clip_rect, pixels_per_point, size), pixels_per_point);
            }
        }
        painting.bytes
    }
}

/// Whole pixels: from the first to before the last.
#[derive(Debug, Clone, Copy)]
struct Clip {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Clip {
    fn of(rect: egui::Rect, pixels_per_point: f32, size: PaintSize) -> Self {
        let within = |points: f32, most: u32| (points * pixels_per_point).round().clamp(0.0, most as f32);
        Self {
            left: within(rect.left(), size.width),
            top: within(rect.top(), size.height),
            right: within(rect.right(), size.width),
            bottom: within(rect.bottom(), size.height),
        }
    }
}

/// A value of a triangle's corners at any place of it.
#[derive(Debug, Clone, Copy)]
struct Plane {
    at_zero: f32,
    across: f32,
    down: f32,
}

impl Plane {
    fn through(corners: &[Vertex; 3], twice_the_area: f32, value: impl Fn(&Vertex) -> f32) -> Self {
        let [a, b, c] = corners;
        let (ab, ac) = (b.pos - a.pos, c.pos - a.pos);
        let (first, to_b, to_c) = (value(a), value(b) - value(a), value(c) - value(a));
        let across = (to_b * ac.y - to_c * ab.y) / twice_the_area;
        let down = (to_c * ab.x - to_b * ac.x) / twice_the_area;
        Self {
            at_zero: first - across * a.pos.x - down * a.pos.y,
            across,
            down,
        }
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        self.at_zero + self.across * x + self.down * y
    }
}

struct Painting<'l> {
    bytes: Vec<u8>,
    size: PaintSize,
    letters: &'l ColorImage,
}

impl Painting<'_> {
    fn mesh(&mut self, mesh: &Mesh, clip: Clip, pixels_per_point: f32) {
        for corners in mesh.indices.as_chunks::<3>().0 {
            let corner = |index: u32| {
                let vertex = mesh.vertices.get(index as usize)?;
                let pos = (vertex.pos.to_vec2() * pixels_per_point).to_pos2();
                Some(Vertex { pos, ..*vertex })
            };
            if let [Some(a), Some(b), Some(c)] = corners.map(corner) {
                self.triangle(&[a, b, c], clip);
            }
        }
    }

    fn triangle(&mut self, corners: &[Vertex; 3], clip: Clip) {
        let [a, b, c] = corners;
        let (ab, ac) = (b.pos - a.pos, c.pos - a.pos);
        let twice_the_area = ab.x * ac.y - ac.x * ab.y;
        if twice_the_area == 0.0 {
            return;
        }
        let heights = corners.map(|corner| corner.pos.y);
        let top = heights.into_iter().fold(f32::INFINITY, f32::min).max(clip.top);
        let bottom = heights.into_iter().fold(f32::NEG_INFINITY, f32::max).min(clip.bottom);
        let is_plain = corners.iter().all(|other| other.color == a.color && other.uv == a.uv);
        let plane = |value: fn(&Vertex) -> f32| Plane::through(corners, twice_the_area, value);
        let shades = [
            plane(|corner| corner.color.r().into()),
            plane(|corner| corner.color.g().into()),
            plane(|corner| corner.color.b().into()),
            plane(|corner| corner.color.a().into()),
        ];
        let place = [plane(|corner| corner.uv.x), plane(|corner| corner.uv.y)];
        let plain = self.lit(a.uv, a.color.to_array().map(f32::from));
        // The middle of a pixel says whether it is inside.
        for row in first_inside(top)..first_inside(bottom) {
            let y = row as f32 + 0.5;
            let Some((left, right)) = across(corners, y) else {
                continue;
            };
            for column in first_inside(left.max(clip.left))..first_inside(right.min(clip.right)) {
                let x = column as f32 + 0.5;
                let light = if is_plain {
                    plain
                } else {
                    let uv = Pos2::new(place[0].at(x, y), place[1].at(x, y));
                    self.lit(uv, shades.map(|shade| shade.at(x, y)))
                };
                self.blend(column, row, light);
            }
        }
    }

    /// A colour in the light of a letter: red, green, blue and alpha up to 255.
    fn lit(&self, uv: Pos2, colour: [f32; 4]) -> [f32; 4] {
        let [width, height] = self.letters.size;
        let place = |share: f32, length: usize| ((share * length as f32) as usize).min(length.saturating_sub(1));
        let at = place(uv.y, height) * width + place(uv.x, width);
        let letter = self
            .letters
            .pixels
            .get(at)
            .copied()
            .unwrap_or(Color32::WHITE)
            .to_array();
        [0, 1, 2, 3].map(|part| colour[part] * f32::from(letter[part]) / 255.0)
    }

    fn blend(&mut self, x: u32, y: u32, [red, green, blue, alpha]: [f32; 4]) {
        let start = (y as usize * self.size.width as usize + x as usize) * PIXEL;
        let Some(pixel) = self.bytes.get_mut(start..start + PIXEL) else {
            return;
        };
        let through = 1.0 - alpha / 255.0;
        for (under, over) in pixel.iter_mut().zip([blue, green, red, alpha]) {
            *under = (over + f32::from(*under) * through).round().clamp(0.0, 255.0) as u8;
        }
    }
}

/// The first pixel whose middle is not before this.
fn first_inside(edge: f32) -> u32 {
    (edge - 0.5).ceil().max(0.0) as u32
}

/// From where to where a line crosses a triangle. Two triangles with one edge in common never both cover a pixel of it:
/// what is half transparent would be there twice.
fn across(corners: &[Vertex; 3], y: f32) -> Option<(f32, f32)> {
    let mut crossed: Option<(f32, f32)> = None;
    for (from, to) in [(0, 1), (1, 2), (2, 0)] {
        let (from, to) = (corners[from].pos, corners[to].pos);
        let (from, to) = if from.y <= to.y { (from, to) } else { (to, from) };
        if from.y <= y && y < to.y {
            let x = from.x + (y - from.y) * (to.x - from.x) / (to.y - from.y);
            crossed = Some(crossed.map_or((x, x), |(left, right)| (left.min(x), right.max(x))));
        }
    }
    crossed
}

#[cfg(test)]
mod tests {
    use egui::Rect;
    use egui::epaint::Tessellator;
    use egui::epaint::{ClippedShape, RectShape, TessellationOptions};

    use super::*;

    const SIZE: PaintSize = PaintSize { width: 40, height: 40 };

    /// The pixels that a rectangle of one colour covers, at so many pixels a point.
    fn painted(rect: Rect, colour: Color32, pixels_per_point: f32) -> Vec<u8> {
        let options = TessellationOptions {
            feathering: false,
            ..TessellationOptions::default()
        };
        let shape = ClippedShape::new(Rect::EVERYTHING, RectShape::filled(rect, 0, colour));
        let primitives = Tessellator::new(pixels_per_point, options, [1, 1], Vec::new()).tessellate_shapes(vec![shape]);
        Painter::default().paint(&primitives, pixels_per_point, SIZE)
    }

    fn pixel(bytes: &[u8], x: usize, y: usize) -> [u8; 4] {
        let start = (y * 40 + x) * PIXEL;
        bytes[start..start + PIXEL].try_into().unwrap()
    }

    /// Its two triangles have an edge in common, on which nothing is painted twice and nothing left out.
    #[test]
    fn a_rectangle_covers_each_of_its_pixels_once() {
        let half = Color32::from_rgba_premultiplied(60, 80, 100, 128);
        let rect = Rect::from_min_max(Pos2::new(2.0, 4.0), Pos2::new(14.0, 16.0));
        for pixels_per_point in [1.0, 1.5, 2.0] {
            let bytes = painted(rect, half, pixels_per_point);
            let covered = bytes
                .as_chunks::<PIXEL>()
                .0
                .iter()
                .filter(|pixel| **pixel == [100, 80, 60, 128]);
            let inside = rect.size() * pixels_per_point;
            let rest = bytes.as_chunks::<PIXEL>().0.iter().filter(|pixel| **pixel == [0; 4]);
            assert_eq!(
                covered.clone().count() as f32,
                inside.x * inside.y,
                "{pixels_per_point}"
            );
            assert_eq!(covered.count() + rest.count(), 40 * 40, "{pixels_per_point}");
        }
    }

    #[test]
    fn what_lies_over_another_hides_it_as_far_as_it_is_opaque() {
        let red = Color32::from_rgb(200, 0, 0);
        let bytes = painted(
            Rect::EVERYTHING.intersect(Rect::from_min_size(Pos2::ZERO, egui::vec2(40.0, 40.0))),
            red,
            1.0,
        );
        assert_eq!(pixel(&bytes, 39, 39), [0, 0, 200, 255]);
        let mut painting = Painting {
            bytes,
            size: SIZE,
            letters: &ColorImage::default(),
        };
        painting.blend(3, 3, [0.0, 64.0, 0.0, 128.0]);
        assert_eq!(pixel(&painting.bytes, 3, 3), [0, 64, 100, 255]);
    }
}
