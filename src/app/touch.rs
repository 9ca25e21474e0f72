//! Whether the program's own window has the keyboard, and the pointer over it: told to whoever injects for a helper.

use egui::{Context, Event, RawInput};

use crate::desk::{OwnWindow, tell_own_window, wake_own_window};

#[derive(Default)]
pub(super) struct Touch {
    under_pointer: bool,
}

impl Touch {
    pub(super) fn new(ctx: &Context) -> Self {
        let ctx = ctx.clone();
        wake_own_window(move || ctx.request_repaint());
        Self::default()
    }

    /// To be called with the input of each frame.
    pub(super) fn look(&mut self, raw: &RawInput) {
        for event in &raw.events {
            match event {
                Event::PointerGone => self.under_pointer = false,
                Event::PointerMoved(_) | Event::PointerButton { .. } => self.under_pointer = true,
                _ => {}
            }
        }
        tell_own_window(OwnWindow {
            focused: raw.focused,
            under_pointer: self.under_pointer,
        });
    }
}
