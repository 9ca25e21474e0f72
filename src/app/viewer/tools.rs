//! The viewer's tool bar and its menus.

use egui::style::StyleModifier;
use egui::{Layout, Popup, PopupCloseBehavior, Response, Ui};

use super::super::actions::{Action, Now};
use super::super::expert_side::Viewing;
use super::super::parts::{self, Weight};
use super::super::{focus, tokens, writing};
use super::Viewer;
use super::chords::{CHORDS, control_action};
use super::zoom::{self, Zoom};
use crate::t;

impl Viewer {
    /// The tool bar; what was pressed on it is added to `done`. Returns its first button.
    pub(super) fn tools(
        &mut self,
        ui: &mut Ui,
        viewing: &Viewing,
        possible: Now,
        done: &mut Vec<Action<'static>>,
    ) -> Response {
        parts::tool_row(ui, |ui| {
            let mut button = |ui: &mut Ui, weight: Weight, action: Action<'static>| {
                let response = parts::bar_button_now(ui, possible, weight, action);
                if response.clicked() {
                    done.push(action);
                }
                response
            };
            let plain = Weight::Plain;
            let first = button(ui, plain, control_action(viewing.control));
            let first = first.on_disabled_hover_text(t!("viewer-request-paused"));
            let size = match self.zoom {
                Zoom::Fit => Action::ViewerActualSize,
                Zoom::Percent(_) => Action::ViewerFit,
            };
            button(ui, plain, size);
            self.sizes(ui, done);
            if possible.screens {
                self.screens.menu(ui, &viewing.monitors, done);
            }
            self.keys(ui, possible, done);
            let mut button = |ui: &mut Ui, weight: Weight, action: Action<'static>| {
                if parts::bar_button_now(ui, possible, weight, action).clicked() {
                    done.push(action);
                }
            };
            button(ui, plain, Action::ViewerSave);
            button(ui, plain, Action::ViewerCopy);
            if possible.alone {
                let action = match self.full_screen {
                    true => Action::ViewerWindow,
                    false => Action::ViewerFullScreen,
                };
                button(ui, plain, action);
            }
            button(ui, plain, Action::ViewerFigures);
            button(ui, Weight::Stop, Action::ViewerEnd);
            first
        })
    }

    /// The sizes in which the picture can be shown; the button says which one is.
    fn sizes(&mut self, ui: &mut Ui, done: &mut Vec<Action<'static>>) {
        let shown = (self.scale * 100.0).round().max(1.0) as u16;
        let button = parts::bar_button(ui, Weight::Plain, Action::ViewerSize(shown));
        let menu = Popup::menu(&button)
            .accessible_name(t!("viewer-size-explained"))
            .style(StyleModifier::default())
            .layout(Layout::top_down_justified(writing::begin()));
        let open = menu.show(|ui| {
            // A menu is as narrow as it may be.
            ui.set_min_width(button.rect.width());
            for action in zoom::STEPS.map(Action::ViewerZoom) {
                if parts::bar_button(ui, Weight::Plain, action).clicked() {
                    done.push(action);
                    Popup::close_all(ui.ctx());
                }
            }
        });
        focus::after_menu(&button, &mut self.menus[0], open.is_some());
    }

    /// Keys that this computer keeps for itself, and how typing is sent.
    fn keys(&mut self, ui: &mut Ui, possible: Now, done: &mut Vec<Action<'static>>) {
        let button = parts::bar_button(ui, Weight::Plain, Action::ViewerKeys);
        // Framed like all other buttons: the style of menus hides the box of the choice.
        let menu = Popup::menu(&button)
            .accessible_name(t!("viewer-keys"))
            .style(StyleModifier::default())
            .layout(Layout::top_down_justified(writing::begin()))
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        let open = menu.show(|ui| {
            ui.set_max_width(tokens::NARROW);
            if !possible.controls {
                parts::small(ui, t!("keys-no-control"));
            }
            for (action, _) in CHORDS {
                if parts::button_now(ui, possible, Weight::Plain, action).clicked() {
                    done.push(action);
                }
            }
            parts::tick(ui, self.hands.physical_keys(), t!("keys-physical"));
            // Menus stretch their texts from edge to edge.
            ui.with_layout(Layout::top_down(writing::begin()), |ui| {
                parts::small(ui, t!("keys-physical-explained"));
                if parts::bar_button(ui, Weight::Plain, Action::ViewerShortcuts).clicked() {
                    done.push(Action::ViewerShortcuts);
                    Popup::close_all(ui.ctx());
                }
            });
        });
        focus::after_menu(&button, &mut self.menus[1], open.is_some());
    }
}
