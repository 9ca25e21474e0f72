//! The other way round: the expert listens, and the novice goes there by their reply.

use std::net::{SocketAddr, TcpListener};
use std::time::{SystemTime, UNIX_EPOCH};

use lifeline::invitation::{Password, ReplyKey, Ticket, TicketId};

use super::display::{Display, Picture, eventually};
use super::pair::{Expert, Novice};

const WAIT: [&str; 3] = ["--wait-for-novice", "--listen", "127.0.0.1"];

fn reply(expert: &mut Expert) -> String {
    let line = expert.program.expect("reply ");
    line.trim_start_matches("reply ").to_owned()
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn id(novice: &Novice) -> TicketId {
    let ticket = Ticket::read(&std::fs::read(&novice.ticket).unwrap()).unwrap();
    ticket.open(&Password::from_typed(&novice.password), now()).unwrap().id
}

/// A reply as somebody with this password could make it.
fn made_by(password: &str, id: &TicketId, at: SocketAddr, expires: u64) -> (String, [u8; 32]) {
    let key = ReplyKey::derive(&Password::from_typed(password), id).unwrap();
    key.reply(id, &[at], at.port(), expires).unwrap()
}

#[test]
fn a_whole_session_by_a_reply_with_both_questions() {
    let display = Display::start(320, 240);
    display.paint(&Picture::known(320, 240, 4));
    let mut novice = Novice::ask(&display, &[]);
    let mut expert = Expert::open(&novice, &WAIT);
    let text = reply(&mut expert);
    assert!(text.len() <= 200, "{} characters", text.len());
    novice.program.say(&format!("connect {text}"));
    novice.program.expect("connecting 127.0.0.1:");
    novice.allow("view");
    expert.program.expect("viewing ");
    expert.sees(&display);
    super::pair::take_control(&mut novice, &mut expert);
    expert.program.say("end");
    assert_eq!(expert.program.exit_code(), 0);
    novice.program.expect("ended helper-left");
    // Nobody listens there any more: a reply is good for one session.
    novice.program.say(&format!("connect {text}"));
    novice
        .program
        .expect("error Your helper’s computer could not be reached.");
    // The record says who went where.
    let read = |name: &str| std::fs::read_to_string(novice.home.path(".local/state/lifeline").join(name));
    for (name, kind) in [
        ("journal.jsonl", "\"dialled\""),
        ("visits.jsonl", "\"connected\""),
        ("journal.jsonl", "\"view-allowed\""),
        ("journal.jsonl", "\"control-allowed\""),
    ] {
        eventually(kind, || read(name).is_ok_and(|lines| lines.contains(kind)));
    }
}

#[test]
fn a_reply_that_does_not_hold_is_refused_and_nothing_is_dialled() {
    let display = Display::start(320, 240);
    let mut novice = Novice::ask(&display, &[]);
    let trap = TcpListener::bind("127.0.0.1:0").unwrap();
    trap.set_nonblocking(true).unwrap();
    let at = trap.local_addr().unwrap();
    let id = id(&novice);
    let password = novice.password.clone();
    let soon = now() + 600;
    let (good, knock) = made_by(&password, &id, at, soon);
    let foreign = made_by(&password, &TicketId::generate().unwrap(), at, soon).0;
    let forged = made_by("ABCD EFGH JKLM", &id, at, soon).0;
    let expired = made_by(&password, &id, at, now() - 1).0;
    for (text, said) in [
        ("hello".to_owned(), "error This is not a reply from your helper."),
        (good[..good.len() - 3].to_owned(), "error The reply is damaged."),
        (
            foreign,
            "error This reply does not belong to an invitation that is in force here.",
        ),
        (forged, "error The reply was not used."),
        (expired, "error The reply has expired."),
    ] {
        novice.program.say(&format!("connect {text}"));
        novice.program.expect(said);
    }
    assert!(trap.accept().is_err(), "nobody was dialled");
    assert!(!novice.program.has_said("connecting "));
    // The good one is: with the knock, and whoever does not go on is not the helper.
    novice.program.say(&format!("connect {good}"));
    novice.program.expect("connecting ");
    trap.set_nonblocking(false).unwrap();
    let (mut stream, _) = trap.accept().unwrap();
    let mut said = [0; 32];
    std::io::Read::read_exact(&mut stream, &mut said).unwrap();
    assert_eq!(said, knock);
    drop(stream);
    novice.program.expect("error Your helper was not found.");
    // Once, and no more.
    trap.set_nonblocking(true).unwrap();
    assert!(trap.accept().is_err());
}

#[test]
fn a_cancelled_invitation_is_not_answered_by_any_reply() {
    let display = Display::start(320, 240);
    let mut first = Novice::ask(&display, &[]);
    let mut expert = Expert::open(&first, &WAIT);
    let text = reply(&mut expert);
    first.program.say("stop");
    assert_eq!(first.program.exit_code(), 0);
    let mut next = Novice::ask_from(first.home, &display, &[]);
    next.program.say(&format!("connect {text}"));
    next.program.expect("error This reply does not belong");
}
