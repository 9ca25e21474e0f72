//! The novice's end of the graphics pipeline towards clients that do not play along: whatever they do about the
//! channel, the picture comes, whole and right. The clients are the expert's machines, with their answers about the
//! channel changed on their way.

use lifeline::invitation::{FreshKey, Password, expert_blob};
use lifeline::net::frames::Frames;
use lifeline::net::tls;
use lifeline::rdp::channels::drdynvc::{self, Message, Sender};
use lifeline::rdp::channels::{encomsp, remdesk};
use lifeline::rdp::expert::connect::{
    self, Connect, ConnectProtection, ConnectSettings, Connected, ProtocolRequest, ServerKey,
};
use lifeline::rdp::pdu::frame::{SendDataKind, write_send_data};
use lifeline::rdp::{Drawn, FromNovice, Random32, ToNovice};
use lifeline::session::novice::{Answer, Command, Event, QuestionKind, SessionEnd};
use tokio::io::{AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, CreateGCAux, ImageFormat};

use super::ends::opened;
use super::pair::{Asked, Display, TIMEOUT, answer, ask, question, until};

const WIDTH: u16 = 640;
const HEIGHT: u16 = 480;

/// RDPGFX_CAPS_ADVERTISE and RDPGFX_FRAME_ACKNOWLEDGE, the first byte of the PDU.
const ADVERTISE: u8 = 0x12;
const ACKNOWLEDGE: u8 = 0x0D;

/// What a client does about the channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manners {
    Honest,
    /// Has no such channel, though it said so.
    Refuses,
    /// Says nothing of dynamic channels at all.
    Mute,
    /// Knows versions only that came after this program.
    OtherVersions,
    /// Shows frames, and never says so.
    NeverAcknowledges,
}

impl Manners {
    /// What becomes of a PDU about dynamic channels.
    fn change(self, pdu: Vec<u8>) -> Option<Vec<u8>> {
        let mut changed = Vec::new();
        match (self, Message::parse(&pdu, Sender::Client).unwrap()) {
            (Self::Mute, _) | (Self::Refuses, Message::Data { .. }) => return None,
            (Self::NeverAcknowledges, Message::Data { data, .. }) if data[0] == ACKNOWLEDGE => return None,
            (Self::Refuses, Message::Created { channel, .. }) => Message::Created {
                channel,
                status: drdynvc::REFUSED,
            }
            .append(&mut changed),
            (Self::OtherVersions, Message::Data { channel, data }) if data[0] == ADVERTISE => {
                let sets = [0x000B_0000u32, 4, 0, 0x0100_0000, 4, 0].map(u32::to_le_bytes).concat();
                let data = &[&[ADVERTISE, 0, 0, 0, 34, 0, 0, 0, 2, 0][..], &sets].concat();
                Message::Data { channel, data }.append(&mut changed);
            }
            _ => return Some(pdu),
        }
        Some(changed)
    }
}

/// Not for ever.
async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(TIMEOUT, what).await.expect("it comes")
}

pub struct Client {
    read: Frames<ReadHalf<TlsStream<TcpStream>>>,
    write: WriteHalf<TlsStream<TcpStream>>,
    connected: Connected,
    manners: Manners,
    /// A sign of life was answered: the next is the echo.
    answered: bool,
    /// Pixels that came since [`Client::forget`], row by row.
    came: Vec<bool>,
}

