//! What the helper's side does with a whole picture of 1920 × 1080: `cargo bench --bench decode`.
#![allow(clippy::unwrap_used, reason = "a benchmark may stop at the first surprise")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ironrdp_graphics::color_conversion::to_64x64_ycbcr_tile;
use ironrdp_graphics::image_processing::PixelFormat;
use ironrdp_graphics::rdp6::{BitmapStreamDecoder, BitmapStreamEncoder, RgbChannels};
use ironrdp_graphics::rfx_encode_component;
use ironrdp_pdu::codecs::rfx::{EntropyAlgorithm, Quant, Tile};
use lifeline::codec::remotefx::{TILE, TileDecoder};

const WIDTH: usize = 1920;
const HEIGHT: usize = 1080;

/// The factors that FreeRDP's encoder starts with.
const QUANT: Quant = Quant {
    ll3: 6,
    lh3: 6,
    hl3: 6,
    hh3: 6,
    lh2: 7,
    hl2: 7,
    hh2: 8,
    lh1: 8,
    hl1: 8,
    hh1: 9,
};

/// RGBA of a smooth picture with grain, as a camera makes it.
fn moving_picture() -> Vec<u8> {
    let mut noise = 1_u32;
    let mut rgba = Vec::with_capacity(WIDTH * HEIGHT * 4);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let wave = |speed: f32| ((x as f32 * speed).sin() + (y as f32 * speed * 1.3).cos()) * 60.0 + 127.0;
            let grain = (noise >> 24) as f32 % 19.0 - 9.0;
            rgba.extend([0.02, 0.013, 0.031].map(|speed| (wave(speed) + grain).clamp(0.0, 255.0) as u8));
            rgba.push(255);
        }
    }
    rgba
}

/// RGB of lines of dark marks on white, as many as a page of text has.
fn text() -> Vec<u8> {
    let mut noise = 7_u32;
    let mut rgb = Vec::with_capacity(WIDTH * HEIGHT * 3);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let ink = y % 20 > 5 && x % 9 > 1 && noise >> 30 == 0;
            rgb.extend(if ink { [20, 20, 160] } else { [255; 3] });
        }
    }
    rgb
}

/// The three components of every tile.
fn encoded(rgba: &[u8], algorithm: EntropyAlgorithm) -> Vec<[Vec<u8>; 3]> {
    let mut tiles = Vec::new();
    for top in (0..HEIGHT).step_by(TILE) {
        for left in (0..WIDTH).step_by(TILE) {
            let mut planes = [[0_i16; TILE * TILE]; 3];
            let [y, cb, cr] = &mut planes;
            let height = (HEIGHT - top).min(TILE) as u32;
            let from = &rgba[(top * WIDTH + left) * 4..];
            to_64x64_ycbcr_tile(from, 64, height, WIDTH as u32 * 4, PixelFormat::RgbA32, y, cb, cr).unwrap();
            tiles.push(planes.each_mut().map(|plane| {
                let mut data = vec![0; 32 * 1024];
                let length = rfx_encode_component(plane, &mut data, &QUANT, algorithm).unwrap();
                data.truncate(length);
                data
            }));
        }
    }
    tiles
}

fn tile([y_data, cb_data, cr_data]: &[Vec<u8>; 3]) -> Tile<'_> {
    Tile {
        y_quant_index: 0,
        cb_quant_index: 0,
        cr_quant_index: 0,
        x: 0,
        y: 0,
        y_data,
        cb_data,
        cr_data,
    }
}

/// RLGR3 is what this project's encoder sends, and FreeRDP's.
fn remotefx(criterion: &mut Criterion) {
    for (name, algorithm) in [("RLGR1", EntropyAlgorithm::Rlgr1), ("RLGR3", EntropyAlgorithm::Rlgr3)] {
        remotefx_by(criterion, name, algorithm);
    }
}

fn remotefx_by(criterion: &mut Criterion, name: &str, algorithm: EntropyAlgorithm) {
    let tiles = encoded(&moving_picture(), algorithm);
    let bytes: usize = tiles.iter().flatten().map(Vec::len).sum();
    let mut group = criterion.benchmark_group(format!("remotefx {name}, moving picture, {} KiB", bytes / 1024));
    group.sample_size(20);
    let mut picture = vec![0_u8; WIDTH * TILE * 4];
    group.bench_function("lifeline", |bencher| {
        let mut decoder = TileDecoder::default();
        bencher.iter(|| {
            for (index, components) in tiles.iter().enumerate() {
                decoder.decode(&tile(components), &[QUANT], algorithm).unwrap();
                for (row, line) in picture.chunks_exact_mut(WIDTH * 4).enumerate() {
                    let left = index % (WIDTH / TILE) * TILE * 4;
                    decoder.draw(row, 0, &mut line[left..left + TILE * 4]);
                }
            }
            black_box(&picture);
        });
    });
    group.bench_function("ironrdp-graphics", |bencher| {
        let mut decoder = ironrdp_graphics::rfx::TileDecoder::new();
        bencher.iter(|| {
            for components in &tiles {
                black_box(decoder.decode(&tile(components), &[QUANT], algorithm).unwrap());
            }
        });
    });
    group.finish();
}

fn planar(criterion: &mut Criterion) {
    let rgb = text();
    let mut data = vec![0; WIDTH * HEIGHT * 4];
    let mut encoder = BitmapStreamEncoder::new(WIDTH, HEIGHT);
    let length = encoder.encode_bitmap::<RgbChannels>(&rgb, &mut data, true).unwrap();
    let mut group = criterion.benchmark_group(format!("planar, text, {} KiB", length / 1024));
    group.sample_size(20);
    group.bench_function("ironrdp-graphics", |bencher| {
        let mut decoder = BitmapStreamDecoder::default();
        let mut out = Vec::new();
        bencher.iter(|| {
            out.clear();
            decoder
                .decode_bitmap_stream_to_rgb24(&data[..length], &mut out, WIDTH, HEIGHT)
                .unwrap();
            black_box(&out);
        });
    });
    group.finish();
}

criterion_group!(benches, remotefx, planar);
criterion_main!(benches);
