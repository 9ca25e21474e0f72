//! Who reaches whom: the program on computers of a small internet, behind real routers (Debian's miniupnpd, nftables),
//! each computer and router a network namespace of its own.
//!
//! Needs root, ip, nft, miniupnpd and Xvfb (`sh assets/setup.sh --test` installs them); without one of them each test
//! says so, and shows nothing.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod capture;
mod cells;
#[allow(dead_code, reason = "shared with the end-to-end tests, which use all of it")]
#[path = "../e2e/display.rs"]
mod display;
mod doctor;
mod firewall;
mod hostile;
mod lab;
mod mapping;
mod moves;
#[path = "../common/novice_side.rs"]
mod novice_side;
#[allow(dead_code, reason = "shared with the end-to-end tests, which use all of it")]
#[path = "../e2e/pair.rs"]
mod pair;
mod pinhole;
#[allow(dead_code, reason = "shared with the end-to-end tests, which use all of it")]
#[path = "../e2e/program.rs"]
mod program;
#[path = "../common/surroundings.rs"]
mod surroundings;
mod ticket;
mod windows_firewall;
