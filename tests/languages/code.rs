//! Texts belong into the files of the languages: none is found in the front ends' code.

use std::path::Path;

/// What a person never reads: the log's words, reasons for the compiler, what tests and impossible cases say.
const NOT_READ: [&str; 12] = [
    "tracing::",
    "log::",
    "reason = ",
    "assert",
    "panic!",
    "expect(",
    "debug!",
    "info!",
    "warn!",
    "error!(",
    "#[error(",
    "#[arg(",
];

/// What goes to the log, names a thing to the graphics library, or is a font's name.
const ALLOWED: [&str; 12] = [
    "width of the bar in one line",
    "height of the question",
    "border of the question",
    "Noto Sans",
    "this system shows no such sign",
    "it is another user",
    "there is no screen",
    "there is no bell",
    "the X server's pixels are of another kind",
    "the X server cannot scale pictures",
    "the X server has no shared memory",
    "the X server's shared memory takes no files",
];

#[test]
fn no_sentence_stands_in_the_code_of_the_front_ends() {
    let mut found = Vec::new();
    for room in ["app", "terminal", "desk"] {
        each_source(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room),
            &mut found,
        );
    }
    assert!(found.is_empty(), "these belong into assets/texts: {found:#?}");
}

fn each_source(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_source(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            // Tests stand at the end of a file.
            let code = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            look(&path, code, found);
        }
    }
}

fn look(path: &Path, code: &str, found: &mut Vec<String>) {
    let mut before = "";
    for (number, line) in (1..).zip(code.lines()) {
        let words = line.trim_start();
        let read = !words.starts_with("//") && !NOT_READ.iter().any(|way| line.contains(way) || before.ends_with(way));
        if read {
            let sentences = literals(line).filter(|text| is_sentence(text) && !ALLOWED.contains(text));
            found.extend(sentences.map(|text| format!("{}:{number}: {text:?}", path.display())));
        }
        before = line.trim_end_matches(['(', ' ']);
    }
}

/// The texts in quotation marks in a line of code.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

/// Two words and more, of which the first is written large, or an end of a sentence.
fn is_sentence(text: &str) -> bool {
    let words: Vec<_> = text
        .split(' ')
        .filter(|word| word.chars().all(char::is_alphabetic) && word.len() > 1)
        .collect();
    let large = text.starts_with(|first: char| first.is_uppercase());
    words.len() >= 2 && (large || text.ends_with('.') || words.len() >= 4)
}
