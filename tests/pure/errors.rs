//! docs/errors.md: every error that either front end can show, made from the code, so that none is missing.
//!
//! `LIFELINE_ERRORS=new` writes it anew.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const PARTS: [&str; 3] = ["-what", "-why", "-remedy"];

/// The section of the texts that stand in the place of an error's own words.
const SYSTEM: &str = "What the system says, and what is wrong with what is kept";

const HEAD: &str = "\
# What can go wrong, and what then

Every error that the window or the terminal can show, in its own words: what happened, why most likely, what to do now. The page
is made from the code (`LIFELINE_ERRORS=new cargo test --test pure errors`), and a test fails where it is not true. A word in braces
is filled in; *the system's words* are what the operating system says about it, what is wrong with what Lifeline keeps, or what
is wrong with the rules' file: they stand below. An error's own words, which are English, are in the log alone.

";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, all: &mut Vec<(PathBuf, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            all.push((path, text));
        }
    }
}

/// The English texts: id, words in one line, the section that they stand in; in the order of the file.
fn texts() -> Vec<(String, String, String)> {
    let file = fs::read_to_string(root().join("assets/texts/en.ftl")).unwrap();
    let mut texts: Vec<(String, String, String)> = Vec::new();
    let mut section = String::new();
    for line in file.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            section = heading.to_owned();
        } else if line.starts_with(|first: char| first.is_ascii_lowercase())
            && let Some((id, words)) = line.split_once(" =")
        {
            texts.push((id.to_owned(), words.trim().to_owned(), section.clone()));
        } else if line.starts_with([' ', '}'])
            && let Some((_, words, _)) = texts.last_mut()
        {
            words.push(' ');
            words.push_str(line.trim());
        }
    }
    texts
}

/// Of a text that depends on a number, the general form; arguments without their dollar; what a text takes from another
/// (a button's name) as it stands there.
fn readable(words: &str, said: &BTreeMap<&str, &str>) -> String {
    let mut words = words.to_owned();
    for (id, other) in said {
        words = words.replace(&format!("{{ {id} }}"), other);
    }
    while let Some(arrow) = words.find("->") {
        let start = words.get(..arrow).unwrap().rfind('{').unwrap();
        let end = start + closing(words.get(start..).unwrap(), '{', '}').unwrap();
        let other = words.get(start..end).unwrap();
        let other = other
            .split_once("*[other]")
            .map_or("", |(_, other)| other)
            .trim()
            .to_owned();
        words.replace_range(start..=end, &other);
    }
    words.replace("{ $", "{").replace(" }", "}").replace('|', "\\|")
}

/// Where the bracket that a text begins with is closed.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        if letter == '"' && before != '\\' {
            quoted = !quoted;
        } else if !quoted && letter == open {
            depth += 1;
        } else if !quoted && letter == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
        before = letter;
    }
    None
}

/// The ids of the texts in a piece of code.
fn ids(code: &str) -> Vec<String> {
    code.match_indices("t!(")
        .filter(|(at, _)| !code.get(..*at).unwrap().ends_with(char::is_alphanumeric))
        .filter_map(|(at, call)| {
            let rest = code.get(at + call.len()..)?.trim_start().strip_prefix('"')?;
            rest.split_once('"').map(|(id, _)| id.to_owned())
        })
        .collect()
}

/// The arguments of a call, or the fields of a struct, by the commas between them.
fn parted(code: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut quoted, mut start) = (0_i32, false, 0);
    let mut before = ' ';
    for (at, letter) in code.char_indices() {
        match letter {
            '"' if before != '\\' => quoted = !quoted,
            '(' | '{' | '[' if !quoted => depth += 1,
            ')' | '}' | ']' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                parts.push(code.get(start..at).unwrap());
                start = at + 1;
            }
            _ => {}
        }
        before = letter;
    }
    parts.push(code.get(start..).unwrap());
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// What the code makes a problem of: the ids of what, why and remedy.
type Made = [Vec<String>; 3];

