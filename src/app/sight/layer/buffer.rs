//! Pixels in memory that the compositor reads.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::AsFd as _;

use rustix::fs::{MemfdFlags, memfd_create};
use wayland_client::QueueHandle;
use wayland_client::protocol::wl_buffer::WlBuffer;
use wayland_client::protocol::wl_shm::{Format, WlShm};

use super::client::Client;
use super::paint::PaintSize;

/// A picture of its own, which the compositor gives back once it is done with it.
pub(super) fn hand_over(
    shm: &WlShm,
    queue: &QueueHandle<Client>,
    pixels: &[u8],
    size: PaintSize,
) -> io::Result<WlBuffer> {
    let mut memory = File::from(memfd_create("lifeline-bar", MemfdFlags::CLOEXEC)?);
    memory.write_all(pixels)?;
    let too_large = || io::Error::from(io::ErrorKind::InvalidInput);
    let bytes = i32::try_from(pixels.len()).map_err(|_| too_large())?;
    let width = i32::try_from(size.width).map_err(|_| too_large())?;
    let height = i32::try_from(size.height).map_err(|_| too_large())?;
    let pool = shm.create_pool(memory.as_fd(), bytes, queue, ());
    let buffer = pool.create_buffer(0, width, height, width.saturating_mul(4), Format::Argb8888, queue, ());
    pool.destroy();
    Ok(buffer)
}
