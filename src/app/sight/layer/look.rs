//! How the bar looks and what it says, as the program's window hands it to the bar's own thread.

use std::sync::Arc;

use egui::{Color32, Context, FontProvider, Theme, ThemePreference};

use crate::app::bar_state::BarState;
use crate::app::sight::kept::Unseen;
use crate::app::tokens;
use crate::session::novice::Commands;
use crate::vocabulary::PicturePlace;

/// What is shown.
#[derive(Clone)]
pub(in crate::app) struct ShownBar {
    pub state: BarState,
    pub look: BarLook,
    /// What is pressed is given from the bar's own thread.
    pub commands: Commands,
    pub unseen: Unseen,
    pub border: Option<ShownBorder>,
}

/// A border around what is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct ShownBorder {
    pub place: PicturePlace,
    pub colour: Color32,
}

/// As the person wants everything to look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::app) struct BarLook {
    theme: Theme,
    /// How much larger than usual everything is.
    pub zoom: f32,
    moving: bool,
}

impl BarLook {
    /// As the window looks.
    pub(in crate::app) fn of(ctx: &Context) -> Self {
        Self {
            theme: ctx.theme(),
            zoom: ctx.zoom_factor(),
            moving: ctx.global_style().animation_time > 0.0,
        }
    }

    /// A place to draw a bar that looks like this.
    pub(super) fn context(self, fonts: &Arc<dyn FontProvider>) -> Context {
        let ctx = Context::default();
        ctx.add_font_provider(Arc::clone(fonts));
        tokens::apply(&ctx);
        // However slowly somebody presses.
        ctx.options_mut(|options| options.input_options.max_click_duration = f64::INFINITY);
        self.apply(&ctx);
        ctx
    }

    pub(super) fn apply(self, ctx: &Context) {
        ctx.set_theme(match self.theme {
            Theme::Dark => ThemePreference::Dark,
            Theme::Light => ThemePreference::Light,
        });
        ctx.set_zoom_factor(self.zoom);
        tokens::move_things(ctx, self.moving);
    }
}
