//! The parts that screens are built of: pages, headings, buttons, fields, notes.

use std::time::Duration;

use egui::{
    Align, Atom, Button, CentralPanel, Checkbox, Color32, Frame, Id, InnerResponse, Label, Layout, Link, Pos2,
    RadioButton, Rect, Response, RichText, ScrollArea, Sense, Separator, Stroke, TextEdit, TextStyle, TextWrapMode, Ui,
    UiBuilder, Vec2, WidgetText, vec2,
};

use super::actions::{Action, Now};
use super::icons;
use super::job::Job;
use super::tokens::{self, Palette};
use super::{focus, reader, words, writing};
use crate::session::novice::Problem;
use crate::session::told::{Apart, Told};
use crate::t;

pub(super) fn palette(ui: &Ui) -> &'static Palette {
    tokens::palette(ui.visuals())
}

/// The whole window, or what is left of it, in the colour of a page.
pub(super) fn page<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    CentralPanel::no_frame()
        .frame(Frame::new().fill(palette(ui).page))
        .show(ui, add)
        .inner
}

/// One scrolling column in the middle of what room there is; each screen (`id`) begins at its top.
pub(super) fn column(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui)) {
    focus::in_column(ui.ctx(), Id::unique(id));
    let area = ScrollArea::vertical()
        .id_salt(id)
        .auto_shrink(false)
        // Otherwise it would lie over what stands beneath it.
        .min_scrolled_height(0.0);
    area.show(ui, |ui| {
        let room = ui.available_width();
        let margin = page_margin(room);
        let side = column_margin(room);
        let (left, width) = (ui.max_rect().left() + side, room - 2.0 * side);
        let top = ui.cursor().top() + margin;
        let rect = Rect::from_min_size(Pos2::new(left, top), vec2(width, f32::INFINITY));
        let layout = Layout::top_down(writing::begin());
        ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
            ui.set_width(width);
            add(ui);
            ui.add_space(margin);
        });
    });
}

/// The same room, less this much on either side.
pub(super) fn inset(ui: &mut Ui, margin: f32, add: impl FnOnce(&mut Ui)) {
    let rect = ui.available_rect_before_wrap().shrink2(vec2(margin, 0.0));
    let layout = Layout::top_down(writing::begin());
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), add);
}

fn page_margin(room: f32) -> f32 {
    if room < tokens::NARROW {
        tokens::GAP
    } else {
        tokens::PAGE_MARGIN
    }
}

/// What is left free on either side of the column where there is this much room, in points.
pub(super) fn column_margin(room: f32) -> f32 {
    ((room - tokens::COLUMN) / 2.0).max(page_margin(room))
}

/// The heading of a page, which takes the keyboard when the page comes.
pub(super) fn title(ui: &mut Ui, text: impl Into<String>) -> Response {
    title_of(ui, "", text)
}

/// The same for a column that shows several pages, by the name of this one.
pub(super) fn title_of(ui: &mut Ui, page: &str, text: impl Into<String>) -> Response {
    let has_come = focus::has_come(ui.ctx(), page);
    let response = headline(ui, text.into(), tokens::title(), 1, has_come);
    ui.add_space(tokens::GAP_SMALL);
    response
}

/// The heading of a page on which something else has the keyboard from the beginning.
pub(super) fn quiet_title(ui: &mut Ui, style: TextStyle, text: impl Into<String>) -> Response {
    focus::no_page(ui.ctx());
    let response = headline(ui, text.into(), style, 1, false);
    ui.add_space(tokens::GAP_SMALL);
    response
}

pub(super) fn heading(ui: &mut Ui, text: impl Into<String>) -> Response {
    ui.add_space(tokens::GAP);
    headline(ui, text.into(), TextStyle::Heading, 2, false)
}

/// A heading of this level, which takes the keyboard now or not.
fn headline(ui: &mut Ui, text: String, style: TextStyle, level: usize, takes_keyboard: bool) -> Response {
    let sense = focus::sense(ui, ui.next_auto_id(), takes_keyboard);
    let shown = writing::written(ui, text.clone(), style, None, ui.available_width()).take();
    let (at, galley, response) = Label::new(shown).wrap().sense(sense).layout_in_ui(ui);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, &text));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_level(level));
    if ui.is_rect_visible(response.rect) {
        let colour = ui.visuals().text_color();
        ui.painter().add(egui::epaint::TextShape::new(at, galley, colour));
    }
    if takes_keyboard {
        response.request_focus();
    }
    focus::ring_by_keys(ui, &response);
    response
}

