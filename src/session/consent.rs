//! The two consents: the only maker of [`ViewGrant`] and [`ControlGrant`], out of the novice's own answer.
//!
//! A grant is neither `Clone` nor `Copy` and bears the epoch of its gate. Withdrawing advances the epoch, and
//! everything that captures, writes or injects asks [`ViewGrant::holds`] or [`ControlGrant::holds`] for every frame and
//! event. Whoever holds the [`Gates`] can withdraw from any thread, and what was pressed before that gives nothing
//! afterwards ([`Stamp`]). No clock here: the time comes in.
//!
//! About somebody new the view is given only to a person who has said that they called them, and then had time to think
//! ([`caller_wait`]).

#[cfg(debug_assertions)]
pub mod hurry;

use crate::vocabulary::{Permit, ToControl, ToView};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::door::Rights;
use crate::asking::Asking;
use crate::session::novice::question::{Answer, Caller, QuestionId, QuestionKind};

/// Silence for this long is a no to the view: time to come back to the computer and read the question, and no open door
/// for the rest of the day.
pub const VIEW_TIMEOUT: Duration = Duration::from_secs(120);
/// Silence for this long is a no to control: whoever is asked sits there, having said yes to the view.
pub const CONTROL_TIMEOUT: Duration = Duration::from_secs(60);
/// No answer is taken this soon after a question appeared: a click that was meant for something else is not a consent.
pub const LOCKED: Duration = Duration::from_secs(1);
/// So long after "I called them" no yes is taken: a person who is talked through it on the telephone gets time to hear
/// themselves.
pub const CALLER_WAIT: Duration = Duration::from_secs(10);

/// [`CALLER_WAIT`], which nothing shortens. Debug builds alone, which nobody is given, let tests do so.
#[must_use]
pub fn caller_wait() -> Duration {
    #[cfg(debug_assertions)]
    if let Some(shorter) = hurry::caller_wait() {
        return shorter;
    }
    CALLER_WAIT
}

/// Whether the helper's key was allowed on this computer before they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acquaintance {
    /// The person is asked who called whom before the view can be allowed.
    New,
    Known,
}

/// One right that can be given and taken: a grant holds while its epoch is the gate's.
#[derive(Debug, Default)]
struct Gate {
    epoch: AtomicU64,
}

impl Gate {
    /// Ends every grant of this gate.
    fn withdraw(&self) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
    }

    fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    /// The epoch of a new grant; `None` if something was withdrawn since `then`.
    fn open(&self, then: u64) -> Option<u64> {
        let opened = self
            .epoch
            .compare_exchange(then, then + 1, Ordering::AcqRel, Ordering::Acquire);
        opened.is_ok().then_some(then + 1)
    }
}

/// What was withdrawn how often when the novice pressed something. A yes that was on its way while something was
/// withdrawn gives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    view: u64,
    control: u64,
}

/// The gates of one novice's side, for one connection after the other. Withdrawing takes effect at once, from any
/// thread, and waits for nothing: no lock, no queue, no task.
#[derive(Debug, Clone, Default)]
pub struct Gates {
    view: Arc<Gate>,
    control: Arc<Gate>,
    /// The number of the newest question. Counted across connections, so that a late answer cannot fit a question about
    /// another connection.
    questions: Arc<AtomicU64>,
}

impl Gates {
    /// Nothing that was granted before this lets anybody control any more.
    pub fn withdraw_control(&self) {
        self.control.withdraw();
    }

    /// Nothing that was granted before this lets anybody see or control any more.
    pub fn withdraw_all(&self) {
        self.control.withdraw();
        self.view.withdraw();
    }

    /// For what is pressed now.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp {
            view: self.view.epoch(),
            control: self.control.epoch(),
        }
    }
}

/// The novice allowed this connection to see the screen.
#[derive(Debug)]
pub struct ViewGrant {
    epoch: u64,
    gate: Arc<Gate>,
}

impl ViewGrant {
    /// False for ever once the view was withdrawn.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.gate.epoch() == self.epoch
    }
}

impl Permit<ToView> for ViewGrant {
    fn holds(&self) -> bool {
        Self::holds(self)
    }
}

/// The novice allowed this connection to use mouse and keyboard.
#[derive(Debug)]
pub struct ControlGrant {
    epoch: u64,
    gate: Arc<Gate>,
    prompts: bool,
}

impl ControlGrant {
    /// False for ever once control was withdrawn.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.gate.epoch() == self.epoch
    }
}

impl ControlGrant {
    /// The system's own permission prompts may be answered with it: the novice said so for this control.
    #[must_use]
    pub fn answers_prompts(&self) -> bool {
        self.prompts
    }
}

impl Permit<ToControl> for ControlGrant {
    fn holds(&self) -> bool {
        Self::holds(self)
    }
}

/// Takes control back from any thread, at once, and can do nothing else: for the listener of the Esc key.
#[derive(Debug, Clone)]
pub struct ControlStop(Arc<Gate>);

impl ControlStop {
    pub fn withdraw(&self) {
        self.0.withdraw();
    }
}

