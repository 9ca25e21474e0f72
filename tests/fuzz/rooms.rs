//! The rooms that read bytes from outside, and the door, as the program has them.
#![allow(dead_code, unused_imports, unused_variables, reason = "the rest of the program, which uses them, is no part of it")]

/// The texts are no part of it: a sentence is its id.
#[macro_export]
macro_rules! t {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        String::from($id)
    };
}

#[path = "../../src/child.rs"]
mod child;
#[path = "../../src/codec/mod.rs"]
pub mod codec;
#[path = "../../src/session/door.rs"]
pub mod door;
#[path = "../../src/fence.rs"]
mod fence;
#[path = "../../src/file_system.rs"]
mod file_system;
#[path = "../../src/invitation/mod.rs"]
pub mod invitation;
/// No runtime runs here whose tasks a file could hold up.
mod may_block {
    use std::path::Path;

    pub(crate) fn here() {}

    pub(crate) fn for_file(_: &Path) {}

    pub(crate) fn aside<T>(work: impl FnOnce() -> T) -> T {
        work()
    }
}
#[path = "../../src/private_file.rs"]
mod private_file;
#[path = "../../src/regular_file.rs"]
mod regular_file;
#[path = "../../src/rdp/mod.rs"]
pub mod rdp;
#[path = "../../src/texts"]
pub mod texts {
    pub mod said;
}
#[path = "../../src/vocabulary/mod.rs"]
pub mod vocabulary;

#[path = "../../src/net"]
pub mod net {
    mod certificate;
    pub mod error;
    pub mod helper;
    pub mod key_proof;
    pub mod tls;
}

pub mod session {
    pub use super::door;
}
