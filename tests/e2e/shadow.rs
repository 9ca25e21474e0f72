//! freerdp-shadow as the novice for the whole program: a ticket made of the shadow's own certificate and key, opened as
//! any other; and what is not said to a computer that is not the one of the ticket.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use base64::prelude::{BASE64_STANDARD, Engine};
use lifeline::invitation::{Address, NewTicket, PassStub, Password, Pins, TicketId};
use lifeline::rdp::keys::SecurityKey;
use lifeline::rdp::pdu::frame::frame_length;
use lifeline::vocabulary::Kh2;

use super::control::Typewriter;
use super::display::{Display, Picture, eventually};
use super::pair::{Expert, Home};
use super::port::{address_of_this_computer, free_port};
use super::program::Program;
use super::relay::Relay;
use super::surroundings;

const PASSWORD: &str = "ABCD EFGH JKLM";

/// A display that freerdp-shadow shows.
struct Shadow {
    home: Home,
    display: Display,
    address: SocketAddr,
    _program: Program,
}

impl Shadow {
    fn start(security: &str, address: IpAddr) -> Self {
        let home = Home::new();
        let display = Display::start(640, 480);
        let port = free_port();
        let mut command = display.command("freerdp-shadow-cli");
        home.dress(&mut command);
        command
            .env("DISPLAY", display.name())
            .args([&format!("/port:{port}"), &format!("/sec:{security}"), "-auth"]);
        let program = Program::start("freerdp-shadow", command);
        let shadow = Self {
            home,
            display,
            address: SocketAddr::new(address, port),
            _program: program,
        };
        // It makes its key first and listens last.
        eventually("the shadow listens", || {
            std::net::TcpStream::connect(shadow.address).is_ok()
        });
        shadow
    }

    fn file(&self, name: &str) -> Vec<u8> {
        let text = std::fs::read_to_string(self.home.path(".config/freerdp/shadow").join(name)).unwrap();
        // Something stands behind the last line of the key.
        let mut lines = text.lines().skip_while(|line| !line.starts_with("-----BEGIN"));
        let base64: String = lines
            .by_ref()
            .skip(1)
            .take_while(|line| !line.starts_with("-----END"))
            .collect();
        BASE64_STANDARD.decode(base64).unwrap()
    }

    /// The pins of the shadow: one RSA key serves TLS and RDP's own security.
    fn pins(&self) -> Pins {
        let key = SecurityKey::from_pkcs8_der(&self.file("shadow.key")).unwrap();
        Pins {
            kh: key.kh(),
            kh2: Some(Kh2::Sha256(key.kh2_sha256())),
            ce: Some(self.file("shadow.crt")),
        }
    }

    /// A type 2 ticket that leads here through `port`.
    fn ticket(&self, pins: Pins, port: u16) -> PathBuf {
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap();
        let ticket = NewTicket {
            user_name: "Ann".to_owned(),
            id: TicketId::generate().unwrap(),
            pass_stub: PassStub::from_ticket("ab-1Cdefghijkl").unwrap(),
            pins,
            addresses: vec![Address::new("127.0.0.1", port).unwrap()],
            start: now.as_secs(),
            minutes: 60,
            encrypted_only: false,
        };
        let name = format!("{port}.msrcIncident");
        self.home.file(&name, &ticket.write(&Password::from_typed(PASSWORD)))
    }

    /// Opens a ticket with these pins, through a relay that keeps what is said.
    fn open(&self, pins: Pins) -> (Relay, Expert) {
        let relay = Relay::to(self.address);
        let ticket = self.ticket(pins, relay.port());
        let expert = Expert::open_ticket(&ticket, PASSWORD, &[]);
        (relay, expert)
    }

    /// The whole way: its picture is seen, what is typed arrives.
    fn is_helped(&self, pins: Pins) {
        let (_relay, mut expert) = self.open(pins);
        expert.program.expect("waiting");
        // It shows what changes once somebody looks.
        self.display.paint(&Picture::known(640, 480, 31));
        expert.program.expect("viewing 640x480");
        self.is_seen(&mut expert);
        let typewriter = Typewriter::start(&self.display);
        self.is_seen(&mut expert);
        expert.program.say("request-control");
        expert.program.expect("controlling");
        expert.program.say("click 100 100");
        for key in ["h", "e", "l", "p"] {
            expert.program.say(&format!("key {key}"));
        }
        typewriter.shows("help");
        expert.program.say("end");
        expert.program.expect("ended by-you");
        assert_eq!(expert.program.exit_code(), 0);
    }