fn problems(sources: &[(PathBuf, String)]) -> Vec<Made> {
    let mut made = Vec::new();
    for (_, code) in sources {
        for (at, call) in code.match_indices("problem(") {
            let rest = code.get(at + call.len() - 1..).unwrap();
            let Some(end) = closing(rest, '(', ')') else { continue };
            if let [what, why, remedy] = parted(rest.get(1..end).unwrap())[..] {
                made.push([ids(what), ids(why), ids(remedy)]);
            }
        }
        for (at, call) in code.match_indices("Problem {") {
            let rest = code.get(at + call.len() - 1..).unwrap();
            let Some(end) = closing(rest, '{', '}') else { continue };
            let fields = parted(rest.get(1..end).unwrap());
            let field = |name: &str| {
                let of = fields.iter().find(|field| field.starts_with(&format!("{name}:")));
                of.map_or_else(Vec::new, |field| ids(field))
            };
            made.push([field("what"), field("why"), field("remedy")]);
        }
    }
    made.retain(|[what, ..]| !what.is_empty());
    made
}

/// The texts of the lines that begin with `error` and come from the terminal alone.
fn terminal_errors(sources: &[(PathBuf, String)]) -> BTreeSet<String> {
    let terminal = |path: &Path| path.components().any(|part| part.as_os_str() == "terminal");
    let words: String = sources
        .iter()
        .filter(|(path, _)| terminal(path) && path.ends_with("words.rs"))
        .map(|(_, code)| code.as_str())
        .collect();
    let mut found = BTreeSet::new();
    for (_, code) in sources.iter().filter(|(path, _)| terminal(path)) {
        for call in ["error(&words::", "Err(words::", "ok_or_else(words::"] {
            for (at, call) in code.match_indices(call) {
                let rest = code.get(at + call.len()..).unwrap();
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let Some(at) = words.find(&format!("fn {name}(")) else {
                    continue;
                };
                let body = words.get(at..).unwrap();
                let body = body.get(body.find('{').unwrap()..).unwrap();
                found.extend(ids(body.get(..closing(body, '{', '}').unwrap()).unwrap()));
            }
        }
    }
    found
}

/// The texts of the lines that begin with `error` and say how a command failed.
fn command_errors(sources: &[(PathBuf, String)]) -> BTreeSet<String> {
    let of_commands = |path: &Path| path.components().any(|part| part.as_os_str() == "cli");
    let mut found = BTreeSet::new();
    for (path, code) in sources.iter().filter(|(path, _)| of_commands(path)) {
        // What it returns is an error.
        if path.ends_with("typo.rs") {
            found.extend(ids(code));
        }
        for call in [".error(", "Err(", "unopened("] {
            for (at, call) in code.match_indices(call) {
                let rest = code.get(at + call.len() - 1..).unwrap();
                if let Some(end) = closing(rest, '(', ')') {
                    found.extend(ids(rest.get(..end).unwrap()));
                }
            }
        }
    }
    // Those of a problem stand above.
    found.retain(|id| !PARTS.iter().any(|part| id.ends_with(part)));
    found
}

