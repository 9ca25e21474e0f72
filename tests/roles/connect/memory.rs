//! Connect machine against accept machine, without a network, in each protection.

use lifeline::rdp::channels::{encomsp, remdesk};
use lifeline::rdp::{BitmapPart, FromExpert, FromNovice, RdpError, ToExpert, ToNovice, Transport};
use lifeline::vocabulary::{InputEvent, KeyPin, Kh2, MouseButton, PointerShape, PointerUpdate, Rect, ScanKey};
use std::sync::Arc;

use crate::connect::{Pair, frames, handshake, key, pins};

const TRANSPORTS: [Transport; 3] = [Transport::LifelineTls, Transport::Tls, Transport::Bare];

#[test]
fn both_ends_become_active_in_each_protection() {
    for transport in TRANSPORTS {
        let Pair { connected, accepted } = Pair::new(transport);
        assert_eq!((connected.width, connected.height), (640, 480), "{transport:?}");
        assert_eq!((accepted.client.width, accepted.client.height), (640, 480));
        assert_eq!(accepted.client.ticket_id.as_str(), "dGhlIHRpY2tldA==");
        assert_eq!(accepted.client.alternate_shell.as_str(), "*");
        assert_eq!(accepted.client.user_name, "");
        assert_eq!(accepted.client.bits_per_pixel, 32);
        assert!(accepted.client.has_remdesk && accepted.client.has_encomsp && accepted.client.error_info);
        assert_eq!(accepted.client.graphics, transport == Transport::LifelineTls);
        assert!(connected.early.is_empty());
        let picture = connected.reader.picture();
        assert!(picture.bgra.chunks_exact(4).all(|pixel| pixel == [0, 0, 0, 255]));
        assert_eq!(picture.bgra.len(), 640 * 480 * 4);
    }
}

#[test]
fn a_wrong_pin_ends_it_before_anything_but_connect_initial_was_sent() {
    let mut kh = key().kh();
    kh[19] ^= 1;
    for transport in [Transport::LifelineTls, Transport::Bare] {
        for pin in [KeyPin::Kh(kh), KeyPin::Kh2(Kh2::Sha256([0; 32]))] {
            let (result, sent) = handshake(transport, pin);
            assert_eq!(result.err(), Some(RdpError::PinMismatch));
            let sent = frames(&sent);
            assert_eq!(sent.len(), 1);
            // One channel more, that of the dynamic channels, for a Lifeline.
            let length = if transport == Transport::LifelineTls {
                0x99
            } else {
                0x8D
            };
            assert_eq!(
                sent[0][..9],
                [3, 0, 1, length, 2, 0xF0, 0x80, 0x7F, 0x65][..],
                "{:02x?}",
                &sent[0][..9]
            );
        }
    }
}

/// The whole Connect Initial, except for what says how long parts are, is in this table: nothing else is said.
#[test]
fn connect_initial_names_nobody() {
    let (_, sent) = handshake(Transport::LifelineTls, pins());
    let initial = &frames(&sent)[0];
    let gcc = initial
        .windows(4)
        .position(|bytes| bytes == [0x01, 0xC0, 216, 0])
        .unwrap();
    let (core, rest) = initial[gcc..].split_at(usize::from(u16::from_le_bytes([initial[gcc + 2], initial[gcc + 3]])));
    let mut expected = Vec::new();
    let mut field = |bytes: &[u8]| expected.extend_from_slice(bytes);
    field(&[0x01, 0xC0]);
    field(&u16::try_from(core.len()).unwrap().to_le_bytes());
    field(&0x0008_0004u32.to_le_bytes());
    field(&640u16.to_le_bytes());
    field(&480u16.to_le_bytes());
    field(&[0x01, 0xCA, 0x03, 0xAA]);
    field(&0x0409u32.to_le_bytes());
    field(&2600u32.to_le_bytes());
    let name: Vec<u8> = "Lifeline".encode_utf16().flat_map(u16::to_le_bytes).collect();
    field(&name);
    field(&vec![0; 32 - name.len()]);
    field(&[4, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0]);
    field(&[0; 64]);
    field(&[0x01, 0xCA, 1, 0, 0, 0, 0, 0, 0x18, 0, 0x0F, 0, 0x2B, 1]);
    field(&[0; 64]);
    field(&[6, 0, 1, 0, 0, 0]);
    assert_eq!(core, expected);
    let mut expected = vec![0x02, 0xC0, 12, 0, 2, 0, 0, 0, 0, 0, 0, 0];
    expected.extend_from_slice(&[0x03, 0xC0, 44, 0, 3, 0, 0, 0]);
    expected.extend_from_slice(b"remdesk\0\x00\x00\xA0\xC0encomsp\0\x00\x00\xA0\xC0drdynvc\0\x00\x00\xA0\xC0");
    assert_eq!(rest, expected);
}

