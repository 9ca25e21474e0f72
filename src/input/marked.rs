//! What enigo needs to be told, and tells, alike on Windows and macOS.

use enigo::Direction;

use super::error::{InputError, RefusedInput};

/// Marks what is injected here, so that the watch for Esc can tell it from the novice's.
pub(super) const MARK: u32 = 0x4C49_4645;

pub(super) fn refused(error: enigo::InputError) -> InputError {
    RefusedInput::System(error.into()).into()
}

pub(super) fn direction(down: bool) -> Direction {
    if down { Direction::Press } else { Direction::Release }
}
