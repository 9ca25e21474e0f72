//! How much of the picture may be on its way: arithmetic over acknowledgements, with the clock passed in.
//!
//! The network between the two ends is modelled as a pipe with a rate and a round-trip time. The round-trip time,
//! without any queue, is the least time that an acknowledgement took lately. The rate is what came through: a frame of
//! some size has a probe before it, an empty frame, and the time between the two acknowledgements is what the bytes in
//! between took, independent of the round-trip time. The next frame is asked for when the pipe is about to run empty,
//! and is given as many bytes as go through it in [`FRAME`]: so the pipe stays full, nothing waits in it, and both rate
//! and quality follow it down and up again.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::screen::Budget;

/// A frame may take this long to go through.
const FRAME: Duration = Budget::TIME;
/// Frames are at least this far apart: no screen shows more.
const BETWEEN_FRAMES: Duration = Duration::from_millis(16);
/// The next frame is asked for this long before the pipe is empty, and the time that frames took to be encoded of late:
/// so one is made while the one before it goes through, and is decoded.
const LEAD: Duration = Duration::from_millis(8);
/// No frame is asked for earlier than this, however long one takes to be made.
const MOST_LEAD: Duration = Duration::from_millis(60);
/// What the first frame may have, as long as nothing is known.
const FIRST_BYTES: usize = 48 * 1024;
/// A budget is never smaller: a line of text, and more than what has no probe, so that the rate is always measured
/// again.
const LEAST_BYTES: usize = 4096;
/// A budget is never larger.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// What may be unacknowledged in any case. More than the small frames that an expert's end need not acknowledge at
/// once.
const LEAST_WINDOW: usize = 8 * 1024;
/// Frames of more bytes have a probe before them.
pub const PROBED_BYTES: usize = 2048;
/// Each rate measured counts this much less when the next comes.
const FADE: f64 = 0.7;
/// A frame that took this many times what was expected was held up by something else than its size: it counts for so
/// much.
const STALL: f64 = 4.0;
/// The shortest time that a frame is believed to have taken.
const SHORTEST: Duration = Duration::from_micros(200);
/// A least round-trip time that is older than this is forgotten.
const ROUND_TRIP_AGE: Duration = Duration::from_secs(10);
/// A probe that waited longer than this on its way says that the pipe is fuller than was believed.
const QUEUE: Duration = Duration::from_millis(20);
/// The part of the rate that is used while the pipe is to run empty.
const DRAINING: f64 = 0.75;
/// More frames than this are never unacknowledged, however fast a client says that it is: seconds of a fast network.
pub const MOST_UNACKNOWLEDGED: usize = 1024;
/// Without any acknowledgement for so long nothing is waited for any more: a network that comes back does so sooner,
/// and a client that does not acknowledge must not look at one picture for ever.
const SILENCE: Duration = Duration::from_secs(5);
/// What such a client gets it gets so far apart, as much each time as a first frame may have: nothing says whether it
/// keeps up, and whatever the network still holds is through soon after it goes on.
const UNHEARD_GAP: Duration = Duration::from_secs(1);

/// What the next frame may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub bytes: usize,
    /// Least time between two frames.
    pub gap: Duration,
}

/// When the next frame may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    Now,
    At(Instant),
    /// Only after an acknowledgement; without one, then.
    Acknowledged(Instant),
}

#[derive(Debug, Clone, Copy)]
struct Sent {
    frame: u32,
    bytes: usize,
    at: Instant,
    probe: bool,
}

/// The flow of one graphics channel.
#[derive(Debug, Default)]
pub struct Flow {
    last_frame: u32,
    unacknowledged: VecDeque<Sent>,
    outstanding: usize,
    /// The client acknowledges no longer: the socket alone says what may be sent.
    suspended: bool,
    /// Something was waited for in vain, and nothing was acknowledged since.
    unheard: bool,
    /// When something was acknowledged last.
    heard: Option<Instant>,
    round_trip: RoundTrip,
    /// Bytes, and the seconds that they took, both fading.
    measured: (f64, f64),
    /// How long frames took to be encoded of late.
    making: Duration,
    /// When all that was sent is through the pipe, as far as is known.
    clear: Option<Instant>,
    /// When the probe that was acknowledged last was.
    probed: Option<Instant>,
    draining: bool,
}

impl Flow {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of the next frame.
    pub fn number(&mut self) -> u32 {
        self.last_frame = self.last_frame.wrapping_add(1);
        self.last_frame
    }

    /// A round-trip time that was measured by other means: the opening of the channel.
    pub fn measured_round_trip(&mut self, took: Duration, now: Instant) {
        self.round_trip.add(took, now);
    }

    /// A frame took this long to be encoded. Small ones hardly do, and say little of those that do.
    pub fn made(&mut self, took: Duration) {
        self.making = took.max(self.making - self.making / 4).min(MOST_LEAD);
    }

    /// A frame has been handed to the network.
    pub fn sent(&mut self, frame: u32, bytes: usize, probe: bool, now: Instant) {
        if self.suspended {
            return;
        }
        if self.is_full() && self.silent_from().is_some_and(|silent| silent <= now) {
            self.give_up_waiting();
        }
        let through = self.time_for(bytes);
        let from = self.clear.map_or(now, |clear| clear.max(now));
        self.clear = Some(from + through);
        self.outstanding = self.outstanding.saturating_add(bytes);
        self.unacknowledged.push_back(Sent {
            frame,
            bytes,
            at: now,
            probe,
        });
    }

