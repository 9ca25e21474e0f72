//! Keeps in sight what shows or asks about a right: the bar and the questions.
//!
//! On X11 a thread with a connection of its own does so ([`x11`]): whatever the window manager, another program or the
//! helper does to the window is put right, also while the rest of the program is busy. On Wayland, where the compositor
//! lets programs put something above all windows, a thread shows the bar there, beside the window ([`layer`]). Elsewhere
//! the window asks its desktop again whenever it finds itself hidden. Where nothing helps, what the bar would show must
//! not go on: [`Unseen`].

#[cfg(target_os = "linux")]
mod hold;
mod kept;
#[cfg(target_os = "linux")]
mod layer;
#[cfg(target_os = "linux")]
mod place;
#[cfg(target_os = "linux")]
mod x11;

#[cfg(target_os = "linux")]
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Color32, Context, Vec2, ViewportCommand, WindowLevel};

#[cfg(target_os = "linux")]
use self::hold::{Hold, SharedBorder};
pub(super) use self::kept::{KeptInSight, Unseen};
#[cfg(target_os = "linux")]
use self::layer::{BarLook, LayerKeeper, ShownBar, ShownBorder};
#[cfg(target_os = "linux")]
use super::bar_state::BarReach;
use super::bar_state::BarState;
#[cfg(target_os = "linux")]
use super::pane::Host;
use super::tokens;
#[cfg(target_os = "linux")]
use super::tray::{Chosen, Tray, TrayKind};
use crate::desk::Call;
#[cfg(target_os = "linux")]
use crate::desk::{Crier, NoticeKeeper, Shared};
use crate::session::novice::Commands;
#[cfg(target_os = "linux")]
use crate::session::novice::Stop;
use crate::vocabulary::PicturePlace;

