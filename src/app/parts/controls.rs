//! The controls: buttons, links, boxes to tick, choices, fields, cards. Each has its ring while it has the keyboard, and
//! what a screen reader is told of it.

use egui::{
    AsIdSalt, Atom, Atoms, Color32, Id, Pos2, Rect, Response, Role, Stroke, TextStyle, TextWrapMode, Ui, Vec2,
    WidgetText, vec2,
};

use super::super::actions::{Action, Now};
use super::super::tokens::{self, Palette};
use super::super::{focus, icons, reader, writing};
use super::bare;
use super::identity::identity;
use super::texts::{body, galley_width, hint, tip};
use super::{palette, row_of};
use crate::t;

/// How much a button matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Weight {
    /// The one primary action of a screen.
    Primary,
    Plain,
    /// Stop.
    Stop,
}

pub(in super::super) fn button(ui: &mut Ui, weight: Weight, action: Action<'_>) -> Response {
    button_now(ui, Now::default(), weight, action)
}

/// The one thing to do on a page that has no other.
pub(in super::super) fn large_button(ui: &mut Ui, weight: Weight, action: Action<'_>) -> Response {
    sized_button(ui, Now::default(), weight, action, action, tokens::LARGE_BUTTON)
}

/// A button for what cannot be done at any time.
pub(in super::super) fn button_now(ui: &mut Ui, now: Now, weight: Weight, action: Action<'_>) -> Response {
    sized_button(ui, now, weight, action, action, vec2(0.0, tokens::BUTTON_HEIGHT))
}

/// One of several answers of equal weight: which one was given shows by its edge, and by no colour.
pub(in super::super) fn choice(ui: &mut Ui, now: Now, chosen: bool, low: bool, action: Action<'_>) -> Response {
    let height = if low {
        tokens::BAR_BUTTON_HEIGHT
    } else {
        tokens::BUTTON_HEIGHT
    };
    let style = ui.style().clone();
    if chosen {
        let edge = tokens::rim(palette(ui).text);
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.inactive.bg_stroke = edge;
        widgets.hovered.bg_stroke = edge;
    }
    let response = sized_button(ui, now, Weight::Plain, action, action, vec2(0.0, height));
    ui.set_style(style);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_toggled(chosen.into()));
    response
}

/// The tabs of several parts of the window, of which one is shown. Returns which was chosen, if any was.
pub(in super::super) fn tabs<'a, T>(
    ui: &mut Ui,
    name: String,
    parts: impl IntoIterator<Item = (T, Action<'a>, bool)>,
) -> Option<T> {
    let mut chosen = None;
    row_of(ui, "tabs", Role::TabList, name, |ui, _| {
        for (part, action, shown) in parts {
            let response = choice(ui, Now::default(), shown, true, action);
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_role(Role::Tab);
                node.clear_toggled();
                node.set_selected(shown);
            });
            if response.clicked() {
                chosen = Some(part);
            }
        }
    });
    chosen
}

/// A button of the novice's bar or the viewer's tool bar: low, with a sign before its words.
pub(in super::super) fn bar_button(ui: &mut Ui, weight: Weight, action: Action<'_>) -> Response {
    bar_button_now(ui, Now::default(), weight, action)
}

pub(in super::super) fn bar_button_now(ui: &mut Ui, now: Now, weight: Weight, action: Action<'_>) -> Response {
    sized_button(ui, now, weight, action, action, vec2(0.0, tokens::BAR_BUTTON_HEIGHT))
}

/// The same for a button that says what was chosen in its menu: it stays the button of this `menu` whatever that is.
pub(in super::super) fn menu_button(ui: &mut Ui, menu: Action<'_>, chosen: Action<'_>) -> Response {
    let least = vec2(0.0, tokens::BAR_BUTTON_HEIGHT);
    sized_button(ui, Now::default(), Weight::Plain, chosen, menu, least)
}

/// How wide such a button is in one line.
pub(in super::super) fn bar_button_width(ui: &Ui, action: Action<'_>) -> f32 {
    let text = galley_width(ui, action.text(), TextStyle::Button);
    let sign = match action.icon() {
        Some(_) => tokens::ICON + ui.spacing().icon_spacing,
        None => 0.0,
    };
    (text + sign + 2.0 * ui.spacing().button_padding.x).ceil()
}

