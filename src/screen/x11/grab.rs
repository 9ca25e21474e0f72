//! Reads areas of the root window into the kept picture: through a shared memory file if server and connection can,
//! else over the connection in strips.
//!
//! The shared file is read with `pread` instead of being mapped: one copy, as from a mapping, and no unsafe code.

use std::fs::File;
use std::os::unix::fs::FileExt;

use rustix::fs::{MemfdFlags, memfd_create};
use x11rb::connection::{Connection, RequestConnection};
use x11rb::protocol::shm::{self, ConnectionExt as _};
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, Window};
use x11rb::rust_connection::RustConnection;

use super::error::{closed, gone, inside};
use super::layout::SharedRect;
use super::pixels::PixelFormat;
use crate::screen::CaptureError;
use crate::vocabulary::Rect;

/// Size of the shared file: the largest strip read at once. It stays within the processor's caches.
const SHARED_BYTES: usize = 4 << 20;

/// The largest strip that is asked for over the connection.
const STRIP_BYTES: usize = 1 << 20;

/// First version of MIT-SHM that takes a file descriptor.
const SHM_WITH_FILES: (u16, u16) = (1, 2);

/// All planes of a pixel.
const ALL_PLANES: u32 = u32::MAX;

pub(super) struct Grabber {
    format: PixelFormat,
    shared: Option<GrabMemory>,
    scratch: Vec<u8>,
}

struct GrabMemory {
    file: File,
    segment: shm::Seg,
}

/// Part of an area, and where the server writes it.
struct Strip {
    area: Rect,
    offset: usize,
    bytes: usize,
}

impl Grabber {
    pub(super) fn new(conn: &RustConnection, root: Window) -> Result<Self, CaptureError> {
        let format = PixelFormat::of_root(conn, root)?;
        let shared = match GrabMemory::attach(conn) {
            Ok(shared) => Some(shared),
            Err(reason) => {
                tracing::info!(%reason, "the screen is read without shared memory");
                None
            }
        };
        Ok(Self {
            format,
            shared,
            scratch: Vec::new(),
        })
    }

    /// Reads `areas` of the shared picture, which lies at `place` on the root window. False: one of them is outside it.
    pub(super) fn read(
        &mut self,
        conn: &RustConnection,
        root: Window,
        place: &SharedRect,
        areas: &[Rect],
        picture: &mut [u8],
    ) -> Result<bool, CaptureError> {
        let most = if self.shared.is_some() {
            SHARED_BYTES
        } else {
            STRIP_BYTES
        };
        let mut batch = Vec::new();
        let mut used = 0;
        for area in areas {
            let row_bytes = self.format.row_bytes(area.width);
            let most_rows = u16::try_from(most / row_bytes.max(1)).unwrap_or(u16::MAX).max(1);
            let mut top = area.top;
            let mut left = area.height;
            while left > 0 {
                let height = left.min(most_rows);
                let bytes = row_bytes * usize::from(height);
                if used + bytes > most && !batch.is_empty() {
                    if !self.read_batch(conn, root, place, &batch, picture)? {
                        return Ok(false);
                    }
                    batch.clear();
                    used = 0;
                }
                batch.push(Strip {
                    area: Rect { top, height, ..*area },
                    offset: used,
                    bytes,
                });
                used += bytes;
                top = top.saturating_add(height);
                left -= height;
            }
        }
        self.read_batch(conn, root, place, &batch, picture)
    }

    /// Sends all requests before the first answer is awaited.
    fn read_batch(
        &mut self,
        conn: &RustConnection,
        root: Window,
        place: &SharedRect,
        strips: &[Strip],
        picture: &mut [u8],
    ) -> Result<bool, CaptureError> {
        let Some(shared) = &self.shared else {
            for strip in strips {
                let (x, y) = on_root(place, strip.area);
                let Rect { width, height, .. } = strip.area;
                let cookie = conn.get_image(ImageFormat::Z_PIXMAP, root, x, y, width, height, ALL_PLANES);
                let Some(image) = inside(cookie.map_err(closed)?.reply())? else {
                    return Ok(false);
                };
                self.format.convert(&image.data, strip.area, place.size, picture);
            }
            return Ok(true);
        };
        let mut cookies = Vec::with_capacity(strips.len());
        for strip in strips {
            let (x, y) = on_root(place, strip.area);
            let Rect { width, height, .. } = strip.area;
            let offset = u32::try_from(strip.offset).map_err(gone)?;
            let format = ImageFormat::Z_PIXMAP.into();
            let cookie = conn.shm_get_image(root, x, y, width, height, ALL_PLANES, format, shared.segment, offset);
            cookies.push(cookie.map_err(closed)?);
        }
        let mut complete = true;
        for cookie in cookies {
            complete &= inside(cookie.reply())?.is_some();
        }
        if !complete {
            return Ok(false);
        }
        for strip in strips {
            let offset = u64::try_from(strip.offset).map_err(gone)?;
            if let Some(rows) = self.format.whole_rows(strip.area, place.size, picture) {
                shared.file.read_exact_at(rows, offset).map_err(gone)?;
                continue;
            }
            self.scratch.resize(strip.bytes, 0);
            shared.file.read_exact_at(&mut self.scratch, offset).map_err(gone)?;
            self.format.convert(&self.scratch, strip.area, place.size, picture);
        }
        Ok(true)
    }
}

impl GrabMemory {
    fn attach(conn: &RustConnection) -> Result<Self, Box<dyn std::error::Error>> {
        if conn.extension_information(shm::X11_EXTENSION_NAME)?.is_none() {
            return Err("the X server has no shared memory".into());
        }
        let version = conn.shm_query_version()?.reply()?;
        if (version.major_version, version.minor_version) < SHM_WITH_FILES {
            return Err("the X server's shared memory takes no files".into());
        }
        let file = File::from(memfd_create("lifeline-screen", MemfdFlags::CLOEXEC)?);
        file.set_len(SHARED_BYTES.try_into()?)?;
        let segment = conn.generate_id()?;
        conn.shm_attach_fd(segment, file.try_clone()?, false)?.check()?;
        Ok(Self { file, segment })
    }
}

fn on_root(place: &SharedRect, area: Rect) -> (i16, i16) {
    let x = place.left.saturating_add(area.left.into());
    let y = place.top.saturating_add(area.top.into());
    (
        i16::try_from(x).unwrap_or(i16::MAX),
        i16::try_from(y).unwrap_or(i16::MAX),
    )
}