/// While it must be seen, the window is drawn this often, whatever the desktop says of it.
const DRAWN: Duration = Duration::from_millis(250);
/// How long the bar may be hidden where the desktop is asked to show it again.
const BEARABLE: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(super) struct Sight {
    #[cfg(target_os = "linux")]
    keeper: Option<x11::SightKeeper>,
    /// Shows the bar above all windows. `None` inside: that cannot be.
    #[cfg(target_os = "linux")]
    layer: Option<Option<LayerKeeper>>,
    #[cfg(target_os = "linux")]
    crier: Option<Crier>,
    /// Says what goes on where nothing can stand above all windows.
    #[cfg(target_os = "linux")]
    notices: Option<NoticeKeeper>,
    #[cfg(target_os = "linux")]
    noticed: Option<Shared>,
    /// In the desktop's tray, while something is shared.
    #[cfg(target_os = "linux")]
    tray: Option<Tray>,
    /// Another one is in the tray already.
    #[cfg(target_os = "linux")]
    has_sign: bool,
    hidden_since: Option<Instant>,
    /// What the person was called for last.
    called: Option<(&'static str, u64)>,
    /// Nothing sounds.
    silent: bool,
    /// There is a desktop that shows notifications.
    notifies: bool,
}

impl Sight {
    /// Sees to it that this is in sight from now on. True where a thread does: then place, size and level are its
    /// business. `shared`: what the helper sees meanwhile, and in which colour that is said. `callable`: the person may
    /// call the keyboard here.
    pub(super) fn keep(
        &mut self,
        ctx: &Context,
        (what, size): (KeptInSight, Vec2),
        unseen: &Unseen,
        shared: Option<(&PicturePlace, Color32)>,
        callable: bool,
    ) -> bool {
        // Painted even if the desktop says that the window is hidden: that may be wrong, and its buttons must work.
        ctx.send_viewport_cmd(ViewportCommand::RequestPaintWhileHidden);
        ctx.request_repaint_after(DRAWN);
        #[cfg(target_os = "linux")]
        {
            if self.keeper.is_none()
                && let Some(host) = Host::of(ctx)
            {
                self.keeper = Some(x11::SightKeeper::start(host.0, ctx.clone()));
            }
            if let Some(keeper) = self.keeper.as_mut().filter(|keeper| !keeper.is_broken()) {
                let pixels = size * ctx.pixels_per_point();
                keeper.hold(Hold {
                    what,
                    size: (pixels.x.ceil() as u16, pixels.y.ceil() as u16),
                    unseen: Arc::clone(unseen),
                    callable,
                    frame: shared.map(|(place, colour)| SharedBorder {
                        area: place::WindowRect::of(place),
                        width: (tokens::BORDER * ctx.pixels_per_point()).round() as i32,
                        colour: [colour.r(), colour.g(), colour.b()],
                    }),
                });
                return true;
            }
        }
        #[cfg(not(target_os = "linux"))]
        let _ = (what, size, unseen, shared, callable);
        false
    }

    /// Shows this bar above all windows from now on, or none, where the window itself cannot be brought there but the
    /// desktop has a place for it; with a border around what is `shared`.
    pub(super) fn show_above(
        &mut self,
        ctx: &Context,
        bar: Option<(BarState, &Commands, &Unseen)>,
        shared: Option<(&PicturePlace, Color32)>,
    ) {
        #[cfg(target_os = "linux")]
        {
            if bar.is_some() && self.layer.is_none() && Host::is_on_wayland(ctx) {
                self.layer = Some(LayerKeeper::start(ctx.clone()));
            }
            self.say_elsewhere(ctx, bar.as_ref());
            if let Some(Some(layer)) = &self.layer {
                layer.show(bar.map(|(state, commands, unseen)| ShownBar {
                    state,
                    look: BarLook::of(ctx),
                    commands: commands.clone(),
                    unseen: Arc::clone(unseen),
                    border: shared.map(|(place, colour)| ShownBorder {
                        place: place.clone(),
                        colour,
                    }),
                }));
            }
        }
        #[cfg(not(target_os = "linux"))]
        let _ = (ctx, bar, shared);
    }

    /// Has the desktop's own signs say what goes on, where it can be ended too: the one in its tray and, where the bar can
    /// be covered, a notification.
    #[cfg(target_os = "linux")]
    fn say_elsewhere(&mut self, ctx: &Context, bar: Option<&(BarState, &Commands, &Unseen)>) {
        let shared = |state: &BarState| match state.reach {
            BarReach::ViewAsked(_) | BarReach::Opening => None,
            BarReach::Seeing(_) | BarReach::ControlAsked(_) | BarReach::DesktopAsksControl => Some(Shared::Seen),
            BarReach::Controlling => Some(Shared::Controlled),
            BarReach::Paused(_) => Some(Shared::Paused),
        };
        let news = bar.and_then(|(state, commands, _)| Some((shared(state)?, commands.stop())));
        let noticed = news.as_ref().map(|(shared, _)| *shared);
        if !self.notifies || noticed == self.noticed {
            return;
        }
        self.noticed = noticed;
        match &news {
            Some((shared, stop)) if !self.has_sign => {
                let tray = self.tray.get_or_insert_with(|| session_tray(ctx, stop));
                tray.change(Some(*shared));
            }
            _ => self.tray = None,
        }
        let has_no_place = |layer: &Option<LayerKeeper>| layer.as_ref().is_none_or(LayerKeeper::is_broken);
        if self.layer.as_ref().is_some_and(has_no_place) {
            self.notices.get_or_insert_with(NoticeKeeper::start).show(news);
        }
    }

    /// Once after the person pressed above all windows that they want to see the question, with what the desktop may ask
    /// for before it brings a window up, where it gave that.
    pub(super) fn question_is_wanted(&self) -> Option<Option<String>> {
        #[cfg(target_os = "linux")]
        return self.layer.as_ref()?.as_ref()?.question_is_wanted();
        #[cfg(not(target_os = "linux"))]
        None
    }

    /// Nothing needs to be in sight any more.
    pub(super) fn release(&mut self) {
        self.hidden_since = None;
        #[cfg(target_os = "linux")]
        if let Some(keeper) = &mut self.keeper {
            keeper.release();
        }
    }

    /// A thread keeps the window in sight.
    pub(super) fn keeps(&self) -> bool {
        #[cfg(target_os = "linux")]
        return self.keeper.as_ref().is_some_and(|keeper| keeper.holds());
        #[cfg(not(target_os = "linux"))]
        false
    }

    /// What must be seen is in sight, as far as is known: a thread that keeps it so found it so, or the desktop says no
    /// other.
    pub(super) fn sees(&self, ctx: &Context) -> bool {
        #[cfg(target_os = "linux")]
        if let Some(keeper) = self.keeper.as_ref().filter(|keeper| keeper.holds()) {
            return keeper.sees();
        }
        ctx.input(|input| input.viewport().visible()) != Some(false)
    }

    /// Moves the window with the pointer until its button is released.
    pub(super) fn drag(&self) {
        #[cfg(target_os = "linux")]
        if let Some(keeper) = &self.keeper {
            keeper.drag();
        }
    }

    /// Gives the window the keyboard.
    pub(super) fn focus(&self) {
        #[cfg(target_os = "linux")]
        if let Some(keeper) = &self.keeper {
            keeper.focus();
        }
    }

    /// True once after the person called the keyboard to the bar, which then has to be asked for ([`Sight::focus`]).
    pub(super) fn was_called(&self) -> bool {
        #[cfg(target_os = "linux")]
        return self.keeper.as_ref().is_some_and(|keeper| keeper.was_called());
        #[cfg(not(target_os = "linux"))]
        false
    }

    /// Gives the keyboard back to who had it.
    pub(super) fn yield_keyboard(&self) {
        #[cfg(target_os = "linux")]
        if let Some(keeper) = &self.keeper {
            keeper.yield_keyboard();
        }
    }

    /// Where no thread keeps it: asks the desktop for as long as it is hidden.
    pub(super) fn insist(&mut self, ctx: &Context, what: KeptInSight, unseen: &Unseen, now: Instant) {
        let shown = ctx.input(|input| input.viewport().visible());
        if shown != Some(false) {
            self.hidden_since = None;
            return;
        }
        ctx.send_viewport_cmd(ViewportCommand::Visible(true));
        ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
        ctx.send_viewport_cmd(ViewportCommand::WindowLevel(WindowLevel::AlwaysOnTop));
        let since = *self.hidden_since.get_or_insert(now);
        if what == KeptInSight::Bar && now.saturating_duration_since(since) >= BEARABLE {
            self.hidden_since = Some(now);
            unseen();
        }
    }

    /// Calls the person, once for each question: with the desktop's notification and, unless they want none, a sound.
    pub(super) fn call(&mut self, ctx: &Context, which: (&'static str, u64), call: impl FnOnce() -> Call) {
        if self.called.replace(which) == Some(which) {
            return;
        }
        let call = call();
        #[cfg(target_os = "linux")]
        if self.notifies {
            if let Some(keeper) = self.keeper.as_ref().filter(|_| !self.silent) {
                keeper.ring();
            }
            let crier = self.crier.get_or_insert_with(Crier::start);
            crier.call(call, self.silent);
            if Host::of(ctx).is_some() {
                return;
            }
        }
        #[cfg(not(target_os = "linux"))]
        tracing::debug!(title = call.title, notifies = self.notifies, "no notification here");
        ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(egui::UserAttentionType::Critical));
    }

    /// From now on the person is called with a sound or without one.
    pub(super) fn silence(&mut self, silent: bool) {
        self.silent = silent;
    }

    /// The program has its sign in the desktop's tray already.
    pub(super) fn has_sign(&mut self) {
        #[cfg(target_os = "linux")]
        {
            self.has_sign = true;
        }
    }

    /// From now on the person is called by the desktop's notifications, too.
    pub(super) fn notify(&mut self) {
        self.notifies = true;
    }

    /// Nothing is asked any more.
    pub(super) fn hush(&mut self) {
        if self.called.take().is_some() {
            #[cfg(target_os = "linux")]
            if let Some(crier) = &self.crier {
                crier.hush();
            }
        }
    }
}

/// A sign in the tray for what `stop` ends. What takes a right away does so here and now, on the sign's own thread.
#[cfg(target_os = "linux")]
fn session_tray(ctx: &Context, stop: &Stop) -> Tray {
    let (ctx, stop) = (ctx.clone(), stop.clone());
    Tray::show_if_any(TrayKind::Session, move |chosen| match chosen {
        Chosen::Pause => stop.pause(),
        Chosen::TakeBack => stop.take_back(),
        Chosen::StopSharing => stop.end(),
        // There is nothing else in this one's menu.
        Chosen::Window | Chosen::AskForHelp | Chosen::HelpSomeone | Chosen::Quit => {
            ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(ViewportCommand::Focus);
            ctx.request_repaint();
        }
    })
}

/// The room that there is for this size on the monitor.
pub(super) fn fitting(ctx: &Context, size: Vec2, decorated: bool) -> Vec2 {
    let frame = if decorated { tokens::FRAME } else { Vec2::ZERO };
    ctx.input(|input| input.viewport().monitor_size)
        .map_or(size, |monitor| size.min(monitor - frame))
}
