//! The picture of the program, as windows and the tray show it.

use egui::IconData;

/// As large as a task switcher shows it.
const ICON: &[u8] = include_bytes!("../../assets/linux/icons/hicolor/128x128/apps/org.lifeline.Lifeline.png");

pub(super) fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(ICON).unwrap_or_default()
}
