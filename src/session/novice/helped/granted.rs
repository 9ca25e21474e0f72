//! View and control, given and taken: what acts is started with a grant and stopped with it, and the helper is told.

use std::sync::Arc;

use super::{ControlRun, Helped, REFUSAL_AGAIN};
use crate::input::{self, ControlWay};
use crate::journal::Kind;
use crate::net::link::{Order, Running};
use crate::rdp::channels::{encomsp, remdesk};
use crate::rdp::{ToExpert, Transport};
use crate::screen::{self, CaptureError, PortalSeat};
use crate::session::consent::{ControlGrant, ViewGrant, answer_timeout};
use crate::session::files::{ANSWERS_WITHIN, on_a_thread};
use crate::session::novice::clock::instant;
use crate::session::novice::control::{self, Control, NoControl};
use crate::session::novice::ends::{ControlEnd, ControlRefusal, PauseReason, SessionEnd};
use crate::session::novice::event::Event;
use crate::session::novice::pictures::{PictureControl, PictureSource, PlainPicture, ScreenPictures};
use crate::session::novice::question::QuestionKind;
use crate::vocabulary::{KeptBack, PicturePlace};

/// As the journal says why control was not given.
const UNCONTROLLABLE: &str = "this computer cannot be controlled";

impl Helped {
    /// Asks, on a thread that may wait, whether mouse and keyboard can be used here at all.
    pub(super) fn ask_display(&mut self) {
        let display = self.around.display.clone();
        let asks = move || input::control_way(display.0.as_deref());
        self.asked_display = Some(Running::spawn(on_a_thread(asks)));
    }

    /// What the display said; `None` if it does not answer, which shows again when control begins.
    pub(super) fn display_asked(&mut self, known: Option<Option<ControlWay>>) -> Result<(), SessionEnd> {
        self.asked_display = None;
        self.way = known.flatten();
        self.uncontrollable = known == Some(None);
        if self.uncontrollable {
            self.around.events.send(Event::Uncontrollable);
            if matches!(self.consent.question(), Some((_, QuestionKind::Control, _)))
                && let Some((id, _)) = self.consent.drop_question()
            {
                self.around.events.send(Event::QuestionClosed(id));
                return self.refuse_control(ControlRefusal::Impossible);
            }
        }
        Ok(())
    }

    /// Control is not given, for a reason that is not the person's: the helper reads which, where their program knows
    /// it.
    pub(super) fn refuse_control(&mut self, why: ControlRefusal) -> Result<(), SessionEnd> {
        let (word, message) = match why {
            ControlRefusal::Novice => (None, None),
            ControlRefusal::Desktop => (
                Some("in the desktop's own question"),
                Some(remdesk::Message::ControlRefusedByDesktop),
            ),
            ControlRefusal::Impossible => (Some(UNCONTROLLABLE), Some(remdesk::Message::ControlImpossible)),
        };
        self.note(Kind::ControlRefused, word);
        if let Some(message) = message
            && self.helper.connection.transport == Transport::LifelineTls
        {
            self.send(ToExpert::Remdesk(message))?;
        }
        self.tell_rights()
    }

    /// To a Lifeline the first message says that the real picture follows; no part of the plain one may be sent after
    /// it.
    /// `then` is told when the first picture is there.
    pub(super) fn show(&mut self, grant: ViewGrant, then: Event) -> Result<(), SessionEnd> {
        self.opening = Some(then);
        self.around.events.send(Event::Opening {
            desktop_asks: screen::desktop_asks(&self.around.display),
        });
        self.order(Order::Pictures(None))?;
        self.send(ToExpert::Encomsp(encomsp::Message::GraphicsResumed))?;
        if self.helper.connection.graphics.open() {
            self.send(ToExpert::OpenGraphics)?;
        }
        // A session of the portal that control was allowed in has ended with the view before.
        self.seat = PortalSeat::default();
        let (source, control) = ScreenPictures::start(
            PictureSource {
                display: self.around.display.clone(),
                shared: self.shared,
                seat: self.seat.clone(),
            },
            &self.helper.connection.client,
            grant,
            self.helper.connection.desktop.clone(),
            self.helper.connection.graphics.clone(),
            self.picture_errors.0.clone(),
        );
        control.spare(self.economy());
        self.pictures = Some(control);
        self.kept_back = KeptBack::default();
        self.order(Order::Pictures(Some(Box::new(source))))
    }

