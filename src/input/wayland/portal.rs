//! Desktops that let a program use mouse and keyboard by their portal alone (GNOME, KDE): a session of it, in which the
//! desktop itself has asked the person. When it ends, however it ends, the desktop releases what was held.

use std::time::Instant;

use xkbcommon::xkb;

use super::compositor::Compositor;
use super::evdev;
use super::ibus::{InputMethod, Typed};
use super::keymap::{EVDEV, Layout};
use super::lent::{self, Effects, refused};
use crate::input::desktop::{Desktop, NOTCH};
use crate::input::error::{InputError, RefusedInput};
use crate::input::guard::Protected;
use crate::portal::{PortalHands, PortalSeat};
use crate::vocabulary::{MouseButton, Permit, PicturePlace, PixelInPart, ScanKey, ToControl};

struct PortalDesktop {
    hands: PortalHands,
    seat: PortalSeat,
    loan: u64,
    typing: Typing,
    input_method: InputMethod,
    effects: Effects,
}

/// Opens the desktop of a session of the portal. `display`: the compositor that tells its keymap. `lost` is called, where
/// that is told, when the desktop takes mouse and keyboard back for good.
pub(in crate::input) fn open(
    hands: PortalHands,
    seat: PortalSeat,
    display: Option<&str>,
    lost: impl FnOnce() + Send + 'static,
) -> Result<Box<dyn Desktop>, InputError> {
    if let Some(eis) = hands.eis().cloned() {
        return super::eis::open(eis, hands, seat, display, lost);
    }
    // A seat that had no mouse gets one with the first event of a new device: programs that hear of it only by the
    // first click would miss that.
    hands.show_pointer().map_err(refused)?;
    Ok(Box::new(PortalDesktop {
        hands,
        loan: seat.loan(),
        seat,
        typing: Typing::of(display),
        input_method: InputMethod::new(display),
        effects: Effects::default(),
    }))
}

/// What was held has been let go by then.
impl Drop for PortalDesktop {
    fn drop(&mut self) {
        self.seat.give_back(self.loan);
    }
}

impl PortalDesktop {
    /// Presses keys together, and lets them go.
    fn chord(&self, keys: &[u32]) -> Result<(), InputError> {
        let codes = || keys.iter().map(|key| i32::try_from(*key).unwrap_or_default());
        for code in codes() {
            self.hands.keycode(code, true).map_err(refused)?;
        }
        for code in codes().rev() {
            self.hands.keycode(code, false).map_err(refused)?;
        }
        Ok(())
    }

    /// Types what no key of the layout gives: by the input method, or else by a dead key and a letter. GNOME's own engine
    /// makes that out of those as well, but is overtaken by the keys after them.
    fn by_other_ways(
        &mut self,
        character: char,
        permit: &dyn Permit<ToControl>,
    ) -> Result<Option<Instant>, InputError> {
        let layout = self.typing.layout.as_ref();
        let markers = layout.map_or(&[][..], Layout::silent_keys);
        let (hands, effects) = (&self.hands, &mut self.effects);
        let tap = |key| {
            effects.sent();
            let code = i32::try_from(key).unwrap_or_default();
            let pressed = hands.keycode(code, true).and_then(|()| hands.keycode(code, false));
            pressed.map_err(refused)
        };
        match self.input_method.type_character(character, markers, permit, tap)? {
            Typed::Done => Ok(None),
            Typed::NotYet(until) => Ok(Some(until)),
            Typed::No => {
                let accented = layout.and_then(|layout| layout.accented(character, None));
                let [dead, letter] = accented.ok_or(RefusedInput::NoCharacter)?;
                self.effects.sent();
                self.chord(&dead)?;
                self.chord(&letter)?;
                Ok(None)
            }
        }
    }
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

impl Desktop for PortalDesktop {
    fn key(&mut self, key: ScanKey, down: bool, _permit: &dyn Permit<ToControl>) -> Result<bool, InputError> {
        let Some(code) = key.x_keycode() else { return Ok(false) };
        self.effects.sent();
        let code = u32::from(code).saturating_sub(EVDEV);
        self.hands
            .keycode(i32::try_from(code).unwrap_or_default(), down)
            .map_err(refused)?;
        Ok(true)
    }

    fn text(&mut self, character: char, permit: &dyn Permit<ToControl>) -> Result<Option<Instant>, InputError> {
        // Return is what the key sends for both ends of a line.
        let character = if character == '\n' { '\r' } else { character };
        let way = self.typing.way(character);
        if !matches!(way, TypingWay::No) {
            self.effects.sent();
        }
        match way {
            TypingWay::Symbol(symbol) => {
                self.hands.keysym(symbol, true).map_err(refused)?;
                self.hands.keysym(symbol, false).map_err(refused)?;
            }
            TypingWay::Keys(keys) => self.chord(&keys)?,
            TypingWay::No => return self.by_other_ways(character, permit),
        }
        Ok(None)
    }

    fn move_to(&mut self, place: &PicturePlace, x: u16, y: u16) -> Result<(), InputError> {
        let PixelInPart { number, part, x, y } = lent::pixel(&self.hands, place, (x, y))?;
        let size = part.size;
        let units = lent::units(&self.hands, self.typing.compositor.as_ref(), number, &part)
            .unwrap_or((size.width.into(), size.height.into()));
        let pixels = self.hands.counts_pixels();
        let (across, down) = (
            step(x, size.width, units.0, pixels),
            step(y, size.height, units.1, pixels),
        );
        self.effects.moved(number, across.unit, down.unit);
        self.hands.move_to(number, across.told, down.told).map_err(refused)?;
        if across.rest > 0.0 || down.rest > 0.0 {
            self.hands.move_by(across.rest, down.rest).map_err(refused)?;
        }
        Ok(())
    }

    fn button(&mut self, button: MouseButton, down: bool) -> Result<(), InputError> {
        self.input_method.hope();
        self.effects.sent();
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
        let far = PortalHands::NOTCH_SCROLLS * f64::from(rotation) / f64::from(NOTCH);
        let (right, down) = if horizontal { (far, 0.0) } else { (0.0, -far) };
        self.hands.scroll(right, down).map_err(refused)
    }

    fn is_taken_by_a_button(&self) -> bool {
        true
    }

    fn pointer_is_over(&mut self, protected: &Protected) -> Result<bool, InputError> {
        Ok(self.effects.pointer_is_over(protected))
    }

    fn focus_is_in(&mut self, protected: &Protected) -> Result<bool, InputError> {
        Ok(self.effects.focus_is_in(protected))
    }

    /// Programs do it themselves.
    fn repeats_by_itself(&self, _: ScanKey) -> Result<bool, InputError> {
        Ok(true)
    }

    fn settle(&mut self) -> Result<(), InputError> {
        // Each call was answered.
        self.input_method.give_back();
        self.effects.forget();
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
                layout.keys(character, None).map_or(TypingWay::No, TypingWay::Keys)
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
