//! The viewer's tool bar and its menus.

use egui::{Layout, Popup, Response, Ui, Vec2};

use super::super::actions::{Action, Now};
use super::super::expert_side::Viewing;
use super::super::hands::Hands;
use super::super::parts::{self, Weight};
use super::super::{tokens, writing};
use super::chords::{CHORDS, control_action};
use super::menu;
use super::screens::Screens;
use super::zoom::{self, Zoom};
use crate::t;

/// What stands between the button of control and the one that ends the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tool {
    Fit,
    Sizes,
    Screens,
    Keys,
    Save,
    Copy,
    FullScreen,
    Figures,
}

/// In the order in which they stand.
const STANDING: [Tool; 8] = [
    Tool::Fit,
    Tool::Sizes,
    Tool::Screens,
    Tool::Keys,
    Tool::Save,
    Tool::Copy,
    Tool::FullScreen,
    Tool::Figures,
];

/// In the order in which they leave the bar for the menu of what has no room: what is used least leaves first.
const LEAVING: [Tool; 8] = [
    Tool::Figures,
    Tool::Copy,
    Tool::Save,
    Tool::FullScreen,
    Tool::Sizes,
    Tool::Screens,
    Tool::Fit,
    Tool::Keys,
];

/// What the button of control says.
const CONTROL: [Action<'static>; 3] = [Action::ViewerRequest, Action::ViewerWithdraw, Action::ViewerGiveBack];

/// The tools that have room on the bar, and those that have none.
struct Room {
    kept: Vec<Tool>,
    left: Vec<Tool>,
    /// For the button of control.
    first: f32,
}

/// The tools, and what of them is remembered from frame to frame.
pub(super) struct Tools {
    pub(super) zoom: Zoom,
    /// Pixels of this screen for one of the novice's, in the last frame.
    pub(super) scale: f32,
    pub(super) screens: Screens,
    /// Of the menus: which was open in the last frame.
    sizes: bool,
    keys: bool,
    more: bool,
    /// Any menu is open, in this frame.
    pub(super) menu_shown: bool,
}

impl Default for Tools {
    fn default() -> Self {
        Self {
            zoom: Zoom::default(),
            scale: 1.0,
            screens: Screens::default(),
            sizes: false,
            keys: false,
            more: false,
            menu_shown: false,
        }
    }
}

/// What the viewer is in, as far as its tools have to know.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) viewing: &'a Viewing,
    pub(super) possible: Now,
    /// What becomes of the keys that this desktop keeps.
    pub(super) keys_action: Action<'static>,
    pub(super) full_screen: bool,
}

