use lifeline::rdp::pdu::frame::{MAX_FRAME, SendDataKind, frame_length, is_fast, send_data, write_send_data};
use lifeline::rdp::pdu::reader::Reader;
use lifeline::rdp::{Misbehaved, RdpError, Structure, Unsendable};
use proptest::prelude::*;

#[test]
fn frame_lengths() {
    for (bytes, expected) in [
        (&[][..], None),
        (&[3], None),
        (&[3, 0, 0], None),
        (&[3, 0, 0, 7], Some(7)),
        (&[3, 0, 0x7F, 0xFF, 9, 9], Some(0x7FFF)),
        (&[0], None),
        (&[0x40, 0x02], Some(2)),
        (&[0xC4, 0x7F], Some(0x7F)),
        (&[0, 0x81], None),
        (&[0, 0x81, 0x02], Some(0x102)),
        (&[0, 0xFF, 0xFF], Some(0x7FFF)),
    ] {
        assert_eq!(frame_length(bytes), Ok(expected), "{bytes:02x?}");
    }
}

#[test]
fn lengths_below_the_header_above_the_cap_and_other_first_bytes_are_refused() {
    for bytes in [
        &[3, 0, 0, 6][..],
        &[3, 0, 0, 0],
        &[3, 0, 0xFF, 0xFF],
        &[0, 0],
        &[0, 1],
        &[0, 0x80, 2],
        &[1, 50],
        &[0x16, 3, 1],
        b"GET / HTTP/1.1",
    ] {
        assert!(
            matches!(frame_length(bytes), Err(RdpError::Misbehaved(_))),
            "{bytes:02x?}"
        );
    }
    let [high, low] = u16::try_from(MAX_FRAME + 1).unwrap().to_be_bytes();
    assert!(frame_length(&[3, 0, high, low]).is_err());
}

#[test]
fn a_reader_refuses_to_read_beyond_and_to_leave_something() {
    let bytes = [1, 2, 0, 3, 0, 0, 0, 0xAA];
    let read = |then: fn(&mut Reader<'_>) -> Result<(), RdpError>| {
        Reader::all(&bytes, Structure::ChannelPdu, |reader| {
            assert_eq!((reader.u8(), reader.u16(), reader.u32()), (Ok(1), Ok(2), Ok(3)));
            then(reader)
        })
    };
    let ends_early = Err(Misbehaved::EndsEarly(Structure::ChannelPdu).into());
    assert_eq!(read(|reader| reader.u16().map(drop)), ends_early);
    // Half of a field that may be missing is not that it is missing.
    assert_eq!(read(|reader| reader.optional(Reader::u16).map(drop)), ends_early);
    let trailing = Misbehaved::Trailing {
        structure: Structure::ChannelPdu,
        count: 1,
    };
    assert_eq!(read(|_| Ok(())), Err(trailing.into()));
    assert_eq!(read(|reader| reader.skip("pad", 1)), Ok(()));
    let grows = |reader: &mut Reader<'_>| {
        reader.ignore_rest("a section");
        assert_eq!(reader.optional(Reader::u16), Ok(None));
        Ok(())
    };
    assert_eq!(read(grows), Ok(()));
    // A part is a structure of its own.
    let part = |reader: &mut Reader<'_>| reader.part(1, Structure::Remdesk, |_| Ok(()));
    let trailing = Misbehaved::Trailing {
        structure: Structure::Remdesk,
        count: 1,
    };
    assert_eq!(read(part), Err(trailing.into()));
}

#[test]
fn send_data_lengths_must_agree() {
    let mut frame = Vec::new();
    write_send_data(&mut frame, SendDataKind::Request, 1007, 1003, |out| {
        out.extend_from_slice(b"user data");
        Ok(())
    })
    .unwrap();
    assert_eq!(send_data(&mut frame.clone(), SendDataKind::Indication), Ok(None));
    let mut short = frame[..frame.len() - 1].to_vec();
    assert!(send_data(&mut short, SendDataKind::Request).is_err());
    short[3] -= 1;
    assert!(send_data(&mut short, SendDataKind::Request).is_err());
    let taken = send_data(&mut frame, SendDataKind::Request).unwrap().unwrap();
    assert_eq!(
        (taken.initiator, taken.channel, &taken.user_data[..]),
        (1007, 1003, &b"user data"[..])
    );
}

#[test]
fn what_cannot_be_sent_leaves_nothing_behind() {
    let mut out = vec![7];
    let too_long = write_send_data(&mut out, SendDataKind::Indication, 1001, 1003, |out| {
        out.resize(out.len() + 0x4000, 0);
        Ok(())
    });
    let longer = Unsendable::TooLong {
        structure: Structure::SendData,
        length: 0x4000,
    };
    assert_eq!(too_long, Err(longer.into()));
    let nobody = write_send_data(&mut out, SendDataKind::Indication, 1000, 1003, |_| Ok(()));
    assert_eq!(nobody, Err(Unsendable::NoUser(1000).into()));
    assert_eq!(out, [7]);
}

proptest! {
    #[test]
    fn send_data_round_trip(
        initiator in 1001u16..,
        channel: u16,
        request: bool,
        data in prop::collection::vec(any::<u8>(), 0..=0x3FFF),
    ) {
        let kind = if request { SendDataKind::Request } else { SendDataKind::Indication };
        let mut frame = vec![0xEE];
        write_send_data(&mut frame, kind, initiator, channel, |out| {
            out.extend_from_slice(&data);
            Ok(())
        })
        .unwrap();
        frame.remove(0);
        prop_assert_eq!(frame_length(&frame), Ok(Some(frame.len())));
        // An independent reader must see the same.
        let decoded: ironrdp_pdu::x224::X224<ironrdp_pdu::mcs::McsMessage<'_>> = ironrdp_core::decode(&frame).unwrap();
        let seen = match decoded.0 {
            ironrdp_pdu::mcs::McsMessage::SendDataRequest(pdu) if request => {
                (pdu.initiator_id, pdu.channel_id, pdu.user_data.to_vec())
            }
            ironrdp_pdu::mcs::McsMessage::SendDataIndication(pdu) if !request => {
                (pdu.initiator_id, pdu.channel_id, pdu.user_data.to_vec())
            }
            other => panic!("{other:?}"),
        };
        prop_assert_eq!(seen, (initiator, channel, data.clone()));
        let taken = send_data(&mut frame, kind).unwrap().unwrap();
        prop_assert_eq!((taken.initiator, taken.channel), (initiator, channel));
        prop_assert_eq!(&taken.user_data[..], &data[..]);
    }

    #[test]
    fn arbitrary_bytes_are_answered(mut bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let length = frame_length(&bytes);
        if let Ok(Some(length)) = length {
            prop_assert!((2..=MAX_FRAME).contains(&length));
        }
        is_fast(&bytes);
        let _ = send_data(&mut bytes, SendDataKind::Request);
        let whole = u8::try_from(bytes.len() + 7).unwrap();
        let mut framed = [&[3, 0, 0, whole, 2, 0xF0, 0x80][..], &bytes].concat();
        let _ = send_data(&mut framed, SendDataKind::Indication);
    }
}
