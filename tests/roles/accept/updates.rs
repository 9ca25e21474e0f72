//! Updates as the writer frames them, read back by `ironrdp-pdu`.

use ironrdp_core::decode;
use ironrdp_graphics::rdp6::BitmapStreamDecoder;
use ironrdp_graphics::rle;
use ironrdp_pdu::bitmap::BitmapUpdateData;
use ironrdp_pdu::fast_path::{FastPathUpdatePdu, Fragmentation, UpdateCode};
use ironrdp_pdu::pointer::{ColorPointerAttribute, PointerAttribute};
use ironrdp_pdu::rdp::capability_sets::GeneralExtraFlags;
use lifeline::rdp::novice::accept::Accepted;
use lifeline::rdp::novice::updates;
use lifeline::rdp::{BitmapPart, RdpError, ToExpert, Transport};
use lifeline::vocabulary::{PointerShape, PointerUpdate, Rect};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Arc;

use crate::accept::client::{Client, Wishes, active};
use crate::accept::recording::split;

/// The update codes and contents of what the writer makes of a message, fragments put together.
fn updates_of(
    client: &mut Client,
    accepted: &mut Accepted,
    message: &ToExpert,
) -> Result<Vec<(UpdateCode, Vec<u8>)>, RdpError> {
    let mut out = Vec::new();
    let written = accepted.writer.write(message, &mut out);
    if written.is_err() {
        assert!(out.is_empty(), "half an update was written");
    }
    written?;
    let mut found: Vec<(UpdateCode, Vec<u8>)> = Vec::new();
    let mut open = false;
    for mut frame in split(&out) {
        assert!(frame.len() <= 0x3FFF);
        let (first, payload) = client.opener.open_fast(&mut frame).unwrap();
        assert_eq!(first, 0);
        let update: FastPathUpdatePdu<'_> = decode(payload).unwrap();
        assert!(update.compression_flags.is_none());
        match update.fragmentation {
            Fragmentation::Single | Fragmentation::First => {
                assert!(!open);
                found.push((update.update_code, update.data.to_vec()));
            }
            Fragmentation::Next | Fragmentation::Last => {
                assert!(open);
                found.last_mut().unwrap().1.extend_from_slice(update.data);
            }
        }
        open = matches!(update.fragmentation, Fragmentation::First | Fragmentation::Next);
    }
    assert!(!open);
    Ok(found)
}

/// The parts of a bitmap message, read back.
fn parts_of(client: &mut Client, accepted: &mut Accepted, parts: &[BitmapPart]) -> Result<Vec<BitmapPart>, RdpError> {
    let message = ToExpert::Bitmaps(parts.to_vec());
    let mut found = Vec::new();
    for (code, content) in updates_of(client, accepted, &message)? {
        assert_eq!(code, UpdateCode::Bitmap);
        let update: BitmapUpdateData<'_> = decode(&content).unwrap();
        for part in update.rectangles {
            assert_eq!(part.rectangle.right - part.rectangle.left + 1, part.width);
            assert_eq!(part.rectangle.bottom - part.rectangle.top + 1, part.height);
            found.push(BitmapPart {
                area: Rect::new(part.rectangle.left, part.rectangle.top, part.width, part.height),
                bits_per_pixel: u8::try_from(part.bits_per_pixel).unwrap(),
                compressed: !part.compression_flags.is_empty(),
                data: part.bitmap_data.to_vec(),
            });
        }
    }
    Ok(found)
}

fn raw(left: u16, top: u16, width: u16, height: u16, value: u8) -> BitmapPart {
    let data = vec![value; usize::from(width) * usize::from(height) * 4];
    BitmapPart {
        area: Rect::new(left, top, width, height),
        bits_per_pixel: 32,
        compressed: false,
        data,
    }
}

#[test]
fn small_parts_share_a_pdu_and_a_large_one_is_split() {
    for transport in [Transport::LifelineTls, Transport::Tls, Transport::Bare] {
        let (mut client, mut accepted) = active(transport, Wishes::default());
        let small: Vec<_> = (0..100).map(|n| raw(n * 16, 3, 16, 8, n as u8)).collect();
        assert_eq!(parts_of(&mut client, &mut accepted, &small).unwrap(), small);
        let mut out = Vec::new();
        accepted.writer.write(&ToExpert::Bitmaps(small), &mut out).unwrap();
        let frames = split(&out);
        assert_eq!(frames.len(), 4, "53 KiB in PDUs of 16 KiB");
        for mut frame in frames {
            client.opener.open_fast(&mut frame).unwrap();
        }
        let mixed = [
            raw(0, 0, 16, 16, 1),
            raw(16, 0, 128, 120, 2),
            raw(65534, 65535, 2, 1, 3),
        ];
        assert_eq!(parts_of(&mut client, &mut accepted, &mixed).unwrap(), mixed);
        assert!(parts_of(&mut client, &mut accepted, &[]).unwrap().is_empty());
    }
}

