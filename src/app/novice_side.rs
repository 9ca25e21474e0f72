//! The novice's session as the window sees it: what its events make of it, without a pixel.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::link::{NextEvent, NoviceLink, Outbox, next};
use super::sight::Unseen;
use crate::desk::Change;
use crate::desk::words;
use crate::session::history::PastSession;
use crate::session::novice::{
    Answer, Caller, Command, Commands, Compare, ControlEnd, Event, InvitationId, InvitationInForce, PauseReason,
    Problem, Question, ReplyProblem, SessionEnd,
};
use crate::t;
use crate::vocabulary::PicturePlace;

fn takes_rights_away(command: &Command) -> bool {
    match command {
        Command::TakeBack
        | Command::Pause
        | Command::BarHidden
        | Command::Stop
        | Command::EndEverything
        | Command::Quit
        | Command::Decline(_)
        | Command::Answer(_, Answer::Refuse)
        | Command::Called(_, Caller::Helper) => true,
        Command::Ask(_)
        | Command::Cancel(_)
        | Command::ConnectTo(_)
        | Command::Wait(_)
        | Command::KeepOffers
        | Command::PutBackOffers
        | Command::Answer(_, Answer::Allow)
        | Command::Called(_, Caller::Novice)
        | Command::Resume
        | Command::AllowControl
        | Command::Share(_) => false,
    }
}

/// Words on the screen, that both people compare.
pub(super) struct OpenCompare {
    pub compare: Compare,
}

impl OpenCompare {
    pub(super) fn seconds_left(&self, now: Instant) -> u32 {
        left(self.compare.asked, self.compare.seconds, now)
    }
}

/// A question on the screen.
pub(super) struct ShownQuestion {
    pub question: Question,
    /// When the session last began not to take answers, or the person first saw the question.
    pub locked_since: Instant,
    /// It was on the screen.
    pub seen: bool,
    /// The person refused before an answer was taken: said as soon as one is.
    pub refuse_soon: bool,
    pub details: bool,
    pub caller: CallerState,
}

/// What the person said about who called whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CallerState {
    /// Nothing, or they want to say it anew.
    Open,
    /// "I called them", as the session has noted it: how long the question was in sight since, and when that was
    /// counted last.
    Novice { seen: Duration, counted: Instant },
    /// "They called me": the page that says what that means is there.
    Helper,
}

/// Between two frames that lie further apart the question was perhaps not in sight.
const ONE_LOOK: Duration = Duration::from_secs(1);

impl ShownQuestion {
    pub(super) fn locked_for(&self, now: Instant) -> u32 {
        left(self.locked_since, self.question.locked_seconds, now)
    }

    pub(super) fn seconds_left(&self, now: Instant) -> u32 {
        left(self.question.asked, self.question.seconds, now)
    }

    /// Seconds for which "I called them" still keeps the yes closed; `None` where that has not been said, and where it
    /// is not asked.
    pub(super) fn caller_waits(&self) -> Option<u32> {
        match (self.question.caller_seconds, self.caller) {
            (Some(seconds), CallerState::Novice { seen, .. }) => Some(rest(seconds, seen)),
            _ => None,
        }
    }

    /// Whether a yes is taken now.
    pub(super) fn can_be_allowed(&self, now: Instant) -> bool {
        let called = self.question.caller_seconds.is_none() || self.caller_waits() == Some(0);
        called && self.locked_for(now) == 0 && !self.refuse_soon
    }

    /// The question is drawn: the wait after "I called them" goes on where it is in sight.
    pub(super) fn look(&mut self, now: Instant, in_sight: bool) {
        if let CallerState::Novice { seen, counted } = &mut self.caller {
            let passed = now.saturating_duration_since(std::mem::replace(counted, now));
            if in_sight {
                *seen += passed.min(ONE_LOOK);
            }
        }
    }
}

/// Whole seconds, rounded up, that are left of `seconds` since `start`.
fn left(start: Instant, seconds: u32, now: Instant) -> u32 {
    rest(seconds, now.saturating_duration_since(start))
}

