//! The virtual keyboard: it has the keymap of the person's own, so that every key means what it means to them. What it
//! holds and locks is its own, and ends with it. What is asked of it here is sent by whoever asks ([`Compositor::send`]).

use std::collections::HashSet;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::io::Write as _;
use std::os::fd::AsFd as _;
use std::sync::{Arc, Mutex, PoisonError};

use rustix::fs::{MemfdFlags, memfd_create};
use wayland_client::protocol::wl_keyboard::{KeyState, KeymapFormat};
use wayland_protocols_misc::zwp_virtual_keyboard_v1::client::zwp_virtual_keyboard_v1::ZwpVirtualKeyboardV1;
use xkbcommon::xkb;

use super::clock::now;
use super::compositor::Compositor;
use super::keymap::{EVDEV, Layout};
use crate::input::error::{InputError, RefusedInput, Uncontrollable};

/// The newest keymap of a person's keyboard. When a virtual keyboard goes, a compositor may tell none until the person
/// types again.
static LAST: Mutex<Option<Arc<str>>> = Mutex::new(None);

pub(super) struct Keyboard {
    proxy: ZwpVirtualKeyboardV1,
    layout: Layout,
    state: xkb::State,
    down: Vec<u32>,
    /// How many keymaps had been told when the newest was last looked at.
    keymaps: u64,
    /// Hashes of the keymaps that this keyboard has had: they come back, and are not the person's.
    own: HashSet<u64>,
    told: Modifiers,
}

/// As the compositor is told them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Modifiers {
    depressed: u32,
    latched: u32,
    locked: u32,
    group: u32,
}

impl Modifiers {
    fn of(state: &xkb::State) -> Self {
        Self {
            depressed: state.serialize_mods(xkb::STATE_MODS_DEPRESSED),
            latched: state.serialize_mods(xkb::STATE_MODS_LATCHED),
            locked: state.serialize_mods(xkb::STATE_MODS_LOCKED),
            group: state.serialize_layout(xkb::STATE_LAYOUT_EFFECTIVE),
        }
    }
}

impl Keyboard {
    pub(super) fn new(compositor: &Compositor) -> Result<Self, InputError> {
        let (seat, manager, newest, keymaps) = {
            let told = compositor.told();
            (
                told.seat.clone(),
                told.keyboards.clone(),
                told.keymap.clone(),
                told.keymaps,
            )
        };
        let (Some(seat), Some(manager)) = (seat, manager) else {
            return Err(Uncontrollable::NoVirtualInput.into());
        };
        let remembered = || LAST.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let layout = newest
            .as_deref()
            .and_then(Layout::read)
            .or_else(|| remembered().as_deref().and_then(Layout::read))
            .or_else(Layout::usual)
            .ok_or(Uncontrollable::NoKeymap)?;
        let mut keyboard = Self {
            proxy: manager.create_virtual_keyboard(&seat, &compositor.queue, ()),
            state: xkb::State::new(&layout.keymap),
            layout,
            down: Vec::new(),
            keymaps,
            own: HashSet::new(),
            told: Modifiers::default(),
        };
        remember(newest);
        keyboard.upload()?;
        compositor.send()?;
        Ok(keyboard)
    }

    pub(super) fn press(&mut self, compositor: &Compositor, keycode: u32) -> Result<(), InputError> {
        self.follow(compositor)?;
        self.key(keycode, KeyState::Pressed);
        self.down.push(keycode);
        self.state
            .update_key(xkb::Keycode::new(keycode), xkb::KeyDirection::Down);
        self.tell(Modifiers::of(&self.state));
        Ok(())
    }

    pub(super) fn release(&mut self, keycode: u32) {
        self.down.retain(|down| *down != keycode);
        self.key(keycode, KeyState::Released);
        self.state.update_key(xkb::Keycode::new(keycode), xkb::KeyDirection::Up);
        self.tell(Modifiers::of(&self.state));
    }

