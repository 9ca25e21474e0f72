//! What a front end is told.

use std::net::SocketAddr;

use super::ends::{ControlEnd, ControlRefusal, PauseReason, SessionEnd};
use super::invitation::{InvitationId, InvitationInForce, ReplyProblem};
use super::question::{Caller, Compare, CompareId, Question, QuestionId};
use crate::net::mapping::Unmapped;
use crate::policy::Change;
use crate::session::history::PastSession;
use crate::session::problem::Problem;
use crate::vocabulary::{KeptBack, PicturePlace};

/// What a front end is told.
#[derive(Debug, Clone)]
pub enum Event {
    /// The invitation is in force and the listener is up.
    Invitation(InvitationInForce),
    Listening(SocketAddr),
    /// The router lets helpers in from outside at this address; told before the invitation that names it.
    Mapped(SocketAddr),
    /// The router does not, or no longer.
    Unmapped(Unmapped),
    /// Invitations of an earlier run that can no longer be served, with the reason.
    DeadInvitation {
        id: InvitationId,
        reason: String,
    },
    /// This computer connects to its helper there.
    Dialling {
        address: SocketAddr,
    },
    /// Nothing came of a reply.
    NotConnected(ReplyProblem),
    /// Someone proved ID and password, and holds the slot.
    Connected {
        address: SocketAddr,
    },
    Question(Question),
    /// The answer came in the first second, or it was a yes before its time: the question stands, ask again.
    AnswerTooEarly(QuestionId),
    /// The session holds this for who called whom; [`Question::caller_seconds`] count from here.
    Called(QuestionId, Caller),
    /// The question is no longer open (answered, timed out, or the helper left).
    QuestionClosed(QuestionId),
    /// The person allowed the view, and the first picture is being fetched: [`Event::Viewing`], [`Event::Resumed`] or the
    /// end follows. Where the desktop has a question of its own (`desktop_asks`), it is open meanwhile.
    Opening {
        desktop_asks: bool,
    },
    /// The helper sees the screen from now on: there is a picture.
    Viewing,
    /// This part of the screen is what they see: told when it has been found, and when it moves.
    SharedPlace(PicturePlace),
    /// Whether Esc on the novice's keyboard takes control back here, whichever program has the focus; sent before
    /// [`Event::Controlling`] where it does. A front end promises Esc only after `true`.
    EscapeWatched(bool),
    /// These keys take control back here, where Esc does not; sent before [`Event::Controlling`].
    ShortcutWatched(String),
    /// The person allowed control, and their desktop asks them once more: [`Event::Controlling`],
    /// [`Event::ControlRefused`] or [`Event::ControlEnded`] follows.
    DesktopAsksControl,
    Controlling,
    /// Whether control can be given to this helper at all from now on.
    ViewOnly(bool),
    /// Control can be given to nobody: this computer lets no program use its mouse and keyboard. Told before the view is
    /// seen.
    Uncontrollable,
    ControlRefused(ControlRefusal),
    ControlEnded(ControlEnd),
    /// What is on the screen and not in the picture that the helper sees; with each new picture after a pause that is
    /// nothing. The session goes on meanwhile, and control lasts.
    KeptBack(KeptBack),
    Paused(PauseReason),
    Resumed,
    /// Someone gave a wrong password for this invitation.
    TryFailed {
        id: InvitationId,
        address: SocketAddr,
        tries_left: u32,
    },
    /// The invitation is no longer in force.
    Expired(InvitationId),
    Cancelled(InvitationId),
    /// Five failed tries closed it.
    Closed(InvitationId),
    /// The rules of this computer no longer allow it.
    Withdrawn(InvitationId),
    /// All ways in are closed, after `Command::EndEverything`.
    AllClosed,
    /// What happened in the session that ends now, where something was seen.
    Summary(Box<PastSession>),
    Ended(SessionEnd),
    /// What happens is not recorded (a full disk); told once.
    NotRecorded(Problem),
    /// Offers can come in at this port.
    Waiting {
        port: u16,
    },
    /// They cannot: the port is not to be had.
    NotWaiting(Problem),
    Compare(Compare),
    /// The words are no longer compared: they were the same, or it came to nothing.
    CompareClosed(CompareId),
    /// An offer was refused, for want of permission.
    OfferRefused {
        address: SocketAddr,
    },
    /// What is allowed here (to helpers who come unasked, or else) changed while one had control; it holds after
    /// `Command::KeepOffers`.
    OffersChanged(Vec<Change>),
    Error(Problem),
}
