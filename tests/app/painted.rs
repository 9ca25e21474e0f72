//! What a frame paints: each text, line and surface, with its colour and place, in the order in which they lie over each
//! other.

use egui::epaint::{CircleShape, ClippedShape, PathShape, RectShape, TextShape};
use egui::{Color32, Pos2, Rect, Shape, Stroke, StrokeKind, vec2};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Around a box.
    Rim,
    /// Around a circle.
    Ring,
    /// Anywhere else.
    Line,
    Surface,
}

#[derive(Debug, Clone)]
pub struct Painted {
    pub kind: Kind,
    /// In points; the middle of a rim's line.
    pub rect: Rect,
    pub colour: Color32,
    /// Of a line, in points.
    pub width: f32,
    /// What is written.
    pub words: String,
    clip: Rect,
}

impl Painted {
    /// What is in sight of it.
    pub fn seen(&self) -> Rect {
        self.rect.intersect(self.clip)
    }

    /// Nothing cuts it off at this place, which need not be its own.
    pub fn is_open_at(&self, at: Pos2) -> bool {
        self.clip.contains(at)
    }
}

pub fn painted(shapes: &[ClippedShape]) -> Vec<Painted> {
    let mut all = Collected::default();
    for shape in shapes {
        all.clip = shape.clip_rect;
        all.shape(&shape.shape);
    }
    all.painted
}

/// What is beneath a thing at this place.
pub fn ground(beneath: &[Painted], at: Pos2) -> Color32 {
    let surfaces = beneath
        .iter()
        .filter(|one| one.kind == Kind::Surface && one.seen().contains(at));
    surfaces.fold(Color32::BLACK, |ground, one| over(one.colour, ground))
}

/// A colour, which may let some of the ground through, over that ground.
pub fn over(colour: Color32, ground: Color32) -> Color32 {
    ground.blend(colour)
}

struct Collected {
    painted: Vec<Painted>,
    clip: Rect,
}

impl Default for Collected {
    fn default() -> Self {
        Self {
            painted: Vec::new(),
            clip: Rect::EVERYTHING,
        }
    }
}

impl Collected {
    fn add(&mut self, kind: Kind, rect: Rect, colour: Color32, width: f32, words: &str) {
        if colour.a() > 0 && rect.intersects(self.clip) {
            self.painted.push(Painted {
                kind,
                rect,
                colour,
                width,
                words: words.to_owned(),
                clip: self.clip,
            });
        }
    }

    fn line(&mut self, kind: Kind, rect: Rect, stroke: Stroke) {
        if stroke.width > 0.0 {
            self.add(kind, rect, stroke.color, stroke.width, "");
        }
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Noop | Shape::Callback(_) | Shape::Mesh(_) => {}
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.shape(shape)),
            Shape::Rect(shape) => self.boxed(shape),
            Shape::Text(shape) => self.text(shape),
            Shape::Circle(CircleShape {
                center,
                radius,
                fill,
                stroke,
            }) => {
                let rect = Rect::from_center_size(*center, vec2(2.0 * radius, 2.0 * radius));
                self.add(Kind::Surface, rect, *fill, 0.0, "");
                self.line(Kind::Ring, rect, *stroke);
            }
            Shape::LineSegment { points, stroke } => self.line(Kind::Line, Rect::from_points(points), *stroke),
            Shape::Path(PathShape {
                points, fill, stroke, ..
            }) => {
                let rect = Rect::from_points(points);
                self.add(Kind::Surface, rect, *fill, 0.0, "");
                let colour = match &stroke.color {
                    egui::epaint::ColorMode::Solid(colour) => *colour,
                    egui::epaint::ColorMode::UV(_) => Color32::TRANSPARENT,
                };
                self.line(Kind::Line, rect, Stroke::new(stroke.width, colour));
            }
            other => panic!("the window paints nothing of this kind: {other:?}"),
        }
    }

    fn boxed(&mut self, shape: &RectShape) {
        // The soft edge of a shadow is no surface.
        if shape.blur_width > 0.0 {
            return;
        }
        self.add(Kind::Surface, shape.rect, shape.fill, 0.0, "");
        let half = shape.stroke.width / 2.0;
        let middle = match shape.stroke_kind {
            StrokeKind::Inside => shape.rect.shrink(half),
            StrokeKind::Middle => shape.rect,
            StrokeKind::Outside => shape.rect.expand(half),
        };
        self.line(Kind::Rim, middle, shape.stroke);
    }

    /// Row by row, and each in parts of one format.
    fn text(&mut self, shape: &TextShape) {
        let (galley, mut byte) = (&shape.galley, 0);
        let colour = |section: usize| {
            let colour = match galley.job.sections[section].format.color {
                Color32::PLACEHOLDER => shape.fallback_color,
                colour => colour,
            };
            let colour = shape.override_text_color.unwrap_or(colour);
            colour.gamma_multiply(shape.opacity_factor)
        };
        let lines: Vec<&str> = galley.job.text.split('\n').collect();
        let alike = (1..galley.job.sections.len()).all(|section| colour(section) == colour(0));
        if alike && lines.len() == galley.rows.len() {
            // The letters of a word that are joined are more signs than it has letters.
            for (row, line) in galley.rows.iter().zip(lines) {
                let places = row.glyphs.iter().map(|glyph| glyph.logical_rect());
                let places = places.filter(|rect| rect.width() > 0.0).reduce(Rect::union);
                if let Some(rect) = places.filter(|_| !line.trim().is_empty()) {
                    let place = shape.pos.to_vec2() + row.pos.to_vec2();
                    self.add(Kind::Text, rect.translate(place), colour(0), 0.0, line);
                }
            }
            return;
        }
        let format = |byte: usize| {
            let sections = &galley.job.sections;
            let at = sections.partition_point(|section| section.byte_range.end.0 <= byte);
            at.min(sections.len() - 1)
        };
        for row in &galley.rows {
            let place = shape.pos.to_vec2() + row.pos.to_vec2();
            let glyphs = row.glyphs.iter().map(|glyph| {
                let start = byte;
                byte += glyph.chr.len_utf8();
                (format(start), glyph)
            });
            let glyphs: Vec<_> = glyphs.collect();
            byte += usize::from(row.ends_with_newline);
            for piece in glyphs.chunk_by(|one, next| one.0 == next.0) {
                let words: String = piece.iter().map(|(_, glyph)| glyph.chr).collect();
                let places = piece.iter().map(|(_, glyph)| glyph.logical_rect());
                let Some(rect) = places.reduce(Rect::union).filter(|_| !words.trim().is_empty()) else {
                    continue;
                };
                self.add(Kind::Text, rect.translate(place), colour(piece[0].0), 0.0, &words);
            }
        }
    }
}
