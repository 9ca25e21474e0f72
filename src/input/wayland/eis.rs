//! Desktops whose portal takes no input itself, by the EIS connection that it hands on: keys by their evdev codes,
//! text by the keymap that the desktop gives its keyboard, places in the regions of its devices.

use std::time::Instant;

use super::compositor::Compositor;
use super::evdev;
use super::ibus::{InputMethod, Typed};
use super::keymap::{EVDEV, Layout};
use super::lent::{self, Effects, refused};
use super::told::read_keymap;
use crate::input::desktop::{Desktop, NOTCH};
use crate::input::error::{InputError, RefusedInput};
use crate::input::guard::Protected;
use crate::portal::{EisDevice, EisInput, EisKeymap, PortalEis, PortalHands, PortalSeat};
use crate::vocabulary::{MouseButton, Permit, PicturePlace, ScanKey, ToControl};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pressed {
    Key(u32),
    Button(u32),
}

impl Pressed {
    fn input(self, down: bool) -> EisInput {
        match self {
            Self::Key(code) => EisInput::Key(code, down),
            Self::Button(code) => EisInput::Button(code, down),
        }
    }
}

struct EisDesktop {
    eis: PortalEis,
    hands: PortalHands,
    seat: PortalSeat,
    loan: u64,
    compositor: Option<Compositor>,
    typing: Typing,
    input_method: InputMethod,
    /// Each is let go where it was pressed.
    held: Vec<(Pressed, EisDevice)>,
    /// The number of the device that moved the pointer last: its buttons are pressed there.
    moved: Option<u64>,
    effects: Effects,
}

/// Opens the desktop of a session of the portal that takes no calls.
pub(super) fn open(
    eis: PortalEis,
    hands: PortalHands,
    seat: PortalSeat,
    display: Option<&str>,
    lost: impl FnOnce() + Send + 'static,
) -> Result<Box<dyn Desktop>, InputError> {
    let compositor = Compositor::open(display)
        .map_err(|error| tracing::info!(%error, "the compositor tells nothing"))
        .ok();
    eis.on_end(lost);
    // A seat that had no mouse gets one with the first event of a new device: programs that hear of it only by the
    // first click would miss that.
    if let Some(mouse) = eis.device(EisDevice::has_steps) {
        eis.inject(&mouse, EisInput::MoveBy(0.0, 0.0)).map_err(refused)?;
    }
    Ok(Box::new(EisDesktop {
        eis,
        hands,
        loan: seat.loan(),
        seat,
        compositor,
        typing: Typing::default(),
        input_method: InputMethod::new(display),
        held: Vec::new(),
        moved: None,
        effects: Effects::default(),
    }))
}

/// What was held has been let go by then.
impl Drop for EisDesktop {
    fn drop(&mut self) {
        self.eis.on_end(|| {});
        self.seat.give_back(self.loan);
    }
}

impl EisDesktop {
    /// A device of these; none while the desktop has taken it back, which it does as it likes.
    fn device(&self, is_it: impl Fn(&EisDevice) -> bool) -> Result<EisDevice, InputError> {
        let device = self.eis.device(is_it);
        if device.is_none() && self.eis.is_gone() {
            return Err(InputError::DisplayGone);
        }
        Ok(device.ok_or(RefusedInput::NoDevice)?)
    }

    fn inject(&mut self, device: &EisDevice, input: EisInput) -> Result<(), InputError> {
        self.effects.sent();
        if !self.eis.inject(device, input).map_err(refused)? {
            return Err(RefusedInput::NoDevice.into());
        }
        Ok(())
    }

    fn press(&mut self, device: EisDevice, what: Pressed) -> Result<(), InputError> {
        self.inject(&device, what.input(true))?;
        if !self.holds(what) {
            self.held.push((what, device));
        }
        Ok(())
    }

    /// What the desktop has taken back meanwhile it has let go of itself.
    fn release(&mut self, what: Pressed) -> Result<(), InputError> {
        let Some(at) = self.held.iter().position(|held| held.0 == what) else {
            return Ok(());
        };
        let (_, device) = self.held.swap_remove(at);
        self.effects.sent();
        self.eis.inject(&device, what.input(false)).map_err(refused)?;
        Ok(())
    }

    /// Presses keys together, and lets them go. What is held for the helper stays so.
    fn chord(&mut self, keyboard: &EisDevice, keys: &[u32]) -> Result<(), InputError> {
        let (last, choosing) = keys.split_last().ok_or(RefusedInput::NoCharacter)?;
        if self.holds(Pressed::Key(*last)) {
            return Err(RefusedInput::NoCharacter.into());
        }
        let choosing = choosing.iter().map(|code| Pressed::Key(*code));
        let own: Vec<_> = choosing
            .filter(|key| !self.holds(*key))
            .chain([Pressed::Key(*last)])
            .collect();
        let pressed = own.iter().try_for_each(|key| self.press(keyboard.clone(), *key));
        let released = own
            .iter()
            .rev()
            .map(|key| self.release(*key))
            .collect::<Result<Vec<_>, _>>();
        pressed.and(released.map(|_| ()))
    }

