//! Mouse and keyboard in the helper's hands, for as long as the grant holds.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::ends::ControlEnd;
use super::may_offer::{MayOffer, UnderControl};
use crate::input::{self, ControlWay, EscapeWatch, Injector, InputError, ShortcutWatch};
use crate::screen::PortalSeat;
use crate::session::consent::{ControlGrant, ControlStop};
use crate::session::problem::Problem;
use crate::t;
use crate::vocabulary::{DisplayName, InputEvent, Permit, PicturePlace, ToControl};

/// Brings to the session that control was withdrawn elsewhere: by the novice's Esc, or since this program was stopped.
/// The grant is gone before this is even sent.
#[derive(Debug, Clone)]
pub(super) struct Loss(mpsc::Sender<ControlEnd>);

impl Loss {
    pub fn channel() -> (Self, mpsc::Receiver<ControlEnd>) {
        let (sender, receiver) = mpsc::channel(1);
        (Self(sender), receiver)
    }

    /// Withdraws control and says why.
    fn with(self, stop: ControlStop, why: ControlEnd) -> impl Fn() + Send + 'static {
        move || {
            stop.withdraw();
            // A full channel already holds the news.
            let _ = self.0.try_send(why);
        }
    }
}

/// Brings to the session that something the helper did could not be injected; what comes too fast is one.
#[derive(Debug, Clone)]
pub(super) struct Refusals(mpsc::Sender<()>);

impl Refusals {
    pub fn channel() -> (Self, mpsc::Receiver<()>) {
        let (sender, receiver) = mpsc::channel(1);
        (Self(sender), receiver)
    }

    fn tell(&self) {
        // A full channel already holds the news.
        let _ = self.0.try_send(());
    }
}

/// Why control does not begin.
pub(super) enum NoControl {
    /// The desktop's own question was answered with no.
    DesktopRefused,
    Problem(Problem),
}

/// The granted control: the injector, the watch for the novice's Esc, and the grant that every event is checked
/// against.
pub(super) struct Control {
    /// `None` only while it is being dropped.
    injector: Option<Injector>,
    grant: Arc<dyn Permit<ToControl>>,
    watch: Option<EscapeWatch>,
    shortcut: Option<ShortcutWatch>,
    under_control: Option<UnderControl>,
}

/// What control needs to start.
pub(super) struct ControlStart {
    pub display: DisplayName,
    /// How mouse and keyboard are used, as far as that is known.
    pub way: Option<ControlWay>,
    /// Where the picture is shown.
    pub seat: PortalSeat,
    /// Where the shared picture lies as control starts.
    pub place: PicturePlace,
    pub grant: ControlGrant,
    pub stop: ControlStop,
    pub loss: Loss,
    pub refusals: Refusals,
    pub may_offer: Arc<MayOffer>,
    /// The helper may use this program's own windows: on a practice screen.
    pub practice: bool,
}

impl ControlStart {
    /// Starts on a thread of its own: files, the display and its server may keep it waiting, and the person, whom
    /// their desktop may ask once more. If the caller has stopped
    /// waiting by the time control is ready, control ends at once.
    pub fn begin(self) -> oneshot::Receiver<Result<Control, NoControl>> {
        let (ready, control) = oneshot::channel();
        let thread = std::thread::Builder::new().name("control".to_owned()).spawn(move || {
            let _ = ready.send(self.start());
        });
        if let Err(error) = thread {
            tracing::error!(%error, "no thread for control");
        }
        control
    }