    /// A picture was handed out, and it lies there.
    pub(super) fn placed(&mut self, place: PicturePlace) {
        if let Some(news) = self.opening.take() {
            self.around.events.send(news);
        }
        if let ControlRun::On(control) = &self.control {
            control.set_place(place.clone());
        }
        self.around.events.send(Event::SharedPlace(place));
    }

    /// The system keeps its picture to itself, or gives it again: both are told, and nothing ends. A helper's program that
    /// knows no word for it shows the picture of one colour that comes meanwhile.
    pub(super) fn keep_back(&mut self, kept_back: KeptBack) -> Result<(), SessionEnd> {
        let before = std::mem::replace(&mut self.kept_back, kept_back);
        self.around.events.send(Event::KeptBack(kept_back));
        if before.everything == kept_back.everything || self.helper.connection.transport != Transport::LifelineTls {
            return Ok(());
        }
        self.send(ToExpert::Remdesk(if kept_back.everything {
            remdesk::Message::SystemAsks
        } else {
            remdesk::Message::SystemAsked
        }))
    }

    /// Who goes on after a pause, and says no when the desktop asks again, is still paused.
    pub(super) fn without_picture(&mut self, error: CaptureError) -> Result<(), SessionEnd> {
        let goes_on = matches!(self.opening, Some(Event::Resumed));
        match error {
            CaptureError::DesktopRefused if goes_on => self.pause(PauseReason::Novice),
            // The picture is fetched anew when a pause is over.
            CaptureError::Interrupted(_) if !self.consent.viewing() => Ok(()),
            CaptureError::Interrupted(_) if self.may_go_on() => self.interrupted(),
            error => Err(SessionEnd::without_picture(error)),
        }
    }

    pub(super) fn pause(&mut self, why: PauseReason) -> Result<(), SessionEnd> {
        if !self.consent.viewing() {
            return Ok(());
        }
        self.say_why_paused(why)?;
        self.withdraw_view(ControlEnd::Paused)?;
        self.note(Kind::Paused, why.journal_word());
        self.around.events.send(Event::Paused(why));
        Ok(())
    }

    /// Only Lifeline knows what else a pause means; others see that it is paused.
    pub(super) fn say_why_paused(&mut self, why: PauseReason) -> Result<(), SessionEnd> {
        let message = match why {
            PauseReason::Novice => return Ok(()),
            PauseReason::BarHidden => remdesk::Message::PausedUnseen,
            PauseReason::Interrupted => remdesk::Message::PausedInterrupted,
        };
        if self.helper.connection.transport != Transport::LifelineTls {
            return Ok(());
        }
        self.send(ToExpert::Remdesk(message))
    }

    /// Ends view and control at once, and says so to the helper.
    pub(super) fn withdraw_view(&mut self, why: ControlEnd) -> Result<(), SessionEnd> {
        let controlling = self.consent.controlling();
        self.consent.pause();
        self.view_ended(controlling.then_some(why))
    }

    /// After the grants were withdrawn; with why control ended, where it was given.
    pub(super) fn view_ended(&mut self, control: Option<ControlEnd>) -> Result<(), SessionEnd> {
        self.order(Order::Pictures(None))?;
        if let Some((id, _)) = self.consent.drop_question() {
            self.around.events.send(Event::QuestionClosed(id));
        }
        if let Some(why) = control {
            self.control_ended(why);
        }
        self.pictures = None;
        self.opening = None;
        self.tell_rights()?;
        self.send(ToExpert::Encomsp(encomsp::Message::GraphicsPaused))?;
        let connection = &self.helper.connection;
        // A Lifeline says over its last picture that it stands still. What another program makes of the message is not
        // known: its picture turns plain.
        if connection.transport == Transport::LifelineTls {
            return Ok(());
        }
        let plain = PlainPicture::new(&connection.client, &connection.desktop, &connection.graphics);
        self.order(Order::Pictures(Some(Box::new(plain))))
    }

