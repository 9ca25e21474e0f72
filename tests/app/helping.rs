//! Helping someone: the invitation, the password, what is waited for and how it ends.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use egui::{Event, Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lifeline::app::{AtEnd, OpenStart, Start, TicketSource, tokens};
use lifeline::session::expert::{self, End, ListenFailure, Protection, ProtocolFailure};

use super::bench::Bench;
use super::painted::painted;

#[test]
fn helping_takes_an_invitation_a_name_and_a_password() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Anna.msrcIncident");
    std::fs::write(&path, "<UPLOADINFO/>").unwrap();
    let mut bench = Bench::new(Start::Home);
    bench.press("Help someone");
    bench.write("Where the file is", path.to_str().unwrap());
    bench.press("Open this file");
    assert!(bench.shows("Invitation: Anna.msrcIncident"));
    assert_eq!(bench.harness.get_by_label("Your name").value().as_deref(), Some("Sam"));
    assert!(bench.harness.get_by_label("Connect").accesskit_node().is_disabled());
    bench.write("Your name", "Samira");
    bench.connect("abcd efgh jklm");
    let opened = bench.expert.opened.borrow();
    assert_eq!(opened[0].ticket, b"<UPLOADINFO/>");
    assert_eq!(
        (opened[0].name.as_str(), opened[0].password.as_str()),
        ("Samira", "abcd efgh jklm")
    );
    assert_eq!(*bench.name.borrow(), "Samira");
}

/// A lost connection is a state: it is tried again by itself, a few times, and the person may stop that.
#[test]
fn a_connection_that_is_lost_is_tried_again() {
    let mut bench = Bench::viewing();
    let opened = |bench: &Bench| bench.expert.opened.borrow().len();
    let first = opened(&bench);
    bench.tell_expert(expert::Event::Ended(End::Lost));
    assert!(bench.shows("The connection was lost"));
    assert!(bench.shows("for the first time"));
    bench.pass(Duration::from_secs(3));
    assert_eq!(opened(&bench), first + 1, "it is tried again");
    bench.tell_expert(expert::Event::Ended(End::Unreachable));
    assert!(bench.shows("for the second time"));
    bench.press("Try now");
    assert_eq!(opened(&bench), first + 2);
    for _ in 0..4 {
        bench.tell_expert(expert::Event::Ended(End::Unreachable));
        bench.pass(Duration::from_secs(16));
    }
    assert_eq!(opened(&bench), first + 6);
    bench.tell_expert(expert::Event::Ended(End::Unreachable));
    assert!(bench.shows("Try again"), "it has been tried often enough");
    bench.pass(Duration::from_secs(60));
    assert_eq!(opened(&bench), first + 6);
}

#[test]
fn trying_again_can_be_stopped_and_an_end_that_was_meant_is_one() {
    let mut bench = Bench::viewing();
    let first = bench.expert.opened.borrow().len();
    bench.tell_expert(expert::Event::Ended(End::Lost));
    bench.press("Stop trying");
    bench.pass(Duration::from_secs(60));
    assert!(bench.shows("Try again"));
    let mut bench = Bench::viewing();
    bench.tell_expert(expert::Event::Ended(End::NoviceStopped));
    bench.pass(Duration::from_secs(60));
    assert_eq!(bench.expert.opened.borrow().len(), first);
    let heading = bench.harness.get_by_label("The person you help stopped sharing.");
    assert_eq!(heading.accesskit_node().role(), Role::Heading);
}

#[test]
fn what_is_no_invitation_is_refused_with_a_reason() {
    let mut bench = Bench::new(Start::open(TicketSource::Text(b"hello".to_vec())));
    assert!(bench.shows("This is not an invitation. Why. What now."));
    bench.write("The text of the invitation", "<UPLOADINFO/>");
    bench.press("Use this text");
    assert!(bench.shows("They tell you by phone."));
}

#[test]
fn connecting_and_waiting_say_for_what_and_how_long() {
    let mut bench = Bench::new(Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec())));
    bench.connect("abcd");
    bench.tell_expert(expert::Event::Connecting {
        address: "192.0.2.9:3389".to_owned(),
    });
    assert!(bench.shows("Connecting to 192.0.2.9:3389"));
    let address = "192.0.2.9:3389".parse().unwrap();
    bench.tell_expert(expert::Event::Waiting {
        address,
        protection: Protection::Tls,
    });
    // As a screen reader hears it; on the screen each second counts.
    bench.pass(Duration::from_secs(72));
    assert!(bench.shows("asked 1 min ago. You can call them meanwhile."));
    bench.press("Cancel");
    assert!(matches!(bench.expert_commands()[..], [expert::Command::End]));
}

