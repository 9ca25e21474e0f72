//! The table of rooms in docs/architecture.md: which room may name which.

use std::fs;
use std::path::Path;

/// Files that belong to no room: opening files, sentences, the lock that tells of open questions, the fence around
/// foreign decoders.
const EVERYWHERE: [&str; 7] = [
    "asking",
    "fence",
    "private_file",
    "regular_file",
    "t",
    "texts",
    "trusted_file",
];

/// Each room, and the rooms that it may name beside itself.
const ROOMS: [(&str, &[&str]); 14] = [
    ("vocabulary", &[]),
    ("codec", &["vocabulary"]),
    ("input", &["vocabulary"]),
    ("invitation", &["vocabulary"]),
    ("journal", &["vocabulary"]),
    ("policy", &["vocabulary"]),
    ("trust", &["vocabulary"]),
    ("screen", &["vocabulary", "codec"]),
    ("rdp", &["vocabulary", "codec"]),
    ("net", &["vocabulary", "rdp"]),
    (
        "session",
        &[
            "vocabulary",
            "net",
            "rdp",
            "screen",
            "input",
            "invitation",
            "journal",
            "policy",
            "trust",
        ],
    ),
    (
        "desk",
        &[
            "vocabulary",
            "session",
            "net",
            "rdp",
            "screen",
            "input",
            "invitation",
            "journal",
            "policy",
            "trust",
        ],
    ),
    ("terminal", &["vocabulary", "desk", "session"]),
    ("app", &["vocabulary", "desk", "session"]),
];

#[test]
fn imports_run_downward() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (room, allowed) in ROOMS {
        let mut files = 0;
        each_source(&src.join(room), &mut |file, text| {
            files += 1;
            for (number, line) in (1..).zip(text.lines()) {
                for named in named(line) {
                    let known = named == room || EVERYWHERE.contains(&named) || allowed.contains(&named);
                    if !known {
                        wrong.push(format!("{}:{number}: {named}", file.display()));
                    }
                }
            }
        });
        assert!(files > 0, "there is no room {room}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The names right behind `crate::` in a line.
fn named(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").flat_map(|(at, prefix)| {
        let rest = line.get(at + prefix.len()..).unwrap_or_default();
        let list = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split_once('}'))
            .map_or(rest, |(list, _)| list);
        let is_list = list.len() != rest.len();
        list.split(',')
            .take(if is_list { usize::MAX } else { 1 })
            .map(|name| {
                let name = name.trim();
                let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                name.get(..end.unwrap_or(name.len())).unwrap_or_default()
            })
            .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
    })
}

fn each_source(folder: &Path, look: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_source(&path, look);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            look(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}
