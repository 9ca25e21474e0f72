//! The languages: their files against the English one, what the program says in each, and how it looks.
//!
//! The language is the whole process's, so that these tests are a program of their own, and take turns where they
//! change it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "../app/bench.rs"]
#[expect(dead_code, reason = "the window's own tests use more of it")]
mod bench;
mod code;
mod desktop;
#[path = "../app/drawing.rs"]
mod drawing;
mod errors;
mod files;
mod keyed;
mod layouts;
mod looks;
#[path = "../app/painted.rs"]
#[expect(dead_code, reason = "the window's own tests use more of it")]
mod painted;
mod pictures;
#[path = "../app/practising.rs"]
mod practising;
#[cfg(target_os = "linux")]
mod program;
#[path = "../app/screens.rs"]
mod screens;
mod settings;
#[path = "../app/steady.rs"]
mod steady;
#[path = "../app/stops.rs"]
#[expect(dead_code, reason = "the window's own tests use more of it")]
mod stops;
#[cfg(target_os = "linux")]
#[path = "../common/surroundings.rs"]
mod surroundings;
mod terminal;
mod times;

use std::sync::{Mutex, MutexGuard, PoisonError};

use lifeline::texts::{LANGUAGES, Language, speak};

static TURN: Mutex<()> = Mutex::new(());

/// The program speaks these until what is returned is dropped.
fn speaking(languages: &[Language]) -> MutexGuard<'static, ()> {
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    speak(languages);
    turn
}

/// A language before English.
fn before_english(language: Language) -> [Language; 2] {
    [language, LANGUAGES[0]]
}