/// How high such a button is with so much room: where its words are long, it has more lines.
pub(in super::super) fn bar_button_height(ui: &Ui, action: Action<'_>, room: f32) -> f32 {
    let room = inside(ui, room);
    let mut written = writing::written_inside(ui, action.text(), TextStyle::Button, None, room);
    let wrap = Some(TextWrapMode::Wrap);
    let words = written.take().into_galley(ui, wrap, room, TextStyle::Button).size().y;
    (words + 2.0 * ui.spacing().button_padding.y).max(tokens::BAR_BUTTON_HEIGHT)
}

/// The room for the words of a button with a sign, where it has so much itself.
fn inside(ui: &Ui, room: f32) -> f32 {
    let sides = 2.0 * ui.spacing().button_padding.x + tokens::ICON + tokens::GAP;
    (room - sides).max(tokens::ICON)
}

/// `place`: what it is told by.
fn sized_button(ui: &mut Ui, now: Now, weight: Weight, action: Action<'_>, place: Action<'_>, least: Vec2) -> Response {
    let enabled = action.is_enabled(now) && ui.is_enabled();
    // Not in a scope of its own: such a one would not go to the next line of a row.
    let style = ui.style().clone();
    let palette = palette(ui);
    let text_colour = if enabled {
        weigh(ui, weight, palette)
    } else {
        tokens::dim(ui.visuals_mut());
        Some(palette.faint)
    };
    let mut atoms = Atoms::default();
    if let Some(icon) = action.icon() {
        let colour = text_colour.unwrap_or(palette.text);
        atoms.push_right(Atom::paint(Vec2::splat(tokens::ICON), move |ui, args| {
            icons::paint(ui.painter(), icon, args.rect, colour);
        }));
    }
    let room = inside(ui, ui.available_width());
    let mut written = writing::written_inside(ui, action.text(), TextStyle::Button, text_colour, room);
    if writing::mirrored() {
        atoms.push_left(written.take());
    } else {
        atoms.push_right(written.take());
    }
    let id = identity(ui, place.identity());
    let response = ui.add_enabled(enabled, |ui: &mut Ui| bare::button(ui, id, atoms, least));
    ui.set_style(style);
    let response = written.tell(ui, response);
    explained(keyed(ui, greyed(response, action.why_not(now))), action)
}

/// Sets the fills of a button's states and returns the colour of its text.
fn weigh(ui: &mut Ui, weight: Weight, palette: &Palette) -> Option<Color32> {
    let (fill, strong, text) = match weight {
        Weight::Plain => return None,
        Weight::Primary => (palette.accent, palette.accent_strong, palette.on_accent),
        Weight::Stop => (palette.stop, palette.stop_strong, palette.on_stop),
    };
    let widgets = &mut ui.visuals_mut().widgets;
    for (state, fill) in [
        (&mut widgets.inactive, fill),
        (&mut widgets.hovered, strong),
        (&mut widgets.active, strong),
    ] {
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::NONE;
    }
    Some(text)
}

/// What each control has to do with the keyboard: with a ring around it while it has it.
pub(in super::super) fn keyed(ui: &Ui, response: Response) -> Response {
    let response = in_field(ui, response);
    if response.has_focus() {
        focus::ring(ui, response.rect);
    }
    response
}

/// A small way elsewhere.
pub(in super::super) fn link(ui: &mut Ui, action: Action<'_>) -> Response {
    link_now(ui, Now::default(), action)
}

/// Where there are several buttons of one name, a screen reader hears what this one is `about`, too.
pub(in super::super) fn tell_about(ui: &Ui, response: Response, action: Action<'_>, about: Option<&str>) -> Response {
    if let Some(about) = about {
        let name = t!("reader-about", what = action.text(), about = about);
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label(name));
    }
    response
}

/// A small way that cannot be gone at any time.
pub(in super::super) fn link_now(ui: &mut Ui, now: Now, action: Action<'_>) -> Response {
    let enabled = action.is_enabled(now) && ui.is_enabled();
    let colour = if enabled {
        ui.visuals().hyperlink_color
    } else {
        palette(ui).faint
    };
    let width = ui.available_width();
    let mut written = writing::written(ui, action.text(), TextStyle::Body, Some(colour), width);
    // Laid out by itself: it goes to the next line of a row as a whole.
    let galley = written
        .take()
        .into_galley(ui, Some(TextWrapMode::Wrap), width, TextStyle::Body);
    let id = identity(ui, action.identity());
    let response = ui.add_enabled(enabled, |ui: &mut Ui| bare::link(ui, id, galley));
    let response = written.tell(ui, response);
    explained(keyed(ui, greyed(response, action.why_not(now))), action)
}

