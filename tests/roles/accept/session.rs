//! The active session, against the scripted client: what it reads and what it writes.

use ironrdp_pdu::gcc::ClientEarlyCapabilityFlags;
use ironrdp_pdu::input::fast_path::{FastPathInput, FastPathInputEvent, KeyboardFlags, SynchronizeFlags};
use ironrdp_pdu::input::mouse::PointerFlags;
use ironrdp_pdu::input::mouse_x::PointerXFlags;
use ironrdp_pdu::input::{
    InputEvent as SlowEvent, InputEventPdu, MousePdu, MouseXPdu, ScanCodePdu, SyncPdu, UnicodePdu, scan_code, sync,
    unicode,
};
use ironrdp_pdu::rdp::capability_sets::CapabilitySet;
use ironrdp_pdu::rdp::finalization_messages::ControlAction;
use ironrdp_pdu::rdp::headers::{ShareControlPdu, ShareDataPdu};
use lifeline::rdp::channels::{chunks, encomsp, remdesk};
use lifeline::rdp::novice::accept::Accepted;
use lifeline::rdp::{FromExpert, ToExpert, Transport};
use lifeline::vocabulary::{InputEvent, MouseButton, Rect, ScanKey};

use crate::accept::client::{Wishes, active, disconnect, encoded};
use crate::accept::recording::split;

const TRANSPORTS: [Transport; 3] = [Transport::LifelineTls, Transport::Tls, Transport::Bare];

fn read(accepted: &mut Accepted, mut frame: Vec<u8>) -> Vec<FromExpert> {
    let mut messages = Vec::new();
    accepted.reader.read(&mut frame, &mut messages).unwrap();
    messages
}

fn write(accepted: &mut Accepted, message: &ToExpert) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    accepted.writer.write(message, &mut out).unwrap();
    split(&out)
}

#[test]
fn every_kind_of_input_is_read() {
    let mouse = |flags, units| MousePdu {
        flags,
        number_of_wheel_rotation_units: units,
        x_position: 7,
        y_position: 9,
    };
    let mouse_x = |flags| MouseXPdu {
        flags,
        x_position: 7,
        y_position: 9,
    };
    let (x, y) = (7, 9);
    let mice = [
        (mouse(PointerFlags::MOVE, 0), InputEvent::Move { x, y }),
        (
            mouse(PointerFlags::LEFT_BUTTON | PointerFlags::DOWN, 0),
            InputEvent::Button {
                button: MouseButton::Left,
                down: true,
                x,
                y,
            },
        ),
        (
            mouse(PointerFlags::RIGHT_BUTTON, 0),
            InputEvent::Button {
                button: MouseButton::Right,
                down: false,
                x,
                y,
            },
        ),
        (
            mouse(PointerFlags::MIDDLE_BUTTON_OR_WHEEL | PointerFlags::DOWN, 0),
            InputEvent::Button {
                button: MouseButton::Middle,
                down: true,
                x,
                y,
            },
        ),
        (
            mouse(PointerFlags::VERTICAL_WHEEL, 120),
            InputEvent::Wheel {
                horizontal: false,
                rotation: 120,
                x,
                y,
            },
        ),
        (
            mouse(PointerFlags::VERTICAL_WHEEL, -120),
            InputEvent::Wheel {
                horizontal: false,
                rotation: -120,
                x,
                y,
            },
        ),
        (
            mouse(PointerFlags::HORIZONTAL_WHEEL, -1),
            InputEvent::Wheel {
                horizontal: true,
                rotation: -1,
                x,
                y,
            },
        ),
    ];
    let extended_mice = [
        (
            mouse_x(PointerXFlags::BUTTON1 | PointerXFlags::DOWN),
            InputEvent::Button {
                button: MouseButton::Back,
                down: true,
                x,
                y,
            },
        ),
        (
            mouse_x(PointerXFlags::BUTTON2),
            InputEvent::Button {
                button: MouseButton::Forward,
                down: false,
                x,
                y,
            },
        ),
    ];
    let mut fast = vec![
        (
            FastPathInputEvent::KeyboardEvent(KeyboardFlags::empty(), 0x1E),
            ScanKey::plain(0x1E).event(true),
        ),
        (
            FastPathInputEvent::KeyboardEvent(KeyboardFlags::RELEASE | KeyboardFlags::EXTENDED, 0x4B),
            ScanKey::extended(0x4B).event(false),
        ),
        (
            FastPathInputEvent::KeyboardEvent(KeyboardFlags::EXTENDED1, 0x1D),
            ScanKey::PAUSE.event(true),
        ),
        (
            FastPathInputEvent::UnicodeKeyboardEvent(KeyboardFlags::RELEASE, 0x20AC),
            InputEvent::Unicode {
                unit: 0x20AC,
                down: false,
            },
        ),
        (
            FastPathInputEvent::SyncEvent(SynchronizeFlags::CAPS_LOCK | SynchronizeFlags::NUM_LOCK),
            InputEvent::LockKeys(0b110),
        ),
    ];
    let mut slow = vec![
        (
            SlowEvent::ScanCode(ScanCodePdu {
                flags: scan_code::KeyboardFlags::EXTENDED,
                key_code: 0x1C,
            }),
            ScanKey::extended(0x1C).event(true),
        ),
        (
            SlowEvent::ScanCode(ScanCodePdu {
                flags: scan_code::KeyboardFlags::RELEASE,
                key_code: 0x1E,
            }),
            ScanKey::plain(0x1E).event(false),
        ),
        (
            SlowEvent::Unicode(UnicodePdu {
                flags: unicode::KeyboardFlags::empty(),
                unicode_code: 0xE4,
            }),
            InputEvent::Unicode { unit: 0xE4, down: true },
        ),
        (
            SlowEvent::Sync(SyncPdu {
                flags: sync::SyncToggleFlags::SCROLL_LOCK,
            }),
            InputEvent::LockKeys(1),
        ),
    ];
    for (pdu, input) in mice {
        fast.push((FastPathInputEvent::MouseEvent(pdu), input));
        slow.push((SlowEvent::Mouse(pdu), input));
    }
    for (pdu, input) in extended_mice {
        fast.push((FastPathInputEvent::MouseEventEx(pdu), input));
        slow.push((SlowEvent::MouseX(pdu), input));
    }
    for transport in TRANSPORTS {
        let (mut client, mut accepted) = active(transport, Wishes::default());
        let slow_events = slow.iter().map(|(event, _)| event.clone()).collect();
        let frame = client.share_data(ShareDataPdu::Input(InputEventPdu(slow_events)));
        let expected: Vec<_> = slow.iter().map(|(_, input)| FromExpert::Input(*input)).collect();
        assert_eq!(read(&mut accepted, frame), expected);
        // One event a PDU, and, with the count behind the MAC, all in one, with more than 15 of them.
        let twice = || fast.iter().chain(&fast);
        let mut packets: Vec<Vec<_>> = fast.iter().map(|one| vec![one]).collect();
        packets.push(twice().collect());
        for packet in packets {
            let events: Vec<FastPathInputEvent> = packet.iter().map(|(event, _)| *event).collect();
            let count = u8::try_from(events.len()).unwrap();
            let plain = encoded(&FastPathInput::new(events).unwrap());
            let header = if plain[1] & 0x80 == 0 { 2 } else { 3 };
            let low_bits = if count < 16 { count << 2 } else { 0 };
            let mut frame = Vec::new();
            client.sealer.seal_fast(low_bits, &plain[header..], &mut frame).unwrap();
            let expected: Vec<_> = packet.iter().map(|(_, input)| FromExpert::Input(*input)).collect();
            assert_eq!(read(&mut accepted, frame), expected);
        }
    }
}

