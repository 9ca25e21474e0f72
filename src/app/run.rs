//! The window on the desktop.

use std::sync::Arc;
use std::time::Instant;

use eframe::egui_glow::GlowConfiguration;
use eframe::{CreationContext, NativeOptions};
use egui::{Context, RawInput, Ui, Vec2, ViewportBuilder};

use super::appearance::{Appearance, DesktopAppearance};
use super::job::threads;
use super::pane::Host;
use super::practice::{OpenPractice, Practice};
use super::services::{Services, Waker};
use super::start::Start;
use super::touch::Touch;
use super::window::Window;
use super::{NoviceLink, own_surface, preferences, program_icon, tokens};
use crate::desk::Preferences;
use crate::desk::running::Calls;
use crate::session::novice::Problem;
use crate::t;

/// Shows the window until it is closed. `listen` hears what other starts of the program, or the sign in
/// the tray, want of it.
///
/// # Errors
/// There is no desktop, or its graphics do not work.
pub fn run(
    start: Start,
    services: Services,
    preferences: Preferences,
    listen: impl FnOnce(Waker) -> Option<Calls> + 'static,
) -> eframe::Result {
    let size = tokens::PAGE_SIZE * scale(&preferences);
    show(t!("window-title"), size, move |creation| {
        let ctx = &creation.egui_ctx;
        Host::remember(ctx, creation);
        own_surface::remember(ctx, creation);
        let clock = Arc::new(Instant::now);
        let mut window = Window::new(start, threads(services)?, clock, ctx);
        window.prefer(ctx, preferences, DesktopAppearance::listen(waker(ctx)));
        window.notify();
        if let Some(calls) = listen(waker(ctx)) {
            window.heed(calls);
        }
        Ok(Box::new(Main(window, Touch::new(ctx))))
    })
}

/// Shows both halves of one session side by side until the window is closed: `start` makes the novice's session and
/// commands it to ask, `open` opens its invitation as the helper.
///
/// # Errors
/// There is no desktop, its graphics do not work, or `start` failed.
pub fn try_window(
    start: impl FnOnce(Waker) -> Result<NoviceLink, Problem> + 'static,
    open: OpenPractice,
    services: Services,
    preferences: Preferences,
) -> eframe::Result {
    let size = tokens::PRACTICE_SIZE * scale(&preferences);
    show(t!("practice-window-title"), size, move |creation| {
        let ctx = &creation.egui_ctx;
        Host::remember(ctx, creation);
        own_surface::remember(ctx, creation);
        let link = start(waker(ctx))?;
        let practice = Practice::new(link, open, threads(services)?, ctx);
        preferences::apply(ctx, &preferences, Appearance::default());
        Ok(Box::new(Both(Some(practice), Touch::new(ctx))))
    })
}

fn waker(ctx: &Context) -> Waker {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

/// How much larger than usual everything is.
fn scale(preferences: &Preferences) -> f32 {
    f32::from(preferences.text_size.percent()) / 100.0
}

fn show(
    title: String,
    size: Vec2,
    create: impl FnOnce(&CreationContext<'_>) -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>>
    + 'static,
) -> eframe::Result {
    let viewport = ViewportBuilder::default()
        .with_title(&title)
        .with_app_id(APP_ID)
        .with_icon(program_icon::of_window())
        .with_inner_size(size)
        .with_min_inner_size(tokens::PAGE_MIN)
        .with_drag_and_drop(true);
    let options = NativeOptions {
        viewport,
        centered: true,
        persist_window: false,
        // Every key reaches the viewer as a key; `filter_input` makes the clipboard's shortcuts elsewhere.
        clipboard_shortcuts: false,
        // A frame is drawn when something changed; waiting for the monitor would only make it late.
        glow_options: GlowConfiguration {
            vsync: false,
            ..GlowConfiguration::default()
        },
        ..NativeOptions::default()
    };
    #[cfg(not(windows))]
    return eframe::run_native(&title, options, Box::new(create));
    #[cfg(windows)]
    return by_what_works(&title, &options, create);
}

/// By OpenGL, or where that is too old for it by Direct3D or Vulkan, which Windows has for every screen: over Remote Desktop
/// and in virtual machines its OpenGL is of 1997, and nothing but the processor draws.
#[cfg(windows)]
fn by_what_works(
    title: &str,
    options: &NativeOptions,
    create: impl FnOnce(&CreationContext<'_>) -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>>
    + 'static,
) -> eframe::Result {
    let create = std::rc::Rc::new(std::cell::Cell::new(Some(create)));
    let tried = std::rc::Rc::clone(&create);
    let by = |renderer| {
        let create = std::rc::Rc::clone(&create);
        let options = NativeOptions {
            renderer,
            ..options.clone()
        };
        let begin = move |creation: &CreationContext<'_>| match create.take() {
            Some(create) => create(creation),
            None => Err(std::io::Error::from(std::io::ErrorKind::AlreadyExists).into()),
        };
        eframe::run_native(title, options, Box::new(begin))
    };
    let result = by(eframe::Renderer::Glow);
    // What was taken has begun: then it did not fail for want of OpenGL.
    let Some(create) = tried.take() else { return result };
    tried.set(Some(create));
    tracing::info!(?result, "OpenGL does not draw the window");
    by(eframe::Renderer::Wgpu)
}

struct Main(Window, Touch);

impl eframe::App for Main {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.0.think(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.0.show(ui);
    }

    fn raw_input_hook(&mut self, ctx: &Context, raw: &mut RawInput) {
        self.1.look(raw);
        self.0.filter_input(ctx, raw);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.0.quit();
    }
}

struct Both(Option<Practice>, Touch);

impl eframe::App for Both {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        if let Some(practice) = &mut self.0 {
            practice.show(ui);
        }
    }

    fn raw_input_hook(&mut self, ctx: &Context, raw: &mut RawInput) {
        self.1.look(raw);
        if let Some(practice) = &self.0 {
            practice.filter_input(ctx, raw);
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Some(practice) = self.0.take() {
            practice.quit();
        }
    }
}

/// What the desktop calls this program: its entry in the menu and its icon bear this name (`assets/linux`).
const APP_ID: &str = "org.lifeline.Lifeline";
