//! The design tokens: every colour, size and distance of the window, light and dark. Nothing else in `app` names a
//! number of pixels that means something or a colour.

#![expect(clippy::disallowed_methods, reason = "here they belong")]

use std::collections::BTreeMap;

use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::style::{ScrollAnimation, ScrollStyle, WidgetVisuals};
use egui::{
    Color32, Context, CornerRadius, FontData, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Theme, Vec2,
    Visuals,
};

use super::crisp::WholePixels;

/// Distances, in points.
pub const GAP_SMALL: f32 = 6.0;
pub const GAP: f32 = 12.0;
pub const GAP_LARGE: f32 = 24.0;
/// The widest a column of text becomes: about 75 letters of the body size.
pub const COLUMN: f32 = 620.0;
pub const PAGE_MARGIN: f32 = 24.0;
/// A page this narrow (a small window with large text) spends less on its margins.
pub const NARROW: f32 = 460.0;
/// Below this a size that comes out of what was there a frame ago has not changed.
pub const ROUNDING: f32 = 0.5;
/// The least height in which a question can be read: its heading and two lines.
pub const LEAST_WORDS: f32 = 110.0;
pub const CARD_HEIGHT: f32 = 104.0;
pub const CARD_MARGIN: f32 = 20.0;
pub const BUTTON_HEIGHT: f32 = 40.0;
pub const LARGE_BUTTON: Vec2 = Vec2::new(280.0, 64.0);
pub const BAR_BUTTON_HEIGHT: f32 = 32.0;
pub const BAR_MARGIN: i8 = 8;
/// The widest the box of figures over the picture becomes.
pub const FIGURES: f32 = 340.0;
/// Between a control and the ring around it when it has the keyboard.
pub const RING_GAP: f32 = 3.0;
/// Around the picture of the other computer, for the ring.
pub const PICTURE_EDGE: Margin = Margin::same(2);
/// The edge of a full screen that brings the tools.
pub const EDGE: f32 = 2.0;
pub const CORNER: u8 = 8;
pub const ICON: f32 = 20.0;
pub const ICON_LARGE: f32 = 40.0;
/// Around what is shared.
pub const BORDER: f32 = 4.0;

/// Around what is typed in a field, around the password, in the box of a name, and in the strips above and below the
/// picture.
pub const FIELD_MARGIN: Margin = margin(10, 8);
pub const PASSWORD_MARGIN: Margin = margin(12, 10);
pub const NAME_BOX_MARGIN: Margin = margin(8, 2);
pub const STRIP_MARGIN: Margin = margin(8, 6);
/// Between a name in a text and the frame around it.
pub const NAME_MARGIN: Vec2 = Vec2::new(10.0, 3.0);
/// What is free above and below that frame.
pub const NAME_GAP: f32 = 3.0;

/// The viewer's status line: one row, its margins, and the line above it.
pub const STATUS_HEIGHT: f32 = 41.0;

/// Sizes of windows, in points.
pub const PAGE_SIZE: Vec2 = Vec2::new(760.0, 640.0);
pub const PAGE_MIN: Vec2 = Vec2::new(320.0, 240.0);
pub const QUESTION_SIZE: Vec2 = Vec2::new(720.0, 680.0);
pub const VIEWER_SIZE: Vec2 = Vec2::new(1120.0, 780.0);
pub const BAR_SIZE: Vec2 = Vec2::new(760.0, 52.0);
/// The widest name: 64 columns would push the bar's buttons out of sight.
pub const NAME_WIDTH: f32 = 260.0;
/// The least of the bar's room for a name that is shortened, and for a sentence on more than one line.
pub const LEAST_NAME: f32 = 90.0;
pub const LEAST_SENTENCE: f32 = 160.0;
/// The least height in which the sheet of shortcuts has room for its list.
pub const LEAST_SHEET: f32 = 260.0;
pub const BAR_MIN: Vec2 = Vec2::new(120.0, 40.0);
/// What the desktop puts around a window, at most: its title above, its edges.
pub const FRAME: Vec2 = Vec2::new(8.0, 36.0);
/// By how much a window stands beside the one that it would hide.
pub const BESIDE: Vec2 = Vec2::splat(36.0);
pub const PRACTICE_SIZE: Vec2 = Vec2::new(1180.0, 760.0);
pub const PRACTICE_NOVICE: f32 = 420.0;
/// The least width in which both halves of the practice can be used side by side.
pub const PRACTICE_BESIDE: f32 = 920.0;

