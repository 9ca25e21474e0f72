//! The graphics pipeline's steps, carried out as a client does: exact in the end, small, and within their budget.

use std::time::Duration;

use lifeline::screen::{Budget, GraphicsEncoder, Paint};
use lifeline::vocabulary::{Codec, Rect, Size};
use proptest::prelude::*;

use crate::screen::codec::picture;
use crate::screen::decode::{Client, as_seen};
use crate::screen::pictures::{desktop, noise, office, page, page_pixel, painted, video};

const SIZE: Size = Size {
    width: 640,
    height: 480,
};

/// An encoder and the client that shows what it sends.
struct Pair {
    size: Size,
    graphics: GraphicsEncoder,
    client: Client,
    now: Duration,
}

fn whole(size: Size) -> Rect {
    Rect {
        left: 0,
        top: 0,
        width: size.width,
        height: size.height,
    }
}

fn area(left: u16, top: u16, width: u16, height: u16) -> Rect {
    Rect {
        left,
        top,
        width,
        height,
    }
}

impl Pair {
    fn new(size: Size) -> Self {
        Self {
            size,
            graphics: GraphicsEncoder::default(),
            client: Client::new(size),
            now: Duration::ZERO,
        }
    }

    fn show(&mut self, pixels: &[u8], damage: &[Rect]) -> Vec<Paint> {
        self.now += Duration::from_millis(33);
        let mut out = Vec::new();
        self.graphics.encode(pixels, self.size, damage, self.now, &mut out);
        self.client.paint(&out);
        out
    }

    fn show_all(&mut self, pixels: &[u8]) -> Vec<Paint> {
        self.show(pixels, &[whole(self.size)])
    }

    /// Goes on while it wants to, without new damage; returns how many frames that took.
    fn rest(&mut self, pixels: &[u8]) -> usize {
        for frames in 0..10_000 {
            let Some(due) = self.graphics.due() else {
                return frames;
            };
            self.now = self.now.max(due);
            let painted = self.show(pixels, &[]);
            assert!(!painted.is_empty(), "called for nothing");
        }
        panic!("it never comes to rest");
    }

    fn assert_exact(&self, pixels: &[u8]) {
        self.assert_exact_in(pixels, whole(self.size));
    }

    fn assert_exact_in(&self, pixels: &[u8], area: Rect) {
        let wanted = as_seen(pixels, 32);
        let width = usize::from(self.size.width);
        for y in area.top..area.top + area.height {
            for x in area.left..area.left + area.width {
                let at = usize::from(y) * width + usize::from(x);
                assert_eq!(self.client.pixels[at], wanted[at], "pixel {x}, {y}");
            }
        }
    }

    /// Structural similarity of brightness, over squares of 8 pixels.
    fn similarity(&self, pixels: &[u8]) -> f64 {
        let bright = |[red, green, blue]: &[u8; 3]| {
            0.299 * f64::from(*red) + 0.587 * f64::from(*green) + 0.114 * f64::from(*blue)
        };
        let shown: Vec<f64> = self.client.pixels.iter().map(bright).collect();
        let wanted: Vec<f64> = as_seen(pixels, 32).iter().map(bright).collect();
        let (width, height) = (usize::from(self.size.width), usize::from(self.size.height));
        let mut sum = 0.0;
        let mut count = 0.0;
        for top in (0..height - 7).step_by(4) {
            for left in (0..width - 7).step_by(4) {
                let (mut a, mut b, mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0, 0.0, 0.0);
                for y in top..top + 8 {
                    for x in left..left + 8 {
                        let (p, q) = (shown[y * width + x], wanted[y * width + x]);
                        a += p / 64.0;
                        b += q / 64.0;
                        aa += p * p / 64.0;
                        bb += q * q / 64.0;
                        ab += p * q / 64.0;
                    }
                }
                let (va, vb, cov) = (aa - a * a, bb - b * b, ab - a * b);
                sum += (2.0 * a * b + 6.5) * (2.0 * cov + 58.5) / ((a * a + b * b + 6.5) * (va + vb + 58.5));
                count += 1.0;
            }
        }
        sum / count
    }
}