impl Client {
    /// Up to the right proof.
    pub async fn come(asked: &Asked, manners: Manners) -> Self {
        let mut stream = TcpStream::connect(("127.0.0.1", asked.invitation.port)).await.unwrap();
        stream.write_all(&connect::request(ProtocolRequest::Tls)).await.unwrap();
        let mut first = Frames::new(stream);
        connect::confirmed(first.next().await.unwrap().unwrap(), ProtocolRequest::Tls).unwrap();
        let secured = tls::connect(first.into_inner().unwrap(), tls::Pin::Unpinned)
            .await
            .unwrap();
        let exporter = secured.exporter(&[]).unwrap();
        let (read, mut write) = tokio::io::split(secured.stream);
        let mut read = Frames::new(read);
        let mut machine = Connect::new(ConnectSettings {
            protection: ConnectProtection::LifelineTls(ServerKey::Unpinned),
            ticket_id: asked.invitation.id.0.clone(),
            alternate_shell: "*".to_owned(),
            width: 800,
            height: 600,
            client_random: Random32([7; 32]),
        });
        let mut out = Vec::new();
        machine.start(&mut out).unwrap();
        let connected = loop {
            write.write_all(&out).await.unwrap();
            write.flush().await.unwrap();
            out.clear();
            if let Some(connected) = machine.step(read.next().await.unwrap().unwrap(), &mut out).unwrap() {
                break connected;
            }
        };
        let mut client = Self {
            read,
            write,
            connected,
            manners,
            answered: false,
            came: Vec::new(),
        };
        client.forget();
        let opened = opened(&asked.invitation);
        let fresh = FreshKey::derive(&Password::from_typed(&asked.invitation.password), &opened.id).unwrap();
        let stub = opened.encrypted_pass_stub().unwrap();
        let expert_blob = expert_blob("Sam", &stub, Some(&fresh.prove(&exporter)));
        client
            .send(&ToNovice::Remdesk(remdesk::Message::VerifyPassword { expert_blob }))
            .await;
        client
    }

    /// Comes, and is allowed to look.
    async fn viewing(asked: &mut Asked, manners: Manners) -> Self {
        let client = Self::come(asked, manners).await;
        let asks = question(&mut asked.novice, QuestionKind::View).await;
        answer(&mut asked.novice, &asks, Answer::Allow).await;
        client
    }

    async fn send(&mut self, message: &ToNovice) {
        let mut out = Vec::new();
        self.connected.writer.write(message, &mut out).unwrap();
        self.write.write_all(&out).await.unwrap();
        self.write.flush().await.unwrap();
    }

    /// What the next frame says; what it wants answered is answered, as far as the client's manners go.
    async fn next(&mut self) -> Vec<FromNovice> {
        let frame = self.read.next().await.unwrap().expect("the novice is there");
        let mut messages = Vec::new();
        self.connected.reader.read(frame, &mut messages).unwrap();
        for message in &messages {
            match message {
                FromNovice::Reply(ToNovice::Dynamic(pdu)) => {
                    if let Some(pdu) = self.manners.change(pdu.clone()) {
                        self.send(&ToNovice::Dynamic(pdu)).await;
                    }
                }
                FromNovice::Reply(reply) => self.send(reply).await,
                FromNovice::Remdesk(remdesk::Message::IsConnected) => {
                    self.answered = !self.answered;
                    if self.answered {
                        self.send(&ToNovice::Remdesk(remdesk::Message::IsConnected)).await;
                    }
                }
                FromNovice::Activated { .. } => self.forget(),
                FromNovice::Changed(area) => {
                    let width = usize::from(self.connected.reader.picture().width);
                    for y in usize::from(area.top)..area.bottom() as usize {
                        let row = y * width;
                        self.came[row + usize::from(area.left)..row + area.right() as usize].fill(true);
                    }
                }
                _ => {}
            }
        }
        messages
    }

    fn forget(&mut self) {
        let picture = self.connected.reader.picture();
        self.came = vec![false; usize::from(picture.width) * usize::from(picture.height)];
    }

    pub async fn until(&mut self, wanted: impl Fn(&FromNovice) -> bool) {
        in_time(async { while !self.next().await.iter().any(&wanted) {} }).await;
    }

    /// The picture has this size, and this colour everywhere.
    fn is(&self, (width, height): (u16, u16), colour: [u8; 3]) -> bool {
        let picture = self.connected.reader.picture();
        (picture.width, picture.height) == (width, height)
            && picture.bgra.chunks_exact(4).all(|pixel| pixel[..3] == colour)
    }

    /// Reads until it is.
    async fn shows(&mut self, size: (u16, u16), colour: [u8; 3]) {
        in_time(async {
            while !self.is(size, colour) {
                self.next().await;
            }
        })
        .await;
    }

    /// Reads until each pixel has come anew.
    async fn comes_whole(&mut self) {
        self.forget();
        in_time(async {
            while !self.came.iter().all(|came| *came) {
                self.next().await;
            }
        })
        .await;
    }

