//! A novice of the test's own, who stops where the test wants: how long our expert waits for each step, and what it
//! shows its user for each farewell that comes over the wire.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use lifeline::desk::words;
use lifeline::invitation::{Pins, TicketId};
use lifeline::net::frames::Frames;
use lifeline::net::tls::{self, TlsIdentity};
use lifeline::rdp::channels::{encomsp, remdesk};
use lifeline::rdp::keys::SecurityKey;
use lifeline::rdp::novice::accept::{Accept, AcceptSettings, Accepted, negotiate};
use lifeline::rdp::{FromExpert, Random32, ToExpert};
use lifeline::session::expert::{Command, End, Event, Expert};
use lifeline::vocabulary::Kh2;
use rsa::rand_core::OsRng;
use tokio::io::{AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::server::TlsStream;

use super::ends::{open_crafted, refusals, session_ends};
use super::pair::ended;
use crate::still_time::{self, StillTime, assert_took};

/// Where a novice falls silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stop {
    /// Accepts, and says nothing.
    Connected,
    /// After the Connection Confirm.
    Confirmed,
    /// After TLS.
    Tls,
    /// After the Connect Response.
    Begun,
    /// After the activation, before anything of Remote Assistance.
    Activated,
    /// After the proof came.
    Proof,
}

const STOPS: [Stop; 6] = [
    Stop::Connected,
    Stop::Confirmed,
    Stop::Tls,
    Stop::Begun,
    Stop::Activated,
    Stop::Proof,
];

struct Novice {
    listener: TcpListener,
    identity: Arc<TlsIdentity>,
    key: Arc<SecurityKey>,
}

