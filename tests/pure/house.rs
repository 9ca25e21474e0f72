//! The table of rooms in docs/architecture.md: which room may name which, and that no files of a room need each other
//! in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Files that belong to no room: opening files, and on which threads; sentences, the lock that tells of open questions,
/// what keeps the computer awake, starting other programs, the terminal of this one, a logoff, the fence around foreign
/// decoders, all keys for a window, a display that is cut off.
const EVERYWHERE: [&str; 16] = [
    "asking",
    "awake",
    "child",
    "console",
    "logoff",
    "display_lost",
    "fence",
    "file_system",
    "input_desktop",
    "may_block",
    "private_file",
    "regular_file",
    "own_surface",
    "t",
    "texts",
    "trusted_file",
];

const BELOW_SESSION: &[&str] = &[
    "vocabulary",
    "net",
    "rdp",
    "screen",
    "input",
    "invitation",
    "journal",
    "policy",
    "trust",
];

/// Each room, and the rooms that it may name beside itself.
const ROOMS: [(&str, &[&[&str]]); 16] = [
    ("vocabulary", &[]),
    ("codec", &[&["vocabulary"]]),
    ("input", &[&["vocabulary", "portal"]]),
    ("invitation", &[&["vocabulary"]]),
    ("journal", &[&["vocabulary"]]),
    ("policy", &[&["vocabulary"]]),
    ("portal", &[&["vocabulary"]]),
    ("trust", &[&["vocabulary"]]),
    ("screen", &[&["vocabulary", "codec", "portal"]]),
    ("rdp", &[&["vocabulary", "codec"]]),
    ("net", &[&["vocabulary", "rdp"]]),
    ("session", &[BELOW_SESSION]),
    ("desk", &[&["session"], BELOW_SESSION]),
    ("terminal", &[&["vocabulary", "desk", "session"]]),
    ("app", &[&["vocabulary", "desk", "session"]]),
    ("cli", &[&["vocabulary", "app", "terminal", "desk", "session"]]),
];

/// Rooms of which no two files need each other, not even by way of others.
const WITHOUT_A_CIRCLE: [&str; 16] = [
    "app",
    "cli",
    "codec",
    "desk",
    "input",
    "invitation",
    "journal",
    "net",
    "policy",
    "portal",
    "rdp",
    "screen",
    "session",
    "terminal",
    "trust",
    "vocabulary",
];

