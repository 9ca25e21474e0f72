//! The parts that pages are laid out with: columns, panels, rows. What is read is in `texts.rs`, what is pressed and typed
//! into in `controls.rs`; both are handed on here.

#[expect(clippy::disallowed_methods, reason = "here controls get what they are told by")]
mod bare;
mod controls;
mod identity;
mod texts;

use std::time::Duration;

use egui::accesskit::Live;
use egui::{
    Align, AsIdSalt, CentralPanel, Frame, Id, InnerResponse, Label, Layout, Pos2, Rect, Response, RichText, Role,
    ScrollArea, Sense, Separator, TextStyle, Ui, UiBuilder, Vec2, vec2,
};

use super::actions::Action;
use super::job::Job;
use super::tokens::{self, Palette};
use super::{focus, icons, reader, words, writing};
use crate::session::novice::Problem;
use crate::session::told::{Apart, Told};
use crate::t;

pub(super) use controls::{
    Weight, bar_button, bar_button_height, bar_button_now, bar_button_width, button, button_now, card, choice, field,
    field_of_lines, large_button, link, link_now, menu_button, pick, pick_named, practice_button, practice_field,
    shown_password, shown_text, tabs, tell_about, tick, unless,
};

use identity::item_of;
pub(super) use texts::{
    body, countdown, ends_in, heading, height_within, line, line_width, quiet, quiet_title, quiet_whole, room_for,
    short, short_status, small, status, status_whole, timed_status, title, title_of,
};
use texts::{headline, said};

pub(super) fn palette(ui: &Ui) -> &'static Palette {
    tokens::palette(ui.visuals())
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

/// One scrolling column in the middle of what room there is; each screen (`id`) begins at its top. A scroll bar stands in
/// the margin, so that nothing wraps in another way or moves where one comes or goes.
pub(super) fn column(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui)) {
    focus::in_column(ui.ctx(), Id::unique(id));
    let (all, bar) = (ui.available_rect_before_wrap(), ui.spacing().scroll.allocated_width());
    let side = column_margin(all.width()).max(bar + 2.0 * tokens::RING_GAP);
    let column = all.shrink2(vec2(side, 0.0));
    let margin = page_margin(all.width());
    let area = ScrollArea::vertical()
        .id_salt(id)
        .auto_shrink(false)
        // Otherwise it would lie over what stands beneath it.
        .min_scrolled_height(0.0);
    area.show(ui, |ui| {
        let top = Pos2::new(column.left(), ui.cursor().top() + margin);
        let rect = Rect::from_min_size(top, vec2(column.width(), f32::INFINITY));
        let layout = Layout::top_down(writing::begin());
        ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
            ui.set_width(column.width());
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