#[test]
fn pictures_arrive_as_they_were_painted() {
    for transport in TRANSPORTS {
        let mut pair = Pair::new(transport);
        // Uncompressed BGRX, bottom-up: blue at the lower left, red at the upper right.
        let mut data = Vec::new();
        for y in (0..20u8).rev() {
            for x in 0..30u8 {
                data.extend_from_slice(&[y, 7, x, 0]);
            }
        }
        let part = BitmapPart {
            area: Rect::new(100, 50, 30, 20),
            bits_per_pixel: 32,
            compressed: false,
            data,
        };
        let events = pair.tell_expert(&[ToExpert::Bitmaps(vec![part])]);
        assert_eq!(events, [FromNovice::Changed(Rect::new(100, 50, 30, 20))]);
        let picture = pair.connected.reader.picture();
        let pixel = |x: usize, y: usize| &picture.bgra[(y * 640 + x) * 4..][..4];
        assert_eq!(pixel(100, 50), [0, 7, 0, 255]);
        assert_eq!(pixel(129, 50), [0, 7, 29, 255]);
        assert_eq!(pixel(100, 69), [19, 7, 0, 255]);
        assert_eq!(pixel(99, 50), [0, 0, 0, 255]);
        let mut canvas = vec![0; picture.bgra.len()];
        pair.connected.reader.copy(Rect::new(100, 50, 30, 20), &mut canvas);
        assert_eq!(canvas[(50 * 640 + 129) * 4..][..8], [0, 7, 29, 255, 0, 0, 0, 0]);

        // The waiting picture is compressed; it must cover everything.
        let waiting = pair.accepted.writer.waiting_picture(640, 480).collect();
        let events = pair.tell_expert(&[ToExpert::Bitmaps(waiting)]);
        let painted: usize = events
            .iter()
            .map(|event| match event {
                FromNovice::Changed(area) => area.pixels(),
                other => panic!("{other:?}"),
            })
            .sum();
        assert!(painted >= 640 * 480);
        let picture = pair.connected.reader.picture();
        assert_ne!(picture.bgra[..4], [0, 0, 0, 0]);
        assert!(picture.bgra.chunks_exact(4).all(|pixel| pixel[3] == 255));
    }
}

#[test]
fn pointers_arrive_and_are_kept_apart() {
    let mut pair = Pair::new(Transport::LifelineTls);
    let bgra: Arc<Vec<u8>> = Arc::new((0..=255u8).flat_map(|n| [n, 2, 3, 255]).collect());
    let events = pair.tell_expert(&[
        ToExpert::Pointer(PointerUpdate::Shape(PointerShape {
            hot_x: 3,
            hot_y: 4,
            width: 16,
            height: 16,
            bgra: bgra.clone(),
        })),
        ToExpert::Pointer(PointerUpdate::Position { x: 5, y: 6 }),
        ToExpert::Pointer(PointerUpdate::Hidden),
        ToExpert::Pointer(PointerUpdate::Default),
    ]);
    assert_eq!(
        events,
        [
            FromNovice::Pointer(PointerUpdate::Shape(PointerShape {
                hot_x: 3,
                hot_y: 4,
                width: 16,
                height: 16,
                bgra
            })),
            FromNovice::Pointer(PointerUpdate::Position { x: 5, y: 6 }),
            FromNovice::Pointer(PointerUpdate::Hidden),
            FromNovice::Pointer(PointerUpdate::Default),
        ]
    );
}

#[test]
fn channel_messages_go_both_ways() {
    for transport in TRANSPORTS {
        let mut pair = Pair::new(transport);
        // Longer than one chunk.
        let long = remdesk::Message::NoviceName("ä".repeat(2000));
        let created = encomsp::Message::ParticipantCreated {
            participant: 0,
            group: 0,
            flags: 7,
            name: "Anna".to_owned(),
        };
        let events = pair.tell_expert(&[
            ToExpert::Remdesk(remdesk::Message::VersionInfo { major: 1, minor: 2 }),
            ToExpert::Remdesk(long.clone()),
            ToExpert::Encomsp(created.clone()),
        ]);
        assert_eq!(
            events,
            [
                FromNovice::Remdesk(remdesk::Message::VersionInfo { major: 1, minor: 2 }),
                FromNovice::Remdesk(long),
                FromNovice::Encomsp(created),
            ]
        );
        let vista = remdesk::Message::ExpertOnVista(vec![5; 32]);
        let change = encomsp::Message::ChangeControl {
            flags: 3,
            participant: 0,
        };
        let events = pair.tell_novice(&[ToNovice::Remdesk(vista.clone()), ToNovice::Encomsp(change.clone())]);
        assert_eq!(events, [FromExpert::Remdesk(vista), FromExpert::Encomsp(change)]);
    }
}

