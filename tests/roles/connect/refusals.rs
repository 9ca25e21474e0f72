//! What the expert's end refuses, what it passes over, and what it says about either.

use std::sync::Arc;

use lifeline::rdp::channels::remdesk;
use lifeline::rdp::expert::connect::{Connect, MAX_EARLY, ProtocolRequest, confirmed, request};
use lifeline::rdp::pdu::frame::{SendDataKind, write_send_data};
use lifeline::rdp::{
    Feature, FromNovice, Incompatible, Misbehaved, RdpError, Structure, ToExpert, ToNovice, Transport,
};
use lifeline::vocabulary::{InputEvent, PointerShape, PointerUpdate, Rect};
use rsa::rand_core::OsRng;

use crate::connect::{ConnectProtection, Pair, accept, frames, pinned, settings};

#[test]
fn the_request_names_nobody() {
    let tls = [3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 1, 0, 0, 0];
    assert_eq!(request(ProtocolRequest::Tls), tls);
    let bare = [3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0];
    assert_eq!(request(ProtocolRequest::Bare), bare);
}

#[test]
fn confirmations_are_understood() {
    let confirm = |kind: u8, value: u8| {
        vec![
            3, 0, 0, 19, 14, 0xD0, 0, 0, 0x12, 0x34, 0, kind, 0, 8, 0, value, 0, 0, 0,
        ]
    };
    assert_eq!(
        confirmed(&confirm(2, 1), ProtocolRequest::Tls),
        Ok(ProtocolRequest::Tls)
    );
    assert_eq!(
        confirmed(&confirm(2, 0), ProtocolRequest::Tls),
        Ok(ProtocolRequest::Bare)
    );
    assert_eq!(
        confirmed(&confirm(2, 0), ProtocolRequest::Bare),
        Ok(ProtocolRequest::Bare)
    );
    // Old servers do not negotiate.
    assert_eq!(
        confirmed(&[3, 0, 0, 11, 6, 0xD0, 0, 0, 0, 0, 0], ProtocolRequest::Tls),
        Ok(ProtocolRequest::Bare)
    );
    for (kind, value, asked, why) in [
        (2, 1, ProtocolRequest::Bare, Incompatible::UnofferedProtocol(1)),
        (2, 2, ProtocolRequest::Tls, Incompatible::UnofferedProtocol(2)),
        (3, 2, ProtocolRequest::Tls, Incompatible::NoTls),
        (3, 5, ProtocolRequest::Tls, Incompatible::NetworkSignInRequired),
        (3, 1, ProtocolRequest::Bare, Incompatible::TlsRequired),
        (3, 9, ProtocolRequest::Tls, Incompatible::RefusedNegotiation(9)),
    ] {
        assert_eq!(confirmed(&confirm(kind, value), asked), Err(why.into()));
    }
    for (broken, expected) in [
        (&[][..], Misbehaved::EndsEarly(Structure::ConnectionConfirm)),
        (
            &[3, 0, 0, 11, 6, 0xE0, 0, 0, 0, 0, 0],
            Misbehaved::Expected(Structure::ConnectionConfirm),
        ),
        (
            &confirm(7, 0),
            Misbehaved::BadValue {
                structure: Structure::ConnectionConfirm,
                value: 7,
            },
        ),
        (
            &confirm(2, 1)[..15],
            Misbehaved::EndsEarly(Structure::ConnectionConfirm),
        ),
    ] {
        assert_eq!(confirmed(broken, ProtocolRequest::Tls), Err(expected.into()));
    }
}

/// The Connect Response that a server of `server` gives an expert of `asking`, and the machine that is to take it.
fn connect_response(asking: Transport, server: Transport) -> (Connect, Vec<u8>) {
    let mut expert = Connect::new(settings(pinned(asking)));
    let mut initial = Vec::new();
    expert.start(&mut initial).unwrap();
    let mut response = Vec::new();
    accept(server).step(&mut initial, &mut OsRng, &mut response).unwrap();
    (expert, response)
}

/// Where SC_SECURITY begins in a Connect Response: its type, its length, and 128 bits. The keys in it are random, and two
/// bytes of them may look like its type.
fn security_block(response: &[u8]) -> usize {
    let begins = |bytes: &[u8]| bytes[..2] == [0x02, 0x0C] && bytes[4..] == [2, 0, 0, 0];
    response.windows(8).position(begins).unwrap()
}