    /// Everything that was sent before is with the pictures when this returns: the answer to a request passes the same
    /// way.
    async fn heard(&mut self) {
        let request = encomsp::Message::ChangeControl {
            flags: encomsp::REQUEST_VIEW | encomsp::REQUEST_INTERACT,
            participant: 0,
        };
        self.send(&ToNovice::Encomsp(request)).await;
        self.until(|message| {
            matches!(
                message,
                FromNovice::Encomsp(encomsp::Message::ParticipantCreated { .. })
            )
        })
        .await;
    }

    /// Suppress Output ([MS-RDPBCGR] 2.2.11.3).
    async fn show_pictures(&mut self, shown: bool) {
        let mut pdu = vec![
            if shown { 30 } else { 22 },
            0,
            0x17,
            0,
            0xEB,
            3,
            0,
            0,
            1,
            0,
            0,
            1,
            0,
            0,
            0x23,
            0,
            0,
            0,
        ];
        pdu.extend_from_slice(&[u8::from(shown), 0, 0, 0]);
        if shown {
            pdu.extend([0, 0, WIDTH - 1, HEIGHT - 1].map(u16::to_le_bytes).concat());
        }
        let mut frame = Vec::new();
        write_send_data(&mut frame, SendDataKind::Request, 1035, 1003, |out| {
            out.extend_from_slice(&pdu);
            Ok(())
        })
        .unwrap();
        self.send(&ToNovice::Plain(frame)).await;
    }

    /// Frames of the graphics pipeline that were shown.
    fn frames(&self) -> u64 {
        self.connected.reader.tally().frames
    }

    fn pixels(&self, way: Drawn) -> u64 {
        self.connected.reader.tally().of(way).pixels
    }

    async fn leave(mut self, asked: &mut Asked) {
        self.send(&ToNovice::Disconnect).await;
        let end = until(&mut asked.novice.events, |event| match event {
            Event::Ended(end) => Some(end.clone()),
            _ => None,
        });
        assert_eq!(end.await, SessionEnd::ExpertLeft);
    }
}

/// Blue, green and red.
const BLUE: [u8; 3] = [0x80, 0x50, 0x20];
const RED: [u8; 3] = [0x10, 0x30, 0xC0];

fn paint(display: &Display, [blue, green, red]: [u8; 3]) {
    display.run("xsetroot", &["-solid", &format!("#{red:02x}{green:02x}{blue:02x}")]);
}

/// A display, and an invitation for looking: a request for control is answered at once.
async fn viewed() -> Option<(Display, Asked)> {
    let display = Display::start(&format!("{WIDTH}x{HEIGHT}x24"))?;
    paint(&display, BLUE);
    let asked = ask(&display.name, |options| options.view_only = true).await;
    Some((display, asked))
}

const SCREEN: (u16, u16) = (WIDTH, HEIGHT);

#[tokio::test(flavor = "multi_thread")]
async fn whoever_opens_no_channel_gets_bitmaps() {
    let Some((display, mut asked)) = viewed().await else {
        return;
    };
    for manners in [Manners::Refuses, Manners::Mute, Manners::OtherVersions] {
        paint(&display, BLUE);
        let mut client = Client::viewing(&mut asked, manners).await;
        client.shows(SCREEN, BLUE).await;
        paint(&display, RED);
        client.shows(SCREEN, RED).await;
        assert_eq!(client.frames(), 0, "{manners:?}");
        client.leave(&mut asked).await;
    }
}

