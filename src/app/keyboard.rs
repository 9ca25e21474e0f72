//! From the window's key events to what the novice's keyboard does: text as text, everything else as scancodes of set 1.
//!
//! In text mode a letter arrives as the letter, whatever the layouts of the two keyboards; keys with Ctrl, Alt or
//! Windows, and keys that write nothing, go by their place on the keyboard. With physical keys all go by their place.

use egui::{Event, ImeEvent, Key};

use crate::vocabulary::{InputEvent, ScanKey};

pub(super) const ESCAPE: ScanKey = ScanKey::plain(0x01);
pub(super) const TAB: ScanKey = ScanKey::plain(0x0F);
pub(super) const CONTROL: ScanKey = ScanKey::plain(0x1D);
pub(super) const SHIFT: ScanKey = ScanKey::plain(0x2A);
pub(super) const ALT: ScanKey = ScanKey::plain(0x38);
pub(super) const ALT_RIGHT: ScanKey = ScanKey::extended(0x38);
pub(super) const SHIFT_RIGHT: ScanKey = ScanKey::plain(0x36);
pub(super) const F4: ScanKey = ScanKey::plain(0x3E);
pub(super) const DELETE: ScanKey = ScanKey::extended(0x53);
pub(super) const PRINT: ScanKey = ScanKey::extended(0x37);
pub(super) const WINDOWS: ScanKey = ScanKey::extended(0x5B);

/// Keys pressed together, and let go in the opposite order.
pub(super) fn chord(places: &[ScanKey]) -> Vec<InputEvent> {
    let down = places.iter().map(|place| place.event(true));
    down.chain(places.iter().rev().map(|place| place.event(false)))
        .collect()
}

/// What is held at the novice's end. A release lets go of whatever the same physical key pressed: what it means by
/// then, with other modifiers, lock keys or another layout, does not count.
#[derive(Default)]
pub(super) struct Keyboard {
    /// All keys go by their place.
    pub physical: bool,
    down: Vec<HeldKey>,
    /// Shift or AltGr that is held here but is only sent when a key that goes by its place needs it.
    latent: Vec<HeldKey>,
}

/// A key that is held here, and what it pressed there.
#[derive(Debug, Clone, Copy)]
struct HeldKey {
    place: ScanKey,
    by: PhysicalKey,
}

/// The key as a thing, as far as the window tells: it knows no place for some keys, and then their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PhysicalKey {
    At(Key),
    Unplaced(Key),
}

