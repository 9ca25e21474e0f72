//! Why a session ended, or never began.

use super::problem;
use crate::session::expert::{End, ListenFailure, OwnFailure};
use crate::session::novice::problems;
use crate::session::novice::{Problem, SessionEnd};
use crate::t;
use crate::texts::said::Said;

/// Why the novice's session ended. `in_force`: an invitation still is, so that they can come again; nobody speaks of one
/// to who never made it, or has cancelled it.
#[must_use]
pub fn novice_end(end: &SessionEnd, in_force: bool) -> Problem {
    let invited = |remedy: String| if in_force { remedy } else { t!("end-again-remedy") };
    match end {
        SessionEnd::NoviceStopped => problem(
            t!("end-stopped-what"),
            t!("end-stopped-why"),
            invited(t!("end-stopped-remedy")),
        ),
        SessionEnd::Closed => problem(
            t!("end-closed-what"),
            t!("end-closed-why"),
            invited(t!("end-closed-remedy")),
        ),
        SessionEnd::WindowGone => problem(t!("end-window-what"), t!("end-window-why"), t!("end-window-remedy")),
        SessionEnd::ExpertLeft => problem(t!("end-left-what"), t!("end-left-why"), t!("end-left-remedy")),
        SessionEnd::Lost => problem(t!("end-lost-what"), t!("end-lost-why"), invited(t!("end-lost-remedy"))),
        SessionEnd::ViewRefused => problem(
            t!("end-refused-what"),
            t!("end-refused-why"),
            invited(t!("end-refused-remedy")),
        ),
        SessionEnd::ViewUnanswered => problem(
            t!("end-unanswered-what"),
            t!("end-unanswered-why"),
            t!("end-unanswered-remedy"),
        ),
        SessionEnd::ScreenGone(why) => problem(
            t!("end-screen-what"),
            t!("end-screen-why", why = why.clause()),
            t!("end-screen-remedy"),
        ),
        SessionEnd::DesktopRefused => problem(t!("end-desktop-what"), t!("end-desktop-why"), t!("end-desktop-remedy")),
        SessionEnd::Replaced => problem(
            t!("end-replaced-what"),
            t!("end-replaced-why"),
            t!("end-replaced-remedy"),
        ),
        SessionEnd::Forbidden => problem(
            t!("end-forbidden-what"),
            t!("end-forbidden-why"),
            t!("end-forbidden-remedy"),
        ),
        SessionEnd::TimeUp => problem(t!("end-time-what"), t!("end-time-why"), invited(t!("end-time-remedy"))),
        SessionEnd::Fault => problems::fault(),
        SessionEnd::Protocol(_) => problem(
            t!("end-protocol-what"),
            t!("end-protocol-why"),
            t!("end-protocol-remedy"),
        ),
    }
}

/// The person said that something is wrong. `offers`: helpers may offer their help here.
#[must_use]
pub fn all_closed(offers: bool) -> Problem {
    if offers {
        problem(
            t!("all-closed-what"),
            t!("all-closed-offers-why"),
            t!("all-closed-offers-remedy"),
        )
    } else {
        problem(t!("all-closed-what"), t!("all-closed-why"), t!("all-closed-remedy"))
    }
}

