//! What stands in the router's IPv6 firewall, and when; and routers that answer what they were not asked.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddrV6, UdpSocket};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lifeline::net::mapping::{Pinhole, PinholeState, Router};
use lifeline::session::novice::{self, AskOptions, Command, Event, WaitOptions};

use super::display::{Display, eventually};
use super::lab::{Lab, Opened, Site, inside};
use super::mapping::{SHORT, no_notes, until, wish};
use super::novice_side::{NO_DISPLAY, options, settings};
use super::pair::Novice;

/// What the program asks for, and no more: after a crash this is how long it can last.
const LEASE: u64 = 120;

const THERE: &str = "TCP 2a0e:10:1::10 3389";

/// The novice behind a router with miniupnpd, and IPv6 as the only way in.
fn lab() -> Option<Lab> {
    let lab = Lab::new(Site::SixPcp, Site::Six)?;
    lab.run(
        "novice-router",
        "nft insert rule inet router forward meta nfproto ipv4 drop",
    );
    Some(lab)
}

/// The one opening, once it is there.
fn opened(lab: &Lab) -> Opened {
    eventually("the port is open", || lab.pinholes().len() == 1);
    lab.pinholes().remove(0)
}

fn gets_in(lab: &Lab, novice: &mut Novice) -> bool {
    let mut helper = lab.open(novice);
    let said = helper.program.expect_one_of(&["waiting", "ended unreachable"]);
    if said == "waiting" {
        novice.program.expect("question view ");
        drop(helper);
        // From then on `stop` means the invitation.
        novice.program.expect("ended ");
    }
    said == "waiting"
}

#[test]
fn a_port_is_open_in_the_router_s_ipv6_firewall_while_the_invitation_is_in_force() {
    let Some(lab) = lab() else { return };
    let display = Display::start(320, 240);
    let mut unasked = lab.ask(&display, &["--router", "never"]);
    assert!(
        !gets_in(&lab, &mut unasked),
        "who does not ask the router stays shut in"
    );
    unasked.program.say("stop");
    assert_eq!(unasked.program.exit_code(), 0);
    let mut novice = lab.ask(&display, &[]);
    let open = opened(&lab);
    assert_eq!(open.what, THERE);
    assert!(open.seconds_left() <= LEASE, "{open:?}");
    assert!(gets_in(&lab, &mut novice));
    novice.program.say("stop");
    assert_eq!(novice.program.exit_code(), 0);
    assert!(lab.pinholes().is_empty(), "{:?} {}", lab.pinholes(), lab.daemon_log());
    assert!(no_notes(&novice.home.path(".local/state/lifeline/router")));
}

#[test]
fn an_opening_that_a_crash_left_is_closed_by_the_next_start_and_had_again_where_it_is_needed() {
    let Some(lab) = lab() else { return };
    let display = Display::start(320, 240);
    let mut novice = lab.ask(&display, &[]);
    let left = opened(&lab);
    novice.program.kill();
    assert_eq!(lab.pinholes(), std::slice::from_ref(&left), "a crash closes nothing");
    assert!(
        left.seconds_left() <= LEASE,
        "the router does without the program: {left:?}"
    );
    // Its invitation is still in force: its port is closed, and opened again.
    let mut again = lab.ask_from(novice.home, &display, &["--port", "0", "--router", "never"]);
    eventually("it is another opening", || {
        lab.pinholes().first().is_some_and(|open| open.owner != left.owner)
    });
    assert_eq!(opened(&lab).what, THERE);
    again.program.kill();
    // Nothing wants it any more.
    std::fs::remove_dir_all(again.home.path(".local/state/lifeline/listeners")).unwrap();
    let _last = lab.ask_from(again.home, &display, &["--router", "never"]);
    eventually("what the crash left is closed", || lab.pinholes().is_empty());
}

async fn an_opening(router: &Router) -> Pinhole {
    let pinhole = router.open(wish()).unwrap();
    until("it is open", || matches!(pinhole.state(), PinholeState::Open(_))).await;
    pinhole
}

