//! The screen room at its door: what is painted is what is captured, encoded, decoded again, and handed out while it
//! may be.

mod codec;
mod decode;
#[cfg(target_os = "linux")]
mod display;
mod economy;
mod graphics;
mod pictures;
mod pipeline;
mod shapes;
#[cfg(target_os = "linux")]
mod x11;
