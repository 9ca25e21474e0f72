//! The expert's decoder, and interleaved run-length bitmaps by themselves.

use lifeline::rdp::FromNovice;
use lifeline::rdp::pdu::frame::{SendDataKind, write_send_data};
use lifeline::vocabulary::Rect;

use super::machines::{fast, meet, pieces, see, share_data};

/// The smallest desktop that a first activation gives.
const SIDE: u16 = 200;

fn update(code: u8, data: &[u8]) -> Vec<u8> {
    let data = &data[..data.len().min(0x7000)];
    fast(
        0,
        &[&[code][..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat(),
    )
}

fn slow(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut frame = Vec::new();
    let written = write_send_data(&mut frame, SendDataKind::Indication, 1002, 1003, |out| {
        out.extend_from_slice(&share_data(kind, body));
        Ok(())
    });
    written.map(|()| frame).unwrap_or_default()
}

/// One bitmap of an update, its fields from the first 16 bytes, its length what is left.
fn bitmap(piece: &[u8]) -> Vec<u8> {
    let (fields, data) = piece.split_at(piece.len().min(16));
    let mut head = [0; 16];
    head[..fields.len()].copy_from_slice(fields);
    let length = u16::try_from(data.len()).unwrap_or(u16::MAX);
    [&[1, 0, 1, 0][..], &head, &length.to_le_bytes(), data].concat()
}

/// A surface command with RemoteFX or plain pixels, its place and size from the first 14 bytes.
fn surface_bits(piece: &[u8]) -> Vec<u8> {
    let (fields, data) = piece.split_at(piece.len().min(14));
    let mut head = [0; 14];
    head[..fields.len()].copy_from_slice(fields);
    let codec = if head[8] & 1 == 0 { 3 } else { 0 };
    let length = u32::try_from(data.len()).unwrap();
    [
        &[1, 0][..],
        &head[..8],
        &[32, 0, 0, codec],
        &head[10..14],
        &length.to_le_bytes(),
        data,
    ]
    .concat()
}

/// Updates of every kind. Pixels change only where the decoder says so, and stay opaque.
pub fn decoder(input: &[u8]) {
    let mut connected = meet((SIDE, SIDE)).0;
    let mut before = connected.reader.picture().bgra.to_vec();
    for (kind, piece) in pieces(input) {
        let (first, rest) = piece.split_first().map_or((0, piece), |(first, rest)| (*first, rest));
        let mut frame = match kind % 8 {
            0 => fast(0, piece),
            1 => update(first & 0x0F, rest),
            2 => update(1, &bitmap(piece)),
            3 => slow(2, piece),
            4 => slow(0x1B, piece),
            5 => update(4, &surface_bits(piece)),
            // Fragments: first, next, last.
            6 => update((first & 0x3F) | 0x10, rest),
            _ => slow(first, rest),
        };
        let Ok(events) = see(&mut connected, &mut frame) else {
            return;
        };
        let picture = connected.reader.picture();
        if (picture.width, picture.height) != (SIDE, SIDE) {
            return;
        }
        let changed: Vec<_> = events
            .iter()
            .filter_map(|event| match event {
                FromNovice::Changed(area) => Some((area.columns(), area.rows())),
                _ => None,
            })
            .collect();
        let pixels = picture.bgra.as_chunks::<4>().0.iter().zip(before.as_chunks::<4>().0);
        for (at, (now, was)) in pixels.enumerate() {
            if now == was {
                continue;
            }
            let at = u16::try_from(at).unwrap();
            let (x, y) = (at % SIDE, at / SIDE);
            assert_eq!(now[3], 255, "a pixel one can see through");
            assert!(
                changed
                    .iter()
                    .any(|(columns, rows)| columns.contains(&x) && rows.contains(&y)),
                "the pixel at {x}, {y} changed in silence"
            );
        }
        before.copy_from_slice(picture.bgra);
    }
}

/// The first byte chooses the depth, the second and third the size; the rest is a run-length stream. Whatever came of
/// it, the next bitmap is drawn as it should be.
pub fn interleaved(input: &[u8]) {
    let Some((&[choice, width, height], data)) = input.split_first_chunk() else {
        return;
    };
    let depth = [8, 15, 16, 24][usize::from(choice & 3)];
    let (width, height) = (u16::from(width % 64) + 1, u16::from(height % 64) + 1);
    let mut connected = meet((SIDE, SIDE)).0;
    // Compressed, and without a header of its own.
    let fields = [3, 5, 2 + width, 4 + height, width, height, depth, 0x0401];
    let mut frame = update(1, &bitmap(&[&fields.map(u16::to_le_bytes).concat(), data].concat()));
    if see(&mut connected, &mut frame).is_err() {
        return;
    }
    let fields = [0u16, 0, 0, 0, 1, 1, 24, 0];
    let mut frame = update(
        1,
        &bitmap(&[&fields.map(u16::to_le_bytes).concat(), &[30, 20, 10, 0][..]].concat()),
    );
    let events = see(&mut connected, &mut frame).unwrap();
    assert_eq!(events, [FromNovice::Changed(Rect::new(0, 0, 1, 1))]);
    assert_eq!(connected.reader.picture().bgra[..4], [30, 20, 10, 255]);
}
