//! What the desktop shows of Lifeline (assets/linux) is in every language that the program speaks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use lifeline::texts::LANGUAGES;

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/linux");
    fs::read_to_string(folder.join(format!("org.lifeline.Lifeline.{name}"))).unwrap()
}

fn others() -> BTreeSet<&'static str> {
    LANGUAGES[1..].iter().map(|language| language.tag).collect()
}

#[test]
fn each_word_of_the_menu_s_entry_is_in_each_language() {
    let entry = read("desktop");
    let (mut group, mut plain, mut translated) = ("", BTreeSet::new(), BTreeMap::<_, BTreeSet<&str>>::new());
    for line in entry.lines() {
        if line.starts_with('[') {
            group = line;
        }
        let Some((key, _)) = line.split_once('=') else { continue };
        match key.split_once('[') {
            Some((key, tag)) => assert!(
                translated
                    .entry((group, key))
                    .or_default()
                    .insert(tag.trim_end_matches(']')),
                "{line}: twice"
            ),
            // The program's own name is one in all languages.
            None if key == "Name" && group == "[Desktop Entry]" => {}
            None if ["Name", "GenericName", "Comment", "Keywords"].contains(&key) => {
                plain.insert((group, key));
            }
            None => {}
        }
    }
    assert!(plain.len() >= 5, "{plain:?}");
    assert_eq!(plain, translated.keys().copied().collect());
    for (key, tags) in translated {
        assert_eq!(tags, others(), "{key:?}");
    }
}

/// `<p>`, or `<p xml:lang="…">`.
fn opens(line: &str, element: &str) -> bool {
    let rest = line.strip_prefix('<').and_then(|line| line.strip_prefix(element));
    rest.is_some_and(|rest| rest.starts_with(['>', ' ']))
}

#[test]
fn each_sentence_for_software_centres_and_of_the_type_is_in_each_language() {
    for (file, elements) in [
        ("metainfo.xml", ["summary", "p", "li", "caption"].as_slice()),
        ("mime.xml", &["comment"]),
    ] {
        let text = read(file);
        // A sentence, and then the same in the others, in the order of their tags.
        let mut missing: Vec<&str> = Vec::new();
        let mut sentences = 0;
        for line in text.lines().map(str::trim) {
            let Some(element) = elements.iter().find(|element| opens(line, element)) else {
                continue;
            };
            if line.starts_with(&format!("<{element}>")) {
                assert!(missing.is_empty(), "{file}: before {line}: not in {missing:?}");
                missing = others().into_iter().rev().collect();
                sentences += 1;
            } else {
                let tag = missing.pop().unwrap_or_default();
                assert!(
                    line.contains(&format!("xml:lang=\"{tag}\"")),
                    "{file}: {tag} belongs before {line}"
                );
            }
        }
        assert!(missing.is_empty(), "{file}: at its end: not in {missing:?}");
        assert!(sentences > 0, "{file}");
    }
}
