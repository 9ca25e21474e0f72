//! Lifeline: Remote Assistance for every desktop.
//!
//! The rooms, from the top; each may use only those below it, and `session` is where they meet (docs/architecture.md):
//! `app` and `terminal` (the two front ends) · `desk` · `session` · `net` → `rdp` · `screen` · `invitation`, `input`,
//! `policy`, `trust`, `journal` · `codec` (for `rdp` and `screen`), `portal` (for `screen` and `input`) · `vocabulary`
//! (the types that travel through all of them).

// Tests do as they like: no person waits for them.
#![cfg_attr(not(test), deny(clippy::disallowed_methods))]

pub mod app;
mod asking;
mod awake;
mod child;
pub mod cli;
pub mod codec;
#[cfg(windows)]
mod console;
pub mod desk;
#[cfg_attr(not(target_os = "linux"), path = "display_kept.rs")]
mod display_lost;
mod fence;
mod file_system;
pub mod input;
#[cfg(windows)]
mod input_desktop;
pub mod invitation;
pub mod journal;
#[cfg(windows)]
mod logoff;
mod may_block;
pub mod net;
#[cfg(target_os = "linux")]
mod own_surface;
pub mod policy;
mod portal;
mod private_file;
pub mod rdp;
mod regular_file;
pub mod screen;
pub mod session;
pub mod terminal;
pub mod texts;
pub mod trust;
mod trusted_file;
pub mod vocabulary;
