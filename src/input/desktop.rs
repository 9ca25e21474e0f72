//! What the injecting thread needs of a desktop; one implementation a system: on XTEST, or on enigo.

use std::time::Instant;

use super::error::InputError;
use super::guard::Protected;
use crate::vocabulary::{MouseButton, Permit, PicturePlace, ScanKey, ToControl};

/// The rotation of a wheel by one notch, [MS-RDPBCGR] 2.2.8.1.1.3.1.1.3.
pub(super) const NOTCH: i32 = 120;

/// Calls come from one thread only. An error of [`InputError::DisplayGone`] is final; any other concerns that one call.
pub(super) trait Desktop {
    /// Presses or releases one key; returns whether the key exists here. A press that must wait asks the permit
    /// meanwhile; a release waits for nothing.
    fn key(&mut self, key: ScanKey, down: bool, permit: &dyn Permit<ToControl>) -> Result<bool, InputError>;
    /// Types one character, leaving nothing pressed; or nothing yet, but a time to try again.
    fn text(&mut self, character: char, permit: &dyn Permit<ToControl>) -> Result<Option<Instant>, InputError>;
    /// Moves the pointer to a pixel of the shared picture, which lies at `place`; what is beyond it is clamped to it.
    fn move_to(&mut self, place: &PicturePlace, x: u16, y: u16) -> Result<(), InputError>;
    fn button(&mut self, button: MouseButton, down: bool) -> Result<(), InputError>;
    /// Whole notches; positive is up, or right.
    fn wheel(&mut self, horizontal: bool, notches: i32) -> Result<(), InputError>;
    /// Whether it takes parts of a notch, by [`Desktop::turn`].
    fn turns_finely(&self) -> bool {
        false
    }
    /// As the wire has it, in parts of a [`NOTCH`]; positive is up, or right.
    fn turn(&mut self, horizontal: bool, rotation: i32) -> Result<(), InputError> {
        self.wheel(horizontal, rotation / NOTCH)
    }
    /// Whether a button that is held takes the person's own presses along, whatever they press on, so that the helper's
    /// are let go after a while.
    fn is_taken_by_a_button(&self) -> bool {
        false
    }
    /// When the person was last seen to use mouse or keyboard themselves, where that can be told.
    fn person_seen(&self) -> Option<Instant> {
        None
    }
    /// Whether the system shows a desktop of its own, so that nothing reaches the person's, not even a release.
    fn is_away(&mut self) -> bool {
        false
    }
    fn pointer_is_over(&mut self, protected: &Protected) -> Result<bool, InputError>;
    fn focus_is_in(&mut self, protected: &Protected) -> Result<bool, InputError>;
    /// Whether the system repeats this key by itself while it is held, so that the expert's own repeats must not be
    /// added.
    fn repeats_by_itself(&self, key: ScanKey) -> Result<bool, InputError>;
    /// Everything was let go: returns when the desktop has carried that out, and keeps nothing of it either.
    fn settle(&mut self) -> Result<(), InputError>;
    /// Undoes what typing text needed (spare keycodes) as far as it may already be undone; the time to ask again, if
    /// anything is left.
    fn tidy(&mut self) -> Result<Option<Instant>, InputError>;
}