/// As one says it: `00:05` would be a time of day.
#[test]
fn lengths_of_time_in_sentences_are_words() {
    let mut bench = Bench::connecting();
    bench.pass(Duration::from_secs(5));
    let painted_words = |bench: &Bench| {
        let painted = painted(&bench.harness.output().shapes);
        painted.into_iter().map(|one| one.words).collect::<Vec<_>>().join("\n")
    };
    assert!(painted_words(&bench).contains("5 s so far"));
    bench.tell_expert(expert::Event::Postponed { seconds: 90 });
    assert!(painted_words(&bench).contains("tries again in 2 min."));
    bench.pass(Duration::from_secs(50));
    assert!(painted_words(&bench).contains("tries again in 40 s."));
    bench.tell_expert(expert::Event::Waiting {
        address: "192.0.2.9:3389".parse().unwrap(),
        protection: Protection::Tls,
    });
    bench.pass(Duration::from_secs(7));
    assert!(painted_words(&bench).contains("asked 7 s ago."));
    bench.view();
    bench.press("Request control");
    bench.tell_expert(expert::Event::ControlRequested);
    bench.pass(Duration::from_secs(75));
    assert!(painted_words(&bench).contains("You asked for control 1 min ago"));
}

#[test]
fn who_cannot_be_reached_is_waited_for_with_a_reply_to_send() {
    let mut bench = Bench::new(Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec())));
    bench.connect("abcd");
    bench.tell_expert(expert::Event::Ended(End::Unreachable));
    bench.press("Wait for them to come…");
    {
        let opened = bench.expert.opened.borrow();
        assert!(opened[0].wait.is_none() && opened[1].wait.is_some());
        assert_eq!(opened[1].password, "abcd");
    }
    bench.tell_expert(expert::Event::Listening("0.0.0.0:40000".parse().unwrap()));
    assert!(bench.shows("Making a reply"));
    bench.tell_expert(expert::Event::Unmapped(expert::Unmapped::Silent));
    bench.tell_expert(expert::Event::Reply {
        text: "LIFELINE-REPLY-ABCD".to_owned(),
        expires: std::time::SystemTime::now() + Duration::from_secs(1800),
    });
    let reply = bench.harness.get_by_label("Your reply");
    assert_eq!(reply.value().as_deref(), Some("LIFELINE-REPLY-ABCD"));
    assert!(bench.shows("Your router does not let them in by itself."));
    bench.press("Copy the reply");
    bench.tell_expert(expert::Event::Waiting {
        address: "192.0.2.9:3389".parse().unwrap(),
        protection: Protection::TlsAndRc4,
    });
    assert!(bench.shows("You can call them meanwhile."));
}

#[test]
fn waiting_for_someone_can_begin_while_connecting_and_be_given_up() {
    let mut bench = Bench::new(Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec())));
    bench.connect("abcd");
    bench.press("Wait for them to come…");
    bench.tell_expert(expert::Event::Listening("0.0.0.0:40000".parse().unwrap()));
    bench.press("Cancel");
    assert!(matches!(bench.expert_commands()[..], [expert::Command::End]));
    bench.tell_expert(expert::Event::Ended(End::NobodyCame));
    assert!(bench.shows("Nobody came."));
}

#[test]
fn every_end_of_helping_has_its_sentence() {
    use End as E;
    let ends = [
        E::ByExpert,
        E::NotAnInvitation,
        E::DamagedInvitation,
        E::NoAddress,
        E::NoviceStopped,
        E::NoviceSaidNo,
        E::NeverAnswered,
        E::CannotListen(ListenFailure::NoAddress),
        E::NobodyCame,
        E::WrongPassword,
        E::UnknownInvitation,
        E::Expired,
        E::AlreadyHelped,
        E::Closed,
        E::Lost,
        E::Unreachable,
        E::PinMismatch,
        E::TooWeak,
        E::Protocol(ProtocolFailure::OfferAnswer),
        E::Other(99),
    ];
    let mut sentences = BTreeSet::new();
    let count = ends.len();
    for end in ends {
        let mut bench = Bench::viewing();
        bench.tell_expert(expert::Event::Ended(end.clone()));
        if end == E::Lost {
            bench.press("Stop trying");
        }
        assert!(bench.shows("Try again") || bench.shows("Ask them again"), "{end:?}");
        let labels = bench.harness.query_all_by_role(Role::Label);
        sentences.extend(labels.filter_map(|node| node.value()).filter(|text| text.len() > 60));
    }
    assert_eq!(
        sentences.len(),
        count,
        "two ends have the same sentence: {sentences:#?}"
    );
}

