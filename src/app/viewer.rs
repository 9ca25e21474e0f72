//! The expert's viewer: the novice's screen, a tool bar over it and a status line under it.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::scroll_area::ScrollSource;
use egui::style::StyleModifier;
use egui::{
    Align, CentralPanel, Context, Frame, Id, Layout, Panel, Popup, PopupCloseBehavior, Rect, Response, ScrollArea, Ui,
    Vec2, ViewportCommand, vec2,
};

use super::actions::Action;
use super::expert_side::{Control, ExpertSide, Phase, Viewing};
use super::files::Saving;
use super::hands::Hands;
use super::icons::{self, Icon};
use super::job::{self, Errands, Job};
use super::keyboard;
use super::parts::{self, Weight};
use super::picture::{self, Picture};
use super::{figures, tokens, words};
use crate::session::expert::{Command, Protection};
use crate::session::novice::{PauseReason, Problem};
use crate::t;

/// What of the viewer is the window's own.
pub(super) struct Viewer {
    errands: Errands,
    picture: Picture,
    hands: Hands,
    actual_size: bool,
    full_screen: bool,
    figures: bool,
    saving: Option<Saving>,
    writing: Option<Job<Result<PathBuf, Problem>>>,
    saved: Option<Result<PathBuf, Problem>>,
}

/// The name of the picture among the window's parts.
pub(super) const PICTURE: &str = "the novice's screen";

/// How long it is said that something did not arrive.
const REFUSAL_SHOWN: Duration = Duration::from_secs(5);

impl Viewer {
    pub(super) fn new(errands: &Errands) -> Self {
        Self {
            errands: errands.clone(),
            picture: Picture::default(),
            hands: Hands::default(),
            actual_size: false,
            full_screen: false,
            figures: false,
            saving: None,
            writing: None,
            saved: None,
        }
    }

    /// Shows the session while its picture is there. `whole_window`: it may go full screen.
    pub(super) fn show(&mut self, ui: &mut Ui, side: &mut ExpertSide, name: &str, now: Instant, whole_window: bool) {
        self.picture.update(ui.ctx(), &side.canvas);
        let controls = side.controls();
        let Phase::Viewing(viewing) = &side.phase else { return };
        if let Some(done) = job::take(&mut self.writing) {
            self.saved = Some(done);
        }
        let mut commands = Vec::new();
        let palette = parts::palette(ui);
        let frame = Frame::new().fill(palette.surface).inner_margin(tokens::STRIP_MARGIN);
        let to_tool_bar = controls && Action::ViewerToolBar.is_pressed(ui);
        let to_figures = Action::ViewerFigures.is_pressed(ui);
        self.figures ^= to_figures;
        Panel::top("tools").frame(frame).show(ui, |ui| {
            let first = parts::tool_row(ui, |ui| self.tools(ui, side, viewing, whole_window, &mut commands));
            if to_tool_bar {
                first.request_focus();
                commands.extend(self.hands.let_go());
            }
        });
        Panel::bottom("status").frame(frame).show(ui, |ui| {
            parts::tool_row(ui, |ui| status(ui, side, viewing, name, now));
            self.notes(ui);
        });
        if self.saving.is_some() {
            Panel::bottom("save")
                .frame(frame)
                .show(ui, |ui| self.save_panel(ui, side));
        }
        // Before the picture, which must know what lies over it.
        if self.figures {
            figures::show(ui, side, viewing, ui.available_rect_before_wrap());
        }
        CentralPanel::no_frame()
            .frame(Frame::new().fill(palette.raised))
            .show(ui, |ui| {
                let response = self.show_picture(ui, controls);
                if to_tool_bar {
                    response.surrender_focus();
                }
                commands.extend(self.hands.work(
                    ui,
                    &response,
                    self.picture.size(),
                    controls && !to_tool_bar && !to_figures,
                ));
            });
        keep_zoom_keys(ui, controls);
        for command in commands {
            side.send(command);
        }
    }

    /// Something else is in the picture's place.
    pub(super) fn hide(&mut self) {
        self.picture.hide();
    }

    /// The session is over or another screen covers the viewer: nothing stays pressed.
    pub(super) fn leave(&mut self, ctx: &Context, side: &mut ExpertSide) {
        ctx.options_mut(|options| options.zoom_with_keyboard = true);
        self.picture.hide();
        if let Some(command) = self.hands.let_go() {
            side.send(command);
        }
    }

