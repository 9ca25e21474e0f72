//! Nothing before consent: until the novice says yes, what the other end receives depends on nothing of this computer.
//! Nor does it during a pause, but for the size of the screen.
//!
//! A client that decides about the size and keeps every frame that it gets, decrypted, meets two novices whose screens
//! differ in size, depth and content, one of them busy. Under TLS with encryption method NONE nothing in the frames is
//! random.

use std::sync::Arc;
use std::time::Duration;

use lifeline::invitation::{Password, Ticket, expert_blob};
use lifeline::net::frames::Frames;
use lifeline::net::race::RacedStream;
use lifeline::rdp::channels::{encomsp, remdesk};
use lifeline::rdp::expert::connect::{self, Connect, ConnectProtection, ConnectSettings, ProtocolRequest, ServerKey};
use lifeline::rdp::pdu::frame::{frame_length, is_fast};
use lifeline::rdp::{FromNovice, Random32, ToNovice, Transport};
use lifeline::session::novice::{Answer, Command, Event, QuestionKind};
use tokio::io::{AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::ALL_VERSIONS;
use tokio_rustls::rustls::pki_types::ServerName;

use super::pair::{Asked, Display, answer, ask, question, until};
use crate::any_certificate::client_config;

#[tokio::test(flavor = "multi_thread")]
async fn two_different_screens_give_the_same_frames() {
    let (Some(small), Some(large)) = (Display::start("640x480x16"), Display::start("1600x1200x24")) else {
        return;
    };
    large.run("xsetroot", &["-solid", "#3c6e71"]);
    let quiet = Box::pin(frames_before_the_yes(&small.name, || ())).await;
    let busy = Box::pin(frames_before_the_yes(&large.name, || {
        // The pointer moves and changes, and so does the picture.
        large.run("xsetroot", &["-solid", "#d9a441", "-cursor_name", "watch"]);
        large.run("xdotool", &["mousemove", "700", "900"]);
    }))
    .await;
    assert_eq!(quiet.len(), busy.len(), "the same number of frames");
    assert_same(&quiet, &busy);
    let bytes = quiet.concat();
    for fact in ["root", "Novice", "Xvfb"] {
        let wide: Vec<u8> = fact.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for needle in [fact.as_bytes(), &wide] {
            assert!(
                !bytes.windows(needle.len()).any(|window| window == needle),
                "{fact} was told"
            );
        }
    }
}

/// The plain picture goes between what else is said, whenever the writer has nothing better to do: which frame of the
/// one comes after which of the other is chance.
fn assert_same(quiet: &[Vec<u8>], busy: &[Vec<u8>]) {
    for pictures in [false, true] {
        let of_kind = |frames: &[Vec<u8>]| -> Vec<Vec<u8>> {
            let frames = frames.iter().filter(|frame| is_fast(frame) == pictures);
            frames.cloned().collect()
        };
        let (quiet, busy) = (of_kind(quiet), of_kind(busy));
        assert_eq!(
            quiet.len(),
            busy.len(),
            "the same number of frames, pictures: {pictures}"
        );
        for (number, (one, other)) in quiet.iter().zip(&busy).enumerate() {
            assert!(one == other, "frame {number} differs between the two screens");
        }
    }
}

/// Connects, proves the password, and keeps every frame until two signs of life have come after the question.
async fn frames_before_the_yes(display: &str, meanwhile: impl FnOnce()) -> Vec<Vec<u8>> {
    let mut asked = ask(display, |_| ()).await;
    let mut client = Client::connect(&asked).await;
    client
        .until(|message| matches!(message, FromNovice::Remdesk(remdesk::Message::VersionInfo { .. })))
        .await;
    client.prove(&asked).await;
    client
        .until(|message| matches!(message, FromNovice::Remdesk(remdesk::Message::Result(0))))
        .await;
    question(&mut asked.novice, QuestionKind::View).await;
    meanwhile();
    for _ in 0..2 {
        client
            .until(|message| matches!(message, FromNovice::ErrorInfo(0) | FromNovice::Ignored(_)))
            .await;
    }
    client.write.shutdown().await.unwrap();
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::Ended(_)).then_some(())
    })
    .await;
    client.frames
}

#[tokio::test(flavor = "multi_thread")]
async fn two_different_screens_give_the_same_frames_during_a_pause() {
    let (Some(one), Some(other)) = (Display::start("640x480x24"), Display::start("640x480x16")) else {
        return;
    };
    other.run("xsetroot", &["-solid", "#3c6e71"]);
    let quiet = Box::pin(frames_of_a_pause(&one.name, || ())).await;
    let busy = Box::pin(frames_of_a_pause(&other.name, || {
        other.run("xsetroot", &["-solid", "#d9a441", "-cursor_name", "watch"]);
        other.run("xdotool", &["mousemove", "300", "200"]);
        other.run("xrandr", &["--setmonitor", "LEFT", "320/100x480/100+0+0", "screen"]);
        other.run("xrandr", &["--setmonitor", "RIGHT", "320/100x480/100+320+0", "none"]);
    }))
    .await;
    assert!(quiet.len() > 2, "the plain picture, and signs of life");
    assert_eq!(quiet.len(), busy.len(), "the same number of frames");
    assert_same(&quiet, &busy);
}

/// Looks on, and keeps every frame from the news of a pause until two signs of life have come after it.
async fn frames_of_a_pause(display: &str, meanwhile: impl FnOnce()) -> Vec<Vec<u8>> {
    let mut asked = ask(display, |_| ()).await;
    let mut client = Client::connect(&asked).await;
    client.prove(&asked).await;
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    answer(&mut asked.novice, &asks, Answer::Allow).await;
    client
        .until(|message| matches!(message, FromNovice::Activated { width: 640, .. }))
        .await;
    client.until(|message| matches!(message, FromNovice::Changed(_))).await;
    asked.novice.commands.send(Command::Pause).await.unwrap();
    client
        .until(|message| matches!(message, FromNovice::Encomsp(encomsp::Message::GraphicsPaused)))
        .await;
    client.frames.clear();
    meanwhile();
    for _ in 0..2 {
        client
            .until(|message| matches!(message, FromNovice::ErrorInfo(0) | FromNovice::Ignored(_)))
            .await;
    }
    client.frames
}

