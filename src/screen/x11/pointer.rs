//! The pointer's shape and place, told only when they changed.

use x11rb::protocol::xfixes::ConnectionExt as _;
use x11rb::protocol::xproto::{ConnectionExt as _, Window};
use x11rb::rust_connection::RustConnection;

use super::error::gone;
use super::layout::SharedRect;
use crate::screen::CaptureError;
use crate::screen::cursor::PointerTold;
use crate::vocabulary::{PointerShape, PointerUpdate};

#[derive(Default)]
pub(super) struct PointerWatch(PointerTold);

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
        if let Some(image) = image {
            let image = image.reply().map_err(gone)?;
            let hot = (image.xhot, image.yhot);
            let shape = PointerShape::from_premultiplied(image.width, image.height, hot, &image.cursor_image);
            self.0.set_shape(shape);
        }
        let now = if at.same_screen {
            place.point(at.root_x, at.root_y)
        } else {
            None
        };
        Ok(self.0.changes(now))
    }
}
