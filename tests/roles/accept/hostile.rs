//! Bytes that no client sends, at each step: errors perhaps, never a panic, never more memory than a frame is worth.

use lifeline::rdp::novice::MAX_SAID;
use lifeline::rdp::novice::accept::{Accept, first_length, negotiate};
use lifeline::rdp::{FromExpert, Transport};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use rsa::rand_core::OsRng;

use crate::accept::client::{Client, Wishes};
use crate::accept::recording::{FrameDirection, read, replay, settings};

const RECORDINGS: [(Transport, &str); 2] = [
    (Transport::Tls, "freerdp-2.11-handshake-tls.txt"),
    (Transport::Bare, "freerdp-2.11-handshake-rdp.txt"),
];

fn from_client(name: &str) -> Vec<Vec<u8>> {
    read(name)
        .into_iter()
        .filter(|(direction, _)| *direction == FrameDirection::FromClient)
        .map(|(_, bytes)| bytes)
        .collect()
}

/// What may be done to a frame.
#[derive(Debug, Clone)]
enum Change {
    Replace(Vec<u8>),
    Flip(Vec<(Index, u8)>),
    Cut(Index),
    /// Cut or lengthened, with the length of its TPKT put right.
    Resize(Index, Vec<u8>),
}

impl Change {
    fn apply(&self, frame: &[u8]) -> Vec<u8> {
        let mut frame = frame.to_vec();
        match self {
            Self::Replace(bytes) => frame.clone_from(bytes),
            Self::Flip(places) => places.iter().for_each(|(index, value)| {
                let length = frame.len();
                frame[index.index(length)] ^= value;
            }),
            Self::Cut(index) => frame.truncate(index.index(frame.len())),
            Self::Resize(index, more) => {
                frame.truncate(index.index(frame.len()).max(4));
                frame.extend_from_slice(more);
                let length = u16::try_from(frame.len()).unwrap().to_be_bytes();
                frame[2..4].copy_from_slice(&length);
            }
        }
        frame
    }
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        vec(any::<u8>(), 0..600).prop_map(Change::Replace),
        vec((any::<Index>(), 1u8..), 1..6).prop_map(Change::Flip),
        any::<Index>().prop_map(Change::Cut),
        (any::<Index>(), vec(any::<u8>(), 0..300)).prop_map(|(index, more)| Change::Resize(index, more)),
    ]
}

/// What one frame may say, and what a message may hold: a stranger's frames wait in a queue of messages.
#[test]
fn a_frame_that_says_very_much_ends_the_connection() {
    let (transport, name) = RECORDINGS[0];
    let mut client = Client::new(transport, Wishes::default());
    let share = |client: &mut Client, kind: u8, body: &[u8]| {
        let mut raw = client.raw_share_data(kind, body);
        raw[10..12].copy_from_slice(&1003u16.to_be_bytes());
        raw
    };
    // TS_INPUT_PDU_DATA: a count, padding, and events of 12 bytes each.
    let events = |count: u16| [&count.to_le_bytes()[..], &[0, 0], &vec![0; usize::from(count) * 12]].concat();
    for (count, taken) in [(MAX_SAID, true), (MAX_SAID + 1, false)] {
        let (mut accepted, _) = replay(transport, &read(name));
        let mut frame = share(&mut client, 28, &events(u16::try_from(count).unwrap()));
        let read = accepted.reader.read(&mut frame, &mut Vec::new());
        assert_eq!(read.is_ok(), taken, "{count} events: {read:?}");
    }
}

proptest! {
    #[test]
    fn any_first_message(bytes in vec(any::<u8>(), 0..300), length in any::<u8>(), allow_bare in any::<bool>()) {
        let _ = first_length(&bytes);
        let _ = negotiate(&bytes, allow_bare);
        let framed = [&[3, 0, 0, length, length.wrapping_sub(5), 0xE0][..], &bytes].concat();
        if let Ok(Some(whole)) = first_length(&framed) {
            let _ = negotiate(&framed[..whole.min(framed.len())], allow_bare);
        }
    }

    #[test]
    fn a_changed_frame_at_any_step(
        which in 0usize..2, step in any::<Index>(), change in change(), again in vec(vec(any::<u8>(), 0..100), 0..3)
    ) {
        let (transport, name) = RECORDINGS[which];
        let frames = from_client(name);
        let step = step.index(frames.len());
        let mut machine = Accept::new(settings(transport));
        let mut out = Vec::new();
        for frame in &frames[..step] {
            machine.step(&mut frame.clone(), &mut OsRng, &mut out).unwrap();
        }
        let mut after = Some(machine.step(&mut change.apply(&frames[step]), &mut OsRng, &mut out).is_ok());
        for frame in frames[step + 1..].iter().chain(&again) {
            let outcome = machine.step(&mut frame.clone(), &mut OsRng, &mut out);
            prop_assert!(after != Some(false) || outcome.is_err(), "the machine goes on after an error");
            after = Some(outcome.is_ok());
        }
    }

    #[test]
    fn any_frame_in_an_active_session(
        bodies in vec((any::<u8>(), any::<u8>(), vec(any::<u8>(), 0..200)), 1..8), change in change()
    ) {
        let (transport, name) = RECORDINGS[0];
        let (mut accepted, _) = replay(transport, &read(name));
        let mut client = Client::new(transport, Wishes::default());
        let mut messages = Vec::new();
        for (kind, channel, body) in &bodies {
            let channel = 1001 + u16::from(channel % 16);
            let mut raw = client.raw_share_data(*kind, body);
            // The client of this test is not connected: its own idea of the input/output channel is put right.
            raw[10..12].copy_from_slice(&1003u16.to_be_bytes());
            let mut fast = vec![kind & 0x3C, 0x80, 0];
            fast.extend_from_slice(body);
            fast[2] = u8::try_from(fast.len()).unwrap();
            let on_channel = client.on_channel(channel, body);
            for mut frame in [change.apply(&raw), raw, on_channel, fast] {
                if frame.is_empty() {
                    continue;
                }
                let before = messages.len();
                let _ = accepted.reader.read(&mut frame, &mut messages);
                prop_assert!(messages.len() - before <= frame.len(), "more messages than bytes");
            }
        }
        let activated = messages.contains(&FromExpert::Activated);
        prop_assert!(!activated || messages.iter().any(|message| matches!(message, FromExpert::Reply(_))));
    }
}
