//! How far it has come with a helper: each phase holds only what is true in it, and events lead from one to the next.

use std::time::{Duration, Instant};

use crate::app::bar_state::{BarNote, BarQuestion, BarReach, BarState};
use crate::session::novice::{Caller, PauseReason, Question, QuestionId, QuestionKind, SessionEnd};
use crate::vocabulary::{KeptBack, PicturePlace};

/// Where this computer stands between nobody and a helper who controls it.
pub(in super::super) enum NovicePhase {
    /// Nobody is here.
    Alone,
    /// Someone proved the invitation and is about to be asked about.
    Connected,
    /// The person is asked, and nothing is shared.
    Asked {
        open: ShownQuestion,
        before: Option<PhaseBefore>,
    },
    /// The question is closed, and what comes of it is not known yet.
    Answered {
        helper: ShownHelper,
        before: Option<PhaseBefore>,
    },
    /// The helper sees the screen, or did until it was paused.
    Shared(Sharing),
    /// It has ended, and the person has not read so yet.
    Ended(SessionEnd),
    /// The person said that something is wrong: every way in is closed, and they have not read so yet.
    AllClosed { offers: bool },
    /// The session died; only its last words are left.
    Gone,
}

/// What was shared before a rule wanted the view to be asked for again.
#[derive(Debug, Clone)]
pub(in super::super) struct PhaseBefore {
    pub since: Instant,
    pub place: Option<PicturePlace>,
}

/// The person who was asked about.
pub(in super::super) struct ShownHelper {
    /// As they call themselves; empty where they did not say.
    pub name: String,
    /// Control cannot be given to them.
    pub view_only: bool,
}

/// A question on the screen.
pub(in super::super) struct ShownQuestion {
    pub question: Question,
    /// When the session last began not to take answers, or the person first saw the question.
    pub locked_since: Instant,
    /// It was on the screen.
    pub seen: bool,
    /// The person refused before an answer was taken: said as soon as one is.
    pub refuse_soon: bool,
    pub details: DetailsShown,
    pub caller: CallerState,
    /// The system's own permission prompts are to be the helper's, too, if control is allowed.
    pub prompts: bool,
}

/// Whether the details of a question are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum DetailsShown {
    No,
    /// Since this frame: they are scrolled to.
    Opening,
    Yes,
}

/// What the person said about who called whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum CallerState {
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

pub(in super::super) struct Sharing {
    pub helper: ShownHelper,
    pub since: Instant,
    pub reach: SharingReach,
    /// What is on the screen and not in the picture.
    pub kept_back: KeptBack,
    /// The session watches for Esc, which takes control back.
    pub escape_works: bool,
    /// Other keys that take it back.
    pub shortcut: Option<String>,
    /// What of the screen is shared, as soon as the session has found it.
    pub place: Option<PicturePlace>,
}

/// What the helper can do while the screen is shared.
pub(in super::super) enum SharingReach {
    /// The person allowed the view, and their desktop asks them once more.
    Opening,
    /// They see the screen. With it the last thing that changed, said once.
    Seeing(Option<BarNote>),
    /// They see the screen, and the person is asked about control.
    Asked(Box<ShownQuestion>),
    /// They see the screen; the person allowed control, and their desktop asks them once more.
    DesktopAsksControl,
    Controlling,
    Paused(PauseReason),
}

impl ShownQuestion {
    fn new(question: Question, now: Instant) -> Self {
        Self {
            question,
            locked_since: now,
            seen: false,
            refuse_soon: false,
            details: DetailsShown::No,
            caller: CallerState::Open,
            prompts: false,
        }
    }

    pub(in super::super) fn locked_for(&self, now: Instant) -> u32 {
        seconds_left(self.locked_since, self.question.locked_seconds, now)
    }

    /// As the bar tells of it.
    fn in_bar(&self) -> BarQuestion {
        BarQuestion {
            id: self.question.id,
            locked_until: self.locked_since + Duration::from_secs(self.question.locked_seconds.into()),
        }
    }

    /// What is above all windows while this is asked and nothing is shared yet. It names nobody: a name is a claim, and
    /// is read where it says so.
    fn bar(&self) -> BarState {
        BarState {
            name: String::new(),
            view_only: self.question.view_only,
            controllable: false,
            since: self.question.asked,
            reach: BarReach::ViewAsked(self.in_bar()),
            system_asks: false,
            escape_works: false,
            shortcut: None,
        }
    }

    pub(in super::super) fn seconds_left(&self, now: Instant) -> u32 {
        seconds_left(self.question.asked, self.question.seconds, now)
    }

    /// Seconds for which "I called them" still keeps the yes closed; `None` where that has not been said, and where it
    /// is not asked.
    pub(in super::super) fn caller_waits(&self) -> Option<u32> {
        match (self.question.caller_seconds, self.caller) {
            (Some(seconds), CallerState::Novice { seen, .. }) => Some(rest(seconds, seen)),
            _ => None,
        }
    }

