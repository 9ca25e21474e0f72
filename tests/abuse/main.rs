//! Crowds of strangers, floods and half-done handshakes against a novice that waits, over loopback and without a
//! display.
//!
//! Each crowd is 2,000 strangers, or 200 of those that do cryptography; `LIFELINE_TEST_STRANGERS=10000` makes it 10,000
//! (and 1,000). A flood is 64 MiB, or as many as `LIFELINE_TEST_FLOOD_MIB` says. Nothing is timed: a loaded computer
//! takes longer. Each test runs in a process of its own, whose memory, threads and descriptors it counts.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "../common/alone.rs"]
mod alone;
mod crowd;
mod deadlines;
mod doorstep;
mod flood;
mod house;
mod names;
#[path = "../common/novice_side.rs"]
mod novice_side;
mod proof;
mod still_time;
mod stranger;
