//! The desktop broke its picture off, and nobody wished that: it is asked for another one.

use super::Helped;
use crate::journal::Kind;
use crate::session::novice::clock::instant;
use crate::session::novice::ends::{ControlEnd, PauseReason, SessionEnd};
use crate::session::novice::event::Event;

impl Helped {
    /// Whether it can go on by itself.
    pub(super) fn may_go_on(&mut self) -> bool {
        matches!(&self.opening, None | Some(Event::Resumed)) && self.interruptions.add(instant())
    }

    /// A pause, to which the same belongs as to every other: control ends. The view goes on as the novice allowed it,
    /// unless they took it back meanwhile; a desktop that asks is answered by them once more.
    pub(super) fn interrupted(&mut self) -> Result<(), SessionEnd> {
        let controlling = self.consent.controlling();
        let given = self.consent.interrupt();
        let why = match given {
            Some(_) => PauseReason::Interrupted,
            None => PauseReason::Novice,
        };
        self.say_why_paused(why)?;
        self.view_ended(controlling.then_some(ControlEnd::Paused))?;
        self.note(Kind::Paused, why.journal_word());
        self.around.events.send(Event::Paused(why));
        match given.and_then(|given| self.consent.resume(given)) {
            Some(grant) => {
                self.note(Kind::Resumed, None);
                self.show(grant, Event::Resumed)
            }
            None => Ok(()),
        }
    }
}
