//! The expert's end of the wire: against the accept machine in memory, against hostile servers, against a recording of
//! freerdp-shadow 2.11, and against freerdp-shadow itself where it is installed.

mod forged;
mod graphics;
mod hostile;
mod memory;
mod refusals;
mod shadow;

use std::sync::{Arc, OnceLock};

use lifeline::rdp::expert::connect::{Connect, ConnectProtection, ConnectSettings, Connected, ServerKey};
use lifeline::rdp::keys::SecurityKey;
use lifeline::rdp::novice::accept::{Accept, AcceptSettings, Accepted};
use lifeline::rdp::pdu::frame::frame_length;
use lifeline::rdp::{FromExpert, FromNovice, Random32, RdpError, ToExpert, ToNovice, Transport};
use lifeline::vocabulary::KeyPin;
use rsa::rand_core::OsRng;

const CLIENT_RANDOM: Random32 = Random32([7; 32]);
const SERVER_RANDOM: Random32 = Random32([9; 32]);

/// One key for all tests: making it takes a second.
fn key() -> Arc<SecurityKey> {
    static KEY: OnceLock<Arc<SecurityKey>> = OnceLock::new();
    Arc::clone(KEY.get_or_init(|| Arc::new(SecurityKey::generate(&mut OsRng).unwrap())))
}

fn pins() -> KeyPin {
    KeyPin::Kh(key().kh())
}

fn pinned(transport: Transport) -> ConnectProtection {
    ConnectProtection::over(transport, ServerKey::Pinned(pins()))
}

fn settings(protection: ConnectProtection) -> ConnectSettings {
    ConnectSettings {
        protection,
        ticket_id: "dGhlIHRpY2tldA==".to_owned(),
        alternate_shell: "*".to_owned(),
        width: 640,
        height: 480,
        client_random: CLIENT_RANDOM,
    }
}

fn accept(transport: Transport) -> Accept {
    Accept::new(AcceptSettings {
        transport,
        requested_protocols: if transport == Transport::Bare { 0 } else { 1 },
        key: key(),
        server_random: SERVER_RANDOM,
        fallback_random: Random32([11; 32]),
    })
}

/// Whole frames of a byte stream.
fn frames(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = bytes;
    let mut frames = Vec::new();
    while let Some(length) = frame_length(rest).unwrap() {
        let (frame, after) = rest.split_at(length);
        frames.push(frame.to_vec());
        rest = after;
    }
    assert!(rest.is_empty(), "half a frame was sent");
    frames
}

/// Both machines against each other; also everything that the expert sent.
fn handshake(transport: Transport, pin: KeyPin) -> (Result<(Connected, Accepted), RdpError>, Vec<u8>) {
    let mut expert = Connect::new(settings(ConnectProtection::over(transport, ServerKey::Pinned(pin))));
    let mut novice = accept(transport);
    let (mut sent, mut to_novice, mut to_expert) = (Vec::new(), Vec::new(), Vec::new());
    expert.start(&mut to_novice).unwrap();
    let (mut connected, mut accepted) = (None, None);
    while !to_novice.is_empty() || !to_expert.is_empty() {
        sent.extend_from_slice(&to_novice);
        for mut frame in frames(&std::mem::take(&mut to_novice)) {
            accepted = novice
                .step(&mut frame, &mut OsRng, &mut to_expert)
                .unwrap()
                .or(accepted);
        }
        for mut frame in frames(&std::mem::take(&mut to_expert)) {
            match expert.step(&mut frame, &mut to_novice) {
                Ok(done) => connected = done.or(connected),
                Err(error) => {
                    sent.extend_from_slice(&to_novice);
                    return (Err(error), sent);
                }
            }
        }
    }
    (Ok((connected.unwrap(), accepted.unwrap())), sent)
}

/// An active pair.
struct Pair {
    connected: Connected,
    accepted: Accepted,
}

impl Pair {
    fn new(transport: Transport) -> Self {
        let (pair, _) = handshake(transport, pins());
        let (connected, accepted) = pair.unwrap();
        Self { connected, accepted }
    }

    /// Writes on the novice's side, reads on the expert's; replies travel back until none is left.
    fn tell_expert(&mut self, messages: &[ToExpert]) -> Vec<FromNovice> {
        let mut wire = Vec::new();
        for message in messages {
            self.accepted.writer.write(message, &mut wire).unwrap();
        }
        self.deliver(&wire)
    }

    /// Gives the expert raw frames.
    fn deliver(&mut self, wire: &[u8]) -> Vec<FromNovice> {
        let mut all = Vec::new();
        for mut frame in frames(wire) {
            let mut out = Vec::new();
            self.connected.reader.read(&mut frame, &mut out).unwrap();
            for event in out {
                match event {
                    FromNovice::Reply(reply) => {
                        let answers = self.tell_novice(&[reply]);
                        let replies: Vec<_> = answers
                            .into_iter()
                            .filter_map(|event| match event {
                                FromExpert::Reply(reply) => Some(reply),
                                _ => None,
                            })
                            .collect();
                        all.extend(self.tell_expert(&replies));
                    }
                    event => all.push(event),
                }
            }
        }
        all
    }

    fn tell_novice(&mut self, messages: &[ToNovice]) -> Vec<FromExpert> {
        let mut wire = Vec::new();
        for message in messages {
            self.connected.writer.write(message, &mut wire).unwrap();
        }
        let mut all = Vec::new();
        for mut frame in frames(&wire) {
            self.accepted.reader.read(&mut frame, &mut all).unwrap();
        }
        all
    }
}