    /// RemoteFX is lossy: noise is off by some.
    fn is_seen(&self, expert: &mut Expert) {
        let mut error = f64::INFINITY;
        eventually("the shadow's screen is seen", || {
            error = expert.snapshot().mean_error(&self.display.screenshot());
            error < 12.0
        });
    }
}

#[test]
fn a_shadow_is_helped_over_tls() {
    let shadow = Shadow::start("tls", Ipv4Addr::LOCALHOST.into());
    shadow.is_helped(shadow.pins());
}

#[test]
fn a_shadow_is_helped_under_rc4_alone() {
    let Some(address) = address_of_this_computer() else {
        println!("skipped: this computer has no address but that of the loopback interface");
        return;
    };
    let shadow = Shadow::start("rdp", address);
    let pins = Pins {
        ce: None,
        ..shadow.pins()
    };
    shadow.is_helped(pins.clone());
    // KH alone, as older tickets have it.
    let (_relay, mut expert) = shadow.open(Pins { kh2: None, ..pins });
    expert.program.expect("waiting");
}

#[test]
fn a_shadow_that_does_not_encrypt_is_refused() {
    // On loopback it switches its encryption off.
    let shadow = Shadow::start("rdp", Ipv4Addr::LOCALHOST.into());
    let (relay, mut expert) = shadow.open(Pins {
        ce: None,
        ..shadow.pins()
    });
    expert.program.expect("ended too-weak");
    assert_eq!(expert.program.exit_code(), 14);
    names_nobody(&relay.said_by_expert());
}

#[test]
fn one_changed_character_in_ce_and_nothing_is_said() {
    let shadow = Shadow::start("tls", Ipv4Addr::LOCALHOST.into());
    let mut pins = shadow.pins();
    *pins.ce.as_mut().unwrap().last_mut().unwrap() ^= 1;
    let (relay, mut expert) = shadow.open(pins);
    expert.program.expect("ended someone-else");
    assert_eq!(expert.program.exit_code(), 13);
    let said = relay.said_by_expert();
    let (request, tls) = said.split_at(19);
    assert_eq!(request, [3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 1, 0, 0, 0]);
    // Records: their kind, version, length. A ClientHello, a change of ciphers, an alert; no application data that
    // holds more.
    let (mut rest, mut kinds) = (tls, Vec::new());
    while let [kind, 3, _, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        kinds.push((*kind, length));
        rest = &after[length..];
    }
    assert!(rest.is_empty());
    assert_eq!(kinds[0].0, 22, "{kinds:?}");
    // An encrypted alert is two bytes, its kind, and a tag of 16.
    assert!(
        kinds[1..]
            .iter()
            .all(|(kind, length)| matches!((kind, length), (20, 1) | (21, 2) | (21 | 23, ..=40))),
        "{kinds:?}"
    );
    says_no_name(tls);
}

#[test]
fn one_changed_character_in_kh_or_kh2_and_nobody_is_named() {
    let Some(address) = address_of_this_computer() else {
        println!("skipped: this computer has no address but that of the loopback interface");
        return;
    };
    let shadow = Shadow::start("rdp", address);
    let mut kh = Pins {
        ce: None,
        kh2: None,
        ..shadow.pins()
    };
    kh.kh[19] ^= 1;
    let mut kh2 = Pins {
        ce: None,
        ..shadow.pins()
    };
    if let Some(Kh2::Sha256(hash)) = &mut kh2.kh2 {
        hash[0] ^= 1;
    }
    for pins in [kh, kh2] {
        let (relay, mut expert) = shadow.open(pins);
        expert.program.expect("ended someone-else");
        assert_eq!(expert.program.exit_code(), 13);
        names_nobody(&relay.said_by_expert());
    }
}

/// Without TLS: the Connection Request and the Connect Initial, and nothing else.
fn names_nobody(said: &[u8]) {
    let first = frame_length(said).unwrap().unwrap();
    let second = frame_length(&said[first..]).unwrap().unwrap();
    assert_eq!(first + second, said.len(), "two messages");
    assert_eq!(said[first + 4..][..5], [2, 0xF0, 0x80, 0x7F, 0x65]);
    says_no_name(said);
}

/// Neither the helper's name, nor this computer's, nor its user's; the program's own is no secret.
fn says_no_name(said: &[u8]) {
    let host = gethostname::gethostname().to_string_lossy().into_owned();
    for name in ["Sam", "Ann", &host, surroundings::USER] {
        if name.len() < 3 {
            continue;
        }
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for name in [name.as_bytes(), &wide] {
            assert!(
                !said.windows(name.len()).any(|bytes| bytes == name),
                "{name:?} was said"
            );
        }
    }
}
