//! The novice's session as the window sees it: what its events make of it, without a pixel.

mod phase;

use std::sync::Arc;
use std::time::Instant;

use super::bar_state::{BarNote, BarState};
use super::link::{NextEvent, NoviceLink, Outbox, next};
use super::rights::takes_rights_away;
use super::sight::Unseen;
use crate::desk::Change;
use crate::desk::words;
use crate::session::history::PastSession;
use crate::session::novice::{
    Answer, Caller, Command, Commands, Compare, ControlEnd, Event, InvitationId, InvitationInForce, PauseReason,
    Problem, ReplyProblem,
};
use crate::t;
pub(super) use phase::{CallerState, DetailsShown, NovicePhase, Sharing, SharingReach, ShownQuestion};

/// Words on the screen, that both people compare.
pub(super) struct OpenCompare {
    pub compare: Compare,
}

impl OpenCompare {
    pub(super) fn seconds_left(&self, now: Instant) -> u32 {
        phase::seconds_left(self.compare.asked, self.compare.seconds, now)
    }
}

/// Everything the window knows of the novice's session.
pub(super) struct NoviceSide {
    outbox: Outbox<Command, Commands>,
    link: tokio::sync::mpsc::Receiver<Event>,
    pub phase: NovicePhase,
    pub invitations: Vec<InvitationInForce>,
    /// Invitations of an earlier run that cannot be served any more, with the reason.
    pub dead: Vec<(InvitationId, String)>,
    /// Somebody got in, or tried to, in this run.
    somebody_came: bool,
    /// What happened in the session that ended last, until the window has taken it.
    pub summary: Option<PastSession>,
    pub problem: Option<Problem>,
    /// How it stands with the router, in words.
    pub router: Option<String>,
    /// How it stands with the helper's reply that was used last.
    pub reply: Option<UsedReply>,
    /// Where offers of help come in, or why they do not.
    pub waiting: Option<Result<u16, Problem>>,
    /// Somebody else may come while a helper is here.
    pub comparing: Option<OpenCompare>,
    /// This computer lets no program use its mouse and keyboard.
    pub uncontrollable: bool,
    /// Who may offer help changed while a helper had control.
    pub offers_changed: Vec<Change>,
    /// To be called where the bar cannot be shown.
    pub unseen: Unseen,
    /// For a bar on a thread of its own.
    pub commands: Commands,
}

/// What the window does something about once.
#[derive(Default)]
pub(super) struct SessionNews {
    /// Something still waits to be sent.
    pub waits: bool,
    /// The invitation that was made.
    pub made: Option<InvitationId>,
    /// What became of an invitation that is no longer in force.
    pub lapsed: Option<(InvitationId, Lapse)>,
}

/// What came of a helper's reply so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UsedReply {
    Dialling,
    Failed(ReplyProblem),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lapse {
    /// `unused`: it is known that nobody used it.
    Expired {
        unused: bool,
    },
    Cancelled,
    Closed,
    /// The rules no longer allow it; the problem that comes with it says so.
    Withdrawn,
}

impl NoviceSide {
    pub(super) fn new(link: NoviceLink) -> Self {
        let commands = link.commands.clone();
        let heard = commands.clone();
        Self {
            unseen: Arc::new(move || {
                if let Err(error) = heard.try_send(Command::BarHidden) {
                    tracing::error!(%error, "the session does not hear that the bar is hidden");
                }
            }),
            commands,
            outbox: Outbox::new(link.commands),
            link: link.events,
            phase: NovicePhase::Alone,
            invitations: Vec::new(),
            dead: Vec::new(),
            somebody_came: false,
            summary: None,
            problem: None,
            router: None,
            reply: None,
            waiting: None,
            comparing: None,
            uncontrollable: false,
            offers_changed: Vec::new(),
        }
    }

    /// While the helper has mouse and keyboard a press may be theirs: then only what takes rights away goes out. The
    /// session drops what they do over our windows; this is the second line.
    pub(super) fn send(&mut self, command: Command) {
        if !self.is_controlled() || takes_rights_away(&command) {
            self.outbox.send(command);
        } else {
            tracing::warn!("nothing is decided in the window while the helper controls");
        }
    }

    /// The helper has the mouse and keyboard of this computer.
    pub(super) fn is_controlled(&self) -> bool {
        matches!(self.sharing(), Some(sharing) if matches!(sharing.reach, SharingReach::Controlling))
    }

    /// Asks the session to end and sees that it hears it.
    pub(super) fn quit(mut self) {
        self.outbox.send(Command::Quit);
        self.outbox.finish();
    }

    /// The helper's program sees the screen, is asked about, or could be in a moment.
    pub(super) fn is_busy(&self) -> bool {
        let here = match self.phase {
            NovicePhase::Connected
            | NovicePhase::Asked { .. }
            | NovicePhase::Answered { .. }
            | NovicePhase::Shared(_) => true,
            NovicePhase::Alone | NovicePhase::Ended(_) | NovicePhase::AllClosed { .. } | NovicePhase::Gone => false,
        };
        here || self.comparing.is_some()
    }

