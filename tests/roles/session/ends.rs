//! Every refusal and every end: the table as the code has it, as docs/protocol.md has it, and over the wire between our
//! own ends. (Silence of the novice takes its two minutes in the end-to-end tests.)

use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lifeline::desk::words;
use lifeline::invitation::{
    Address, ListenerKeys, NewTicket, OpenedTicket, PassStub, Password, Pins, Store, StoredTicket, Ticket, TicketId,
    expert_blob,
};
use lifeline::net::tls::TlsIdentity;
use lifeline::rdp::channels::remdesk;
use lifeline::rdp::keys::SecurityKey;
use lifeline::rdp::{FromNovice, RdpError, ToNovice};
use lifeline::screen::{CaptureError, DisplayGone};
use lifeline::session::ends::{Farewell, Refusal, of_error_info, of_result};
use lifeline::session::expert::{self, End, Expert, OpenOptions};
use lifeline::session::novice::{
    self, Answer, AskOptions, Command, Event, InvitationInForce, QuestionKind, SessionEnd,
};
use lifeline::vocabulary::Kh2;

use super::pair::{Asked, answer, ask, ended, open, question, unruled, until, waker};
use super::{before_view, graphics};
use crate::novice_side::{NO_DISPLAY, settings};
use crate::port::free_port;

/// What the expert makes of a farewell. The sentence is `words`' for this end.
fn heard(farewell: Farewell) -> End {
    farewell
        .result
        .map_or_else(|| of_error_info(farewell.error_info), of_result)
}

/// A row of the table: what is said, what the expert makes of it, and the sentence that the helper reads.
pub struct Told {
    pub farewell: Farewell,
    end: End,
    pub sentence: &'static str,
}

pub fn refusals() -> [(Refusal, Told); 8] {
    let row = |refusal: Refusal, result, end, sentence| {
        let farewell = Farewell {
            result: Some(result),
            error_info: 7,
        };
        let told = Told {
            farewell,
            end,
            sentence,
        };
        (refusal, told)
    };
    [
        row(
            Refusal::Unknown,
            25,
            End::UnknownInvitation,
            "Their computer does not know this invitation.",
        ),
        row(Refusal::Expired, 27, End::Expired, "The invitation has expired."),
        row(Refusal::Closed, 51, End::Closed, "The invitation is closed."),
        row(Refusal::WrongPassword, 61, End::WrongPassword, "The password is wrong."),
        row(
            Refusal::AlreadyHelped,
            37,
            End::AlreadyHelped,
            "Someone else is helping them already.",
        ),
        row(
            Refusal::OldVersion,
            47,
            End::OtherVersion,
            "Their program speaks another version of Remote Assistance.",
        ),
        row(
            Refusal::Forbidden,
            42,
            End::Forbidden,
            "Their computer did not let you in.",
        ),
        row(
            Refusal::TooSoon(1),
            41,
            End::NoviceSaidNo,
            "They did not let you see their screen.",
        ),
    ]
}

