//! The clipboard's shortcuts: the window gets every key as a key, and makes shortcuts of them where a field has the
//! keyboard.

use egui::{Context, Event, Id, Key, Modifiers, RawInput, ViewportCommand};

use super::super::viewer;

/// See [`super::Window::filter_input`]; nothing is made of the keys that go to the novice's computer.
pub(in super::super) fn filter_clipboard(ctx: &Context, raw: &mut RawInput) {
    let picture = Id::unique(viewer::PICTURE);
    if ctx.memory(|memory| memory.focused()) == Some(picture) {
        return;
    }
    raw.events.retain_mut(|event| {
        let Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } = event
        else {
            return true;
        };
        match shortcut(*key, *modifiers) {
            Some(Shortcut::Paste) => {
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
                false
            }
            Some(Shortcut::Copy) => {
                *event = Event::Copy;
                true
            }
            Some(Shortcut::Cut) => {
                *event = Event::Cut;
                true
            }
            None => true,
        }
    });
}

enum Shortcut {
    Copy,
    Cut,
    Paste,
}

fn shortcut(key: Key, modifiers: Modifiers) -> Option<Shortcut> {
    let (command, shift) = (modifiers.command, modifiers.shift);
    match key {
        Key::Copy => Some(Shortcut::Copy),
        Key::Cut => Some(Shortcut::Cut),
        Key::Paste => Some(Shortcut::Paste),
        Key::C | Key::Insert if command => Some(Shortcut::Copy),
        Key::X if command => Some(Shortcut::Cut),
        Key::V if command => Some(Shortcut::Paste),
        Key::Delete if shift => Some(Shortcut::Cut),
        Key::Insert if shift => Some(Shortcut::Paste),
        _ => None,
    }
}
