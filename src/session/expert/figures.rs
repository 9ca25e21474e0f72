//! What the view costs and how late it is, as this end measures it.

use std::time::{Duration, Instant};

use crate::rdp::{Drawn, Tally};

/// The figures of the last second, rounded so that they stand still while nothing changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Frames that came whole; `None` if the other end's program does not say where one ends.
    pub frames: Option<u64>,
    /// Bits of all that came, as the RDP frames were read: without TLS and TCP.
    pub bits_per_second: u64,
    /// How long a sign of life went to the novice's computer and back, behind whatever was under way; `None` if the
    /// other end's program gives none.
    pub delay: Option<Duration>,
    /// How the picture was encoded in the last second in which any of it came; the largest share first.
    pub shares: Vec<DrawnShare>,
}

/// What came in one encoding, in percent of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawnShare {
    pub way: Drawn,
    pub bytes: u8,
    pub pixels: u8,
}

/// Counts by which the figures are made, all growing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Traffic {
    pub bytes: u64,
    pub tally: Tally,
}

/// What keeps the connection alive while nothing else passes comes to less than this a second.
const SIGNS_OF_LIFE: u64 = 5000;
/// Delays that differ by less are the same.
const SMALL_DIFFERENCE: Duration = Duration::from_millis(5);

/// Makes the figures of a second out of what has been counted at its end.
pub(super) struct Meter {
    since: Instant,
    last: Traffic,
    delay: Option<Duration>,
    shares: Vec<DrawnShare>,
    told: Figures,
}

impl Meter {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            since: now,
            last: Traffic::default(),
            delay: None,
            shares: Vec::new(),
            told: Figures::default(),
        }
    }

    /// A sign of life came back after this time. What differs little from the last time is no news.
    pub(super) fn returned(&mut self, after: Duration) {
        let differs = |delay: Duration| after.abs_diff(delay) > (delay / 4).max(SMALL_DIFFERENCE);
        if self.delay.is_none_or(differs) {
            self.delay = Some(after);
        }
    }

    /// The figures since the last call, if they are others than those.
    pub(super) fn read(&mut self, traffic: Traffic, now: Instant) -> Option<Figures> {
        let took = now.saturating_duration_since(self.since).as_secs_f64();
        if took <= 0.0 {
            return None;
        }
        self.since = now;
        let last = std::mem::replace(&mut self.last, traffic);
        let a_second = |count: u64| (count as f64 / took).round() as u64;
        let shares = shares(&traffic.tally, &last.tally);
        if !shares.is_empty() {
            self.shares = shares;
        }
        let bits = a_second(traffic.bytes.saturating_sub(last.bytes) * 8);
        let bits = if bits < SIGNS_OF_LIFE { 0 } else { bits };
        let marked = traffic.tally.frames > 0;
        let figures = Figures {
            frames: marked.then(|| a_second(traffic.tally.frames.saturating_sub(last.tally.frames))),
            bits_per_second: two_digits(bits),
            delay: self
                .delay
                .map(|delay| Duration::from_millis(two_digits(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)))),
            shares: self.shares.clone(),
        };
        (figures != self.told).then(|| {
            self.told.clone_from(&figures);
            figures
        })
    }
}

fn shares(now: &Tally, before: &Tally) -> Vec<DrawnShare> {
    let grown = |way: Drawn| {
        let (now, before) = (now.of(way), before.of(way));
        (
            way,
            now.bytes.saturating_sub(before.bytes),
            now.pixels.saturating_sub(before.pixels),
        )
    };
    let mut parts: Vec<(Drawn, u64, u64)> = Drawn::ALL.into_iter().map(grown).filter(|part| part.2 > 0).collect();
    let all = parts.iter().fold((0, 0), |all, part| (all.0 + part.1, all.1 + part.2));
    parts.sort_by_key(|part| std::cmp::Reverse((part.1, part.2)));
    let percent = |part: u64, of: u64| u8::try_from((part * 100 + of / 2) / of.max(1)).unwrap_or(100);
    parts
        .into_iter()
        .map(|(way, bytes, pixels)| DrawnShare {
            way,
            bytes: percent(bytes, all.0),
            pixels: percent(pixels, all.1),
        })
        .collect()
}

/// Rounded to two digits: the third changes with every second and tells nobody anything.
fn two_digits(value: u64) -> u64 {
    let mut unit = 1;
    while value / unit >= 100 {
        unit *= 10;
    }
    (value + unit / 2) / unit * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_a_second_are_told_once() {
        let start = Instant::now();
        let mut meter = Meter::new(start);
        let mut traffic = Traffic {
            bytes: 125_499,
            tally: Tally::default(),
        };
        traffic.tally.frames = 30;
        traffic.tally.add(Drawn::RemoteFx, 90_000, 1_000_000);
        traffic.tally.add(Drawn::Copy, 0, 3_000_000);
        meter.returned(Duration::from_micros(1_234_567));
        let second = start + Duration::from_secs(1);
        let share = |way, bytes, pixels| DrawnShare { way, bytes, pixels };
        assert_eq!(
            meter.read(traffic, second),
            Some(Figures {
                frames: Some(30),
                bits_per_second: 1_000_000,
                delay: Some(Duration::from_millis(1200)),
                shares: vec![share(Drawn::RemoteFx, 100, 25), share(Drawn::Copy, 0, 75)],
            })
        );
        // Nothing came: the rate falls, and how the last picture came stays.
        let still = meter.read(traffic, second + Duration::from_secs(1)).unwrap();
        assert_eq!(
            (still.frames, still.bits_per_second, still.shares.len()),
            (Some(0), 0, 2)
        );
        // Signs of life alone are no news.
        traffic.bytes += 100;
        meter.returned(Duration::from_millis(1230));
        assert_eq!(meter.read(traffic, second + Duration::from_secs(2)), None);
    }

    #[test]
    fn what_is_not_marked_is_not_counted_as_frames() {
        let start = Instant::now();
        let mut meter = Meter::new(start);
        let mut traffic = Traffic::default();
        traffic.tally.add(Drawn::Planar, 1000, 4096);
        let figures = meter.read(traffic, start + Duration::from_secs(1)).unwrap();
        assert_eq!((figures.frames, figures.delay), (None, None));
    }

    #[test]
    fn two_digits_are_kept() {
        let rounded = [0, 7, 99, 100, 104, 105, 999, 123_456].map(two_digits);
        assert_eq!(rounded, [0, 7, 99, 100, 100, 110, 1000, 120_000]);
    }
}
