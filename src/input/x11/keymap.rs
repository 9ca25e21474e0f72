//! The keymap as the server has it: which key, with which modifiers, gives a character.

use x11rb::protocol::xkb::{ConnectionExt as _, KeySymMap, KeyType, MapPart};
use xkeysym::Keysym;

use super::connection::{XConnection, in_sure_reply};
use crate::input::error::InputError;

pub(super) const SHIFT: u8 = 1;
pub(super) const LOCK: u8 = 2;

/// Keys that change the level while they are held, and change nothing else.
const LEVEL_KEYS: [u32; 7] = [
    xkeysym::key::Shift_L,
    xkeysym::key::Shift_R,
    xkeysym::key::ISO_Level3_Shift,
    xkeysym::key::ISO_Level5_Shift,
    xkeysym::key::Mode_switch,
    xkeysym::key::ISO_Level2_Latch,
    xkeysym::key::ISO_Group_Shift,
];

/// Keypad keys depend on Num Lock and are other keys to many programs.
const KEYPAD: std::ops::RangeInclusive<u32> = 0xFF80..=0xFFBD;

/// The key type of letters, XKB protocol 1.0 §7.2.1: Shift and Caps Lock both count for the level, so that nothing is
/// left for programs to make a capital by.
pub(super) const ALPHABETIC: u8 = 2;

pub(super) struct Keymap {
    first: u8,
    keys: Vec<KeySymMap>,
    types: Vec<KeyType>,
    /// For each of the eight modifiers a key that sets it while held, if there is one.
    level_keys: [Option<u8>; 8],
    /// Keys that are modifiers, whatever they do.
    modifiers: Vec<u8>,
}

/// What is in effect: modifiers and group.
#[derive(Debug, Clone, Copy)]
pub(super) struct InEffect {
    pub(super) modifiers: u8,
    pub(super) group: u8,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeymapStroke {
    pub(super) keycode: u8,
    /// Keys to hold meanwhile.
    pub(super) modifiers: Vec<u8>,
    pub(super) escape: bool,
}

impl Keymap {
    /// Reads the keymap of a device; injected keys are translated by that of the XTEST keyboard.
    pub(super) fn read(connected: &XConnection, device: u16) -> Result<Self, InputError> {
        let none = MapPart::from(0u16);
        let parts = MapPart::KEY_TYPES | MapPart::KEY_SYMS | MapPart::MODIFIER_MAP;
        let reply = in_sure_reply(connected.x.xkb_get_map(
            device,
            parts,
            none,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0u16.into(),
            0,
            0,
            0,
            0,
            0,
            0,
        ))?;
        let mut keymap = Self {
            first: reply.first_key_sym,
            keys: reply.map.syms_rtrn.unwrap_or_default(),
            types: reply.map.types_rtrn.unwrap_or_default(),
            level_keys: [None; 8],
            modifiers: Vec::new(),
        };
        for entry in reply.map.modmap_rtrn.unwrap_or_default() {
            let mask = u16::from(entry.mods);
            keymap.modifiers.push(entry.keycode);
            let holds = keymap
                .symbol(entry.keycode, 0, 0)
                .is_some_and(|symbol| LEVEL_KEYS.contains(&symbol));
            for (bit, key) in keymap.level_keys.iter_mut().enumerate() {
                if holds && mask & (1 << bit) != 0 {
                    key.get_or_insert(entry.keycode);
                }
            }
        }
        Ok(keymap)
    }

    /// The keystroke that gives the character now. Keys in `last` are taken only if no other does.
    pub(super) fn find(&self, character: char, now: InEffect, last: impl Fn(u8) -> bool) -> Option<KeymapStroke> {
        let mut best: Option<((bool, u32), u8, u8)> = None;
        for (keycode, key) in self.keycodes() {
            for (level, modifiers, locks) in self.levels(key, now) {
                let symbol = Self::group(key, now.group).and_then(|group| symbol_at(key, group, level));
                let typed = symbol.and_then(typed);
                let typed = if locks { typed.and_then(capital) } else { typed };
                if typed != Some(character) {
                    continue;
                }
                let cost = (last(keycode), modifiers.count_ones());
                if best.is_none_or(|(known, ..)| cost < known) {
                    best = Some((cost, keycode, modifiers));
                }
            }
        }
        let (_, keycode, modifiers) = best?;
        Some(KeymapStroke {
            keycode,
            modifiers: self.keys_for(modifiers)?,
            escape: self.is_escape(keycode),
        })
    }

    /// Whether the key is Esc in any group; the watch and the injector must agree about it, and about what was Esc as
    /// control began: that still is, whatever a program that the helper started makes of the layout.
    pub(super) fn is_escape(&self, keycode: u8) -> bool {
        (0..4).any(|group| self.symbol(keycode, group, 0) == Some(xkeysym::key::Escape))
    }

    /// The keys that are Esc.
    pub(super) fn escapes(&self) -> Vec<u8> {
        let keycodes = self.keycodes().map(|(keycode, _)| keycode);
        keycodes.filter(|keycode| self.is_escape(*keycode)).collect()
    }

    /// Keycodes without any meaning.
    pub(super) fn unused(&self) -> impl Iterator<Item = u8> {
        self.keycodes()
            .filter(|(keycode, key)| {
                key.syms.iter().all(|symbol| *symbol == xkeysym::key::NoSymbol) && !self.modifiers.contains(keycode)
            })
            .map(|(keycode, _)| keycode)
    }

