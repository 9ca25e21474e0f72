//! What a screen reader finds on every page and in every state of it: everything has a name, and no two that do
//! different things have one name.

use std::collections::BTreeSet;

use egui::{Role, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use lifeline::session::novice::{self, QuestionKind};

use super::bench::{Bench, question};
use super::screens::{Look, screens};
use super::states::states;

/// Roles of what only holds something, and may do so without a name.
const HOLDERS: [Role; 5] = [
    Role::GenericContainer,
    Role::Pane,
    Role::ScrollBar,
    Role::TextRun,
    Role::Window,
];
const PRESSED: [Role; 4] = [Role::Button, Role::DefaultButton, Role::Link, Role::CheckBox];

/// What is wrong with what this shows, and how much was looked at.
fn look(name: &str, bench: &Bench, wrong: &mut Vec<String>) -> usize {
    let mut pressed = BTreeSet::new();
    let mut found = 0;
    for node in bench.harness.query_all(by()) {
        let node = node.accesskit_node();
        let role = node.role();
        let focusable = node.data().supports_action(egui::accesskit::Action::Focus);
        if node.is_hidden() || (HOLDERS.contains(&role) && !focusable) {
            continue;
        }
        found += 1;
        let called = if role == Role::Label {
            node.value()
        } else {
            node.label()
        };
        let called = called.unwrap_or_default();
        if called.trim().is_empty() || role == Role::Unknown {
            wrong.push(format!("{name}: {role:?} {called:?} at {:?}", node.raw_bounds()));
        }
        if PRESSED.contains(&role) && !pressed.insert(called.clone()) {
            wrong.push(format!("{name}: two are called {called:?}"));
        }
    }
    found
}

#[test]
fn everything_has_a_name_of_its_own() {
    let (mut found, mut wrong) = (0, Vec::new());
    for (screen, open) in screens() {
        found += look(screen, &open(Look::usual(Theme::Light)), &mut wrong);
    }
    for (state, open) in states() {
        found += look(state, &open(), &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(found > 500, "only {found}");
}

/// Whatever is greyed says why: to who rests the pointer on it, and to a screen reader.
#[test]
fn nothing_is_greyed_without_a_reason() {
    let (mut greyed, mut wrong) = (BTreeSet::new(), Vec::new());
    let mut look = |name: &str, bench: &Bench| {
        for node in bench.harness.query_all(by().predicate(|node| node.is_disabled())) {
            let node = node.accesskit_node();
            let read = [Role::Label, Role::Heading, Role::RadioGroup, Role::Group].contains(&node.role());
            if node.is_hidden() || read || HOLDERS.contains(&node.role()) {
                continue;
            }
            let called = node.label().unwrap_or_default();
            if node.data().description().is_none_or(str::is_empty) {
                wrong.push(format!("{name}: {:?} {called:?}", node.role()));
            }
            greyed.insert(called);
        }
    };
    for (screen, open) in screens().into_iter().chain(super::screens::states()) {
        look(screen, &open(Look::usual(Theme::Light)));
    }
    for (state, open) in states() {
        look(state, &open());
    }
    // While something is read or kept, and beside the practice.
    for (page, pressed) in [
        ("Ask for help", None),
        ("Settings", Some("125%")),
        ("Who may offer help", Some("They may offer to look, and ask to control")),
    ] {
        let mut bench = Bench::new(lifeline::app::Start::Home);
        if pressed.is_none() {
            bench.fall_silent();
        }
        bench.press(page);
        bench.fall_silent();
        if let Some(pressed) = pressed {
            bench.press(pressed);
        }
        look(page, &bench);
    }
    let mut bench = Bench::new(lifeline::app::Start::Home);
    bench.fall_silent();
    bench.press("Practise");
    look("practice", &bench);
    assert!(wrong.is_empty(), "{wrong:#?}");
    for name in [
        "Make the invitation",
        "Save picture",
        "Send Esc",
        "Request control",
        "Let them see my screen",
        "I called them",
        "Offer my help",
        "Connect",
        "Use this text",
        "Practise",
        "Put them on the list",
        "A sound calls me when I am asked something",
        "They may offer to look, and ask to control",
    ] {
        assert!(greyed.contains(name), "{name} is greyed in no state: {greyed:#?}");
    }
}

#[test]
fn every_page_has_one_heading_above_all_others() {
    for (screen, open) in screens() {
        let bench = open(Look::usual(Theme::Light));
        let headings = bench.harness.query_all(by().role(Role::Heading));
        let levels: Vec<_> = headings.map(|node| node.accesskit_node().level()).collect();
        let first = levels.iter().filter(|level| **level == Some(1)).count();
        // The bar is one line.
        let wanted = usize::from(screen != "bar");
        assert!(
            first == wanted && levels.iter().all(Option::is_some),
            "{screen}: {levels:?}"
        );
    }
}

/// All choices of one thing are a group that bears its name, and each knows which of how many it is.
#[test]
fn choices_are_groups_with_a_name() {
    let mut found = 0;
    for (screen, open) in screens() {
        let bench = open(Look::usual(Theme::Light));
        for node in bench.harness.query_all(by().role(Role::RadioButton)) {
            let node = node.accesskit_node();
            let group =
                std::iter::successors(node.parent(), |one| one.parent()).find(|one| one.role() == Role::RadioGroup);
            let group = group.unwrap_or_else(|| panic!("{screen}: {:?} is in no group", node.label()));
            assert!(group.label().is_some_and(|name| !name.is_empty()), "{screen}");
            let (position, size) = (node.position_in_set(), group.size_of_set());
            assert!(position < size && size >= Some(2), "{screen}: {position:?} of {size:?}");
            found += 1;
        }
    }
    assert!(found > 20, "only {found}");
}

#[test]
fn what_is_only_read_is_read_only_and_not_disabled() {
    let mut found = 0;
    for (state, open) in [
        ("the invitation", Bench::invited as fn() -> Bench),
        ("a reply", Bench::listening),
    ] {
        let bench = open();
        for node in bench.harness.query_all(by().predicate(|node| node.is_text_input())) {
            let node = node.accesskit_node();
            assert!(
                node.is_read_only() && !node.is_disabled(),
                "{state}: {:?}",
                node.label()
            );
            found += 1;
        }
    }
    assert_eq!(found, 2);
}

/// The window is called by what it shows, and what asks the person something is a dialog of that name.
#[test]
fn windows_have_names_and_what_asks_is_a_dialog() {
    let dialog = |bench: &Bench| {
        let found = bench.harness.query_all(by().predicate(|node| node.is_dialog()));
        let found: Vec<_> = found
            .map(|node| (node.accesskit_node().role(), node.accesskit_node().label()))
            .collect();
        assert!(found.len() < 2, "{found:?}");
        found.into_iter().next()
    };
    let window = |bench: &Bench| {
        let root = bench.harness.root();
        (
            root.accesskit_node().role(),
            root.accesskit_node().label().unwrap_or_default(),
        )
    };
    let named = |name: &str| (Role::Window, name.to_owned());
    let alert = |name: &str| Some((Role::AlertDialog, Some(name.to_owned())));

    let mut bench = Bench::new(lifeline::app::Start::Home);
    assert_eq!((window(&bench), dialog(&bench)), (named("Lifeline"), None));
    bench.invite();
    assert_eq!((window(&bench), dialog(&bench)), (named("Lifeline"), None));
    let asks = "Someone wants to see your screen";
    bench.tell(novice::Event::Question(question(QuestionKind::View)));
    assert_eq!((window(&bench), dialog(&bench)), (named(asks), alert(asks)));
    bench.pass(std::time::Duration::from_millis(1100));
    bench.press("They called me");
    let (_, called) = dialog(&bench).expect("a dialog");
    assert!(
        bench
            .harness
            .query_all(by().role(Role::Heading))
            .any(|node| node.accesskit_node().label() == called)
    );
    let bench = Bench::asked(QuestionKind::Control);
    let asks = "May they use your mouse and keyboard?";
    assert_eq!((window(&bench), dialog(&bench)), (named(asks), alert(asks)));
    let bench = Bench::sharing();
    assert_eq!((window(&bench), dialog(&bench)), (named("Your screen is shared"), None));
    let bench = Bench::viewing();
    assert_eq!((window(&bench), dialog(&bench)), (named("“Anna” · Lifeline"), None));
    let mut bench = Bench::new(lifeline::app::Start::Home);
    bench.invite();
    bench.close();
    let closing = Some((Role::Dialog, Some("Your invitation is still in force".to_owned())));
    assert_eq!((window(&bench), dialog(&bench)), (named("Lifeline"), closing));
}
