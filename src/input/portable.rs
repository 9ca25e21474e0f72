//! Windows and macOS: enigo does the same on both; what differs is in `system`. Run under Wine, and compiled for macOS.

use std::time::Instant;

use enigo::{Axis, Button, Direction, Enigo, Key, Keyboard as _, Mouse as _, Settings};

use super::desktop::Desktop;
use super::error::{InputError, Uncontrollable};
use super::guard::Protected;
#[cfg(target_os = "macos")]
use super::macos as system;
use super::marked::{MARK, direction, refused};
#[cfg(windows)]
use super::windows as system;
use crate::vocabulary::{MouseButton, Permit, PicturePlace, ScanKey, ToControl};

struct Portable {
    enigo: Enigo,
    /// Where the pointer was moved last.
    at: Option<(i32, i32)>,
}

pub(super) fn open() -> Result<Box<dyn Desktop>, InputError> {
    let enigo = Enigo::new(&Settings {
        windows_dw_extra_info: usize::try_from(MARK).ok(),
        event_source_user_data: Some(i64::from(MARK)),
        release_keys_when_dropped: false,
        open_prompt_to_get_permissions: true,
        ..Settings::default()
    })
    .map_err(|error| Uncontrollable::System(error.into()))?;
    Ok(Box::new(Portable { enigo, at: None }))
}

impl Desktop for Portable {
    fn key(&mut self, key: ScanKey, down: bool, _permit: &dyn Permit<ToControl>) -> Result<bool, InputError> {
        system::key(&mut self.enigo, key, down)
    }

    fn text(&mut self, character: char, _permit: &dyn Permit<ToControl>) -> Result<Option<Instant>, InputError> {
        let key = match character {
            '\r' | '\n' => Some(Key::Return),
            '\t' => Some(Key::Tab),
            '\u{8}' => Some(Key::Backspace),
            '\u{1b}' => Some(Key::Escape),
            '\u{7f}' => Some(Key::Delete),
            _ => None,
        };
        match key {
            Some(key) => self.enigo.key(key, Direction::Click).map_err(refused)?,
            None if character.is_control() => {}
            None => system::text(&mut self.enigo, character)?,
        }
        Ok(None)
    }

    fn move_to(&mut self, place: &PicturePlace, x: u16, y: u16) -> Result<(), InputError> {
        let (x, y) = place.on_desktop(x, y);
        self.at = Some((x, y));
        system::move_to(&mut self.enigo, x, y)
    }

    fn button(&mut self, button: MouseButton, down: bool) -> Result<(), InputError> {
        let button = match button {
            MouseButton::Left => Button::Left,
            MouseButton::Right => Button::Right,
            MouseButton::Middle => Button::Middle,
            MouseButton::Back => Button::Back,
            MouseButton::Forward => Button::Forward,
        };
        match self.at {
            Some(at) if down => system::press(&mut self.enigo, button, at),
            _ => self.enigo.button(button, direction(down)).map_err(refused),
        }
    }

    fn wheel(&mut self, horizontal: bool, notches: i32) -> Result<(), InputError> {
        let (axis, length) = if horizontal {
            (Axis::Horizontal, notches)
        } else {
            (Axis::Vertical, notches.saturating_neg())
        };
        self.enigo.scroll(length, axis).map_err(refused)
    }

    fn is_away(&mut self) -> bool {
        system::is_away()
    }

    fn pointer_is_over(&mut self, protected: &Protected) -> Result<bool, InputError> {
        // Where a button would be pressed, and where a wheel would turn.
        let places = self.at.into_iter().chain([self.enigo.location().map_err(refused)?]);
        let mut processes = places.filter_map(|(x, y)| system::process_at(x, y));
        Ok(processes.any(|process| protected.contains(process)))
    }

    fn focus_is_in(&mut self, protected: &Protected) -> Result<bool, InputError> {
        Ok(system::focused_process().is_some_and(|process| protected.contains(process)))
    }

    fn repeats_by_itself(&self, _key: ScanKey) -> Result<bool, InputError> {
        Ok(false)
    }

    fn settle(&mut self) -> Result<(), InputError> {
        Ok(())
    }

    fn tidy(&mut self) -> Result<Option<Instant>, InputError> {
        Ok(None)
    }
}