    pub(super) fn symbol(&self, keycode: u8, group: u8, level: u8) -> Option<u32> {
        let key = self.keys.get(usize::from(keycode.checked_sub(self.first)?))?;
        (group < key.group_info & 0x0F).then_some(())?;
        symbol_at(key, group, level)
    }

    fn keycodes(&self) -> impl Iterator<Item = (u8, &KeySymMap)> {
        (self.first..=u8::MAX).zip(&self.keys)
    }

    /// The group that a key uses when `group` is in effect, XKB protocol 1.0 §12.7 (groups out of range).
    fn group(key: &KeySymMap, group: u8) -> Option<u8> {
        let count = key.group_info & 0x0F;
        if count == 0 {
            return None;
        }
        if group < count {
            return Some(group);
        }
        match key.group_info & 0xC0 {
            0x40 => Some(count - 1),
            0x80 => Some((key.group_info >> 4) & 0x03)
                .filter(|redirect| *redirect < count)
                .or(Some(0)),
            _ => Some(group % count),
        }
    }

    /// The levels that can be reached without letting go of what is in effect, with the modifiers to add, and whether
    /// programs make a capital of what is there: Caps Lock is on, and has not counted for the level.
    fn levels<'a>(&'a self, key: &'a KeySymMap, now: InEffect) -> impl Iterator<Item = (u8, u8, bool)> + 'a {
        let kind = Self::group(key, now.group)
            .and_then(|group| key.kt_index.get(usize::from(group)))
            .and_then(|index| self.types.get(usize::from(*index)));
        kind.into_iter().flat_map(move |kind| {
            let mask = modifier_bits(kind.mods_mask.into());
            let held = now.modifiers & mask;
            // Only combinations of what can be pressed: at most 2^4 of them.
            let addable = self.addable() & mask & !held;
            subsets(addable).map(move |added| {
                let (level, preserved) = level_of(kind, held | added);
                (level, added, now.modifiers & LOCK & (!mask | preserved) != 0)
            })
        })
    }

    fn addable(&self) -> u8 {
        let bits = self.level_keys.iter().enumerate();
        bits.filter(|(_, key)| key.is_some())
            .fold(0u8, |mask, (bit, _)| mask | (1 << bit))
            & !LOCK
    }

    fn keys_for(&self, modifiers: u8) -> Option<Vec<u8>> {
        let bits = self.level_keys.iter().enumerate();
        bits.filter(|(bit, _)| modifiers & (1 << bit) != 0)
            .map(|(_, key)| *key)
            .collect()
    }
}

fn modifier_bits(mask: u16) -> u8 {
    mask.to_le_bytes()[0]
}

fn symbol_at(key: &KeySymMap, group: u8, level: u8) -> Option<u32> {
    if level >= key.width {
        return None;
    }
    let at = usize::from(group) * usize::from(key.width) + usize::from(level);
    key.syms.get(at).copied()
}

/// The level, and the modifiers that are left to the programs although they counted for it.
fn level_of(kind: &KeyType, modifiers: u8) -> (u8, u8) {
    let entries = kind.map.iter().enumerate();
    let mut fitting = entries.filter(|(_, entry)| entry.active && modifier_bits(entry.mods_mask.into()) == modifiers);
    fitting.next().map_or((0, 0), |(at, entry)| {
        let preserved = kind.preserve.get(at);
        (
            entry.level,
            preserved.map_or(0, |preserved| modifier_bits(preserved.mask.into())),
        )
    })
}

/// Every combination of the bits, none of them first.
fn subsets(bits: u8) -> impl Iterator<Item = u8> {
    let mut next = Some(0u8);
    std::iter::from_fn(move || {
        let this = next?;
        next = (this != bits).then(|| this.wrapping_sub(bits) & bits);
        Some(this)
    })
}

/// What programs make of a character under Caps Lock; `None` where programs differ.
fn capital(character: char) -> Option<char> {
    if !character.is_lowercase() {
        return Some(character);
    }
    let mut capitals = character.to_uppercase();
    let first = capitals.next();
    first.filter(|first| capitals.next().is_none() && *first != character)
}

/// The character that a key symbol types; none for dead keys, the keypad and keys that do something.
fn typed(symbol: u32) -> Option<char> {
    if symbol == xkeysym::key::NoSymbol || KEYPAD.contains(&symbol) {
        return None;
    }
    Keysym::new(symbol).key_char()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subsets_are_complete() {
        let mut all: Vec<_> = subsets(0b1010_0001).collect();
        assert_eq!(all.len(), 8);
        assert_eq!(all.first(), Some(&0));
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 8);
        assert_eq!(subsets(0).collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn a_locked_letter_is_its_capital_or_not_to_be_relied_on() {
        for (small, locked) in [
            ('a', Some('A')),
            ('ě', Some('Ě')),
            ('ÿ', Some('Ÿ')),
            ('É', Some('É')),
            ('1', Some('1')),
            ('€', Some('€')),
            ('ß', None),
            ('ª', None),
        ] {
            assert_eq!(capital(small), locked, "{small}");
        }
    }

    #[test]
    fn only_typing_symbols_type() {
        assert_eq!(typed(xkeysym::key::EuroSign), Some('€'));
        assert_eq!(typed(xkeysym::key::Cyrillic_a), Some('а'));
        assert_eq!(typed(xkeysym::key::Return), Some('\r'));
        assert_eq!(typed(xkeysym::key::Escape), Some('\u{1b}'));
        for silent in [
            xkeysym::key::dead_acute,
            xkeysym::key::KP_1,
            xkeysym::key::KP_Enter,
            xkeysym::key::F1,
            xkeysym::key::NoSymbol,
        ] {
            assert_eq!(typed(silent), None);
        }
    }
}
