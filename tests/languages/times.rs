//! Days and times of day as a person writes them.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use lifeline::texts::{LANGUAGES, times};

use super::{before_english, speaking};

/// The middle of each month of 2026, in seconds since 1970: in every time zone the same month.
fn months() -> impl Iterator<Item = u64> {
    (0..12).map(|month| 1_768_478_400 + month * 2_629_800)
}

#[test]
fn every_month_has_its_name_in_every_language() {
    for language in LANGUAGES {
        let _turn = speaking(&before_english(*language));
        let months: BTreeSet<String> = months()
            .map(times::when)
            .inspect(|said| assert!(said.contains("2026"), "{}: {said}", language.tag))
            .map(|said| said.chars().filter(|letter| letter.is_alphabetic()).collect())
            .collect();
        assert_eq!(months.len(), 12, "{}: {months:?}", language.tag);
    }
}

#[test]
fn a_day_is_written_as_the_language_writes_it() {
    let first_of_may = 1_777_635_000;
    for (tag, day) in [
        ("en", "1 May 2026, "),
        ("de", "1. Mai 2026, "),
        ("fr", "1er mai 2026, "),
        ("es", "1 de mayo de 2026, "),
        ("pl", "1 maja 2026, "),
        ("ar", "1 مايو 2026، "),
    ] {
        let language = LANGUAGES.iter().find(|language| language.tag == tag).unwrap();
        let _turn = speaking(&before_english(*language));
        assert!(
            times::when(first_of_may).starts_with(day),
            "{}",
            times::when(first_of_may)
        );
    }
}

/// What holds for an hour shortly before midnight has no date: the next 00:30 is meant.
#[test]
fn until_when_it_holds_has_a_date_only_where_the_time_of_day_could_be_another_days() {
    let _turn = speaking(&[LANGUAGES[0]]);
    for minutes in (10..24 * 60).step_by(30) {
        let until = times::until(SystemTime::now() + Duration::from_secs(minutes * 60));
        assert_eq!(until.len(), "00:00".len(), "in {minutes} min: {until}");
    }
    let until = times::until(SystemTime::now() + Duration::from_secs(24 * 3600 + 60));
    assert!(until.contains(", ") && until.contains(" 20"), "{until}");
}
