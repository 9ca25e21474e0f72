//! Why something ended, in words that both front ends use: what happened, why most likely, what to do now.

use super::expert::{End, Protection};
use super::novice::{Problem, SessionEnd, Unmapped};
use crate::t;

fn problem(what: String, why: String, remedy: String) -> Problem {
    Problem { what, why, remedy }
}

pub(crate) fn session_gone() -> Problem {
    problem(t!("gone-what"), t!("gone-why"), t!("gone-remedy"))
}

/// Why nobody gets in through the router, and what that means; one sentence or two.
pub(crate) fn unmapped(why: &Unmapped) -> String {
    match why {
        Unmapped::NoRouter => t!("router-none"),
        Unmapped::NotNeeded => t!("router-not-needed"),
        Unmapped::PublicNetwork => t!("router-public-network"),
        Unmapped::Silent => t!("router-silent"),
        Unmapped::Inside(address) => t!("router-second", address = address.to_string()),
        Unmapped::Taken => t!("router-taken"),
        Unmapped::Refused(code) => t!("router-refused", code = code.to_string()),
        Unmapped::Failed(why) => t!("router-failed", why = why.as_str()),
    }
}

/// Why the novice's session ended.
#[must_use]
pub fn novice_end(end: &SessionEnd) -> Problem {
    match end {
        SessionEnd::NoviceStopped => problem(t!("end-stopped-what"), t!("end-stopped-why"), t!("end-stopped-remedy")),
        SessionEnd::ExpertLeft => problem(t!("end-left-what"), t!("end-left-why"), t!("end-left-remedy")),
        SessionEnd::Lost => problem(t!("end-lost-what"), t!("end-lost-why"), t!("end-lost-remedy")),
        SessionEnd::ViewRefused => problem(t!("end-refused-what"), t!("end-refused-why"), t!("end-refused-remedy")),
        SessionEnd::ViewUnanswered => problem(
            t!("end-unanswered-what"),
            t!("end-unanswered-why"),
            t!("end-unanswered-remedy"),
        ),
        SessionEnd::ScreenGone(why) => problem(
            t!("end-screen-what"),
            t!("end-screen-why", why = why.as_str()),
            t!("end-screen-remedy"),
        ),
        SessionEnd::Replaced => problem(
            t!("end-replaced-what"),
            t!("end-replaced-why"),
            t!("end-replaced-remedy"),
        ),
        SessionEnd::Protocol(why) => problem(
            t!("end-protocol-what"),
            t!("end-protocol-why", why = why.as_str()),
            t!("end-protocol-remedy"),
        ),
    }
}

/// Why the expert's session ended or never began.
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
        End::NoviceSaidNo => problem(t!("help-end-no-what"), t!("help-end-no-why"), t!("help-end-no-remedy")),
        End::NeverAnswered => problem(
            t!("help-end-silent-what"),
            t!("help-end-silent-why"),
            t!("help-end-silent-remedy"),
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
        End::Protocol(why) => problem(
            t!("help-end-protocol-what"),
            t!("help-end-protocol-why", why = why.as_str()),
            t!("help-end-protocol-remedy"),
        ),
        End::Other(code) => problem(
            t!("help-end-other-what"),
            t!("help-end-other-why", code = *code),
            t!("help-end-other-remedy"),
        ),
    }
}

/// For people who know the names of what protects.
pub(crate) fn protection_in_full(protection: Protection) -> String {
    match protection {
        Protection::TlsAndRc4 => t!("protection-both-in-full"),
        Protection::Tls => t!("protection-tls-in-full"),
        Protection::Rc4Only => t!("protection-weak-in-full"),
    }
}

pub(crate) fn protection(protection: Protection) -> String {
    match protection {
        Protection::TlsAndRc4 => t!("protection-both"),
        Protection::Tls => t!("protection-tls"),
        Protection::Rc4Only => t!("protection-weak"),
    }
}