    /// Types what no key of the layout gives: by the input method, or else by a dead key and a letter.
    fn by_other_ways(
        &mut self,
        character: char,
        keyboard: &EisDevice,
        permit: &dyn Permit<ToControl>,
    ) -> Result<Option<Instant>, InputError> {
        let layout = self.typing.layout.as_ref();
        let markers = layout.map_or(&[][..], Layout::silent_keys);
        let (eis, effects) = (&self.eis, &mut self.effects);
        let tap = |code| {
            effects.sent();
            for down in [true, false] {
                eis.inject(keyboard, EisInput::Key(code, down)).map_err(refused)?;
            }
            Ok(())
        };
        match self.input_method.type_character(character, markers, permit, tap)? {
            Typed::Done => Ok(None),
            Typed::NotYet(until) => Ok(Some(until)),
            Typed::No => {
                let accented = layout.and_then(|layout| layout.accented(character, keyboard.group));
                let [dead, letter] = accented.ok_or(RefusedInput::NoCharacter)?;
                self.chord(keyboard, &dead)?;
                self.chord(keyboard, &letter)?;
                Ok(None)
            }
        }
    }

    fn holds(&self, what: Pressed) -> bool {
        self.held.iter().any(|held| held.0 == what)
    }

    /// The device that moved the pointer last, where it is one of these, or any other of these.
    fn mouse(&self, is_it: impl Fn(&EisDevice) -> bool) -> Result<EisDevice, InputError> {
        let moved = self
            .eis
            .device(|device| Some(device.number) == self.moved && is_it(device));
        moved.map_or_else(|| self.device(is_it), Ok)
    }

    /// The device that reaches a place, and what the place is called there. `fraction`: how far it is along both sides of
    /// what the stream of this number shows, whose picture is `part`.
    fn reach(
        &self,
        stream: usize,
        part: &PicturePlace,
        fraction: (f64, f64),
    ) -> Result<(EisDevice, (f64, f64)), InputError> {
        let mapping = self.hands.mapping(stream);
        let units = lent::units(&self.hands, self.compositor.as_ref(), stream, part);
        let begins = self.hands.place(stream).flatten();
        let on_desktop = begins.zip(units).map(|(begins, units)| {
            let along = |from: i32, length: f64, fraction: f64| f64::from(from) + length * fraction;
            (
                along(begins.0, units.0, fraction.0),
                along(begins.1, units.1, fraction.1),
            )
        });
        let found = |device: &EisDevice| place_in(device, mapping, fraction, on_desktop);
        let device = self.device(|device| device.has_places() && found(device).is_some());
        match device {
            Ok(device) => {
                let place = found(&device).ok_or(RefusedInput::NoPlace)?;
                Ok((device, place))
            }
            // Others reach other places.
            Err(InputError::Refused(_)) if self.eis.device(EisDevice::has_places).is_some() => {
                Err(RefusedInput::NoPlace.into())
            }
            Err(error) => Err(error),
        }
    }
}

/// What a device calls a place: in the region that has the name of the stream, or else where that is on the desktop, if
/// the device reaches it.
fn place_in(
    device: &EisDevice,
    mapping: Option<&str>,
    fraction: (f64, f64),
    on_desktop: Option<(f64, f64)>,
) -> Option<(f64, f64)> {
    let named = |name| {
        device
            .regions
            .iter()
            .find(|region| region.mapping.as_deref() == Some(name))
    };
    if let Some(region) = mapping.and_then(named) {
        let along = |from: u32, length: u32, fraction: f64| f64::from(from) + f64::from(length) * fraction;
        return Some((
            along(region.origin.0, region.size.0, fraction.0),
            along(region.origin.1, region.size.1, fraction.1),
        ));
    }
    let (x, y) = on_desktop?;
    let reaches =
        |from: u32, length: u32, at: f64| (f64::from(from)..f64::from(from) + f64::from(length)).contains(&at);
    let mut regions = device.regions.iter();
    regions
        .any(|region| reaches(region.origin.0, region.size.0, x) && reaches(region.origin.1, region.size.1, y))
        .then_some((x, y))
}

/// The middle of a pixel along a side.
fn middle(at: u16, pixels: u16) -> f64 {
    (f64::from(at.min(pixels.saturating_sub(1))) + 0.5) / f64::from(pixels.max(1))
}

