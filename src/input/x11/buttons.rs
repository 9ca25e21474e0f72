//! The novice's pointer map (a left-handed mouse, wheels turned round): what the helper presses arrives as what it is
//! called, so the map is looked up backwards for every press. A release is that of the button that was pressed,
//! whatever the map says by then.

use x11rb::protocol::xinput::ConnectionExt as _;
use x11rb::protocol::xproto::ConnectionExt as _;

use super::connection::{XConnection, in_reply};
use crate::input::error::{InputError, RefusedInput};
use crate::vocabulary::MouseButton;

pub(super) struct Buttons {
    device: Option<u8>,
    /// Under which number each of them was pressed.
    held: Vec<(MouseButton, u8)>,
}

impl Buttons {
    pub(super) fn new(connected: &XConnection) -> Result<Self, InputError> {
        Ok(Self {
            device: connected
                .test_devices()?
                .pointer
                .and_then(|device| u8::try_from(device).ok()),
            held: Vec::new(),
        })
    }

    /// The number to press, so that programs see this button.
    pub(super) fn press(&mut self, connected: &XConnection, button: MouseButton) -> Result<u8, InputError> {
        let wanted = match button {
            MouseButton::Left => 1,
            MouseButton::Middle => 2,
            MouseButton::Right => 3,
            MouseButton::Back => 8,
            MouseButton::Forward => 9,
        };
        let number = self.number_of(connected, wanted)?;
        self.held.push((button, number));
        Ok(number)
    }

    /// The number under which it was pressed.
    pub(super) fn release(&mut self, button: MouseButton) -> Option<u8> {
        let at = self.held.iter().position(|(held, _)| *held == button)?;
        Some(self.held.swap_remove(at).1)
    }

    pub(super) fn wheel(&self, connected: &XConnection, horizontal: bool, positive: bool) -> Result<u8, InputError> {
        let wanted = match (horizontal, positive) {
            (false, true) => 4,
            (false, false) => 5,
            (true, false) => 6,
            (true, true) => 7,
        };
        self.number_of(connected, wanted)
    }

    /// The server maps twice: by the map of the device that presses, and then by that of all pointers together.
    fn number_of(&self, connected: &XConnection, wanted: u8) -> Result<u8, InputError> {
        let of_device = self
            .device
            .map(|device| connected.x.xinput_get_device_button_mapping(device));
        let of_all = in_reply(connected.x.get_pointer_mapping())?.map(|reply| reply.map);
        let of_device = match of_device {
            Some(request) => in_reply(request)?.map(|reply| reply.map),
            None => None,
        };
        let through = |map: &Option<Vec<u8>>, number: u8| match map {
            Some(map) => map.get(usize::from(number).checked_sub(1)?).copied(),
            None => Some(number),
        };
        let seen = |number: u8| through(&of_all, through(&of_device, number)?);
        // Most maps leave it where it is.
        std::iter::once(wanted)
            .chain(1..=u8::MAX)
            .find(|number| seen(*number) == Some(wanted))
            .ok_or_else(|| RefusedInput::NoButton(wanted).into())
    }
}
