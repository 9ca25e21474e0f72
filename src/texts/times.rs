//! Times and lengths of time in words.

use std::time::{Duration, SystemTime};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

use crate::t;

const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// Local date and time to the second, as files and columns have them: they sort by it.
#[must_use]
pub fn stamp(time: u64) -> String {
    local(time).map_or_else(String::new, |local| local.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// The local day in words, and the time of day.
#[must_use]
pub fn when(time: u64) -> String {
    local(time).map_or_else(String::new, |local| day_and_time(&local))
}

/// The local time of day to the second, for what stands under its day.
#[must_use]
pub fn time_of_day(time: u64) -> String {
    local(time).map_or_else(String::new, |local| local.strftime("%H:%M:%S").to_string())
}

/// Until when something holds: the time of day is enough where it comes only once until then.
pub fn until(time: SystemTime) -> String {
    let Ok(stamp) = Timestamp::try_from(time) else {
        return String::new();
    };
    let local = stamp.to_zoned(TimeZone::system());
    let far = stamp.duration_since(Timestamp::now()) >= A_DAY;
    if far {
        day_and_time(&local)
    } else {
        local.strftime("%H:%M").to_string()
    }
}

fn local(time: u64) -> Option<Zoned> {
    let stamp = Timestamp::from_second(i64::try_from(time).ok()?).ok()?;
    Some(stamp.to_zoned(TimeZone::system()))
}

fn day_and_time(local: &Zoned) -> String {
    t!(
        "day-and-time",
        day = local.day(),
        month = local.month(),
        year = local.year().to_string(),
        time = local.strftime("%H:%M").to_string()
    )
}

/// How much time has passed, in words: in seconds at first, then in whole minutes.
pub fn passed(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => t!("duration-seconds", seconds = seconds.max(1)),
        seconds => duration(Duration::from_secs(seconds / 60 * 60)),
    }
}

/// How much time is left, in words: in minutes, and at last in seconds.
pub fn left(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => t!("duration-seconds", seconds = seconds),
        _ => duration(time),
    }
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
