//! Characters that the novice's layout lacks. Keycodes that no key uses are given such a character for a while, and are
//! freed again.
//!
//! A program reads the changed keymap when it comes to the key, not when the key is sent. So a keycode keeps its
//! meaning for [`REST`] after its last use, before it may mean something else or nothing. (An X server does not tell
//! how far a program has read.)
//!
//! What was lent is written to a property of the root window first, with a window that lives as long as this process.
//! At the next start a record without its window tells of a crash: then the keycodes are taken back, and what XTEST
//! still holds down is released.

use std::time::{Duration, Instant};

use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xinput::{ConnectionExt as _, InputStateData};
use x11rb::protocol::xkb::{
    ConnectionExt as _, EventType, KeySymMap, MapPart, SelectEventsAux, SetMapAux, SetMapFlags, VMod,
};
use x11rb::protocol::xproto::{
    AtomEnum, BUTTON_RELEASE_EVENT, ConnectionExt as _, CreateWindowAux, KEY_RELEASE_EVENT, PropMode, Window,
    WindowClass,
};
use x11rb::wrapper::ConnectionExt as _;
use xkeysym::Keysym;

use super::connection::{XConnection, in_reply, in_sure_reply, sent};
use super::keymap::{ALPHABETIC, InEffect, Keymap, KeymapStroke, LOCK, SHIFT};
use crate::input::error::InputError;
use crate::vocabulary::ScanKey;

/// How long a program may take to come to a key; longer than a busy desktop lags.
const REST: Duration = Duration::from_secs(1);

/// Enough for the letters of another alphabet, small and capital sharing a key.
const POOL: usize = 40;

/// Evdev code 0 is no key: programs that think in evdev codes ignore it.
const NEVER: u8 = 8;

/// The record's triples that are read, window, keycode, key symbol: many times what one process writes.
const RECORD_WORDS: u32 = 3 * 1024;

const CORE_KEYBOARD: u16 = 0x100;

pub(super) enum FoundKey {
    Stroke(KeymapStroke),
    /// All spare keycodes are still being read.
    Later(Instant),
    /// This keyboard cannot type it.
    Nothing,
}

pub(super) struct Spares {
    /// Lives as long as this process; its number is the owner in the record.
    owner: Window,
    device: u16,
    keymap: Keymap,
    lent: Vec<Lent>,
}

#[derive(Debug, Clone, Copy)]
struct Lent {
    keycode: u8,
    /// Without and with Shift.
    symbols: [u32; 2],
    used: Instant,
}

impl Lent {
    fn symbol(&self) -> u32 {
        let [symbol, _] = self.symbols;
        symbol
    }
}

impl Spares {
    pub(super) fn new(connected: &XConnection) -> Result<Self, InputError> {
        let device = watch_keymap(connected)?;
        let owner = connected.x.generate_id().map_err(|_| InputError::DisplayGone)?;
        sent(connected.x.create_window(
            0,
            owner,
            connected.root,
            -1,
            -1,
            1,
            1,
            0,
            WindowClass::INPUT_ONLY,
            x11rb::COPY_FROM_PARENT,
            &CreateWindowAux::new().override_redirect(1),
        ))?;
        write_record(connected, owner, &[owner])?;
        let spares = Self {
            owner,
            device,
            keymap: Keymap::read(connected, device)?,
            lent: Vec::new(),
        };
        spares.record(connected)?;
        Ok(spares)
    }

    pub(super) fn owner(&self) -> Window {
        self.owner
    }

    /// The keymap as it is now.
    pub(super) fn keymap(&mut self, connected: &XConnection) -> Result<&Keymap, InputError> {
        let mut changed = false;
        while let Some(event) = connected.next_event()? {
            changed |= matches!(
                event,
                Event::MappingNotify(_) | Event::XkbMapNotify(_) | Event::XkbNewKeyboardNotify(_)
            );
        }
        if changed {
            self.read(connected)?;
        }
        Ok(&self.keymap)
    }

