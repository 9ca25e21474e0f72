//! The picture in a window of its own inside the viewer's (X11), or on a surface of its own over it (Wayland), painted by
//! a thread of its own.
//!
//! The graphics library draws the whole window anew for every change: 10 ms and more without a graphics card, for one
//! typed letter. Here a change costs what changed. The rest of the viewer, and the picture on other desktops, is drawn
//! as ever.

#[cfg(target_os = "linux")]
mod changes;
mod placement;
#[cfg(target_os = "linux")]
mod shared;
#[cfg(target_os = "linux")]
mod wayland;
#[cfg(target_os = "linux")]
mod x11;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::{Context, Id};
use raw_window_handle::{HasWindowHandle, RawWindowHandle};

pub(super) use self::placement::Placement;
#[cfg(target_os = "linux")]
use super::own_surface;
use crate::session::expert::SharedCanvas;

/// The program's window as the X server knows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Host(#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "X11 only"))] pub(super) u32);

/// Xlib's number has as many bits as C's `long`, and is none where that is none of X11's.
fn window_id(window: impl TryInto<u32>) -> Option<u32> {
    window.try_into().ok()
}

impl Host {
    /// Remembers the window for the viewers in it, or that it is on Wayland, where it has no name for others.
    pub(super) fn remember(ctx: &Context, window: &impl HasWindowHandle) {
        let id = match window.window_handle().map(|handle| handle.as_raw()) {
            Ok(RawWindowHandle::Xlib(handle)) => window_id(handle.window),
            Ok(RawWindowHandle::Xcb(handle)) => Some(handle.window.get()),
            _ => None,
        };
        if let Ok(RawWindowHandle::Wayland(_)) = window.window_handle().map(|handle| handle.as_raw()) {
            ctx.data_mut(|data| data.insert_temp(Id::unique("on Wayland"), true));
        }
        if let Some(id) = id {
            // Before it is shown for the first time.
            if let Err(error) = crate::desk::mark_window(id) {
                tracing::warn!(%error, "the window bears no mark");
            }
            #[cfg(target_os = "linux")]
            super::gone::watch(id);
            ctx.data_mut(|data| data.insert_temp(Id::unique("the native window"), Self(id)));
        }
    }

    pub(super) fn of(ctx: &Context) -> Option<Self> {
        ctx.data(|data| data.get_temp(Id::unique("the native window")))
    }

    /// Whether the window is on a Wayland desktop.
    #[cfg(target_os = "linux")]
    pub(super) fn is_on_wayland(ctx: &Context) -> bool {
        ctx.data(|data| data.get_temp(Id::unique("on Wayland")))
            .unwrap_or(false)
    }
}

/// A picture that is painted past the graphics library.
pub(super) struct Pane {
    #[cfg(target_os = "linux")]
    painter: PanePainter,
    broken: Arc<AtomicBool>,
}

#[cfg(target_os = "linux")]
enum PanePainter {
    X11(x11::Handle),
    Wayland(wayland::Handle),
}

impl Pane {
    /// Starts to paint into the window of this context; nothing where the desktop does not let it.
    #[cfg(target_os = "linux")]
    pub(super) fn open(ctx: &Context, canvas: &SharedCanvas) -> Option<Self> {
        let broken = Arc::new(AtomicBool::new(false));
        let repaint = {
            let ctx = ctx.clone();
            move || ctx.request_repaint()
        };
        let fail = {
            let (repaint, broken) = (repaint.clone(), Arc::clone(&broken));
            move || {
                broken.store(true, Ordering::Release);
                repaint();
            }
        };
        let painter = match (Host::of(ctx), own_surface::of(ctx)) {
            (Some(host), _) => x11::Handle::start(host.0, canvas, fail).map(PanePainter::X11),
            (None, Some(own)) => wayland::Handle::start(&own, canvas, repaint, fail).map(PanePainter::Wayland),
            (None, None) => return None,
        };
        match painter {
            Ok(painter) => Some(Self { painter, broken }),
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

    /// Whether the picture can be shown there: what lies over it is cut out of it on X11 alone.
    pub(super) fn fits(&self, ctx: &Context, placement: &Placement) -> bool {
        #[cfg(target_os = "linux")]
        if let PanePainter::Wayland(_) = &self.painter {
            return wayland::fits(placement, native_scale(ctx));
        }
        let _ = (ctx, placement);
        true
    }

    /// Shows the picture there, where it fits. In another `turn` all of it is painted anew: what changed before went
    /// elsewhere.
    pub(super) fn place(&mut self, ctx: &Context, placement: Placement, turn: u32) {
        #[cfg(target_os = "linux")]
        match &mut self.painter {
            PanePainter::X11(thread) => thread.place(Some(placement)),
            PanePainter::Wayland(thread) => thread.place(&placement, native_scale(ctx), turn),
        }
        #[cfg(not(target_os = "linux"))]
        let _ = (ctx, placement, turn);
    }

    pub(super) fn hide(&mut self) {
        #[cfg(target_os = "linux")]
        match &mut self.painter {
            PanePainter::X11(thread) => thread.place(None),
            PanePainter::Wayland(thread) => thread.hide(),
        }
    }

    /// The picture of this turn is there.
    pub(super) fn is_seen(&self, turn: u32) -> bool {
        #[cfg(target_os = "linux")]
        if let PanePainter::Wayland(thread) = &self.painter {
            return thread.is_seen(turn);
        }
        let _ = turn;
        true
    }
}

/// How many pixels of the window make up one of the desktop's own units.
#[cfg(target_os = "linux")]
fn native_scale(ctx: &Context) -> f32 {
    ctx.native_pixels_per_point().unwrap_or(1.0)
}
