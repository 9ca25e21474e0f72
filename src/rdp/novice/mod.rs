//! The novice's end: [`accept`] brings a connection to its first activation, [`session`] reads and writes from then on.

pub mod accept;
mod capabilities;
pub mod graphics;
mod session;
pub mod updates;

pub use session::{DESKTOP_SIDES, MAX_ENCOMSP, MAX_SAID, NoviceReader, NoviceWriter};
