//! The flow of pictures over simulated networks: a pipe with a rate, a way and a queue without end, and a clock of its
//! own.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use lifeline::session::novice::flow::{Flow, MOST_UNACKNOWLEDGED, PROBED_BYTES, Ready};

const STEP: Duration = Duration::from_millis(1);

/// A pipe in one direction; acknowledgements come back after half of the way.
struct Network {
    start: Instant,
    now: Instant,
    /// Bytes a second, by the time since the start.
    rate: fn(Duration) -> f64,
    half: Duration,
    /// Frame, bytes that are still to go through, when it was sent.
    queue: VecDeque<(u32, f64, Instant)>,
    /// Frame, when its acknowledgement arrives.
    back: VecDeque<(u32, Instant)>,
    /// When each frame arrived at the other end, in what time, and its size.
    arrived: Vec<(Duration, Duration, usize)>,
    sizes: VecDeque<usize>,
}

impl Network {
    fn new(rate: fn(Duration) -> f64, half_ms: u64) -> Self {
        let now = Instant::now();
        Self {
            start: now,
            now,
            rate,
            half: Duration::from_millis(half_ms),
            queue: VecDeque::new(),
            back: VecDeque::new(),
            arrived: Vec::new(),
            sizes: VecDeque::new(),
        }
    }

    fn elapsed(&self) -> Duration {
        self.now - self.start
    }

    fn send(&mut self, flow: &mut Flow, bytes: usize) {
        if bytes > PROBED_BYTES {
            let probe = flow.number();
            flow.sent(probe, 60, true, self.now);
            self.queue.push_back((probe, 60.0, self.now));
            self.sizes.push_back(0);
        }
        let frame = flow.number();
        flow.sent(frame, bytes, false, self.now);
        self.queue.push_back((frame, bytes as f64, self.now));
        self.sizes.push_back(bytes);
    }

    /// A millisecond passes.
    fn pass(&mut self, flow: &mut Flow) {
        let mut room = (self.rate)(self.elapsed()) * STEP.as_secs_f64();
        self.now += STEP;
        while let Some((frame, left, sent)) = self.queue.front_mut() {
            if *left > room {
                *left -= room;
                break;
            }
            room -= *left;
            let there = self.now + self.half;
            self.back.push_back((*frame, there + self.half));
            let size = self.sizes.pop_front().unwrap();
            if size > 0 {
                self.arrived.push((there - self.start, there - *sent, size));
            }
            self.queue.pop_front();
        }
        while let Some((frame, at)) = self.back.front().copied() {
            if at > self.now {
                break;
            }
            self.back.pop_front();
            flow.acknowledged(frame, self.now);
        }
    }

    /// Video: there is always a newer frame, as large as it may be. It takes 5 ms to make.
    fn play(&mut self, flow: &mut Flow, long: Duration) {
        let end = self.now + long;
        let mut making = None;
        while self.now < end {
            if making.is_none() {
                let ready = match flow.ready(self.now) {
                    Ready::Now => true,
                    Ready::At(at) => at <= self.now,
                    Ready::Acknowledged(_) => false,
                };
                if ready {
                    making = Some((self.now + Duration::from_millis(5), flow.allowance().bytes));
                }
            }
            if let Some((done, bytes)) = making
                && done <= self.now
            {
                making = None;
                self.send(flow, bytes);
            }
            self.pass(flow);
        }
    }

    /// The longest and the median time that a frame took to arrive, and the bytes a second, between two times.
    fn between(&self, from: u64, to: u64) -> (Duration, Duration, f64) {
        let (from, to) = (Duration::from_millis(from), Duration::from_millis(to));
        let mut times: Vec<_> = Vec::new();
        let mut bytes = 0;
        for (at, took, size) in &self.arrived {
            if (from..to).contains(at) {
                times.push(*took);
                bytes += size;
            }
        }
        times.sort_unstable();
        assert!(!times.is_empty(), "nothing arrived from {from:?} to {to:?}");
        let rate = bytes as f64 / (to - from).as_secs_f64();
        (times[times.len() - 1], times[times.len() / 2], rate)
    }
}

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

const SLOW: f64 = 125_000.0;
const MIDDLE: f64 = 1_000_000.0;

