//! X11: everything is injected through XTEST on one connection, so that it arrives in its order, and so that whoever
//! closes that connection ends the injection.

mod buttons;
mod connection;
mod escape;
mod keymap;
mod keys;
mod spare;
mod watchdog;
mod windows;

use std::time::Instant;

use x11rb::protocol::xproto::{BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConnectionExt as _};

pub(super) use escape::EscapeThread;
pub(super) use watchdog::{is_stopped, outlive_signals, program, provide, watch};
pub(super) use windows::mark;

use super::desktop::Desktop;
use super::error::{InputError, RefusedInput};
use super::guard::Protected;
use super::record::InputRecord;
use crate::vocabulary::{MouseButton, Permit, PicturePlace, ScanKey, ToControl};
use buttons::Buttons;
use connection::{XConnection, in_reply};
use keys::XKeys;
use spare::Spares;
use watchdog::Watchdog;

struct X11 {
    connected: XConnection,
    spares: Spares,
    keys: XKeys,
    buttons: Buttons,
    record: InputRecord,
    /// The keys that were Esc as control began.
    first_escapes: Vec<u8>,
    _watchdog: Option<Watchdog>,
}

pub(super) fn open(
    display: Option<&str>,
    record: &InputRecord,
    lost: impl FnOnce() + Send + 'static,
) -> Result<Box<dyn Desktop>, InputError> {
    let connected = XConnection::open(display)?;
    connected.check_support()?;
    connected.waits_for_grabs(false)?;
    spare::clean_up_after_a_crash(&connected)?;
    let mut spares = Spares::new(&connected)?;
    let first_escapes = spares.keymap(&connected)?.escapes();
    let keys = XKeys::new(&connected)?;
    let buttons = Buttons::new(&connected)?;
    let watchdog = Watchdog::start(display, spares.owner(), lost)?;
    Ok(Box::new(X11 {
        connected,
        spares,
        keys,
        buttons,
        record: record.clone(),
        first_escapes,
        _watchdog: watchdog,
    }))
}

impl Desktop for X11 {
    fn key(&mut self, key: ScanKey, down: bool, permit: &dyn Permit<ToControl>) -> Result<bool, InputError> {
        let Some(keycode) = key.x_keycode() else {
            return Ok(false);
        };
        let escape =
            down && (self.first_escapes.contains(&keycode) || self.spares.keymap(&self.connected)?.is_escape(keycode));
        if escape {
            self.record.note();
        }
        if !down {
            self.keys.release(&self.connected, keycode)?;
            return Ok(true);
        }
        self.keys.press(&self.connected, keycode, permit).inspect_err(|_| {
            if escape {
                self.record.consume();
            }
        })?;
        Ok(true)
    }

    fn text(&mut self, character: char, permit: &dyn Permit<ToControl>) -> Result<Option<Instant>, InputError> {
        // Return is what the key sends for both ends of a line.
        let character = if character == '\n' { '\r' } else { character };
        let stroke = match self.spares.stroke(&self.connected, character)? {
            spare::FoundKey::Stroke(stroke) => stroke,
            spare::FoundKey::Later(at) => return Ok(Some(at)),
            spare::FoundKey::Nothing => return Err(RefusedInput::NoCharacter.into()),
        };
        if stroke.escape || self.first_escapes.contains(&stroke.keycode) {
            self.record.note();
        }
        self.keys
            .tap(&self.connected, stroke.keycode, &stroke.modifiers, permit)?;
        Ok(None)
    }

    fn move_to(&mut self, place: &PicturePlace, x: u16, y: u16) -> Result<(), InputError> {
        let (x, y) = place.on_desktop(x, y);
        let root = self.connected.root;
        let Some(desktop) = in_reply(self.connected.x.get_geometry(root))? else {
            return Err(InputError::DisplayGone);
        };
        let along = |at: i32, length: u16| {
            let at = at.clamp(0, i32::from(length.saturating_sub(1)));
            i16::try_from(at).unwrap_or(i16::MAX)
        };
        self.connected
            .fake_move(along(x, desktop.width), along(y, desktop.height))
    }

    fn button(&mut self, button: MouseButton, down: bool) -> Result<(), InputError> {
        if down {
            let number = self.buttons.press(&self.connected, button)?;
            return self.connected.fake(BUTTON_PRESS_EVENT, number);
        }
        match self.buttons.release(button) {
            Some(number) => self.connected.fake(BUTTON_RELEASE_EVENT, number),
            None => Ok(()),
        }
    }

    fn wheel(&mut self, horizontal: bool, notches: i32) -> Result<(), InputError> {
        let number = self.buttons.wheel(&self.connected, horizontal, notches > 0)?;
        for _ in 0..notches.unsigned_abs() {
            self.connected.fake(BUTTON_PRESS_EVENT, number)?;
            self.connected.fake(BUTTON_RELEASE_EVENT, number)?;
        }
        Ok(())
    }

    fn is_taken_by_a_button(&self) -> bool {
        true
    }

    fn person_seen(&self) -> Option<Instant> {
        self.record.person_seen()
    }

    fn pointer_is_over(&mut self, protected: &Protected) -> Result<bool, InputError> {
        windows::pointer_is_over(&self.connected, protected)
    }

    fn focus_is_in(&mut self, protected: &Protected) -> Result<bool, InputError> {
        windows::focus_is_in(&self.connected, protected)
    }

    fn repeats_by_itself(&self, key: ScanKey) -> Result<bool, InputError> {
        match key.x_keycode() {
            Some(keycode) => XKeys::repeats(&self.connected, keycode),
            None => Ok(true),
        }
    }

    fn settle(&mut self) -> Result<(), InputError> {
        self.keys.unstick(&self.connected)
    }

    fn tidy(&mut self) -> Result<Option<Instant>, InputError> {
        self.spares.give_back(&self.connected)
    }
}

impl Drop for X11 {
    fn drop(&mut self) {
        // Fails only where the display is gone, and the record with it.
        if let Err(error) = self.spares.forget(&self.connected) {
            tracing::debug!(%error, "the input record was not removed");
        }
    }
}
