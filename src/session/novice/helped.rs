//! The session with the one helper: from the right proof to the end. Every right is asked for here, and given and taken
//! in [`granted`].

mod granted;
mod record;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::commands::Withdrawn;
use super::control::{self, Control, Loss, Refusals};
use super::helper::Helper;
use super::may_offer::{Admitted, MayOffer};
use super::pictures::{self, PictureControl};
use super::problems;
use super::visits;
use super::{
    Answer, Around, Command, ControlEnd, Event, PauseReason, Problem, Question, QuestionKind, SessionEnd, instant,
};
use crate::journal::{ENDED_BY_THE_OTHER, KEY_KNOWN, Kind, OFFERED};
use crate::net::addresses;
use crate::net::error::LinkError;
use crate::net::helper::HelperCertificates;
use crate::net::link::{Order, Running};
use crate::policy::{Offers, Rules};
use crate::rdp::channels::{encomsp, remdesk};
use crate::rdp::{FromExpert, ToExpert, Transport};
use crate::session::consent::{
    Acquaintance, Answered, CallerNoted, Consent, LOCKED, Stamp, answer_timeout, caller_wait,
};
use crate::session::door::{self, Rights, Verdict};
use crate::session::ends::Farewell;
use crate::session::log::SessionLog;
use crate::vocabulary::{Economy, Shared};

/// A sign of life goes to the helper this often: two may be lost before [`SILENCE`], and no router forgets a connection
/// so soon.
const KEEP_ALIVE: Duration = Duration::from_secs(5);
/// A Lifeline at the other end that sent nothing for this long is gone: it gives a sign of life as often as we do.
const SILENCE: Duration = Duration::from_secs(15);
/// How long a session is given to show that it lives when somebody else gives a right proof: an answer takes one round
/// trip, seldom a second, and who waits for it believes that nothing happens.
pub(super) const PROBE: Duration = Duration::from_secs(3);
/// A request for control this soon after the last one is answered with no, unasked and unrecorded: a program that asks
/// without end must neither wear the novice down nor push the record of what happened out of the journal. A person who
/// was refused cannot be quicker, since no answer is taken in a question's first second.
const ASK_AGAIN: Duration = LOCKED;
/// How long the farewell may take before the connection is cut: a helper's program leaves within a round trip or two.
const FAREWELL: Duration = Duration::from_secs(2);
/// A helper is told this often at most that what they do does not arrive.
const REFUSAL_AGAIN: Duration = Duration::from_secs(1);
/// A display, and a disk, that are asked for little answer within this, or hang.
pub(super) const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// What reaches the session from this side.
pub(super) enum ToHelped {
    Command(Command, Stamp),
    /// Does the helper still live? Answered within [`PROBE`], or not at all.
    Probe(oneshot::Sender<bool>),
    /// Somebody else takes the place of a dead helper.
    Replace,
    /// The program ends.
    Quit,
}

struct Probe {
    answer: oneshot::Sender<bool>,
    until: Instant,
}

/// What carries a granted control out.
enum ControlRun {
    None,
    /// The display is being asked; until then, or never, nothing is injected.
    Starting {
        ready: oneshot::Receiver<Result<Control, Problem>>,
        until: Instant,
    },
    On(Control),
}

/// What the lists say of the helper's key now; `None` where it is not known any more.
type Judged = (Option<Admitted>, Option<String>);

struct Helped {
    helper: Helper,
    around: Around,
    shared: Shared,
    consent: Consent,
    control: ControlRun,
    /// The lists are being read, because the rules changed.
    judging: Option<Running<Option<Judged>>>,
    losses: mpsc::Receiver<ControlEnd>,
    loss: Loss,
    refusals: (Refusals, mpsc::Receiver<()>),
    /// When the helper was last told that something of theirs did not arrive.
    refusal_told: Option<Instant>,
    pictures: Option<PictureControl>,
    picture_errors: (mpsc::Sender<String>, mpsc::Receiver<String>),
    heard: Instant,
    /// A sign of life waits for its answer.
    asked_for_life: bool,
    probe: Option<Probe>,
    /// When the helper's last request for control was taken up.
    control_asked: Option<Instant>,
    /// The open question about control is the novice's own wish: nobody asked for it.
    control_offered: bool,
    /// Requests for control since the last yes to one.
    control_refused: u32,
    rules: Rules,
    /// What was recorded of this session.
    log: SessionLog,
    /// When the view was allowed first, and when last.
    allowed: Option<(Instant, Instant)>,
}