fn assert_incompatible(mut expert: Connect, mut response: Vec<u8>, why: Incompatible) {
    let mut out = Vec::new();
    let refused = expert.step(&mut response, &mut out);
    assert_eq!(refused.err(), Some(why.into()));
    assert!(out.is_empty(), "something was sent to a server that is not accepted");
    assert!(expert.step(&mut response, &mut out).is_err(), "the machine went on");
}

#[test]
fn other_encryption_than_128_bits_both_ways_is_refused() {
    for transport in [Transport::LifelineTls, Transport::Bare] {
        // 40 bits, 56 bits, FIPS, several at once.
        for method in [1, 8, 0x10, 3] {
            let (expert, mut response) = connect_response(transport, transport);
            let block = security_block(&response);
            assert_eq!(response[block + 4..block + 8], [2, 0, 0, 0]);
            response[block + 4] = method;
            assert_incompatible(expert, response, Incompatible::ShortKey);
        }
        // Level low encrypts only what the expert sends; FIPS is another method.
        for level in [0, 1, 4] {
            let (expert, mut response) = connect_response(transport, transport);
            let block = security_block(&response);
            response[block + 8] = level;
            assert_incompatible(expert, response, Incompatible::NoEncryption);
        }
        let (expert, response) = connect_response(transport, Transport::Tls);
        assert_incompatible(expert, response, Incompatible::NoEncryption);
    }
    let (_, response) = connect_response(Transport::LifelineTls, Transport::LifelineTls);
    let (expert, _) = connect_response(Transport::Tls, Transport::Tls);
    assert_incompatible(expert, response, Incompatible::EncryptionBelowTls);
}

/// A machine under `Tls` that has sent Client Info, and what the server says next as whole frames.
fn info_sent() -> (Connect, Vec<Vec<u8>>) {
    let mut expert = Connect::new(settings(ConnectProtection::Tls));
    let mut novice = accept(Transport::Tls);
    let mut to_novice = Vec::new();
    expert.start(&mut to_novice).unwrap();
    loop {
        let mut to_expert = Vec::new();
        for mut frame in frames(&std::mem::take(&mut to_novice)) {
            novice.step(&mut frame, &mut OsRng, &mut to_expert).unwrap();
        }
        let answers = frames(&to_expert);
        // The answer to Client Info is a licence and Demand Active; all before come alone.
        if answers.len() == 2 {
            return (expert, answers);
        }
        for mut frame in answers {
            expert.step(&mut frame, &mut to_novice).unwrap();
        }
    }
}

/// A slow-path frame from the server without encryption.
fn indication(channel: u16, data: &[u8]) -> Vec<u8> {
    let mut frame = Vec::new();
    write_send_data(&mut frame, SendDataKind::Indication, 1002, channel, |out| {
        out.extend_from_slice(data);
        Ok(())
    })
    .unwrap();
    frame
}

const IO: u16 = 1003;

const FONT_MAP: [u8; 26] = [
    26, 0, 0x17, 0, 1, 0, 1, 0, 0, 0, 0, 1, 8, 0, 40, 0, 0, 0, 0, 0, 0, 0, 3, 0, 4, 0,
];

#[test]
fn licences_are_not_paid_for() {
    let licence = |body: &[u8]| indication(IO, &[&[0x80, 0, 0, 0][..], body].concat());
    let valid = [0xFF, 3, 16, 0, 7, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0];
    let mut expired = valid;
    expired[4] = 1;
    let request = [1, 3, 8, 0, 0, 0, 0, 0];
    for (body, refused) in [
        (&valid[..], None),
        (&expired, Some(Incompatible::LicensingFailed(1))),
        (&request, Some(Incompatible::LicenceRequired)),
        (&[3, 3, 4, 0], None),
    ] {
        let (mut expert, _) = info_sent();
        let result = expert.step(&mut licence(body), &mut Vec::new());
        assert_eq!(result.err(), refused.map(RdpError::from));
    }
}

