//! Sentences that more than one screen says: times, durations, and why something ended, in three parts.

use std::time::{Duration, SystemTime};

use crate::session::expert::{End, Protection};
use crate::session::novice::{Problem, SessionEnd};
use crate::t;

/// Minutes and seconds as on a clock: `04:12`, `1:04:12`.
pub(super) fn timer(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes:02}:{seconds:02}")
    }
}

/// A length of time in words, rounded up to whole minutes.
pub(super) fn duration(duration: Duration) -> String {
    let minutes = duration.as_secs().div_ceil(60);
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        (0, 0, rest) => t!("duration-minutes", minutes = rest),
        (0, hours, 0) => t!("duration-hours", hours = hours),
        (0, hours, rest) => t!("duration-hours-minutes", hours = hours, minutes = rest),
        (days, 0, 0) => t!("duration-days", days = days),
        (days, hours, _) => t!("duration-days-hours", days = days, hours = hours),
    }
}

/// The local time of day, with the date where it is not today.
pub(super) fn clock(time: SystemTime) -> String {
    let Ok(stamp) = jiff::Timestamp::try_from(time) else {
        return String::new();
    };
    let now = jiff::Zoned::now();
    let local = stamp.to_zoned(now.time_zone().clone());
    let format = if local.date() == now.date() {
        "%H:%M"
    } else {
        "%Y-%m-%d %H:%M"
    };
    local.strftime(format).to_string()
}

fn problem(what: String, why: String, remedy: String) -> Problem {
    Problem { what, why, remedy }
}

pub(super) fn session_gone() -> Problem {
    problem(t!("gone-what"), t!("gone-why"), t!("gone-remedy"))
}

/// A file that could not be read or written, with the system's own words.
pub(super) fn file(path: &std::path::Path, error: &std::io::Error) -> Problem {
    problem(
        t!("file-what", path = path.display().to_string()),
        t!("file-why", error = error.to_string()),
        t!("file-remedy"),
    )
}

pub(super) fn no_window(error: &std::io::Error) -> Problem {
    problem(
        t!("no-window-what"),
        t!("file-why", error = error.to_string()),
        t!("no-window-remedy"),
    )
}

/// Why the novice's session ended.
pub(super) fn novice_end(end: &SessionEnd) -> Problem {
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
        SessionEnd::Expired => problem(t!("end-expired-what"), t!("end-expired-why"), t!("end-expired-remedy")),
        SessionEnd::Protocol(why) => problem(
            t!("end-protocol-what"),
            t!("end-protocol-why", why = why.as_str()),
            t!("end-protocol-remedy"),
        ),
    }
}

/// Why the expert's session ended or never began.
pub(super) fn expert_end(end: &End) -> Problem {
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

pub(super) fn protection(protection: Protection) -> String {
    match protection {
        Protection::TlsAndRc4 => t!("protection-both"),
        Protection::Tls => t!("protection-tls"),
        Protection::Rc4Only => t!("protection-weak"),
    }
}