/// With the sentence that the novice reads.
pub fn session_ends() -> Vec<(SessionEnd, &'static str, Told)> {
    let row = |session_end, own, result, error_info, end, sentence| {
        let farewell = Farewell { result, error_info };
        let told = Told {
            farewell,
            end,
            sentence,
        };
        (session_end, own, told)
    };
    let not_let_in = "Your helper was not let in.";
    let ended = "The help has ended, and nobody sees your screen.";
    let stopped = "The person you help stopped sharing.";
    let lost = "The connection was lost.";
    let gone = CaptureError::Gone(DisplayGone::Unreadable);
    let broken = RdpError::BadMac;
    vec![
        row(
            SessionEnd::ViewRefused,
            not_let_in,
            Some(41),
            7,
            End::NoviceSaidNo,
            "They did not let you see their screen.",
        ),
        // A Lifeline is told more before this (`tests/e2e/portal.rs`).
        row(
            SessionEnd::DesktopRefused,
            "Your screen was not shown.",
            Some(41),
            7,
            End::NoviceSaidNo,
            "They did not let you see their screen.",
        ),
        row(
            SessionEnd::ViewUnanswered,
            not_let_in,
            Some(40),
            7,
            End::NeverAnswered,
            "Nobody answered.",
        ),
        row(
            SessionEnd::Forbidden,
            ended,
            Some(42),
            9,
            End::Forbidden,
            "Their computer did not let you in.",
        ),
        row(SessionEnd::TimeUp, ended, None, 4, End::TimeUp, "The help has ended."),
        row(
            SessionEnd::Replaced,
            "Your helper connected again.",
            None,
            5,
            End::Replaced,
            "The invitation was opened again.",
        ),
        row(
            SessionEnd::NoviceStopped,
            "You stopped sharing.",
            None,
            0x0C,
            End::NoviceStopped,
            stopped,
        ),
        row(
            SessionEnd::Closed,
            "The help has ended.",
            Some(50),
            0x0C,
            End::NoviceClosed,
            "The help has ended.",
        ),
        row(
            SessionEnd::WindowGone,
            "Another program closed Lifeline’s window, and with it the bar.",
            Some(50),
            0x0C,
            End::NoviceClosed,
            "The help has ended.",
        ),
        row(
            SessionEnd::ExpertLeft,
            "Your helper has left.",
            None,
            0x0C,
            End::NoviceStopped,
            stopped,
        ),
        row(
            SessionEnd::Lost,
            "The connection to your helper was lost.",
            None,
            1,
            End::Lost,
            lost,
        ),
        row(
            SessionEnd::ScreenGone(gone.into()),
            "Your screen can no longer be shown.",
            Some(302),
            1,
            End::ScreenGone,
            "Their screen can no longer be shown.",
        ),
        row(
            SessionEnd::Fault,
            "Something in Lifeline has failed, so everything was ended.",
            None,
            1,
            End::Lost,
            lost,
        ),
        row(
            SessionEnd::Protocol(broken),
            "The connection was ended.",
            Some(32),
            1,
            End::Misunderstood,
            "Their computer ended the connection.",
        ),
    ]
}

/// Fails to compile when an end is added: then it wants a row above.
fn has_a_row(end: &SessionEnd) {
    match end {
        SessionEnd::ViewRefused
        | SessionEnd::DesktopRefused
        | SessionEnd::ViewUnanswered
        | SessionEnd::Replaced
        | SessionEnd::Forbidden
        | SessionEnd::TimeUp
        | SessionEnd::NoviceStopped
        | SessionEnd::Closed
        | SessionEnd::WindowGone
        | SessionEnd::ExpertLeft
        | SessionEnd::Lost
        | SessionEnd::ScreenGone(_)
        | SessionEnd::Fault
        | SessionEnd::Protocol(_) => {}
    }
}

#[test]
fn every_end_has_its_codes_and_is_understood() {
    assert_eq!(refusals().map(|(refusal, _)| refusal), Refusal::ALL);
    for (refusal, told) in refusals() {
        assert_eq!(refusal.farewell(), told.farewell, "{refusal:?}");
        assert_eq!(heard(told.farewell), told.end, "{refusal:?}");
    }
    for (session_end, _, told) in session_ends() {
        has_a_row(&session_end);
        assert_eq!(Farewell::of(&session_end), told.farewell, "{session_end:?}");
        assert_eq!(heard(told.farewell), told.end, "{session_end:?}");
    }
}

/// What the helper reads over the wire is in `stand_in`.
#[test]
fn every_end_has_its_sentence_on_each_side() {
    let mut novice = BTreeSet::new();
    for (session_end, own, _) in session_ends() {
        let sentence = words::novice_end(&session_end, true);
        let uninvited = words::novice_end(&session_end, false).to_string();
        assert!(!uninvited.contains("nvitation"), "{uninvited}");
        assert_eq!(sentence.what, own, "{session_end:?}");
        // Two may say what happened in the same words; why it did tells them apart.
        assert!(novice.insert(sentence.to_string()), "{sentence}");
    }
    for (refusal, told) in refusals() {
        assert_eq!(words::expert_end(&told.end).what, told.sentence, "{refusal:?}");
    }
    let ends = refusals().into_iter().map(|(_, told)| told.end);
    let ends: Vec<End> = ends
        .chain(session_ends().into_iter().map(|(.., told)| told.end))
        .collect();
    let kinds: BTreeSet<String> = ends.iter().map(|end| format!("{end:?}")).collect();
    let expert: BTreeSet<String> = ends.iter().map(|end| words::expert_end(end).to_string()).collect();
    assert_eq!(expert.len(), kinds.len());
}

