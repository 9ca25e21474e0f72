//! The accept and the connect machine, and the sessions that they give: recorded handshakes that end somewhere and go
//! on with whatever the input holds.
//!
//! The first byte chooses the protection and how much of the handshake comes before. Then pieces follow: what kind of
//! frame is made of it (a byte), how long it is (two bytes), and its bytes. Lengths of frames are put right, so that
//! changed bytes reach what stands inside.

use std::sync::{Arc, OnceLock};

use lifeline::rdp::channels::{encomsp, remdesk};
use lifeline::rdp::expert::connect::{
    Connect, ConnectProtection, ConnectSettings, Connected, ProtocolRequest, ServerKey, confirmed,
};
use lifeline::rdp::keys::SecurityKey;
use lifeline::rdp::novice::accept::{Accept, AcceptSettings, Accepted, first_length, negotiate};
use lifeline::rdp::pdu::frame::{SendDataKind, frame_length, write_send_data};
use lifeline::rdp::security::{Direction, Sealer, SecurityHeader, SessionKeys};
use lifeline::rdp::{FromExpert, FromNovice, Random32, RdpError, ToExpert, ToNovice, Transport};
use lifeline::session::door::{Rights, Verdict, admit};
use lifeline::vocabulary::{KeyPin, MOST_MONITORS, MonitorArea, PointerShape, PointerUpdate, Rect};
use rsa::rand_core::OsRng;

const KEY: &[u8] = include_bytes!("../../fixtures/accept-test-key.pkcs8");
const FREERDP_TLS: &str = include_str!("../../fixtures/freerdp-2.11-handshake-tls.txt");
const FREERDP_BARE: &str = include_str!("../../fixtures/freerdp-2.11-handshake-rdp.txt");
/// See `tests/roles/connect/hostile.rs`.
const SHADOW: &[u8] = include_bytes!("../../roles/connect/freerdp-shadow-2.11.7-tls.bin");

pub(super) const CLIENT_RANDOM: Random32 = Random32([7; 32]);
pub(super) const SERVER_RANDOM: Random32 = Random32([0x5A; 32]);
pub(super) const IO: u16 = 1003;
pub(super) const USER: u16 = 1035;

fn key() -> Arc<SecurityKey> {
    static KEY_READ: OnceLock<Arc<SecurityKey>> = OnceLock::new();
    Arc::clone(KEY_READ.get_or_init(|| Arc::new(SecurityKey::from_pkcs8_der(KEY).unwrap())))
}

pub(super) fn accept_machine(transport: Transport) -> Accept {
    Accept::new(AcceptSettings {
        transport,
        requested_protocols: if transport == Transport::Bare { 0 } else { 1 },
        key: key(),
        server_random: SERVER_RANDOM,
        fallback_random: Random32([0xA5; 32]),
    })
}

pub(super) fn connect_machine(transport: Transport, (width, height): (u16, u16)) -> Connect {
    let pinned = KeyPin::Kh(key().kh());
    Connect::new(ConnectSettings {
        protection: ConnectProtection::over(transport, ServerKey::Pinned(pinned)),
        ticket_id: "dGhlIHRpY2tldA==".to_owned(),
        alternate_shell: "*".to_owned(),
        width,
        height,
        client_random: CLIENT_RANDOM,
    })
}

/// Both machines without encryption, up to a session with a picture of this size; with it the frames that the novice
/// sent.
pub(super) fn meet(size: (u16, u16)) -> (Connected, Vec<Vec<u8>>) {
    let (mut novice, mut expert) = (accept_machine(Transport::Tls), connect_machine(Transport::Tls, size));
    let (mut to_novice, mut sent, mut connected) = (Vec::new(), Vec::new(), None);
    expert.start(&mut to_novice).unwrap();
    while connected.is_none() {
        let mut to_expert = Vec::new();
        for mut frame in split(&std::mem::take(&mut to_novice)) {
            novice.step(&mut frame, &mut OsRng, &mut to_expert).unwrap();
        }
        for mut frame in split(&to_expert) {
            sent.push(frame.clone());
            connected = expert.step(&mut frame, &mut to_novice).unwrap().or(connected);
        }
    }
    (connected.unwrap(), sent)
}

/// The client's frames of a recording, in which a line is `<` or `>` and a frame in hex.
fn from_client(recording: &str) -> Vec<Vec<u8>> {
    let bytes = |hex: &str| {
        hex.as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    };
    recording
        .lines()
        .filter_map(|line| line.strip_prefix("< "))
        .map(bytes)
        .collect()
}