    /// Whether a yes is taken now.
    pub(in super::super) fn can_be_allowed(&self, now: Instant) -> bool {
        let called = self.question.caller_seconds.is_none() || self.caller_waits() == Some(0);
        called && self.locked_for(now) == 0 && !self.refuse_soon
    }

    /// The question is drawn: the wait after "I called them" goes on where it is in sight.
    pub(in super::super) fn look(&mut self, now: Instant, in_sight: bool) {
        if let CallerState::Novice { seen, counted } = &mut self.caller {
            let passed = now.saturating_duration_since(std::mem::replace(counted, now));
            if in_sight {
                *seen += passed.min(ONE_LOOK);
            }
        }
    }

    /// The session has noted what was said about who called whom. The last word is the person's: what they said before
    /// it may come back after it.
    pub(super) fn called(&mut self, caller: Caller, now: Instant) {
        match (caller, self.caller) {
            (Caller::Novice, CallerState::Open) => {
                self.caller = CallerState::Novice {
                    seen: Duration::ZERO,
                    counted: now,
                };
            }
            (Caller::Helper, CallerState::Novice { .. }) => self.caller = CallerState::Open,
            (Caller::Novice, CallerState::Novice { .. } | CallerState::Helper)
            | (Caller::Helper, CallerState::Open | CallerState::Helper) => {}
        }
    }

    fn helper(self) -> ShownHelper {
        ShownHelper {
            name: self.question.name,
            view_only: self.question.view_only,
        }
    }
}

/// Whole seconds, rounded up, that are left of `seconds` since `start`.
pub(super) fn seconds_left(start: Instant, seconds: u32, now: Instant) -> u32 {
    rest(seconds, now.saturating_duration_since(start))
}

/// Whole seconds, rounded up, that are left of `seconds` after `passed`.
fn rest(seconds: u32, passed: Duration) -> u32 {
    let left = u128::from(seconds) * 1000;
    u32::try_from(left.saturating_sub(passed.as_millis()).div_ceil(1000)).unwrap_or(u32::MAX)
}

impl Sharing {
    /// What the bar says of it.
    pub(super) fn bar(&self, controllable: bool) -> BarState {
        BarState {
            controllable,
            name: self.helper.name.clone(),
            view_only: self.helper.view_only,
            since: self.since,
            reach: match &self.reach {
                SharingReach::Opening => BarReach::Opening,
                SharingReach::Seeing(note) => BarReach::Seeing(*note),
                SharingReach::Asked(open) => BarReach::ControlAsked(open.in_bar()),
                SharingReach::DesktopAsksControl => BarReach::DesktopAsksControl,
                SharingReach::Controlling => BarReach::Controlling,
                SharingReach::Paused(why) => BarReach::Paused(*why),
            },
            system_asks: self.kept_back.everything,
            escape_works: self.escape_works,
            shortcut: self.shortcut.clone(),
        }
    }

    fn before(&self) -> PhaseBefore {
        PhaseBefore {
            since: self.since,
            place: self.place.clone(),
        }
    }
}

impl NovicePhase {
    pub(in super::super) fn question(&self) -> Option<&ShownQuestion> {
        match self {
            Self::Asked { open, .. } => Some(open),
            Self::Shared(sharing) => match &sharing.reach {
                SharingReach::Asked(open) => Some(open.as_ref()),
                SharingReach::Opening
                | SharingReach::Seeing(_)
                | SharingReach::DesktopAsksControl
                | SharingReach::Controlling
                | SharingReach::Paused(_) => None,
            },
            _ => None,
        }
    }

    /// What is said above all windows where something is asked before anything is shared.
    pub(super) fn asked_bar(&self) -> Option<BarState> {
        match self {
            Self::Asked { open, .. } => Some(open.bar()),
            _ => None,
        }
    }

    pub(in super::super) fn question_mut(&mut self) -> Option<&mut ShownQuestion> {
        match self {
            Self::Asked { open, .. } => Some(open),
            Self::Shared(sharing) => match &mut sharing.reach {
                SharingReach::Asked(open) => Some(open.as_mut()),
                SharingReach::Opening
                | SharingReach::Seeing(_)
                | SharingReach::DesktopAsksControl
                | SharingReach::Controlling
                | SharingReach::Paused(_) => None,
            },
            _ => None,
        }
    }

    pub(super) fn connected(self) -> Self {
        match self {
            Self::Alone | Self::Answered { .. } | Self::Ended(_) | Self::AllClosed { .. } => Self::Connected,
            known @ (Self::Connected | Self::Asked { .. } | Self::Shared(_) | Self::Gone) => known,
        }
    }

