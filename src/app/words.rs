//! Sentences that more than one screen says: times, durations, and what is wrong with a file. Why something ended is
//! said with the words of [`crate::desk::words`].

use std::time::Duration;

pub(super) use crate::desk::words::{
    all_closed, expert_end, not_connected, novice_end, protection, protection_in_full, session_gone, unmapped_here,
};
use crate::session::novice::Problem;
use crate::t;
use crate::texts::said::Said;
pub(super) use crate::texts::times::{duration, until};

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

fn problem(what: String, why: String, remedy: String) -> Problem {
    Problem { what, why, remedy }
}

/// A file that could not be read or written, with the system's own words.
pub(super) fn file(path: &std::path::Path, error: &std::io::Error) -> Problem {
    problem(
        t!("file-what", path = path.display().to_string()),
        error.why(),
        t!("file-remedy"),
    )
}

pub(super) fn no_window(error: &std::io::Error) -> Problem {
    problem(t!("no-window-what"), error.why(), t!("no-window-remedy"))
}

/// A disk that has not answered for long.
pub(super) fn disk_silent() -> Problem {
    problem(t!("desk-silent-what"), t!("desk-silent-why"), t!("desk-silent-remedy"))
}
