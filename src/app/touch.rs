//! Whether the program's own window has the keyboard, and the pointer over it: told to whoever injects for a helper.
//!
//! On a Wayland desktop the compositor is asked, whatever the window does: one that others cover is drawn once a second,
//! or never. Elsewhere the window says it in its frames.

#[cfg(target_os = "linux")]
mod wayland;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use egui::{Context, Event, RawInput};

#[cfg(target_os = "linux")]
use super::own_surface;
use crate::desk::{OwnWindow, OwnWindowWatch, Silence};

pub(super) enum Touch {
    #[cfg(target_os = "linux")]
    Asked {
        _listener: wayland::Listener,
    },
    Drawn(InFrames),
}

impl Touch {
    /// To be made when the window is known ([`super::own_surface::remember`]), and dropped before it goes.
    pub(super) fn new(ctx: &Context) -> Self {
        #[cfg(target_os = "linux")]
        if let Some(own) = own_surface::of(ctx) {
            match wayland::Listener::start(&own) {
                Ok(listener) => return Self::Asked { _listener: listener },
                Err(error) => tracing::warn!(%error, "the compositor is not asked whether the window is touched"),
            }
        }
        Self::Drawn(InFrames::new(ctx))
    }

    /// To be called with the input of each frame.
    pub(super) fn look(&mut self, raw: &RawInput) {
        match self {
            #[cfg(target_os = "linux")]
            Self::Asked { .. } => {}
            Self::Drawn(frames) => frames.look(raw),
        }
    }
}

/// What the frames of the window say.
pub(super) struct InFrames {
    watch: OwnWindowWatch,
    under_pointer: bool,
    ctx: Context,
    /// The newest question.
    asked: Arc<AtomicU64>,
    /// The newest one that was asked before the frame before: what this frame is made of had been told by then.
    due: u64,
}

impl InFrames {
    fn new(ctx: &Context) -> Self {
        let asked = Arc::new(AtomicU64::new(0));
        let (newest, woken) = (Arc::clone(&asked), ctx.clone());
        // A window that is hidden is not drawn.
        let watch = OwnWindowWatch::new(Silence::Hidden, move |question| {
            newest.store(question, Ordering::Release);
            woken.request_repaint();
        });
        Self {
            watch,
            under_pointer: false,
            ctx: ctx.clone(),
            asked,
            due: 0,
        }
    }

    fn look(&mut self, raw: &RawInput) {
        for event in &raw.events {
            match event {
                Event::PointerGone => self.under_pointer = false,
                Event::PointerMoved(_) | Event::PointerButton { .. } => self.under_pointer = true,
                _ => {}
            }
        }
        let window = OwnWindow {
            focused: raw.focused,
            under_pointer: self.under_pointer,
        };
        self.watch.tell(window, self.due);
        let asked = self.asked.load(Ordering::Acquire);
        if asked > self.due {
            self.due = asked;
            self.ctx.request_repaint();
        }
    }
}
