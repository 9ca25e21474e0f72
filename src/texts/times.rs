//! Times and lengths of time in words.

use std::time::{Duration, SystemTime};

use crate::t;

/// Local date and time, to the second.
#[must_use]
pub fn when(time: u64) -> String {
    let stamp = i64::try_from(time)
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    stamp.map_or_else(String::new, |stamp| {
        stamp
            .to_zoned(jiff::tz::TimeZone::system())
            .strftime("%Y-%m-%d %H:%M:%S")
            .to_string()
    })
}

/// The local time of day, with the date where it is not today.
pub fn clock(time: SystemTime) -> String {
    let Ok(stamp) = jiff::Timestamp::try_from(time) else {
        return String::new();
    };
    let now = jiff::Zoned::now();
    let local = stamp.to_zoned(now.time_zone().clone());
    let format = if local.date() == now.date() {
        "%H:%M"
    } else {
        "%Y-%m-%d %H:%M"
    };
    local.strftime(format).to_string()
}

/// A length of time in words, rounded up to whole minutes.
pub fn duration(duration: Duration) -> String {
    let minutes = duration.as_secs().div_ceil(60);
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        (0, 0, rest) => t!("duration-minutes", minutes = rest),
        (0, hours, 0) => t!("duration-hours", hours = hours),
        (0, hours, rest) => t!("duration-hours-minutes", hours = hours, minutes = rest),
        (days, 0, 0) => t!("duration-days", days = days),
        (days, hours, _) => t!("duration-days-hours", days = days, hours = hours),
    }
}