#[test]
fn an_opening_that_nobody_closes_ends_with_its_lease() {
    let Some(lab) = lab() else { return };
    let state = tempfile::tempdir().unwrap();
    // The runtime ends as a crash ends it: nobody says farewell.
    inside(&lab.novice(), async || {
        let router = Router::start(state.path(), SHORT);
        let _pinhole = an_opening(&router).await;
        assert_eq!(lab.pinholes().len(), 1);
    });
    eventually("its lease is over", || lab.pinholes().is_empty());
    // Nothing is left to be closed.
    inside(&lab.novice(), async || {
        let _router = Router::start(state.path(), SHORT);
        until("its note is gone", || no_notes(&state.path().join("router"))).await;
    });
}

/// miniupnpd up to 2.3.5 forgets at the renewal whose opening it is, and then refuses to close it.
#[test]
fn a_renewed_opening_is_closed_at_once_or_with_its_short_lease() {
    let Some(lab) = lab() else { return };
    let state = tempfile::tempdir().unwrap();
    inside(&lab.novice(), async || {
        let router = Router::start(state.path(), SHORT);
        let pinhole = an_opening(&router).await;
        let first = lab.pinholes().remove(0);
        let renewed = || lab.pinholes().first().is_some_and(|open| open.ends > first.ends);
        until("it is renewed", renewed).await;
        drop(pinhole);
        router.finish(Duration::from_secs(5)).await;
    });
    let refuses = lab.daemon_log().contains("Unauthorized to remove PCP mapping");
    assert_eq!(
        no_notes(&state.path().join("router")),
        !refuses,
        "what was refused is noted"
    );
    eventually("it is closed", || lab.pinholes().is_empty());
}

#[test]
fn what_the_router_has_goes_with_the_last_invitation_though_offers_are_waited_for() {
    let Some(lab) = lab() else { return };
    let state = tempfile::tempdir().unwrap();
    inside(&lab.novice(), async || {
        let settings = settings(state.path(), NO_DISPLAY);
        let mut novice = novice::start(settings, Arc::new(|| ()));
        let (port, listen) = (Some(3389), None);
        let ask = AskOptions {
            port,
            listen,
            ..options()
        };
        novice
            .commands
            .send(Command::Wait(WaitOptions { port, listen }))
            .await
            .unwrap();
        while !matches!(novice.events.recv().await.unwrap(), Event::Waiting { port: 3389 }) {}
        novice.commands.send(Command::Ask(ask)).await.unwrap();
        let invitation = loop {
            if let Event::Invitation(invitation) = novice.events.recv().await.unwrap() {
                break invitation;
            }
        };
        until("the port is open", || lab.pinholes().len() == 1).await;
        novice.commands.send(Command::Cancel(invitation.id)).await.unwrap();
        let forgotten = || lab.pinholes().is_empty() && lab.mappings().is_empty();
        until("the router has forgotten both", forgotten).await;
        let there = tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, 3389)).await;
        assert!(there.is_ok(), "offers are still waited for");
    });
}

// Routers that mean harm

/// Where an answer comes from.
#[derive(Clone, Copy)]
enum Source {
    Gateway,
    /// The gateway's address, another port.
    OtherPort,
    /// Another address of the same router.
    OtherAddress,
}

type Answer = fn(&[u8]) -> Vec<u8>;
type Answers = Vec<(Source, Vec<u8>)>;

/// Plays the novice's router: what it was asked.
fn play(lab: &Lab, answer: impl Fn(&[u8]) -> Answers + Send + 'static) -> Arc<Mutex<Vec<Vec<u8>>>> {
    let link_local = Ipv6Addr::new(0xFE80, 0, 0, 0, 0, 0, 0, 1);
    let public = Ipv6Addr::new(0x2A0E, 0x10, 1, 0, 0, 0, 0, 1);
    let sockets = inside(&lab.space_path("novice-router"), async || {
        let interfaces = if_addrs::get_if_addrs().unwrap();
        let inner = interfaces.iter().find(|one| one.name == "to-novice").unwrap();
        let scope = inner.index.unwrap();
        let bound = [(link_local, 5351, scope), (link_local, 5350, scope), (public, 5351, 0)];
        bound.map(|(address, port, scope)| UdpSocket::bind(SocketAddrV6::new(address, port, 0, scope)).unwrap())
    });
    let questions = Arc::new(Mutex::new(Vec::new()));
    let asked = Arc::clone(&questions);
    std::thread::spawn(move || {
        let [gateway, other_port, other_address] = sockets;
        let mut buffer = [0; 2048];
        while let Ok((length, from)) = gateway.recv_from(&mut buffer) {
            let question = &buffer[..length];
            asked.lock().unwrap().push(question.to_vec());
            for (source, answer) in answer(question) {
                let socket = match source {
                    Source::Gateway => &gateway,
                    Source::OtherPort => &other_port,
                    Source::OtherAddress => &other_address,
                };
                let _ = socket.send_to(&answer, from);
            }
        }
    });
    questions
}