#[test]
fn channel_messages_go_both_ways() {
    let blob = "69;PASS=".to_owned() + &"AB".repeat(2000);
    for transport in TRANSPORTS {
        let (mut client, mut accepted) = active(transport, Wishes::default());
        let (remdesk_id, encomsp_id, other) = (client.channels[1], client.channels[3], client.channels[0]);
        let proof = remdesk::Message::VerifyPassword {
            expert_blob: blob.clone(),
        };
        let chunks = chunks::split(&proof.encode()).unwrap();
        assert!(chunks.len() > 1, "long enough to be split");
        let messages: Vec<_> = chunks
            .iter()
            .flat_map(|chunk| {
                let frame = client.on_channel(remdesk_id, chunk);
                read(&mut accepted, frame)
            })
            .collect();
        assert_eq!(messages, [FromExpert::Remdesk(proof.clone())]);

        let request = encomsp::Message::ChangeControl {
            flags: 3,
            participant: 0,
        };
        let two = [request.encode(), encomsp::Message::GraphicsPaused.encode()].concat();
        let frame = client.on_channel(encomsp_id, &chunks::split(&two).unwrap()[0]);
        assert_eq!(
            read(&mut accepted, frame),
            [
                FromExpert::Encomsp(request),
                FromExpert::Encomsp(encomsp::Message::GraphicsPaused)
            ]
        );
        let frame = client.on_channel(other, &[1, 2, 3]);
        assert_eq!(
            read(&mut accepted, frame),
            [FromExpert::Ignored("data of another channel")]
        );

        let mut reassembler = chunks::Reassembler::new();
        let mut message = None;
        for mut frame in write(&mut accepted, &ToExpert::Remdesk(proof.clone())) {
            let data =
                lifeline::rdp::pdu::frame::send_data(&mut frame, lifeline::rdp::pdu::frame::SendDataKind::Indication);
            let data = data.unwrap().unwrap();
            assert_eq!(data.channel, remdesk_id);
            let (_, payload) = client.opener.open_slow(data.user_data, false).unwrap();
            message = reassembler.push(payload).unwrap();
        }
        assert_eq!(remdesk::Message::parse(&message.unwrap()).unwrap(), proof);
    }
}

