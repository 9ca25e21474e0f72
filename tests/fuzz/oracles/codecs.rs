//! Our own picture decoders, each against that of `ironrdp-graphics`: the same pixels, or refused alike.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ironrdp_graphics::rdp6::BitmapStreamDecoder;
use ironrdp_graphics::rfx::TileDecoder as Reference;
use ironrdp_pdu::codecs::rfx::{EntropyAlgorithm, Quant, Tile};
use lifeline::codec::planar::{PlanarDecoder, is_exact};
use lifeline::codec::remotefx::{TILE, TileDecoder};

/// Width and height of a planar bitmap in the first two bytes, then its data.
pub fn planar(input: &[u8]) {
    let Some((&[width, height], data)) = input.split_first_chunk() else {
        return;
    };
    let (width, height) = (usize::from(width % 64) + 1, usize::from(height % 64) + 1);
    let mut decoder = PlanarDecoder::default();
    let decoded = decoder.decode(data, width, height);
    if !is_exact(data) {
        assert!(decoded.is_err());
        return;
    }
    let mut expected = Vec::new();
    let reference = BitmapStreamDecoder::default().decode_bitmap_stream_to_rgb24(data, &mut expected, width, height);
    assert_eq!(decoded.is_ok(), reference.is_ok());
    if reference.is_err() {
        return;
    }
    let mut row = vec![0; width * 4];
    for (y, expected) in expected.chunks_exact(width * 3).enumerate() {
        decoder.draw(y, 0, &mut row);
        for (pixel, expected) in row.chunks_exact(4).zip(expected.chunks_exact(3)) {
            assert_eq!(pixel, [expected[2], expected[1], expected[0], 255]);
        }
    }
}

/// The algorithm and the factors from the first six bytes; what is left is split into three components, by the two
/// bytes after them.
pub fn remotefx(input: &[u8]) {
    let Some((&[algorithm, f0, f1, f2, f3, f4, y_length, cb_length], data)) = input.split_first_chunk() else {
        return;
    };
    let algorithm = [EntropyAlgorithm::Rlgr1, EntropyAlgorithm::Rlgr3][usize::from(algorithm & 1)];
    let factor = |byte: u8| 6 + byte % 10;
    let quants = [Quant {
        ll3: factor(f0),
        lh3: factor(f1),
        hl3: factor(f2),
        hh3: factor(f3),
        lh2: factor(f4),
        hl2: factor(f0 >> 4),
        hh2: factor(f1 >> 4),
        lh1: factor(f2 >> 4),
        hl1: factor(f3 >> 4),
        hh1: factor(f4 >> 4),
    }];
    let (y_data, data) = data.split_at((usize::from(y_length) * 8).min(data.len()));
    let (cb_data, cr_data) = data.split_at((usize::from(cb_length) * 8).min(data.len()));
    let tile = Tile {
        y_quant_index: 0,
        cb_quant_index: 0,
        cr_quant_index: 0,
        x: 0,
        y: 0,
        y_data,
        cb_data,
        cr_data,
    };
    let mut decoder = TileDecoder::default();
    let decoded = decoder.decode(&tile, &quants, algorithm);
    // It computes beyond its integers here and there, which is a panic where that is looked for.
    let Ok(reference) = catch_unwind(AssertUnwindSafe(|| {
        let mut reference = Reference::new();
        reference.decode(&tile, &quants, algorithm).ok().map(<[u8]>::to_vec)
    })) else {
        return;
    };
    assert_eq!(decoded.is_ok(), reference.is_some());
    let Some(expected) = reference else { return };
    let mut row = [0; TILE * 4];
    for (y, expected) in expected.chunks_exact(TILE * 4).enumerate() {
        decoder.draw(y, 0, &mut row);
        for (pixel, expected) in row.chunks_exact(4).zip(expected.chunks_exact(4)) {
            assert_eq!(pixel, [expected[2], expected[1], expected[0], expected[3]]);
        }
    }
}
