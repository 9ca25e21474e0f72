//! The picture in a window of its own inside the viewer's, painted by a thread of its own where the desktop lets it
//! (X11).
//!
//! The graphics library draws the whole window anew for every change: 10 ms and more without a graphics card, for one
//! typed letter. Here a change costs what changed. The rest of the viewer, and the picture on other desktops, is drawn
//! as ever.

mod placement;
#[cfg(target_os = "linux")]
mod shared;
#[cfg(target_os = "linux")]
mod x11;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::{Context, Id};
use raw_window_handle::{HasWindowHandle, RawWindowHandle};

pub(super) use self::placement::Placement;
use crate::session::expert::SharedCanvas;

/// The program's window as the X server knows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Host(#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "X11 only"))] pub(super) u32);

impl Host {
    /// Remembers the window for the viewers in it, or that it is on Wayland, where it has no name for others.
    pub(super) fn remember(ctx: &Context, window: &impl HasWindowHandle) {
        let id = match window.window_handle().map(|handle| handle.as_raw()) {
            Ok(RawWindowHandle::Xlib(handle)) => u32::try_from(handle.window).ok(),
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
