//! Where the desktop's background is seen: what no window covers but one that says it is the desktop.

use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, MapState, Rectangle, Window, WindowClass};
use x11rb::rust_connection::RustConnection;

use super::error::gone;
use super::layout::SharedRect;
use crate::codec::{PIXEL, Picture};
use crate::screen::CaptureError;
use crate::vocabulary::Rect;

/// Shown in place of the background: blue, green, red.
const PLAIN: [u8; PIXEL] = [0x60, 0x50, 0x40, 0];

/// More windows than this are taken as a cover of everything: then the background is shown as it is.
const MOST_WINDOWS: usize = 500;

/// Atoms of the window manager hints ("_NET_WM_WINDOW_TYPE").
pub(super) struct Background {
    window_type: u32,
    desktop: u32,
}

impl Background {
    pub(super) fn new(conn: &RustConnection) -> Result<Self, CaptureError> {
        let atom = |name: &str| conn.intern_atom(false, name.as_bytes()).map_err(gone);
        let (window_type, desktop) = (atom("_NET_WM_WINDOW_TYPE")?, atom("_NET_WM_WINDOW_TYPE_DESKTOP")?);
        Ok(Self {
            window_type: window_type.reply().map_err(gone)?.atom,
            desktop: desktop.reply().map_err(gone)?.atom,
        })
    }

    /// Paints over the background within `areas` of the shared picture.
    pub(super) fn hide(
        &self,
        conn: &RustConnection,
        root: Window,
        place: &SharedRect,
        areas: &[Rect],
        picture: &mut [u8],
    ) -> Result<(), CaptureError> {
        let mut seen = areas.to_vec();
        for window in self.windows(conn, root)? {
            if let Some(cover) = place.clip(&window) {
                seen = seen.into_iter().flat_map(|area| without(area, cover)).collect();
            }
        }
        let width = usize::from(place.size.width);
        for row in seen
            .into_iter()
            .flat_map(|area| Picture { pixels: &[], width }.rows(area))
        {
            for pixel in picture.get_mut(row).unwrap_or_default().as_chunks_mut::<PIXEL>().0 {
                *pixel = PLAIN;
            }
        }
        Ok(())
    }

    /// The windows that cover the background, on the root window. One that goes away meanwhile covers nothing.
    fn windows(&self, conn: &RustConnection, root: Window) -> Result<Vec<Rectangle>, CaptureError> {
        let tree = conn.query_tree(root).map_err(gone)?.reply().map_err(gone)?;
        if tree.children.len() > MOST_WINDOWS {
            let all = conn.get_geometry(root).map_err(gone)?.reply().map_err(gone)?;
            let (width, height) = (all.width, all.height);
            return Ok(vec![Rectangle {
                x: 0,
                y: 0,
                width,
                height,
            }]);
        }
        let mut asked = Vec::with_capacity(tree.children.len());
        for window in tree.children {
            let attributes = conn.get_window_attributes(window).map_err(gone)?;
            let geometry = conn.get_geometry(window).map_err(gone)?;
            let kind = conn.get_property(false, window, self.window_type, AtomEnum::ATOM, 0, 8);
            asked.push((attributes, geometry, kind.map_err(gone)?));
        }
        let mut windows = Vec::new();
        for (attributes, geometry, kind) in asked {
            let (attributes, geometry, kind) = (attributes.reply(), geometry.reply(), kind.reply());
            let (Ok(attributes), Ok(geometry)) = (attributes, geometry) else {
                continue;
            };
            let is_desktop = kind.is_ok_and(|kind| {
                kind.value32()
                    .is_some_and(|mut kinds| kinds.any(|kind| kind == self.desktop))
            });
            if attributes.map_state == MapState::VIEWABLE
                && attributes.class == WindowClass::INPUT_OUTPUT
                && !is_desktop
            {
                let border = geometry.border_width.saturating_mul(2);
                windows.push(Rectangle {
                    x: geometry.x,
                    y: geometry.y,
                    width: geometry.width.saturating_add(border),
                    height: geometry.height.saturating_add(border),
                });
            }
        }
        Ok(windows)
    }
}

/// What of an area is outside another: at most four pieces.
fn without(area: Rect, hole: Rect) -> impl Iterator<Item = Rect> {
    let hole = area.intersection(&hole);
    let (left, top) = (u32::from(area.left), u32::from(area.top));
    let (right, bottom) = (area.right(), area.bottom());
    let pieces = match hole {
        None => [Some(area), None, None, None],
        Some(hole) => {
            let (above, below) = (u32::from(hole.top), hole.bottom());
            [
                Rect::between(left, top, right, above),
                Rect::between(left, below, right, bottom),
                Rect::between(left, above, hole.left.into(), below),
                Rect::between(hole.right(), above, right, below),
            ]
        }
    };
    pieces.into_iter().flatten()
}
