//! How a run ended, as the number that the program leaves behind. The table is part of the interface: docs/terminal.md.

use std::process::ExitCode;

use crate::session::expert::End;

/// One kind of end each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// What was asked for was done.
    Done = 0,
    Failed = 1,
    /// The command line was wrong; clap uses the same number.
    Usage = 2,
    BadInvitation = 3,
    WrongPassword = 4,
    Refused = 5,
    Unanswered = 6,
    Expired = 7,
    Unreachable = 8,
    Lost = 9,
    UnknownInvitation = 10,
    AlreadyHelped = 11,
    Closed = 12,
    PinMismatch = 13,
    TooWeak = 14,
    Protocol = 15,
    NoScreen = 16,
    NotWritten = 17,
    Forbidden = 18,
    BadPolicy = 19,
    OutputLost = 20,
    Interrupted = 130,
    Terminated = 143,
}

impl Exit {
    pub const ALL: [Self; 23] = [
        Self::Done,
        Self::Failed,
        Self::Usage,
        Self::BadInvitation,
        Self::WrongPassword,
        Self::Refused,
        Self::Unanswered,
        Self::Expired,
        Self::Unreachable,
        Self::Lost,
        Self::UnknownInvitation,
        Self::AlreadyHelped,
        Self::Closed,
        Self::PinMismatch,
        Self::TooWeak,
        Self::Protocol,
        Self::NoScreen,
        Self::NotWritten,
        Self::Forbidden,
        Self::BadPolicy,
        Self::OutputLost,
        Self::Interrupted,
        Self::Terminated,
    ];

    pub const fn code(self) -> u8 {
        self as u8
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

impl From<&End> for Exit {
    fn from(end: &End) -> Self {
        match end {
            End::ByExpert | End::NoviceStopped | End::NoviceClosed | End::Left => Self::Done,
            End::NoviceSaidNo | End::DesktopRefused | End::TooSoon(_) => Self::Refused,
            End::NeverAnswered | End::NobodyCame => Self::Unanswered,
            End::WrongPassword => Self::WrongPassword,
            End::UnknownInvitation => Self::UnknownInvitation,
            End::Expired => Self::Expired,
            End::AlreadyHelped => Self::AlreadyHelped,
            End::Closed => Self::Closed,
            End::Forbidden | End::KeyNotKnown | End::ForbiddenHere | End::NotAllowed => Self::Forbidden,
            End::TimeUp => Self::Done,
            End::Lost | End::Replaced | End::ScreenGone => Self::Lost,
            End::Unreachable | End::ComputerUnreachable => Self::Unreachable,
            End::PinMismatch | End::HostKeyChanged | End::WordsDiffered => Self::PinMismatch,
            End::TooWeak => Self::TooWeak,
            End::Protocol(_) | End::Misunderstood => Self::Protocol,
            End::NotAnInvitation | End::DamagedInvitation | End::NoAddress => Self::BadInvitation,
            End::CannotListen(_) | End::OtherVersion | End::Unable(_) | End::Other(_) => Self::Failed,
        }
    }
}
