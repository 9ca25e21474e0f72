//! Practice: both roles in one window.

use egui::Vec2;
use egui_kittest::kittest::Queryable as _;
use lifeline::session::expert;
use lifeline::session::novice::{self, QuestionId, QuestionKind};

use super::bench::question;
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