#[test]
fn every_kind_of_input_arrives_in_order() {
    let mut inputs = vec![
        ScanKey::plain(0x1E).event(true),
        ScanKey::extended(0x1D).event(false),
        ScanKey::PAUSE.event(true),
        InputEvent::Unicode {
            unit: 0x20AC,
            down: true,
        },
        InputEvent::Unicode {
            unit: 0x20AC,
            down: false,
        },
        InputEvent::Move { x: 639, y: 479 },
        InputEvent::LockKeys(0b0101),
    ];
    for button in [
        MouseButton::Left,
        MouseButton::Right,
        MouseButton::Middle,
        MouseButton::Back,
        MouseButton::Forward,
    ] {
        for down in [true, false] {
            inputs.push(InputEvent::Button {
                button,
                down,
                x: 10,
                y: 20,
            });
        }
    }
    for (horizontal, rotation) in [(false, 120), (false, -120), (true, 255), (true, -256), (false, 1)] {
        inputs.push(InputEvent::Wheel {
            horizontal,
            rotation,
            x: 1,
            y: 2,
        });
    }
    for transport in TRANSPORTS {
        let mut pair = Pair::new(transport);
        let events = pair.tell_novice(&[ToNovice::Input(inputs.clone())]);
        let expected: Vec<_> = inputs.iter().copied().map(FromExpert::Input).collect();
        assert_eq!(events, expected);
    }
}

#[test]
fn a_new_size_activates_again() {
    for transport in TRANSPORTS {
        let mut pair = Pair::new(transport);
        let events = pair.tell_expert(&[ToExpert::Resize {
            width: 1280,
            height: 1024,
        }]);
        assert!(
            events.contains(&FromNovice::Activated {
                width: 1280,
                height: 1024
            }),
            "{events:?}"
        );
        let picture = pair.connected.reader.picture();
        assert_eq!((picture.width, picture.height), (1280, 1024));
        // Both halves still work, and a wish for the picture names the new share.
        let events = pair.tell_novice(&[ToNovice::Refresh {
            width: 1280,
            height: 1024,
        }]);
        assert_eq!(events, [FromExpert::Refresh(vec![Rect::new(0, 0, 1280, 1024)])]);
        let waiting = pair.accepted.writer.waiting_picture(1280, 1024).collect();
        let events = pair.tell_expert(&[ToExpert::Bitmaps(waiting)]);
        assert!(matches!(events.last(), Some(FromNovice::Changed(area)) if area.bottom() == 1024));
    }
}

#[test]
fn ends_are_told() {
    for transport in TRANSPORTS {
        let mut pair = Pair::new(transport);
        let events = pair.tell_expert(&[ToExpert::KeepAlive, ToExpert::ErrorInfo(7), ToExpert::Disconnect]);
        let told: Vec<_> = events
            .into_iter()
            .filter(|event| !matches!(event, FromNovice::Ignored(_)))
            .collect();
        assert_eq!(told, [FromNovice::ErrorInfo(7), FromNovice::Left]);
        let mut pair = Pair::new(transport);
        assert_eq!(pair.tell_novice(&[ToNovice::Disconnect]), [FromExpert::Left]);
    }
}

/// Keys change every 4096 packets in either direction; nobody may notice.
#[test]
fn ten_thousand_packets_pass_in_each_direction() {
    let mut pair = Pair::new(Transport::LifelineTls);
    for n in 0..10_000u16 {
        let input = InputEvent::Move { x: n, y: 1 };
        assert_eq!(
            pair.tell_novice(&[ToNovice::Input(vec![input])]),
            [FromExpert::Input(input)]
        );
        let events = pair.tell_expert(&[ToExpert::Pointer(PointerUpdate::Position { x: n, y: 2 })]);
        assert_eq!(events, [FromNovice::Pointer(PointerUpdate::Position { x: n, y: 2 })]);
    }
}

/// Keys are renewed five times in each direction. Under TLS both ends salt their MACs; alone the novice's end does not,
/// and the expert's does.
#[test]
fn twenty_thousand_packets_pass_each_way() {
    const PACKETS: u16 = 20_500;
    for transport in [Transport::LifelineTls, Transport::Bare] {
        let mut pair = Pair::new(transport);
        let mut wire = Vec::new();
        pair.accepted.writer.write(&ToExpert::KeepAlive, &mut wire).unwrap();
        let salted = wire[16] & 0x08 != 0;
        assert_eq!(salted, transport == Transport::LifelineTls, "SEC_SECURE_CHECKSUM");
        pair.deliver(&wire);
        for n in 0..PACKETS {
            let pointer = PointerUpdate::Position { x: n % 640, y: 7 };
            let seen = pair.tell_expert(&[ToExpert::Pointer(pointer)]);
            assert_eq!(
                seen,
                [FromNovice::Pointer(PointerUpdate::Position { x: n % 640, y: 7 })]
            );
            let input = InputEvent::Move { x: n % 640, y: 9 };
            assert_eq!(
                pair.tell_novice(&[ToNovice::Input(vec![input])]),
                [FromExpert::Input(input)]
            );
        }
        // Slow-path packets count with the others.
        let message = remdesk::Message::IsConnected;
        assert_eq!(
            pair.tell_expert(&[ToExpert::Remdesk(message.clone())]),
            [FromNovice::Remdesk(message)]
        );
    }
}
