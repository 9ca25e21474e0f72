//! A keymap as clients of a compositor have it: which key, under which modifiers, gives a character, and which keys no
//! helper has and can be lent a character.
//!
//! Every keymap that is uploaded makes each program read it anew. So what the layout has is typed with the layout, and
//! a key that was lent a character keeps it until no other is left.

use std::collections::{HashMap, VecDeque};

use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};
use xkbcommon::xkb;

use crate::vocabulary::ScanKey;

/// Keypad keys depend on Num Lock and are other keys to many programs.
const KEYPAD: std::ops::RangeInclusive<u32> = 0xFF80..=0xFFBD;

/// X clients on a Wayland desktop know no higher keycodes.
const HIGHEST: u32 = 255;

/// What else stands on keys that can be lent: the special keys of some keyboards.
const SPECIAL: std::ops::RangeInclusive<u32> = 0x1008_0000..=0x1008_FFFF;

/// An evdev code is an X keycode less this.
pub(super) const EVDEV: u32 = 8;

/// More keys with nothing on them nobody needs.
const SILENT: usize = 8;

/// Levels that are reached by more combinations of modifiers than these have a shorter one among them.
const COMBINATIONS: usize = 32;

/// A keyboard has far more keys that type; what has fewer is the keymap of a program that types a few characters.
const FEWEST_KEYS: usize = 30;

/// What to press for a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeymapStroke {
    pub(super) keycode: u32,
    /// What must be in effect of [`Layout::choosing`].
    pub(super) modifiers: u32,
}

/// A key that can be lent, with its name in the keymap.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spare {
    keycode: u32,
    name: Option<String>,
}

/// Dead keys, and the mark that each puts on the letter after it.
const ACCENTS: [(u32, char); 13] = [
    (xkeysym::key::dead_grave, '\u{300}'),
    (xkeysym::key::dead_acute, '\u{301}'),
    (xkeysym::key::dead_circumflex, '\u{302}'),
    (xkeysym::key::dead_tilde, '\u{303}'),
    (xkeysym::key::dead_macron, '\u{304}'),
    (xkeysym::key::dead_breve, '\u{306}'),
    (xkeysym::key::dead_abovedot, '\u{307}'),
    (xkeysym::key::dead_diaeresis, '\u{308}'),
    (xkeysym::key::dead_abovering, '\u{30A}'),
    (xkeysym::key::dead_doubleacute, '\u{30B}'),
    (xkeysym::key::dead_caron, '\u{30C}'),
    (xkeysym::key::dead_cedilla, '\u{327}'),
    (xkeysym::key::dead_ogonek, '\u{328}'),
];

/// What chooses a level of a key: the modifier, the key of most keyboards that sets it, and what that key is called then.
const CHOOSERS: [(&str, u32, u32); 2] = [
    (xkb::MOD_NAME_SHIFT, 42 + EVDEV, xkeysym::key::Shift_L),
    ("Mod5", 100 + EVDEV, xkeysym::key::ISO_Level3_Shift),
];

pub(super) struct Layout {
    pub(super) keymap: xkb::Keymap,
    /// As the compositor sent it, in this library's own words.
    text: String,
    strokes: Vec<HashMap<char, KeymapStroke>>,
    /// Those of dead keys, by their marks.
    accents: Vec<HashMap<char, KeymapStroke>>,
    /// The modifiers by which characters are chosen: what is held of them is nothing to the character that is typed.
    pub(super) choosing: u32,
    spares: Vec<Spare>,
    lent: VecDeque<(Spare, char)>,
    silent: Vec<u32>,
}

fn context() -> xkb::Context {
    let mut context = xkb::Context::new(xkb::CONTEXT_NO_FLAGS);
    // A keymap that cannot be read is said by the caller.
    context.set_log_level(xkb::LogLevel::Critical);
    context
}

