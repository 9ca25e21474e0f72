//! The graphics pipeline between the two ends, in memory: opened, drawn on, acknowledged; and what no honest novice
//! draws.

use ironrdp_graphics::clearcodec::ClearCodecEncoder;
use ironrdp_graphics::rlgr;
use ironrdp_pdu::codecs::rfx::EntropyAlgorithm;
use lifeline::rdp::graphics::{Capability, FromClient, GraphicsCommand, Piece};
use lifeline::rdp::{
    Dynamic, FromExpert, FromNovice, Misbehaved, RdpError, Structure, ToExpert, ToNovice, Transport, Unsendable,
};
use lifeline::vocabulary::{Codec, MonitorArea, Rect};
use proptest::prelude::*;

use crate::connect::Pair;
use crate::connect::forged::Forger;

const SIZE: (u16, u16) = (320, 200);

fn area(left: u16, top: u16, right: u16, bottom: u16) -> Rect {
    Rect::new(left, top, right.saturating_sub(left), bottom.saturating_sub(top))
}

fn draw(frame: u32, steps: Vec<GraphicsCommand>) -> ToExpert {
    ToExpert::Draw(Piece {
        begins: Some(frame),
        steps,
        ends: Some(frame),
    })
}

fn reset_to(width: u16, height: u16, monitors: &[MonitorArea]) -> ToExpert {
    ToExpert::ResetGraphics {
        width,
        height,
        monitors: monitors.to_vec(),
    }
}

fn monitor(left: u16, top: u16, right: u16, bottom: u16, primary: bool) -> MonitorArea {
    MonitorArea {
        area: area(left, top, right, bottom),
        primary,
    }
}

/// Writes on the novice's side, reads on the expert's, and gives what the expert's end shows and what it answers.
fn show(pair: &mut Pair, messages: &[ToExpert]) -> Result<(Vec<FromNovice>, Vec<FromExpert>), RdpError> {
    let mut wire = Vec::new();
    for message in messages {
        pair.accepted.writer.write(message, &mut wire).unwrap();
    }
    let mut seen = Vec::new();
    for mut frame in crate::connect::frames(&wire) {
        pair.connected.reader.read(&mut frame, &mut seen)?;
    }
    let (replies, seen): (Vec<_>, Vec<_>) = seen
        .into_iter()
        .partition(|event| matches!(event, FromNovice::Reply(_)));
    let replies: Vec<ToNovice> = replies
        .into_iter()
        .map(|event| match event {
            FromNovice::Reply(reply) => reply,
            _ => unreachable!(),
        })
        .collect();
    Ok((seen, pair.tell_novice(&replies)))
}

/// A pair whose channel is open, with a surface.
fn open() -> Pair {
    let mut pair = Pair::new(Transport::LifelineTls);
    assert!(pair.accepted.client.graphics);
    let (seen, heard) = show(&mut pair, &[ToExpert::OpenGraphics]).unwrap();
    assert_eq!(seen, []);
    let [
        FromExpert::Dynamic(Dynamic::Ready),
        FromExpert::Dynamic(Dynamic::Opened(true)),
        FromExpert::Graphics(FromClient::Advertised(sets)),
    ] = heard.as_slice()
    else {
        panic!("{heard:?}");
    };
    let set = Capability::choose(sets).unwrap();
    let (width, height) = SIZE;
    let messages = [ToExpert::ConfirmGraphics(set), reset_to(width, height, &[])];
    let (seen, heard) = show(&mut pair, &messages).unwrap();
    assert_eq!(seen, [FromNovice::Activated { width, height }]);
    assert_eq!(heard, []);
    pair
}

/// Red, green, blue and alpha.
fn pixel(pair: &Pair, x: u16, y: u16) -> [u8; 4] {
    let picture = pair.connected.reader.picture();
    let at = (usize::from(y) * usize::from(picture.width) + usize::from(x)) * 4;
    let [blue, green, red, alpha] = picture.bgra[at..at + 4] else {
        unreachable!("four bytes")
    };
    [red, green, blue, alpha]
}

/// A picture that is different everywhere, BGRX.
fn colours(width: u16, height: u16) -> Vec<u8> {
    (0..height)
        .flat_map(|y| (0..width).flat_map(move |x| [x as u8, y as u8, (x ^ y) as u8, 0]))
        .collect()
}

