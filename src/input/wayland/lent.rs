//! What all desktops that lend mouse and keyboard by their portal have in common, however they take what is done: they
//! tell places of what is shared, and nothing of windows.

use std::time::{Duration, Instant};

use super::compositor::Compositor;
use super::layout;
use crate::input::error::{InputError, RefusedInput};
use crate::input::guard::Protected;
use crate::input::own_window::{self, PointerOver, own_window};
use crate::portal::{PortalError, PortalHands};
use crate::vocabulary::{PicturePlace, PixelInPart};

/// What was sent has reached the window under the pointer by then. Nobody tells: a portal hands on and does not wait,
/// and desktops find out with their next picture what is under the pointer.
const TAKES_EFFECT: Duration = Duration::from_millis(30);

/// A place that is not there concerns one event; after any other error the session is over.
pub(super) fn refused(error: PortalError) -> InputError {
    if error.is_no_place() {
        return RefusedInput::NoPlace.into();
    }
    tracing::info!(%error, "the desktop's portal takes no input any more");
    InputError::DisplayGone
}

/// In which stream a pixel of the picture is, and where there.
pub(super) fn pixel(hands: &PortalHands, place: &PicturePlace, (x, y): (u16, u16)) -> Result<PixelInPart, InputError> {
    let pixel = place.part_at(x, y);
    // The picture of another session may still be seen, which shared something else.
    let begins = hands.place(pixel.number).ok_or(RefusedInput::NoPlace)?;
    if begins.unwrap_or(PicturePlace::NOWHERE) != pixel.part.origin {
        return Err(RefusedInput::NoPlace.into());
    }
    Ok(pixel)
}

/// How large the picture of a stream is in the desktop's units, where that is known: as its output is now, whose size and
/// scale may have changed, or as the portal told it in the beginning.
pub(super) fn units(
    hands: &PortalHands,
    compositor: Option<&Compositor>,
    stream: usize,
    place: &PicturePlace,
) -> Option<(f64, f64)> {
    let outputs = compositor.map(|compositor| compositor.told().outputs());
    let now = outputs.and_then(|outputs| layout::units_of(&outputs, place));
    let now = now.map(|(width, height)| (width.into(), height.into()));
    now.or_else(|| hands.units(stream, place.size))
}

/// What was sent, and what came of it in this program's own windows. Windows of other processes tell nothing.
#[derive(Default)]
pub(super) struct Effects {
    /// When something was sent that may have moved the focus, or the pointer onto another window.
    sent: Option<Instant>,
    /// The stream and the place in it.
    over: PointerOver<(usize, u64, u64)>,
}

impl Effects {
    pub(super) fn sent(&mut self) {
        self.sent = Some(Instant::now());
    }

    pub(super) fn moved(&mut self, stream: usize, x: f64, y: f64) {
        self.over.moved((stream, x.to_bits(), y.to_bits()));
        self.sent();
    }

    /// The desktop has done what was sent.
    pub(super) fn forget(&mut self) {
        self.sent = None;
    }

    pub(super) fn pointer_is_over(&mut self, protected: &Protected) -> bool {
        if !protected.contains_this_process() {
            return false;
        }
        if let Some(is_over) = self.over.known() {
            return is_over;
        }
        self.settled();
        self.over.found(own_window().under_pointer)
    }

    pub(super) fn focus_is_in(&mut self, protected: &Protected) -> bool {
        if !protected.contains_this_process() {
            return false;
        }
        self.settled();
        own_window().focused
    }

    fn settled(&mut self) {
        if let Some(sent) = self.sent.take()
            && own_window::is_there()
        {
            std::thread::sleep(TAKES_EFFECT.saturating_sub(sent.elapsed()));
        }
    }
}
