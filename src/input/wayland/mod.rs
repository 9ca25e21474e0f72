//! Desktops on wlroots (sway, Wayfire, labwc, river and others): a virtual keyboard and a virtual pointer of this
//! connection. When it ends, however it ends, the compositor releases what they held. Others lend both by their portal
//! ([`portal`]).

mod clock;
mod compositor;
mod eis;
mod ibus;
mod keyboard;
mod keymap;
mod layout;
mod lent;
mod portal;
mod told;

use std::time::Instant;

use wayland_client::protocol::wl_pointer::{Axis, AxisSource, ButtonState};
use wayland_protocols_wlr::virtual_pointer::v1::client::zwlr_virtual_pointer_v1::ZwlrVirtualPointerV1;

use super::desktop::{Desktop, NOTCH};
use super::error::{InputError, RefusedInput, Uncontrollable};
use super::guard::{Protected, is_the_programs};
use super::own_window::{PointerOver, own_window};
use crate::vocabulary::{MouseButton, Permit, PicturePlace, ScanKey, ToControl};
use clock::now;
use compositor::Compositor;
use keyboard::Keyboard;
use layout::AbsolutePlace;

/// How far a notch of a wheel scrolls, as libinput counts it.
const NOTCH_SCROLLS: f64 = 15.0;

struct Wlroots {
    // Dropped in this order: the connection last.
    keyboard: Keyboard,
    pointer: ZwlrVirtualPointerV1,
    compositor: Compositor,
    /// Something was sent whose effect is not yet known.
    unsettled: bool,
    over: PointerOver<AbsolutePlace>,
}

/// Whether the compositor lets programs use a keyboard and a pointer.
pub(super) fn is_there(display: Option<&str>) -> bool {
    let compositor = match Compositor::open(display) {
        Ok(compositor) => compositor,
        Err(error) => {
            tracing::debug!(%error, "the compositor was not asked");
            return false;
        }
    };
    let told = compositor.told();
    told.pointers.is_some() && told.keyboards.is_some()
}

pub(super) use ibus::watch as watch_engine;
pub(super) use portal::open as open_portal;

/// Opens a compositor's desktop by the name of its socket (`None`: the user's own).
pub(super) fn open(display: Option<&str>) -> Result<Box<dyn Desktop>, InputError> {
    let compositor = Compositor::open(display)?;
    let (seat, pointers) = {
        let told = compositor.told();
        (told.seat.clone(), told.pointers.clone())
    };
    let pointers = pointers.ok_or(Uncontrollable::NoVirtualInput)?;
    let keyboard = Keyboard::new(&compositor)?;
    let pointer = pointers.create_virtual_pointer(seat.as_ref(), &compositor.queue, ());
    compositor.told().watch_activity(&compositor.queue);
    compositor.settle()?;
    Ok(Box::new(Wlroots {
        keyboard,
        pointer,
        compositor,
        unsettled: false,
        over: PointerOver::default(),
    }))
}

impl Wlroots {
    fn sent(&mut self) -> Result<(), InputError> {
        self.unsettled = true;
        self.compositor.send()
    }

    /// What was sent has had its effect: a click may have moved the focus.
    fn settled(&mut self) -> Result<(), InputError> {
        if std::mem::take(&mut self.unsettled) {
            self.compositor.settle()?;
        }
        Ok(())
    }
}

fn keycode(key: ScanKey) -> Option<u32> {
    key.x_keycode().map(u32::from)
}

impl Desktop for Wlroots {
    fn key(&mut self, key: ScanKey, down: bool, _permit: &dyn Permit<ToControl>) -> Result<bool, InputError> {
        let Some(keycode) = keycode(key) else { return Ok(false) };
        if down {
            self.compositor.begin_in_turn()?;
            let pressed = self.keyboard.press(&self.compositor, keycode);
            self.sent()?;
            pressed?;
        } else {
            self.compositor.begin();
            self.keyboard.release(keycode);
            self.sent()?;
        }
        Ok(true)
    }

    fn text(&mut self, character: char, _permit: &dyn Permit<ToControl>) -> Result<Option<Instant>, InputError> {
        self.compositor.begin_in_turn()?;
        // Return is what the key sends for both ends of a line.
        let character = if character == '\n' { '\r' } else { character };
        let tapped = self.keyboard.tap(&self.compositor, character);
        self.sent()?;
        tapped?;
        Ok(None)
    }

