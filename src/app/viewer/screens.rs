//! Which of the novice's monitors the viewer shows.

use egui::style::StyleModifier;
use egui::{Layout, Popup, Ui};

use super::super::actions::Action;
use super::super::parts::{self, Weight};
use super::super::{focus, writing};
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

    /// The button says what is shown, its menu what there is.
    pub(super) fn menu(&mut self, ui: &mut Ui, monitors: &[MonitorArea], done: &mut Vec<Action<'static>>) {
        let one = |(index, monitor): (usize, &MonitorArea)| Action::ViewerScreen {
            number: index + 1,
            main: monitor.primary,
        };
        let all = || monitors.iter().enumerate().map(one);
        let shown = self.index(monitors).and_then(|index| all().nth(index));
        let button = parts::bar_button(ui, Weight::Plain, shown.unwrap_or(Action::ViewerAllScreens));
        let menu = Popup::menu(&button)
            .accessible_name(t!("viewer-screens-explained"))
            .style(StyleModifier::default())
            .layout(Layout::top_down_justified(writing::begin()));
        let open = menu.show(|ui| {
            ui.set_min_width(button.rect.width());
            for action in std::iter::once(Action::ViewerAllScreens).chain(all()) {
                if parts::bar_button(ui, Weight::Plain, action).clicked() {
                    done.push(action);
                    Popup::close_all(ui.ctx());
                }
            }
        });
        focus::after_menu(&button, &mut self.menu_open, open.is_some());
    }
}