/// Why it is greyed, where it is.
fn greyed(response: Response, why: Option<String>) -> Response {
    let Some(why) = why else { return response };
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_description(why.as_str()));
    response.on_disabled_hover_ui(|ui| tip(ui, why))
}

fn explained(response: Response, action: Action<'_>) -> Response {
    match action.explanation() {
        Some(text) => hint(response, text),
        None => response,
    }
}

/// A button of the page that a helper practises on: its words are no action's.
pub(in super::super) fn practice_button(ui: &mut Ui, text: String) -> Response {
    let mut written = writing::written_inside(ui, text, TextStyle::Button, None, ui.available_width());
    let mut atoms = Atoms::default();
    atoms.push_right(written.take());
    let id = identity(ui, "practice button");
    let response = bare::button(ui, id, atoms, Vec2::ZERO);
    written.tell(ui, response)
}

/// Something to be switched on and off, told by its `key`.
pub(in super::super) fn tick(ui: &mut Ui, key: impl AsIdSalt, on: &mut bool, text: impl Into<String>) -> Response {
    let id = identity(ui, key);
    let mut response = boxed(ui, id, Role::CheckBox, *on, text.into());
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    keyed(ui, response)
}

/// One of several.
fn radio(ui: &mut Ui, id: Id, chosen: bool, text: String) -> Response {
    let response = boxed(ui, id, Role::RadioButton, chosen, text);
    keyed(ui, response)
}

/// A box to tick with its text, or one of several.
fn boxed(ui: &mut Ui, id: Id, role: Role, on: bool, text: String) -> Response {
    let room = ui.available_width() - ui.spacing().icon_width - tokens::GAP;
    let mut written = writing::written_inside(ui, text, TextStyle::Button, None, room);
    let response = bare::boxed(ui, id, role, on, written.take(), writing::mirrored());
    written.tell(ui, response)
}

/// What can be done only now and then: `why_not` now.
#[expect(clippy::disallowed_methods, reason = "here it gets its colours")]
pub(in super::super) fn unless<R>(ui: &mut Ui, why_not: Option<String>, add: impl FnOnce(&mut Ui) -> R) -> R {
    let all = Id::unique("greyed group");
    let around = why_all(ui.ctx());
    // What can be done has the same place among the others as what cannot.
    let shown = ui.add_enabled_ui(why_not.is_none(), |ui| {
        if let Some(why) = why_not {
            tokens::dim(ui.visuals_mut());
            ui.data_mut(|data| data.insert_temp(all, WhyAll(Some(why))));
        }
        add(ui)
    });
    ui.data_mut(|data| data.insert_temp(all, WhyAll(around)));
    shown.inner
}

/// Why all is greyed that is drawn now.
#[derive(Clone)]
struct WhyAll(Option<String>);

fn why_all(ctx: &egui::Context) -> Option<String> {
    ctx.data(|data| data.get_temp::<WhyAll>(Id::unique("greyed group")))
        .and_then(|why| why.0)
}

/// One of several, with what they are above them. Returns what was chosen, if anything was.
pub(in super::super) fn pick<T: Copy + PartialEq>(
    ui: &mut Ui,
    key: impl AsIdSalt,
    title: String,
    now: T,
    choices: impl IntoIterator<Item = (T, String)>,
) -> Option<T> {
    body(ui, title.as_str());
    let chosen = pick_named(ui, key, title, now, choices);
    ui.add_space(tokens::GAP_SMALL);
    chosen
}

/// The same where what they are stands elsewhere: a screen reader hears it as their name.
pub(in super::super) fn pick_named<T: Copy + PartialEq>(
    ui: &mut Ui,
    key: impl AsIdSalt,
    name: String,
    now: T,
    choices: impl IntoIterator<Item = (T, String)>,
) -> Option<T> {
    let mut chosen = now;
    let mut shown = Vec::new();
    row_of(ui, key, Role::RadioGroup, name, |ui, group| {
        for (number, (value, text)) in choices.into_iter().enumerate() {
            let id = identity(ui, number);
            let one = radio(ui, id, value == now, text);
            if one.clicked() {
                chosen = value;
            }
            shown.push(one.id);
        }
        for (number, one) in shown.iter().enumerate() {
            reader::one_of(ui.ctx(), group, *one, number, shown.len());
        }
    });
    (chosen != now).then_some(chosen)
}

/// A field with its name above it.
pub(in super::super) fn field(ui: &mut Ui, name: &str, value: &mut String) -> Response {
    let label = body(ui, name);
    let id = identity(ui, name);
    let edit = bare::line(value, id, tokens::FIELD_MARGIN);
    let response = ui.add(edit).labelled_by(label.id);
    in_field(ui, response)
}