    pub(super) fn asked(self, question: Question, now: Instant) -> Self {
        let kind = question.kind;
        let open = ShownQuestion::new(question, now);
        match (self, kind) {
            (Self::Shared(sharing), QuestionKind::Control) => Self::Shared(Sharing {
                reach: SharingReach::Asked(Box::new(open)),
                ..sharing
            }),
            // The view was withdrawn before it is asked for again.
            (Self::Shared(sharing), QuestionKind::View) => Self::Asked {
                open,
                before: Some(sharing.before()),
            },
            (_, QuestionKind::View | QuestionKind::Control) => Self::Asked { open, before: None },
        }
    }

    pub(super) fn question_closed(self, id: QuestionId) -> Self {
        match self {
            Self::Asked { open, before } if open.question.id == id => Self::Answered {
                helper: open.helper(),
                before,
            },
            Self::Shared(sharing) => Self::Shared(match sharing.reach {
                SharingReach::Asked(open) if open.question.id == id => Sharing {
                    reach: SharingReach::Seeing(None),
                    ..sharing
                },
                reach => Sharing { reach, ..sharing },
            }),
            other => other,
        }
    }

    /// There is a picture. What happened since the yes stays.
    pub(super) fn viewing(mut self, now: Instant) -> Self {
        match &mut self {
            Self::Shared(sharing) => {
                if matches!(sharing.reach, SharingReach::Opening) {
                    sharing.reach = SharingReach::Seeing(None);
                }
                self
            }
            _ => self.allowed(now, SharingReach::Seeing(None)),
        }
    }

    /// The view begins; asked again, it goes on with what has been.
    pub(super) fn allowed(self, now: Instant, reach: SharingReach) -> Self {
        let (helper, before) = match self {
            Self::Answered { helper, before } => (helper, before),
            Self::Asked { open, before } => (open.helper(), before),
            Self::Shared(sharing) => {
                let before = sharing.before();
                (sharing.helper, Some(before))
            }
            Self::Alone | Self::Connected | Self::Ended(_) => {
                tracing::error!("somebody sees the screen about whom nobody was asked");
                let (name, view_only) = (String::new(), true);
                (ShownHelper { name, view_only }, None)
            }
            // The gates were closed before, so that nobody sees anything: the end follows.
            closed @ (Self::AllClosed { .. } | Self::Gone) => return closed,
        };
        Self::Shared(Sharing {
            helper,
            since: before.as_ref().map_or(now, |before| before.since),
            reach,
            kept_back: KeptBack::default(),
            escape_works: false,
            shortcut: None,
            place: before.and_then(|before| before.place),
        })
    }

    /// What was said before the person read that every way in is closed is no news.
    pub(super) fn ended(self, why: SessionEnd) -> Self {
        match self {
            closed @ (Self::AllClosed { .. } | Self::Gone) => closed,
            _ => Self::Ended(why),
        }
    }

    /// The person has read how it ended.
    pub(super) fn read(self) -> Self {
        match self {
            Self::Ended(_) | Self::AllClosed { .. } => Self::Alone,
            other => other,
        }
    }

    pub(super) fn view_only(&mut self, only: bool) {
        match self {
            Self::Asked { open, .. } => open.question.view_only = only,
            Self::Answered { helper, .. } => helper.view_only = only,
            Self::Shared(sharing) => sharing.helper.view_only = only,
            // The question says it.
            Self::Alone | Self::Connected | Self::Ended(_) | Self::AllClosed { .. } | Self::Gone => {}
        }
    }

    pub(super) fn placed(&mut self, place: PicturePlace) {
        if let Self::Shared(sharing) = self {
            sharing.place = Some(place);
        }
    }

    pub(super) fn escape_watched(&mut self, works: bool) {
        if let Self::Shared(sharing) = self {
            sharing.escape_works = works;
            sharing.shortcut = None;
        }
    }

    pub(super) fn shortcut_watched(&mut self, keys: String) {
        if let Self::Shared(sharing) = self {
            sharing.shortcut = Some(keys);
        }
    }

    /// That something is left out of the picture is said once, where nothing else is said.
    pub(super) fn keep_back(&mut self, kept_back: KeptBack) {
        if let Self::Shared(sharing) = self {
            let before = std::mem::replace(&mut sharing.kept_back, kept_back);
            if kept_back.protected && !before.protected && matches!(sharing.reach, SharingReach::Seeing(None)) {
                sharing.reach = SharingReach::Seeing(Some(BarNote::Protected));
            }
        }
    }

    pub(super) fn reach(&mut self, reach: SharingReach) {
        if let Self::Shared(sharing) = self {
            if matches!(reach, SharingReach::Paused(_)) {
                sharing.kept_back = KeptBack::default();
            }
            sharing.reach = reach;
        }
    }
}
