//! Pictures such as screens show them, made up.

use lifeline::vocabulary::Size;

/// A generator of numbers that looks random and is always the same (SplitMix64).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

pub(crate) fn painted(size: Size, mut colour: impl FnMut(usize, usize) -> u32) -> Vec<u8> {
    let mut pixels = Vec::new();
    for y in 0..usize::from(size.height) {
        for x in 0..usize::from(size.width) {
            pixels.extend_from_slice(&colour(x, y).to_le_bytes());
        }
    }
    pixels
}

pub(crate) fn noise(size: Size, seed: u64) -> Vec<u8> {
    let mut numbers = Numbers(seed);
    painted(size, |_, _| numbers.next() as u32)
}

/// Windows with frames and gradients, lines of something like text, and a photograph.
pub(crate) fn desktop(size: Size, seed: u64) -> Vec<u8> {
    let mut numbers = Numbers(seed);
    let (width, height) = (usize::from(size.width), usize::from(size.height));
    painted(size, |x, y| match (x * 4 / width, y * 4 / height) {
        (0, _) => (0x20 + y as u32 * 0x80 / height as u32) * 0x0001_0101,
        (1 | 2, 0) => 0x00f0_f0f0,
        (1 | 2, _) if y % 16 < 3 => 0x00ff_ffff,
        (1 | 2, _) => [0x00ff_ffff, 0x00ff_ffff, 0x0000_0000, 0x0080_8080][numbers.below(4) as usize],
        (_, 3) => numbers.next() as u32,
        _ => 0x0030_60a0 + (x as u32 * 64 / width as u32) * 0x0001_0000 + y as u32 * 32 / height as u32,
    })
}

/// A word processor on a plain background: large flat areas, grey bars, black text with soft edges.
pub(crate) fn office(size: Size) -> Vec<u8> {
    let mut numbers = Numbers(11);
    let (width, height) = (usize::from(size.width), usize::from(size.height));
    painted(size, |x, y| match (x * 16 / width, y * 16 / height) {
        (_, 15) => 0x0020_2020,
        (_, 0) => 0x0030_60a0 - (y as u32 / 4) * 0x0001_0101,
        (0..3 | 13.., _) => 0x0040_5060,
        _ if y % 18 > 11 || x % 97 > 90 => 0x00ff_ffff,
        _ => match numbers.below(12) {
            0 | 1 => 0x0000_0000,
            2 => 0x0001_0101 * (numbers.below(8) as u32 * 32),
            _ => 0x00ff_ffff,
        },
    })
}

/// A soft picture such as a video's: colours that change over some 24 pixels, moved by `shift`, with grain of up to
/// `grain`.
pub(crate) fn video(size: Size, shift: usize, grain: u64, seed: u64) -> Vec<u8> {
    const CELL: usize = 24;
    let mut lattice = Numbers(77);
    let columns = usize::from(size.width) / CELL + 40;
    let rows = usize::from(size.height) / CELL + 40;
    let knots: Vec<[f32; 3]> = (0..columns * rows)
        .map(|_| [(); 3].map(|()| lattice.below(256) as f32))
        .collect();
    let mut numbers = Numbers(seed);
    painted(size, |x, y| {
        let (x, y) = (x + shift * 9 % 700, y + shift * 4 % 700);
        let ease = |at: usize| {
            let part = (at % CELL) as f32 / CELL as f32;
            part * part * (3.0 - 2.0 * part)
        };
        let (right, down) = (ease(x), ease(y));
        let knot = |x: usize, y: usize| knots[y * columns + x];
        let (x, y) = (x / CELL, y / CELL);
        let corners = [knot(x, y), knot(x + 1, y), knot(x, y + 1), knot(x + 1, y + 1)];
        (0..3).fold(0, |pixel, channel| {
            let [a, b, c, d] = corners.map(|corner| corner[channel]);
            let above = a + (b - a) * right;
            let below = c + (d - c) * right;
            let noise = if grain > 0 {
                numbers.below(2 * grain) as f32 - grain as f32
            } else {
                0.0
            };
            let value = (above + (below - above) * down + noise).clamp(0.0, 255.0);
            pixel << 8 | value as u32
        })
    })
}

/// A page of text with soft edges, lines of 20 and letters of 9 pixels, scrolled by `scrolled` pixels.
pub(crate) fn page(size: Size, scrolled: usize) -> Vec<u8> {
    painted(size, |x, y| page_pixel(x, y + scrolled))
}

/// One pixel of the endless page that [`page`] shows.
pub(crate) fn page_pixel(x: usize, y: usize) -> u32 {
    let (column, line) = (x / 9, y / 20);
    let letter = Numbers((line * 1000 + column) as u64).below(30);
    let (x, y) = (x % 9, y % 20);
    if letter >= 26 || !(4..17).contains(&y) || x == 8 {
        return 0x00ff_ffff;
    }
    let stroke = Numbers(letter * 4096 + (y / 2 * 16 + x / 2) as u64).below(3);
    let soft = Numbers(letter * 65536 + (y * 16 + x) as u64).below(4) as u32;
    match stroke {
        0 => 0x0014_1414 + soft * 0x0028_2828,
        _ => 0x00ff_ffff,
    }
}