/// The client never answers, and asks for something all the time: the writer has always something else to do.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_never_opens_it_and_is_never_still_gets_bitmaps() {
    let Some((_display, mut asked)) = viewed().await else {
        return;
    };
    let mut client = Client::viewing(&mut asked, Manners::Mute).await;
    in_time(async {
        while !client.is(SCREEN, BLUE) {
            client.heard().await;
        }
    })
    .await;
    client.leave(&mut asked).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_is_closed_in_the_middle_gives_way_to_bitmaps() {
    let Some((display, mut asked)) = viewed().await else {
        return;
    };
    let mut client = Client::viewing(&mut asked, Manners::Honest).await;
    client.shows(SCREEN, BLUE).await;
    assert!(client.frames() > 0);
    let before = client.pixels(Drawn::Planar);
    let mut close = Vec::new();
    Message::Close { channel: 1 }.append(&mut close);
    client.send(&ToNovice::Dynamic(close)).await;
    paint(&display, RED);
    client.shows(SCREEN, RED).await;
    let whole = u64::from(WIDTH) * u64::from(HEIGHT);
    in_time(async {
        while client.pixels(Drawn::Planar) - before < whole {
            client.next().await;
        }
    })
    .await;
    let frames = client.frames();
    paint(&display, BLUE);
    client.shows(SCREEN, BLUE).await;
    // It does not come back with another view either.
    asked.novice.commands.send(Command::Pause).await.unwrap();
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::Paused(_)).then_some(())
    })
    .await;
    paint(&display, RED);
    asked.novice.commands.send(Command::Resume).await.unwrap();
    client.shows(SCREEN, RED).await;
    assert_eq!(client.frames(), frames);
    client.leave(&mut asked).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_gets_nothing_and_then_everything() {
    let Some((display, mut asked)) = viewed().await else {
        return;
    };
    for manners in [Manners::Honest, Manners::Refuses] {
        paint(&display, BLUE);
        let mut client = Client::viewing(&mut asked, manners).await;
        client.shows(SCREEN, BLUE).await;

        client.show_pictures(false).await;
        client.heard().await;
        client.forget();
        paint(&display, RED);
        // As long as from one sign of life to the next.
        client
            .until(|message| matches!(message, FromNovice::Remdesk(remdesk::Message::IsConnected)))
            .await;
        client.heard().await;
        assert!(!client.came.contains(&true), "{manners:?}: a picture for nobody");
        client.show_pictures(true).await;
        client.shows(SCREEN, RED).await;

        // Nothing has changed: who forgot what was not shown gets it all the same.
        client.show_pictures(false).await;
        client.heard().await;
        client.show_pictures(true).await;
        client.comes_whole().await;

        client
            .send(&ToNovice::Refresh {
                width: WIDTH,
                height: HEIGHT,
            })
            .await;
        client.comes_whole().await;
        assert_eq!(client.frames() > 0, manners == Manners::Honest);
        client.leave(&mut asked).await;
    }
}

/// More than a first frame holds, and nothing of it can be compressed.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_never_acknowledges_sees_the_screen_all_the_same() {
    const SIDE: u16 = 160;
    let Some((display, mut asked)) = viewed().await else {
        return;
    };
    let mut client = Client::viewing(&mut asked, Manners::NeverAcknowledges).await;
    client.shows(SCREEN, BLUE).await;
    let mut seed = 1u32;
    let noise: Vec<u8> = (0..u32::from(SIDE) * u32::from(SIDE))
        .flat_map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8).to_le_bytes()
        })
        .collect();
    put(&display, SIDE, &noise);
    in_time(async {
        while !shows_noise(&client, SIDE, &noise) {
            client.next().await;
        }
    })
    .await;
    assert!(client.frames() > 2, "it came by the channel, in several frames");
    client.leave(&mut asked).await;
}

/// The square in the top left corner is this noise.
fn shows_noise(client: &Client, side: u16, noise: &[u8]) -> bool {
    let row = usize::from(side) * 4;
    let picture = client.connected.reader.picture();
    let rows = picture.bgra.chunks_exact(usize::from(WIDTH) * 4);
    rows.zip(noise.chunks_exact(row)).all(|(shown, painted)| {
        let mut pixels = shown[..row].chunks_exact(4).zip(painted.chunks_exact(4));
        pixels.all(|(shown, painted)| shown[..3] == painted[..3])
    })
}

/// Shows a square of pixels in the display's top left corner.
fn put(display: &Display, side: u16, pixels: &[u8]) {
    let (conn, screen) = x11rb::connect(Some(&display.name)).unwrap();
    let root = &conn.setup().roots[screen];
    let gc = conn.generate_id().unwrap();
    conn.create_gc(gc, root.root, &CreateGCAux::new()).unwrap();
    conn.put_image(
        ImageFormat::Z_PIXMAP,
        root.root,
        gc,
        side,
        side,
        0,
        0,
        0,
        root.root_depth,
        pixels,
    )
    .unwrap()
    .check()
    .unwrap();
}
