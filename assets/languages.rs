//! Lists the languages for src/texts.rs, so that a further one is its file in assets/texts and nothing else.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{env, fs, io};

/// What everything falls back to stands first.
const ENGLISH: &str = "en";

pub fn list() -> io::Result<()> {
    println!("cargo::rerun-if-changed=assets/texts");
    let folder = |name: &str| env::var_os(name).map(PathBuf::from).ok_or(io::ErrorKind::NotFound);
    let texts = folder("CARGO_MANIFEST_DIR")?.join("assets/texts");
    let mut others = BTreeSet::new();
    for file in fs::read_dir(&texts)? {
        let path = file?.path();
        let tag = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|ending| ending == "ftl") && tag != ENGLISH {
            others.insert(tag);
        }
    }
    let language = |tag: String| {
        let file = texts.join(format!("{tag}.ftl"));
        format!("Language {{ tag: {tag:?}, source: include_str!({file:?}) }},\n")
    };
    let all = std::iter::once(ENGLISH.to_owned()).chain(others).map(language);
    let listed = format!("&[\n{}]\n", all.collect::<String>());
    fs::write(folder("OUT_DIR")?.join("languages.rs"), listed)
}