#[test]
fn what_the_client_cannot_take_is_refused_whole() {
    let no_fragments = Wishes {
        multifragment: None,
        ..Wishes::default()
    };
    for (wishes, part, fits) in [
        (Wishes::default(), raw(0, 0, 128, 120, 1), true),
        (no_fragments.clone(), raw(0, 0, 128, 120, 1), false),
        (no_fragments.clone(), raw(0, 0, 63, 63, 1), true),
        (no_fragments, raw(0, 0, 64, 64, 1), false),
        (Wishes::default(), raw(0, 0, 128, 129, 1), false),
        (Wishes::default(), raw(0, 0, 0, 1, 1), false),
        (Wishes::default(), raw(65535, 0, 2, 1, 1), false),
        (
            Wishes::default(),
            BitmapPart {
                area: Rect::new(0, 0, 5, 4),
                ..raw(0, 0, 4, 4, 1)
            },
            false,
        ),
        (
            Wishes::default(),
            BitmapPart {
                bits_per_pixel: 8,
                ..raw(0, 0, 4, 4, 1)
            },
            false,
        ),
        (
            Wishes::default(),
            BitmapPart {
                bits_per_pixel: 16,
                compressed: true,
                ..raw(0, 0, 4, 4, 1)
            },
            false,
        ),
    ] {
        let (mut client, mut accepted) = active(Transport::LifelineTls, wishes);
        let both = [raw(0, 0, 8, 8, 0), part.clone()];
        let read = parts_of(&mut client, &mut accepted, &both);
        assert_eq!(read.is_ok(), fits, "{:?}", part.area);
        // The cipher has not moved on.
        assert_eq!(parts_of(&mut client, &mut accepted, &both[..1]).unwrap(), both[..1]);
    }
}

#[test]
fn the_compression_header_goes_to_clients_that_want_it() {
    let old = Wishes {
        extra_flags: GeneralExtraFlags::FASTPATH_OUTPUT_SUPPORTED,
        ..Wishes::default()
    };
    let (mut client, mut accepted) = active(Transport::Tls, old);
    let part = BitmapPart {
        compressed: true,
        data: vec![7; 50],
        ..raw(8, 8, 64, 64, 0)
    };
    let content = updates_of(&mut client, &mut accepted, &ToExpert::Bitmaps(vec![part.clone()]))
        .unwrap()
        .remove(0)
        .1;
    let update: BitmapUpdateData<'_> = decode(&content).unwrap();
    let header = update.rectangles[0].compressed_data_header.as_ref().unwrap();
    assert_eq!(
        (header.main_body_size, header.scan_width, header.uncompressed_size),
        (50, 256, 16384)
    );
    assert_eq!(update.rectangles[0].bitmap_data, part.data);
}

#[test]
fn the_waiting_picture_is_one_colour_and_covers_the_desktop() {
    for (width, height) in [(1, 1), (200, 200), (258, 65), (1023, 769), (1920, 1080)] {
        for (bits_per_pixel, skip_alpha) in [(15, true), (16, true), (24, true), (32, true), (32, false)] {
            let made = || updates::waiting_picture(width, height, bits_per_pixel, skip_alpha);
            let parts: Vec<_> = made().collect();
            assert_eq!(parts, made().collect::<Vec<_>>());
            let mut covered = 0;
            for part in parts {
                assert!(part.area.right() <= width.into() && part.area.bottom() <= height.into());
                let (w, h) = (usize::from(part.area.width), usize::from(part.area.height));
                let pixels = w * h;
                covered += pixels;
                let mut decoded = Vec::new();
                let expected: &[u8] = match bits_per_pixel {
                    32 => {
                        BitmapStreamDecoder::default()
                            .decode_bitmap_stream_to_rgb24(&part.data, &mut decoded, w, h)
                            .unwrap();
                        &[0x30, 0x32, 0x36]
                    }
                    depth => {
                        rle::decompress(&part.data, &mut decoded, w, h, usize::from(depth)).unwrap();
                        match depth {
                            15 => &[0xC6, 0x18],
                            16 => &[0x86, 0x31],
                            _ => &[0x36, 0x32, 0x30],
                        }
                    }
                };
                assert_eq!(decoded.len(), pixels * expected.len());
                assert!(
                    decoded.chunks_exact(expected.len()).all(|pixel| pixel == expected),
                    "{bits_per_pixel}"
                );
            }
            assert_eq!(covered, usize::from(width) * usize::from(height));
        }
    }
}

