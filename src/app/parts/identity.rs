//! What something is told by from one frame to the next.

use egui::{AsIdSalt, Id, Ui, UiBuilder, UiStackInfo};

/// What a Ui bears that holds something of several of its kind.
const ITEM: &str = "item";

/// What something is told by, for the keyboard and for screen readers: by `what` it is in the item around it
/// ([`super::item`]), or in the window. By its place it would become its neighbour when something appears above.
pub(super) fn identity(ui: &Ui, what: impl AsIdSalt) -> Id {
    let around = ui.stack().iter().find(|around| around.tags().contains(ITEM));
    let around = around.map_or_else(|| Id::unique(ui.ctx().viewport_id()), |around| around.scope_id);
    around.with(what)
}

pub(super) fn item_of(ui: &Ui, key: impl AsIdSalt) -> UiBuilder {
    let info = UiStackInfo::default().with_tag(ITEM);
    UiBuilder::new().scope_id(identity(ui, key)).ui_stack_info(info)
}
