//! The picture in a window of its own inside the viewer's, painted by a thread of its own where the desktop lets it
//! (X11).
//!
//! The graphics library draws the whole window anew for every change: 10 ms and more without a graphics card, for one
//! typed letter. Here a change costs what changed. The rest of the viewer, and the picture on other desktops, is drawn
//! as ever.

#[cfg(target_os = "linux")]
mod shared;
#[cfg(target_os = "linux")]
mod x11;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::{Context, Id, LayerId, Order, Rect};
use raw_window_handle::{HasWindowHandle, RawWindowHandle};

use crate::session::expert::SharedCanvas;

/// The program's window as the X server knows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Host(#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "X11 only"))] pub(super) u32);

impl Host {
    /// Remembers the window for the viewers in it; without X11 there is nothing to remember.
    pub(super) fn remember(ctx: &Context, window: &impl HasWindowHandle) {
        let id = match window.window_handle().map(|handle| handle.as_raw()) {
            Ok(RawWindowHandle::Xlib(handle)) => u32::try_from(handle.window).ok(),
            Ok(RawWindowHandle::Xcb(handle)) => Some(handle.window.get()),
            _ => None,
        };
        if let Some(id) = id {
            // Before it is shown for the first time.
            if let Err(error) = crate::desk::mark_window(id) {
                tracing::warn!(%error, "the window bears no mark");
            }
            ctx.data_mut(|data| data.insert_temp(Id::unique("the native window"), Self(id)));
        }
    }

    pub(super) fn of(ctx: &Context) -> Option<Self> {
        ctx.data(|data| data.get_temp(Id::unique("the native window")))
    }
}

/// Pixels of the window; right and bottom are exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pixels {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Pixels {
    /// The pixels that a rectangle of the window touches.
    pub(super) fn around(rect: Rect, pixels_per_point: f32) -> Self {
        Self {
            left: (rect.left() * pixels_per_point).floor() as i32,
            top: (rect.top() * pixels_per_point).floor() as i32,
            right: (rect.right() * pixels_per_point).ceil() as i32,
            bottom: (rect.bottom() * pixels_per_point).ceil() as i32,
        }
    }

    /// The pixels whose edges are nearest to a rectangle's.
    pub(super) fn nearest(rect: Rect, pixels_per_point: f32) -> Self {
        let round = |points: f32| (points * pixels_per_point).round() as i32;
        Self {
            left: round(rect.left()),
            top: round(rect.top()),
            right: round(rect.right()),
            bottom: round(rect.bottom()),
        }
    }

    fn width(&self) -> u16 {
        u16::try_from(self.right.saturating_sub(self.left)).unwrap_or(0)
    }

    fn height(&self) -> u16 {
        u16::try_from(self.bottom.saturating_sub(self.top)).unwrap_or(0)
    }

    fn intersection(&self, other: &Self) -> Option<Self> {
        let area = Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (area.width() > 0 && area.height() > 0).then_some(area)
    }
}

/// Where the picture stands in the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placement {
    /// All of the picture, also what is scrolled out of sight.
    pub picture: Pixels,
    /// What of the window it may cover.
    pub room: Pixels,
    /// What lies over it: menus, hints, figures.
    pub covers: Vec<Pixels>,
}

impl Placement {
    pub(super) fn new(ctx: &Context, picture: Rect, room: Rect) -> Self {
        let points = ctx.pixels_per_point();
        Self {
            picture: Pixels::nearest(picture, points),
            room: Pixels::nearest(room, points),
            covers: covers(ctx).map(|rect| Pixels::around(rect, points)).collect(),
        }
    }
}

/// The rectangles of what has been drawn over the window's page so far in this frame.
fn covers(ctx: &Context) -> impl Iterator<Item = Rect> {
    let drawn = |layer: &LayerId| ctx.graphics(|graphics| graphics.get(*layer).is_some_and(|list| !list.is_empty()));
    let layers: Vec<LayerId> = ctx.memory(|memory| memory.layer_ids().collect());
    layers
        .into_iter()
        .filter(|layer| layer.order != Order::Background)
        .filter(drawn)
        .filter_map(|layer| ctx.memory(|memory| memory.area_rect(layer.id)))
        .collect::<Vec<Rect>>()
        .into_iter()
}

/// A picture that is painted past the graphics library.
pub(super) struct Pane {
    #[cfg(target_os = "linux")]
    thread: x11::Handle,
    broken: Arc<AtomicBool>,
}

impl Pane {
    /// Starts to paint into the window of this context; nothing where there is no X11.
    #[cfg(target_os = "linux")]
    pub(super) fn open(ctx: &Context, canvas: &SharedCanvas) -> Option<Self> {
        let host = Host::of(ctx)?;
        let broken = Arc::new(AtomicBool::new(false));
        let (ctx, flag) = (ctx.clone(), Arc::clone(&broken));
        let fail = move || {
            flag.store(true, Ordering::Release);
            ctx.request_repaint();
        };
        match x11::Handle::start(host.0, canvas, fail) {
            Ok(thread) => Some(Self { thread, broken }),
            Err(reason) => {
                tracing::info!(%reason, "the picture is drawn with the rest of the window");
                None
            }
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn open(ctx: &Context, _canvas: &SharedCanvas) -> Option<Self> {
        Host::of(ctx)?;
        None
    }

    /// It could not be opened, or works no longer: the picture must be drawn as elsewhere.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Acquire)
    }

    /// Shows the picture there; `None` hides it.
    pub(super) fn place(&mut self, placement: Option<Placement>) {
        #[cfg(target_os = "linux")]
        self.thread.place(placement);
        #[cfg(not(target_os = "linux"))]
        drop(placement);
    }
}
