//! Dynamic channels, their bulk compression, and what the graphics pipeline draws.

use lifeline::codec::zgfx::{self, Compressor, Decompressor};
use lifeline::rdp::channels::chunks;
use lifeline::rdp::channels::drdynvc::{self, DataReassembler, GRAPHICS, Message, Sender};
use lifeline::rdp::expert::connect::Connected;
use lifeline::rdp::graphics::FromClient;
use lifeline::rdp::novice::graphics as novice;
use lifeline::rdp::pdu::frame::{SendDataKind, send_data, write_send_data};
use lifeline::rdp::security::{Direction, Sealer, SecurityHeader, SessionKeys};
use lifeline::rdp::{FromNovice, Transport};
use lifeline::vocabulary::{MOST_MONITORS, MonitorArea, Rect};
use rsa::rand_core::OsRng;

use super::machines::{
    CLIENT_RANDOM, IO, SERVER_RANDOM, USER, accept_machine, connect_machine, meet, pieces, see, split,
};

/// Behind the remdesk and the encomsp channel.
const DRDYNVC: u16 = IO + 3;
const CHANNEL: u32 = 1;
const SIDE: u16 = 200;

/// RDPGFX_CMDID ([MS-RDPEGFX] 2.2.1.5).
const BITS: u16 = 0x0001;
const FILL: u16 = 0x0004;
const COPY: u16 = 0x0005;
const CREATE: u16 = 0x0009;
const START: u16 = 0x000B;
const END: u16 = 0x000C;
const RESET: u16 = 0x000E;

/// The PDUs of dynamic channels, each with its length before it in two bytes; the first byte chooses the sender and how
/// a message is split.
pub fn drdynvc(input: &[u8]) {
    let Some((&choice, rest)) = input.split_first() else {
        return;
    };
    let sender = [Sender::Server, Sender::Client][usize::from(choice & 1)];
    const LIMIT: usize = 4096;
    let mut reassembler = DataReassembler::new(LIMIT);
    for (kind, piece) in pieces(rest) {
        let Ok(message) = Message::parse(piece, sender) else {
            continue;
        };
        let mut written = Vec::new();
        message.append(&mut written);
        if !written.is_empty() {
            assert_eq!(Message::parse(&written, sender).unwrap(), message);
        }
        assert!(written.len() <= piece.len() + 1, "what was read is written as short");
        let whole = match message {
            Message::DataFirst { length, data, .. } => reassembler.first(length, data),
            Message::Data { data, .. } => reassembler.next(data),
            _ => continue,
        };
        match whole {
            Ok(Some(message)) => assert!(message.len() <= LIMIT),
            Ok(None) => {}
            Err(_) => reassembler = DataReassembler::new(LIMIT),
        }
        client(kind, piece);
    }
    let chunk = 8 + usize::from(choice);
    let (mut reassembler, mut joined, mut sent) = (DataReassembler::new(rest.len()), None, 0);
    drdynvc::split(u32::from(choice), rest, chunk, |pdu| {
        assert!(pdu.len() <= chunk);
        sent += 1;
        let whole = match Message::parse(pdu, Sender::Server)? {
            Message::DataFirst { length, data, .. } => reassembler.first(length, data)?,
            Message::Data { data, .. } => reassembler.next(data)?,
            other => panic!("{other:?} is no data"),
        };
        assert!(joined.is_none(), "more follows a whole message");
        joined = whole.map(<[u8]>::to_vec);
        Ok(())
    })
    .unwrap();
    assert_eq!(joined.as_deref(), Some(rest));
    assert!(sent <= rest.len() + 1);
}

/// What a client says on the graphics channel; the novice's end makes no more of it than it is long.
fn client(kind: u8, piece: &[u8]) {
    let command = [0x0D, 0x10, 0x12, 0x16][usize::from(kind & 3)];
    for message in [piece.to_vec(), pdu(command, piece)] {
        let mut out = Vec::new();
        let _ = novice::read(&message, &mut out);
        assert!(out.len() <= message.len() / 8);
        for said in out {
            if let FromClient::Advertised(sets) = said {
                assert!(sets.len() <= 64 && sets.len() <= message.len() / 8);
            }
        }
    }
}

/// Segments of every kind, each with its length before it in two bytes: what they unpack to is bounded. And the input
/// as a message of ours: it comes out as it went in, also behind what came before it.
pub fn zgfx(input: &[u8]) {
    let mut decompressor = Decompressor::new();
    for (kind, piece) in pieces(input) {
        let message = match kind % 3 {
            0 => piece.to_vec(),
            1 => [&[0xE0, 0x24][..], piece].concat(),
            _ => [&[0xE0, 0x04][..], piece].concat(),
        };
        match decompressor.read(&message) {
            Ok(data) => assert!(data.len() <= zgfx::MAX_MESSAGE),
            Err(_) => decompressor = Decompressor::new(),
        }
    }
    let (mut compressor, mut decompressor) = (Compressor::new(), Decompressor::new());
    for dense in [false, true, false] {
        let mut message = Vec::new();
        compressor.write(input, dense, &mut message).unwrap();
        // A header a segment: what does not shrink goes as it is.
        assert!(message.len() <= input.len() + 16);
        assert_eq!(decompressor.read(&message).unwrap(), input);
    }
}

