//! freerdp-shadow (Debian's freerdp2-shadow-x11) as the novice, over a virtual display of its own. Skipped, with a line
//! that says so, where a program is missing.

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use lifeline::rdp::channels::remdesk::Message;
use lifeline::rdp::expert::connect::{self, Connect, Connected, ProtocolRequest};
use lifeline::rdp::pdu::frame::frame_length;
use lifeline::rdp::{FromNovice, RdpError, ToNovice, Transport};
use lifeline::vocabulary::{InputEvent, MouseButton, ScanKey};
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ALL_VERSIONS, ClientConnection, StreamOwned};

use crate::any_certificate::client_config;
use crate::connect::{ConnectProtection, ServerKey, settings};
use crate::port::{address_of_this_computer, free_port};
use crate::surroundings;

const TIMEOUT: Duration = Duration::from_secs(30);
const SIZE: (u16, u16) = (800, 600);

/// Ends with the test, also a failed one.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A display and a shadow server that shows it; fields are dropped in this order.
struct Shadow {
    _typist: Option<Program>,
    _server: Program,
    _display: Program,
    home: tempfile::TempDir,
    display: String,
}

fn wait_for<T>(what: &str, mut probe: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = probe() {
            return found;
        }
        assert!(begun.elapsed() < TIMEOUT, "{what} did not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A display of its own. Servers that begin at the same moment may choose the same number, and one of them is then
/// deaf: a display counts when it answers.
fn start_display(home: &Path) -> (Program, String) {
    wait_for("a display", || {
        let number = home.join("display");
        let server = surroundings::command("Xvfb")
            .args(["-displayfd", "1", "-noreset", "-nolisten", "tcp", "-screen", "0"])
            .arg(format!("{}x{}x24", SIZE.0, SIZE.1))
            .stdout(fs::File::create(&number).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Program(server);
        let display = wait_for("the display's number", || {
            let number = fs::read_to_string(&number).ok()?;
            let ended = server.0.try_wait().unwrap().is_some();
            (ended || number.ends_with('\n')).then(|| format!(":{}", number.trim()))
        });
        paint_on(&display, "#000000").then_some((server, display))
    })
}

fn paint_on(display: &str, colour: &str) -> bool {
    surroundings::command("xsetroot")
        .args(["-solid", colour])
        .env("DISPLAY", display)
        .stderr(Stdio::null())
        .status()
        .unwrap()
        .success()
}

impl Shadow {
    /// The server and a connection to it. It ends where its port is taken, and is then started on another.
    fn start(security: &str, address: IpAddr) -> (Self, TcpStream) {
        let home = tempfile::tempdir().unwrap();
        let log = home.path().join("log");
        let (display_program, display) = start_display(home.path());
        let (server, stream) = wait_for("the server", || {
            let address = SocketAddr::new(address, free_port());
            let server = surroundings::command("freerdp-shadow-cli")
                .args([
                    &format!("/port:{}", address.port()),
                    &format!("/sec:{security}"),
                    "-auth",
                ])
                .env("DISPLAY", &display)
                .env("HOME", home.path())
                .stdout(Stdio::null())
                .stderr(fs::File::create(&log).unwrap())
                .spawn()
                .unwrap();
            let mut server = Program(server);
            let stream = wait_for("the server's port", || {
                if let Some(status) = server.0.try_wait().unwrap() {
                    let log = fs::read_to_string(&log).unwrap();
                    assert!(log.contains("Port already used"), "the server ended: {status}; {log}");
                    return Some(None);
                }
                TcpStream::connect(address).ok().map(Some)
            });
            stream.map(|stream| (server, stream))
        });
        stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
        stream.set_nodelay(true).unwrap();
        let shadow = Self {
            _typist: None,
            _server: server,
            _display: display_program,
            home,
            display,
        };
        (shadow, stream)
    }

    fn paint(&self, colour: &str) {
        assert!(paint_on(&self.display, colour));
    }

    /// An xterm over the whole screen that writes the line typed into it to this file.
    fn typist(&mut self) -> PathBuf {
        let typed = self.home.path().join("typed");
        let ready = self.home.path().join("ready");
        let script = format!(
            "touch {}; read line; printf %s \"$line\" > {}",
            ready.display(),
            typed.display()
        );
        let xterm = surroundings::command("xterm")
            .args(["-bg", "white", "-geometry", "200x80+0+0", "-e", "sh", "-c", &script])
            .env("DISPLAY", &self.display)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self._typist = Some(Program(xterm));
        wait_for("the terminal", || ready.exists().then_some(()));
        typed
    }
}

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// The thin loop around the machines that the net room has for real streams.
struct Line {
    stream: Box<dyn Stream>,
    buffer: Vec<u8>,
    /// Everything that the server sent since the stream was opened.
    received: Vec<u8>,
}

impl Line {
    fn new(stream: impl Stream + 'static) -> Self {
        Self {
            stream: Box::new(stream),
            buffer: Vec::new(),
            received: Vec::new(),
        }
    }

    fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).unwrap();
        self.stream.flush().unwrap();
    }

    /// The next whole frame; `None` if nothing came for a while.
    fn frame(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(length) = frame_length(&self.buffer).unwrap()
                && self.buffer.len() >= length
            {
                return Some(self.buffer.drain(..length).collect());
            }
            let mut some = [0; 16 * 1024];
            match self.stream.read(&mut some) {
                Ok(0) => panic!("the server closed the connection"),
                Ok(count) => {
                    self.buffer.extend_from_slice(&some[..count]);
                    self.received.extend_from_slice(&some[..count]);
                }
                Err(error)
                    if matches!(
                        error.kind(),
                        std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                    ) =>
                {
                    return None;
                }
                Err(error) => panic!("{error}"),
            }
        }
    }

    fn negotiate(&mut self, ask: ProtocolRequest) {
        self.send(&connect::request(ask));
        let confirm = wait_for("the confirmation", || self.frame());
        assert_eq!(connect::confirmed(&confirm, ask).unwrap(), ask);
    }
}