fn parse(text: String) -> Option<xkb::Keymap> {
    xkb::Keymap::new_from_string(
        &context(),
        text,
        xkb::KEYMAP_FORMAT_TEXT_V1,
        xkb::KEYMAP_COMPILE_NO_FLAGS,
    )
}

impl Layout {
    /// Out of what a compositor sent; `None` if it is no keymap of a whole keyboard.
    pub(super) fn read(text: &str) -> Option<Self> {
        let layout = Self::of(parse(text.to_owned())?);
        let typing = layout.strokes.iter().map(HashMap::len).max();
        (typing >= Some(FEWEST_KEYS)).then_some(layout)
    }

    /// The system's own, where no keyboard tells.
    pub(super) fn usual() -> Option<Self> {
        let flags = xkb::KEYMAP_COMPILE_NO_FLAGS;
        xkb::Keymap::new_from_names(&context(), "", "", "", "", None, flags).map(Self::of)
    }

    fn of(keymap: xkb::Keymap) -> Self {
        let text = keymap.get_as_string(xkb::KEYMAP_FORMAT_TEXT_V1);
        let groups = 0..keymap.num_layouts();
        let accents = groups.clone().map(|group| strokes(&keymap, group, accent)).collect();
        let strokes: Vec<_> = groups.map(|group| strokes(&keymap, group, typed)).collect();
        let each = strokes.iter().flat_map(HashMap::values);
        let choosing = each.fold(0, |choosing, stroke| choosing | stroke.modifiers);
        let silent = keycodes(&keymap).filter(|keycode| is_spare(&keymap, *keycode));
        let silent =
            silent.filter(|keycode| symbols(&keymap, *keycode).all(|symbol| symbol.raw() == xkeysym::key::NoSymbol));
        let silent = silent.take(SILENT).map(|keycode| keycode - EVDEV).collect();
        let spares = keycodes(&keymap)
            .filter(|keycode| is_spare(&keymap, *keycode))
            .map(|keycode| Spare {
                keycode,
                name: keymap.key_get_name(xkb::Keycode::new(keycode)).map(str::to_owned),
            })
            .collect();
        Self {
            keymap,
            text,
            strokes,
            accents,
            choosing,
            spares,
            lent: VecDeque::new(),
            silent,
        }
    }

    /// As a compositor hands on what was uploaded.
    pub(super) fn text(&self) -> String {
        self.keymap.get_as_string(xkb::KEYMAP_FORMAT_TEXT_V1)
    }

    /// Whether GNOME's desktop types this symbol as it is meant (Mutter 50): it presses the lowest key that has it, with no
    /// modifier, Shift or AltGr, and where both were needed alone. Nobody tells which group is in use.
    pub(super) fn is_typed_by_symbol(&self, symbol: xkb::Keysym) -> bool {
        const ALT_GR: u32 = 2;
        let groups = 0..self.keymap.num_layouts();
        let levels: Vec<_> = groups.filter_map(|group| self.first_level(symbol, group)).collect();
        !levels.is_empty() && levels.iter().all(|level| *level <= ALT_GR)
    }

    fn first_level(&self, symbol: xkb::Keysym, group: u32) -> Option<u32> {
        let keys = self.keymap.min_keycode().raw()..self.keymap.max_keycode().raw();
        keys.map(xkb::Keycode::new).find_map(|key| {
            let mut levels = 0..self.keymap.num_levels_for_key(key, group);
            levels.find(|level| self.keymap.key_get_syms_by_level(key, group, *level).contains(&symbol))
        })
    }

    /// The keys that give the character when they are pressed in this order and held, by their evdev codes. `group`: the one
    /// that is in effect, where that is told. `None` where no keys do, or others in another group: GNOME's keymap has one more
    /// group than the person chose, that of their language.
    pub(super) fn keys(&self, character: char, group: Option<u32>) -> Option<Vec<u32>> {
        self.chord(&self.strokes, character, group)
    }