#[test]
fn the_document_has_the_same_codes() {
    let document = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/protocol.md")).unwrap();
    let (_, table) = document.split_once("## Ends and refusals").unwrap();
    let (table, _) = table.split_once("\n## ").unwrap();
    let rows = table.lines().filter(|line| line.starts_with('|')).skip(2);
    let documented: BTreeSet<_> = rows
        .map(|row| {
            let [_, _, result, info, _] = row.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
                panic!("not three columns: {row}")
            };
            let (info, _) = info.split_once(' ').unwrap_or((info, ""));
            let info = u32::from_str_radix(info.strip_prefix("0x").unwrap(), 16).unwrap();
            (result.parse::<u32>().ok(), info)
        })
        .collect();
    let farewells = refusals().map(|(_, told)| told.farewell);
    let farewells = farewells
        .into_iter()
        .chain(session_ends().into_iter().map(|(.., told)| told.farewell));
    let coded: BTreeSet<_> = farewells
        .map(|farewell| (farewell.result, farewell.error_info))
        .collect();
    assert_eq!(documented, coded);
}

// Over the wire. None of these shows a screen, so none needs a display.

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

pub fn opened(invitation: &InvitationInForce) -> OpenedTicket {
    let ticket = Ticket::read(invitation.ticket.as_bytes()).unwrap();
    ticket.open(&Password::from_typed(&invitation.password), now()).unwrap()
}

/// Opens a ticket that leads to this novice, with whatever somebody may have put into it.
pub fn open_crafted(pins: Pins, port: u16, id: TicketId, password: &str) -> Expert {
    let ticket = NewTicket {
        user_name: "Novice".to_owned(),
        addresses: vec![Address::new(&Ipv4Addr::LOCALHOST.to_string(), port).unwrap()],
        id,
        pins,
        pass_stub: PassStub::from_ticket("ab-1Cdefghijkl").unwrap(),
        start: now(),
        minutes: 60,
        encrypted_only: false,
    };
    let options = OpenOptions {
        ticket: ticket.write(&Password::from_typed(password)).into_bytes(),
        password: password.to_owned(),
        name: "Sam".to_owned(),
        address: None,
        size: (640, 480),
        wait: None,
    };
    expert::start(options, unruled(), waker())
}

/// On the listener that is there.
fn another() -> AskOptions {
    AskOptions {
        port: None,
        ..super::pair::options()
    }
}