pub struct Client {
    frames: Vec<Vec<u8>>,
    incoming: Frames<ReadHalf<Box<dyn RacedStream>>>,
    write: WriteHalf<Box<dyn RacedStream>>,
    connected: connect::Connected,
    early: std::vec::IntoIter<FromNovice>,
}

impl Client {
    pub async fn connect(asked: &Asked) -> Self {
        Self::connect_changed(asked, |_| ()).await
    }

    /// With every frame that the client sends changed on its way.
    pub async fn connect_changed(asked: &Asked, change: impl Fn(&mut Vec<u8>)) -> Self {
        let mut stream = TcpStream::connect(("127.0.0.1", asked.invitation.port)).await.unwrap();
        stream.write_all(&connect::request(ProtocolRequest::Tls)).await.unwrap();
        let mut first = Frames::new(stream);
        let frames = vec![first.next().await.unwrap().unwrap().to_vec()];
        connect::confirmed(&frames[0], ProtocolRequest::Tls).unwrap();
        let stream = Box::new(tls(first.into_inner().unwrap()).await);
        Self::over(stream, Transport::Tls, &asked.invitation.id.0, frames, change).await
    }

    /// From MCS on. `frames`: what came before.
    pub async fn over(
        stream: Box<dyn RacedStream>,
        transport: Transport,
        ticket_id: &str,
        mut frames: Vec<Vec<u8>>,
        change: impl Fn(&mut Vec<u8>),
    ) -> Self {
        let (read, mut write) = tokio::io::split(stream);
        let mut incoming = Frames::new(read);
        let mut machine = Connect::new(ConnectSettings {
            protection: ConnectProtection::over(transport, ServerKey::Unpinned),
            ticket_id: ticket_id.to_owned(),
            alternate_shell: "*".to_owned(),
            width: 800,
            height: 600,
            client_random: Random32([7; 32]),
        });
        let mut out = Vec::new();
        machine.start(&mut out).unwrap();
        let mut connected = loop {
            for mut frame in whole_frames(&out) {
                change(&mut frame);
                write.write_all(&frame).await.unwrap();
            }
            write.flush().await.unwrap();
            out.clear();
            let frame = incoming.next().await.unwrap().unwrap();
            frames.push(frame.to_vec());
            if let Some(connected) = machine.step(frame, &mut out).unwrap() {
                assert!(out.is_empty(), "the novice says the last word");
                break connected;
            }
        };
        let early = std::mem::take(&mut connected.early).into_iter();
        Self {
            frames,
            incoming,
            write,
            connected,
            early,
        }
    }

    pub async fn until(&mut self, wanted: impl Fn(&FromNovice) -> bool) {
        self.find(|message| wanted(message).then_some(())).await;
    }

    /// The first of what comes that is wanted.
    pub async fn find<T>(&mut self, wanted: impl Fn(&FromNovice) -> Option<T>) -> T {
        if let Some(found) = self.early.find_map(|message| wanted(&message)) {
            return found;
        }
        loop {
            if let Some(found) = self.next().await.iter().find_map(&wanted) {
                return found;
            }
        }
    }

    /// What the next frame says; what it wants answered is answered.
    async fn next(&mut self) -> Vec<FromNovice> {
        let frame = tokio::time::timeout(Duration::from_secs(40), self.incoming.next()).await;
        let frame = frame.expect("a frame comes").unwrap().expect("the novice is there");
        self.frames.push(frame.to_vec());
        let mut messages = Vec::new();
        self.connected.reader.read(frame, &mut messages).unwrap();
        for message in &messages {
            if let FromNovice::Reply(reply) = message {
                self.send(reply).await;
            }
        }
        messages
    }

    pub async fn send(&mut self, message: &ToNovice) {
        let mut out = Vec::new();
        self.connected.writer.write(message, &mut out).unwrap();
        self.write.write_all(&out).await.unwrap();
        self.write.flush().await.unwrap();
    }

    pub async fn send_raw(&mut self, bytes: &[u8]) {
        self.write.write_all(bytes).await.unwrap();
        self.write.flush().await.unwrap();
    }

    pub async fn prove(&mut self, asked: &Asked) {
        let ticket = Ticket::read(asked.invitation.ticket.as_bytes()).unwrap();
        let opened = ticket
            .open(&Password::from_typed(&asked.invitation.password), 0)
            .unwrap();
        let stub = opened.encrypted_pass_stub().unwrap();
        for message in [
            remdesk::Message::ExpertOnVista(stub.as_bytes().to_vec()),
            remdesk::Message::VerifyPassword {
                expert_blob: expert_blob("Sam", &stub, None),
            },
        ] {
            self.send(&ToNovice::Remdesk(message)).await;
        }
    }
}

fn whole_frames(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    while let Some(length) = frame_length(bytes).unwrap() {
        let (frame, rest) = bytes.split_at(length);
        frames.push(frame.to_vec());
        bytes = rest;
    }
    frames
}

/// As FreeRDP with `/cert:ignore` does it: any certificate will do.
async fn tls(stream: TcpStream) -> TlsStream<TcpStream> {
    let name = ServerName::try_from("novice").unwrap();
    TlsConnector::from(Arc::new(client_config(ALL_VERSIONS)))
        .connect(name, stream)
        .await
        .unwrap()
}
