//! Which of the novice's monitors the viewer shows.

use egui::{Popup, Ui};

use super::super::actions::Action;
use super::super::parts::{self, Weight};
use super::menu;
use crate::t;
use crate::vocabulary::{MonitorArea, Rect};

/// The choice between all of them and one. It is kept by its place: where another layout has no monitor there, all are
/// shown.
#[derive(Default)]
pub(super) struct Screens {
    chosen: Option<Rect>,
    menu_open: bool,
}

impl Screens {
    /// What is shown; `None`: all.
    pub(super) fn area(&self, monitors: &[MonitorArea]) -> Option<Rect> {
        self.index(monitors)
            .and_then(|index| monitors.get(index))
            .map(|monitor| monitor.area)
    }

    fn index(&self, monitors: &[MonitorArea]) -> Option<usize> {
        let chosen = self.chosen?;
        monitors.iter().position(|monitor| monitor.area == chosen)
    }

    /// The next one follows the last shown, and all of them follow the last one.
    pub(super) fn choose(&mut self, action: Action<'_>, monitors: &[MonitorArea]) {
        let index = match action {
            Action::ViewerScreen { number, .. } => number.checked_sub(1),
            Action::ViewerNextScreen => Some(self.index(monitors).map_or(0, |index| index + 1)),
            _ => None,
        };
        self.chosen = index.and_then(|index| monitors.get(index)).map(|monitor| monitor.area);
    }

    /// All that can be chosen.
    pub(super) fn choices(&self, monitors: &[MonitorArea]) -> Vec<Action<'static>> {
        let one = |(index, monitor): (usize, &MonitorArea)| Action::ViewerScreen {
            number: index + 1,
            main: monitor.primary,
        };
        let all = monitors.iter().enumerate().map(one);
        std::iter::once(Action::ViewerAllScreens).chain(all).collect()
    }

    /// The button says what is shown, its menu what there is; whether that is open.
    pub(super) fn menu(&mut self, ui: &mut Ui, monitors: &[MonitorArea], done: &mut Vec<Action<'static>>) -> bool {
        let shown = self.index(monitors).map_or(0, |index| index + 1);
        let shown = self.choices(monitors).into_iter().nth(shown);
        let shown = shown.unwrap_or(Action::ViewerAllScreens);
        let button = parts::menu_button(ui, Action::ViewerAllScreens, shown);
        let mut was_open = self.menu_open;
        let open = menu::show(ui, &button, t!("viewer-screens-explained"), &mut was_open, |ui| {
            self.list(ui, monitors, done);
        });
        self.menu_open = was_open;
        open
    }

    /// What there is, in a menu.
    pub(super) fn list(&self, ui: &mut Ui, monitors: &[MonitorArea], done: &mut Vec<Action<'static>>) {
        for action in self.choices(monitors) {
            if parts::bar_button(ui, Weight::Plain, action).clicked() {
                done.push(action);
                Popup::close_all(ui.ctx());
            }
        }
    }
}
