//! Frames, the RC4 layer, and the messages of the static channels.

use lifeline::rdp::channels::chunks::{self, MAX_MESSAGE, Reassembler};
use lifeline::rdp::channels::{encomsp as emc, remdesk as ra};
use lifeline::rdp::pdu::frame::{MAX_FRAME, SendDataKind, frame_length, is_fast, send_data, write_send_data};
use lifeline::rdp::security::{Direction, Opener, Sealer, SecurityHeader, SessionKeys};
use lifeline::rdp::{Random32, RdpError};

/// A stream of bytes, cut into frames.
pub fn frames(input: &[u8]) {
    let mut rest = input;
    while let Ok(Some(length)) = frame_length(rest) {
        assert!((2..=MAX_FRAME).contains(&length));
        let Some((frame, after)) = rest.split_at_checked(length) else {
            return;
        };
        rest = after;
        if is_fast(frame) {
            continue;
        }
        for kind in [SendDataKind::Request, SendDataKind::Indication] {
            let mut frame = frame.to_vec();
            let Ok(Some(data)) = send_data(&mut frame, kind) else {
                continue;
            };
            let mut again = Vec::new();
            let written = write_send_data(&mut again, kind, data.initiator, data.channel, |out| {
                out.extend_from_slice(data.user_data);
                Ok(())
            });
            match written {
                Ok(()) => assert_eq!(send_data(&mut again, kind).unwrap().unwrap(), data),
                Err(_) => assert!(data.user_data.len() > 0x3FFF && again.is_empty()),
            }
        }
    }
}

fn keys() -> SessionKeys {
    SessionKeys::derive(&Random32([1; 32]), &Random32([2; 32]))
}

/// Packets under keys that the input does not know: none of them opens. And one that does, with one bit changed:
/// refused. The first byte chooses which.
pub fn rc4_open(input: &[u8]) {
    let Some((choice, rest)) = input.split_first() else {
        return;
    };
    let direction = if choice & 1 == 0 {
        Direction::ToServer
    } else {
        Direction::ToClient
    };
    let mut opener = Opener::rc4(&keys(), direction);
    if choice & 2 == 0 {
        let (basic, mut data) = (choice & 4 != 0, rest.to_vec());
        match opener.open_slow(&mut data, basic) {
            // Licensing, which the server may send in clear while its place is.
            Ok((flags, _)) => assert!(basic && direction == Direction::ToClient && flags & 0x80 != 0 && flags & 8 == 0),
            Err(RdpError::Misbehaved(_) | RdpError::BadMac) => {}
            Err(other) => panic!("{other}"),
        }
        let mut frame = rest.to_vec();
        let refused = Opener::rc4(&keys(), direction).open_fast(&mut frame);
        assert!(refused.is_err(), "a frame opens without the key");
        return;
    }
    let Some((&place, payload)) = rest.split_first() else {
        return;
    };
    let mut sealer = Sealer::rc4(&keys(), direction);
    if choice & 4 != 0 {
        sealer = sealer.unsalted();
    }
    let mut slow = Vec::new();
    if sealer
        .seal_slow(0, SecurityHeader::IfEncrypted, payload, &mut slow)
        .is_err()
    {
        return;
    }
    let mut fast = Vec::new();
    sealer.seal_fast(0, payload, &mut fast).unwrap();
    let (whole, opened) = (slow.clone(), opener.open_slow(&mut slow, false).unwrap().1.to_vec());
    assert_eq!(opened, payload);
    assert_eq!(opener.open_fast(&mut fast).unwrap().1, payload);
    // Everything after the header's flags is bound: the MAC itself, and the packet.
    let mut changed = whole;
    let at = 4 + usize::from(place) % (changed.len() - 4);
    changed[at] ^= 1 << (choice >> 5);
    let refused = Opener::rc4(&keys(), direction).open_slow(&mut changed, false).err();
    assert_eq!(refused, Some(RdpError::BadMac));
}

/// The chunks of one channel, each with its length before it in two bytes; what they join to goes to `parse`. The whole
/// input is parsed too, and is split and joined.
fn on_channel(input: &[u8], parse: impl Fn(&[u8])) {
    parse(input);
    let mut reassembler = Reassembler::new();
    let mut rest = input;
    while let Some((&[low, high], after)) = rest.split_first_chunk() {
        let (chunk, after) = after.split_at(usize::from(u16::from_le_bytes([low, high])).min(after.len()));
        rest = after;
        match reassembler.push(chunk) {
            Ok(Some(message)) => {
                assert!(message.len() <= MAX_MESSAGE);
                parse(&message);
            }
            Ok(None) => {}
            Err(_) => break,
        }
    }
    let mut reassembler = Reassembler::new();
    let mut joined = None;
    for chunk in chunks::split(input).unwrap_or_default() {
        assert!(joined.is_none());
        joined = reassembler.push(&chunk).unwrap();
    }
    assert!(joined.is_none_or(|joined| joined == input));
}

/// [MS-RA] messages.
pub fn remdesk(input: &[u8]) {
    on_channel(input, |bytes| {
        let Ok(message) = ra::Message::parse(bytes) else { return };
        let written = message.encode();
        let again = ra::Message::parse(&written).unwrap();
        let same = match (&message, &again) {
            // A body that has no meaning here is not kept.
            (ra::Message::Unknown { name, .. }, ra::Message::Unknown { name: again, .. }) => name == again,
            // These may begin with their length or not; a text that looks like the one is read as the other.
            (ra::Message::VerifyPassword { .. }, ra::Message::VerifyPassword { .. })
            | (ra::Message::ExpertOnVista(_), ra::Message::ExpertOnVista(_))
            | (ra::Message::NoviceName(_), ra::Message::NoviceName(_))
            | (ra::Message::ExpertName(_), ra::Message::ExpertName(_))
            | (ra::Message::Token(_), ra::Message::Token(_)) => again == message || begins_with_a_length(&written),
            // The border between the two texts is found by what stands in them.
            (ra::Message::Authenticate { .. }, ra::Message::Authenticate { .. }) => true,
            _ => again == message,
        };
        assert!(same, "{message:?} became {again:?}");
    });
}

/// Whether the body of a control message (behind 8 bytes of lengths, the name in 14, the type in 4) begins with a
/// number as large as what follows it, with or without the NUL.
fn begins_with_a_length(message: &[u8]) -> bool {
    let Some((first, rest)) = message.get(26..).and_then(|body| body.split_first_chunk()) else {
        return false;
    };
    let counted = u32::from_le_bytes(*first) as usize;
    counted == rest.len() || counted + 2 == rest.len()
}

/// [MS-RDPEMC] messages, of which several may stand in one.
pub fn encomsp(input: &[u8]) {
    on_channel(input, |bytes| {
        let Ok(messages) = emc::Message::parse(bytes) else {
            return;
        };
        assert!(messages.len() <= bytes.len() / 4);
        for message in messages {
            // Characters that are none, and NULs, are not written as they came.
            let again = emc::Message::parse(&message.encode()).unwrap();
            match (&message, &again[..]) {
                (
                    emc::Message::ParticipantCreated {
                        participant,
                        group,
                        flags,
                        ..
                    },
                    [
                        emc::Message::ParticipantCreated {
                            participant: again_participant,
                            group: again_group,
                            flags: again_flags,
                            ..
                        },
                    ],
                ) => assert_eq!(
                    (participant, group, flags),
                    (again_participant, again_group, again_flags)
                ),
                _ => assert_eq!(again, [message]),
            }
        }
    });
}
