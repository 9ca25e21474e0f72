//! Recorded handshakes of FreeRDP 2.11.7: the machine gives the same bytes again.
//!
//! A recording is text: `<` (from the client) or `>` (to it) and a whole frame in hex a line. The server's
//! random and its RSA key are fixed ([`settings`]), so that the one under RC4 can be replayed too.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use lifeline::rdp::keys::SecurityKey;
use lifeline::rdp::novice::accept::{Accept, AcceptSettings, Accepted};
use lifeline::rdp::pdu::frame;
use lifeline::rdp::{Random32, Transport};
use rsa::rand_core::OsRng;

/// In which direction a recorded frame went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FrameDirection {
    FromClient,
    ToClient,
}

/// One key for all tests, made for them.
pub(crate) fn security_key() -> Arc<SecurityKey> {
    static KEY: OnceLock<Arc<SecurityKey>> = OnceLock::new();
    let make = || {
        let der = std::fs::read(fixture("accept-test-key.pkcs8")).unwrap();
        Arc::new(SecurityKey::from_pkcs8_der(&der).unwrap())
    };
    KEY.get_or_init(make).clone()
}

pub(crate) fn settings(transport: Transport) -> AcceptSettings {
    AcceptSettings {
        transport,
        requested_protocols: if transport == Transport::Bare { 0 } else { 1 },
        key: security_key(),
        server_random: Random32([0x5A; 32]),
        fallback_random: Random32([0xA5; 32]),
    }
}

pub(crate) fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

#[cfg(target_os = "linux")]
pub(crate) fn write(name: &str, frames: &[(FrameDirection, Vec<u8>)]) {
    let mut text = String::new();
    for (direction, bytes) in frames {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        text.push_str(&format!(
            "{} {hex}\n",
            if *direction == FrameDirection::FromClient {
                '<'
            } else {
                '>'
            }
        ));
    }
    std::fs::write(fixture(name), text).unwrap();
}

pub(crate) fn read(name: &str) -> Vec<(FrameDirection, Vec<u8>)> {
    let text = std::fs::read_to_string(fixture(name)).unwrap();
    let bytes = |hex: &str| {
        hex.as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    };
    text.lines()
        .map(|line| match line.split_at(2) {
            ("< ", hex) => (FrameDirection::FromClient, bytes(hex)),
            ("> ", hex) => (FrameDirection::ToClient, bytes(hex)),
            _ => panic!("not a line of a recording"),
        })
        .collect()
}

/// Feeds a recording's client to the machine; gives the session and all that was sent.
pub(crate) fn replay(transport: Transport, frames: &[(FrameDirection, Vec<u8>)]) -> (Accepted, Vec<Vec<u8>>) {
    let mut machine = Accept::new(settings(transport));
    let mut out = Vec::new();
    for (_, bytes) in frames
        .iter()
        .filter(|(direction, _)| *direction == FrameDirection::FromClient)
    {
        if let Some(accepted) = machine.step(&mut bytes.clone(), &mut OsRng, &mut out).unwrap() {
            return (accepted, split(&out));
        }
    }
    panic!("the recording ends before the session is active");
}

/// Takes a stream of frames apart.
pub(crate) fn split(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    while !bytes.is_empty() {
        let length = frame::frame_length(bytes).unwrap().unwrap();
        let (frame, rest) = bytes.split_at(length);
        frames.push(frame.to_vec());
        bytes = rest;
    }
    frames
}

#[test]
fn a_recorded_freerdp_gets_the_same_answers_again() {
    for (transport, name) in [
        (Transport::Tls, "freerdp-2.11-handshake-tls.txt"),
        (Transport::Bare, "freerdp-2.11-handshake-rdp.txt"),
    ] {
        let frames = read(name);
        let (accepted, sent) = replay(transport, &frames);
        let recorded: Vec<_> = frames
            .into_iter()
            .filter(|(direction, _)| *direction == FrameDirection::ToClient)
            .map(|(_, bytes)| bytes)
            .collect();
        assert_eq!(sent, recorded, "{name}");
        let client = accepted.client;
        assert_eq!((client.width, client.height, client.bits_per_pixel), (1024, 768, 32));
        assert_eq!(client.ticket_id.len(), 64);
        assert_eq!(*client.alternate_shell, "*");
        assert_eq!(client.user_name, "novice");
        assert!(client.has_remdesk && client.has_encomsp);
    }
}
