//! Why a session of the expert ended, or never began.

use std::io;

use tokio::task::JoinError;

use crate::invitation::FreshError;
use crate::net::error::{HelperError, LinkError};
use crate::rdp::RdpError;
use crate::trust::TrustError;
use crate::vocabulary::SharedError;

/// Why nothing can be listened on here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListenFailure {
    #[error(transparent)]
    Port(SharedError<io::Error>),
    /// The reply is sealed by a key that could not be made.
    #[error(transparent)]
    ReplyKey(FreshError),
    /// The thread that makes the key broke down.
    #[error(transparent)]
    Thread(SharedError<JoinError>),
    #[error("this computer has no address")]
    NoAddress,
}

/// What the protocol wants, and the other end did not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolFailure {
    #[error(transparent)]
    Rdp(#[from] RdpError),
    #[error("an answer to an offer that makes no sense")]
    OfferAnswer,
}

/// What this computer could not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OwnFailure {
    /// This computer gives no random numbers.
    #[error(transparent)]
    Random(getrandom::Error),
    /// The password's proof could not be made.
    #[error(transparent)]
    Proof(FreshError),
    /// The thread that makes the proof broke down.
    #[error(transparent)]
    Thread(SharedError<JoinError>),
    /// Of an offer: what is known of the computer, or this helper's own key, cannot be read or kept.
    #[error(transparent)]
    Trust(SharedError<TrustError>),
    /// Of an offer: this helper's certificate will not do.
    #[error(transparent)]
    Certificate(SharedError<HelperError>),
}

/// Why the session ended or never began. A front end words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// This side ended it.
    ByExpert,
    /// What was opened is not an invitation at all.
    NotAnInvitation,
    /// It is an invitation, but parts of it are missing or changed.
    DamagedInvitation,
    /// The invitation names no address that could be tried.
    NoAddress,
    NoviceStopped,
    /// The novice's program was closed.
    NoviceClosed,
    /// The novice's screen can no longer be shown.
    ScreenGone,
    /// The novice's program did not understand what this one sent.
    Misunderstood,
    /// The other end left without a word.
    Left,
    NoviceSaidNo,
    /// The novice allowed the view, and refused it in the question of their desktop.
    DesktopRefused,
    NeverAnswered,
    /// The last visits ended without a yes: the other end asks nobody about this helper for so many seconds.
    TooSoon(u32),
    WrongPassword,
    UnknownInvitation,
    Expired,
    AlreadyHelped,
    Closed,
    /// The rules of the novice's computer do not allow it.
    Forbidden,
    /// The other computer lets in only helpers whose key it knows, and this helper has none, or an unknown one.
    KeyNotKnown,
    /// It lasted as long as the rules of the novice's computer let it.
    TimeUp,
    /// This connection gave no sign of life, and another one of the same invitation took its place.
    Replaced,
    /// The other end speaks no version of [MS-RA] that is spoken here.
    OtherVersion,
    /// The rules of this computer do not allow helping others.
    ForbiddenHere,
    /// The connection broke or fell silent.
    Lost,
    /// No address of the ticket answered.
    Unreachable,
    /// Nothing can be listened on here, for this reason.
    CannotListen(ListenFailure),
    /// It was listened for the novice, and they did not come.
    NobodyCame,
    /// Who answered could not prove to be the novice.
    PinMismatch,
    /// The computer that help was offered to did not answer.
    ComputerUnreachable,
    /// Offers are not allowed there, or not to this helper.
    NotAllowed,
    /// An offer went to another computer than the one that answered at this address before.
    HostKeyChanged,
    /// The words were not the same on both screens.
    WordsDiffered,
    /// The other end's program protects less than is accepted here.
    TooWeak,
    /// The other end broke the protocol.
    Protocol(ProtocolFailure),
    /// This computer could not do its part; the other end did nothing wrong.
    Unable(OwnFailure),
    /// A result code or error info without a sentence of its own.
    Other(u32),
}

impl End {
    /// Why it ended when a half of the connection did.
    pub(super) fn of_link(error: &LinkError) -> Self {
        tracing::info!(%error, "the connection ended");
        match error {
            LinkError::Protocol(RdpError::PinMismatch) => Self::PinMismatch,
            LinkError::Protocol(RdpError::Incompatible(_)) => Self::TooWeak,
            LinkError::Protocol(error) => Self::Protocol(error.clone().into()),
            _ => Self::Lost,
        }
    }

    /// As the journal and the terminal say it.
    #[must_use]
    pub fn journal_word(&self) -> String {
        match self {
            Self::ByExpert => "by-you".to_owned(),
            Self::NoviceStopped => "novice-stopped".to_owned(),
            Self::NoviceClosed => "novice-closed".to_owned(),
            Self::ScreenGone => "novice-screen-gone".to_owned(),
            Self::Misunderstood => "misunderstood".to_owned(),
            Self::Left => "novice-left".to_owned(),
            Self::NoviceSaidNo => "refused".to_owned(),
            Self::DesktopRefused => "desktop-refused".to_owned(),
            Self::NeverAnswered => "unanswered".to_owned(),
            Self::TooSoon(_) => "too-soon".to_owned(),
            Self::WrongPassword => "wrong-password".to_owned(),
            Self::UnknownInvitation => "unknown-invitation".to_owned(),
            Self::Expired => "expired".to_owned(),
            Self::AlreadyHelped => "already-helped".to_owned(),
            Self::Closed => "closed".to_owned(),
            Self::Forbidden => "forbidden".to_owned(),
            Self::KeyNotKnown => "key-not-known".to_owned(),
            Self::ForbiddenHere => "forbidden-here".to_owned(),
            Self::TimeUp => "time-up".to_owned(),
            Self::Replaced => "replaced".to_owned(),
            Self::OtherVersion => "other-version".to_owned(),
            Self::Lost => "lost".to_owned(),
            Self::Unreachable => "unreachable".to_owned(),
            Self::CannotListen(_) => "cannot-listen".to_owned(),
            Self::NobodyCame => "nobody-came".to_owned(),
            Self::PinMismatch => "someone-else".to_owned(),
            Self::ComputerUnreachable => "unreachable".to_owned(),
            Self::NotAllowed => "not-allowed".to_owned(),
            Self::HostKeyChanged => "changed-key".to_owned(),
            Self::WordsDiffered => "words-differ".to_owned(),
            Self::TooWeak => "too-weak".to_owned(),
            Self::Protocol(what) => format!("protocol {what}"),
            Self::Unable(what) => format!("unable {what}"),
            Self::NotAnInvitation => "not-an-invitation".to_owned(),
            Self::DamagedInvitation => "damaged".to_owned(),
            Self::NoAddress => "no-address".to_owned(),
            Self::Other(code) => format!("other {code}"),
        }
    }
}
