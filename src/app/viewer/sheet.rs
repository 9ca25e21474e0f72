//! The sheet of the viewer's shortcuts, over the picture.

use egui::{Align, Align2, Area, Frame, Grid, Id, Key, Layout, Order, Rect, RichText, ScrollArea, Ui, Vec2};

use super::super::actions::Action;
use super::super::parts::{self, Weight};
use super::super::{tokens, writing};
use crate::t;

/// All that can be done in the viewer by keys; the sheet lists them in this order.
pub(super) const SHORTCUTS: [Action<'static>; 16] = [
    Action::ViewerRequest,
    Action::ViewerFit,
    Action::ViewerActualSize,
    Action::ViewerLarger,
    Action::ViewerSmaller,
    Action::ViewerNextScreen,
    Action::KeysCtrlAltDel,
    Action::ViewerAllKeys,
    Action::ViewerSave,
    Action::ViewerCopy,
    Action::ViewerFullScreen,
    Action::ViewerFigures,
    Action::ViewerToolBar,
    Action::ViewerShortcuts,
    Action::ViewerAnother,
    Action::ViewerEnd,
];

/// Whether the sheet is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sheet {
    #[default]
    Closed,
    /// It comes with this frame, and takes the keyboard.
    Opening,
    Open,
}

impl Sheet {
    pub(super) fn toggle(&mut self) {
        *self = match self {
            Self::Closed => Self::Opening,
            Self::Opening | Self::Open => Self::Closed,
        };
    }
}

/// Lists all that can be done by keys; true when the person closes it.
pub(super) fn show(ui: &Ui, room: Rect, opening: bool, all_keys: bool) -> bool {
    let palette = parts::palette(ui);
    let room = if room.height() < tokens::LEAST_SHEET {
        // Between the tools and the line beneath there is no room for a list: it lies over them.
        Rect::from_x_y_ranges(room.x_range(), ui.ctx().content_rect().y_range())
    } else {
        room
    };
    let shown = Area::new(Id::unique("shortcuts"))
        .order(Order::Middle)
        .pivot(Align2::CENTER_CENTER)
        .fixed_pos(room.center())
        .constrain_to(room)
        .show(ui.ctx(), |ui| {
            let frame = Frame::new()
                .fill(palette.surface)
                .stroke(tokens::edge(palette.line))
                .inner_margin(tokens::CARD_MARGIN);
            frame.show(ui, |ui| sheet(ui, room, opening, all_keys)).inner
        });
    shown.inner
}

/// How the sheet was laid out a frame ago, in points.
#[derive(Debug, Clone, Copy, Default)]
struct Laid {
    /// The width of its list with each of its lines whole.
    list: f32,
    /// Of that, the keys.
    keys: f32,
    /// The height of what is around that.
    around: f32,
    /// The list is higher than its place.
    scrolls: bool,
}

/// The heading and the way out stay in sight; what does not fit between them scrolls.
fn sheet(ui: &mut Ui, room: Rect, opening: bool, all_keys: bool) -> bool {
    let memory = Id::unique("shortcuts size");
    let last: Laid = ui.data(|data| data.get_temp(memory)).unwrap_or_default();
    let begin = Layout::top_down(writing::begin());
    let most = room.size() - Vec2::splat(2.0 * (tokens::CARD_MARGIN + 1.0));
    // What begins at the right begins where the lines of the list do.
    let bar = if last.scrolls {
        ui.spacing().scroll.allocated_width()
    } else {
        0.0
    };
    // The first time nothing is known of it: in no room at all the heading would be wrapped, and measured too high.
    let wide = if last.list > 0.0 { last.list + bar } else { most.x };
    ui.set_max_width(wide.min(most.x));
    ui.set_max_height(most.y);
    let top = ui.cursor().top();
    ui.with_layout(begin, |ui| parts::heading(ui, t!("shortcuts-title")));
    let room_of_list = wide.min(most.x) - bar;
    // What is measured has no end at which it could be wrapped.
    let wrapped = last.list > room_of_list + tokens::ROUNDING;
    let listed = ScrollArea::new([!wrapped, true])
        .max_height(most.y - last.around)
        .min_scrolled_height(0.0)
        .show(ui, |ui| {
            by_keys(ui);
            list(ui, last, wrapped.then_some(room_of_list), all_keys)
        });
    ui.add_space(tokens::GAP);
    let close = ui
        .with_layout(begin, |ui| parts::button(ui, Weight::Plain, Action::ShortcutsClose))
        .inner;
    if opening {
        close.request_focus();
    }
    let laid = Laid {
        list: listed.inner.0,
        keys: listed.inner.1,
        around: ui.cursor().top() - top - listed.inner_rect.height(),
        scrolls: listed.content_size.y > listed.inner_rect.height() + 1.0,
    };
    let moved = [laid.list - last.list, laid.keys - last.keys, laid.around - last.around];
    if laid.scrolls != last.scrolls || moved.iter().any(|by| by.abs() > tokens::ROUNDING) {
        ui.data_mut(|data| data.insert_temp(memory, laid));
        ui.ctx().request_discard("sheet size");
    }
    // Whatever has the keyboard: a menu that opened the sheet takes it back when it closes.
    close.clicked() || ui.input(|input| input.key_pressed(Key::Escape))
}

/// Nothing in the list can have the keyboard: it is scrolled by the keys for pages.
fn by_keys(ui: &Ui) {
    let page = ui.clip_rect().height();
    let (up, down) = ui.input(|input| (input.key_pressed(Key::PageUp), input.key_pressed(Key::PageDown)));
    if up != down {
        ui.scroll_with_delta(Vec2::new(0.0, if up { page } else { -page }));
    }
}

/// The keys, and beside them what they do: in one line where there is room for all, else in as many as it takes.
/// Returns how wide the list is with each in one line, and its keys.
fn list(ui: &mut Ui, last: Laid, wrapped: Option<f32>, all_keys: bool) -> (f32, f32) {
    let rest = wrapped.map(|room| room - last.keys - ui.spacing().item_spacing.x);
    let mut keys_wide = 0.0_f32;
    let words = |ui: &mut Ui, text: String| {
        if rest.is_some() {
            parts::body(ui, text);
        } else {
            parts::line(ui, text);
        }
    };
    let shown = Grid::new(("shortcuts", rest.is_some())).num_columns(2).show(ui, |ui| {
        // What this desktop cannot do is not promised.
        let there = |action: &Action<'_>| all_keys || *action != Action::ViewerAllKeys;
        for action in SHORTCUTS.into_iter().filter(there) {
            if let Some(keys) = action.keys() {
                let keys = |ui: &mut Ui| {
                    let wide = ui.label(RichText::new(keys).strong()).rect.width();
                    keys_wide = keys_wide.max(wide);
                };
                let text = action.sheet_text();
                if writing::mirrored() {
                    match rest {
                        Some(room) => {
                            let column = Layout::top_down(writing::begin());
                            ui.allocate_ui_with_layout(Vec2::new(room, 0.0), column, |ui| {
                                ui.set_width(room);
                                words(ui, text);
                            });
                        }
                        None => {
                            let to_the_right = Layout::right_to_left(Align::Center);
                            ui.with_layout(to_the_right, |ui| words(ui, text));
                        }
                    }
                    keys(ui);
                } else {
                    keys(ui);
                    ui.scope(|ui| {
                        ui.set_max_width(rest.unwrap_or(f32::INFINITY));
                        words(ui, text);
                    });
                }
                ui.end_row();
            }
        }
    });
    let list = if wrapped.is_some() {
        last.list
    } else {
        shown.response.rect.width()
    };
    (list, keys_wide)
}