#[derive(Debug)]
struct OpenQuestion {
    id: QuestionId,
    kind: QuestionKind,
    asked: Instant,
    caller: CallerAnswer,
    /// No Lifeline of this user injects meanwhile.
    _asking: Asking,
}

/// What the person said about who called whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CallerAnswer {
    NotAsked,
    Open,
    Novice { since: Instant },
    Helper,
}

impl OpenQuestion {
    fn takes_a_yes(&self, now: Instant) -> bool {
        match self.caller {
            CallerAnswer::NotAsked => true,
            CallerAnswer::Open | CallerAnswer::Helper => false,
            CallerAnswer::Novice { since } => now.saturating_duration_since(since) >= caller_wait(),
        }
    }
}

/// What became of the person's word on who called whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallerNoted {
    /// No such question is open, or it does not ask that.
    NotAsked,
    /// Inside [`LOCKED`]: it does not count.
    TooEarly,
    Noted,
}

/// What an answer led to.
#[derive(Debug)]
pub enum Answered {
    /// No such question is open.
    NotAsked,
    /// Inside [`LOCKED`], or a yes before "I called them" and its [`caller_wait`]: the question stands.
    TooEarly,
    Refused(QuestionKind),
    View(ViewGrant),
    Control(ControlGrant),
}

/// How long a question of this kind waits.
#[must_use]
pub fn answer_timeout(kind: QuestionKind) -> Duration {
    match kind {
        QuestionKind::View => VIEW_TIMEOUT,
        QuestionKind::Control => CONTROL_TIMEOUT,
    }
}

/// The consents of one connection, which has proved itself. A new connection gets a new one: nothing carries over.
#[derive(Debug)]
pub struct Consent {
    gates: Gates,
    rights: Rights,
    /// The epoch of the last grant of the view.
    viewed: u64,
    helper: Acquaintance,
    open: Option<OpenQuestion>,
    /// What the person said last about who called whom.
    caller: Option<Caller>,
}

impl Consent {
    /// Question numbers go on where the last connection's ended.
    #[must_use]
    pub fn new(gates: Gates, helper: Acquaintance) -> Self {
        gates.withdraw_all();
        Self {
            gates,
            rights: Rights::Proved,
            viewed: 0,
            helper,
            open: None,
            caller: None,
        }
    }