/// Sizes of type, in points at 100 %.
const BODY: f32 = 16.0;
const SMALL: f32 = 14.0;
const HEADING: f32 = 24.0;
const TITLE: f32 = 30.0;
const PASSWORD: f32 = 32.0;

/// Motion, in seconds: under 150 ms.
const MOTION: f32 = 0.1;

const fn margin(sides: i8, ends: i8) -> Margin {
    Margin::symmetric(sides, ends)
}

/// What parts a box from the page.
pub fn edge(colour: Color32) -> Stroke {
    Stroke::new(1.0, colour)
}

/// What must be seen: who can do what, a question, the control that has the keyboard.
pub fn rim(colour: Color32) -> Stroke {
    Stroke::new(2.0, colour)
}

pub fn title() -> TextStyle {
    TextStyle::Name("title".into())
}

pub fn code() -> FontId {
    FontId::new(HEADING, FontFamily::Monospace)
}

pub fn password() -> FontId {
    FontId::new(PASSWORD, FontFamily::Monospace)
}

/// The colours of one theme. The four meanings are used for nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    pub page: Color32,
    pub surface: Color32,
    pub raised: Color32,
    /// Around boxes and buttons, and between parts: 3:1 on each of the three grounds.
    pub line: Color32,
    pub text: Color32,
    pub quiet: Color32,
    /// What cannot be done now.
    pub faint: Color32,
    /// The one primary action of a screen, the focus ring and what is selected.
    pub accent: Color32,
    pub accent_strong: Color32,
    pub on_accent: Color32,
    /// Can see.
    pub seeing: Color32,
    /// Can control.
    pub controlling: Color32,
    pub paused: Color32,
    /// Stop, and danger.
    pub stop: Color32,
    pub stop_strong: Color32,
    pub on_stop: Color32,
}

const LIGHT: Palette = Palette {
    page: Color32::from_rgb(0xF6, 0xF6, 0xF3),
    surface: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    raised: Color32::from_rgb(0xEC, 0xEE, 0xEA),
    line: Color32::from_rgb(0x7E, 0x87, 0x83),
    text: Color32::from_rgb(0x1C, 0x21, 0x1F),
    quiet: Color32::from_rgb(0x4C, 0x55, 0x51),
    faint: Color32::from_rgb(0x6F, 0x78, 0x74),
    accent: Color32::from_rgb(0x0B, 0x6B, 0x57),
    accent_strong: Color32::from_rgb(0x08, 0x55, 0x45),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    seeing: Color32::from_rgb(0x0A, 0x5B, 0xB5),
    controlling: Color32::from_rgb(0xA3, 0x5C, 0x00),
    paused: Color32::from_rgb(0x6B, 0x70, 0x75),
    stop: Color32::from_rgb(0xB9, 0x1C, 0x1C),
    stop_strong: Color32::from_rgb(0x96, 0x12, 0x12),
    on_stop: Color32::from_rgb(0xFF, 0xFF, 0xFF),
};

const DARK: Palette = Palette {
    page: Color32::from_rgb(0x15, 0x19, 0x18),
    surface: Color32::from_rgb(0x1E, 0x24, 0x22),
    raised: Color32::from_rgb(0x2A, 0x32, 0x2F),
    line: Color32::from_rgb(0x74, 0x80, 0x7B),
    text: Color32::from_rgb(0xEC, 0xF0, 0xEE),
    quiet: Color32::from_rgb(0xB4, 0xBF, 0xBA),
    faint: Color32::from_rgb(0x8A, 0x96, 0x91),
    accent: Color32::from_rgb(0x5C, 0xD0, 0xB1),
    accent_strong: Color32::from_rgb(0x84, 0xE0, 0xC8),
    on_accent: Color32::from_rgb(0x07, 0x2A, 0x22),
    seeing: Color32::from_rgb(0x74, 0xB6, 0xFF),
    controlling: Color32::from_rgb(0xF5, 0xB5, 0x3D),
    paused: Color32::from_rgb(0xA2, 0xA8, 0xAE),
    stop: Color32::from_rgb(0xFF, 0x8A, 0x80),
    stop_strong: Color32::from_rgb(0xFF, 0xAB, 0xA3),
    on_stop: Color32::from_rgb(0x3A, 0x06, 0x06),
};

/// The palette of the theme in use.
pub fn palette(visuals: &Visuals) -> &'static Palette {
    if visuals.dark_mode { &DARK } else { &LIGHT }
}

