//! Our decoder of planar bitmaps against that of `ironrdp-graphics`: the same pixels, the same refusals.

use ironrdp_graphics::rdp6::{BitmapStreamDecoder, BitmapStreamEncoder, RgbChannels};
use lifeline::codec::planar::{PlanarDecoder, is_exact};
use proptest::prelude::*;

/// Red, green and blue.
fn ours(data: &[u8], width: usize, height: usize) -> Option<Vec<u8>> {
    let mut decoder = PlanarDecoder::default();
    decoder.decode(data, width, height).ok()?;
    let mut row = vec![0; width * 4];
    let mut rgb = Vec::new();
    for y in 0..height {
        decoder.draw(y, 0, &mut row);
        for pixel in row.chunks_exact(4) {
            assert_eq!(pixel[3], 255);
            rgb.extend([pixel[2], pixel[1], pixel[0]]);
        }
    }
    Some(rgb)
}

fn theirs(data: &[u8], width: usize, height: usize) -> Option<Vec<u8>> {
    let mut rgb = Vec::new();
    BitmapStreamDecoder::default()
        .decode_bitmap_stream_to_rgb24(data, &mut rgb, width, height)
        .ok()
        .map(|()| rgb)
}

proptest! {
    #[test]
    fn pictures_become_the_same_pixels(
        (width, height) in (1_usize..90, 1_usize..40),
        colours in 1_u32..200,
        seed in any::<u32>(),
        packed in any::<bool>(),
    ) {
        let mut state = seed | 1;
        let rgb: Vec<u8> = (0..width * height * 3)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                ((state >> 16) % colours) as u8
            })
            .collect();
        let mut data = vec![0; rgb.len() * 3 + 64];
        let length = BitmapStreamEncoder::new(width, height)
            .encode_bitmap::<RgbChannels>(&rgb, &mut data, packed)
            .unwrap();
        let got = ours(&data[..length], width, height);
        prop_assert_eq!(got.as_ref(), Some(&rgb));
        prop_assert_eq!(got, theirs(&data[..length], width, height));
    }

    #[test]
    fn any_bytes_become_the_same_pixels_or_are_refused_alike(
        (width, height) in (1_usize..40, 1_usize..12),
        header in proptest::sample::select(&[0x00_u8, 0x10, 0x20, 0x30, 0x38, 0xF0][..]),
        bytes in proptest::collection::vec(any::<u8>(), 0..900),
    ) {
        let mut data = vec![header];
        data.extend(bytes);
        prop_assert!(is_exact(&data));
        prop_assert_eq!(ours(&data, width, height), theirs(&data, width, height));
    }

    /// Segments that fit more often than chance has it: short runs and few raw bytes.
    #[test]
    fn short_segments_become_the_same_pixels_or_are_refused_alike(
        (width, height) in (1_usize..9, 1_usize..4),
        header in proptest::sample::select(&[0x10_u8, 0x30][..]),
        segments in proptest::collection::vec((0_u8..3, 0_u8..6, any::<[u8; 2]>()), 1..60),
    ) {
        let mut data = vec![header];
        for (raw, run, bytes) in segments {
            data.push(raw << 4 | run);
            data.extend(&bytes[..usize::from(raw)]);
        }
        prop_assert_eq!(ours(&data, width, height), theirs(&data, width, height));
    }
}

#[test]
fn what_loses_colour_is_left_to_others() {
    assert!(!is_exact(&[0x31, 1, 2, 3]));
    assert!(!is_exact(&[]));
    assert!(PlanarDecoder::default().decode(&[0x31, 1, 2, 3], 1, 1).is_err());
}