/// A field of many lines with its name above it.
pub(in super::super) fn field_of_lines(ui: &mut Ui, name: &str, value: &mut String, rows: usize) -> Response {
    let label = body(ui, name);
    let id = identity(ui, name);
    let response = ui.add(bare::lines(value, id, rows)).labelled_by(label.id);
    in_field(ui, response)
}

/// The same for a field, which shows by its own edge that it has the keyboard. What is greyed with all that stands
/// around it says why.
fn in_field(ui: &Ui, response: Response) -> Response {
    focus::follow(ui, &response);
    let why = why_all(ui.ctx()).filter(|_| !ui.is_enabled());
    greyed(response, why)
}

/// A text that is read or copied and not changed, with its name above it; a screen reader finds it as a field.
pub(in super::super) fn shown_text(ui: &mut Ui, name: &str, text: &str, rows: usize) -> Response {
    let label = body(ui, name);
    let mut shown = text;
    let id = identity(ui, name);
    let edit = bare::lines(&mut shown, id, rows).font(TextStyle::Monospace);
    let response = ui.add(edit).labelled_by(label.id);
    keyed(ui, response)
}

/// A password, large; a screen reader finds it as a field that cannot be changed, and reads what is `said` with it.
pub(in super::super) fn shown_password(ui: &mut Ui, name: &str, password: &str, said: String) -> Response {
    let label = body(ui, name);
    let mut shown = password;
    let id = identity(ui, name);
    let edit = bare::line(&mut shown, id, tokens::PASSWORD_MARGIN).font(tokens::password());
    let response = ui.add(edit).labelled_by(label.id);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(said));
    keyed(ui, response)
}

/// The field that a helper practises in, with what a screen reader calls it.
pub(in super::super) fn practice_field(ui: &mut Ui, typed: &mut String, hint: WidgetText, name: String) -> Response {
    let id = identity(ui, "practice field");
    let response = ui.add(bare::line(typed, id, tokens::FIELD_MARGIN).hint_text(hint));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}

/// A large card that is a button: a sign, its name, and what it does.
pub(in super::super) fn card(ui: &mut Ui, action: Action<'_>) -> Response {
    let (name, explanation) = (action.text(), action.explanation().unwrap_or_default());
    let palette = palette(ui);
    let width = ui.available_width();
    let text_width = (width - 2.0 * tokens::CARD_MARGIN - tokens::ICON_LARGE - tokens::CARD_MARGIN).max(1.0);
    let layout = |text: &str, style: TextStyle, colour: Color32| {
        let text = writing::written(ui, text.to_owned(), style, Some(colour), text_width).take();
        text.into_galley(ui, Some(TextWrapMode::Wrap), text_width, TextStyle::Body)
    };
    let head = layout(&name, TextStyle::Heading, palette.text);
    let detail = layout(&explanation, TextStyle::Body, palette.quiet);
    let text_height = head.size().y + tokens::GAP_SMALL + detail.size().y;
    let height = (text_height + 2.0 * tokens::CARD_MARGIN).max(tokens::CARD_HEIGHT);
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let response = ui.interact(rect, identity(ui, action.identity()), bare::sense());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(explanation));
    let visuals = ui.style().interact(&response);
    ui.painter().rect(
        rect,
        tokens::CORNER,
        visuals.bg_fill,
        visuals.bg_stroke,
        egui::StrokeKind::Inside,
    );
    // The sign stands where lines begin.
    let (sign, beside) = (
        tokens::CARD_MARGIN + tokens::ICON_LARGE / 2.0,
        2.0 * tokens::CARD_MARGIN + tokens::ICON_LARGE,
    );
    let (sign_at, text_begin) = if writing::mirrored() {
        (rect.right() - sign, rect.right() - beside)
    } else {
        (rect.left() + sign, rect.left() + beside)
    };
    let icon_rect = Rect::from_center_size(Pos2::new(sign_at, rect.center().y), Vec2::splat(tokens::ICON_LARGE));
    if let Some(icon) = action.icon() {
        icons::paint(ui.painter(), icon, icon_rect, palette.accent);
    }
    let text_at = Pos2::new(text_begin, rect.center().y - text_height / 2.0);
    let detail_at = text_at + vec2(0.0, head.size().y + tokens::GAP_SMALL);
    ui.painter().galley(text_at, head, palette.text);
    ui.painter().galley(detail_at, detail, palette.quiet);
    keyed(ui, response)
}
