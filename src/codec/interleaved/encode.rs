//! The encoder, for 24, 16 and 15 bits a pixel.
//!
//! Pixels are one stream, rows from the bottom. A pixel is sent as its own value, or as its exclusive or with the pixel
//! below it, in the row sent before (0 in the first row). An exclusive or of 0 is "background"; the one value that both
//! ends remember is "foreground". No order reaches from the first row into the second, since decoders look for the end
//! of the first row only between orders.

use crate::codec::{MAX_SIDE, PIXEL, Picture};
use crate::vocabulary::Rect;

const MOST_PIXELS: usize = MAX_SIDE as usize * MAX_SIDE as usize;

/// Regular orders, by their code in the upper three bits, with their form for lengths above 287.
const BACKGROUND_RUN: RleOrder = RleOrder {
    regular: 0x00,
    long: 0xf0,
    counted: 5,
};
const FOREGROUND_RUN: RleOrder = RleOrder {
    regular: 0x20,
    long: 0xf1,
    counted: 5,
};
const COLOUR_RUN: RleOrder = RleOrder {
    regular: 0x60,
    long: 0xf3,
    counted: 5,
};
const COLOUR_IMAGE: RleOrder = RleOrder {
    regular: 0x80,
    long: 0xf4,
    counted: 5,
};
const SET_FOREGROUND_RUN: RleOrder = RleOrder {
    regular: 0xc0,
    long: 0xf6,
    counted: 4,
};
const TWO_COLOUR_IMAGE: RleOrder = RleOrder {
    regular: 0x40,
    long: 0xf2,
    counted: 5,
};
const SET_TWO_COLOUR_IMAGE: RleOrder = RleOrder {
    regular: 0xd0,
    long: 0xf7,
    counted: 4,
};

/// A two-colour image ends before this many background pixels in a row: a background run tells them in fewer bytes.
const LONG_BACKGROUND: usize = 16;

/// An order must save more bytes than this over plain pixels: it also interrupts them, which costs them a header.
const LEAST_GAIN: usize = 1;

/// Bits a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    Bits15,
    Bits16,
    Bits24,
}

impl Depth {
    /// The depth of this many bits; 24 for any other number.
    pub fn of(bits_per_pixel: u8) -> Self {
        match bits_per_pixel {
            15 => Self::Bits15,
            16 => Self::Bits16,
            _ => Self::Bits24,
        }
    }

    pub fn bits(self) -> u8 {
        match self {
            Self::Bits15 => 15,
            Self::Bits16 => 16,
            Self::Bits24 => 24,
        }
    }

    fn bytes(self) -> usize {
        match self {
            Self::Bits15 | Self::Bits16 => 2,
            Self::Bits24 => 3,
        }
    }

    fn pixel(self, bgrx: [u8; PIXEL]) -> u32 {
        let [blue, green, red, _] = bgrx.map(u32::from);
        match self {
            Self::Bits15 => (red >> 3) << 10 | (green >> 3) << 5 | blue >> 3,
            Self::Bits16 => (red >> 3) << 11 | (green >> 2) << 5 | blue >> 3,
            Self::Bits24 => red << 16 | green << 8 | blue,
        }
    }
}

/// Appends an area of at most 64 × 64 pixels. True: run-length coded; false: plain pixels, because they are shorter.
pub fn encode(picture: Picture<'_>, area: Rect, depth: Depth, out: &mut Vec<u8>) -> bool {
    let width = usize::from(area.width);
    let mut pixels = [0; MOST_PIXELS];
    let mut used = 0;
    for row in picture.rows_from_bottom(area) {
        let to = pixels.get_mut(used..).unwrap_or_default();
        for (to, from) in to.iter_mut().zip(row.as_chunks::<PIXEL>().0) {
            *to = depth.pixel(*from);
        }
        used += row.len() / PIXEL;
    }
    let pixels = pixels.get(..used).unwrap_or_default();
    let mut changes = [0; MOST_PIXELS];
    let first = width.min(used);
    for (change, pixel) in changes.iter_mut().zip(pixels) {
        *change = *pixel;
    }
    let after_first = changes.get_mut(first..).unwrap_or_default();
    for ((change, pixel), above) in after_first
        .iter_mut()
        .zip(pixels.get(first..).unwrap_or_default())
        .zip(pixels)
    {
        *change = pixel ^ above;
    }
    let changes = changes.get(..used).unwrap_or_default();

    let start = out.len();
    let mut stream = OrderStream {
        out,
        depth,
        foreground: None,
    };
    stream.encode(
        pixels.get(..first).unwrap_or_default(),
        changes.get(..first).unwrap_or_default(),
    );
    stream.encode(
        pixels.get(first..).unwrap_or_default(),
        changes.get(first..).unwrap_or_default(),
    );

    let row_bytes = (width * depth.bytes()).next_multiple_of(4);
    if out.len() - start < row_bytes * usize::from(area.height) {
        return true;
    }
    out.truncate(start);
    for row in pixels.chunks(width.max(1)) {
        let row_start = out.len();
        push_pixels(out, depth, row);
        out.resize(row_start + row_bytes, 0);
    }
    false
}

