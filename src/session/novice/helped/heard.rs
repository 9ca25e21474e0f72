//! What the helper's messages do: each passes the door, and a request for control only asks.

use std::time::Duration;

use super::{ControlRun, Helped};
use crate::journal::Kind;
use crate::net::link::Order;
use crate::rdp::channels::{encomsp, remdesk};
use crate::rdp::{FromExpert, ToExpert, Transport};
use crate::session::consent::LOCKED;
use crate::session::door::{self, Rights, Verdict};
use crate::session::novice::clock::instant;
use crate::session::novice::ends::{ControlEnd, ControlRefusal, SessionEnd};
use crate::session::novice::event::Event;
use crate::session::novice::question::QuestionKind;
use crate::session::novice::visits;

/// A request for control this soon after the last one is answered with no, unasked and unrecorded: a program that asks
/// without end must neither wear the novice down nor push the record of what happened out of the journal. A person who
/// was refused cannot be quicker, since no answer is taken in a question's first second.
const ASK_AGAIN: Duration = LOCKED;

impl Helped {
    pub(super) fn rights(&self) -> Rights {
        match self.consent.rights() {
            // The display is still being asked whether it can be controlled.
            Rights::Control if !self.controls() => Rights::View,
            rights => rights,
        }
    }

    pub(super) fn hear(&mut self, message: FromExpert) -> Result<(), SessionEnd> {
        self.heard = instant();
        if self.helper.connection.transport == Transport::LifelineTls
            && let Some(probe) = self.probe.take()
        {
            // A dropped receiver means that the newcomer left: nothing to say.
            let _ = probe.answer.send(true);
        }
        match door::admit(&message, self.rights()) {
            Verdict::End => return Err(SessionEnd::ExpertLeft),
            Verdict::Ignore => return Ok(()),
            Verdict::Act => {}
        }
        match message {
            FromExpert::Input(event) => {
                if let ControlRun::On(control) = &self.control
                    && let Err(error) = control.inject(event)
                {
                    // If the display is gone, the screen says so, too, and the session ends.
                    tracing::warn!(%error, "nothing can be injected any more");
                    return self.end_control(ControlEnd::InputLost);
                }
            }
            // The helper's side measures the round-trip time by the echo.
            FromExpert::Remdesk(remdesk::Message::IsConnected) if std::mem::take(&mut self.asked_for_life) => {
                self.send(ToExpert::Remdesk(remdesk::Message::IsConnected))?;
            }
            FromExpert::Reply(answer) => self.send(answer)?,
            FromExpert::Activated => self.order(Order::Activated)?,
            FromExpert::Refresh(areas) => {
                if let Some(pictures) = &self.pictures {
                    pictures.refresh(areas);
                }
            }
            FromExpert::ShowPictures(shown) => {
                if let Some(pictures) = &self.pictures {
                    pictures.show(shown);
                }
            }
            FromExpert::Dynamic(message) => self.helper.connection.graphics.hear_dynamic(message),
            FromExpert::Graphics(message) => {
                if let Some(confirmation) = self.helper.connection.graphics.hear(message) {
                    self.send(confirmation)?;
                    self.helper.connection.graphics.confirmed();
                }
            }
            FromExpert::Encomsp(encomsp::Message::ChangeControl { flags, .. }) => {
                let asks = flags & encomsp::REQUEST_INTERACT != 0;
                // FreeRDP sends one and the other by turns when its user presses Ctrl+Alt+C, whatever came of the last,
                // and version 3 begins with what gives back: there a press changes what is.
                let by_turns = self.helper.connection.transport != Transport::LifelineTls;
                if self.consent.controlling() && (by_turns || !asks) {
                    return self.end_control(ControlEnd::GivenBack);
                }
                if !asks && let Some((id, _)) = self.consent.drop_question() {
                    // The helper took the request back and needs no answer.
                    self.around.events.send(Event::QuestionClosed(id));
                } else if asks || by_turns {
                    return self.control_requested();
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn control_requested(&mut self) -> Result<(), SessionEnd> {
        let now = instant();
        // The first no may have been a slip.
        let wait = ASK_AGAIN.max(visits::pause(self.control_refused.saturating_sub(1)));
        let soon = self.control_asked.is_some_and(|asked| now < asked + wait);
        if self.consent.controlling() || soon && self.consent.question().is_none() {
            return self.tell_rights();
        }
        if self.consent.question().is_some() {
            // Now they wait for its answer, too.
            self.control_offered = false;
            return Ok(());
        }
        self.control_asked = Some(now);
        self.note(Kind::ControlAsked, None);
        if !self.control_allowed() {
            self.note(Kind::ControlForbidden, None);
            return self.tell_rights();
        }
        if self.helper.view_only {
            self.note(Kind::ControlRefused, Some("the invitation is for looking only"));
            return self.tell_rights();
        }
        if self.uncontrollable {
            return self.refuse_control(ControlRefusal::Impossible);
        }
        self.ask(QuestionKind::Control);
        Ok(())
    }

    /// A question about control ended without a yes: the next is asked later each time.
    pub(super) fn control_denied(&mut self) {
        self.control_refused = self.control_refused.saturating_add(1);
        if self.control_refused > 1 {
            self.control_asked = Some(instant());
        }
    }
}
