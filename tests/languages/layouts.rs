//! Every screen and every state in text: each control with its role, name and place, and all that is painted with its
//! colour and place, in English, German and Arabic, at 100 and at 200 %. Dark is painted as light is, in its own
//! colours. After a change that is meant,
//! `LIFELINE_PICTURES=new cargo test --locked --test languages layouts` writes the files anew; what changed is read in
//! the difference of the files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use egui::{Color32, Rect, Theme, Vec2, Visuals};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use lifeline::app::tokens::{self, Palette};
use lifeline::session::expert;
use lifeline::session::novice::{self, QuestionId, QuestionKind};
use lifeline::texts::LANGUAGES;

use super::bench::{arabic, question};
use super::painted::{Kind, Painted, painted};
use super::practising::Practising;
use super::screens::{Look, SIZE, screens, states};
use super::{before_english, speaking};

/// In points, with the pixels for each: the usual window, and 800 × 500 pixels at 200 %.
const SIZES: [(Vec2, f32); 2] = [(SIZE, 1.0), (Vec2::new(400.0, 250.0), 2.0)];

/// The colours of a theme by name.
fn names(theme: Theme) -> Vec<(&'static str, Color32)> {
    let Palette {
        page,
        surface,
        raised,
        line,
        text,
        quiet,
        faint,
        accent,
        accent_strong,
        on_accent,
        seeing,
        controlling,
        paused,
        stop,
        stop_strong,
        on_stop,
    } = *tokens::palette(&match theme {
        Theme::Light => Visuals::light(),
        Theme::Dark => Visuals::dark(),
    });
    vec![
        ("page", page),
        ("surface", surface),
        ("raised", raised),
        ("line", line),
        ("text", text),
        ("quiet", quiet),
        ("faint", faint),
        ("accent", accent),
        ("accent-strong", accent_strong),
        ("on-accent", on_accent),
        ("seeing", seeing),
        ("controlling", controlling),
        ("paused", paused),
        ("stop", stop),
        ("stop-strong", stop_strong),
        ("on-stop", on_stop),
    ]
}

/// The one name that a colour has in both themes; two may look the same in one of them.
fn name(light: Color32, dark: Color32) -> &'static str {
    let (in_light, in_dark) = (names(Theme::Light), names(Theme::Dark));
    let both = in_light.iter().zip(&in_dark);
    let found = both
        .into_iter()
        .find(|((_, one), (_, other))| *one == light && *other == dark);
    found.map_or("another colour", |((name, _), _)| *name)
}

fn place(rect: Rect) -> String {
    let [left, top, width, height] = [rect.left(), rect.top(), rect.width(), rect.height()].map(f32::round);
    format!("{left} {top} {width} {height}")
}

/// A time of day is another one at each run; its digits are all of one width.
fn timeless(words: &str) -> String {
    let letters: Vec<char> = words.chars().collect();
    let mut out = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let colon = |from: usize, to: usize| letters.get(from..to).is_some_and(|near| near.contains(&':'));
        let near = colon(at.saturating_sub(2), at) || colon(at + 1, (at + 3).min(letters.len()));
        out.push(if letter.is_numeric() && near { '0' } else { *letter });
    }
    out
}

/// What a screen reader finds.
fn controls<S>(harness: &Harness<'_, S>, out: &mut Vec<String>) {
    let pixels = f64::from(harness.ctx.pixels_per_point());
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        let Some(area) = node.bounding_box() else { continue };
        let [left, top, right, bottom] = [area.x0, area.y0, area.x1, area.y1].map(|one| (one / pixels) as f32);
        let area = Rect::from_min_max(egui::pos2(left, top), egui::pos2(right, bottom));
        let words = [node.label(), node.value()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" = ");
        if words.is_empty() {
            continue;
        }
        let mut line = format!("{:?} {:?} at {}", node.role(), timeless(&words), place(area));
        for (holds, says) in [
            (node.is_disabled(), " disabled"),
            (node.is_focused(), " focused"),
            (node.toggled() == Some(egui::accesskit::Toggled::True), " on"),
        ] {
            line.push_str(if holds { says } else { "" });
        }
        out.push(line);
    }
}

fn thing(light: &Painted, dark: &Painted) -> String {
    let colour = name(light.colour, dark.colour);
    let what = match light.kind {
        Kind::Text => format!("text {:?}", timeless(&light.words)),
        Kind::Rim => format!("rim {}", light.width),
        Kind::Ring => format!("ring {:.1}", light.width),
        Kind::Line => format!("line {:.1}", light.width),
        Kind::Surface => "surface".to_owned(),
    };
    format!("{what} {colour} at {}", place(light.rect))
}

