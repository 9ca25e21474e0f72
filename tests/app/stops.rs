//! The stops of the Tab key, and how one sees where it is.

use egui::{Color32, Event, Key, Modifiers, Rect, Role, Shape, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use lifeline::app::tokens::palette;

use super::bench::Bench;

/// More than there are stops on any page.
pub const STOPS: usize = 120;
/// Nothing scrolls there.
pub const TALL: Vec2 = Vec2::new(760.0, 4000.0);

/// What has the keyboard.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    pub name: String,
    pub role: Role,
    pub rect: Rect,
}

impl Bench {
    pub fn stop(&self) -> Option<Stop> {
        let node = self
            .harness
            .query_all(by().predicate(|node| node.is_focused()))
            .next()?;
        Some(Stop {
            name: node.accesskit_node().label().unwrap_or_default(),
            role: node.accesskit_node().role(),
            rect: node.rect(),
        })
    }

    pub fn back_tab(&mut self) {
        self.harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
        self.steps();
    }

    /// Goes to what bears this name, and presses it by this key.
    #[track_caller]
    pub fn by_key(&mut self, name: &str, key: Key) {
        self.tab_to(name);
        self.key(key);
    }

    #[track_caller]
    pub fn tab_to(&mut self, name: &str) {
        let mut passed = Vec::new();
        for _ in 0..STOPS {
            match self.stop() {
                Some(stop) if stop.name == name => {
                    assert!(seen(self, &stop), "{name} has the keyboard unseen");
                    return;
                }
                stop => passed.extend(stop.map(|stop| stop.name)),
            }
            self.key(Key::Tab);
        }
        panic!("Tab does not lead to {name:?}, but to {passed:?}");
    }

    #[track_caller]
    pub fn typed(&mut self, text: &str) {
        self.frame(vec![Event::Text(text.to_owned())]);
    }

    /// All stops of the Tab key, once round.
    #[track_caller]
    pub fn stops(&mut self) -> Vec<Stop> {
        self.key(Key::Tab);
        let mut stops: Vec<Stop> = Vec::new();
        for _ in 0..STOPS {
            // There may be nothing but to wait.
            let Some(stop) = self.stop() else { return stops };
            if stops.iter().any(|one| one.rect == stop.rect) {
                return stops;
            }
            stops.push(stop);
            self.key(Key::Tab);
        }
        panic!("Tab does not come round: {stops:#?}");
    }
}

/// By a ring, or the edge of a field, of a line that stands out from every ground there is.
pub fn seen(bench: &Bench, stop: &Stop) -> bool {
    fn look(shape: &Shape, clip: Rect, of: &dyn Fn(Rect, Color32, f32, Rect) -> bool) -> bool {
        match shape {
            Shape::Vec(shapes) => shapes.iter().any(|shape| look(shape, clip, of)),
            Shape::Rect(rect) => of(rect.rect, rect.stroke.color, rect.stroke.width, clip),
            _ => false,
        }
    }
    let visuals = &bench.harness.ctx.global_style().visuals;
    let palette = palette(visuals);
    let is_ring = |rect: Rect, line: Color32, width: f32, clip: Rect| {
        let around = if stop.role == Role::Canvas {
            rect.contains_rect(stop.rect)
        } else {
            stop.rect.expand(6.0).contains_rect(rect) && rect.expand(2.0).contains_rect(stop.rect)
        };
        let stands_out = [palette.page, palette.surface]
            .iter()
            .all(|ground| contrast(line, *ground) >= 3.0);
        // Two pixels, which are not two points at every scale.
        let pixels = width * bench.harness.ctx.pixels_per_point();
        around && pixels.round() >= 2.0 && stands_out && clip.intersects(stop.rect)
    };
    let shapes = &bench.harness.output().shapes;
    shapes.iter().any(|shape| look(&shape.shape, shape.clip_rect, &is_ring))
}

/// As WCAG 2.2 has it.
fn contrast(one: Color32, other: Color32) -> f32 {
    let light = |colour: Color32| {
        let part = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(colour.r()) + 0.7152 * part(colour.g()) + 0.0722 * part(colour.b())
    };
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The stops that come after one which is read later.
pub fn out_of_order(stops: &[Stop], mirrored: bool) -> Vec<String> {
    // The way is a round: it is looked at from its top.
    let side = |stop: &Stop| if mirrored { -stop.rect.right() } else { stop.rect.left() };
    let height = |stop: &Stop| (stop.rect.top(), side(stop));
    let first =
        (0..stops.len()).min_by(|one, other| height(&stops[*one]).partial_cmp(&height(&stops[*other])).unwrap());
    let round: Vec<_> = stops
        .iter()
        .cycle()
        .skip(first.unwrap_or(0))
        .take(stops.len())
        .collect();
    let pairs = round.windows(2).map(|pair| (pair[0], pair[1]));
    let wrong = pairs.filter(|(one, next)| {
        let below = next.rect.top() >= one.rect.bottom() - 1.0;
        let on = match mirrored {
            false => next.rect.left() >= one.rect.right() - 1.0,
            true => next.rect.right() <= one.rect.left() + 1.0,
        };
        !(below || (on && next.rect.bottom() > one.rect.top()))
    });
    wrong
        .map(|(one, next)| format!("{next:?} comes after {one:?}"))
        .collect()
}
