//! What a picture costs: reading it from an X display (Xvfb, if there is one), and each encoding of it.
//!
//! `cargo bench --bench screen`; each figure is for a whole 1920 × 1080 picture, or for the change that its name tells.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark may stop at the first surprise"
)]

#[cfg(target_os = "linux")]
#[path = "../tests/screen/display.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod display;
#[path = "../tests/screen/pictures.rs"]
mod pictures;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lifeline::screen::{Area, Encoder, Encoding, ScreenSize};

const SIZE: ScreenSize = ScreenSize {
    width: 1920,
    height: 1080,
};
const WHOLE: Area = Area {
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
            let mut encoder = Encoder::new(encoding);
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
            let mut encoder = Encoder::new(Encoding::Planar);
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

#[cfg(target_os = "linux")]
fn capture(criterion: &mut Criterion) {
    use lifeline::screen::{Capture, Shared, open};
    use std::time::Duration;

    let Some(display) = display::Display::start("1920x1080x24") else {
        return;
    };
    let painter = display.painter();
    let mut capture = open(&display.name, Shared::AllMonitors).unwrap();
    capture.next(Duration::ZERO).unwrap();
    let mut colour = 0;
    let mut paint_and_capture = |area: Area, capture: &mut dyn Capture| {
        colour += 0x0001_0203;
        painter.fill(area, colour);
        let change = capture.next(Duration::from_secs(5)).unwrap();
        assert!(!change.damage.is_empty());
    };
    let mut group = criterion.benchmark_group("paint and capture");
    let small = Area {
        left: 300,
        top: 300,
        width: 10,
        height: 16,
    };
    let window = Area {
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
            open(&display.name, Shared::AllMonitors)
                .unwrap()
                .next(Duration::ZERO)
                .unwrap()
        });
    });
}

#[cfg(not(target_os = "linux"))]
fn capture(_: &mut Criterion) {}

criterion_group!(benches, encode, capture);
criterion_main!(benches);