    pub(super) fn start_control(&mut self, grant: ControlGrant) -> Result<(), SessionEnd> {
        // Before the first frame the client's desktop has the size that it asked for.
        let place = self.picture_place().unwrap_or_else(|| PicturePlace {
            origin: (0, 0),
            parts: None,
            size: self.helper.connection.desktop.size(),
        });
        let start = control::ControlStart {
            display: self.around.display.clone(),
            way: self.way,
            seat: self.seat.clone(),
            place,
            grant,
            stop: self.consent.control_stop(),
            loss: self.loss.clone(),
            refusals: self.refusals.0.clone(),
            may_offer: Arc::clone(&self.around.may_offer),
            practice: self.around.practice,
        };
        let mut most = ANSWERS_WITHIN;
        if self.way == Some(ControlWay::Portal) {
            // The desktop may ask whether it shall listen for keys.
            most += answer_timeout(QuestionKind::Control);
        }
        if self.desktop_asks_control() {
            most += answer_timeout(QuestionKind::View);
            self.around.events.send(Event::DesktopAsksControl);
        }
        self.control = ControlRun::Starting {
            ready: start.begin(),
            until: instant() + most,
        };
        Ok(())
    }

    /// Whether the desktop itself asks before control begins.
    pub(super) fn desktop_asks_control(&self) -> bool {
        self.way == Some(ControlWay::Portal) && self.seat.would_ask()
    }

    fn picture_place(&self) -> Option<PicturePlace> {
        self.pictures.as_ref().and_then(PictureControl::place)
    }

    /// Tells a helper whose program knows what it means, once in a while.
    pub(super) fn input_refused(&mut self) -> Result<(), SessionEnd> {
        let now = instant();
        let told = self
            .refusal_told
            .is_some_and(|told| now.duration_since(told) < REFUSAL_AGAIN);
        if told || !self.consent.controlling() || self.helper.connection.transport != Transport::LifelineTls {
            return Ok(());
        }
        self.refusal_told = Some(now);
        self.send(ToExpert::Remdesk(remdesk::Message::InputRefused))
    }

    /// Control can begin, or cannot; `None` if it broke down.
    pub(super) fn control_started(&mut self, started: Option<Result<Control, NoControl>>) -> Result<(), SessionEnd> {
        match started.unwrap_or_else(|| Err(control::silent())) {
            Ok(control) => {
                if let Some(place) = self.picture_place() {
                    control.set_place(place);
                }
                self.around.events.send(Event::EscapeWatched(control.escape_watched()));
                if let Some(keys) = control.shortcut() {
                    self.around.events.send(Event::ShortcutWatched(keys.to_owned()));
                }
                self.control = ControlRun::On(control);
                self.control_refused = 0;
                self.note(Kind::ControlAllowed, None);
                self.around.events.send(Event::Controlling);
            }
            Err(NoControl::DesktopRefused) => {
                self.control = ControlRun::None;
                self.consent.end_control();
                self.control_denied();
                self.around.events.send(Event::ControlRefused(ControlRefusal::Desktop));
                return self.refuse_control(ControlRefusal::Desktop);
            }
            Err(NoControl::Problem(problem)) => {
                self.control = ControlRun::None;
                self.consent.end_control();
                self.around
                    .events
                    .send(Event::ControlRefused(ControlRefusal::Impossible));
                self.around.events.send(Event::Error(problem));
                return self.refuse_control(ControlRefusal::Impossible);
            }
        }
        self.tell_rights()
    }

    /// Control was granted, and what is sent is injected.
    pub(super) fn controls(&self) -> bool {
        self.consent.controlling() && matches!(self.control, ControlRun::On(_))
    }

    pub(super) fn end_control(&mut self, why: ControlEnd) -> Result<(), SessionEnd> {
        if self.consent.end_control() {
            self.control_ended(why);
            return self.tell_rights();
        }
        Ok(())
    }

    /// After the grant was withdrawn: lets go of what is held and says so.
    pub(super) fn control_ended(&mut self, why: ControlEnd) {
        // Dropping it releases every key and button and restores the keymap.
        self.control = ControlRun::None;
        self.note(Kind::ControlEnded, Some(why.journal_word()));
        self.around.events.send(Event::ControlEnded(why));
        self.around.look_for_changes();
    }

    /// PARTICIPANT_CREATED again with the present rights: the answer to a request, and the news of a change.
    pub(super) fn tell_rights(&mut self) -> Result<(), SessionEnd> {
        if !self.helper.connection.client.has_encomsp {
            return Ok(());
        }
        let interact = if self.controls() { encomsp::MAY_INTERACT } else { 0 };
        self.send(ToExpert::Encomsp(encomsp::Message::ParticipantCreated {
            // FreeRDP 2.11 can only speak for participant 0.
            participant: 0,
            group: 0,
            flags: encomsp::IS_PARTICIPANT | encomsp::MAY_VIEW | interact,
            name: self.helper.name.clone(),
        }))
    }
}
