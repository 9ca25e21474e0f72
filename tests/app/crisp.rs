//! At every scale that desktops have, thin lines are as thin as can be: no line of a box lies between two pixels.

use egui::{Color32, Rect, Theme, Vec2, vec2};

use super::drawing::Drawing;
use super::painted::{Kind, Painted, painted};
use super::screens::{Look, SIZE, screens, states};

const SCALES: [f32; 5] = [1.0, 1.25, 1.5, 2.0, 3.0];
const PAGES: [&str; 8] = [
    "home",
    "ask",
    "invitation",
    "question-view",
    "bar",
    "settings",
    "viewer",
    "viewer-paused",
];

/// Of a page: its boxes are drawn alike.
const MOST: usize = 12;

/// What is seen across a line: what lies before it, so many pixels of its own colour, what lies behind it, and nothing
/// in between. Another line may lie beside it, of a colour that is `painted` somewhere.
fn is_sharp(line: &[u8; 3], pixels: &[[u8; 3]], width: usize, painted: &[[u8; 3]]) -> bool {
    let runs: Vec<_> = pixels.chunk_by(|one, next| one == next).collect();
    let nothing_between = runs.len() <= 3 || pixels.iter().all(|pixel| painted.contains(pixel));
    nothing_between && runs.iter().any(|run| run[0] == *line && run.len() == width)
}

fn bytes(colour: Color32) -> [u8; 3] {
    [colour.r(), colour.g(), colour.b()]
}

fn check(drawing: &Drawing, page: (&str, f32), one: &Painted, colours: &[[u8; 3]], wrong: &mut Vec<String>) {
    let (name, scale) = page;
    let rect = one.rect;
    let reach = one.width / 2.0 + 1.2;
    let line = bytes(one.colour);
    let width = (one.width * scale).round().max(1.0) as usize;
    for (side, middle, way) in [
        ("left", rect.left_center(), vec2(reach, 0.0)),
        ("right", rect.right_center(), vec2(reach, 0.0)),
        ("top", rect.center_top(), vec2(0.0, reach)),
        ("bottom", rect.center_bottom(), vec2(0.0, reach)),
    ] {
        let (from, to) = (middle - way, middle + way);
        if !one.is_open_at(from) || !one.is_open_at(to) {
            continue;
        }
        let pixel = Vec2::splat(1.0 / scale);
        let area = Rect::from_min_size(from, (to - from).max(pixel));
        let pixels: Vec<_> = drawing.part(area).pixels().map(|pixel| pixel.0).collect();
        if !is_sharp(&line, &pixels, width, colours) {
            wrong.push(format!(
                "{name} at {scale}: {side} of {rect:?}, {line:?} {width} wide: {pixels:?}"
            ));
        }
    }
}

#[test]
fn lines_of_boxes_are_sharp_at_every_scale() {
    let mut wrong = Vec::new();
    for scale in SCALES {
        for (name, open) in screens()
            .into_iter()
            .chain(states())
            .filter(|(name, _)| PAGES.contains(name))
        {
            let bench = open(Look {
                theme: Theme::Light,
                size: SIZE,
                zoom: scale,
            });
            let drawing = Drawing::new(&bench, scale);
            let all = painted(&bench.harness.output().shapes);
            let colours: Vec<_> = all.iter().map(|one| bytes(one.colour)).collect();
            for one in all.iter().filter(|one| one.kind == Kind::Rim).take(MOST) {
                check(&drawing, (name, scale), one, &colours, &mut wrong);
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} blurred: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(8)]
    );
}
