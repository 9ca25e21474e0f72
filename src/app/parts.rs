//! The parts that pages are laid out with: columns, headings, texts, panels, rows. What is pressed and typed into is in
//! `controls.rs`, and is handed on here.

#[expect(clippy::disallowed_methods, reason = "here controls get what they are told by")]
mod bare;
mod controls;

use std::sync::Arc;
use std::time::Duration;

use egui::accesskit::Live;
use egui::{
    Align, AsIdSalt, CentralPanel, Color32, Frame, Galley, Id, InnerResponse, Label, Layout, Pos2, Rect, Response,
    RichText, Role, ScrollArea, Sense, Separator, TextStyle, TextWrapMode, Ui, UiBuilder, UiStackInfo, Vec2, vec2,
};

use super::actions::Action;
use super::job::Job;
use super::tokens::{self, Palette};
use super::writing::{self, Written};
use super::{focus, icons, reader, words};
use crate::session::novice::Problem;
use crate::session::told::{Apart, Told};
use crate::t;

pub(super) use controls::{
    Weight, bar_button, bar_button_height, bar_button_now, bar_button_width, button, button_now, card, choice, field,
    field_of_lines, hint, large_button, link, link_now, menu_button, pick, pick_named, practice_button, practice_field,
    shown_password, shown_text, tabs, tell_about, tick, unless,
};

pub(super) fn palette(ui: &Ui) -> &'static Palette {
    tokens::palette(ui.visuals())
}

/// What a Ui bears that holds something of several of its kind.
const ITEM: &str = "item";

/// What something is told by from one frame to the next, for the keyboard and for screen readers: by `what` it is in the
/// item around it ([`item`]), or in the window. By its place it would become its neighbour when something appears above.
fn identity(ui: &Ui, what: impl AsIdSalt) -> Id {
    let around = ui.stack().iter().find(|around| around.tags().contains(ITEM));
    let around = around.map_or_else(|| Id::unique(ui.ctx().viewport_id()), |around| around.scope_id);
    around.with(what)
}

fn item_of(ui: &Ui, key: impl AsIdSalt) -> UiBuilder {
    let info = UiStackInfo::default().with_tag(ITEM);
    UiBuilder::new().scope_id(identity(ui, key)).ui_stack_info(info)
}

/// One of several that offer the same, such as the rows of a list, told by its `key` wherever it stands.
pub(super) fn item<R>(ui: &mut Ui, key: impl AsIdSalt, add: impl FnOnce(&mut Ui) -> R) -> R {
    let item = item_of(ui, key);
    ui.scope_builder(item, add).inner
}

/// The whole window, or what is left of it, in the colour of a page.
pub(super) fn page<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    CentralPanel::no_frame()
        .frame(Frame::new().fill(palette(ui).page))
        .show(ui, add)
        .inner
}

/// A part of the window that has a name and a sign of its own, and stays told by them wherever it is.
pub(super) fn part_of_window<R>(ui: &mut Ui, name: Action<'_>, role: Role, add: impl FnOnce(&mut Ui) -> R) -> R {
    item(ui, name, |ui| {
        reader::group(ui, role, name.text());
        add(ui)
    })
}

/// The strip above such a part.
pub(super) fn strip(ui: &Ui) -> Frame {
    Frame::new()
        .fill(palette(ui).surface)
        .inner_margin(tokens::STRIP_MARGIN)
}

/// The name of such a part, with its sign before it.
pub(super) fn strip_heading(ui: &mut Ui, name: Action<'_>) {
    tool_row(ui, |ui| {
        if let Some(icon) = name.icon() {
            icons::show(ui, icon, tokens::ICON, palette(ui).accent);
        }
        headline(ui, name.text(), TextStyle::Body, 1, false);
    });
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
    page_title(ui, None, text)
}

/// The same for a column that shows several pages, by the name of this one.
pub(super) fn title_of(ui: &mut Ui, page: &str, text: impl Into<String>) -> Response {
    page_title(ui, Some(page), text)
}