#[test]
fn what_comes_between_is_passed_over() {
    let (mut expert, answers) = info_sent();
    let mut out = Vec::new();
    for mut frame in [
        answers[0].clone(),
        // Auto-detect, on a channel that was never agreed and on the I/O channel.
        indication(1010, &[0, 0x10, 0, 0, 6, 0, 1, 0, 1, 0]),
        indication(IO, &[0, 0x10, 0, 0, 6, 0, 1, 0, 1, 0]),
        // Monitor Layout, and a share data PDU that nobody knows.
        indication(
            IO,
            &[22, 0, 0x17, 0, 1, 0, 1, 0, 0, 0, 0, 1, 4, 0, 55, 0, 0, 0, 0, 0, 0, 0],
        ),
        indication(IO, &[18, 0, 0x17, 0, 1, 0, 1, 0, 0, 0, 0, 1, 4, 0, 99, 0, 0, 0]),
        // A flow PDU.
        indication(IO, &[0, 0x80, 0x41, 0, 0, 0, 0, 0]),
    ] {
        assert!(expert.step(&mut frame, &mut out).unwrap().is_none());
    }
    assert!(out.is_empty());
    assert!(expert.step(&mut answers[1].clone(), &mut out).unwrap().is_none());
    assert_eq!(
        frames(&out).len(),
        5,
        "Confirm Active, Synchronize, two Controls, Font List"
    );
}

#[test]
fn channel_messages_before_activation_are_kept() {
    let (mut expert, answers) = info_sent();
    let mut out = Vec::new();
    for mut frame in answers {
        expert.step(&mut frame, &mut out).unwrap();
    }
    let version = remdesk::Message::VersionInfo { major: 1, minor: 2 };
    let message = version.encode();
    let length = u8::try_from(message.len()).unwrap();
    let chunk = [&[length, 0, 0, 0, 0x13, 0, 0, 0][..], &message].concat();
    assert!(expert.step(&mut indication(1004, &chunk), &mut out).unwrap().is_none());
    let connected = expert.step(&mut indication(IO, &FONT_MAP), &mut out).unwrap().unwrap();
    assert_eq!(connected.early, [FromNovice::Remdesk(version)]);
}

#[test]
fn channel_messages_before_activation_are_not_kept_without_end() {
    let (mut expert, answers) = info_sent();
    let mut out = Vec::new();
    for mut frame in answers {
        expert.step(&mut frame, &mut out).unwrap();
    }
    let message = remdesk::Message::ServerAnnounce.encode();
    let length = u8::try_from(message.len()).unwrap();
    let chunk = [&[length, 0, 0, 0, 0x13, 0, 0, 0][..], &message].concat();
    for _ in 0..MAX_EARLY {
        expert.step(&mut indication(1004, &chunk), &mut out).unwrap();
    }
    assert!(expert.step(&mut indication(1004, &chunk), &mut out).is_err());
}

#[test]
fn a_server_is_asked_to_refresh_only_if_it_can() {
    let (mut expert, answers) = info_sent();
    let mut out = Vec::new();
    expert.step(&mut answers[0].clone(), &mut out).unwrap();
    expert
        .step(&mut indication(IO, &demand_active(800, 600)), &mut out)
        .unwrap();
    let connected = expert.step(&mut indication(IO, &FONT_MAP), &mut out).unwrap();
    let mut writer = connected.unwrap().writer;
    let mut out = Vec::new();
    let refresh = ToNovice::Refresh {
        width: 800,
        height: 600,
    };
    assert_eq!((writer.write(&refresh, &mut out), out.len()), (Ok(()), 0));
}

#[test]
fn an_end_before_activation_says_why() {
    let error_info = indication(
        IO,
        &[22, 0, 0x17, 0, 1, 0, 1, 0, 0, 0, 0, 1, 4, 0, 47, 0, 0, 0, 7, 0, 0, 0],
    );
    let ultimatum = vec![3, 0, 0, 9, 2, 0xF0, 0x80, 0x21, 0x80];
    for (mut end, code) in [(error_info, 7), (ultimatum.clone(), 0)] {
        let (mut expert, _) = info_sent();
        let result = expert.step(&mut end, &mut Vec::new());
        assert_eq!(result.err(), Some(RdpError::Ended(code)));
    }
    let (mut expert, mut response) = connect_response(Transport::Tls, Transport::Tls);
    expert.step(&mut response, &mut Vec::new()).unwrap();
    let result = expert.step(&mut ultimatum.clone(), &mut Vec::new());
    assert_eq!(result.err(), Some(RdpError::Ended(0)));
}