    /// Someone proved the invitation and is about to be asked about.
    pub(super) fn is_connected(&self) -> bool {
        matches!(self.phase, NovicePhase::Connected)
    }

    /// The session is gone; only its last words are left.
    pub(super) fn is_gone(&self) -> bool {
        matches!(self.phase, NovicePhase::Gone)
    }

    /// The open question.
    pub(super) fn question(&self) -> Option<&ShownQuestion> {
        self.phase.question()
    }

    /// What the bar says.
    pub(super) fn bar(&self) -> Option<BarState> {
        self.sharing().map(|sharing| sharing.bar(!self.uncontrollable))
    }

    /// What is above all windows where the desktop has a place for it: the bar, or that the window asks something.
    pub(super) fn above(&self) -> Option<BarState> {
        self.bar().or_else(|| self.phase.asked_bar())
    }

    /// What is shared.
    pub(super) fn sharing(&self) -> Option<&Sharing> {
        match &self.phase {
            NovicePhase::Shared(sharing) => Some(sharing),
            _ => None,
        }
    }

    /// The person has read how it ended, and what went wrong.
    pub(super) fn forget_end(&mut self) {
        self.lead(NovicePhase::read);
        self.problem = None;
    }

    fn lead(&mut self, on: impl FnOnce(NovicePhase) -> NovicePhase) {
        self.phase = on(std::mem::replace(&mut self.phase, NovicePhase::Alone));
    }

    /// Takes in all that has happened, and says what is due now.
    pub(super) fn update(&mut self, now: Instant) -> SessionNews {
        let mut news = SessionNews::default();
        loop {
            match next(&mut self.link) {
                NextEvent::Event(event) => self.apply(event, now, &mut news),
                NextEvent::Nothing => break,
                NextEvent::Gone => {
                    self.session_gone();
                    break;
                }
            }
        }
        self.say_refusal(now);
        news.waits = self.outbox.flush();
        news
    }

    /// The person's refusal; it is never lost, only said when the session takes answers.
    pub(super) fn refuse(&mut self, now: Instant) {
        if let Some(open) = self.phase.question_mut() {
            open.refuse_soon = true;
            self.say_refusal(now);
        }
    }

    fn say_refusal(&mut self, now: Instant) {
        if let Some(open) = self.phase.question_mut()
            && open.refuse_soon
            && open.locked_for(now) == 0
        {
            open.refuse_soon = false;
            let id = open.question.id;
            self.outbox.send(Command::Answer(id, Answer::Refuse));
        }
    }

    /// The person's consent; `false` while no answer is taken.
    pub(super) fn allow(&mut self, now: Instant) -> bool {
        let Some(open) = self.question().filter(|open| open.can_be_allowed(now)) else {
            return false;
        };
        let id = open.question.id;
        let answer = if open.question.prompts && open.prompts {
            Answer::AllowWithPrompts
        } else {
            Answer::Allow
        };
        self.outbox.send(Command::Answer(id, answer));
        true
    }

    /// The person says who called whom; nothing while no answer is taken. That they called is theirs to think over, and
    /// counts from when the session has noted it; that they were called keeps the yes closed at once.
    pub(super) fn say_caller(&mut self, caller: Caller, now: Instant) {
        let Some(open) = self.phase.question_mut().filter(|open| open.locked_for(now) == 0) else {
            return;
        };
        if caller == Caller::Helper {
            open.caller = CallerState::Helper;
        }
        let id = open.question.id;
        self.outbox.send(Command::Called(id, caller));
    }

    /// Back from "they called me": who called whom is to be said anew.
    pub(super) fn ask_caller_again(&mut self) {
        if let Some(open) = self.phase.question_mut() {
            open.caller = CallerState::Open;
        }
    }