/// Whole seconds, rounded up, that are left of `seconds` after `passed`.
fn rest(seconds: u32, passed: Duration) -> u32 {
    let left = u128::from(seconds) * 1000;
    u32::try_from(left.saturating_sub(passed.as_millis()).div_ceil(1000)).unwrap_or(u32::MAX)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SharingReach {
    Seeing,
    Controlling,
    Paused,
}

/// The helper sees the screen, or did until it was paused.
pub(super) struct Sharing {
    pub name: String,
    pub since: Instant,
    pub reach: SharingReach,
    /// Their invitation forbids control.
    pub view_only: bool,
    /// The last thing that changed, said once.
    pub note: Option<BarNote>,
    /// What of the screen is shared, as soon as the session has found it.
    pub place: Option<PicturePlace>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BarNote {
    ControlEnded(ControlEnd),
    ControlRefused,
    /// Paused by itself, since the bar could not be shown.
    BarHidden,
}

/// Everything the window knows of the novice's session.
pub(super) struct NoviceSide {
    outbox: Outbox<Command, Commands>,
    link: tokio::sync::mpsc::Receiver<Event>,
    pub invitations: Vec<InvitationInForce>,
    /// Invitations of an earlier run that cannot be served any more, with the reason.
    pub dead: Vec<(InvitationId, String)>,
    /// The invitation that this run made last, until the window has shown it.
    pub fresh: Option<InvitationId>,
    /// What became of an invitation that is no longer in force, until the window has said so.
    pub lapsed: Option<(InvitationId, Lapse)>,
    /// Somebody got in, or tried to, in this run.
    somebody_came: bool,
    pub question: Option<ShownQuestion>,
    pub sharing: Option<Sharing>,
    pub ended: Option<SessionEnd>,
    /// What happened in the session that ended last, until the window has taken it.
    pub summary: Option<PastSession>,
    /// The person said that something is wrong, and every way in is closed.
    pub all_closed: bool,
    pub problem: Option<Problem>,
    pub escape_works: bool,
    /// Someone proved the invitation and is about to be asked about.
    pub connected: bool,
    /// How it stands with the router, in words.
    pub router: Option<String>,
    /// How it stands with the helper's reply that was used last.
    pub reply: Option<UsedReply>,
    /// Where offers of help come in, or why they do not.
    pub waiting: Option<Result<u16, Problem>>,
    pub comparing: Option<OpenCompare>,
    /// Who may offer help changed while a helper had control.
    pub offers_changed: Vec<Change>,
    /// To be called where the bar cannot be shown.
    pub unseen: Unseen,
    helper: ShownHelper,
    gone: bool,
}

/// What came of a helper's reply so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UsedReply {
    Dialling,
    Failed(ReplyProblem),
}

/// The person who was asked about last.
#[derive(Default)]
struct ShownHelper {
    name: String,
    view_only: bool,
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
        Self {
            unseen: Arc::new(move || {
                if let Err(error) = commands.try_send(Command::BarHidden) {
                    tracing::error!(%error, "the session does not hear that the bar is hidden");
                }
            }),
            outbox: Outbox::new(link.commands),
            link: link.events,
            invitations: Vec::new(),
            dead: Vec::new(),
            fresh: None,
            lapsed: None,
            somebody_came: false,
            question: None,
            sharing: None,
            ended: None,
            summary: None,
            all_closed: false,
            problem: None,
            escape_works: false,
            connected: false,
            helper: ShownHelper::default(),
            router: None,
            reply: None,
            waiting: None,
            comparing: None,
            offers_changed: Vec::new(),
            gone: false,
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
        self.sharing
            .as_ref()
            .is_some_and(|sharing| sharing.reach == SharingReach::Controlling)
    }

    /// Asks the session to end and sees that it hears it.
    pub(super) fn quit(mut self) {
        self.outbox.send(Command::Quit);
        self.outbox.finish();
    }

    /// The helper's program sees the screen, is asked about, or could be in a moment.
    pub(super) fn is_busy(&self) -> bool {
        self.question.is_some() || self.sharing.is_some() || self.comparing.is_some()
    }

    /// The session is gone; only its last words are left.
    pub(super) fn is_gone(&self) -> bool {
        self.gone
    }

    /// Takes in all that has happened, and says what is due now. True when something still waits to be sent.
    pub(super) fn update(&mut self, now: Instant) -> bool {
        loop {
            match next(&mut self.link) {
                NextEvent::Event(event) => self.apply(event, now),
                NextEvent::Nothing => break,
                NextEvent::Gone => {
                    self.session_gone();
                    break;
                }
            }
        }
        if let Some(open) = &self.question
            && open.refuse_soon
            && open.locked_for(now) == 0
        {
            let id = open.question.id;
            self.outbox.send(Command::Answer(id, Answer::Refuse));
            if let Some(open) = &mut self.question {
                open.refuse_soon = false;
            }
        }
        self.outbox.flush()
    }

    /// The person's refusal; it is never lost, only said when the session takes answers.
    pub(super) fn refuse(&mut self, now: Instant) {
        if let Some(open) = &mut self.question {
            open.refuse_soon = true;
            self.update(now);
        }
    }

    /// The person's consent; `false` while no answer is taken.
    pub(super) fn allow(&mut self, now: Instant) -> bool {
        let Some(open) = self.question.as_ref().filter(|open| open.can_be_allowed(now)) else {
            return false;
        };
        let id = open.question.id;
        self.outbox.send(Command::Answer(id, Answer::Allow));
        true
    }

    /// The person says who called whom; nothing while no answer is taken. That they called is theirs to think over, and
    /// counts from when the session has noted it; that they were called keeps the yes closed at once.
    pub(super) fn say_caller(&mut self, caller: Caller, now: Instant) {
        let Some(open) = self.question.as_mut().filter(|open| open.locked_for(now) == 0) else {
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
        if let Some(open) = &mut self.question {
            open.caller = CallerState::Open;
        }
    }

    fn called(&mut self, caller: Caller, now: Instant) {
        let Some(open) = &mut self.question else { return };
        match (caller, open.caller) {
            // The last word is the person's: what they said before it may come back after it.
            (Caller::Novice, CallerState::Open) => {
                open.caller = CallerState::Novice {
                    seen: Duration::ZERO,
                    counted: now,
                };
            }
            (Caller::Helper, CallerState::Novice { .. }) => open.caller = CallerState::Open,
            (Caller::Novice, CallerState::Novice { .. } | CallerState::Helper)
            | (Caller::Helper, CallerState::Open | CallerState::Helper) => {}
        }
    }

    fn apply(&mut self, event: Event, now: Instant) {
        match event {
            Event::Invitation(invitation) => self.invitation(invitation),
            Event::Listening(_) => {}
            Event::Mapped(address) => self.router = Some(t!("router-mapped", address = address.to_string())),
            Event::Unmapped(why) => self.router = Some(words::unmapped(&why)),
            Event::DeadInvitation { id, reason } => self.dead.push((id, reason)),
            Event::Dialling { .. } => self.reply = Some(UsedReply::Dialling),
            Event::NotConnected(problem) => self.reply = Some(UsedReply::Failed(problem)),
            Event::Connected { .. } => {
                self.connected = true;
                self.somebody_came = true;
                self.reply = None;
            }
            Event::Question(question) => self.ask(question, now),
            Event::AnswerTooEarly(id) => {
                if let Some(open) = self.question.as_mut().filter(|open| open.question.id == id) {
                    open.locked_since = now;
                }
            }
            Event::Called(id, caller) => {
                if self.question.as_ref().is_some_and(|open| open.question.id == id) {
                    self.called(caller, now);
                }
            }
            Event::QuestionClosed(id) => {
                self.question.take_if(|open| open.question.id == id);
            }
            Event::Viewing => {
                self.ended = None;
                // Asked again, the yes goes on with what has been.
                let since = self.sharing.as_ref().map_or(now, |sharing| sharing.since);
                self.sharing = Some(Sharing {
                    name: self.helper.name.clone(),
                    since,
                    reach: SharingReach::Seeing,
                    view_only: self.helper.view_only,
                    note: None,
                    place: self.sharing.as_ref().and_then(|sharing| sharing.place),
                });
            }
            Event::SharedPlace(place) => {
                if let Some(sharing) = &mut self.sharing {
                    sharing.place = Some(place);
                }
            }
            Event::EscapeWatched(works) => self.escape_works = works,
            Event::ViewOnly(only) => {
                self.helper.view_only = only;
                if let Some(sharing) = &mut self.sharing {
                    sharing.view_only = only;
                }
            }
            Event::Controlling => self.reach(SharingReach::Controlling, None),
            Event::ControlRefused => self.note(BarNote::ControlRefused),
            Event::ControlEnded(ControlEnd::Paused) => self.reach(SharingReach::Paused, None),
            Event::ControlEnded(why) => self.reach(SharingReach::Seeing, Some(BarNote::ControlEnded(why))),
            Event::Paused(PauseReason::Novice) => self.reach(SharingReach::Paused, None),
            Event::Paused(PauseReason::BarHidden) => self.reach(SharingReach::Paused, Some(BarNote::BarHidden)),
            Event::Resumed => self.reach(SharingReach::Seeing, None),
            Event::TryFailed { id, tries_left, .. } => self.try_failed(&id, tries_left),
            Event::Expired(id) => {
                let here_all_the_time = self.invitations.iter().any(|known| known.id == id && !known.kept);
                let unused = here_all_the_time && !self.somebody_came;
                self.lapse(id, Lapse::Expired { unused });
            }
            Event::Cancelled(id) => self.lapse(id, Lapse::Cancelled),
            Event::Closed(id) => self.lapse(id, Lapse::Closed),
            Event::Withdrawn(id) => self.lapse(id, Lapse::Withdrawn),
            Event::AllClosed => {
                self.invitations.clear();
                self.waiting = None;
                self.lapsed = None;
                self.all_closed = true;
            }
            Event::Summary(past) => self.summary = Some(*past),
            Event::Ended(why) => self.end(why),
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

    fn invitation(&mut self, invitation: InvitationInForce) {
        match self.invitations.iter_mut().find(|known| known.id == invitation.id) {
            Some(known) => *known = invitation,
            None => {
                if !invitation.kept {
                    self.fresh = Some(invitation.id.clone());
                }
                self.invitations.push(invitation);
            }
        }
    }

    fn ask(&mut self, question: Question, now: Instant) {
        self.helper = ShownHelper {
            name: question.name.clone(),
            view_only: question.view_only,
        };
        self.ended = None;
        self.summary = None;
        self.all_closed = false;
        self.connected = false;
        self.question = Some(ShownQuestion {
            question,
            locked_since: now,
            seen: false,
            refuse_soon: false,
            details: false,
            caller: CallerState::Open,
        });
    }

    fn reach(&mut self, reach: SharingReach, note: Option<BarNote>) {
        if let Some(sharing) = &mut self.sharing {
            sharing.reach = reach;
            sharing.note = note;
        }
    }

    fn note(&mut self, note: BarNote) {
        if let Some(sharing) = &mut self.sharing {
            sharing.note = Some(note);
        }
    }

    fn try_failed(&mut self, id: &InvitationId, tries_left: u32) {
        self.somebody_came = true;
        if let Some(invitation) = self.invitations.iter_mut().find(|known| known.id == *id) {
            invitation.failed_tries = invitation.failed_tries.saturating_add(1);
            tracing::debug!(tries_left, "a helper gave a wrong password");
        }
    }

    fn lapse(&mut self, id: InvitationId, lapse: Lapse) {
        self.invitations.retain(|known| known.id != id);
        self.fresh.take_if(|fresh| *fresh == id);
        self.lapsed = Some((id, lapse));
    }

    fn end(&mut self, why: SessionEnd) {
        self.question = None;
        self.sharing = None;
        self.connected = false;
        self.ended = Some(why);
    }

    /// The session died without a word: nothing is shared any more, and the person is told.
    fn session_gone(&mut self) {
        if !self.gone {
            self.gone = true;
            self.question = None;
            self.sharing = None;
            self.comparing = None;
            self.waiting = None;
            self.invitations.clear();
            self.problem.get_or_insert_with(super::words::session_gone);
        }
    }
}
