//! The expert's viewer: the novice's screen, a tool bar over it and a status line under it.

mod chords;
mod kept;
mod menu;
mod screens;
mod sheet;
mod status;
mod tools;
mod zoom;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::scroll_area::ScrollSource;
use egui::{
    Area, CentralPanel, ColorImage, Context, Frame, Id, Order, Panel, Popup, Rect, Response, ScrollArea, Ui, Vec2,
    ViewportCommand, vec2,
};

use self::chords::{CHORDS, control_action};
use self::sheet::Sheet;
use self::status::{paused_sign, status, system_sign};
use self::tools::{Around, Tools};
use self::zoom::Zoom;
use super::actions::{Action, Now};
use super::all_keys::AllKeys;
use super::expert_side::{ControlShown, ExpertSide, HelpPhase, Viewing};
use super::files::Saving;
use super::hands::Hands;
use super::job::{self, Errands, Job};
use super::keyboard;
use super::parts;
use super::picture::{self, ShownPicture};
use super::{figures, focus, tokens, words};
use crate::session::expert::Command;
use crate::session::novice::Problem;
use crate::t;
use crate::vocabulary;

/// What of the viewer is the window's own.
pub(super) struct Viewer {
    errands: Errands,
    picture: ShownPicture,
    hands: Hands,
    all_keys: AllKeys,
    tools: Tools,
    /// The place of the picture that was in the middle of its room then, in shares of the picture; where it gets
    /// another size, it stays there.
    centre: Vec2,
    recentre: bool,
    full_screen: bool,
    /// In full screen the tools and the status are in sight until then.
    bars_until: Option<Instant>,
    figures: bool,
    sheet: Sheet,
    saving: Option<Saving>,
    /// That has just begun.
    asks_place: bool,
    writing: Option<Job<Result<PathBuf, Problem>>>,
    copying: Option<Job<ColorImage>>,
    /// Another window is being opened.
    another: Option<Job<std::io::Result<()>>>,
    /// A menu of the tools was open in the last frame.
    menu_open: bool,
    /// It has the keyboard in the picture's stead.
    lent: bool,
    /// The picture gets it back with this frame.
    gives_back: bool,
    /// The sheet of shortcuts was there in the last frame.
    listed: bool,
    /// The picture has had the keyboard.
    keyed: bool,
    /// What became of the last picture that was saved or copied, and until when that is said; what failed is said until
    /// the person closes it.
    kept: Option<(Kept, Option<Instant>)>,
}

/// What became of a picture that was saved or copied.
enum Kept {
    Saved(PathBuf),
    Copied,
    Failed(Problem),
}

/// The name of the picture among the window's parts.
pub(super) const PICTURE: &str = "the novice's screen";

/// How long the tools stay over the picture in full screen after they were wanted last.
const BARS_LINGER: Duration = Duration::from_secs(2);

/// How long it is said that a picture was kept.
const NOTE_SHOWN: Duration = Duration::from_secs(10);

impl Viewer {
    pub(super) fn new(errands: &Errands) -> Self {
        Self {
            errands: errands.clone(),
            picture: ShownPicture::default(),
            hands: Hands::default(),
            all_keys: AllKeys::default(),
            tools: Tools::default(),
            centre: Vec2::splat(0.5),
            recentre: false,
            full_screen: false,
            bars_until: None,
            figures: false,
            sheet: Sheet::Closed,
            saving: None,
            asks_place: false,
            writing: None,
            copying: None,
            another: None,
            menu_open: false,
            lent: false,
            gives_back: false,
            listed: false,
            keyed: false,
            kept: None,
        }
    }

