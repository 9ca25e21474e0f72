//! A part of the program breaks down in the middle of a session: the session ends, everything with it, and the novice
//! is told.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lifeline::session::expert::{self, End};
use lifeline::session::novice::{self, Answer, Command, Event, Novice, QuestionKind, SessionEnd};

use super::pair::{Display, answer, ended, hurry, open, options, question, until};
use crate::novice_side::settings;

/// A front end's waker that breaks down once, in the thread that it is called from, when it is told to.
#[derive(Clone, Default)]
struct Trap {
    armed: Arc<AtomicBool>,
}

impl Trap {
    /// `service`: breaks the service's thread; otherwise whatever else tells the front end something next.
    fn waker(&self, service: bool) -> lifeline::session::Waker {
        let armed = Arc::clone(&self.armed);
        Arc::new(move || {
            let here = (std::thread::current().name() == Some("service")) == service;
            assert!(!(here && armed.swap(false, Ordering::SeqCst)), "as the test wants it");
        })
    }

    fn arm(&self) {
        self.armed.store(true, Ordering::SeqCst);
    }
}

async fn viewed(display: &Display, state: &tempfile::TempDir, trap: &Trap, service: bool) -> (Novice, expert::Expert) {
    let settings = settings(state.path(), &display.name);
    hurry();
    let mut novice = novice::start(settings, trap.waker(service));
    novice.commands.send(Command::Ask(options())).await.unwrap();
    let invitation = until(&mut novice.events, |event| match event {
        Event::Invitation(invitation) => Some(invitation.clone()),
        _ => None,
    })
    .await;
    let expert = open(&invitation, &invitation.password);
    let asks = question(&mut novice, QuestionKind::View).await;
    answer(&mut novice, &asks, Answer::Allow).await;
    until(&mut novice.events, |event| {
        matches!(event, Event::Viewing).then_some(())
    })
    .await;
    (novice, expert)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_breaks_down_ends_and_says_so() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let (state, trap) = (tempfile::tempdir().unwrap(), Trap::default());
    let (mut novice, mut expert) = viewed(&display, &state, &trap, false).await;
    trap.arm();
    novice.commands.send(Command::Pause).await.unwrap();
    let end = until(&mut novice.events, |event| match event {
        Event::Ended(end) => Some(end.clone()),
        _ => None,
    });
    assert_eq!(end.await, SessionEnd::Fault);
    assert_eq!(ended(&mut expert).await, End::Lost);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_breaks_down_leaves_no_session() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let (state, trap) = (tempfile::tempdir().unwrap(), Trap::default());
    let (mut novice, mut expert) = viewed(&display, &state, &trap, true).await;
    trap.arm();
    novice
        .commands
        .send(Command::ConnectTo("no reply".to_owned()))
        .await
        .unwrap();
    let (told, over) = (Cell::new(false), Cell::new(false));
    until(&mut novice.events, |event| {
        match event {
            Event::Error(_) => told.set(true),
            Event::Ended(end) => over.set(*end == SessionEnd::NoviceStopped),
            _ => {}
        }
        (told.get() && over.get()).then_some(())
    })
    .await;
    assert_eq!(ended(&mut expert).await, End::NoviceStopped);
}
