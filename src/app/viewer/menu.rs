//! A menu of one of the viewer's tools: it opens at its button, and scrolls where there is too little room for it.

use egui::style::StyleModifier;
use egui::{Layout, Popup, PopupCloseBehavior, Response, ScrollArea, Ui};

use super::super::{focus, parts, tokens, writing};

/// Shows the menu of this button while it is open, and returns whether it is. What is pressed in it closes it where it
/// says so.
pub(super) fn show(ui: &Ui, button: &Response, name: String, was_open: &mut bool, add: impl FnOnce(&mut Ui)) -> bool {
    let (window, at) = (ui.ctx().content_rect(), button.rect);
    let most = (window.bottom() - at.bottom()).max(at.top() - window.top()) - tokens::GAP_LARGE;
    // Framed like all other buttons: the style of menus hides the box of a choice.
    let menu = Popup::menu(button)
        .accessible_name(name)
        .style(StyleModifier::default())
        .layout(Layout::top_down_justified(writing::begin()))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let open = menu.show(|ui| {
        ui.set_max_width(tokens::NARROW.min(window.width() - 2.0 * tokens::GAP_LARGE));
        ui.set_max_height(most);
        let scrolls = ScrollArea::vertical().max_height(most).min_scrolled_height(0.0);
        scrolls.show(ui, |ui| {
            // A menu is as narrow as it may be.
            ui.set_min_width(at.width());
            parts::item(ui, "menu", add);
        });
    });
    focus::after_menu(button, was_open, open.is_some());
    open.is_some()
}
