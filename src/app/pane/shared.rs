//! Pixels on their way to the X server or the Wayland compositor: through a file in memory that both have, else, to an X
//! server, over the connection.
//!
//! The file is written with `pwritev` instead of being mapped: one copy, as into a mapping, and no unsafe code.

use std::fs::File;
use std::io::IoSlice;
use std::os::fd::{AsFd as _, BorrowedFd};

use rustix::fs::{MemfdFlags, memfd_create};
use rustix::io::pwritev;
use x11rb::connection::{Connection, RequestConnection};
use x11rb::cookie::Cookie;
use x11rb::errors::{ConnectionError, ReplyOrIdError};
use x11rb::protocol::shm::{self, ConnectionExt as _};
use x11rb::protocol::xproto::{ConnectionExt as _, Drawable, Gcontext, GetInputFocusReply, ImageFormat};
use x11rb::rust_connection::RustConnection;

use crate::vocabulary::Rect;

/// Bytes of a pixel.
const PIXEL: usize = 4;
/// What is smaller goes with its request: that is quicker than a look into shared memory.
const SMALL: usize = 16 << 10;
/// The largest strip sent over the connection; every server takes requests of 256 KiB.
const STRIP: usize = 128 << 10;
/// The largest file: a whole picture of 5120 by 2880 pixels. What does not fit goes over the connection.
const MOST: usize = 64 << 20;
/// Rows written at once; systems take 1024.
const ROWS: usize = 512;
/// First version of MIT-SHM that takes a file descriptor.
const SHM_WITH_FILES: (u16, u16) = (1, 2);

/// Rows of BGRA pixels without padding.
#[derive(Clone, Copy)]
pub(super) struct Image<'a> {
    pub pixels: &'a [u8],
    pub width: u16,
}

impl<'a> Image<'a> {
    fn rows(self, area: Rect) -> impl Iterator<Item = &'a [u8]> {
        let stride = usize::from(self.width) * PIXEL;
        let (from, to) = (usize::from(area.left) * PIXEL, area.right() as usize * PIXEL);
        let rows = usize::from(area.top)..area.bottom() as usize;
        rows.filter_map(move |row| self.pixels.get(row * stride + from..row * stride + to))
    }
}

/// Where pixels go.
#[derive(Clone, Copy)]
pub(super) struct DrawTarget {
    pub drawable: Drawable,
    pub gc: Gcontext,
    pub depth: u8,
}

/// The way to the server.
#[derive(Default)]
pub(super) struct Courier<'c> {
    file: Option<PaneMemory>,
    /// Bytes of the file that the server may still read.
    used: usize,
    /// Answered when the server has read them.
    read: Option<Cookie<'c, RustConnection, GetInputFocusReply>>,
    scratch: Vec<u8>,
    refused: bool,
}

struct PaneMemory {
    file: File,
    segment: shm::Seg,
    bytes: usize,
}

impl<'c> Courier<'c> {
    /// To be called before the first image of a frame. `bytes`: the most that all images of this frame have together.
    pub(super) fn begin(&mut self, conn: &'c RustConnection, bytes: usize) -> Result<(), ReplyOrIdError> {
        let bytes = bytes.min(MOST);
        if let Some(read) = self.read.take() {
            read.reply()?;
        }
        self.used = 0;
        if self.file.as_ref().is_some_and(|file| file.bytes < bytes)
            && let Some(old) = self.file.take()
        {
            conn.shm_detach(old.segment)?;
        }
        if self.file.is_none() && !self.refused {
            match PaneMemory::attach(conn, bytes) {
                Ok(file) => self.file = Some(file),
                Err(reason) => {
                    tracing::info!(%reason, "pictures go to the X server over the connection");
                    self.refused = true;
                }
            }
        }
        Ok(())
    }

