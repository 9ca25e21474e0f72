//! The picture of the program, as windows and the tray show it: as large as either is at 300 %, since it is made smaller
//! well, and larger only blurred.

use egui::IconData;

/// A switcher of windows shows up to 64 points of it.
const OF_WINDOW: &[u8] = include_bytes!("../../assets/linux/icons/hicolor/256x256/apps/org.lifeline.Lifeline.png");
/// A tray shows up to 32.
#[cfg(target_os = "linux")]
const IN_TRAY: &[u8] = include_bytes!("../../assets/linux/icons/hicolor/128x128/apps/org.lifeline.Lifeline.png");

pub(super) fn of_window() -> IconData {
    read(OF_WINDOW)
}

#[cfg(target_os = "linux")]
pub(super) fn in_tray() -> IconData {
    read(IN_TRAY)
}

fn read(png: &[u8]) -> IconData {
    eframe::icon_data::from_png_bytes(png).unwrap_or_default()
}
