//! What the practice shares instead of the person's own screen: a field and a button for the helper. Nothing moves by
//! itself, so that two pictures of it can be compared.

use egui::{Context, TextStyle, Ui};

use super::{parts, reader, tokens, writing};
use crate::t;

/// Large enough to be read in a smaller picture of it.
const ZOOM: f32 = 1.4;

pub struct PracticeScreen {
    typed: String,
    clicks: u32,
}

impl PracticeScreen {
    pub fn new(ctx: &Context) -> Self {
        tokens::apply(ctx);
        tokens::move_things(ctx, false);
        ctx.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
        ctx.set_zoom_factor(ZOOM);
        Self {
            typed: String::new(),
            clicks: 0,
        }
    }

    /// One frame.
    pub fn show(&mut self, ui: &mut Ui) {
        reader::name_window(ui.ctx(), || t!("practice-screen-title"));
        parts::page(ui, |ui| parts::column(ui, "practice screen", |ui| self.content(ui)));
    }

    fn content(&mut self, ui: &mut Ui) {
        // The field has the keyboard from the beginning.
        parts::quiet_title(ui, tokens::title(), t!("practice-screen-title"));
        parts::body(ui, t!("practice-screen-explained"));
        ui.add_space(tokens::GAP_LARGE);
        let quiet = Some(parts::palette(ui).quiet);
        let hint = writing::written_inside(ui, t!("practice-screen-hint"), TextStyle::Body, quiet, f32::INFINITY);
        let name = t!("practice-screen-hint");
        let field = parts::practice_field(ui, &mut self.typed, hint.shown, name);
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        ui.add_space(tokens::GAP_LARGE);
        let clicks = t!("practice-screen-clicks", count = self.clicks);
        if parts::practice_button(ui, clicks).clicked() {
            self.clicks = self.clicks.saturating_add(1);
        }
    }
}