    fn start(self) -> Result<Control, NoControl> {
        let under_control = self.may_offer.control_begins();
        let display = self.display.0.clone();
        let way = self.way.or_else(|| input::control_way(display.as_deref()));
        let mut shortcut = None;
        if way == Some(ControlWay::Portal) {
            input::ask_portal(&self.seat, &|| self.grant.holds()).map_err(no_control)?;
            let pressed = self.loss.clone().with(self.stop.clone(), ControlEnd::Escape);
            shortcut = ShortcutWatch::start(t!("bar-take-back"), &|| self.grant.holds(), pressed);
        }
        let injector = match way {
            Some(ControlWay::Portal) => {
                Injector::start_by_portal(display, self.place, &self.seat, &|| self.grant.holds())
            }
            // Says why, where they cannot be used.
            Some(ControlWay::Direct) | None => Injector::start(display, self.place),
        };
        let injector = injector.map_err(no_control)?;
        if !self.practice {
            injector.protect_program();
        }
        if self.grant.answers_prompts() {
            injector.permit_prompts();
        }
        if shortcut.is_some() {
            injector.spare_shortcut();
        }
        let lost = self.loss.clone().with(self.stop.clone(), ControlEnd::InputLost);
        injector.on_loss(lost);
        let refusals = self.refusals;
        injector.on_refusal(move || refusals.tell());
        let escape = self.loss.with(self.stop, ControlEnd::Escape);
        let watch = EscapeWatch::start(self.display.0, injector.record(), escape);
        let watch = watch.unwrap_or_else(|error| {
            tracing::warn!(%error, "Esc cannot be watched for here");
            None
        });
        Ok(Control {
            injector: Some(injector),
            grant: Arc::new(self.grant),
            watch,
            shortcut,
            under_control: Some(under_control),
        })
    }
}

impl Control {
    /// Whether Esc takes control back, whichever program has the focus.
    pub fn escape_watched(&self) -> bool {
        self.watch.is_some()
    }

    /// Other keys that take it back, where the desktop listens for some.
    pub fn shortcut(&self) -> Option<&str> {
        self.shortcut.as_ref().map(ShortcutWatch::keys)
    }

    /// The shared picture lies elsewhere now.
    pub fn set_place(&self, place: PicturePlace) {
        if let Some(injector) = &self.injector {
            injector.set_place(place);
        }
    }

    /// Hands an event on; an error says that nothing can be injected any more.
    pub fn inject(&self, event: InputEvent) -> Result<(), InputError> {
        let Some(injector) = &self.injector else { return Ok(()) };
        // A wheel turns where the pointer is; FreeRDP says where that is with every turn, and moves it by nothing else
        // first.
        if let InputEvent::Wheel { x, y, .. } = event
            && (x, y) != (0, 0)
        {
            injector.inject(InputEvent::Move { x, y }, &self.grant)?;
        }
        injector.inject(event, &self.grant)
    }
}

impl Drop for Control {
    /// Releases every key and button at once; the keymap follows when its last reader is through, and the watch when
    /// the display has answered it, on a thread that may block.
    fn drop(&mut self) {
        let (watch, injector) = ((self.watch.take(), self.shortcut.take()), self.injector.take());
        drop(self.under_control.take());
        if let Some(injector) = &injector {
            injector.release_all(|released| tracing::debug!(?released, "keys and buttons let go"));
        }
        let ends = move || {
            drop(watch);
            drop(injector);
        };
        if let Err(error) = std::thread::Builder::new().name("input-end".to_owned()).spawn(ends) {
            tracing::warn!(%error, "the input ends without tidying up");
        }
    }
}

fn no_control(error: InputError) -> NoControl {
    match error {
        InputError::DesktopRefused => NoControl::DesktopRefused,
        error => NoControl::Problem(problem(&error)),
    }
}

fn problem(error: &InputError) -> Problem {
    tracing::warn!(%error, "no control here");
    Problem {
        what: t!("control-start-what"),
        why: t!("control-start-why", error = error.clause()),
        remedy: t!("control-start-remedy"),
    }
}

/// The display, or the disk, does not answer.
pub(super) fn silent() -> NoControl {
    NoControl::Problem(Problem {
        what: t!("control-start-what"),
        why: t!("control-silent-why"),
        remedy: t!("control-start-remedy"),
    })
}
