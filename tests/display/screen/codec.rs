//! Every encoding decodes to exactly what was encoded, and nothing is sent twice.

use lifeline::screen::{BitmapEncoder, EncodedArea, Encoding};
use lifeline::vocabulary::{Rect, Size};
use proptest::prelude::*;

use crate::screen::decode::{Client, as_seen};
use crate::screen::pictures::{Numbers, desktop, noise, office, painted};

const ENCODINGS: [Encoding; 4] = [
    Encoding::Planar,
    Encoding::Interleaved { bits_per_pixel: 24 },
    Encoding::Interleaved { bits_per_pixel: 16 },
    Encoding::Interleaved { bits_per_pixel: 15 },
];

fn bits(encoding: Encoding) -> u8 {
    match encoding {
        Encoding::Planar | Encoding::Graphics => 32,
        Encoding::Interleaved { bits_per_pixel } => bits_per_pixel,
    }
}

fn whole(size: Size) -> Rect {
    Rect {
        left: 0,
        top: 0,
        width: size.width,
        height: size.height,
    }
}

fn encode(encoder: &mut BitmapEncoder, pixels: &[u8], size: Size, areas: &[Rect]) -> Vec<EncodedArea> {
    let mut out = Vec::new();
    encoder.encode(pixels, size, areas, &mut out);
    out
}

fn assert_exact(pixels: &[u8], size: Size, encoding: Encoding) {
    let mut client = Client::new(size);
    client.show(&encode(&mut BitmapEncoder::new(encoding), pixels, size, &[whole(size)]));
    let wanted = as_seen(pixels, bits(encoding));
    let wrong = client
        .pixels
        .iter()
        .zip(&wanted)
        .position(|(seen, wanted)| seen != wanted);
    assert_eq!(wrong, None, "first wrong pixel of {size:?} in {encoding:?}");
}