/// All that is to be said of what a window shows.
fn described<S>(harness: &mut Harness<'_, S>) -> Vec<String> {
    let mut out = Vec::new();
    controls(harness, &mut out);
    let light = painted(&harness.output().shapes);
    harness.ctx.set_theme(Theme::Dark);
    harness.step();
    let dark = painted(&harness.output().shapes);
    for (light, dark) in light.iter().zip(&dark) {
        let same = light.kind == dark.kind && place(light.rect) == place(dark.rect);
        out.push(match same {
            true => thing(light, dark),
            false => format!("otherwise in the dark: {light:?} {dark:?}"),
        });
    }
    if light.len() != dark.len() {
        out.push(format!("{} in the light, {} in the dark", light.len(), dark.len()));
    }
    out
}

/// The practice, while the helper looks on and the person is asked, and while they share.
fn practice(pixels: f32, sharing: bool) -> Vec<String> {
    let mut practising = Practising::start(Vec2::new(1180.0, 760.0) / pixels, pixels);
    practising.tell(novice::Event::Question(question(QuestionKind::View)));
    if sharing {
        practising.tell(novice::Event::QuestionClosed(QuestionId(7)));
        practising.tell(novice::Event::Viewing);
        practising.tell_expert(expert::Event::Viewing { width: 4, height: 2 });
    }
    described(&mut practising.harness)
}

/// Describes all screens, on all cores; by their names.
fn all(size: Vec2, zoom: f32) -> BTreeMap<&'static str, Vec<String>> {
    let todo = [screens(), states()].concat();
    let next = AtomicUsize::new(0);
    let theme = Theme::Light;
    let done = Mutex::new(BTreeMap::from([
        ("practice-asked", practice(zoom, false)),
        ("practice-sharing", practice(zoom, true)),
    ]));
    let cores = std::thread::available_parallelism().map_or(1, Into::into);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some((name, open)) = todo.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let lines = described(&mut open(Look { theme, size, zoom }).harness);
                    done.lock().unwrap().insert(*name, lines);
                }
            });
        }
    });
    done.into_inner().unwrap()
}

/// What is in one of the two only.
fn difference<'a>(known: &'a str, now: &'a str) -> Vec<String> {
    let without = |lines: &'a str, other: &str| -> Vec<&'a str> {
        let mut left: Vec<&str> = other.lines().collect();
        let kept = lines
            .lines()
            .filter(|line| match left.iter().position(|one| one == line) {
                Some(at) => {
                    left.swap_remove(at);
                    false
                }
                None => true,
            });
        kept.collect()
    };
    let was = without(known, now).into_iter().map(|line| format!("- {line}"));
    was.chain(without(now, known).into_iter().map(|line| format!("+ {line}")))
        .take(12)
        .collect()
}

#[test]
fn every_screen_and_state_is_laid_out_as_it_is_known() {
    if arabic().is_none() {
        println!("skipped: needs DejaVu Sans (sh assets/setup.sh --run)");
        return;
    }
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for tag in ["en", "de", "ar"] {
        let language = LANGUAGES.iter().find(|language| language.tag == tag).unwrap();
        let _turn = speaking(&before_english(*language));
        for (size, zoom) in SIZES {
            for (screen, lines) in all(size, zoom) {
                let file = files.entry(screen).or_default();
                file.push_str(&format!("[{tag} {} %]\n{}\n\n", zoom * 100.0, lines.join("\n")));
            }
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages/layouts");
    let known = |screen: &str| folder.join(format!("{screen}.txt"));
    if std::env::var("LIFELINE_PICTURES").is_ok_and(|wish| wish == "new") {
        std::fs::remove_dir_all(&folder).ok();
        std::fs::create_dir_all(&folder).unwrap();
        for (screen, now) in &files {
            std::fs::write(known(screen), now).unwrap();
        }
        return;
    }
    let others: BTreeMap<PathBuf, Vec<String>> = files
        .iter()
        .map(|(screen, now)| {
            let was = std::fs::read_to_string(known(screen)).unwrap_or_default();
            (known(screen), difference(&was, now))
        })
        .filter(|(_, difference)| !difference.is_empty())
        .collect();
    assert!(
        others.is_empty(),
        "these are laid out otherwise (LIFELINE_PICTURES=new writes them anew): {others:#?}"
    );
}
