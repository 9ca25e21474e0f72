//! What others can make the program hold: the resident memory of the real program while strangers, a helper and a
//! novice ask for as much as they may.

use std::net::Ipv4Addr;
use std::sync::Arc;

use lifeline::invitation::{Address, NewTicket, OpenedTicket, PassStub, Password, Pins, Ticket, TicketId};
use lifeline::net::frames::Frames;
use lifeline::net::tls::{self, TlsIdentity};
use lifeline::rdp::channels::{drdynvc, encomsp, remdesk};
use lifeline::rdp::keys::SecurityKey;
use lifeline::rdp::novice::accept::{Accept, AcceptSettings, Accepted, negotiate};
use lifeline::rdp::novice::updates::waiting_picture;
use lifeline::rdp::pdu::frame::is_fast;
use lifeline::rdp::{FromExpert, FromNovice, Random32, ToExpert, ToNovice};
use lifeline::vocabulary::Kh2;
use rsa::rand_core::OsRng;
use tokio::io::{AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::server::TlsStream;

use super::display::{Display, Picture, TIMEOUT, eventually};
use super::pair::{Expert, Home, Novice, now};
use super::program::Program;
use super::stranger::{Active, Stranger};

const MIB: usize = 1024 * 1024;
/// The largest desktop that a client may begin with.
const LARGEST: (u16, u16) = (8192, 8192);

/// One of the numbers of `/proc/PID/status` that are in kilobytes: `VmRSS` now, `VmHWM` at most so far.
fn memory(program: &Program, name: &str) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.pid().as_raw_nonzero())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    let kilobytes = line.trim_start_matches(':').trim().trim_end_matches(" kB");
    kilobytes.parse::<usize>().unwrap() * 1024
}

fn resident(program: &Program) -> usize {
    memory(program, "VmRSS")
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
}

/// As many as may be at the door at a time, three times over: each has seen the first of the plain picture and reads no
/// more.
#[test]
fn strangers_with_the_largest_desktop_cost_a_mebibyte_each_and_it_is_given_back() {
    const CROWD: usize = 64;
    let display = Display::start(320, 240);
    let novice = Novice::ask(&display, &[]);
    runtime().block_on(async {
        // What the first costs for good is not the crowd's.
        come_and_look(novice.port).await;
        let before = resident(&novice.program);
        for wave in 0..3 {
            let mut crowd = Vec::new();
            for _ in 0..CROWD {
                crowd.push(come_and_look(novice.port).await);
            }
            let grown = resident(&novice.program).saturating_sub(before);
            println!("wave {wave}: {} KiB more", grown / 1024);
            assert!(grown < CROWD * MIB, "{grown} bytes more are in use");
        }
        eventually("the memory is given back", || {
            resident(&novice.program).saturating_sub(before) < CROWD * MIB / 4
        });
    });
}

async fn come_and_look(port: u16) -> Box<Active> {
    let mut active = Stranger::active_asking(port, "no such invitation", LARGEST)
        .await
        .unwrap();
    while !is_fast(active.read.next().await.unwrap().expect("the picture comes")) {}
    active
}

fn opened(novice: &Novice) -> OpenedTicket {
    let ticket = Ticket::read(&std::fs::read(&novice.ticket).unwrap()).unwrap();
    ticket.open(&Password::from_typed(&novice.password), now()).unwrap()
}

/// A helper who only looks on asks for the whole picture again as often as the network takes it, and says else whatever
/// costs them little. What they ask for is gathered, and what happens on the screen reaches them all the same.
#[test]
fn a_helper_who_refreshes_without_end_costs_nothing_and_sees_what_happens() {
    const REQUESTS: usize = 200_000;
    let display = Display::start(640, 480);
    display.paint(&Picture::known(640, 480, 1));
    let mut novice = Novice::ask(&display, &[]);
    let opened = opened(&novice);
    let runtime = runtime();
    let mut helper = runtime.block_on(async {
        let mut active = Stranger::active(novice.port, opened.id.as_str()).await.unwrap();
        active.prove(&opened, &novice.password, "Sam").await.unwrap();
        Watching { active, changes: 0 }
    });
    novice.allow("view");
    runtime.block_on(async {
        while helper.changes == 0 || helper.size() != (640, 480) {
            helper.hear().await;
        }
        let before = resident(&novice.program);
        let mut asked = 0;
        while asked < REQUESTS {
            asked += helper.flood().await;
        }
        let changes = helper.changes;
        // The flood goes on until the new picture is there.
        let (red, green, blue) = (200, 30, 60);
        let rgb = [red, green, blue].repeat(640 * 480);
        display.paint(&Picture {
            width: 640,
            height: 480,
            rgb,
        });
        let seen = tokio::time::timeout(TIMEOUT, async {
            while !helper.shows([blue, green, red]) {
                helper.flood().await;
            }
        });
        seen.await.expect("what happens on the screen is seen");
        assert!(helper.changes > changes);
        let grown = resident(&novice.program).saturating_sub(before);
        println!("{} KiB more after {asked} requests and more", grown / 1024);
        assert!(grown < 32 * MIB, "{grown} bytes more are in use");
    });
    novice.program.say("stop");
    novice.program.expect("ended ");
}

