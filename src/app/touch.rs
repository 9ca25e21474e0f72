//! Whether the program's own window has the keyboard, and the pointer over it: told to whoever injects for a helper.

use egui::{Context, Event, RawInput};

use crate::desk::{OwnWindow, OwnWindowWatch};

pub(super) struct Touch {
    watch: OwnWindowWatch,
    under_pointer: bool,
}

impl Touch {
    pub(super) fn new(ctx: &Context) -> Self {
        let ctx = ctx.clone();
        Self {
            watch: OwnWindowWatch::new(move || ctx.request_repaint()),
            under_pointer: false,
        }
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
        self.watch.tell(OwnWindow {
            focused: raw.focused,
            under_pointer: self.under_pointer,
        });
    }
}
