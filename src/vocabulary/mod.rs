//! The types that travel through all rooms, each once, named as the field names them. They know no room and no wire: what the wire
//! counts differently is converted where it is read and written.
#![forbid(unsafe_code)]

mod geometry;

pub use geometry::{Rect, Size};
