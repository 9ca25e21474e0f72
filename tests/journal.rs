//! The journal at its door: what is recorded stays, one line each, whatever a name holds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use std::fs;
use std::io::Write;

use lifeline::journal::{Entry, Journal, Kind, MAX_FILE_BYTES};
use lifeline::session::words;
use proptest::prelude::*;

fn journal(dir: &std::path::Path) -> Journal {
    Journal::open_with(dir, None).unwrap()
}

#[test]
fn what_is_recorded_is_read_again_in_its_order() {
    let dir = tempfile::tempdir().unwrap();
    let first = Entry::at(Kind::Connected, 1_763_636_657)
        .who("Bob")
        .address("192.0.2.7:50000")
        .ticket("abcdefghijkl");
    let second = Entry::at(Kind::ControlEnded, 1_763_636_658).detail("Esc");
    journal(dir.path()).record(first.clone());
    journal(dir.path()).record(second.clone());
    let entries: Vec<Entry> = journal(dir.path()).read().collect();
    assert_eq!(entries, [first, second]);
    assert_eq!(entries[0].ticket.as_deref(), Some("abcdefgh"));
    let text = fs::read_to_string(journal(dir.path()).path()).unwrap();
    assert_eq!(
        text.lines().next().unwrap(),
        r#"{"time":1763636657,"at":"2025-11-20T11:04:17Z","kind":"connected","event":16,"role":"novice","who":"Bob","address":"192.0.2.7:50000","ticket":"abcdefgh"}"#
    );
}

#[test]
fn what_is_older_than_it_is_to_be_kept_is_taken_out() {
    const DAY: u64 = 24 * 60 * 60;
    let dir = tempfile::tempdir().unwrap();
    let journal = journal(dir.path());
    let now = Entry::now(Kind::Started).time;
    for days in [40, 20, 1] {
        journal.record(Entry::at(Kind::Invited, now - days * DAY).detail(format!("{days}")));
    }
    fs::create_dir(journal.log_dir()).unwrap();
    for name in [
        "2001-02-03T04-05-06Z.txt",
        "9999-02-03T04-05-06Z.txt",
        "2001 of somebody else",
    ] {
        fs::write(journal.log_dir().join(name), "").unwrap();
    }
    let kept = || -> Vec<String> { journal.read().filter_map(|entry| entry.detail).collect() };
    journal.forget(0).unwrap();
    assert_eq!(kept(), ["40", "20", "1"]);
    journal.forget(30).unwrap();
    assert_eq!(kept(), ["20", "1"]);
    let mut logs: Vec<_> = fs::read_dir(journal.log_dir())
        .unwrap()
        .map(|log| log.unwrap().file_name().into_string().unwrap())
        .collect();
    logs.sort();
    assert_eq!(logs, ["2001 of somebody else", "9999-02-03T04-05-06Z.txt"]);
    // Who writes meanwhile loses nothing, and the file stays its owner's alone.
    journal.record(Entry::at(Kind::Invited, now).detail("0"));
    assert_eq!(kept(), ["20", "1", "0"]);
}

#[test]
fn how_long_an_invitation_lasts_is_said_as_people_say_it() {
    let sentence = |detail: &str| words::entry(&Entry::at(Kind::Invited, 0).detail(detail));
    assert_eq!(sentence("for 360 minutes"), "You made an invitation for 6 h.");
    assert_eq!(sentence("for 45 minutes"), "You made an invitation for 45 min.");
    assert_eq!(
        sentence("of a later version"),
        "You made an invitation of a later version."
    );
}