impl Keyboard {
    /// What one event of the window means; events that are no keys mean nothing.
    pub(super) fn translate(&mut self, event: &Event) -> Vec<InputEvent> {
        let mut out = Vec::new();
        match event {
            Event::Key {
                key,
                physical_key,
                pressed,
                modifiers,
                ..
            } => {
                let commanding = modifiers.ctrl || modifiers.alt || modifiers.mac_cmd || self.holds_command();
                self.key(*key, *physical_key, *pressed, commanding, &mut out);
            }
            // With the Windows key held a key goes by its place; the window tells of its text all the same.
            Event::Text(_) if self.holds_windows() => {}
            Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) if !self.physical => self.text(text, &mut out),
            _ => {}
        }
        out
    }

    /// Before a click: a held Shift counts.
    pub(super) fn before_pointer(&mut self) -> Vec<InputEvent> {
        let mut out = Vec::new();
        self.press_latent(&mut out);
        out
    }

    /// Everything is up; the other end was told to release all.
    pub(super) fn forget(&mut self) {
        self.down.clear();
        self.latent.clear();
    }

    /// A key is down at the other end.
    pub(super) fn holds_any(&self) -> bool {
        !self.down.is_empty()
    }

    fn holds_command(&self) -> bool {
        let is_control = |held: &HeldKey| matches!(held.place, CONTROL | ALT) || held.place == ScanKey::extended(0x1D);
        self.holds_windows() || self.down.iter().any(is_control)
    }

    fn holds_windows(&self) -> bool {
        holds(&self.down, WINDOWS) || holds(&self.down, ScanKey::extended(0x5C))
    }

    fn key(&mut self, key: Key, physical: Option<Key>, pressed: bool, commanding: bool, out: &mut Vec<InputEvent>) {
        // With Num Lock off a digit of the number pad is an arrow: then the key's meaning counts, not its place.
        let by_place = match physical {
            Some(physical) if self.physical || !writes(physical) || writes(key) => physical,
            _ => key,
        };
        let by = physical.map_or(PhysicalKey::Unplaced(key), PhysicalKey::At);
        if !pressed {
            return self.release(by, out);
        }
        let Some(place) = place(by_place) else { return };
        let held = HeldKey { place, by };
        if !self.physical && matches!(place, SHIFT | SHIFT_RIGHT | ALT_RIGHT) {
            if !holds(&self.latent, place) && !holds(&self.down, place) {
                self.latent.push(held);
            }
            return;
        }
        if !self.physical && writes(by_place) && !commanding {
            return;
        }
        self.press_latent(out);
        out.push(place.event(true));
        // Which key comes up later cannot be told then. It is pressed again for every repetition here.
        if matches!(by, PhysicalKey::Unplaced(_)) && !is_modifier(place) {
            return out.push(place.event(false));
        }
        if !holds(&self.down, place) {
            self.down.push(held);
        }
    }

    /// Everything that this key pressed. Where the window has no place for it, and its meaning pressed nothing, that is
    /// every such key.
    fn release(&mut self, by: PhysicalKey, out: &mut Vec<InputEvent>) {
        let all = || self.latent.iter().chain(&self.down);
        let exact = all().any(|held| held.by == by);
        let is_it = |held: &HeldKey| match by {
            PhysicalKey::Unplaced(_) if !exact => matches!(held.by, PhysicalKey::Unplaced(_)),
            _ => held.by == by,
        };
        self.latent.retain(|held| !is_it(held));
        self.down.retain(|held| {
            let released = is_it(held);
            if released {
                out.push(held.place.event(false));
            }
            !released
        });
    }

    fn press_latent(&mut self, out: &mut Vec<InputEvent>) {
        for held in std::mem::take(&mut self.latent) {
            out.push(held.place.event(true));
            self.down.push(held);
        }
    }

    /// Text comes complete with its shift: a Shift that was sent for an arrow before is taken back first.
    fn text(&mut self, text: &str, out: &mut Vec<InputEvent>) {
        let (sent, kept): (Vec<HeldKey>, Vec<HeldKey>) = std::mem::take(&mut self.down)
            .into_iter()
            .partition(|held| matches!(held.place, SHIFT | SHIFT_RIGHT | ALT_RIGHT));
        self.down = kept;
        for held in sent {
            out.push(held.place.event(false));
            self.latent.push(held);
        }
        for unit in text.encode_utf16() {
            out.push(InputEvent::Unicode { unit, down: true });
            out.push(InputEvent::Unicode { unit, down: false });
        }
    }
}

fn holds(keys: &[HeldKey], place: ScanKey) -> bool {
    keys.iter().any(|held| held.place == place)
}

fn is_modifier(place: ScanKey) -> bool {
    matches!(place, SHIFT | SHIFT_RIGHT | CONTROL | ALT | ALT_RIGHT | WINDOWS)
        || place == ScanKey::extended(0x1D)
        || place == ScanKey::extended(0x5C)
}

/// The key writes a character when nothing but Shift or AltGr is held.
fn writes(key: Key) -> bool {
    use Key as K;
    matches!(
        key,
        K::Space
            | K::Colon
            | K::Comma
            | K::Backslash
            | K::Slash
            | K::Pipe
            | K::Questionmark
            | K::Exclamationmark
            | K::OpenBracket
            | K::CloseBracket
            | K::OpenCurlyBracket
            | K::CloseCurlyBracket
            | K::Backtick
            | K::Minus
            | K::Period
            | K::Plus
            | K::Equals
            | K::Semicolon
            | K::Quote
            | K::IntlBackslash
    ) || (K::Num0..=K::Num9).contains(&key)
        || (K::A..=K::Z).contains(&key)
}

