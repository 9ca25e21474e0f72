//! Dynamic channels and ZGFX: against the vectors' owners where there are some, and against bytes of any kind.

use ironrdp_graphics::zgfx as ironrdp;
use lifeline::codec::zgfx::{Compressor, Decompressor, MAX_MESSAGE, MAX_SEGMENT};
use lifeline::codec::{CodecError, ZgfxError};
use lifeline::rdp::channels::drdynvc::{self, Message, Sender, split};
use lifeline::rdp::novice::graphics as novice;
use lifeline::rdp::{Feature, Misbehaved};
use proptest::prelude::*;

use super::hex;

#[test]
fn dynamic_channel_examples() {
    // [MS-RDPEDYC] 4.1 to 4.3.
    let parse = |text: &str, sender| {
        let bytes = hex(text);
        let message = Message::parse(&bytes, sender).unwrap();
        let mut again = Vec::new();
        message.append(&mut again);
        (format!("{message:?}"), again)
    };
    let (said, _) = parse("58 00 02 00 33 33 11 11 3d 0a a7 04", Sender::Server);
    assert_eq!(said, "Capabilities { version: 2 }");
    let (said, again) = parse("50 00 02 00", Sender::Client);
    assert_eq!(
        (said.as_str(), again),
        ("Capabilities { version: 2 }", hex("50 00 02 00"))
    );
    let (said, again) = parse("10 03 74 65 73 74 64 76 63 00", Sender::Server);
    assert_eq!(said, r#"Create { channel: 3, name: "testdvc" }"#);
    assert_eq!(again, hex("10 03 74 65 73 74 64 76 63 00"));
    let (said, again) = parse("10 03 00 00 00 00", Sender::Client);
    assert_eq!(said, "Created { channel: 3, status: 0 }");
    assert_eq!(again, hex("10 03 00 00 00 00"));
    let (said, again) = parse("24 03 7b 0c 71 71", Sender::Server);
    assert_eq!(said, "DataFirst { channel: 3, length: 3195, data: [113, 113] }");
    assert_eq!(again, hex("24 03 7b 0c 71 71"));
    let (said, again) = parse("40 03", Sender::Client);
    assert_eq!((said.as_str(), again), ("Close { channel: 3 }", hex("40 03")));
}

#[test]
fn compressed_dynamic_channel_data_is_refused() {
    for command in [0x60, 0x70] {
        let parsed = Message::parse(&[command, 1, 2, 3, 4, 5], Sender::Server).map(drop);
        assert_eq!(parsed, Err(Misbehaved::NotOffered(Feature::Compression).into()));
    }
}

#[test]
fn messages_that_do_not_add_up_are_refused() {
    let mut reassembler = drdynvc::DataReassembler::new(100);
    assert!(reassembler.first(101, &[]).is_err(), "longer than is taken");
    let mut reassembler = drdynvc::DataReassembler::new(100);
    assert!(reassembler.next(&[0; 101]).is_err(), "longer than is taken, at once");
    let mut reassembler = drdynvc::DataReassembler::new(100);
    assert_eq!(reassembler.first(4, &[1, 2]), Ok(None));
    assert!(reassembler.first(4, &[1, 2]).is_err(), "another beginning");
    let mut reassembler = drdynvc::DataReassembler::new(100);
    assert_eq!(reassembler.first(4, &[1, 2]), Ok(None));
    assert!(reassembler.next(&[3, 4, 5]).is_err(), "more than was said");
}

fn through(messages: &[Vec<u8>], dense: impl Fn(usize) -> bool) {
    let (mut compressor, mut ours, mut theirs) = (Compressor::new(), Decompressor::new(), ironrdp::Decompressor::new());
    for (number, message) in messages.iter().enumerate() {
        let mut wire = Vec::new();
        compressor.write(message, dense(number), &mut wire).unwrap();
        assert_eq!(ours.read(&wire).unwrap(), message.as_slice(), "message {number}");
        let mut again = Vec::new();
        theirs.decompress(&wire, &mut again).unwrap();
        assert_eq!(&again, message, "message {number}, by IronRDP");
        assert!(wire.len() <= message.len() + 7 + 5 * message.len().div_ceil(MAX_SEGMENT));
    }
}

#[test]
fn what_repeats_shrinks() {
    let text: Vec<u8> = (0..400u32)
        .flat_map(|n| format!("line {} of many\n", n % 37).into_bytes())
        .collect();
    let (mut compressor, mut first, mut second) = (Compressor::new(), Vec::new(), Vec::new());
    compressor.write(&text, false, &mut first).unwrap();
    compressor.write(&text, false, &mut second).unwrap();
    assert!(first.len() < text.len() / 6, "{}", first.len());
    assert!(second.len() < 64, "{}", second.len());
    through(&[text.clone(), text.clone(), vec![0; 200_000], text], |number| {
        number == 1
    });
}

#[test]
fn the_history_wraps() {
    // More than twice what the window holds, of blocks that come again.
    let mut state = 1u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let blocks: Vec<Vec<u8>> = (0..40).map(|_| (0..50_000).map(|_| noise()).collect()).collect();
    let messages: Vec<Vec<u8>> = (0..160).map(|n| blocks[n * 7 % 40].clone()).collect();
    through(&messages, |number| number % 5 == 0);
}

#[test]
fn ironrdps_segments_are_read() {
    let mut compressor = ironrdp::Compressor::new();
    let mut ours = Decompressor::new();
    for n in 0..50u32 {
        let message: Vec<u8> = (0..3000).map(|at| (at * (n % 7 + 1) / 9 % 251) as u8).collect();
        let compressed = compressor.compress(&message).unwrap();
        let mut wire = vec![0xE0, 0x24];
        wire.extend_from_slice(&compressed);
        assert_eq!(ours.read(&wire).unwrap(), message.as_slice());
    }
}

#[test]
fn a_match_may_reach_into_itself() {
    // 0 01100001, then distance 1 (10001 00001), length 7 (10 11), and a bit that is not used.
    let wire = hex("e0 24 30 c4 36 01");
    assert_eq!(Decompressor::new().read(&wire).map(<[u8]>::to_vec), Ok(vec![b'a'; 8]));
}

#[test]
fn little_does_not_become_much() {
    // A byte, then one match of the longest length over and over: each of them stays below a segment's limit, all of
    // them do not.
    let mut bits: Vec<bool> = Vec::new();
    let mut put = |value: u32, count: u32| bits.extend((0..count).rev().map(|bit| value >> bit & 1 == 1));
    put(0, 1);
    put(b'x'.into(), 8);
    for _ in 0..3 {
        put(0b10001, 5);
        put(1, 5);
        put((1 << 15) - 2, 15);
        put(0x7FFF, 15);
    }
    let unused = (8 - bits.len() % 8) % 8;
    bits.extend(std::iter::repeat_n(false, unused));
    let packed = bits
        .chunks(8)
        .map(|byte| byte.iter().fold(0u8, |byte, bit| byte << 1 | u8::from(*bit)));
    let mut wire = vec![0xE0, 0x24];
    wire.extend(packed);
    wire.push(unused as u8);
    assert_eq!(Decompressor::new().read(&wire), Err(ZgfxError::SegmentTooLong));
    // More than a message may have, said or done.
    let mut said = vec![0xE1, 1, 0];
    said.extend_from_slice(&u32::try_from(MAX_MESSAGE + 1).unwrap().to_le_bytes());
    said.extend_from_slice(&[1, 0, 0, 0, 0x04]);
    assert_eq!(Decompressor::new().read(&said), Err(ZgfxError::MessageTooLong));
    let mut out = Vec::new();
    let long = vec![0; MAX_MESSAGE + 1];
    assert_eq!(
        Compressor::new().write(&long, false, &mut out),
        Err(CodecError::TooLongToCompress(MAX_MESSAGE + 1))
    );
}

fn message() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..2000),
        proptest::collection::vec(0..4u8, 0..2000),
        (any::<u8>(), 0..200_000usize).prop_map(|(byte, count)| vec![byte; count]),
        (proptest::collection::vec(any::<u8>(), 1..60), 1..3000usize).prop_map(|(unit, times)| unit.repeat(times)),
    ]
}