fn bytes(paints: &[Paint]) -> usize {
    paints.iter().map(Paint::bytes).sum()
}

fn copies(paints: &[Paint]) -> Vec<(Rect, (u16, u16))> {
    let copy = |paint: &Paint| match paint {
        Paint::Copy { from, to } => Some((*from, to[0])),
        _ => None,
    };
    paints.iter().filter_map(copy).collect()
}

fn codecs(paints: &[Paint]) -> Vec<Codec> {
    let codec = |paint: &Paint| match paint {
        Paint::Bits { codec, .. } => Some(*codec),
        _ => None,
    };
    paints.iter().filter_map(codec).collect()
}

/// Puts one picture into another, its left top corner at (`left`, `top`).
fn put(pixels: &mut [u8], size: Size, part: &[u8], area: Rect) {
    for (row, part) in part.chunks(usize::from(area.width) * 4).enumerate() {
        let start = ((usize::from(area.top) + row) * usize::from(size.width) + usize::from(area.left)) * 4;
        pixels[start..start + part.len()].copy_from_slice(part);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_picture_becomes_exact(
        (size, mut pixels) in picture(),
        places in prop::collection::vec((any::<u16>(), any::<u16>(), 1_u16..90, 1_u16..90, any::<u64>()), 1..6),
        bytes in prop_oneof![Just(1_usize), 500_usize..4000, Just(4 << 20)],
    ) {
        let mut pair = Pair::new(size);
        pair.graphics.set_budget(Budget { bytes, ..Budget::default() });
        pair.show_all(&pixels);
        for (x, y, width, height, seed) in &places {
            let (left, top) = (x % size.width, y % size.height);
            let place = area(left, top, (*width).min(size.width - left), (*height).min(size.height - top));
            let part = Size { width: place.width, height: place.height };
            let changed = match seed % 3 {
                0 => noise(part, *seed),
                1 => painted(part, |_, _| *seed as u32),
                _ => video(part, *seed as usize % 50, 4, *seed),
            };
            put(&mut pixels, size, &changed, place);
            pair.show(&pixels, &[place]);
        }
        pair.rest(&pixels);
        pair.assert_exact(&pixels);
        prop_assert_eq!(pair.show_all(&pixels), []);
    }

    #[test]
    fn whatever_moves_is_exact(
        across in -90_i32..90,
        down in -90_i32..90,
        (left, top) in (100_u16..200, 100_u16..200),
        seed in any::<u64>(),
    ) {
        let background = office(SIZE);
        let window = desktop(Size { width: 260, height: 180 }, seed);
        let mut pair = Pair::new(SIZE);
        let mut pixels = background.clone();
        let before = area(left, top, 260, 180);
        put(&mut pixels, SIZE, &window, before);
        pair.show_all(&pixels);
        pair.rest(&pixels);
        let mut pixels = background;
        let after = area((i32::from(left) + across) as u16, (i32::from(top) + down) as u16, 260, 180);
        put(&mut pixels, SIZE, &window, after);
        pair.show(&pixels, &[before, after]);
        pair.rest(&pixels);
        pair.assert_exact(&pixels);
    }
}

#[test]
fn realistic_pictures_become_exact() {
    for (width, height) in [(197, 149), (129, 70), (3, 200), (1, 1), (64, 64), (640, 480)] {
        let size = Size { width, height };
        for pixels in [
            desktop(size, 1),
            office(size),
            noise(size, 2),
            video(size, 3, 9, 1),
            page(size, 7),
        ] {
            let mut pair = Pair::new(size);
            pair.show_all(&pixels);
            pair.rest(&pixels);
            pair.assert_exact(&pixels);
            assert_eq!(pair.show_all(&pixels), [], "{size:?}");
        }
    }
}

#[test]
fn a_scrolled_page_is_copied_and_only_its_new_lines_are_sent() {
    let mut pair = Pair::new(SIZE);
    let first = bytes(&pair.show_all(&page(SIZE, 0)));
    for step in 1..20 {
        let pixels = page(SIZE, step * 20);
        let sent = pair.show_all(&pixels);
        pair.assert_exact(&pixels);
        assert_eq!(copies(&sent), [(area(0, 20, 640, 460), (0, 0))]);
        assert!(bytes(&sent) < first / 12, "{} of {first}", bytes(&sent));
        assert!(pair.graphics.moved());
    }
    let pixels = page(SIZE, 360);
    assert_eq!(copies(&pair.show_all(&pixels)), [(area(0, 0, 640, 460), (0, 20))]);
    pair.assert_exact(&pixels);
}

/// Something that stays in its place over a page that scrolls beneath it does not prevent the copy.
#[test]
fn what_stays_in_its_place_over_a_scrolled_page_is_repaired() {
    let mut pair = Pair::new(SIZE);
    let badge = |scrolled| {
        let mut pixels = page(SIZE, scrolled);
        put(
            &mut pixels,
            SIZE,
            &painted(Size { width: 200, height: 20 }, |x, _| (x / 20) as u32 * 77),
            area(40, 40, 200, 20),
        );
        pixels
    };
    let first = bytes(&pair.show_all(&badge(0)));
    for step in 1..6 {
        let pixels = badge(step * 20);
        let sent = pair.show_all(&pixels);
        pair.assert_exact(&pixels);
        assert_eq!(copies(&sent).len(), 1);
        assert!(bytes(&sent) < first / 6, "{} of {first}", bytes(&sent));
    }
}

/// On a slow network a scrolled page's new lines wait for what it would otherwise seem to carry away.
#[test]
fn what_stays_in_its_place_over_a_scrolled_page_goes_first() {
    let mut pair = Pair::new(SIZE);
    let mark = Size { width: 200, height: 20 };
    let place = area(40, 40, mark.width, mark.height);
    let marked = |step: usize| {
        let mut pixels = page(SIZE, step * 20);
        let blocks = painted(mark, |x, _| if step >> (x / 20) & 1 == 1 { 0x00ff_ffff } else { 0 });
        put(&mut pixels, SIZE, &blocks, place);
        pixels
    };
    pair.show_all(&marked(0));
    let plenty = bytes(&pair.show_all(&marked(1)));
    pair.graphics.set_budget(Budget {
        bytes: plenty * 2 / 3,
        ..Budget::default()
    });
    for step in 2..12 {
        let sent = pair.show_all(&marked(step));
        assert_eq!(copies(&sent).len(), 1);
        assert_eq!(pair.graphics.due(), Some(Duration::ZERO), "there is more than fits");
        pair.assert_exact_in(&marked(step), place);
    }
    pair.rest(&marked(11));
    pair.assert_exact(&marked(11));
}

#[test]
fn a_dragged_window_is_copied() {
    let mut pair = Pair::new(SIZE);
    let window = page(
        Size {
            width: 300,
            height: 200,
        },
        900,
    );
    let at = |left, top| {
        let mut pixels = painted(SIZE, |_, _| 0x0030_6080);
        put(&mut pixels, SIZE, &window, area(left, top, 300, 200));
        pixels
    };
    let first = bytes(&pair.show_all(&at(100, 100)));
    let (mut left, mut top) = (100_u16, 100_u16);
    for (across, down) in [(7, 0), (0, 5), (-30, 12), (3, -40), (11, 11)] {
        let (x, y) = (left.saturating_add_signed(across), top.saturating_add_signed(down));
        let pixels = at(x, y);
        let sent = pair.show(&pixels, &[area(left, top, 300, 200), area(x, y, 300, 200)]);
        pair.assert_exact(&pixels);
        assert_eq!(copies(&sent).len(), 1, "{across}, {down}");
        assert!(bytes(&sent) < first / 20, "{} of {first}", bytes(&sent));
        (left, top) = (x, y);
    }
}

/// A letter, and far from it a strip: two small rectangles, not one around both.
#[test]
fn a_typed_letter_costs_a_hundred_bytes() {
    let mut pair = Pair::new(SIZE);
    let mut pixels = page(SIZE, 0);
    pair.show_all(&pixels);
    let letter = painted(Size { width: 9, height: 20 }, |x, y| page_pixel(x, y + 4000));
    put(&mut pixels, SIZE, &letter, area(400, 300, 9, 20));
    put(
        &mut pixels,
        SIZE,
        &painted(Size { width: 20, height: 20 }, |_, _| 0),
        area(60, 40, 20, 20),
    );
    let sent = pair.show(&pixels, &[area(40, 40, 369, 280)]);
    pair.assert_exact(&pixels);
    assert!(
        sent.iter()
            .any(|paint| matches!(paint, Paint::Fill { areas, .. } if areas == &[area(60, 40, 20, 20)]))
    );
    let drawn: u64 = sent
        .iter()
        .flat_map(Paint::areas)
        .map(|area| u64::from(area.width) * u64::from(area.height))
        .sum();
    assert!(drawn <= 400 + 180, "{sent:?}");
    assert!(bytes(&sent) < 360, "{}", bytes(&sent));
}

#[test]
fn one_colour_is_filled() {
    let mut pair = Pair::new(SIZE);
    let pixels = painted(SIZE, |_, _| 0x0012_3456);
    let sent = pair.show_all(&pixels);
    assert_eq!(
        sent,
        [Paint::Fill {
            bgr: [0x56, 0x34, 0x12],
            areas: vec![whole(SIZE)]
        }]
    );
    pair.assert_exact(&pixels);
}

#[test]
fn video_looks_like_what_was_painted_and_becomes_exact_at_rest() {
    let mut pair = Pair::new(SIZE);
    for frame in 0..6 {
        let pixels = video(SIZE, frame, 9, frame as u64);
        let sent = pair.show_all(&pixels);
        assert_eq!(codecs(&sent), [Codec::RemoteFx]);
        // 2 bits a pixel.
        assert!(bytes(&sent) < 640 * 480 / 4, "{}", bytes(&sent));
        let similarity = pair.similarity(&pixels);
        assert!(similarity > 0.95, "{similarity}");
    }
    let pixels = video(SIZE, 5, 9, 5);
    let due = pair.graphics.due().unwrap();
    assert!(due > pair.now && due <= pair.now + Duration::from_millis(400));
    pair.rest(&pixels);
    pair.assert_exact(&pixels);
}

#[test]
fn text_inside_a_video_is_always_exact() {
    let mut pair = Pair::new(SIZE);
    // On no multiple of any block.
    let place = area(123, 77, 270, 140);
    let part = Size {
        width: place.width,
        height: place.height,
    };
    for frame in 0..6 {
        let mut pixels = video(SIZE, frame, 9, frame as u64);
        put(&mut pixels, SIZE, &page(part, frame * 7), place);
        let sent = pair.show_all(&pixels);
        assert!(codecs(&sent).contains(&Codec::RemoteFx));
        // Its empty margin may be lossy where a piece of it shares a block with the video.
        pair.assert_exact_in(&pixels, area(126, 80, 264, 134));
    }
}

/// A video is looked at closely every fourth frame only.
#[test]
fn text_that_appears_in_a_video_is_soon_exact() {
    let mut pair = Pair::new(SIZE);
    let place = area(123, 77, 270, 140);
    let part = Size {
        width: place.width,
        height: place.height,
    };
    let text = page(part, 3);
    for frame in 0..12 {
        let mut pixels = video(SIZE, frame, 9, frame as u64);
        if frame >= 6 {
            put(&mut pixels, SIZE, &text, place);
        }
        pair.show_all(&pixels);
        if frame >= 9 {
            // The blocks that hold nothing else.
            pair.assert_exact_in(&pixels, area(128, 80, 256, 128));
        }
    }
}

/// Of a video's tiles only a few rows are kept: a part that looks as it did some frames ago is sent all the same.
#[test]
fn a_part_of_a_video_that_goes_back_is_shown() {
    let frames: Vec<_> = (0..4).map(|frame| video(SIZE, frame * 9, 9, frame as u64)).collect();
    for back in 0..4 {
        let mut pair = Pair::new(SIZE);
        for frame in 0..12 {
            let pixels = &frames[frame % 4];
            pair.show_all(pixels);
            let similarity = pair.similarity(pixels);
            assert!(similarity > 0.95, "{frame}: {similarity}");
        }
        let stripe = area(0, 64, SIZE.width, 8);
        pair.show(&frames[back], &[stripe]);
        let wanted = as_seen(&frames[back], 32);
        for column in (0..SIZE.width).step_by(64) {
            let pixels = (0..8 * 64).map(|n| (64 + n / 64) * usize::from(SIZE.width) + usize::from(column) + n % 64);
            let difference: u32 = pixels
                .map(|at| u32::from(pair.client.pixels[at][1].abs_diff(wanted[at][1])))
                .sum();
            assert!(difference < 8 * 64 * 6, "back to {back}, column {column}: {difference}");
        }
    }
}

#[test]
fn a_small_budget_is_kept_and_everything_arrives() {
    let mut pair = Pair::new(SIZE);
    let limit = 18_000;
    pair.graphics.set_budget(Budget {
        bytes: limit,
        ..Budget::default()
    });
    for frame in 0..12 {
        let pixels = video(SIZE, frame, 9, frame as u64);
        let sent = pair.show_all(&pixels);
        if frame > 2 {
            // Half of it is left to what is small and lossless.
            assert!(bytes(&sent) < limit * 5 / 8, "{}", bytes(&sent));
            // A picture, though a coarse one.
            assert!(pair.similarity(&pixels) > 0.6, "{}", pair.similarity(&pixels));
        }
    }
    let pixels = page(SIZE, 0);
    let mut sent = pair.show_all(&pixels);
    while pair.graphics.due() == Some(Duration::ZERO) {
        assert!(bytes(&sent) < limit * 2, "{}", bytes(&sent));
        sent = pair.show(&pixels, &[]);
    }
    pair.assert_exact(&pixels);
}

/// On a network of a megabit a video has half of it: what is clicked meanwhile is seen at once.
#[test]
fn a_video_pauses_for_what_is_small_on_a_slow_network() {
    let mut pair = Pair::new(SIZE);
    let budget = Budget {
        bytes: 6_000,
        ..Budget::default()
    };
    pair.graphics.set_budget(budget);
    let button = area(300, 200, 120, 80);
    let mut videos = Vec::new();
    for frame in 0..40 {
        let mut pixels = video(SIZE, frame, 9, frame as u64);
        let colour = if frame % 3 == 0 { 0x00_ff } else { 0xff_00 };
        put(
            &mut pixels,
            SIZE,
            &painted(
                Size {
                    width: button.width,
                    height: button.height,
                },
                |_, _| colour,
            ),
            button,
        );
        let sent = pair.show_all(&pixels);
        let lossy: usize = sent
            .iter()
            .filter(|paint| codecs(std::slice::from_ref(paint)).contains(&Codec::RemoteFx))
            .map(Paint::bytes)
            .sum();
        if frame < 4 {
            continue;
        }
        pair.assert_exact_in(&pixels, button);
        assert!(
            bytes(&sent) - lossy < 4_000,
            "{} beside the video",
            bytes(&sent) - lossy
        );
        videos.push(lossy);
        if lossy == 0 {
            assert!(pair.graphics.due() > Some(Duration::ZERO), "called for nothing");
        }
    }
    let all: usize = videos.iter().sum();
    // Frames are 33 ms apart, and the budget is for 50.
    let whole = budget.bytes * videos.len() * 33 / 50;
    assert!((whole * 2 / 5..whole * 3 / 5).contains(&all), "{all} of {whole}");
}

/// What appears once is no video: nothing else wants the network meanwhile.
#[test]
fn a_photograph_does_not_pause_on_a_slow_network() {
    let size = Size {
        width: 1280,
        height: 960,
    };
    let mut pair = Pair::new(size);
    pair.graphics.set_budget(Budget {
        bytes: 6_000,
        ..Budget::default()
    });
    let pixels = video(size, 0, 9, 0);
    pair.show_all(&pixels);
    let mut frames = 1;
    while pair.graphics.due().is_some_and(|due| due <= pair.now) {
        pair.show(&pixels, &[]);
        frames += 1;
    }
    assert!(frames > 1, "it fits into one frame");
    assert!(pair.similarity(&pixels) > 0.5, "{}", pair.similarity(&pixels));
}

/// While a page waits for its turn, what is typed does not.
#[test]
fn small_changes_go_first() {
    let mut pair = Pair::new(SIZE);
    pair.show_all(&painted(SIZE, |_, _| 0));
    pair.graphics.set_budget(Budget {
        bytes: 3_000,
        ..Budget::default()
    });
    let mut pixels = page(SIZE, 0);
    pair.show_all(&pixels);
    assert_eq!(pair.graphics.due(), Some(Duration::ZERO));
    let letter = area(12, 456, 9, 20);
    put(&mut pixels, SIZE, &noise(Size { width: 9, height: 20 }, 1), letter);
    pair.show(&pixels, &[letter]);
    pair.assert_exact_in(&pixels, letter);
}

#[test]
fn what_was_lost_is_sent_again() {
    let mut pair = Pair::new(SIZE);
    let pixels = page(SIZE, 0);
    let first = pair.show_all(&pixels);
    pair.graphics.forget();
    assert_eq!(pair.show_all(&pixels), first);
    let lost = area(100, 100, 50, 30);
    pair.graphics.forget_areas(&[lost]);
    let again = pair.show_all(&pixels);
    let mut client = Client::new(SIZE);
    client.paint(&again);
    let sent: u64 = again
        .iter()
        .flat_map(Paint::areas)
        .map(|area| u64::from(area.width) * u64::from(area.height))
        .sum();
    assert_eq!(sent, 50 * 30);
    // A frame that never left, with a copy in it, is made up for by what was to be drawn.
    let scrolled = page(SIZE, 20);
    let mut unsent = Vec::new();
    pair.now += Duration::from_millis(33);
    pair.graphics
        .encode(&scrolled, SIZE, &[whole(SIZE)], pair.now, &mut unsent);
    assert!(!copies(&unsent).is_empty());
    let drawn: Vec<Rect> = unsent.iter().flat_map(Paint::areas).collect();
    pair.graphics.forget_areas(&drawn);
    pair.show(&scrolled, &drawn);
    pair.assert_exact(&scrolled);
}

#[test]
fn the_meaningless_fourth_byte_is_no_change() {
    let mut pair = Pair::new(SIZE);
    pair.show_all(&painted(SIZE, |_, _| 0x0011_2233));
    assert_eq!(pair.show_all(&painted(SIZE, |_, _| 0xff11_2233)), []);
}

#[test]
fn a_picture_shorter_than_its_size_draws_nothing() {
    let mut out = Vec::new();
    GraphicsEncoder::default().encode(&[0; 399], SIZE, &[whole(SIZE)], Duration::ZERO, &mut out);
    assert_eq!(out, []);
}

#[test]
fn another_size_begins_anew() {
    let mut pair = Pair::new(SIZE);
    pair.show_all(&page(SIZE, 0));
    let size = Size {
        width: 333,
        height: 222,
    };
    pair.size = size;
    pair.client = Client::new(size);
    let pixels = page(size, 0);
    pair.show_all(&pixels);
    pair.rest(&pixels);
    pair.assert_exact(&pixels);
}
