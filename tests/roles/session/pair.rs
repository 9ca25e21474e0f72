//! A novice and an expert of our own, from "Ask for help" to the end.

use std::sync::Arc;
use std::time::Duration;

use lifeline::journal::{self, Kind};
use lifeline::policy::{Change, Sources};
use lifeline::session::expert::{self, End, Expert, OpenOptions};
use lifeline::session::novice::{
    self, Answer, AskOptions, Caller, Command, ControlEnd, Event, InvitationInForce, Novice, NoviceSettings,
    Protection, Question, QuestionKind, SessionEnd,
};

use crate::novice_side::settings;
use crate::surroundings;
use crate::xvfb::Xvfb;

pub use crate::novice_side::{TIMEOUT, options, until};

/// A virtual display that ends with the test.
pub struct Display {
    _server: Xvfb,
    pub name: String,
}

impl Display {
    /// `None` where there is no Xvfb: the test is skipped.
    pub fn start(size: &str) -> Option<Self> {
        let server = Xvfb::start(size)?;
        let name = server.name.clone();
        Some(Self { _server: server, name })
    }

    /// Runs a small X program on it, to its end.
    pub fn run(&self, program: &str, arguments: &[&str]) {
        let status = surroundings::command(program)
            .args(arguments)
            .env("DISPLAY", &self.name)
            .status();
        assert!(status.is_ok_and(|status| status.success()), "{program} runs");
    }
}

pub fn waker() -> lifeline::session::Waker {
    Arc::new(|| ())
}

/// The novice wants what changed under control to count, and it counts: commands are obeyed one after the other, and
/// the second one is answered.
pub async fn keep_offers(novice: &mut Novice) {
    for command in [Command::KeepOffers, Command::ConnectTo("no reply".to_owned())] {
        novice.commands.send(command).await.unwrap();
    }
    until(&mut novice.events, |event| {
        matches!(event, Event::NotConnected(_)).then_some(())
    })
    .await;
}

pub struct Asked {
    pub novice: Novice,
    pub invitation: InvitationInForce,
    pub state: tempfile::TempDir,
}

/// The novice's side, with nothing asked for yet.
pub fn start(display: &str, state: &tempfile::TempDir, rules: Sources) -> Novice {
    hurry();
    novice::start(
        NoviceSettings {
            rules,
            ..settings(state.path(), display)
        },
        waker(),
    )
}

pub async fn ask(display: &str, change: impl FnOnce(&mut AskOptions)) -> Asked {
    ask_under(display, Sources::none(), change).await
}

/// The same under the rules of these sources.
pub async fn ask_under(display: &str, rules: Sources, change: impl FnOnce(&mut AskOptions)) -> Asked {
    let state = tempfile::tempdir().unwrap();
    let mut novice = start(display, &state, rules);
    let mut options = options();
    change(&mut options);
    novice.commands.send(Command::Ask(options)).await.unwrap();
    let invitation = until(&mut novice.events, |event| match event {
        Event::Invitation(invitation) => Some(invitation.clone()),
        Event::Error(problem) => panic!("{problem}"),
        _ => None,
    });
    let invitation = invitation.await;
    Asked {
        novice,
        invitation,
        state,
    }
}

/// The helper comes, and may see.
pub async fn let_in(asked: &mut Asked) -> Expert {
    let expert = open(&asked.invitation, &asked.invitation.password);
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    answer(&mut asked.novice, &asks, Answer::Allow).await;
    expert
}

pub fn open(invitation: &InvitationInForce, password: &str) -> Expert {
    open_with(invitation, password, unruled())
}

pub fn open_with(invitation: &InvitationInForce, password: &str, settings: expert::ExpertSettings) -> Expert {
    let options = OpenOptions {
        ticket: invitation.ticket.clone().into_bytes(),
        password: password.to_owned(),
        name: "Sam".to_owned(),
        address: None,
        size: (800, 600),
        wait: None,
    };
    expert::start(options, settings, waker())
}

pub async fn question(novice: &mut Novice, kind: QuestionKind) -> Question {
    until(&mut novice.events, |event| match event {
        Event::Question(question) if question.kind == kind => Some(question.clone()),
        _ => None,
    })
    .await
}

/// Somebody new may be allowed to see the screen a moment after "I called them".
pub fn hurry() {
    #[cfg(debug_assertions)]
    lifeline::session::consent::hurry::wait_only(Duration::from_millis(100));
}

