//! What the helper holds down, so that all of it can be let go; and the way of an event onto the wire.

use std::collections::BTreeSet;

use crate::input::{InputEvent, MouseButton};
use crate::rdp::Input;

/// Keys by (scancode, extended, extended1), buttons by number.
#[derive(Debug, Default)]
pub(super) struct Held {
    keys: BTreeSet<(u8, bool, bool)>,
    buttons: BTreeSet<u8>,
    at: (u16, u16),
}

impl Held {
    /// The event as it goes onto the wire; keeps what is held.
    pub fn translate(&mut self, event: InputEvent) -> Input {
        match event {
            InputEvent::Key {
                scancode,
                extended,
                extended1,
                down,
            } => {
                let key = (scancode, extended, extended1);
                if down {
                    self.keys.insert(key)
                } else {
                    self.keys.remove(&key)
                };
                Input::Key {
                    scancode,
                    extended,
                    extended1,
                    down,
                }
            }
            InputEvent::Unicode { unit, down } => Input::Unicode { unit, down },
            InputEvent::Move { x, y } => {
                self.at = (x, y);
                Input::Move { x, y }
            }
            InputEvent::Button { button, down, x, y } => {
                self.at = (x, y);
                let button = number(button);
                if down {
                    self.buttons.insert(button)
                } else {
                    self.buttons.remove(&button)
                };
                Input::Button { button, down, x, y }
            }
            InputEvent::Wheel { horizontal, rotation } => Input::Wheel {
                horizontal,
                rotation,
                x: self.at.0,
                y: self.at.1,
            },
        }
    }

    /// The events that let go of everything.
    pub fn release(&mut self) -> Vec<Input> {
        let keys = std::mem::take(&mut self.keys)
            .into_iter()
            .map(|(scancode, extended, extended1)| Input::Key {
                scancode,
                extended,
                extended1,
                down: false,
            });
        let (x, y) = self.at;
        let buttons = std::mem::take(&mut self.buttons).into_iter();
        keys.chain(buttons.map(|button| Input::Button {
            button,
            down: false,
            x,
            y,
        }))
        .collect()
    }

    /// Control has ended: the novice's side has let go of everything.
    pub fn forget(&mut self) {
        self.keys.clear();
        self.buttons.clear();
    }
}

/// As [`Input::Button`] counts them.
fn number(button: MouseButton) -> u8 {
    match button {
        MouseButton::Left => 1,
        MouseButton::Right => 2,
        MouseButton::Middle => 3,
        MouseButton::Back => 4,
        MouseButton::Forward => 5,
    }
}
