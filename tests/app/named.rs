//! What a screen reader finds: everything that can be used has a name, on every screen.

use egui::{Role, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};

use super::screens::{Look, screens};

/// Roles of what is pressed, chosen, typed into or read as a heading.
const USED: [Role; 14] = [
    Role::Button,
    Role::DefaultButton,
    Role::Link,
    Role::CheckBox,
    Role::RadioButton,
    Role::RadioGroup,
    Role::ComboBox,
    Role::Slider,
    Role::SpinButton,
    Role::TextInput,
    Role::MultilineTextInput,
    Role::PasswordInput,
    Role::Canvas,
    Role::Heading,
];

#[test]
fn everything_that_can_be_used_has_a_name() {
    let mut found = 0;
    for (screen, open) in screens() {
        let bench = open(Look::usual(Theme::Light));
        for node in bench
            .harness
            .query_all(by().predicate(|node| USED.contains(&node.role())))
        {
            found += 1;
            let named = node
                .accesskit_node()
                .label()
                .is_some_and(|name| !name.trim().is_empty());
            assert!(named, "{screen}: {node:?}");
        }
        let headings = bench.harness.query_all(by().role(Role::Heading)).count();
        // The bar is one line, and a question is one text that is read in one go.
        let is_one_text = ["bar", "question"].iter().any(|one| screen.starts_with(one));
        assert!(headings > 0 || is_one_text, "{screen} has no heading");
    }
    assert!(found > 50, "only {found}");
}