#[test]
fn pointers_have_their_masks() {
    let (mut client, mut accepted) = active(Transport::LifelineTls, Wishes::default());
    // Two rows of three pixels: opaque, half, absent; absent, opaque, opaque.
    let row = |pixels: [[u8; 4]; 3]| pixels.concat();
    let top = row([[1, 2, 3, 255], [4, 5, 6, 128], [7, 8, 9, 0]]);
    let bottom = row([[1, 1, 1, 0], [2, 2, 2, 255], [3, 3, 3, 255]]);
    let bgra = [top.clone(), bottom.clone()].concat();
    let shape = PointerUpdate::Shape(PointerShape {
        hot_x: 2,
        hot_y: 1,
        width: 3,
        height: 2,
        bgra: Arc::new(bgra),
    });
    let message = ToExpert::Pointer(shape);
    let (code, content) = updates_of(&mut client, &mut accepted, &message).unwrap().remove(0);
    assert_eq!(code, UpdateCode::NewPointer);
    let pointer: PointerAttribute<'_> = decode(&content).unwrap();
    let shape = pointer.color_pointer;
    assert_eq!(
        (
            pointer.xor_bpp,
            shape.width,
            shape.height,
            shape.hot_spot.x,
            shape.hot_spot.y
        ),
        (32, 3, 2, 2, 1)
    );
    let xor = [
        row([[0; 4], [2, 2, 2, 255], [3, 3, 3, 255]]),
        row([[1, 2, 3, 255], [4, 5, 6, 128], [0; 4]]),
    ]
    .concat();
    assert_eq!(
        (shape.xor_mask, shape.and_mask),
        (&xor[..], &[0b1000_0000, 0, 0b0010_0000, 0][..])
    );

    let old = Wishes {
        new_pointers: 0,
        ..Wishes::default()
    };
    let (mut client, mut accepted) = active(Transport::Tls, old);
    let (code, content) = updates_of(&mut client, &mut accepted, &message).unwrap().remove(0);
    assert_eq!(code, UpdateCode::ColorPointer);
    let shape: ColorPointerAttribute<'_> = decode(&content).unwrap();
    let xor = [0, 0, 0, 2, 2, 2, 3, 3, 3, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0];
    assert_eq!(
        (shape.xor_mask, shape.and_mask),
        (&xor[..], &[0b1000_0000, 0, 0b0010_0000, 0][..])
    );
}

#[test]
fn pointers_have_limits() {
    let shape = |width: u16, height: u16| {
        let bgra = vec![0xFF; usize::from(width) * usize::from(height) * 4];
        ToExpert::Pointer(PointerUpdate::Shape(PointerShape {
            hot_x: 0,
            hot_y: 0,
            width,
            height,
            bgra: Arc::new(bgra),
        }))
    };
    let small = Wishes {
        largest_pointer: None,
        ..Wishes::default()
    };
    for (wishes, message, fits) in [
        (Wishes::default(), shape(96, 96), true),
        (Wishes::default(), shape(97, 1), false),
        (Wishes::default(), shape(0, 1), false),
        (small.clone(), shape(32, 32), true),
        (small, shape(33, 32), false),
        (
            Wishes {
                multifragment: None,
                ..Wishes::default()
            },
            shape(96, 96),
            false,
        ),
    ] {
        let (mut client, mut accepted) = active(Transport::LifelineTls, wishes);
        assert_eq!(updates_of(&mut client, &mut accepted, &message).is_ok(), fits);
        for (pointer, code) in [
            (PointerUpdate::Hidden, UpdateCode::HiddenPointer),
            (PointerUpdate::Default, UpdateCode::DefaultPointer),
            (PointerUpdate::Position { x: 258, y: 3 }, UpdateCode::PositionPointer),
        ] {
            let content = if code == UpdateCode::PositionPointer {
                vec![2, 1, 3, 0]
            } else {
                Vec::new()
            };
            let updates = updates_of(&mut client, &mut accepted, &ToExpert::Pointer(pointer)).unwrap();
            assert_eq!(updates, [(code, content)]);
        }
    }
}

proptest! {
    #[test]
    fn any_parts_come_back_or_are_refused(
        sizes in vec((any::<u16>(), any::<u16>(), 1u16..200, 1u16..200, 0usize..70_000, any::<bool>()), 0..20)
    ) {
        let (mut client, mut accepted) = active(Transport::LifelineTls, Wishes::default());
        let parts: Vec<_> = sizes
            .into_iter()
            .map(|(left, top, width, height, length, compressed)| {
                let whole = raw(left, top, width, height, 5);
                if compressed { BitmapPart { compressed, data: vec![6; length], ..whole } } else { whole }
            })
            .collect();
        if let Ok(read) = parts_of(&mut client, &mut accepted, &parts) {
            prop_assert_eq!(read, parts);
        }
    }
}