impl Desktop for EisDesktop {
    fn key(&mut self, key: ScanKey, down: bool, _permit: &dyn Permit<ToControl>) -> Result<bool, InputError> {
        let Some(code) = key.x_keycode() else { return Ok(false) };
        let key = Pressed::Key(u32::from(code).saturating_sub(EVDEV));
        if down {
            self.press(self.device(EisDevice::has_keys)?, key)?;
        } else {
            self.release(key)?;
        }
        Ok(true)
    }

    fn text(&mut self, character: char, permit: &dyn Permit<ToControl>) -> Result<Option<Instant>, InputError> {
        // Return is what the key sends for both ends of a line.
        let character = if character == '\n' { '\r' } else { character };
        let keyboard = self.device(EisDevice::has_keys)?;
        match self.typing.keys(&keyboard, self.compositor.as_ref(), character) {
            Some(keys) => self.chord(&keyboard, &keys).map(|()| None),
            None => self.by_other_ways(character, &keyboard, permit),
        }
    }

    fn move_to(&mut self, place: &PicturePlace, x: u16, y: u16) -> Result<(), InputError> {
        let pixel = lent::pixel(&self.hands, place, (x, y))?;
        let size = pixel.part.size;
        let fraction = (middle(pixel.x, size.width), middle(pixel.y, size.height));
        let (device, (x, y)) = self.reach(pixel.number, &pixel.part, fraction)?;
        self.effects.moved(pixel.number, x, y);
        self.moved = Some(device.number);
        #[expect(clippy::cast_possible_truncation, reason = "the protocol has no finer places")]
        let to = EisInput::MoveTo(x as f32, y as f32);
        self.inject(&device, to)
    }

    fn button(&mut self, button: MouseButton, down: bool) -> Result<(), InputError> {
        self.input_method.hope();
        let button = Pressed::Button(evdev(button));
        if !down {
            return self.release(button);
        }
        self.press(self.mouse(EisDevice::has_buttons)?, button)
    }

    fn wheel(&mut self, horizontal: bool, notches: i32) -> Result<(), InputError> {
        self.turn(horizontal, notches.saturating_mul(NOTCH))
    }

    fn turns_finely(&self) -> bool {
        true
    }

    fn turn(&mut self, horizontal: bool, rotation: i32) -> Result<(), InputError> {
        let device = self.mouse(EisDevice::has_wheel)?;
        let (right, down) = if horizontal {
            (rotation, 0)
        } else {
            (0, rotation.saturating_neg())
        };
        if rotation % NOTCH == 0 {
            return self.inject(&device, EisInput::Scroll(right, down));
        }
        // GNOME (50) takes whole notches alone: a part of one goes its way.
        #[expect(clippy::cast_possible_truncation, reason = "the protocol has no finer ways")]
        let way = |turned: i32| (PortalHands::NOTCH_SCROLLS * f64::from(turned) / f64::from(NOTCH)) as f32;
        self.inject(&device, EisInput::ScrollBy(way(right), way(down)))
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
        self.input_method.give_back();
        self.effects.forget();
        self.eis.settle().map_err(refused)
    }

    fn tidy(&mut self) -> Result<Option<Instant>, InputError> {
        Ok(None)
    }
}

/// What the keymap of the desktop's keyboard can type; that of the person's own where the desktop gives it none.
#[derive(Default)]
struct Typing {
    /// The number of the keyboard whose keymap was looked at last, and how many the compositor had told by then.
    looked_at: Option<(u64, u64)>,
    layout: Option<Layout>,
}

impl Typing {
    /// The keys that give the character when they are held together.
    fn keys(&mut self, keyboard: &EisDevice, compositor: Option<&Compositor>, character: char) -> Option<Vec<u32>> {
        let told = compositor.map(Compositor::told);
        let keymaps = told.as_ref().map_or(0, |told| told.keymaps);
        if self.looked_at != Some((keyboard.number, keymaps)) {
            self.looked_at = Some((keyboard.number, keymaps));
            let own = keyboard.keymap.as_deref().and_then(read);
            let persons = || told.as_ref()?.keymap.as_deref().and_then(Layout::read);
            self.layout = own.or_else(persons);
        }
        self.layout.as_ref()?.keys(character, keyboard.group)
    }
}

fn read(keymap: &EisKeymap) -> Option<Layout> {
    let layout = read_keymap(keymap.file.try_clone().ok()?, keymap.size);
    let layout = layout.as_deref().and_then(Layout::read);
    if layout.is_none() {
        tracing::info!("the keymap of the desktop's keyboard is not understood");
    }
    layout
}