    /// How to type the character now; lends it a keycode if it needs one.
    pub(super) fn stroke(&mut self, connected: &XConnection, character: char) -> Result<FoundKey, InputError> {
        let state = in_sure_reply(connected.x.xkb_get_state(CORE_KEYBOARD))?;
        let now = InEffect {
            modifiers: u16::from(state.mods).to_le_bytes()[0],
            group: u8::from(state.group),
        };
        self.keymap(connected)?;
        if let Some(stroke) = self.find(character, now) {
            return Ok(FoundKey::Stroke(stroke));
        }
        if character.is_control() {
            return Ok(FoundKey::Nothing);
        }
        let symbols = symbols(character, now.modifiers);
        if let Some(lent) = self.half_free(symbols, now) {
            let [_, shifted] = symbols;
            self.lend(connected, lent.keycode, [lent.symbol(), shifted])?;
        } else {
            match self.spare() {
                Some((keycode, at)) if at <= Instant::now() => self.lend(connected, keycode, symbols)?,
                Some((_, at)) => return Ok(FoundKey::Later(at)),
                None => return Ok(FoundKey::Nothing),
            }
        }
        Ok(self.find(character, now).map_or(FoundKey::Nothing, FoundKey::Stroke))
    }

    /// Takes back the keycodes that no program reads any more; gives the time when more can be taken back.
    pub(super) fn give_back(&mut self, connected: &XConnection) -> Result<Option<Instant>, InputError> {
        if self.lent.is_empty() {
            return Ok(None);
        }
        // All at once: each change makes every program read the keymap again.
        let rested = self.lent.iter().map(|lent| lent.used + REST).max();
        if let Some(at) = rested
            && at > Instant::now()
        {
            return Ok(Some(at));
        }
        self.keymap(connected)?;
        for lent in std::mem::take(&mut self.lent) {
            take_back(connected, &self.keymap, lent.keycode, lent.symbol())?;
        }
        self.record(connected)?;
        self.read(connected)?;
        Ok(None)
    }

    fn read(&mut self, connected: &XConnection) -> Result<(), InputError> {
        self.keymap = Keymap::read(connected, self.device)?;
        // Another layout was chosen: it overwrote what was lent.
        let keymap = &self.keymap;
        self.lent
            .retain(|lent| keymap.symbol(lent.keycode, 0, 0) == Some(lent.symbol()));
        Ok(())
    }

    fn find(&mut self, character: char, now: InEffect) -> Option<KeymapStroke> {
        let lent = &self.lent;
        let is_lent = |keycode| lent.iter().any(|lent| lent.keycode == keycode);
        let stroke = self.keymap.find(character, now, is_lent)?;
        if let Some(lent) = self.lent.iter_mut().find(|lent| lent.keycode == stroke.keycode) {
            lent.used = Instant::now();
        }
        Some(stroke)
    }

    /// A lent keycode that gives the same character with and without Shift. Its second place can be lent at once, since
    /// the first keeps its meaning.
    fn half_free(&self, symbols: [u32; 2], now: InEffect) -> Option<Lent> {
        let alone = |[plain, shifted]: [u32; 2]| plain == shifted;
        if !alone(symbols) || now.modifiers & (SHIFT | LOCK) != 0 {
            return None;
        }
        self.lent.iter().find(|lent| alone(lent.symbols)).copied()
    }

    /// A keycode to lend and the time from which it may be lent.
    fn spare(&self) -> Option<(u8, Instant)> {
        if self.lent.len() < POOL {
            let fresh = self
                .keymap
                .unused()
                .find(|keycode| *keycode != NEVER && !ScanKey::all().any(|key| key.x_keycode() == Some(*keycode)));
            if let Some(keycode) = fresh {
                return Some((keycode, Instant::now()));
            }
        }
        let oldest = self.lent.iter().min_by_key(|lent| lent.used)?;
        Some((oldest.keycode, oldest.used + REST))
    }