/// One run of a colour over an area of at most 65535 pixels: MEGA_MEGA_COLOR_RUN.
pub fn flat([blue, green, red]: [u8; 3], width: u16, height: u16, bits_per_pixel: u8) -> Vec<u8> {
    let depth = Depth::of(bits_per_pixel);
    let mut out = vec![COLOUR_RUN.long];
    out.extend_from_slice(&width.saturating_mul(height).to_le_bytes());
    push_pixel(&mut out, depth, depth.pixel([blue, green, red, 0]));
    out
}

#[derive(Clone, Copy)]
struct RleOrder {
    regular: u8,
    long: u8,
    /// Bits of the length in the first byte; 0 in them announces a second byte.
    counted: u32,
}

struct OrderStream<'a> {
    out: &'a mut Vec<u8>,
    depth: Depth,
    /// As the decoder keeps it. `None` until it is first sent: decoders do not agree on which white it begins with.
    foreground: Option<u32>,
}

/// A way to tell the next pixels.
struct Choice {
    kind: OrderKind,
    pixels: usize,
    /// Bytes less than plain pixels take.
    gain: usize,
}

enum OrderKind {
    Colour,
    Foreground,
    TwoColours,
}

impl OrderStream<'_> {
    fn encode(&mut self, pixels: &[u32], changes: &[u32]) {
        let mut at = 0;
        let mut plain_from = 0;
        // A decoder begins a background run that follows another with one foreground pixel.
        let mut after_background = false;
        while let Some((&change, rest)) = changes.get(at..).and_then(<[u32]>::split_first) {
            let no_plain = plain_from == at;
            if change == 0 {
                let run = 1 + leading(rest, 0);
                if no_plain || run > LEAST_GAIN {
                    self.flush_plain(pixels, plain_from, at);
                    self.run(BACKGROUND_RUN, run);
                    at += run;
                    plain_from = at;
                    after_background = true;
                    continue;
                }
                at += 1;
                continue;
            }
            if no_plain && after_background && self.foreground == Some(change) {
                let run = leading(rest, 0);
                if run > 0 {
                    self.run(BACKGROUND_RUN, 1 + run);
                    at += 1 + run;
                    plain_from = at;
                    continue;
                }
            }
            let Some(choice) = self.choose(pixels.get(at..).unwrap_or_default(), change, rest) else {
                at += 1;
                continue;
            };
            self.flush_plain(pixels, plain_from, at);
            self.write(
                &choice,
                pixels.get(at..).unwrap_or_default(),
                changes.get(at..).unwrap_or_default(),
            );
            at += choice.pixels;
            plain_from = at;
            after_background = false;
        }
        self.flush_plain(pixels, plain_from, changes.len());
    }

    fn choose(&self, pixels: &[u32], change: u32, rest: &[u32]) -> Option<Choice> {
        let next_like_this = pixels.get(1).is_some_and(|next| pixels.first() == Some(next));
        let next_in_two = rest.first().is_some_and(|next| *next == change || *next == 0);
        if !next_like_this && !next_in_two && self.foreground != Some(change) {
            return None;
        }
        let size = self.depth.bytes();
        let set = if self.foreground == Some(change) { 0 } else { size };
        let colour = pixels
            .split_first()
            .map_or(0, |(first, rest)| 1 + leading(rest, *first));
        let foreground = 1 + leading(rest, change);
        let two_colours = 1 + two_colours(rest, change);
        [
            (OrderKind::Colour, colour, 1 + size),
            (OrderKind::Foreground, foreground, 1 + set),
            (OrderKind::TwoColours, two_colours, 2 + set + two_colours.div_ceil(8)),
        ]
        .into_iter()
        .map(|(kind, pixels, cost)| Choice {
            kind,
            pixels,
            gain: (pixels * size).saturating_sub(cost),
        })
        .max_by_key(|choice| choice.gain)
        .filter(|choice| choice.gain > LEAST_GAIN)
    }

    fn write(&mut self, choice: &Choice, pixels: &[u32], changes: &[u32]) {
        let (Some(&pixel), Some(&change)) = (pixels.first(), changes.first()) else {
            return;
        };
        let set = self.foreground != Some(change);
        match choice.kind {
            OrderKind::Colour => {
                self.run(COLOUR_RUN, choice.pixels);
                push_pixel(self.out, self.depth, pixel);
            }
            OrderKind::Foreground if set => {
                self.run(SET_FOREGROUND_RUN, choice.pixels);
                self.set_foreground(change);
            }
            OrderKind::Foreground => self.run(FOREGROUND_RUN, choice.pixels),
            OrderKind::TwoColours => {
                if set {
                    self.image(SET_TWO_COLOUR_IMAGE, choice.pixels);
                    self.set_foreground(change);
                } else {
                    self.image(TWO_COLOUR_IMAGE, choice.pixels);
                }
                for group in changes.get(..choice.pixels).unwrap_or_default().chunks(8) {
                    let mask = group
                        .iter()
                        .rev()
                        .fold(0, |mask, change| mask << 1 | u8::from(*change != 0));
                    self.out.push(mask);
                }
            }
        }
    }

    fn flush_plain(&mut self, pixels: &[u32], from: usize, to: usize) {
        let Some(pixels) = pixels.get(from..to).filter(|pixels| !pixels.is_empty()) else {
            return;
        };
        self.run(COLOUR_IMAGE, pixels.len());
        push_pixels(self.out, self.depth, pixels);
    }

    fn set_foreground(&mut self, change: u32) {
        push_pixel(self.out, self.depth, change);
        self.foreground = Some(change);
    }

    /// The header of an order whose length counts pixels.
    fn run(&mut self, order: RleOrder, length: usize) {
        let in_header = 1 << order.counted;
        match length {
            _ if length < in_header => self.out.push(order.regular | length as u8),
            _ if length - in_header <= usize::from(u8::MAX) => {
                self.out.extend_from_slice(&[order.regular, (length - in_header) as u8]);
            }
            _ => self.long(order, length),
        }
    }

    /// The header of a two-colour image, whose length counts groups of eight pixels, or pixels less one in a second
    /// byte.
    fn image(&mut self, order: RleOrder, length: usize) {
        if length.is_multiple_of(8) && length / 8 < 1 << order.counted {
            self.out.push(order.regular | (length / 8) as u8);
        } else if length <= usize::from(u8::MAX) + 1 {
            self.out.extend_from_slice(&[order.regular, (length - 1) as u8]);
        } else {
            self.long(order, length);
        }
    }

    fn long(&mut self, order: RleOrder, length: usize) {
        self.out.push(order.long);
        self.out.extend_from_slice(&(length as u16).to_le_bytes());
    }
}