proptest! {
    #[test]
    fn zgfx_comes_back(messages in proptest::collection::vec(message(), 1..8), dense in any::<u8>()) {
        through(&messages, |number| dense >> (number % 8) & 1 == 1);
    }

    #[test]
    fn dynamic_messages_come_back(
        message in proptest::collection::vec(any::<u8>(), 0..9000), channel in any::<u32>(), chunk in 20..2000usize
    ) {
        let mut reassembler = drdynvc::DataReassembler::new(9000);
        let mut whole = None;
        split(channel, &message, chunk, |pdu| {
            assert!(pdu.len() <= chunk && whole.is_none());
            let joined = match Message::parse(pdu, Sender::Server).unwrap() {
                Message::DataFirst { channel: to, length, data } => {
                    assert_eq!(to, channel);
                    reassembler.first(length, data).unwrap()
                }
                Message::Data { channel: to, data } => {
                    assert_eq!(to, channel);
                    reassembler.next(data).unwrap()
                }
                other => panic!("{other:?}"),
            };
            whole = joined.map(<[u8]>::to_vec);
            Ok(())
        }).unwrap();
        assert_eq!(whole, Some(message));
    }

    #[test]
    fn arbitrary_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..400), kind in 0..3u8) {
        let _ = Message::parse(&bytes, Sender::Client).map(drop);
        let _ = Message::parse(&bytes, Sender::Server).map(drop);
        let _ = novice::read(&bytes, &mut Vec::new());
        let mut decompressor = Decompressor::new();
        let header: &[u8] = match kind {
            0 => &[],
            1 => &[0xE0, 0x24],
            _ => &[0xE1, 2, 0, 0, 1, 0, 0],
        };
        let _ = decompressor.read(&[header, &bytes].concat()).map(drop);
        let _ = decompressor.read(&[header, &bytes].concat()).map(drop);
    }
}
