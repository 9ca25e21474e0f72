//! Whoever comes again and again is asked about ever more rarely, and leaves few lines. They are counted in a process
//! of their own: what is put together of events that repeat is put down when another test waits for its own journal.

use lifeline::journal::{self, Entry, Kind};
use lifeline::rdp::FromNovice;
use lifeline::rdp::channels::remdesk::Message;
use lifeline::session::expert::{self, End, ExpertSettings};
use lifeline::session::novice::{Answer, Command, Event, Question, QuestionKind, SessionEnd};

use super::before_view::Client;
use super::official::Forger;
use super::pair::{
    Asked, Display, TIMEOUT, answer, ask, ended, open, open_with, question, unruled, until, whole_picture,
};
use crate::alone::is_alone;
use crate::novice_side::NO_DISPLAY;

/// The pause doubles each time, so that it is longer than any way to the question before so many visits.
const VISITS: u64 = 10;

/// Comes and goes, with the right password: a question, or how long is to be waited.
async fn visit(asked: &mut Asked) -> Result<Question, u32> {
    let mut client = Forger::connect(asked).await;
    match client.password(|proof| proof).await {
        Message::Result(0) => {
            let asks = question(&mut asked.novice, QuestionKind::View).await;
            drop(client);
            until(&mut asked.novice.events, |event| {
                matches!(event, Event::Ended(SessionEnd::ExpertLeft | SessionEnd::Lost)).then_some(())
            })
            .await;
            Ok(asks)
        }
        Message::ComeBack { seconds } => {
            let result = client.client.find(|message| match message {
                FromNovice::Remdesk(Message::Result(code)) => Some(*code),
                _ => None,
            });
            assert_eq!(result.await, 41, "programs that know nothing of it are told no");
            Err(seconds)
        }
        other => panic!("{other:?}"),
    }
}

fn entries(dir: &std::path::Path) -> Vec<Entry> {
    assert!(journal::finish(TIMEOUT));
    journal::read(dir).unwrap()
}

fn count(entries: &[Entry], kind: Kind) -> u64 {
    let of_kind = entries.iter().filter(|entry| entry.kind == kind);
    of_kind.map(|entry| entry.count).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_again_at_once_is_told_when_and_nobody_is_asked() {
    if !is_alone() {
        return;
    }
    let mut asked = ask(NO_DISPLAY, |_| ()).await;
    let mut newest = 0;
    let mut told = None;
    while told.is_none() {
        match visit(&mut asked).await {
            Ok(question) => newest = question.id.0,
            Err(seconds) => told = Some(seconds),
        }
        assert!(newest < VISITS, "there is no pause");
    }
    assert!((1..=300).contains(&told.unwrap()), "{told:?}");
    // Another program is told no. It may come just after the pause, and then begins a longer one.
    loop {
        let mut other = Client::connect(&asked).await;
        other.prove(&asked).await;
        let code = other.find(|message| match message {
            FromNovice::Remdesk(Message::ComeBack { .. }) => panic!("it does not know this message"),
            FromNovice::Remdesk(Message::Result(code)) => Some(*code),
            _ => None,
        });
        match code.await {
            0 => newest = question(&mut asked.novice, QuestionKind::View).await.id.0,
            code => {
                assert_eq!(code, 41);
                break;
            }
        }
        assert!(newest < VISITS, "there is no pause");
    }
    let entries = entries(asked.state.path());
    assert_eq!(count(&entries, Kind::Connected), newest, "each visit is counted");
    assert!(count(&entries, Kind::TooSoon) >= 2);
    let lines = entries.iter().filter(|entry| entry.kind == Kind::Connected).count();
    assert!(lines <= 2, "the first, and the others together: {lines}");
    assert!(!journal::log_dir(asked.state.path()).exists(), "no log without a yes");

    // A helper's own Lifeline waits, and is asked about once more.
    let mut expert = open(&asked.invitation, &asked.invitation.password);
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    assert_eq!(asks.id.0, newest + 1, "nobody was asked about meanwhile");
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::Waiting { .. }).then_some(())
    })
    .await;
    // A yes ends the pauses. (There is no screen to be seen.)
    answer(&mut asked.novice, &asks, Answer::Allow).await;
    assert_eq!(ended(&mut expert).await, End::ScreenGone);
    assert!(visit(&mut asked).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_novice_who_toggles_leaves_few_lines_at_the_helper() {
    if !is_alone() {
        return;
    }
    const TIMES: u64 = 25;
    let Some(display) = Display::start("320x240x24") else {
        return;
    };
    let mut asked = ask(&display.name, |_| ()).await;
    let helper = tempfile::tempdir().unwrap();
    let settings = ExpertSettings {
        state_dir: Some(helper.path().to_owned()),
        ..unruled()
    };
    let mut expert = open_with(&asked.invitation, &asked.invitation.password, settings);
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    answer(&mut asked.novice, &asks, Answer::Allow).await;
    whole_picture(&mut expert).await;
    for _ in 0..TIMES {
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
    }
    asked.novice.commands.send(Command::Stop).await.unwrap();
    assert_eq!(ended(&mut expert).await, End::NoviceStopped);
    (&mut expert.done).await.unwrap();
    let theirs = entries(helper.path());
    for kind in [Kind::Paused, Kind::Resumed] {
        assert_eq!(count(&theirs, kind), TIMES, "{theirs:#?}");
        let lines = theirs.iter().filter(|entry| entry.kind == kind).count();
        assert!(lines <= 3, "{theirs:#?}");
    }
    let log = std::fs::read_dir(journal::log_dir(helper.path()))
        .unwrap()
        .next()
        .unwrap();
    let text = std::fs::read_to_string(log.unwrap().path()).unwrap();
    assert!(text.contains(&format!("{TIMES} times between")), "{text}");
    // What the person here did stands as it was done.
    assert_eq!(
        entries(asked.state.path())
            .iter()
            .filter(|entry| entry.kind == Kind::Paused)
            .count(),
        usize::try_from(TIMES).unwrap()
    );
}