/// The connection of a novice who has stopped, kept open.
enum Stopped {
    Tcp(#[expect(dead_code, reason = "open while it is here")] TcpStream),
    Tls(#[expect(dead_code, reason = "open while it is here")] Box<TlsStream<TcpStream>>),
    Active(Box<Active>),
}

struct Active {
    frames: Frames<ReadHalf<TlsStream<TcpStream>>>,
    write: WriteHalf<TlsStream<TcpStream>>,
    rdp: Option<Accepted>,
}

impl Novice {
    async fn new() -> Self {
        Self {
            listener: TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap(),
            identity: Arc::new(TlsIdentity::generate().unwrap()),
            key: Arc::new(SecurityKey::generate(&mut OsRng).unwrap()),
        }
    }

    /// Our expert, with an invitation of this novice.
    fn helper(&self) -> Expert {
        let pins = Pins {
            kh: self.key.kh(),
            kh2: Some(Kh2::Sha256(self.key.kh2_sha256())),
            ce: Some(self.identity.certificate().to_vec()),
        };
        let port = self.listener.local_addr().unwrap().port();
        open_crafted(pins, port, TicketId::generate().unwrap(), "ABCD EFGH JKLM")
    }

    /// Serves the next connection as far as `stop` says.
    async fn serve(&self, stop: Stop) -> Stopped {
        let (stream, _) = self.listener.accept().await.unwrap();
        if stop == Stop::Connected {
            return Stopped::Tcp(stream);
        }
        let mut first = Frames::new(stream);
        let negotiated = negotiate(first.next().await.unwrap().unwrap(), false).unwrap();
        let mut stream = first.into_inner().unwrap();
        stream.write_all(&negotiated.answer).await.unwrap();
        if stop == Stop::Confirmed {
            return Stopped::Tcp(stream);
        }
        let accepted = tls::greeted(stream)
            .await
            .unwrap()
            .accept(&self.identity)
            .await
            .unwrap();
        if stop == Stop::Tls {
            return Stopped::Tls(Box::new(accepted.stream));
        }
        let mut machine = Accept::new(AcceptSettings {
            transport: accepted.transport,
            requested_protocols: negotiated.requested,
            key: Arc::clone(&self.key),
            server_random: Random32([1; 32]),
            fallback_random: Random32([2; 32]),
        });
        let (read, write) = tokio::io::split(accepted.stream);
        let mut active = Active {
            frames: Frames::new(read),
            write,
            rdp: None,
        };
        let mut out = Vec::new();
        while active.rdp.is_none() {
            let frame = active.frames.next().await.unwrap().unwrap();
            active.rdp = machine.step(frame, &mut OsRng, &mut out).unwrap();
            active.write.write_all(&out).await.unwrap();
            active.write.flush().await.unwrap();
            out.clear();
            if stop == Stop::Begun {
                return Stopped::Active(Box::new(active));
            }
        }
        if stop == Stop::Proof {
            active.hear_the_proof().await;
        }
        Stopped::Active(Box::new(active))
    }

    /// The same up to the proof, to go on from there.
    async fn proved(&self) -> Box<Active> {
        let Stopped::Active(active) = self.serve(Stop::Proof).await else {
            unreachable!("goes as far as the proof")
        };
        active
    }
}

impl Active {
    async fn hear_the_proof(&mut self) {
        self.say(&[
            ToExpert::Remdesk(remdesk::Message::ServerAnnounce),
            ToExpert::Remdesk(remdesk::Message::VersionInfo { major: 1, minor: 2 }),
        ])
        .await;
        loop {
            let frame = self.frames.next().await.unwrap().unwrap();
            let mut messages = Vec::new();
            self.rdp.as_mut().unwrap().reader.read(frame, &mut messages).unwrap();
            for message in messages {
                match message {
                    FromExpert::Reply(answer) => self.say(&[answer]).await,
                    FromExpert::Remdesk(remdesk::Message::VerifyPassword { .. }) => return,
                    _ => {}
                }
            }
        }
    }

    async fn say(&mut self, messages: &[ToExpert]) {
        let mut out = Vec::new();
        for message in messages {
            self.rdp.as_mut().unwrap().writer.write(message, &mut out).unwrap();
        }
        self.write.write_all(&out).await.unwrap();
        self.write.flush().await.unwrap();
    }
}

/// docs/protocol.md "limits": X.224 and TLS; the activation; the proof.
fn limit(stop: Stop) -> (Duration, End) {
    match stop {
        Stop::Connected | Stop::Confirmed => (Duration::from_secs(10), End::Unreachable),
        Stop::Tls | Stop::Begun | Stop::Activated | Stop::Proof => (Duration::from_secs(20), End::Lost),
    }
}

#[test]
fn a_novice_who_stops_is_waited_for_as_long_as_each_step_may_take() {
    still_time::runtime().block_on(async {
        let novice = Novice::new().await;
        let mut time = StillTime::begin().await;
        for stop in STOPS {
            let mut expert = novice.helper();
            let stopped = novice.serve(stop).await;
            let mut end = None;
            let took = time.until(async || {
                while let Ok(event) = expert.events.try_recv() {
                    if let Event::Ended(ended) = event {
                        end = Some(ended);
                    }
                }
                end.is_some()
            });
            let took = took.await;
            let (limit, shown) = limit(stop);
            assert_took(took, limit, &format!("{stop:?}"));
            assert_eq!(end, Some(shown), "{stop:?}");
            drop(stopped);
        }
    });
}

/// A novice who gives and takes control without end, to a front end that does not look: they are not heard any more,
/// and how it ended is told all the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_novice_who_makes_news_without_end_waits_and_the_end_is_told() {
    let novice = Novice::new().await;
    let mut expert = novice.helper();
    let mut active = novice.proved().await;
    active.say(&[ToExpert::Remdesk(remdesk::Message::Result(0))]).await;
    let rights = |interact: u16| {
        ToExpert::Encomsp(encomsp::Message::ParticipantCreated {
            participant: 0,
            group: 0,
            flags: encomsp::IS_PARTICIPANT | encomsp::MAY_VIEW | interact,
            name: String::new(),
        })
    };
    let toggled = [rights(encomsp::MAY_INTERACT), rights(0)];
    let flooding = tokio::spawn(async move {
        loop {
            let mut out = Vec::new();
            for message in &toggled {
                active.rdp.as_mut().unwrap().writer.write(message, &mut out).unwrap();
            }
            if active.write.write_all(&out).await.is_err() || active.write.flush().await.is_err() {
                return;
            }
        }
    });
    // As many as are told at most: the session hears no more of them now.
    while expert.events.len() < 3072 {
        tokio::task::yield_now().await;
    }
    expert.commands.send(Command::End).await.unwrap();
    expert.done.await.unwrap();
    let mut last = None;
    while let Ok(event) = expert.events.try_recv() {
        last = Some(event);
    }
    assert!(matches!(last, Some(Event::Ended(End::ByExpert))), "{last:?}");
    flooding.await.unwrap();
}

/// Each row of the table in docs/protocol.md, from this novice to our expert.
#[tokio::test]
async fn each_farewell_is_read_as_its_sentence() {
    let novice = Novice::new().await;
    let refusals = refusals().map(|(refusal, told)| (format!("{refusal:?}"), false, told));
    let ends = session_ends().into_iter();
    let ends = ends.map(|(end, _, told)| (format!("{end:?}"), true, told));
    for (why, proved, told) in refusals.into_iter().chain(ends) {
        let mut expert = novice.helper();
        let mut active = novice.proved().await;
        let result = |code| ToExpert::Remdesk(remdesk::Message::Result(code));
        let mut said = Vec::new();
        said.extend(proved.then(|| result(0)));
        said.extend(told.farewell.result.map(result));
        said.push(ToExpert::Remdesk(remdesk::Message::Disconnect));
        said.push(ToExpert::ErrorInfo(told.farewell.error_info));
        said.push(ToExpert::Disconnect);
        active.say(&said).await;
        let shown = words::expert_end(&ended(&mut expert).await);
        assert_eq!(shown.what, told.sentence, "{why}");
    }
}