/// Gives `ctx` our look, in both themes.
pub fn apply(ctx: &Context) {
    ctx.add_plugin(WholePixels);
    ctx.add_font(FontInsert::new(
        "Noto Sans",
        FontData::from_static(notosans::REGULAR_TTF),
        vec![InsertFontFamily {
            family: FontFamily::Proportional,
            priority: FontPriority::Highest,
        }],
    ));
    // Where the system does not say; egui's own choice would be dark.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    for (theme, palette) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| restyle(style, theme, palette));
    }
}

/// Whether anything moves by itself.
pub fn move_things(ctx: &Context, moving: bool) {
    ctx.all_styles_mut(|style| move_in(style, if moving { MOTION } else { 0.0 }));
}

fn move_in(style: &mut Style, seconds: f32) {
    style.animation_time = seconds;
    style.scroll_animation = ScrollAnimation::duration(seconds);
}

fn restyle(style: &mut Style, theme: Theme, palette: &Palette) {
    style.text_styles = BTreeMap::from([
        (TextStyle::Body, FontId::proportional(BODY)),
        (TextStyle::Button, FontId::proportional(BODY)),
        (TextStyle::Small, FontId::proportional(SMALL)),
        (TextStyle::Heading, FontId::proportional(HEADING)),
        (TextStyle::Monospace, FontId::monospace(BODY)),
        (title(), FontId::proportional(TITLE)),
    ]);
    move_in(style, MOTION);
    style.spacing.item_spacing = Vec2::new(GAP, GAP_SMALL);
    style.spacing.button_padding = Vec2::new(14.0, 6.0);
    style.spacing.interact_size = Vec2::new(40.0, 28.0);
    style.spacing.icon_width = 20.0;
    style.spacing.icon_width_inner = 12.0;
    style.spacing.window_margin = Margin::same(16);
    style.spacing.scroll = ScrollStyle::solid();
    // Our widgets are as light as the page: the handle takes the colour of text.
    style.spacing.scroll.foreground_color = true;
    // A shade over the edge would change the colours of the picture that is looked at.
    style.spacing.scroll.fade.strength = 0.0;
    style.interaction.selectable_labels = false;
    style.visuals = visuals(theme, palette);
}

/// What cannot be done now: words and signs are faint, and nothing is filled.
pub fn dim(visuals: &mut Visuals) {
    let palette = palette(visuals);
    let widgets = &mut visuals.widgets;
    for state in [
        &mut widgets.noninteractive,
        &mut widgets.inactive,
        &mut widgets.hovered,
        &mut widgets.active,
        &mut widgets.open,
    ] {
        state.weak_bg_fill = Color32::TRANSPARENT;
        state.bg_stroke = edge(palette.line);
        state.fg_stroke.color = palette.faint;
    }
    visuals.hyperlink_color = palette.faint;
}

fn visuals(theme: Theme, palette: &Palette) -> Visuals {
    let mut visuals = if theme == Theme::Dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    let radius = CornerRadius::same(CORNER);
    let widget = |fill: Color32, edge: Stroke| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: edge,
        corner_radius: radius,
        fg_stroke: Stroke::new(1.5, palette.text),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(palette.surface, edge(palette.line));
    visuals.widgets.inactive = widget(palette.surface, edge(palette.line));
    visuals.widgets.hovered = widget(palette.raised, edge(palette.text));
    visuals.widgets.active = widget(palette.raised, rim(palette.accent));
    visuals.widgets.open = widget(palette.raised, edge(palette.line));
    visuals.selection.bg_fill = palette.accent.gamma_multiply(0.35);
    visuals.selection.stroke = rim(palette.accent);
    // Faded things would be hard to read: what cannot be done has colours of its own (`dim`).
    visuals.disabled_alpha = 1.0;
    visuals.hyperlink_color = palette.accent;
    visuals.text_cursor.stroke = rim(palette.text);
    visuals.weak_text_color = Some(palette.quiet);
    visuals.faint_bg_color = palette.raised;
    visuals.extreme_bg_color = palette.surface;
    visuals.code_bg_color = palette.raised;
    visuals.warn_fg_color = palette.text;
    visuals.error_fg_color = palette.stop;
    visuals.window_fill = palette.surface;
    visuals.window_stroke = edge(palette.line);
    visuals.window_corner_radius = radius;
    visuals.menu_corner_radius = radius;
    visuals.panel_fill = palette.page;
    visuals
}