    fn move_to(&mut self, place: &PicturePlace, x: u16, y: u16) -> Result<(), InputError> {
        let outputs = self.compositor.told().outputs();
        let at = layout::place_of(&outputs, place, (x, y)).ok_or(RefusedInput::NoPlace)?;
        self.compositor.begin_in_turn()?;
        self.pointer
            .motion_absolute(now(), at.x, at.y, at.extent.0, at.extent.1);
        self.pointer.frame();
        self.over.moved(at);
        self.sent()
    }

    fn button(&mut self, button: MouseButton, down: bool) -> Result<(), InputError> {
        let state = if down {
            ButtonState::Pressed
        } else {
            ButtonState::Released
        };
        self.compositor.begin();
        self.pointer.button(now(), evdev(button), state);
        self.pointer.frame();
        self.sent()
    }

    fn wheel(&mut self, horizontal: bool, notches: i32) -> Result<(), InputError> {
        let (axis, steps) = if horizontal {
            (Axis::HorizontalScroll, notches)
        } else {
            (Axis::VerticalScroll, notches.saturating_neg())
        };
        self.compositor.begin_in_turn()?;
        self.pointer.axis_source(AxisSource::Wheel);
        self.pointer
            .axis_discrete(now(), axis, NOTCH_SCROLLS * f64::from(steps), steps);
        self.pointer.frame();
        self.sent()
    }

    fn turns_finely(&self) -> bool {
        true
    }

    /// A part of a notch is told as a way and not as a wheel's step, of which there are whole ones only.
    fn turn(&mut self, horizontal: bool, rotation: i32) -> Result<(), InputError> {
        if rotation % NOTCH == 0 {
            return self.wheel(horizontal, rotation / NOTCH);
        }
        let way = NOTCH_SCROLLS * f64::from(rotation) / f64::from(NOTCH);
        let (axis, way) = if horizontal {
            (Axis::HorizontalScroll, way)
        } else {
            (Axis::VerticalScroll, -way)
        };
        self.compositor.begin_in_turn()?;
        self.pointer.axis_source(AxisSource::Continuous);
        self.pointer.axis(now(), axis, way);
        self.pointer.frame();
        self.sent()
    }

    fn is_taken_by_a_button(&self) -> bool {
        true
    }

    fn person_seen(&self) -> Option<Instant> {
        self.compositor.told().person_seen
    }

    /// Windows of other processes tell nothing of the pointer.
    fn pointer_is_over(&mut self, protected: &Protected) -> Result<bool, InputError> {
        if !protected.contains_this_process() {
            return Ok(false);
        }
        if let Some(is_over) = self.over.known() {
            return Ok(is_over);
        }
        self.settled()?;
        Ok(self.over.found(own_window().under_pointer))
    }

    fn focus_is_in(&mut self, protected: &Protected) -> Result<bool, InputError> {
        if protected.is_empty() {
            return Ok(false);
        }
        self.settled()?;
        let told = self.compositor.told();
        if protected.heeds_marks() && told.tells_windows {
            let mut active = told.active_programs();
            return Ok(active.any(|program| is_the_programs(program.as_bytes())));
        }
        drop(told);
        Ok(protected.contains_this_process() && own_window().focused)
    }

    fn repeats_by_itself(&self, key: ScanKey) -> Result<bool, InputError> {
        Ok(keycode(key).is_none_or(|keycode| self.keyboard.repeats(&self.compositor, keycode)))
    }

    fn settle(&mut self) -> Result<(), InputError> {
        self.unsettled = false;
        self.compositor.settle()
    }

    fn tidy(&mut self) -> Result<Option<Instant>, InputError> {
        // The keymap is this keyboard's own and goes with it.
        Ok(None)
    }
}

impl Drop for Wlroots {
    fn drop(&mut self) {
        self.keyboard.destroy();
        self.pointer.destroy();
    }
}

/// input-event-codes.h, BTN_LEFT and those after it.
fn evdev(button: MouseButton) -> u32 {
    match button {
        MouseButton::Left => 0x110,
        MouseButton::Right => 0x111,
        MouseButton::Middle => 0x112,
        MouseButton::Back => 0x113,
        MouseButton::Forward => 0x114,
    }
}
