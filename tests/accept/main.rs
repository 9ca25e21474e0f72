//! The novice's end of the wire: against a scripted client, against bytes that no client sends, against FreeRDP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may stop at the first surprise, and says why it was skipped"
)]

mod client;
#[cfg(target_os = "linux")]
mod freerdp;
mod hostile;
mod recording;
#[cfg(target_os = "linux")]
mod screen;
mod script;
#[cfg(target_os = "linux")]
mod server;
mod session;
#[cfg(target_os = "linux")]
#[path = "../common/surroundings.rs"]
mod surroundings;
#[cfg(target_os = "linux")]
mod ticket;
mod updates;
