//! Pictures of what the window shows beside those in docs/pictures: what a change does to the looks is seen.
//!
//! Drawn here in a few lines, since egui_kittest's own snapshots need a graphics card or all of wgpu and a software
//! one.

use std::path::{Path, PathBuf};

use egui::epaint::{ClippedPrimitive, Primitive, Vertex};
use egui::{Color32, ColorImage, Rect, TextureId, Vec2};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};

use super::bench::Bench;

const MARGIN: f32 = 8.0;
/// Of 255, over all pixels and colours: the time of day in a line of text, and what rounding makes, stay far below.
const MOST_DIFFERENCE: f64 = 0.4;

/// The pictures that were looked at, and which of them are not as they were.
#[derive(Default)]
pub struct Pictures {
    others: Vec<PathBuf>,
}

impl Pictures {
    /// Draws a picture anew where that is wished, and compares it with the known one else.
    pub fn look(&mut self, bench: &Bench, name: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures").join(name);
        let drawn = draw(bench);
        if std::env::var("LIFELINE_PICTURES").is_ok_and(|wish| wish == "new") {
            save(&drawn, &file);
        } else if difference(&drawn, &file) > MOST_DIFFERENCE {
            let seen = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
            save(&drawn, &seen);
            self.others.push(seen);
        }
    }

    pub fn finish(self) {
        let others = self.others;
        assert!(
            others.is_empty(),
            "these look otherwise than in docs/pictures: {others:#?}"
        );
    }
}

/// The mean difference of two pictures; of pictures of two sizes more than there can be.
fn difference(drawn: &image::RgbImage, file: &Path) -> f64 {
    let Ok(known) = image::open(file) else { return f64::MAX };
    let known = known.to_rgb8();
    if known.dimensions() != drawn.dimensions() {
        return f64::MAX;
    }
    let sum: u64 = drawn
        .as_raw()
        .iter()
        .zip(known.as_raw())
        .map(|(a, b)| u64::from(a.abs_diff(*b)))
        .sum();
    sum as f64 / drawn.as_raw().len() as f64
}

/// What the window shows, at one pixel a point.
fn draw(bench: &Bench) -> image::RgbImage {
    let whole = bench.harness.ctx.content_rect();
    // The harness puts a margin around everything.
    Drawing::new(bench, 1.0).part(whole.shrink(MARGIN))
}

/// What the window shows, at so many pixels a point.
pub struct Drawing {
    pixels: f32,
    primitives: Vec<ClippedPrimitive>,
    letters: ColorImage,
}

impl Drawing {
    pub fn new(bench: &Bench, pixels: f32) -> Self {
        let ctx = &bench.harness.ctx;
        Self {
            pixels,
            primitives: ctx.tessellate(bench.harness.output().shapes.clone(), pixels),
            letters: ctx.fonts(|fonts| fonts.image()),
        }
    }

    /// What is in this area, which is in points.
    pub fn part(&self, area: Rect) -> image::RgbImage {
        let pixels = self.pixels;
        let (corner, size) = ((area.min.to_vec2() * pixels).round(), (area.size() * pixels).round());
        let mut picture = image::RgbImage::new(size.x as u32, size.y as u32);
        for ClippedPrimitive { clip_rect, primitive } in &self.primitives {
            if let Primitive::Mesh(mesh) = primitive
                // Everything but letters and plain surfaces would be a picture of somebody's screen.
                && mesh.texture_id == TextureId::default()
            {
                let clip = (*clip_rect * pixels).translate(-corner);
                for corners in mesh.indices.chunks_exact(3) {
                    let corners = [0, 1, 2].map(|one| {
                        let mut vertex = mesh.vertices[corners[one] as usize];
                        vertex.pos = vertex.pos * pixels - corner;
                        vertex
                    });
                    fill(&mut picture, clip, corners, &self.letters);
                }
            }
        }
        picture
    }
}

fn save(picture: &image::RgbImage, file: &Path) {
    let out = std::fs::File::create(file).unwrap();
    let small = PngEncoder::new_with_quality(out, CompressionType::Best, FilterType::Adaptive);
    picture.write_with_encoder(small).unwrap();
}

/// Blends one triangle over the picture.
fn fill(picture: &mut image::RgbImage, clip: Rect, [a, b, c]: [Vertex; 3], letters: &ColorImage) {
    let cross = |from: egui::Pos2, to: egui::Pos2, at: egui::Pos2| {
        (to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x)
    };
    let area = cross(a.pos, b.pos, c.pos);
    if area == 0.0 {
        return;
    }
    let whole = Rect::from_min_size(
        egui::Pos2::ZERO,
        Vec2::new(picture.width() as f32, picture.height() as f32),
    );
    let bounds = Rect::from_points(&[a.pos, b.pos, c.pos])
        .intersect(clip)
        .intersect(whole);
    if !bounds.is_positive() {
        return;
    }
    for y in bounds.top().floor() as u32..bounds.bottom().ceil() as u32 {
        for x in bounds.left().floor() as u32..bounds.right().ceil() as u32 {
            let at = egui::pos2(x as f32 + 0.5, y as f32 + 0.5);
            let shares = [
                cross(b.pos, c.pos, at),
                cross(c.pos, a.pos, at),
                cross(a.pos, b.pos, at),
            ]
            .map(|one| one / area);
            if !clip.contains(at)
                || shares.iter().any(|&share| share < 0.0)
                || x >= picture.width()
                || y >= picture.height()
            {
                continue;
            }
            let mix = |of: fn(&Vertex) -> f32| of(&a) * shares[0] + of(&b) * shares[1] + of(&c) * shares[2];
            let texel = texel(letters, mix(|one| one.uv.x), mix(|one| one.uv.y));
            let colour = [
                mix(|one| one.color.r().into()),
                mix(|one| one.color.g().into()),
                mix(|one| one.color.b().into()),
                mix(|one| one.color.a().into()),
            ];
            let light = [texel.r(), texel.g(), texel.b(), texel.a()].map(|part| f32::from(part) / 255.0);
            let opaque = colour[3] * light[3] / 255.0;
            let pixel = picture.get_pixel_mut(x, y);
            for part in 0..3 {
                // Colours are multiplied with their alpha already.
                let under = f32::from(pixel.0[part]) * (1.0 - opaque);
                pixel.0[part] = (colour[part] * light[part] + under).round().clamp(0.0, 255.0) as u8;
            }
        }
    }
}

fn texel(letters: &ColorImage, u: f32, v: f32) -> Color32 {
    let [width, height] = letters.size;
    let place = |share: f32, length: usize| ((share * length as f32) as usize).min(length - 1);
    letters.pixels[place(v, height) * width + place(u, width)]
}