    /// Shows the session while its picture is there. `whole_window`: it may go full screen.
    pub(super) fn show(&mut self, ui: &mut Ui, side: &mut ExpertSide, name: &str, now: Instant, whole_window: bool) {
        self.picture.update(ui.ctx(), &side.canvas);
        focus::no_page(ui.ctx());
        let controls = side.controls();
        let HelpPhase::Viewing(viewing) = &side.phase else {
            return;
        };
        self.take_in(ui.ctx(), now);
        let mut commands = Vec::new();
        if viewing.control != ControlShown::Held {
            self.all_keys.want(false);
        }
        let possible = self.possible(ui.ctx(), viewing, whole_window);
        let shortcuts = sheet::SHORTCUTS.map(|action| match action {
            Action::ViewerRequest => control_action(viewing.control),
            Action::ViewerAllKeys => self.keys_action(),
            action => action,
        });
        // Where they do nothing here, these keys are the other computer's, too.
        let ours = |action: &Action<'_>| possible.all_keys || *action != Action::ViewerAllKeys;
        let pressed = shortcuts
            .into_iter()
            .filter(ours)
            .find(|action| action.is_pressed(ui, possible));
        let mut done: Vec<Action<'_>> = pressed.into_iter().collect();
        let to_tool_bar = pressed == Some(Action::ViewerToolBar);
        let around = Around {
            viewing,
            possible,
            full_screen: self.full_screen,
            keys_action: self.keys_action(),
        };
        let had_keyboard = ui.memory(|memory| memory.has_focus(Id::unique(PICTURE)));
        if self.full_screen && whole_window {
            self.sliding_bars(ui, now, to_tool_bar, |viewer, ui| {
                let first = viewer.tools.show(ui, around, &mut viewer.hands, &mut done);
                status(ui, side, viewing, viewer.all_keys.are_here(ui.ctx()), name, now);
                first
            });
        } else {
            let frame = Frame::new()
                .fill(parts::palette(ui).surface)
                .inner_margin(tokens::STRIP_MARGIN);
            Panel::top("tools").frame(frame).show(ui, |ui| {
                let first = self.tools.show(ui, around, &mut self.hands, &mut done);
                if to_tool_bar {
                    first.request_focus();
                }
            });
            // Whatever it says: what moves the picture moves what is pointed at.
            let line = Panel::bottom("status").frame(frame).exact_size(tokens::STATUS_HEIGHT);
            line.show(ui, |ui| {
                status(ui, side, viewing, self.all_keys.are_here(ui.ctx()), name, now)
            });
        }
        let asks_place = self.saving.is_some();
        for action in done {
            self.act(ui.ctx(), action, side, now, &mut commands);
        }
        let menu = self.lend_keyboard(had_keyboard);
        // Before the picture, which must know what lies over it.
        let room = ui.available_rect_before_wrap();
        if asks_place {
            self.save_panel(ui, side, room);
        } else {
            self.note(ui, room, now);
        }
        let back = self.show_over(ui, side, viewing, room, now) | self.gives_back;
        let frame = Frame::new().fill(parts::palette(ui).raised);
        // A whole screen has no edge to spare: there the keyboard is the picture's while no tools lie over it.
        let edge = if self.full_screen {
            egui::Margin::ZERO
        } else {
            tokens::PICTURE_EDGE
        };
        CentralPanel::no_frame().frame(frame.inner_margin(edge)).show(ui, |ui| {
            let part = self.part(viewing);
            let response = self.show_picture(ui, part, controls);
            if (!std::mem::replace(&mut self.keyed, true) || back) && !focus::is_beside(ui.ctx()) {
                response.request_focus();
            }
            if response.has_focus() {
                focus::edge(ui, room);
            }
            if to_tool_bar {
                response.surrender_focus();
            }
            // The keys of this window are the novice's no more than the buttons are.
            let theirs = controls && pressed.is_none() && !menu;
            commands.extend(self.hands.work(ui, &response, part, theirs));
            let alone = response.has_focus() && controls && !menu;
            self.all_keys.take(alone);
        });
        keep_zoom_keys(ui, controls);
        for command in commands {
            side.send(command);
        }
    }