/// The scancode of a key: set 1 as the keyboard of a PC sends it ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.1). A table.
pub(super) fn place(key: Key) -> Option<ScanKey> {
    use Key as K;
    Some(match key {
        K::Escape => ESCAPE,
        K::Num1 | K::Exclamationmark => ScanKey::plain(0x02),
        K::Num2 => ScanKey::plain(0x03),
        K::Num3 => ScanKey::plain(0x04),
        K::Num4 => ScanKey::plain(0x05),
        K::Num5 => ScanKey::plain(0x06),
        K::Num6 => ScanKey::plain(0x07),
        K::Num7 => ScanKey::plain(0x08),
        K::Num8 => ScanKey::plain(0x09),
        K::Num9 => ScanKey::plain(0x0A),
        K::Num0 => ScanKey::plain(0x0B),
        K::Minus => ScanKey::plain(0x0C),
        K::Equals | K::Plus => ScanKey::plain(0x0D),
        K::Backspace => ScanKey::plain(0x0E),
        K::Tab => TAB,
        K::Q => ScanKey::plain(0x10),
        K::W => ScanKey::plain(0x11),
        K::E => ScanKey::plain(0x12),
        K::R => ScanKey::plain(0x13),
        K::T => ScanKey::plain(0x14),
        K::Y => ScanKey::plain(0x15),
        K::U => ScanKey::plain(0x16),
        K::I => ScanKey::plain(0x17),
        K::O => ScanKey::plain(0x18),
        K::P => ScanKey::plain(0x19),
        K::OpenBracket | K::OpenCurlyBracket => ScanKey::plain(0x1A),
        K::CloseBracket | K::CloseCurlyBracket => ScanKey::plain(0x1B),
        K::Enter => ScanKey::plain(0x1C),
        K::ControlLeft => CONTROL,
        K::ControlRight => ScanKey::extended(0x1D),
        K::A => ScanKey::plain(0x1E),
        K::S => ScanKey::plain(0x1F),
        K::D => ScanKey::plain(0x20),
        K::F => ScanKey::plain(0x21),
        K::G => ScanKey::plain(0x22),
        K::H => ScanKey::plain(0x23),
        K::J => ScanKey::plain(0x24),
        K::K => ScanKey::plain(0x25),
        K::L => ScanKey::plain(0x26),
        K::Semicolon | K::Colon => ScanKey::plain(0x27),
        K::Quote => ScanKey::plain(0x28),
        K::Backtick => ScanKey::plain(0x29),
        K::ShiftLeft => SHIFT,
        K::Backslash | K::Pipe => ScanKey::plain(0x2B),
        K::Z => ScanKey::plain(0x2C),
        K::X | K::Cut => ScanKey::plain(0x2D),
        K::C | K::Copy => ScanKey::plain(0x2E),
        K::V | K::Paste => ScanKey::plain(0x2F),
        K::B => ScanKey::plain(0x30),
        K::N => ScanKey::plain(0x31),
        K::M => ScanKey::plain(0x32),
        K::Comma => ScanKey::plain(0x33),
        K::Period => ScanKey::plain(0x34),
        K::Slash | K::Questionmark => ScanKey::plain(0x35),
        K::ShiftRight => SHIFT_RIGHT,
        K::AltLeft => ALT,
        K::AltRight => ALT_RIGHT,
        K::Space => ScanKey::plain(0x39),
        K::CapsLock => ScanKey::plain(0x3A),
        K::F1 => ScanKey::plain(0x3B),
        K::F2 => ScanKey::plain(0x3C),
        K::F3 => ScanKey::plain(0x3D),
        K::F4 => F4,
        K::F5 => ScanKey::plain(0x3F),
        K::F6 => ScanKey::plain(0x40),
        K::F7 => ScanKey::plain(0x41),
        K::F8 => ScanKey::plain(0x42),
        K::F9 => ScanKey::plain(0x43),
        K::F10 => ScanKey::plain(0x44),
        K::NumLock => ScanKey::plain(0x45),
        K::Pause => ScanKey::PAUSE,
        K::ScrollLock => ScanKey::plain(0x46),
        K::IntlBackslash => ScanKey::plain(0x56),
        K::F11 => ScanKey::plain(0x57),
        K::F12 => ScanKey::plain(0x58),
        K::PrintScreen => PRINT,
        K::Home => ScanKey::extended(0x47),
        K::ArrowUp => ScanKey::extended(0x48),
        K::PageUp => ScanKey::extended(0x49),
        K::ArrowLeft => ScanKey::extended(0x4B),
        K::ArrowRight => ScanKey::extended(0x4D),
        K::End => ScanKey::extended(0x4F),
        K::ArrowDown => ScanKey::extended(0x50),
        K::PageDown => ScanKey::extended(0x51),
        K::Insert => ScanKey::extended(0x52),
        K::Delete => DELETE,
        K::SuperLeft => WINDOWS,
        K::SuperRight => ScanKey::extended(0x5C),
        K::Menu => ScanKey::extended(0x5D),
        _ => return None,
    })
}
