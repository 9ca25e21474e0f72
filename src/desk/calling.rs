//! How the person is called to a question while they look elsewhere, and how they are told what goes on: by the desktop's
//! notifications.

#[cfg(target_os = "linux")]
mod notice;
#[cfg(target_os = "linux")]
mod notification;

#[cfg(target_os = "linux")]
pub use self::notice::NoticeKeeper;
#[cfg(target_os = "linux")]
pub use self::notification::Crier;
use crate::session::novice::{ControlEnd, Event, QuestionKind};
use crate::t;

/// How this computer is shared, as the desktop's own signs say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    Seen,
    Controlled,
    Paused,
}

impl Shared {
    /// How it is shared after this, where it was shared like `before`. `None`: not at all.
    #[must_use]
    pub fn after(before: Option<Self>, event: &Event) -> Option<Self> {
        match event {
            Event::Viewing | Event::Resumed => Some(Self::Seen),
            Event::Controlling => Some(Self::Controlled),
            Event::ControlEnded(ControlEnd::Paused) | Event::Paused(_) => Some(Self::Paused),
            Event::ControlEnded(_) => Some(Self::Seen),
            // Where it is asked again, nothing is shared meanwhile.
            Event::Question(question) if question.kind == QuestionKind::View => None,
            Event::Ended(_) | Event::AllClosed => None,
            _ => before,
        }
    }

    pub fn title(self) -> String {
        match self {
            Self::Seen => t!("tray-shared"),
            Self::Controlled => t!("tray-controlled"),
            Self::Paused => t!("tray-paused"),
        }
    }
}

/// What a question says to somebody who looks elsewhere. It names nobody: that is read where it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub title: String,
    pub text: String,
}

impl Call {
    pub fn to_question(kind: QuestionKind) -> Self {
        match kind {
            QuestionKind::View => Self {
                title: t!("call-view"),
                text: t!("call-view-text"),
            },
            QuestionKind::Control => Self {
                title: t!("call-control"),
                text: t!("call-control-text"),
            },
        }
    }

    /// To the words that are compared with those of a helper who offers help.
    pub fn to_compare() -> Self {
        Self {
            title: t!("call-offer"),
            text: t!("call-offer-text"),
        }
    }
}

/// Where no desktop is known to show notifications.
#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
pub struct Crier;

#[cfg(not(target_os = "linux"))]
impl Crier {
    pub fn start() -> Self {
        Self
    }

    pub fn call(&self, call: Call, silent: bool) {
        tracing::debug!(title = call.title, silent, "no notification here");
    }

    pub fn hush(&self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::novice::{ControlRefusal, PauseReason, SessionEnd};

    #[test]
    fn how_it_is_shared_follows_what_happens() {
        let mut shared = None;
        for (event, after) in [
            (Event::Viewing, Some(Shared::Seen)),
            (Event::Controlling, Some(Shared::Controlled)),
            (Event::ControlEnded(ControlEnd::Escape), Some(Shared::Seen)),
            (Event::Controlling, Some(Shared::Controlled)),
            (Event::ControlEnded(ControlEnd::Paused), Some(Shared::Paused)),
            (Event::Paused(PauseReason::Novice), Some(Shared::Paused)),
            (Event::Resumed, Some(Shared::Seen)),
            (Event::ControlRefused(ControlRefusal::Novice), Some(Shared::Seen)),
            (Event::Ended(SessionEnd::NoviceStopped), None),
        ] {
            shared = Shared::after(shared, &event);
            assert_eq!(shared, after, "{event:?}");
        }
    }
}
