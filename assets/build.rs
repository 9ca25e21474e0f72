//! Cargo runs this before it compiles the program.
#![allow(clippy::disallowed_methods, reason = "cargo runs it, and nothing else waits for it")]

mod languages;
#[path = "windows/resources.rs"]
mod resources;

fn main() -> std::io::Result<()> {
    languages::list()?;
    resources::embed()
}
