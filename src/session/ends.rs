//! Every way a session is refused or ends, and how the other side is told: one table, read in both directions.
//!
//! A refusal or end goes out as a RESULT code ([MS-RA] 2.2.6) where one fits, then as Set Error Info ([MS-RDPBCGR]
//! 2.2.5.1.1), so that programs that know only one of the two still tell their user why.

use crate::session::expert::ends::End;
use crate::session::novice::ends::SessionEnd;

/// [MS-RA] 2.2.6 codes that are sent or understood here.
pub mod result {
    pub const NO_ERROR: u32 = 0;
    pub const HELP_SESSION_NOT_FOUND: u32 = 25;
    pub const HELP_SESSION_EXPIRED: u32 = 27;
    /// RCPROTOCOLERROR.
    pub const PROTOCOL_ERROR: u32 = 32;
    pub const ALREADY_BEING_HELPED: u32 = 37;
    pub const NEVER_RESPONDED: u32 = 40;
    pub const SAID_NO: u32 = 41;
    pub const ACCESS_DENIED: u32 = 42;
    pub const INCOMPATIBLE_VERSION: u32 = 47;
    pub const SYSTEM_SHUTDOWN: u32 = 50;
    pub const STOP_LISTEN_BY_USER: u32 = 51;
    pub const PASSWORDS_DONT_MATCH: u32 = 61;
    /// SHADOWEND_UNKNOWN: the screen is no longer to be had.
    pub const SHADOW_ENDED: u32 = 302;
}

/// [MS-RDPBCGR] 2.2.5.1.1 codes that are sent or understood here.
pub mod error_info {
    pub const RPC_INITIATED_DISCONNECT: u32 = 0x01;
    /// The time that an administrator set for sessions is over.
    pub const LOGON_TIMEOUT: u32 = 0x04;
    pub const DISCONNECTED_BY_OTHER_CONNECTION: u32 = 0x05;
    pub const SERVER_DENIED_CONNECTION: u32 = 0x07;
    pub const SERVER_INSUFFICIENT_PRIVILEGES: u32 = 0x09;
    pub const LOGOFF_BY_USER: u32 = 0x0C;
}

/// What the expert is told at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Farewell {
    pub result: Option<u32>,
    pub error_info: u32,
}

/// Why a connection is turned away before it becomes a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No invitation in force has this ID.
    Unknown,
    Expired,
    /// The novice cancelled the invitation, or five failed tries closed it.
    Closed,
    WrongPassword,
    /// Another helper is there.
    AlreadyHelped,
    /// The other end speaks version 1 of [MS-RA] only.
    OldVersion,
    /// The rules of this computer do not let this helper in.
    Forbidden,
    /// The last visits ended without a yes, and the next is not before so many seconds. A Lifeline is told how many
    /// (`ToExpert::Remdesk(ComeBack)`); to other programs it is one more no.
    TooSoon(u32),
}

impl Refusal {
    pub const ALL: [Self; 8] = [
        Self::Unknown,
        Self::Expired,
        Self::Closed,
        Self::WrongPassword,
        Self::AlreadyHelped,
        Self::OldVersion,
        Self::Forbidden,
        Self::TooSoon(1),
    ];

    #[must_use]
    pub fn farewell(self) -> Farewell {
        let code = match self {
            Self::Unknown => result::HELP_SESSION_NOT_FOUND,
            Self::Expired => result::HELP_SESSION_EXPIRED,
            Self::Closed => result::STOP_LISTEN_BY_USER,
            Self::WrongPassword => result::PASSWORDS_DONT_MATCH,
            Self::AlreadyHelped => result::ALREADY_BEING_HELPED,
            Self::OldVersion => result::INCOMPATIBLE_VERSION,
            Self::Forbidden => result::ACCESS_DENIED,
            Self::TooSoon(_) => result::SAID_NO,
        };
        Farewell {
            result: Some(code),
            error_info: error_info::SERVER_DENIED_CONNECTION,
        }
    }
}

impl Farewell {
    /// How the expert is told of the end of a session.
    #[must_use]
    pub fn of(end: &SessionEnd) -> Self {
        let (result, error_info) = match end {
            SessionEnd::ViewRefused | SessionEnd::DesktopRefused => {
                (Some(result::SAID_NO), error_info::SERVER_DENIED_CONNECTION)
            }
            SessionEnd::ViewUnanswered => (Some(result::NEVER_RESPONDED), error_info::SERVER_DENIED_CONNECTION),
            SessionEnd::Forbidden => (Some(result::ACCESS_DENIED), error_info::SERVER_INSUFFICIENT_PRIVILEGES),
            SessionEnd::TimeUp => (None, error_info::LOGON_TIMEOUT),
            SessionEnd::Replaced => (None, error_info::DISCONNECTED_BY_OTHER_CONNECTION),
            SessionEnd::NoviceStopped | SessionEnd::ExpertLeft => (None, error_info::LOGOFF_BY_USER),
            SessionEnd::Closed | SessionEnd::WindowGone => (Some(result::SYSTEM_SHUTDOWN), error_info::LOGOFF_BY_USER),
            SessionEnd::Lost | SessionEnd::Fault => (None, error_info::RPC_INITIATED_DISCONNECT),
            SessionEnd::ScreenGone(_) => (Some(result::SHADOW_ENDED), error_info::RPC_INITIATED_DISCONNECT),
            SessionEnd::Protocol(_) => (Some(result::PROTOCOL_ERROR), error_info::RPC_INITIATED_DISCONNECT),
        };
        Self { result, error_info }
    }
}

/// What the expert makes of a RESULT code other than 0.
#[must_use]
pub fn of_result(code: u32) -> End {
    match code {
        result::HELP_SESSION_NOT_FOUND => End::UnknownInvitation,
        result::HELP_SESSION_EXPIRED => End::Expired,
        result::PROTOCOL_ERROR => End::Misunderstood,
        result::SYSTEM_SHUTDOWN => End::NoviceClosed,
        result::SHADOW_ENDED => End::ScreenGone,
        result::ALREADY_BEING_HELPED => End::AlreadyHelped,
        result::NEVER_RESPONDED => End::NeverAnswered,
        result::SAID_NO => End::NoviceSaidNo,
        result::ACCESS_DENIED => End::Forbidden,
        result::INCOMPATIBLE_VERSION => End::OtherVersion,
        result::STOP_LISTEN_BY_USER => End::Closed,
        result::PASSWORDS_DONT_MATCH => End::WrongPassword,
        other => End::Other(other),
    }
}

/// What the expert makes of Set Error Info where no RESULT came before it.
#[must_use]
pub fn of_error_info(code: u32) -> End {
    match code {
        error_info::LOGOFF_BY_USER => End::NoviceStopped,
        error_info::SERVER_DENIED_CONNECTION => End::NoviceSaidNo,
        error_info::SERVER_INSUFFICIENT_PRIVILEGES => End::Forbidden,
        error_info::LOGON_TIMEOUT => End::TimeUp,
        error_info::DISCONNECTED_BY_OTHER_CONNECTION => End::Replaced,
        error_info::RPC_INITIATED_DISCONNECT => End::Lost,
        other => End::Other(other),
    }
}
