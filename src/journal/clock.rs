//! Calendar dates of Unix times, in UTC.

#[cfg(unix)]
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAY: u64 = 86_400;
/// 9999-12-31T23:59:59Z, the last that four digits of a year can say.
const LAST: u64 = 253_402_300_799;

struct Date {
    year: u64,
    /// 1 to 12.
    month: u64,
    day: u64,
    seconds: u64,
}

/// `2026-11-20T11:04:17Z`.
pub(super) fn rfc3339(time: u64) -> String {
    let date = date(time);
    format!(
        "{:04}-{:02}-{:02}T{}Z",
        date.year,
        date.month,
        date.day,
        hms(date.seconds)
    )
}

/// `Nov 20 11:04:17`, as RFC 3164 §4.1.2 writes it.
#[cfg(unix)]
pub(super) fn rfc3164(time: u64) -> String {
    let date = date(time);
    let index = usize::try_from(date.month.saturating_sub(1)).unwrap_or_default();
    let month = MONTHS.get(index).copied().unwrap_or("Jan");
    format!("{month} {:2} {}", date.day, hms(date.seconds))
}

fn hms(seconds: u64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The civil calendar from a count of days, by eras of 400 years that begin on the first of March: the leap day is
/// then the last of its year.
fn date(time: u64) -> Date {
    let time = time.min(LAST);
    let days = time / DAY + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    Date {
        year: year_of_era + era * 400 + u64::from(month <= 2),
        month,
        day: day_of_year - (153 * month_from_march + 2) / 5 + 1,
        seconds: time % DAY,
    }
}