/// The seconds that were asked for: none closes.
fn seconds(question: &[u8]) -> u32 {
    u32::from_be_bytes(question[4..8].try_into().unwrap())
}

/// What a router says that does what it was asked for.
fn obeyed(question: &[u8]) -> Vec<u8> {
    let mut answer = question.to_vec();
    answer[1] |= 0x80;
    answer[8..24].fill(0);
    answer
}

fn with(question: &[u8], changes: &[(usize, u8)]) -> Vec<u8> {
    let mut answer = obeyed(question);
    for (at, byte) in changes {
        answer[*at] ^= byte;
    }
    answer
}

/// Asks this router until it does as asked, or refuses; what came of it.
async fn open(
    state: &Path,
    questions: &Mutex<Vec<Vec<u8>>>,
    wanted: impl Fn(PinholeState) -> bool,
) -> (Router, Pinhole) {
    let before = questions.lock().unwrap().len();
    let asked = || {
        questions.lock().unwrap()[before..]
            .iter()
            .any(|question| seconds(question) > 0)
    };
    let router = Router::start(state, SHORT);
    let pinhole = router.open(wish()).unwrap();
    until("it was asked and answered", || asked() && wanted(pinhole.state())).await;
    (router, pinhole)
}

#[test]
fn what_is_no_answer_to_the_question_or_not_the_gateway_s_changes_nothing() {
    let Some(lab) = Lab::new(Site::SixClosed, Site::Open) else {
        return;
    };
    let questions = play(&lab, |question| {
        let mut answers: Answers = Vec::new();
        // The version, the opcode, the R bit, the nonce, the protocol, the port.
        for (at, bits) in [
            (0, 2),
            (1, 3),
            (1, 0x80),
            (24, 1),
            (35, 0x80),
            (36, 23),
            (40, 1),
            (41, 1),
        ] {
            // As a yes, and as a refusal.
            answers.push((Source::Gateway, with(question, &[(at, bits)])));
            answers.push((Source::Gateway, with(question, &[(at, bits), (3, 2)])));
        }
        let right = obeyed(question);
        answers.extend((0..60).map(|length| (Source::Gateway, right[..length].to_vec())));
        answers.extend([61, 1101, 1104].map(|length| {
            let rest = vec![0; length - right.len()];
            (Source::Gateway, [right.clone(), rest].concat())
        }));
        // NAT-PMP's refusal of a newer version.
        answers.push((Source::Gateway, vec![0, 0x81, 0, 1, 0, 0, 0, 9]));
        for source in [Source::OtherPort, Source::OtherAddress] {
            answers.push((source, right.clone()));
            answers.push((source, with(question, &[(3, 2)])));
        }
        // Only now the router itself: to the second question, which is to open.
        if seconds(question) == 0 {
            answers.push((Source::Gateway, right));
        }
        answers
    });
    let state = tempfile::tempdir().unwrap();
    inside(&lab.novice(), async || {
        let (router, pinhole) = open(state.path(), &questions, |state| state == PinholeState::Closed).await;
        assert!(
            !no_notes(&state.path().join("router")),
            "it may be open: the router did not say"
        );
        drop(pinhole);
        router.finish(Duration::from_secs(5)).await;
        assert!(no_notes(&state.path().join("router")), "the router has closed it");
    });
    let asked: Vec<_> = questions
        .lock()
        .unwrap()
        .iter()
        .map(|question| seconds(question))
        .collect();
    assert_eq!((asked.first(), asked.last()), (Some(&0), Some(&0)), "{asked:?}");
    assert!(asked.contains(&10), "{asked:?}");
}

