//! Encoded areas as a client reads them, with IronRDP's decoders.

use ironrdp_graphics::rdp6::BitmapStreamDecoder;
use ironrdp_graphics::rfx::{MessageDecoder, TileDecoder};
use lifeline::screen::{EncodedArea, Paint};
use lifeline::vocabulary::{Codec, Rect, Size};

/// What the other end sees: RGB, rows from the top.
pub(crate) struct Client {
    size: Size,
    pub(crate) pixels: Vec<[u8; 3]>,
}

impl Client {
    pub(crate) fn new(size: Size) -> Self {
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

    /// Draws as the graphics pipeline does.
    pub(crate) fn paint(&mut self, paints: &[Paint]) {
        for paint in paints {
            for area in paint.areas() {
                assert!(area.width > 0 && area.height > 0, "{area:?}");
                assert!(
                    area.left + area.width <= self.size.width && area.top + area.height <= self.size.height,
                    "{area:?} of {paint:?}"
                );
            }
            match paint {
                Paint::Fill {
                    bgr: [blue, green, red],
                    areas,
                } => {
                    for area in areas {
                        for row in self.rows(*area) {
                            self.pixels[row].fill([*red, *green, *blue]);
                        }
                    }
                }
                Paint::Copy { from, to } => {
                    let pixels: Vec<_> = self
                        .rows(*from)
                        .into_iter()
                        .map(|row| self.pixels[row].to_vec())
                        .collect();
                    for (left, top) in to {
                        let (left, top) = (*left, *top);
                        for (row, pixels) in self.rows(Rect { left, top, ..*from }).into_iter().zip(&pixels) {
                            self.pixels[row].copy_from_slice(pixels);
                        }
                    }
                }
                Paint::Bits { area, codec, data } => self.bits(*area, *codec, data),
            }
        }
    }

    fn rows(&self, area: Rect) -> Vec<std::ops::Range<usize>> {
        let start = |row| usize::from(row) * usize::from(self.size.width) + usize::from(area.left);
        let rows = area.top..area.top + area.height;
        rows.map(|row| start(row)..start(row) + usize::from(area.width))
            .collect()
    }

    fn bits(&mut self, area: Rect, codec: Codec, data: &[u8]) {
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        match codec {
            Codec::Planar => {
                let mut rgb = Vec::new();
                let mut decoder = BitmapStreamDecoder::default();
                decoder
                    .decode_bitmap_stream_to_rgb24(data, &mut rgb, width, height)
                    .unwrap();
                for (row, pixels) in self.rows(area).into_iter().zip(rgb.as_chunks::<3>().0.chunks(width)) {
                    self.pixels[row].copy_from_slice(pixels);
                }
            }
            Codec::RemoteFx => {
                let message = MessageDecoder::new().parse(data).unwrap();
                let mut decoder = TileDecoder::new();
                for frame in &message.frames {
                    let set = &frame.tile_set;
                    for tile in &set.tiles {
                        let rgba = decoder.decode(tile, &set.quants, set.entropy_algorithm).unwrap();
                        for region in &frame.rectangles {
                            assert!(region.x + region.width <= area.width && region.y + region.height <= area.height);
                            for (index, pixel) in rgba.as_chunks::<4>().0.iter().enumerate() {
                                let (x, y) = (tile.x * 64 + index as u16 % 64, tile.y * 64 + index as u16 / 64);
                                let across = region.x..region.x + region.width;
                                let down = region.y..region.y + region.height;
                                if across.contains(&x) && down.contains(&y) {
                                    let (x, y) = (usize::from(area.left + x), usize::from(area.top + y));
                                    self.pixels[y * usize::from(self.size.width) + x] = [pixel[0], pixel[1], pixel[2]];
                                }
                            }
                        }
                    }
                }
            }
            Codec::Uncompressed | Codec::ClearCodec => panic!("{codec:?} is not sent"),
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
