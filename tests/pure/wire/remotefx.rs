//! Our decoder of RemoteFX tiles against that of `ironrdp-graphics`: the same pixels for every stream, the same
//! refusals.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ironrdp_graphics::rfx::TileDecoder as Reference;
use ironrdp_graphics::{color_conversion, image_processing, rfx_encode_component};
use ironrdp_pdu::codecs::rfx::{EntropyAlgorithm, Quant, Tile};
use lifeline::codec::remotefx::{TILE, TileDecoder};
use proptest::prelude::*;

const ALGORITHMS: [EntropyAlgorithm; 2] = [EntropyAlgorithm::Rlgr1, EntropyAlgorithm::Rlgr3];

fn tile<'a>(y_data: &'a [u8], cb_data: &'a [u8], cr_data: &'a [u8]) -> Tile<'a> {
    Tile {
        y_quant_index: 0,
        cb_quant_index: 1,
        cr_quant_index: 0,
        x: 0,
        y: 0,
        y_data,
        cb_data,
        cr_data,
    }
}

/// Blue, green, red and 255 of a whole tile.
fn ours(tile: &Tile<'_>, quants: &[Quant], algorithm: EntropyAlgorithm) -> Option<Vec<u8>> {
    let mut decoder = TileDecoder::default();
    decoder.decode(tile, quants, algorithm).ok()?;
    let mut pixels = vec![0; TILE * TILE * 4];
    for (row, out) in pixels.chunks_exact_mut(TILE * 4).enumerate() {
        decoder.draw(row, 0, out);
    }
    Some(pixels)
}

/// The same of the other decoder; the outer `None`: it computed beyond its integers, which it does not allow when it is
/// tested.
#[expect(clippy::option_option, reason = "a refusal is an answer, a panic is none")]
fn theirs(tile: &Tile<'_>, quants: &[Quant], algorithm: EntropyAlgorithm) -> Option<Option<Vec<u8>>> {
    let decoded = catch_unwind(AssertUnwindSafe(|| {
        Reference::new()
            .decode(tile, quants, algorithm)
            .ok()
            .map(<[u8]>::to_vec)
    }));
    decoded.ok().map(|pixels| {
        pixels.map(|mut pixels| {
            for pixel in pixels.chunks_exact_mut(4) {
                pixel.swap(0, 2);
            }
            pixels
        })
    })
}

fn quant(coarsest: u8) -> impl Strategy<Value = Quant> {
    proptest::array::uniform10(6_u8..=coarsest).prop_map(|[ll3, lh3, hl3, hh3, lh2, hl2, hh2, lh1, hl1, hh1]| Quant {
        ll3,
        lh3,
        hl3,
        hh3,
        lh2,
        hl2,
        hh2,
        lh1,
        hl1,
        hh1,
    })
}

/// What an encoder makes of a picture of this roughness.
fn encoded(rgba: &[u8], quants: &[Quant], algorithm: EntropyAlgorithm) -> [Vec<u8>; 3] {
    let mut planes = [[0_i16; TILE * TILE]; 3];
    let [y, cb, cr] = &mut planes;
    let format = image_processing::PixelFormat::RgbA32;
    color_conversion::to_64x64_ycbcr_tile(rgba, 64, 64, 64 * 4, format, y, cb, cr).unwrap();
    let mut quants = [&quants[0], &quants[1], &quants[0]].into_iter();
    planes.each_mut().map(|plane| {
        let mut data = vec![0; 64 * 1024];
        let length = rfx_encode_component(plane, &mut data, quants.next().unwrap(), algorithm).unwrap();
        data.truncate(length);
        data
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn pictures_become_the_same_pixels(
        seed in any::<u32>(),
        grain in 0_u32..=255,
        slope in 0_u32..8,
        // Coarser ones take the other decoder beyond its integers.
        quants in proptest::array::uniform2(quant(7)),
        algorithm in proptest::sample::select(&ALGORITHMS[..]),
    ) {
        let mut state = seed | 1;
        let rgba: Vec<u8> = (0..TILE * TILE * 4)
            .map(|index| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let (column, row) = ((index / 4 % TILE) as u32, (index / 4 / TILE) as u32);
                ((column * slope + row + (state >> 16) % (grain + 1)) % 256) as u8
            })
            .collect();
        let [y, cb, cr] = encoded(&rgba, &quants, algorithm);
        let tile = tile(&y, &cb, &cr);
        let expected = theirs(&tile, &quants, algorithm);
        prop_assert_eq!(Some(ours(&tile, &quants, algorithm)), expected);
    }

    #[test]
    fn any_bytes_become_the_same_pixels_or_are_refused_alike(
        data in proptest::array::uniform3(proptest::collection::vec(any::<u8>(), 0..1500)),
        quants in proptest::array::uniform2(quant(15)),
        algorithm in proptest::sample::select(&ALGORITHMS[..]),
    ) {
        let [y, cb, cr] = &data;
        let tile = tile(y, cb, cr);
        let got = ours(&tile, &quants, algorithm);
        if let Some(expected) = theirs(&tile, &quants, algorithm) {
            prop_assert_eq!(got, expected);
        }
    }

    /// Long runs of equal bits: the largest run lengths and magnitudes.
    #[test]
    fn extreme_bits_become_the_same_pixels_or_are_refused_alike(
        bytes in proptest::collection::vec(proptest::sample::select(&[0_u8, 0xFF, 0x80, 1][..]), 1..400),
        algorithm in proptest::sample::select(&ALGORITHMS[..]),
        quants in proptest::array::uniform2(quant(15)),
    ) {
        let tile = tile(&bytes, &bytes, &bytes);
        let got = ours(&tile, &quants, algorithm);
        if let Some(expected) = theirs(&tile, &quants, algorithm) {
            prop_assert_eq!(got, expected);
        }
    }
}

#[test]
fn a_table_that_is_not_there_is_refused() {
    let tile = tile(&[0], &[0], &[0]);
    assert!(
        TileDecoder::default()
            .decode(&tile, &[], EntropyAlgorithm::Rlgr3)
            .is_err()
    );
}