fn page_title(ui: &mut Ui, page: Option<&str>, text: impl Into<String>) -> Response {
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
    let shown = writing::written(ui, text.clone(), style, None, ui.available_width()).take();
    // The headings of a page's parts are only read.
    let room = match level {
        1 => UiBuilder::new().scope_id(identity(ui, ("heading", text.as_str()))),
        _ => UiBuilder::new(),
    };
    let shown = ui.scope_builder(room, |ui| {
        // The first in a room is told by what the room is told by.
        let sense = focus::sense(ui, ui.next_auto_id(), takes_keyboard);
        Label::new(shown).wrap().sense(sense).layout_in_ui(ui)
    });
    let (at, galley, response) = shown.inner;
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, &text));
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

/// How wide such a line is.
pub(super) fn line_width(ui: &Ui, text: &str) -> f32 {
    galley_width(ui, text.to_owned(), TextStyle::Body)
}

fn galley_width(ui: &Ui, text: String, style: TextStyle) -> f32 {
    let mut written = writing::written_inside(ui, text, style.clone(), None, f32::INFINITY);
    let galley = written
        .take()
        .into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, style);
    galley.size().x.ceil()
}

pub(super) fn quiet(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = palette(ui).quiet;
    label(ui, text.into(), TextStyle::Body, Some(colour))
}

/// The same in a row: it goes to the next line as a whole.
pub(super) fn quiet_whole(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = palette(ui).quiet;
    let (written, galley) = in_one_piece(ui, text.into(), Some(colour));
    let response = ui.add(Label::new(galley));
    written.tell(ui, response)
}

/// A line that changes while it is read: a screen reader says it again when it does.
pub(super) fn status(ui: &mut Ui, text: impl Into<String>) -> Response {
    let text = text.into();
    let mut written = writing::written(ui, text.clone(), TextStyle::Body, None, ui.available_width());
    let label = Label::new(written.take()).wrap();
    said(ui, label, written, text, Live::Polite)
}

/// The same in a row: it goes to the next line as a whole.
pub(super) fn status_whole(ui: &mut Ui, text: impl Into<String>) -> Response {
    let text = text.into();
    let (written, galley) = in_one_piece(ui, text.clone(), None);
    said(ui, Label::new(galley), written, text, Live::Polite)
}

/// The same for a line with a time that passes, of which a screen reader says something else, and more seldom.
pub(super) fn timed_status(ui: &mut Ui, shown: impl Into<String>, told: String) -> Response {
    let mut written = writing::written(ui, shown.into(), TextStyle::Body, None, ui.available_width());
    let label = Label::new(written.take()).wrap();
    said(ui, label, written, told, Live::Polite)
}

/// A text that does not flow with what stands beside it.
fn in_one_piece(ui: &Ui, text: String, colour: Option<Color32>) -> (Written, Arc<Galley>) {
    let width = ui.max_rect().width();
    let mut written = writing::written(ui, text, TextStyle::Body, colour, width);
    let galley = written
        .take()
        .into_galley(ui, Some(TextWrapMode::Wrap), width, TextStyle::Body);
    (written, galley)
}

/// How high a text is that is at most this wide.
pub(super) fn height_within(ui: &Ui, text: &str, width: f32) -> f32 {
    let mut written = writing::written(ui, text.to_owned(), TextStyle::Body, None, width);
    let galley = written
        .take()
        .into_galley(ui, Some(TextWrapMode::Wrap), width, TextStyle::Body);
    galley.size().y
}

/// What a screen reader says by itself when it comes or becomes another. It is told by what is `told` of it: by its place
/// it would be taken for another, and be said again, when something appears above.
fn said(ui: &mut Ui, label: Label, written: Written, told: String, live: Live) -> Response {
    let (at, galley, shown) = label.layout_in_ui(ui);
    let id = identity(ui, ("said", told.as_str()));
    let response = ui.interact(shown.rect, id, Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, ui.is_enabled(), galley.text()));
    if ui.is_rect_visible(response.rect) {
        let colour = ui.visuals().text_color();
        ui.painter().add(egui::epaint::TextShape::new(at, galley, colour));
    }
    let response = written.tell(ui, response);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(told);
        node.set_live(live);
    });
    response
}