/// Rows and columns of few colours, in runs of all lengths, with some noise: what reaches every order of the encoders.
pub(crate) fn picture() -> impl Strategy<Value = (Size, Vec<u8>)> {
    let colours = prop::collection::vec(any::<u32>(), 1..5);
    (1_u16..150, 1_u16..140, colours, any::<u64>(), 1_u64..80, 0_u64..4).prop_map(
        |(width, height, colours, seed, longest, noisy)| {
            let size = Size { width, height };
            let mut numbers = Numbers(seed);
            let (mut left, mut colour, mut above) = (0, 0, Vec::new());
            let pixels = painted(size, |x, _| {
                if left == 0 {
                    left = 1 + numbers.below(longest);
                    colour = match numbers.below(6 + noisy) {
                        0..4 => colours[numbers.below(colours.len() as u64) as usize],
                        4 | 5 => u32::MAX,
                        _ => numbers.next() as u32,
                    };
                }
                left -= 1;
                let pixel = if colour == u32::MAX {
                    above.get(x).copied().unwrap_or(0)
                } else {
                    colour
                };
                if above.len() > x {
                    above[x] = pixel
                } else {
                    above.push(pixel)
                }
                pixel
            });
            (size, pixels)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_picture_decodes_to_itself((size, pixels) in picture()) {
        for encoding in ENCODINGS {
            assert_exact(&pixels, size, encoding);
        }
    }

    #[test]
    fn changes_reach_the_client_and_nothing_else_is_sent(
        (size, mut pixels) in picture(),
        places in prop::collection::vec((any::<u16>(), any::<u16>(), 1_u16..90, 1_u16..90, any::<u32>()), 1..6),
    ) {
        for encoding in ENCODINGS {
            let mut encoder = BitmapEncoder::new(encoding);
            let mut client = Client::new(size);
            client.show(&encode(&mut encoder, &pixels, size, &[whole(size)]));
            let mut damage = Vec::new();
            for (x, y, width, height, colour) in &places {
                let area = Rect { left: x % size.width, top: y % size.height, width: *width, height: *height };
                for row in area.top..size.height.min(area.top + height) {
                    for column in area.left..size.width.min(area.left + width) {
                        let at = (usize::from(row) * usize::from(size.width) + usize::from(column)) * 4;
                        pixels[at..at + 4].copy_from_slice(&colour.to_le_bytes());
                    }
                }
                damage.push(area);
            }
            client.show(&encode(&mut encoder, &pixels, size, &damage));
            prop_assert!(client.pixels == as_seen(&pixels, bits(encoding)));
            prop_assert_eq!(encode(&mut encoder, &pixels, size, &[whole(size)]), []);
        }
    }
}

#[test]
fn realistic_pictures_decode_to_themselves() {
    for (width, height) in [(197, 149), (129, 70), (3, 200), (1, 1), (64, 64), (5, 3)] {
        let size = Size { width, height };
        for encoding in ENCODINGS {
            assert_exact(&desktop(size, 1), size, encoding);
            assert_exact(&office(size), size, encoding);
            assert_exact(&noise(size, 2), size, encoding);
            assert_exact(&painted(size, |_, _| 0), size, encoding);
            assert_exact(&painted(size, |_, _| 0x00ff_ffff), size, encoding);
        }
    }
}

/// One foreground pixel between two backgrounds is told by the second background run alone, also in the first row, and
/// never by a background run that begins the second row.
#[test]
fn a_foreground_pixel_between_backgrounds_is_inserted() {
    let size = Size { width: 64, height: 4 };
    let dotted = painted(size, |x, _| if x % 20 == 7 { 0x0012_3456 } else { 0 });
    let moving = painted(size, |x, y| if (x + y * 5) % 20 == 7 { 0x0012_3456 } else { 0 });
    let black_then_repeated = painted(size, |x, y| if y == 3 && x >= 60 { 0x0012_3456 } else { 0 });
    for pixels in [dotted, moving, black_then_repeated] {
        for encoding in ENCODINGS {
            assert_exact(&pixels, size, encoding);
        }
    }
}

#[test]
fn flat_tiles_are_small_and_noise_stays_within_the_cap() {
    let size = Size { width: 64, height: 64 };
    for encoding in ENCODINGS {
        let flat = encode(
            &mut BitmapEncoder::new(encoding),
            &painted(size, |_, _| 0x0030_60a0),
            size,
            &[whole(size)],
        );
        assert!(
            flat.iter().map(|encoded| encoded.data.len()).sum::<usize>() < 400,
            "{encoding:?}"
        );
        let noise = encode(&mut BitmapEncoder::new(encoding), &noise(size, 3), size, &[whole(size)]);
        assert!(noise.iter().all(|encoded| encoded.data.len() <= 12_290), "{encoding:?}");
    }
}

#[test]
fn a_blinking_cursor_costs_a_few_bytes() {
    let size = Size {
        width: 640,
        height: 480,
    };
    let mut pixels = desktop(size, 4);
    let mut encoder = BitmapEncoder::new(Encoding::Planar);
    encode(&mut encoder, &pixels, size, &[whole(size)]);
    for row in 200..216 {
        let at = (row * 640 + 333) * 4;
        pixels[at..at + 4].copy_from_slice(&[9, 9, 9, 9]);
    }
    let sent = encode(&mut encoder, &pixels, size, &[whole(size)]);
    let areas: Vec<_> = sent.iter().map(|encoded| encoded.area).collect();
    assert_eq!(
        areas,
        [Rect {
            left: 332,
            top: 200,
            width: 4,
            height: 16
        }]
    );
}

#[test]
fn the_meaningless_fourth_byte_is_no_change() {
    let size = Size { width: 64, height: 64 };
    let mut encoder = BitmapEncoder::new(Encoding::Planar);
    encode(&mut encoder, &painted(size, |_, _| 0x0011_2233), size, &[whole(size)]);
    assert_eq!(
        encode(&mut encoder, &painted(size, |_, _| 0xff11_2233), size, &[whole(size)]),
        []
    );
}

#[test]
fn what_was_forgotten_is_sent_again() {
    let size = Size {
        width: 200,
        height: 200,
    };
    let pixels = desktop(size, 5);
    let mut encoder = BitmapEncoder::new(Encoding::Planar);
    let first = encode(&mut encoder, &pixels, size, &[whole(size)]);
    encoder.forget();
    assert_eq!(encode(&mut encoder, &pixels, size, &[whole(size)]), first);
    let area = Rect {
        left: 70,
        top: 70,
        width: 10,
        height: 10,
    };
    encoder.forget_areas(&[area]);
    let again = encode(&mut encoder, &pixels, size, &[area]);
    let areas: Vec<_> = again.iter().map(|encoded| encoded.area).collect();
    assert_eq!(
        areas,
        [Rect {
            left: 64,
            top: 64,
            width: 64,
            height: 64
        }]
    );
    encoder.set_encoding(Encoding::Interleaved { bits_per_pixel: 16 });
    let other = encode(&mut encoder, &pixels, size, &[whole(size)]);
    assert_eq!(other.len(), first.len());
    assert!(other.iter().all(|encoded| encoded.bits_per_pixel == 16));
}

#[test]
fn a_picture_shorter_than_its_size_is_not_encoded() {
    let size = Size {
        width: 100,
        height: 100,
    };
    assert_eq!(
        encode(
            &mut BitmapEncoder::new(Encoding::Planar),
            &[0; 399],
            size,
            &[whole(size)]
        ),
        []
    );
}