async fn novice_ended(asked: &mut Asked) -> SessionEnd {
    until(&mut asked.novice.events, |event| match event {
        Event::Ended(end) => Some(end.clone()),
        _ => None,
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_are_said_so_until_the_invitation_is_closed() {
    let mut asked = ask(NO_DISPLAY, |_| ()).await;
    let opened = opened(&asked.invitation);
    let pins = || opened.pins.clone().unwrap();
    // Another invitation keeps the listener there.
    asked.novice.commands.send(Command::Ask(another())).await.unwrap();
    for tries_left in (0..novice::TRIES).rev() {
        let mut expert = open_crafted(pins(), asked.invitation.port, opened.id.clone(), "WRNG WRNG WRNG");
        assert_eq!(ended(&mut expert).await, End::WrongPassword);
        let left = until(&mut asked.novice.events, |event| match event {
            Event::TryFailed { tries_left, .. } => Some(*tries_left),
            Event::Question(question) => panic!("{question:?}"),
            _ => None,
        });
        assert_eq!(left.await, tries_left);
    }
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::Closed(_)).then_some(())
    })
    .await;
    let mut late = open(&asked.invitation, &asked.invitation.password);
    assert_eq!(ended(&mut late).await, End::Closed);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_id_is_said_so_and_is_no_try() {
    let mut asked = ask(NO_DISPLAY, |_| ()).await;
    let pins = opened(&asked.invitation).pins.unwrap();
    for _ in 0..=novice::TRIES {
        let stranger = TicketId::generate().unwrap();
        let mut expert = open_crafted(pins.clone(), asked.invitation.port, stranger, "WRNG WRNG WRNG");
        assert_eq!(ended(&mut expert).await, End::UnknownInvitation);
    }
    let mut expert = open(&asked.invitation, &asked.invitation.password);
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    answer(&mut asked.novice, &asks, Answer::Refuse).await;
    assert_eq!(novice_ended(&mut asked).await, SessionEnd::ViewRefused);
    assert_eq!(ended(&mut expert).await, End::NoviceSaidNo);
}

/// The listener of an earlier run, with an invitation whose last seconds it is.
#[tokio::test(flavor = "multi_thread")]
async fn an_expired_invitation_is_said_so() {
    let state = tempfile::tempdir().unwrap();
    let (id, port, pins) = {
        let identity = TlsIdentity::generate().unwrap();
        let key = SecurityKey::generate(&mut rsa::rand_core::OsRng).unwrap();
        let pins = Pins {
            kh: key.kh(),
            kh2: Some(Kh2::Sha256(key.kh2_sha256())),
            ce: Some(identity.certificate().to_vec()),
        };
        let port = free_port();
        let listener = Store::open(state.path()).unwrap().new_listener().unwrap();
        let keys = ListenerKeys {
            tls_key: identity.private_key().to_vec(),
            tls_certificate: identity.certificate().to_vec(),
            rdp_key: key.to_pkcs8_der().unwrap().to_vec(),
            port,
            listen: Some(Ipv4Addr::LOCALHOST.into()),
        };
        listener.set_keys(keys).unwrap();
        let ids = [57, 0].map(|age| {
            let id = TicketId::generate().unwrap();
            let stored = StoredTicket {
                id: id.clone(),
                password: Password::generate().unwrap(),
                pass_stub: PassStub::from_ticket("ab-1Cdefghijkl").unwrap(),
                ticket: String::new(),
                start: now() - age,
                minutes: 1,
                port,
                view_only: false,
                older_windows: false,
                spared: 0,
                failed_tries: 0,
                mapped: None,
                asks_router: false,
            };
            listener.put(stored).unwrap();
            id
        });
        let [id, _] = ids;
        (id, port, pins)
    };
    let settings = settings(state.path(), NO_DISPLAY);
    let mut novice = novice::start(settings, waker());
    until(&mut novice.events, |event| match event {
        Event::Expired(expired) => {
            assert_eq!(expired.0, id.as_str());
            Some(())
        }
        _ => None,
    })
    .await;
    let mut expert = open_crafted(pins, port, id, "WRNG WRNG WRNG");
    assert_eq!(ended(&mut expert).await, End::Expired);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_novice_a_stop_and_a_goodbye_are_said_so() {
    let mut asked = ask(NO_DISPLAY, |_| ()).await;
    let mut first = open(&asked.invitation, &asked.invitation.password);
    question(&mut asked.novice, QuestionKind::View).await;
    let mut second = open(&asked.invitation, &asked.invitation.password);
    assert_eq!(ended(&mut second).await, End::AlreadyHelped);
    asked.novice.commands.send(Command::Stop).await.unwrap();
    assert_eq!(novice_ended(&mut asked).await, SessionEnd::ViewRefused);
    assert_eq!(ended(&mut first).await, End::NoviceSaidNo);

    let mut leaver = open(&asked.invitation, &asked.invitation.password);
    question(&mut asked.novice, QuestionKind::View).await;
    until(&mut leaver.events, |event| {
        matches!(event, expert::Event::Waiting { .. }).then_some(())
    })
    .await;
    leaver.commands.send(expert::Command::End).await.unwrap();
    assert_eq!(ended(&mut leaver).await, End::ByExpert);
    assert_eq!(novice_ended(&mut asked).await, SessionEnd::ExpertLeft);

    let id = asked.invitation.id.clone();
    // Another invitation keeps the listener there.
    asked.novice.commands.send(Command::Ask(another())).await.unwrap();
    asked.novice.commands.send(Command::Cancel(id)).await.unwrap();
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::Cancelled(_)).then_some(())
    })
    .await;
    let mut late = open(&asked.invitation, &asked.invitation.password);
    assert_eq!(ended(&mut late).await, End::Closed);
}

/// The handshake of Windows XP ([MS-RA] 3.2: SERVER_ANNOUNCE is answered with AUTHENTICATE).
#[tokio::test(flavor = "multi_thread")]
async fn the_first_version_of_the_handshake_is_said_to_be_too_old() {
    let mut asked = ask(NO_DISPLAY, |_| ()).await;
    let mut client = before_view::Client::connect(&asked).await;
    let opened = opened(&asked.invitation);
    let stub = opened.encrypted_pass_stub().unwrap();
    let authenticate = remdesk::Message::Authenticate {
        connection_string: opened.connection_string.clone(),
        expert_blob: expert_blob("Sam", &stub, None),
    };
    client.send(&ToNovice::Remdesk(authenticate)).await;
    let code = client.find(|message| match message {
        FromNovice::Remdesk(remdesk::Message::Result(code)) => Some(*code),
        _ => None,
    });
    assert_eq!(code.await, 47);
    client
        .until(|message| matches!(message, FromNovice::ErrorInfo(7)))
        .await;
    client.until(|message| matches!(message, FromNovice::Left)).await;
    asked.novice.commands.send(Command::Quit).await.unwrap();
    while let Some(event) = asked.novice.events.recv().await {
        assert!(
            !matches!(event, Event::Question(_) | Event::TryFailed { .. }),
            "{event:?}"
        );
    }
}