/// What people are given is no debug build: it has neither the variable nor the call that lets tests wait less.
#[test]
fn only_debug_builds_shorten_the_wait_after_i_called() {
    let own = ["session", "consent", "hurry"];
    let (mut named, mut wrong) = (0, Vec::new());
    for (module, text) in sources() {
        let mut before = "";
        for line in text.lines().filter(|_| module != own) {
            if line.contains("hurry") || line.contains("LIFELINE_TEST") {
                named += 1;
                if before.trim() != "#[cfg(debug_assertions)]" {
                    wrong.push(format!("{}: {line}", module.join("/")));
                }
            }
            before = line;
        }
    }
    assert!(named > 0);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// On Windows others would open a window of the terminal for each.
#[test]
fn other_programs_are_started_in_one_file() {
    let mut wrong = Vec::new();
    for (module, text) in sources().iter().filter(|(module, _)| module[..] != ["child"]) {
        let named: Vec<_> = named(text).into_iter().filter(|named| !named.in_tests).collect();
        let ends = |end: &[&str]| {
            named.iter().any(|named| {
                named
                    .path
                    .ends_with(&end.iter().map(ToString::to_string).collect::<Vec<_>>())
            })
        };
        // clap's is another one.
        if ends(&["process", "Command", "new"]) || ends(&["process", "Command"]) && ends(&["Command", "new"]) {
            wrong.push(module.join("/"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn imports_run_downward() {
    let sources = sources();
    let mut wrong = Vec::new();
    for (room, allowed) in ROOMS {
        let mut files = 0;
        for (module, text) in sources.iter().filter(|(module, _)| module[0] == room) {
            files += 1;
            for named in named(text) {
                let [first, other, ..] = &named.path[..] else { continue };
                // What begins with a capital letter is at the top of the library.
                let is_module = first == "crate" && other.starts_with(|c: char| c.is_ascii_lowercase());
                let other = other.as_str();
                let known = other == room || EVERYWHERE.contains(&other) || allowed.concat().contains(&other);
                if is_module && !known {
                    wrong.push(format!("{}: {}", module.join("/"), named.path.join("::")));
                }
            }
        }
        assert!(files > 0, "there is no room {room}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_files_of_a_room_need_each_other_in_a_circle() {
    let sources = sources();
    for room in WITHOUT_A_CIRCLE {
        let mut needs: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
        for (module, text) in sources.iter().filter(|(module, _)| module[0] == room) {
            let named = named(text);
            // What a file only hands on, it does not need itself; what tests need is no part of the program.
            let own = named.iter().filter(|named| !named.handed_on && !named.in_tests);
            let files = own.filter_map(|named| file_of(&sources, module, named));
            needs.insert(
                module,
                files.filter(|file| *file != module && file[0] == room).collect(),
            );
        }
        assert!(!needs.is_empty(), "there is no room {room}");
        // What needs nothing of what is left is in no circle.
        loop {
            let left: BTreeSet<_> = needs.keys().copied().collect();
            needs.retain(|_, files| files.iter().any(|file| left.contains(file)));
            if needs.len() == left.len() {
                break;
            }
        }
        assert!(needs.is_empty(), "in {room}, or on the way to one: {needs:#?}");
    }
}

/// A long function is a table, or has another reason to be one piece, and says so above.
#[test]
fn a_long_function_says_why() {
    const LONG: usize = 80;
    let mut unreasoned = Vec::new();
    for (module, text) in sources() {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let words: Vec<&str> = line.split_whitespace().take_while(|word| !word.contains('(')).collect();
            let begins = line.trim_start().starts_with("fn ") || words.contains(&"fn");
            if !begins || line.trim_start().starts_with("//") {
                continue;
            }
            let end = format!("{}}}", " ".repeat(indent));
            let length = 1 + lines[at..].iter().position(|line| *line == end).unwrap_or_default();
            let above = lines[..at].iter().rev().take_while(|line| !line.is_empty());
            let says = above
                .filter(|line| line.trim_start().starts_with("///"))
                .any(|line| line.to_lowercase().contains("a table") || line.contains("In one piece"));
            if length > LONG && !says {
                unreasoned.push(format!("{module:?} line {}: {length} lines", at + 1));
            }
        }
    }
    assert_eq!(unreasoned, Vec::<String>::new());
}

#[test]
fn a_circle_is_found() {
    let file = |text: &str, path: &str| {
        let named = named(text);
        assert_eq!(named.len(), 1, "{text}");
        assert_eq!(named[0].path.join("::"), path);
        (named[0].handed_on, named[0].in_tests, named[0].inside)
    };
    assert_eq!(
        file("use crate::rdp::{error::RdpError};", "crate::rdp::error::RdpError"),
        (false, false, 0)
    );
    assert_eq!(
        file("pub(super) use self::inner::Thing as Other;", "self::inner::Thing"),
        (true, false, 0)
    );
    assert_eq!(
        file("fn f() -> super::Thing { 'x' } // crate::a", "super::Thing"),
        (false, false, 0)
    );
    assert_eq!(file("mod m { use super::{self}; }", "super"), (false, false, 1));
    assert_eq!(
        file(
            "#[cfg(test)]\nmod tests { use super::a::B; const C: &str = \"crate::d\"; }",
            "super::a::B"
        ),
        (false, true, 1)
    );
    assert_eq!(
        file("pub(in crate::input) fn f(at: super::Place) {}", "super::Place"),
        (false, false, 0)
    );
    assert_eq!(
        file("#[cfg(not(test))] fn f() { inner::g::<'a, u8>() }", "inner::g"),
        (false, false, 0)
    );
}

/// The path of a file's module, without the `crate` before it.
type Module = Vec<String>;

/// All files of `src/`.
fn sources() -> BTreeMap<Module, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = BTreeMap::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let module = path.strip_prefix(&src).unwrap().with_extension("");
                let mut module: Module = module.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
                module.pop_if(|name| name == "mod");
                sources.insert(module, fs::read_to_string(&path).unwrap());
            }
        }
    }
    sources
}

/// A path that a file names.
struct Named {
    path: Vec<String>,
    /// By `pub use`.
    handed_on: bool,
    in_tests: bool,
    /// Within so many modules that are part of the file.
    inside: usize,
}

/// The file that a path leads to, from the file `here`; `here` itself for what is not in `src/`.
fn file_of<'a>(sources: &'a BTreeMap<Module, String>, here: &Module, named: &Named) -> Option<&'a Module> {
    let up = named.path.iter().take_while(|name| *name == "super").count();
    let (from, names) = match named.path[0].as_str() {
        "crate" => (0, &named.path[1..]),
        "super" => (
            here.len().checked_sub(up.checked_sub(named.inside)?)?,
            &named.path[up..],
        ),
        _ if named.inside > 0 => return None,
        "self" => (here.len(), &named.path[1..]),
        _ => (here.len(), &named.path[..]),
    };
    let mut module = here[..from].to_vec();
    for name in names {
        module.push(name.clone());
        if !sources.contains_key(&module) {
            module.pop();
            break;
        }
    }
    sources.get_key_value(&module).map(|(module, _)| module)
}

/// All paths in the text of a file, each name of a `use` by itself.
fn named(text: &str) -> Vec<Named> {
    let tokens = tokens(text);
    let is_name = |token: &str| token.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let mut all = Vec::new();
    // Whether each open brace begins a module, and whether it begins tests.
    let mut open: Vec<(bool, bool)> = Vec::new();
    let mut for_tests = false;
    let mut at = 0;
    while let Some(&token) = tokens.get(at) {
        let before = &tokens[..at];
        let mut paths = Vec::new();
        let mut handed_on = false;
        at += 1;
        match token {
            "#" => {
                let length = tokens[at..].iter().position(|token| *token == "]").unwrap();
                let attribute = &tokens[at..at + length];
                let has = |word: &str| attribute.contains(&word);
                for_tests |= has("cfg") && has("test") && !has("not");
                at += length;
            }
            "{" => {
                let is_module = before.len() > 1 && before[before.len() - 2] == "mod";
                open.push((is_module, std::mem::take(&mut for_tests)));
            }
            "}" => drop(open.pop()),
            ";" => for_tests = false,
            "use" => {
                let visible = before.iter().rposition(|token| *token == "pub");
                handed_on =
                    visible.is_some_and(|place| !before[place..].iter().any(|token| [";", "{", "}"].contains(token)));
                in_use(&tokens, &mut at, &[], &mut paths);
            }
            _ if is_name(token) && before.last() != Some(&"::") => {
                let mut path = vec![token.to_owned()];
                while let ["::", name, ..] = &tokens[at..]
                    && is_name(name)
                {
                    path.push((*name).to_owned());
                    at += 2;
                }
                // Who may see something is no need of it.
                let is_visibility = before.ends_with(&["pub", "(", "in"]);
                paths.extend((path.len() > 1 && !is_visibility).then_some(path));
            }
            _ => {}
        }
        let in_tests = for_tests || open.iter().any(|(_, tests)| *tests);
        let inside = open.iter().filter(|(module, _)| *module).count();
        all.extend(paths.into_iter().map(|path| Named {
            path,
            handed_on,
            in_tests,
            inside,
        }));
    }
    all
}

/// The paths of a `use`, from `at` on.
fn in_use(tokens: &[&str], at: &mut usize, prefix: &[String], paths: &mut Vec<Vec<String>>) {
    let mut path = prefix.to_vec();
    loop {
        match tokens[*at] {
            "{" => {
                *at += 1;
                while tokens[*at] != "}" {
                    in_use(tokens, at, &path, paths);
                    *at += usize::from(tokens[*at] == ",");
                }
                *at += 1;
                return;
            }
            "self" if !path.is_empty() => {}
            name => path.push(name.to_owned()),
        }
        *at += 1;
        match tokens[*at] {
            "::" => *at += 1,
            "as" => {
                *at += 2;
                break;
            }
            _ => break,
        }
    }
    paths.push(path);
}

/// The words and signs of a file, without comments and literals.
fn tokens(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let behind = &rest[word..];
        let length = if let "r" | "br" = &rest[..word]
            && behind.trim_start_matches('#').starts_with('"')
        {
            // The same number of signs ends it.
            let hashes = behind.find('"').unwrap();
            let end = format!("\"{}", &behind[..hashes]);
            word + hashes + 1 + behind[hashes + 1..].find(&end).unwrap() + end.len()
        } else if word > 0 {
            tokens.push(&rest[..word]);
            word
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if first == '"' {
            let mut escaped = false;
            let end = |c: char| {
                c == '"' && !escaped || {
                    escaped = c == '\\' && !escaped;
                    false
                }
            };
            2 + rest[1..].find(end).unwrap()
        } else if rest.starts_with("'\\") {
            4 + rest[3..].find('\'').unwrap()
        } else if first == '\'' && rest.chars().nth(2) == Some('\'') {
            2 + rest[1..].chars().next().unwrap().len_utf8()
        } else {
            let length = if rest.starts_with("::") { 2 } else { first.len_utf8() };
            tokens.extend(Some(&rest[..length]).filter(|token| !token.trim().is_empty()));
            length
        };
        rest = &rest[length..];
    }
    tokens
}