    /// The same of a dead key, and of the letter after it, that make the character together.
    pub(super) fn accented(&self, character: char, group: Option<u32>) -> Option<[Vec<u32>; 2]> {
        let Decomposed::Expansion(letter, mark) = CanonicalDecompositionBorrowed::new().decompose(character) else {
            return None;
        };
        let dead = self.chord(&self.accents, mark, group)?;
        Some([dead, self.keys(letter, group)?])
    }

    fn chord(&self, strokes: &[HashMap<char, KeymapStroke>], character: char, group: Option<u32>) -> Option<Vec<u32>> {
        let told = group.and_then(|group| usize::try_from(group).ok());
        let groups = 0..strokes.len();
        let mut groups = groups.filter(|group| told.is_none_or(|told| told == *group));
        let stroke = |group: usize| strokes.get(group).and_then(|strokes| strokes.get(&character));
        let found = stroke(groups.next()?)?;
        if !groups.all(|other| stroke(other) == Some(found)) {
            return None;
        }
        let mut keys = Vec::new();
        let mut missing = found.modifiers;
        for (modifier, keycode, symbol) in CHOOSERS {
            let bit = 1u32
                .checked_shl(self.keymap.mod_get_index(modifier))
                .unwrap_or_default();
            if missing & bit != 0 && self.is_everywhere(symbol, keycode) {
                missing &= !bit;
                keys.push(keycode - EVDEV);
            }
        }
        keys.push(found.keycode - EVDEV);
        (missing == 0).then_some(keys)
    }

    /// Evdev codes of some keys that no keyboard has, with nothing on them.
    pub(super) fn silent_keys(&self) -> &[u32] {
        &self.silent
    }

    /// Whether the key gives this symbol in each group.
    fn is_everywhere(&self, symbol: u32, keycode: u32) -> bool {
        let given = |group| self.keymap.key_get_syms_by_level(xkb::Keycode::new(keycode), group, 0);
        (0..self.keymap.num_layouts()).all(|group| given(group) == [xkb::Keysym::new(symbol)])
    }

    /// What types the character in this group of the layout, or a key that was lent it. Never a key that is `held`.
    pub(super) fn stroke(&self, character: char, group: u32, held: impl Fn(u32) -> bool) -> Option<KeymapStroke> {
        let group = usize::try_from(group).ok()?;
        let of_layout = self.strokes.get(group).and_then(|strokes| strokes.get(&character));
        let lent = || self.lent.iter().find(|(_, lent)| *lent == character);
        of_layout.copied().filter(|stroke| !held(stroke.keycode)).or_else(|| {
            lent().map(|(spare, _)| KeymapStroke {
                keycode: spare.keycode,
                modifiers: 0,
            })
        })
    }

    /// Lends a key to the character: to be uploaded before it is pressed. False where no key types it.
    pub(super) fn lend(&mut self, character: char) -> bool {
        let symbol = xkb::utf32_to_keysym(character.into());
        if symbol.raw() == xkeysym::key::NoSymbol || character.is_control() {
            return false;
        }
        let taken = |spare: &Spare| self.lent.iter().any(|(lent, _)| lent == spare);
        let free = self.spares.iter().find(|spare| !taken(spare)).cloned();
        let Some(spare) = free.or_else(|| self.lent.pop_front().map(|(spare, _)| spare)) else {
            return false;
        };
        self.lent.push_back((spare, character));
        match parse(self.with_lent()) {
            Some(keymap) => {
                self.keymap = keymap;
                true
            }
            None => {
                self.lent.pop_back();
                false
            }
        }
    }

    /// The keymap with all keys that were lent, as text.
    pub(super) fn with_lent(&self) -> String {
        let mut names = String::new();
        let mut symbols = String::new();
        for (Spare { keycode, name }, character) in &self.lent {
            let name = name.clone().unwrap_or_else(|| {
                let name = format!("LF{keycode:02X}");
                names.push_str(&format!("\t<{name}> = {keycode};\n"));
                name
            });
            let symbol = xkb::utf32_to_keysym((*character).into());
            symbols.push_str(&format!("\treplace key <{name}> {{ [ {:#x} ] }};\n", symbol.raw()));
        }
        let text = insert(&self.text, "xkb_keycodes", &names);
        insert(&text, "xkb_symbols", &symbols)
    }
}

