//! The expert's end: [`connect`] brings a connection to its first activation, [`session`] reads and writes from then on
//! and decodes into the framebuffer.

mod activation;
pub mod connect;
mod framebuffer;
pub mod graphics;
mod pointers;
mod session;
pub(super) mod tally;
pub(super) mod updates;

pub use session::{ExpertReader, ExpertWriter, PictureView};