/// What asks the person at once is not pressed by the way once somebody has wanted the end. After a loss it is what is
/// done next.
#[test]
fn the_primary_button_of_an_end_is_what_is_done_next() {
    use End as E;
    let (leave, again) = ("Back to the start", "Try again");
    for (end, primary, plain) in [
        (E::ByExpert, leave, "Ask them again"),
        (E::NoviceStopped, leave, "Ask them again"),
        (E::NoviceClosed, leave, "Ask them again"),
        (E::Left, leave, "Ask them again"),
        (E::NoviceSaidNo, leave, "Ask them again"),
        (E::TimeUp, leave, "Ask them again"),
        (E::Expired, leave, again),
        (E::PinMismatch, leave, again),
        (E::NeverAnswered, again, leave),
        (E::WrongPassword, again, leave),
        (E::Unreachable, again, leave),
        (E::Lost, again, leave),
    ] {
        let mut bench = Bench::viewing();
        bench.tell_expert(expert::Event::Ended(end.clone()));
        if end == E::Lost {
            bench.press("Stop trying");
        }
        let accent = tokens::palette(&bench.harness.ctx.global_style().visuals).accent;
        let painted = painted(&bench.harness.output().shapes);
        let stands_out = |name: &str| {
            let at = bench.harness.get_by_label(name).rect().center();
            painted.iter().any(|one| one.colour == accent && one.rect.contains(at))
        };
        assert!(stands_out(primary) && !stands_out(plain), "{end:?}");
    }
}

#[test]
fn trying_again_keeps_the_password_unless_it_was_wrong() {
    let mut bench = Bench::viewing();
    bench.tell_expert(expert::Event::Ended(End::NoviceStopped));
    bench.press("Ask them again");
    assert_eq!(bench.expert.opened.borrow().len(), 2);
    assert_eq!(bench.expert.opened.borrow()[1].password, "abcd efgh jklm");
    bench.tell_expert(expert::Event::Ended(End::WrongPassword));
    bench.press("Try again");
    assert_eq!(bench.harness.get_by_label("Password").value().unwrap_or_default(), "");
    assert_eq!(bench.expert.opened.borrow().len(), 2);
}

#[test]
fn a_second_ticket_opens_in_a_second_window() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.msrcIncident");
    std::fs::write(&path, "<UPLOADINFO/>").unwrap();
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Back to the start");
    bench.press("Help someone");
    bench.write("Where the file is", path.to_str().unwrap());
    bench.press("Open this file");
    assert_eq!(*bench.elsewhere.borrow(), [Some(TicketSource::File(path))]);
    assert!(bench.shows("Ask for help"));
}

/// With a name remembered, what is left to do is to type the password and press Return.
#[test]
fn the_password_has_the_keyboard_and_return_connects() {
    let mut bench = Bench::new(Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec())));
    assert!(bench.harness.get_by_label("Password").is_focused());
    bench.frame(vec![Event::Text("abcd efgh jklm".to_owned())]);
    bench.key(Key::Enter);
    assert_eq!(bench.expert.opened.borrow()[0].password, "abcd efgh jklm");
    bench.tell_expert(expert::Event::Ended(End::WrongPassword));
    bench.press("Try again");
    assert!(bench.harness.get_by_label("Password").is_focused());
}

#[test]
fn a_name_that_is_not_known_is_asked_for_first() {
    let bench = Bench::unnamed(Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec())));
    assert!(bench.harness.get_by_label("Your name").is_focused());
}

/// What `lifeline open` was told is not asked again.
#[test]
fn a_command_line_s_password_connects_at_once() {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let at_end: AtEnd = {
        let kept = Arc::clone(&kept);
        Arc::new(move |canvas| {
            kept.lock().unwrap().push(canvas.lock().unwrap().width);
            Ok("/tmp/seen.png".into())
        })
    };
    let mut bench = Bench::new(Start::Open(Box::new(OpenStart {
        ticket: TicketSource::Text(b"<UPLOADINFO/>".to_vec()),
        name: Some("Samira".to_owned()),
        password: Some("abcd efgh jklm".to_owned()),
        address: Some(("gate.example".to_owned(), 4000)),
        wait: None,
        at_end: Some(at_end),
    })));
    {
        let opened = bench.expert.opened.borrow();
        assert_eq!(opened[0].name, "Samira");
        assert_eq!(opened[0].password, "abcd efgh jklm");
        assert_eq!(opened[0].address, Some(("gate.example".to_owned(), 4000)));
    }
    assert_eq!(*bench.name.borrow(), "Sam", "a name for once is not remembered");
    bench.view();
    assert!(kept.lock().unwrap().is_empty());
    bench.tell_expert(expert::Event::Ended(End::NoviceStopped));
    assert!(bench.shows("Saved: /tmp/seen.png"));
    bench.press("Ask them again");
    bench.view();
    bench.quit();
    assert_eq!(*kept.lock().unwrap(), [400, 400]);
}

#[test]
fn without_a_password_the_rest_is_filled_in() {
    let mut bench = Bench::new(Start::Open(Box::new(OpenStart {
        ticket: TicketSource::Text(b"<UPLOADINFO/>".to_vec()),
        name: Some("Samira".to_owned()),
        password: None,
        address: Some(("gate.example".to_owned(), 4000)),
        wait: None,
        at_end: None,
    })));
    assert!(bench.expert.opened.borrow().is_empty());
    assert_eq!(
        bench.harness.get_by_label("Your name").value().as_deref(),
        Some("Samira")
    );
    bench.frame(vec![Event::Text("abcd".to_owned())]);
    bench.key(Key::Enter);
    assert!(bench.expert.opened.borrow()[0].address.is_some());
}
