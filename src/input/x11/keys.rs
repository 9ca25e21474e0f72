//! Presses and releases keys so that they arrive under the filters of AccessX, which treat injected keys like the
//! novice's: slow keys take a key only after it was held for a while, bounce keys drop a second press in quick
//! succession, and repetition may be off. Modifiers that sticky keys latch are released with the rest.

use std::time::{Duration, Instant};

use x11rb::protocol::xkb::{BoolCtrl, ConnectionExt as _, Group};
use x11rb::protocol::xproto::{AutoRepeatMode, ConnectionExt as _, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, ModMask};

use super::connection::{XConnection, in_sure_reply, sent};
use crate::input::error::{InputError, RefusedInput};
use crate::vocabulary::{Permit, ToControl};

const CORE_KEYBOARD: u16 = 0x100;

/// How often a key is looked for after the time in which the server should have taken it. A loaded server answers
/// slowly, too: it is looks that are counted, not time.
const LATE_LOOKS: u32 = 100;

/// Longer delays than any keyboard setting offers are not waited for.
const LONGEST: Duration = Duration::from_secs(2);

/// How often it looks whether a key was taken.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Shift, Ctrl, Alt, the Windows key and AltGr, as layouts have them: what sticky keys are for. Caps Lock and Num Lock
/// are not.
const STICKY_MODIFIERS: u16 = 0xCD;

pub(super) struct XKeys {
    /// Modifiers that the novice had locked before.
    locked: u16,
    down: Vec<u8>,
    /// When keys came up last; while bounce keys are on.
    released: Option<Vec<(u8, Instant)>>,
}

/// What stands between an injected key and the programs.
struct Filters {
    slow: Option<Duration>,
    bounce: Option<Duration>,
}

impl XKeys {
    pub(super) fn new(connected: &XConnection) -> Result<Self, InputError> {
        let state = in_sure_reply(connected.x.xkb_get_state(CORE_KEYBOARD))?;
        Ok(Self {
            locked: state.locked_mods.into(),
            down: Vec::new(),
            released: None,
        })
    }

    /// Sticky keys keep a modifier that was tapped for the next key, and lock one that was tapped twice: that key would
    /// be the novice's.
    pub(super) fn unstick(&self, connected: &XConnection) -> Result<(), InputError> {
        let controls = in_sure_reply(connected.x.xkb_get_controls(CORE_KEYBOARD))?;
        if u32::from(controls.enabled_controls) & u32::from(BoolCtrl::STICKY_KEYS) == 0 {
            return Ok(());
        }
        let state = in_sure_reply(connected.x.xkb_get_state(CORE_KEYBOARD))?;
        let latched = state.latched_mods;
        let locked = ModMask::from(u16::from(state.locked_mods) & STICKY_MODIFIERS & !self.locked);
        let none = ModMask::from(0u16);
        sent(
            connected
                .x
                .xkb_latch_lock_state(CORE_KEYBOARD, locked, none, false, Group::M1, latched, false, 0),
        )
    }

    /// Returns when the server has taken the press, or the permit is gone.
    pub(super) fn press(
        &mut self,
        connected: &XConnection,
        keycode: u8,
        permit: &dyn Permit<ToControl>,
    ) -> Result<(), InputError> {
        // A repetition where the keyboard makes none.
        if self.down.contains(&keycode) {
            self.release(connected, keycode)?;
        }
        let filters = Filters::read(connected)?;
        match filters.bounce {
            Some(bounce) => self.wait_for_bounce(connected, keycode, bounce, permit)?,
            None => self.released = None,
        }
        if !permit.holds() {
            return Ok(());
        }
        self.down.push(keycode);
        connected.fake(KEY_PRESS_EVENT, keycode)?;
        let Some(slow) = filters.slow else { return Ok(()) };
        let until = Instant::now() + slow;
        let mut late_looks = 0;
        while !connected.is_down(keycode)? {
            if !permit.holds() {
                return Ok(());
            }
            late_looks += u32::from(Instant::now() > until);
            if late_looks > LATE_LOOKS {
                return Err(RefusedInput::KeyNotTaken.into());
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        Ok(())
    }

    /// Until a press of this key is no bounce of the one before.
    fn wait_for_bounce(
        &mut self,
        connected: &XConnection,
        keycode: u8,
        bounce: Duration,
        permit: &dyn Permit<ToControl>,
    ) -> Result<(), InputError> {
        let released = self.released.get_or_insert_default();
        let Some((_, at)) = released.iter().find(|(released, _)| *released == keycode) else {
            return Ok(());
        };
        let until = *at + bounce;
        while Instant::now() <= until && permit.holds() {
            std::thread::sleep(LOOK_AGAIN);
        }
        // The server looks at its clock before it takes up the next request.
        connected.sync()
    }

    pub(super) fn release(&mut self, connected: &XConnection, keycode: u8) -> Result<(), InputError> {
        self.down.retain(|down| *down != keycode);
        connected.fake(KEY_RELEASE_EVENT, keycode)?;
        if let Some(released) = &mut self.released {
            // From when the server has it, not from when it was sent.
            connected.sync()?;
            released.retain(|(released, _)| *released != keycode);
            released.push((keycode, Instant::now()));
        }
        Ok(())
    }

    /// Presses and releases a key while others are held; nothing stays down.
    pub(super) fn tap(
        &mut self,
        connected: &XConnection,
        keycode: u8,
        modifiers: &[u8],
        permit: &dyn Permit<ToControl>,
    ) -> Result<(), InputError> {
        let mut pressed = Vec::new();
        let mut result = Ok(());
        for key in modifiers.iter().chain([&keycode]) {
            pressed.push(*key);
            result = self.press(connected, *key, permit);
            if result.is_err() || !permit.holds() {
                break;
            }
        }
        for key in pressed.into_iter().rev() {
            result = result.and(self.release(connected, key));
        }
        result
    }

    /// Whether the server repeats this key while it is held.
    pub(super) fn repeats(connected: &XConnection, keycode: u8) -> Result<bool, InputError> {
        let control = in_sure_reply(connected.x.get_keyboard_control())?;
        let of_key = control.auto_repeats.get(usize::from(keycode / 8)).copied();
        let repeats = of_key.is_some_and(|bits| bits & (1 << (keycode % 8)) != 0);
        Ok(control.global_auto_repeat == AutoRepeatMode::ON && repeats)
    }
}

impl Filters {
    fn read(connected: &XConnection) -> Result<Self, InputError> {
        let controls = in_sure_reply(connected.x.xkb_get_controls(CORE_KEYBOARD))?;
        let enabled = u32::from(controls.enabled_controls);
        let filter = |control: BoolCtrl, milliseconds: u16| {
            let delay = Duration::from_millis(milliseconds.into()).min(LONGEST);
            (enabled & u32::from(control) != 0).then_some(delay)
        };
        Ok(Self {
            slow: filter(BoolCtrl::SLOW_KEYS, controls.slow_keys_delay),
            bounce: filter(BoolCtrl::BOUNCE_KEYS, controls.debounce_delay),
        })
    }
}
