//! The journal at its door: what is recorded stays, one line each, whatever a name holds.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use lifeline::journal::{
    Entry, Journal, Kind, MAX_FILE_BYTES, MAX_LOG_BYTES, MAX_LOGS, MAX_OTHERS_BYTES, Role, Share, SystemLog, log_dir,
    read,
};
use lifeline::session::{history, record};
use lifeline::texts::times;
use proptest::prelude::*;

/// More than anything here takes on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(60);

fn journal(dir: &Path) -> Journal {
    Journal::start(dir, SystemLog::Off, |trouble| panic!("{trouble}"))
}

/// What is there when everything has been written.
fn entries(journal: &Journal, dir: &Path) -> Vec<Entry> {
    assert!(journal.finish(TIMEOUT));
    read(dir).unwrap()
}

fn text(journal: &Journal, dir: &Path) -> String {
    assert!(journal.finish(TIMEOUT));
    fs::read_to_string(dir.join(FILE)).unwrap()
}

const FILE: &str = "journal.jsonl";

#[test]
fn what_is_recorded_is_read_again_in_its_order() {
    let dir = tempfile::tempdir().unwrap();
    let first = Entry::at(Kind::Connected, 1_763_636_657)
        .who("Bob")
        .address("192.0.2.7:50000")
        .ticket("abcdefghijkl");
    let second = Entry::at(Kind::ControlEnded, 1_763_636_658).detail("Esc");
    let journal = journal(dir.path());
    journal.record(first.clone());
    journal.record(second.clone());
    let entries = entries(&journal, dir.path());
    assert_eq!(entries, [first, second]);
    assert_eq!(entries[0].ticket.as_deref(), Some("abcdefgh"));
    let text = text(&journal, dir.path());
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
    let logs = log_dir(dir.path());
    fs::create_dir(&logs).unwrap();
    for name in [
        "2001-02-03T04-05-06Z.txt",
        "9999-02-03T04-05-06Z.txt",
        "2001 of somebody else.txt",
    ] {
        fs::write(logs.join(name), "").unwrap();
    }
    let kept = || -> Vec<String> {
        let entries = entries(&journal, dir.path());
        entries.into_iter().filter_map(|entry| entry.detail).collect()
    };
    journal.forget(0);
    assert_eq!(kept(), ["40", "20", "1"]);
    journal.forget(30);
    assert_eq!(kept(), ["20", "1"]);
    let mut logs: Vec<_> = fs::read_dir(logs)
        .unwrap()
        .map(|log| log.unwrap().file_name().into_string().unwrap())
        .collect();
    logs.sort();
    assert_eq!(logs, ["2001 of somebody else.txt", "9999-02-03T04-05-06Z.txt"]);
    // Who writes meanwhile loses nothing, and the file stays its owner's alone.
    journal.record(Entry::at(Kind::Invited, now).detail("0"));
    assert_eq!(kept(), ["20", "1", "0"]);
}

/// A helper visits nobody: what ended before it was a session is a try of theirs.
#[test]
fn a_helpers_try_is_not_told_as_somebodys_visit() {
    let ended = Entry::at(Kind::Ended, 0).detail("wrong-password");
    let helpers = Entry {
        role: Role::Expert,
        ..ended.clone()
    };
    let of_a_session = Entry {
        session: Some("1".to_owned()),
        ..helpers.clone()
    };
    assert_eq!(record::entry(&helpers), record::entry(&of_a_session));
    assert_ne!(
        record::entry(&helpers),
        record::entry(&Entry {
            role: Role::Novice,
            ..ended
        })
    );
}

