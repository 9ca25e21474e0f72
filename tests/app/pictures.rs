//! A picture of every screen, light and dark. After a change that is meant,
//! `LIFELINE_PICTURES=new cargo test --test app pictures` draws them anew.

use egui::Theme;

use super::drawing::Pictures;
use super::screens::{Look, screens};

#[test]
fn every_screen_looks_as_its_picture() {
    let mut pictures = Pictures::default();
    for (name, open) in screens() {
        for (theme, ending) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            pictures.look(&open(Look::usual(theme)), &format!("{name}-{ending}.png"));
        }
    }
    pictures.finish();
}
