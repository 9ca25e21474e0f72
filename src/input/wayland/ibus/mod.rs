//! Text that no key of the person's layout gives, by the session's input method (IBus), which GNOME always talks to.
//!
//! Where text goes is marked by a key of the helper's own, one with nothing on it: it takes the way of all keys, and comes
//! to an engine that is set for the purpose ([`engine`]). There the text is put in its place, before every key that is
//! pressed after it, and only where keys of the desktop's own portal go. A program without an input method gets such a key,
//! which does nothing, and no text.

mod address;
mod daemon;
mod engine;
mod watchdog;
mod wire;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::input::error::InputError;
use crate::vocabulary::{Permit, ToControl};
use engine::{EngineShared, EngineState, Phase};
pub(in crate::input) use watchdog::watch;

/// So long the injecting thread waits at a time: what takes control back waits for it.
const WAITS: Duration = Duration::from_millis(20);
/// The engine is in use by then.
const OPENS_WITHIN: Duration = Duration::from_secs(3);
/// A key has come by then, or the program has no input method.
const ARRIVES_WITHIN: Duration = Duration::from_secs(2);
/// After a text the next one waits for so long, unless the program has told before where its cursor is then: foot drops
/// text that comes while it tells that.
const CURSOR_TOLD_WITHIN: Duration = Duration::from_millis(50);
/// Where none came, none is tried for the text that follows, each character within so long of the last one, or until the
/// focus may have moved.
const HOPELESS: Duration = Duration::from_millis(500);
/// At the end the person's own engine is waited for.
const ENDS_WITHIN: Duration = Duration::from_secs(1);

/// What came of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    Done,
    /// It is to be tried again then, if it still may.
    NotYet(Instant),
    No,
}

/// How far a character has come, and how long that may take.
#[derive(Debug, Clone, Copy)]
enum Step {
    Opening(Instant),
    Marked(Instant),
    Committing(Instant),
}

pub(super) struct InputMethod {
    display: Option<String>,
    /// With a thread, once it was needed.
    shared: Option<Arc<EngineShared>>,
    step: Option<Step>,
    /// How many places were marked.
    marked: usize,
    hopeless_until: Option<Instant>,
    /// The cursor of the last text is told by then.
    told_by: Option<Instant>,
}

impl InputMethod {
    /// `display`: the compositor's name.
    pub(super) fn new(display: Option<&str>) -> Self {
        Self {
            display: display.map(str::to_owned),
            shared: None,
            step: None,
            marked: 0,
            hopeless_until: None,
            told_by: None,
        }
    }

    /// Types a character. `markers`: evdev codes of keys with nothing on them; `tap` presses such a key, and lets it go.
    pub(super) fn type_character(
        &mut self,
        character: char,
        markers: &[u32],
        permit: &dyn Permit<ToControl>,
        tap: impl FnOnce(u32) -> Result<(), InputError>,
    ) -> Result<Typed, InputError> {
        let now = Instant::now();
        if markers.is_empty() || character.is_control() {
            return Ok(Typed::No);
        }
        if self.hopeless_until.is_some_and(|until| now < until) {
            return Ok(self.give_up());
        }
        let Some(shared) = self.started() else {
            return Ok(Typed::No);
        };
        let step = *self.step.get_or_insert_with(|| Step::Opening(now + OPENS_WITHIN));
        match step {
            Step::Opening(until) => {
                shared.tell(|state| state.want(markers));
                if shared.wait(WAITS, |state| state.phase != Phase::Off) {
                    if shared.lock().phase == Phase::Failed {
                        return Ok(self.give_up());
                    }
                    if self.told_by.is_some_and(|by| now < by) && !shared.wait(WAITS, EngineState::is_cursor_told) {
                        return Ok(self.later(until));
                    }
                    let marker = self.next_of(markers);
                    shared.tell(|state| state.await_marker(marker));
                    tap(marker)?;
                    self.step = Some(Step::Marked(now + ARRIVES_WITHIN));
                    return Ok(Typed::NotYet(now));
                }
                Ok(self.later(until))
            }
            Step::Marked(until) => {
                shared.tell(|state| state.want(&[]));
                shared.wait(WAITS, |state| state.has_arrived() || state.phase != Phase::On);
                let (is_on, is_put) = shared.tell(|state| {
                    let is_put = state.has_arrived() && permit.holds() && state.put(character);
                    (state.phase == Phase::On, is_put)
                });
                if is_put {
                    self.step = Some(Step::Committing(now + ARRIVES_WITHIN));
                    return Ok(Typed::NotYet(now));
                }
                Ok(if is_on { self.later(until) } else { self.give_up() })
            }
            Step::Committing(until) => {
                shared.wait(WAITS, |state| state.is_committed() || state.phase != Phase::On);
                let (is_on, is_committed) = shared.tell(|state| (state.phase == Phase::On, state.is_committed()));
                if is_committed {
                    self.step = None;
                    self.told_by = Some(Instant::now() + CURSOR_TOLD_WITHIN);
                    return Ok(Typed::Done);
                }
                Ok(if is_on { self.later(until) } else { self.give_up() })
            }
        }
    }

    fn started(&mut self) -> Option<Arc<EngineShared>> {
        if self.shared.is_none() {
            let shared = Arc::<EngineShared>::default();
            let (engine, display) = (Arc::clone(&shared), self.display.clone());
            let started = std::thread::Builder::new()
                .name("input method".to_owned())
                .spawn(move || engine::run(&engine, display.as_deref()));
            if let Err(error) = started {
                tracing::warn!(%error, "no thread for the input method");
                return None;
            }
            self.shared = Some(shared);
        }
        self.shared.clone()
    }

    /// Not the one of before: that may still be on its way.
    fn next_of(&mut self, markers: &[u32]) -> u32 {
        self.marked = self.marked.wrapping_add(1);
        markers.get(self.marked % markers.len()).copied().unwrap_or_default()
    }

    fn later(&mut self, until: Instant) -> Typed {
        let now = Instant::now();
        if now < until {
            Typed::NotYet(now)
        } else {
            self.give_up()
        }
    }

    fn give_up(&mut self) -> Typed {
        self.hopeless_until = Some(Instant::now() + HOPELESS);
        self.step = None;
        if let Some(shared) = &self.shared {
            shared.tell(EngineState::cancel);
        }
        Typed::No
    }

    /// The focus may be another one from here on.
    pub(super) fn hope(&mut self) {
        self.hopeless_until = None;
    }

    /// Nothing is put in any more, and the person's own engine is set again.
    pub(super) fn give_back(&mut self) {
        self.step = None;
        if let Some(shared) = &self.shared {
            shared.tell(EngineState::give_back);
        }
    }
}

impl Drop for InputMethod {
    fn drop(&mut self) {
        if let Some(shared) = self.shared.take() {
            shared.close(ENDS_WITHIN);
        }
    }
}
