//! Mouse and keyboard in the helper's hands, for as long as the grant holds.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::Problem;
use super::pictures::Place;
use crate::input::{EscapeWatch, Injector, InputError, InputEvent, MouseButton, Permit};
use crate::rdp::Input;
use crate::screen::{DisplayName, ScreenSize};
use crate::session::consent::{ControlGrant, ControlStop};

/// Brings the novice's Esc to the session. The grant is gone before this is even sent.
#[derive(Debug, Clone)]
pub(super) struct Escape(mpsc::Sender<()>);

impl Escape {
    pub fn channel() -> (Self, mpsc::Receiver<()>) {
        let (sender, receiver) = mpsc::channel(1);
        (Self(sender), receiver)
    }
}

/// The granted control: the injector, the watch for the novice's Esc, and the grant that every event is checked against.
pub(super) struct Control {
    /// `None` only while it is being dropped.
    injector: Option<Injector>,
    grant: Arc<dyn Permit>,
    watch: Option<EscapeWatch>,
}

impl Control {
    pub fn start(
        display: &DisplayName,
        origin: (i32, i32),
        grant: ControlGrant,
        stop: ControlStop,
        escape: &Escape,
    ) -> Result<Self, Problem> {
        let injector = Injector::start(display.0.clone(), origin).map_err(|error| problem(&error))?;
        let Escape(escape) = escape.clone();
        let watch = EscapeWatch::start(display.0.clone(), injector.record(), move || {
            stop.withdraw();
            // A full channel already holds the news.
            let _ = escape.try_send(());
        });
        let watch = watch.unwrap_or_else(|error| {
            tracing::warn!(%error, "Esc cannot be watched for here");
            None
        });
        Ok(Self {
            injector: Some(injector),
            grant: Arc::new(grant),
            watch,
        })
    }

    /// Keeps the helper's hands off every window of this program, not only of this process.
    pub fn protect_program(&self) {
        if let Some(injector) = &self.injector {
            injector.protect_program();
        }
    }

    /// Whether Esc takes control back, whichever program has the focus.
    pub fn escape_watched(&self) -> bool {
        self.watch.is_some()
    }

    /// The shared picture begins elsewhere now.
    pub fn set_area(&self, place: Place) {
        if let Some(injector) = &self.injector {
            let ScreenSize { width, height } = place.size;
            injector.set_area(place.origin, (width.into(), height.into()));
        }
    }

    /// Hands an event on; an error says that the display is gone.
    pub fn inject(&self, event: Input) -> Result<(), InputError> {
        let Some(injector) = &self.injector else { return Ok(()) };
        let (x, y) = match event {
            Input::Wheel { x, y, .. } => (x, y),
            _ => (0, 0),
        };
        let Some(input) = translate(event) else { return Ok(()) };
        // A wheel turns where the pointer is; FreeRDP says where that is with every turn, and moves it by nothing else first.
        if matches!(input, InputEvent::Wheel { .. }) && (x, y) != (0, 0) {
            injector.inject(InputEvent::Move { x, y }, &self.grant)?;
        }
        injector.inject(input, &self.grant)
    }
}

impl Drop for Control {
    /// Releases every key and button at once; the keymap follows when its last reader is through, on a thread that may block.
    fn drop(&mut self) {
        drop(self.watch.take());
        if let Some(injector) = self.injector.take() {
            injector.release_all(|released| tracing::debug!(?released, "keys and buttons let go"));
            if let Err(error) = std::thread::Builder::new()
                .name("input-end".to_owned())
                .spawn(move || drop(injector))
            {
                tracing::warn!(%error, "the input ends without tidying up");
            }
        }
    }
}

fn translate(event: Input) -> Option<InputEvent> {
    Some(match event {
        Input::Key {
            scancode,
            extended,
            extended1,
            down,
        } => InputEvent::Key {
            scancode,
            extended,
            extended1,
            down,
        },
        Input::Unicode { unit, down } => InputEvent::Unicode { unit, down },
        Input::Move { x, y } => InputEvent::Move { x, y },
        Input::Button { button, down, x, y } => InputEvent::Button {
            button: named(button)?,
            down,
            x,
            y,
        },
        Input::Wheel {
            horizontal, rotation, ..
        } => InputEvent::Wheel { horizontal, rotation },
        // The lamps of the novice's keyboard are the novice's.
        Input::LockKeys(_) => return None,
    })
}

fn named(button: u8) -> Option<MouseButton> {
    Some(match button {
        1 => MouseButton::Left,
        2 => MouseButton::Right,
        3 => MouseButton::Middle,
        4 => MouseButton::Back,
        5 => MouseButton::Forward,
        _ => return None,
    })
}

fn problem(error: &InputError) -> Problem {
    Problem {
        what: "Your helper cannot control this computer.".to_owned(),
        why: format!("This system does not let programs use the mouse and keyboard ({error})."),
        remedy: "They can still see your screen and tell you what to do.".to_owned(),
    }
}
