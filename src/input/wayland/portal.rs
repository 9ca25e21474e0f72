//! Desktops that let a program use mouse and keyboard by their portal alone (GNOME, KDE): a session of it, in which the
//! desktop itself has asked the person. When it ends, however it ends, the desktop releases what was held.

use std::time::{Duration, Instant};

use xkbcommon::xkb;

use super::compositor::Compositor;
use super::evdev;
use super::keymap::{EVDEV, Layout};
use super::layout;
use crate::input::desktop::Desktop;
use crate::input::error::{InputError, RefusedInput};
use crate::input::guard::Protected;
use crate::input::own_window::{self, PointerOver, own_window};
use crate::portal::{PortalError, PortalHands, PortalSeat};
use crate::vocabulary::{MouseButton, Permit, PicturePlace, PixelInPart, ScanKey, ToControl};

/// One notch of a wheel, [MS-RDPBCGR] 2.2.8.1.1.3.1.1.3.
const NOTCH: i32 = 120;

/// How far a desktop scrolls for a notch, in its own units.
const NOTCH_SCROLLS: f64 = 10.0;

/// What was sent has reached the window under the pointer by then. Nobody tells: a portal hands on and does not wait,
/// and desktops find out with their next picture what is under the pointer.
const TAKES_EFFECT: Duration = Duration::from_millis(30);

struct PortalDesktop {
    hands: PortalHands,
    seat: PortalSeat,
    loan: u64,
    typing: Typing,
    /// When something was sent that may have moved the focus, or the pointer onto another window.
    sent: Option<Instant>,
    over: PointerOver<(usize, u64, u64)>,
}

/// Opens the desktop of a session of the portal. `display`: the compositor that tells its keymap.
pub(in crate::input) fn open(
    hands: PortalHands,
    seat: PortalSeat,
    display: Option<&str>,
) -> Result<Box<dyn Desktop>, InputError> {
    // A seat that had no mouse gets one with the first event of a new device: programs that hear of it only by the
    // first click would miss that.
    hands.show_pointer().map_err(refused)?;
    Ok(Box::new(PortalDesktop {
        hands,
        loan: seat.loan(),
        seat,
        typing: Typing::of(display),
        sent: None,
        over: PointerOver::default(),
    }))
}

/// What was held has been let go by then.
impl Drop for PortalDesktop {
    fn drop(&mut self) {
        self.seat.give_back(self.loan);
    }
}

/// A place that is not there concerns one event; after any other error the session is over.
fn refused(error: PortalError) -> InputError {
    if error.is_no_place() {
        return RefusedInput::NoPlace.into();
    }
    tracing::info!(%error, "the desktop's portal takes no input any more");
    InputError::DisplayGone
}

/// How a place is told along one side.
#[derive(Debug, PartialEq)]
struct Step {
    /// Where it is, in the desktop's own units.
    unit: f64,
    /// What the portal is told.
    told: f64,
    /// How far it is from there, in the desktop's own units.
    rest: f64,
}

/// To the middle of this pixel, of which several may be one unit. Where the desktop takes what is told for `pixels`, the
/// portal lets only as many pass as there are units.
fn step(at: u16, pixels: u16, units: f64, counts_pixels: bool) -> Step {
    let length = f64::from(pixels.max(1));
    let pixel = f64::from(at.min(pixels.saturating_sub(1))) + 0.5;
    let unit = pixel * units / length;
    if !counts_pixels {
        return Step {
            unit,
            told: unit,
            rest: 0.0,
        };
    }
    let told = pixel.min((units - 0.5).max(0.0));
    let rest = (pixel - told) * units / length;
    Step { unit, told, rest }
}

impl PortalDesktop {
    /// How large the picture of a stream is in the desktop's units: as its output is now, whose size and scale may have
    /// changed, or as the portal told it in the beginning.
    fn units(&self, stream: usize, place: &PicturePlace) -> (f64, f64) {
        let outputs = self
            .typing
            .compositor
            .as_ref()
            .map(|compositor| compositor.told().outputs());
        let now = outputs.and_then(|outputs| layout::units_of(&outputs, place));
        let now = now.map(|(width, height)| (width.into(), height.into()));
        let size = place.size;
        now.or_else(|| self.hands.units(stream, size))
            .unwrap_or((size.width.into(), size.height.into()))
    }

    fn settled(&mut self) {
        if let Some(sent) = self.sent.take()
            && own_window::is_there()
        {
            std::thread::sleep(TAKES_EFFECT.saturating_sub(sent.elapsed()));
        }
    }
}

impl Desktop for PortalDesktop {
    fn key(&mut self, key: ScanKey, down: bool, _permit: &dyn Permit<ToControl>) -> Result<bool, InputError> {
        let Some(code) = key.x_keycode() else { return Ok(false) };
        self.sent = Some(Instant::now());
        let code = u32::from(code).saturating_sub(EVDEV);
        self.hands
            .keycode(i32::try_from(code).unwrap_or_default(), down)
            .map_err(refused)?;
        Ok(true)
    }

    fn text(&mut self, character: char, _permit: &dyn Permit<ToControl>) -> Result<Option<Instant>, InputError> {
        // Return is what the key sends for both ends of a line.
        let character = if character == '\n' { '\r' } else { character };
        self.sent = Some(Instant::now());
        match self.typing.way(character) {
            TypingWay::Symbol(symbol) => {
                self.hands.keysym(symbol, true).map_err(refused)?;
                self.hands.keysym(symbol, false).map_err(refused)?;
            }
            TypingWay::Keys(keys) => {
                let codes = || keys.iter().map(|key| i32::try_from(*key).unwrap_or_default());
                for code in codes() {
                    self.hands.keycode(code, true).map_err(refused)?;
                }
                for code in codes().rev() {
                    self.hands.keycode(code, false).map_err(refused)?;
                }
            }
            TypingWay::No => return Err(RefusedInput::NoCharacter.into()),
        }
        Ok(None)
    }

