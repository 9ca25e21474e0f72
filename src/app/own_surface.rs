//! The window as its compositor knows it, where that is a Wayland desktop's.

#[cfg(target_os = "linux")]
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use egui::Context;
#[cfg(target_os = "linux")]
use egui::Id;
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};

#[cfg(target_os = "linux")]
use crate::own_surface::OwnSurface;

#[cfg(target_os = "linux")]
pub(super) type OneSurface = Arc<Mutex<OwnSurface>>;

/// Remembers the window for what is shown in it.
pub(super) fn remember(ctx: &Context, window: &(impl HasWindowHandle + HasDisplayHandle)) {
    #[cfg(target_os = "linux")]
    if let Some(surface) = OwnSurface::of(window) {
        let surface: OneSurface = Arc::new(Mutex::new(surface));
        ctx.data_mut(|data| data.insert_temp(Id::unique("own surface"), surface));
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (ctx, window);
}

/// The window that was remembered.
#[cfg(target_os = "linux")]
pub(super) fn of(ctx: &Context) -> Option<OneSurface> {
    ctx.data(|data| data.get_temp(Id::unique("own surface")))
}

#[cfg(target_os = "linux")]
pub(super) fn lock(surface: &OneSurface) -> MutexGuard<'_, OwnSurface> {
    surface.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Asks the desktop for the window to come up, by a token that it gave for something that the person pressed.
pub(super) fn activate(ctx: &Context, token: String) {
    #[cfg(target_os = "linux")]
    if let Some(surface) = of(ctx) {
        lock(&surface).activate(token);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (ctx, token);
}
