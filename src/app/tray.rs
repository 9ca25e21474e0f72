//! The sign in the desktop's tray while Lifeline waits in the background, and while the screen is shared: what goes on
//! with this computer is never hidden, and can be ended there too.
//!
//! On Linux a StatusNotifierItem with a menu, where a desktop shows such items. Elsewhere there is none, and whoever asks
//! for it shows a window instead.

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::desk::Shared;

/// A desktop that has not taken the sign by then shows none.
const TIMEOUT: Duration = Duration::from_secs(5);

/// What the sign stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrayKind {
    /// Lifeline waits in the background: its menu reaches what the window would.
    Background,
    /// The screen is shared: its menu only takes rights away, like the bar.
    Session,
}

/// What the person chose in the sign's menu, or by a click on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// To see what goes on.
    Window,
    AskForHelp,
    HelpSomeone,
    /// Only this way: what goes on again is resumed in sight of it, in the window.
    Pause,
    TakeBack,
    StopSharing,
    Quit,
}

/// What the sign's thread has not shown yet.
#[derive(Default)]
struct TrayNews {
    state: Option<Option<Shared>>,
    leave: bool,
}

/// The sign; it goes with this. A thread of its own talks to the bus: one that does not answer keeps nobody else
/// waiting.
pub struct Tray(Arc<(Mutex<TrayNews>, Condvar)>);

impl Tray {
    /// Shows it; `chosen` is called from a thread that nobody waits for. A session bus that does not answer keeps nobody
    /// waiting: it counts as a desktop without a tray.
    ///
    /// # Errors
    /// This desktop shows none.
    pub fn show(kind: TrayKind, chosen: impl Fn(Chosen) + Send + Sync + 'static) -> Result<Self, String> {
        let (tray, shows) = Self::begin(kind, chosen)?;
        shows.recv_timeout(TIMEOUT).map_err(|error| error.to_string())??;
        Ok(tray)
    }

    /// Shows it as soon as the bus takes it, if this desktop shows any.
    pub fn show_if_any(kind: TrayKind, chosen: impl Fn(Chosen) + Send + Sync + 'static) -> Self {
        Self::begin(kind, chosen).map_or_else(
            |error| {
                tracing::info!(error, "no sign in the tray");
                Self(Arc::default())
            },
            |(tray, _)| tray,
        )
    }

    /// What comes by the receiver: whether the desktop shows it.
    fn begin(
        kind: TrayKind,
        chosen: impl Fn(Chosen) + Send + Sync + 'static,
    ) -> Result<(Self, Receiver<Result<(), String>>), String> {
        let news = Arc::<(Mutex<TrayNews>, Condvar)>::default();
        let theirs = Arc::clone(&news);
        let (shown, shows) = std::sync::mpsc::sync_channel(1);
        let thread = std::thread::Builder::new().name("tray".to_owned());
        let serve = move || {
            let sign = match system::Sign::show(kind, chosen) {
                Ok(sign) => sign,
                Err(error) => {
                    tracing::info!(error, "the desktop shows no sign in the tray");
                    // Who does not wait for it has not to know it.
                    let _ = shown.send(Err(error));
                    return;
                }
            };
            let _ = shown.send(Ok(()));
            while let Some(state) = next(&theirs) {
                sign.change(state);
            }
            sign.remove();
        };
        thread.spawn(serve).map_err(|error| error.to_string())?;
        Ok((Self(news), shows))
    }

    /// The sign shows from now on that the screen is shared like this, or is not, as soon as the bus takes it.
    pub fn change(&self, state: Option<Shared>) {
        self.tell(|news| news.state = Some(state));
    }

    fn tell(&self, change: impl FnOnce(&mut TrayNews)) {
        change(&mut lock(&self.0.0));
        self.0.1.notify_one();
    }
}

impl Drop for Tray {
    fn drop(&mut self) {
        self.tell(|news| news.leave = true);
    }
}

fn lock(news: &Mutex<TrayNews>) -> MutexGuard<'_, TrayNews> {
    news.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The next state to show; `None` when the sign is to go.
fn next((news, told): &(Mutex<TrayNews>, Condvar)) -> Option<Option<Shared>> {
    let mut news = lock(news);
    loop {
        if news.leave {
            return None;
        }
        if let Some(state) = news.state.take() {
            return Some(state);
        }
        news = told.wait(news).unwrap_or_else(PoisonError::into_inner);
    }
}

#[cfg(target_os = "linux")]
mod system {
    use egui::{IconData, Vec2};
    use ksni::blocking::{Handle, TrayMethods as _};
    use ksni::menu::StandardItem;
    use ksni::{Category, Icon, MenuItem, ToolTip};

    use super::super::actions::Action;
    use super::super::{program_icon, tokens};
    use super::{Chosen, TrayKind};
    use crate::desk::Shared;
    use crate::t;

    struct TrayItem {
        kind: TrayKind,
        state: Option<Shared>,
        chosen: Box<dyn Fn(Chosen) + Send + Sync>,
    }

