//! What holds for all screens: they work small and large, and their texts are there.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use egui::Vec2;
use lifeline::app::Start;
use lifeline::session::novice::{self, QuestionId, QuestionKind};

use super::bench::{Bench, question};

/// At 200 % on a screen of 800 × 500, in both themes, each screen still has its way out within reach.
#[test]
fn every_screen_works_small_and_large() {
    let size = Vec2::new(400.0, 250.0);
    for theme in [egui::Theme::Dark, egui::Theme::Light] {
        let mut bench = Bench::sized(Start::Home, size, theme, 2.0);
        bench.within_reach(size, &["Ask for help", "Help someone", "About Lifeline and its limits"]);
        bench.invite();
        bench.within_reach(
            size,
            &["Save invitation…", "Password to tell your helper", "Back to the start"],
        );
        bench.tell(novice::Event::Question(question(QuestionKind::View)));
        bench.pass(Duration::from_millis(1100));
        bench.within_reach(
            size,
            &[
                "Let them see my screen",
                "Something is wrong: end everything",
                "Do not allow",
            ],
        );
        bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
        bench.tell(novice::Event::Viewing);
        bench.within_reach(size, &["Pause", "Let them control", "Stop sharing"]);
    }
}

#[test]
fn the_window_is_light_where_the_system_does_not_say() {
    let ctx = egui::Context::default();
    lifeline::app::tokens::apply(&ctx);
    let told = |theme| {
        let input = egui::RawInput {
            system_theme: theme,
            ..egui::RawInput::default()
        };
        ctx.begin_pass(input);
        let theme = ctx.theme();
        ctx.end_pass().textures_delta.clear();
        theme
    };
    assert_eq!(told(None), egui::Theme::Light);
    assert_eq!(told(Some(egui::Theme::Dark)), egui::Theme::Dark);
    assert_eq!(told(Some(egui::Theme::Light)), egui::Theme::Light);
}

/// The ids of the file and those in the code are the same.
#[test]
fn every_text_exists_and_is_used() {
    let mut used = BTreeSet::new();
    collect_ids(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut used);
    let defined: BTreeSet<String> = lifeline::texts::LANGUAGES[0]
        .source
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(id, _)| id.to_owned()))
        .collect();
    let missing: Vec<_> = used.difference(&defined).collect();
    assert!(missing.is_empty(), "used, but not in the file: {missing:?}");
    // Read out of each file for the list of languages.
    used.insert("language-name".to_owned());
    // And for what macOS itself shows of the program.
    let bundle = include_str!("../../assets/macos/bundle.sh")
        .split(|letter: char| !letter.is_ascii_lowercase() && letter != '-');
    used.extend(bundle.filter(|word| word.starts_with("mac-")).map(str::to_owned));
    let unused: Vec<_> = defined.difference(&used).collect();
    assert!(unused.is_empty(), "in the file, but not used: {unused:?}");
}

fn collect_ids(folder: &Path, ids: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_ids(&path, ids);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            // `t!(` as a whole word; the id may stand on the next line.
            for (at, _) in source.match_indices("t!(") {
                let before = source[..at].chars().next_back();
                let after = source[at + 3..].trim_start();
                let comment = source[..at]
                    .rsplit('\n')
                    .next()
                    .is_some_and(|line| line.trim_start().starts_with("//"));
                if comment || before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
                    continue;
                }
                if let Some((id, _)) = after.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                    ids.insert(id.to_owned());
                }
            }
        }
    }
}