    /// Presses and releases what gives the character, whatever is held or locked.
    pub(super) fn tap(&mut self, compositor: &Compositor, character: char) -> Result<(), InputError> {
        self.follow(compositor)?;
        let now = Modifiers::of(&self.state);
        let stroke = |keyboard: &Self| {
            let held = |keycode| keyboard.down.contains(&keycode);
            keyboard.layout.stroke(character, now.group, held)
        };
        let mut found = stroke(self);
        if found.is_none() && self.layout.lend(character) {
            self.upload()?;
            found = stroke(self);
        }
        let stroke = found.ok_or(RefusedInput::NoCharacter)?;
        // A Ctrl that is held stays, as it does on a keyboard.
        self.tell(Modifiers {
            depressed: now.depressed & !self.layout.choosing | stroke.modifiers,
            latched: 0,
            locked: 0,
            group: now.group,
        });
        self.key(stroke.keycode, KeyState::Pressed);
        self.key(stroke.keycode, KeyState::Released);
        self.tell(now);
        Ok(())
    }

    /// Whether programs repeat this key by themselves while it is held.
    pub(super) fn repeats(&self, compositor: &Compositor, keycode: u32) -> bool {
        let off = compositor.told().repeat_rate == Some(0);
        !off || !self.layout.keymap.key_repeats(xkb::Keycode::new(keycode))
    }

    pub(super) fn destroy(&self) {
        self.proxy.destroy();
    }

    fn key(&self, keycode: u32, state: KeyState) {
        self.proxy.key(now(), keycode.saturating_sub(EVDEV), state.into());
    }

    /// The compositor does not reckon them from the keys of a virtual keyboard.
    fn tell(&mut self, modifiers: Modifiers) {
        if modifiers != self.told {
            self.told = modifiers;
            let Modifiers {
                depressed,
                latched,
                locked,
                group,
            } = modifiers;
            self.proxy.modifiers(depressed, latched, locked, group);
        }
    }

    /// Takes over the keymap of the person's keyboard, if they chose another; not while a key is held.
    fn follow(&mut self, compositor: &Compositor) -> Result<(), InputError> {
        let (newest, keymaps) = {
            let told = compositor.told();
            (told.keymap.clone(), told.keymaps)
        };
        if keymaps == self.keymaps || !self.down.is_empty() {
            return Ok(());
        }
        self.keymaps = keymaps;
        let others = newest.as_deref().filter(|text| !self.own.contains(&hash(text)));
        let Some(layout) = others.and_then(Layout::read) else {
            return Ok(());
        };
        // Compositors may put it in other words.
        if self.own.contains(&hash(&layout.text())) {
            return Ok(());
        }
        tracing::debug!("the keyboard has another layout now");
        remember(newest);
        self.state = xkb::State::new(&layout.keymap);
        self.layout = layout;
        self.upload()
    }

    /// Gives the compositor the keymap, which forgets what was held and locked.
    fn upload(&mut self) -> Result<(), InputError> {
        let mut text = self.layout.with_lent().into_bytes();
        text.push(0);
        let size = u32::try_from(text.len()).map_err(|_| Uncontrollable::NoKeymap)?;
        let written = memfd_create("keymap", MemfdFlags::CLOEXEC).map_err(std::io::Error::from);
        let written = written.and_then(|fd| {
            let mut file = std::fs::File::from(fd);
            file.write_all(&text)?;
            Ok(file)
        });
        let file = written.map_err(|error| Uncontrollable::System(error.into()))?;
        self.own.insert(hash(&self.layout.text()));
        self.proxy.keymap(KeymapFormat::XkbV1.into(), file.as_fd(), size);
        let modifiers = Modifiers::of(&self.state);
        self.told = Modifiers::default();
        self.tell(modifiers);
        Ok(())
    }
}

fn remember(keymap: Option<Arc<str>>) {
    if keymap.is_some() {
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = keymap;
    }
}

fn hash(text: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}