#[test]
fn a_right_answer_is_found_among_wrong_ones() {
    let Some(lab) = Lab::new(Site::SixClosed, Site::Open) else {
        return;
    };
    let questions = play(&lab, |question| {
        vec![
            (Source::OtherAddress, with(question, &[(3, 2)])),
            (Source::Gateway, with(question, &[(3, 2), (30, 1)])),
            (Source::Gateway, with(question, &[(45, 1), (30, 1)])),
            (Source::Gateway, obeyed(question)),
        ]
    });
    let state = tempfile::tempdir().unwrap();
    inside(&lab.novice(), async || {
        let here = SocketAddrV6::new(Ipv6Addr::new(0x2A0E, 0x10, 1, 0, 0, 0, 0, 0x10), 3389, 0, 0);
        let (router, pinhole) = open(state.path(), &questions, |state| state == PinholeState::Open(here)).await;
        drop(pinhole);
        router.finish(Duration::from_secs(5)).await;
        assert!(no_notes(&state.path().join("router")));
    });
}

#[test]
fn an_answer_that_opens_nothing_useful_is_no_opening() {
    // Refused; taken; another port; another address; for no time.
    let answers: [Answer; 5] = [
        |question| with(question, &[(3, 2)]),
        |question| with(question, &[(3, 11)]),
        |question| with(question, &[(43, 1)]),
        |question| with(question, &[(59, 1)]),
        |question| with(question, &[(7, question[7])]),
    ];
    let Some(lab) = Lab::new(Site::SixClosed, Site::Open) else {
        return;
    };
    let turn = Arc::new(Mutex::new(answers[0]));
    let current = Arc::clone(&turn);
    let questions = play(&lab, move |question| {
        let answer = match seconds(question) {
            0 => obeyed(question),
            _ => (current.lock().unwrap())(question),
        };
        vec![(Source::Gateway, answer)]
    });
    for (number, answer) in answers.into_iter().enumerate() {
        *turn.lock().unwrap() = answer;
        let state = tempfile::tempdir().unwrap();
        let notes = state.path().join("router");
        inside(&lab.novice(), async || {
            let nothing = |state| state == PinholeState::Closed && no_notes(&notes);
            println!("answer {number}");
            let (router, pinhole) = open(state.path(), &questions, nothing).await;
            drop(pinhole);
            router.finish(Duration::from_secs(5)).await;
        });
    }
}

#[test]
fn a_lease_without_end_is_renewed_and_forgotten_like_any_other() {
    let Some(lab) = Lab::new(Site::SixClosed, Site::Open) else {
        return;
    };
    let questions = play(&lab, |question| {
        let mut answer = obeyed(question);
        match seconds(question) {
            // It finds nothing to close, and later refuses to.
            0 => answer[3] = 2,
            _ => answer[4..8].fill(0xFF),
        }
        vec![(Source::Gateway, answer)]
    });
    let state = tempfile::tempdir().unwrap();
    inside(&lab.novice(), async || {
        let is_open = |state| matches!(state, PinholeState::Open(_));
        let (router, pinhole) = open(state.path(), &questions, is_open).await;
        let renewals = || {
            questions
                .lock()
                .unwrap()
                .iter()
                .filter(|question| seconds(question) > 0)
                .count()
        };
        until("it is renewed at half of what was asked for", || renewals() > 1).await;
        drop(pinhole);
        router.finish(Duration::from_secs(5)).await;
    });
    let notes = std::fs::read_dir(state.path().join("router")).unwrap();
    let notes: Vec<_> = notes.map(|note| std::fs::read(note.unwrap().path()).unwrap()).collect();
    assert_eq!(notes.len(), 1, "the next start tries to close it");
    let note: serde_json::Value = serde_json::from_slice(&notes[0]).unwrap();
    let tomorrow = SystemTime::now() + Duration::from_secs(24 * 3600);
    let tomorrow = tomorrow.duration_since(UNIX_EPOCH).unwrap().as_secs();
    assert!(note["ends"].as_u64().unwrap() <= tomorrow, "{note}");
}
