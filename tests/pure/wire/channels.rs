use lifeline::rdp::channels::chunks::{CHUNK, MAX_MESSAGE, Reassembler, split};
use lifeline::rdp::channels::{encomsp, remdesk};
use lifeline::rdp::{Feature, Misbehaved, Structure};
use proptest::prelude::*;

use super::hex;

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A remdesk control message as a peer lays it out.
fn control(kind: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap().to_le_bytes();
    [
        &hex("0e000000"),
        &length[..],
        &utf16("RC_CTL\0"),
        &kind.to_le_bytes(),
        body,
    ]
    .concat()
}

#[test]
fn remdesk_examples() {
    let vista = hex("0e000000 04000000 5200 4300 5f00 4300 5400 4c00 0000 09000000");
    assert_eq!(
        remdesk::Message::parse(&vista),
        Ok(remdesk::Message::ExpertOnVista(Vec::new()))
    );
    assert_eq!(remdesk::Message::ExpertOnVista(Vec::new()).encode(), vista);
    let version = hex("0e000000 0c000000 52004300 5f004300 54004c00 0000 06000000 01000000 02000000");
    let message = remdesk::Message::VersionInfo { major: 1, minor: 2 };
    assert_eq!(remdesk::Message::parse(&version), Ok(message.clone()));
    assert_eq!(message.encode(), version);
}

#[test]
fn remdesk_texts_are_read_as_every_peer_writes_them() {
    let text = utf16("9;NAME=John");
    let nul = utf16("9;NAME=John\0");
    let length = u32::try_from(text.len()).unwrap().to_le_bytes();
    let prefixed = [&length[..], &text].concat();
    let prefixed_nul = [&length[..], &nul].concat();
    for body in [&text, &nul, &prefixed, &prefixed_nul] {
        for (kind, expected) in [
            (
                8,
                remdesk::Message::VerifyPassword {
                    expert_blob: "9;NAME=John".into(),
                },
            ),
            (10, remdesk::Message::NoviceName("9;NAME=John".into())),
            (11, remdesk::Message::ExpertName("9;NAME=John".into())),
            (12, remdesk::Message::Token("9;NAME=John".into())),
        ] {
            assert_eq!(remdesk::Message::parse(&control(kind, body)), Ok(expected));
        }
    }
    let stub = [0xA5; 32];
    for body in [stub.to_vec(), [&32u32.to_le_bytes()[..], &stub].concat()] {
        let expected = remdesk::Message::ExpertOnVista(stub.to_vec());
        assert_eq!(remdesk::Message::parse(&control(9, &body)), Ok(expected));
    }
}

#[test]
fn authenticate_is_split_with_and_without_nuls() {
    let connection_string = "65538,1,a:1,*,ID,*,*,KH=";
    let expert_blob = "6;NAME=A69;PASS=00";
    for between in ["\0", ""] {
        for end in ["\0", ""] {
            let text = format!("{connection_string}{between}{expert_blob}{end}");
            assert_eq!(
                remdesk::Message::parse(&control(3, &utf16(&text))),
                Ok(remdesk::Message::Authenticate {
                    connection_string: connection_string.into(),
                    expert_blob: expert_blob.into()
                }),
                "{text:?}"
            );
        }
    }
}

