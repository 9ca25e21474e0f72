//! The pointer's shape and place, told only when they changed.

use x11rb::protocol::xfixes::ConnectionExt as _;
use x11rb::protocol::xproto::{ConnectionExt as _, Window};
use x11rb::rust_connection::RustConnection;

use super::error::gone;
use super::layout::SharedRect;
use crate::screen::CaptureError;
use crate::vocabulary::{PointerShape, PointerUpdate};

/// What was last told.
#[derive(Default)]
pub(super) struct PointerWatch {
    shape: Option<PointerShape>,
    place: Option<(u16, u16)>,
    /// The pointer is outside what is shared, or has no shape.
    hidden: bool,
}

impl PointerWatch {
    /// What changed since the last call; `shape` says that the shape may have.
    pub(super) fn changes(
        &mut self,
        conn: &RustConnection,
        root: Window,
        place: &SharedRect,
        shape: bool,
    ) -> Result<Vec<PointerUpdate>, CaptureError> {
        let at = conn.query_pointer(root).map_err(gone)?;
        let image = if shape {
            Some(conn.xfixes_get_cursor_image().map_err(gone)?)
        } else {
            None
        };
        let at = at.reply().map_err(gone)?;
        let mut new_shape = false;
        if let Some(image) = image {
            let image = image.reply().map_err(gone)?;
            let hot = (image.xhot, image.yhot);
            self.shape = PointerShape::from_premultiplied(image.width, image.height, hot, &image.cursor_image);
            new_shape = true;
        }
        let now = if at.same_screen {
            place.point(at.root_x, at.root_y)
        } else {
            None
        };
        let mut changes = Vec::new();
        match (&self.shape, now) {
            (Some(shape), Some((x, y))) => {
                if new_shape || self.hidden {
                    changes.push(PointerUpdate::Shape(shape.clone()));
                }
                if self.place != now {
                    changes.push(PointerUpdate::Position { x, y });
                }
                self.hidden = false;
            }
            _ if !self.hidden => {
                changes.push(PointerUpdate::Hidden);
                self.hidden = true;
            }
            _ => {}
        }
        self.place = now;
        Ok(changes)
    }
}
