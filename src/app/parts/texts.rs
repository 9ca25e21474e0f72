//! Headings and texts: how they are written, and what a screen reader says of them by itself.

use std::sync::Arc;

use egui::accesskit::Live;
use egui::{Color32, Galley, Label, Response, Role, Sense, TextStyle, TextWrapMode, Ui, UiBuilder, UiKind};

use super::super::writing::{self, Written};
use super::super::{focus, reader, tokens};
use super::identity::identity;

/// The heading of a page, which takes the keyboard when the page comes.
pub(in super::super) fn title(ui: &mut Ui, text: impl Into<String>) -> Response {
    page_title(ui, None, text)
}

/// The same for a column that shows several pages, by the name of this one.
pub(in super::super) fn title_of(ui: &mut Ui, page: &str, text: impl Into<String>) -> Response {
    page_title(ui, Some(page), text)
}

fn page_title(ui: &mut Ui, page: Option<&str>, text: impl Into<String>) -> Response {
    let has_come = focus::has_come(ui.ctx(), page);
    let response = headline(ui, text.into(), tokens::title(), 1, has_come);
    ui.add_space(tokens::GAP_SMALL);
    response
}

/// The heading of a page on which something else has the keyboard from the beginning.
pub(in super::super) fn quiet_title(ui: &mut Ui, style: TextStyle, text: impl Into<String>) -> Response {
    focus::no_page(ui.ctx());
    let response = headline(ui, text.into(), style, 1, false);
    ui.add_space(tokens::GAP_SMALL);
    response
}

pub(in super::super) fn heading(ui: &mut Ui, text: impl Into<String>) -> Response {
    ui.add_space(tokens::GAP);
    headline(ui, text.into(), TextStyle::Heading, 2, false)
}

/// A heading of this level, which takes the keyboard now or not.
pub(super) fn headline(ui: &mut Ui, text: String, style: TextStyle, level: usize, takes_keyboard: bool) -> Response {
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

pub(in super::super) fn body(ui: &mut Ui, text: impl Into<String>) -> Response {
    label(ui, text.into(), TextStyle::Body, None)
}

/// A text in as many lines as it needs.
pub(super) fn label(ui: &mut Ui, text: String, style: TextStyle, colour: Option<Color32>) -> Response {
    let mut written = writing::written(ui, text, style, colour, ui.available_width());
    let response = ui.add(Label::new(written.take()).wrap());
    written.tell(ui, response)
}

/// A text in one line, whatever room there is.
pub(in super::super) fn line(ui: &mut Ui, text: impl Into<String>) -> Response {
    let mut written = writing::written(ui, text.into(), TextStyle::Body, None, f32::INFINITY);
    let response = ui.add(Label::new(written.take()).extend());
    written.tell(ui, response)
}

/// How wide such a line is.
pub(in super::super) fn line_width(ui: &Ui, text: &str) -> f32 {
    galley_width(ui, text.to_owned(), TextStyle::Body)
}

pub(super) fn galley_width(ui: &Ui, text: String, style: TextStyle) -> f32 {
    let mut written = writing::written_inside(ui, text, style.clone(), None, f32::INFINITY);
    let galley = written
        .take()
        .into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, style);
    galley.size().x.ceil()
}

pub(in super::super) fn quiet(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = tokens::palette(ui.visuals()).quiet;
    label(ui, text.into(), TextStyle::Body, Some(colour))
}

/// The same in a row: it goes to the next line as a whole.
pub(in super::super) fn quiet_whole(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = tokens::palette(ui.visuals()).quiet;
    let (written, galley) = in_one_piece(ui, text.into(), Some(colour));
    let response = ui.add(Label::new(galley));
    written.tell(ui, response)
}

/// A line that changes while it is read: a screen reader says it again when it does.
pub(in super::super) fn status(ui: &mut Ui, text: impl Into<String>) -> Response {
    let text = text.into();
    let mut written = writing::written(ui, text.clone(), TextStyle::Body, None, ui.available_width());
    let label = Label::new(written.take()).wrap();
    said(ui, label, written, text, Live::Polite)
}

/// The same in a row: it goes to the next line as a whole.
pub(in super::super) fn status_whole(ui: &mut Ui, text: impl Into<String>) -> Response {
    let text = text.into();
    let (written, galley) = in_one_piece(ui, text.clone(), None);
    said(ui, Label::new(galley), written, text, Live::Polite)
}

/// The same for a line with a time that passes, of which a screen reader says something else, and more seldom.
pub(in super::super) fn timed_status(ui: &mut Ui, shown: impl Into<String>, told: String) -> Response {
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
pub(in super::super) fn height_within(ui: &Ui, text: &str, width: f32) -> f32 {
    let mut written = writing::written(ui, text.to_owned(), TextStyle::Body, None, width);
    let galley = written
        .take()
        .into_galley(ui, Some(TextWrapMode::Wrap), width, TextStyle::Body);
    galley.size().y
}

/// What a screen reader says by itself when it comes or becomes another. It is told by what is `told` of it: by its place
/// it would be taken for another, and be said again, when something appears above.
pub(super) fn said(ui: &mut Ui, label: Label, written: Written, told: String, live: Live) -> Response {
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
pub(in super::super) fn room_for(ui: &mut Ui, shown: &Response, longest: &str) {
    let more = height_within(ui, longest, ui.available_width()) - shown.rect.height();
    if more > 0.0 {
        ui.add_space(more);
    }
}

/// A quiet line that changes every second. A screen reader says something else for it, and more seldom.
pub(in super::super) fn countdown(ui: &mut Ui, shown: impl Into<String>, told: String) {
    let colour = tokens::palette(ui.visuals()).quiet;
    let (written, galley) = in_one_piece(ui, shown.into(), Some(colour));
    said(ui, Label::new(galley), written, told, Live::Polite);
}

/// A quiet line that says in how many seconds something ends: a screen reader says it with ten, five and none left.
pub(in super::super) fn ends_in(ui: &mut Ui, seconds: u32, words: impl Fn(u64) -> String) {
    const ANNOUNCED: u64 = 10;
    let seconds = seconds.into();
    if seconds > ANNOUNCED {
        quiet(ui, words(seconds));
    } else {
        countdown(ui, words(seconds), words(reader::left(seconds)));
    }
}

/// A text in one line of what room there is: what does not fit is left out, which an ellipsis tells. Where the pointer
/// rests the whole of it is read, and what there is more to read `about` it.
pub(in super::super) fn short<'a>(
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
pub(in super::super) fn short_status<'a>(
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

/// The style of quiet small lines.
pub(in super::super) fn small(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = tokens::palette(ui.visuals()).quiet;
    label(ui, text.into(), TextStyle::Small, Some(colour))
}

/// What there is more to read where the pointer rests.
pub(super) fn hint(response: Response, text: String) -> Response {
    response.on_hover_ui(|ui| tip(ui, text))
}

/// What a tooltip says, which a screen reader knows it by.
pub(super) fn tip(ui: &mut Ui, text: String) {
    let tooltip = ui.stack().iter().find(|around| around.kind() == Some(UiKind::Tooltip));
    if let Some(tooltip) = tooltip {
        ui.ctx()
            .accesskit_node_builder(tooltip.unique_id, |node| node.set_label(text.as_str()));
    }
    body(ui, text);
}
