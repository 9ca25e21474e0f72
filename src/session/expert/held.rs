//! What the helper holds down, so that all of it can be let go, and where the pointer is.

use std::collections::BTreeSet;

use crate::vocabulary::{InputEvent, MouseButton};

/// Keys by (scancode, extended, extended1).
#[derive(Debug, Default)]
pub(super) struct HeldInput {
    keys: BTreeSet<(u8, bool, bool)>,
    buttons: BTreeSet<MouseButton>,
    at: (u16, u16),
}

impl HeldInput {
    /// The event as it goes onto the wire: a wheel turns where the pointer is. Keeps what is held.
    pub fn follow(&mut self, mut event: InputEvent) -> InputEvent {
        match &mut event {
            InputEvent::Key {
                scancode,
                extended,
                extended1,
                down,
            } => {
                let key = (*scancode, *extended, *extended1);
                if *down {
                    self.keys.insert(key)
                } else {
                    self.keys.remove(&key)
                };
            }
            InputEvent::Move { x, y } => self.at = (*x, *y),
            InputEvent::Button { button, down, x, y } => {
                self.at = (*x, *y);
                if *down {
                    self.buttons.insert(*button)
                } else {
                    self.buttons.remove(button)
                };
            }
            InputEvent::Wheel { x, y, .. } => (*x, *y) = self.at,
            InputEvent::Unicode { .. } | InputEvent::LockKeys(_) => {}
        }
        event
    }

    /// The events that let go of everything.
    pub fn release(&mut self) -> Vec<InputEvent> {
        let keys = std::mem::take(&mut self.keys)
            .into_iter()
            .map(|(scancode, extended, extended1)| InputEvent::Key {
                scancode,
                extended,
                extended1,
                down: false,
            });
        let (x, y) = self.at;
        let buttons = std::mem::take(&mut self.buttons).into_iter();
        keys.chain(buttons.map(|button| InputEvent::Button {
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
