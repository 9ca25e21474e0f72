//! What the novice commands while a helper is there.

use super::Helped;
use crate::journal::Kind;
use crate::session::consent::{Answered, CallerNoted, Stamp};
use crate::session::novice::clock::instant;
use crate::session::novice::command::Command;
use crate::session::novice::commands::Withdrawn;
use crate::session::novice::ends::{ControlEnd, PauseReason, SessionEnd};
use crate::session::novice::event::Event;
use crate::session::novice::question::QuestionKind;

impl Helped {
    /// The novice took something away: the gates are closed already, and the rest follows.
    pub(super) fn withdrawn(&mut self, before: Withdrawn, now: Withdrawn) -> Result<(), SessionEnd> {
        if now.session != before.session {
            return Err(if now.window_gone {
                SessionEnd::WindowGone
            } else if now.closing {
                SessionEnd::Closed
            } else if self.allowed.is_none() {
                // Who stops before anything was shared has refused.
                SessionEnd::ViewRefused
            } else {
                SessionEnd::NoviceStopped
            });
        }
        if now.view != before.view {
            self.pause(if now.unseen == before.unseen {
                PauseReason::Novice
            } else {
                PauseReason::BarHidden
            })?;
        }
        if now.control != before.control {
            self.end_control(ControlEnd::TakenBack)?;
        }
        Ok(())
    }

    /// `given`: what was withdrawn how often when the novice gave the command.
    pub(super) fn obey(&mut self, command: Command, given: Stamp) -> Result<(), SessionEnd> {
        match command {
            Command::Answer(id, answer) => match self.consent.answer(id, answer, instant(), given) {
                Answered::NotAsked => Ok(()),
                Answered::TooEarly => {
                    self.around.events.send(Event::AnswerTooEarly(id));
                    Ok(())
                }
                answered => {
                    self.around.events.send(Event::QuestionClosed(id));
                    self.answered(answered, answer)
                }
            },
            Command::Called(id, caller) => {
                match self.consent.called(id, caller, instant()) {
                    CallerNoted::NotAsked => {}
                    CallerNoted::TooEarly => self.around.events.send(Event::AnswerTooEarly(id)),
                    CallerNoted::Noted => self.around.events.send(Event::Called(id, caller)),
                }
                Ok(())
            }
            Command::Resume => match self.consent.resume(given) {
                Some(grant) => {
                    self.note(Kind::Resumed, None);
                    self.show(grant, Event::Resumed)
                }
                None => Ok(()),
            },
            // The same question as for the helper's request, with the same pause: one press, which may be meant for
            // something else, gives nothing.
            Command::AllowControl if !self.view_only() && !self.uncontrollable => {
                if self.ask(QuestionKind::Control) {
                    self.control_offered = true;
                }
                Ok(())
            }
            Command::Share(shared) => {
                self.shared = shared;
                if let Some(pictures) = &self.pictures {
                    pictures.share(shared);
                }
                Ok(())
            }
            // These four come past the queue.
            Command::Pause
            | Command::BarHidden
            | Command::TakeBack
            | Command::Stop
            | Command::AllowControl
            | Command::Quit
            | Command::Ask(_)
            | Command::Cancel(_)
            | Command::EndEverything
            | Command::ConnectTo(_)
            | Command::Wait(_)
            | Command::Decline(_)
            | Command::KeepOffers
            | Command::PutBackOffers => Ok(()),
        }
    }
}