/// A Demand Active PDU with no more than a desktop size.
fn demand_active(width: u16, height: u16) -> Vec<u8> {
    let mut bitmap = vec![2, 0, 28, 0];
    bitmap.extend_from_slice(&[32, 0, 1, 0, 1, 0, 1, 0]);
    bitmap.extend_from_slice(&width.to_le_bytes());
    bitmap.extend_from_slice(&height.to_le_bytes());
    bitmap.resize(28, 0);
    let mut pdu = vec![0, 0, 0x11, 0, 0xEA, 3, 0xEA, 3, 1, 0, 4, 0, 32, 0];
    pdu.extend_from_slice(b"RDP\0\x01\0\0\0");
    pdu.extend_from_slice(&bitmap);
    pdu.extend_from_slice(&[0; 4]);
    let length = u16::try_from(pdu.len()).unwrap().to_le_bytes();
    pdu[..2].copy_from_slice(&length);
    pdu
}

#[test]
fn absurd_desktops_are_refused() {
    for (width, height) in [
        (0, 600),
        (800, 0),
        (u16::MAX, u16::MAX),
        (16_385, 10),
        (10, 16_385),
        (16_384, 16_384),
    ] {
        let (mut expert, answers) = info_sent();
        expert.step(&mut answers[0].clone(), &mut Vec::new()).unwrap();
        let refused = Misbehaved::BadSize {
            structure: Structure::Desktop,
            width: width.into(),
            height: height.into(),
        };
        let result = expert.step(&mut indication(IO, &demand_active(width, height)), &mut Vec::new());
        assert_eq!(result.err(), Some(refused.into()));

        let mut pair = Pair::new(Transport::Tls);
        let result = read(&mut pair, &indication(IO, &demand_active(width, height)));
        assert_eq!(result.err(), Some(refused.into()));
    }
    let mut pair = Pair::new(Transport::Tls);
    let events = read(&mut pair, &indication(IO, &demand_active(16_384, 10))).unwrap();
    assert!(matches!(events[..], [FromNovice::Reply(ToNovice::Plain(_))]));
}

fn read(pair: &mut Pair, wire: &[u8]) -> Result<Vec<FromNovice>, RdpError> {
    let mut events = Vec::new();
    for mut frame in frames(wire) {
        pair.connected.reader.read(&mut frame, &mut events)?;
    }
    Ok(events)
}

/// One fast-path frame without encryption.
fn fast(payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 3).unwrap() | 0x8000;
    [&[0][..], &length.to_be_bytes(), payload].concat()
}