    /// Puts an area of the image at a place of the target.
    pub(super) fn put(
        &mut self,
        conn: &RustConnection,
        target: DrawTarget,
        image: Image<'_>,
        area: Rect,
        (x, y): (i16, i16),
    ) -> Result<(), ConnectionError> {
        let row = usize::from(area.width) * PIXEL;
        let bytes = row * usize::from(area.height);
        if bytes > SMALL
            && let Some(file) = &self.file
            && self.used + bytes <= file.bytes
        {
            match file.write(image.rows(area), row, self.used) {
                Ok(()) => {
                    let offset = u32::try_from(self.used).unwrap_or(0);
                    let (width, height) = (area.width, area.height);
                    let format = ImageFormat::Z_PIXMAP.into();
                    let DrawTarget { drawable, gc, depth } = target;
                    let segment = file.segment;
                    conn.shm_put_image(
                        drawable, gc, width, height, 0, 0, width, height, x, y, depth, format, false, segment, offset,
                    )?;
                    self.used += bytes;
                    return Ok(());
                }
                Err(reason) => {
                    tracing::info!(%reason, "pictures go to the X server over the connection");
                    (self.file, self.refused) = (None, true);
                }
            }
        }
        let rows_at_once = (STRIP / row.max(1)).max(1);
        let mut rows = image.rows(area).peekable();
        let mut y = y;
        while rows.peek().is_some() {
            self.scratch.clear();
            let mut height = 0_u16;
            for row in rows.by_ref().take(rows_at_once) {
                self.scratch.extend_from_slice(row);
                height = height.saturating_add(1);
            }
            let DrawTarget { drawable, gc, depth } = target;
            let format = ImageFormat::Z_PIXMAP;
            conn.put_image(format, drawable, gc, area.width, height, x, y, 0, depth, &self.scratch)?;
            y = y.saturating_add_unsigned(height);
        }
        Ok(())
    }

    /// After the last of a frame's images.
    pub(super) fn end(&mut self, conn: &'c RustConnection) -> Result<(), ConnectionError> {
        if self.used > 0 {
            self.read = Some(conn.get_input_focus()?);
        }
        conn.flush()
    }
}

impl PaneMemory {
    fn attach(conn: &RustConnection, bytes: usize) -> Result<Self, Box<dyn std::error::Error>> {
        if conn.extension_information(shm::X11_EXTENSION_NAME)?.is_none() {
            return Err("the X server has no shared memory".into());
        }
        let version = conn.shm_query_version()?.reply()?;
        if (version.major_version, version.minor_version) < SHM_WITH_FILES {
            return Err("the X server's shared memory takes no files".into());
        }
        let file = File::from(memfd_create("lifeline-picture", MemfdFlags::CLOEXEC)?);
        file.set_len(bytes.try_into()?)?;
        let segment = conn.generate_id()?;
        conn.shm_attach_fd(segment, file.try_clone()?, true)?.check()?;
        Ok(Self { file, segment, bytes })
    }

    /// Writes rows of `row` bytes one after the other.
    fn write<'a>(&self, rows: impl Iterator<Item = &'a [u8]>, row: usize, at: usize) -> std::io::Result<()> {
        let at = u64::try_from(at).map_err(std::io::Error::other)?;
        write_rows(&self.file, rows, row, at)
    }
}

fn write_rows<'a>(file: &File, rows: impl Iterator<Item = &'a [u8]>, row: usize, mut at: u64) -> std::io::Result<()> {
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let slices: Vec<IoSlice<'_>> = rows.by_ref().take(ROWS).map(IoSlice::new).collect();
        let expected = slices.len() * row;
        if pwritev(file, &slices, at)? != expected {
            return Err(std::io::Error::from(std::io::ErrorKind::WriteZero));
        }
        at += expected as u64;
    }
    Ok(())
}

/// A whole picture in memory that a Wayland compositor reads: rows of BGRA pixels without padding.
pub(super) struct SharedPicture {
    file: File,
    size: (u16, u16),
}

impl SharedPicture {
    /// # Errors
    /// There is no memory, or the picture is too large for it.
    pub(super) fn new(width: u16, height: u16) -> std::io::Result<Self> {
        let picture = Self {
            file: File::from(memfd_create("lifeline-picture", MemfdFlags::CLOEXEC)?),
            size: (width, height),
        };
        if picture.bytes() == 0 || picture.bytes() as usize > MOST {
            return Err(std::io::ErrorKind::OutOfMemory.into());
        }
        picture.file.set_len(picture.bytes() as u64)?;
        Ok(picture)
    }

    pub(super) fn file(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }

    /// 0 where the picture is beyond all sizes.
    pub(super) fn bytes(&self) -> i32 {
        let bytes = u64::from(self.size.0) * u64::from(self.size.1) * PIXEL as u64;
        i32::try_from(bytes).unwrap_or(0)
    }

    /// Puts an area of the image at a place.
    pub(super) fn write(&self, image: Image<'_>, area: Rect, (x, y): (u16, u16)) -> std::io::Result<()> {
        let (stride, row) = (u64::from(self.size.0) * PIXEL as u64, usize::from(area.width) * PIXEL);
        let mut at = u64::from(y) * stride + u64::from(x) * PIXEL as u64;
        if row as u64 == stride {
            return write_rows(&self.file, image.rows(area), row, at);
        }
        for pixels in image.rows(area) {
            write_rows(&self.file, std::iter::once(pixels), row, at)?;
            at += stride;
        }
        Ok(())
    }
}
