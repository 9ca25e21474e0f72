//! What the helper holds down, so that all of it can be let go.

use std::collections::BTreeSet;

use crate::vocabulary::{InputEvent, MouseButton, ScanKey};

#[derive(Debug, Default)]
pub(super) struct HeldInput {
    keys: BTreeSet<ScanKey>,
    buttons: BTreeSet<MouseButton>,
}

impl HeldInput {
    /// Keeps what this event leaves held.
    pub fn follow(&mut self, event: InputEvent) {
        match event {
            InputEvent::Key { key, down } => {
                if down {
                    self.keys.insert(key)
                } else {
                    self.keys.remove(&key)
                };
            }
            InputEvent::Button { button, down, .. } => {
                if down {
                    self.buttons.insert(button)
                } else {
                    self.buttons.remove(&button)
                };
            }
            InputEvent::Move { .. }
            | InputEvent::Wheel { .. }
            | InputEvent::Unicode { .. }
            | InputEvent::LockKeys(_) => {}
        }
    }

    /// The events that let go of everything, with the pointer where it is.
    pub fn release(&mut self, (x, y): (u16, u16)) -> Vec<InputEvent> {
        let keys = std::mem::take(&mut self.keys).into_iter();
        let buttons = std::mem::take(&mut self.buttons).into_iter();
        let keys = keys.map(|key| key.event(false));
        keys.chain(buttons.map(|button| InputEvent::Button {
            button,
            down: false,
            x,
            y,
        }))
        .collect()
    }
}