fn update(header: u8, data: &[u8]) -> Vec<u8> {
    [&[header][..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

/// An uncompressed bitmap update: the named area, the bitmap's own size, and its pixels all of one colour.
fn bitmap(area: [u16; 4], width: u16, height: u16, pixel: [u8; 4]) -> Vec<u8> {
    let data = pixel.repeat(usize::from(width) * usize::from(height));
    let mut bitmap = vec![1, 0, 1, 0];
    for field in area
        .into_iter()
        .chain([width, height, 32, 0, u16::try_from(data.len()).unwrap()])
    {
        bitmap.extend_from_slice(&field.to_le_bytes());
    }
    bitmap.extend_from_slice(&data);
    bitmap
}

#[test]
fn padding_inside_updates_is_no_fault() {
    let mut pair = Pair::new(Transport::Tls);
    // [MS-RA] 2.2.7.1: pad bytes that the size of the update counts, and a few that nothing counts.
    let mut padded = bitmap([0, 0, 3, 3], 4, 4, [1, 2, 3, 0]);
    padded.extend_from_slice(&[0; 17]);
    let markers = [4, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let payload = [update(1, &padded), update(4, &markers), vec![0, 0]].concat();
    let events = read(&mut pair, &fast(&payload)).unwrap();
    assert_eq!(events, [FromNovice::Changed(Rect::new(0, 0, 4, 4))]);
    assert_eq!(pair.connected.reader.picture().bgra[..4], [1, 2, 3, 255]);
}

#[test]
fn bitmaps_are_clipped_to_the_desktop() {
    let mut pair = Pair::new(Transport::Tls);
    let mut paint =
        |area, width, height| read(&mut pair, &fast(&update(1, &bitmap(area, width, height, [9, 9, 9, 0]))));
    let changed =
        |left, top, right, bottom| vec![FromNovice::Changed(Rect::new(left, top, right - left, bottom - top))];
    assert_eq!(paint([636, 476, 643, 483], 8, 8).unwrap(), changed(636, 476, 640, 480));
    assert_eq!(paint([640, 0, 647, 7], 8, 8).unwrap(), []);
    assert_eq!(paint([65_528, 65_528, 65_535, 65_535], 8, 8).unwrap(), []);
    // Rows padded to a multiple of four pixels.
    assert_eq!(paint([0, 0, 4, 4], 8, 5).unwrap(), changed(0, 0, 5, 5));
    // Smaller than its area: only what there is is painted.
    assert_eq!(paint([0, 0, 9, 9], 4, 4).unwrap(), changed(0, 0, 4, 4));
    assert!(paint([5, 0, 4, 9], 4, 4).is_err(), "an area without width");
    assert!(paint([0, 5, 9, 4], 4, 4).is_err(), "an area without height");
    assert!(paint([0, 0, 3, 3], 100, 4).is_err(), "far wider than its area");
}

/// Seven bytes of run-length colour that would be unpacked to 768 MiB.
#[test]
fn a_bitmap_that_no_desktop_holds_is_not_unpacked() {
    let mut pair = Pair::new(Transport::Tls);
    let mut bitmap = vec![1, 0, 1, 0];
    let run = [0xF3, 0xFF, 0xFF, 9, 9, 9, 0xF9];
    for field in [0, 0, 16_383, 16_383, 16_384, 16_384, 24, 0x0401, run.len() as u16] {
        bitmap.extend_from_slice(&field.to_le_bytes());
    }
    bitmap.extend_from_slice(&run);
    assert_eq!(read(&mut pair, &fast(&update(1, &bitmap))).unwrap(), []);
    assert!(
        pair.connected
            .reader
            .picture()
            .bgra
            .chunks_exact(4)
            .all(|pixel| pixel == [0, 0, 0, 255])
    );
}

#[test]
fn a_frame_marker_is_acknowledged() {
    let mut pair = Pair::new(Transport::Tls);
    let end = [4, 0, 1, 0, 0x78, 0x56, 0x34, 0x12];
    let events = read(&mut pair, &fast(&update(4, &end))).unwrap();
    let [FromNovice::Reply(reply @ ToNovice::Plain(plain))] = &events[..] else {
        panic!("{events:?}");
    };
    assert!(plain.ends_with(&[0x78, 0x56, 0x34, 0x12]));
    let mut out = Vec::new();
    pair.connected.writer.write(reply, &mut out).unwrap();
    assert_eq!(&out, plain);
}

#[test]
fn updates_without_an_end_are_not_collected_for_ever() {
    let mut pair = Pair::new(Transport::Tls);
    assert!(
        read(&mut pair, &fast(&update(0x31, &[0; 100]))).is_err(),
        "a middle without a beginning"
    );
    let mut pair = Pair::new(Transport::Tls);
    let piece = vec![0; 30_000];
    read(&mut pair, &fast(&update(0x21, &piece))).unwrap();
    assert!(
        read(&mut pair, &fast(&update(0x34, &piece))).is_err(),
        "another kind of update"
    );
    let mut pair = Pair::new(Transport::Tls);
    read(&mut pair, &fast(&update(0x21, &piece))).unwrap();
    let mut collected = piece.len();
    let refused = (0..1000).find(|_| {
        collected += piece.len();
        read(&mut pair, &fast(&update(0x31, &piece))).is_err()
    });
    assert!(refused.is_some());
    assert!((16 << 20..17 << 20).contains(&collected), "{collected} bytes");
}

/// Each frame that ends is answered: a message that is full of ends would have itself answered a million times.
#[test]
fn an_update_of_frames_without_end_is_refused() {
    // TS_FRAME_MARKER: cmdType 4, frameAction 1 (end), frameId.
    let ends = |count: usize| [4, 0, 1, 0, 7, 0, 0, 0].repeat(count);
    let mut pair = Pair::new(Transport::Tls);
    assert_eq!(read(&mut pair, &fast(&update(0x04, &ends(64)))).unwrap().len(), 64);
    let refused = Misbehaved::TooMany {
        structure: Structure::FrameMarker,
        limit: 64,
    };
    assert_eq!(read(&mut pair, &fast(&update(0x04, &ends(65)))), Err(refused.into()));
}

/// Five bytes recall a pointer from the cache: its pixels are not copied each time.
#[test]
fn a_pointer_from_the_cache_is_not_copied() {
    let mut pair = Pair::new(Transport::Tls);
    let shape = PointerUpdate::Shape(PointerShape {
        hot_x: 0,
        hot_y: 0,
        width: 32,
        height: 32,
        bgra: Arc::new(vec![255; 32 * 32 * 4]),
    });
    let shown = pair.tell_expert(&[ToExpert::Pointer(shape)]);
    let recalled = read(&mut pair, &fast(&update(0x0A, &[0, 0]).repeat(1000))).unwrap();
    let pixels = |message: &FromNovice| match message {
        FromNovice::Pointer(PointerUpdate::Shape(shape)) => Arc::clone(&shape.bgra),
        other => panic!("{other:?}"),
    };
    let first = pixels(&shown[0]);
    assert_eq!(recalled.len(), 1000);
    assert!(recalled.iter().all(|message| Arc::ptr_eq(&first, &pixels(message))));
}

/// A few kilobytes in a surface command that draw one tile thousands of times; within each other limit.
#[test]
fn an_update_that_draws_without_end_is_refused() {
    let command = |rectangles: usize| {
        let data = crate::connect::graphics::remotefx(&[(&vec![[0, 0, 64, 64]; rectangles], &[[0, 0]])]);
        let mut command = [1u16, 0, 0, 64, 64].map(u16::to_le_bytes).concat();
        command.extend_from_slice(&[32, 0, 0, 3]);
        command.extend_from_slice(&[64, 0, 64, 0]);
        command.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
        command.extend(data);
        fast(&update(4, &command))
    };
    let mut pair = Pair::new(Transport::Tls);
    for _ in 0..20 {
        read(&mut pair, &command(500)).unwrap();
    }
    assert_eq!(
        read(&mut pair, &command(3000)).err(),
        Some(Misbehaved::DrawsWithoutEnd.into())
    );
}

#[test]
fn compression_that_was_not_offered_is_refused() {
    let refused = RdpError::from(Misbehaved::NotOffered(Feature::Compression));
    let mut pair = Pair::new(Transport::Tls);
    let compressed = [0x81, 0x21, 4, 0, 1, 2, 3, 4];
    assert_eq!(read(&mut pair, &fast(&compressed)).err(), Some(refused.clone()));
    let mut pair = Pair::new(Transport::Tls);
    let compressed = [20, 0, 0x17, 0, 1, 0, 1, 0, 0, 0, 0, 1, 4, 0, 2, 0x21, 20, 0, 1, 2];
    assert_eq!(read(&mut pair, &indication(IO, &compressed)).err(), Some(refused));
}

#[test]
fn a_changed_or_unencrypted_packet_ends_it() {
    for transport in [Transport::LifelineTls, Transport::Bare] {
        let mut pair = Pair::new(transport);
        let mut wire = Vec::new();
        pair.accepted
            .writer
            .write(&ToExpert::Pointer(PointerUpdate::Hidden), &mut wire)
            .unwrap();
        *wire.last_mut().unwrap() ^= 1;
        assert_eq!(read(&mut pair, &wire), Err(RdpError::BadMac));

        let mut pair = Pair::new(transport);
        assert!(read(&mut pair, &fast(&update(5, &[]))).is_err());
        let mut pair = Pair::new(transport);
        assert!(read(&mut pair, &indication(IO, &demand_active(800, 600))).is_err());
    }
}

#[test]
fn nothing_is_drawn_between_deactivation_and_the_next_activation() {
    let mut pair = Pair::new(Transport::Tls);
    let deactivate = [8, 0, 0x16, 0, 0xEA, 3, 0, 0];
    read(&mut pair, &indication(IO, &deactivate)).unwrap();
    let events = read(&mut pair, &fast(&update(1, &bitmap([0, 0, 3, 3], 4, 4, [1, 2, 3, 0])))).unwrap();
    assert!(matches!(events[..], [FromNovice::Ignored(_)]));
    // The shortest form, of Windows XP.
    read(&mut pair, &indication(IO, &[4, 0, 0x16, 0])).unwrap();
}

#[test]
fn more_events_than_one_pdu_holds_are_sent_in_several() {
    let mut pair = Pair::new(Transport::Tls);
    let moves: Vec<_> = (0..100).map(|x| InputEvent::Move { x, y: 0 }).collect();
    let mut out = Vec::new();
    pair.connected.writer.write(&ToNovice::Input(moves), &mut out).unwrap();
    let sent = frames(&out);
    assert_eq!(sent.len(), 7);
    assert_eq!(sent[0][0], 15 << 2);
    assert_eq!(sent[6][0], 10 << 2);
    let mut out = Vec::new();
    let nothing = pair.connected.writer.write(&ToNovice::Input(Vec::new()), &mut out);
    assert_eq!((nothing, out.len()), (Ok(()), 0));
}
