//! How much a benchmark does. `cargo bench` passes `--bench` and gets figures; `cargo test --bench NAME` does not, and
//! then one of everything shows that the benchmark still works. Criterion's benchmarks have the same rule.

/// What is done for figures, or the little that shows that it can be done.
pub fn measured<T>(for_figures: T, once: T) -> T {
    if std::env::args().any(|argument| argument == "--bench") {
        for_figures
    } else {
        once
    }
}
