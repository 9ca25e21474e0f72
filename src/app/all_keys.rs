//! All keys for the viewer, also those that the helper's own desktop keeps for itself (Super, Alt+Tab): on Wayland
//! desktops that pass them on to a window. Elsewhere the viewer sends them by its list of keys.

use egui::Context;

#[cfg(target_os = "linux")]
use super::own_surface::{self, OneSurface};

/// What the compositor tells paints nothing anew by itself.
#[cfg(target_os = "linux")]
const LOOKED_AGAIN: std::time::Duration = std::time::Duration::from_millis(500);

/// What one viewer wants of its window.
#[derive(Default)]
pub(super) struct AllKeys {
    #[cfg(target_os = "linux")]
    window: Option<OneSurface>,
    wanted: bool,
}

impl AllKeys {
    /// Whether this desktop passes them on.
    pub(super) fn are_possible(&mut self, ctx: &Context) -> bool {
        #[cfg(target_os = "linux")]
        {
            self.window = self.window.take().or_else(|| own_surface::of(ctx));
            let window = self.window.as_ref();
            window.is_some_and(|window| own_surface::lock(window).has_all_keys())
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

    /// Whether the window gets them now. A desktop that asks the person first tells of the answer some time later.
    pub(super) fn are_here(&self, ctx: &Context) -> bool {
        #[cfg(target_os = "linux")]
        {
            let window = self.window.as_ref();
            let here = window.is_some_and(|window| own_surface::lock(window).gets_all_keys());
            if self.wanted && !here {
                ctx.request_repaint_after(LOOKED_AGAIN);
            }
            self.wanted && here
        }
        #[cfg(not(target_os = "linux"))]
        {
            let _ = ctx;
            false
        }
    }

    pub(super) fn want(&mut self, wanted: bool) {
        self.wanted = wanted;
    }

    /// Says in each frame whether the picture would have them.
    pub(super) fn take(&self, by_picture: bool) {
        #[cfg(target_os = "linux")]
        if let Some(window) = &self.window {
            own_surface::lock(window).take_all_keys(self.wanted && by_picture);
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
