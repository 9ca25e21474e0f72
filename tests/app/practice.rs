//! Practice: both roles in one window.

use std::sync::{Arc, Mutex};

use egui::Vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use lifeline::app::{ExpertLink, NoviceLink, OpenPractice, Practice, Threads};
use lifeline::session::expert::{self, Protection, SharedCanvas};
use lifeline::session::novice::{self, QuestionId, QuestionKind};
use tokio::sync::mpsc;

use super::bench::{invitation, question, services};

#[test]
fn practice_has_both_roles_side_by_side() {
    let (commands, mut novice_commands) = mpsc::channel(8);
    let (novice_events, events) = mpsc::channel(8);
    let (expert_end, mut expert_commands) = mpsc::channel(8);
    let (expert_events, expert_event_end) = mpsc::channel(8);
    let link = Mutex::new(Some(ExpertLink {
        commands: expert_end,
        events: expert_event_end,
        canvas: SharedCanvas::default(),
    }));
    let open: OpenPractice = Arc::new(move |_, _| Ok(link.lock().unwrap().take().expect("opened once")));
    let services = services();
    let threads: Threads = Arc::new(move |_, work| work(&services));
    let ctx = egui::Context::default();
    let practice = Practice::new(
        NoviceLink {
            commands: commands.into(),
            events,
        },
        open,
        threads,
        &ctx,
    );
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1100.0, 700.0))
        .with_context_setup(lifeline::app::tokens::apply)
        .build_ui_state(|ui, practice: &mut Practice| practice.show(ui), practice);
    novice_events.try_send(novice::Event::Invitation(invitation())).unwrap();
    harness.run_steps(4);
    let address = "127.0.0.1:3389".parse().unwrap();
    expert_events
        .try_send(expert::Event::Waiting {
            address,
            protection: Protection::TlsAndRc4,
        })
        .unwrap();
    novice_events
        .try_send(novice::Event::Question(question(QuestionKind::View)))
        .unwrap();
    harness.run_steps(4);
    assert!(harness.get_by_label("Do not allow").is_focused());
    harness.get_by_label_contains("Waiting for 127.0.0.1");
    novice_events
        .try_send(novice::Event::QuestionClosed(QuestionId(7)))
        .unwrap();
    novice_events.try_send(novice::Event::Viewing).unwrap();
    expert_events
        .try_send(expert::Event::Viewing {
            width: 400,
            height: 200,
        })
        .unwrap();
    harness.run_steps(4);
    harness.get_by_label("Let them control").click_accesskit();
    harness.run_steps(4);
    assert!(matches!(novice_commands.try_recv(), Ok(novice::Command::AllowControl)));
    harness.get_by_label("Request control").click_accesskit();
    harness.run_steps(4);
    assert!(matches!(
        expert_commands.try_recv(),
        Ok(expert::Command::RequestControl)
    ));
}