/// Room below a text that was just shown, up to what the longest takes that may come in its place: what stands below
/// stays where it is.
pub(super) fn room_for(ui: &mut Ui, shown: &Response, longest: &str) {
    let more = height_within(ui, longest, ui.available_width()) - shown.rect.height();
    if more > 0.0 {
        ui.add_space(more);
    }
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
    if is_slow(ui, job) {
        problem(ui, &words::disk_silent());
    }
}

/// Whether there is that to say; it is drawn again when there is.
pub(super) fn is_slow<T>(ui: &Ui, job: &Job<T>) -> bool {
    let waited = job.waited();
    if waited < SLOW {
        ui.ctx().request_repaint_after(SLOW - waited);
    }
    waited >= SLOW
}

/// What a screen shows instead of what it has not read yet; without a job the reading broke down.
pub(super) fn reading<T>(ui: &mut Ui, job: Option<&Job<T>>) {
    match job {
        Some(job) => waiting(ui, job, t!("desk-reading")),
        None => problem(ui, &words::session_gone()),
    }
}

/// A quiet line that changes every second. A screen reader says something else for it, and more seldom.
pub(super) fn countdown(ui: &mut Ui, shown: impl Into<String>, told: String) {
    let colour = palette(ui).quiet;
    let (written, galley) = in_one_piece(ui, shown.into(), Some(colour));
    said(ui, Label::new(galley), written, told, Live::Polite);
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
    along_in(ui, ui.spacing().interact_size.y, wrapped, gap, add)
}

/// The same in lines of at least this height: what is lower stands in their middle, whatever comes after it.
pub(super) fn along_in<R>(
    ui: &mut Ui,
    height: f32,
    wrapped: bool,
    gap: Vec2,
    add: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, side_by_side().with_main_wrap(wrapped), |ui| {
        ui.spacing_mut().item_spacing = gap;
        add(ui)
    })
}

/// From where lines begin.
fn side_by_side() -> Layout {
    if writing::mirrored() {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    }
}

/// What stands where a row of one line ends.
pub(super) fn at_end<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let layout = if writing::mirrored() {
        Layout::left_to_right(Align::Center)
    } else {
        Layout::right_to_left(Align::Center)
    };
    ui.with_layout(layout, add).inner
}

/// Something in a row of one line that is no wider than this: where its words are, it has more lines of its own.
pub(super) fn width<R>(ui: &mut Ui, most: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let layout = Layout::top_down(writing::begin());
    let height = ui.spacing().interact_size.y;
    let size = vec2(most.min(ui.available_width()), height);
    ui.allocate_ui_with_layout(size, layout, add).inner
}

/// Something of just this width in a row of one line, whatever it holds.
pub(super) fn cell<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let (rect, _) = ui.allocate_exact_size(vec2(width, ui.spacing().interact_size.y), Sense::hover());
    add(&mut ui.new_child(UiBuilder::new().max_rect(rect).layout(side_by_side())))
}

/// A text in one line of what room there is: what does not fit is left out, which an ellipsis tells. Where the pointer
/// rests the whole of it is read, and what there is more to read `about` it.
pub(super) fn short<'a>(
    ui: &mut Ui,
    text: &'a str,
    colour: Option<Color32>,
    about: impl IntoIterator<Item = &'a str>,
) -> Response {
    let (mut written, cut) = shortened(ui, text, colour);
    let label = Label::new(written.take()).truncate().show_tooltip_when_elided(false);
    let response = ui.add(label);
    let response = written.tell(ui, response);
    read_whole(response, cut, about)
}