    /// The client has decoded this frame and all before it.
    pub fn acknowledged(&mut self, frame: u32, now: Instant) {
        if !self.unacknowledged.iter().any(|sent| sent.frame == frame) {
            return;
        }
        let mut newest = None;
        let mut alone = true;
        while let Some(sent) = self.unacknowledged.pop_front() {
            self.outstanding = self.outstanding.saturating_sub(sent.bytes);
            alone = newest.is_none();
            newest = Some(sent);
            if sent.frame == frame {
                break;
            }
        }
        let Some(sent) = newest else { return };
        (self.unheard, self.heard) = (false, Some(now));
        let took = now.saturating_duration_since(sent.at);
        if sent.probe || sent.bytes <= PROBED_BYTES {
            self.round_trip.add(took, now);
        }
        if sent.probe {
            self.draining = self
                .round_trip
                .least
                .is_some_and(|least| took > least + QUEUE.max(least / 4));
            self.probed = Some(now);
        } else if let Some(probed) = self.probed.take()
            && alone
            && sent.bytes > PROBED_BYTES
        {
            self.measure(sent.bytes, now.saturating_duration_since(probed));
        }
        // What is still under way began to go through when this one was acknowledged, half a round trip ago.
        let back = self.round_trip.least.unwrap_or_default();
        let through = self.time_for(self.outstanding);
        self.clear = now.checked_sub(back).map(|began| began + through);
    }

    /// The client says that it will not acknowledge any more.
    pub fn suspend(&mut self) {
        let last_frame = self.last_frame;
        *self = Self {
            last_frame,
            suspended: true,
            ..Self::default()
        };
    }

    /// The client acknowledges again, the first time or after a pause of it.
    pub fn resume(&mut self) {
        self.suspended = false;
    }

    #[must_use]
    pub fn ready(&self, now: Instant) -> Ready {
        if self.suspended || self.outstanding == 0 {
            return Ready::Now;
        }
        if self.is_full() {
            return match self.silent_from() {
                Some(silent) if silent > now => Ready::Acknowledged(silent),
                _ => Ready::Now,
            };
        }
        match self
            .clear
            .and_then(|clear| clear.checked_sub((LEAD + self.making).min(MOST_LEAD)))
        {
            Some(at) if at > now => Ready::At(at),
            _ => Ready::Now,
        }
    }

    #[must_use]
    pub fn allowance(&self) -> Allowance {
        let bytes = match self.rate() {
            Some(rate) => ((rate * FRAME.as_secs_f64()) as usize).clamp(LEAST_BYTES, MOST_BYTES),
            None if self.suspended => MOST_BYTES,
            None => FIRST_BYTES,
        };
        Allowance {
            bytes,
            gap: BETWEEN_FRAMES,
        }
    }

    /// Bytes a second that may be sent.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        let (bytes, seconds) = self.measured;
        let used = if self.draining { DRAINING } else { 1.0 };
        (seconds > 0.0).then(|| bytes / seconds * used)
    }

    /// The time there and back when nothing waits in between.
    #[must_use]
    pub fn round_trip(&self) -> Option<Duration> {
        self.round_trip.least
    }

    /// Frames that are sent and not acknowledged.
    #[must_use]
    pub fn on_the_way(&self) -> usize {
        self.unacknowledged.len()
    }

    /// As much is unacknowledged as may be.
    fn is_full(&self) -> bool {
        if self.unacknowledged.len() >= MOST_UNACKNOWLEDGED {
            return true;
        }
        let Some(rate) = self.rate() else {
            return self.outstanding >= LEAST_WINDOW;
        };
        let round_trip = self.round_trip.least.unwrap_or_default();
        let window = 2.0 * rate * round_trip.as_secs_f64() + rate * FRAME.as_secs_f64();
        self.outstanding > LEAST_WINDOW.max(window as usize)
    }

    /// When waiting for an acknowledgement ends. It is counted from the last frame that was sent: none is sent while
    /// the window is full.
    fn silent_from(&self) -> Option<Instant> {
        let newest = self.unacknowledged.back()?.at;
        let since = self.heard.map_or(newest, |heard| heard.max(newest));
        Some(since + if self.unheard { UNHEARD_GAP } else { SILENCE })
    }

    /// Whatever was known of the network holds no longer.
    fn give_up_waiting(&mut self) {
        let (last_frame, heard) = (self.last_frame, self.heard);
        *self = Self {
            last_frame,
            heard,
            unheard: true,
            ..Self::default()
        };
    }

    fn measure(&mut self, bytes: usize, took: Duration) {
        let bytes = bytes as f64;
        let mut seconds = took.max(SHORTEST).as_secs_f64();
        let (known_bytes, known_seconds) = self.measured;
        if known_seconds > 0.0 {
            seconds = seconds.min(STALL * (bytes * known_seconds / known_bytes).max(SHORTEST.as_secs_f64()));
        }
        self.measured = (known_bytes * FADE + bytes, known_seconds * FADE + seconds);
    }

    fn time_for(&self, bytes: usize) -> Duration {
        match self.rate() {
            Some(rate) if rate > 0.0 => Duration::from_secs_f64((bytes as f64 / rate).min(10.0)),
            _ => Duration::ZERO,
        }
    }
}

/// The least round-trip time measured in the present and in the last [`ROUND_TRIP_AGE`].
#[derive(Debug, Default)]
struct RoundTrip {
    since: Option<Instant>,
    present: Option<Duration>,
    last: Option<Duration>,
    least: Option<Duration>,
}

impl RoundTrip {
    fn add(&mut self, took: Duration, now: Instant) {
        let since = *self.since.get_or_insert(now);
        if now.saturating_duration_since(since) > ROUND_TRIP_AGE {
            self.last = self.present.take();
            self.since = Some(now);
        }
        self.present = Some(self.present.map_or(took, |present| present.min(took)));
        self.least = match (self.present, self.last) {
            (Some(present), Some(last)) => Some(present.min(last)),
            (one, other) => one.or(other),
        };
    }
}
