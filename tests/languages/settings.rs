//! What the person prefers, in the settings: in effect at once, and there again after a restart.

use std::time::Duration;

use egui_kittest::kittest::Queryable as _;
use lifeline::app::Start;
use lifeline::desk::{Brightness, TextSize};
use lifeline::policy::{Preferences, Settings};
use lifeline::texts::{LANGUAGES, Language};

use super::bench::Bench;
use super::speaking;

#[test]
fn size_brightness_and_sound_take_effect_at_once_and_are_kept() {
    let _turn = speaking(&LANGUAGES[..1]);
    let mut bench = Bench::new(Start::Home);
    bench.press("Settings");
    bench.press("150%");
    let ctx = bench.harness.ctx.clone();
    assert_eq!(ctx.zoom_factor(), 1.5);
    assert_eq!(bench.preferences.borrow().text_size, TextSize::from(150));
    bench.press("Light");
    assert_eq!(ctx.theme(), egui::Theme::Light);
    bench.press("Dark");
    assert_eq!(ctx.theme(), egui::Theme::Dark);
    assert_eq!(bench.preferences.borrow().brightness, Brightness::Dark);
    bench.press("A sound calls me when I am asked something");
    assert!(bench.preferences.borrow().silent);
    bench.pass(Duration::from_secs(1));
    assert_eq!(ctx.zoom_factor(), 1.5, "and it stays so");
}

#[test]
fn the_language_changes_while_the_page_is_open() {
    let _turn = speaking(&LANGUAGES[..1]);
    for language in LANGUAGES {
        let mut bench = Bench::new(Start::Home);
        bench.press(&lifeline::t!("home-settings"));
        bench.press(language.name());
        let title = named(language, "settings-title");
        assert!(bench.harness.query_all_by_label(title).next().is_some(), "{title}");
        assert_eq!(bench.preferences.borrow().language.as_deref(), Some(language.tag));
    }
}

/// A text of one line out of a language's file.
fn named<'a>(language: &'a Language, id: &str) -> &'a str {
    let found = language
        .source
        .lines()
        .find_map(|line| line.strip_prefix(id)?.strip_prefix(" = "));
    found.unwrap()
}

#[test]
fn preferences_are_kept_beside_the_rules_and_never_instead_of_them() {
    let dir = tempfile::tempdir().unwrap();
    let mut settings = Settings::default();
    settings.choices.ask = Some(false);
    settings.preferences = Preferences {
        language: Some("en".to_owned()),
        text_size: TextSize::from(150),
        brightness: Brightness::Dark,
        silent: true,
    };
    settings.save(dir.path()).unwrap();
    assert_eq!(Settings::load(dir.path()).unwrap(), settings);

    // What makes no sense there is the usual, and the rules beside it hold.
    let nonsense =
        r#"{"ask": false, "preferences": {"language": 7, "text_size": "huge", "brightness": "pink", "silent": 1}}"#;
    std::fs::write(dir.path().join("settings.json"), nonsense).unwrap();
    let settings = Settings::load(dir.path()).unwrap();
    assert_eq!(settings.choices.ask, Some(false));
    assert_eq!(settings.preferences, Preferences::default());

    // A size is never so small or large that the settings could not be found again.
    for (written, read) in [(1, 80), (90, 90), (9999, 200)] {
        std::fs::write(
            dir.path().join("settings.json"),
            format!(r#"{{"preferences": {{"text_size": {written}}}}}"#),
        )
        .unwrap();
        assert_eq!(
            Settings::load(dir.path()).unwrap().preferences.text_size.percent(),
            read
        );
    }
}