    /// For what the novice presses now.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        self.gates.stamp()
    }

    /// What the novice has allowed, as the door asks it. What another thread withdrew, by Esc say, ends the grant
    /// itself at once, and shows here when the session has heard of it.
    #[must_use]
    pub fn rights(&self) -> Rights {
        self.rights
    }

    /// True between the yes and the withdrawal of the view.
    #[must_use]
    pub fn viewing(&self) -> bool {
        matches!(self.rights, Rights::View | Rights::Control)
    }

    /// True between the yes and [`Consent::end_control`].
    #[must_use]
    pub fn controlling(&self) -> bool {
        self.rights == Rights::Control
    }

    /// Opens a question, unless one is open or it makes no sense now (control without view).
    pub fn ask(&mut self, kind: QuestionKind, now: Instant) -> Option<QuestionId> {
        let sensible = match kind {
            QuestionKind::View => self.rights == Rights::Proved,
            QuestionKind::Control => self.rights == Rights::View,
        };
        if self.open.is_some() || !sensible {
            return None;
        }
        let id = QuestionId(self.gates.questions.fetch_add(1, Ordering::Relaxed) + 1);
        if kind == QuestionKind::View {
            self.caller = None;
        }
        self.open = Some(OpenQuestion {
            id,
            kind,
            asked: now,
            caller: if self.asks_caller(kind) {
                CallerAnswer::Open
            } else {
                CallerAnswer::NotAsked
            },
            _asking: Asking::begin(),
        });
        Some(id)
    }

    /// Whether a question of this kind begins with who called whom.
    #[must_use]
    pub fn asks_caller(&self, kind: QuestionKind) -> bool {
        kind == QuestionKind::View && self.helper == Acquaintance::New
    }

    /// The novice's word on who called whom. It grants nothing, and the last one counts: after "they called me" the
    /// person may think again, and the wait begins anew.
    pub fn called(&mut self, id: QuestionId, caller: Caller, now: Instant) -> CallerNoted {
        let Some(open) = self.open.as_mut().filter(|open| open.id == id) else {
            return CallerNoted::NotAsked;
        };
        let noted = match (open.caller, caller) {
            (CallerAnswer::NotAsked, _) => return CallerNoted::NotAsked,
            _ if now.saturating_duration_since(open.asked) < LOCKED => return CallerNoted::TooEarly,
            (_, Caller::Helper) => CallerAnswer::Helper,
            (CallerAnswer::Novice { since }, Caller::Novice) => CallerAnswer::Novice { since },
            (CallerAnswer::Open | CallerAnswer::Helper, Caller::Novice) => CallerAnswer::Novice { since: now },
        };
        open.caller = noted;
        self.caller = Some(caller);
        CallerNoted::Noted
    }

    /// Who called whom, as the person said it last; `None` where they did not say it, or were not asked.
    #[must_use]
    pub fn caller(&self) -> Option<Caller> {
        self.caller
    }

    /// The open question and when its timeout ends.
    #[must_use]
    pub fn question(&self) -> Option<(QuestionId, QuestionKind, Instant)> {
        self.open
            .as_ref()
            .map(|open| (open.id, open.kind, open.asked + answer_timeout(open.kind)))
    }

    /// The novice's answer. A yes makes the grant, unless something was withdrawn since it was given.
    pub fn answer(&mut self, id: QuestionId, answer: Answer, now: Instant, given: Stamp) -> Answered {
        let Some(open) = self.open.as_ref().filter(|open| open.id == id) else {
            return Answered::NotAsked;
        };
        let (kind, asked) = (open.kind, open.asked);
        let locked = now.saturating_duration_since(asked) < LOCKED;
        if locked || answer != Answer::Refuse && !open.takes_a_yes(now) {
            return Answered::TooEarly;
        }
        self.open = None;
        if now.saturating_duration_since(asked) >= answer_timeout(kind) {
            return Answered::Refused(kind);
        }
        match (answer, kind) {
            (Answer::Refuse, _) => Answered::Refused(kind),
            (Answer::Allow | Answer::AllowWithPrompts, QuestionKind::View) => match self.grant_view(given) {
                Some(grant) => Answered::View(grant),
                None => Answered::Refused(kind),
            },
            (Answer::Allow | Answer::AllowWithPrompts, QuestionKind::Control) => {
                match self.grant_control(given, answer) {
                    Some(grant) => Answered::Control(grant),
                    None => Answered::Refused(kind),
                }
            }
        }
    }

    /// Silence is no: closes the open question if its timeout has ended.
    pub fn silence(&mut self, now: Instant) -> Option<(QuestionId, QuestionKind)> {
        let (id, kind, deadline) = self.question()?;
        (now >= deadline).then(|| {
            self.open = None;
            (id, kind)
        })
    }

    /// Closes the open question without an answer (the one who asked has gone or no longer asks).
    pub fn drop_question(&mut self) -> Option<(QuestionId, QuestionKind)> {
        self.open.take().map(|open| (open.id, open.kind))
    }

    /// The novice resumes after a pause. The view they allowed on this connection is granted anew; control is not.
    pub fn resume(&mut self, given: Stamp) -> Option<ViewGrant> {
        (self.rights == Rights::Paused)
            .then(|| self.grant_view(given))
            .flatten()
    }

    /// Withdraws control; true if it was granted.
    pub fn end_control(&mut self) -> bool {
        self.gates.withdraw_control();
        let granted = self.rights == Rights::Control;
        if granted {
            self.rights = Rights::View;
        }
        granted
    }

    /// Withdraws view and control; [`Consent::resume`] can give the view back.
    pub fn pause(&mut self) {
        self.end_control();
        self.gates.withdraw_all();
        if self.rights == Rights::View {
            self.rights = Rights::Paused;
        }
    }

    /// Withdraws view and control for a reason that was nobody's wish. Returns with what [`Consent::resume`] gives the view
    /// back at once; `None` where the novice has withdrawn it meanwhile: then it is a pause of theirs.
    pub fn interrupt(&mut self) -> Option<Stamp> {
        self.end_control();
        if self.rights != Rights::View {
            return None;
        }
        self.rights = Rights::Paused;
        let view = self.gates.view.open(self.viewed)?;
        Some(Stamp {
            view,
            control: self.gates.control.epoch(),
        })
    }

    /// Withdraws view and control; only a new answer to the question can give them back.
    pub fn forget_view(&mut self) {
        self.pause();
        self.rights = Rights::Proved;
    }

    /// Withdraws everything for good.
    pub fn end(&mut self) {
        self.forget_view();
        self.open = None;
    }

    /// For the listener of the Esc key.
    #[must_use]
    pub fn control_stop(&self) -> ControlStop {
        ControlStop(Arc::clone(&self.gates.control))
    }

    fn grant_view(&mut self, given: Stamp) -> Option<ViewGrant> {
        let gate = &self.gates.view;
        let epoch = gate.open(given.view)?;
        (self.rights, self.viewed) = (Rights::View, epoch);
        Some(ViewGrant {
            epoch,
            gate: Arc::clone(gate),
        })
    }

    /// Control of what cannot be seen is not given.
    fn grant_control(&mut self, given: Stamp, answer: Answer) -> Option<ControlGrant> {
        let gate = &self.gates.control;
        if self.rights != Rights::View || self.gates.view.epoch() != given.view {
            return None;
        }
        let epoch = gate.open(given.control)?;
        self.rights = Rights::Control;
        Some(ControlGrant {
            epoch,
            gate: Arc::clone(gate),
            prompts: answer == Answer::AllowWithPrompts,
        })
    }
}

impl Drop for Consent {
    /// However a connection ends, nothing that it was granted outlives it.
    fn drop(&mut self) {
        self.end();
    }
}
