//! All keys for the viewer, also those that the helper's own desktop keeps for itself (Super, Alt+Tab): on Wayland
//! desktops that pass them on to a window. Elsewhere the viewer sends them by its list of keys.

#[cfg(target_os = "linux")]
use std::sync::{Arc, Mutex, PoisonError};

use egui::Context;
#[cfg(target_os = "linux")]
use egui::Id;
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};

#[cfg(target_os = "linux")]
use crate::shortcuts_inhibit::ShortcutsInhibit;

#[cfg(target_os = "linux")]
type OneWindow = Arc<Mutex<ShortcutsInhibit>>;

/// Remembers the window for the viewers in it.
pub(super) fn remember(ctx: &Context, window: &(impl HasWindowHandle + HasDisplayHandle)) {
    #[cfg(target_os = "linux")]
    if let Some(inhibit) = ShortcutsInhibit::of(window) {
        let inhibit: OneWindow = Arc::new(Mutex::new(inhibit));
        ctx.data_mut(|data| data.insert_temp(Id::unique("all keys"), inhibit));
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (ctx, window);
}

/// What one viewer wants of its window.
#[derive(Default)]
pub(super) struct AllKeys {
    #[cfg(target_os = "linux")]
    window: Option<OneWindow>,
    wanted: bool,
}

impl AllKeys {
    /// Whether this desktop passes them on.
    pub(super) fn are_possible(&mut self, ctx: &Context) -> bool {
        #[cfg(target_os = "linux")]
        {
            let known = || ctx.data(|data| data.get_temp(Id::unique("all keys")));
            self.window = self.window.take().or_else(known);
            self.window.as_ref().is_some_and(|window| lock(window).is_possible())
        }
        #[cfg(not(target_os = "linux"))]
        {
            let _ = ctx;
            false
        }
    }

    pub(super) fn are_wanted(&self) -> bool {
        self.wanted
    }

    pub(super) fn want(&mut self, wanted: bool) {
        self.wanted = wanted;
    }

    /// Says in each frame whether the picture would have them.
    pub(super) fn take(&self, by_picture: bool) {
        #[cfg(target_os = "linux")]
        if let Some(window) = &self.window {
            lock(window).set(self.wanted && by_picture);
        }
        #[cfg(not(target_os = "linux"))]
        let _ = by_picture;
    }
}

impl Drop for AllKeys {
    fn drop(&mut self) {
        self.take(false);
    }
}

#[cfg(target_os = "linux")]
fn lock(window: &OneWindow) -> std::sync::MutexGuard<'_, ShortcutsInhibit> {
    window.lock().unwrap_or_else(PoisonError::into_inner)
}