#[test]
fn the_pipe_is_full_and_nothing_waits_in_it() {
    for (rate, half, fast) in [
        ((|_| MIDDLE) as fn(Duration) -> f64, 20, MIDDLE),
        (|_| SLOW, 75, SLOW),
        (|_| 100.0 * MIDDLE, 1, 100.0 * MIDDLE),
    ] {
        let mut network = Network::new(rate, half);
        let mut flow = Flow::new();
        network.play(&mut flow, ms(60_000));
        for from in [5_000, 30_000, 55_000] {
            let (longest, median, through) = network.between(from, from + 5_000);
            assert!(median < ms(half + 75), "{fast}: {median:?} at {from}");
            assert!(longest < ms(half + 150), "{fast}: {longest:?} at {from}");
            let least = if fast > 10.0 * MIDDLE { 0.2 } else { 0.75 };
            assert!(through > least * fast, "{fast}: {through} at {from}");
        }
    }
}

#[test]
fn a_first_frame_does_not_block_what_follows() {
    let mut network = Network::new(|_| SLOW, 75);
    let mut flow = Flow::new();
    network.play(&mut flow, ms(3_000));
    let (_, median, _) = network.between(1_500, 3_000);
    assert!(median < ms(200), "{median:?}");
}

#[test]
fn a_stall_is_over_when_it_is_over() {
    let rate: fn(Duration) -> f64 = |at| {
        if (ms(10_000)..ms(13_000)).contains(&at) {
            0.0
        } else {
            MIDDLE
        }
    };
    let mut network = Network::new(rate, 20);
    let mut flow = Flow::new();
    network.play(&mut flow, ms(13_000));
    let waiting: f64 = network.queue.iter().map(|(_, left, _)| left).sum();
    assert!(waiting < 200_000.0, "{waiting} bytes were sent into the stall");
    network.play(&mut flow, ms(7_000));
    let (_, median, through) = network.between(14_500, 16_500);
    assert!(median < ms(150), "{median:?}");
    assert!(through > 0.6 * MIDDLE, "{through}");
}

#[test]
fn the_rate_is_followed_down_and_up_again() {
    let rate: fn(Duration) -> f64 = |at| {
        if (ms(10_000)..ms(20_000)).contains(&at) {
            SLOW
        } else {
            MIDDLE
        }
    };
    let mut network = Network::new(rate, 40);
    let mut flow = Flow::new();
    network.play(&mut flow, ms(30_000));
    let (longest, median, _) = network.between(12_000, 20_000);
    assert!(median < ms(150) && longest < ms(400), "{median:?} {longest:?}");
    let (_, median, through) = network.between(22_000, 30_000);
    assert!(median < ms(150), "{median:?}");
    assert!(through > 0.7 * MIDDLE, "{through}");
}

#[test]
fn what_is_typed_between_never_waits() {
    let mut network = Network::new(|_| SLOW, 75);
    let mut flow = Flow::new();
    network.play(&mut flow, ms(5_000));
    let idle = network.now + ms(2_000);
    while network.now < idle {
        network.pass(&mut flow);
    }
    // A character of 200 bytes every 80 ms, which the other end acknowledges in bunches only.
    for _ in 0..100 {
        assert_eq!(flow.ready(network.now), Ready::Now);
        let frame = flow.number();
        flow.sent(frame, 200, false, network.now);
        for _ in 0..80 {
            network.now += STEP;
        }
        if frame.is_multiple_of(12) {
            flow.acknowledged(frame, network.now);
        }
    }
}

#[test]
fn without_acknowledgements_the_socket_decides() {
    let mut flow = Flow::new();
    let now = Instant::now();
    let frame = flow.number();
    flow.sent(frame, 1_000_000, false, now);
    assert!(
        matches!(flow.ready(now), Ready::Acknowledged(_)),
        "the first frame says what comes through"
    );
    flow.suspend();
    assert_eq!(flow.ready(now), Ready::Now);
    flow.sent(frame + 1, 1_000_000, false, now);
    assert_eq!(flow.ready(now), Ready::Now);
    flow.resume();
    assert_eq!(flow.number(), frame + 1, "numbers go on");
    assert_eq!(flow.ready(now), Ready::Now);
}

#[test]
fn acknowledgements_of_anything_are_taken() {
    let mut flow = Flow::new();
    let now = Instant::now();
    for frame in [0, 7, u32::MAX] {
        flow.acknowledged(frame, now);
    }
    for _ in 0..5 {
        let frame = flow.number();
        flow.sent(frame, 100, false, now);
    }
    flow.acknowledged(3, now - Duration::from_secs(1));
    flow.acknowledged(2, now);
    flow.acknowledged(5, now);
    assert_eq!(flow.ready(now), Ready::Now);
    assert!(flow.allowance().bytes > 0);
}

