//! A window is opened before its monitor is known: on a small one its title would be above the screen. It is made to fit
//! as soon as that is known.

use egui::{Context, Vec2, ViewportCommand};

use super::{sight, tokens};

/// Until the window has been made to fit.
#[derive(Debug, Default)]
pub(super) struct FirstFit {
    /// The frame after which it is.
    after: Option<u64>,
}

impl FirstFit {
    /// The window comes with this frame.
    pub(super) fn from_now(ctx: &Context) -> Self {
        Self {
            after: Some(ctx.cumulative_frame_nr()),
        }
    }

    /// True once, in the frame in which the window's own size is known: in its first one that is told for letters of
    /// the usual size, and not yet for those that the person chose.
    pub(super) fn is_due(&mut self, ctx: &Context) -> bool {
        let Some(first) = self.after else { return false };
        if ctx.cumulative_frame_nr() == first {
            ctx.request_repaint();
            return false;
        }
        self.after = None;
        true
    }
}

/// Makes the window no larger than the screen. `beside`: another window of this program is there.
pub(super) fn fit(ctx: &Context, beside: bool) {
    let Some(now) = ctx.input(|input| input.viewport().inner_rect) else {
        return;
    };
    let size = sight::fitting(ctx, now.size(), true);
    if size != now.size() {
        ctx.send_viewport_cmd(ViewportCommand::InnerSize(size));
        centre(ctx, size, beside);
    }
}

/// Puts the window in the middle of the screen, with what the desktop puts around it.
pub(super) fn centre(ctx: &Context, size: Vec2, beside: bool) {
    if let Some(monitor) = ctx.input(|input| input.viewport().monitor_size) {
        let mut at = ((monitor - tokens::FRAME - size) / 2.0).max(Vec2::ZERO);
        if beside {
            // What is beneath another window of this program looks out from under it.
            at += tokens::BESIDE;
        }
        ctx.send_viewport_cmd(ViewportCommand::OuterPosition(at.to_pos2()));
    }
}