    fn show_picture(&mut self, ui: &mut Ui, controls: bool) -> Response {
        let (width, height) = self.picture.size();
        let pixels = vec2(f32::from(width.max(1)), f32::from(height.max(1)));
        let points = ui.ctx().pixels_per_point();
        let room = ui.available_size() * points;
        let scale = if self.actual_size {
            1.0
        } else {
            (room.x / pixels.x).min(room.y / pixels.y).max(0.0)
        };
        // Never a pixel more than there is room for, and no pixel less for the sake of a rounding error.
        let wanted = (pixels * scale + Vec2::splat(0.01)).floor() / points;
        // While the wheel is the novice's it does not move the picture here.
        let source = if controls {
            ScrollSource::SCROLL_BAR
        } else {
            ScrollSource::default()
        };
        let shown = ScrollArea::both()
            .auto_shrink(false)
            .scroll_source(source)
            .show(ui, |ui| {
                let room = ui.available_size().max(wanted);
                let (area, _) = ui.allocate_exact_size(room, egui::Sense::hover());
                // On whole pixels: between them even a picture of actual size would be blurred.
                let corner = area.center() - wanted / 2.0;
                let corner = ((corner.to_vec2() * points).floor() / points).to_pos2();
                let rect = Rect::from_min_size(corner, wanted);
                let response = ui.interact(rect, Id::unique(PICTURE), egui::Sense::click_and_drag());
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, t!("viewer-picture")));
                self.picture.paint(ui, rect);
                response
            });
        self.picture.place(ui.ctx(), shown.inner.rect, shown.inner_rect);
        shown.inner
    }

    fn tools(
        &mut self,
        ui: &mut Ui,
        side: &ExpertSide,
        viewing: &Viewing,
        whole_window: bool,
        commands: &mut Vec<Command>,
    ) -> Response {
        let first = match viewing.control {
            Control::Held => {
                let button = parts::bar_button(ui, Weight::Plain, Action::ViewerGiveBack);
                if button.clicked() {
                    commands.extend(self.hands.let_go());
                    commands.push(Command::ReleaseControl);
                }
                button
            }
            Control::Requested(_) => {
                let button = parts::bar_button(ui, Weight::Plain, Action::ViewerWithdraw);
                if button.clicked() {
                    commands.push(Command::ReleaseControl);
                }
                button
            }
            Control::None | Control::Refused | Control::Ended => {
                let button = parts::bar_button(ui, Weight::Plain, Action::ViewerRequest);
                if button.clicked() {
                    commands.push(Command::RequestControl);
                }
                button
            }
        };
        let size = if self.actual_size {
            Action::ViewerFit
        } else {
            Action::ViewerActualSize
        };
        if parts::bar_button(ui, Weight::Plain, size).clicked() {
            self.actual_size = !self.actual_size;
        }
        self.keys(ui, side.controls(), commands);
        if parts::bar_button(ui, Weight::Plain, Action::ViewerSave).clicked() {
            let name = t!("viewer-file-name");
            self.saved = None;
            self.saving = Some(Saving::start(&self.errands, name.clone(), move |dialogs, _| {
                dialogs.save_picture(&name)
            }));
        }
        if whole_window {
            let text = if self.full_screen {
                Action::ViewerWindow
            } else {
                Action::ViewerFullScreen
            };
            if parts::bar_button(ui, Weight::Plain, text).clicked() {
                self.full_screen = !self.full_screen;
                ui.ctx()
                    .send_viewport_cmd(ViewportCommand::Fullscreen(self.full_screen));
            }
        }
        if parts::bar_button(ui, Weight::Plain, Action::ViewerFigures).clicked() {
            self.figures = !self.figures;
        }
        if parts::bar_button(ui, Weight::Stop, Action::ViewerEnd).clicked() {
            commands.extend(self.hands.let_go());
            commands.push(Command::End);
        }
        first
    }

    /// Keys that this computer keeps for itself, and how typing is sent.
    fn keys(&mut self, ui: &mut Ui, controls: bool, commands: &mut Vec<Command>) {
        use keyboard::{ALT, CONTROL, DELETE, ESCAPE, F4, PRINT, TAB, WINDOWS};
        let button = parts::bar_button(ui, Weight::Plain, Action::ViewerKeys);
        // Framed like all other buttons: the style of menus hides the box of the choice.
        let menu = Popup::menu(&button)
            .style(StyleModifier::default())
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        menu.show(|ui| {
            ui.set_max_width(tokens::NARROW);
            let chords: [(Action<'_>, &[keyboard::Place]); 7] = [
                (Action::KeysCtrlAltDel, &[CONTROL, ALT, DELETE]),
                (Action::KeysEscape, &[ESCAPE]),
                (Action::KeysWindows, &[WINDOWS]),
                (Action::KeysAltTab, &[ALT, TAB]),
                (Action::KeysAltF4, &[ALT, F4]),
                (Action::KeysCtrlEscape, &[CONTROL, ESCAPE]),
                (Action::KeysPrint, &[PRINT]),
            ];
            for (text, places) in chords {
                if parts::button_if(ui, controls, Weight::Plain, text).clicked() {
                    commands.extend(keyboard::chord(places).into_iter().map(Command::Input));
                }
            }
            let choice = ui.checkbox(self.hands.physical_keys(), t!("keys-physical"));
            parts::focus_ring(ui, choice);
            // Menus stretch their texts from edge to edge.
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                parts::small(ui, t!("keys-physical-explained"));
                parts::small(ui, t!("keys-tool-bar"));
                parts::small(ui, t!("keys-figures"));
            });
        });
    }

    fn notes(&mut self, ui: &mut Ui) {
        if let Some(writing) = &self.writing {
            parts::slow(ui, writing);
        }
        match &self.saved {
            Some(Ok(path)) => {
                parts::status(ui, t!("viewer-saved", path = path.display().to_string()));
            }
            Some(Err(problem)) => {
                parts::status(ui, problem.to_string());
            }
            None => {}
        }
    }

    fn save_panel(&mut self, ui: &mut Ui, side: &ExpertSide) {
        let Some(saving) = &mut self.saving else { return };
        let mut chosen = saving.chosen();
        parts::field(ui, &t!("viewer-save-path"), &mut saving.path);
        let mut close = false;
        parts::row(ui, |ui| {
            if parts::bar_button(ui, Weight::Primary, Action::ViewerSaveHere).clicked()
                && self.writing.is_none()
                && !saving.path.trim().is_empty()
            {
                chosen = Some(PathBuf::from(saving.path.trim()));
            }
            close = parts::bar_button(ui, Weight::Plain, Action::InvitationSaveClose).clicked();
        });
        if let Some(path) = chosen {
            let canvas = side.canvas.clone();
            self.writing = Some(self.errands.beside(move |_| match picture::save(&canvas, &path) {
                Ok(()) => Ok(path),
                Err(error) => Err(words::file(&path, &std::io::Error::other(error))),
            }));
            close = true;
        }
        if close {
            self.saving = None;
        }
    }
}

