//! The types that travel through all rooms, each once, named as the field names them. They know no room and no wire:
//! what the wire counts differently is converted where it is read and written.
#![forbid(unsafe_code)]

mod codec;
mod error;
mod geometry;
mod input;
mod key_pin;
mod layout;
mod permit;
mod pointer;
mod screen;

pub use codec::Codec;
pub use error::{Cause, SharedError};
pub use geometry::{Rect, Size};
pub use input::{InputEvent, KeyPrefix, MouseButton, ScanKey};
pub use key_pin::{KeyPin, Kh2};
pub use layout::{LaidOutMonitor, first_pixels};
pub use permit::{Permit, ToControl, ToView};
pub use pointer::{PointerShape, PointerUpdate};
pub use screen::{
    DisplayName, Economy, KeptBack, MOST_MONITORS, Monitor, MonitorArea, PicturePart, PicturePlace, PixelInPart, Shared,
};
#[cfg(target_os = "linux")]
pub use screen::{DisplayServer, display_server};