pub(super) fn body(ui: &mut Ui, text: impl Into<String>) -> Response {
    label(ui, text.into(), TextStyle::Body, None)
}

/// A text in as many lines as it needs.
fn label(ui: &mut Ui, text: String, style: TextStyle, colour: Option<Color32>) -> Response {
    let mut written = writing::written(ui, text, style, colour, ui.available_width());
    let response = ui.add(Label::new(written.take()).wrap());
    written.tell(ui, response)
}

/// A text in one line, whatever room there is.
pub(super) fn line(ui: &mut Ui, text: impl Into<String>) -> Response {
    let mut written = writing::written(ui, text.into(), TextStyle::Body, None, f32::INFINITY);
    let response = ui.add(Label::new(written.take()).extend());
    written.tell(ui, response)
}

pub(super) fn quiet(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = palette(ui).quiet;
    label(ui, text.into(), TextStyle::Body, Some(colour))
}

/// A line that changes while it is read: a screen reader says it again when it does.
pub(super) fn status(ui: &mut Ui, text: impl Into<String>) -> Response {
    let response = body(ui, text);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    response
}

/// The same for a line with a time that passes, of which a screen reader says something else, and more seldom.
pub(super) fn timed_status(ui: &mut Ui, shown: impl Into<String>, said: String) -> Response {
    let response = status(ui, shown);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_value(said));
    response
}

/// Longer than a disk that works takes.
const SLOW: Duration = Duration::from_secs(5);

/// What a screen says while it waits for this job, with a second sentence if that takes long.
pub(super) fn waiting<T>(ui: &mut Ui, job: &Job<T>, text: impl Into<String>) {
    status(ui, text);
    slow(ui, job);
}

/// Says that the disk does not answer, where this job has taken so long that it does not.
pub(super) fn slow<T>(ui: &mut Ui, job: &Job<T>) {
    let waited = job.waited();
    if waited < SLOW {
        ui.ctx().request_repaint_after(SLOW - waited);
    } else {
        problem(ui, &words::disk_silent());
    }
}

/// What a screen shows instead of what it has not read yet; without a job the reading broke down.
pub(super) fn reading<T>(ui: &mut Ui, job: Option<&Job<T>>) {
    match job {
        Some(job) => waiting(ui, job, t!("desk-reading")),
        None => problem(ui, &words::session_gone()),
    }
}

/// How much a button matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// The one primary action of a screen.
    Primary,
    Plain,
    /// Stop.
    Stop,
}

pub(super) fn button(ui: &mut Ui, weight: Weight, action: Action<'_>) -> Response {
    button_now(ui, Now::default(), weight, action)
}

/// The one thing to do on a page that has no other.
pub(super) fn large_button(ui: &mut Ui, weight: Weight, action: Action<'_>) -> Response {
    sized_button(ui, Now::default(), weight, action, tokens::LARGE_BUTTON)
}

/// A button for what cannot be done at any time.
pub(super) fn button_now(ui: &mut Ui, now: Now, weight: Weight, action: Action<'_>) -> Response {
    sized_button(ui, now, weight, action, vec2(0.0, tokens::BUTTON_HEIGHT))
}

/// One of several answers of equal weight: which one was given shows by its edge, and by no colour.
pub(super) fn choice(ui: &mut Ui, now: Now, chosen: bool, low: bool, action: Action<'_>) -> Response {
    let height = if low {
        tokens::BAR_BUTTON_HEIGHT
    } else {
        tokens::BUTTON_HEIGHT
    };
    let style = ui.style().clone();
    if chosen {
        let edge = tokens::rim(palette(ui).text);
        ui.visuals_mut().widgets.inactive.bg_stroke = edge;
    }
    let response = sized_button(ui, now, Weight::Plain, action, vec2(0.0, height));
    ui.set_style(style);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_toggled(chosen.into()));
    response
}

/// A quiet line that changes every second. A screen reader says something else for it, and more seldom.
pub(super) fn countdown(ui: &mut Ui, shown: impl Into<String>, said: String) {
    let response = quiet(ui, shown);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(said);
        node.set_live(egui::accesskit::Live::Polite);
    });
}