/// Puts lines at the end of a section of a keymap.
fn insert(text: &str, section: &str, lines: &str) -> String {
    const END: &str = "\n};";
    let begin = text.find(section).unwrap_or(text.len());
    let end = text.get(begin..).and_then(|rest| rest.find(END)).map(|end| begin + end);
    match end.and_then(|end| Some((text.get(..=end)?, text.get(end + 1..)?))) {
        Some((before, after)) => [before, lines, after].concat(),
        None => text.to_owned(),
    }
}

fn keycodes(keymap: &xkb::Keymap) -> impl Iterator<Item = u32> + use<> {
    let first = keymap.min_keycode().raw().max(EVDEV + 1);
    (first..=keymap.max_keycode().raw().min(HIGHEST)).rev()
}

/// All that is on a key.
fn symbols(keymap: &xkb::Keymap, keycode: u32) -> impl Iterator<Item = &xkb::Keysym> {
    let key = xkb::Keycode::new(keycode);
    (0..keymap.num_layouts_for_key(key)).flat_map(move |group| {
        let levels = 0..keymap.num_levels_for_key(key, group);
        levels.flat_map(move |level| keymap.key_get_syms_by_level(key, group, level))
    })
}

/// No keyboard of the helper's has the key, and nothing is on it that types or changes what others type.
fn is_spare(keymap: &xkb::Keymap, keycode: u32) -> bool {
    symbols(keymap, keycode).all(|symbol| SPECIAL.contains(&symbol.raw()) || symbol.raw() == xkeysym::key::NoSymbol)
        && !ScanKey::all().any(|key| key.x_keycode().is_some_and(|code| u32::from(code) == keycode))
}

fn strokes(
    keymap: &xkb::Keymap,
    group: u32,
    typed: impl Fn(xkb::Keysym) -> Option<char>,
) -> HashMap<char, KeymapStroke> {
    let mut strokes: HashMap<char, (u32, KeymapStroke)> = HashMap::new();
    for keycode in keycodes(keymap) {
        let key = xkb::Keycode::new(keycode);
        for level in 0..keymap.num_levels_for_key(key, group) {
            let [symbol] = keymap.key_get_syms_by_level(key, group, level) else {
                continue;
            };
            let Some((character, modifiers)) = typed(*symbol).zip(modifiers(keymap, key, group, level)) else {
                continue;
            };
            let cost = modifiers.count_ones();
            let stroke = KeymapStroke { keycode, modifiers };
            // Of two keys alike, the lower keycode: it is the older one, which every program knows.
            match strokes.get(&character) {
                Some((known, _)) if *known < cost => {}
                _ => drop(strokes.insert(character, (cost, stroke))),
            }
        }
    }
    strokes
        .into_iter()
        .map(|(character, (_, stroke))| (character, stroke))
        .collect()
}

/// The smallest set of modifiers for a level, without the locks, which programs may show or heed.
fn modifiers(keymap: &xkb::Keymap, key: xkb::Keycode, group: u32, level: u32) -> Option<u32> {
    let mut masks = [0; COMBINATIONS];
    let count = keymap.key_get_mods_for_level(key, group, level, &mut masks);
    let bit = |name: &str| 1u32.checked_shl(keymap.mod_get_index(name)).unwrap_or_default();
    let locks = bit(xkb::MOD_NAME_CAPS) | bit(xkb::MOD_NAME_NUM);
    let masks = masks.iter().take(count).copied();
    masks
        .filter(|mask| mask & locks == 0)
        .min_by_key(|mask| mask.count_ones())
}

/// The character that a key symbol types; none for dead keys, the keypad and keys that do something.
fn typed(symbol: xkb::Keysym) -> Option<char> {
    if KEYPAD.contains(&symbol.raw()) {
        return None;
    }
    symbol.key_char()
}

