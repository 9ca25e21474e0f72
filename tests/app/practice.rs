//! Practice: both roles in one window.

use egui::{Role, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use lifeline::app::PracticeScreen;
use lifeline::session::expert;
use lifeline::session::novice::{self, QuestionId, QuestionKind, SessionEnd};

use super::bench::{invitation, question};
use super::practising::Practising;

#[test]
fn practice_has_both_roles_side_by_side() {
    let mut practising = Practising::start(Vec2::new(1100.0, 700.0), 1.0);
    practising.tell(novice::Event::Question(question(QuestionKind::View)));
    assert!(practising.harness.get_by_label("Do not allow").is_focused());
    practising.harness.get_by_label_contains("Waiting for 127.0.0.1");
    practising.tell(novice::Event::QuestionClosed(QuestionId(7)));
    practising.tell(novice::Event::Viewing);
    practising.tell_expert(expert::Event::Viewing {
        width: 400,
        height: 200,
    });
    practising.harness.get_by_label("Let them control").click_accesskit();
    practising.harness.run_steps(4);
    let commanded = practising.novice.0.try_recv();
    assert!(matches!(commanded, Ok(novice::Command::AllowControl)));
    practising.harness.get_by_label("Request control").click_accesskit();
    practising.harness.run_steps(4);
    let commanded = practising.expert.0.try_recv();
    assert!(matches!(commanded, Ok(expert::Command::RequestControl)));
}

const NOVICE: &str = "The person who is helped";
const HELPER: &str = "The helper";
/// Of a small and old computer's screen, less the window's frame.
const SMALL: Vec2 = Vec2::new(792.0, 564.0);

type Step = fn(&mut Practising);

/// From the first frame to the end.
fn steps() -> [(&'static str, Step); 6] {
    [
        ("the first frame", |_| ()),
        ("an invitation", |practising| {
            practising.tell(novice::Event::Invitation(invitation()));
        }),
        ("the first question", |practising| {
            practising.tell(novice::Event::Question(question(QuestionKind::View)));
        }),
        ("a view", |practising| {
            practising.tell(novice::Event::QuestionClosed(QuestionId(7)));
            practising.tell(novice::Event::Viewing);
            practising.tell_expert(expert::Event::Viewing { width: 4, height: 2 });
        }),
        ("the second question", |practising| {
            practising.tell(novice::Event::Question(novice::Question {
                id: QuestionId(8),
                ..question(QuestionKind::Control)
            }));
        }),
        ("the end", |practising| {
            practising.tell(novice::Event::Ended(SessionEnd::NoviceStopped));
            practising.tell_expert(expert::Event::Ended(expert::End::NoviceStopped));
        }),
    ]
}

/// The names of all that has this role.
fn named(practising: &Practising, role: Role) -> Vec<String> {
    let found = practising.harness.query_all(by().role(role));
    found
        .map(|node| node.accesskit_node().label().unwrap_or_default())
        .collect()
}

fn press(practising: &mut Practising, name: &str) {
    practising.harness.get_by_label(name).click_accesskit();
    practising.harness.run_steps(4);
}

#[test]
fn each_half_is_named_all_the_time() {
    let mut practising = Practising::begin(Vec2::new(1180.0, 700.0), 1.0);
    for (what, step) in steps() {
        step(&mut practising);
        assert_eq!(named(&practising, Role::Region), [NOVICE, HELPER], "{what}");
        let headings = named(&practising, Role::Heading);
        for half in [NOVICE, HELPER] {
            assert!(headings.iter().any(|heading| heading == half), "{what}: {headings:?}");
        }
    }
}

#[test]
fn where_there_is_no_room_for_both_halves_each_has_its_tab_all_the_time() {
    for pixels in [1.0, 2.0] {
        let mut practising = Practising::begin(SMALL / pixels, pixels);
        for (what, step) in steps() {
            step(&mut practising);
            assert_eq!(named(&practising, Role::Tab), [NOVICE, HELPER], "{what}");
            for half in [HELPER, NOVICE] {
                practising
                    .harness
                    .get_by_role_and_label(Role::Tab, half)
                    .click_accesskit();
                practising.harness.run_steps(4);
                assert_eq!(named(&practising, Role::TabPanel), [half], "{what}");
                let shown = practising.harness.get_by_role_and_label(Role::Tab, half);
                assert_eq!(shown.accesskit_node().is_selected(), Some(true), "{what}");
                assert!(shown.rect().right() <= SMALL.x / pixels, "{what}: {half} is cut off");
            }
        }
    }
}

#[test]
fn a_question_shows_the_half_of_the_person_who_is_asked_and_then_gives_way_again() {
    let mut practising = Practising::begin(SMALL, 1.0);
    for (what, step) in &steps()[..4] {
        if *what == "a view" {
            practising.harness.get_by_label("Do not allow");
        }
        step(&mut practising);
    }
    // Whoever answered the first question stays where they were.
    practising.harness.get_by_label("Stop sharing");
    press(&mut practising, HELPER);
    practising.harness.get_by_label("Request control");
    let (_, ask) = steps()[4];
    ask(&mut practising);
    assert!(practising.harness.get_by_label("Do not allow").is_focused());
    practising.tell(novice::Event::QuestionClosed(QuestionId(8)));
    practising.harness.get_by_label("Request control");
    // Whoever looks away from a question comes back to it by themselves.
    ask(&mut practising);
    press(&mut practising, HELPER);
    assert!(practising.harness.query_by_label("Do not allow").is_none());
    press(&mut practising, NOVICE);
    practising.tell(novice::Event::QuestionClosed(QuestionId(8)));
    practising.harness.get_by_label("Stop sharing");
}

/// Its invitation goes with it.
#[test]
fn an_ended_practice_advises_nothing_that_only_real_help_needs() {
    let mut practising = Practising::begin(SMALL, 1.0);
    steps()[..4].iter().for_each(|(_, step)| step(&mut practising));
    practising.tell(novice::Event::Ended(SessionEnd::NoviceStopped));
    practising
        .harness
        .get_by_label_contains("After real help you would read here");
    assert!(
        practising
            .harness
            .query_by_label_contains("If nobody is to come back")
            .is_none()
    );
}

/// The helper's view of it has its own name; here is what a screen reader finds of the screen itself.
#[test]
fn the_practice_screen_and_its_field_have_names() {
    let ctx = egui::Context::default();
    let harness = Harness::builder()
        .with_context_setup(lifeline::app::tokens::apply)
        .build_ui_state(
            |ui, screen: &mut PracticeScreen| screen.show(ui),
            PracticeScreen::new(&ctx),
        );
    let field = harness.get_by_role(Role::TextInput);
    assert_eq!(
        field.accesskit_node().label().as_deref(),
        Some("Typed text appears here")
    );
    let window = harness.root().accesskit_node().label();
    assert_eq!(window.as_deref(), Some("Practice screen"));
}