#[test]
fn how_long_an_invitation_lasts_is_said_as_people_say_it() {
    let sentence = |detail: &str| record::entry(&Entry::at(Kind::Invited, 0).detail(detail));
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
        // The largest moment that the library knows.
        (u64::MAX, "9999-12-30T22:00:00Z"),
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
        prop_assert_eq!(text(&journal, dir.path()).lines().count(), 2);
        let entries = entries(&journal, dir.path());
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
        dir.path().join(FILE),
        "x".repeat(usize::try_from(MAX_FILE_BYTES).unwrap() - 300) + "\n",
    )
    .unwrap();
    for time in 0..10 {
        journal.record(Entry::at(Kind::WrongPassword, time).who("w".repeat(5000)));
    }
    let entries: Vec<u64> = entries(&journal, dir.path()).iter().map(|entry| entry.time).collect();
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
    assert!(journal.finish(TIMEOUT));
    let mut file = fs::OpenOptions::new().append(true).open(dir.path().join(FILE)).unwrap();
    file.write_all(b"{\"time\":2,\"kind\":\"conn").unwrap();
    journal.record(Entry::at(Kind::Ended, 3));
    let times: Vec<u64> = entries(&journal, dir.path()).iter().map(|entry| entry.time).collect();
    assert_eq!(times, [1, 3]);
}

#[test]
fn several_writers_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let journal = journal(dir.path());
            scope.spawn(move || {
                for n in 0..25 {
                    journal.record(Entry::at(Kind::Invited, writer * 100 + n));
                }
                assert!(journal.finish(TIMEOUT));
            });
        }
    });
    assert_eq!(read(dir.path()).unwrap().len(), 100);
}

