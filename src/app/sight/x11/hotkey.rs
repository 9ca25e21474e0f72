//! The person calls the keyboard to the bar: Ctrl+Alt+Space, whichever program has it.
//!
//! Heard by raw key events of the root window, without a grab: nothing is taken from any program. While a helper
//! controls it is not heeded at all, since keys that are injected look like the person's: then Esc comes first.

use std::collections::BTreeSet;

use x11rb::connection::{Connection as _, RequestConnection as _};
use x11rb::protocol::xinput::{self, ConnectionExt as _, Device, EventMask, RawKeyPressEvent, XIEventMask};
use x11rb::protocol::xproto::{ConnectionExt as _, Keysym, Window};
use x11rb::rust_connection::RustConnection;
use xkeysym::key;

use super::window::SightFailure;

const SPACE: [Keysym; 1] = [key::space];
const CONTROL: [Keysym; 2] = [key::Control_L, key::Control_R];
const ALT: [Keysym; 2] = [key::Alt_L, key::Alt_R];

pub(super) struct Hotkey<'c> {
    conn: &'c RustConnection,
    root: Window,
    /// Raw events came with version 2 of the extension.
    hears: bool,
    keys: Keys,
    down: BTreeSet<u32>,
    /// Space went down with the others: it counts when it comes up, so that the bar gets nothing of it.
    armed: bool,
    heeded: bool,
}

/// Where the layout has the three keys.
#[derive(Default)]
struct Keys {
    space: Vec<u32>,
    control: Vec<u32>,
    alt: Vec<u32>,
}

impl<'c> Hotkey<'c> {
    pub(super) fn open(conn: &'c RustConnection, root: Window) -> Result<Self, SightFailure> {
        let known = conn.extension_information(xinput::X11_EXTENSION_NAME)?.is_some();
        let hears = known && conn.xinput_xi_query_version(2, 2)?.reply()?.major_version >= 2;
        Ok(Self {
            conn,
            root,
            hears,
            keys: Keys::default(),
            down: BTreeSet::new(),
            armed: false,
            heeded: false,
        })
    }

    /// Whether the person can call the keyboard now.
    pub(super) fn heed(&mut self, heeded: bool) -> Result<(), SightFailure> {
        let heeded = heeded && self.hears;
        if heeded == self.heeded {
            return Ok(());
        }
        (self.heeded, self.armed) = (heeded, false);
        let mask = match heeded {
            true => XIEventMask::RAW_KEY_PRESS | XIEventMask::RAW_KEY_RELEASE,
            false => XIEventMask::from(0_u32),
        };
        let deviceid = Device::ALL_MASTER.into();
        self.conn.xinput_xi_select_events(
            self.root,
            &[EventMask {
                deviceid,
                mask: vec![mask],
            }],
        )?;
        self.down.clear();
        if heeded {
            self.read_layout()?;
            let held = self.conn.query_keymap()?.reply()?.keys;
            let bits = held
                .iter()
                .flat_map(|byte| (0..8).map(move |bit| byte & (1 << bit) != 0));
            self.down = (0..).zip(bits).filter_map(|(key, down)| down.then_some(key)).collect();
        }
        Ok(())
    }

    pub(super) fn read_layout(&mut self) -> Result<(), SightFailure> {
        let setup = self.conn.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let layout = self.conn.get_keyboard_mapping(first, last - first + 1)?.reply()?;
        let row = usize::from(layout.keysyms_per_keycode.max(1));
        let with = |wanted: &[Keysym]| {
            let rows = (u32::from(first)..).zip(layout.keysyms.chunks(row));
            rows.filter(|(_, keysyms)| keysyms.first().is_some_and(|keysym| wanted.contains(keysym)))
                .map(|(keycode, _)| keycode)
                .collect()
        };
        self.keys = Keys {
            space: with(&SPACE),
            control: with(&CONTROL),
            alt: with(&ALT),
        };
        Ok(())
    }

    pub(super) fn pressed(&mut self, event: &RawKeyPressEvent) {
        // It repeats.
        if !self.down.insert(event.detail) {
            return;
        }
        let held = |keys: &[u32]| keys.iter().any(|key| self.down.contains(key));
        let space = self.keys.space.contains(&event.detail);
        self.armed = space && held(&self.keys.control) && held(&self.keys.alt) && self.down.len() == 3;
    }

    /// True when the person has called the keyboard.
    pub(super) fn released(&mut self, event: &RawKeyPressEvent) -> bool {
        self.down.remove(&event.detail);
        self.keys.space.contains(&event.detail) && std::mem::take(&mut self.armed) && self.heeded
    }
}
