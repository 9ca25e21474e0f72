//! What a picture costs: reading it from an X display (Xvfb, if there is one), each encoding of it, and what the
//! graphics pipeline makes of pictures that follow each other.
//!
//! `cargo bench --bench screen`; each figure is for a whole 1920 × 1080 picture, or for the change that its name tells.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark may stop at the first surprise"
)]

#[cfg(target_os = "linux")]
#[path = "../tests/display/screen/display.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod display;
#[path = "../tests/display/screen/pictures.rs"]
mod pictures;
#[cfg(target_os = "linux")]
#[path = "../tests/common/surroundings.rs"]
mod surroundings;
#[cfg(target_os = "linux")]
#[path = "../tests/common/xvfb.rs"]
mod xvfb;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ironrdp_graphics::rfx::{MessageDecoder, TileDecoder};
use lifeline::screen::{BitmapEncoder, Encoding, GraphicsEncoder, Paint};
use lifeline::vocabulary::{Codec, Rect, Size};

const SIZE: Size = Size {
    width: 1920,
    height: 1080,
};
const WHOLE: Rect = Rect {
    left: 0,
    top: 0,
    width: SIZE.width,
    height: SIZE.height,
};

const ENCODINGS: [(&str, Encoding); 4] = [
    ("planar", Encoding::Planar),
    ("interleaved 24", Encoding::Interleaved { bits_per_pixel: 24 }),
    ("interleaved 16", Encoding::Interleaved { bits_per_pixel: 16 }),
    ("interleaved 15", Encoding::Interleaved { bits_per_pixel: 15 }),
];

fn encode(criterion: &mut Criterion) {
    let pictures = [
        ("desktop", pictures::desktop(SIZE, 1)),
        ("office", pictures::office(SIZE)),
        ("noise", pictures::noise(SIZE, 1)),
    ];
    for (picture, pixels) in &pictures {
        let mut group = criterion.benchmark_group(format!("encode {picture}"));
        group.throughput(Throughput::Elements(u64::from(SIZE.width) * u64::from(SIZE.height)));
        for (name, encoding) in ENCODINGS {
            let mut encoder = BitmapEncoder::new(encoding);
            let mut out = Vec::new();
            encoder.encode(pixels, SIZE, &[WHOLE], &mut out);
            let bytes: usize = out.iter().map(|encoded| encoded.data.len()).sum();
            group.bench_function(format!("{name}, {} KiB", bytes / 1024), |bencher| {
                bencher.iter(|| {
                    out.clear();
                    encoder.forget();
                    encoder.encode(black_box(pixels), SIZE, &[WHOLE], &mut out);
                });
            });
        }
        group.bench_function("nothing changed", |bencher| {
            let mut encoder = BitmapEncoder::new(Encoding::Planar);
            let mut out = Vec::new();
            encoder.encode(pixels, SIZE, &[WHOLE], &mut out);
            bencher.iter(|| {
                out.clear();
                encoder.encode(black_box(pixels), SIZE, &[WHOLE], &mut out);
                assert!(out.is_empty());
            });
        });
    }
}

/// Shows pictures one after another and measures each frame; every figure is for one of them.
fn graphics(criterion: &mut Criterion) {
    use std::time::Duration;

    let mut group = criterion.benchmark_group("graphics");
    let page: Vec<_> = (0..4).map(|step| pictures::page(SIZE, step * 20)).collect();
    let video: Vec<_> = (0..3).map(|step| pictures::video(SIZE, step, 9, step as u64)).collect();
    let letter = Rect {
        left: 900,
        top: 500,
        width: 9,
        height: 20,
    };
    let mut typed = page[0].clone();
    for y in 500..520 {
        let start = (y * 1920 + 900) * 4;
        typed[start..start + 36].fill(0);
    }
    let typing = [page[0].clone(), typed];
    for (name, pictures, damage) in [
        ("a page scrolls", &page[..], WHOLE),
        ("video", &video[..], WHOLE),
        ("a letter", &typing[..], letter),
        ("nothing changed", &page[..1], WHOLE),
    ] {
        let mut graphics = GraphicsEncoder::default();
        let mut out = Vec::new();
        let mut now = Duration::ZERO;
        let mut step = 0;
        let mut show = |out: &mut Vec<Paint>| {
            out.clear();
            now += Duration::from_millis(33);
            step += 1;
            let damage = if step == 1 { WHOLE } else { damage };
            graphics.encode(black_box(&pictures[step % pictures.len()]), SIZE, &[damage], now, out);
        };
        for _ in 0..5 {
            show(&mut out);
        }
        let bytes: usize = out.iter().map(Paint::bytes).sum();
        group.bench_function(format!("{name}, {bytes} bytes"), |bencher| {
            bencher.iter(|| show(&mut out))
        });
    }
    let mut out = Vec::new();
    GraphicsEncoder::default().encode(&video[0], SIZE, &[WHOLE], Duration::ZERO, &mut out);
    let message = out.iter().find_map(|paint| match paint {
        Paint::Bits {
            codec: Codec::RemoteFx,
            data,
            ..
        } => Some(data),
        _ => None,
    });
    group.bench_function("video, decoded", |bencher| {
        let mut decoder = lifeline::codec::remotefx::TileDecoder::default();
        let mut row = [0; 64 * 4];
        bencher.iter(|| {
            let message = MessageDecoder::new().parse(message.unwrap()).unwrap();
            for frame in &message.frames {
                let set = &frame.tile_set;
                for tile in &set.tiles {
                    decoder.decode(tile, &set.quants, set.entropy_algorithm).unwrap();
                    for line in 0..64 {
                        decoder.draw(line, 0, &mut row);
                        black_box(&row);
                    }
                }
            }
        });
    });
    group.bench_function("video, decoded by IronRDP", |bencher| {
        let mut decoder = TileDecoder::new();
        bencher.iter(|| {
            let message = MessageDecoder::new().parse(message.unwrap()).unwrap();
            for frame in &message.frames {
                let set = &frame.tile_set;
                for tile in &set.tiles {
                    black_box(decoder.decode(tile, &set.quants, set.entropy_algorithm).unwrap());
                }
            }
        });
    });
}

#[cfg(target_os = "linux")]
fn capture(criterion: &mut Criterion) {
    use lifeline::screen::{Capture, PortalSeat, open};
    use lifeline::vocabulary::Shared;
    use std::time::Duration;

    let Some(display) = display::Display::start("1920x1080x24") else {
        return;
    };
    let painter = display.painter();
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    capture.next(Duration::ZERO).unwrap();
    let mut colour = 0;
    let mut paint_and_capture = |area: Rect, capture: &mut dyn Capture| {
        colour += 0x0001_0203;
        painter.fill(area, colour);
        let change = capture.next(Duration::from_secs(5)).unwrap();
        assert!(!change.damage.is_empty());
    };
    let mut group = criterion.benchmark_group("paint and capture");
    let small = Rect {
        left: 300,
        top: 300,
        width: 10,
        height: 16,
    };
    let window = Rect {
        left: 300,
        top: 300,
        width: 640,
        height: 480,
    };
    for (name, area) in [("10x16", small), ("640x480", window), ("1920x1080", WHOLE)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| paint_and_capture(area, capture.as_mut()))
        });
    }
    group.finish();
    criterion.bench_function("open and first picture", |bencher| {
        bencher.iter(|| {
            open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true)
                .unwrap()
                .next(Duration::ZERO)
                .unwrap()
        });
    });
}

#[cfg(not(target_os = "linux"))]
fn capture(_: &mut Criterion) {}

criterion_group!(benches, encode, graphics, capture);
criterion_main!(benches);