fn push_pixel(out: &mut Vec<u8>, depth: Depth, pixel: u32) {
    let [a, b, c, _] = pixel.to_le_bytes();
    match depth {
        Depth::Bits15 | Depth::Bits16 => out.extend_from_slice(&[a, b]),
        Depth::Bits24 => out.extend_from_slice(&[a, b, c]),
    }
}

fn push_pixels(out: &mut Vec<u8>, depth: Depth, pixels: &[u32]) {
    let start = out.len();
    out.resize(start + pixels.len() * depth.bytes(), 0);
    let to = out.get_mut(start..).unwrap_or_default();
    match depth {
        Depth::Bits15 | Depth::Bits16 => {
            for (to, pixel) in to.as_chunks_mut::<2>().0.iter_mut().zip(pixels) {
                *to = (*pixel as u16).to_le_bytes();
            }
        }
        Depth::Bits24 => {
            for (to, pixel) in to.as_chunks_mut::<3>().0.iter_mut().zip(pixels) {
                let [a, b, c, _] = pixel.to_le_bytes();
                *to = [a, b, c];
            }
        }
    }
}

fn leading(values: &[u32], wanted: u32) -> usize {
    values.iter().take_while(|value| **value == wanted).count()
}

/// How many of the next changes are background or this foreground, without the background at their end.
fn two_colours(changes: &[u32], foreground: u32) -> usize {
    let mut length = 0;
    for (index, change) in changes.iter().enumerate() {
        if *change == foreground {
            length = index + 1;
        } else if *change != 0 || index - length >= LONG_BACKGROUND {
            break;
        }
    }
    length
}