fn recorded_client(transport: Transport) -> &'static [Vec<u8>] {
    static TLS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    static BARE: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    if transport == Transport::Bare {
        BARE.get_or_init(|| from_client(FREERDP_BARE))
    } else {
        TLS.get_or_init(|| from_client(FREERDP_TLS))
    }
}

/// Whole frames of a stream.
pub(super) fn split(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    while let Some(length) = frame_length(bytes).unwrap() {
        let (frame, rest) = bytes.split_at(length);
        frames.push(frame.to_vec());
        bytes = rest;
    }
    assert!(bytes.is_empty(), "half a frame was written");
    frames
}

/// The pieces of an input.
pub(super) fn pieces(input: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = input;
    std::iter::from_fn(move || {
        let (&[kind, low, high], after) = rest.split_first_chunk()?;
        let (piece, after) = after.split_at(usize::from(u16::from_le_bytes([low, high])).min(after.len()));
        rest = after;
        Some((kind, piece))
    })
}

/// A fast-path frame around these bytes.
pub(super) fn fast(first: u8, payload: &[u8]) -> Vec<u8> {
    let payload = &payload[..payload.len().min(0x7FFF - 3)];
    let length = u16::try_from(payload.len() + 3).unwrap() | 0x8000;
    [&[first & 0xFC][..], &length.to_be_bytes(), payload].concat()
}

/// The user data of a share data PDU.
pub(super) fn share_data(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 18).unwrap_or(u16::MAX).to_le_bytes();
    [
        &length[..],
        &[0x17, 0, 0xEA, 3, 0xEA, 3, 1, 0, 0, 1, 0, 0, kind, 0, 0, 0],
        body,
    ]
    .concat()
}

/// Makes a frame of a piece; the sealer is that of the side which sends it.
fn frame(kind: u8, piece: &[u8], way: SendDataKind, sealer: &mut Sealer) -> Vec<u8> {
    let on = |channel: u16, header: SecurityHeader, flags: u16, payload: &[u8], sealer: &mut Sealer| {
        let mut frame = Vec::new();
        let written = write_send_data(&mut frame, way, USER, channel, |out| {
            sealer.seal_slow(flags, header, payload, out)
        });
        written.map(|()| frame).unwrap_or_default()
    };
    let (first, rest) = piece.split_first().map_or((0, piece), |(first, rest)| (*first, rest));
    match kind % 8 {
        0 => {
            let mut raw = piece.to_vec();
            if raw.len() >= 4 && raw[0] == 3 {
                let length = u16::try_from(raw.len()).unwrap().to_be_bytes();
                raw[2..4].copy_from_slice(&length);
            }
            raw
        }
        1 => on(IO, SecurityHeader::IfEncrypted, 0, piece, sealer),
        2 => on(IO + 1, SecurityHeader::IfEncrypted, 0, piece, sealer),
        3 => on(IO + 2, SecurityHeader::IfEncrypted, 0, piece, sealer),
        4 => on(IO + u16::from(first % 40), SecurityHeader::IfEncrypted, 0, rest, sealer),
        5 => on(IO, SecurityHeader::IfEncrypted, 0, &share_data(first, rest), sealer),
        6 => {
            let mut frame = Vec::new();
            let _ = sealer.seal_fast(first & 0x3C, rest, &mut frame);
            frame
        }
        _ => on(
            IO,
            SecurityHeader::Always,
            if first & 1 == 0 { 0x40 } else { 0x80 },
            rest,
            sealer,
        ),
    }
}

/// The whole accept machine, and the novice's end of the session.
pub fn accept(input: &[u8]) {
    let Some((&choice, rest)) = input.split_first() else {
        return;
    };
    let transport = match choice & 3 {
        0 => Transport::Bare,
        1 => Transport::LifelineTls,
        _ => Transport::Tls,
    };
    if choice & 3 == 3 {
        first_message(rest);
    }
    let recorded = recorded_client(transport);
    let before = usize::from(choice >> 2) % (recorded.len() + 1);
    let mut machine = accept_machine(transport);
    let (mut out, mut session, mut failed) = (Vec::new(), None, false);
    let mut sealer = Sealer::plain();
    let recorded = recorded.iter().take(before).cloned();
    let made = pieces(rest).map(|(kind, piece)| (kind, piece.to_vec()));
    for (kind, piece) in recorded.map(|frame| (0, frame)).chain(made) {
        let mut frame = frame(kind, &piece, SendDataKind::Request, &mut sealer);
        if let Some(accepted) = &mut session {
            if hear(accepted, &mut frame).is_err() {
                return;
            }
            continue;
        }
        let outcome = machine.step(&mut frame, &mut OsRng, &mut out);
        assert!(!(failed && outcome.is_ok()), "the machine goes on after an error");
        failed = outcome.is_err();
        // 256 answers to 256 frames at most, of which two are longer than a few bytes.
        assert!(out.len() <= 16 * 1024, "{} bytes were answered", out.len());
        if let Ok(Some(accepted)) = outcome {
            assert!((200..=8192).contains(&accepted.client.width) && (200..=8192).contains(&accepted.client.height));
            assert!(matches!(accepted.client.bits_per_pixel, 15 | 16 | 24 | 32));
            session = Some(accepted);
        }
    }
    split(&out);
}

