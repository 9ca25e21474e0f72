//! The practice screen's own window, which `lifeline try` starts on the practice display, and which fills it.

use std::io::Read;

use eframe::egui;

use crate::app::PracticeScreen;
use crate::t;
use crate::terminal::Exit;

/// The practice screen, in pixels.
pub(super) const SIZE: (u16, u16) = (1024, 640);

/// Runs until it is closed or its standard input ends. The process that started it holds the other end, so the window
/// ends with that process, however that dies.
pub(super) fn run() -> Exit {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title(t!("practice-screen-title"))
            .with_position([0.0, 0.0])
            .with_inner_size([SIZE.0 as f32, SIZE.1 as f32])
            .with_decorations(cfg!(not(target_os = "linux"))),
        persist_window: false,
        ..Default::default()
    };
    let ran = eframe::run_native(
        "lifeline-practice",
        options,
        Box::new(|creation| {
            let context = creation.egui_ctx.clone();
            let screen = PracticeScreen::new(&context);
            std::thread::Builder::new().name("parent".to_owned()).spawn(move || {
                let ended = std::io::stdin().lock().read_to_end(&mut Vec::new());
                tracing::debug!(?ended, "the practice is over");
                context.send_viewport_cmd(egui::ViewportCommand::Close);
            })?;
            Ok(Box::new(PracticeWindow(screen)))
        }),
    );
    match ran {
        Ok(()) => Exit::Done,
        Err(error) => {
            tracing::error!(%error, "the practice window does not open");
            Exit::NoScreen
        }
    }
}

struct PracticeWindow(PracticeScreen);

impl eframe::App for PracticeWindow {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.0.show(ui);
    }
}