/// The mark of a dead key.
fn accent(symbol: xkb::Keysym) -> Option<char> {
    let found = ACCENTS.iter().find(|(dead, _)| *dead == symbol.raw());
    found.map(|(_, mark)| *mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(name: &str) -> Layout {
        let flags = xkb::KEYMAP_COMPILE_NO_FLAGS;
        Layout::of(xkb::Keymap::new_from_names(&context(), "evdev", "pc105", name, "", None, flags).unwrap())
    }

    /// What a program reads of a stroke.
    fn read(layout: &Layout, stroke: KeymapStroke, group: u32) -> Option<char> {
        let keymap = parse(layout.with_lent()).unwrap();
        let mut state = xkb::State::new(&keymap);
        state.update_mask(stroke.modifiers, 0, 0, 0, 0, group);
        char::from_u32(state.key_get_utf32(xkb::Keycode::new(stroke.keycode)))
    }

    #[test]
    fn what_the_layout_has_is_typed_with_it_and_read_as_meant() {
        for (name, group, characters) in [
            ("us", 0, "azAZ09 !@~\\\"\r\t\u{8}\u{1b}"),
            ("de", 0, "äÖß€@{}yzµ"),
            ("fr", 0, "éèçà&1aqw€#"),
            ("cz", 0, "ěščřž12%ú€"),
            ("us,cz", 1, "ěšč1"),
        ] {
            let layout = layout(name);
            for character in characters.chars() {
                let stroke = layout.stroke(character, group, |_| false);
                let stroke = stroke.unwrap_or_else(|| panic!("{name} has no {character:?}"));
                assert_eq!(read(&layout, stroke, group), Some(character), "{name}");
            }
        }
    }

    #[test]
    fn what_gnome_would_type_otherwise_is_typed_by_its_keys() {
        const SHIFT: u32 = 42;
        const ALT_GR: u32 = 100;
        const COMMA: u32 = 51;
        // The key beside the left Shift.
        const BESIDE: u32 = 86;
        for (name, character, by_symbol, keys) in [
            ("de", 'a', true, Some(vec![30])),
            ("de", 'Q', true, Some(vec![SHIFT, 16])),
            ("de", '@', true, Some(vec![ALT_GR, 16])),
            ("de", '×', false, Some(vec![SHIFT, ALT_GR, COMMA])),
            // Another key has it, too, with Shift and AltGr.
            ("fr", '<', false, Some(vec![BESIDE])),
            ("fr", '>', false, Some(vec![SHIFT, BESIDE])),
            ("us", '×', false, None),
            ("us", 'a', true, Some(vec![30])),
            ("de,de", '×', false, Some(vec![SHIFT, ALT_GR, COMMA])),
            ("de,us", '×', false, None),
        ] {
            let layout = layout(name);
            let symbol = xkb::utf32_to_keysym(character.into());
            assert_eq!(layout.is_typed_by_symbol(symbol), by_symbol, "{name} {character}");
            assert_eq!(layout.keys(character, None), keys, "{name} {character}");
        }
        // Where the group is told.
        let two = layout("us,de");
        let keys = |group| two.keys('y', group);
        assert_eq!(
            [None, Some(0), Some(1), Some(2)].map(keys),
            [None, Some(vec![21]), Some(vec![44]), None]
        );
    }

    #[test]
    fn a_letter_with_an_accent_is_typed_by_a_dead_key_and_the_letter() {
        const SHIFT: u32 = 42;
        const ACUTE: u32 = 13;
        const CIRCUMFLEX: u32 = 41;
        const E: u32 = 18;
        let german = layout("de");
        assert_eq!(german.accented('é', None), Some([vec![ACUTE], vec![E]]));
        assert_eq!(german.accented('È', None), Some([vec![SHIFT, ACUTE], vec![SHIFT, E]]));
        assert_eq!(german.accented('ê', Some(0)), Some([vec![CIRCUMFLEX], vec![E]]));
        assert_eq!(german.accented('e', None), None);
        // Neither a dead key, nor a letter for it.
        assert_eq!(layout("us").accented('é', None), None);
        assert_eq!(german.accented('й', None), None);
        assert_eq!(layout("de,us").accented('é', None), None);
    }

    #[test]
    fn silent_keys_have_nothing_on_them() {
        for name in ["us", "de", "us,ru"] {
            let layout = layout(name);
            let silent = layout.silent_keys();
            assert!(silent.len() > 1, "{name}");
            for code in silent {
                let mut state = xkb::State::new(&layout.keymap);
                let key = xkb::Keycode::new(code + EVDEV);
                assert_eq!(
                    state.key_get_one_sym(key).raw(),
                    xkeysym::key::NoSymbol,
                    "{name} {code}"
                );
                assert_eq!(state.update_key(key, xkb::KeyDirection::Down), 0, "{name} {code}");
            }
        }
    }

    #[test]
    fn any_character_can_be_lent_a_key_and_the_layout_stays() {
        let mut layout = layout("us");
        let text = "日本語кириллицаالعربية😀ẞ‽";
        let mut lent: Vec<char> = Vec::new();
        for character in text.chars() {
            if layout.stroke(character, 0, |_| false).is_none() {
                assert!(layout.lend(character), "{character}");
                lent.push(character);
            }
            let stroke = layout.stroke(character, 0, |_| false).unwrap();
            assert_eq!(read(&layout, stroke, 0), Some(character));
        }
        assert_eq!(lent.len(), 19, "{lent:?}");
        let a = layout.stroke('a', 0, |_| false).unwrap();
        assert_eq!(read(&layout, a, 0), Some('a'));
        // So it is known again when the compositor hands it on.
        assert_eq!(Layout::read(&layout.with_lent()).unwrap().text, layout.text());
    }

    #[test]
    fn the_key_that_was_lent_first_is_lent_again() {
        let mut layout = layout("de");
        let spares = layout.spares.len();
        assert!(spares > 60, "{spares}");
        let many = (0x4E00..).filter_map(char::from_u32).take(spares + 3);
        for character in many {
            assert!(layout.lend(character));
            let stroke = layout.stroke(character, 0, |_| false).unwrap();
            assert_eq!(read(&layout, stroke, 0), Some(character));
        }
        assert_eq!(layout.lent.len(), spares);
        assert_eq!(layout.stroke('\u{4E00}', 0, |_| false), None);
    }

    #[test]
    fn a_key_that_is_held_is_not_pressed_again() {
        let mut layout = layout("us");
        let stroke = layout.stroke('a', 0, |_| false).unwrap();
        assert_eq!(layout.stroke('a', 0, |keycode| keycode == stroke.keycode), None);
        assert!(layout.lend('a'));
        let other = layout.stroke('a', 0, |keycode| keycode == stroke.keycode).unwrap();
        assert_eq!(read(&layout, other, 0), Some('a'));
    }

    #[test]
    fn what_is_no_keyboard_is_not_taken_for_one() {
        assert!(Layout::read("").is_none());
        assert!(Layout::read("xkb_keymap {").is_none());
        let few = "xkb_keymap { xkb_keycodes { minimum = 8; maximum = 255; <K1> = 9; }; xkb_types { include \"complete\" }; \
                   xkb_compatibility { include \"complete\" }; xkb_symbols { key <K1> { [ a ] }; }; };";
        assert!(parse(few.to_owned()).is_some());
        assert!(Layout::read(few).is_none());
        let whole = layout("cz");
        assert_eq!(Layout::read(&whole.text).unwrap().text, whole.text);
        assert_ne!(whole.text, layout("de").text);
    }

    #[test]
    fn control_characters_without_a_key_are_not_lent_one() {
        let mut layout = layout("us");
        assert!(!layout.lend('\u{1}'));
        assert!(!layout.lend('\u{0}'));
    }
}