/// Why the expert's session ended or never began: a table, three sentences an end.
#[must_use]
pub fn expert_end(end: &End) -> Problem {
    match end {
        End::ByExpert => problem(
            t!("help-end-own-what"),
            t!("help-end-own-why"),
            t!("help-end-own-remedy"),
        ),
        End::NotAnInvitation => problem(
            t!("help-end-none-what"),
            t!("help-end-none-why"),
            t!("help-end-none-remedy"),
        ),
        End::DamagedInvitation => problem(
            t!("help-end-damaged-what"),
            t!("help-end-damaged-why"),
            t!("help-end-damaged-remedy"),
        ),
        End::NoAddress => problem(
            t!("help-end-address-what"),
            t!("help-end-address-why"),
            t!("help-end-address-remedy"),
        ),
        End::NoviceStopped => problem(
            t!("help-end-stopped-what"),
            t!("help-end-stopped-why"),
            t!("help-end-stopped-remedy"),
        ),
        End::NoviceClosed => problem(
            t!("help-end-novice-closed-what"),
            t!("help-end-novice-closed-why"),
            t!("help-end-novice-closed-remedy"),
        ),
        End::ScreenGone => problem(
            t!("help-end-screen-what"),
            t!("help-end-screen-why"),
            t!("help-end-screen-remedy"),
        ),
        End::Misunderstood => problem(
            t!("help-end-misunderstood-what"),
            t!("help-end-misunderstood-why"),
            t!("help-end-misunderstood-remedy"),
        ),
        End::Left => problem(
            t!("help-end-left-what"),
            t!("help-end-left-why"),
            t!("help-end-left-remedy"),
        ),
        End::NoviceSaidNo => problem(t!("help-end-no-what"), t!("help-end-no-why"), t!("help-end-no-remedy")),
        End::DesktopRefused => problem(
            t!("help-end-desktop-what"),
            t!("help-end-desktop-why"),
            t!("help-end-desktop-remedy"),
        ),
        End::NeverAnswered => problem(
            t!("help-end-silent-what"),
            t!("help-end-silent-why"),
            t!("help-end-silent-remedy"),
        ),
        End::TooSoon(seconds) => problem(
            t!("help-end-no-what"),
            t!("help-end-soon-why", seconds = *seconds),
            t!("help-end-soon-remedy"),
        ),
        End::WrongPassword => problem(
            t!("help-end-password-what"),
            t!("help-end-password-why"),
            t!("help-end-password-remedy"),
        ),
        End::UnknownInvitation => problem(
            t!("help-end-unknown-what"),
            t!("help-end-unknown-why"),
            t!("help-end-unknown-remedy"),
        ),
        End::Expired => problem(
            t!("help-end-expired-what"),
            t!("help-end-expired-why"),
            t!("help-end-expired-remedy"),
        ),
        End::AlreadyHelped => problem(
            t!("help-end-busy-what"),
            t!("help-end-busy-why"),
            t!("help-end-busy-remedy"),
        ),
        End::Closed => problem(
            t!("help-end-closed-what"),
            t!("help-end-closed-why"),
            t!("help-end-closed-remedy"),
        ),
        End::Forbidden => problem(
            t!("help-end-forbidden-what"),
            t!("help-end-forbidden-why"),
            t!("help-end-forbidden-remedy"),
        ),
        End::KeyNotKnown => problem(
            t!("help-end-forbidden-what"),
            t!("help-end-key-why"),
            t!("help-end-key-remedy"),
        ),
        End::TimeUp => problem(
            t!("help-end-time-what"),
            t!("help-end-time-why"),
            t!("help-end-time-remedy"),
        ),
        End::Replaced => problem(
            t!("help-end-replaced-what"),
            t!("help-end-replaced-why"),
            t!("help-end-replaced-remedy"),
        ),
        End::OtherVersion => problem(
            t!("help-end-version-what"),
            t!("help-end-version-why"),
            t!("help-end-version-remedy"),
        ),
        End::ForbiddenHere => problem(
            t!("help-end-forbidden-here-what"),
            t!("help-end-forbidden-here-why"),
            t!("help-end-forbidden-here-remedy"),
        ),
        End::Lost => problem(
            t!("help-end-lost-what"),
            t!("help-end-lost-why"),
            t!("help-end-lost-remedy"),
        ),
        End::Unreachable => problem(
            t!("help-end-unreachable-what"),
            t!("help-end-unreachable-why"),
            t!("help-end-unreachable-remedy"),
        ),
        End::CannotListen(why) => problem(
            t!("help-end-listen-what"),
            cannot_listen(why),
            t!("help-end-listen-remedy"),
        ),
        End::NobodyCame => problem(
            t!("help-end-nobody-what"),
            t!("help-end-nobody-why"),
            t!("help-end-nobody-remedy"),
        ),
        End::ComputerUnreachable => problem(
            t!("help-end-computer-what"),
            t!("help-end-computer-why"),
            t!("help-end-computer-remedy"),
        ),
        End::NotAllowed => problem(
            t!("help-end-not-allowed-what"),
            t!("help-end-not-allowed-why"),
            t!("help-end-not-allowed-remedy"),
        ),
        End::HostKeyChanged => problem(
            t!("help-end-changed-what"),
            t!("help-end-changed-why"),
            t!("help-end-changed-remedy"),
        ),
        End::WordsDiffered => problem(
            t!("help-end-words-what"),
            t!("help-end-words-why"),
            t!("help-end-words-remedy"),
        ),
        End::PinMismatch => problem(
            t!("help-end-pin-what"),
            t!("help-end-pin-why"),
            t!("help-end-pin-remedy"),
        ),
        End::TooWeak => problem(
            t!("help-end-weak-what"),
            t!("help-end-weak-why"),
            t!("help-end-weak-remedy"),
        ),
        End::Protocol(_) => problem(
            t!("help-end-protocol-what"),
            t!("help-end-protocol-why"),
            t!("help-end-protocol-remedy"),
        ),
        End::Unable(why) => unable(why),
        End::Other(code) => problem(
            t!("help-end-other-what"),
            t!("help-end-other-why", code = *code),
            t!("help-end-other-remedy"),
        ),
    }
}

fn cannot_listen(why: &ListenFailure) -> String {
    match why {
        ListenFailure::Port(error) => error.why(),
        ListenFailure::ReplyKey(_) | ListenFailure::Thread(_) => t!("help-end-unable-why"),
        ListenFailure::NoAddress => t!("help-end-listen-address"),
    }
}

/// What this computer could not do.
fn unable(why: &OwnFailure) -> Problem {
    match why {
        OwnFailure::Trust(error) => problem(t!("help-end-kept-what"), error.why(), t!("kept-file-remedy")),
        OwnFailure::Certificate(error) => problem(t!("helper-key-what"), error.why(), t!("helper-certificate-remedy")),
        OwnFailure::Random(_) => problem(
            t!("help-end-unable-what"),
            t!("kept-no-random"),
            t!("help-end-unable-remedy"),
        ),
        OwnFailure::Proof(_) | OwnFailure::Thread(_) => problem(
            t!("help-end-unable-what"),
            t!("help-end-unable-why"),
            t!("help-end-unable-remedy"),
        ),
    }
}
