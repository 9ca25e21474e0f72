//! Bytes that no honest server sends: nothing may panic, whatever comes and whenever. And the honest bytes of a
//! recording, whole and damaged.

use lifeline::rdp::channels::remdesk::Message;
use lifeline::rdp::expert::connect::{Connect, Connected, confirmed};
use lifeline::rdp::pdu::frame::frame_length;
use lifeline::rdp::{FromNovice, Transport};
use lifeline::vocabulary::Rect;
use proptest::prelude::*;
use rsa::rand_core::OsRng;

use crate::connect::{ConnectProtection, accept, frames, settings};

/// What freerdp-shadow 2.11.7 sent inside TLS in the test `freerdp_shadow_is_helped_over_tls`: the connection sequence
/// for an expert of 800 by 600, VERSIONINFO, the desktop black, #3060a0 and #c08010 in RemoteFX, RESULT.
const SHADOW: &[u8] = include_bytes!("freerdp-shadow-2.11.7-tls.bin");

fn recorded() -> Vec<Vec<u8>> {
    frames(SHADOW)
}

fn expert() -> Connect {
    let mut settings = settings(ConnectProtection::Tls);
    (settings.width, settings.height) = (800, 600);
    let mut expert = Connect::new(settings);
    expert.start(&mut Vec::new()).unwrap();
    expert
}

/// Gives the frames to a fresh expert until it says that something is wrong.
fn replay(frames: Vec<Vec<u8>>) -> (Option<Connected>, Vec<FromNovice>, bool) {
    let mut machine = expert();
    let mut connected: Option<Connected> = None;
    let mut events = Vec::new();
    let mut out = Vec::new();
    for mut frame in frames {
        let result = match &mut connected {
            None => machine.step(&mut frame, &mut out).map(|done| connected = done),
            Some(connected) => connected.reader.read(&mut frame, &mut events),
        };
        if result.is_err() {
            return (connected, events, false);
        }
    }
    (connected, events, true)
}

#[test]
fn the_recording_is_understood() {
    let (connected, mut events, whole) = replay(recorded());
    assert!(whole);
    let connected = connected.unwrap();
    assert_eq!((connected.width, connected.height), (800, 600));
    let picture = connected.reader.picture();
    for pixel in picture.bgra.chunks_exact(4) {
        let colour = [0x10, 0x80, 0xC0, 0xFF];
        assert!(
            pixel.iter().zip(colour).all(|(is, was)| is.abs_diff(was) <= 4),
            "{pixel:?}"
        );
    }
    events.extend(connected.early);
    let messages: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            FromNovice::Remdesk(message) => Some(message),
            _ => None,
        })
        .collect();
    assert_eq!(
        messages,
        [&Message::VersionInfo { major: 1, minor: 2 }, &Message::Result(0)]
    );
    assert!(events.contains(&FromNovice::Changed(Rect::new(0, 0, 800, 600))));
}

/// An active session without encryption, for updates made up here.
fn active() -> Connected {
    let mut machine = expert();
    let mut novice = accept(Transport::Tls);
    let mut to_novice = Vec::new();
    let mut other = Connect::new(settings(ConnectProtection::Tls));
    other.start(&mut to_novice).unwrap();
    let mut connected = None;
    while connected.is_none() {
        let mut to_expert = Vec::new();
        for mut frame in frames(&std::mem::take(&mut to_novice)) {
            novice.step(&mut frame, &mut OsRng, &mut to_expert).unwrap();
        }
        for mut frame in frames(&to_expert) {
            connected = machine.step(&mut frame, &mut to_novice).unwrap().or(connected);
        }
    }
    connected.unwrap()
}

fn fast(payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 3).unwrap() | 0x8000;
    [&[0][..], &length.to_be_bytes(), payload].concat()
}

