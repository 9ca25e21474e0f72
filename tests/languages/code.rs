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
const ALLOWED: [&str; 13] = [
    "width of the bar in one line",
    "height of the question",
    "border of the question",
    "Noto Sans",
    "this system shows no such sign",
    "it is another user",
    "there is no screen",
    "there is no bell",
    "the compositor has no layer-shell",
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

/// What holds an error, by its name in a closure, a match or a format.
const ERRORS: [&str; 10] = [
    "error", "err", "e", "why", "cause", "source", "wrong", "reason", "failure", "gone",
];

/// An error's own words, where no person reads them: each with its reason.
const NOT_SHOWN: [(&str, &str); 20] = [
    // For the log.
    (
        "app/tray.rs",
        "thread.spawn(serve).map_err(|error| error.to_string())?;",
    ),
    (
        "app/tray.rs",
        "shows.recv_timeout(TIMEOUT).map_err(|error| error.to_string())??;",
    ),
    (
        "app/tray.rs",
        "item.spawn().map(Self).map_err(|error| error.to_string())",
    ),
    ("session/novice/registry.rs", ".map_err(|error| error.to_string())"),
    (
        "session/novice/registry.rs",
        ".and_then(|key| key.map_err(|error| error.to_string()))",
    ),
    (
        "session/novice/service.rs",
        "let prepared = keys.await.unwrap_or_else(|error| Err(error.to_string()));",
    ),
    (
        "session/novice/service/served.rs",
        "let identity = TlsIdentity::generate().map_err(|error| error.to_string())?;",
    ),
    (
        "session/novice/service/served.rs",
        "let key = SecurityKey::generate(&mut rsa::rand_core::OsRng).map_err(|error| error.to_string())?;",
    ),
    (
        "session/novice/service/inviting.rs",
        "Some(prepared.unwrap_or_else(|error| Err(error.to_string())))",
    ),
    (
        "session/novice/authority.rs",
        ".map(|path| open(path).map_err(|error: std::io::Error| format!(\"{}: {error}\", path.display())))",
    ),
    (
        "session/novice/arrival.rs",
        "getrandom::fill(&mut random).map_err(|error| std::io::Error::other(error.to_string()))?;",
    ),
    // The journal's own words, which are said by `session/record.rs`; programs read them on the terminal.
    (
        "session/novice/ends.rs",
        "Self::ScreenGone(why) => format!(\"screen-gone {why}\"),",
    ),
    (
        "terminal/expert.rs",
        "self.screen.line(&format!(\"control-ended {why}\"));",
    ),
    // What an administrator reads of a policy (docs/languages.md).
    (
        "policy/who.rs",
        "uzers::group_access_list().map_err(|error| format!(\"the groups cannot be looked up: {error}\"))?;",
    ),
    ("cli/policy.rs", "screen.error(&wrong.to_string());"),
    ("cli/policy.rs", "screen.line(&format!(\"{name} {value} {source}\"));"),
    ("policy/file.rs", "let whole = error.to_string();"),
    ("policy/sources.rs", "what: source.to_string(),"),
    (
        "policy/answer_file.rs",
        ".map_err(|error| wrong(place, Some(line()), &error.to_string()))?;",
    ),
    (
        "policy/registry.rs",
        ".map_err(|error: KeyTextError| wrong(&place, &format!(\"{text:?}: {error}\")))?;",
    ),
];

/// An error says to people what `texts/said.rs` has it say: its `Display` is English, and for the log.
#[test]
fn no_error_s_own_words_reach_a_person() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut allowed) = (Vec::new(), std::collections::BTreeSet::new());
    let mut files = Vec::new();
    for room in [
        "app", "terminal", "desk", "cli", "session", "policy", "trust", "journal",
    ] {
        sources(&src.join(room), &mut files);
    }
    files.push(src.join("cli.rs"));
    for path in files {
        let source = std::fs::read_to_string(&path).unwrap();
        let code = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let code = code.split("#[cfg(all(test, unix))]\nmod ").next().unwrap_or_default();
        let name = path.strip_prefix(&src).unwrap().display().to_string();
        // Of other systems, whose errors have no more words than these.
        if name.ends_with("windows.rs") || name.ends_with("macos.rs") {
            continue;
        }
        for (number, line) in (1..).zip(code.lines()) {
            let line = line.trim();
            let own_words = !line.starts_with("//") && !line.contains("#[error(") && shows_an_error(line);
            // What goes to the log names its fields.
            if !own_words || line.contains("tracing::") {
                continue;
            }
            match NOT_SHOWN.iter().position(|known| *known == (&*name, line)) {
                Some(known) => drop(allowed.insert(known)),
                None => found.push(format!("{name}:{number}: {line}")),
            }
        }
    }
    assert!(found.is_empty(), "an error's own words: {found:#?}");
    let stale: Vec<_> = (0..NOT_SHOWN.len()).filter(|known| !allowed.contains(known)).collect();
    assert!(stale.is_empty(), "no such line any more: {stale:?}");
}

fn sources(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// `error.to_string()`, `"… {error}"`, and a field of an error in either way.
fn shows_an_error(line: &str) -> bool {
    let before_call = line.match_indices(".to_string()").any(|(at, _)| {
        let word = line[..at].rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
        word.is_some_and(|word| ERRORS.contains(&word))
    });
    let in_format = line.split('{').skip(1).any(|rest| {
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let ends = rest[word.len()..].starts_with(['}', ':']) && !rest[word.len()..].starts_with("::");
        ends && line.contains('"') && ERRORS.contains(&&*word)
    });
    before_call || in_format
}

#[test]
fn an_error_s_own_words_are_found() {
    assert!(shows_an_error("why: t!(\"file-why\", error = error.to_string()),"));
    assert!(shows_an_error("not_kept(&wrong.source.to_string())"));
    assert!(shows_an_error("format!(\"{}: {error}\", path.display())"));
    assert!(shows_an_error("format!(\"{why:?}\")"));
    assert!(!shows_an_error("why: error.why(),"));
    assert!(!shows_an_error("path.display().to_string()"));
    assert!(!shows_an_error("Problem { why }"));
}