fn tls(stream: TcpStream) -> impl Stream {
    let name = ServerName::try_from("novice").unwrap();
    StreamOwned::new(
        ClientConnection::new(Arc::new(client_config(ALL_VERSIONS)), name).unwrap(),
        stream,
    )
}

fn become_active(line: &mut Line, transport: Transport) -> Connected {
    let mut settings = settings(ConnectProtection::over(transport, ServerKey::Unpinned));
    (settings.width, settings.height) = SIZE;
    let mut machine = Connect::new(settings);
    let mut out = Vec::new();
    machine.start(&mut out).unwrap();
    line.send(&out);
    wait_for("the activation", || {
        let mut frame = line.frame()?;
        let mut out = Vec::new();
        let connected = machine.step(&mut frame, &mut out).unwrap();
        line.send(&out);
        connected
    })
}

/// Reads until the picture and the messages so far are as wanted.
fn read_until(
    line: &mut Line,
    connected: &mut Connected,
    messages: &mut Vec<FromNovice>,
    what: &str,
    wanted: impl Fn(&Connected, &[FromNovice]) -> bool,
) {
    wait_for(what, || {
        while let Some(mut frame) = line.frame() {
            let mut events = Vec::new();
            connected.reader.read(&mut frame, &mut events).unwrap();
            for event in events {
                match event {
                    FromNovice::Reply(reply) => {
                        let mut out = Vec::new();
                        connected.writer.write(&reply, &mut out).unwrap();
                        line.send(&out);
                    }
                    FromNovice::Changed(_) => {}
                    event => messages.push(event),
                }
            }
            if wanted(connected, messages) {
                return Some(());
            }
        }
        wanted(connected, messages).then_some(())
    });
}

fn write(line: &mut Line, connected: &mut Connected, message: &ToNovice) {
    let mut out = Vec::new();
    connected.writer.write(message, &mut out).unwrap();
    line.send(&out);
}

/// How far the picture is from one colour: the largest difference of any channel of any pixel.
fn distance(connected: &Connected, colour: [u8; 3]) -> u8 {
    let pixels = connected.reader.picture().bgra.chunks_exact(4);
    pixels
        .map(|pixel| (0..3).map(|n| pixel[n].abs_diff(colour[2 - n])).max().unwrap())
        .max()
        .unwrap()
}

/// RemoteFX computes its colours in another space; its rounding shows in the last bits.
const CODEC_ERROR: u8 = 4;

