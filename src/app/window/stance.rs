//! How the window can stand on the desktop.

use egui::Vec2;

use super::super::tokens;

/// How the window stands on the desktop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    Page,
    Question,
    Bar,
    Viewer,
}

pub(super) struct BarPlace {
    /// What it was found to need, in points.
    pub(super) size: Vec2,
    pub(super) dragged: bool,
    pub(super) keyboard: BarKeyboard,
}

/// Whether the bar, which takes the keyboard from nobody by itself, has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BarKeyboard {
    Elsewhere,
    /// The person called it, and it is on its way.
    Called,
    Here,
}

impl Default for BarPlace {
    fn default() -> Self {
        Self {
            size: tokens::BAR_SIZE,
            dragged: false,
            keyboard: BarKeyboard::Elsewhere,
        }
    }
}