/// A session between two Lifelines, up to the activation with pictures of 200 by 200, and the novice's sealer: it is
/// made by the true accept machine; what comes after the keys are there is the plain session's, sealed here.
fn session() -> (Connected, Sealer) {
    let (_, plain) = meet((SIDE, SIDE));
    let mut sealer = Sealer::rc4(
        &SessionKeys::derive(&CLIENT_RANDOM, &SERVER_RANDOM),
        Direction::ToClient,
    );
    let mut novice = accept_machine(Transport::LifelineTls);
    let mut expert = connect_machine(Transport::LifelineTls, (SIDE, SIDE));
    let mut to_novice = Vec::new();
    expert.start(&mut to_novice).unwrap();
    // Connect Response, Attach User Confirm, and a confirm for each of five channels and the user.
    let mut answered = 0;
    while answered < 2 + 5 {
        let mut to_expert = Vec::new();
        for mut frame in split(&std::mem::take(&mut to_novice)) {
            novice.step(&mut frame, &mut OsRng, &mut to_expert).unwrap();
        }
        for mut frame in split(&to_expert) {
            answered += 1;
            expert.step(&mut frame, &mut to_novice).unwrap();
        }
    }
    let mut connected = None;
    for mut frame in plain {
        let Ok(Some(data)) = send_data(&mut frame, SendDataKind::Indication) else {
            continue;
        };
        // The licence has a basic security header of its own.
        let (flags, header, payload) = match &*data.user_data {
            [0x80, 0, _, _, licence @ ..] => (0x80, SecurityHeader::Always, licence),
            share => (0, SecurityHeader::IfEncrypted, share),
        };
        let mut sealed = Vec::new();
        write_send_data(
            &mut sealed,
            SendDataKind::Indication,
            data.initiator,
            data.channel,
            |out| sealer.seal_slow(flags, header, payload, out),
        )
        .unwrap();
        connected = expert.step(&mut sealed, &mut Vec::new()).unwrap().or(connected);
    }
    (connected.unwrap(), sealer)
}

/// An RDPGFX PDU with its header.
fn pdu(command: u16, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).unwrap();
    [&command.to_le_bytes()[..], &[0, 0], &length.to_le_bytes(), body].concat()
}

/// A place inside of the picture from two bytes, not empty.
fn span(from: u8, length: u8) -> [[u8; 2]; 2] {
    let from = u16::from(from) % SIDE;
    let to = (from + 1 + u16::from(length) % 80).min(SIDE);
    [from.to_le_bytes(), to.to_le_bytes()]
}

fn rectangle([left, top, width, height]: [u8; 4]) -> Vec<u8> {
    let ([left, right], [top, bottom]) = (span(left, width), span(top, height));
    [left, top, right, bottom].concat()
}

/// Puts one message of the graphics channel, or one PDU of the static channel, on the wire.
struct Wire {
    connected: Connected,
    sealer: Sealer,
}

impl Wire {
    fn pdu(&mut self, pdu: &[u8]) -> Option<Vec<FromNovice>> {
        let mut events = Vec::new();
        for chunk in chunks::split(pdu).ok()? {
            let mut frame = Vec::new();
            write_send_data(&mut frame, SendDataKind::Indication, USER, DRDYNVC, |out| {
                self.sealer.seal_slow(0, SecurityHeader::IfEncrypted, &chunk, out)
            })
            .ok()?;
            events.extend(see(&mut self.connected, &mut frame).ok()?);
        }
        Some(events)
    }

    fn dynamic(&mut self, message: Message<'_>) -> Option<Vec<FromNovice>> {
        let mut pdu = Vec::new();
        message.append(&mut pdu);
        self.pdu(&pdu)
    }

    fn message(&mut self, message: &[u8]) -> Option<Vec<FromNovice>> {
        let mut pdus = Vec::new();
        drdynvc::split(CHANNEL, message, 1500, |pdu| {
            pdus.push(pdu.to_vec());
            Ok(())
        })
        .ok()?;
        let mut events = Vec::new();
        for pdu in pdus {
            events.extend(self.pdu(&pdu)?);
        }
        Some(events)
    }
}

