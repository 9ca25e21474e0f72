//! What the bar says, apart from the session that it says it of: it can be shown where the rest of the program is not.

use std::time::Instant;

use crate::session::novice::{Answer, Command, ControlEnd, ControlRefusal, PauseReason, QuestionId};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BarState {
    /// As the helper calls themselves; may be empty.
    pub name: String,
    /// Control cannot be given to them.
    pub view_only: bool,
    /// This computer lets programs use its mouse and keyboard.
    pub controllable: bool,
    pub since: Instant,
    pub reach: BarReach,
    /// The system shows something that no program sees or answers.
    pub system_asks: bool,
    /// The session watches for Esc, which takes control back.
    pub escape_works: bool,
    /// Other keys that take it back.
    pub shortcut: Option<String>,
}

/// What the helper can do, or asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BarReach {
    /// Nothing yet: the person is asked whether somebody may see the screen.
    ViewAsked(BarQuestion),
    /// The person allowed the view, and their desktop asks them once more.
    Opening,
    /// They see the screen. With it the last thing that changed, said once.
    Seeing(Option<BarNote>),
    /// They see the screen, and the person is asked about control.
    ControlAsked(BarQuestion),
    /// They see the screen; the person allowed control, and their desktop asks them once more.
    DesktopAsksControl,
    Controlling,
    Paused(PauseReason),
}

/// A question that the program's window asks: the bar says so where something may hide that window, and takes the no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BarQuestion {
    pub id: QuestionId,
    /// No answer is taken before.
    pub locked_until: Instant,
}

/// What was pressed in the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BarAct {
    Pause,
    Resume,
    TakeBack,
    /// Has the person asked about control.
    AllowControl,
    Stop,
    Refuse(QuestionId),
    /// The window with the question shall come to the person.
    ShowQuestion,
}

impl BarAct {
    /// What the session is told.
    pub(super) fn command(self) -> Option<Command> {
        Some(match self {
            Self::Pause => Command::Pause,
            Self::Resume => Command::Resume,
            Self::TakeBack => Command::TakeBack,
            Self::AllowControl => Command::AllowControl,
            Self::Stop => Command::Stop,
            Self::Refuse(question) => Command::Answer(question, Answer::Refuse),
            Self::ShowQuestion => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BarNote {
    ControlEnded(ControlEnd),
    ControlRefused(ControlRefusal),
    /// Something is left out of the picture.
    Protected,
}