#[test]
fn the_rest_of_what_a_client_may_send() {
    let (mut client, mut accepted) = active(Transport::LifelineTls, Wishes::default());
    for (kind, body, expected) in [
        (35, &[0, 0, 0, 0][..], FromExpert::ShowPictures(false)),
        (
            35,
            &[1, 0, 0, 0, 0, 0, 0, 0, 9, 0, 9, 0],
            FromExpert::ShowPictures(true),
        ),
        (
            33,
            &[2, 0, 0, 0, 1, 0, 2, 0, 10, 0, 2, 0, 9, 0, 0, 0, 8, 0, 0, 0],
            FromExpert::Refresh(vec![Rect::new(1, 2, 10, 1)]),
        ),
        (36, &[], FromExpert::Left),
        (43, &[0; 8], FromExpert::Ignored("persistent bitmap keys")),
        (56, &[0; 4], FromExpert::Ignored("frame acknowledgement")),
        (99, &[], FromExpert::Ignored("share data PDU")),
        (39, &[0; 8], FromExpert::Ignored("font list outside of an activation")),
    ] {
        let frame = client.raw_share_data(kind, body);
        assert_eq!(read(&mut accepted, frame), [expected]);
    }
    assert_eq!(read(&mut accepted, disconnect()), [FromExpert::Left]);
}

#[test]
fn a_resize_is_a_whole_activation() {
    let (mut client, mut accepted) = active(Transport::Tls, Wishes::default());
    let frames = write(
        &mut accepted,
        &ToExpert::Resize {
            width: 1921,
            height: 1079,
        },
    );
    let [deactivate, demand] = &frames[..] else {
        panic!("{} frames", frames.len())
    };
    assert!(matches!(
        client.read_share(deactivate),
        ShareControlPdu::ServerDeactivateAll(_)
    ));
    let ShareControlPdu::ServerDemandActive(demand) = client.read_share(demand) else {
        panic!("no Demand Active")
    };
    assert!(demand.pdu.capability_sets.iter().any(|set| {
        matches!(set, CapabilitySet::Bitmap(bitmap) if (bitmap.desktop_width, bitmap.desktop_height) == (1921, 1079))
    }));
    let mut messages = Vec::new();
    for frame in [
        client.confirm_active(),
        client.synchronize(),
        client.control(ControlAction::Cooperate),
        client.control(ControlAction::RequestControl),
        client.font_list(),
    ] {
        messages.extend(read(&mut accepted, frame));
    }
    let replies = [
        ToExpert::Synchronize,
        ToExpert::Cooperate,
        ToExpert::GrantControl,
        ToExpert::FontMap,
    ];
    let mut expected: Vec<_> = replies.into_iter().map(FromExpert::Reply).collect();
    expected.push(FromExpert::Activated);
    assert_eq!(messages, expected);
    for (width, height) in [(0, 100), (100, 40000)] {
        let mut out = Vec::new();
        assert!(
            accepted
                .writer
                .write(&ToExpert::Resize { width, height }, &mut out)
                .is_err()
        );
        assert!(out.is_empty());
    }
}

#[test]
fn the_end_is_said_and_nothing_follows() {
    let (mut client, mut accepted) = active(Transport::Tls, Wishes::default());
    for (message, code) in [(ToExpert::ErrorInfo(7), 7), (ToExpert::KeepAlive, 0)] {
        let frames = write(&mut accepted, &message);
        let ShareControlPdu::Data(data) = client.read_share(&frames[0]) else {
            panic!("no data PDU")
        };
        let ShareDataPdu::ServerSetErrorInfo(info) = data.share_data_pdu else {
            panic!("no error info")
        };
        assert_eq!(encoded(&info), u32::to_le_bytes(code));
    }
    assert_eq!(write(&mut accepted, &ToExpert::Disconnect), [disconnect()]);
    let mut out = Vec::new();
    assert!(accepted.writer.write(&ToExpert::KeepAlive, &mut out).is_err());
    assert!(out.is_empty());

    let unaware = Wishes {
        flags: ClientEarlyCapabilityFlags::empty(),
        ..Wishes::default()
    };
    let (_, mut accepted) = active(Transport::Tls, unaware);
    assert!(write(&mut accepted, &ToExpert::ErrorInfo(7)).is_empty());
    assert_eq!(write(&mut accepted, &ToExpert::KeepAlive), [[0, 5, 3, 0, 0]]);
}