/// Ctrl with plus, minus or zero changes the size of this window's text, except while these keys are the novice's.
fn keep_zoom_keys(ui: &Ui, controls: bool) {
    let ours = !controls || ui.memory(|memory| memory.focused()) != Some(Id::unique(PICTURE));
    ui.ctx().options_mut(|options| options.zoom_with_keyboard = ours);
}

fn status(ui: &mut Ui, side: &ExpertSide, viewing: &Viewing, name: &str, now: Instant) {
    let palette = parts::palette(ui);
    let refused = side.input_refused.map(|refused| now.saturating_duration_since(refused));
    let refused = refused.filter(|since| *since < REFUSAL_SHOWN && viewing.control == Control::Held);
    if refused.is_some() {
        ui.ctx().request_repaint_after(REFUSAL_SHOWN);
    }
    let (icon, colour, text) = match viewing.control {
        _ if viewing.paused == Some(PauseReason::BarHidden) => {
            (Icon::Pause, palette.paused, t!("viewer-paused-hidden"))
        }
        _ if viewing.paused.is_some() => (Icon::Pause, palette.paused, t!("viewer-paused")),
        Control::Held if refused.is_some() => (Icon::Hand, palette.controlling, t!("viewer-input-refused")),
        Control::Held => (Icon::Hand, palette.controlling, t!("viewer-controlling")),
        Control::Requested(since) => {
            ui.ctx().request_repaint_after(Duration::from_secs(1));
            let asked = words::timer(now.saturating_duration_since(since));
            (Icon::Eye, palette.seeing, t!("viewer-requested", asked = asked))
        }
        Control::Refused => (Icon::Eye, palette.seeing, t!("viewer-refused")),
        Control::Ended => (Icon::Eye, palette.seeing, t!("viewer-control-ended")),
        Control::None => (Icon::Eye, palette.seeing, t!("viewer-seeing")),
    };
    icons::show(ui, icon, tokens::ICON, colour);
    parts::status(ui, text);
    if let Some(protection) = side.protection {
        let weak = protection == Protection::Rc4Only;
        let (lock, colour) = if weak {
            (Icon::OpenLock, palette.stop)
        } else {
            (Icon::Lock, palette.quiet)
        };
        icons::show(ui, lock, tokens::ICON, colour);
        parts::quiet(ui, words::protection(protection)).on_hover_text(words::protection_in_full(protection));
    }
    figures::status(ui, &side.figures);
    let (width, height) = (viewing.width.to_string(), viewing.height.to_string());
    let address = side.address.map(|address| address.ip().to_string()).unwrap_or_default();
    parts::quiet(
        ui,
        t!(
            "viewer-who",
            name = name,
            address = address,
            width = width,
            height = height
        ),
    );
}
