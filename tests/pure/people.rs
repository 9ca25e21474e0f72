//! The people whom a helper helped: what is kept of them, and what bounds it.

use std::os::unix::fs::PermissionsExt as _;

use lifeline::trust::{Computers, MAX_PEOPLE, People, Person};

fn person(name: &str, host: &str, last: u64, times: u32) -> Person {
    Person {
        name: name.to_owned(),
        host: host.to_owned(),
        last,
        times,
    }
}

#[test]
fn people_are_counted_by_name_and_address_and_the_newest_is_first() {
    let folder = tempfile::tempdir().unwrap();
    let people = People::of(folder.path());
    assert_eq!(people.list().unwrap(), []);
    for (name, host, now) in [
        ("Anna", "192.0.2.9", 10),
        ("Bert", "192.0.2.9", 20),
        ("Anna", "192.0.2.9", 30),
    ] {
        people.meet(name, host, now).unwrap();
    }
    let (anna, bert) = (person("Anna", "192.0.2.9", 30, 2), person("Bert", "192.0.2.9", 20, 1));
    assert_eq!(people.list().unwrap(), [anna.clone(), bert]);
    people.forget("Bert", "192.0.2.9").unwrap();
    people.forget("Anna", "192.0.2.10").unwrap();
    assert_eq!(people.list().unwrap(), [anna]);
    let file = folder.path().join("people.json");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    people.forget_all().unwrap();
    assert_eq!(people.list().unwrap(), []);
    assert!(!std::fs::read_to_string(file).unwrap().contains("Anna"));
}

/// Names that others choose push out neither the computers whose keys are known, nor the list itself.
#[test]
fn however_many_come_the_list_stays_short_and_the_computers_stay() {
    let folder = tempfile::tempdir().unwrap();
    let (people, computers) = (People::of(folder.path()), Computers::of(folder.path()));
    computers.keep("office-12", 3389, &[4; 65], 1).unwrap();
    let longest = "\u{1F600}".repeat(64);
    for number in 0..MAX_PEOPLE + 9 {
        let host = format!("fe80::1%{number:0>200}");
        people.meet(&longest, &host, number.try_into().unwrap()).unwrap();
    }
    let listed = people.list().unwrap();
    assert_eq!(listed.len(), MAX_PEOPLE);
    assert!(listed[0].host.ends_with(&(MAX_PEOPLE + 8).to_string()));
    assert!(computers.find("office-12", 3389).unwrap().is_some());
}

#[test]
fn computers_are_counted_also_those_that_were_known_before() {
    let folder = tempfile::tempdir().unwrap();
    let computers = Computers::of(folder.path());
    let old = r#"[{"host": "office-12", "port": 3389, "key": "04", "last": 5}]"#;
    std::fs::write(folder.path().join("computers.json"), old).unwrap();
    assert_eq!(computers.list().unwrap()[0].times, 1);
    computers.keep("office-12", 3389, &[4; 65], 9).unwrap();
    let listed = computers.list().unwrap();
    assert_eq!((listed[0].times, listed[0].last), (2, 9));
    computers.forget_all().unwrap();
    assert_eq!(computers.list().unwrap(), []);
}