fn update(header: u8, data: &[u8]) -> Vec<u8> {
    [&[header][..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

fn words(fields: &[u16]) -> Vec<u8> {
    fields.iter().flat_map(|field| field.to_le_bytes()).collect()
}

/// Mostly small, sometimes at the ends of the range.
fn side() -> impl Strategy<Value = u16> {
    prop_oneof![6 => 0..70u16, 2 => 560..900u16, 1 => Just(u16::MAX), 1 => any::<u16>()]
}

fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..most)
}

/// A bitmap update whose fields are plausible more often than not.
fn bitmap_update() -> impl Strategy<Value = Vec<u8>> {
    let depth = prop_oneof![Just(8u16), Just(15), Just(16), Just(24), Just(32), any::<u16>()];
    let flags = prop_oneof![Just(0u16), Just(0x0401), Just(1), any::<u16>()];
    (
        (side(), side(), side(), side()),
        (side(), side()),
        depth,
        flags,
        bytes(3000),
    )
        .prop_map(|((left, top, right, bottom), (width, height), depth, flags, data)| {
            let length = u16::try_from(data.len()).unwrap();
            let mut update = words(&[1, 1, left, top, right, bottom, width, height, depth, flags, length]);
            update.extend_from_slice(&data);
            update
        })
}

fn pointer_update() -> impl Strategy<Value = (u8, Vec<u8>)> {
    let depth = prop_oneof![Just(1u16), Just(16), Just(24), Just(32), any::<u16>()];
    (0x5..=0xCu8, depth, side(), side(), side(), side(), bytes(2000)).prop_map(
        |(code, depth, index, width, height, masks, data)| {
            let mut update = match code {
                0x9 => Vec::new(),
                _ => words(&[depth]),
            };
            update.extend(words(&[index, 0, 0, width, height]));
            match code {
                0xC => update.extend(
                    [u32::from(masks), u32::try_from(data.len()).unwrap()]
                        .iter()
                        .flat_map(|n| n.to_le_bytes()),
                ),
                _ => update.extend(words(&[
                    masks,
                    u16::try_from(data.len()).unwrap().saturating_sub(masks),
                ])),
            }
            update.extend_from_slice(&data);
            (code, update)
        },
    )
}

fn surface_command() -> impl Strategy<Value = Vec<u8>> {
    let codec = prop_oneof![Just(0u8), Just(3), any::<u8>()];
    (side(), side(), side(), side(), codec, bytes(2000)).prop_map(|(left, top, width, height, codec, data)| {
        let mut update = words(&[1, left, top, left.wrapping_add(width), top.wrapping_add(height)]);
        update.extend_from_slice(&[32, 0, 0, codec]);
        update.extend(words(&[width, height]));
        update.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
        update.extend_from_slice(&data);
        update
    })
}

/// Small changes to a recorded frame: some bytes, and where it ends. The lengths at its beginning may stay right.
fn damage(frame: &mut Vec<u8>, changes: &[(prop::sample::Index, u8)], cut: Option<prop::sample::Index>, honest: bool) {
    if let Some(cut) = cut {
        frame.truncate(cut.index(frame.len()).max(8));
    }
    for (place, value) in changes {
        let place = place.index(frame.len());
        frame[place] = *value;
    }
    if honest && frame[0] == 3 {
        let length = u16::try_from(frame.len()).unwrap().to_be_bytes();
        frame[..4].copy_from_slice(&[3, 0, length[0], length[1]]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_confirmation(bytes in bytes(40)) {
        let _ = confirmed(&bytes, lifeline::rdp::expert::connect::ProtocolRequest::Tls);
    }

    #[test]
    fn any_bytes_after_each_step(steps in 0..14usize, bytes in bytes(300), slow in any::<bool>()) {
        let mut machine = expert();
        for mut frame in recorded().into_iter().take(steps) {
            if machine.step(&mut frame, &mut Vec::new()).unwrap().is_some() {
                break;
            }
        }
        let mut frame = bytes;
        if slow && frame.len() > 7 {
            let length = u16::try_from(frame.len()).unwrap().to_be_bytes();
            frame[..7].copy_from_slice(&[3, 0, length[0], length[1], 2, 0xF0, 0x80]);
        }
        let _ = machine.step(&mut frame, &mut Vec::new());
    }

    #[test]
    fn any_bitmap(updates in prop::collection::vec(bitmap_update(), 1..5)) {
        let mut connected = active();
        for data in updates {
            let _ = connected.reader.read(&mut fast(&update(1, &data)), &mut Vec::new());
        }
    }

    #[test]
    fn any_pointer(updates in prop::collection::vec(pointer_update(), 1..5)) {
        let mut connected = active();
        for (code, data) in updates {
            let _ = connected.reader.read(&mut fast(&update(code, &data)), &mut Vec::new());
        }
    }

    #[test]
    fn any_surface_command(updates in prop::collection::vec(surface_command(), 1..5)) {
        let mut connected = active();
        for data in updates {
            let _ = connected.reader.read(&mut fast(&update(4, &data)), &mut Vec::new());
        }
    }

    #[test]
    fn any_frames_while_active(inputs in prop::collection::vec((bytes(200), any::<bool>()), 1..8)) {
        let mut connected = active();
        for (bytes, slow) in inputs {
            let mut frame = if slow {
                let length = u8::try_from(bytes.len().min(100)).unwrap();
                let mut frame = vec![3, 0, 0, length + 14, 2, 0xF0, 0x80, 0x68, 0, 1, 3, 0xEB, 0x70, length];
                frame.extend_from_slice(&bytes[..usize::from(length)]);
                frame
            } else {
                fast(&bytes)
            };
            prop_assert_eq!(frame_length(&frame).unwrap(), Some(frame.len()));
            let mut events = Vec::new();
            let _ = connected.reader.read(&mut frame, &mut events);
            for event in events {
                if let FromNovice::Reply(reply) = event {
                    connected.writer.write(&reply, &mut Vec::new()).unwrap();
                }
            }
        }
    }

    #[test]
    fn copies_stay_inside(left in side(), top in side(), width in side(), height in side(), length in 0..100_000usize) {
        let connected = active();
        let mut canvas = vec![0; length];
        connected.reader.copy(Rect::new(left, top, width, height), &mut canvas);
    }
}

proptest! {
    // Each case decodes three whole pictures.
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_recordings(
        place in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
        honest in any::<bool>(),
    ) {
        let mut frames = recorded();
        let place = place.index(frames.len());
        damage(&mut frames[place], &changes, cut, honest);
        replay(frames);
    }
}
