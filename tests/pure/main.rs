//! What needs neither a display nor a network: the rooms that know none, at their doors, and the table of rooms itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "../common/any_certificate.rs"]
mod any_certificate;
mod errors;
mod house;
mod invitation;
mod journal;
#[cfg(unix)]
mod mac_bundle;
#[cfg(unix)]
mod people;
mod policy;
#[cfg(unix)]
#[path = "../common/surroundings.rs"]
mod surroundings;
mod terminal;
mod windows_file;
mod wire;
