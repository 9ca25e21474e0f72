//! The thread that injects: it asks the permit of each event, knows what it holds down, and lets go of it.

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use super::desktop::{Desktop, NOTCH};
use super::error::{InjectionEnd, InputError, RefusedInput};
use super::escape::{are_shortcuts, is_shortcut};
use super::guard::Protected;
use super::pointer_turn::PointerTurn;
use super::queue::{NextInput, Queued, ReleaseOf};
use super::scancode::KeyAssembler;
use super::shared::{Done, InjectorShared};
use crate::vocabulary::{InputEvent, MouseButton, Permit, PicturePlace, ScanKey, ToControl};

/// While something is held, the permit and the focus are asked this often although no event comes.
const HELD_CHECK: Duration = Duration::from_millis(25);

/// What the key Esc types.
const ESC: char = '\u{1b}';

/// The wire carries at most 255 units of rotation an event; more than a few notches are not a wheel.
const MOST_NOTCHES: i32 = 8;

/// Whatever ends the thread, a panic too: nobody waits for it in vain.
struct Obituary(Arc<InjectorShared>);

impl Drop for Obituary {
    fn drop(&mut self) {
        let releases = {
            let mut state = self.0.lock();
            state.queue.clear();
            state.ended_by.get_or_insert(InjectionEnd::DisplayGone);
            std::mem::take(&mut state.releases)
        };
        for done in releases {
            done(Err(&InputError::DisplayGone));
        }
        self.0.end();
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HeldDown {
    Key(ScanKey),
    Button(MouseButton),
}

impl HeldDown {
    fn is_button(&self) -> bool {
        matches!(self, Self::Button(_))
    }
}

/// What is let go needs no permit.
struct Nobody;

impl Permit<ToControl> for Nobody {
    fn holds(&self) -> bool {
        false
    }
}

/// A character that the desktop cannot type yet; the queue waits behind it.
struct WaitingCharacter {
    character: char,
    permit: Arc<dyn Permit<ToControl>>,
    until: Instant,
}

enum WorkerStep {
    Release(Vec<Done>),
    Owed(ReleaseOf),
    Event(Queued, PicturePlace, Arc<Protected>),
    Text(WaitingCharacter, Arc<Protected>),
    Check(Arc<Protected>),
    Tidy,
    Close,
    /// Nothing may be injected any more.
    Lost,
}

pub(super) struct InputWorker {
    desktop: Box<dyn Desktop>,
    held: Vec<HeldDown>,
    /// The permit under which the newest of `held` was pressed.
    permit: Option<Arc<dyn Permit<ToControl>>>,
    turn: PointerTurn,
    /// When what is held was last looked after.
    checked: Instant,
    keys: KeyAssembler,
    high_surrogate: Option<u16>,
    /// Rotation not yet a whole notch: vertical, horizontal.
    rotation: [i32; 2],
    tidy_at: Option<Instant>,
    /// The desktop was away while something was held: that is let go before anything else.
    was_away: bool,
    waiting: Option<WaitingCharacter>,
    shared: Arc<InjectorShared>,
    _obituary: Obituary,
}

impl InputWorker {
    pub(super) fn new(shared: Arc<InjectorShared>, desktop: Box<dyn Desktop>) -> Self {
        Self {
            desktop,
            held: Vec::new(),
            permit: None,
            turn: PointerTurn::default(),
            checked: Instant::now(),
            keys: KeyAssembler::default(),
            high_surrogate: None,
            rotation: [0; 2],
            tidy_at: None,
            was_away: false,
            waiting: None,
            _obituary: Obituary(Arc::clone(&shared)),
            shared,
        }
    }

    pub(super) fn run(mut self) {
        loop {
            let step = self.next();
            if matches!(step, WorkerStep::Lost) {
                tracing::warn!("this program was stopped; no input is injected any more");
                return;
            }
            let closing = matches!(step, WorkerStep::Close);
            match self.carry_out(step) {
                Err(InputError::DisplayGone) => {
                    tracing::warn!("the display went away; no input is injected any more");
                    return;
                }
                Err(error) => {
                    tracing::debug!(%error, "an input event was refused");
                    self.shared.refused();
                }
                Ok(()) => {}
            }
            if closing {
                return;
            }
        }
    }

    fn next(&mut self) -> WorkerStep {
        let mut state = self.shared.lock();
        loop {
            if state.ended_by.is_some() {
                return WorkerStep::Lost;
            }
            if !state.releases.is_empty() {
                return WorkerStep::Release(std::mem::take(&mut state.releases));
            }
            if state.closing {
                return WorkerStep::Close;
            }
            let now = Instant::now();
            // Also while events come without end.
            let check = (!self.held.is_empty()).then(|| self.checked + HELD_CHECK);
            if check.is_some_and(|check| check <= now) {
                self.checked = now;
                return WorkerStep::Check(Arc::clone(&state.protected));
            }
            let waiting_until = self.waiting.as_ref().map(|waiting| waiting.until);
            if waiting_until.is_none_or(|until| until <= now) {
                if let Some(waiting) = self.waiting.take() {
                    return WorkerStep::Text(waiting, Arc::clone(&state.protected));
                }
                match state.queue.pop() {
                    Some(NextInput::Release(release)) => return WorkerStep::Owed(release),
                    Some(NextInput::Event(queued)) => {
                        return WorkerStep::Event(queued, state.place.clone(), Arc::clone(&state.protected));
                    }
                    None => {}
                }
            }
            let Some(until) = [check, self.tidy_at, waiting_until].into_iter().flatten().min() else {
                state = self.shared.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = until.saturating_duration_since(now);
            let (woken, timeout) = self
                .shared
                .wake
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner);
            state = woken;
            if timeout.timed_out() && self.tidy_at == Some(until) {
                return WorkerStep::Tidy;
            }
        }
    }

    fn carry_out(&mut self, step: WorkerStep) -> Result<(), InputError> {
        match step {
            WorkerStep::Release(waiting) => {
                let released = self.release_held();
                for done in waiting {
                    done(released.as_ref().copied());
                }
                released?;
                self.tidy()
            }
            WorkerStep::Owed(release) => match release {
                ReleaseOf::Key(key) => self.key(key, false, &Protected::new([])),
                ReleaseOf::Button(button) => self.let_go(HeldDown::Button(button)),
            },
            WorkerStep::Event(queued, place, protected) => {
                if !queued.permit.holds() {
                    return self.withdraw();
                }
                self.look_at_desktop()?;
                self.permit = Some(Arc::clone(&queued.permit));
                match self.event(queued.event, &place, &protected)? {
                    Some(character) => self.text(character, queued.permit, &protected),
                    None => Ok(()),
                }
            }
            WorkerStep::Text(waiting, protected) => {
                if !waiting.permit.holds() {
                    return self.withdraw();
                }
                self.look_at_desktop()?;
                self.text(waiting.character, waiting.permit, &protected)
            }
            WorkerStep::Check(protected) => {
                let permitted = self.permit.as_ref().is_some_and(|permit| permit.holds());
                let keys_held = self.held.iter().any(|held| matches!(held, HeldDown::Key(_)));
                if self.look_at_desktop().is_err() {
                    return Ok(());
                }
                if !permitted {
                    return self.withdraw();
                }
                // The system repeats a held key, also into a window of ours that has just got the focus.
                if keys_held && self.desktop.focus_is_in(&protected)? {
                    return self.release_held();
                }
                self.look_for_the_person()
            }
            WorkerStep::Tidy => self.tidy(),
            WorkerStep::Close => {
                self.release_held()?;
                self.tidy()?;
                while let Some(at) = self.tidy_at {
                    std::thread::sleep(at.saturating_duration_since(Instant::now()));
                    self.tidy()?;
                }
                Ok(())
            }
            WorkerStep::Lost => Err(InputError::Stopped),
        }
    }

    /// An error where nothing reaches the person's desktop. What was held meanwhile is let go once it is back: the helper's
    /// own releases went nowhere.
    fn look_at_desktop(&mut self) -> Result<(), InputError> {
        if self.desktop.is_away() {
            self.was_away |= !self.held.is_empty();
            return Err(RefusedInput::OtherDesktop.into());
        }
        match std::mem::take(&mut self.was_away) {
            true => self.release_held(),
            false => Ok(()),
        }
    }

    /// Injects one event; what is text is returned, once it is a whole character.
    fn event(
        &mut self,
        event: InputEvent,
        place: &PicturePlace,
        protected: &Protected,
    ) -> Result<Option<char>, InputError> {
        match event {
            InputEvent::Key { key, down } => self.key(key, down, protected),
            InputEvent::Unicode { unit, down } => return Ok(self.character(unit, down)),
            InputEvent::Move { x, y } => self.move_to(place, x, y),
            InputEvent::Button { button, down, x, y } => {
                let moved = self.move_to(place, x, y);
                if down {
                    moved.and_then(|()| self.press(button, protected))
                } else {
                    // What is held is let go wherever that is.
                    self.let_go(HeldDown::Button(button)).and(moved)
                }
            }
            InputEvent::Wheel {
                horizontal, rotation, ..
            } => self.wheel(horizontal, rotation, protected),
            // The lamps of the novice's keyboard are the novice's.
            InputEvent::LockKeys(_) => Ok(()),
        }?;
        Ok(None)
    }

    fn text(
        &mut self,
        character: char,
        permit: Arc<dyn Permit<ToControl>>,
        protected: &Protected,
    ) -> Result<(), InputError> {
        if self.desktop.focus_is_in(protected)? {
            return Ok(());
        }
        if character == ESC && are_shortcuts(&self.held_keys()) {
            self.spare_shortcut()?;
        }
        if let Some(until) = self.desktop.text(character, permit.as_ref())? {
            self.waiting = Some(WaitingCharacter {
                character,
                permit,
                until,
            });
        }
        Ok(())
    }

    fn move_to(&mut self, place: &PicturePlace, x: u16, y: u16) -> Result<(), InputError> {
        self.look_for_the_person()?;
        let now = Instant::now();
        if self.turn.is_the_persons(now) {
            return Ok(());
        }
        self.turn.moved((x, y), now);
        self.desktop.move_to(place, x, y)
    }

    /// Lets go of what the person has no use for while it is held.
    fn look_for_the_person(&mut self) -> Result<(), InputError> {
        let now = Instant::now();
        if let Some(seen) = self.desktop.person_seen() {
            self.turn.seen(seen);
        }
        let is_held_too_long = self.desktop.is_taken_by_a_button() && self.turn.is_over(now);
        if !is_held_too_long && !self.turn.is_the_persons(now) {
            return Ok(());
        }
        let buttons: Vec<_> = self.held.iter().copied().filter(HeldDown::is_button).collect();
        if buttons.is_empty() {
            return Ok(());
        }
        tracing::debug!(is_held_too_long, "the pointer is the person's");
        let mut result = Ok(());
        for button in buttons {
            let released = self.let_go(button);
            result = result.and(released);
        }
        result
    }

    fn press(&mut self, button: MouseButton, protected: &Protected) -> Result<(), InputError> {
        if self.turn.is_the_persons(Instant::now()) {
            return Err(RefusedInput::PersonFirst.into());
        }
        let held = HeldDown::Button(button);
        if self.held.contains(&held) || self.desktop.pointer_is_over(protected)? {
            return Ok(());
        }
        self.held.push(held);
        self.turn.pressed(Instant::now());
        self.desktop.button(button, true)
    }

    fn key(&mut self, key: ScanKey, down: bool, protected: &Protected) -> Result<(), InputError> {
        let Some(key) = self.keys.next(key) else {
            return Ok(());
        };
        let held = HeldDown::Key(key);
        if !down {
            return self.let_go(held);
        }
        let Some(permit) = self.permit.clone() else {
            return Ok(());
        };
        let repeated = self.held.contains(&held);
        if repeated && self.desktop.repeats_by_itself(key)? || self.desktop.focus_is_in(protected)? {
            return Ok(());
        }
        if is_shortcut(key, &self.held_keys()) {
            self.spare_shortcut()?;
        }
        // Noted before it is pressed: an error half-way must not leave it pressed and forgotten.
        if !repeated {
            self.held.push(held);
        }
        if !self.desktop.key(key, true, permit.as_ref())? {
            self.held.retain(|other| *other != held);
            return Err(RefusedInput::NoKey.into());
        }
        Ok(())
    }

    fn held_keys(&self) -> Vec<ScanKey> {
        let keys = self.held.iter().filter_map(|held| match held {
            HeldDown::Key(key) => Some(*key),
            HeldDown::Button(_) => None,
        });
        keys.collect()
    }

    /// An error where the desktop listens for what would be pressed.
    fn spare_shortcut(&self) -> Result<(), InputError> {
        match self.shared.lock().spares_shortcut {
            true => Err(RefusedInput::PersonsKeys.into()),
            false => Ok(()),
        }
    }

    fn character(&mut self, unit: u16, down: bool) -> Option<char> {
        if !down {
            return None;
        }
        let high = self.high_surrogate.take();
        let units = high.into_iter().chain([unit]);
        match char::decode_utf16(units).last() {
            Some(Ok(character)) => Some(character),
            _ => {
                // A high half waits for its low one; a lone low half is nothing.
                self.high_surrogate = (0xD800..0xDC00).contains(&unit).then_some(unit);
                None
            }
        }
    }

    fn wheel(&mut self, horizontal: bool, rotation: i16, protected: &Protected) -> Result<(), InputError> {
        self.look_for_the_person()?;
        if self.turn.is_the_persons(Instant::now()) {
            return Ok(());
        }
        if self.desktop.turns_finely() {
            if rotation == 0 || self.desktop.pointer_is_over(protected)? {
                return Ok(());
            }
            let most = MOST_NOTCHES * NOTCH;
            return self.desktop.turn(horizontal, i32::from(rotation).clamp(-most, most));
        }
        let [vertical, sideways] = &mut self.rotation;
        let rotated = if horizontal { sideways } else { vertical };
        *rotated = rotated.saturating_add(i32::from(rotation));
        let notches = *rotated / NOTCH;
        *rotated %= NOTCH;
        if notches == 0 || self.desktop.pointer_is_over(protected)? {
            return Ok(());
        }
        self.desktop
            .wheel(horizontal, notches.clamp(-MOST_NOTCHES, MOST_NOTCHES))
    }

    fn let_go(&mut self, held: HeldDown) -> Result<(), InputError> {
        // What is not held for the expert is the novice's, or was dropped over one of our own windows.
        if !self.held.contains(&held) {
            return Ok(());
        }
        self.held.retain(|other| *other != held);
        if !self.held.iter().any(HeldDown::is_button) {
            self.turn.let_go();
        }
        match held {
            HeldDown::Key(key) => self.desktop.key(key, false, &Nobody).map(|_| ()),
            HeldDown::Button(button) => self.desktop.button(button, false),
        }
    }

    /// The permit is gone and nobody has asked for a release yet.
    fn withdraw(&mut self) -> Result<(), InputError> {
        if self.held.is_empty() {
            return Ok(());
        }
        self.release_held()?;
        self.tidy()
    }

    fn release_held(&mut self) -> Result<(), InputError> {
        if !self.held.is_empty() && self.desktop.is_away() {
            // It stays noted, and is let go with the next look.
            (self.permit, self.was_away) = (None, true);
            return Err(RefusedInput::OtherDesktop.into());
        }
        self.waiting = None;
        self.high_surrogate = None;
        self.rotation = [0; 2];
        self.keys = KeyAssembler::default();
        self.permit = None;
        let mut result = Ok(());
        // The newest first: a shortcut's modifiers last, as fingers do it.
        while let Some(&held) = self.held.last() {
            let released = self.let_go(held);
            result = result.and(released);
        }
        result.and(self.desktop.settle())
    }

    fn tidy(&mut self) -> Result<(), InputError> {
        self.tidy_at = self.desktop.tidy()?;
        Ok(())
    }
}

impl Drop for InputWorker {
    fn drop(&mut self) {
        // Reached with something held only when the thread panics or the display went away.
        if !self.held.is_empty() && self.release_held().is_err() {
            tracing::debug!("the display did not take the last releases");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::vocabulary::Size;

    struct Always;

    impl Permit<ToControl> for Always {
        fn holds(&self) -> bool {
            true
        }
    }

    #[derive(Default)]
    struct Told {
        away: bool,
        pressed: Vec<(ScanKey, bool)>,
    }

    struct Fake(Arc<Mutex<Told>>);

    impl Desktop for Fake {
        fn key(&mut self, key: ScanKey, down: bool, _: &dyn Permit<ToControl>) -> Result<bool, InputError> {
            let mut told = self.0.lock().unwrap();
            assert!(!told.away, "{key:?} {down}");
            told.pressed.push((key, down));
            Ok(true)
        }

        fn text(&mut self, _: char, _: &dyn Permit<ToControl>) -> Result<Option<Instant>, InputError> {
            Ok(None)
        }

        fn move_to(&mut self, _: &PicturePlace, _: u16, _: u16) -> Result<(), InputError> {
            Ok(())
        }

        fn button(&mut self, _: MouseButton, _: bool) -> Result<(), InputError> {
            Ok(())
        }

        fn wheel(&mut self, _: bool, _: i32) -> Result<(), InputError> {
            Ok(())
        }

        fn is_away(&mut self) -> bool {
            self.0.lock().unwrap().away
        }

        fn pointer_is_over(&mut self, _: &Protected) -> Result<bool, InputError> {
            Ok(false)
        }

        fn focus_is_in(&mut self, _: &Protected) -> Result<bool, InputError> {
            Ok(false)
        }

        fn repeats_by_itself(&self, _: ScanKey) -> Result<bool, InputError> {
            Ok(false)
        }

        fn settle(&mut self) -> Result<(), InputError> {
            Ok(())
        }

        fn tidy(&mut self) -> Result<Option<Instant>, InputError> {
            Ok(None)
        }
    }

    fn key(scancode: u8) -> ScanKey {
        ScanKey {
            scancode,
            prefix: crate::vocabulary::KeyPrefix::None,
        }
    }

    fn typed(worker: &mut InputWorker, key: ScanKey, down: bool) -> Result<(), InputError> {
        let queued = Queued {
            event: InputEvent::Key { key, down },
            permit: Arc::new(Always),
        };
        worker.carry_out(WorkerStep::Event(queued, place(), Arc::default()))
    }

    fn place() -> PicturePlace {
        PicturePlace {
            origin: (0, 0),
            size: Size { width: 8, height: 8 },
            parts: None,
        }
    }

    /// The helper's own release goes nowhere; nothing is taken for pressed, and nothing stays pressed.
    #[test]
    fn while_the_desktop_is_away_all_is_refused_and_then_let_go() {
        let told = Arc::new(Mutex::new(Told::default()));
        let shared = Arc::new(InjectorShared::new(place()));
        let mut worker = InputWorker::new(shared, Box::new(Fake(Arc::clone(&told))));
        let (shift, a, b) = (key(0x2A), key(0x1E), key(0x30));
        typed(&mut worker, shift, true).unwrap();
        told.lock().unwrap().away = true;
        for (key, down) in [(a, true), (shift, false), (a, false)] {
            let refused = typed(&mut worker, key, down);
            assert!(matches!(refused, Err(InputError::Refused(RefusedInput::OtherDesktop))));
            // Nothing is said of what nobody typed.
            worker.carry_out(WorkerStep::Check(Arc::default())).unwrap();
        }
        told.lock().unwrap().away = false;
        typed(&mut worker, b, true).unwrap();
        assert_eq!(told.lock().unwrap().pressed, [(shift, true), (shift, false), (b, true)]);
        // Control ends meanwhile: what it held is let go when the desktop is back.
        told.lock().unwrap().away = true;
        let released = worker.carry_out(WorkerStep::Release(Vec::new()));
        assert!(matches!(released, Err(InputError::Refused(RefusedInput::OtherDesktop))));
        worker.carry_out(WorkerStep::Check(Arc::default())).unwrap();
        told.lock().unwrap().away = false;
        worker.carry_out(WorkerStep::Check(Arc::default())).unwrap();
        assert_eq!(told.lock().unwrap().pressed.last(), Some(&(b, false)));
    }
}