/// Runs the session to its end.
pub(super) async fn run(helper: Helper, around: Around, inbox: mpsc::Receiver<ToHelped>) {
    let mut helped = Helped::new(helper, around);
    let end = helped.help(inbox).await;
    helped.finish(end).await;
}

impl Helped {
    fn new(helper: Helper, around: Around) -> Self {
        let (loss, losses) = Loss::channel();
        let acquaintance = match helper.key() {
            Some(_) => Acquaintance::Known,
            None => Acquaintance::New,
        };
        Self {
            consent: Consent::new(around.reach.stop.gates.clone(), acquaintance),
            control: ControlRun::None,
            judging: None,
            losses,
            loss,
            refusals: Refusals::channel(),
            refusal_told: None,
            pictures: None,
            picture_errors: mpsc::channel(1),
            heard: instant(),
            asked_for_life: false,
            probe: None,
            control_asked: None,
            control_offered: false,
            control_refused: 0,
            rules: around.rules(),
            log: SessionLog::default(),
            allowed: None,
            helper,
            shared: around.shared(),
            around,
        }
    }

    async fn help(&mut self, inbox: mpsc::Receiver<ToHelped>) -> SessionEnd {
        match self.until_the_end(inbox).await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    /// A table: all that can happen to a session, the most urgent first.
    async fn until_the_end(&mut self, mut inbox: mpsc::Receiver<ToHelped>) -> Result<Infallible, SessionEnd> {
        let how = match self.helper.key() {
            Some(_) if self.helper.offered() => OFFERED,
            Some(_) => KEY_KNOWN,
            None => "",
        };
        let mut withdrawals = self.around.reach.stop.withdrawn.subscribe();
        let mut withdrawn = *withdrawals.borrow_and_update();
        self.note(Kind::Connected, how);
        self.obey_rules()?;
        self.ask(QuestionKind::View);
        let mut keep_alive = tokio::time::interval(KEEP_ALIVE);
        let mut ruled = self.around.rules.clone();
        loop {
            let deadline = self.deadline();
            let started = async {
                match &mut self.control {
                    ControlRun::Starting { ready, .. } => ready.await.ok(),
                    ControlRun::None | ControlRun::On(_) => std::future::pending().await,
                }
            };
            let judged = async {
                match &mut self.judging {
                    // A thread that broke down knows nobody.
                    Some(judging) => judging.await.ok().flatten(),
                    None => std::future::pending().await,
                }
            };
            let wait = async {
                match deadline {
                    Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
                    None => std::future::pending().await,
                }
            };
            let moved = async {
                match &mut self.pictures {
                    Some(pictures) => pictures.moved().await,
                    None => std::future::pending().await,
                }
            };
            let step = tokio::select! {
                biased;
                Ok(()) = withdrawals.changed() => {
                    let before = std::mem::replace(&mut withdrawn, *withdrawals.borrow_and_update());
                    self.withdrawn(before, withdrawn)
                }
                Some(why) = self.losses.recv() => self.end_control(why),
                Some(()) = self.refusals.1.recv() => self.input_refused(),
                Ok(()) = ruled.changed() => {
                    self.rules = ruled.borrow_and_update().clone();
                    self.obey_rules()
                }
                order = inbox.recv() => match order {
                    Some(ToHelped::Command(command, given)) => self.obey(command, given),
                    Some(ToHelped::Probe(answer)) => self.start_probe(answer),
                    Some(ToHelped::Replace) => Err(SessionEnd::Replaced),
                    Some(ToHelped::Quit) | None => Err(SessionEnd::Closed),
                },
                Some(error) = self.picture_errors.1.recv() => Err(SessionEnd::ScreenGone(error)),
                control = started => self.control_started(control),
                judged = judged => {
                    self.judging = None;
                    self.judged(judged)
                }
                written = &mut self.helper.connection.writer => Err(ended_with(written.map(Result::err))),
                place = moved => {
                    if let ControlRun::On(control) = &self.control {
                        control.set_place(place);
                    }
                    self.around.events.send(Event::SharedPlace(place));
                    Ok(())
                }
                () = wait => self.time_passed(),
                _ = keep_alive.tick() => self.give_sign_of_life(),
                // Last: a helper that never stops sending must not keep a question from timing out.
                message = self.helper.connection.messages.recv() => match message {
                    Some(message) => self.hear(message),
                    None => Err(self.link_end().await),
                },
            };
            step?;
        }
    }

    fn deadline(&self) -> Option<Instant> {
        let question = self.consent.question().map(|(_, _, deadline)| deadline);
        let probe = self.probe.as_ref().map(|probe| probe.until);
        let starting = match &self.control {
            ControlRun::Starting { until, .. } => Some(*until),
            ControlRun::None | ControlRun::On(_) => None,
        };
        [question, probe, starting, self.time_up(), self.ask_again_at()]
            .into_iter()
            .flatten()
            .min()
    }

    // The rules of this computer

    /// When the session has lasted as long as it may.
    fn time_up(&self) -> Option<Instant> {
        let (first, _) = self.allowed?;
        first.checked_add(self.rules.longest_session?)
    }

    /// When the view is to be asked for again; never while it is paused.
    fn ask_again_at(&self) -> Option<Instant> {
        let (_, last) = self.allowed.filter(|_| self.consent.viewing())?;
        last.checked_add(self.rules.ask_again?)
    }

    /// Neither the invitation nor a rule leaves control to be given.
    fn view_only(&self) -> bool {
        self.helper.view_only || !self.control_allowed()
    }

    /// Whether the rules leave control to be given: who comes unasked has a word of their own in them.
    fn control_allowed(&self) -> bool {
        if self.helper.offered() {
            self.rules.offers == Offers::Control
        } else {
            self.rules.control
        }
    }

    /// Takes back what the rules no longer allow.
    fn obey_rules(&mut self) -> Result<(), SessionEnd> {
        let rules = &self.rules;
        let outside = rules.internal_only && !addresses::is_internal(self.helper.connection.address.ip());
        let weak = !rules.older_encryption && self.helper.connection.transport == Transport::Bare;
        let needs_key = self.helper.offered() || rules.official_helpers_only;
        let may_come = if self.helper.offered() {
            rules.offers != Offers::Off
        } else {
            rules.ask
        };
        if !may_come || outside || weak || needs_key && self.helper.key().is_none() {
            return Err(self.forbidden());
        }
        if let Some(key) = self.helper.key().filter(|_| needs_key) {
            self.judging = Some(judge(key.clone(), Arc::clone(&self.around.may_offer)));
        }
        self.obey_view_only()?;
        if let Some(pictures) = &self.pictures {
            pictures.spare(self.economy());
        }
        Ok(())
    }

    /// Takes back control, and the question about it, where neither the invitation nor a rule leaves it to be given.
    fn obey_view_only(&mut self) -> Result<(), SessionEnd> {
        if self.view_only() {
            if let Some((_, QuestionKind::Control, _)) = self.consent.question()
                && let Some((id, _)) = self.consent.drop_question()
            {
                self.note(Kind::ControlForbidden, "");
                self.around.events.send(Event::QuestionClosed(id));
                self.tell_rights()?;
            }
            if self.consent.controlling() {
                self.note(Kind::ControlForbidden, "");
            }
            self.end_control(ControlEnd::Forbidden)?;
        }
        self.around.events.send(Event::ViewOnly(self.view_only()));
        Ok(())
    }

    /// The end by the rules; where they cannot be read, the person is told which.
    fn forbidden(&self) -> SessionEnd {
        if self.rules.wrong.is_some() {
            self.around
                .events
                .send(Event::Error(problems::rules_unread(&self.rules)));
        }
        SessionEnd::Forbidden
    }

    /// What the lists and the authority say of the helper's key, after the rules have changed.
    fn judged(&mut self, judged: Option<Judged>) -> Result<(), SessionEnd> {
        let (admitted, known) = judged.unwrap_or_default();
        if self.rules.official_helpers_only && known.is_none() {
            return Err(self.forbidden());
        }
        if self.helper.offered() {
            let Some(admitted) = admitted else {
                return Err(self.forbidden());
            };
            self.helper.view_only = admitted.view_only;
            self.obey_view_only()?;
        }
        Ok(())
    }

    /// What is given up to spare the network: what the invitation says, or the rules if that is more.
    fn economy(&self) -> Economy {
        self.helper.economy.max(pictures::economy(self.rules.bandwidth))
    }

    /// Withdraws the view and asks for it as at the beginning.
    fn ask_again(&mut self) -> Result<(), SessionEnd> {
        self.withdraw_view(ControlEnd::AskedAgain)?;
        self.consent.forget_view();
        self.note(Kind::AskedAgain, "");
        self.ask(QuestionKind::View);
        Ok(())
    }

    // Messages of the helper

    fn rights(&self) -> Rights {
        match self.consent.rights() {
            // The display is still being asked whether it can be controlled.
            Rights::Control if !self.controls() => Rights::View,
            rights => rights,
        }
    }

    fn hear(&mut self, message: FromExpert) -> Result<(), SessionEnd> {
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
            // The echo tells the helper's side how long the way is.
            FromExpert::Remdesk(remdesk::Message::IsConnected) if std::mem::take(&mut self.asked_for_life) => {
                self.send(ToExpert::Remdesk(remdesk::Message::IsConnected))?;
            }
            FromExpert::Reply(answer) => self.send(answer)?,
            FromExpert::Activated => self.order(Order::Activated)?,
            FromExpert::Refresh(areas) => {
                if let Some(pictures) = &self.pictures {
                    pictures.refresh(&areas);
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
        self.note(Kind::ControlAsked, "");
        if !self.control_allowed() {
            self.note(Kind::ControlForbidden, "");
            return self.tell_rights();
        }
        if self.helper.view_only {
            self.note(Kind::ControlRefused, "the invitation is for looking only");
            return self.tell_rights();
        }
        self.ask(QuestionKind::Control);
        Ok(())
    }

    /// A question about control ended without a yes: the next is asked later each time.
    fn control_denied(&mut self) {
        self.control_refused = self.control_refused.saturating_add(1);
        if self.control_refused > 1 {
            self.control_asked = Some(instant());
        }
    }

    // Questions

    /// False where another question is open, or this one makes no sense now.
    fn ask(&mut self, kind: QuestionKind) -> bool {
        let Some(id) = self.consent.ask(kind, instant()) else {
            return false;
        };
        self.control_offered = false;
        self.around.events.send(Event::Question(Question {
            id,
            kind,
            name: self.helper.name.clone(),
            address: self.helper.connection.address,
            reached_proved: self.helper.connection.transport == Transport::LifelineTls,
            weak: self.helper.connection.transport == Transport::Bare,
            view_only: self.view_only(),
            notice: self.notice(kind),
            again: kind == QuestionKind::View && self.allowed.is_some(),
            asked: instant(),
            offered: self.helper.offered(),
            key_known: self.helper.key().is_some(),
            claimed: self.helper.claimed.clone(),
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

    /// The novice took something away: the gates are closed already, and the rest follows.
    fn withdrawn(&mut self, before: Withdrawn, now: Withdrawn) -> Result<(), SessionEnd> {
        if now.session != before.session {
            return Err(if now.closing {
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
    fn obey(&mut self, command: Command, given: Stamp) -> Result<(), SessionEnd> {
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
                    self.note(Kind::Resumed, "");
                    self.around.events.send(Event::Resumed);
                    self.show(grant)
                }
                None => Ok(()),
            },
            // The same question as for the helper's request, with the same pause: one press, which may be meant for
            // something else, gives nothing.
            Command::AllowControl if !self.view_only() => {
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

    fn answered(&mut self, answered: Answered, answer: Answer) -> Result<(), SessionEnd> {
        match answered {
            Answered::View(grant) => {
                let now = instant();
                self.allowed = Some((self.allowed.map_or(now, |(first, _)| first), now));
                self.note(Kind::ViewAllowed, "");
                if let Some(visit) = &mut self.helper.visit {
                    visit.allowed();
                }
                self.tell_rights()?;
                self.show(grant)?;
                self.around.events.send(Event::Viewing);
                Ok(())
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
                self.note(Kind::ControlRefused, "");
                self.control_denied();
                self.around.events.send(Event::ControlRefused);
                self.tell_rights()
            }
            Answered::NotAsked | Answered::TooEarly => Ok(()),
        }
    }

    fn time_passed(&mut self) -> Result<(), SessionEnd> {
        let now = instant();
        if let Some(probe) = self.probe.take_if(|probe| probe.until <= now) {
            // A Lifeline would have answered; of another program the system says whether its computer acknowledged.
            let lives = self.helper.connection.transport != Transport::LifelineTls
                && !self.helper.connection.reader.is_finished();
            let _ = probe.answer.send(lives);
            crate::net::socket::give_up_after(&(&self.helper.connection.socket).into(), crate::net::socket::DEAD_AFTER);
        }
        if matches!(self.control, ControlRun::Starting { until, .. } if until <= now) {
            return self.control_started(Some(Err(control::silent())));
        }
        if self.time_up().is_some_and(|end| end <= now) {
            return Err(SessionEnd::TimeUp);
        }
        if self.ask_again_at().is_some_and(|at| at <= now) {
            return self.ask_again();
        }
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
                self.note(Kind::ControlUnanswered, "");
                self.control_denied();
                self.around.events.send(Event::ControlRefused);
                self.tell_rights()
            }
            None => Ok(()),
        }
    }

    // The connection

    fn send(&mut self, message: ToExpert) -> Result<(), SessionEnd> {
        self.order(Order::Send(message))
    }

    fn order(&mut self, order: Order<ToExpert>) -> Result<(), SessionEnd> {
        self.helper
            .connection
            .orders
            .try_send(order)
            .map_err(|_| SessionEnd::Lost)
    }

    fn give_sign_of_life(&mut self) -> Result<(), SessionEnd> {
        if self.helper.connection.transport == Transport::LifelineTls && instant().duration_since(self.heard) > SILENCE
        {
            return Err(SessionEnd::Lost);
        }
        if self.helper.connection.transport != Transport::LifelineTls {
            return self.send(ToExpert::KeepAlive);
        }
        // One at a time: the other end takes every second one as the echo of its answer.
        if std::mem::replace(&mut self.asked_for_life, true) {
            return Ok(());
        }
        self.send(ToExpert::Remdesk(remdesk::Message::IsConnected))
    }

    fn start_probe(&mut self, answer: oneshot::Sender<bool>) -> Result<(), SessionEnd> {
        crate::net::socket::give_up_after(&(&self.helper.connection.socket).into(), PROBE);
        self.probe = Some(Probe {
            answer,
            until: instant() + PROBE,
        });
        self.give_sign_of_life()
    }

    async fn link_end(&mut self) -> SessionEnd {
        match (&mut self.helper.connection.reader).await {
            Ok(None) => SessionEnd::ExpertLeft,
            ended => ended_with(ended),
        }
    }

    /// Withdraws everything, says why as far as the connection allows, and closes.
    async fn finish(mut self, end: SessionEnd) {
        let controlling = self.consent.controlling();
        let question = self.consent.drop_question();
        self.consent.end();
        if controlling {
            self.control_ended(ControlEnd::SessionEnded);
        }
        self.pictures = None;
        if let Some((id, _)) = question {
            self.around.events.send(Event::QuestionClosed(id));
        }
        match &end {
            SessionEnd::ViewRefused => self.note(Kind::ViewRefused, ""),
            SessionEnd::ViewUnanswered => self.note(Kind::ViewUnanswered, ""),
            SessionEnd::TimeUp => self.note(Kind::TimeUp, ""),
            SessionEnd::Forbidden => self.note(Kind::SessionForbidden, ""),
            _ => {}
        }
        let mut entry = self.helper.entry(Kind::Ended).detail(end.journal_word());
        if matches!(end, SessionEnd::ExpertLeft | SessionEnd::Lost | SessionEnd::Protocol(_)) {
            entry = entry.event(ENDED_BY_THE_OTHER);
        }
        self.record(entry);
        self.write_log();
        if self.log.has(Kind::ViewAllowed)
            && let Some(past) = self.log.past()
        {
            self.around.events.send(Event::Summary(Box::new(past)));
        }
        // The front end learns of it before the farewell: a stalled network must not keep the bar on the screen.
        self.around.events.send(Event::Ended(end.clone()));
        self.helper.connection.say(Farewell::of(&end));
        if tokio::time::timeout(FAREWELL, &mut self.helper.connection.writer)
            .await
            .is_err()
        {
            // The socket may hold unsent bytes for a peer that no longer reads: cut it.
            if let Err(error) = self.helper.connection.socket.shutdown(std::net::Shutdown::Both) {
                tracing::debug!(%error, "the connection was already down");
            }
        }
    }
}

fn seconds(time: Duration) -> u32 {
    u32::try_from(time.as_secs()).unwrap_or(u32::MAX)
}

/// Why the session ends when a half of its connection did.
fn ended_with(ended: Result<Option<LinkError>, tokio::task::JoinError>) -> SessionEnd {
    match ended {
        Ok(Some(LinkError::Protocol(error))) => SessionEnd::Protocol(error.to_string()),
        Ok(Some(error)) => {
            tracing::info!(%error, "the connection to the helper ended");
            SessionEnd::Lost
        }
        Ok(None) => SessionEnd::Lost,
        Err(error) if error.is_panic() => SessionEnd::Fault,
        Err(_) => SessionEnd::Lost,
    }
}

/// Reads the lists, and the authority's files, on a thread that may wait; `None` if they do not answer.
fn judge(key: HelperCertificates, may_offer: Arc<MayOffer>) -> Running<Option<Judged>> {
    let judging = tokio::task::spawn_blocking(move || (may_offer.judge(&key), may_offer.known(&key)));
    Running::spawn(async move { tokio::time::timeout(ANSWERS_WITHIN, judging).await.ok()?.ok() })
}

#[cfg(test)]
mod tests {
    use super::super::commands::DirectReach;
    use super::super::may_offer::Controlling;
    use super::*;
    use crate::policy::Sources;
    use crate::rdp::novice::accept::Client;
    use crate::session::EventSink;
    use crate::session::novice::arrival::connection::Connection;
    use crate::session::novice::graphics::GraphicsChannel;
    use crate::session::novice::helper::By;
    use crate::session::novice::pictures::ClientDesktop;
    use crate::vocabulary::{DisplayName, Size};

    const WAITING: usize = 1000;

    /// A session in which many of the helper's messages wait to be handled, and in which nobody answers the novice's
    /// questions.
    fn helped(state: &std::path::Path) -> (Helped, impl Sized) {
        let client = Client {
            ticket_id: String::new().into(),
            alternate_shell: String::new().into(),
            user_name: String::new(),
            width: 640,
            height: 480,
            bits_per_pixel: 32,
            has_remdesk: true,
            has_encomsp: true,
            graphics: false,
            error_info: true,
            multifragment_bytes: 0,
            largest_pointer: 32,
            skip_alpha: false,
            surface_commands: false,
        };
        let (orders, taken) = mpsc::channel(64);
        let (said, messages) = mpsc::channel(WAITING);
        for _ in 0..WAITING {
            said.try_send(FromExpert::Ignored("nothing")).unwrap();
        }
        let (width, height) = (640, 480);
        let helper = Helper {
            connection: Connection {
                address: ([127, 0, 0, 1], 1).into(),
                transport: Transport::LifelineTls,
                client,
                desktop: ClientDesktop::new(Size { width, height }),
                graphics: GraphicsChannel::new(false),
                orders,
                messages,
                reader: Running::spawn(std::future::pending()),
                writer: Running::spawn(std::future::pending()),
                socket: socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap(),
            },
            by: By::Invitation {
                ticket: "ABCDEF".to_owned(),
                key: None,
            },
            name: "Sam".to_owned(),
            claimed: None,
            session: "1".to_owned(),
            view_only: false,
            economy: Economy::default(),
            visit: None,
        };
        let rules = tokio::sync::watch::Sender::new(Sources::none().rules());
        let (events, heard) = EventSink::new(Arc::new(|| ()));
        let around = Around {
            rules: rules.subscribe(),
            practice: false,
            state_dir: state.to_owned(),
            may_offer: Arc::new(MayOffer::new(Sources::none(), state, Controlling::default())),
            display: DisplayName(None),
            reach: DirectReach::default(),
            events,
            journal: None,
            changed: Arc::default(),
        };
        (Helped::new(helper, around), (taken, said, rules, heard))
    }

    #[tokio::test]
    async fn much_that_waits_to_be_heard_keeps_no_time_from_being_up() {
        let state = tempfile::tempdir().unwrap();
        let (mut helped, _ends) = helped(state.path());
        let (_inbox, commands) = mpsc::channel(1);
        let now = Instant::now();
        helped.allowed = Some((now, now));
        helped.rules.longest_session = Some(Duration::ZERO);
        assert_eq!(helped.help(commands).await, SessionEnd::TimeUp);
        assert!(
            helped.helper.connection.messages.len() > WAITING / 2,
            "it was all heard before"
        );
    }

    #[tokio::test]
    async fn much_that_waits_to_be_heard_keeps_no_command_waiting() {
        let state = tempfile::tempdir().unwrap();
        let (mut helped, _ends) = helped(state.path());
        let (inbox, commands) = mpsc::channel(1);
        inbox.try_send(ToHelped::Quit).ok().unwrap();
        assert_eq!(helped.help(commands).await, SessionEnd::Closed);
        assert!(
            helped.helper.connection.messages.len() > WAITING / 2,
            "it was all heard before"
        );
    }
}