    fn apply(&mut self, event: Event, now: Instant, news: &mut SessionNews) {
        match event {
            Event::Invitation(invitation) => self.invitation(invitation, news),
            Event::Listening(_) => {}
            Event::Mapped(address) => self.router = Some(t!("router-mapped", address = address.to_string())),
            Event::Unmapped(why) => self.router = Some(words::unmapped(&why)),
            Event::DeadInvitation { id, reason } => self.dead.push((id, reason)),
            Event::Dialling { .. } => self.reply = Some(UsedReply::Dialling),
            Event::NotConnected(problem) => self.reply = Some(UsedReply::Failed(problem)),
            Event::Connected { .. } => {
                self.lead(NovicePhase::connected);
                self.somebody_came = true;
                self.reply = None;
            }
            Event::Question(question) => {
                self.summary = None;
                self.lead(|phase| phase.asked(question, now));
            }
            Event::AnswerTooEarly(id) => {
                if let Some(open) = self.phase.question_mut().filter(|open| open.question.id == id) {
                    open.locked_since = now;
                }
            }
            Event::Called(id, caller) => {
                if let Some(open) = self.phase.question_mut().filter(|open| open.question.id == id) {
                    open.called(caller, now);
                }
            }
            Event::QuestionClosed(id) => self.lead(|phase| phase.question_closed(id)),
            Event::Opening { desktop_asks: true } => self.lead(|phase| phase.allowed(now, SharingReach::Opening)),
            // The picture follows within a moment: the bar is not drawn twice for that.
            Event::Opening { desktop_asks: false } => {
                self.lead(|phase| phase.allowed(now, SharingReach::Seeing(None)));
            }
            Event::Viewing => self.lead(|phase| phase.viewing(now)),
            Event::SharedPlace(place) => self.phase.placed(place),
            Event::EscapeWatched(works) => self.phase.escape_watched(works),
            Event::ShortcutWatched(keys) => self.phase.shortcut_watched(keys),
            Event::ViewOnly(only) => self.phase.view_only(only),
            Event::Uncontrollable => self.uncontrollable = true,
            Event::DesktopAsksControl => self.phase.reach(SharingReach::DesktopAsksControl),
            Event::Controlling => self.phase.reach(SharingReach::Controlling),
            Event::ControlRefused(why) => self
                .phase
                .reach(SharingReach::Seeing(Some(BarNote::ControlRefused(why)))),
            // Why it was paused is said next.
            Event::ControlEnded(ControlEnd::Paused) => self.phase.reach(SharingReach::Paused(PauseReason::Novice)),
            Event::ControlEnded(why) => self.phase.reach(SharingReach::Seeing(Some(BarNote::ControlEnded(why)))),
            Event::KeptBack(kept_back) => self.phase.keep_back(kept_back),
            Event::Paused(why) => self.phase.reach(SharingReach::Paused(why)),
            Event::Resumed => self.phase.reach(SharingReach::Seeing(None)),
            Event::TryFailed { id, tries_left, .. } => self.try_failed(&id, tries_left),
            Event::Expired(id) => {
                let here_all_the_time = self.invitations.iter().any(|known| known.id == id && !known.kept);
                let unused = here_all_the_time && !self.somebody_came;
                self.lapse(id, Lapse::Expired { unused }, news);
            }
            Event::Cancelled(id) => self.lapse(id, Lapse::Cancelled, news),
            Event::Closed(id) => self.lapse(id, Lapse::Closed, news),
            Event::Withdrawn(id) => self.lapse(id, Lapse::Withdrawn, news),
            Event::AllClosed => {
                self.invitations.clear();
                let offers = self.waiting.take().is_some();
                news.lapsed = None;
                self.phase = NovicePhase::AllClosed { offers };
            }
            Event::Summary(past) => self.summary = Some(*past),
            Event::Ended(why) => self.lead(|phase| phase.ended(why)),
            Event::Waiting { port } => self.waiting = Some(Ok(port)),
            Event::NotWaiting(problem) => self.waiting = Some(Err(problem)),
            Event::Compare(compare) => self.comparing = Some(OpenCompare { compare }),
            Event::CompareClosed(id) => {
                self.comparing.take_if(|open| open.compare.id == id);
            }
            // It is on record; a stranger must not put anything on this screen.
            Event::OfferRefused { .. } => {}
            Event::OffersChanged(changes) => self.offers_changed = changes,
            Event::NotRecorded(problem) | Event::Error(problem) => self.problem = Some(problem),
        }
    }

    fn invitation(&mut self, invitation: InvitationInForce, news: &mut SessionNews) {
        match self.invitations.iter_mut().find(|known| known.id == invitation.id) {
            Some(known) => *known = invitation,
            None => {
                if !invitation.kept {
                    news.made = Some(invitation.id.clone());
                }
                self.invitations.push(invitation);
            }
        }
    }

    fn try_failed(&mut self, id: &InvitationId, tries_left: u32) {
        self.somebody_came = true;
        if let Some(invitation) = self.invitations.iter_mut().find(|known| known.id == *id) {
            invitation.failed_tries = invitation.failed_tries.saturating_add(1);
            tracing::debug!(tries_left, "a helper gave a wrong password");
        }
    }

    fn lapse(&mut self, id: InvitationId, lapse: Lapse, news: &mut SessionNews) {
        self.invitations.retain(|known| known.id != id);
        news.made.take_if(|made| *made == id);
        news.lapsed = Some((id, lapse));
    }

    /// The session died without a word: nothing is shared any more, and the person is told.
    fn session_gone(&mut self) {
        if !self.is_gone() {
            self.phase = NovicePhase::Gone;
            self.comparing = None;
            self.waiting = None;
            self.invitations.clear();
            self.problem.get_or_insert_with(super::words::session_gone);
        }
    }
}
