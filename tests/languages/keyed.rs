//! Where lines begin at the right, the Tab key goes as one reads there.

use egui::Theme;
use lifeline::texts::LANGUAGES;

use super::screens::{Look, screens};
use super::stops::{TALL, out_of_order};
use super::{before_english, speaking};

#[test]
fn tab_goes_from_right_to_left_in_arabic() {
    let arabic = LANGUAGES
        .iter()
        .find(|language| language.tag == "ar")
        .expect("it is spoken");
    let _turn = speaking(&before_english(*arabic));
    let mut wrong = Vec::new();
    // The words of a question in a very small window give way to its answers.
    for (name, open) in screens().into_iter().filter(|(name, _)| *name != "question-small") {
        let mut bench = open(Look {
            size: TALL,
            ..Look::usual(Theme::Light)
        });
        bench.harness.set_size(TALL);
        bench.steps();
        let order = out_of_order(&bench.stops(), true);
        wrong.extend(order.into_iter().map(|one| format!("{name}: {one}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