    fn lend(&mut self, connected: &XConnection, keycode: u8, symbols: [u32; 2]) -> Result<(), InputError> {
        self.lent.retain(|lent| lent.keycode != keycode);
        self.lent.push(Lent {
            keycode,
            symbols,
            used: Instant::now(),
        });
        self.record(connected)?;
        bind(connected, keycode, symbols)?;
        self.read(connected)
    }

    fn record(&self, connected: &XConnection) -> Result<(), InputError> {
        // The first triple stands for "this process injects", also with nothing lent.
        let mine = self.lent.iter().map(|lent| (u32::from(lent.keycode), lent.symbol()));
        let words = std::iter::once((0, 0))
            .chain(mine)
            .flat_map(|(keycode, symbol)| [self.owner, keycode, symbol]);
        rewrite_record(connected, |record| {
            record.retain(|triple| triple.first() != Some(&self.owner));
            record.extend(words.collect::<Vec<_>>().chunks(3).map(<[u32]>::to_vec));
        })
    }

    pub(super) fn forget(&self, connected: &XConnection) -> Result<(), InputError> {
        rewrite_record(connected, |record| {
            record.retain(|triple| triple.first() != Some(&self.owner));
        })
    }
}

/// Asks for an event whenever the keymap changes; the device by whose keymap injected keys are translated.
pub(super) fn watch_keymap(connected: &XConnection) -> Result<u16, InputError> {
    let device = connected.test_devices()?.keyboard.unwrap_or(CORE_KEYBOARD);
    for device in [CORE_KEYBOARD, device] {
        let what = EventType::NEW_KEYBOARD_NOTIFY | EventType::MAP_NOTIFY;
        let parts = MapPart::KEY_TYPES | MapPart::KEY_SYMS | MapPart::MODIFIER_MAP;
        sent(connected.x.xkb_select_events(
            device,
            EventType::from(0u16),
            what,
            parts,
            parts,
            &SelectEventsAux::new(),
        ))?;
    }
    Ok(device)
}

/// The two symbols of a spare key: letters as small and capital, so that the lock keys do to them what they do to every
/// letter.
fn symbols(character: char, modifiers: u8) -> [u32; 2] {
    let raw = |character| Keysym::from_char(character).raw();
    let alone = [raw(character); 2];
    let mut smalls = character.to_lowercase();
    let small = smalls.next().filter(|_| smalls.next().is_none());
    let mut capitals = character.to_uppercase();
    let capital = capitals.next().filter(|_| capitals.next().is_none());
    match (small, capital) {
        (Some(small), Some(capital)) if small != capital && (character == small || character == capital) => {
            // A Shift that somebody holds cannot be taken away: then the other letter is not needed.
            let shifted = modifiers & SHIFT != 0;
            let locked = modifiers & LOCK != 0;
            if shifted && (character == small) != locked {
                return alone;
            }
            [raw(small), raw(capital)]
        }
        _ => alone,
    }
}

/// Every spare key is of the type of letters: what it gives is what stands there, also under Caps Lock.
fn bind(connected: &XConnection, keycode: u8, symbols: [u32; 2]) -> Result<(), InputError> {
    let (min, max) = (connected.x.setup().min_keycode, connected.x.setup().max_keycode);
    let symbols = SetMapAux::new().syms(vec![KeySymMap {
        kt_index: [ALPHABETIC; 4],
        group_info: 1,
        width: 2,
        syms: symbols.to_vec(),
    }]);
    sent(connected.x.xkb_set_map(
        CORE_KEYBOARD,
        SetMapFlags::from(0u16),
        min,
        max,
        0,
        0,
        keycode,
        1,
        2,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        VMod::from(0u16),
        &symbols,
    ))
}