struct Watching {
    active: Box<Active>,
    changes: usize,
}

impl Watching {
    fn size(&self) -> (u16, u16) {
        let picture = self.active.connected.reader.picture();
        (picture.width, picture.height)
    }

    fn shows(&self, colour: [u8; 3]) -> bool {
        let picture = self.active.connected.reader.picture();
        let near = |pixel: &[u8]| pixel.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 8);
        picture.bgra.chunks_exact(4).step_by(977).all(|pixel| near(&pixel[..3]))
    }

    async fn hear(&mut self) {
        let frame = self.active.read.next().await.unwrap().expect("the novice is there");
        let frame = frame.to_vec();
        self.take(frame).await;
    }

    async fn take(&mut self, mut frame: Vec<u8>) {
        let mut messages = Vec::new();
        self.active.connected.reader.read(&mut frame, &mut messages).unwrap();
        for message in messages {
            match message {
                FromNovice::Reply(reply) => self.active.send(&[reply]).await.unwrap(),
                FromNovice::Changed(_) => self.changes += 1,
                FromNovice::Left => panic!("the novice left"),
                _ => {}
            }
        }
    }

    /// Asks many times, and hears whatever has come meanwhile.
    async fn flood(&mut self) -> usize {
        const AT_ONCE: usize = 100;
        let (width, height) = self.size();
        let mut wish = vec![ToNovice::Refresh { width, height }; AT_ONCE];
        // A frame that never was, an offer of a cache, a channel that nobody opened, and a request that is open
        // already.
        wish.push(on_graphics(0x000D, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0]));
        wish.push(on_graphics(0x0010, &[0; 2]));
        let mut close = Vec::new();
        drdynvc::Message::Close { channel: 77 }.append(&mut close);
        wish.push(ToNovice::Dynamic(close));
        wish.push(ToNovice::Encomsp(encomsp::Message::ChangeControl {
            flags: encomsp::REQUEST_INTERACT,
            participant: 0,
        }));
        self.active.send(&wish).await.unwrap();
        loop {
            let frame = tokio::select! {
                biased;
                frame = self.active.read.next() => frame.unwrap().expect("the novice is there").to_vec(),
                () = std::future::ready(()) => return AT_ONCE,
            };
            self.take(frame).await;
        }
    }
}

/// A message of a client on the graphics channel ([MS-RDPEGFX] 2.2.1.5).
fn on_graphics(command: u16, body: &[u8]) -> ToNovice {
    let length = u32::try_from(body.len() + 8).unwrap();
    let data = [&command.to_le_bytes()[..], &[0, 0], &length.to_le_bytes(), body].concat();
    let mut pdu = Vec::new();
    // The number that the novice gave it.
    let channel = 1;
    drdynvc::Message::Data { channel, data: &data }.append(&mut pdu);
    ToNovice::Dynamic(pdu)
}

/// A novice who sizes the desktop as large as it may be and draws all of it.
#[test]
fn a_novice_with_the_largest_desktop_costs_its_pixels_once() {
    let runtime = runtime();
    let stand_in = runtime.block_on(StandIn::new());
    let home = Home::new();
    let password = "ABCD EFGH JKLM";
    let ticket = home.file("help.msrcIncident", &stand_in.ticket(password));
    let mut helper = Expert::open_ticket(&ticket, password, &[]);
    let mut novice = runtime.block_on(stand_in.proved());
    runtime.block_on(async {
        novice
            .say(&[
                ToExpert::Remdesk(remdesk::Message::Result(0)),
                ToExpert::Encomsp(encomsp::Message::GraphicsResumed),
            ])
            .await;
        helper.program.expect("waiting");
        let before = resident(&helper.program);
        let (width, height) = LARGEST;
        novice.say(&[ToExpert::Resize { width, height }]).await;
        novice.until(|message| *message == FromExpert::Activated).await;
        for part in waiting_picture(width, height, 32, novice.rdp.client.skip_alpha) {
            novice.say(&[ToExpert::Bitmaps(vec![part])]).await;
        }
        helper.program.expect("viewing 8192x8192");
        // The answer says that all of it has been read.
        novice.say(&[ToExpert::Remdesk(remdesk::Message::IsConnected)]).await;
        let answer = FromExpert::Remdesk(remdesk::Message::IsConnected);
        novice.until(|message| *message == answer).await;
        let pixels = usize::from(width) * usize::from(height) * 4;
        let (now, most) = (resident(&helper.program), memory(&helper.program, "VmHWM"));
        println!("{} MiB more, {} at most", (now - before) / MIB, (most - before) / MIB);
        // What was in use before may have been given back meanwhile.
        assert!(now - before > pixels - 16 * MIB, "all of it was drawn");
        assert!(
            most - before < pixels + 64 * MIB,
            "{} bytes more were in use",
            most - before
        );
    });
    helper.program.say("end");
    helper.program.expect("ended ");
}