/// Sends whatever may be sent, a frame of `bytes` each time, for so long; gives how many frames went out.
/// A client that says that all went through in no time, and then nothing more: what is remembered of it has an end.
#[test]
fn frames_that_nobody_acknowledges_are_not_remembered_without_end() {
    let (mut flow, mut now) = (Flow::new(), Instant::now());
    for _ in 0..100 {
        let (probe, frame) = (flow.number(), flow.number());
        flow.sent(probe, 60, true, now);
        flow.acknowledged(probe, now);
        flow.sent(frame, 1 << 20, false, now);
        flow.acknowledged(frame, now);
    }
    for _ in 0..100_000 {
        if flow.ready(now) == Ready::Now {
            let frame = flow.number();
            flow.sent(frame, 60, false, now);
        }
        now += STEP * 16;
        assert!(flow.on_the_way() <= MOST_UNACKNOWLEDGED);
    }
}

fn send_whatever_may(flow: &mut Flow, now: &mut Instant, long: Duration, bytes: usize) -> u32 {
    let end = *now + long;
    let mut sent = 0;
    while *now < end {
        match flow.ready(*now) {
            Ready::Now => {
                let frame = flow.number();
                flow.sent(frame, bytes.min(flow.allowance().bytes), false, *now);
                sent += 1;
                *now += ms(16);
            }
            // Never back, however wrong it is.
            Ready::At(at) | Ready::Acknowledged(at) => *now = at.max(*now + STEP),
        }
    }
    sent
}

#[test]
fn a_client_that_never_acknowledges_sees_a_slow_picture_and_holds_nothing_up() {
    let mut flow = Flow::new();
    let mut now = Instant::now();
    let first = send_whatever_may(&mut flow, &mut now, ms(4_900), usize::MAX);
    assert_eq!(
        first, 1,
        "nothing follows the first frame while it may still be acknowledged"
    );
    let hour = ms(3_600_000);
    let frames = send_whatever_may(&mut flow, &mut now, hour, usize::MAX);
    assert!((3_400..=3_602).contains(&frames), "{frames} frames in an hour");
    assert!(flow.allowance().bytes <= 64 * 1024);
    assert!(flow.on_the_way() < 10, "{} frames are remembered", flow.on_the_way());
    // What is typed goes at once nevertheless, as far as it is little.
    now += ms(1_000);
    let typed = send_whatever_may(&mut flow, &mut now, ms(500), 200);
    assert!(typed > 25, "{typed}");
    let frames = send_whatever_may(&mut flow, &mut now, hour, 200);
    assert!(frames > 3_600 * 20, "{frames}");
    assert!(flow.on_the_way() < 1000, "{} frames are remembered", flow.on_the_way());
}

#[test]
fn a_client_that_acknowledges_again_gets_its_pace_back() {
    let mut network = Network::new(|_| MIDDLE, 20);
    let mut flow = Flow::new();
    network.play(&mut flow, ms(5_000));
    // It no longer acknowledges, though everything arrives.
    let mut now = network.now;
    let frames = send_whatever_may(&mut flow, &mut now, ms(60_000), usize::MAX);
    assert!((50..70).contains(&frames), "{frames} frames in a minute");
    network.back.clear();
    network.queue.clear();
    network.sizes.clear();
    network.now = now;
    let last = flow.number() - 1;
    flow.acknowledged(last, now);
    let from = network.elapsed().as_millis() as u64;
    network.play(&mut flow, ms(5_000));
    let (_, median, through) = network.between(from + 1_000, from + 5_000);
    assert!(median < ms(150), "{median:?}");
    assert!(through > 0.6 * MIDDLE, "{through}");
}

/// The other end acknowledges small frames in bunches only: that nothing comes for a while means nothing.
#[test]
fn a_pause_is_no_silence() {
    let mut network = Network::new(|_| MIDDLE, 20);
    let mut flow = Flow::new();
    network.play(&mut flow, ms(5_000));
    while !network.queue.is_empty() || !network.back.is_empty() {
        network.pass(&mut flow);
    }
    let (rate, round_trip) = (flow.rate(), flow.round_trip());
    assert!(rate.is_some());
    let mut now = network.now;
    for _ in 0..10 {
        let frame = flow.number();
        flow.sent(frame, 200, false, now);
        now += ms(30_000);
    }
    assert_eq!((flow.rate(), flow.round_trip()), (rate, round_trip));
    // A large frame then is waited for like any other.
    let frame = flow.number();
    flow.sent(frame, 8_000_000, false, now);
    assert_eq!(flow.ready(now), Ready::Acknowledged(now + ms(5_000)));
}
