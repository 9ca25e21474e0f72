//! The questions to the novice about this helper, and what their answers do. Silence is a no.

use std::time::{Duration, Instant};

use super::Helped;
use crate::journal::Kind;
use crate::screen;
use crate::session::consent::{Answered, LOCKED, answer_timeout, caller_wait};
use crate::session::novice::clock::instant;
use crate::session::novice::ends::{ControlRefusal, SessionEnd};
use crate::session::novice::event::Event;
use crate::session::novice::question::{Answer, Question, QuestionKind};

impl Helped {
    /// False where another question is open, or this one makes no sense now.
    pub(super) fn ask(&mut self, kind: QuestionKind) -> bool {
        let Some(id) = self.consent.ask(kind, instant()) else {
            return false;
        };
        self.control_offered = false;
        self.around.events.send(Event::Question(Question {
            id,
            kind,
            name: self.helper.name.clone(),
            address: self.helper.connection.address,
            protection: self.helper.connection.transport.into(),
            view_only: self.view_only() || self.uncontrollable,
            // Windows alone has such prompts.
            prompts: cfg!(windows) && kind == QuestionKind::Control,
            notice: self.notice(kind),
            desktop_asks: match kind {
                QuestionKind::View => screen::desktop_asks(&self.around.display),
                QuestionKind::Control => self.desktop_asks_control(),
            },
            again: kind == QuestionKind::View && self.allowed.is_some(),
            asked: instant(),
            proved_by: self.helper.proved_by(),
            seconds: seconds(answer_timeout(kind)),
            locked_seconds: seconds(LOCKED),
            caller_seconds: self.consent.asks_caller(kind).then(|| seconds(caller_wait())),
        }));
        true
    }

    fn notice(&self, kind: QuestionKind) -> Option<String> {
        let message = match kind {
            QuestionKind::View => &self.rules.view_message,
            QuestionKind::Control => &self.rules.control_message,
        };
        message.as_ref().map(|message| message.as_str().to_owned())
    }

    pub(super) fn answered(&mut self, answered: Answered, answer: Answer) -> Result<(), SessionEnd> {
        match answered {
            Answered::View(grant) => {
                let now = instant();
                self.allowed = Some((self.allowed.map_or(now, |(first, _)| first), now));
                self.note(Kind::ViewAllowed, self.who_called());
                if let Some(visit) = &mut self.helper.visit {
                    visit.allowed();
                }
                self.tell_rights()?;
                self.show(grant, Event::Viewing)
            }
            Answered::Control(_) if self.view_only() => {
                self.consent.end_control();
                self.tell_rights()
            }
            Answered::Control(grant) => self.start_control(grant),
            Answered::Refused(QuestionKind::View) => Err(SessionEnd::ViewRefused),
            Answered::Refused(QuestionKind::Control) => {
                tracing::debug!(?answer, "control is not granted");
                if self.control_offered {
                    // The novice's own offer of control, which they did not confirm: nothing was refused to the helper.
                    return Ok(());
                }
                self.note(Kind::ControlRefused, None);
                self.control_denied();
                self.around.events.send(Event::ControlRefused(ControlRefusal::Novice));
                self.tell_rights()
            }
            Answered::NotAsked | Answered::TooEarly => Ok(()),
        }
    }

    /// A question that nobody has answered by now is answered with no.
    pub(super) fn silence(&mut self, now: Instant) -> Result<(), SessionEnd> {
        match self.consent.silence(now) {
            Some((id, QuestionKind::View)) => {
                self.around.events.send(Event::QuestionClosed(id));
                Err(SessionEnd::ViewUnanswered)
            }
            Some((id, QuestionKind::Control)) => {
                self.around.events.send(Event::QuestionClosed(id));
                if self.control_offered {
                    return Ok(());
                }
                self.note(Kind::ControlUnanswered, None);
                self.control_denied();
                self.around.events.send(Event::ControlRefused(ControlRefusal::Novice));
                self.tell_rights()
            }
            None => Ok(()),
        }
    }
}

fn seconds(time: Duration) -> u32 {
    u32::try_from(time.as_secs()).unwrap_or(u32::MAX)
}