fn first_message(bytes: &[u8]) {
    if let Ok(Some(length)) = first_length(bytes) {
        assert!((7..=2048).contains(&length));
    }
    for allow_bare in [false, true] {
        if let Ok(negotiated) = negotiate(bytes, allow_bare) {
            assert!(negotiated.answer.len() <= 19);
            assert!(allow_bare || negotiated.next != lifeline::rdp::novice::accept::AfterAnswer::Bare);
        }
    }
    for ask in [ProtocolRequest::Tls, ProtocolRequest::Bare] {
        if let Ok(chosen) = confirmed(bytes, ask) {
            assert!(
                ask == ProtocolRequest::Tls || chosen == ProtocolRequest::Bare,
                "TLS that nobody asked for"
            );
        }
    }
}

/// One frame of an active session: what it says, what it may do, what is answered.
fn hear(accepted: &mut Accepted, frame: &mut [u8]) -> Result<(), RdpError> {
    let length = frame.len();
    let mut messages = Vec::new();
    accepted.reader.read(frame, &mut messages)?;
    // Four answers and the end of the activation may come of one Font List; a message of the graphics channel comes in
    // several frames and may hold some thousands.
    let graphics = messages
        .iter()
        .filter(|message| matches!(message, FromExpert::Graphics(_)));
    let graphics = graphics.count();
    assert!(graphics <= 72 * 1024 / 8, "{graphics} messages on the graphics channel");
    let others = messages.len() - graphics;
    assert!(others <= length + 5, "{others} messages of {length} bytes");
    for message in &messages {
        for rights in [
            Rights::Unproved,
            Rights::Proved,
            Rights::View,
            Rights::Paused,
            Rights::Control,
        ] {
            let acts = admit(message, rights) == Verdict::Act;
            let needs = match message {
                FromExpert::Input(_) => rights == Rights::Control,
                FromExpert::Remdesk(remdesk::Message::IsConnected) => true,
                FromExpert::Remdesk(_) => rights == Rights::Unproved,
                FromExpert::Encomsp(encomsp::Message::ChangeControl { .. })
                | FromExpert::ShowPictures(_)
                | FromExpert::Refresh(_) => matches!(rights, Rights::View | Rights::Control),
                FromExpert::Dynamic(_) | FromExpert::Graphics(_) => {
                    matches!(rights, Rights::View | Rights::Paused | Rights::Control)
                }
                FromExpert::Reply(_) | FromExpert::Activated => true,
                _ => false,
            };
            assert!(!acts || needs, "{message:?} acts under {rights:?}");
        }
        if let FromExpert::Reply(reply) = message {
            assert!(
                matches!(
                    reply,
                    ToExpert::Synchronize | ToExpert::Cooperate | ToExpert::GrantControl | ToExpert::FontMap
                ),
                "{reply:?} is no step of an activation"
            );
            let mut out = Vec::new();
            accepted.writer.write(reply, &mut out).unwrap();
            assert!(out.len() <= 64);
        }
    }
    Ok(())
}

