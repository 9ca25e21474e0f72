//! How the person is called to a question while they look elsewhere: by the desktop's notification.

#[cfg(target_os = "linux")]
mod notice;
#[cfg(target_os = "linux")]
mod notification;

#[cfg(target_os = "linux")]
pub use self::notice::{Notice, NoticeKeeper};
#[cfg(target_os = "linux")]
pub use self::notification::Crier;
use crate::session::novice::QuestionKind;
use crate::t;

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