    /// A menu that is opened over the picture takes the keyboard from it, and gives it back when it closes. Returns
    /// whether one is open, or closes with this frame: what is pressed then is for the menu alone.
    fn lend_keyboard(&mut self, had_keyboard: bool) -> bool {
        let open = std::mem::take(&mut self.tools.menu_shown);
        let was_open = std::mem::replace(&mut self.menu_open, open);
        self.lent |= open && !was_open && had_keyboard;
        self.gives_back = !open && std::mem::take(&mut self.lent) && self.sheet == Sheet::Closed;
        self.lent &= open;
        open || was_open
    }

    /// Shows what lies over the picture; true when the sheet of shortcuts closes, and the keyboard is the picture's again.
    fn show_over(&mut self, ui: &Ui, side: &ExpertSide, viewing: &Viewing, room: Rect, now: Instant) -> bool {
        if self.figures {
            figures::show(ui, side, viewing, room);
        }
        if let Some(paused) = viewing.paused {
            paused_sign(ui, paused, room, now);
        } else if viewing.system_asks {
            system_sign(ui, room);
        }
        let opening = self.sheet == Sheet::Opening;
        if self.sheet != Sheet::Closed {
            let closed = sheet::show(ui, room, opening, self.all_keys.are_possible(ui.ctx()));
            self.sheet = if closed { Sheet::Closed } else { Sheet::Open };
        }
        let shown = self.sheet != Sheet::Closed;
        std::mem::replace(&mut self.listed, shown) && !shown
    }

    /// Takes in what was done on other threads.
    fn take_in(&mut self, ctx: &Context, now: Instant) {
        let until = Some(now + NOTE_SHOWN);
        if let Some(written) = job::take(&mut self.writing) {
            self.kept = Some(match written {
                Ok(path) => (Kept::Saved(path), until),
                Err(problem) => (Kept::Failed(problem), None),
            });
        }
        if let Some(image) = job::take(&mut self.copying) {
            ctx.copy_image(image);
            self.kept = Some((Kept::Copied, until));
        }
        if let Some(Err(error)) = job::take(&mut self.another) {
            self.kept = Some((Kept::Failed(words::no_window(&error)), None));
        }
    }

    /// In full screen the tools lie over the picture for as long as they are wanted: at first, by the keys that lead to
    /// them, and while the pointer is at the upper edge.
    fn sliding_bars(
        &mut self,
        ui: &mut Ui,
        now: Instant,
        to_tool_bar: bool,
        show: impl FnOnce(&mut Self, &mut Ui) -> Response,
    ) {
        let (ctx, room) = (ui.ctx().clone(), ui.max_rect());
        let id = Id::unique("sliding bars");
        let lies = ctx
            .memory(|memory| memory.area_rect(id))
            .filter(|_| self.bars_until.is_some());
        let pointer = ctx.input(|input| input.pointer.latest_pos());
        let at_edge =
            pointer.is_some_and(|at| at.y <= room.top() + tokens::EDGE || lies.is_some_and(|area| area.contains(at)));
        let keyboard = ctx.memory(|memory| memory.focused());
        let by_keys = lies.is_some() && keyboard.is_some_and(|id| id != Id::unique(PICTURE));
        if at_edge || by_keys || to_tool_bar || Popup::is_any_open(&ctx) {
            self.bars_until = Some(now + BARS_LINGER);
        }
        let Some(until) = self.bars_until else { return };
        if now >= until {
            self.bars_until = None;
            return;
        }
        ctx.request_repaint_after(until - now);
        let palette = parts::palette(ui);
        let shown = Area::new(id)
            .order(Order::Foreground)
            .fixed_pos(room.left_top())
            .constrain_to(room);
        shown.show(&ctx, |ui| {
            let frame = Frame::new()
                .fill(palette.surface)
                .stroke(tokens::edge(palette.line))
                .inner_margin(tokens::STRIP_MARGIN);
            frame.show(ui, |ui| {
                ui.set_width(room.width() - frame.total_margin().sum().x);
                let first = show(self, ui);
                if to_tool_bar {
                    first.request_focus();
                }
            });
        });
    }

