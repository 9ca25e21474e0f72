//! The wire, without I/O: frames, security (RC4-128), the accept and connect machines, the channels.
//!
//! No sockets, no clock, no randomness of its own; no panic on any input; every length is checked against a named
//! limit.
//!
//! Imports run downward here: `novice/` and `expert/` use `messages`, `security`, `keys` and `graphics/`, those use
//! `channels/` and `pdu/`, and all use `error`. This file is the door and is imported by nothing in the room.
#![forbid(unsafe_code)]

pub mod channels;
mod error;
pub mod expert;
mod fence;
pub mod graphics;
pub mod keys;
mod messages;
pub mod novice;
pub mod pdu;
pub mod security;
#[cfg(test)]
mod strictness;

pub use error::{BadKey, Feature, Incompatible, Misbehaved, RdpError, Structure, Unsendable};
pub use expert::tally::{Drawn, Tally};
pub use messages::{BitmapPart, Dynamic, FromExpert, FromNovice, Random32, ToExpert, ToNovice, Transport};
