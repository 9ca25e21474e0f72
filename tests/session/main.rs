//! The session room at its door: both roles in one process, over loopback, on a real virtual display.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod before_view;
mod broken;
mod consent;
mod door;
mod ends;
mod everything;
mod flow;
mod graphics;
mod newer;
mod offers;
mod official;
mod pair;
mod pointer;
#[path = "../e2e/port.rs"]
mod port;
mod rules;
mod stand_in;
#[path = "../abuse/still_time.rs"]
mod still_time;
#[path = "../common/surroundings.rs"]
mod surroundings;
mod visits;
