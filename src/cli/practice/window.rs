//! The practice screen's own window, which `lifeline try` starts on the practice display: it fills the screen, shows
//! what is typed and counts the clicks on a button. It moves nothing by itself, so that two pictures of it can be
//! compared.

use std::io::Read;

use eframe::egui;

use crate::t;
use crate::terminal::Exit;

/// The practice screen, in pixels.
pub(super) const SIZE: (u16, u16) = (1024, 640);

/// The letters are to be read in a smaller picture of this screen.
const ZOOM: f32 = 1.4;

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
            context.set_zoom_factor(ZOOM);
            context.all_styles_mut(|style| {
                style.visuals.text_cursor.blink = false;
                style.animation_time = 0.0;
            });
            std::thread::Builder::new().name("parent".to_owned()).spawn(move || {
                let ended = std::io::stdin().lock().read_to_end(&mut Vec::new());
                tracing::debug!(?ended, "the practice is over");
                context.send_viewport_cmd(egui::ViewportCommand::Close);
            })?;
            Ok(Box::new(PracticeScreen::default()))
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

#[derive(Default)]
struct PracticeScreen {
    typed: String,
    clicks: u32,
}

impl eframe::App for PracticeScreen {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |ui| {
            ui.add_space(48.0);
            ui.vertical_centered(|ui| {
                ui.heading(t!("practice-screen-title"));
                ui.label(t!("practice-screen-explained"));
                ui.add_space(32.0);
                let field = egui::TextEdit::singleline(&mut self.typed)
                    .hint_text(t!("practice-screen-hint"))
                    .desired_width(480.0);
                let field = ui.add(field);
                if ui.memory(|memory| memory.focused().is_none()) {
                    field.request_focus();
                }
                ui.add_space(16.0);
                if ui.button(t!("practice-screen-clicks", count = self.clicks)).clicked() {
                    self.clicks = self.clicks.saturating_add(1);
                }
            });
        });
    }
}
