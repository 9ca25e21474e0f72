//! The rooms that read bytes from outside, and the door, as the program has them.

#[path = "../../src/session/door.rs"]
pub mod door;
#[path = "../../src/invitation/mod.rs"]
pub mod invitation;
#[path = "../../src/private_file.rs"]
mod private_file;
#[path = "../../src/regular_file.rs"]
mod regular_file;
#[path = "../../src/rdp/mod.rs"]
pub mod rdp;

#[path = "../../src/net"]
pub mod net {
    pub mod helper;
    pub mod key_proof;
    pub mod tls;
}

pub mod session {
    pub use super::door;
}