#[test]
fn dates() {
    for (time, at) in [
        (0, "1970-01-01T00:00:00Z"),
        (951_782_400, "2000-02-29T00:00:00Z"),
        (951_868_800, "2000-03-01T00:00:00Z"),
        (1_709_251_199, "2024-02-29T23:59:59Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"),
        (u64::MAX, "9999-12-31T23:59:59Z"),
    ] {
        assert_eq!(Entry::at(Kind::Invited, time).at, at);
    }
    assert!(Entry::now(Kind::Invited).time > 1_700_000_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_forges_a_line(who in any::<String>(), detail in "(\\PC|\n|\r|\u{2028}|\u{0}|\"|\\}){0,40}") {
        let dir = tempfile::tempdir().unwrap();
        let journal = journal(dir.path());
        journal.record(Entry::at(Kind::WrongPassword, 1).who(&who).detail(&detail));
        journal.record(Entry::at(Kind::Ended, 2));
        let text = fs::read_to_string(journal.path()).unwrap();
        prop_assert_eq!(text.lines().count(), 2);
        let entries: Vec<Entry> = journal.read().collect();
        prop_assert_eq!(entries.len(), 2);
        prop_assert_eq!(entries[0].kind, Kind::WrongPassword);
        let kept: String = who.chars().take(512).collect();
        prop_assert_eq!(entries[0].who.as_deref(), Some(kept.as_str()));
    }
}

#[test]
fn a_flood_turns_the_file_over_and_keeps_the_newest() {
    let dir = tempfile::tempdir().unwrap();
    let journal = journal(dir.path());
    fs::write(
        journal.path(),
        "x".repeat(usize::try_from(MAX_FILE_BYTES).unwrap() - 300) + "\n",
    )
    .unwrap();
    for time in 0..10 {
        journal.record(Entry::at(Kind::WrongPassword, time).who("w".repeat(5000)));
    }
    let entries: Vec<u64> = journal.read().map(|entry| entry.time).collect();
    assert_eq!(entries, (0..10).collect::<Vec<u64>>());
    let sizes: Vec<u64> = ["journal.jsonl", "journal.1.jsonl"]
        .iter()
        .map(|name| fs::metadata(dir.path().join(name)).unwrap().len())
        .collect();
    assert!(sizes.iter().all(|size| *size <= MAX_FILE_BYTES), "{sizes:?}");
    assert!(sizes[0] < 10 * 1024, "texts are capped: {sizes:?}");
}

#[test]
fn a_line_cut_short_takes_no_other_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let journal = journal(dir.path());
    journal.record(Entry::at(Kind::Invited, 1));
    let mut file = fs::OpenOptions::new().append(true).open(journal.path()).unwrap();
    file.write_all(b"{\"time\":2,\"kind\":\"conn").unwrap();
    journal.record(Entry::at(Kind::Ended, 3));
    let times: Vec<u64> = journal.read().map(|entry| entry.time).collect();
    assert_eq!(times, [1, 3]);
}

#[test]
fn several_writers_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let journal = journal(dir.path());
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let journal = journal.clone();
            scope.spawn(move || {
                for n in 0..25 {
                    journal.record(Entry::at(Kind::Invited, writer * 100 + n));
                }
            });
        }
    });
    assert_eq!(journal.read().count(), 100);
}

#[test]
fn a_journal_that_cannot_be_written_stops_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let journal = journal(&dir.path().join("journal"));
    fs::remove_dir_all(dir.path().join("journal")).unwrap();
    journal.record(Entry::at(Kind::Invited, 1));
    assert_eq!(journal.read().count(), 0);

    fs::write(dir.path().join("file"), "").unwrap();
    let error = Journal::open_with(&dir.path().join("file"), None).unwrap_err();
    assert!(error.to_string().contains("file"), "{error}");
}

#[cfg(unix)]
#[test]
fn the_system_s_log_gets_one_line_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("log");
    let log = std::os::unix::net::UnixDatagram::bind(&path).unwrap();
    let journal = Journal::open_with(&dir.path().join("journal"), Some(path)).unwrap();
    journal.record(
        Entry::at(Kind::WrongPassword, 1_763_636_657)
            .who("Bob\n<86>Nov 20 root: forged")
            .address("192.0.2.7:1"),
    );
    let mut bytes = [0u8; 2048];
    let length = log.recv(&mut bytes).unwrap();
    let line = std::str::from_utf8(&bytes[..length]).unwrap();
    let pid = std::process::id();
    assert_eq!(
        line,
        format!(
            "<84>Nov 20 11:04:17 lifeline[{pid}]: wrong-password who=\"Bob\\n<86>Nov 20 root: forged\" address=\"192.0.2.7:1\""
        )
    );
    drop(log);
    journal.record(Entry::at(Kind::Ended, 1));
    assert_eq!(journal.read().count(), 2, "without a daemon the file still has it");
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_it() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("state");
    let journal = journal(&dir);
    journal.record(Entry::at(Kind::Invited, 1));
    assert_eq!(fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(
        fs::metadata(journal.path()).unwrap().permissions().mode() & 0o777,
        0o600
    );
}