/// The whole connect machine, and the expert's end of the session.
pub fn connect(input: &[u8]) {
    let Some((&choice, rest)) = input.split_first() else {
        return;
    };
    let transport = match choice & 3 {
        0 => Transport::Bare,
        1 => Transport::LifelineTls,
        _ => Transport::Tls,
    };
    let mut machine = connect_machine(transport, (800, 600));
    let mut out = Vec::new();
    machine.start(&mut out).unwrap();
    let mut sealer = match transport {
        Transport::Tls => Sealer::plain(),
        _ => Sealer::rc4(
            &SessionKeys::derive(&CLIENT_RANDOM, &SERVER_RANDOM),
            Direction::ToClient,
        ),
    };
    let mut session = None;
    let before = usize::from(choice >> 2);
    if transport == Transport::Tls {
        for mut frame in split(SHADOW).into_iter().take(before) {
            match &mut session {
                None => session = machine.step(&mut frame, &mut out).unwrap(),
                Some(connected) => drop(see(connected, &mut frame).unwrap()),
            }
        }
    } else if before > 0 {
        // Up to the joins against the true server; the licence and the activation are the input's.
        let mut server = accept_machine(transport);
        let mut to_server = std::mem::take(&mut out);
        while !to_server.is_empty() {
            let mut to_client = Vec::new();
            for mut frame in split(&std::mem::take(&mut to_server)) {
                server.step(&mut frame, &mut OsRng, &mut to_client).unwrap();
            }
            let answers = split(&to_client);
            // The frames of the licence and the Demand Active are kept back.
            let info_sent = answers.len() == 2 && answers[1].len() > 100;
            if info_sent {
                break;
            }
            for mut frame in answers {
                machine.step(&mut frame, &mut to_server).unwrap();
            }
        }
    }
    out.clear();
    let (mut failed, mut first) = (false, before == 0);
    for (kind, piece) in pieces(rest) {
        let mut frame = frame(kind, piece, SendDataKind::Indication, &mut sealer);
        if let Some(connected) = &mut session {
            if see(connected, &mut frame).is_err() || large(connected) {
                return;
            }
            continue;
        }
        let sent = out.len();
        let pinned = first && transport != Transport::Tls && !holds_the_key(&frame);
        let outcome = machine.step(&mut frame, &mut out);
        assert!(!(failed && outcome.is_ok()), "the machine goes on after an error");
        assert!(
            !pinned || (outcome.is_err() && out.len() == sent),
            "it goes on with a key that is not pinned"
        );
        failed = outcome.is_err();
        first = false;
        assert!(out.len() <= 64 * 1024, "{} bytes were answered", out.len());
        match outcome {
            Ok(Some(mut connected)) => {
                whole(&mut connected, &[]);
                if large(&connected) {
                    return;
                }
                session = Some(connected);
            }
            Ok(None) => {}
            Err(_) => failed = true,
        }
    }
    split(&out);
}

/// Pictures of this size take so long that nothing else would be tried.
fn large(connected: &Connected) -> bool {
    connected.reader.picture().bgra.len() > 4 * 2 * 1024 * 1024
}

/// Whether the pinned modulus stands in these bytes.
fn holds_the_key(frame: &[u8]) -> bool {
    let certificate = key().certificate();
    let modulus = &certificate[40..200];
    frame.windows(modulus.len()).any(|bytes| bytes == modulus)
}

/// One frame of an active session.
pub(super) fn see(connected: &mut Connected, frame: &mut [u8]) -> Result<Vec<FromNovice>, RdpError> {
    let length = frame.len();
    let mut events = Vec::new();
    let read = connected.reader.read(frame, &mut events);
    // A graphics message unpacks to many steps, which are told in some hundred events.
    let most = length.max(64 * 260);
    assert!(events.len() <= most, "{} events of {length} bytes", events.len());
    whole(connected, &events);
    read.map(|()| events)
}

/// The picture is one, and events keep to it.
fn whole(connected: &mut Connected, events: &[FromNovice]) {
    let picture = connected.reader.picture();
    let (width, height) = (picture.width, picture.height);
    assert_eq!(picture.bgra.len(), usize::from(width) * usize::from(height) * 4);
    let mut activated = None;
    for event in events {
        match event {
            FromNovice::Activated { width, height } => activated = Some((*width, *height)),
            FromNovice::Monitors(monitors) => {
                assert!((2..=MOST_MONITORS).contains(&monitors.len()), "{monitors:?}");
                let (width, height) = activated.expect("monitors of a desktop that was not activated");
                let desktop = Rect::new(0, 0, width, height);
                let inside = |monitor: &MonitorArea| monitor.area.pixels() > 0 && desktop.contains(&monitor.area);
                assert!(monitors.iter().all(inside), "{monitors:?}");
            }
            FromNovice::Changed(area) => {
                assert!(area.pixels() > 0, "an empty change");
                assert!(
                    activated.is_some() || (area.right() <= width.into() && area.bottom() <= height.into()),
                    "a change outside of the picture"
                );
            }
            FromNovice::Pointer(PointerUpdate::Shape(PointerShape {
                hot_x,
                hot_y,
                width,
                height,
                bgra,
            })) => {
                assert!(*width <= 384 && *height <= 384 && hot_x < width && hot_y < height);
                assert_eq!(bgra.len(), usize::from(*width) * usize::from(*height) * 4);
            }
            FromNovice::Reply(reply) => {
                let mut out = Vec::new();
                connected.writer.write(reply, &mut out).unwrap();
                match reply {
                    ToNovice::Plain(frames) => assert!(out.len() <= frames.len() + 16 * split(frames).len()),
                    ToNovice::Dynamic(pdu) => assert!(pdu.len() <= 128 && out.len() <= 192),
                    other => panic!("{other:?} is not the decoder's to send"),
                }
            }
            _ => {}
        }
    }
}
