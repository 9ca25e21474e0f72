//! The time of an event, on the clock by which compositors count those of real devices: programs compare them.

use rustix::time::{ClockId, clock_gettime};

/// In milliseconds, from an arbitrary beginning; it begins again after 49 days.
pub(super) fn now() -> u32 {
    let time = clock_gettime(ClockId::Monotonic);
    let milliseconds = time.tv_sec.wrapping_mul(1000).wrapping_add(time.tv_nsec / 1_000_000);
    u32::try_from(milliseconds & i64::from(u32::MAX)).unwrap_or_default()
}