#[cfg(unix)]
#[test]
fn the_system_s_log_gets_one_line_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("log");
    let log = std::os::unix::net::UnixDatagram::bind(&path).unwrap();
    let journal = Journal::start(&dir.path().join("journal"), SystemLog::At(path), |_| ());
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
    assert_eq!(
        entries(&journal, &dir.path().join("journal")).len(),
        2,
        "without a daemon the file still has it"
    );
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_it() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("state");
    let journal = journal(&dir);
    journal.record(Entry::at(Kind::Invited, 1));
    assert!(journal.finish(TIMEOUT));
    assert_eq!(fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(
        fs::metadata(dir.join(FILE)).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

/// A journal that tells its trouble, and the way to hear of it.
fn troubled(dir: &Path) -> (Journal, mpsc::Receiver<String>) {
    let (tell, told) = mpsc::channel();
    let journal = Journal::start(dir, SystemLog::Off, move |trouble| {
        tell.send(trouble.to_string()).unwrap()
    });
    (journal, told)
}

#[test]
fn a_journal_that_cannot_be_written_stops_nobody_and_says_so_once() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let (journal, told) = troubled(&file);
    told.recv_timeout(TIMEOUT).unwrap();
    journal.record(Entry::at(Kind::Invited, 1));
    assert!(!journal.finish(Duration::ZERO));
    // What was recorded meanwhile is written when it can be.
    fs::remove_file(&file).unwrap();
    let written = entries(&journal, &file);
    assert_eq!(written, [Entry::at(Kind::Invited, 1)]);
    drop(journal);
    assert_eq!(told.try_iter().count(), 0, "told once");
}

/// Whatever stands in the place of a file, nobody waits, nothing is written into what it leads to, and it is told.
#[cfg(unix)]
#[test]
fn what_is_no_file_of_the_journal_s_own_holds_nobody_up() {
    let fifo = |path: &Path| {
        let made = crate::surroundings::command("mkfifo").arg(path).status().unwrap();
        assert!(made.success());
    };
    for name in [FILE, "journal.lock"] {
        let dir = tempfile::tempdir().unwrap();
        let foreign = dir.path().join("foreign");
        fs::write(&foreign, "").unwrap();
        let dangling = dir.path().join("nowhere");
        let place = dir.path().join(name);
        let ways: [&dyn Fn(); 4] = [
            &|| fifo(&place),
            &|| std::os::unix::fs::symlink("/dev/zero", &place).unwrap(),
            &|| std::os::unix::fs::symlink(&foreign, &place).unwrap(),
            &|| std::os::unix::fs::symlink(&dangling, &place).unwrap(),
        ];
        for (number, put) in ways.iter().enumerate() {
            put();
            let (journal, told) = troubled(dir.path());
            journal.record(Entry::at(Kind::Invited, 1));
            told.recv_timeout(TIMEOUT)
                .unwrap_or_else(|_| panic!("{name} {number}: nothing is told"));
            // First the journal, which would put its own file there as soon as the place is free.
            drop(journal);
            fs::remove_file(&place).unwrap();
        }
        assert_eq!(fs::read(&foreign).unwrap(), b"", "a link is not followed");
        assert!(!dangling.exists(), "a link is not followed");
    }
    // What is full is put aside under the other name, and session logs are put in place whole.
    let dir = tempfile::tempdir().unwrap();
    let journal = journal(dir.path());
    fifo(&dir.path().join("journal.1.jsonl"));
    let full = "x".repeat(usize::try_from(MAX_FILE_BYTES).unwrap() - 1) + "\n";
    assert!(journal.finish(TIMEOUT));
    fs::write(dir.path().join(FILE), full).unwrap();
    journal.record(Entry::at(Kind::Invited, 1));
    fs::create_dir(log_dir(dir.path())).unwrap();
    fifo(&log_dir(dir.path()).join("2001-02-03T04-05-06Z 1.txt"));
    journal.forget(1);
    journal.write_session_log("1", "text".to_owned());
    assert!(journal.finish(TIMEOUT));
    assert_eq!(fs::read_dir(log_dir(dir.path())).unwrap().count(), 1);
    // A reader waits for nobody either.
    fifo(&dir.path().join("visits.jsonl"));
    assert!(read(dir.path()).unwrap_err().to_string().contains("visits.jsonl"));
}

/// Another program holds the lock, as a file system that hangs holds the disk: nobody waits, and consents and ends are
/// given up last.
#[test]
fn what_cannot_be_written_is_given_up_by_a_rule_and_counted() {
    const MANY: u64 = 5_000;
    let dir = tempfile::tempdir().unwrap();
    let lock = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(dir.path().join("journal.lock"))
        .unwrap();
    lock.lock().unwrap();
    let (journal, told) = troubled(dir.path());
    journal.record(Entry::at(Kind::ViewAllowed, 1).session("1"));
    for number in 0..MANY {
        journal.record_as(
            Share::Strangers,
            Entry::at(Kind::OfferRefused, 2).address(format!("192.0.2.7:{number}")),
        );
        journal.record(Entry::at(Kind::ListenerProblem, 3).detail(number.to_string()));
    }
    journal.record(Entry::at(Kind::Ended, 4).session("1"));
    told.recv_timeout(TIMEOUT).unwrap();
    assert!(!journal.finish(Duration::ZERO));
    lock.unlock().unwrap();
    let entries = entries(&journal, dir.path());
    let count = |kind: Kind| {
        entries
            .iter()
            .filter(|entry| entry.kind == kind)
            .map(|entry| entry.count)
            .sum::<u64>()
    };
    assert_eq!((count(Kind::ViewAllowed), count(Kind::Ended)), (1, 1));
    let written = count(Kind::ListenerProblem) + count(Kind::OfferRefused);
    assert_eq!(
        written + count(Kind::NotRecorded),
        2 * MANY,
        "what is missing is counted"
    );
    assert!(count(Kind::NotRecorded) >= MANY - 1024);
    assert_eq!(told.try_iter().count(), 0, "told once");
}

#[test]
fn what_repeats_is_put_together_and_displaces_nothing() {
    const TIMES: u64 = 50_000;
    let dir = tempfile::tempdir().unwrap();
    let journal = journal(dir.path());
    journal.record(Entry::at(Kind::ViewAllowed, 1).session("1").ticket("abcdefgh"));
    for number in 0..TIMES {
        // A stranger of a thousand addresses, a helper who comes and goes under changing names, and a novice who
        // toggles.
        let place = format!("192.0.{}.{}:{}", number / 250 % 4, number % 250, number % 60_000);
        journal.record(Entry::at(Kind::StrangerForbidden, 10 + number).address(place));
        let visit = |kind| {
            Entry::at(kind, 10 + number)
                .session(number.to_string())
                .who(number.to_string())
        };
        journal.record_as(Share::Visits, visit(Kind::Connected).ticket("abcdefgh"));
        journal.record_as(
            Share::Visits,
            visit(Kind::Ended)
                .ticket("abcdefgh")
                .detail(format!("protocol {number}")),
        );
        for kind in [Kind::ControlAllowed, Kind::ControlEnded] {
            let toggled = Entry::at(kind, 10 + number)
                .role(Role::Expert)
                .session("2")
                .ticket("ijklmnop");
            journal.record_as(Share::Visits, toggled);
        }
    }
    journal.record(Entry::at(Kind::Ended, TIMES).session("1").ticket("abcdefgh"));
    let entries = entries(&journal, dir.path());
    for kind in [
        Kind::StrangerForbidden,
        Kind::Connected,
        Kind::ControlAllowed,
        Kind::ControlEnded,
    ] {
        let count: u64 = entries
            .iter()
            .filter(|entry| entry.kind == kind)
            .map(|entry| entry.count)
            .sum();
        assert_eq!(count, TIMES, "{kind:?} is counted");
    }
    assert!(entries.len() < 100, "{} lines", entries.len());
    let kept: Vec<Kind> = (text(&journal, dir.path()).lines())
        .map(|line| serde_json::from_str::<Entry>(line).unwrap().kind)
        .collect();
    assert_eq!(kept, [Kind::ViewAllowed, Kind::Ended], "each share has its own file");
    let together = entries
        .iter()
        .find(|entry| entry.kind == Kind::Connected && entry.count > 1)
        .unwrap();
    assert_eq!((together.first, together.time), (Some(11), 9 + TIMES));
    assert_eq!(
        (together.who.as_deref(), together.ticket.as_deref()),
        (None, Some("abcdefgh"))
    );
}

/// Lines of strangers, however many there are, go by the bound of their own file.
#[test]
fn each_share_has_a_bound_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let journal = journal(dir.path());
    journal.record(Entry::at(Kind::Ended, 1));
    assert!(journal.finish(TIMEOUT));
    for (name, kind) in [("strangers", Kind::OfferRefused), ("visits", Kind::Connected)] {
        let full = "x".repeat(usize::try_from(MAX_OTHERS_BYTES).unwrap() - 1) + "\n";
        fs::write(dir.path().join(format!("{name}.jsonl")), full).unwrap();
        let share = if name == "visits" {
            Share::Visits
        } else {
            Share::Strangers
        };
        journal.record_as(share, Entry::at(kind, 2));
        assert!(journal.finish(TIMEOUT));
        let length = |name: String| fs::metadata(dir.path().join(name)).unwrap().len();
        assert!(length(format!("{name}.jsonl")) < 1000);
        assert_eq!(length(format!("{name}.1.jsonl")), MAX_OTHERS_BYTES);
    }
    assert_eq!(
        entries(&journal, dir.path())
            .iter()
            .filter(|entry| entry.kind == Kind::Ended)
            .count(),
        1
    );
}