/// A quiet line that says in how many seconds something ends: a screen reader says it with ten, five and none left.
pub(super) fn ends_in(ui: &mut Ui, seconds: u32, words: impl Fn(u64) -> String) {
    const ANNOUNCED: u64 = 10;
    let seconds = seconds.into();
    if seconds > ANNOUNCED {
        quiet(ui, words(seconds));
    } else {
        countdown(ui, words(seconds), words(reader::left(seconds)));
    }
}

/// A button of the novice's bar or the viewer's tool bar: low, with a sign before its words.
pub(super) fn bar_button(ui: &mut Ui, weight: Weight, action: Action<'_>) -> Response {
    bar_button_now(ui, Now::default(), weight, action)
}

pub(super) fn bar_button_now(ui: &mut Ui, now: Now, weight: Weight, action: Action<'_>) -> Response {
    sized_button(ui, now, weight, action, vec2(0.0, tokens::BAR_BUTTON_HEIGHT))
}

fn sized_button(ui: &mut Ui, now: Now, weight: Weight, action: Action<'_>, least: Vec2) -> Response {
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
    let mut atoms = egui::Atoms::default();
    if let Some(icon) = action.icon() {
        let colour = text_colour.unwrap_or(palette.text);
        atoms.push_right(Atom::paint(Vec2::splat(tokens::ICON), move |ui, args| {
            icons::paint(ui.painter(), icon, args.rect, colour);
        }));
    }
    let sides = 2.0 * ui.spacing().button_padding.x + tokens::ICON + tokens::GAP;
    let room = (ui.available_width() - sides).max(tokens::ICON);
    let mut written = writing::written_inside(ui, action.text(), TextStyle::Button, text_colour, room);
    if writing::mirrored() {
        atoms.push_left(written.take());
    } else {
        atoms.push_right(written.take());
    }
    let response = ui.add_enabled(enabled, Button::new(atoms).min_size(least));
    ui.set_style(style);
    let response = written.tell(ui, response);
    explained(keyed(ui, response), action)
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
pub(super) fn keyed(ui: &Ui, response: Response) -> Response {
    focus::follow(ui, &response);
    if response.has_focus() {
        focus::ring(ui, response.rect);
    }
    response
}

/// A small way elsewhere.
pub(super) fn link(ui: &mut Ui, action: Action<'_>) -> Response {
    link_now(ui, Now::default(), action)
}

/// Where there are several buttons of one name, a screen reader hears what this one is `about`, too.
pub(super) fn tell_about(ui: &Ui, response: Response, action: Action<'_>, about: Option<&str>) -> Response {
    if let Some(about) = about {
        let name = t!("reader-about", what = action.text(), about = about);
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label(name));
    }
    response
}

/// A small way that cannot be gone at any time.
pub(super) fn link_now(ui: &mut Ui, now: Now, action: Action<'_>) -> Response {
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
    let response = ui.add_enabled(enabled, Link::new(galley));
    let response = written.tell(ui, response);
    explained(keyed(ui, response), action)
}

fn explained(response: Response, action: Action<'_>) -> Response {
    match action.explanation() {
        Some(text) => hint(response, text),
        None => response,
    }
}

/// What there is more to read where the pointer rests.
pub(super) fn hint(response: Response, text: String) -> Response {
    response.on_hover_ui(|ui| {
        body(ui, text);
    })
}

/// Something to be switched on and off.
pub(super) fn tick(ui: &mut Ui, on: &mut bool, text: impl Into<String>) -> Response {
    let boxed = boxed(ui, text.into(), |ui, text| match text {
        Some(text) => ui.checkbox(on, text),
        None => ui.add(Checkbox::without_text(on)),
    });
    if boxed.beside {
        *on = !*on;
    }
    keyed(ui, boxed.response)
}

/// One of several.
fn radio<T: PartialEq>(ui: &mut Ui, chosen: &mut T, value: T, text: impl Into<String>) -> Response {
    let now = *chosen == value;
    let mut boxed = boxed(ui, text.into(), |ui, text| match text {
        Some(text) => ui.radio(now, text),
        None => ui.add(RadioButton::new(now, ())),
    });
    if (boxed.response.clicked() || boxed.beside) && !now {
        *chosen = value;
        boxed.response.mark_changed();
    }
    keyed(ui, boxed.response)
}

/// What became of a box with its text.
struct Boxed {
    response: Response,
    /// The text was clicked, where it is a part of its own.
    beside: bool,
}