/// Everything that a novice's end may put on the graphics channel: drawing steps whose places are right and whose data
/// is not, PDUs that are none, segments, dynamic channel PDUs. Pixels change only where the decoder says so, and stay
/// opaque.
pub fn graphics(input: &[u8]) {
    let (connected, sealer) = session();
    let mut wire = Wire { connected, sealer };
    let side = u32::from(SIDE).to_le_bytes();
    let mut monitor = vec![0; 332];
    monitor[..4].copy_from_slice(&side);
    monitor[4..8].copy_from_slice(&side);
    monitor[8] = 1;
    let surface = [&[1, 0][..], &side[..2], &side[..2], &[0x20]].concat();
    let begin = [pdu(RESET, &monitor), pdu(CREATE, &surface)].concat();
    wire.dynamic(Message::Capabilities { version: 1 }).unwrap();
    let opened = Message::Create {
        channel: CHANNEL,
        name: GRAPHICS,
    };
    assert_eq!(wire.dynamic(opened).unwrap().len(), 2, "opened, and what it can do");
    wire.message(&[&[0xE0, 0x04][..], &begin].concat()).unwrap();
    let mut before = wire.connected.reader.picture().bgra.to_vec();
    for (kind, piece) in pieces(input) {
        let (fields, data) = piece.split_at(piece.len().min(8));
        let mut head = [0; 8];
        head[..fields.len()].copy_from_slice(fields);
        let [a, b, c, d, first, second, ..] = head;
        let place = rectangle([a, b, c, d]);
        let step = match kind % 8 {
            0 => wire.pdu(piece),
            1 => wire.message(piece),
            2 => wire.message(&[&[0xE0, 0x24][..], piece].concat()),
            3 => wire.message(
                &[
                    &[0xE0, 0x04][..],
                    &pdu(u16::from(a % 0x18), &piece[fields.len().min(1)..]),
                ]
                .concat(),
            ),
            drawn => {
                let body = match drawn {
                    4 | 5 => {
                        let codec = [0u16, 3, 8, 10][usize::from(first & 3)].to_le_bytes();
                        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
                        [&[1, 0][..], &codec, &[0x20], &place, &length, data].concat()
                    }
                    6 => {
                        let areas: Vec<u8> = data
                            .as_chunks::<4>()
                            .0
                            .iter()
                            .flat_map(|area| rectangle(*area))
                            .collect();
                        let count = u16::try_from(areas.len() / 8).unwrap().to_le_bytes();
                        [&[1, 0, first, second, 9, 0xFF][..], &count, &areas].concat()
                    }
                    _ => {
                        let places = &data[..data.len() / 4 * 4];
                        let count = u16::try_from(places.len() / 4).unwrap().to_le_bytes();
                        [&[1, 0, 1, 0][..], &place, &count, places].concat()
                    }
                };
                let command = [BITS, BITS, FILL, COPY][usize::from(drawn - 4)];
                let steps = [pdu(START, &[0; 8]), pdu(command, &body), pdu(END, &[0; 4])].concat();
                wire.message(&[&[0xE0, 0x04][..], &steps].concat())
            }
        };
        let Some(events) = step else { return };
        let picture = wire.connected.reader.picture();
        assert_monitors(&events, picture.width, picture.height);
        if (picture.width, picture.height) != (SIDE, SIDE) {
            return;
        }
        if kind % 8 >= 4 {
            assert_told(&events, &before, picture.bgra);
        }
        before.copy_from_slice(picture.bgra);
    }
}

/// The monitors that were told last are parts of this picture, several and not too many.
fn assert_monitors(events: &[FromNovice], width: u16, height: u16) {
    let told = events.iter().rev().find_map(|event| match event {
        FromNovice::Activated { .. } => Some(&[][..]),
        FromNovice::Monitors(monitors) => Some(monitors.as_slice()),
        _ => None,
    });
    let Some(monitors) = told.filter(|monitors| !monitors.is_empty()) else {
        return;
    };
    let picture = Rect::new(0, 0, width, height);
    assert!((2..=MOST_MONITORS).contains(&monitors.len()), "{monitors:?}");
    for MonitorArea { area, .. } in monitors {
        assert!(area.pixels() > 0 && picture.contains(area), "{area:?}");
    }
    assert!(
        monitors.iter().filter(|monitor| monitor.primary).count() < 2,
        "{monitors:?}"
    );
}

fn assert_told(events: &[FromNovice], before: &[u8], now: &[u8]) {
    let mut told = vec![false; before.len() / 4];
    for event in events {
        if let FromNovice::Changed(area) = *event {
            for y in area.rows() {
                let row = usize::from(y) * usize::from(SIDE);
                told[row + usize::from(area.left)..row + area.right() as usize].fill(true);
            }
        }
    }
    let pixels = now.as_chunks::<4>().0.iter().zip(before.as_chunks::<4>().0);
    for ((now, was), told) in pixels.zip(told) {
        assert!(now == was || told, "a pixel changed in silence");
        assert_eq!(now[3], 255, "a pixel one can see through");
    }
}