/// The same for a text of which a screen reader says something else, and more seldom, and what else there is to know.
pub(super) fn short_status<'a>(
    ui: &mut Ui,
    shown: &'a str,
    told: String,
    about: impl IntoIterator<Item = &'a str>,
) -> Response {
    let (mut written, cut) = shortened(ui, shown, None);
    let label = Label::new(written.take()).truncate();
    let response = said(ui, label, written, told, Live::Polite);
    let about: Vec<&str> = about.into_iter().collect();
    if !about.is_empty() {
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_description(about.join("\n")));
    }
    read_whole(response, cut, about)
}

/// A text for one line of what room there is, and all of it where something is left out.
fn shortened<'a>(ui: &Ui, text: &'a str, colour: Option<Color32>) -> (Written, Option<&'a str>) {
    let width = ui.available_width();
    let cut = line_width(ui, text) > width.ceil();
    let written = writing::in_one_line(ui, text, TextStyle::Body, colour, width);
    (written, cut.then_some(text))
}

fn read_whole<'a>(response: Response, cut: Option<&'a str>, about: impl IntoIterator<Item = &'a str>) -> Response {
    let lines: Vec<&str> = cut.into_iter().chain(about).collect();
    if lines.is_empty() {
        return response;
    }
    hint(response, lines.join("\n"))
}

/// Buttons side by side, on more lines where the room is short.
pub(super) fn row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    along(ui, true, Vec2::splat(tokens::GAP), add);
}

/// The same for what belongs together, with a name and a role that a screen reader tells.
pub(super) fn row_of(ui: &mut Ui, key: impl AsIdSalt, role: Role, name: String, add: impl FnOnce(&mut Ui, Id)) {
    item(ui, key, |ui| {
        reader::group(ui, role, name);
        let group = ui.unique_id();
        row(ui, |ui| add(ui, group));
    });
}

/// A row of a tool bar: closer together.
pub(super) fn tool_row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    along(ui, true, Vec2::splat(tokens::GAP_SMALL), add).inner
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
        urgent(ui, text.clone(), text);
    });
}

/// The page of an end: what happened is its heading.
pub(super) fn ended(ui: &mut Ui, problem: &Problem) {
    title_of(ui, &problem.what, problem.what.as_str());
    panel(ui, |ui| {
        let shown = format!("{} {}", problem.why, problem.remedy);
        urgent(ui, shown, problem.to_string());
    });
}

fn urgent(ui: &mut Ui, shown: String, told: String) {
    let mut written = writing::written(ui, shown, TextStyle::Body, None, ui.available_width());
    let label = Label::new(written.take()).wrap();
    said(ui, label, written, told, Live::Assertive);
}

/// A name that somebody else chose, in a box of its own and never longer than the box: no name can finish a sentence of
/// ours.
pub(super) fn name_box(ui: &mut Ui, name: &str) -> Response {
    name_box_within(ui, name, f32::INFINITY)
}

fn name_frame(ui: &Ui) -> Frame {
    let palette = palette(ui);
    Frame::new()
        .fill(palette.page)
        .stroke(tokens::edge(palette.line))
        .corner_radius(tokens::CORNER)
        .inner_margin(tokens::NAME_BOX_MARGIN)
}

/// How wide such a box is where nothing else makes it narrower.
pub(super) fn name_box_width(ui: &Ui, name: &str) -> f32 {
    line_width(ui, name).min(tokens::NAME_WIDTH) + name_frame(ui).total_margin().sum().x
}

/// Such a box that is at most this wide.
pub(super) fn name_box_within(ui: &mut Ui, name: &str, most: f32) -> Response {
    let frame = name_frame(ui);
    let inside = most - frame.total_margin().sum().x;
    let shown = frame.show(ui, |ui| {
        ui.set_max_width(tokens::NAME_WIDTH.min(inside).min(ui.available_width()));
        let colour = ui.visuals().strong_text_color();
        short(ui, name, Some(colour), None)
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