    /// What decides what can be done now.
    fn possible(&mut self, ctx: &Context, viewing: &Viewing, alone: bool) -> Now {
        Now {
            ready: viewing.paused.is_none(),
            idle: self.saving.is_none(),
            controls: viewing.control == ControlShown::Held && viewing.paused.is_none(),
            alone,
            screens: viewing.monitors.len() > 1,
            all_keys: self.all_keys.are_possible(ctx),
        }
    }

    /// What becomes of the keys that this desktop keeps for itself.
    fn keys_action(&self) -> Action<'static> {
        if self.all_keys.are_wanted() {
            Action::ViewerOwnKeys
        } else {
            Action::ViewerAllKeys
        }
    }

    /// What of the picture is shown.
    fn part(&self, viewing: &Viewing) -> vocabulary::Rect {
        let (width, height) = self.picture.size();
        let whole = vocabulary::Rect::new(0, 0, width.max(1), height.max(1));
        let chosen = self.tools.screens.area(&viewing.monitors);
        chosen.filter(|area| whole.contains(area)).unwrap_or(whole)
    }

    /// What a button or its keys do.
    fn act(&mut self, ctx: &Context, action: Action<'_>, side: &ExpertSide, now: Instant, commands: &mut Vec<Command>) {
        let (zoom, part) = (self.tools.zoom, self.chosen(side));
        match action {
            Action::ViewerAllScreens | Action::ViewerScreen { .. } | Action::ViewerNextScreen => {
                self.tools.screens.choose(action, side.monitors());
                self.centre = Vec2::splat(0.5);
                self.recentre = true;
            }
            Action::ViewerGiveBack => {
                commands.extend(self.hands.let_go());
                commands.push(Command::ReleaseControl);
            }
            Action::ViewerWithdraw => commands.push(Command::ReleaseControl),
            Action::ViewerRequest => commands.push(Command::RequestControl),
            Action::ViewerFit => self.tools.zoom = Zoom::Fit,
            Action::ViewerActualSize => self.tools.zoom = Zoom::Percent(zoom::ACTUAL),
            Action::ViewerLarger => self.tools.zoom = Zoom::larger(self.tools.scale),
            Action::ViewerSmaller => self.tools.zoom = Zoom::smaller(self.tools.scale),
            Action::ViewerZoom(percent) => self.tools.zoom = Zoom::Percent(percent),
            Action::ViewerSave => {
                let name = t!("viewer-file-name");
                self.kept = None;
                self.asks_place = true;
                self.saving = Some(Saving::start(&self.errands, name.clone(), move |dialogs, _| {
                    dialogs.save_picture(&name)
                }));
            }
            Action::ViewerCopy => {
                let canvas = side.canvas.clone();
                self.kept = None;
                self.copying = Some(self.errands.beside(move |_| picture::copied(&canvas, part)));
            }
            Action::ViewerFullScreen | Action::ViewerWindow => {
                self.full_screen = !self.full_screen;
                self.bars_until = Some(now + BARS_LINGER);
                ctx.memory_mut(|memory| memory.stop_text_input());
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(self.full_screen));
            }
            Action::ViewerAllKeys => self.all_keys.want(true),
            Action::ViewerOwnKeys => self.all_keys.want(false),
            Action::ViewerFigures => self.figures = !self.figures,
            Action::ViewerShortcuts => self.sheet.toggle(),
            Action::ViewerAnother => {
                self.another = Some(self.errands.beside(|services| services.sessions.elsewhere(None)));
            }
            Action::ViewerToolBar => commands.extend(self.hands.let_go()),
            Action::ViewerEnd => {
                commands.extend(self.hands.let_go());
                commands.push(Command::End);
            }
            action => {
                if let Some((_, places)) = CHORDS.iter().find(|(one, _)| *one == action) {
                    commands.extend(keyboard::chord(places).into_iter().map(Command::Input));
                }
            }
        }
        self.recentre |= self.tools.zoom != zoom;
    }

    /// Something else is in the picture's place.
    pub(super) fn hide(&mut self) {
        self.picture.hide();
        self.all_keys.take(false);
    }

    /// The session is over or another screen covers the viewer: nothing stays pressed.
    pub(super) fn leave(&mut self, ctx: &Context, side: &mut ExpertSide) {
        ctx.options_mut(|options| options.zoom_with_keyboard = true);
        self.hide();
        self.keyed = false;
        if let Some(command) = self.hands.let_go() {
            side.send(command);
        }
    }

    /// The one of the novice's monitors that is shown.
    fn chosen(&self, side: &ExpertSide) -> Option<vocabulary::Rect> {
        self.tools.screens.area(side.monitors())
    }

    /// Shows this part of the picture, as large as the zoom says.
    fn show_picture(&mut self, ui: &mut Ui, part: vocabulary::Rect, controls: bool) -> Response {
        let pixels = vec2(f32::from(part.width), f32::from(part.height));
        let points = ui.ctx().pixels_per_point();
        let room = ui.available_size() * points;
        // While the wheel is the novice's it neither moves nor zooms the picture here.
        let pinched = ui.input(|input| input.zoom_delta());
        if !controls && pinched != 1.0 && ui.rect_contains_pointer(ui.available_rect_before_wrap()) {
            self.tools.zoom = Zoom::times(self.tools.scale, pinched);
            self.recentre = true;
        }
        self.tools.scale = self.tools.zoom.scale((room / pixels).min_elem());
        // Never a pixel more than there is room for, and no pixel less for the sake of a rounding error.
        let wanted = (pixels * self.tools.scale + Vec2::splat(0.01)).floor() / points;
        let source = if controls {
            ScrollSource::SCROLL_BAR
        } else {
            ScrollSource::default()
        };
        let mut scrolled = ScrollArea::both().auto_shrink(false).scroll_source(source);
        if std::mem::take(&mut self.recentre) {
            let corner = self.centre * wanted - ui.available_size() / 2.0;
            scrolled = scrolled.scroll_offset(corner.max(Vec2::ZERO));
        }
        let shown = scrolled.show(ui, |ui| {
            let room = ui.available_size().max(wanted);
            let (area, _) = ui.allocate_exact_size(room, egui::Sense::hover());
            // On whole pixels: between them even a picture of actual size would be blurred.
            let corner = area.center() - wanted / 2.0;
            let corner = ((corner.to_vec2() * points).floor() / points).to_pos2();
            let rect = Rect::from_min_size(corner, wanted);
            let response = ui.interact(rect, Id::unique(PICTURE), egui::Sense::click_and_drag());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, t!("viewer-picture")));
            let out = Action::ViewerToolBar;
            let out = t!(
                "reader-about",
                what = out.text(),
                about = out.keys().unwrap_or_default()
            );
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_description(out));
            self.picture.paint(ui, around(rect, part, self.picture.size()), rect);
            response
        });
        let rect = shown.inner.rect;
        let visible = shown.inner_rect.intersect(rect);
        self.centre = ((shown.inner_rect.center() - rect.min) / rect.size()).clamp(Vec2::ZERO, Vec2::splat(1.0));
        self.picture
            .place(ui.ctx(), around(rect, part, self.picture.size()), visible);
        shown.inner
    }
}

/// Where the whole picture of this size is, so that a part of it fills `rect`.
fn around(rect: Rect, part: vocabulary::Rect, (width, height): (u16, u16)) -> Rect {
    let scale = rect.size() / vec2(f32::from(part.width), f32::from(part.height));
    let corner = vec2(f32::from(part.left), f32::from(part.top)) * scale;
    Rect::from_min_size(rect.min - corner, vec2(f32::from(width), f32::from(height)) * scale)
}

/// Ctrl with plus, minus or zero changes the size of this window's text, except while these keys are the novice's.
fn keep_zoom_keys(ui: &Ui, controls: bool) {
    let ours = !controls || ui.memory(|memory| memory.focused()) != Some(Id::unique(PICTURE));
    ui.ctx().options_mut(|options| options.zoom_with_keyboard = ours);
}