#[test]
fn other_names_and_kinds_are_unknown_and_lengths_are_checked() {
    let chat = [
        &6u32.to_le_bytes()[..],
        &8u32.to_le_bytes(),
        &utf16("70\0"),
        &utf16("hey\0"),
    ]
    .concat();
    assert!(matches!(remdesk::Message::parse(&chat), Ok(remdesk::Message::Unknown { name, .. }) if name == "70"));
    assert!(matches!(
        remdesk::Message::parse(&control(13, &[])),
        Ok(remdesk::Message::Unknown { kind: 13, .. })
    ));
    let on_static = [
        &16u32.to_le_bytes()[..],
        &4u32.to_le_bytes(),
        &utf16("remdesk\0"),
        &4u32.to_le_bytes(),
    ]
    .concat();
    assert_eq!(
        remdesk::Message::parse(&on_static),
        Ok(remdesk::Message::ServerAnnounce)
    );
    let good = control(2, &7u32.to_le_bytes());
    for length in 0..good.len() {
        assert!(remdesk::Message::parse(&good[..length]).is_err(), "cut to {length}");
    }
    let long_name = [&66u32.to_le_bytes()[..], &4u32.to_le_bytes(), &[b'a'; 66], &[0; 4]].concat();
    assert!(remdesk::Message::parse(&long_name).is_err());
    assert!(remdesk::Message::parse(&[0xFF; 64]).is_err());
    assert!(remdesk::Message::parse(&control(8, &[0x41, 0, 0x42])).is_err());
}

#[test]
fn encomsp_examples() {
    let created = [
        &hex("0800 2400 | 00000000 | 00000000 | 0400 | 0A00")[..],
        &utf16("TESTUSER02"),
    ]
    .concat();
    let control = hex("0900 0A00 | 0300 | 00000000");
    let removed = hex("0700 1000 | 00000000 | 00000000 | 06000AD0");
    let messages = [
        encomsp::Message::ParticipantCreated {
            participant: 0,
            group: 0,
            flags: encomsp::IS_PARTICIPANT,
            name: "TESTUSER02".into(),
        },
        encomsp::Message::ChangeControl {
            flags: encomsp::REQUEST_VIEW | encomsp::REQUEST_INTERACT,
            participant: 0,
        },
        encomsp::Message::ParticipantRemoved {
            participant: 0,
            kind: 0,
            code: 0xD00A_0006,
        },
    ];
    let wire = [created, control, removed];
    for (message, bytes) in messages.iter().zip(&wire) {
        assert_eq!(message.encode(), *bytes);
        assert_eq!(encomsp::Message::parse(bytes).as_deref(), Ok(&[message.clone()][..]));
    }
    assert_eq!(encomsp::Message::parse(&wire.concat()).as_deref(), Ok(&messages[..]));
}

#[test]
fn encomsp_skips_extra_bytes_and_refuses_short_ones() {
    let extended = hex("0900 0C00 0300 00000000 FFFF | 0A00 0400 | 0C00 0600 0102");
    assert_eq!(
        encomsp::Message::parse(&extended),
        Ok(vec![
            encomsp::Message::ChangeControl {
                flags: 3,
                participant: 0
            },
            encomsp::Message::GraphicsPaused,
            encomsp::Message::Unknown { kind: 0x0C },
        ])
    );
    let ends_early = Misbehaved::EndsEarly(Structure::Encomsp);
    let shorter_than_its_header = Misbehaved::BadLength {
        structure: Structure::Encomsp,
        length: 3,
    };
    for (bad, expected) in [
        ("0900", ends_early),
        ("0900 0300 0300", shorter_than_its_header),
        ("0900 0A00 0300", ends_early),
        ("0900 0800 0300 0000", ends_early),
        ("0800 1200 00000000 00000000 0400 0100", ends_early),
        ("0800 1000 00000000 00000000 0400", ends_early),
    ] {
        assert_eq!(encomsp::Message::parse(&hex(bad)), Err(expected.into()), "{bad}");
    }
    let long_name = [&hex("0800 1208 00000000 00000000 0400 0104")[..], &[0x41; 2050]].concat();
    assert!(encomsp::Message::parse(&long_name).is_err());
}

#[test]
fn a_long_name_is_cut_between_characters() {
    let name = format!("{}𝄞", "a".repeat(1023));
    let message = encomsp::Message::ParticipantCreated {
        participant: 1,
        group: 0,
        flags: 5,
        name,
    };
    let parsed = encomsp::Message::parse(&message.encode()).unwrap();
    assert!(matches!(&parsed[..], [encomsp::Message::ParticipantCreated { name, .. }] if *name == "a".repeat(1023)));
}

