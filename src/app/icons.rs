//! The signs of the window, drawn with lines and circles: a font might lack them.

use std::f32::consts::{PI, TAU};

use egui::{Color32, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2};

use super::tokens;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    /// Can see.
    Eye,
    /// Can control.
    Hand,
    Pause,
    Lock,
    /// A lock that does not close: weak protection.
    OpenLock,
    /// Ask for help: a life ring.
    Ring,
    /// Help someone: two people.
    People,
    /// Offer help: somebody at a door.
    Door,
    Fit,
    ActualSize,
    Keyboard,
    Picture,
    /// Two sheets, one over the other.
    Copy,
    /// How large something is shown.
    Magnifier,
    /// Two monitors, side by side.
    Screens,
    FullScreen,
    /// Figures: three columns.
    Figures,
    Cross,
    /// There is more to read behind the word before it.
    More,
}

/// Draws an icon of this side length in the flow of the text. It says nothing to a screen reader: words stand beside
/// it.
pub(super) fn show(ui: &mut Ui, icon: Icon, side: f32, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    paint(ui.painter(), icon, rect, colour);
}

/// Draws an icon into a square: a table, one sign an arm.
pub(super) fn paint(painter: &Painter, icon: Icon, rect: Rect, colour: Color32) {
    #[expect(clippy::disallowed_methods, reason = "as wide as the sign is large")]
    let pen = Pen {
        painter,
        rect,
        stroke: Stroke::new((rect.width() * tokens::ICON_LINE).max(1.2), colour),
    };
    match icon {
        Icon::Eye => pen.eye(),
        Icon::Hand => pen.hand(),
        Icon::Pause => {
            pen.block(0.24, 0.18, 0.42, 0.82);
            pen.block(0.58, 0.18, 0.76, 0.82);
        }
        Icon::Lock => pen.lock(0.5),
        Icon::OpenLock => pen.lock(0.72),
        Icon::Ring => {
            pen.circle(0.5, 0.5, 0.42);
            pen.circle(0.5, 0.5, 0.19);
            for turn in 0..4 {
                let angle = TAU * (turn as f32 + 0.5) / 4.0;
                let (x, y) = (angle.cos(), angle.sin());
                pen.line(&[(0.5 + 0.19 * x, 0.5 + 0.19 * y), (0.5 + 0.42 * x, 0.5 + 0.42 * y)]);
            }
        }
        Icon::People => {
            pen.circle(0.32, 0.34, 0.14);
            pen.arc(0.32, 0.84, 0.24, PI, TAU);
            pen.circle(0.7, 0.42, 0.11);
            pen.arc(0.72, 0.84, 0.18, PI * 1.1, TAU);
        }
        Icon::Door => {
            pen.frame(0.5, 0.12, 0.86, 0.88);
            pen.line(&[(0.58, 0.5), (0.62, 0.5)]);
            pen.circle(0.24, 0.34, 0.12);
            pen.arc(0.24, 0.88, 0.2, PI, TAU);
        }
        Icon::Fit => {
            pen.frame(0.1, 0.2, 0.9, 0.8);
            pen.line(&[(0.3, 0.5), (0.7, 0.5)]);
            pen.line(&[(0.4, 0.4), (0.3, 0.5), (0.4, 0.6)]);
            pen.line(&[(0.6, 0.4), (0.7, 0.5), (0.6, 0.6)]);
        }
        Icon::ActualSize => {
            pen.frame(0.1, 0.2, 0.9, 0.8);
            pen.frame(0.34, 0.37, 0.66, 0.63);
        }
        Icon::Keyboard => {
            pen.frame(0.06, 0.26, 0.94, 0.76);
            pen.line(&[(0.3, 0.62), (0.7, 0.62)]);
            for x in [0.22, 0.41, 0.59, 0.78] {
                pen.dot(x, 0.42);
            }
        }
        Icon::Picture => {
            pen.frame(0.1, 0.16, 0.9, 0.84);
            pen.line(&[(0.1, 0.74), (0.36, 0.48), (0.56, 0.68), (0.7, 0.56), (0.9, 0.76)]);
            pen.dot(0.68, 0.34);
        }
        Icon::Copy => {
            pen.frame(0.34, 0.1, 0.86, 0.7);
            pen.line(&[(0.34, 0.3), (0.14, 0.3), (0.14, 0.9), (0.66, 0.9), (0.66, 0.7)]);
        }
        Icon::Screens => {
            pen.frame(0.06, 0.24, 0.46, 0.66);
            pen.frame(0.54, 0.24, 0.94, 0.66);
            pen.line(&[(0.26, 0.66), (0.26, 0.8)]);
            pen.line(&[(0.74, 0.66), (0.74, 0.8)]);
        }
        Icon::Magnifier => {
            pen.circle(0.42, 0.42, 0.28);
            pen.line(&[(0.62, 0.62), (0.88, 0.88)]);
        }
        Icon::FullScreen => {
            for (x, y, dx, dy) in [
                (0.12, 0.16, 1.0, 1.0),
                (0.88, 0.16, -1.0, 1.0),
                (0.12, 0.84, 1.0, -1.0),
                (0.88, 0.84, -1.0, -1.0),
            ] {
                pen.line(&[(x + 0.24 * dx, y), (x, y), (x, y + 0.22 * dy)]);
            }
        }
        Icon::Figures => {
            pen.block(0.16, 0.54, 0.3, 0.84);
            pen.block(0.43, 0.36, 0.57, 0.84);
            pen.block(0.7, 0.16, 0.84, 0.84);
        }
        Icon::More => pen.line(&[(0.36, 0.24), (0.64, 0.5), (0.36, 0.76)]),
        Icon::Cross => {
            pen.line(&[(0.22, 0.22), (0.78, 0.78)]);
            pen.line(&[(0.78, 0.22), (0.22, 0.78)]);
        }
    }
}

