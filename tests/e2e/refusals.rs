//! Everything that must not become a session, and that the next proper expert is served at once.

use std::io::{Read, Write};
use std::net::TcpStream;

use lifeline::invitation::{PassStub, Password};

use super::display::{Display, eventually};
use super::pair::{Expert, Home, Novice};

/// A ticket that leads to the novice, as someone could craft who knows where they listen and the ID, but not the
/// password ([MS-RAI] tickets show both to whoever opens them).
fn crafted(novice: &Novice, home: &Home, password: &str) -> std::path::PathBuf {
    let forged = novice.ticket_with(|ticket| ticket.pass_stub = PassStub::from_ticket("ab-1Cdefghijkl").unwrap());
    home.file("forged.msrcIncident", &forged.write(&Password::from_typed(password)))
}

#[test]
fn a_refused_view_is_said_and_the_next_question_is_asked_again() {
    let display = Display::start(320, 240);
    let mut novice = Novice::ask(&display, &[]);
    let mut expert = Expert::open(&novice, &[]);
    novice.answer("view", "n");
    expert.program.expect("refused view");
    expert.program.expect("ended refused");
    assert_eq!(expert.program.exit_code(), 5);
    novice.program.expect("ended refused");
    assert!(!novice.program.has_said("viewing"));
    let mut again = Expert::open(&novice, &[]);
    novice.allow("view");
    again.program.expect("viewing ");
}

#[test]
fn a_refused_control_leaves_the_view() {
    let display = Display::start(320, 240);
    let (mut novice, mut expert) = super::pair::viewing(&display);
    expert.program.say("request-control");
    novice.answer("control", "n");
    expert.program.expect("refused control");
    expert.program.say("type x");
    expert.program.expect("error ");
    expert.sees(&display);
}

#[test]
fn five_wrong_passwords_close_the_invitation() {
    let display = Display::start(320, 240);
    let mut novice = Novice::ask(&display, &[]);
    let home = Home::new();
    let forged = crafted(&novice, &home, "WRNG WRNG WRNG");
    for _ in 0..5 {
        let mut expert = Expert::open_ticket(&forged, "WRNG WRNG WRNG", &[]);
        expert.program.expect("ended wrong-password");
        assert_eq!(expert.program.exit_code(), 4);
        novice.program.expect("try-failed 127.0.0.1");
    }
    novice.program.expect("cancelled too-many-tries");
    assert_eq!(novice.program.exit_code(), 4);
    assert!(!novice.program.has_said("question"));
    let mut late = Expert::open(&novice, &[]);
    late.program.expect("ended ");
    assert_ne!(late.program.exit_code(), 0);
}

#[test]
fn a_wrong_password_does_not_even_connect() {
    let display = Display::start(320, 240);
    let mut novice = Novice::ask(&display, &[]);
    let mut expert = Expert::open_ticket(&novice.ticket, "WRNG WRNG WRNG", &[]);
    expert.program.expect("ended wrong-password");
    assert_eq!(expert.program.exit_code(), 4);
    assert!(!expert.program.has_said("connecting"));
    assert!(!novice.program.has_said("try-failed"));
}

#[test]
fn scans_and_garbage_count_for_nothing_and_hold_nobody_up() {
    let display = Display::start(320, 240);
    let mut novice = Novice::ask(&display, &[]);
    let connect = || TcpStream::connect(("127.0.0.1", novice.port)).unwrap();
    // A port scan; connections that stay and say nothing, half of it, or what makes no sense.
    for _ in 0..20 {
        drop(connect());
    }
    let silent: Vec<TcpStream> = (0..5).map(|_| connect()).collect();
    let half: [&[u8]; 4] = [
        &[3, 0, 0, 19, 14, 0xe0],
        b"GET / HTTP/1.1\r\n\r\n",
        &[0xff; 64],
        &[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc],
    ];
    let mut speaking = Vec::new();
    for bytes in half {
        let mut stream = connect();
        // The novice may hang up before all of it is written.
        let _ = stream.write_all(bytes);
        speaking.push(stream);
    }
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    expert.program.expect("viewing ");
    assert!(!novice.program.has_said("try-failed"));
    drop((silent, speaking));
}

#[test]
fn a_foreign_ticket_learns_nothing_and_counts_for_nothing() {
    let display = Display::start(320, 240);
    let mut other = Novice::ask(&display, &[]);
    let mut novice = Novice::ask(&display, &[]);
    let address = format!("127.0.0.1:{}", novice.port);
    other.program.say("stop");
    assert_eq!(other.program.exit_code(), 0);
    let mut expert = Expert::open(&other, &["--address", &address]);
    expert.program.expect("ended ");
    assert_ne!(expert.program.exit_code(), 0);
    assert!(!novice.program.has_said("connected"));
    assert!(!novice.program.has_said("try-failed"));
}

#[test]
fn a_second_expert_is_told_that_someone_helps_already() {
    let display = Display::start(320, 240);
    let (mut novice, mut expert) = super::pair::viewing(&display);
    let mut second = Expert::open(&novice, &[]);
    second.program.expect("ended already-helped");
    assert_eq!(second.program.exit_code(), 11);
    expert.sees(&display);
    assert!(!novice.program.has_said("ended"));
}

#[test]
fn what_is_no_invitation_is_said_so() {
    let home = Home::new();
    let cases = [
        ("a letter", "Dear Sam, please help me"),
        (
            "half a ticket",
            "<?xml version=\"1.0\"?><UPLOADINFO TYPE=\"Escalated\"><UPLOADDATA USERNAME=\"a\" LHTICK",
        ),
    ];
    for (what, text) in cases {
        let file = home.file("wrong.msrcIncident", text);
        let mut expert = Expert::open_ticket(&file, "ABCD EFGH JKLM", &[]);
        expert.program.expect("error ");
        assert_eq!(expert.program.exit_code(), 3, "{what}");
    }
    let mut missing = Expert::open_ticket(&home.path("nowhere"), "ABCD EFGH JKLM", &[]);
    missing.program.expect("error ");
    assert_eq!(missing.program.exit_code(), 3);
}

/// Before the yes a client that gave no proof is told nothing that differs from computer to computer.
#[test]
fn someone_without_proof_is_hung_up_on() {
    let display = Display::start(320, 240);
    let novice = Novice::ask(&display, &[]);
    let mut stream = TcpStream::connect(("127.0.0.1", novice.port)).unwrap();
    stream.set_read_timeout(Some(super::display::TIMEOUT)).unwrap();
    // An X.224 connection request that asks for TLS, and then silence.
    stream
        .write_all(&[3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 1, 0, 0, 0])
        .unwrap();
    let mut answer = Vec::new();
    eventually("the novice hangs up", || {
        let mut more = [0; 4096];
        match stream.read(&mut more) {
            Ok(0) => true,
            Ok(length) => {
                answer.extend_from_slice(&more[..length]);
                false
            }
            Err(_) => true,
        }
    });
    assert!(answer.len() <= 19, "{answer:?}");
}
