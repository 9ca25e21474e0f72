//! Buttons, links, boxes and fields as they are drawn, each under the name that it is given. The graphics library's own
//! controls are numbered as they come, so that something that appears above them would give the keyboard, and a screen
//! reader's place, to a neighbour: `.clippy.toml` forbids them elsewhere in `app`.

use std::sync::Arc;

use egui::class::Classes;
use egui::epaint::{CircleShape, TextShape};
use egui::style::WidgetVisuals;
use egui::widget_style::{ButtonStyle, CheckboxStyle};
use egui::{
    Align, Atom, Atoms, CursorIcon, Galley, Id, IdSalt, Margin, Rect, Response, Role, Sense, Shape, StrokeKind,
    TextBuffer, TextEdit, Ui, Vec2, WidgetAtom, WidgetInfo, WidgetText, vec2,
};

use super::super::tokens;

/// At least of this size.
pub(super) fn button(ui: &mut Ui, id: Id, atoms: Atoms<'_>, least: Vec2) -> Response {
    let name = atoms.text().map(|text| text.into_owned());
    let style: ButtonStyle = ui.widget_style(id, &Classes::default());
    let least = least.max(style.atom_layout.min_size);
    let button = WidgetAtom::new(atoms).id(id).sense(sense());
    let response = style.atom_layout.apply(button).min_size(least).show(ui).response;
    response.widget_info(|| named(Role::Button, ui, name.as_deref()));
    response
}

/// A text that is one piece.
pub(super) fn link(ui: &mut Ui, id: Id, text: Arc<Galley>) -> Response {
    let (_, rect) = ui.allocate_space(text.size());
    let response = ui.interact(rect, id, sense());
    response.widget_info(|| named(Role::Link, ui, Some(text.text())));
    if ui.is_rect_visible(rect) {
        let at = match text.job.halign {
            Align::LEFT => rect.left_top(),
            Align::Center => rect.center_top(),
            Align::RIGHT => rect.right_top(),
        };
        let colour = ui.visuals().hyperlink_color;
        let mut shape = TextShape::new(at, text, colour);
        if response.hovered() || response.has_focus() {
            shape.underline = tokens::edge(colour);
            shape.underline.width = ui.style().interact(&response).fg_stroke.width;
        }
        ui.painter().add(shape);
    }
    if response.hovered() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    response
}

/// A box to tick, or (as a radio button) one of several, `on` or not, with its text to the right of it or, `mirrored`,
/// to the left.
pub(super) fn boxed(ui: &mut Ui, id: Id, role: Role, on: bool, text: WidgetText, mirrored: bool) -> Response {
    let name = text.text().to_owned();
    let side = ui.spacing().icon_width;
    let height = ui.spacing().interact_size.y.max(side);
    let sign = IdSalt::new("sign");
    let mut atoms = Atoms::default();
    atoms.push_right(text);
    let square = Atom::custom(sign, vec2(side, height));
    if mirrored {
        atoms.push_right(square);
    } else {
        atoms.push_left(square);
    }
    let least = vec2(ui.spacing().interact_size.y, height);
    let whole = WidgetAtom::new(atoms).id(id).sense(sense()).min_size(least);
    let mut allocated = whole.allocate(ui);
    let response = allocated.response.clone();
    response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), on, &name));
    if ui.is_rect_visible(response.rect) {
        let visuals = *ui.style().interact(&response);
        allocated.container.fallback_text_color = visuals.text_color();
        if let Some(rect) = allocated.paint(ui).rect(sign) {
            match role {
                Role::RadioButton => paint_one_of_several(ui, rect, on, &visuals),
                _ => paint_box(ui, rect, on, id),
            }
        }
    }
    response
}

fn paint_one_of_several(ui: &Ui, rect: Rect, on: bool, visuals: &WidgetVisuals) {
    let (inner, outer) = ui.spacing().icon_rectangles(rect);
    ui.painter().add(CircleShape {
        center: outer.center(),
        radius: outer.width() / 2.0 + visuals.expansion,
        fill: visuals.bg_fill,
        stroke: visuals.bg_stroke,
    });
    if on {
        let (at, radius) = (inner.center(), inner.width() / 3.0);
        ui.painter().circle_filled(at, radius, visuals.fg_stroke.color);
    }
}

fn paint_box(ui: &Ui, rect: Rect, on: bool, id: Id) {
    let style: CheckboxStyle = ui.widget_style(id, &Classes::default());
    let (inner, outer) = ui.spacing().icon_rectangles(rect);
    let frame = style.checkbox_frame;
    let (corner, fill, edge) = (frame.corner_radius, frame.fill, frame.stroke);
    ui.painter().rect(outer, corner, fill, edge, StrokeKind::Inside);
    if on {
        let tick = [inner.left_center(), inner.center_bottom(), inner.right_top()];
        ui.painter().add(Shape::line(tick.to_vec(), style.check_stroke));
    }
}

/// A field of one line, as wide as there is room.
pub(super) fn line(text: &mut dyn TextBuffer, id: Id, margin: Margin) -> TextEdit<'_> {
    TextEdit::singleline(text)
        .id(id)
        .desired_width(f32::INFINITY)
        .margin(margin)
}

/// A field of so many lines.
pub(super) fn lines(text: &mut dyn TextBuffer, id: Id, rows: usize) -> TextEdit<'_> {
    let field = TextEdit::multiline(text).id(id).desired_width(f32::INFINITY);
    field.desired_rows(rows).margin(tokens::FIELD_MARGIN)
}

/// What a place takes that is pressed.
pub(super) fn sense() -> Sense {
    Sense::click()
}

fn named(role: Role, ui: &Ui, name: Option<&str>) -> WidgetInfo {
    match name {
        Some(name) => WidgetInfo::labeled(role, ui.is_enabled(), name),
        None => WidgetInfo::new(role),
    }
}
