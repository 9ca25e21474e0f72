//! Either role: each machine of the wire against the other and against FreeRDP, and the whole session in one process.
//! Where a picture is needed, on a virtual display.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may stop at the first surprise, and says why it was skipped"
)]

mod accept;
#[path = "../common/alone.rs"]
mod alone;
#[path = "../common/any_certificate.rs"]
mod any_certificate;
mod connect;
#[path = "../common/novice_side.rs"]
mod novice_side;
#[path = "../e2e/port.rs"]
mod port;
mod session;
#[path = "../abuse/still_time.rs"]
mod still_time;
#[path = "../common/surroundings.rs"]
mod surroundings;
#[path = "../common/xvfb.rs"]
mod xvfb;
