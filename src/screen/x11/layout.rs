//! Where the shared picture lies on the X screen.

use x11rb::connection::RequestConnection;
use x11rb::protocol::randr::{self, ConnectionExt as _};
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, Rectangle, Window};
use x11rb::rust_connection::RustConnection;

use super::error::gone;
use crate::codec::PIXEL;
use crate::screen::{Bounds, CaptureError, NoDisplay, bounds};
use crate::vocabulary::{Monitor, MonitorArea, Rect, Shared, Size};

/// The shared rectangle, in pixels of the root window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SharedRect {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) size: Size,
}

impl SharedRect {
    pub(super) fn bytes(&self) -> usize {
        usize::from(self.size.width) * usize::from(self.size.height) * PIXEL
    }

    /// The part of a rectangle of the root window that is shared.
    pub(super) fn clip(&self, rectangle: &Rectangle) -> Option<Rect> {
        let left = i32::from(rectangle.x) - self.left;
        let top = i32::from(rectangle.y) - self.top;
        let right = (left + i32::from(rectangle.width)).min(self.size.width.into());
        let bottom = (top + i32::from(rectangle.height)).min(self.size.height.into());
        let coordinate = |value: i32| u32::try_from(value.max(0)).unwrap_or(0);
        Rect::between(coordinate(left), coordinate(top), coordinate(right), coordinate(bottom))
    }

    /// A place on the root window as one of the shared picture.
    pub(super) fn point(&self, x: i16, y: i16) -> Option<(u16, u16)> {
        let x = u16::try_from(i32::from(x) - self.left)
            .ok()
            .filter(|x| *x < self.size.width)?;
        let y = u16::try_from(i32::from(y) - self.top)
            .ok()
            .filter(|y| *y < self.size.height)?;
        Some((x, y))
    }
}

pub(super) fn root_size(conn: &RustConnection, root: Window) -> Result<Size, CaptureError> {
    let geometry = conn.get_geometry(root).map_err(gone)?.reply().map_err(gone)?;
    Ok(Size {
        width: geometry.width.max(1),
        height: geometry.height.max(1),
    })
}

/// RandR's monitors, the primary one first; without RandR 1.5 the whole screen is one.
pub(super) fn monitors(conn: &RustConnection, root: Window, size: Size) -> Result<Vec<Monitor>, CaptureError> {
    let mut monitors = Vec::new();
    if has_monitors(conn)? {
        let reply = conn
            .randr_get_monitors(root, true)
            .map_err(gone)?
            .reply()
            .map_err(gone)?;
        for monitor in reply
            .monitors
            .iter()
            .filter(|monitor| monitor.width > 0 && monitor.height > 0)
        {
            let name = conn.get_atom_name(monitor.name).map_err(gone)?.reply();
            monitors.push(Monitor {
                id: monitor.name,
                name: name
                    .map(|name| String::from_utf8_lossy(&name.name).into_owned())
                    .unwrap_or_default(),
                left: monitor.x.into(),
                top: monitor.y.into(),
                size: Size {
                    width: monitor.width,
                    height: monitor.height,
                },
                primary: monitor.primary,
            });
        }
    }
    if monitors.is_empty() {
        let id = AtomEnum::NONE.into();
        monitors.push(Monitor {
            id,
            name: "screen".to_owned(),
            left: 0,
            top: 0,
            size,
            primary: true,
        });
    }
    monitors.sort_by_key(|monitor| !monitor.primary);
    Ok(monitors)
}

fn has_monitors(conn: &RustConnection) -> Result<bool, CaptureError> {
    if conn
        .extension_information(randr::X11_EXTENSION_NAME)
        .map_err(gone)?
        .is_none()
    {
        return Ok(false);
    }
    let version = conn.randr_query_version(1, 5).map_err(gone)?.reply().map_err(gone)?;
    Ok((version.major_version, version.minor_version) >= (1, 5))
}

/// Where the shared picture is, and the monitors in it.
pub(super) fn place(
    conn: &RustConnection,
    root: Window,
    shared: Shared,
) -> Result<(SharedRect, Vec<MonitorArea>), CaptureError> {
    let size = root_size(conn, root)?;
    let mut monitors = monitors(conn, root, size)?;
    if let Shared::Monitor(id) = shared {
        monitors.retain(|monitor| monitor.id == id);
    }
    let wanted = bounds(&monitors);
    let Bounds {
        left,
        top,
        width,
        height,
    } = wanted.ok_or_else(|| NoDisplay::MonitorMissing)?;
    // A monitor can reach beyond the screen while the layout changes.
    let visible = SharedRect {
        left: left.max(0),
        top: top.max(0),
        size: Size {
            width: clip(left, width, size.width).unwrap_or(size.width),
            height: clip(top, height, size.height).unwrap_or(size.height),
        },
    };
    let outside = visible.left >= size.width.into() || visible.top >= size.height.into();
    match shared {
        _ if !outside => Ok((visible, parts(&visible, &monitors))),
        Shared::AllMonitors => Ok((SharedRect { left: 0, top: 0, size }, Vec::new())),
        // Never more than what was chosen.
        Shared::Monitor(_) => Err(NoDisplay::MonitorBlank.into()),
    }
}

/// The monitors as parts of the picture; none where it has but one part. Of those that show the same, one is enough.
fn parts(picture: &SharedRect, monitors: &[Monitor]) -> Vec<MonitorArea> {
    let mut parts: Vec<MonitorArea> = Vec::new();
    for monitor in monitors {
        let (left, top) = (monitor.left - picture.left, monitor.top - picture.top);
        let end = |start: i32, length: u16, limit: u16| (start + i32::from(length)).min(limit.into());
        let right = end(left, monitor.size.width, picture.size.width);
        let bottom = end(top, monitor.size.height, picture.size.height);
        let [left, top, right, bottom] = [left, top, right, bottom].map(|side| u32::try_from(side.max(0)).unwrap_or(0));
        if let Some(area) = Rect::between(left, top, right, bottom)
            && parts.iter().all(|part| part.area != area)
        {
            parts.push(MonitorArea {
                area,
                primary: monitor.primary,
            });
        }
    }
    if parts.len() < 2 {
        parts.clear();
    }
    parts
}

/// The length of what is left of a stretch within `0..limit`.
fn clip(start: i32, length: u32, limit: u16) -> Option<u16> {
    let end = (i64::from(start) + i64::from(length)).min(limit.into());
    u16::try_from(end - i64::from(start.max(0)))
        .ok()
        .filter(|length| *length > 0)
}