/// Only what is still as it was lent: a layout chosen since then may have given the key a meaning.
fn take_back(connected: &XConnection, keymap: &Keymap, keycode: u8, symbol: u32) -> Result<(), InputError> {
    if keymap.symbol(keycode, 0, 0) != Some(symbol) {
        return Ok(());
    }
    let nothing = [xkeysym::key::NoSymbol; 2];
    sent(connected.x.change_keyboard_mapping(1, keycode, 2, &nothing))
}

/// Looks for the record of a Lifeline that ended without tidying up, and does it now.
pub(super) fn clean_up_after_a_crash(connected: &XConnection) -> Result<(), InputError> {
    let mut left = Vec::new();
    for triple in read_record(connected, connected.root)?.chunks_exact(3) {
        let [owner, keycode, symbol] = *triple else { continue };
        // The number of a window may be used again; the mark on it tells whose it is.
        if read_record(connected, owner)?.first() != Some(&owner) {
            left.push((owner, keycode, symbol));
        }
    }
    if left.is_empty() {
        return Ok(());
    }
    tracing::info!("undoing what an input session that crashed left behind");
    release_test_devices(connected)?;
    let device = connected.test_devices()?.keyboard.unwrap_or(CORE_KEYBOARD);
    let keymap = Keymap::read(connected, device)?;
    for (_, keycode, symbol) in &left {
        if let Ok(keycode) = u8::try_from(*keycode)
            && keycode != 0
        {
            take_back(connected, &keymap, keycode, *symbol)?;
        }
    }
    rewrite_record(connected, |record| {
        record.retain(|triple| !left.iter().any(|(owner, ..)| triple.first() == Some(owner)));
    })
}

/// Releases what is down on the devices through which everything is injected; the novice's own devices are others.
fn release_test_devices(connected: &XConnection) -> Result<(), InputError> {
    let devices = connected.test_devices()?;
    for device in [devices.keyboard, devices.pointer].into_iter().flatten() {
        let Ok(device) = u8::try_from(device) else { continue };
        let Some(state) = in_reply(connected.x.xinput_query_device_state(device))? else {
            continue;
        };
        for class in state.classes {
            let (kind, down) = match class.data {
                InputStateData::Key(keys) => (KEY_RELEASE_EVENT, keys.keys),
                InputStateData::Button(buttons) => (BUTTON_RELEASE_EVENT, buttons.buttons),
                _ => continue,
            };
            for detail in 0..=u8::MAX {
                let byte = down.get(usize::from(detail / 8)).copied().unwrap_or_default();
                if byte & (1 << (detail % 8)) != 0 {
                    connected.fake(kind, detail)?;
                }
            }
        }
    }
    connected.sync()
}

fn read_record(connected: &XConnection, window: Window) -> Result<Vec<u32>, InputError> {
    let property = in_reply(connected.x.get_property(
        false,
        window,
        connected.record_atom,
        AtomEnum::CARDINAL,
        0,
        RECORD_WORDS,
    ))?;
    Ok(property
        .and_then(|property| Some(property.value32()?.collect()))
        .unwrap_or_default())
}

fn write_record(connected: &XConnection, window: Window, words: &[u32]) -> Result<(), InputError> {
    if words.is_empty() {
        return sent(connected.x.delete_property(window, connected.record_atom));
    }
    sent(connected.x.change_property32(
        PropMode::REPLACE,
        window,
        connected.record_atom,
        AtomEnum::CARDINAL,
        words,
    ))
}

fn rewrite_record(connected: &XConnection, change: impl FnOnce(&mut Vec<Vec<u32>>)) -> Result<(), InputError> {
    // Two Lifelines must not overwrite each other's lines: this grab of the server is waited for, others are not.
    connected.waits_for_grabs(true)?;
    sent(connected.x.grab_server())?;
    let mut record = read_record(connected, connected.root)?
        .chunks_exact(3)
        .map(<[u32]>::to_vec)
        .collect();
    change(&mut record);
    let written = write_record(connected, connected.root, &record.concat());
    sent(connected.x.ungrab_server())?;
    connected.waits_for_grabs(false)?;
    written
}