impl Tools {
    /// The tool bar, which is one line; what was pressed on it is added to `done`. Returns its first button.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        around: Around<'_>,
        hands: &mut Hands,
        done: &mut Vec<Action<'static>>,
    ) -> Response {
        let (viewing, possible) = (around.viewing, around.possible);
        let room = self.room(ui, around);
        // What the first button says next may have another number of lines: the bar is as high as the highest.
        let heights = CONTROL.map(|action| parts::bar_button_height(ui, action, room.first));
        let usual = ui.spacing().interact_size.y;
        ui.spacing_mut().interact_size.y = heights.into_iter().fold(usual, f32::max);
        let row = parts::along(ui, false, Vec2::splat(tokens::GAP_SMALL), |ui| {
            let control = control_action(viewing.control);
            ui.spacing_mut().interact_size.y = parts::bar_button_height(ui, control, room.first);
            let first = parts::width(ui, room.first, |ui| {
                ui.spacing_mut().interact_size.y = usual;
                parts::bar_button_now(ui, possible, Weight::Plain, control)
            });
            ui.spacing_mut().interact_size.y = usual;
            if first.clicked() {
                done.push(control);
            }
            for tool in room.kept {
                match tool {
                    Tool::Sizes => self.sizes(ui, done),
                    Tool::Screens => self.menu_shown |= self.screens.menu(ui, &viewing.monitors, done),
                    Tool::Keys => self.keys(ui, around, hands, done),
                    Tool::Fit | Tool::Save | Tool::Copy | Tool::FullScreen | Tool::Figures => {
                        let action = self.action(tool, around.full_screen);
                        if parts::bar_button_now(ui, possible, Weight::Plain, action).clicked() {
                            done.push(action);
                        }
                    }
                }
            }
            if !room.left.is_empty() {
                self.more(ui, &room.left, around, hands, done);
            }
            // Where the line ends, whatever stands on it.
            let end = parts::at_end(ui, |ui| parts::bar_button(ui, Weight::Stop, Action::ViewerEnd));
            if end.clicked() {
                done.push(Action::ViewerEnd);
            }
            first
        });
        ui.spacing_mut().interact_size.y = usual;
        row.inner
    }

    /// What a tool's button does.
    fn action(&self, tool: Tool, full_screen: bool) -> Action<'static> {
        match tool {
            Tool::Fit if self.zoom == Zoom::Fit => Action::ViewerActualSize,
            Tool::Fit => Action::ViewerFit,
            Tool::Sizes => self.shown_size(),
            Tool::Screens => Action::ViewerAllScreens,
            Tool::Keys => Action::ViewerKeys,
            Tool::Save => Action::ViewerSave,
            Tool::Copy => Action::ViewerCopy,
            Tool::FullScreen if full_screen => Action::ViewerWindow,
            Tool::FullScreen => Action::ViewerFullScreen,
            Tool::Figures => Action::ViewerFigures,
        }
    }

    fn shown_size(&self) -> Action<'static> {
        Action::ViewerSize((self.scale * 100.0).round().max(1.0) as u16)
    }

    /// Which tools have room. What another state makes of a button's words does not change it.
    fn room(&self, ui: &Ui, around: Around<'_>) -> Room {
        let possible = around.possible;
        let widest = |actions: &[Action<'_>]| {
            let widths = actions.iter().map(|action| parts::bar_button_width(ui, *action));
            widths.fold(0.0, f32::max) + tokens::GAP_SMALL
        };
        let wide = |tool: Tool| match tool {
            Tool::Fit => widest(&[Action::ViewerFit, Action::ViewerActualSize]),
            Tool::Sizes => widest(&[self.shown_size(), Action::ViewerSize(zoom::ACTUAL)]),
            Tool::Screens => widest(&self.screens.choices(&around.viewing.monitors)),
            Tool::FullScreen => widest(&[Action::ViewerWindow, Action::ViewerFullScreen]),
            _ => widest(&[self.action(tool, around.full_screen)]),
        };
        let (more, end) = (widest(&[Action::ViewerMore]), widest(&[Action::ViewerEnd]));
        let first = widest(&CONTROL);
        let there = |tool: &Tool| match tool {
            Tool::Screens => possible.screens,
            Tool::FullScreen => possible.alone,
            _ => true,
        };
        let (mut kept, mut left): (Vec<Tool>, Vec<Tool>) = (STANDING.into_iter().filter(there).collect(), Vec::new());
        // A button between two pixels is rounded up.
        let whole = ui.available_width() - tokens::GAP_SMALL;
        for tool in LEAVING {
            let needed: f32 = first + end + kept.iter().map(|tool| wide(*tool)).sum::<f32>();
            let needed = if left.is_empty() { needed } else { needed + more };
            if needed <= whole {
                break;
            }
            if kept.contains(&tool) {
                kept.retain(|one| *one != tool);
                left.insert(0, tool);
            }
        }
        Room {
            kept,
            left,
            first: whole - end - more,
        }
    }

    /// What has no room on the bar.
    fn more(
        &mut self,
        ui: &mut Ui,
        left: &[Tool],
        around: Around<'_>,
        hands: &mut Hands,
        done: &mut Vec<Action<'static>>,
    ) {
        let button = parts::bar_button(ui, Weight::Plain, Action::ViewerMore);
        let possible = around.possible;
        let mut was_open = self.more;
        let open = menu::show(ui, &button, t!("viewer-more-explained"), &mut was_open, |ui| {
            for tool in left {
                match tool {
                    Tool::Sizes => {
                        for action in [Action::ViewerLarger, Action::ViewerSmaller] {
                            if parts::bar_button(ui, Weight::Plain, action).clicked() {
                                done.push(action);
                            }
                        }
                    }
                    Tool::Screens => self.screens.list(ui, &around.viewing.monitors, done),
                    Tool::Keys => key_list(ui, around, hands, done),
                    Tool::Fit | Tool::Save | Tool::Copy | Tool::FullScreen | Tool::Figures => {
                        let action = self.action(*tool, around.full_screen);
                        if parts::bar_button_now(ui, possible, Weight::Plain, action).clicked() {
                            done.push(action);
                            Popup::close_all(ui.ctx());
                        }
                    }
                }
            }
        });
        self.more = was_open;
        self.menu_shown |= open;
    }

    /// The sizes in which the picture can be shown; the button says which one is.
    fn sizes(&mut self, ui: &mut Ui, done: &mut Vec<Action<'static>>) {
        let button = parts::menu_button(ui, Action::ViewerSize(0), self.shown_size());
        let name = t!("viewer-size-explained");
        self.menu_shown |= menu::show(ui, &button, name, &mut self.sizes, |ui| {
            for action in zoom::STEPS.map(Action::ViewerZoom) {
                if parts::bar_button(ui, Weight::Plain, action).clicked() {
                    done.push(action);
                    Popup::close_all(ui.ctx());
                }
            }
        });
    }

    /// Keys that this computer keeps for itself, and how typing is sent.
    fn keys(&mut self, ui: &mut Ui, around: Around<'_>, hands: &mut Hands, done: &mut Vec<Action<'static>>) {
        let button = parts::bar_button(ui, Weight::Plain, Action::ViewerKeys);
        self.menu_shown |= menu::show(ui, &button, t!("viewer-keys"), &mut self.keys, |ui| {
            key_list(ui, around, hands, done);
        });
    }
}

fn key_list(ui: &mut Ui, around: Around<'_>, hands: &mut Hands, done: &mut Vec<Action<'static>>) {
    let possible = around.possible;
    if !possible.controls {
        parts::small(ui, t!("keys-no-control"));
    }
    for (action, _) in CHORDS {
        if parts::button_now(ui, possible, Weight::Plain, action).clicked() {
            done.push(action);
        }
    }
    if possible.all_keys && parts::button_now(ui, possible, Weight::Plain, around.keys_action).clicked() {
        done.push(around.keys_action);
        Popup::close_all(ui.ctx());
    }
    parts::tick(ui, "physical keys", hands.physical_keys(), t!("keys-physical"));
    // Menus stretch their texts from edge to edge.
    ui.with_layout(Layout::top_down(writing::begin()), |ui| {
        parts::small(ui, t!("keys-physical-explained"));
        if parts::bar_button(ui, Weight::Plain, Action::ViewerShortcuts).clicked() {
            done.push(Action::ViewerShortcuts);
            Popup::close_all(ui.ctx());
        }
    });
}
