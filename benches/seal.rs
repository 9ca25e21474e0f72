//! What leaves the novice's computer after it was encoded: `cargo bench --bench seal`.
//!
//! 64 KiB a figure, in the packets that the writer makes of them: compression for the graphics pipeline (ZGFX), RC4-128
//! with its salted MAC, and the way back.
#![allow(clippy::unwrap_used, reason = "a benchmark may stop at the first surprise")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lifeline::codec::zgfx::{Compressor, Decompressor};
use lifeline::rdp::Random32;
use lifeline::rdp::security::{Direction, Opener, Sealer, SessionKeys};

const BYTES: usize = 64 << 10;

/// Bytes in which nothing comes again, as those of an encoded video.
fn dense() -> Vec<u8> {
    let mut noise = 1_u32;
    let next = |_| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (noise >> 24) as u8
    };
    (0..BYTES).map(next).collect()
}

/// Bytes in which much comes again, as those of lines of text.
fn repeating() -> Vec<u8> {
    dense()
        .chunks(16)
        .flat_map(|line| line.iter().map(|byte| if *byte < 40 { *byte } else { 255 }))
        .collect()
}

fn keys() -> SessionKeys {
    SessionKeys::derive(&Random32([1; 32]), &Random32([2; 32]))
}

fn rc4(criterion: &mut Criterion) {
    let data = dense();
    let mut group = criterion.benchmark_group("RC4-128");
    group.throughput(Throughput::Bytes(BYTES as u64));
    let mut sealer = Sealer::rc4(&keys(), Direction::ToClient);
    let packet = sealer.fast_capacity();
    let mut out = Vec::new();
    group.bench_function("seal", |bencher| {
        bencher.iter(|| {
            out.clear();
            for payload in data.chunks(packet) {
                sealer.seal_fast(0, black_box(payload), &mut out).unwrap();
            }
        });
    });
    group.bench_function("seal and open", |bencher| {
        let mut sealer = Sealer::rc4(&keys(), Direction::ToClient);
        let mut opener = Opener::rc4(&keys(), Direction::ToClient);
        bencher.iter(|| {
            for payload in data.chunks(packet) {
                out.clear();
                sealer.seal_fast(0, black_box(payload), &mut out).unwrap();
                black_box(opener.open_fast(&mut out).unwrap());
            }
        });
    });
    group.finish();
}

fn zgfx(criterion: &mut Criterion) {
    for (name, data, already) in [("text", repeating(), false), ("video", dense(), true)] {
        let mut group = criterion.benchmark_group(format!("ZGFX, {name}"));
        group.throughput(Throughput::Bytes(BYTES as u64));
        let mut compressor = Compressor::new();
        let mut out = Vec::new();
        group.bench_function("compress", |bencher| {
            bencher.iter(|| {
                out.clear();
                compressor.write(black_box(&data), already, &mut out).unwrap();
            });
        });
        group.bench_function("compress and decompress", |bencher| {
            let (mut compressor, mut decompressor) = (Compressor::new(), Decompressor::new());
            bencher.iter(|| {
                out.clear();
                compressor.write(black_box(&data), already, &mut out).unwrap();
                black_box(decompressor.read(&out).unwrap());
            });
        });
        group.finish();
    }
}

criterion_group!(benches, rc4, zgfx);
criterion_main!(benches);
