//! The window without a desktop: every screen by what a screen reader finds on it, and what each control commands.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[cfg(target_os = "linux")]
mod alone;
mod asking;
mod bench;
mod calls;
mod contrast;
mod crisp;
mod drawing;
mod heard;
mod helping;
mod keyed;
mod named;
mod offers;
mod painted;
mod pictures;
mod practice;
mod practising;
mod pressed;
mod questions;
mod ruled;
mod screens;
mod sharing;
mod silent;
mod states;
mod stays;
mod steady;
mod stops;
#[cfg(target_os = "linux")]
#[path = "../common/surroundings.rs"]
mod surroundings;
#[cfg(target_os = "linux")]
#[path = "../common/traps.rs"]
mod traps;
mod viewer;
mod whole;