#[test]
fn only_a_lifeline_is_offered_it() {
    for transport in [Transport::Tls, Transport::Bare] {
        let mut pair = Pair::new(transport);
        assert!(!pair.accepted.client.graphics, "{transport:?}");
        let refused = pair.accepted.writer.write(&ToExpert::OpenGraphics, &mut Vec::new());
        assert_eq!(refused, Err(Unsendable::ChannelNotJoined.into()));
    }
}

#[test]
fn what_is_drawn_is_seen() {
    let mut pair = open();
    let bits = |left: u16, top: u16, codec, data: &[u8]| GraphicsCommand::Bits {
        area: area(left, top, left + 40, top + 30),
        codec,
        data: data.to_vec(),
    };
    let plain = colours(40, 30);
    let clear = ClearCodecEncoder::new().encode(&plain, 40, 30);
    let steps = vec![
        GraphicsCommand::Fill {
            bgr: [1, 2, 3],
            areas: vec![area(0, 0, 320, 200), area(5, 5, 6, 6)],
        },
        bits(10, 20, Codec::Uncompressed, &plain),
        bits(60, 20, Codec::ClearCodec, &clear),
        // Down and to the right, and up, into itself.
        GraphicsCommand::Copy {
            from: area(10, 20, 50, 50),
            to: vec![(15, 25), (200, 0)],
        },
        GraphicsCommand::Copy {
            from: area(60, 20, 100, 50),
            to: vec![(58, 12)],
        },
    ];
    let (seen, heard) = show(&mut pair, &[draw(1, steps)]).unwrap();
    assert!(matches!(
        heard.as_slice(),
        [FromExpert::Graphics(FromClient::Acknowledged {
            queue_depth: 0,
            frame: 1
        })]
    ));
    assert_eq!(seen.len(), 7, "each area is reported, once the frame has ended");
    assert_eq!(pixel(&pair, 0, 199), [3, 2, 1, 255]);
    let expected = |x: u16, y: u16| [(x ^ y) as u8, y as u8, x as u8, 255];
    for (x, y) in [(0, 0), (39, 29), (7, 21)] {
        assert_eq!(pixel(&pair, 15 + x, 25 + y), expected(x, y), "down and to the right");
        assert_eq!(pixel(&pair, 58 + x, 12 + y), expected(x, y), "up, in ClearCodec");
    }
    assert_eq!(pixel(&pair, 10, 20), expected(0, 0), "what was not overwritten");
    // What lay under the second place had been changed by the first.
    assert_eq!(pixel(&pair, 200, 0), expected(0, 0));
}

#[test]
fn a_planar_picture_stands_upright() {
    let mut pair = open();
    // No run-length coding, no alpha: three planes as they are.
    let mut data = vec![0x20];
    for plane in [2usize, 1, 0] {
        data.extend(colours(16, 8).chunks(4).map(|pixel| pixel[plane]));
    }
    data.push(0);
    let step = GraphicsCommand::Bits {
        area: area(100, 100, 116, 108),
        codec: Codec::Planar,
        data,
    };
    show(&mut pair, &[draw(1, vec![step])]).unwrap();
    assert_eq!(pixel(&pair, 115, 100), [15, 0, 15, 255]);
    assert_eq!(pixel(&pair, 100, 107), [7, 7, 0, 255]);
}

#[test]
fn long_frames_come_in_pieces_and_are_reported_whole() {
    let mut pair = open();
    let plain = colours(320, 200);
    let piece = |begins, ends| {
        ToExpert::Draw(Piece {
            begins,
            steps: vec![GraphicsCommand::Bits {
                area: area(0, 0, 320, 200),
                codec: Codec::Uncompressed,
                data: plain.clone(),
            }],
            ends,
        })
    };
    // 256,000 bytes each: several segments, hundreds of chunks.
    let (seen, heard) = show(&mut pair, &[piece(Some(9), None), piece(None, None)]).unwrap();
    assert_eq!((seen.len(), heard.len()), (0, 0), "the frame has not ended");
    let (seen, heard) = show(&mut pair, &[piece(None, Some(9))]).unwrap();
    assert_eq!((seen.len(), heard.len()), (3, 1));
    assert_eq!(pixel(&pair, 319, 199), [(319u16 ^ 199) as u8, 199, 319u16 as u8, 255]);
}