/// Draws in shares of a square.
struct Pen<'a> {
    painter: &'a Painter,
    rect: Rect,
    stroke: Stroke,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> Pos2 {
        self.rect.min + vec2(x, y) * self.rect.size()
    }

    fn line(&self, points: &[(f32, f32)]) {
        let points = points.iter().map(|(x, y)| self.at(*x, *y)).collect();
        self.painter.add(Shape::line(points, self.stroke));
    }

    fn circle(&self, x: f32, y: f32, radius: f32) {
        self.painter
            .circle_stroke(self.at(x, y), radius * self.rect.width(), self.stroke);
    }

    fn dot(&self, x: f32, y: f32) {
        self.painter
            .circle_filled(self.at(x, y), self.stroke.width, self.stroke.color);
    }

    fn arc(&self, x: f32, y: f32, radius: f32, from: f32, to: f32) {
        const STEPS: usize = 24;
        let points: Vec<(f32, f32)> = (0..=STEPS)
            .map(|step| {
                let angle = from + (to - from) * step as f32 / STEPS as f32;
                (x + radius * angle.cos(), y + radius * angle.sin())
            })
            .collect();
        self.line(&points);
    }

    fn frame(&self, left: f32, top: f32, right: f32, bottom: f32) {
        let rect = Rect::from_min_max(self.at(left, top), self.at(right, bottom));
        self.painter
            .rect_stroke(rect, self.stroke.width, self.stroke, egui::StrokeKind::Middle);
    }

    fn block(&self, left: f32, top: f32, right: f32, bottom: f32) {
        let rect = Rect::from_min_max(self.at(left, top), self.at(right, bottom));
        self.painter.rect_filled(rect, self.stroke.width, self.stroke.color);
    }

    fn eye(&self) {
        let lid = |sign: f32| -> Vec<(f32, f32)> {
            (0..=16)
                .map(|step| {
                    let x = step as f32 / 16.0;
                    (0.04 + 0.92 * x, 0.5 + sign * 0.3 * (PI * x).sin())
                })
                .collect()
        };
        self.line(&lid(-1.0));
        self.line(&lid(1.0));
        self.painter
            .circle_filled(self.at(0.5, 0.5), 0.16 * self.rect.width(), self.stroke.color);
    }

    /// An open hand: four fingers, a thumb and the palm.
    fn hand(&self) {
        for (x, top) in [(0.34, 0.24), (0.47, 0.12), (0.60, 0.16), (0.73, 0.28)] {
            self.line(&[(x, top), (x, 0.56)]);
        }
        self.line(&[
            (0.34, 0.6),
            (0.2, 0.46),
            (0.13, 0.52),
            (0.34, 0.82),
            (0.45, 0.92),
            (0.63, 0.92),
            (0.73, 0.78),
            (0.73, 0.5),
        ]);
    }

    fn lock(&self, shackle: f32) {
        self.block(0.2, 0.46, 0.8, 0.88);
        let centre = pos2(shackle, 0.4);
        self.arc(centre.x, centre.y, 0.19, PI, TAU);
        self.line(&[(centre.x - 0.19, 0.4), (centre.x - 0.19, 0.5)]);
        if shackle <= 0.5 {
            self.line(&[(centre.x + 0.19, 0.4), (centre.x + 0.19, 0.5)]);
        }
    }
}