/// Says who called whom, as soon as that counts.
pub async fn say_caller(novice: &mut Novice, question: &Question, caller: Caller) {
    loop {
        let called = Command::Called(question.id, caller);
        novice.commands.send(called).await.unwrap();
        let noted = until(&mut novice.events, |event| match event {
            Event::AnswerTooEarly(id) if *id == question.id => Some(false),
            Event::Called(id, noted) if *id == question.id => {
                assert_eq!(*noted, caller);
                Some(true)
            }
            _ => None,
        });
        if noted.await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Answers as soon as answers count; the session says when one came too early.
pub async fn answer(novice: &mut Novice, question: &Question, answer: Answer) {
    if answer == Answer::Allow && question.caller_seconds.is_some() {
        say_caller(novice, question, Caller::Novice).await;
    }
    loop {
        novice
            .commands
            .send(Command::Answer(question.id, answer))
            .await
            .unwrap();
        let taken = until(&mut novice.events, |event| match event {
            Event::AnswerTooEarly(id) if *id == question.id => Some(false),
            Event::QuestionClosed(id) if *id == question.id => Some(true),
            _ => None,
        });
        if taken.await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// "Let them control": asks the same question as the helper's request, which is answered with yes.
pub async fn let_control(novice: &mut Novice) {
    novice.commands.send(Command::AllowControl).await.unwrap();
    let asks = question(novice, QuestionKind::Control).await;
    answer(novice, &asks, Answer::Allow).await;
}

/// To be called before anything else has taken the news that the view begins.
pub async fn whole_picture(expert: &mut Expert) -> (u16, u16) {
    let mut seen = false;
    let sizes = std::cell::RefCell::new(Vec::new());
    loop {
        {
            let canvas = expert.canvas.lock().unwrap();
            if seen && canvas.bgra.chunks_exact(4).all(|pixel| pixel[3] == 255) {
                let size = (canvas.width, canvas.height);
                assert!(
                    sizes.borrow().iter().all(|told| *told == size),
                    "told {sizes:?}, shown {size:?}"
                );
                return size;
            }
        }
        // Before the view begins, news of a picture are those of the waiting picture.
        seen |= until(&mut expert.events, |event| match event {
            expert::Event::Viewing { width, height } => {
                sizes.borrow_mut().push((*width, *height));
                Some(true)
            }
            expert::Event::Picture => Some(false),
            expert::Event::Ended(end) => panic!("ended: {end:?}"),
            _ => None,
        })
        .await;
    }
}

/// What changed under control is looked for on a thread of its own: it is told before or after the session's end.
pub async fn changed_and_ended(novice: &mut Novice) -> (Vec<Change>, SessionEnd) {
    let seen = std::cell::RefCell::new((None, None));
    until(&mut novice.events, |event| {
        let mut seen = seen.borrow_mut();
        match event {
            Event::OffersChanged(changes) => seen.0 = Some(changes.clone()),
            Event::Ended(end) => seen.1 = Some(end.clone()),
            Event::Question(question) => panic!("{question:?}"),
            _ => {}
        }
        seen.0.clone().zip(seen.1.clone())
    })
    .await
}

pub async fn ended(expert: &mut Expert) -> End {
    until(&mut expert.events, |event| match event {
        expert::Event::Ended(end) => Some(end.clone()),
        _ => None,
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_session() {
    let Some(display) = Display::start("1024x600x24") else {
        return;
    };
    let mut asked = ask(&display.name, |_| ()).await;
    let mut expert = open(&asked.invitation, &asked.invitation.password);

    let asks = question(&mut asked.novice, QuestionKind::View).await;
    assert_eq!(asks.name, "Sam");
    assert_eq!(asks.protection, Protection::TlsAndRc4);
    answer(&mut asked.novice, &asks, Answer::Allow).await;
    // The first word of a view is of this very size: the waiting picture was none.
    assert_eq!(whole_picture(&mut expert).await, (1024, 600));

    expert.commands.send(expert::Command::RequestControl).await.unwrap();
    let asks = question(&mut asked.novice, QuestionKind::Control).await;
    answer(&mut asked.novice, &asks, Answer::Refuse).await;
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::ControlRefused(_)).then_some(())
    })
    .await;

    expert.commands.send(expert::Command::RequestControl).await.unwrap();
    let asks = question(&mut asked.novice, QuestionKind::Control).await;
    answer(&mut asked.novice, &asks, Answer::Allow).await;
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::Controlling).then_some(())
    })
    .await;

    asked.novice.commands.send(Command::TakeBack).await.unwrap();
    until(&mut asked.novice.events, |event| match event {
        Event::ControlEnded(ControlEnd::TakenBack) => Some(()),
        _ => None,
    })
    .await;
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::ControlEnded).then_some(())
    })
    .await;

    asked.novice.commands.send(Command::Pause).await.unwrap();
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::Paused(_)).then_some(())
    })
    .await;
    asked.novice.commands.send(Command::Resume).await.unwrap();
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::Resumed).then_some(())
    })
    .await;

    asked.novice.commands.send(Command::Stop).await.unwrap();
    assert_eq!(ended(&mut expert).await, End::NoviceStopped);

    // The same ticket opens again, and everything is asked again.
    let mut again = open(&asked.invitation, &asked.invitation.password);
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    answer(&mut asked.novice, &asks, Answer::Refuse).await;
    assert_eq!(ended(&mut again).await, End::NoviceSaidNo);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_expert_leaves() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let mut asked = ask(&display.name, |_| ()).await;
    let mut expert = let_in(&mut asked).await;
    whole_picture(&mut expert).await;
    expert.commands.send(expert::Command::End).await.unwrap();
    assert_eq!(ended(&mut expert).await, End::ByExpert);
    let end = until(&mut asked.novice.events, |event| match event {
        Event::Ended(end) => Some(end.clone()),
        _ => None,
    });
    assert_eq!(end.await, SessionEnd::ExpertLeft);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_helper_finds_the_first_there() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let mut asked = ask(&display.name, |_| ()).await;
    let mut first = open(&asked.invitation, &asked.invitation.password);
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    let mut second = open(&asked.invitation, &asked.invitation.password);
    assert_eq!(ended(&mut second).await, End::AlreadyHelped);
    answer(&mut asked.novice, &asks, Answer::Allow).await;
    whole_picture(&mut first).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_invitation_opens_nothing() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let mut asked = ask(&display.name, |_| ()).await;
    // A second invitation keeps the listener there.
    let other = AskOptions {
        view_only: true,
        port: None,
        ..options()
    };
    asked.novice.commands.send(Command::Ask(other)).await.unwrap();
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::Invitation(_)).then_some(())
    })
    .await;
    asked
        .novice
        .commands
        .send(Command::Cancel(asked.invitation.id.clone()))
        .await
        .unwrap();
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::Cancelled(_)).then_some(())
    })
    .await;
    let mut expert = open(&asked.invitation, &asked.invitation.password);
    assert_eq!(ended(&mut expert).await, End::Closed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_never_leaves_the_experts_computer() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let asked = ask(&display.name, |_| ()).await;
    let mut expert = open(&asked.invitation, "2222 2222 2222");
    assert_eq!(ended(&mut expert).await, End::WrongPassword);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_display_that_goes_away_ends_the_session() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let mut asked = ask(&display.name, |_| ()).await;
    let mut expert = let_in(&mut asked).await;
    whole_picture(&mut expert).await;
    drop(display);
    let end = until(&mut asked.novice.events, |event| match event {
        Event::Ended(end) => Some(end.clone()),
        _ => None,
    });
    assert!(matches!(end.await, SessionEnd::ScreenGone(_)));
    assert_eq!(ended(&mut expert).await, End::ScreenGone);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_on_record_and_requests_without_end_are_not() {
    const REQUESTS: usize = 40;
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let mut asked = ask(&display.name, |options| options.view_only = true).await;
    let mut expert = let_in(&mut asked).await;
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::Viewing { .. }).then_some(())
    })
    .await;
    let begun = std::time::Instant::now();
    for _ in 0..REQUESTS {
        expert.commands.send(expert::Command::RequestControl).await.unwrap();
        until(&mut expert.events, |event| {
            matches!(event, expert::Event::ControlRefused(_)).then_some(())
        })
        .await;
    }
    let seconds = usize::try_from(begun.elapsed().as_secs()).unwrap();
    asked.novice.commands.send(Command::Stop).await.unwrap();
    let summary = until(&mut asked.novice.events, |event| match event {
        Event::Summary(past) => Some(past.clone()),
        Event::Ended(end) => panic!("ended without a summary: {end:?}"),
        _ => None,
    })
    .await;
    let (who, why) = (summary.who.as_deref(), summary.why.as_deref());
    assert_eq!((who, why), (Some("Sam"), Some("stopped")));
    assert!(summary.viewed && !summary.controlled && summary.ended.is_some());
    assert_eq!(summary.caller.as_deref(), Some("i-called"));
    assert_eq!(ended(&mut expert).await, End::NoviceStopped);

    assert!(journal::finish(TIMEOUT));
    let entries = journal::read(asked.state.path()).unwrap();
    let kinds: Vec<Kind> = entries.iter().map(|entry| entry.kind).collect();
    let count = |wanted: Kind| kinds.iter().filter(|kind| **kind == wanted).count();
    assert_eq!(kinds[..3], [Kind::Started, Kind::Invited, Kind::Addresses]);
    assert_eq!(kinds[3..5], [Kind::Connected, Kind::ViewAllowed]);
    assert_eq!(entries[4].detail.as_deref(), Some("i-called"));
    assert_eq!(kinds[5..7], [Kind::ControlAsked, Kind::ControlRefused]);
    assert_eq!(kinds.last(), Some(&Kind::Ended));
    let recorded = count(Kind::ControlAsked);
    assert!(
        (1..=seconds + 1).contains(&recorded),
        "{recorded} of {REQUESTS} in {seconds} s"
    );
    let connected = entries.iter().find(|entry| entry.kind == Kind::Connected).unwrap();
    assert_eq!(connected.who.as_deref(), Some("Sam"));
    assert!(
        connected
            .address
            .as_deref()
            .is_some_and(|address| address.starts_with("127.0.0.1:"))
    );
}

/// The helper's side without an administrator, leaving no record.
pub fn unruled() -> expert::ExpertSettings {
    expert::ExpertSettings {
        state_dir: None,
        rules: Sources::none(),
    }
}