    impl ksni::Tray for TrayItem {
        fn id(&self) -> String {
            "lifeline".to_owned()
        }

        fn activate(&mut self, _x: i32, _y: i32) {
            (self.chosen)(Chosen::Window);
        }

        fn secondary_activate(&mut self, _x: i32, _y: i32) {
            (self.chosen)(Chosen::Window);
        }

        fn category(&self) -> Category {
            Category::Communications
        }

        fn title(&self) -> String {
            words(self.state)
        }

        fn icon_pixmap(&self) -> Vec<Icon> {
            let icon = icon(self.state);
            let side = |pixels| i32::try_from(pixels).unwrap_or_default();
            let mut data = icon.rgba;
            for pixel in data.chunks_exact_mut(4) {
                // The item has the highest byte first: alpha, red, green, blue.
                pixel.rotate_right(1);
            }
            vec![Icon {
                width: side(icon.width),
                height: side(icon.height),
                data,
            }]
        }

        fn tool_tip(&self) -> ToolTip {
            ToolTip {
                title: words(self.state),
                description: match self.kind {
                    TrayKind::Background => t!("tray-explained"),
                    TrayKind::Session => String::new(),
                },
                ..ToolTip::default()
            }
        }

        fn menu(&self) -> Vec<MenuItem<Self>> {
            let mut items = Vec::new();
            if self.kind == TrayKind::Background {
                items.extend([
                    item(Action::HomeAsk.text(), Chosen::AskForHelp),
                    item(Action::HomeHelp.text(), Chosen::HelpSomeone),
                    MenuItem::Separator,
                ]);
            }
            items.push(item(words(self.state), Chosen::Window));
            match self.state {
                None | Some(Shared::Paused) => {}
                Some(Shared::Seen) => items.push(item(Action::BarPause.text(), Chosen::Pause)),
                Some(Shared::Controlled) => items.extend([
                    item(Action::BarTakeBack.text(), Chosen::TakeBack),
                    item(Action::BarPause.text(), Chosen::Pause),
                ]),
            }
            if self.state.is_some() {
                items.push(item(Action::BarStop.text(), Chosen::StopSharing));
            }
            if self.kind == TrayKind::Background {
                items.extend([MenuItem::Separator, item(t!("tray-quit"), Chosen::Quit)]);
            }
            items
        }
    }

    fn words(state: Option<Shared>) -> String {
        state.map_or_else(|| t!("tray-title"), Shared::title)
    }

    fn item(label: String, chosen: Chosen) -> MenuItem<TrayItem> {
        StandardItem {
            label,
            activate: Box::new(move |item: &mut TrayItem| (item.chosen)(chosen)),
            ..StandardItem::default()
        }
        .into()
    }

    /// The icon in the tray, with a shape in it for what goes on: a disc where the screen is seen, a square where it is
    /// controlled, two bars where it is paused.
    fn icon(state: Option<Shared>) -> IconData {
        let palette = tokens::palette(&egui::Visuals::light());
        let mut icon = program_icon::in_tray();
        let half = icon.width as f32 / 2.0;
        for (index, pixel) in icon.rgba.chunks_exact_mut(4).enumerate() {
            let (x, y) = (index as u32 % icon.width, index as u32 / icon.width);
            // From the middle, as a share of half the side.
            let place = Vec2::new(x as f32 + 0.5 - half, y as f32 + 0.5 - half) / half;
            let (across, along) = (place.x.abs(), place.y.abs());
            let colour = match state {
                None => None,
                Some(Shared::Seen) => (place.length() < 0.4).then_some(palette.seeing),
                Some(Shared::Controlled) => (across < 0.4 && along < 0.4).then_some(palette.controlling),
                Some(Shared::Paused) => ((0.1..0.3).contains(&across) && along < 0.35).then_some(palette.paused),
            };
            if let Some(colour) = colour {
                pixel.copy_from_slice(&colour.to_array());
            }
        }
        icon
    }

    pub(super) struct Sign(Handle<TrayItem>);

    impl Sign {
        pub(super) fn show(kind: TrayKind, chosen: impl Fn(Chosen) + Send + Sync + 'static) -> Result<Self, String> {
            let item = TrayItem {
                kind,
                state: None,
                chosen: Box::new(chosen),
            };
            item.spawn().map(Self).map_err(|error| error.to_string())
        }

        pub(super) fn change(&self, state: Option<Shared>) {
            if self.0.update(|item| item.state = state).is_none() {
                tracing::warn!("the sign in the tray is gone");
            }
        }

        pub(super) fn remove(self) {
            self.0.shutdown().wait();
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::{Chosen, TrayKind};
    use crate::desk::Shared;

    pub(super) enum Sign {}

    impl Sign {
        pub(super) fn show(_kind: TrayKind, _chosen: impl Fn(Chosen) + Send + Sync + 'static) -> Result<Self, String> {
            Err("this system shows no such sign".to_owned())
        }

        pub(super) fn change(&self, _state: Option<Shared>) {
            match *self {}
        }

        pub(super) fn remove(self) {
            match self {}
        }
    }
}