struct StandIn {
    listener: TcpListener,
    identity: Arc<TlsIdentity>,
    key: Arc<SecurityKey>,
}

struct Standing {
    frames: Frames<ReadHalf<TlsStream<TcpStream>>>,
    write: WriteHalf<TlsStream<TcpStream>>,
    rdp: Accepted,
}

impl StandIn {
    async fn new() -> Self {
        Self {
            listener: TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap(),
            identity: Arc::new(TlsIdentity::generate().unwrap()),
            key: Arc::new(SecurityKey::generate(&mut OsRng).unwrap()),
        }
    }

    fn ticket(&self, password: &str) -> String {
        let port = self.listener.local_addr().unwrap().port();
        let ticket = NewTicket {
            user_name: "Mallory".to_owned(),
            addresses: vec![Address::new("127.0.0.1", port).unwrap()],
            id: TicketId::generate().unwrap(),
            pins: Pins {
                kh: self.key.kh(),
                kh2: Some(Kh2::Sha256(self.key.kh2_sha256())),
                ce: Some(self.identity.certificate().to_vec()),
            },
            pass_stub: PassStub::from_ticket("ab-1Cdefghijkl").unwrap(),
            start: now(),
            minutes: 60,
            encrypted_only: false,
        };
        ticket.write(&Password::from_typed(password))
    }

    /// Serves the next connection up to the proof.
    async fn proved(&self) -> Standing {
        let (stream, _) = self.listener.accept().await.unwrap();
        let mut first = Frames::new(stream);
        let negotiated = negotiate(first.next().await.unwrap().unwrap(), false).unwrap();
        let mut stream = first.into_inner().unwrap();
        stream.write_all(&negotiated.answer).await.unwrap();
        let greeted = tls::greeted(stream).await.unwrap();
        let accepted = greeted.accept(&self.identity).await.unwrap();
        let mut machine = Accept::new(AcceptSettings {
            transport: accepted.transport,
            requested_protocols: negotiated.requested,
            key: Arc::clone(&self.key),
            server_random: Random32([1; 32]),
            fallback_random: Random32([2; 32]),
        });
        let (read, mut write) = tokio::io::split(accepted.stream);
        let mut frames = Frames::new(read);
        let rdp = loop {
            let mut out = Vec::new();
            let frame = frames.next().await.unwrap().unwrap();
            let accepted = machine.step(frame, &mut OsRng, &mut out).unwrap();
            write.write_all(&out).await.unwrap();
            write.flush().await.unwrap();
            if let Some(accepted) = accepted {
                break accepted;
            }
        };
        let mut standing = Standing { frames, write, rdp };
        standing
            .say(&[
                ToExpert::Remdesk(remdesk::Message::ServerAnnounce),
                ToExpert::Remdesk(remdesk::Message::VersionInfo { major: 1, minor: 2 }),
            ])
            .await;
        let proof =
            |message: &FromExpert| matches!(message, FromExpert::Remdesk(remdesk::Message::VerifyPassword { .. }));
        standing.until(proof).await;
        standing
    }
}

impl Standing {
    async fn say(&mut self, messages: &[ToExpert]) {
        let mut out = Vec::new();
        for message in messages {
            self.rdp.writer.write(message, &mut out).unwrap();
        }
        self.write.write_all(&out).await.unwrap();
        self.write.flush().await.unwrap();
    }

    async fn until(&mut self, wanted: impl Fn(&FromExpert) -> bool) {
        loop {
            let frame = tokio::time::timeout(TIMEOUT, self.frames.next()).await;
            let frame = frame.expect("something comes").unwrap().expect("the helper is there");
            let mut messages = Vec::new();
            self.rdp.reader.read(frame, &mut messages).unwrap();
            let mut found = false;
            for message in messages {
                found |= wanted(&message);
                if let FromExpert::Reply(answer) = message {
                    self.say(&[answer]).await;
                }
            }
            if found {
                return;
            }
        }
    }
}