/// length, flags, chunk
fn pdu(total: u32, flags: u32, chunk: &[u8]) -> Vec<u8> {
    [&total.to_le_bytes()[..], &flags.to_le_bytes(), chunk].concat()
}

#[test]
fn a_short_message_is_one_chunk() {
    assert_eq!(split(b"abc").unwrap(), [hex("03000000 13000000 616263")]);
    assert_eq!(split(b"").unwrap(), [hex("00000000 13000000")]);
    let two = split(&[7; CHUNK + 1]).unwrap();
    assert_eq!(two.len(), 2);
    assert_eq!(two[0][..8], hex("41060000 11000000"));
    assert_eq!(two[1], hex("41060000 12000000 07"));
    assert!(split(&vec![0; MAX_MESSAGE + 1]).is_err());
}

#[test]
fn chunks_that_do_not_add_up_are_refused() {
    let refused = |pdus: &[Vec<u8>], expected: Misbehaved| {
        let mut reassembler = Reassembler::new();
        let (last, before) = pdus.split_last().unwrap();
        before
            .iter()
            .for_each(|pdu| assert_eq!(reassembler.push(pdu), Ok(None)));
        assert_eq!(reassembler.push(last), Err(expected.into()), "{pdus:02x?}");
    };
    let message = Structure::ChannelMessage;
    let disagrees = |length| Misbehaved::BadLength {
        structure: message,
        length,
    };
    let too_large = |size| Misbehaved::TooLarge {
        structure: message,
        size,
        limit: MAX_MESSAGE,
    };
    refused(&[pdu(3, 0x12, b"abc")], Misbehaved::NoBeginning(message));
    refused(&[pdu(3, 0x10, b"abc")], Misbehaved::NoBeginning(message));
    refused(&[pdu(3, 0x13, b"ab")], disagrees(2));
    refused(&[pdu(3, 0x13, b"abcd")], disagrees(4));
    refused(&[pdu(3, 0x11, b"abc")], disagrees(3));
    refused(&[pdu(3, 0x11, b"a"), pdu(3, 0x11, b"a")], Misbehaved::NoEnd(message));
    refused(&[pdu(3, 0x11, b"a"), pdu(4, 0x12, b"bcd")], disagrees(4));
    refused(&[pdu(3, 0x11, b"a"), pdu(3, 0x12, b"b")], disagrees(2));
    refused(&[pdu(3, 0x11, b"a"), pdu(3, 0x10, b"bcd")], disagrees(4));
    refused(&[pdu(u32::MAX, 0x11, b"a")], too_large(u32::MAX as usize));
    refused(
        &[pdu(u32::try_from(MAX_MESSAGE).unwrap() + 1, 0x11, b"a")],
        too_large(MAX_MESSAGE + 1),
    );
    refused(
        &[pdu(3, 0x0020_0013, b"abc")],
        Misbehaved::NotOffered(Feature::Compression),
    );
    refused(&[hex("03000000 130000")], Misbehaved::EndsEarly(Structure::ChannelPdu));
    // Suspend and resume bear no message.
    assert_eq!(Reassembler::new().push(&pdu(0, 0x20, b"")), Ok(None));
}

fn text() -> impl Strategy<Value = String> {
    "[^\0]{0,40}"
}