/// Whoever holds the place and gives no sign of life when somebody else proves themselves hears why they are out.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_replaced_is_told_so() {
    let mut asked = ask(NO_DISPLAY, |_| ()).await;
    let mut holder = graphics::Client::come(&asked, graphics::Manners::Honest).await;
    question(&mut asked.novice, QuestionKind::View).await;
    let mut next = open(&asked.invitation, &asked.invitation.password);
    assert_eq!(novice_ended(&mut asked).await, SessionEnd::Replaced);
    // What is said to the one who was silent; only now they listen.
    holder
        .until(|message| matches!(message, FromNovice::ErrorInfo(5)))
        .await;
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    answer(&mut asked.novice, &asks, Answer::Refuse).await;
    assert_eq!(ended(&mut next).await, End::NoviceSaidNo);
}

/// What makes no sense ends the session of somebody proved, and they are told that it ended.
#[tokio::test(flavor = "multi_thread")]
async fn who_breaks_the_protocol_is_told_that_it_is_over() {
    let mut asked = ask(NO_DISPLAY, |_| ()).await;
    let mut client = before_view::Client::connect(&asked).await;
    client.prove(&asked).await;
    question(&mut asked.novice, QuestionKind::View).await;
    // A Send Data Request that ends after its first byte.
    client.send_raw(&[3, 0, 0, 8, 2, 0xF0, 0x80, 0x64]).await;
    assert!(matches!(novice_ended(&mut asked).await, SessionEnd::Protocol(_)));
    client
        .until(|message| matches!(message, FromNovice::ErrorInfo(1)))
        .await;
    client.until(|message| matches!(message, FromNovice::Left)).await;
}

/// Each has its ID, its password, its tries and its end.
#[tokio::test(flavor = "multi_thread")]
async fn several_invitations_on_one_listener_are_told_apart() {
    let mut asked = ask(NO_DISPLAY, |_| ()).await;
    asked.novice.commands.send(Command::Ask(another())).await.unwrap();
    let second = until(&mut asked.novice.events, |event| match event {
        Event::Invitation(invitation) => Some(invitation.clone()),
        _ => None,
    })
    .await;
    assert_eq!(second.port, asked.invitation.port);
    assert!(second.id != asked.invitation.id && second.password != asked.invitation.password);

    // The password of the one does not open the other, and counts against the other alone.
    let other = opened(&second);
    for _ in 0..novice::TRIES {
        let pins = other.pins.clone().unwrap();
        let mut expert = open_crafted(pins, second.port, other.id.clone(), &asked.invitation.password);
        assert_eq!(ended(&mut expert).await, End::WrongPassword);
    }
    let closed = until(&mut asked.novice.events, |event| match event {
        Event::Closed(id) => Some(id.clone()),
        Event::Question(question) => panic!("{question:?}"),
        _ => None,
    });
    assert_eq!(closed.await, second.id);
    let mut late = open(&second, &second.password);
    assert_eq!(ended(&mut late).await, End::Closed);

    // The first is as it was.
    let mut expert = open(&asked.invitation, &asked.invitation.password);
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    answer(&mut asked.novice, &asks, Answer::Refuse).await;
    assert_eq!(ended(&mut expert).await, End::NoviceSaidNo);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_connection_is_lost_on_both_sides() {
    let mut asked = ask(NO_DISPLAY, |_| ()).await;
    let relay = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = relay.local_addr().unwrap();
    let port = asked.invitation.port;
    let relaying = tokio::spawn(async move {
        let (mut near, _) = relay.accept().await.unwrap();
        let mut far = tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port))
            .await
            .unwrap();
        let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
    });
    let options = OpenOptions {
        ticket: asked.invitation.ticket.clone().into_bytes(),
        password: asked.invitation.password.clone(),
        name: "Sam".to_owned(),
        address: Some((address.ip().to_string(), address.port())),
        size: (640, 480),
        wait: None,
    };
    let mut expert = expert::start(options, unruled(), waker());
    question(&mut asked.novice, QuestionKind::View).await;
    relaying.abort();
    assert_eq!(ended(&mut expert).await, End::Lost);
    let end = tokio::time::timeout(Duration::from_secs(40), novice_ended(&mut asked));
    assert_eq!(end.await.unwrap(), SessionEnd::Lost);
}
