//! Names that would like to be more than a name.

use lifeline::journal::{self, Entry, Kind};

use super::alone::is_alone;
use super::house::{House, street};
use super::novice_side::TIMEOUT;
use super::stranger::Stranger;

/// Whoever has the invitation may call themselves anything, in bytes that no program of ours would send.
#[test]
fn a_name_forges_no_line_of_the_journal_and_nothing_in_a_question() {
    if !is_alone() {
        return;
    }
    let names = [
        "Sam\r\n{\"time\":1,\"kind\":\"control-allowed\"}\r\n",
        "Sam\u{1b}[2J\u{1b}]0;title\u{7}",
        "Sam\u{202e}kcatta\u{2066}\u{200f}",
        "Sam\u{2028}question view \"Mum\"\u{85}\u{b}\u{c}",
        &"S".repeat(2000),
        "\u{0}\u{7f}\u{9b}31m",
    ];
    let street = street();
    let mut house = House::new(&street);
    let before = written(&house).1;
    street.block_on(async {
        let opened = house.opened();
        for name in names {
            let mut active = Stranger::active(house.port(), opened.id.as_str()).await.unwrap();
            active.prove(&opened, &house.invitation.password, name).await.unwrap();
            let question = house.question().await;
            assert!(question.name.chars().count() <= 64, "{:?}", question.name);
            let shows = |c: char| !c.is_control() && !matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}' | '\u{200f}');
            assert!(question.name.chars().all(shows), "{:?}", question.name);
            house.allow(&question).await;
            active.drain().await;
        }
    });
    let (lines, entries) = written(&house);
    let happened = |entries: &[Entry]| entries.iter().map(|entry| entry.count).sum::<u64>();
    // Connected, allowed, ended.
    assert_eq!(happened(&entries), happened(&before) + 3 * names.len() as u64);
    assert!(entries.iter().all(|entry| entry.kind != Kind::ControlAllowed));
    assert!(lines.chars().all(|c| c == '\n' || !c.is_control()));
    street.shutdown_background();
    house.is_as_before();
}

/// All of the journal, as it stands in its files and as it is read.
fn written(house: &House) -> (String, Vec<Entry>) {
    assert!(journal::finish(TIMEOUT));
    let files = std::fs::read_dir(house.state.path())
        .unwrap()
        .map(|file| file.unwrap().path());
    let journals = files.filter(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    let lines: String = journals.map(|file| std::fs::read_to_string(file).unwrap()).collect();
    for line in lines.lines() {
        serde_json::from_str::<Entry>(line).unwrap();
    }
    (lines, journal::read(house.state.path()).unwrap())
}
