//! Every file of the fuzz targets' corpora through its oracle: what was once interesting stays answered. How they are
//! made and run on: docs/security.md.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "fuzz/oracles/mod.rs"]
mod oracles;

use std::path::Path;

use oracles::TARGETS;

#[test]
fn every_file_of_every_corpus_meets_its_oracle() {
    oracles::quiet_fences();
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    for target in &TARGETS {
        assert!(
            fuzz.join("fuzz_targets")
                .join(target.name)
                .with_extension("rs")
                .is_file()
        );
        let mut files: Vec<_> = std::fs::read_dir(fuzz.join("corpus").join(target.name))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        assert!(files.len() >= 5, "{} has {} files", target.name, files.len());
        for file in files {
            // Shown if the oracle panics.
            println!("{}", file.display());
            oracles::check(target.name, &std::fs::read(&file).unwrap());
        }
    }
}
