//! The main pages in a language with long words, and in one that is written from right to left. Drawn anew as those of
//! the `app` tests.

use egui::Theme;
use lifeline::texts::{LANGUAGES, right_to_left};

use super::bench::arabic;
use super::drawing::Pictures;
use super::screens::{Look, screens};
use super::{before_english, speaking};

const MAIN: [&str; 5] = ["home", "ask", "invitation", "question-view", "settings"];

#[test]
fn the_main_pages_look_as_their_pictures_in_other_languages() {
    let mut pictures = Pictures::default();
    for tag in ["de", "ar"] {
        let language = LANGUAGES.iter().find(|language| language.tag == tag).unwrap();
        let _turn = speaking(&before_english(*language));
        if right_to_left() && arabic().is_none() {
            println!("skipped: {tag} needs DejaVu Sans (sh assets/setup.sh --run)");
            continue;
        }
        for (name, open) in screens().into_iter().filter(|(name, _)| MAIN.contains(name)) {
            pictures.look(&open(Look::usual(Theme::Light)), &format!("{name}-{tag}.png"));
        }
    }
    pictures.finish();
}