fn helps(mut shadow: Shadow, mut line: Line, transport: Transport) {
    let mut connected = become_active(&mut line, transport);
    assert_eq!((connected.width, connected.height), SIZE);
    let mut messages = std::mem::take(&mut connected.early);

    // What was painted before is black here: this server sends what changes.
    for (name, colour) in [("#3060a0", [0x30, 0x60, 0xA0]), ("#c08010", [0xC0, 0x80, 0x10])] {
        shadow.paint(name);
        read_until(
            &mut line,
            &mut connected,
            &mut messages,
            "the colour",
            |connected, _| distance(connected, colour) <= CODEC_ERROR,
        );
    }

    // The version handshake as this server has it: VERSIONINFO without SERVER_ANNOUNCE, and RESULT 0 to any password.
    read_until(
        &mut line,
        &mut connected,
        &mut messages,
        "VERSIONINFO",
        |_, messages| messages.contains(&FromNovice::Remdesk(Message::VersionInfo { major: 1, minor: 2 })),
    );
    write(
        &mut line,
        &mut connected,
        &ToNovice::Remdesk(Message::ExpertOnVista(vec![1; 32])),
    );
    let expert_blob = format!("6;NAME=E69;PASS={}", "0".repeat(64));
    write(
        &mut line,
        &mut connected,
        &ToNovice::Remdesk(Message::VerifyPassword { expert_blob }),
    );
    read_until(&mut line, &mut connected, &mut messages, "RESULT", |_, messages| {
        messages.contains(&FromNovice::Remdesk(Message::Result(0)))
    });
    // How the recording that hostile.rs replays was made.
    if let (Transport::Tls, Some(file)) = (transport, std::env::var_os("RECORD_SHADOW")) {
        fs::write(file, &line.received).unwrap();
    }

    let typed = shadow.typist();
    let inside = (SIZE.0 / 4, SIZE.1 / 4);
    read_until(
        &mut line,
        &mut connected,
        &mut messages,
        "the terminal",
        |connected, _| {
            let place = (usize::from(inside.1) * usize::from(SIZE.0) + usize::from(inside.0)) * 4;
            connected.reader.picture().bgra[place..place + 3]
                .iter()
                .all(|channel| *channel > 0xF0)
        },
    );
    let button = |down| InputEvent::Button {
        button: MouseButton::Left,
        down,
        x: inside.0,
        y: inside.1,
    };
    let mut inputs = vec![
        InputEvent::Move {
            x: inside.0,
            y: inside.1,
        },
        button(true),
        button(false),
    ];
    // h, e, l, p, Enter
    for scancode in [0x23, 0x12, 0x26, 0x19, 0x1C] {
        for down in [true, false] {
            inputs.push(ScanKey::plain(scancode).event(down));
        }
    }
    write(&mut line, &mut connected, &ToNovice::Input(inputs));
    read_until(&mut line, &mut connected, &mut messages, "the typed line", |_, _| {
        fs::read_to_string(&typed).is_ok_and(|line| line == "help")
    });
    write(&mut line, &mut connected, &ToNovice::Disconnect);
}

const PROGRAMS: [&str; 4] = ["freerdp-shadow-cli", "Xvfb", "xsetroot", "xterm"];

#[test]
fn freerdp_shadow_is_helped_over_tls() {
    if !surroundings::are_installed(&PROGRAMS) {
        return;
    }
    let (shadow, stream) = Shadow::start("tls", Ipv4Addr::LOCALHOST.into());
    let mut bare = Line::new(stream.try_clone().unwrap());
    bare.negotiate(ProtocolRequest::Tls);
    let line = Line::new(tls(stream));
    helps(shadow, line, Transport::Tls);
}

#[test]
fn freerdp_shadow_is_helped_under_rdp_security() {
    if !surroundings::are_installed(&PROGRAMS) {
        return;
    }
    let Some(address) = address_of_this_computer() else {
        return surroundings::skipped("this computer has no address but that of the loopback interface");
    };
    let (shadow, stream) = Shadow::start("rdp", address);
    let mut line = Line::new(stream);
    line.negotiate(ProtocolRequest::Bare);
    helps(shadow, line, Transport::Bare);
}

/// Five times what a key serves, in each direction: this server answers each proof with a RESULT.
#[test]
fn freerdp_shadow_renews_its_keys_in_both_directions() {
    const PACKETS: usize = 20_500;
    const AT_ONCE: usize = 100;
    if !surroundings::are_installed(&PROGRAMS) {
        return;
    }
    let Some(address) = address_of_this_computer() else {
        return surroundings::skipped("this computer has no address but that of the loopback interface");
    };
    let (shadow, stream) = Shadow::start("rdp", address);
    let mut line = Line::new(stream);
    line.negotiate(ProtocolRequest::Bare);
    let mut connected = become_active(&mut line, Transport::Bare);
    let proof = ToNovice::Remdesk(Message::VerifyPassword {
        expert_blob: format!("6;NAME=E69;PASS={}", "0".repeat(64)),
    });
    let result = FromNovice::Remdesk(Message::Result(0));
    let mut packets = 0;
    while packets < PACKETS {
        let mut out = Vec::new();
        for _ in 0..AT_ONCE {
            connected.writer.write(&proof, &mut out).unwrap();
        }
        line.send(&out);
        packets += AT_ONCE;
        let mut messages = Vec::new();
        read_until(
            &mut line,
            &mut connected,
            &mut messages,
            "the answers",
            |_, messages| messages.iter().filter(|message| **message == result).count() == AT_ONCE,
        );
    }
    // And pictures still come.
    shadow.paint("#3060a0");
    let mut messages = Vec::new();
    read_until(
        &mut line,
        &mut connected,
        &mut messages,
        "the colour",
        |connected, _| distance(connected, [0x30, 0x60, 0xA0]) <= CODEC_ERROR,
    );
}

#[test]
fn freerdp_shadow_says_that_it_takes_no_tls() {
    if !surroundings::are_installed(&PROGRAMS) {
        return;
    }
    let (_shadow, stream) = Shadow::start("rdp", Ipv4Addr::LOCALHOST.into());
    let mut line = Line::new(stream);
    line.send(&connect::request(ProtocolRequest::Tls));
    let confirm = wait_for("the answer", || line.frame());
    match connect::confirmed(&confirm, ProtocolRequest::Tls) {
        Ok(ProtocolRequest::Bare) | Err(RdpError::Incompatible(_)) => {}
        other => panic!("{other:?}"),
    }
}
