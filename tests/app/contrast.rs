//! How well what is painted stands out from what it is painted on (WCAG 2.2, 1.4.3 and 1.4.11): 4.5:1 for text, 3:1 for
//! lines, signs, surfaces that mean something, and for the words of what cannot be done now.

use std::collections::BTreeSet;
use std::time::Duration;

use egui::{Color32, Pos2, Role, Theme, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lifeline::app::tokens::{self, Palette};
use lifeline::t;

use super::bench::Bench;
use super::drawing::Drawing;
use super::painted::{Kind, ground, over, painted};
use super::screens::{Look, screens, states};

const TEXT: f64 = 4.5;
const LINE: f64 = 3.0;
const CONTROLS: [Role; 5] = [
    Role::Button,
    Role::Link,
    Role::CheckBox,
    Role::RadioButton,
    Role::TextInput,
];
const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

fn palette(theme: Theme) -> &'static Palette {
    tokens::palette(&match theme {
        Theme::Light => egui::Visuals::light(),
        Theme::Dark => egui::Visuals::dark(),
    })
}

/// The contrast ratio of two colours, as WCAG defines it.
fn contrast(one: Color32, other: Color32) -> f64 {
    fn luminance(colour: Color32) -> f64 {
        let [red, green, blue] = [colour.r(), colour.g(), colour.b()].map(|part| {
            let share = f64::from(part) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_ratio_is_that_of_wcag() {
    assert_eq!(contrast(Color32::BLACK, Color32::WHITE), 21.0);
    let grey = contrast(Color32::from_gray(0x77), Color32::WHITE);
    assert!((grey - 4.48).abs() < 0.01, "{grey}");
}

/// Whatever lies on whatever ground, also where no picture of a screen happens to have it so.
#[test]
fn each_colour_stands_out_from_each_ground() {
    for theme in THEMES {
        let p = palette(theme);
        let grounds = [("page", p.page), ("surface", p.surface), ("raised", p.raised)];
        let texts = [
            ("text", p.text),
            ("quiet", p.quiet),
            ("accent", p.accent),
            ("stop", p.stop),
        ];
        let lines = [
            ("line", p.line),
            ("faint", p.faint),
            ("seeing", p.seeing),
            ("controlling", p.controlling),
            ("paused", p.paused),
        ];
        for (ground, under) in grounds {
            for (least, colours) in [(TEXT, &texts[..]), (LINE, &lines[..])] {
                for (name, colour) in colours {
                    let ratio = contrast(*colour, under);
                    assert!(ratio >= least, "{theme:?}: {name} on {ground}: {ratio:.2}");
                }
            }
        }
        for (name, words, fill) in [
            ("primary", p.on_accent, p.accent),
            ("primary under the pointer", p.on_accent, p.accent_strong),
            ("stop", p.on_stop, p.stop),
            ("stop under the pointer", p.on_stop, p.stop_strong),
        ] {
            let ratio = contrast(words, fill);
            assert!(ratio >= TEXT, "{theme:?}: {name}: {ratio:.2}");
        }
    }
}

/// What on this screen does not stand out, once each.
fn hard_to_see(bench: &Bench, theme: Theme, found: &mut BTreeSet<String>) {
    let p = palette(theme);
    let grounds = [p.page, p.surface, p.raised];
    let root = bench.harness.root();
    let cannot: Vec<_> = root
        .children_recursive()
        .filter(|node| node.accesskit_node().is_disabled())
        .map(|node| node.rect())
        .collect();
    let all = painted(&bench.harness.output().shapes);
    for (at, one) in all.iter().enumerate() {
        let (beneath, colour) = (&all[..at], one.colour);
        let middle = one.seen().center();
        let on = |place: Pos2| {
            let ground = ground(beneath, place);
            (ground, contrast(over(colour, ground), ground))
        };
        let (least, places) = match one.kind {
            Kind::Text if cannot.iter().any(|node| node.contains(middle)) => (LINE, vec![middle]),
            Kind::Text => (TEXT, vec![middle]),
            Kind::Line => (LINE, vec![middle]),
            // A ground is nothing that must be told from another one.
            Kind::Surface if grounds.contains(&colour) || !colour.is_opaque() => continue,
            Kind::Surface => (LINE, vec![middle]),
            Kind::Rim | Kind::Ring => {
                let beside = vec2(one.width / 2.0 + 0.5, 0.0);
                let left = one.rect.left_center();
                let mut places = vec![left + beside];
                // What lies over a page may begin anywhere on it, and hide a button in part.
                if grounds.contains(&ground(beneath, left - beside)) {
                    places.push(left - beside);
                }
                (LINE, places)
            }
        };
        let screen = bench.harness.ctx.content_rect();
        for place in places
            .into_iter()
            .filter(|place| screen.contains(*place) && one.is_open_at(*place))
        {
            let (ground, ratio) = on(place);
            // Signs are made of several parts, one over the other.
            let of_a_sign = matches!(one.kind, Kind::Surface | Kind::Line) && ground == colour;
            if ratio < least && !of_a_sign {
                let words = &one.words;
                found.insert(format!(
                    "{theme:?}: {:?} {words:?} {colour:?} on {ground:?}: {ratio:.2}",
                    one.kind
                ));
            }
        }
    }
}

#[test]
fn everything_that_is_painted_stands_out() {
    let mut found = BTreeSet::new();
    for theme in THEMES {
        for (_, open) in screens().into_iter().chain(states()) {
            hard_to_see(&open(Look::usual(theme)), theme, &mut found);
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The pointer rests on each control of a page, and each has the keyboard once.
#[test]
fn what_is_pointed_at_or_has_the_keyboard_stands_out() {
    let mut found = BTreeSet::new();
    let pages = ["home", "question-view", "bar", "viewer"];
    for theme in THEMES {
        for (_, open) in screens()
            .into_iter()
            .chain(states())
            .filter(|(name, _)| pages.contains(name))
        {
            let mut bench = open(Look::usual(theme));
            let screen = bench.harness.ctx.content_rect();
            let controls = bench.harness.root().children_recursive();
            let controls = controls.filter(|node| CONTROLS.contains(&node.accesskit_node().role()));
            let places = controls.map(|node| node.rect().center());
            let places: Vec<Pos2> = places.filter(|place| screen.contains(*place)).collect();
            for place in places {
                bench.harness.hover_at(place);
                bench.key(egui::Key::Tab);
                hard_to_see(&bench, theme, &mut found);
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// In the picture itself: the answer that cannot be given yet, against what is around its words.
#[test]
fn an_answer_that_cannot_be_given_yet_can_be_read_in_the_picture() {
    for theme in THEMES {
        let asked = screens().into_iter().find(|(name, _)| *name == "question-view");
        let mut bench = asked.unwrap().1(Look::usual(theme));
        bench.pass(Duration::from_secs(2));
        let words = t!("question-view-allow");
        let button = bench.harness.get_by_label(&words);
        assert!(button.accesskit_node().is_disabled());
        let picture = Drawing::new(&bench, 1.0).part(button.rect().shrink(4.0));
        let colours: Vec<_> = picture
            .pixels()
            .map(|pixel| Color32::from_rgb(pixel.0[0], pixel.0[1], pixel.0[2]))
            .collect();
        let around = colours[0];
        let best = colours.iter().map(|one| contrast(*one, around)).fold(1.0, f64::max);
        assert!(best >= LINE, "{theme:?}: {best:.2}");
    }
}
