//! The keys that do what a button does: which they are, what they are called, and whether they were pressed.

use egui::{Key, Modifiers};

use super::{Action, Now};
use crate::t;

const CTRL_ALT: Modifiers = Modifiers {
    alt: true,
    ctrl: true,
    ..Modifiers::NONE
};

impl Action<'_> {
    /// The keys that do the same, on the screen where it stands.
    pub(in super::super) fn shortcut(self) -> Option<(Modifiers, Key)> {
        let key = match self {
            Self::QuestionRefuse => return Some((Modifiers::NONE, Key::Escape)),
            Self::ViewerRequest | Self::ViewerWithdraw | Self::ViewerGiveBack => Some(Key::R),
            Self::ViewerFit => Some(Key::Num0),
            Self::ViewerActualSize => Some(Key::Num1),
            Self::ViewerLarger => Some(Key::Plus),
            Self::ViewerSmaller => Some(Key::Minus),
            Self::ViewerNextScreen => Some(Key::M),
            Self::ViewerSave => Some(Key::S),
            Self::ViewerCopy => Some(Key::C),
            Self::ViewerFullScreen | Self::ViewerWindow => Some(Key::Enter),
            Self::ViewerFigures => Some(Key::I),
            Self::ViewerAllKeys | Self::ViewerOwnKeys => Some(Key::G),
            Self::ViewerToolBar => Some(Key::Home),
            Self::ViewerShortcuts => Some(Key::K),
            Self::ViewerAnother => Some(Key::N),
            // As in other programs that show a computer far away.
            Self::KeysCtrlAltDel => Some(Key::End),
            Self::ViewerEnd => Some(Key::Q),
            _ => None,
        };
        key.map(|key| (CTRL_ALT, key))
    }

    /// Those keys, as they are called on the screen.
    pub(in super::super) fn keys(self) -> Option<String> {
        let (_, key) = self.shortcut()?;
        let name = match key {
            Key::Plus => "+",
            Key::Minus => "−",
            Key::Enter => return Some(t!("shortcut", key = t!("key-enter"))),
            Key::Home => return Some(t!("shortcut", key = t!("key-home"))),
            Key::End => return Some(t!("shortcut", key = t!("key-end"))),
            key => key.name(),
        };
        Some(t!("shortcut", key = name))
    }

    /// What they do, where several actions have the same keys or a word does not say it.
    pub(in super::super) fn sheet_text(self) -> String {
        match self {
            Self::ViewerRequest => t!("sheet-control"),
            Self::ViewerFullScreen => t!("sheet-full-screen"),
            Self::ViewerAllKeys => t!("sheet-all-keys"),
            Self::ViewerEnd => t!("sheet-end"),
            action => action.text(),
        }
    }

    /// Its keys were pressed in this frame, and it can be done now; nobody else hears of them in either case.
    pub(in super::super) fn is_pressed(self, ui: &egui::Ui, now: Now) -> bool {
        let Some((modifiers, key)) = self.shortcut() else {
            return false;
        };
        // The key with the plus sign writes it with Shift only, on most layouts.
        let same = |pressed: Key| pressed == key || (key == Key::Plus && pressed == Key::Equals);
        let ours = |event: &egui::Event| match event {
            egui::Event::Key {
                key: pressed,
                pressed: true,
                modifiers: held,
                ..
            } => {
                let shift = held.shift && key != Key::Plus;
                // A key that needs no other does the same with one.
                let with = modifiers.is_none() || Modifiers { shift, ..*held }.matches_exact(modifiers);
                same(*pressed) && with
            }
            _ => false,
        };
        let pressed = ui.input_mut(|input| {
            let before = input.events.len();
            input.events.retain(|event| !ours(event));
            input.events.len() < before
        });
        pressed && self.is_enabled(now)
    }

    /// Return was pressed in this field, which does what the button under it would.
    pub(in super::super) fn is_entered(self, field: &egui::Response, now: Now) -> bool {
        self.is_enabled(now) && field.lost_focus() && field.ctx.input(|input| input.key_pressed(Key::Enter))
    }
}

#[cfg(test)]
mod tests {
    use egui::{Context, Event, RawInput};

    use super::*;

    fn press(key: Key, modifiers: Modifiers, look: impl FnMut(&mut egui::Ui)) {
        let input = RawInput {
            events: vec![
                Event::ModifiersChanged(modifiers),
                Event::Key {
                    key,
                    physical_key: None,
                    pressed: true,
                    repeat: false,
                    modifiers,
                },
            ],
            ..RawInput::default()
        };
        Context::default().run_ui(input, look).textures_delta.clear();
    }

    #[test]
    fn no_shortcut_does_what_its_button_would_not() {
        let nothing = Now::default();
        let everything = Now {
            ready: true,
            idle: true,
            controls: true,
            alone: true,
            screens: true,
            all_keys: true,
        };
        for action in [
            Action::QuestionRefuse,
            Action::ViewerRequest,
            Action::ViewerSave,
            Action::ViewerFullScreen,
            Action::ViewerFigures,
            Action::ViewerToolBar,
            Action::KeysCtrlAltDel,
            Action::ViewerAllKeys,
        ] {
            let (modifiers, key) = action.shortcut().unwrap();
            for now in [nothing, everything] {
                press(key, modifiers, |ui| {
                    assert_eq!(action.is_pressed(ui, now), action.is_enabled(now), "{action:?}");
                });
            }
        }
        assert!(!Action::KeysCtrlAltDel.is_enabled(nothing));
    }
}