#[test]
fn a_frame_that_was_left_open_is_ended_before_the_next() {
    let mut pair = open();
    let left_open = ToExpert::Draw(Piece {
        begins: Some(1),
        steps: vec![],
        ends: None,
    });
    let (_, heard) = show(&mut pair, &[left_open, draw(2, vec![])]).unwrap();
    let frames: Vec<_> = heard
        .iter()
        .map(|event| match event {
            FromExpert::Graphics(FromClient::Acknowledged { frame, .. }) => *frame,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(frames, [1, 2]);
}

#[test]
fn small_frames_are_acknowledged_in_bunches_and_probes_at_once() {
    let mut pair = open();
    let letter = |frame: u32| {
        let left = frame as u16 % 300;
        draw(
            frame,
            vec![GraphicsCommand::Fill {
                bgr: [9, 9, 9],
                areas: vec![area(left, 3, left + 9, 23)],
            }],
        )
    };
    let mut acknowledged = Vec::new();
    for frame in 1..=200 {
        let (_, heard) = show(&mut pair, &[letter(frame)]).unwrap();
        acknowledged.extend(heard.into_iter().map(|_| frame));
    }
    assert_eq!(acknowledged[..4], [1, 2, 3, 4], "at first nothing is known of the way");
    assert!(acknowledged.len() < 20, "{acknowledged:?}");
    let (seen, heard) = show(&mut pair, &[draw(201, vec![])]).unwrap();
    assert_eq!((seen.len(), heard.len()), (0, 1));
}

/// A frame as small as a typed character's fits in a packet many times.
#[test]
fn a_character_costs_little() {
    let mut pair = open();
    let glyph = |frame: u32, seed: u8| {
        let pixels: Vec<u8> = (0..180u32)
            .flat_map(|n| [if n * u32::from(seed) % 7 < 3 { 20 } else { 255 }; 4])
            .collect();
        let data = ClearCodecEncoder::new().encode(&pixels, 9, 20);
        let step = GraphicsCommand::Bits {
            area: area(20, 40, 29, 60),
            codec: Codec::ClearCodec,
            data,
        };
        draw(frame, vec![step])
    };
    let mut sizes = Vec::new();
    for frame in 1..=40u8 {
        let mut wire = Vec::new();
        let message = glyph(u32::from(frame), frame % 10 + 2);
        pair.accepted.writer.write(&message, &mut wire).unwrap();
        sizes.push(wire.len());
    }
    assert!(sizes[20..].iter().all(|size| *size < 120), "{sizes:?}");
}

#[test]
fn a_new_size_is_a_new_surface() {
    let mut pair = open();
    let reset = reset_to(64, 48, &[]);
    let fill = GraphicsCommand::Fill {
        bgr: [7, 8, 9],
        areas: vec![area(0, 0, 64, 48)],
    };
    let (seen, _) = show(&mut pair, &[reset, draw(1, vec![fill])]).unwrap();
    assert_eq!(seen[0], FromNovice::Activated { width: 64, height: 48 });
    let picture = pair.connected.reader.picture();
    assert_eq!((picture.width, picture.height), (64, 48));
    assert_eq!(pixel(&pair, 63, 47), [9, 8, 7, 255]);
}

/// A few hundred bytes on the wire that would have the whole picture drawn thousands of times.
#[test]
fn a_message_that_draws_without_end_ends_the_connection() {
    let (width, height) = SIZE;
    let whole = area(0, 0, width, height);
    let fill = |count| GraphicsCommand::Fill {
        bgr: [1, 2, 3],
        areas: vec![whole; count],
    };
    let copy = GraphicsCommand::Copy {
        from: whole,
        to: vec![(0, 0); 4000],
    };
    assert!(show(&mut open(), &[draw(1, vec![fill(16)])]).is_ok());
    for step in [fill(4000), copy] {
        let refused = show(&mut open(), &[draw(1, vec![step])]).err();
        assert_eq!(refused, Some(Misbehaved::DrawsWithoutEnd.into()));
    }
    // Each message has its own: a long session draws as much as it likes.
    let mut pair = open();
    for frame in 0..200 {
        show(&mut pair, &[draw(frame, vec![fill(16)])]).unwrap();
    }
}

/// A PDU of the graphics channel.
fn pdu(command: u16, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).unwrap();
    [&command.to_le_bytes()[..], &[0, 0], &length.to_le_bytes(), body].concat()
}

/// RDPGFX_RESET_GRAPHICS with one monitor.
fn reset(width: u32, height: u32) -> Vec<u8> {
    let [right, bottom] = [width, height].map(|side| i32::try_from(side - 1).unwrap());
    reset_with(width, height, 1, &[[0, 0, right, bottom, 1]])
}

/// The same with these monitors, as it says that there are so many: left, top, right and bottom, the last ones
/// included, and the flags.
fn reset_with(width: u32, height: u32, count: u32, monitors: &[[i32; 5]]) -> Vec<u8> {
    let mut body = [width, height, count].map(u32::to_le_bytes).concat();
    body.extend(monitors.iter().flatten().flat_map(|field| field.to_le_bytes()));
    body.resize(332.max(body.len()), 0);
    pdu(0x000E, &body)
}

/// What an expert's end learns of monitors: as parts of the picture, wherever the novice's end counts from.
#[test]
fn monitors_come_as_parts_of_the_picture() {
    let mut pair = open();
    let two = [monitor(120, 0, 320, 150, true), monitor(0, 40, 120, 200, false)];
    let (width, height) = SIZE;
    let activated = FromNovice::Activated { width, height };
    let (seen, _) = show(&mut pair, &[reset_to(width, height, &two)]).unwrap();
    assert_eq!(seen, [activated.clone(), FromNovice::Monitors(two.to_vec())]);
    // One is the picture itself, and more than there is room for are told as one.
    let many = vec![two[0]; 17];
    for monitors in [&two[..1], &many] {
        let (seen, _) = show(&mut pair, &[reset_to(width, height, monitors)]).unwrap();
        assert_eq!(seen, std::slice::from_ref(&activated));
    }
    let (seen, _) = show(&mut pair, &[reset_to(width, height, &many[..16])]).unwrap();
    assert!(matches!(&seen[1], FromNovice::Monitors(monitors) if monitors.len() == 16));
}

/// As [MS-RDPBCGR] 2.2.1.3.6 wants it: the primary monitor's corner is the origin, and the last column and row belong
/// to a monitor.
#[test]
fn monitors_are_written_from_the_primary_ones_corner() {
    let mut forger = Forger::new();
    let parts = vec![monitor(0, 40, 120, 200, false), monitor(120, 0, 320, 150, true)];
    // As other programs may count: from the primary monitor, from the left one, from somewhere else.
    for (x, y) in [(120, 0), (0, 40), (-7, 1000)] {
        let told = [[-x, 40 - y, 119 - x, 199 - y, 0], [120 - x, -y, 319 - x, 149 - y, 1]];
        let seen = forger.tell(&reset_with(320, 200, 2, &told)).unwrap();
        assert_eq!(seen[1], FromNovice::Monitors(parts.clone()));
    }
}

#[test]
fn monitors_that_cannot_be_end_the_connection() {
    let left = [0, 0, 159, 199, 1];
    let right = [160, 0, 319, 199, 0];
    let outside = Some(RdpError::from(Misbehaved::Outside(Structure::Monitor)));
    for bad in [
        [160, 0, 320, 199, 0],
        [160, 0, 319, 200, 0],
        [161, 0, 160, 199, 0],
        [160, 1, 319, 0, 0],
        [i32::MIN, 0, 319, 199, 0],
        [160, 0, i32::MAX, 199, 0],
        [i32::MIN, i32::MIN, i32::MAX, i32::MAX, 0],
    ] {
        let refused = Forger::new().tell(&reset_with(320, 200, 2, &[left, bad])).err();
        assert_eq!(refused, outside, "{bad:?}");
    }
    let two_primary = [160, 0, 319, 199, 1];
    let refused = Forger::new().tell(&reset_with(320, 200, 2, &[left, two_primary])).err();
    assert_eq!(
        refused,
        Some(
            Misbehaved::BadValue {
                structure: Structure::Monitor,
                value: 1
            }
            .into()
        )
    );
    for count in [17, u32::MAX] {
        let refused = Forger::new().tell(&reset_with(320, 200, count, &[left; 16])).err();
        let too_many = Misbehaved::TooMany {
            structure: Structure::Monitor,
            limit: 16,
        };
        assert_eq!(refused, Some(too_many.into()));
    }
    let sixteen = Forger::new().tell(&reset_with(320, 200, 16, &[right; 16]));
    assert!(sixteen.is_ok(), "{sixteen:?}");
}

/// A frame without content: RDPGFX_START_FRAME and RDPGFX_END_FRAME.
fn empty_frame(number: u32) -> Vec<u8> {
    let number = number.to_le_bytes();
    let start = pdu(0x000B, &[[0; 4], number].concat());
    [start, pdu(0x000C, &number)].concat()
}

fn more_than_64() -> Misbehaved {
    Misbehaved::TooMany {
        structure: Structure::GraphicsPdu,
        limit: 64,
    }
}

/// Each size costs a new picture, and a thousand of them fit in a packet once they are compressed.
#[test]
fn a_message_that_sizes_the_desktop_again_and_again_ends_the_connection() {
    let mut forger = Forger::new();
    for _ in 0..5 {
        let seen = forger.tell(&[reset(640, 480), reset(320, 200)].concat()).unwrap();
        let sizes = seen
            .iter()
            .filter(|event| matches!(event, FromNovice::Activated { .. }));
        assert_eq!(sizes.count(), 2, "each message has its own");
    }
    let refused = forger.tell(&reset(320, 200).repeat(3)).err();
    assert_eq!(refused, Some(more_than_64().into()));
}

/// Each end of a frame is an answer.
#[test]
fn a_message_of_frames_without_end_ends_the_connection() {
    let mut forger = Forger::new();
    let frames = |count: u32| (1..=count).flat_map(empty_frame).collect::<Vec<u8>>();
    for _ in 0..5 {
        let seen = forger.tell(&frames(64)).unwrap();
        assert_eq!(seen.len(), 64, "each message has its own");
    }
    let refused = forger.tell(&frames(65)).err();
    assert_eq!(refused, Some(more_than_64().into()));
}

/// A few bytes could have hundreds of megabytes unpacked beside the picture.
#[test]
fn a_compressed_bitmap_larger_than_a_screen_is_refused() {
    let (width, height) = (8192, 8192);
    for codec in [Codec::Planar, Codec::ClearCodec] {
        let mut pair = open();
        let steps = vec![GraphicsCommand::Bits {
            area: area(0, 0, width, height),
            codec,
            data: vec![0x30, 0, 0, 0, 0],
        }];
        let error = show(&mut pair, &[reset_to(width, height, &[]), draw(1, steps)]).unwrap_err();
        assert!(
            matches!(
                error,
                RdpError::Misbehaved(Misbehaved::TooLarge {
                    structure: Structure::Bitmap,
                    ..
                })
            ),
            "{error}"
        );
    }
}

/// One frame of a RemoteFX message: rectangles of its region (left, top, width, height), and columns and rows of its
/// tiles.
type Tiled<'a> = (&'a [[u16; 4]], &'a [[u16; 2]]);
/// Left, top, right and bottom, exclusive.
type Sides = (u16, u16, u16, u16);

/// A RemoteFX message in image mode ([MS-RDPRFX] 2.2.2) whose tiles are grey.
pub fn remotefx(frames: &[Tiled<'_>]) -> Vec<u8> {
    let words = |words: &[u16]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let block = |kind: u16, body: &[u8]| {
        let length = u32::try_from(body.len() + 6).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
    };
    let mut plane = [0; 64];
    let length = rlgr::encode(EntropyAlgorithm::Rlgr3, &[0; 4096], &mut plane).unwrap();
    let plane = &plane[..length];
    let lengths = words(&[u16::try_from(length).unwrap(); 3]);
    let mut message = [
        block(0xCCC0, &[0xCA, 0xAC, 0xCC, 0xCA, 0, 1]),
        block(0xCCC3, &[1, 0xFF, 0, 0x40, 0, 0x28, 0x28]),
        block(0xCCC1, &[1, 1, 0, 1]),
        block(0xCCC2, &[1, 0, 64, 0, 64, 0]),
    ]
    .concat();
    for (number, (rectangles, tiles)) in (0u32..).zip(frames) {
        message.extend(block(0xCCC4, &[&[1, 0][..], &number.to_le_bytes(), &[1, 0]].concat()));
        let count = u16::try_from(rectangles.len()).unwrap();
        let region = [
            &[1, 0, 1][..],
            &words(&[count]),
            &words(&rectangles.concat()),
            &words(&[0xCAC1, 1]),
        ];
        message.extend(block(0xCCC6, &region.concat()));
        let tile = |[column, row]: &[u16; 2]| {
            let place = words(&[*column, *row]);
            block(0xCAC3, &[&[0; 3][..], &place, &lengths, plane, plane, plane].concat())
        };
        let tiles: Vec<Vec<u8>> = tiles.iter().map(tile).collect();
        let count = u16::try_from(tiles.len()).unwrap();
        let tiles = tiles.concat();
        let set = [
            &[1, 0][..],
            &words(&[0xCAC2, 0, 0x5051]),
            &[1, 64],
            &words(&[count]),
            &u32::try_from(tiles.len()).unwrap().to_le_bytes(),
            &[0x66; 5],
            &tiles,
        ];
        message.extend(block(0xCCC7, &set.concat()));
        message.extend(block(0xCCC5, &[1, 0]));
    }
    message
}

fn draw_remotefx(frames: &[Tiled<'_>], area: Rect) -> ToExpert {
    let step = GraphicsCommand::Bits {
        area,
        codec: Codec::RemoteFx,
        data: remotefx(frames),
    };
    draw(1, vec![step])
}

/// The smallest area that holds everything that is not black.
fn drawn(pair: &Pair) -> Option<Sides> {
    let mut all: Option<Sides> = None;
    for y in 0..SIZE.1 {
        for x in 0..SIZE.0 {
            if pixel(pair, x, y)[..3] != [0, 0, 0] {
                let (left, top, right, bottom) = all.unwrap_or((x, y, x, y));
                all = Some((left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1)));
            }
        }
    }
    all
}

#[test]
fn remotefx_stays_in_its_region_and_in_its_area() {
    const FAR: u16 = u16::MAX;
    let place = area(30, 40, 110, 140);
    let cases: [(Tiled<'_>, Option<Sides>); 8] = [
        // Without rectangles all of the area is meant.
        ((&[], &[[0, 0]]), Some((30, 40, 94, 104))),
        // The second column and row of tiles reach out of the area.
        ((&[], &[[1, 1]]), Some((94, 104, 110, 140))),
        (
            (&[[0, 0, FAR, FAR]], &[[0, 0], [1, 0], [0, 1], [1, 1]]),
            Some((30, 40, 110, 140)),
        ),
        ((&[[5, 6, 7, 8]], &[[0, 0]]), Some((35, 46, 42, 54))),
        // A rectangle that lies where the tile does not, one beyond the area, and tiles beyond it.
        ((&[[70, 0, 5, 5]], &[[0, 0]]), None),
        ((&[[80, 100, 5, 5], [FAR, FAR, FAR, FAR]], &[[0, 0], [1, 1]]), None),
        ((&[], &[[2, 0], [0, 2]]), None),
        ((&[], &[[1023, 0], [1024, 0], [0, FAR], [FAR, FAR]]), None),
    ];
    for (frame, expected) in cases {
        let mut pair = open();
        show(&mut pair, &[draw_remotefx(&[frame], place)]).unwrap();
        assert_eq!(drawn(&pair), expected, "{frame:?}");
    }
}

#[test]
fn remotefx_without_measure_ends_the_connection() {
    let whole = area(0, 0, SIZE.0, SIZE.1);
    // Five columns and four rows of tiles hold the picture.
    let (tiles, one) = ([[0, 0]; 20], [[0, 0]]);
    let rectangles = vec![[0, 0, 1, 1]; 4096];
    for frame in [(&[][..], &tiles[..]), (&rectangles, &one)] {
        assert!(show(&mut open(), &[draw_remotefx(&[frame], whole)]).is_ok());
    }
    let many_tiles = [[0, 0]; 21];
    let many_rectangles = vec![[0, 0, 1, 1]; 4097];
    for frame in [(&[][..], &many_tiles[..]), (&many_rectangles, &one)] {
        let error = show(&mut open(), &[draw_remotefx(&[frame], whole)]).unwrap_err();
        assert!(
            matches!(
                error,
                RdpError::Misbehaved(Misbehaved::TooMany {
                    structure: Structure::RemoteFx,
                    ..
                })
            ),
            "{error}"
        );
    }
    // The same tile under thousands of rectangles, and in frame after frame: within each limit, and without end.
    let same = vec![[0, 0, 64, 64]; 4096];
    let often: Vec<Tiled<'_>> = vec![(&[], &tiles); 200];
    for frames in [&[(&same[..], &one[..])][..], &often] {
        let refused = show(&mut open(), &[draw_remotefx(frames, whole)]).err();
        assert_eq!(refused, Some(Misbehaved::DrawsWithoutEnd.into()));
    }
}

#[test]
fn what_does_not_fit_ends_the_connection() {
    let bits = |area, codec, data| GraphicsCommand::Bits { area, codec, data };
    let outside = Misbehaved::Outside(Structure::GraphicsRectangle);
    let wrong = [
        (
            GraphicsCommand::Fill {
                bgr: [0; 3],
                areas: vec![area(0, 0, 321, 200)],
            },
            outside,
        ),
        (
            GraphicsCommand::Fill {
                bgr: [0; 3],
                areas: vec![area(9, 0, 9, 200)],
            },
            Misbehaved::BadSize {
                structure: Structure::GraphicsRectangle,
                width: 0,
                height: 200,
            },
        ),
        (
            GraphicsCommand::Copy {
                from: area(0, 0, 10, 10),
                to: vec![(311, 0)],
            },
            outside,
        ),
        (
            GraphicsCommand::Copy {
                from: area(0, 0, 10, 10),
                to: vec![(0xFFFF, 0xFFFF)],
            },
            outside,
        ),
        (
            bits(area(0, 0, 10, 10), Codec::Uncompressed, vec![0; 399]),
            Misbehaved::BadLength {
                structure: Structure::Bitmap,
                length: 399,
            },
        ),
        (
            bits(area(0, 0, 10, 10), Codec::Planar, vec![0x10]),
            Misbehaved::Undecodable(Structure::PlanarBitmap),
        ),
        (
            bits(area(0, 0, 10, 10), Codec::ClearCodec, vec![0; 7]),
            Misbehaved::Undecodable(Structure::ClearCodecBitmap),
        ),
        (
            bits(area(0, 0, 10, 10), Codec::RemoteFx, vec![0; 30]),
            Misbehaved::Undecodable(Structure::RemoteFx),
        ),
    ];
    for (step, expected) in wrong {
        let mut pair = open();
        let shown = show(&mut pair, &[draw(1, vec![step.clone()])]);
        assert_eq!(shown, Err(expected.into()), "{step:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Steps of any shape: drawn or refused.
    #[test]
    fn any_steps(steps in proptest::collection::vec(any_step(), 1..6)) {
        let mut pair = open();
        let _ = show(&mut pair, &[draw(1, steps)]);
    }
}

fn any_step() -> impl Strategy<Value = GraphicsCommand> {
    let side = || prop_oneof![0..=320u16, any::<u16>()];
    let any_area =
        move || (side(), side(), side(), side()).prop_map(|(left, top, right, bottom)| area(left, top, right, bottom));
    let codec = prop_oneof![
        Just(Codec::Uncompressed),
        Just(Codec::Planar),
        Just(Codec::ClearCodec),
        Just(Codec::RemoteFx)
    ];
    prop_oneof![
        (any::<[u8; 3]>(), proptest::collection::vec(any_area(), 0..4))
            .prop_map(|(bgr, areas)| GraphicsCommand::Fill { bgr, areas }),
        (any_area(), proptest::collection::vec((side(), side()), 0..4))
            .prop_map(|(from, to)| GraphicsCommand::Copy { from, to }),
        (any_area(), codec, proptest::collection::vec(any::<u8>(), 0..300))
            .prop_map(|(area, codec, data)| GraphicsCommand::Bits { area, codec, data }),
    ]
}
