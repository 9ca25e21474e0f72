//! X11: keys, buttons and the pointer through enigo, text through XTEST and XKB, on connections of their own.

mod connection;
mod escape;
mod keymap;
mod spare;
mod windows;

use std::time::Instant;

use enigo::{Axis, Button, Coordinate, Direction, Enigo, Keyboard as _, Mouse as _, Settings};
use x11rb::protocol::xproto::{ConnectionExt as _, KEY_PRESS_EVENT, KEY_RELEASE_EVENT};

pub(super) use connection::support;
pub(super) use escape::EscapeThread;

use super::desktop::Desktop;
use super::guard::Protected;
use super::{EscapeRecord, InputError, MouseButton, ScanKey};
use connection::{Connected, in_reply};
use spare::Spares;

struct X11 {
    enigo: Enigo,
    connected: Connected,
    spares: Spares,
    escapes: EscapeRecord,
}

pub(super) fn open(display: Option<&str>, record: &EscapeRecord) -> Result<Box<dyn Desktop>, InputError> {
    let connected = Connected::open(display)?;
    connected.check_support()?;
    spare::clean_up_after_a_crash(&connected)?;
    let spares = Spares::new(&connected)?;
    let enigo = Enigo::new(&Settings {
        linux_delay: 0,
        x11_display: display.map(str::to_owned),
        // What is held is known better here, where it is also known what the novice holds.
        release_keys_when_dropped: false,
        ..Settings::default()
    })
    .map_err(|error| InputError::Unsupported(error.to_string()))?;
    Ok(Box::new(X11 {
        enigo,
        connected,
        spares,
        escapes: record.clone(),
    }))
}

impl X11 {
    /// enigo hides whether the display died or only refused; a round trip tells.
    fn refused(&self, error: &enigo::InputError) -> InputError {
        match self.connected.sync() {
            Ok(()) => InputError::Refused(error.to_string()),
            Err(gone) => gone,
        }
    }

    fn tap(&self, keycode: u8, modifiers: &[u8]) -> Result<(), InputError> {
        for modifier in modifiers {
            self.connected.fake(KEY_PRESS_EVENT, *modifier)?;
        }
        self.connected.fake(KEY_PRESS_EVENT, keycode)?;
        self.connected.fake(KEY_RELEASE_EVENT, keycode)?;
        for modifier in modifiers.iter().rev() {
            self.connected.fake(KEY_RELEASE_EVENT, *modifier)?;
        }
        self.connected.sync()
    }
}

impl Desktop for X11 {
    fn key(&mut self, key: ScanKey, down: bool) -> Result<bool, InputError> {
        let Some(keycode) = key.x_keycode() else {
            return Ok(false);
        };
        let escape = down && self.spares.keymap(&self.connected)?.is_escape(keycode);
        if escape {
            self.escapes.note();
        }
        let direction = if down { Direction::Press } else { Direction::Release };
        self.enigo.raw(u16::from(keycode), direction).map_err(|error| {
            if escape {
                self.escapes.consume();
            }
            self.refused(&error)
        })?;
        Ok(true)
    }

    fn text(&mut self, character: char) -> Result<Option<Instant>, InputError> {
        // Return is what the key sends for both ends of a line.
        let character = if character == '\n' { '\r' } else { character };
        let stroke = match self.spares.stroke(&self.connected, character)? {
            spare::Found::Stroke(stroke) => stroke,
            spare::Found::Later(at) => return Ok(Some(at)),
            spare::Found::Nothing => return Ok(None),
        };
        if stroke.escape {
            self.escapes.note();
        }
        self.tap(stroke.keycode, &stroke.modifiers)?;
        Ok(None)
    }

    fn move_to(&mut self, x: i32, y: i32) -> Result<(), InputError> {
        let root = self.connected.root;
        let Some(desktop) = in_reply(self.connected.x.get_geometry(root))? else {
            return Err(InputError::DisplayGone);
        };
        let x = x.clamp(0, i32::from(desktop.width.saturating_sub(1)));
        let y = y.clamp(0, i32::from(desktop.height.saturating_sub(1)));
        self.enigo
            .move_mouse(x, y, Coordinate::Abs)
            .map_err(|error| self.refused(&error))
    }

    fn button(&mut self, button: MouseButton, down: bool) -> Result<(), InputError> {
        let button = match button {
            MouseButton::Left => Button::Left,
            MouseButton::Right => Button::Right,
            MouseButton::Middle => Button::Middle,
            MouseButton::Back => Button::Back,
            MouseButton::Forward => Button::Forward,
        };
        let direction = if down { Direction::Press } else { Direction::Release };
        self.enigo
            .button(button, direction)
            .map_err(|error| self.refused(&error))
    }

    fn wheel(&mut self, horizontal: bool, notches: i32) -> Result<(), InputError> {
        // enigo counts downwards, the wire upwards; to the right both.
        let (axis, length) = if horizontal {
            (Axis::Horizontal, notches)
        } else {
            (Axis::Vertical, notches.saturating_neg())
        };
        self.enigo.scroll(length, axis).map_err(|error| self.refused(&error))
    }

    fn pointer_is_over(&mut self, protected: &Protected) -> Result<bool, InputError> {
        windows::pointer_is_over(&self.connected, protected)
    }

    fn focus_is_in(&mut self, protected: &Protected) -> Result<bool, InputError> {
        windows::focus_is_in(&self.connected, protected)
    }

    fn repeats_by_itself(&self) -> bool {
        true
    }

    fn settle(&mut self) -> Result<(), InputError> {
        self.connected.sync()
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