#[test]
fn every_error_stands_on_its_page() {
    let mut all = Vec::new();
    sources(&root().join("src"), &mut all);
    let texts = texts();
    let said: BTreeMap<&str, &str> = texts
        .iter()
        .map(|(id, words, _)| (id.as_str(), words.as_str()))
        .collect();
    let made = problems(&all);
    let cell = |ids: &[String]| {
        let cells: Vec<_> = ids
            .iter()
            .filter_map(|id| said.get(id.as_str()))
            .map(|words| readable(words, &said))
            .collect();
        match cells.is_empty() {
            true => "*the system's words*".to_owned(),
            false => cells.join(" / "),
        }
    };
    let mut page = HEAD.to_owned();
    let mut shown = BTreeSet::new();
    let mut section = "";
    for (id, _, of) in &texts {
        let mut lines = BTreeSet::new();
        for [what, why, remedy] in made.iter().filter(|[what, ..]| what.first() == Some(id)) {
            let line = format!("| {} | {} | {} |", cell(what), cell(why), cell(remedy));
            shown.extend([what, why, remedy].into_iter().flatten().map(String::as_str));
            if !lines.insert(line.clone()) {
                continue;
            }
            if section != of {
                section = of;
                let _ = write!(
                    page,
                    "\n## {of}\n\n| what happened | why, most likely | what to do |\n|---|---|---|\n"
                );
            }
            let _ = writeln!(page, "{line}");
        }
    }
    page.push_str("\n## More precise reasons\n\nThey stand in the place of a reason above where more is known.\n\n");
    page.push_str("| why | what to do |\n|---|---|\n");
    let unshown = |id: &str| PARTS.iter().any(|part| id.ends_with(part)) && !shown.contains(id);
    let rest: Vec<&str> = texts
        .iter()
        .map(|(id, ..)| id.as_str())
        .filter(|id| unshown(id))
        .collect();
    let mut names: Vec<&str> = Vec::new();
    for id in &rest {
        let name = id.rsplit_once('-').unwrap().0;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    for name in names {
        let part = |part: &str| {
            said.get(format!("{name}{part}").as_str())
                .map(|words| readable(words, &said))
        };
        let why = [part("-what"), part("-why")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        let _ = writeln!(page, "| {why} | {} |", part("-remedy").unwrap_or_default());
    }
    page.push_str("\n## What the system says, and what is wrong with what is kept\n\n");
    let of_system = texts
        .iter()
        .filter(|(id, _, of)| of == SYSTEM && !PARTS.iter().any(|part| id.ends_with(part)));
    for (_, words, _) in of_system {
        let _ = writeln!(page, "- {}", readable(words, &said));
    }
    page.push_str("\n## Lines of the terminal\n\nThey begin with `error`.\n\n");
    for id in terminal_errors(&all) {
        let _ = writeln!(page, "- {}", readable(said.get(id.as_str()).unwrap(), &said));
    }
    page.push_str(
        "\n## Lines of the command line\n\nThey begin with `error`, too. \
        What clap finds wrong with options and their values it says in English, on standard error (exit code 2).\n\n",
    );
    for id in command_errors(&all) {
        let _ = writeln!(page, "- {}", readable(said.get(id.as_str()).unwrap(), &said));
    }

    let file = root().join("docs/errors.md");
    if std::env::var_os("LIFELINE_ERRORS").is_some() {
        fs::write(&file, &page).unwrap();
    }
    assert!(made.len() > 60, "the code is not understood: {}", made.len());
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == page,
        "docs/errors.md is not true any more: LIFELINE_ERRORS=new cargo test --test pure errors"
    );
}

/// What happened without why and what to do next leaves people alone.
#[test]
fn every_error_says_why_and_what_to_do() {
    let mut all = Vec::new();
    sources(&root().join("src"), &mut all);
    let texts: BTreeSet<String> = texts().into_iter().map(|(id, ..)| id).collect();
    for (file, code) in all.iter().filter(|(_, code)| code.contains("Problem {")) {
        for empty in ["String::new()", "\"\""] {
            for part in ["why", "remedy"] {
                let wrong = format!("{part}: {empty}");
                assert!(!code.contains(&wrong), "{}: {wrong}", file.display());
            }
        }
    }
    for [what, why, remedy] in problems(&all) {
        assert!(what.iter().all(|id| texts.contains(id)), "{what:?}");
        for (ids, part) in [(why, "-why"), (remedy, "-remedy")] {
            for id in ids {
                // A name for something that is said elsewhere may stand in a reason, too.
                assert!(texts.contains(&id), "{what:?}: {part}: there is no text {id}");
            }
        }
    }
}
