//! The rooms that meet a display, on virtual ones: what is painted is seen and encoded, what is injected arrives.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[cfg(target_os = "linux")]
#[path = "../common/alone.rs"]
mod alone;
#[cfg(target_os = "linux")]
mod input;
#[cfg(target_os = "linux")]
#[path = "../common/own_pointer.rs"]
mod own_pointer;
mod screen;
#[cfg(target_os = "linux")]
#[path = "../common/surroundings.rs"]
mod surroundings;
#[cfg(target_os = "linux")]
#[path = "../common/sway.rs"]
mod sway;
#[cfg(target_os = "linux")]
#[path = "../common/xvfb.rs"]
mod xvfb;
