//! The sheet of the viewer's shortcuts, over the picture.

use egui::{Align, Align2, Area, Frame, Grid, Id, Layout, Order, Rect, RichText, Ui};

use super::super::actions::Action;
use super::super::parts::{self, Weight};
use super::super::{tokens, writing};
use crate::t;

/// All that can be done in the viewer by keys; the sheet lists them in this order.
pub(super) const SHORTCUTS: [Action<'static>; 15] = [
    Action::ViewerRequest,
    Action::ViewerFit,
    Action::ViewerActualSize,
    Action::ViewerLarger,
    Action::ViewerSmaller,
    Action::ViewerNextScreen,
    Action::KeysCtrlAltDel,
    Action::ViewerSave,
    Action::ViewerCopy,
    Action::ViewerFullScreen,
    Action::ViewerFigures,
    Action::ViewerToolBar,
    Action::ViewerShortcuts,
    Action::ViewerAnother,
    Action::ViewerEnd,
];

/// Lists all that can be done by keys; true when the person closes it.
pub(super) fn show(ui: &Ui, room: Rect) -> bool {
    let palette = parts::palette(ui);
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
            let shown = frame.show(ui, |ui| {
                parts::heading(ui, t!("shortcuts-title"));
                Grid::new("shortcuts").num_columns(2).show(ui, |ui| {
                    for action in SHORTCUTS {
                        if let Some(keys) = action.keys() {
                            let keys = |ui: &mut Ui| ui.label(RichText::new(keys).strong());
                            if writing::mirrored() {
                                let to_the_right = Layout::right_to_left(Align::Center);
                                ui.with_layout(to_the_right, |ui| parts::line(ui, action.sheet_text()));
                                keys(ui);
                            } else {
                                keys(ui);
                                parts::line(ui, action.sheet_text());
                            }
                            ui.end_row();
                        }
                    }
                });
                ui.add_space(tokens::GAP);
                parts::button(ui, Weight::Plain, Action::ShortcutsClose).clicked()
            });
            shown.inner
        });
    shown.inner
}
