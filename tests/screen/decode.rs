//! Encoded areas as a client reads them, with IronRDP's decoders.

use ironrdp_graphics::rdp6::BitmapStreamDecoder;
use lifeline::screen::{EncodedArea, ScreenSize};

/// What the other end sees: RGB, rows from the top.
pub(crate) struct Client {
    size: ScreenSize,
    pub(crate) pixels: Vec<[u8; 3]>,
}

impl Client {
    pub(crate) fn new(size: ScreenSize) -> Self {
        Self {
            size,
            pixels: vec![[1, 2, 3]; usize::from(size.width) * usize::from(size.height)],
        }
    }

    pub(crate) fn show(&mut self, encoded: &[EncodedArea]) {
        for encoded in encoded {
            self.show_one(encoded);
        }
    }

    fn show_one(&mut self, encoded: &EncodedArea) {
        let area = encoded.area;
        assert!(
            area.width <= 64 && area.height <= 64 && area.width > 0 && area.height > 0,
            "{area:?}"
        );
        assert!(
            area.width.is_multiple_of(4) || self.size.width < 4,
            "{area:?} in {:?}",
            self.size
        );
        assert!(
            area.left + area.width <= self.size.width && area.top + area.height <= self.size.height,
            "{area:?}"
        );
        assert!(encoded.data.len() <= 16_000, "{} bytes", encoded.data.len());
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        let from_bottom = match (encoded.bits_per_pixel, encoded.compressed) {
            (32, true) => {
                let mut rgb = Vec::new();
                let mut decoder = BitmapStreamDecoder::default();
                decoder
                    .decode_bitmap_stream_to_rgb24(&encoded.data, &mut rgb, width, height)
                    .unwrap();
                rgb.as_chunks::<3>().0.to_vec()
            }
            (bits, compressed) => {
                let bytes = usize::from(bits.div_ceil(8));
                let mut plain = Vec::new();
                if compressed {
                    ironrdp_graphics::rle::decompress(&encoded.data, &mut plain, width, height, bits.into()).unwrap();
                } else {
                    let row = width * bytes;
                    let rows = encoded.data.chunks(row.next_multiple_of(4));
                    assert_eq!(rows.len(), height);
                    plain.extend(rows.flat_map(|padded| &padded[..row]));
                }
                plain.chunks(bytes).map(|pixel| rgb(pixel, bits)).collect()
            }
        };
        assert_eq!(from_bottom.len(), width * height);
        for (row, pixels) in from_bottom.chunks(width).rev().enumerate() {
            let start = (usize::from(area.top) + row) * usize::from(self.size.width) + usize::from(area.left);
            self.pixels[start..start + width].copy_from_slice(pixels);
        }
    }
}

/// A pixel as the wire has it, with the values that the encoder of `bits` kept.
fn rgb(pixel: &[u8], bits: u8) -> [u8; 3] {
    match *pixel {
        [blue, green, red] => [red, green, blue],
        [low, high] => {
            let value = u16::from_le_bytes([low, high]);
            let (red, green, blue) = match bits {
                16 => (value >> 11 << 3, (value >> 5 & 0x3f) << 2, (value & 0x1f) << 3),
                _ => (value >> 10 << 3, (value >> 5 & 0x1f) << 3, (value & 0x1f) << 3),
            };
            [red as u8, green as u8, blue as u8]
        }
        _ => panic!("{bits} bits a pixel"),
    }
}

/// A picture (BGRX) as a client that reads `bits` a pixel should see it.
pub(crate) fn as_seen(pixels: &[u8], bits: u8) -> Vec<[u8; 3]> {
    let kept = match bits {
        15 => [0xf8, 0xf8, 0xf8],
        16 => [0xf8, 0xfc, 0xf8],
        _ => [0xff; 3],
    };
    let seen = |[blue, green, red, _]: &[u8; 4]| [red & kept[0], green & kept[1], blue & kept[2]];
    pixels.as_chunks::<4>().0.iter().map(seen).collect()
}
