//! A picture of every screen, light and dark, beside the one in docs/pictures: what a change does to the looks is seen.
//! After a change that is meant, `LIFELINE_PICTURES=new cargo test --test app pictures` draws them anew.
//!
//! Drawn here in a few lines, since egui_kittest's own snapshots need a graphics card or all of wgpu and a software
//! one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use egui::epaint::{ClippedPrimitive, Primitive, Vertex};
use egui::{Color32, ColorImage, Rect, TextureId, Theme, Vec2};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use lifeline::app::{Start, TicketSource};
use lifeline::session::novice::{self, QuestionId, QuestionKind, SessionEnd};

use super::bench::{Bench, invitation, past, question};

const SIZE: Vec2 = Vec2::new(760.0, 640.0);
const SMALL: Vec2 = Vec2::new(400.0, 250.0);
const MARGIN: u32 = 8;
/// Of 255, over all pixels and colours: the time of day in a line of text, and what rounding makes, stay far below.
const MOST_DIFFERENCE: f64 = 0.4;

/// Opens a screen from the beginning.
type Open = fn(Theme) -> Bench;

/// The screens by name.
pub fn screens() -> Vec<(&'static str, Open)> {
    fn home(theme: Theme) -> Bench {
        Bench::sized(Start::Home, SIZE, theme, 1.0)
    }
    fn led_to(theme: Theme, button: &str) -> Bench {
        let mut bench = home(theme);
        bench.press(button);
        bench
    }
    fn invited(theme: Theme) -> Bench {
        let mut bench = led_to(theme, "Ask for help");
        bench.press("Make the invitation");
        bench.tell(novice::Event::Invitation(invitation()));
        bench
    }
    fn asked(theme: Theme, kind: QuestionKind) -> Bench {
        let mut bench = invited(theme);
        bench.tell(novice::Event::Question(question(kind)));
        bench
    }
    fn asked_in(size: Vec2, theme: Theme) -> Bench {
        let mut bench = Bench::sized(Start::Home, size, theme, 2.0);
        bench.invite();
        bench.within_reach(size, &[]);
        bench.tell(novice::Event::Question(question(QuestionKind::View)));
        bench.pass(Duration::from_secs(2));
        bench
    }
    fn sharing(theme: Theme) -> Bench {
        let mut bench = asked(theme, QuestionKind::View);
        bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
        bench.tell(novice::Event::Viewing);
        bench
    }
    vec![
        ("home", home),
        ("ask", |theme| led_to(theme, "Ask for help")),
        ("invitation", invited),
        ("in-force", |theme| {
            let mut bench = invited(theme);
            bench.press("Back to the start");
            bench.press("Invitations in force (1)");
            bench
        }),
        ("question-view", |theme| asked(theme, QuestionKind::View)),
        ("question-counting", |theme| {
            let mut bench = asked(theme, QuestionKind::View);
            bench.pass(Duration::from_secs(2));
            bench.commands();
            bench.say_called();
            bench.watch(3);
            bench
        }),
        ("question-called", |theme| {
            let mut bench = asked(theme, QuestionKind::View);
            bench.pass(Duration::from_secs(2));
            bench.press("They called me");
            bench
        }),
        // At 200 % in a window of 800 × 500.
        ("question-small", |theme| asked_in(SMALL, theme)),
        ("question-called-small", |theme| {
            let mut bench = asked_in(SMALL, theme);
            bench.pass(Duration::from_secs(2));
            bench.press("They called me");
            bench
        }),
        ("question-control", |theme| asked(theme, QuestionKind::Control)),
        ("bar", sharing),
        ("ended", |theme| {
            let mut bench = sharing(theme);
            bench.tell(novice::Event::Summary(Box::new(past())));
            bench.tell(novice::Event::Ended(SessionEnd::NoviceStopped));
            bench
        }),
        ("fraud", |theme| {
            let mut bench = sharing(theme);
            bench.tell(novice::Event::Summary(Box::new(past())));
            bench.tell(novice::Event::Ended(SessionEnd::NoviceStopped));
            bench.press("I think it was a fraud");
            bench
        }),
        ("help", |theme| led_to(theme, "Help someone")),
        ("password", |theme| {
            let start = Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec()));
            Bench::sized(start, SIZE, theme, 1.0)
        }),
        ("offer", |theme| led_to(theme, "Offer assistance")),
        ("helpers", |theme| led_to(theme, "Who may offer help")),
        ("settings", |theme| led_to(theme, "Settings")),
        ("history", |theme| led_to(theme, "What happened")),
        ("about", |theme| led_to(theme, "About Lifeline and its limits")),
    ]
}

#[test]
fn every_screen_looks_as_its_picture() {
    let anew = std::env::var("LIFELINE_PICTURES").is_ok_and(|wish| wish == "new");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let mut others = Vec::new();
    for (name, open) in screens() {
        for (theme, ending) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            let drawn = draw(&open(theme));
            let file = folder.join(format!("{name}-{ending}.png"));
            if anew {
                save(&drawn, &file);
            } else if difference(&drawn, &file) > MOST_DIFFERENCE {
                let seen = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{ending}.png"));
                save(&drawn, &seen);
                others.push(seen);
            }
        }
    }
    assert!(
        others.is_empty(),
        "these look otherwise than in docs/pictures: {others:#?}"
    );
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
    let ctx = &bench.harness.ctx;
    let shapes = bench.harness.output().shapes.clone();
    let primitives = ctx.tessellate(shapes, 1.0);
    let letters = ctx.fonts(|fonts| fonts.image());
    let size = ctx.content_rect().size();
    let mut picture = image::RgbImage::new(size.x as u32, size.y as u32);
    for ClippedPrimitive { clip_rect, primitive } in &primitives {
        if let Primitive::Mesh(mesh) = primitive
            // Everything but letters and plain surfaces would be a picture of somebody's screen.
            && mesh.texture_id == TextureId::default()
        {
            for corners in mesh.indices.chunks_exact(3) {
                let corners = [0, 1, 2].map(|corner| mesh.vertices[corners[corner] as usize]);
                fill(&mut picture, *clip_rect, corners, &letters);
            }
        }
    }
    // The harness puts a margin around everything.
    let (width, height) = (picture.width() - 2 * MARGIN, picture.height() - 2 * MARGIN);
    image::imageops::crop_imm(&picture, MARGIN, MARGIN, width, height).to_image()
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