#[test]
fn session_logs_are_bounded_and_the_oldest_go_first() {
    let dir = tempfile::tempdir().unwrap();
    let journal = journal(dir.path());
    let logs = log_dir(dir.path());
    fs::create_dir(&logs).unwrap();
    for number in 0..MAX_LOGS {
        let (minutes, seconds) = (number / 60, number % 60);
        fs::write(logs.join(format!("2001-02-03T04-{minutes:02}-{seconds:02}Z 1.txt")), "").unwrap();
    }
    fs::write(logs.join("1 my own notes.txt"), "").unwrap();
    journal.write_session_log("2", "é".repeat(MAX_LOG_BYTES));
    assert!(journal.finish(TIMEOUT));
    let there = |name: &str| logs.join(name).exists();
    assert!(!there("2001-02-03T04-00-00Z 1.txt") && there("2001-02-03T04-00-01Z 1.txt") && there("1 my own notes.txt"));
    let newest = fs::read_dir(&logs)
        .unwrap()
        .map(|log| log.unwrap())
        .find(|log| log.file_name().to_string_lossy().ends_with(" 2.txt"))
        .unwrap();
    assert_eq!(
        usize::try_from(newest.metadata().unwrap().len()).unwrap(),
        MAX_LOG_BYTES
    );
    assert_eq!(fs::read_dir(&logs).unwrap().count(), MAX_LOGS + 1);
}

