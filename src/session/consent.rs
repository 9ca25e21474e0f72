//! The two consents: the only maker of [`ViewGrant`] and [`ControlGrant`], out of the novice's own answer.
//!
//! A grant is neither `Clone` nor `Copy` and bears the epoch of its gate. Withdrawing advances the epoch, and everything that
//! captures, writes or injects asks [`ViewGrant::holds`] or [`ControlGrant::holds`] for every frame and event. No clock here:
//! the time comes in.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::novice::{Answer, QuestionId, QuestionKind};
use crate::asking::Asking;

/// Silence for this long is a no to the view: time to come back to the computer and read the question, and no open door for the rest
/// of the day.
pub const VIEW_PATIENCE: Duration = Duration::from_secs(120);
/// Silence for this long is a no to control: whoever is asked sits there, having said yes to the view.
pub const CONTROL_PATIENCE: Duration = Duration::from_secs(60);
/// No answer is taken this soon after a question appeared: a click that was meant for something else is not a consent.
pub const LOCKED: Duration = Duration::from_secs(1);

/// One right that can be given and taken: a grant holds while its epoch is the gate's.
#[derive(Debug, Default)]
struct Gate {
    epoch: AtomicU64,
}

impl Gate {
    /// Ends every grant of this gate.
    fn withdraw(&self) -> u64 {
        self.epoch.fetch_add(1, Ordering::AcqRel) + 1
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
        self.gate.epoch.load(Ordering::Acquire) == self.epoch
    }
}

impl crate::screen::Permit for ViewGrant {
    fn holds(&self) -> bool {
        Self::holds(self)
    }
}

/// The novice allowed this connection to use mouse and keyboard.
#[derive(Debug)]
pub struct ControlGrant {
    epoch: u64,
    gate: Arc<Gate>,
}

impl ControlGrant {
    /// False for ever once control was withdrawn.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.gate.epoch.load(Ordering::Acquire) == self.epoch
    }
}

impl crate::input::Permit for ControlGrant {
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
    /// No Lifeline of this user injects meanwhile.
    _asking: Asking,
}

/// What an answer led to.
#[derive(Debug)]
pub enum Answered {
    /// No such question is open.
    NotAsked,
    /// Inside [`LOCKED`]: the question stands.
    TooEarly,
    Refused(QuestionKind),
    View(ViewGrant),
    Control(ControlGrant),
}

/// How long a question of this kind waits.
#[must_use]
pub fn patience(kind: QuestionKind) -> Duration {
    match kind {
        QuestionKind::View => VIEW_PATIENCE,
        QuestionKind::Control => CONTROL_PATIENCE,
    }
}

/// The consents of one connection. A new connection gets a new one: nothing carries over.
#[derive(Debug, Default)]
pub struct Consent {
    view: Arc<Gate>,
    control: Arc<Gate>,
    /// The novice said yes to the view of this connection (it may be paused).
    view_allowed: bool,
    viewing: bool,
    controlling: bool,
    open: Option<OpenQuestion>,
    asked: u64,
}

impl Consent {
    /// `first_question`: question numbers go on where the last connection's ended, so that a late answer fits none of this one's.
    #[must_use]
    pub fn new(first_question: u64) -> Self {
        let mut consent = Self::default();
        consent.asked = first_question;
        consent
    }

    /// The number of the newest question.
    #[must_use]
    pub fn newest_question(&self) -> u64 {
        self.asked
    }

    /// True between the yes and the withdrawal of the view.
    #[must_use]
    pub fn viewing(&self) -> bool {
        self.viewing
    }

    /// True between the yes and [`Consent::end_control`]. An Esc in another thread ends the grant itself at once, and shows here
    /// when the session has heard of it.
    #[must_use]
    pub fn controlling(&self) -> bool {
        self.controlling
    }

    /// The view was allowed and is withdrawn for a while.
    #[must_use]
    pub fn paused(&self) -> bool {
        self.view_allowed && !self.viewing
    }

    /// Opens a question, unless one is open or it makes no sense now (control without view).
    pub fn ask(&mut self, kind: QuestionKind, now: Instant) -> Option<QuestionId> {
        let sensible = match kind {
            QuestionKind::View => !self.view_allowed,
            QuestionKind::Control => self.viewing && !self.controlling,
        };
        if self.open.is_some() || !sensible {
            return None;
        }
        self.asked += 1;
        let id = QuestionId(self.asked);
        self.open = Some(OpenQuestion {
            id,
            kind,
            asked: now,
            _asking: Asking::begin(),
        });
        Some(id)
    }

    /// The open question and when its patience ends.
    #[must_use]
    pub fn question(&self) -> Option<(QuestionId, QuestionKind, Instant)> {
        self.open
            .as_ref()
            .map(|open| (open.id, open.kind, open.asked + patience(open.kind)))
    }

    /// The novice's answer. A yes makes the grant.
    pub fn answer(&mut self, id: QuestionId, answer: Answer, now: Instant) -> Answered {
        let Some(open) = self.open.as_ref().filter(|open| open.id == id) else {
            return Answered::NotAsked;
        };
        let (kind, asked) = (open.kind, open.asked);
        if now.saturating_duration_since(asked) < LOCKED {
            return Answered::TooEarly;
        }
        self.open = None;
        if now.saturating_duration_since(asked) >= patience(kind) {
            return Answered::Refused(kind);
        }
        match (answer, kind) {
            (Answer::Refuse, _) => Answered::Refused(kind),
            (Answer::Allow, QuestionKind::View) => {
                self.view_allowed = true;
                Answered::View(self.grant_view())
            }
            (Answer::Allow, QuestionKind::Control) if self.viewing => Answered::Control(self.grant_control()),
            (Answer::Allow, QuestionKind::Control) => Answered::Refused(kind),
        }
    }

    /// Silence is no: closes the open question if its patience has ended.
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
    pub fn resume(&mut self) -> Option<ViewGrant> {
        self.paused().then(|| self.grant_view())
    }

    /// The novice lets the helper control without having been asked.
    pub fn allow_control(&mut self) -> Option<ControlGrant> {
        if !self.viewing || self.controlling {
            return None;
        }
        self.open = None;
        Some(self.grant_control())
    }

    /// Withdraws control; true if it was granted.
    pub fn end_control(&mut self) -> bool {
        self.control.withdraw();
        std::mem::take(&mut self.controlling)
    }

    /// Withdraws view and control; [`Consent::resume`] can give the view back.
    pub fn pause(&mut self) {
        self.end_control();
        self.view.withdraw();
        self.viewing = false;
    }

    /// Withdraws view and control; only a new answer to the question can give them back.
    pub fn forget_view(&mut self) {
        self.pause();
        self.view_allowed = false;
    }

    /// Withdraws everything for good.
    pub fn end(&mut self) {
        self.forget_view();
        self.open = None;
    }

    /// For the listener of the Esc key.
    #[must_use]
    pub fn control_stop(&self) -> ControlStop {
        ControlStop(Arc::clone(&self.control))
    }

    fn grant_view(&mut self) -> ViewGrant {
        self.viewing = true;
        ViewGrant {
            epoch: self.view.withdraw(),
            gate: Arc::clone(&self.view),
        }
    }

    fn grant_control(&mut self) -> ControlGrant {
        self.controlling = true;
        ControlGrant {
            epoch: self.control.withdraw(),
            gate: Arc::clone(&self.control),
        }
    }
}

impl Drop for Consent {
    /// However a connection ends, nothing that it was granted outlives it.
    fn drop(&mut self) {
        self.end();
    }
}
