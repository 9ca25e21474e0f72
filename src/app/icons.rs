//! The signs of the window, drawn of the SVG files in `assets/icons`, all on a grid of 20 × 20 and in one colour: they are
//! as sharp at any size, and any drawing program opens them. What such a file may hold is what the signs need: paths,
//! each a line of some width with round ends, or filled.

use std::sync::LazyLock;

use egui::{Color32, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2, pos2};
use kurbo::{BezPath, PathEl};
use quick_xml::events::{BytesStart, Event};

use super::writing;

/// Makes the list of signs of their names and files.
macro_rules! icons {
    ($($(#[$meta:meta])* $name:ident = $file:literal,)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Icon {
            $($(#[$meta])* $name,)*
        }

        const FILES: &[&str] = &[$(include_str!(concat!("../../assets/icons/", $file, ".svg")),)*];
    };
}

icons! {
    /// Can see.
    Eye = "eye",
    /// Can control.
    Hand = "hand",
    Pause = "pause",
    Lock = "lock",
    /// A lock that does not close: weak protection.
    OpenLock = "open-lock",
    /// Ask for help: a life ring.
    Ring = "ring",
    /// Help someone: two people.
    People = "people",
    /// Offer help: somebody at a door.
    Door = "door",
    Fit = "fit",
    ActualSize = "actual-size",
    Keyboard = "keyboard",
    Picture = "picture",
    /// Two sheets, one over the other.
    Copy = "copy",
    /// How large something is shown.
    Magnifier = "magnifier",
    /// Two monitors, side by side.
    Screens = "screens",
    FullScreen = "full-screen",
    /// Figures: three columns.
    Figures = "figures",
    Cross = "cross",
    /// There is more to read behind the word before it.
    More = "more",
}

/// The side of the square in which the files draw.
const GRID: f32 = 20.0;
/// How far a curve may be from the lines that it is painted with, on that grid: less than a fifth of a pixel where a sign
/// is largest.
const TOLERANCE: f64 = 0.02;
/// The width of a line where its file does not say.
const LINE: f32 = 1.6;

/// A path as it is painted: points on the grid.
struct IconPath {
    points: Vec<Pos2>,
    closed: bool,
    /// Of the line; a filled path has none.
    line: Option<f32>,
}

static DRAWN: LazyLock<Vec<Vec<IconPath>>> = LazyLock::new(|| FILES.iter().map(|file| read(file)).collect());

/// Draws an icon of this side length in the flow of the text. It says nothing to a screen reader: words stand beside
/// it.
pub(super) fn show(ui: &mut Ui, icon: Icon, side: f32, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    paint(ui.painter(), icon, rect, colour);
}

/// Draws an icon into a square.
pub(super) fn paint(painter: &Painter, icon: Icon, rect: Rect, colour: Color32) {
    let size = rect.width() / GRID;
    // What leads somewhere leads the way that is read.
    let turned = matches!(icon, Icon::Door | Icon::More) && writing::mirrored();
    let place = |at: &Pos2| {
        let x = if turned { GRID - at.x } else { at.x };
        rect.min + Vec2::new(x, at.y) * size
    };
    for drawn in DRAWN.get(icon as usize).into_iter().flatten() {
        let points: Vec<Pos2> = drawn.points.iter().map(place).collect();
        match drawn.line {
            None => painter.add(Shape::convex_polygon(points, colour, Stroke::NONE)),
            Some(width) => line(painter, points, drawn.closed, width * size, colour),
        };
    }
}

/// A line whose ends and corners are round, which those of the graphics library are not.
fn line(painter: &Painter, points: Vec<Pos2>, closed: bool, width: f32, colour: Color32) -> egui::layers::ShapeIdx {
    #[expect(clippy::disallowed_methods, reason = "as wide as the sign is large")]
    let stroke = Stroke::new(width, colour);
    let ends = [points.first(), points.last()];
    for end in ends.into_iter().flatten().filter(|_| !closed) {
        painter.circle_filled(*end, width / 2.0, colour);
    }
    for corner in points.windows(3).filter(|near| is_corner(near)) {
        painter.circle_filled(corner[1], width / 2.0, colour);
    }
    painter.add(if closed {
        Shape::closed_line(points, stroke)
    } else {
        Shape::line(points, stroke)
    })
}

/// A line turns here, where a curve only bends.
fn is_corner(near: &[Pos2]) -> bool {
    const BEND: f32 = 0.6;
    let turn = (near[1] - near[0]).angle() - (near[2] - near[1]).angle();
    turn.cos() < BEND.cos()
}

/// The paths of a file; what it holds besides is no part of a sign.
fn read(file: &str) -> Vec<IconPath> {
    let mut reader = quick_xml::Reader::from_str(file);
    let mut drawn = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Empty(element)) if element.name().as_ref() == "path" => drawn.extend(paths(&element)),
            Ok(Event::Eof) => return drawn,
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "a sign cannot be read");
                return drawn;
            }
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    Some(found.value.into_owned())
}

fn paths(element: &BytesStart<'_>) -> Vec<IconPath> {
    let path = attribute(element, "d").and_then(|path| BezPath::from_svg(&path).ok());
    let line = match attribute(element, "fill") {
        Some(_) => None,
        None => Some(
            attribute(element, "stroke-width")
                .and_then(|width| width.parse().ok())
                .unwrap_or(LINE),
        ),
    };
    let mut drawn = Vec::new();
    let begin = |at: kurbo::Point| IconPath {
        points: vec![pos2(at.x as f32, at.y as f32)],
        closed: false,
        line,
    };
    let Some(path) = path else { return drawn };
    kurbo::flatten(path, TOLERANCE, |element| match element {
        PathEl::MoveTo(at) => drawn.push(begin(at)),
        PathEl::LineTo(at) => {
            let at = pos2(at.x as f32, at.y as f32);
            // A curve that ends where it began, or a side that is none.
            if let Some(one) = drawn.last_mut().filter(|one| one.points.last() != Some(&at)) {
                one.points.push(at);
            }
        }
        PathEl::ClosePath => {
            if let Some(one) = drawn.last_mut() {
                one.closed = true;
                if one.points.len() > 1 && one.points.first() == one.points.last() {
                    one.points.pop();
                }
            }
        }
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever changes a file sees here that the program can read it: on the grid, and filled without a dent, which the
    /// graphics library would fill.
    #[test]
    fn each_sign_is_read_as_it_is_drawn() {
        assert_eq!(DRAWN.len(), FILES.len());
        let whole = Rect::from_min_size(Pos2::ZERO, Vec2::splat(GRID));
        for (file, sign) in FILES.iter().zip(DRAWN.iter()) {
            let subpaths: usize = file
                .split(" d=\"")
                .skip(1)
                .map(|d| d.split('"').next().unwrap_or_default().matches('M').count())
                .sum();
            assert_eq!(sign.len(), subpaths, "{file}");
            for drawn in sign {
                assert!(
                    drawn.points.len() > 1 && drawn.points.iter().all(|at| whole.contains(*at)),
                    "{file}"
                );
                assert!(drawn.line.is_some() || is_convex(&drawn.points), "{file}");
            }
        }
    }

    fn is_convex(points: &[Pos2]) -> bool {
        let count = points.len();
        let turns = (0..count).map(|at| {
            let [a, b, c] = [0, 1, 2].map(|next| points[(at + next) % count]);
            (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)
        });
        let turns: Vec<f32> = turns.collect();
        turns.iter().all(|turn| *turn > -1e-3) || turns.iter().all(|turn| *turn < 1e-3)
    }
}
