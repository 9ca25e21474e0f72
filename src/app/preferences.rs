//! What the person prefers: asked for at the head of the settings, and put into effect at once.

use egui::{Context, ThemePreference, Ui};

use super::appearance::Appearance;
use super::{parts, tokens};
use crate::desk::{Brightness, Preferences, TextSize};
use crate::t;
use crate::texts::{LANGUAGES, choose};

/// Choices of the size of text, in percent.
const SIZES: [u16; 7] = [80, 90, 100, 125, 150, 175, 200];

/// Makes the window look as the person wants it, and as the desktop says where they leave it to that. The language
/// is the whole program's.
pub(super) fn apply(ctx: &Context, preferences: &Preferences, desktop: Appearance) {
    choose(preferences.language.as_deref());
    ctx.set_zoom_factor(f32::from(preferences.text_size.percent()) / 100.0);
    follow(ctx, preferences, desktop);
}

/// The part of it that the desktop has a say in.
pub(super) fn follow(ctx: &Context, preferences: &Preferences, desktop: Appearance) {
    ctx.set_theme(match (preferences.brightness, desktop.dark) {
        (Brightness::Light, _) | (Brightness::AsSystem, Some(false)) => ThemePreference::Light,
        (Brightness::Dark, _) | (Brightness::AsSystem, Some(true)) => ThemePreference::Dark,
        (Brightness::AsSystem, None) => ThemePreference::System,
    });
    tokens::move_things(ctx, !desktop.still);
}

/// Asks for all of it; the choices are taken over as they are made.
pub(super) fn show(ui: &mut Ui, preferences: &mut Preferences) {
    parts::heading(ui, t!("settings-look"));
    let languages = LANGUAGES
        .iter()
        .map(|language| (Some(language.tag), language.name().to_owned()));
    let languages: Vec<_> = [(None, t!("settings-as-system"))]
        .into_iter()
        .chain(languages)
        .collect();
    let spoken = preferences.language.as_deref();
    let known = languages
        .iter()
        .find(|(tag, _)| *tag == spoken)
        .and_then(|(tag, _)| *tag);
    if let Some(tag) = parts::pick(ui, "language", t!("settings-language"), known, languages) {
        preferences.language = tag.map(str::to_owned);
    }
    let percent = preferences.text_size.percent();
    let other = Some(percent).filter(|percent| !SIZES.contains(percent));
    let sizes = SIZES.into_iter().chain(other);
    let sizes = sizes.map(|percent| (percent, t!("settings-percent", percent = percent)));
    if let Some(percent) = parts::pick(ui, "text size", t!("settings-text-size"), percent, sizes) {
        preferences.text_size = TextSize::from(percent);
    }
    let brightness = [
        (Brightness::AsSystem, t!("settings-as-system")),
        (Brightness::Light, t!("settings-light")),
        (Brightness::Dark, t!("settings-dark")),
    ];
    let title = t!("settings-brightness");
    if let Some(brightness) = parts::pick(ui, "brightness", title, preferences.brightness, brightness) {
        preferences.brightness = brightness;
    }
    let mut sound = !preferences.silent;
    parts::tick(ui, "sound", &mut sound, t!("settings-sound"));
    preferences.silent = !sound;
}
