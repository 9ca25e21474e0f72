//! The terminal speaks the language, and its lines begin with the same words in all: scripts read them.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use lifeline::session::expert::{self, Canvas, End, Protection};
use lifeline::session::novice::{
    self, ControlEnd, ControlRefusal, InvitationId, PauseReason, Problem, Question, QuestionId, QuestionKind,
    SessionEnd,
};
use lifeline::terminal::{Called, Delivered, ExpertRun, NoviceRun, Purpose, Screen, Typed};
use lifeline::texts::LANGUAGES;
use lifeline::vocabulary::{Economy, KeptBack};
use tokio::sync::mpsc;

use super::bench::invitation;
use super::{before_english, speaking};

/// What was printed: the lines, and the notes for people.
type Printed = (String, String);

async fn settle() {
    for _ in 0..32 {
        tokio::task::yield_now().await;
    }
}

fn printed(screen: Screen<Vec<u8>, Vec<u8>>) -> Printed {
    let (lines, notes) = screen.into_parts();
    (String::from_utf8(lines).unwrap(), String::from_utf8(notes).unwrap())
}

fn question(kind: QuestionKind) -> novice::Event {
    novice::Event::Question(Question {
        address: "203.0.113.7:40000".parse().unwrap(),
        ..super::bench::question(kind)
    })
}

/// A session as the person who asks, with every kind of line.
async fn asking() -> Printed {
    let (commands, mut command_end) = mpsc::channel(64);
    let (events, event_end) = mpsc::channel(1);
    let (typed, typed_end) = mpsc::channel(64);
    let run = NoviceRun {
        purpose: Purpose::Ask(novice::AskOptions {
            life: Duration::from_secs(3600),
            view_only: false,
            older_windows: false,
            economy: Economy::default(),
            port: None,
            password: None,
            listen: None,
            router: novice::RouterChoice::default(),
        }),
        commands: commands.into(),
        events: event_end,
        typed: typed_end,
        deliver: Box::new(|invitation| Ok(Delivered::as_kept(invitation))),
        text: true,
        called: Called::default(),
    };
    let run = tokio::spawn(async move {
        let mut screen = Screen::new(Vec::new(), Vec::new());
        lifeline::terminal::novice(run, &mut screen, std::future::pending()).await;
        printed(screen)
    });
    let address = "203.0.113.7:40000".parse().unwrap();
    let id = InvitationId("one".to_owned());
    let tell = async |event| {
        events.send(event).await.unwrap();
        settle().await;
    };
    assert!(command_end.recv().await.is_some());
    tell(novice::Event::Invitation(invitation())).await;
    tell(novice::Event::Listening(address)).await;
    tell(novice::Event::Mapped(address)).await;
    tell(novice::Event::TryFailed {
        id: id.clone(),
        address,
        tries_left: 3,
    })
    .await;
    tell(novice::Event::Connected { address }).await;
    tell(question(QuestionKind::View)).await;
    tell(novice::Event::AnswerTooEarly(QuestionId(7))).await;
    tell(novice::Event::QuestionClosed(QuestionId(7))).await;
    tell(novice::Event::Viewing).await;
    typed.send(Typed::now("nonsense")).await.unwrap();
    settle().await;
    tell(question(QuestionKind::Control)).await;
    tell(novice::Event::QuestionClosed(QuestionId(7))).await;
    tell(novice::Event::Controlling).await;
    tell(novice::Event::ControlEnded(ControlEnd::Escape)).await;
    for everything in [true, false] {
        let kept_back = KeptBack {
            everything,
            protected: true,
        };
        tell(novice::Event::KeptBack(kept_back)).await;
    }
    tell(novice::Event::Paused(PauseReason::BarHidden)).await;
    tell(novice::Event::Resumed).await;
    tell(novice::Event::Error(Problem {
        what: lifeline::t!("control-start-what"),
        why: lifeline::t!("control-silent-why"),
        remedy: lifeline::t!("control-start-remedy"),
    }))
    .await;
    tell(novice::Event::Ended(SessionEnd::NoviceStopped)).await;
    tell(novice::Event::Expired(id)).await;
    drop((events, command_end));
    run.await.unwrap()
}

/// The same as the helper.
async fn helping() -> Printed {
    let (commands, _command_end) = mpsc::channel(64);
    let (events, event_end) = mpsc::channel(1);
    let (typed, typed_end) = mpsc::channel(64);
    let run = ExpertRun {
        commands,
        events: event_end,
        canvas: Arc::new(Mutex::new(Canvas::default())),
        typed: typed_end,
        snapshot: None::<PathBuf>,
    };
    let run = tokio::spawn(async move {
        let mut screen = Screen::new(Vec::new(), Vec::new());
        lifeline::terminal::expert(run, &mut screen, std::future::pending()).await;
        printed(screen)
    });
    let address = "192.0.2.9:3389".parse().unwrap();
    let tell = async |event| {
        events.send(event).await.unwrap();
        settle().await;
    };
    tell(expert::Event::Connecting {
        address: "192.0.2.9:3389".to_owned(),
    })
    .await;
    tell(expert::Event::Listening(address)).await;
    tell(expert::Event::Reply {
        text: "REPLY".to_owned(),
        expires: SystemTime::now(),
    })
    .await;
    tell(expert::Event::Postponed { seconds: 7 }).await;
    tell(expert::Event::Waiting {
        address,
        protection: Protection::TlsAndRc4,
    })
    .await;
    tell(expert::Event::Viewing { width: 2, height: 1 }).await;
    for line in ["nonsense", "key nonsense", "type before control", "request-control"] {
        typed.send(Typed::now(line)).await.unwrap();
        settle().await;
    }
    tell(expert::Event::ControlRefused(ControlRefusal::Novice)).await;
    tell(expert::Event::Controlling).await;
    tell(expert::Event::InputRefused).await;
    tell(expert::Event::SystemAsks(true)).await;
    tell(expert::Event::SystemAsks(false)).await;
    tell(expert::Event::ControlEnded).await;
    tell(expert::Event::Paused(PauseReason::BarHidden)).await;
    tell(expert::Event::Resumed).await;
    tell(expert::Event::Ended(End::WrongPassword)).await;
    run.await.unwrap()
}

/// What stands before a sentence: all of a line, unless it is an error, whose sentence is for people.
fn fixed(lines: &str) -> Vec<String> {
    let fixed = |line: &str| match line.strip_prefix("error ") {
        Some(_) => "error".to_owned(),
        None => line.to_owned(),
    };
    lines.lines().map(fixed).collect()
}

#[tokio::test(start_paused = true)]
#[expect(clippy::await_holding_lock, reason = "the tests of one process take turns")]
async fn lines_begin_with_the_same_words_in_every_language_and_notes_do_not() {
    let english = {
        let _turn = speaking(&LANGUAGES[..1]);
        [asking().await, helping().await]
    };
    for line in [
        "invitation /",
        "question view \"Sam\"",
        "viewing",
        "control-ended escape",
        "ended stopped",
        "error",
    ] {
        assert!(
            fixed(&english[0].0).iter().any(|one| one.starts_with(line)),
            "{line}: {}",
            english[0].0
        );
    }
    for language in &LANGUAGES[1..] {
        let _turn = speaking(&before_english(*language));
        for ((lines, notes), (known, english)) in [asking().await, helping().await].iter().zip(&english) {
            assert_eq!(fixed(lines), fixed(known), "{}", language.tag);
            let same = notes
                .lines()
                .filter(|note| note.len() > 20 && english.contains(*note))
                .count();
            assert_eq!(same, 0, "{} says it in English: {notes}", language.tag);
        }
    }
}
