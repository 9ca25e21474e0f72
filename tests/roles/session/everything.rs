//! "Something is wrong" and "Let them control": the one ends everything, the other gives nothing by itself.

use std::net::{Ipv4Addr, TcpStream};

use lifeline::invitation::Store;
use lifeline::journal;
use lifeline::session::expert::End;
use lifeline::session::novice::{Answer, AskOptions, Caller, Command, Event, QuestionKind, SessionEnd, WaitOptions};
use lifeline::session::record::session_log;

use super::pair::{
    Display, TIMEOUT, answer, ask, ended, let_in, open, options, question, say_caller, until, whole_picture,
};
use crate::port::free_port;

#[tokio::test(flavor = "multi_thread")]
async fn something_is_wrong_closes_every_way_in() {
    let mut asked = ask(":no-display", |_| ()).await;
    let commands = asked.novice.commands.clone();
    let another = AskOptions {
        port: Some(free_port()),
        ..options()
    };
    commands.send(Command::Ask(another)).await.unwrap();
    let second = until(&mut asked.novice.events, |event| match event {
        Event::Invitation(invitation) => Some(invitation.clone()),
        _ => None,
    })
    .await;
    let offers = WaitOptions {
        port: Some(free_port()),
        listen: Some(Ipv4Addr::LOCALHOST.into()),
    };
    commands.send(Command::Wait(offers)).await.unwrap();
    let waiting = until(&mut asked.novice.events, |event| match event {
        Event::Waiting { port } => Some(*port),
        Event::NotWaiting(problem) => panic!("{problem}"),
        _ => None,
    })
    .await;
    let mut expert = open(&asked.invitation, &asked.invitation.password);
    question(&mut asked.novice, QuestionKind::View).await;

    commands.send(Command::EndEverything).await.unwrap();
    let heard = std::cell::RefCell::new((Vec::new(), false, None));
    until(&mut asked.novice.events, |event| {
        let mut heard = heard.borrow_mut();
        match event {
            Event::Cancelled(id) => heard.0.push(id.clone()),
            Event::AllClosed => heard.1 = true,
            Event::Ended(why) => heard.2 = Some(why.clone()),
            _ => {}
        }
        (heard.1 && heard.2.is_some()).then_some(())
    })
    .await;
    let (cancelled, _, end) = heard.into_inner();
    assert_eq!(cancelled.len(), 2);
    assert!(cancelled.contains(&asked.invitation.id) && cancelled.contains(&second.id));
    assert_eq!(end, Some(SessionEnd::ViewRefused), "nothing had been shared");
    assert_eq!(ended(&mut expert).await, End::NoviceSaidNo);
    // Nor does the next start serve them: the keys go with the last who held them, whose farewell may still be on its
    // way.
    let gone = async {
        while Store::holds_any(asked.state.path()) {
            tokio::task::yield_now().await;
        }
        for port in [asked.invitation.port, second.port, waiting] {
            // The listener's task ends at its next turn.
            while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                tokio::task::yield_now().await;
            }
        }
    };
    tokio::time::timeout(TIMEOUT, gone).await.expect("nobody can come");
}

#[tokio::test(flavor = "multi_thread")]
async fn that_they_called_is_on_record() {
    let mut asked = ask(":no-display", |_| ()).await;
    let mut expert = open(&asked.invitation, &asked.invitation.password);
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    say_caller(&mut asked.novice, &asks, Caller::Helper).await;
    asked.novice.commands.send(Command::EndEverything).await.unwrap();
    assert_eq!(ended(&mut expert).await, End::NoviceSaidNo);
    assert!(journal::finish(TIMEOUT));
    let entries = journal::read(asked.state.path()).unwrap();
    let said = session_log(&entries);
    assert!(
        said.contains("You said that they had called you. You did not let them"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn let_them_control_asks_first() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let mut asked = ask(&display.name, |_| ()).await;
    let mut expert = let_in(&mut asked).await;
    whole_picture(&mut expert).await;
    for wanted in [Answer::Refuse, Answer::Allow] {
        asked.novice.commands.send(Command::AllowControl).await.unwrap();
        let asks = until(&mut asked.novice.events, |event| match event {
            Event::Question(question) => Some(question.clone()),
            Event::Controlling => panic!("one press gave control"),
            _ => None,
        })
        .await;
        assert_eq!(asks.kind, QuestionKind::Control);
        assert!(asks.locked_seconds > 0);
        answer(&mut asked.novice, &asks, wanted).await;
    }
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::Controlling).then_some(())
    })
    .await;
}
