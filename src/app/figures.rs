//! How quick the view is and what it costs: in short on the status line, in full over the picture.

use std::time::Duration;

use egui::{Align2, Area, Frame, Id, Order, Rect, Ui, vec2};

use super::expert_side::{ExpertSide, Viewing};
use super::{parts, tokens, words, writing};
use crate::session::expert::{DrawnShare, Figures, Protection};
use crate::t;

/// What the status line has room for; all digits are of one width. A peer that is silent for longer is lost.
const LONG_DELAY: Duration = Duration::from_millis(88_888);
/// The longest of each unit, in bits per second.
const HIGH_RATES: [u64; 3] = [888_000, 8_800_000, 8_888_000_000];

/// One of the figures on the status line.
pub(super) struct Figure {
    /// Empty while it is not known.
    pub(super) text: String,
    /// The longest that it becomes.
    pub(super) longest: Vec<String>,
    pub(super) explained: String,
}

/// Delay and rate on the status line.
pub(super) fn status(figures: &Figures) -> [Figure; 2] {
    let delay = |delay: Duration| t!("viewer-delay", delay = milliseconds(delay));
    [
        Figure {
            text: figures.delay.map(delay).unwrap_or_default(),
            longest: vec![delay(Duration::ZERO), delay(LONG_DELAY)],
            explained: t!("figures-explained"),
        },
        Figure {
            text: rate(figures.bits_per_second),
            longest: HIGH_RATES.map(rate).into(),
            explained: t!("figures-rate-explained"),
        },
    ]
}

/// All figures in the upper corner of `room` at which lines end.
pub(super) fn show(ui: &Ui, side: &ExpertSide, viewing: &Viewing, room: Rect) {
    let palette = parts::palette(ui);
    let (pivot, corner) = if writing::mirrored() {
        (Align2::LEFT_TOP, room.left_top() + vec2(tokens::GAP, tokens::GAP))
    } else {
        (Align2::RIGHT_TOP, room.right_top() + vec2(-tokens::GAP, tokens::GAP))
    };
    Area::new(Id::unique("figures"))
        .order(Order::Middle)
        .pivot(pivot)
        .fixed_pos(corner)
        .constrain_to(room)
        .interactable(false)
        .show(ui.ctx(), |ui| {
            Frame::new()
                .fill(palette.surface)
                .stroke(tokens::edge(palette.line))
                .inner_margin(tokens::GAP)
                .show(ui, |ui| {
                    ui.set_max_width(tokens::FIGURES);
                    parts::flow(ui, |ui| {
                        for line in lines(&side.figures, side.protection, viewing) {
                            parts::small(ui, line);
                        }
                    });
                });
        });
}

fn lines(figures: &Figures, protection: Option<Protection>, viewing: &Viewing) -> Vec<String> {
    let unknown = || t!("figures-unknown");
    let frames = figures
        .frames
        .map_or_else(unknown, |frames| t!("figures-a-second", count = frames.to_string()));
    let delay = figures.delay.map_or_else(unknown, milliseconds);
    let mut lines = vec![
        t!("figures-frames", frames = frames),
        t!("figures-delay", delay = delay),
        t!("figures-rate", rate = rate(figures.bits_per_second)),
        t!(
            "figures-size",
            width = viewing.width.to_string(),
            height = viewing.height.to_string()
        ),
    ];
    lines.extend(protection.map(|kind| t!("figures-protection", protection = words::protection_in_full(kind))));
    lines.extend(figures.shares.iter().map(|DrawnShare { way, bytes, pixels }| {
        t!(
            "figures-share",
            way = way.name(),
            bytes = bytes.to_string(),
            pixels = pixels.to_string()
        )
    }));
    lines
}

fn milliseconds(delay: Duration) -> String {
    match delay.as_millis() {
        0 => t!("figures-under-a-millisecond"),
        delay => t!("figures-milliseconds", delay = delay.to_string()),
    }
}

fn rate(bits_per_second: u64) -> String {
    if bits_per_second >= 10_000_000 {
        t!(
            "figures-megabits",
            rate = format!("{:.0}", bits_per_second as f64 / 1e6)
        )
    } else if bits_per_second >= 1_000_000 {
        t!(
            "figures-megabits",
            rate = format!("{:.1}", bits_per_second as f64 / 1e6)
        )
    } else {
        t!("figures-kilobits", rate = bits_per_second.div_ceil(1000).to_string())
    }
}