fn remdesk_message() -> impl Strategy<Value = remdesk::Message> {
    use remdesk::Message;
    prop_oneof![
        text().prop_map(|connection_string| Message::RemoteControlDesktop { connection_string }),
        any::<u32>().prop_map(Message::Result),
        Just(Message::AskForKey),
        Just(Message::PausedUnseen),
        Just(Message::PausedInterrupted),
        Just(Message::SystemAsks),
        Just(Message::SystemAsked),
        Just(Message::InputRefused),
        Just(Message::DesktopRefused),
        Just(Message::ControlRefusedByDesktop),
        Just(Message::ControlImpossible),
        any::<Vec<u8>>().prop_map(Message::KeyProof),
        any::<u32>().prop_map(|seconds| Message::ComeBack { seconds }),
        (text(), text()).prop_map(|(connection_string, expert_blob)| Message::Authenticate {
            connection_string,
            expert_blob
        }),
        Just(Message::ServerAnnounce),
        Just(Message::Disconnect),
        any::<(u32, u32)>().prop_map(|(major, minor)| Message::VersionInfo { major, minor }),
        Just(Message::IsConnected),
        text().prop_map(|expert_blob| Message::VerifyPassword { expert_blob }),
        any::<[u8; 32]>().prop_map(|stub| Message::ExpertOnVista(stub.to_vec())),
        text().prop_map(Message::NoviceName),
        text().prop_map(Message::ExpertName),
        text().prop_map(Message::Token),
        ("[a-z0-9]{0,6}", any::<u32>()).prop_map(|(name, kind)| Message::Unknown { name, kind }),
        (13u32..).prop_map(|kind| Message::Unknown {
            name: "RC_CTL".into(),
            kind
        }),
    ]
}

fn encomsp_message() -> impl Strategy<Value = encomsp::Message> {
    use encomsp::Message;
    prop_oneof![
        any::<(u32, u32, u32)>().prop_map(|(participant, kind, code)| Message::ParticipantRemoved {
            participant,
            kind,
            code
        }),
        (any::<u32>(), any::<u32>(), any::<u16>(), text()).prop_map(|(participant, group, flags, name)| {
            Message::ParticipantCreated {
                participant,
                group,
                flags,
                name,
            }
        }),
        any::<(u16, u32)>().prop_map(|(flags, participant)| Message::ChangeControl { flags, participant }),
        Just(Message::GraphicsPaused),
        Just(Message::GraphicsResumed),
        any::<(u16, u32, u32)>().prop_map(|(flags, participant, reason)| Message::ChangeControlResponse {
            flags,
            participant,
            reason
        }),
        (14u16..).prop_map(|kind| Message::Unknown { kind }),
    ]
}

proptest! {
    #[test]
    fn remdesk_round_trip(message in remdesk_message()) {
        prop_assert_eq!(remdesk::Message::parse(&message.encode()), Ok(message));
    }

    #[test]
    fn encomsp_round_trip(messages in prop::collection::vec(encomsp_message(), 0..4)) {
        let wire: Vec<u8> = messages.iter().flat_map(encomsp::Message::encode).collect();
        prop_assert_eq!(encomsp::Message::parse(&wire), Ok(messages));
    }

    #[test]
    fn chunks_round_trip(messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..5000), 1..3)) {
        let mut reassembler = Reassembler::new();
        for message in messages {
            let mut pdus = split(&message).unwrap();
            let last = pdus.pop().unwrap();
            for pdu in pdus {
                prop_assert!(pdu.len() <= CHUNK + 8);
                prop_assert_eq!(reassembler.push(&pdu), Ok(None));
            }
            prop_assert_eq!(reassembler.push(&last), Ok(Some(message)));
        }
    }

    #[test]
    fn arbitrary_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200), kind in 0u32..14) {
        let _ = remdesk::Message::parse(&bytes);
        let _ = remdesk::Message::parse(&control(kind, &bytes));
        let _ = encomsp::Message::parse(&bytes);
        let length = u16::try_from(bytes.len() + 4).unwrap().to_le_bytes();
        let _ = encomsp::Message::parse(&[&u16::try_from(kind).unwrap().to_le_bytes()[..], &length, &bytes].concat());
        let mut reassembler = Reassembler::new();
        let _ = reassembler.push(&bytes);
        let _ = reassembler.push(&pdu(u32::try_from(bytes.len()).unwrap(), kind, &bytes));
    }
}
