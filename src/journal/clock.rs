//! Calendar dates of Unix times, in UTC.

use jiff::Timestamp;
#[cfg(all(unix, not(target_os = "macos")))]
use jiff::tz::TimeZone;

/// `2026-11-20T11:04:17Z`. A time beyond the calendar is its end.
pub(super) fn rfc3339(time: u64) -> String {
    stamp(time).to_string()
}

/// `Nov 20 11:04:17`, as RFC 3164 §4.1.2 writes it.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn rfc3164(time: u64) -> String {
    stamp(time)
        .to_zoned(TimeZone::UTC)
        .strftime("%b %e %H:%M:%S")
        .to_string()
}

fn stamp(time: u64) -> Timestamp {
    let seconds = i64::try_from(time).unwrap_or(i64::MAX).min(Timestamp::MAX.as_second());
    Timestamp::from_second(seconds).unwrap_or_default()
}
