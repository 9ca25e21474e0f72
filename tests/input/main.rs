//! The input room on real X displays: what is injected arrives, and nothing stays.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod control;
mod display;
mod escape;
mod keys;
mod own_windows;
#[path = "../common/surroundings.rs"]
mod surroundings;
mod text;