    fn move_to(&mut self, place: &PicturePlace, x: u16, y: u16) -> Result<(), InputError> {
        let PixelInPart { number, part, x, y } = place.part_at(x, y);
        // The picture of another session may still be seen, which shared something else.
        let begins = self.hands.place(number).ok_or(RefusedInput::NoPlace)?;
        if begins.unwrap_or(PicturePlace::NOWHERE) != part.origin {
            return Err(RefusedInput::NoPlace.into());
        }
        let size = part.size;
        let units = self.units(number, &part);
        let pixels = self.hands.counts_pixels();
        let (across, down) = (
            step(x, size.width, units.0, pixels),
            step(y, size.height, units.1, pixels),
        );
        self.over.moved((number, across.unit.to_bits(), down.unit.to_bits()));
        self.sent = Some(Instant::now());
        self.hands.move_to(number, across.told, down.told).map_err(refused)?;
        if across.rest > 0.0 || down.rest > 0.0 {
            self.hands.move_by(across.rest, down.rest).map_err(refused)?;
        }
        Ok(())
    }

    fn button(&mut self, button: MouseButton, down: bool) -> Result<(), InputError> {
        self.sent = Some(Instant::now());
        let code = i32::try_from(evdev(button)).unwrap_or_default();
        self.hands.button(code, down).map_err(refused)
    }

    fn wheel(&mut self, horizontal: bool, notches: i32) -> Result<(), InputError> {
        let notches = if horizontal { notches } else { notches.saturating_neg() };
        self.hands.notches(horizontal, notches).map_err(refused)
    }

    fn turns_finely(&self) -> bool {
        true
    }

    fn turn(&mut self, horizontal: bool, rotation: i32) -> Result<(), InputError> {
        if rotation % NOTCH == 0 {
            return self.wheel(horizontal, rotation / NOTCH);
        }
        let far = NOTCH_SCROLLS * f64::from(rotation) / f64::from(NOTCH);
        let (right, down) = if horizontal { (far, 0.0) } else { (0.0, -far) };
        self.hands.scroll(right, down).map_err(refused)
    }

    fn is_taken_by_a_button(&self) -> bool {
        true
    }

    /// Windows of other processes tell nothing of the pointer.
    fn pointer_is_over(&mut self, protected: &Protected) -> Result<bool, InputError> {
        if !protected.contains_this_process() {
            return Ok(false);
        }
        if let Some(is_over) = self.over.known() {
            return Ok(is_over);
        }
        self.settled();
        Ok(self.over.found(own_window().under_pointer))
    }

    fn focus_is_in(&mut self, protected: &Protected) -> Result<bool, InputError> {
        if !protected.contains_this_process() {
            return Ok(false);
        }
        self.settled();
        Ok(own_window().focused)
    }

    /// Programs do it themselves.
    fn repeats_by_itself(&self, _: ScanKey) -> Result<bool, InputError> {
        Ok(true)
    }

    fn settle(&mut self) -> Result<(), InputError> {
        // Each call was answered.
        self.sent = None;
        Ok(())
    }

    fn tidy(&mut self) -> Result<Option<Instant>, InputError> {
        Ok(None)
    }
}

/// How a character is typed.
enum TypingWay {
    /// The desktop finds the key.
    Symbol(i32),
    /// These keys, held together.
    Keys(Vec<u32>),
    No,
}

/// What the person's layout can type. A portal takes every keysym; GNOME 50 drops in silence those that no key of its
/// layout gives, and types something else where Shift and AltGr are needed together.
struct Typing {
    compositor: Option<Compositor>,
    layout: Option<Layout>,
    keymaps: u64,
}

impl Typing {
    fn of(display: Option<&str>) -> Self {
        let compositor = Compositor::open(display)
            .map_err(|error| tracing::info!(%error, "the layout is not known"))
            .ok();
        Self {
            compositor,
            layout: None,
            keymaps: 0,
        }
    }

    /// Where the layout is not known, the symbol is tried.
    fn way(&mut self, character: char) -> TypingWay {
        let symbol = xkb::utf32_to_keysym(character.into());
        let by_symbol = match i32::try_from(symbol.raw()) {
            Ok(number) if symbol.raw() != xkeysym::key::NoSymbol => TypingWay::Symbol(number),
            _ => return TypingWay::No,
        };
        if let Some(compositor) = &self.compositor {
            let (newest, keymaps) = {
                let told = compositor.told();
                (told.keymap.clone(), told.keymaps)
            };
            if keymaps != self.keymaps {
                self.keymaps = keymaps;
                self.layout = newest.as_deref().and_then(Layout::read);
            }
        }
        match &self.layout {
            Some(layout) if !layout.is_typed_by_symbol(symbol) => {
                layout.keys(character).map_or(TypingWay::No, TypingWay::Keys)
            }
            _ => by_symbol,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_units_or_in_as_many_pixels() {
        let told = |at, counts_pixels| {
            let Step { unit, told, rest } = step(at, 1280, 1024.0, counts_pixels);
            (unit, told, rest)
        };
        assert_eq!(told(2, false), (2.0, 2.0, 0.0));
        assert_eq!(told(2, true), (2.0, 2.5, 0.0));
        assert_eq!(told(1272, false), (1018.0, 1018.0, 0.0));
        assert_eq!(told(1272, true), (1018.0, 1023.5, 199.2));
        assert_eq!(told(u16::MAX, false), (1023.6, 1023.6, 0.0));
        let unscaled = step(1279, 1280, 1280.0, true);
        assert_eq!((unscaled.told, unscaled.rest), (1279.5, 0.0));
    }
}