/// A box to tick with its text. The graphics library puts the text to the right of it: where lines begin at the right,
/// it is a part of its own.
fn boxed(ui: &mut Ui, text: String, add: impl FnOnce(&mut Ui, Option<WidgetText>) -> Response) -> Boxed {
    let room = ui.available_width() - ui.spacing().icon_width - tokens::GAP;
    let mut written = writing::written_inside(ui, text.clone(), TextStyle::Button, None, room);
    if !writing::mirrored() {
        let response = add(ui, Some(written.take()));
        return Boxed {
            response: written.tell(ui, response),
            beside: false,
        };
    }
    let galley = written
        .take()
        .into_galley(ui, Some(TextWrapMode::Extend), room, TextStyle::Button);
    let height = galley.size().y.max(ui.spacing().interact_size.y);
    let size = vec2(galley.size().x + ui.spacing().icon_width + tokens::GAP, height);
    let shown = ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = ui.spacing().icon_spacing;
        // Or it would stand in the middle of something wider.
        ui.spacing_mut().interact_size.y = ui.spacing().icon_width;
        let mut response = add(ui, None);
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label(text.as_str()));
        let label = ui.add(Label::new(galley).sense(Sense::CLICK));
        // The box bears its words.
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.clear_value();
            node.set_hidden();
        });
        let beside = label.clicked();
        if beside {
            response.mark_changed();
        }
        Boxed { response, beside }
    });
    shown.inner
}

/// What can be done only now and then.
#[expect(clippy::disallowed_methods, reason = "here it gets its colours")]
pub(super) fn enabled<R>(ui: &mut Ui, enabled: bool, add: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = ui.add_enabled_ui(enabled, |ui| {
        if !enabled {
            tokens::dim(ui.visuals_mut());
        }
        add(ui)
    });
    shown.inner
}

/// Things one beneath the other from where lines begin, in a box that lies over the page.
pub(super) fn flow<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    if writing::mirrored() {
        // A box that is as wide as what it holds would have that at its other side.
        ui.set_width(ui.available_width());
    }
    ui.with_layout(Layout::top_down(writing::begin()), add).inner
}

/// Things side by side from where lines begin, in one line or (`wrapped`) on more where the room is short.
pub(super) fn along<R>(ui: &mut Ui, wrapped: bool, gap: Vec2, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let layout = if writing::mirrored() {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(size, layout.with_main_wrap(wrapped), |ui| {
        ui.spacing_mut().item_spacing = gap;
        add(ui)
    })
}

/// Buttons side by side, on more lines where the room is short.
pub(super) fn row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    along(ui, true, Vec2::splat(tokens::GAP), add);
}

/// A row of a tool bar: closer together.
pub(super) fn tool_row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    along(ui, true, Vec2::splat(tokens::GAP_SMALL), add).inner
}

/// One of several, with what they are above them. Returns what was chosen, if anything was.
pub(super) fn pick<T: Copy + PartialEq>(
    ui: &mut Ui,
    title: String,
    now: T,
    choices: impl IntoIterator<Item = (T, String)>,
) -> Option<T> {
    body(ui, title.as_str());
    let chosen = pick_named(ui, title, now, choices);
    ui.add_space(tokens::GAP_SMALL);
    chosen
}

/// The same where what they are stands elsewhere: a screen reader hears it as their name.
pub(super) fn pick_named<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: String,
    now: T,
    choices: impl IntoIterator<Item = (T, String)>,
) -> Option<T> {
    let mut chosen = now;
    let mut shown = Vec::new();
    row(ui, |ui| {
        reader::group(ui, egui::Role::RadioGroup, name);
        let group = ui.unique_id();
        for (value, text) in choices {
            shown.push(radio(ui, &mut chosen, value, text).id);
        }
        for (number, one) in shown.iter().enumerate() {
            reader::one_of(ui.ctx(), group, *one, number, shown.len());
        }
    });
    (chosen != now).then_some(chosen)
}

/// A field with its name above it.
pub(super) fn field(ui: &mut Ui, name: &str, value: &mut String) -> Response {
    let label = body(ui, name);
    let edit = TextEdit::singleline(value)
        .desired_width(f32::INFINITY)
        .margin(tokens::FIELD_MARGIN)
        .id(Id::unique(name));
    let response = ui.add(edit).labelled_by(label.id);
    focus::follow(ui, &response);
    response
}