#[test]
fn the_history_says_how_often_and_when() {
    let refused = |time: u64, from: &str| Entry::at(Kind::OfferRefused, time).address(from).detail("KEY");
    let together = |entry: Entry, count: u64, first: u64| Entry {
        count,
        first: Some(first),
        ..entry
    };
    let entries = [
        refused(100, "192.0.2.7:1"),
        refused(101, "192.0.2.8:1"),
        together(refused(3700, "192.0.2.7"), 140, 110),
        refused(3800, "192.0.2.7:2"),
        Entry::at(Kind::ViewAllowed, 3900).session("1").who("Sam"),
        refused(4000, "192.0.2.7:3"),
        together(Entry::at(Kind::Connected, 5000).ticket("abcdefgh"), 9, 4100),
        together(Entry::at(Kind::Ended, 5000).ticket("abcdefgh"), 9, 4100),
    ];
    let items = history::gather(entries.into_iter());
    let said: Vec<String> = items
        .iter()
        .map(|item| record::item(item).lines().collect::<Vec<_>>().join("\n"))
        .collect();
    assert_eq!(items.len(), 5, "{said:#?}");
    let times = |count: u64, first: u64, last: u64| {
        format!(
            "{count} times between {} and {}.",
            times::when(first),
            times::when(last)
        )
    };
    assert!(
        said[0].contains("without having been let in") && said[0].contains(&times(9, 4100, 5000)),
        "{said:#?}"
    );
    assert!(
        !said[1].contains("times"),
        "what came after a yes stands after it: {said:#?}"
    );
    assert!(said[2].contains("Sam"), "{said:#?}");
    assert!(!said[3].contains("times") && said[3].contains("192.0.2.8"), "{said:#?}");
    assert!(
        said[4].contains(&times(142, 100, 3800)) && said[4].contains("From 192.0.2.7."),
        "{said:#?}"
    );
    let json = serde_json::to_value(&items[4]).unwrap();
    assert_eq!((&json["count"], &json["first"]), (&142.into(), &100.into()), "{json}");
}

/// Whom help was offered to was typed by the helper: no claim of anybody's.
#[test]
fn a_computer_that_help_was_offered_to_calls_itself_nothing() {
    let said = |ticket: Option<&str>| {
        let entries = [Kind::Connected, Kind::ViewAllowed, Kind::Ended].map(|kind| {
            let entry = Entry::at(kind, 100).role(Role::Expert).session("1").who("office-12");
            match ticket {
                Some(ticket) => entry.ticket(ticket),
                None => entry,
            }
        });
        record::session_log(&entries)
    };
    let (offered, invited) = (said(None), said(Some("abcdefgh")));
    assert!(
        offered.contains("You offered help to this computer: \"office-12\"") && !offered.contains("call themselves"),
        "{offered}"
    );
    assert!(
        offered.contains("You offered help, and they were asked.") && !offered.contains("password"),
        "{offered}"
    );
    assert!(invited.contains("They call themselves: \"office-12\""), "{invited}");
    assert!(invited.contains("The password was right"), "{invited}");
}