/// A field of many lines with its name above it.
pub(super) fn field_of_lines(ui: &mut Ui, name: &str, value: &mut String, rows: usize) -> Response {
    let label = body(ui, name);
    let edit = TextEdit::multiline(value)
        .desired_width(f32::INFINITY)
        .desired_rows(rows)
        .margin(tokens::FIELD_MARGIN)
        .id(Id::unique(name));
    let response = ui.add(edit).labelled_by(label.id);
    focus::follow(ui, &response);
    response
}

/// A text that is read or copied and not changed, with its name above it; a screen reader finds it as a field.
pub(super) fn shown_text(ui: &mut Ui, name: &str, text: &str, rows: usize) -> Response {
    let label = body(ui, name);
    let mut shown = text;
    let edit = TextEdit::multiline(&mut shown)
        .font(TextStyle::Monospace)
        .desired_width(f32::INFINITY)
        .desired_rows(rows)
        .margin(tokens::FIELD_MARGIN);
    let response = ui.add(edit).labelled_by(label.id);
    keyed(ui, response)
}

/// Something to compare or read out, letter by letter.
pub(super) fn code(ui: &mut Ui, text: impl Into<String>) -> Response {
    ui.add(Label::new(RichText::new(text).font(tokens::code())).wrap())
}

/// A box that stands out from the page.
pub(super) fn panel(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    panel_in_sight(ui, false, add);
}

/// The same for what a press opens further down. `opened`: just now; it is scrolled to.
pub(super) fn panel_in_sight(ui: &mut Ui, opened: bool, add: impl FnOnce(&mut Ui)) {
    let palette = palette(ui);
    let shown = Frame::new()
        .fill(palette.surface)
        .stroke(tokens::edge(palette.line))
        .corner_radius(tokens::CORNER)
        .inner_margin(tokens::CARD_MARGIN)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui);
        });
    if opened {
        shown.response.scroll_to_me(None);
    }
}

/// Parts what belongs to the page from what is there besides.
pub(super) fn parting(ui: &mut Ui) {
    ui.add_space(tokens::GAP_LARGE);
    ui.add(Separator::default().horizontal());
    ui.add_space(tokens::GAP_SMALL);
}

/// What went wrong, in three parts, as one sentence for a screen reader.
pub(super) fn problem(ui: &mut Ui, problem: &Problem) {
    panel(ui, |ui| {
        let text = problem.to_string();
        let response = body(ui, text);
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Assertive));
    });
}

/// The page of an end: what happened is its heading.
pub(super) fn ended(ui: &mut Ui, problem: &Problem) {
    title_of(ui, &problem.what, problem.what.as_str());
    panel(ui, |ui| {
        let response = body(ui, format!("{} {}", problem.why, problem.remedy));
        let all = problem.to_string();
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_live(egui::accesskit::Live::Assertive);
            node.set_value(all);
        });
    });
}

/// A name that somebody else chose, in a box of its own and never longer than the box: no name can finish a sentence of
/// ours.
pub(super) fn name_box(ui: &mut Ui, name: &str) -> Response {
    let palette = palette(ui);
    let frame = Frame::new()
        .fill(palette.page)
        .stroke(tokens::edge(palette.line))
        .corner_radius(tokens::CORNER)
        .inner_margin(tokens::NAME_BOX_MARGIN);
    let shown = frame.show(ui, |ui| {
        ui.set_max_width(tokens::NAME_WIDTH.min(ui.available_width()));
        let (colour, width) = (ui.visuals().strong_text_color(), ui.available_width());
        let mut written = writing::in_one_line(ui, name, TextStyle::Body, Some(colour), width);
        let response = ui.add(Label::new(written.take()).truncate());
        written.tell(ui, response)
    });
    shown.inner
}

/// What a name is, and the name in its box.
pub(super) fn apart(ui: &mut Ui, apart: &Apart) {
    quiet(ui, apart.label.as_str());
    if !apart.name.is_empty() {
        name_box(ui, &apart.name);
    }
}

/// A sentence, and the name that belongs to it.
pub(super) fn told(ui: &mut Ui, told: &Told) {
    body(ui, told.sentence.as_str());
    if let Some(name) = &told.name {
        apart(ui, name);
    }
}

/// The style of quiet small lines.
pub(super) fn small(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = palette(ui).quiet;
    label(ui, text.into(), TextStyle::Small, Some(colour))
}

/// A large card that is a button: a sign, its name, and what it does.
pub(super) fn card(ui: &mut Ui, action: Action<'_>) -> Response {
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
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
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
